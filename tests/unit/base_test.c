/* base/: what every other room leans on. */
#include "base/calendar.h"
#include "base/csv.h"
#include "base/format.h"
#include "base/json.h"
#include "base/utf8.h"
#include "base/words.h"

#include "lib/in_arena.h"

#include <utf8proc.h>

#define assert_str(actual, expected) \
	do { \
		str got_ = (actual); \
		assert_string_equal(arena_cstr(arena, got_), expected); \
	} while (0)

static void accents_ligatures_and_plurals_fold_alike(void **state)
{
	(void)state;
	assert_str(text_fold(arena, S("Éco-citoyennetés")), "eco citoyennete");
	assert_str(text_fold(arena, S("  Nœux-les-Mines ")), "noeu les mine");
	assert_str(name_fold(arena, S("NOEUX LES MINES")), "noeux les mines");
	assert_str(text_fold(arena, S("…")), "");
}

static void a_full_buffer_stays_full_and_never_grows(void **state)
{
	(void)state;
	struct out o = out_new(5);
	out_str(&o, S("abc"));
	out_str(&o, S("def"));
	out_str(&o, S("g"));
	assert_true(o.full);
	assert_int_equal(o.n, 3);
	assert_int_equal(out_end(&o), TOO_BIG);
	out_free(&o);
}

static void a_day_that_does_not_exist_is_refused(void **state)
{
	(void)state;
	day d;
	assert_false(day_parse(S("2025-02-29"), &d));
	assert_true(day_parse(S("2024-02-29"), &d));
	assert_false(day_parse(S("2024-13-01"), &d));
	assert_false(day_parse(S("2024-1-01"), &d));
	assert_false(day_parse(S("-024-01-01"), &d));
}

static void every_day_of_three_centuries_survives_the_round_trip(void **state)
{
	(void)state;
	int64_t first = day_of((struct civil){1900, 1, 1}).number, last = day_of((struct civil){2200, 12, 31}).number;
	for (int64_t n = first; n <= last; n++)
		assert_true(day_of(civil_of((day){n})).number == n);
}

static void noon_of_a_september_friday_in_paris_is_ten_utc(void **state)
{
	(void)state;
	const struct zone *paris = zone_named(S("Europe/Paris"));
	struct civil friday = {2024, 9, 13};
	char text[32];
	instant noon = instant_of((struct local_time){.date = friday, .hour = 12}, paris);
	assert_string_equal(instant_iso(noon, text), "2024-09-13T10:00:00Z");
	assert_int_equal(weekday_of(day_of(friday)), 4);
	assert_string_equal(instant_iso(instant_of((struct local_time){.date = {2024, 1, 1}}, paris), text), "2023-12-31T23:00:00Z");
}

static void the_skipped_and_the_repeated_hour_have_one_instant_each(void **state)
{
	(void)state;
	const struct zone *paris = zone_named(S("Europe/Paris"));
	char text[32];
	assert_string_equal(instant_iso(instant_of((struct local_time){.date = {2024, 3, 31}, .hour = 2, .minute = 30}, paris), text), "2024-03-31T01:30:00Z");
	assert_string_equal(instant_iso(instant_of((struct local_time){.date = {2024, 10, 27}, .hour = 2, .minute = 30}, paris), text), "2024-10-27T00:30:00Z");
}

static void amounts_and_dates_read_as_french_and_english_write_them(void **state)
{
	(void)state;
	struct out o = out_new(1000);
	out_money(&o, LANG_FR, (money){1234567});
	out_char(&o, '|');
	out_money(&o, LANG_FR, (money){24865600});
	out_char(&o, '|');
	out_money(&o, LANG_EN, (money){-1234505});
	out_char(&o, '|');
	out_day(&o, LANG_FR, day_of((struct civil){2020, 5, 1}));
	out_char(&o, '|');
	out_instant(&o, LANG_FR, (instant){INT64_C(1726221600000)}, zone_named(S("Europe/Paris")));
	assert_str(out_text(&o), "12\xe2\x80\xaf"
	                         "345,67\xc2\xa0€|248\xe2\x80\xaf"
	                         "656\xc2\xa0€|-€12,345.05|1er\xc2\xa0mai 2020|13\xc2\xa0septembre 2024 à midi");
	out_free(&o);
}

static void json_stays_valid_on_hostile_bytes(void **state)
{
	(void)state;
	struct out o = out_new(1000);
	struct json j = json_new(&o);
	json_object(&j);
	json_text(&j, S("a"), S("\"\\\n\x01\xff é"));
	json_milli(&j, S("m"), -18050);
	json_end(&j);
	assert_str(out_text(&o), "{\"a\":\"\\\"\\\\\\n\\u0001\xef\xbf\xbd é\",\"m\":-18.05}");
	out_free(&o);
}

static void a_csv_cell_that_would_run_as_a_formula_is_disarmed(void **state)
{
	(void)state;
	struct out o = out_new(1000);
	struct csv c = csv_new(&o);
	csv_text(&c, S("=1+1"));
	csv_text(&c, S("a;\"b\""));
	csv_money(&c, (money){-5});
	csv_end_row(&c);
	assert_str(out_text(&o), "\xef\xbb\xbf'=1+1;\"a;\"\"b\"\"\";-0,05\r\n");
	out_free(&o);
}

