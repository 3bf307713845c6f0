/* http/guard and http/percent: what may exist as a request, byte by byte. */
#include "base/limits.h"
#include "http/guard.h"
#include "http/percent.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define GET_LINE "GET / HTTP/1.1\r\n"
#define HOST "Host: ville.example\r\n"
#define END "\r\n"

static struct guard_head head_read;

/* 0 when accepted, -1 when the guard waits for more, else the status of the refusal. */
static int judge(str bytes)
{
	size_t scanned = 0, end = 0;
	struct guard_answer answer = guard_scan(bytes, &scanned, &end);
	if (answer.verdict == GUARD_ACCEPT)
		answer = guard_read(str_first(bytes, end), &head_read);
	if (answer.verdict == GUARD_MORE)
		return -1;
	return answer.verdict == GUARD_ACCEPT ? 0 : answer.status;
}

struct judged {
	int expected;
	str bytes;
};

static void check_all(const struct judged *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int got = judge(cases[i].bytes);
		if (got != cases[i].expected)
			fail_msg("case %zu: expected %d, got %d: %.*s", i, cases[i].expected, got, STR_ARGS(cases[i].bytes));
	}
}
#define CHECK(...) \
	do { \
		const struct judged cases[] = {__VA_ARGS__}; \
		check_all(cases, sizeof cases / sizeof cases[0]); \
	} while (0)

static void what_browsers_send_is_accepted(void **state)
{
	(void)state;
	CHECK({0, S(GET_LINE HOST END)}, {0, S("HEAD / HTTP/1.1\r\nhost:a\r\n\r\n")}, {0, S("GET / HTTP/1.0\r\n\r\n")},
	      {0, S("GET /appels/li%C3%A9vin?q=%C3%A9t%C3%A9+2024&x= HTTP/1.1\r\n" HOST END)},
	      {0, S(GET_LINE HOST "User-Agent: Mozilla/5.0 (X11; Linux)\r\nAccept: */*\r\nX-Empty:\r\nX-Tab:\ta\tb \r\n" END)},
	      {0, S("POST /a HTTP/1.1\r\n" HOST "Content-Length: 65536\r\nExpect: 100-continue\r\n" END)},
	      {0, S("POST /a HTTP/1.1\r\n" HOST "Transfer-Encoding: Chunked\r\n" END)}, {0, S("POST /a HTTP/1.1\r\n" HOST END)},
	      {0, S(GET_LINE "Host: [::1]:8080\r\n" END)}, {0, S(GET_LINE "Host: 127.0.0.1:80\r\n" END)}, {0, S(GET_LINE HOST "Cookie: a=b; c=\"é\"\r\n" END)},
	      {0, S("GET /a/ HTTP/1.1\r\n" HOST END)}, {0, S("GET /...a/.b HTTP/1.1\r\n" HOST END)}, {0, S("GET /?/../%2f//\x7c HTTP/1.1\r\n" HOST END)});
}

static void a_head_that_is_not_whole_yet_waits(void **state)
{
	(void)state;
	CHECK({-1, S("")}, {-1, S("G")}, {-1, S("GET / HTTP/1.1\r")}, {-1, S(GET_LINE)}, {-1, S(GET_LINE HOST)}, {-1, S(GET_LINE HOST "\r")});
}

static void two_hosts_no_host_and_strange_hosts_are_refused(void **state)
{
	(void)state;
	CHECK({400, S(GET_LINE END)}, {400, S(GET_LINE HOST HOST END)}, {400, S(GET_LINE HOST "HOST: other\r\n" END)}, {400, S(GET_LINE "Host:\r\n" END)},
	      {400, S(GET_LINE "Host: a b\r\n" END)}, {400, S(GET_LINE "Host: a/b\r\n" END)}, {400, S(GET_LINE "Host: a@b\r\n" END)},
	      {400, S(GET_LINE "Host: a:b\r\n" END)}, {400, S(GET_LINE "Host: a:99999\r\n" END)}, {400, S(GET_LINE "Host: a:-1\r\n" END)},
	      {400, S(GET_LINE "Host: a,b\r\n" END)}, {400, S(GET_LINE "Host: [::1\r\n" END)}, {400, S(GET_LINE "Host: [evil]\r\n" END)},
	      {400, S(GET_LINE "Host: :80\r\n" END)}, {400, S("GET / HTTP/1.0\r\nHost: a b\r\n" END)});
}

