/* base/html: nothing that a person typed leaves the place where it was written. */
#include "base/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;
static struct out o;

static int start(void **state)
{
	(void)state;
	arena = arena_new(1 << 20);
	o = out_new(1 << 16);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	out_free(&o);
	arena_free(arena);
	return 0;
}

#define assert_written(expected) \
	do { \
		assert_string_equal(arena_cstr(arena, out_text(&o)), expected); \
		out_reset(&o); \
	} while (0)
#define assert_url(actual, expected) assert_string_equal(arena_cstr(arena, (actual).s), expected)

static void the_five_signs_of_markup_become_references_in_text_and_in_attributes(void **state)
{
	(void)state;
	HTML_TEXT(&o, LANG_FR, NULL, S("<b>\"l'eau\" & co</b>"));
	assert_written("&lt;b&gt;&quot;l&#39;eau&quot; &amp; co&lt;/b&gt;");
	HTML_ATTR(&o, S("<b>\"l'eau\" & co</b>"));
	assert_written("&lt;b&gt;&quot;l&#39;eau&quot; &amp; co&lt;/b&gt;");
}

static void a_line_never_breaks_before_french_punctuation_typed_with_an_ordinary_space(void **state)
{
	(void)state;
	HTML_TEXT(&o, LANG_FR, NULL, S("Santé : « aller vers » ; où ? 35 747 habitants, 60 % et 2 500 €"));
	assert_written("Santé\u00a0: «\u00a0aller vers\u00a0»\u202f; où\u202f? 35\u202f747 habitants, 60\u202f% et 2\u202f500\u00a0€");
	HTML_TEXT(&o, LANG_FR, NULL, S("a : b"));
	assert_written("a\u00a0: b");
	HTML_ATTR(&o, S("a : b"));
	assert_written("a : b");
	HTML_TEXT(&o, LANG_FR, NULL, S("14 15 et 16 mars 2025, QP 0620"));
	assert_written("14 15 et 16 mars 2025, QP 0620");
}

static void what_is_already_escaped_is_escaped_again(void **state)
{
	(void)state;
	HTML_TEXT(&o, LANG_FR, NULL, S("&lt;&amp;lt;"));
	assert_written("&amp;lt;&amp;amp;lt;");
}

static void every_byte_that_could_end_a_context_is_gone(void **state)
{
	(void)state;
	const str attacks[] = {
		S("\"><script>alert(1)</script>"), S("' onmouseover='alert(1)"),      S("\" autofocus onfocus=\"alert(1)"), S("</title><script>"),
		S("</textarea><img src=x onerror=alert(1)>"), S("--><script>"), S("<!--"), S("]]>"), S("\xc0\xbcscript\xc0\xbe"), S("\xe0\x80\xbc"), S("+ADw-script+AD4-"),
	};
	for (size_t i = 0; i < sizeof attacks / sizeof attacks[0]; i++) {
		HTML_TEXT(&o, LANG_FR, NULL, attacks[i]);
		HTML_ATTR(&o, attacks[i]);
		str written = out_text(&o);
		for (size_t at = 0; at < written.n; at++)
			assert_null(memchr("<>\"'", written.p[at], 4));
		out_reset(&o);
	}
}

static void a_backtick_is_only_a_character_because_attributes_are_quoted(void **state)
{
	(void)state;
	HTML_ATTR(&o, S("`` onclick=alert(1)"));
	assert_written("`` onclick=alert(1)");
}

