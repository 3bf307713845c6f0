/* A server of http/ with a small product of its own, fresh for each case, and the two ways to speak to it:
       HTTP_TEST(name) in the array, http_run("group", array, count) in main; `server` listens on a free port of 127.0.0.1 in the case.
   A case fails when a worker that was started has not been stopped. Included by the tests of http/ only. */
#ifndef TESTS_LIB_HTTP_SERVER_H
#define TESTS_LIB_HTTP_SERVER_H

#include "base/limits.h"
#include "base/log.h"
#include "http/http.h"

#include "lib/http_client.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>

static struct http_server *server;
static struct http_body *shared;
static atomic_int handled, workers, slow_running;
static atomic_bool slow_may_end;

/* ---- the product of these tests ---- */

static inline void *start_worker(void *context)
{
	(void)context;
	atomic_fetch_add(&workers, 1);
	return malloc(1);
}

static inline void stop_worker(void *context, void *worker)
{
	(void)context;
	atomic_fetch_sub(&workers, 1);
	free(worker);
}

static inline enum http_place where(void *context, const struct http_request *rq)
{
	(void)context;
	return str_starts(rq->path, S("/slow")) ? HTTP_SLOW : HTTP_AT_ONCE;
}

static inline void hello(struct http_request *rq, struct http_response *rs)
{
	(void)rq;
	out_str(&rs->body, S("hello"));
	http_respond_header(rs, S("X-Own"), S("yes"));
}

static inline void echo(struct http_request *rq, struct http_response *rs)
{
	out_fmt(&rs->body, "method %d path %.*s host %.*s peer %.*s agent %.*s cookie %.*s body %zu", (int)rq->method, STR_ARGS(rq->path),
	        STR_ARGS(rq->host), STR_ARGS(rq->peer), STR_ARGS(http_header(rq, S("user-AGENT"))), STR_ARGS(http_cookie(rq, S("id"))), rq->body.n);
	if (str_eq(rq->path, S("/echo-long")) && rq->body.n)
		out_fmt(&rs->body, " from %c to %c", rq->body.p[0], rq->body.p[rq->body.n - 1]);
	for (size_t i = 0; i < rq->params.n; i++)
		out_fmt(&rs->body, " param %.*s=%.*s", STR_ARGS(rq->params.at[i].name), STR_ARGS(rq->params.at[i].value));
	for (size_t i = 0; i < rq->form.n; i++)
		out_fmt(&rs->body, " form %.*s=%.*s", STR_ARGS(rq->form.at[i].name), STR_ARGS(rq->form.at[i].value));
}

static inline void big(struct http_request *rq, struct http_response *rs)
{
	(void)rq;
	out_pad(&rs->body, 'x', BIG);
}

static inline void from_file(struct http_request *rq, struct http_response *rs)
{
	char name[] = "/tmp/faubourg-file-XXXXXX";
	(void)rq;
	int fd = mkstemp(name);
	always(fd >= 0 && unlink(name) == 0 && ftruncate(fd, BIG) == 0 && pwrite(fd, "first", 5, 0) == 5 && pwrite(fd, "last", 4, BIG - 4) == 4);
	http_respond_file(rs, fd, BIG);
}

static inline uint64_t body_limit(void *context, str target)
{
	(void)context;
	return str_eq(target, S("/echo-long")) ? 3 * (uint64_t)LIMIT_PIECE_BYTES : LIMIT_BODY_BYTES;
}

static inline void deferred(void *flag)
{
	atomic_fetch_add((atomic_int *)flag, 1);
}

static atomic_int deferred_calls;

static inline void greedy(struct http_request *rq, struct http_response *rs)
{
	arena_defer(rq->arena, deferred, &deferred_calls);
	out_str(&rs->body, S("not to be seen"));
	for (;;)
		(void)arena_alloc(rq->arena, 8 << 20);
}

static inline void overfull(struct http_request *rq, struct http_response *rs)
{
	(void)rq;
	rs->body.max = 10;
	out_pad(&rs->body, 'x', 100);
}

static inline void cached(struct http_request *rq, struct http_response *rs)
{
	if (str_is_set(rq->query))
		http_respond_header(rs, S("Set-Cookie"), S("a=b"));
	rs->shared = http_body_keep(shared);
}

