/* http/ (uses threads): nobody takes the server's time or its end by being slow. */
#include "lib/http_server.h"
#include <sys/stat.h>

static void a_head_that_drips_is_cut_at_its_deadline(void **state)
{
	(void)state;
	use((struct http_options){.head_ms = 200, .linger_ms = 100});
	int fd = dial();
	int64_t began = clock_monotonic_ms();
	struct pollfd p = {.fd = fd, .events = POLLIN};
	str drip = S("GET /hello HTTP/1.1\r\n" HOST "X: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	for (size_t i = 0; i < drip.n && poll(&p, 1, 20) == 0; i++)
		say(fd, str_first(str_skip(drip, i), 1)); /* a byte every 20 ms: never idle, never done */
	assert_int_equal(status_of(hear_all(fd)), 408);
	int64_t took = clock_monotonic_ms() - began;
	assert_true(took >= 200 && took < 1500);
	(void)close(fd);
}

static void a_body_that_drips_is_cut_at_its_deadline(void **state)
{
	(void)state;
	use((struct http_options){.body_ms = 200, .linger_ms = 100});
	static const str heads[] = {S("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 500\r\n\r\n"), S("POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n1f4\r\n")};
	for (size_t h = 0; h < 2; h++) {
		int fd = dial();
		struct pollfd p = {.fd = fd, .events = POLLIN};
		say(fd, heads[h]);
		for (int i = 0; i < 100 && poll(&p, 1, 20) == 0; i++)
			say(fd, S("a"));
		assert_int_equal(status_of(hear_all(fd)), 408);
		(void)close(fd);
	}
}

static void an_idle_connection_is_closed_without_a_word(void **state)
{
	(void)state;
	use((struct http_options){.idle_ms = 150});
	int fd = dial();
	assert_int_equal(hear_all(fd).n, 0);
	(void)close(fd);
	fd = dial();
	say(fd, S(GET_HELLO));
	expect_body(hear_one(fd), 200, S("hello"));
	assert_int_equal(hear_all(fd).n, 0);
	(void)close(fd);
}

static int dial_narrow(void)
{
	return dial_port(http_port(server), 4096);
}

/* Sockets of this process: the server's and ours. */
static int sockets(void)
{
	int n = 0;
	for (int fd = 0; fd < 1024; fd++) {
		struct stat st;
		n += fstat(fd, &st) == 0 && S_ISSOCK(st.st_mode);
	}
	return n;
}

static void a_reader_that_does_not_read_is_cut(void **state)
{
	(void)state;
	use((struct http_options){.send_ms = 200, .send_bytes_per_second = 100 * BIG});
	int before = sockets();
	int fd = dial_narrow();
	for (int i = 0; i < 8; i++)
		say(fd, S("GET /big HTTP/1.1\r\n" HOST "\r\n"));
	struct pollfd answer = {.fd = fd, .events = POLLIN};
	assert_int_equal(poll(&answer, 1, PATIENCE_MS), 1);
	/* Not a byte is read before the server has closed its side, however busy the machine is. */
	int64_t until = clock_monotonic_ms() + PATIENCE_MS;
	while (sockets() > before + 1 && clock_monotonic_ms() < until)
		(void)usleep(20000);
	assert_int_equal(sockets(), before + 1);
	assert_true(hear_all(fd).n < 8 * BIG);
	(void)close(fd);
}

static void a_stuck_reader_does_not_hold_up_the_end(void **state)
{
	(void)state;
	int fd = dial_narrow();
	for (int i = 0; i < 8; i++)
		say(fd, S("GET /big HTTP/1.1\r\n" HOST "\r\n"));
	(void)usleep(100000);
	int64_t began = clock_monotonic_ms();
	http_stop(server, 200);
	assert_true(clock_monotonic_ms() - began < 2000);
	(void)close(fd);
	server = serve((struct http_options){0});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HTTP_TEST(a_head_that_drips_is_cut_at_its_deadline),
		HTTP_TEST(a_body_that_drips_is_cut_at_its_deadline),
		HTTP_TEST(an_idle_connection_is_closed_without_a_word),
		HTTP_TEST(a_reader_that_does_not_read_is_cut),
		HTTP_TEST(a_stuck_reader_does_not_hold_up_the_end),
	};
	return http_run("http: deadlines", tests, sizeof tests / sizeof tests[0]);
}
