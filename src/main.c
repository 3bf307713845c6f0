/* The program: hands everything to cli/. */
int main(void)
{
	return 0;
}