static void a_body_has_one_length(void **state)
{
	(void)state;
#define POST_LINE "POST / HTTP/1.1\r\n" HOST
	CHECK({400, S(POST_LINE "Content-Length: 1\r\nContent-Length: 1\r\n" END)}, {400, S(POST_LINE "Content-Length: 1\r\ncontent-length: 2\r\n" END)},
	      {400, S(POST_LINE "Content-Length:\r\n" END)}, {400, S(POST_LINE "Content-Length: +1\r\n" END)}, {400, S(POST_LINE "Content-Length: -1\r\n" END)},
	      {400, S(POST_LINE "Content-Length: 1, 1\r\n" END)}, {400, S(POST_LINE "Content-Length: 0x1\r\n" END)},
	      {400, S(POST_LINE "Content-Length: 1 1\r\n" END)}, {400, S(POST_LINE "Content-Length: 99999999999999999999\r\n" END)},
	      {400, S(POST_LINE "Content-Length: 18446744073709551617\r\n" END)}, {413, S(POST_LINE "Content-Length: 134217729\r\n" END)},
	      {413, S(POST_LINE "Content-Length: 9223372036854775807\r\n" END)}, {413, S(GET_LINE HOST "Content-Length: 134217729\r\n" END)},
	      {0, S(POST_LINE "Content-Length: 0000000000000000005\r\n" END)});
	assert_int_equal(head_read.body_bytes, 5);
	CHECK({400, S(POST_LINE "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n" END)},
	      {400, S(POST_LINE "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n" END)},
	      {400, S(POST_LINE "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" END)},
	      {400, S(POST_LINE "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n" END)}, {400, S(POST_LINE "Transfer-Encoding: identity\r\n" END)},
	      {400, S(POST_LINE "Transfer-Encoding: gzip, chunked\r\n" END)}, {400, S(POST_LINE "Transfer-Encoding: chunked, chunked\r\n" END)},
	      {400, S(POST_LINE "Transfer-Encoding: xchunked\r\n" END)}, {400, S(POST_LINE "Transfer-Encoding:\r\n" END)},
	      {400, S("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n" END)}, {417, S(POST_LINE "Expect: 200-ok\r\n" END)},
	      {400, S(POST_LINE "Expect: 100-continue\r\nExpect: 100-continue\r\n" END)});
}

static void header_lines_have_one_reading(void **state)
{
	(void)state;
	CHECK({400, S(GET_LINE "Host : a\r\n" END)}, {400, S(GET_LINE HOST "X-A : b\r\n" END)}, {400, S(GET_LINE HOST " folded: b\r\n" END)},
	      {400, S(GET_LINE HOST "X: a\r\n b\r\n" END)}, {400, S(GET_LINE HOST "X: a\r\n\tb\r\n" END)}, {400, S(GET_LINE " " HOST END)},
	      {400, S(GET_LINE HOST "X\0: a\r\n" END)}, {400, S(GET_LINE HOST "X: a\0b\r\n" END)}, {400, S(GET_LINE HOST "X: a\x01\r\n" END)},
	      {400, S(GET_LINE HOST "X: a\x7f\r\n" END)}, {400, S(GET_LINE HOST "X: a\rb\r\n" END)}, {400, S(GET_LINE HOST "X: a\nY: b\r\n" END)},
	      {400, S(GET_LINE HOST "X: a\r\r\n" END)}, {400, S("GET / HTTP/1.1\n" HOST END)}, {400, S(GET_LINE HOST "\n")}, {400, S(GET_LINE HOST "no colon\r\n" END)},
	      {400, S(GET_LINE HOST ": no name\r\n" END)}, {400, S(GET_LINE HOST "X(: a\r\n" END)}, {400, S(GET_LINE HOST "X\xc3\xa9: a\r\n" END)},
	      {400, S(GET_LINE HOST "X: \xff\r\n" END)}, {400, S(GET_LINE HOST "Origin: a\r\nOrigin: b\r\n" END)}, {400, S("\r\n" GET_LINE HOST END)},
	      {400, S("\n")}, {400, S("\0")}, {400, S("\x16\x03\x01\x02\x00\x01")});
}

