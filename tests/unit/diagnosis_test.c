/* web/answers and web/answer_read: the state of a self-diagnosis in an address, and what a person types (B19). No database, no rule. */
#include "base/utf8.h"
#include "web/answer_read.h"
#include "web/answers.h"

#include "lib/in_arena.h"

#include <string.h>

static const char *text_of(str s)
{
	return s.p ? arena_cstr(arena, s) : "(absent)";
}

/* ---- the address ---- */

static void an_address_holds_answers_and_what_is_not_known(void **state)
{
	(void)state;
	struct answers a;
	assert_int_equal(answers_read(arena, S("porteur.conseil_citoyen~cout.12000.50~bilan"), &a), OK);
	assert_int_equal(a.list.n, 3);
	assert_string_equal(text_of(answers_find(&a, S("porteur"))->value), "conseil citoyen");
	assert_string_equal(text_of(answers_find(&a, S("cout"))->value), "12000.50");
	assert_null(answers_find(&a, S("bilan"))->value.p);
	assert_null(answers_find(&a, S("autre")));
	assert_string_equal(text_of(answers_write(arena, &a)), "porteur.conseil_citoyen~cout.12000.50~bilan");
}

static void no_state_is_no_answer(void **state)
{
	(void)state;
	struct answers a;
	assert_int_equal(answers_read(arena, STR_NONE, &a), OK);
	assert_int_equal(a.list.n, 0);
	assert_int_equal(answers_read(arena, S(""), &a), OK);
	assert_string_equal(text_of(answers_write(arena, &a)), "");
}

static void a_value_may_hold_the_signs_that_separate(void **state)
{
	(void)state;
	static const char *const values[] = {"a~b", "a_b", "~", "_", "~~_~", " _ ", "été d’ici ~x.y", "a.b.c"};
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		struct answers none = {0}, again;
		struct answers one = answers_with(arena, &none, S("k"), str_of(values[i]));
		one = answers_with(arena, &one, S("after"), S("x"));
		assert_int_equal(answers_read(arena, answers_write(arena, &one), &again), OK);
		assert_int_equal(again.list.n, 2);
		assert_string_equal(text_of(answers_find(&again, S("k"))->value), values[i]);
	}
}

static void a_forged_state_is_refused(void **state)
{
	(void)state;
	static const char *const forged[] = {".x", "~", "a~", "~a", "a~~b", "a.x~a.y", "a.", "é.x", "-a.x", "a b.x", "a.x~", "a/b", "a.\x01", "a.\xff", "a.x\ny", "<script>"};
	for (size_t i = 0; i < sizeof forged / sizeof *forged; i++) {
		struct answers a;
		assert_int_equal(answers_read(arena, str_of(forged[i]), &a), INVALID);
	}
}

static void a_state_that_is_too_long_is_refused(void **state)
{
	(void)state;
	struct answers a;
	char *many = arena_alloc(arena, LIMIT_ANSWERS_BYTES + 2);
	memset(many, 'a', LIMIT_ANSWERS_BYTES + 1);
	assert_int_equal(answers_read(arena, (str){many, LIMIT_ANSWERS_BYTES + 1}, &a), TOO_BIG);
	struct out o = out_new(LIMIT_ANSWERS_BYTES);
	for (int i = 0; i <= LIMIT_ANSWERS; i++)
		out_fmt(&o, "%sk%d", i ? "~" : "", i);
	assert_int_equal(answers_read(arena, out_text(&o), &a), TOO_BIG);
	out_free(&o);
}

static void changing_an_answer_keeps_its_place_and_the_others(void **state)
{
	(void)state;
	struct answers a;
	assert_int_equal(answers_read(arena, S("a.1~b.2~c"), &a), OK);
	struct answers changed = answers_with(arena, &a, S("b"), S("9")), unknown = answers_with(arena, &a, S("a"), STR_NONE);
	assert_string_equal(text_of(answers_write(arena, &changed)), "a.1~b.9~c");
	assert_string_equal(text_of(answers_write(arena, &unknown)), "a~b.2~c");
	struct answers without = answers_without(arena, &a, S("b"));
	assert_string_equal(text_of(answers_write(arena, &without)), "a.1~c");
	assert_string_equal(text_of(answers_write(arena, &a)), "a.1~b.2~c");
}

