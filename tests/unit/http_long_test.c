/* http/ (uses threads): bodies too long for memory, for the targets that take them, and answers that are files. */
#include "base/limits.h"

#include "lib/http_server.h"

static void start_with_folder(void)
{
	use((struct http_options){.spool_folder = S("/tmp")});
}

/* Good until the next one. */
static str long_post(size_t n)
{
	static struct out o;
	out_free(&o);
	o = out_new(8 * (size_t)LIMIT_PIECE_BYTES);
	out_fmt(&o, "POST /echo-long HTTP/1.1\r\n" HOST "Content-Length: %zu\r\n\r\n", n);
	out_char(&o, '<');
	out_pad(&o, 'a', n - 2);
	out_char(&o, '>');
	always(!o.full);
	return out_text(&o);
}

static void a_long_body_arrives_whole_where_it_may(void **state)
{
	(void)state;
	start_with_folder();
	str r = ask(long_post(3 * (size_t)LIMIT_PIECE_BYTES));
	assert_int_equal(status_of(r), 200);
	assert_true(str_has(r, S(" body 3145728 from < to >")));
	r = ask(long_post(LIMIT_BODY_BYTES + 1));
	assert_true(str_has(r, S(" body 65537 from < to >")));
	r = ask(long_post(10));
	assert_true(str_has(r, S(" body 10 from < to >")));
}

static void one_byte_more_is_refused(void **state)
{
	(void)state;
	start_with_folder();
	expect_refusal(S("POST /echo-long HTTP/1.1\r\n" HOST "Content-Length: 3145729\r\n\r\n"), 413);
	expect_refusal(S("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 65537\r\n\r\n"), 413);
	expect_refusal(S("GET /echo-long HTTP/1.1\r\n" HOST "Content-Length: 65537\r\n\r\n"), 413);
}

static void without_a_folder_no_body_is_long(void **state)
{
	(void)state;
	expect_refusal(S("POST /echo-long HTTP/1.1\r\n" HOST "Content-Length: 65537\r\n\r\n"), 413);
}

static void two_long_bodies_follow_on_one_connection(void **state)
{
	(void)state;
	start_with_folder();
	int fd = dial();
	for (int i = 0; i < 2; i++) {
		say(fd, long_post(100 * 1000));
		assert_true(str_has(hear_one(fd), S(" body 100000 from < to >")));
	}
	(void)close(fd);
}

static void a_file_is_sent_whole(void **state)
{
	(void)state;
	str r = ask(S("GET /file HTTP/1.1\r\n" HOST "\r\n"));
	assert_int_equal(status_of(r), 200);
	str body = body_of(r);
	assert_int_equal(body.n, BIG);
	assert_true(str_starts(body, S("first")) && str_ends(body, S("last")));
	int fd = dial();
	say(fd, S("HEAD /file HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n"));
	r = hear_all(fd);
	assert_int_equal(status_of(r), 200);
	assert_int_equal(body_of(r).n, 0);
	(void)close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HTTP_TEST(a_long_body_arrives_whole_where_it_may), HTTP_TEST(one_byte_more_is_refused), HTTP_TEST(without_a_folder_no_body_is_long),
		HTTP_TEST(two_long_bodies_follow_on_one_connection), HTTP_TEST(a_file_is_sent_whole),
	};
	return http_run("http, long bodies and files", tests, sizeof tests / sizeof tests[0]);
}
