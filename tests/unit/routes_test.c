/* web/routes, web/dispatch, web/when: addresses, languages, keys, states of calls. No database. */
#include "base/limits.h"
#include "web/dispatch.h"
#include "web/routes.h"
#include "web/when.h"

#include "lib/in_arena.h"

#include <jansson.h>

#include <string.h>

static const char *text_of(str s)
{
	return arena_cstr(arena, s);
}

static void every_route_says_who_may_and_what_it_is(void **state)
{
	(void)state;
	size_t count;
	const struct route *routes = routes_all(&count);
	assert_true(count > 20);
	for (size_t i = 0; i < count; i++) {
		assert_int_not_equal(routes[i].guard.kind, GUARD_MISSING);
		assert_true(routes[i].guard.kind != GUARD_MAY || routes[i].guard.name);
		assert_non_null(routes[i].handler);
		assert_true(str_is_set(word_text(LANG_FR, routes[i].summary)));
		assert_int_equal(routes[i].path[0], '/');
	}
}

/* Who is not signed in may send these, and nothing else: each is a way in, or opened by a secret that was mailed. */
static const char *const public_posts[] = {
	"/sign-in", "/second-factor", "/sign-out", "/sign-up", "/confirm", "/password/forgotten", "/password/reset", "/account/email/confirm", "/officer-invitation",
	"/sso/start", "/invitations", "/opinion-link",
};

static bool is_public(const char *path)
{
	for (size_t i = 0; i < sizeof public_posts / sizeof public_posts[0]; i++)
		if (strcmp(public_posts[i], path) == 0)
			return true;
	return false;
}

static void every_post_is_guarded_or_known_to_be_public(void **state)
{
	(void)state;
	size_t count, posts = 0;
	const struct route *routes = routes_all(&count);
	for (size_t i = 0; i < count; i++) {
		if (routes[i].method == HTTP_POST && routes[i].guard.kind == GUARD_ANYONE && !is_public(routes[i].path))
			fail_msg("POST %s may be sent by anybody: guard it, or say in this test why not", routes[i].path);
		posts += routes[i].method == HTTP_POST;
	}
	assert_true(posts > sizeof public_posts / sizeof public_posts[0]);
}

static void every_guard_names_its_verb(void **state)
{
	(void)state;
	size_t count;
	const struct route *routes = routes_all(&count);
	for (size_t i = 0; i < count; i++)
		if (routes[i].guard.kind == GUARD_MAY) {
			assert_true(routes[i].guard.verb < VERB_COUNT);
			assert_string_equal(routes[i].guard.name, verb_name(routes[i].guard.verb));
		}
}

/* What writes without a token: only the return from a provider of single sign-on, which is bound to a cookie. */
static void no_get_writes_but_the_return_from_single_sign_on(void **state)
{
	(void)state;
	size_t count;
	const struct route *routes = routes_all(&count);
	for (size_t i = 0; i < count; i++)
		if (routes[i].method == HTTP_GET && route_writes(&routes[i]))
			assert_string_equal(routes[i].path, "/sso/return");
}

/* A page that may differ from one person to another is never kept; a page of everybody never looks at who asks. */
static void what_is_for_one_person_is_personal(void **state)
{
	(void)state;
	size_t count;
	const struct route *routes = routes_all(&count), *route;
	struct path_params params;
	for (size_t i = 0; i < count; i++) {
		assert_true(routes[i].guard.kind == GUARD_ANYONE || route_is_personal(&routes[i]));
		assert_true(routes[i].method == HTTP_GET || route_is_personal(&routes[i]));
		assert_false(routes[i].without_data && routes[i].method == HTTP_POST);
		assert_true(routes[i].body_bytes <= LIMIT_SPOOLED_BODY_BYTES);
	}
	assert_int_equal(route_find(HTTP_GET, S("/"), &route, &params), OK);
	assert_false(route_is_personal(route));
	assert_int_equal(route_find(HTTP_GET, S("/sign-in"), &route, &params), OK);
	assert_true(route_is_personal(route));
}