/* ---- what a person types ---- */

static const struct ruleset_question euros = {.type = RULES_NUMBER, .unit = {"€", sizeof "€" - 1}}, share = {.type = RULES_NUMBER, .unit = {"%", 1}},
	yes_no = {.type = RULES_BOOLEAN}, date = {.type = RULES_DATE}, words = {.type = RULES_TEXT}, count = {.type = RULES_NUMBER};

static const char *typed(const struct ruleset_question *q, const char *text)
{
	str value;
	enum word why;
	return answer_typed(arena, q, str_of(text), &value, &why) == OK ? text_of(value) : NULL;
}

static void an_amount_is_read_however_it_is_typed(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *kept;
	} cases[] = {{"12000", "12000"}, {"12 000", "12000"}, {"12\xc2\xa0" "000\xc2\xa0€", "12000"}, {"12\xe2\x80\xaf" "000,50 €", "12000.50"}, {"12000.5", "12000.50"},
		{"2500,00", "2500"}, {"€12000", "12000"}, {"12000 euros", "12000"}, {"0", "0"}, {" 7 ", "7"}, {"0,5", "0.50"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *kept = typed(&euros, cases[i].typed);
		assert_non_null(kept);
		assert_string_equal(kept, cases[i].kept);
		assert_string_equal(typed(&euros, kept), kept);
	}
}

static void an_amount_that_reads_in_two_ways_is_not_guessed(void **state)
{
	(void)state;
	str value;
	enum word why;
	assert_int_equal(answer_typed(arena, &euros, S("12.000"), &value, &why), INVALID);
	assert_int_equal(why, W_diagnosis_wrong_decimals);
	assert_int_equal(answer_typed(arena, &euros, S("12,000"), &value, &why), INVALID);
	assert_int_equal(why, W_diagnosis_wrong_decimals);
}