static inline void slow(struct http_request *rq, struct http_response *rs)
{
	atomic_fetch_add(&slow_running, 1);
	while (!atomic_load(&slow_may_end))
		(void)usleep(1000);
	out_fmt(&rs->body, "slow %.*s", STR_ARGS(rq->path));
	atomic_fetch_sub(&slow_running, 1);
}

static const struct {
	str path;
	void (*answer)(struct http_request *, struct http_response *);
} routes[] = {{S("/hello"), hello}, {S("/echo"), echo},         {S("/big"), big},       {S("/greedy"), greedy},
              {S("/slow"), slow},   {S("/overfull"), overfull}, {S("/cached"), cached}, {S("/slow2"), slow},
              {S("/echo-long"), echo}, {S("/file"), from_file}};

static inline void handle(void *context, struct http_request *rq, struct http_response *rs)
{
	(void)context;
	always(rq->worker);
	atomic_fetch_add(&handled, 1);
	for (size_t i = 0; i < sizeof routes / sizeof routes[0]; i++)
		if (str_eq(rq->path, routes[i].path)) {
			routes[i].answer(rq, rs);
			return;
		}
	rs->status = 404;
}

static inline void error_body(void *context, int status, str language, struct out *body)
{
	(void)context;
	out_fmt(body, "<h1>error %d in %.*s</h1>", status, STR_ARGS(language));
}

static const struct http_handlers handlers = {
	.on_worker_start = start_worker, .on_worker_stop = stop_worker, .where = where, .body_limit = body_limit, .handle = handle, .error_body = error_body};

static inline struct http_server *serve(struct http_options options)
{
	struct http_server *s;
	if (!options.address.p)
		options.address = S("127.0.0.1:0");
	if (!options.connections_per_address)
		options.connections_per_address = 2000;
	assert_int_equal(http_start(&options, &handlers, &s), OK);
	return s;
}

static inline void use(struct http_options options)
{
	http_stop(server, 0);
	server = serve(options);
}

static inline int http_group_start(void **state)
{
	(void)state;
	log_threshold(LOG_ERROR + 1); /* faults that these tests provoke are not news */
	struct rlimit files = {.rlim_cur = 4096, .rlim_max = 4096};
	(void)setrlimit(RLIMIT_NOFILE, &files);
	struct out bytes = out_new(100);
	out_str(&bytes, S("cached page"));
	const struct http_field own[] = {{S("ETag"), S("\"v1\"")}, {S("Cache-Control"), S("no-cache")}};
	shared = http_body_new(&bytes, S("text/html; charset=utf-8"), own, 2);
	out_free(&bytes);
	return 0;
}

static inline int http_group_stop(void **state)
{
	(void)state;
	http_body_drop(shared);
	return 0;
}

static inline int http_case_start(void **state)
{
	(void)state;
	atomic_store(&slow_may_end, false);
	server = serve((struct http_options){0});
	return 0;
}

static inline int http_case_stop(void **state)
{
	(void)state;
	atomic_store(&slow_may_end, true);
	http_stop(server, 0);
	return atomic_load(&workers) == 0 ? 0 : -1; /* every worker that was started has been stopped */
}

static inline int dial(void)
{
	return dial_port(http_port(server), 0);
}

/* Sends bytes, expects this refusal, the header that says so, and the end of the connection. */
static inline void expect_refusal(str bytes, int status)
{
	int fd = dial();
	int before = atomic_load(&handled);
	say(fd, bytes);
	str all = hear_all(fd);
	if (status_of(all) != status || !str_has(all, S("Connection: close\r\n")) || !str_has(all, S("nosniff")))
		fail_msg("expected %d for %.*s but got %.*s", status, STR_ARGS(bytes), STR_ARGS(all));
	assert_int_equal(atomic_load(&handled), before);
	(void)close(fd);
}

static inline str ask(str bytes)
{
	int fd = dial();
	say(fd, bytes);
	str answer = hear_one(fd);
	(void)close(fd);
	return answer;
}

static inline void wait_for_slow(int count)
{
	for (int i = 0; i < 5000 && atomic_load(&slow_running) != count; i++)
		(void)usleep(1000);
	assert_int_equal(atomic_load(&slow_running), count);
}

#define HTTP_TEST(name) cmocka_unit_test_setup_teardown(name, http_case_start, http_case_stop)

static inline int http_run(const char *group, const struct CMUnitTest *tests, size_t count)
{
	return _cmocka_run_group_tests(group, tests, count, http_group_start, http_group_stop);
}

#endif