static void an_address_says_which_methods_it_takes(void **state)
{
	(void)state;
	assert_string_equal(text_of(routes_allow(S("/"))), "GET, HEAD");
	assert_string_equal(text_of(routes_allow(S("/sign-in"))), "GET, HEAD, POST");
	assert_string_equal(text_of(routes_allow(S("/sign-out"))), "POST");
}

/* ?next= of a sign-in leads nowhere but here. */
static void the_way_back_is_an_address_of_this_program(void **state)
{
	(void)state;
	struct http_request rq = {.arena = arena};
	struct page pg = {.rq = &rq, .arena = arena, .base = S(""), .path = S("/sign-in")};
	static const struct {
		const char *next, *where;
	} ways[] = {
		{"/my", "/my"}, {"/en/calls/x?a=b%26c", "/en/calls/x?a=b%26c"}, {"/calls/lievin-2024/apply?a=porteur.association~cout.12", "/calls/lievin-2024/apply?a=porteur.association~cout.12"},
		{"", "/my"}, {"//ailleurs.example", "/my"}, {"https://ailleurs.example", "/my"}, {"/\\ailleurs.example", "/my"}, {"/\n/x", "/my"}, {"javascript:alert(1)", "/my"}, {"my", "/my"},
		{"/x?a\"b=c", "/my"}, {"/x y", "/my"},
	};
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
		assert_string_equal(text_of(page_next(&pg, str_of(ways[i].next)).s), ways[i].where);
}

static enum status find(enum http_method method, const char *path, const struct route **route, struct path_params *params)
{
	return route_find(method, str_of(path), route, params);
}

static void a_path_finds_its_route_and_its_codes(void **state)
{
	(void)state;
	const struct route *route;
	struct path_params params;
	assert_int_equal(find(HTTP_GET, "/", &route, &params), OK);
	assert_string_equal(route->path, "/");
	assert_int_equal(find(HTTP_GET, "/territories/cabbalr/districts/QN06207M", &route, &params), OK);
	assert_string_equal(text_of(params.territory), "cabbalr");
	assert_string_equal(text_of(params.district), "QN06207M");
	assert_int_equal(find(HTTP_HEAD, "/calls/x.1_y-2/programme.csv", &route, &params), OK);
	assert_string_equal(route->path, "/calls/:call/programme.csv");
	assert_string_equal(text_of(params.call), "x.1_y-2");
}

static void a_file_of_the_site_is_not_the_accent_of_a_territory(void **state)
{
	(void)state;
	const struct route *route;
	struct path_params params;
	assert_int_equal(find(HTTP_GET, "/assets/accent.css", &route, &params), OK);
	assert_true(route_declares(route, S("territory")));
	assert_int_equal(find(HTTP_GET, "/assets/site.css", &route, &params), OK);
	assert_false(route_declares(route, S("territory")));
}

static void an_address_that_holds_no_code_is_not_found(void **state)
{
	(void)state;
	static const char *const paths[] = {"/calls/", "/calls//programme", "/calls/é", "/calls/a b", "/calls/.x", "/calls/-x", "/calls/x/", "/calls/x/y",
		"/calls/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "/Calls/x", "", "calls/x", "/calls/x'--"};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		const struct route *route;
		struct path_params params;
		assert_int_equal(find(HTTP_GET, paths[i], &route, &params), NOT_FOUND);
	}
}

static void another_method_on_a_known_address_is_refused_as_such(void **state)
{
	(void)state;
	const struct route *route;
	struct path_params params;
	assert_int_equal(find(HTTP_POST, "/help", &route, &params), DENIED);
	assert_int_equal(find(HTTP_POST, "/nowhere", &route, &params), NOT_FOUND);
}