static void bytes_that_are_not_utf8_become_the_replacement_character(void **state)
{
	(void)state;
	HTML_TEXT(&o, LANG_FR, NULL, S("a\xff" "b\xc3(\xe2\x82<\xed\xa0\x80\xf4\x90\x80\x80\xc3"));
	assert_written("a\uFFFDb\uFFFD(\uFFFD\uFFFD&lt;\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
}

static void control_characters_do_not_reach_the_page_but_line_ends_do(void **state)
{
	(void)state;
	HTML_TEXT(&o, LANG_FR, NULL, ((str){"a\0b\x1b\x7f\t\r\n", 8}));
	assert_written("a\uFFFDb\uFFFD\uFFFD\t\r\n");
}

static void french_typography_and_every_length_of_character_are_kept(void **state)
{
	(void)state;
	HTML_TEXT(&o, LANG_FR, NULL, S("« Où ? » — 12 345 €, œuvre, 家, 😀"));
	assert_written("« Où ? » — 12 345 €, œuvre, 家, 😀"); /* typed as it must be: nothing to change */
}

static void an_absent_text_writes_nothing(void **state)
{
	(void)state;
	HTML_TEXT(&o, LANG_FR, NULL, STR_NONE);
	HTML_ATTR(&o, STR_NONE);
	HTML_TEXT(&o, LANG_FR, NULL, (opt_money){.set = false});
	HTML_ATTR(&o, (opt_day){.set = false});
	assert_written("");
}

static void numbers_are_grouped_for_people_and_plain_in_attributes(void **state)
{
	(void)state;
	HTML_TEXT(&o, LANG_FR, NULL, INT64_C(1234567));
	assert_written("1\u202f234\u202f567");
	HTML_TEXT(&o, LANG_EN, NULL, (size_t)1234567);
	assert_written("1,234,567");
	HTML_ATTR(&o, INT64_MIN);
	assert_written("-9223372036854775808");
	HTML_TEXT(&o, LANG_FR, NULL, (money){1234550});
	assert_written("12\u202f345,50\u00a0€");
	HTML_ATTR(&o, (money){1234550});
	assert_written("12345.50");
	HTML_ATTR(&o, (bool)true);
	assert_written("true");
}

static void an_instant_is_written_in_its_zone_and_in_utc_for_machines(void **state)
{
	(void)state;
	const struct zone *z = zone_named(S("Europe/Paris"));
	instant at = instant_of((struct local_time){.date = {2024, 9, 13}, .hour = 12}, z);
	HTML_TEXT(&o, LANG_EN, z, at);
	assert_written("13\u00a0September 2024 at noon");
	HTML_TEXT(&o, LANG_EN, NULL, at);
	assert_written("13\u00a0September 2024 at noon");
	HTML_ATTR(&o, at);
	assert_written("2024-09-13T10:00:00Z");
}

static void a_message_is_written_with_its_arguments(void **state)
{
	(void)state;
	HTML_WORDS(&o, LANG_FR, W_problem_more, ARG("n", 3000));
	assert_written("… et 3\u202f000 autres problèmes.");
}

static void a_path_encodes_what_it_is_given_and_nothing_of_its_pattern(void **state)
{
	(void)state;
	assert_url(URL_PATH(arena, S(""), "/"), "/");
	assert_url(URL_PATH(arena, S("/en"), "/calls/:call/programme", S("lievin-2024")), "/en/calls/lievin-2024/programme");
	assert_url(URL_PATH(arena, S(""), "/a/:b/c/:d?q=:q&x=1", S("é/?#%\"<"), S(".x"), S("a&b=c d")),
	           "/a/%C3%A9%2F%3F%23%25%22%3C/c/.x?q=a%26b%3Dc%20d&x=1");
	assert_url(URL_PATH(arena, S(""), "/search?q=:q", S("")), "/search?q=");
}

static void a_segment_that_would_name_another_page_gives_no_address(void **state)
{
	(void)state;
	assert_url(URL_PATH(arena, S(""), "/calls/:call", S("..")), "#");
	assert_url(URL_PATH(arena, S(""), "/calls/:call", S(".")), "#");
	assert_url(URL_PATH(arena, S(""), "/calls/:call/x", S("")), "#");
	assert_url(URL_PATH(arena, S(""), "/calls/:call/x", STR_NONE), "#");
	assert_url(URL_PATH(arena, S(""), "/:call", S("/example.org")), "/%2Fexample.org");
}

static void only_addresses_of_the_web_are_accepted_from_people(void **state)
{
	(void)state;
	static const char *const good[] = {"https://example.org", "http://example.org/a?b=c#d", "HTTPS://example.org/é", "https://[::1]/", "https://a.org/x@y"};
	static const char *const bad[] = {
		"",           "example.org",          "//example.org",         "/calls",           "javascript:alert(1)", "JaVaScRiPt:alert(1)",
		" https://x", "https://",             "https:///x",            "https:x",          "data:text/html,x",    "vbscript:x",
		"http:\\\\x", "https://a.org\\@b.org", "https://u:p@example.org", "https://a b",     "https://a\tb",        "https://a\nb",
		"ftp://x",    "https://?x",           "https://x\x7f",         "https://x\xff",    "file:///etc/passwd",  "https://:80/",
	};
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		assert_url(url_web(str_of(good[i])), good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_url(url_web(str_of(bad[i])), "#");
	assert_url(url_web(STR_NONE), "#");
	assert_url(url_web((str){"https://x\0y", 11}), "#");
}

static void an_address_is_escaped_when_it_is_written(void **state)
{
	(void)state;
	HTML_URL(&o, url_web(S("https://example.org/?a=1&b=\"'<")));
	assert_written("https://example.org/?a=1&amp;b=&quot;&#39;&lt;");
}

static void a_place_in_the_page_is_percent_encoded(void **state)
{
	(void)state;
	assert_url(url_here(arena, S("a b\"é")), "#a%20b%22%C3%A9");
	assert_url(url_here(arena, S("javascript:x")), "#javascript%3Ax");
}

struct many {
	LIST_OF(str) list;
	const struct many *one;
};

static void a_condition_means_present_not_empty_not_zero(void **state)
{
	(void)state;
	str name = S("x");
	struct many empty = {.one = NULL}, full = {.list = {.at = &name, .n = 1}, .one = &empty};
	assert_true(HTML_IF(name) && HTML_IF(full.list) && HTML_IF(full.one) && HTML_IF(3) && HTML_IF(INT64_C(-1)) && HTML_IF((money){1}));
	assert_true(HTML_IF((opt_int){.set = true}) && HTML_IF((html){S("<b>")}) && HTML_IF((opt_day){.set = true}) && HTML_IF((bool)true));
	assert_false(HTML_IF(S("")) || HTML_IF(STR_NONE) || HTML_IF(empty.list) || HTML_IF(empty.one) || HTML_IF(0) || HTML_IF((money){0}));
	assert_false(HTML_IF((opt_int){.value = 3}) || HTML_IF((html){STR_NONE}) || HTML_IF((opt_instant){.set = false}) || HTML_IF((url){S("")}));
	assert_true(HTML_AT(full) == &full && HTML_AT(full.one) == &empty);
}

static void a_token_stands_in_a_hidden_field(void **state)
{
	(void)state;
	html_csrf(&o, S("a\"b"));
	assert_written("<input type=\"hidden\" name=\"csrf\" value=\"a&quot;b\">");
}

static void markup_that_we_drew_is_copied_and_written_as_it_is(void **state)
{
	(void)state;
	out_str(&o, S("<svg>"));
	html_escaped(&o, S("<"));
	html drawing = html_drawn(arena, &o);
	out_reset(&o);
	HTML_TEXT(&o, LANG_FR, NULL, drawing);
	assert_written("<svg>&lt;");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_five_signs_of_markup_become_references_in_text_and_in_attributes),
		TEST(a_line_never_breaks_before_french_punctuation_typed_with_an_ordinary_space), TEST(what_is_already_escaped_is_escaped_again),
		TEST(every_byte_that_could_end_a_context_is_gone),
		TEST(a_backtick_is_only_a_character_because_attributes_are_quoted),
		TEST(bytes_that_are_not_utf8_become_the_replacement_character),
		TEST(control_characters_do_not_reach_the_page_but_line_ends_do),
		TEST(french_typography_and_every_length_of_character_are_kept),
		TEST(an_absent_text_writes_nothing),
		TEST(numbers_are_grouped_for_people_and_plain_in_attributes),
		TEST(an_instant_is_written_in_its_zone_and_in_utc_for_machines),
		TEST(a_message_is_written_with_its_arguments),
		TEST(a_path_encodes_what_it_is_given_and_nothing_of_its_pattern),
		TEST(a_segment_that_would_name_another_page_gives_no_address),
		TEST(only_addresses_of_the_web_are_accepted_from_people),
		TEST(an_address_is_escaped_when_it_is_written),
		TEST(a_place_in_the_page_is_percent_encoded),
		TEST(a_condition_means_present_not_empty_not_zero),
		TEST(a_token_stands_in_a_hidden_field),
		TEST(markup_that_we_drew_is_copied_and_written_as_it_is),
	};
	return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
