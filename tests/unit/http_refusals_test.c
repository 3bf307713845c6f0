/* http/ (uses threads): what may not exist is refused and its connection closed, whatever came before it. */
#include "base/limits.h"

#include "lib/http_server.h"

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

#define CHUNKED "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"

static void a_malformed_chunked_body_is_refused_and_closed(void **state)
{
	(void)state;
	expect_refusal(S(CHUNKED "zz\r\nab\r\n0\r\n\r\n"), 400);
	expect_refusal(S(CHUNKED "\r\n"), 400);
	expect_refusal(S(CHUNKED "2\nab\n0\n\n"), 400);
	expect_refusal(S(CHUNKED "2\r\nabc\r\n0\r\n\r\n"), 400);
	expect_refusal(S(CHUNKED "-2\r\nab\r\n0\r\n\r\n"), 400);
	expect_refusal(S(CHUNKED "0x2\r\nab\r\n0\r\n\r\n"), 400);
	expect_refusal(S(CHUNKED "2;name=value\r\nab\r\n0\r\n\r\n"), 400);
	expect_refusal(S(CHUNKED "2\r\nab\r\n0\r\nHost: other.example\r\n\r\n"), 400);
	expect_refusal(S(CHUNKED "000000000\r\n\r\n"), 400);
	expect_refusal(S(CHUNKED "10001\r\n"), 413);
	expect_refusal(S("GET /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n1\r\nGET"), 400);
	int fd = dial();
	int before = atomic_load(&handled);
	say(fd, S(CHUNKED "3\r\nabc\r\n"));
	(void)usleep(20000); /* libmicrohttpd has begun the request when the bad byte comes */
	say(fd, S("!"));
	str all = hear_all(fd);
	assert_int_equal(status_of(all), 400);
	assert_true(str_ends(all, S("<h1>error 400 in </h1>")) && str_has(all, S("Connection: close\r\n")));
	assert_int_equal(atomic_load(&handled), before);
	(void)close(fd);
}

static void the_largest_chunked_body_is_served_however_it_is_cut(void **state)
{
	(void)state;
	struct out o = out_new(4 * BIG);
	out_str(&o, S(CHUNKED "00000FF0\r\n"));
	out_pad(&o, 'a', 0xff0);
	for (size_t left = LIMIT_BODY_BYTES - 0xff0; left; left -= left < 999 ? left : 999) {
		size_t n = left < 999 ? left : 999;
		out_fmt(&o, "\r\n%zx\r\n", n);
		out_pad(&o, 'a', n);
	}
	out_str(&o, S("\r\n000\r\n\r\n"));
	str whole = out_text(&o);
	for (size_t pace = whole.n; pace > 300; pace = pace / 3) {
		int fd = dial();
		for (str rest = whole; rest.n; rest = str_skip(rest, pace))
			say(fd, str_first(rest, pace));
		assert_true(str_ends(hear_all(fd), S(" body 65536")));
		(void)close(fd);
	}
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		HTTP_TEST(every_ambiguous_request_is_refused_and_closed),
		HTTP_TEST(what_is_too_long_is_refused_and_closed),
		HTTP_TEST(the_largest_head_and_body_are_served),
		HTTP_TEST(a_malformed_chunked_body_is_refused_and_closed),
		HTTP_TEST(the_largest_chunked_body_is_served_however_it_is_cut),
		HTTP_TEST(a_later_request_is_guarded_like_the_first),
		HTTP_TEST(a_body_on_get_is_dropped_and_never_read_as_a_request),
		HTTP_TEST(a_refusal_speaks_the_language_of_the_client),
		HTTP_TEST(a_form_that_cannot_be_decoded_is_refused_and_closed),
	};
	return http_run("http: refusals", tests, sizeof tests / sizeof tests[0]);
}
