/* http/ (uses threads): many at once: crowds, one greedy address, clients that leave, slow answers beside quick ones. */
#include "lib/http_server.h"

static void a_crowd_ready_at_once_is_served_at_once(void **state)
{
	(void)state;
	static const int sizes[] = {127, 128, 129, 256, 384, 512};
	use((struct http_options){.io_threads = 1, .connections = 2000});
	for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
		int fds[512];
		for (int i = 0; i < sizes[s]; i++) {
			fds[i] = dial();
			say(fds[i], S(GET_HELLO)); /* so that it is accepted */
			expect_body(hear_one(fds[i]), 200, S("hello"));
		}
		int64_t began = clock_monotonic_ms();
		for (int i = 0; i < sizes[s]; i++)
			say(fds[i], S(GET_HELLO));
		for (int i = 0; i < sizes[s]; i++)
			expect_body(hear_one(fds[i]), 200, S("hello"));
		assert_true(clock_monotonic_ms() - began < 3000); /* the freeze lasted 9.6 s */
		for (int i = 0; i < sizes[s]; i++)
			(void)close(fds[i]);
	}
}

static void one_address_cannot_take_every_connection(void **state)
{
	(void)state;
	use((struct http_options){.io_threads = 1, .connections_per_address = 5});
	int fds[8], served = 0;
	bool closed;
	for (int i = 0; i < 8; i++) {
		fds[i] = dial();
		say(fds[i], S(GET_HELLO));
		served += hear(fds[i], 100, &closed).n == 100;
	}
	assert_int_equal(served, 5);
	for (int i = 0; i < 8; i++)
		(void)close(fds[i]);
}

static void a_newcomer_takes_the_place_of_the_idlest(void **state)
{
	(void)state;
	use((struct http_options){.io_threads = 1, .connections = 8});
	int fds[20];
	int64_t began = clock_monotonic_ms();
	for (int i = 0; i < 20; i++) {
		fds[i] = dial();
		say(fds[i], S(GET_HELLO));
		expect_body(hear_one(fds[i]), 200, S("hello"));
		(void)usleep(3000);
	}
	assert_true(clock_monotonic_ms() - began < 2000);
	assert_int_equal(hear_all(fds[0]).n, 0);
	for (int i = 0; i < 20; i++)
		(void)close(fds[i]);
}

static void a_client_that_leaves_midway_harms_nobody(void **state)
{
	(void)state;
	static const str parts[] = {S("GET /hel"), S("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 10\r\n\r\nabc"), S("GET /big HTTP/1.1\r\n" HOST "\r\n"),
	                            S("GET /slow HTTP/1.1\r\n" HOST "\r\n"), S("GET /%00 HTTP/1.1\r\n\r\n"), S(GET_HELLO GET_HELLO "GET /big HTTP/1.1\r\n" HOST "\r\n"),
	                            S("POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n5\r\nab")};
	atomic_store(&slow_may_end, true);
	for (int round = 0; round < 20; round++) {
		for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
			int fd = dial();
			say(fd, parts[i]);
			struct linger now = {.l_onoff = round % 2, .l_linger = 0};
			(void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
			(void)close(fd);
		}
	}
	expect_body(ask(S(GET_HELLO)), 200, S("hello"));
}

/* ---- the slow pool ---- */

static void slow_requests_hold_up_nobody(void **state)
{
	(void)state;
	use((struct http_options){.io_threads = 1, .slow_threads = 2, .slow_queue = 2});
	int fds[4];
	for (int i = 0; i < 4; i++) {
		fds[i] = dial();
		say(fds[i], S("GET /slow HTTP/1.1\r\n" HOST "\r\n" GET_HELLO));
		if (i == 1)
			wait_for_slow(2);
	}
	(void)usleep(50000);
	expect_body(ask(S(GET_HELLO)), 200, S("hello"));
	str full = ask(S("GET /slow HTTP/1.1\r\n" HOST "\r\n"));
	assert_int_equal(status_of(full), 503);
	assert_true(str_has(full, S("Retry-After: 2\r\n")));
	atomic_store(&slow_may_end, true);
	int64_t began = clock_monotonic_ms();
	for (int i = 0; i < 4; i++) {
		expect_body(hear_one(fds[i]), 200, S("slow /slow"));
		expect_body(hear_one(fds[i]), 200, S("hello"));
		(void)close(fds[i]);
	}
	assert_true(clock_monotonic_ms() - began < 5000);
}

static void slow_answers_wake_a_quiet_server(void **state)
{
	(void)state;
	int64_t began = clock_monotonic_ms();
	atomic_store(&slow_may_end, true);
	int fd = dial();
	for (int i = 0; i < 20; i++) {
		say(fd, S("POST /slow HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\nx"));
		expect_body(hear_one(fd), 200, S("slow /slow"));
	}
	assert_true(clock_monotonic_ms() - began < 3000);
	(void)close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HTTP_TEST(a_crowd_ready_at_once_is_served_at_once),
		HTTP_TEST(one_address_cannot_take_every_connection),
		HTTP_TEST(a_newcomer_takes_the_place_of_the_idlest),
		HTTP_TEST(a_client_that_leaves_midway_harms_nobody),
		HTTP_TEST(slow_requests_hold_up_nobody),
		HTTP_TEST(slow_answers_wake_a_quiet_server),
	};
	return http_run("http: crowds", tests, sizeof tests / sizeof tests[0]);
}
