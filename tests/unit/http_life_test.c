/* http/ (uses threads): starting, and stopping without losing what is under way. */
#include "lib/http_server.h"

#include <pthread.h>
#include <stdio.h>

static void *release_later(void *unused)
{
	(void)unused;
	(void)usleep(150000);
	atomic_store(&slow_may_end, true);
	return NULL;
}

static void a_request_in_flight_is_answered_before_the_end(void **state)
{
	(void)state;
	int slow_fd = dial(), idle_fd = dial(), partial_fd = dial();
	say(slow_fd, S("GET /slow HTTP/1.1\r\n" HOST "\r\n"));
	say(partial_fd, S("GET /hel"));
	wait_for_slow(1);
	pthread_t later;
	assert_int_equal(pthread_create(&later, NULL, release_later, NULL), 0);
	int64_t began = clock_monotonic_ms();
	http_stop(server, 8000);
	assert_true(clock_monotonic_ms() - began < 4000); /* only the request in flight is waited for */
	assert_int_equal(pthread_join(later, NULL), 0);
	assert_true(str_ends(hear_all(slow_fd), S("slow /slow")));
	assert_int_equal(hear_all(idle_fd).n, 0);
	(void)hear_all(partial_fd);
	(void)close(slow_fd), (void)close(idle_fd), (void)close(partial_fd);
	server = serve((struct http_options){0});
}

static void what_waits_for_the_slow_pool_is_told_so_at_the_end(void **state)
{
	(void)state;
	use((struct http_options){.slow_threads = 1});
	int first = dial(), second = dial();
	say(first, S("GET /slow HTTP/1.1\r\n" HOST "\r\n"));
	wait_for_slow(1);
	say(second, S("GET /slow2 HTTP/1.1\r\n" HOST "\r\n"));
	(void)usleep(100000);
	pthread_t later;
	assert_int_equal(pthread_create(&later, NULL, release_later, NULL), 0);
	http_stop(server, 10);
	assert_int_equal(pthread_join(later, NULL), 0);
	assert_true(str_ends(hear_all(first), S("slow /slow")));
	assert_int_equal(status_of(hear_all(second)), 503);
	(void)close(first), (void)close(second);
	server = serve((struct http_options){0});
}

static void a_second_server_on_the_port_is_refused(void **state)
{
	(void)state;
	char address[32];
	(void)snprintf(address, sizeof address, "127.0.0.1:%u", http_port(server));
	struct http_options options = {.address = str_of(address)};
	struct http_server *other;
	assert_int_equal(http_start(&options, &handlers, &other), CONFLICT);
	static const str wrong[] = {S(""), S("8080"), S("127.0.0.1"), S("127.0.0.1:"), S("127.0.0.1:65536"), S("127.0.0.1:-1"), S("nowhere:1"), S("[::1:80"), S("300.0.0.1:80")};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		options.address = wrong[i];
		assert_int_equal(http_start(&options, &handlers, &other), INVALID);
	}
}

static void *refuse_to_work(void *context)
{
	(void)context;
	return NULL;
}

static void a_worker_that_cannot_start_stops_the_start(void **state)
{
	(void)state;
	struct http_handlers broken_handlers = handlers;
	broken_handlers.on_worker_start = refuse_to_work;
	struct http_options options = {.address = S("127.0.0.1:0")};
	struct http_server *other;
	assert_int_equal(http_start(&options, &broken_handlers, &other), BROKEN);
	assert_null(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HTTP_TEST(a_request_in_flight_is_answered_before_the_end),
		HTTP_TEST(what_waits_for_the_slow_pool_is_told_so_at_the_end),
		HTTP_TEST(a_second_server_on_the_port_is_refused),
		HTTP_TEST(a_worker_that_cannot_start_stops_the_start),
	};
	return http_run("http: start and stop", tests, sizeof tests / sizeof tests[0]);
}