static void the_request_line_has_one_reading(void **state)
{
	(void)state;
	CHECK({400, S("GET  / HTTP/1.1\r\n" HOST END)}, {400, S("GET /  HTTP/1.1\r\n" HOST END)}, {400, S("GET\t/ HTTP/1.1\r\n" HOST END)},
	      {400, S("GET / HTTP/1.1 \r\n" HOST END)}, {400, S(" GET / HTTP/1.1\r\n" HOST END)}, {400, S("GET /\r\n" HOST END)}, {400, S("GET\r\n" HOST END)},
	      {400, S("GET / http/1.1\r\n" HOST END)}, {400, S("GET / HTTP/1\r\n" HOST END)}, {400, S("GET /a b HTTP/1.1\r\n" HOST END)},
	      {505, S("GET / HTTP/2.0\r\n" HOST END)}, {505, S("PRI * HTTP/2.0\r\n\r\n")}, {505, S("GET / HTTP/1.2\r\n" HOST END)},
	      {405, S("PUT / HTTP/1.1\r\n" HOST END)}, {405, S("OPTIONS * HTTP/1.1\r\n" HOST END)}, {405, S("CONNECT a:1 HTTP/1.1\r\n" HOST END)},
	      {405, S("TRACE / HTTP/1.1\r\n" HOST END)}, {501, S("get / HTTP/1.1\r\n" HOST END)}, {501, S("BREW / HTTP/1.1\r\n" HOST END)},
	      {400, S("G(T / HTTP/1.1\r\n" HOST END)});
}

static void the_target_has_one_meaning(void **state)
{
	(void)state;
#define TARGET_CASE(status, target) {(status), S("GET " target " HTTP/1.1\r\n" HOST END)}
	CHECK(TARGET_CASE(400, "http://ville.example/"), TARGET_CASE(400, "*"), TARGET_CASE(400, "a"), TARGET_CASE(400, "//"), TARGET_CASE(400, "//a"),
	      TARGET_CASE(400, "/a//b"), TARGET_CASE(400, "/."), TARGET_CASE(400, "/.."), TARGET_CASE(400, "/../a"), TARGET_CASE(400, "/a/./b"),
	      TARGET_CASE(400, "/a/.."), TARGET_CASE(400, "/%2e%2E/a"), TARGET_CASE(400, "/a%2fb"), TARGET_CASE(400, "/a%2Fb"), TARGET_CASE(400, "/a\\b"),
	      TARGET_CASE(400, "/a%5cb"), TARGET_CASE(400, "/%00"), TARGET_CASE(400, "/a?b=%00"), TARGET_CASE(400, "/a\0b"), TARGET_CASE(400, "/%"),
	      TARGET_CASE(400, "/%4"), TARGET_CASE(400, "/%4g"), TARGET_CASE(400, "/?a=%"), TARGET_CASE(400, "/?a=%zz"), TARGET_CASE(400, "/%ff"),
	      TARGET_CASE(400, "/%c0%ae"), TARGET_CASE(400, "/%ed%a0%80"), TARGET_CASE(400, "/?a=%ff"), TARGET_CASE(400, "/\xc3\xa9"), TARGET_CASE(400, "/%0a"),
	      TARGET_CASE(400, "/a%7f"), TARGET_CASE(400, "/a#b"), TARGET_CASE(0, "/%25%32%65"), TARGET_CASE(0, "/a?b=%0A"));
}

