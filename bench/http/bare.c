/* The measure: the least that a libmicrohttpd program can do. Serves one file from memory, whatever is asked, with the library's own two epoll
   threads, one header, keep-alive. Nothing of src/ is used. Usage: bare PORT FILE */
#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static struct MHD_Response *response;

static enum MHD_Result answer(void *cls, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
                              const char *upload, size_t *upload_n, void **request)
{
	(void)cls, (void)url, (void)method, (void)version, (void)upload, (void)upload_n;
	static int met;
	if (!*request) {
		*request = &met; /* a response in the first call would close the connection */
		return MHD_YES;
	}
	return MHD_queue_response(connection, 200, response);
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		(void)fprintf(stderr, "usage: bare PORT FILE\n");
		return 64;
	}
	FILE *f = fopen(argv[2], "rb");
	if (!f || fseek(f, 0, SEEK_END) != 0)
		return 74;
	long size = ftell(f);
	rewind(f);
	char *bytes = malloc((size_t)size + 1);
	if (!bytes || fread(bytes, 1, (size_t)size, f) != (size_t)size)
		return 74;
	(void)fclose(f);
	response = MHD_create_response_from_buffer((size_t)size, bytes, MHD_RESPMEM_PERSISTENT);
	(void)MHD_add_response_header(response, "Content-Type", "text/html; charset=utf-8");
	struct MHD_Daemon *daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, (uint16_t)strtoul(argv[1], NULL, 10), NULL, NULL, answer, NULL,
	                                             MHD_OPTION_THREAD_POOL_SIZE, 2U, MHD_OPTION_END);
	if (!daemon)
		return 70;
	sigset_t stop;
	int which;
	(void)sigemptyset(&stop);
	(void)sigaddset(&stop, SIGTERM);
	(void)sigaddset(&stop, SIGINT);
	(void)sigprocmask(SIG_BLOCK, &stop, NULL);
	(void)sigwait(&stop, &which);
	return 0;
}
