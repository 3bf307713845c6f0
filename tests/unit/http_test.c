/* http/: the real server on a free port, spoken to in raw bytes. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "http/http.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#define HOST "Host: ville.example\r\n"
#define GET_HELLO "GET /hello HTTP/1.1\r\n" HOST "\r\n"
enum { BIG = 1024 * 1024, PATIENCE_MS = 20000 };

static struct http_server *server;
static struct http_body *shared;
static atomic_int handled, workers, slow_running;
static atomic_bool slow_may_end;

/* ---- the product of these tests ---- */

static void *start_worker(void *context)
{
	(void)context;
	atomic_fetch_add(&workers, 1);
	return malloc(1);
}

static void stop_worker(void *context, void *worker)
{
	(void)context;
	atomic_fetch_sub(&workers, 1);
	free(worker);
}

static bool is_slow(void *context, const struct http_request *rq)
{
	(void)context;
	return str_starts(rq->path, S("/slow"));
}

static void hello(struct http_request *rq, struct http_response *rs)
{
	(void)rq;
	out_str(&rs->body, S("hello"));
	http_respond_header(rs, S("X-Own"), S("yes"));
}

static void echo(struct http_request *rq, struct http_response *rs)
{
	out_fmt(&rs->body, "method %d path %.*s host %.*s peer %.*s agent %.*s cookie %.*s body %zu", (int)rq->method, STR_ARGS(rq->path),
	        STR_ARGS(rq->host), STR_ARGS(rq->peer), STR_ARGS(http_header(rq, S("user-AGENT"))), STR_ARGS(http_cookie(rq, S("id"))), rq->body.n);
	for (size_t i = 0; i < rq->params.n; i++)
		out_fmt(&rs->body, " param %.*s=%.*s", STR_ARGS(rq->params.at[i].name), STR_ARGS(rq->params.at[i].value));
	for (size_t i = 0; i < rq->form.n; i++)
		out_fmt(&rs->body, " form %.*s=%.*s", STR_ARGS(rq->form.at[i].name), STR_ARGS(rq->form.at[i].value));
}

static void big(struct http_request *rq, struct http_response *rs)
{
	(void)rq;
	out_pad(&rs->body, 'x', BIG);
}

static void deferred(void *flag)
{
	atomic_fetch_add((atomic_int *)flag, 1);
}

static atomic_int deferred_calls;

static void greedy(struct http_request *rq, struct http_response *rs)
{
	arena_defer(rq->arena, deferred, &deferred_calls);
	out_str(&rs->body, S("not to be seen"));
	for (;;)
		(void)arena_alloc(rq->arena, 8 << 20);
}

static void overfull(struct http_request *rq, struct http_response *rs)
{
	(void)rq;
	rs->body.max = 10;
	out_pad(&rs->body, 'x', 100);
}

static void cached(struct http_request *rq, struct http_response *rs)
{
	if (str_is_set(rq->query))
		http_respond_header(rs, S("Set-Cookie"), S("a=b"));
	rs->shared = http_body_keep(shared);
}

static void slow(struct http_request *rq, struct http_response *rs)
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
              {S("/slow"), slow},   {S("/overfull"), overfull}, {S("/cached"), cached}, {S("/slow2"), slow}};

static void handle(void *context, struct http_request *rq, struct http_response *rs)
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

static void error_body(void *context, int status, str language, struct out *body)
{
	(void)context;
	out_fmt(body, "<h1>error %d in %.*s</h1>", status, STR_ARGS(language));
}

static const struct http_handlers handlers = {
	.on_worker_start = start_worker, .on_worker_stop = stop_worker, .is_slow = is_slow, .handle = handle, .error_body = error_body};

static struct http_server *serve(struct http_options options)
{
	struct http_server *s;
	if (!options.address.p)
		options.address = S("127.0.0.1:0");
	if (!options.connections_per_address)
		options.connections_per_address = 2000;
	assert_int_equal(http_start(&options, &handlers, &s), OK);
	return s;
}

static void use(struct http_options options)
{
	http_stop(server, 0);
	server = serve(options);
}

