/* http/ (uses threads): ordinary service, spoken to in raw bytes: what a handler sees, what a client gets, what the log keeps of it. */
#include "lib/http_server.h"

#include <stdio.h>

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

/* ---- the access log ---- */

/* Runs `speak` with the log going to a file, and gives what was logged once the server has stopped. */
static str logged(char *text, size_t room, void (*speak)(void))
{
	FILE *file = tmpfile();
	int before = dup(STDERR_FILENO);
	assert_non_null(file);
	assert_true(dup2(fileno(file), STDERR_FILENO) >= 0);
	log_threshold(LOG_INFO);
	speak();
	http_stop(server, 1000);
	log_threshold(LOG_ERROR + 1);
	(void)dup2(before, STDERR_FILENO);
	(void)close(before);
	rewind(file);
	size_t n = fread(text, 1, room, file);
	(void)fclose(file);
	server = serve((struct http_options){0});
	return (str){text, n};
}

static void speak_of_secrets(void)
{
	(void)ask(S("GET /echo?name=secret HTTP/1.1\r\n" HOST "\r\n"));
	expect_refusal(S("GET /%00secret HTTP/1.1\r\n" HOST "\r\n"), 400);
}

static void the_log_names_the_path_and_the_network_but_no_person(void **state)
{
	(void)state;
	use((struct http_options){.access_log = true});
	char text[4096];
	str log = logged(text, sizeof text, speak_of_secrets);
	assert_true(str_has(log, S("\"method\":\"GET\",\"path\":\"/echo\",\"status\":200,\"bytes\":")));
	assert_true(str_has(log, S("\"network\":\"127.0.0.0/24\"")) && str_has(log, S("\"status\":400")));
	assert_false(str_has(log, S("secret")) || str_has(log, S("127.0.0.1")));
}

static void speak_ipv6(void)
{
	int fd = dial_port_ipv6(http_port(server));
	assert_true(fd >= 0);
	say(fd, S("GET /echo HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n"));
	expect_body(hear_one(fd), 200, S("method 0 path /echo host [::1]:8080 peer ::1 agent  cookie  body 0"));
	(void)close(fd);
}

static void a_server_on_an_ipv6_address_serves_and_logs_its_network(void **state)
{
	(void)state;
	http_stop(server, 0);
	const struct http_options options = {.address = S("[::1]:0"), .access_log = true};
	enum status s = http_start(&options, &handlers, &server);
	if (s == INVALID) { /* this machine has no IPv6: it is said, not hidden */
		server = serve((struct http_options){0});
		skip();
	}
	assert_int_equal(s, OK);
	struct http_server *other;
	char taken[32];
	(void)snprintf(taken, sizeof taken, "[::1]:%u", http_port(server));
	assert_int_equal(http_start(&(struct http_options){.address = str_of(taken)}, &handlers, &other), CONFLICT);
	char text[4096];
	str log = logged(text, sizeof text, speak_ipv6);
	assert_true(str_has(log, S("\"network\":\"::/48\"")));
}

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
		HTTP_TEST(the_log_names_the_path_and_the_network_but_no_person),
		HTTP_TEST(a_server_on_an_ipv6_address_serves_and_logs_its_network),
	};
	return http_run("http: serving", tests, sizeof tests / sizeof tests[0]);
}