static str long_request(char *to, size_t room, size_t target, size_t field, size_t fields)
{
	size_t n = (size_t)snprintf(to, room, "GET /");
	memset(to + n, 'a', target);
	n += target;
	n += (size_t)snprintf(to + n, room - n, " HTTP/1.1\r\n" HOST);
	for (size_t i = 0; i < fields; i++)
		n += (size_t)snprintf(to + n, room - n, "X: %0*d\r\n", (int)field, 0);
	n += (size_t)snprintf(to + n, room - n, "\r\n");
	return (str){to, n};
}

static void limits_are_met_exactly(void **state)
{
	(void)state;
	static char text[100000];
	assert_int_equal(judge(long_request(text, sizeof text, LIMIT_TARGET_BYTES - 1, 1, 0)), 0);
	assert_int_equal(judge(long_request(text, sizeof text, LIMIT_TARGET_BYTES, 1, 0)), 414);
	assert_int_equal(judge(long_request(text, sizeof text, 3 * LIMIT_TARGET_BYTES, 1, 0)), 414);
	assert_int_equal(judge(long_request(text, sizeof text, LIMIT_HEAD_BYTES + 5, 1, 0)), 414);
	assert_int_equal(judge(long_request(text, sizeof text, 1, 1, LIMIT_HEAD_FIELDS - 1)), 0);
	assert_int_equal(judge(long_request(text, sizeof text, 1, 1, LIMIT_HEAD_FIELDS)), 431);
	size_t rest = LIMIT_HEAD_BYTES - long_request(text, sizeof text, 1, 1, 1).n + 1;
	assert_int_equal(judge(long_request(text, sizeof text, 1, rest, 1)), 0);
	assert_int_equal(judge(long_request(text, sizeof text, 1, rest + 1, 1)), 431);
	assert_int_equal(judge(str_first(long_request(text, sizeof text, 1, 30000, 1), LIMIT_HEAD_BYTES)), 431);
}

static void a_head_may_come_one_byte_at_a_time(void **state)
{
	(void)state;
	str all = S(GET_LINE HOST "X: y\r\n" END "GET /next");
	size_t scanned = 0, end = 0, at = 0;
	for (at = 1; at <= all.n; at++) {
		struct guard_answer answer = guard_scan(str_first(all, at), &scanned, &end);
		assert_int_not_equal(answer.verdict, GUARD_REFUSE);
		if (answer.verdict == GUARD_ACCEPT)
			break;
	}
	assert_int_equal(end, at);
	assert_true(str_starts(str_skip(all, end), S("GET /next")));
}

static void fields_and_target_are_read_as_checked(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	str head = S("GET /li%C3%A9vin/2024?a=1&b=%26 HTTP/1.1\r\nHost: x\r\nAccept-Language:  fr-FR, en \r\nEmpty:\r\n\r\n");
	assert_int_equal(judge(head), 0);
	struct http_field fields[3];
	assert_int_equal(head_read.fields, 3);
	guard_fields(head, fields);
	assert_true(str_eq(fields[1].name, S("Accept-Language")) && str_eq(fields[1].value, S("fr-FR, en")));
	assert_true(str_eq(fields[2].name, S("Empty")) && fields[2].value.n == 0);
	str path, query;
	guard_target(a, head_read.target, &path, &query);
	assert_true(str_eq(path, S("/liévin/2024")));
	assert_true(str_eq(query, S("a=1&b=%26")));
	assert_true(str_eq(guard_language(head), S("fr-FR, en")));
	assert_null(guard_language(S("GET / HTTP/1.1\r\nAccept-Language: \x01\r\n")).p);
	arena_free(a);
}

