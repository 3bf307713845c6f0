/* web/sheet_*.c: fields as inputs, times as words, boxes as one value. No database. */
#include "web/routes.h"
#include "web/sheet_parts.h"

#include "lib/in_arena.h"

static struct page *page(void)
{
	static const struct route route = {.form = "base person to f.*"};
	struct page *pg = ARENA_NEW(arena, struct page);
	struct http_request *rq = ARENA_NEW(arena, struct http_request);
	rq->arena = arena;
	*pg = (struct page){.arena = arena, .rq = rq, .lang = LANG_FR, .base = S(""), .route = &route};
	return pg;
}

static struct sheet *draft(struct form_values values)
{
	struct sheet *sheet = ARENA_NEW(arena, struct sheet);
	sheet->head.state = S("draft");
	sheet->head.request = S("first");
	sheet->context = (struct form_context){.call = S("call-2025"), .year = 2025, .request = S("first"), .applicant_kind = S("association")};
	*LIST_ADD(arena, &sheet->context.districts) = (struct form_option){.code = S("QN1"), .label = S("Quartier A"), .group = S("Commune 1")};
	*LIST_ADD(arena, &sheet->context.districts) = (struct form_option){.code = S("QN2"), .label = S("Quartier B"), .group = S("Commune 1")};
	*LIST_ADD(arena, &sheet->context.districts) = (struct form_option){.code = S("QN3"), .label = S("Quartier C"), .group = S("Commune 2")};
	sheet->values = values;
	sheet->form = form_build(arena, &sheet->context, false, LANG_FR, &sheet->values);
	return sheet;
}

static struct field_view field(const struct sheet *sheet, const char *key)
{
	const struct form_field *f = form_field_of(sheet->form, str_of(key));
	assert_non_null(f);
	return sheet_field(page(), sheet, f, str_of(key), STR_NONE);
}

static void is(str text, const char *expected)
{
	assert_string_equal(arena_cstr(arena, text), expected);
}

static struct form_values one(const char *key, const char *value)
{
	struct form_values values = {0};
	form_set(arena, &values, str_of(key), str_of(value));
	return values;
}

static void a_day_is_shown_as_people_write_it(void **state)
{
	(void)state;
	is(field(draft(one("project.start", "2025-03-01")), "project.start").value, "01/03/2025");
	is(field(draft(one("project.start", "hier")), "project.start").value, "hier");
}

static void boxes_stand_under_their_group_and_stay_ticked(void **state)
{
	(void)state;
	struct field_view v = field(draft(one("project.districts", "QN1 QN3")), "project.districts");
	assert_true(v.is_boxes);
	assert_int_equal(v.groups.n, 2);
	is(v.groups.at[0].heading, "Commune 1");
	assert_int_equal(v.groups.at[0].options.n, 2);
	assert_true(v.groups.at[0].options.at[0].chosen);
	assert_false(v.groups.at[0].options.at[1].chosen);
	assert_true(v.groups.at[1].options.at[0].chosen);
}

static void a_code_that_begins_as_another_is_not_ticked(void **state)
{
	(void)state;
	struct field_view v = field(draft(one("project.districts", "QN12")), "project.districts");
	for (size_t g = 0; g < v.groups.n; g++)
		for (size_t i = 0; i < v.groups.at[g].options.n; i++)
			assert_false(v.groups.at[g].options.at[i].chosen);
}

static void a_question_that_another_answer_makes_needless_says_so(void **state)
{
	(void)state;
	assert_false(field(draft((struct form_values){0}), "request.years").needed);
	assert_true(field(draft(one("request.period", "multi_year")), "request.years").needed);
	is(field(draft((struct form_values){0}), "request.years").needs, "f.request.period");
}

static void each_kind_has_its_keyboard(void **state)
{
	(void)state;
	struct sheet *sheet = draft((struct form_values){0});
	is(field(sheet, "project.start").mode, "numeric");
	is(field(sheet, "budget.1.604").mode, "decimal");
	assert_true(field(sheet, "request.aid").is_radio);
	assert_true(field(sheet, "project.summary").is_text);
	assert_true(field(sheet, "project.summary").has_limit);
}