static int start(void **state)
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

static int stop(void **state)
{
	(void)state;
	http_body_drop(shared);
	return 0;
}

static int each_start(void **state)
{
	(void)state;
	atomic_store(&slow_may_end, false);
	server = serve((struct http_options){0});
	return 0;
}

static int each_stop(void **state)
{
	(void)state;
	atomic_store(&slow_may_end, true);
	http_stop(server, 0);
	return atomic_load(&workers) == 0 ? 0 : -1; /* every worker that was started has been stopped */
}

/* ---- a client ---- */

static int dial(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)http_port(server)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	assert_true(fd >= 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
	return fd;
}

static void say(int fd, str bytes)
{
	while (bytes.n) {
		ssize_t n = send(fd, bytes.p, bytes.n, MSG_NOSIGNAL);
		if (n <= 0)
			return;
		bytes = str_skip(bytes, (size_t)n);
	}
}

static char heard[4 * BIG];

/* What comes until the other end closes (*closed true) or `enough` bytes are there. Never waits longer than PATIENCE_MS. */
static str hear(int fd, size_t enough, bool *closed)
{
	size_t n = 0;
	*closed = false;
	int64_t until = clock_monotonic_ms() + PATIENCE_MS;
	while (n < enough && n < sizeof heard - 1) {
		struct pollfd p = {.fd = fd, .events = POLLIN};
		if (poll(&p, 1, (int)(until - clock_monotonic_ms())) <= 0)
			break;
		ssize_t got = recvfrom(fd, heard + n, enough - n < sizeof heard - 1 - n ? enough - n : sizeof heard - 1 - n, 0, NULL, NULL);
		if (got <= 0) {
			*closed = true;
			break;
		}
		n += (size_t)got;
	}
	heard[n] = 0;
	return (str){heard, n};
}

static str hear_all(int fd)
{
	bool closed;
	str all = hear(fd, sizeof heard, &closed);
	assert_true(closed);
	return all;
}

/* One response with its body, however it is cut. */
static str hear_one(int fd)
{
	size_t n = 0, need = 0;
	bool closed = false;
	while (!need || n < need) {
		static char one[4 * BIG];
		str part = hear(fd, need ? need - n : 1, &closed);
		assert_false(closed);
		assert_true(part.n > 0);
		memcpy(one + n, part.p, part.n);
		n += part.n;
		size_t end, at;
		if (!need && n > 4 && memcmp(one + n - 4, "\r\n\r\n", 4) == 0) {
			str length = STR_NONE, line = STR_NONE;
			end = n;
			if (str_find((str){one, n}, S("Content-Length: "), &at)) {
				length = str_skip((str){one, n}, at + 16);
				(void)str_cut(length, '\r', &line, &length);
			}
			int64_t bytes = 0;
			(void)str_to_int64(line, &bytes);
			need = end + (size_t)bytes;
		}
		if (need && n >= need)
			return (str){one, n};
	}
	return STR_NONE;
}

static int status_of(str response)
{
	int64_t status;
	return str_starts(response, S("HTTP/1.1 ")) && str_to_int64(str_first(str_skip(response, 9), 3), &status) ? (int)status : 0;
}

static str body_of(str response)
{
	size_t at;
	return str_find(response, S("\r\n\r\n"), &at) ? str_skip(response, at + 4) : STR_NONE;
}

static void expect_body(str response, int status, str body)
{
	assert_int_equal(status_of(response), status);
	if (!str_eq(body_of(response), body))
		fail_msg("body is: %.*s", STR_ARGS(body_of(response)));
}

/* Sends bytes, expects this refusal, the header that says so, and the end of the connection. */
static void expect_refusal(str bytes, int status)
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

static str ask(str bytes)
{
	int fd = dial();
	say(fd, bytes);
	str answer = hear_one(fd);
	(void)close(fd);
	return answer;
}

/* ---- ordinary service ---- */