static void what_is_no_amount_is_refused_with_a_message(void **state)
{
	(void)state;
	static const char *const wrong[] = {"-1", "abc", "12,", ",5", "1e6", "12,5,5", "12.000.000", "10000000001", "99999999999999999999999", "12 %", "NaN", "1/2"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_null(typed(&euros, wrong[i]));
	str value;
	enum word why;
	assert_int_equal(answer_typed(arena, &euros, S("  "), &value, &why), INVALID);
	assert_int_equal(why, W_diagnosis_wrong_empty);
}

static void a_share_is_at_most_a_hundred(void **state)
{
	(void)state;
	assert_string_equal(typed(&share, "60"), "60");
	assert_string_equal(typed(&share, "59,99 %"), "59.99");
	assert_string_equal(typed(&share, "100"), "100");
	assert_null(typed(&share, "100,01"));
	assert_string_equal(typed(&count, "250"), "250");
}

static void a_date_exists_or_is_refused(void **state)
{
	(void)state;
	assert_string_equal(typed(&date, "2024-02-29"), "2024-02-29");
	assert_string_equal(typed(&date, "29/02/2024"), "2024-02-29");
	assert_null(typed(&date, "2025-02-29"));
	assert_null(typed(&date, "31/04/2025"));
	assert_null(typed(&date, "1/2/2025"));
	assert_null(typed(&date, "2025-13-01"));
	assert_null(typed(&date, "0000-01-01"));
}

static void a_yes_or_no_is_one_of_them(void **state)
{
	(void)state;
	assert_string_equal(typed(&yes_no, "oui"), "oui");
	assert_string_equal(typed(&yes_no, "non"), "non");
	assert_null(typed(&yes_no, "yes"));
	assert_null(typed(&yes_no, "Oui"));
}

static void text_is_kept_with_single_blanks_and_bounded(void **state)
{
	(void)state;
	assert_string_equal(typed(&words, "  a\t b\n c "), "a b c");
	char *many = arena_alloc(arena, LIMIT_ANSWER_CHARS + 2);
	memset(many, 'a', LIMIT_ANSWER_CHARS + 1);
	assert_null(typed(&words, many));
	many[LIMIT_ANSWER_CHARS] = 0;
	assert_non_null(typed(&words, many));
}

static void a_choice_is_one_of_the_possibilities(void **state)
{
	(void)state;
	struct ruleset_choice choices[] = {{.value = S("association"), .label = {S("Association"), S("Association")}},
		{.value = S("conseil citoyen"), .label = {S("Conseil citoyen"), S("Citizen council")}}};
	const struct ruleset_question q = {.type = RULES_TEXT, .choices = {choices, 2, 2}};
	assert_string_equal(typed(&q, "conseil citoyen"), "conseil citoyen");
	assert_null(typed(&q, "Conseil citoyen"));
	assert_string_equal(text_of(answer_words(arena, LANG_EN, &q, S("conseil citoyen"))), "Citizen council");
	assert_string_equal(text_of(answer_fact(arena, &q, S("conseil citoyen"))), "'conseil citoyen'");
	assert_string_equal(text_of(answer_plain(arena, &q, S("conseil citoyen"))), "conseil citoyen");
}

/* ---- what the rules and people are given ---- */

static void the_rules_are_given_what_the_language_writes(void **state)
{
	(void)state;
	assert_string_equal(text_of(answer_fact(arena, &euros, S("12000.50"))), "12000.50 €");
	assert_string_equal(text_of(answer_fact(arena, &share, S("60"))), "60 %");
	assert_string_equal(text_of(answer_fact(arena, &count, S("3"))), "3");
	assert_string_equal(text_of(answer_fact(arena, &yes_no, S("oui"))), "oui");
	assert_string_equal(text_of(answer_fact(arena, &date, S("2020-01-31"))), "31/01/2020");
	assert_string_equal(text_of(answer_fact(arena, &words, S("l'été"))), "'l’été'");
}

static void people_read_answers_as_they_write_them(void **state)
{
	(void)state;
	assert_string_equal(text_of(answer_words(arena, LANG_FR, &euros, S("12000.50"))), "12\u202f000,50\u00a0€");
	assert_string_equal(text_of(answer_words(arena, LANG_EN, &euros, S("12000"))), "€12,000");
	assert_string_equal(text_of(answer_words(arena, LANG_FR, &share, S("60"))), "60\u202f%");
	assert_string_equal(text_of(answer_words(arena, LANG_FR, &date, S("2020-02-01"))), "1er\u00a0février 2020");
	assert_string_equal(text_of(answer_field(arena, LANG_FR, &euros, S("12000.50"))), "12000,50");
	assert_string_equal(text_of(answer_field(arena, LANG_EN, &euros, S("12000.50"))), "12000.50");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(an_address_holds_answers_and_what_is_not_known),
		IN_ARENA(no_state_is_no_answer),
		IN_ARENA(a_value_may_hold_the_signs_that_separate),
		IN_ARENA(a_forged_state_is_refused),
		IN_ARENA(a_state_that_is_too_long_is_refused),
		IN_ARENA(changing_an_answer_keeps_its_place_and_the_others),
		IN_ARENA(an_amount_is_read_however_it_is_typed),
		IN_ARENA(an_amount_that_reads_in_two_ways_is_not_guessed),
		IN_ARENA(what_is_no_amount_is_refused_with_a_message),
		IN_ARENA(a_share_is_at_most_a_hundred),
		IN_ARENA(a_date_exists_or_is_refused),
		IN_ARENA(a_yes_or_no_is_one_of_them),
		IN_ARENA(text_is_kept_with_single_blanks_and_bounded),
		IN_ARENA(a_choice_is_one_of_the_possibilities),
		IN_ARENA(the_rules_are_given_what_the_language_writes),
		IN_ARENA(people_read_answers_as_they_write_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