static void rows_of_our_own_table_are_not_told_to_volunteers(void **state)
{
	(void)state;
	assert_false(str_is_set(field(draft((struct form_values){0}), "project.title").why));
	assert_true(str_has(field(draft((struct form_values){0}), "attest.republican").why, S("loi 2000-321")));
}

static void a_mistake_is_described_with_its_field(void **state)
{
	(void)state;
	struct sheet *sheet = draft((struct form_values){0});
	struct field_view v = sheet_field(page(), sheet, form_field_of(sheet->form, S("project.start")), S("project.start"), S("Ce jour n’existe pas."));
	assert_true(str_has(v.described, S("wrong.project.start")));
	assert_true(str_has(v.described, S("hint.project.start")));
}

static void what_is_filed_is_shown_and_not_typed(void **state)
{
	(void)state;
	struct sheet *sheet = draft(one("project.title", "Jardin"));
	sheet->head.state = S("filed");
	struct field_view v = field(sheet, "project.title");
	assert_true(v.is_shown);
	assert_false(v.is_line);
	is(v.value, "Jardin");
}

static void the_time_left_is_never_more_than_there_is(void **state)
{
	(void)state;
	static const struct {
		int64_t ms;
		const char *words;
	} cases[] = {
		{59999, "moins d’une minute"}, {60000, "1\u00a0minute"}, {3599999, "59\u00a0minutes"}, {3600000, "1\u00a0heure"}, {3661000, "1\u00a0heure et 1\u00a0minute"},
		{86399999, "23\u00a0heures et 59\u00a0minutes"}, {86400000, "1\u00a0jour"}, {INT64_C(183600000), "2\u00a0jours et 3\u00a0heures"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		is(when_left(page(), cases[i].ms), cases[i].words);
}

static void an_hour_of_today_needs_no_day(void **state)
{
	(void)state;
	struct page *pg = page();
	pg->now = instant_of((struct local_time){{2024, 9, 10}, 18, 0, 0}, zone_of(S("Europe/Paris")));
	instant at = instant_of((struct local_time){{2024, 9, 10}, 14, 2, 0}, zone_of(S("Europe/Paris")));
	is(sheet_time(pg, S("Europe/Paris"), at), "à 14\u00a0h\u00a002");
	pg->now.ms += INT64_C(86400000);
	assert_true(str_has(sheet_time(pg, S("Europe/Paris"), at), S("septembre 2024")));
}

static void boxes_of_one_name_are_one_value_and_none_is_an_empty_one(void **state)
{
	(void)state;
	static const struct http_field sent[] = {{S("csrf"), S("t")}, {S("f.a"), S("")}, {S("f.a"), S("x")}, {S("f.a"), S("y")}, {S("f.b"), S("")}, {S("f.c"), S("1 2")}};
	struct page *pg = page();
	struct http_request *rq = ARENA_NEW(arena, struct http_request);
	*rq = (struct http_request){.arena = arena, .form = {sent, sizeof sent / sizeof *sent}};
	pg->rq = rq;
	struct sheet_typed_list typed;
	sheet_typed_of(pg, &typed);
	assert_int_equal(typed.list.n, 3);
	is(typed.list.at[0].key, "a");
	is(typed.list.at[0].typed, "x y");
	is(typed.list.at[1].typed, "");
	is(typed.list.at[2].typed, "1 2");
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		IN_ARENA(a_day_is_shown_as_people_write_it),
		IN_ARENA(boxes_stand_under_their_group_and_stay_ticked),
		IN_ARENA(a_code_that_begins_as_another_is_not_ticked),
		IN_ARENA(a_question_that_another_answer_makes_needless_says_so),
		IN_ARENA(each_kind_has_its_keyboard),
		IN_ARENA(rows_of_our_own_table_are_not_told_to_volunteers),
		IN_ARENA(a_mistake_is_described_with_its_field),
		IN_ARENA(what_is_filed_is_shown_and_not_typed),
		IN_ARENA(the_time_left_is_never_more_than_there_is),
		IN_ARENA(an_hour_of_today_needs_no_day),
		IN_ARENA(boxes_of_one_name_are_one_value_and_none_is_an_empty_one),
	};
	return cmocka_run_group_tests(cases, NULL, NULL);
}