static void a_page_carries_the_default_headers(void **state)
{
	(void)state;
	str r = ask(S(GET_HELLO));
	expect_body(r, 200, S("hello"));
	assert_true(str_has(r, S("X-Own: yes\r\n")) && str_has(r, S("Content-Type: text/plain; charset=utf-8\r\n")) && str_has(r, S("Date: ")));
	assert_true(str_has(r, S("X-Content-Type-Options: nosniff\r\n")) && str_has(r, S("Referrer-Policy: same-origin\r\n")));
	assert_true(str_has(r, S("Content-Security-Policy: default-src 'none'\r\n")) && str_has(r, S("Cross-Origin-Opener-Policy: same-origin\r\n")));
	assert_true(str_has(ask(S("GET /cached HTTP/1.1\r\n" HOST "\r\n")), S("X-Content-Type-Options: nosniff\r\n")));
}

static void a_handler_sees_what_the_client_sent(void **state)
{
	(void)state;
	expect_body(ask(S("GET /echo?q=%C3%A9t%C3%A9+1&q=2 HTTP/1.1\r\n" HOST "User-Agent: me\r\nCookie: x=1; id=42\r\n\r\n")), 200,
	            S("method 0 path /echo host ville.example peer 127.0.0.1 agent me cookie 42 body 0 param q=été 1 param q=2"));
	expect_body(ask(S("POST /echo HTTP/1.1\r\n" HOST "Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\nContent-Length: 12\r\n\r\nb=1&a=%C3%A9")), 200,
	            S("method 2 path /echo host ville.example peer 127.0.0.1 agent  cookie  body 12 form b=1 form a=é"));
}

static void a_post_in_pieces_and_a_chunked_one_are_read(void **state)
{
	(void)state;
	int fd = dial();
	say(fd, S("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 1"));
	(void)usleep(20000);
	say(fd, S("0\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\na=1"));
	(void)usleep(20000);
	say(fd, S("&b=2&c"));
	(void)usleep(20000);
	say(fd, S("x" GET_HELLO));
	assert_true(str_ends(hear_one(fd), S(" body 10 form a=1 form b=2 form cx=")));
	expect_body(hear_one(fd), 200, S("hello"));
	(void)close(fd);
	fd = dial();
	say(fd, S("POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n3\r\na=1\r\n"));
	(void)usleep(20000);
	say(fd, S("2\r\n&b\r\n0\r\n\r\n" GET_HELLO));
	str all = hear_all(fd); /* the last request of its connection: what follows is not read */
	assert_true(str_ends(all, S(" body 5 form a=1 form b=")));
	assert_true(str_has(all, S("Connection: close\r\n")));
	(void)close(fd);
}

static void head_is_get_without_a_body(void **state)
{
	(void)state;
	int fd = dial();
	say(fd, S("HEAD /hello HTTP/1.1\r\n" HOST "\r\nHEAD /cached HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n"));
	str all = hear_all(fd);
	assert_true(str_has(all, S("Content-Length: 5\r\n")) && str_has(all, S("Content-Length: 11\r\n")));
	assert_false(str_has(all, S("hello")) || str_has(all, S("cached page")));
	(void)close(fd);
}