static void the_openapi_description_is_json_and_holds_what_everybody_may_read(void **state)
{
	(void)state;
	struct out o = out_new(1 << 20);
	routes_openapi(&o, LANG_EN);
	json_t *root = json_loadb(o.bytes, o.n, 0, NULL);
	assert_non_null(root);
	size_t count, data = 0;
	const struct route *routes = routes_all(&count);
	for (size_t i = 0; i < count; i++)
		data += routes[i].kind == ROUTE_DATA && routes[i].method == HTTP_GET && !route_is_personal(&routes[i]);
	const json_t *paths = json_object_get(root, "paths");
	assert_int_equal(json_object_size(paths), data);
	assert_non_null(json_object_get(paths, "/calls/{call}/programme.json"));
	json_decref(root);
	out_free(&o);
}

static void the_listing_has_one_line_a_route(void **state)
{
	(void)state;
	struct out o = out_new(1 << 20);
	routes_print(&o);
	size_t count, lines = 0;
	(void)routes_all(&count);
	for (size_t i = 0; i < o.n; i++)
		lines += o.bytes[i] == '\n';
	assert_int_equal(lines, count);
	assert_true(str_has(out_text(&o), S("anyone")));
	out_free(&o);
}

static void the_language_is_the_first_segment_and_nothing_like_it(void **state)
{
	(void)state;
	static const struct {
		const char *path, *rest;
		enum lang lang;
	} cases[] = {{"/", "/", LANG_FR}, {"/en", "/", LANG_EN}, {"/en/", "/", LANG_EN}, {"/en/help", "/help", LANG_EN}, {"/england", "/england", LANG_FR}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		str path = str_of(cases[i].path);
		assert_int_equal(path_language(&path), cases[i].lang);
		assert_string_equal(text_of(path), cases[i].rest);
	}
}

static str key_of(const char *path, enum lang lang, const struct http_field *params, size_t n)
{
	struct http_request *rq = ARENA_NEW(arena, struct http_request);
	rq->params = (struct http_fields){params, n};
	struct page pg = {.rq = rq, .arena = arena, .lang = lang, .path = str_of(path)};
	assert_int_equal(route_find(HTTP_GET, pg.path, &pg.route, &pg.in), OK);
	return cache_key(&pg);
}

static void two_addresses_of_one_page_have_one_key(void **state)
{
	(void)state;
	const struct http_field a[] = {{S("q"), S("sport")}, {S("limit"), S("20")}}, b[] = {{S("utm"), S("x")}, {S("limit"), S("20")}, {S("q"), S("sport")}};
	assert_true(str_eq(key_of("/search", LANG_FR, a, 2), key_of("/search", LANG_FR, b, 3)));
}

static void a_family_of_parameters_is_declared_by_its_beginning(void **state)
{
	(void)state;
	assert_true(route_names(S("x-*"), S("x-cout")));
	assert_false(route_names(S("x-*"), S("x-")));
	assert_false(route_names(S("x-*"), S("xcout")));
	assert_false(route_names(S("a"), S("a2")));
	const struct route *route;
	struct path_params params;
	assert_int_equal(find(HTTP_GET, "/calls/x/regulation/rule", &route, &params), OK);
	assert_true(route_declares(route, S("x-porteur")));
	assert_false(route_declares(route, S("q")));
}

static void a_parameter_that_stands_twice_makes_another_page(void **state)
{
	(void)state;
	const struct http_field one[] = {{S("call"), S("a")}}, two[] = {{S("call"), S("a")}, {S("call"), S("b")}}, other[] = {{S("call"), S("b")}, {S("call"), S("a")}};
	assert_false(str_eq(key_of("/diagnosis", LANG_FR, one, 1), key_of("/diagnosis", LANG_FR, two, 2)));
	assert_false(str_eq(key_of("/diagnosis", LANG_FR, two, 2), key_of("/diagnosis", LANG_FR, other, 2)));
}

