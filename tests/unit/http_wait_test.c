/* http/ (uses threads): requests that wait for news hold no thread, are answered when their topic is called, and at the end. */
#include "lib/http_server.h"

static atomic_int version, looked;

/* "/wait/7": waits for topic 7 while the version is 0. */
static void wait_for_news(void *context, struct http_request *rq, struct http_response *rs)
{
	int64_t topic = 0;
	(void)context;
	if (!str_to_int64(str_skip(rq->path, 6), &topic)) {
		out_str(&rs->body, S("hello"));
		return;
	}
	atomic_fetch_add(&looked, 1);
	out_fmt(&rs->body, "version %d", atomic_load(&version));
	if (atomic_load(&version) == 0)
		http_respond_wait(rs, (uint64_t)topic);
}

static enum http_place where_it_waits(void *context, const struct http_request *rq)
{
	(void)context;
	return str_starts(rq->path, S("/wait/")) ? HTTP_PARK : HTTP_AT_ONCE;
}

static void begin(void)
{
	struct http_handlers waiting = handlers;
	const struct http_options options = {.address = S("127.0.0.1:0")};
	waiting.where = where_it_waits;
	waiting.handle = wait_for_news;
	waiting.parks = true;
	http_stop(server, 0);
	atomic_store(&version, 0);
	atomic_store(&looked, 0);
	assert_int_equal(http_start(&options, &waiting, &server), OK);
}

static void wait_until_looked(int times)
{
	for (int64_t until = clock_monotonic_ms() + PATIENCE_MS; atomic_load(&looked) < times;)
		assert_true(clock_monotonic_ms() < until && usleep(1000) == 0);
}

static void who_waits_for_a_topic_is_answered_when_it_is_called(void **state)
{
	(void)state;
	enum { SCREENS = 60 };
	int fds[SCREENS];
	begin();
	for (size_t i = 0; i < SCREENS; i++) {
		fds[i] = dial();
		say(fds[i], S("GET /wait/7 HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n"));
	}
	int other = dial(), quick = dial();
	say(other, S("GET /wait/8 HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n"));
	wait_until_looked(SCREENS + 1);
	say(quick, S("GET /hello HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n"));
	assert_true(str_ends(hear_all(quick), S("hello"))); /* sixty that wait keep nobody else from an answer */
	atomic_store(&version, 5);
	http_wake(server, 7);
	for (size_t i = 0; i < SCREENS; i++) {
		assert_true(str_ends(hear_all(fds[i]), S("version 5")));
		(void)close(fds[i]);
	}
	assert_int_equal(atomic_load(&looked), 2 * SCREENS + 1); /* the other topic was not looked at again */
	http_wake(server, 8);
	assert_true(str_ends(hear_all(other), S("version 5")));
	(void)close(other), (void)close(quick);
}

static void who_has_news_already_does_not_wait(void **state)
{
	(void)state;
	begin();
	atomic_store(&version, 3);
	int fd = dial();
	say(fd, S("GET /wait/7 HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n"));
	assert_true(str_ends(hear_all(fd), S("version 3")));
	(void)close(fd);
}

static void who_waits_is_answered_at_the_end(void **state)
{
	(void)state;
	begin();
	int fd = dial();
	say(fd, S("GET /wait/7 HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n"));
	wait_until_looked(1);
	int64_t began = clock_monotonic_ms();
	http_stop(server, 8000);
	assert_true(clock_monotonic_ms() - began < 4000);
	assert_true(str_ends(hear_all(fd), S("version 0")));
	(void)close(fd);
	server = serve((struct http_options){0});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HTTP_TEST(who_waits_for_a_topic_is_answered_when_it_is_called), HTTP_TEST(who_has_news_already_does_not_wait), HTTP_TEST(who_waits_is_answered_at_the_end),
	};
	return http_run("http_wait", tests, sizeof tests / sizeof tests[0]);
}