static void a_connection_serves_many_requests(void **state)
{
	(void)state;
	int fd = dial();
	for (int i = 0; i < 50; i++) {
		say(fd, S(GET_HELLO));
		expect_body(hear_one(fd), 200, S("hello"));
	}
	say(fd, S("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
	assert_true(str_has(hear_one(fd), S("Connection: Keep-Alive\r\n")));
	say(fd, S("GET /hello HTTP/1.0\r\n\r\n"));
	assert_true(str_ends(hear_all(fd), S("hello")));
	(void)close(fd);
}

static void pipelined_requests_are_answered_in_order(void **state)
{
	(void)state;
	int64_t began = clock_monotonic_ms();
	int fd = dial();
	struct out many = out_new(BIG);
	enum { COUNT = 400 };
	for (int i = 0; i < COUNT; i++)
		out_fmt(&many, "GET /echo?n=%d HTTP/1.1\r\n" HOST "X-Padding: %0200d\r\n\r\n", i, 0);
	out_str(&many, S("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\nabcGET /hello HTTP/1.1\r\nConnection: close\r\n" HOST "\r\n"));
	say(fd, out_text(&many));
	for (int i = 0; i < COUNT; i++) {
		char expected[32];
		(void)snprintf(expected, sizeof expected, " param n=%d", i);
		assert_true(str_ends(hear_one(fd), str_of(expected)));
	}
	assert_true(str_ends(hear_one(fd), S(" body 3")));
	assert_true(str_ends(hear_all(fd), S("hello")));
	assert_true(clock_monotonic_ms() - began < 5000); /* none waited for an event that had already come */
	out_free(&many);
	(void)close(fd);
}

static void a_megabyte_arrives_whole(void **state)
{
	(void)state;
	str r = ask(S("GET /big HTTP/1.1\r\n" HOST "\r\n"));
	assert_int_equal(status_of(r), 200);
	assert_int_equal(body_of(r).n, BIG);
}

static void an_unchanged_page_is_answered_304(void **state)
{
	(void)state;
	str r = ask(S("GET /cached HTTP/1.1\r\n" HOST "If-None-Match: \"v0\", W/\"v1\"\r\n\r\n"));
	assert_int_equal(status_of(r), 304);
	assert_true(str_has(r, S("ETag: \"v1\"\r\n")) && str_has(r, S("Cache-Control: no-cache\r\n")));
	r = ask(S("GET /cached?cookie HTTP/1.1\r\n" HOST "If-None-Match: \"v1\"\r\n\r\n"));
	assert_int_equal(status_of(r), 304);
	assert_true(str_has(r, S("Set-Cookie: a=b\r\n")));
	r = ask(S("GET /cached?cookie HTTP/1.1\r\n" HOST "If-None-Match: \"v2\"\r\n\r\n"));
	expect_body(r, 200, S("cached page"));
	assert_true(str_has(r, S("Set-Cookie: a=b\r\n")) && str_has(r, S("Content-Type: text/html; charset=utf-8\r\n")));
}

static void a_shared_body_outlives_its_server(void **state)
{
	(void)state;
	expect_body(ask(S("GET /cached HTTP/1.1\r\n" HOST "\r\n")), 200, S("cached page"));
	use((struct http_options){.content_security_policy = S("default-src 'self'")});
	str r = ask(S("GET /cached HTTP/1.1\r\n" HOST "\r\n"));
	expect_body(r, 200, S("cached page"));
	assert_true(str_has(r, S("Content-Security-Policy: default-src 'self'\r\n")));
}

static void a_request_that_eats_its_memory_gets_500(void **state)
{
	(void)state;
	int before = atomic_load(&deferred_calls);
	int fd = dial();
	say(fd, S("GET /greedy HTTP/1.1\r\n" HOST "Accept-Language: fr\r\n\r\n"));
	expect_body(hear_one(fd), 500, S("<h1>error 500 in fr</h1>"));
	say(fd, S("GET /overfull HTTP/1.1\r\n" HOST "\r\n"));
	expect_body(hear_one(fd), 500, S("<h1>error 500 in </h1>"));
	say(fd, S(GET_HELLO));
	expect_body(hear_one(fd), 200, S("hello"));
	assert_int_equal(atomic_load(&deferred_calls), before + 1);
	(void)close(fd);
}

static void expect_continue_is_answered(void **state)
{
	(void)state;
	int fd = dial();
	bool closed;
	say(fd, S("POST /echo HTTP/1.1\r\n" HOST "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n"));
	assert_true(str_eq(hear(fd, 25, &closed), S("HTTP/1.1 100 Continue\r\n\r\n")));
	say(fd, S("ab"));
	assert_true(str_ends(hear_one(fd), S(" body 2")));
	(void)close(fd);
}

/* ---- refusals ---- */

static void every_ambiguous_request_is_refused_and_closed(void **state)
{
	(void)state;
	expect_refusal(S("GET / HTTP/1.1\r\n\r\n"), 400);
	expect_refusal(S("GET / HTTP/1.1\r\n" HOST HOST "\r\n"), 400);
	expect_refusal(S("POST / HTTP/1.1\r\n" HOST "Content-Length: 1\r\nContent-Length: 1\r\n\r\na"), 400);
	expect_refusal(S("POST / HTTP/1.1\r\n" HOST "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400);
	expect_refusal(S("POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400);
	expect_refusal(S("POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: identity\r\n\r\n"), 400);
	expect_refusal(S("POST / HTTP/1.1\r\n" HOST "Content-Length: a\r\n\r\n"), 400);
	expect_refusal(S("GET / HTTP/1.1\r\nHost : a\r\n\r\n"), 400);
	expect_refusal(S("GET / HTTP/1.1\r\n" HOST "A: b\r\n c\r\n\r\n"), 400);
	expect_refusal(S("GET / HTTP/1.1\r\n" HOST "A: b\0c\r\n\r\n"), 400);
	expect_refusal(S("GET /\0 HTTP/1.1\r\n" HOST "\r\n"), 400);
	expect_refusal(S("GET /%00 HTTP/1.1\r\n" HOST "\r\n"), 400);
	expect_refusal(S("GET /a?%00 HTTP/1.1\r\n" HOST "\r\n"), 400);
	expect_refusal(S("GET /%zz HTTP/1.1\r\n" HOST "\r\n"), 400);
	expect_refusal(S("GET /%ff HTTP/1.1\r\n" HOST "\r\n"), 400);
	expect_refusal(S("GET /../a HTTP/1.1\r\n" HOST "\r\n"), 400);
	expect_refusal(S("GET http://a/ HTTP/1.1\r\n" HOST "\r\n"), 400);
	expect_refusal(S("GET / HTTP/1.1\n" HOST "\n"), 400);
	expect_refusal(S("\x16\x03\x01 a TLS hello on a plain port"), 400);
	expect_refusal(S("PUT / HTTP/1.1\r\n" HOST "\r\n"), 405);
	expect_refusal(S("BREW / HTTP/1.1\r\n" HOST "\r\n"), 501);
	expect_refusal(S("GET / HTTP/2.0\r\n" HOST "\r\n"), 505);
	expect_refusal(S("POST / HTTP/1.1\r\n" HOST "Expect: tea\r\nContent-Length: 1\r\n\r\n"), 417);
	expect_refusal(S("POST / HTTP/1.1\r\n" HOST "Content-Length: 65537\r\n\r\n"), 413);
}

static void what_is_too_long_is_refused_and_closed(void **state)
{
	(void)state;
	struct out o = out_new(4 * BIG);
	out_str(&o, S("GET / HTTP/1.1\r\n" HOST "X: "));
	out_pad(&o, 'a', LIMIT_HEAD_BYTES * 3);
	expect_refusal(out_text(&o), 431);
	out_reset(&o);
	out_str(&o, S("GET /"));
	out_pad(&o, 'a', LIMIT_HEAD_BYTES * 3);
	expect_refusal(out_text(&o), 414);
	out_reset(&o);
	out_str(&o, S("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 400000\r\n\r\n"));
	out_pad(&o, 'a', 400000); /* the refusal is read even though the body was on its way */
	expect_refusal(out_text(&o), 413);
	out_reset(&o);
	out_str(&o, S("POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"));
	for (int i = 0; i < 100; i++) {
		out_str(&o, S("400\r\n"));
		out_pad(&o, 'a', 1024);
		out_str(&o, S("\r\n"));
	}
	expect_refusal(out_text(&o), 413);
	out_free(&o);
}

static void the_largest_head_and_body_are_served(void **state)
{
	(void)state;
	struct out o = out_new(4 * BIG);
	out_fmt(&o, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: %d\r\nCookie: id=7; x=", LIMIT_BODY_BYTES);
	out_pad(&o, 'a', LIMIT_HEAD_BYTES - o.n - 4);
	out_str(&o, S("\r\n\r\n"));
	assert_int_equal(o.n, LIMIT_HEAD_BYTES);
	out_pad(&o, 'b', LIMIT_BODY_BYTES);
	str r = ask(out_text(&o));
	assert_true(str_has(r, S(" cookie 7 body 65536")));
	out_reset(&o);
	out_str(&o, S("GET /echo?a"));
	for (int i = 1; i < LIMIT_FORM_FIELDS; i++)
		out_str(&o, S("&a"));
	out_str(&o, S(" HTTP/1.1\r\n" HOST));
	for (int i = 1; i < LIMIT_HEAD_FIELDS; i++)
		out_fmt(&o, "X-%d: %d\r\n", i, i);
	out_str(&o, S("\r\n"));
	assert_int_equal(status_of(ask(out_text(&o))), 200);
	out_free(&o);
}

static void a_later_request_is_guarded_like_the_first(void **state)
{
	(void)state;
	int fd = dial();
	say(fd, S(GET_HELLO "GET /hello HTTP/1.1\r\n" HOST HOST "\r\n" GET_HELLO));
	expect_body(hear_one(fd), 200, S("hello"));
	str all = hear_all(fd);
	assert_int_equal(status_of(all), 400);
	assert_false(str_has(all, S("hello")));
	(void)close(fd);
	fd = dial();
	say(fd, S("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\nabcPOST / HTTP/1.1\r\n" HOST "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"));
	assert_true(str_ends(hear_one(fd), S(" body 3")));
	assert_int_equal(status_of(hear_all(fd)), 400);
	(void)close(fd);
	fd = dial();
	say(fd, S(GET_HELLO));
	expect_body(hear_one(fd), 200, S("hello"));
	say(fd, S("GET /%00 HTTP/1.1\r\n" HOST "\r\n"));
	assert_int_equal(status_of(hear_all(fd)), 400);
	(void)close(fd);
}

static void a_body_on_get_is_dropped_and_never_read_as_a_request(void **state)
{
	(void)state;
	int fd = dial();
	int before = atomic_load(&handled);
	say(fd, S("GET /echo HTTP/1.1\r\n" HOST "Content-Length: 51\r\n\r\nGET /hello HTTP/1.1\r\nHost: smuggled.example\r\n\r\nxxxx" GET_HELLO));
	assert_true(str_ends(hear_one(fd), S(" body 0")));
	expect_body(hear_one(fd), 200, S("hello"));
	assert_int_equal(atomic_load(&handled), before + 2);
	(void)close(fd);
}

static void a_refusal_speaks_the_language_of_the_client(void **state)
{
	(void)state;
	int fd = dial();
	say(fd, S("PUT /a HTTP/1.1\r\n" HOST "Accept-Language: fr-FR\r\n\r\n"));
	str all = hear_all(fd);
	assert_true(str_has(all, S("<h1>error 405 in fr-FR</h1>")) && str_has(all, S("Allow: GET, HEAD, POST\r\n")));
	(void)close(fd);
	fd = dial();
	say(fd, S("HEAD /%00 HTTP/1.1\r\n" HOST "\r\n"));
	assert_true(str_ends(hear_all(fd), S("\r\n\r\n")));
	(void)close(fd);
}

static void a_form_that_cannot_be_decoded_is_refused_and_closed(void **state)
{
	(void)state;
	expect_refusal(S("POST /echo HTTP/1.1\r\n" HOST "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 4\r\n\r\na=%0"), 400);
	expect_refusal(S("POST /echo HTTP/1.1\r\n" HOST "Content-Type: Application/X-www-form-urlencoded\r\nContent-Length: 5\r\n\r\na=%ff"), 400);
}

/* ---- deadlines ---- */

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
	int fd = socket(AF_INET, SOCK_STREAM, 0), small = 4096;
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)http_port(server)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	assert_true(fd >= 0);
	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small), 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
	return fd;
}

static void a_reader_that_does_not_read_is_cut(void **state)
{
	(void)state;
	use((struct http_options){.send_ms = 200, .send_bytes_per_second = 100 * BIG});
	int fd = dial_narrow();
	for (int i = 0; i < 8; i++)
		say(fd, S("GET /big HTTP/1.1\r\n" HOST "\r\n"));
	(void)usleep(1000000);
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

/* ---- crowds ---- */

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

static void wait_for_slow(int count)
{
	for (int i = 0; i < 5000 && atomic_load(&slow_running) != count; i++)
		(void)usleep(1000);
	assert_int_equal(atomic_load(&slow_running), count);
}

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

/* ---- the access log ---- */

static void the_log_names_the_path_and_the_network_but_no_person(void **state)
{
	(void)state;
	use((struct http_options){.access_log = true});
	FILE *file = tmpfile();
	int before = dup(STDERR_FILENO);
	assert_non_null(file);
	assert_true(dup2(fileno(file), STDERR_FILENO) >= 0);
	log_threshold(LOG_INFO);
	(void)ask(S("GET /echo?name=secret HTTP/1.1\r\n" HOST "\r\n"));
	expect_refusal(S("GET /%00secret HTTP/1.1\r\n" HOST "\r\n"), 400);
	http_stop(server, 1000);
	log_threshold(LOG_ERROR + 1);
	(void)dup2(before, STDERR_FILENO);
	(void)close(before);
	char text[4096];
	rewind(file);
	size_t n = fread(text, 1, sizeof text, file);
	(void)fclose(file);
	str log = {text, n};
	assert_true(str_has(log, S("\"method\":\"GET\",\"path\":\"/echo\",\"status\":200,\"bytes\":")));
	assert_true(str_has(log, S("\"network\":\"127.0.0.0/24\"")) && str_has(log, S("\"status\":400")));
	assert_false(str_has(log, S("secret")) || str_has(log, S("127.0.0.1")));
	server = serve((struct http_options){0});
}

/* ---- stopping ---- */

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

#define HTTP_TEST(name) cmocka_unit_test_setup_teardown(name, each_start, each_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		HTTP_TEST(a_page_carries_the_default_headers),
		HTTP_TEST(a_handler_sees_what_the_client_sent),
		HTTP_TEST(a_post_in_pieces_and_a_chunked_one_are_read),
		HTTP_TEST(head_is_get_without_a_body),
		HTTP_TEST(a_connection_serves_many_requests),
		HTTP_TEST(pipelined_requests_are_answered_in_order),
		HTTP_TEST(a_megabyte_arrives_whole),
		HTTP_TEST(an_unchanged_page_is_answered_304),
		HTTP_TEST(a_shared_body_outlives_its_server),
		HTTP_TEST(a_request_that_eats_its_memory_gets_500),
		HTTP_TEST(expect_continue_is_answered),
		HTTP_TEST(every_ambiguous_request_is_refused_and_closed),
		HTTP_TEST(what_is_too_long_is_refused_and_closed),
		HTTP_TEST(the_largest_head_and_body_are_served),
		HTTP_TEST(a_later_request_is_guarded_like_the_first),
		HTTP_TEST(a_body_on_get_is_dropped_and_never_read_as_a_request),
		HTTP_TEST(a_refusal_speaks_the_language_of_the_client),
		HTTP_TEST(a_form_that_cannot_be_decoded_is_refused_and_closed),
		HTTP_TEST(a_head_that_drips_is_cut_at_its_deadline),
		HTTP_TEST(a_body_that_drips_is_cut_at_its_deadline),
		HTTP_TEST(an_idle_connection_is_closed_without_a_word),
		HTTP_TEST(a_reader_that_does_not_read_is_cut),
		HTTP_TEST(a_stuck_reader_does_not_hold_up_the_end),
		HTTP_TEST(a_crowd_ready_at_once_is_served_at_once),
		HTTP_TEST(one_address_cannot_take_every_connection),
		HTTP_TEST(a_newcomer_takes_the_place_of_the_idlest),
		HTTP_TEST(a_client_that_leaves_midway_harms_nobody),
		HTTP_TEST(slow_requests_hold_up_nobody),
		HTTP_TEST(slow_answers_wake_a_quiet_server),
		HTTP_TEST(the_log_names_the_path_and_the_network_but_no_person),
		HTTP_TEST(a_request_in_flight_is_answered_before_the_end),
		HTTP_TEST(what_waits_for_the_slow_pool_is_told_so_at_the_end),
		HTTP_TEST(a_second_server_on_the_port_is_refused),
		HTTP_TEST(a_worker_that_cannot_start_stops_the_start),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