static void two_pages_never_share_a_key(void **state)
{
	(void)state;
	const struct http_field a[] = {{S("q"), S("sport")}}, b[] = {{S("q"), S("sport\x01limit=20")}}, c[] = {{S("q"), S("")}};
	assert_false(str_eq(key_of("/search", LANG_FR, a, 1), key_of("/search", LANG_EN, a, 1)));
	assert_false(str_eq(key_of("/search", LANG_FR, a, 1), key_of("/search", LANG_FR, b, 1)));
	assert_false(str_eq(key_of("/search", LANG_FR, c, 1), key_of("/search", LANG_FR, c, 0)));
	assert_false(str_eq(key_of("/help", LANG_FR, a, 0), key_of("/legal", LANG_FR, a, 0)));
}

static void every_status_has_its_own_code(void **state)
{
	(void)state;
	static const int expected[] = {200, 404, 403, 400, 409, 413, 503, 507, 500};
	_Static_assert(sizeof expected / sizeof *expected == (size_t)BROKEN + 1, "a code for each status");
	for (int s = OK; s <= BROKEN; s++)
		assert_int_equal(http_status_of((enum status)s), expected[s]);
}

static void an_error_before_any_route_speaks_the_browser_s_language(void **state)
{
	(void)state;
	struct out o = out_new(1 << 20);
	dispatch_error_body(NULL, 400, S("en-GB,en;q=0.9"), &o);
	assert_true(str_has(out_text(&o), S("lang=\"en\"")));
	assert_true(str_has(out_text(&o), word_text(LANG_EN, W_pages_error_400)));
	out_reset(&o);
	dispatch_error_body(NULL, 431, STR_NONE, &o);
	assert_true(str_has(out_text(&o), S("lang=\"fr\"")));
	assert_true(str_has(out_text(&o), S("431")));
	out_free(&o);
}

static void an_accent_too_light_for_white_paper_is_refused(void **state)
{
	(void)state;
	assert_true(accent_is_readable(S("#1b3a6b")));
	assert_true(accent_is_readable(S("#767676"))); /* 4.54: the lightest grey that passes */
	assert_false(accent_is_readable(S("#777777"))); /* 4.48 */
	assert_false(accent_is_readable(S("#ffcc00")));
	assert_false(accent_is_readable(S("#1b3a6")));
	assert_false(accent_is_readable(S("red;}b{")));
	assert_false(accent_is_readable(STR_NONE));
}

/* ---- dates ---- */

static instant at(int year, int month, int date, int hour, int minute)
{
	return instant_of((struct local_time){{year, month, date}, hour, minute, 0}, when_zone(S("Europe/Paris")));
}

static struct moment moment(instant when, str precision)
{
	return (struct moment){.at = {true, when}, .precision = precision};
}

static struct page page_at(instant now)
{
	return (struct page){.arena = arena, .lang = LANG_FR, .now = now, .until = {now.ms + 3600000}};
}

static void a_deadline_has_its_weekday_and_its_hour(void **state)
{
	(void)state;
	struct page pg = page_at(at(2024, 9, 1, 10, 0));
	const struct span span = {.end = moment(at(2024, 9, 13, 12, 0), S("minute"))};
	struct filing filing = when_filing(&pg, when_zone(S("Europe/Paris")), &span, 1);
	assert_int_equal(filing.state, FILING_OPEN);
	assert_string_equal(text_of(filing.when), "jusqu’au vendredi 13\u00a0septembre 2024 à midi");
}

static void noon_itself_is_in_time_and_the_next_millisecond_is_late(void **state)
{
	(void)state;
	instant noon = at(2024, 9, 13, 12, 0);
	const struct span span = {.start = moment(at(2024, 9, 1, 0, 0), S("day")), .end = moment(noon, S("minute"))};
	struct page pg = page_at(noon);
	assert_int_equal(when_filing(&pg, when_zone(S("Europe/Paris")), &span, 1).state, FILING_OPEN);
	assert_int_equal(pg.until.ms, noon.ms + 1); /* and no page is kept beyond it */
	pg = page_at((instant){noon.ms + 1});
	assert_int_equal(when_filing(&pg, when_zone(S("Europe/Paris")), &span, 1).state, FILING_CLOSED);
}