static void libmicrohttpd_gets_nothing_that_came_from_outside(void **state)
{
	(void)state;
	char plain[GUARD_PLAIN_HEAD_BYTES];
	struct guard_head post = {.method = HTTP_POST, .body_bytes = LIMIT_BODY_BYTES, .expects = true, .host = S("evil"), .target = S("/evil")};
	size_t n = guard_plain_head(&post, true, plain);
	assert_true(str_eq((str){plain, n}, S("POST / HTTP/1.1\r\nContent-Length: 65536\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n")));
	struct guard_head old = {.method = HTTP_HEAD, .http_1_0 = true};
	n = guard_plain_head(&old, false, plain);
	assert_true(str_eq((str){plain, n}, S("HEAD / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")));
}

static void the_client_decides_to_close(void **state)
{
	(void)state;
	assert_int_equal(judge(S(GET_LINE HOST "Connection: x , CLOSE\r\n" END)), 0);
	assert_true(head_read.close);
	assert_int_equal(judge(S(GET_LINE HOST END)), 0);
	assert_false(head_read.close);
	assert_int_equal(judge(S("GET / HTTP/1.0\r\n\r\n")), 0);
	assert_true(head_read.close);
	assert_int_equal(judge(S("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")), 0);
	assert_false(head_read.close);
}

static void a_form_keeps_order_and_duplicates(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct http_fields f;
	assert_int_equal(form_parse(a, S("b=1&a=%C3%A9t%C3%A9+2024&&b=2&c&=d"), &f), OK);
	assert_int_equal(f.n, 5);
	assert_true(str_eq(f.at[0].name, S("b")) && str_eq(f.at[0].value, S("1")));
	assert_true(str_eq(f.at[1].value, S("été 2024")));
	assert_true(str_eq(f.at[2].name, S("b")) && str_eq(f.at[2].value, S("2")));
	assert_true(str_eq(f.at[3].name, S("c")) && f.at[3].value.n == 0);
	assert_true(f.at[4].name.n == 0 && str_eq(f.at[4].value, S("d")));
	assert_int_equal(form_parse(a, S(""), &f), OK);
	assert_int_equal(f.n, 0);
	assert_int_equal(form_parse(a, S("a=b=c"), &f), OK);
	assert_true(str_eq(f.at[0].value, S("b=c")));
	static const str wrong[] = {S("a=%"), S("a=%4"), S("a=%zz"), S("a=%00"), S("a=\0"), S("a=%ff"), S("%ff=a"), S("a=\xff")};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_int_equal(form_parse(a, wrong[i], &f), INVALID);
	struct out many = out_new(10000);
	for (int i = 0; i < LIMIT_FORM_FIELDS; i++)
		out_str(&many, S("a=b&"));
	assert_int_equal(form_parse(a, out_text(&many), &f), OK);
	assert_int_equal(f.n, LIMIT_FORM_FIELDS);
	out_str(&many, S("a"));
	assert_int_equal(form_parse(a, out_text(&many), &f), TOO_BIG);
	assert_int_equal(query_check(out_text(&many)), TOO_BIG);
	out_free(&many);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_browsers_send_is_accepted),
		cmocka_unit_test(a_head_that_is_not_whole_yet_waits),
		cmocka_unit_test(two_hosts_no_host_and_strange_hosts_are_refused),
		cmocka_unit_test(a_body_has_one_length),
		cmocka_unit_test(header_lines_have_one_reading),
		cmocka_unit_test(the_request_line_has_one_reading),
		cmocka_unit_test(the_target_has_one_meaning),
		cmocka_unit_test(limits_are_met_exactly),
		cmocka_unit_test(a_head_may_come_one_byte_at_a_time),
		cmocka_unit_test(fields_and_target_are_read_as_checked),
		cmocka_unit_test(libmicrohttpd_gets_nothing_that_came_from_outside),
		cmocka_unit_test(the_client_decides_to_close),
		cmocka_unit_test(a_form_keeps_order_and_duplicates),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