static void a_near_miss_is_suggested_and_a_far_one_is_not(void **state)
{
	(void)state;
	const str keys[] = {S("population"), S("municipalities"), S("portrait")};
	assert_str(str_nearest(S("populaton"), keys, 3), "population");
	assert_true(str_nearest(S("xyz"), keys, 3).p == NULL);
}

/* What utf8_composed takes for composed without asking the tables is what the tables say. */
static void letters_of_french_are_composed_already_and_accents_apart_are_not(void **state)
{
	(void)state;
	static const struct {
		utf8proc_int32_t from, to;
	} ranges[] = {{0xa0, 0x2ff}, {0x2002, 0x203f}};
	for (size_t r = 0; r < 2; r++)
		for (utf8proc_int32_t c = ranges[r].from; c <= ranges[r].to; c++) {
			utf8proc_uint8_t text[8] = {'e'}, *composed = NULL;
			utf8proc_ssize_t n = 1 + utf8proc_encode_char(c, text + 1);
			utf8proc_ssize_t m = utf8proc_map(text, n, &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
			str given = {(const char *)text, (size_t)n};
			assert_true(m == n && str_eq(given, (str){(const char *)composed, (size_t)m}));
			assert_true(str_eq(utf8_composed(arena, given), given));
			free(composed);
		}
	assert_str(utf8_composed(arena, S("l’e\u0301te\u0301")), "l’été");
	assert_str(utf8_composed(arena, S("\u2000")), "\u2002");
	assert_null(utf8_composed(arena, (str){"a\xe2\x80", 3}).p);
}

static void texts_of_an_arena_stand_one_behind_the_other_whatever_their_length(void **state)
{
	(void)state;
	str texts[200];
	for (int i = 0; i < 200; i++)
		texts[i] = arena_fmt(arena, "%d:%*s", i, i * 37 % 5000, "x");
	for (int i = 0; i < 200; i++) {
		char head[16];
		(void)snprintf(head, sizeof head, "%d:", i);
		int width = i * 37 % 5000;
		assert_int_equal(texts[i].n, strlen(head) + (size_t)(width > 1 ? width : 1));
		assert_true(str_starts(texts[i], str_of(head)) && texts[i].p[texts[i].n - 1] == 'x' && texts[i].p[texts[i].n] == 0);
	}
}

static void full_jump(struct arena *a, jmp_buf *handler)
{
	arena_on_full(a, handler);
	for (;;)
		(void)arena_alloc(a, 1000);
}

static void an_arena_at_its_maximum_jumps_to_its_owner(void **state)
{
	(void)state;
	struct arena *small = arena_new(10000);
	jmp_buf handler;
	if (setjmp(handler) == 0) {
		full_jump(small, &handler);
		fail();
	}
	assert_true(arena_used(small) <= 10000 + 1016);
	assert_non_null(arena_alloc(small, 1000)); /* the owner can still make its refusal: once the process stopped here */
	arena_free(small);
}

static str more_problems(enum lang lang, const struct word_arg *args, size_t count)
{
	struct out o = out_new(1000);
	words_write(&o, lang, W_problem_more, args, count);
	str text = arena_str(arena, out_text(&o));
	out_free(&o);
	return text;
}

static void a_plural_counts_only_an_integer_named_n(void **state)
{
	(void)state;
	const struct word_arg one = ARG("n", 1), none = ARG("n", 0), cent = ARG("n", (money){1}), absent = ARG("n", STR_NONE), text = ARG("n", S("deux"));
	assert_str(more_problems(LANG_EN, &one, 1), "… and 1 more problem.");
	assert_str(more_problems(LANG_FR, &none, 1), "… et 0 autre problème.");
	assert_str(more_problems(LANG_EN, &cent, 1), "… and €0.01 more problems."); /* once read as 1 */
	assert_str(more_problems(LANG_FR, &absent, 1), "… et  autres problèmes.");  /* once read as 0 */
	assert_str(more_problems(LANG_FR, &text, 1), "… et deux autres problèmes.");
	assert_str(more_problems(LANG_EN, NULL, 0), "… and {n} more problems.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(accents_ligatures_and_plurals_fold_alike),
		IN_ARENA(letters_of_french_are_composed_already_and_accents_apart_are_not),
		IN_ARENA(texts_of_an_arena_stand_one_behind_the_other_whatever_their_length),
		IN_ARENA(a_full_buffer_stays_full_and_never_grows),
		IN_ARENA(a_day_that_does_not_exist_is_refused),
		IN_ARENA(every_day_of_three_centuries_survives_the_round_trip),
		IN_ARENA(noon_of_a_september_friday_in_paris_is_ten_utc),
		IN_ARENA(the_skipped_and_the_repeated_hour_have_one_instant_each),
		IN_ARENA(amounts_and_dates_read_as_french_and_english_write_them),
		IN_ARENA(json_stays_valid_on_hostile_bytes),
		IN_ARENA(a_csv_cell_that_would_run_as_a_formula_is_disarmed),
		IN_ARENA(a_near_miss_is_suggested_and_a_far_one_is_not),
		IN_ARENA(a_plural_counts_only_an_integer_named_n),
		IN_ARENA(an_arena_at_its_maximum_jumps_to_its_owner),
	};
	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