static void a_call_with_two_windows_shows_the_one_that_matters(void **state)
{
	(void)state;
	const struct span spans[] = {{moment(at(2024, 1, 1, 0, 0), S("day")), moment(at(2024, 1, 31, 23, 59), S("day"))},
		{moment(at(2024, 6, 1, 0, 0), S("day")), moment(at(2024, 6, 30, 23, 59), S("day"))}};
	struct page pg = page_at(at(2024, 3, 1, 0, 0));
	struct filing filing = when_filing(&pg, when_zone(S("Europe/Paris")), spans, 2);
	assert_int_equal(filing.state, FILING_SOON);
	assert_string_equal(text_of(filing.when), "dépôt à partir du samedi 1er\u00a0juin 2024");
	pg = page_at(at(2025, 3, 1, 0, 0));
	assert_string_equal(text_of(when_filing(&pg, when_zone(S("Europe/Paris")), spans, 2).when), "clos le dimanche 30\u00a0juin 2024");
}

static void a_phase_is_said_as_precisely_as_its_source_and_no_more(void **state)
{
	(void)state;
	struct page pg = page_at(at(2024, 3, 1, 0, 0));
	const struct zone *zone = when_zone(S("Europe/Paris"));
	const struct span month = {moment(at(2021, 5, 1, 0, 0), S("month")), moment(at(2021, 5, 31, 23, 59), S("month"))},
					  one_day = {moment(at(2019, 9, 27, 0, 0), S("day")), moment(at(2019, 9, 27, 23, 59), S("day"))},
					  quarter = {.end = moment(at(2024, 12, 31, 23, 59), S("quarter"))};
	assert_string_equal(text_of(when_text(&pg, zone, &month)), "mai 2021");
	assert_string_equal(text_of(when_text(&pg, zone, &one_day)), "le vendredi 27\u00a0septembre 2019");
	assert_string_equal(text_of(when_text(&pg, zone, &quarter)), "jusqu’à fin 4e trimestre 2024");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_post_is_guarded_or_known_to_be_public),
		cmocka_unit_test(every_guard_names_its_verb),
		cmocka_unit_test(no_get_writes_but_the_return_from_single_sign_on),
		cmocka_unit_test(what_is_for_one_person_is_personal),
		cmocka_unit_test(an_address_says_which_methods_it_takes),
		cmocka_unit_test(the_way_back_is_an_address_of_this_program),
		cmocka_unit_test(every_route_says_who_may_and_what_it_is),
		cmocka_unit_test(a_path_finds_its_route_and_its_codes),
		cmocka_unit_test(a_file_of_the_site_is_not_the_accent_of_a_territory),
		cmocka_unit_test(an_address_that_holds_no_code_is_not_found),
		cmocka_unit_test(another_method_on_a_known_address_is_refused_as_such),
		cmocka_unit_test(the_openapi_description_is_json_and_holds_what_everybody_may_read),
		cmocka_unit_test(the_listing_has_one_line_a_route),
		cmocka_unit_test(the_language_is_the_first_segment_and_nothing_like_it),
		cmocka_unit_test(two_addresses_of_one_page_have_one_key),
		cmocka_unit_test(a_family_of_parameters_is_declared_by_its_beginning),
		cmocka_unit_test(a_parameter_that_stands_twice_makes_another_page),
		cmocka_unit_test(two_pages_never_share_a_key),
		cmocka_unit_test(every_status_has_its_own_code),
		cmocka_unit_test(an_error_before_any_route_speaks_the_browser_s_language),
		cmocka_unit_test(an_accent_too_light_for_white_paper_is_refused),
		cmocka_unit_test(a_deadline_has_its_weekday_and_its_hour),
		cmocka_unit_test(noon_itself_is_in_time_and_the_next_millisecond_is_late),
		cmocka_unit_test(a_call_with_two_windows_shows_the_one_that_matters),
		cmocka_unit_test(a_phase_is_said_as_precisely_as_its_source_and_no_more),
	};
	return cmocka_run_group_tests_name("routes", tests, arena_start, arena_stop);
}
