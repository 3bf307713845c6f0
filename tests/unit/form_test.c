/* The form (domain/form*.c): what is asked of whom, what is kept of what is typed, what is wrong, what changed, what is carried. */
#include "lib/in_arena.h"

#include "domain/form.h"

#include <string.h>

#define TEXT(s, literal) assert_true(str_eq((s), S(literal)))

static struct form_context context_of(const char *kind, const char *request)
{
	struct form_context c = {.call = S("call-2025"), .year = 2025, .request = str_of(request), .applicant_kind = str_of(kind)};
	*LIST_ADD(arena, &c.districts) = (struct form_option){.code = S("QN06228M"), .label = S("Quartier A")};
	*LIST_ADD(arena, &c.districts) = (struct form_option){.code = S("QN06229M"), .label = S("Quartier B")};
	*LIST_ADD(arena, &c.goals) = (struct form_option){.code = S("t1-1"), .label = S("But 1")};
	return c;
}

static struct form *build(const struct form_context *c, const struct form_values *values)
{
	return form_build(arena, c, false, LANG_FR, values);
}

static struct form_context first;

static struct form *plain_form(void)
{
	first = context_of("association", "first");
	return build(&first, NULL);
}

/* ---- what is asked ---- */

static void a_commune_is_not_asked_what_only_an_association_has(void **state)
{
	(void)state;
	struct form_context town = context_of("municipality", "first"), club = context_of("association", "first");
	assert_null(form_field_of(build(&town, NULL), S("attest.republican")));
	assert_non_null(form_field_of(build(&club, NULL), S("attest.republican")));
	assert_null(form_topic(form_build(arena, &town, true, LANG_FR, NULL), S("network")));
	assert_non_null(form_topic(form_build(arena, &club, true, LANG_FR, NULL), S("network")));
}

static void lists_that_the_call_does_not_have_are_not_asked(void **state)
{
	(void)state;
	struct form_context c = context_of("association", "first");
	assert_null(form_field_of(build(&c, NULL), S("project.themes")));
	assert_null(form_field_of(build(&c, NULL), S("project.cross_themes")));
	*LIST_ADD(arena, &c.cross_themes) = (struct form_option){.code = S("jeunesse"), .label = S("Jeunesse")};
	assert_int_equal(form_field_of(build(&c, NULL), S("project.cross_themes"))->kind, FIELD_CHOICE);
}

static void one_scheme_is_not_a_question_two_are(void **state)
{
	(void)state;
	struct form_context c = context_of("association", "first");
	*LIST_ADD(arena, &c.schemes) = (struct form_option){.code = S("pv"), .label = S("Politique de la ville")};
	assert_null(form_field_of(build(&c, NULL), S("request.schemes")));
	*LIST_ADD(arena, &c.schemes) = (struct form_option){.code = S("ce"), .label = S("Cité éducative")};
	assert_non_null(form_field_of(build(&c, NULL), S("request.schemes")));
}

static void hours_of_the_department_are_asked_where_it_is_a_funder(void **state)
{
	(void)state;
	struct form_context c = context_of("association", "first");
	assert_null(form_field_of(build(&c, NULL), S("department.hours")));
	*LIST_ADD(arena, &c.funders) = (struct form_funder){.code = S("departement"), .label = S("Département"), .kind = S("department")};
	assert_non_null(form_field_of(build(&c, NULL), S("department.hours")));
}

static void only_a_renewal_is_asked_for_the_year_before(void **state)
{
	(void)state;
	struct form_context again = context_of("association", "renewal");
	assert_null(form_topic(plain_form(), S("results")));
	assert_non_null(form_topic(build(&again, NULL), S("results")));
	assert_non_null(form_field_of(build(&again, NULL), S("indicators.1.before")));
	assert_null(form_field_of(plain_form(), S("indicators.1.before")));
}

static void every_question_has_its_own_key_and_words_in_both_languages(void **state)
{
	(void)state;
	struct form_context c = context_of("association", "renewal");
	for (int identity = 0; identity < 2; identity++)
		for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
			struct form *form = form_build(arena, &c, identity, lang, NULL);
			for (size_t t = 0; t < form->topics.n; t++)
				for (size_t i = 0; i < form->topics.at[t].fields.n; i++) {
					const struct form_field *f = &form->topics.at[t].fields.at[i];
					assert_true(str_is_set(f->label));
					assert_ptr_equal(form_field_of(form, f->key), f);
					assert_ptr_equal(form_topic_of(form, f->key), &form->topics.at[t]);
				}
		}
}

static void the_form_shows_one_line_more_than_are_filled(void **state)
{
	(void)state;
	struct form_context c = context_of("association", "first");
	struct form_values v = {0};
	form_set(arena, &v, S("partners.3.name"), S("Centre social"));
	const struct form_topic *topic = form_topic(build(&c, &v), S("partners"));
	assert_int_equal(topic->groups.at[0].shown, 4);
	form_set(arena, &v, S("partners.30.name"), S("Le dernier"));
	assert_int_equal(form_topic(build(&c, &v), S("partners"))->groups.at[0].shown, 30);
}

static void a_line_beyond_the_most_is_no_key(void **state)
{
	(void)state;
	assert_non_null(form_field_of(plain_form(), S("partners.30.name")));
	assert_null(form_field_of(plain_form(), S("partners.31.name")));
	assert_null(form_field_of(plain_form(), S("partners.0.name")));
	assert_null(form_field_of(plain_form(), S("partners.01.name")));
	assert_null(form_field_of(plain_form(), S("partners.-1.name")));
	assert_null(form_field_of(plain_form(), S("partners.1.")));
	assert_null(form_field_of(plain_form(), S("partners.1")));
	assert_null(form_field_of(plain_form(), S("partners")));
}

/* ---- what is kept ---- */

static enum status keep_as(enum field_kind kind, const char *typed, str *kept)
{
	struct form_field f = {.key = S("k"), .kind = kind, .label = S("Question"), .chars = 20};
	*LIST_ADD(arena, &f.options) = (struct form_option){.code = S("a"), .label = S("A")};
	*LIST_ADD(arena, &f.options) = (struct form_option){.code = S("b"), .label = S("B")};
	problems = problems_new(arena);
	enum status s = form_keep(arena, &f, str_of(typed), kept, &problems);
	assert_int_equal(s == OK, problems.total == 0);
	if (s == OK) { /* what is kept reads again, and is the same */
		str again;
		assert_int_equal(form_keep(arena, &f, *kept, &again, &problems), OK);
		assert_true(str_eq(again, *kept));
	}
	return s;
}

static void kept(enum field_kind kind, const char *typed, const char *wanted)
{
	str k;
	if (keep_as(kind, typed, &k) != OK || !str_eq(k, str_of(wanted)))
		fail_msg("'%s' is kept as '%.*s', not '%s'", typed, STR_ARGS(k), wanted);
}

static void refused(enum field_kind kind, const char *typed, enum word word)
{
	str k;
	if (keep_as(kind, typed, &k) != INVALID || problems.list.at[0].message != word)
		fail_msg("'%s' is not refused as wished: '%.*s', %s", typed, STR_ARGS(k), problems.total ? word_text(LANG_FR, problems.list.at[0].message).p : "no problem");
	assert_true(str_eq(k, str_trim(str_of(typed))));
	TEXT(problems.list.at[0].field, "k");
}

static void amounts_are_read_as_people_write_them(void **state)
{
	(void)state;
	kept(FIELD_MONEY, "12 500,5", "12500.50");
	kept(FIELD_MONEY, "12 500 €", "12500");
	kept(FIELD_MONEY, "12\u202f500,50 €", "12500.50");
	kept(FIELD_MONEY, "1,5 k€", "1500");
	kept(FIELD_MONEY, "0", "0");
	kept(FIELD_MONEY, "0,01", "0.01");
	kept(FIELD_MONEY, "1250.50", "1250.50");
	kept(FIELD_MONEY, "10000000000", "10000000000");
	kept(FIELD_MONEY, "", "");
	kept(FIELD_MONEY, "   ", "");
}

static void amounts_with_three_decimals_are_refused_with_words(void **state)
{
	(void)state;
	refused(FIELD_MONEY, "0,125", W_form_three_decimals);
	refused(FIELD_MONEY, "12,3456", W_form_three_decimals);
	refused(FIELD_MONEY, "12,345", W_form_ambiguous);
	refused(FIELD_MONEY, "-5", W_form_negative);
	refused(FIELD_MONEY, "20 %", W_form_not_money);
	refused(FIELD_MONEY, "beaucoup", W_form_not_money);
	refused(FIELD_MONEY, "10000000000,01", W_form_amount_too_large);
}

static void counts_are_whole(void **state)
{
	(void)state;
	kept(FIELD_COUNT, "25", "25");
	kept(FIELD_COUNT, "1 250", "1250");
	kept(FIELD_COUNT, "25 personnes", "25");
	kept(FIELD_COUNT, "007", "7");
	refused(FIELD_COUNT, "2,5", W_form_not_count);
	refused(FIELD_COUNT, "-2", W_form_negative);
	refused(FIELD_COUNT, "99999999999", W_form_too_large);
	refused(FIELD_COUNT, "vingt", W_form_not_count);
}

static void decimals_take_a_point_or_a_comma(void **state)
{
	(void)state;
	kept(FIELD_DECIMAL, "1,5", "1.5");
	kept(FIELD_DECIMAL, "1.5", "1.5");
	kept(FIELD_DECIMAL, "1.125", "1.125");
	kept(FIELD_DECIMAL, "0,500", "0.5");
	kept(FIELD_DECIMAL, "1 200", "1200");
	kept(FIELD_DECIMAL, "40", "40");
	refused(FIELD_DECIMAL, "0,1255", W_form_not_decimal);
	refused(FIELD_DECIMAL, "-0,5", W_form_negative);
	refused(FIELD_DECIMAL, "un et demi", W_form_not_decimal);
}

static void days_are_read_as_people_write_them(void **state)
{
	(void)state;
	kept(FIELD_DAY, "1/3/2025", "2025-03-01");
	kept(FIELD_DAY, "01.03.25", "2025-03-01");
	kept(FIELD_DAY, "2025-03-01", "2025-03-01");
	kept(FIELD_DAY, "1er mars 2025", "2025-03-01");
	kept(FIELD_DAY, "1 Mars 2025", "2025-03-01");
	kept(FIELD_DAY, "29 février 2024", "2024-02-29");
	kept(FIELD_DAY, "14 déc. 2025", "2025-12-14");
	kept(FIELD_DAY, "March 1, 2025", "2025-03-01");
	kept(FIELD_DAY, "21st June 2025", "2025-06-21");
}

static void days_that_do_not_exist_are_refused(void **state)
{
	(void)state;
	refused(FIELD_DAY, "29/02/2025", W_form_not_day);
	refused(FIELD_DAY, "31/04/2025", W_form_not_day);
	refused(FIELD_DAY, "13/13/2025", W_form_not_day);
	refused(FIELD_DAY, "3/2025", W_form_not_day);
	refused(FIELD_DAY, "1 jui 2025", W_form_not_day);
	refused(FIELD_DAY, "bientôt", W_form_not_day);
	refused(FIELD_DAY, "1/3/202", W_form_not_day);
	refused(FIELD_DAY, "01/01/2199", W_form_day_bounds);
}

static void identifiers_lose_their_blanks_and_keep_their_key(void **state)
{
	(void)state;
	kept(FIELD_SIRET, "732 829 320 00074", "73282932000074");
	kept(FIELD_SIREN, "732 829 320", "732829320");
	kept(FIELD_RNA, "w622000001", "W622000001");
	kept(FIELD_POSTCODE, "62 800", "62800");
	kept(FIELD_PHONE, "01 99 00 12 34", "+33199001234");
	kept(FIELD_EMAIL, "Contact@Asso.example ", "contact@asso.example");
	kept(FIELD_WEB, "www.asso.example", "https://www.asso.example");
	refused(FIELD_SIRET, "12345678900012", W_form_siret_key);
	refused(FIELD_SIRET, "1234", W_form_not_siret);
	refused(FIELD_SIREN, "732829321", W_form_siren_key);
	refused(FIELD_RNA, "W12", W_form_not_rna);
	refused(FIELD_POSTCODE, "6280", W_form_not_postcode);
	refused(FIELD_PHONE, "0019900123", W_form_not_phone);
	refused(FIELD_EMAIL, "contact@", W_form_not_email);
	refused(FIELD_WEB, "javascript:alert(1)", W_form_not_web);
	refused(FIELD_WEB, "asso", W_form_not_web);
}

static void choices_are_those_of_the_list_in_its_order(void **state)
{
	(void)state;
	kept(FIELD_CHOICE, "b", "b");
	kept(FIELD_CHOICES, "b a b", "a b");
	kept(FIELD_CHOICES, " a,b ", "a b");
	kept(FIELD_YES_NO, "Oui", "yes");
	kept(FIELD_YES_NO, "no", "no");
	refused(FIELD_CHOICE, "c", W_form_not_choice);
	refused(FIELD_CHOICES, "a c", W_form_not_choice);
	refused(FIELD_YES_NO, "maybe", W_form_not_yes_no);
}

static void texts_are_bounded_in_characters_and_kept_beyond(void **state)
{
	(void)state;
	kept(FIELD_LINE, "éééééééééééééééééééé", "éééééééééééééééééééé");
	refused(FIELD_LINE, "ééééééééééééééééééééé", W_form_too_long);
	kept(FIELD_LINE, "deux\nlignes", "deux lignes");
	kept(FIELD_TEXT, "deux\r\nlignes", "deux\nlignes");
}

static void control_characters_are_left_out_and_letters_composed(void **state)
{
	(void)state;
	kept(FIELD_LINE, "a\x01" "b\x7f", "ab");
	kept(FIELD_LINE, "e\u0301te\u0301", "\u00e9t\u00e9");
	kept(FIELD_TEXT, "a\tb\xc2\x85", "a b");
	str k;
	assert_int_equal(keep_as(FIELD_LINE, "\xff\xfe", &k), INVALID);
	assert_int_equal(problems.list.at[0].message, W_form_not_text);
}

static void an_answer_of_a_megabyte_is_cut_between_two_characters(void **state)
{
	(void)state;
	size_t n = 1 << 20;
	char *big = arena_alloc(arena, n + 1);
	for (size_t i = 0; i + 1 < n; i += 2)
		memcpy(big + i + 1, "\u00e9", 2);
	big[0] = 'x';
	struct form_field f = {.key = S("k"), .kind = FIELD_TEXT, .chars = 4000};
	str k;
	assert_int_equal(form_keep(arena, &f, (str){big, n - 1}, &k, &problems), INVALID);
	assert_true(k.n <= LIMIT_FORM_VALUE_BYTES && k.n > LIMIT_FORM_VALUE_BYTES - 4);
}

static void an_input_shows_what_reads_again(void **state)
{
	(void)state;
	static const struct {
		enum field_kind kind;
		const char *kept, *french, *english, *shown;
	} rows[] = {
		{FIELD_MONEY, "12500.50", "12\u202f500,50", "12500.50", "12\u202f500,50\u00a0€"},
		{FIELD_MONEY, "12500", "12\u202f500", "12500", "12\u202f500\u00a0€"},
		{FIELD_DECIMAL, "1.125", "1,125", "1.125", "1,125"},
		{FIELD_DAY, "2025-03-01", "01/03/2025", "01/03/2025", "1er\u00a0mars 2025"},
		{FIELD_COUNT, "2025", "2025", "2025", "2025"},
		{FIELD_PHONE, "+33199001234", "01 99 00 12 34", "01 99 00 12 34", "01 99 00 12 34"},
		{FIELD_YES_NO, "yes", "yes", "yes", "Oui"},
		{FIELD_MONEY, "beaucoup", "beaucoup", "beaucoup", "beaucoup"},
	};
	struct form_context c = context_of("association", "first");
	struct form *fr = form_build(arena, &c, false, LANG_FR, NULL), *en = form_build(arena, &c, false, LANG_EN, NULL);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct form_field f = {.key = S("k"), .kind = rows[i].kind};
		str again, french = form_input(arena, fr, &f, str_of(rows[i].kept)), english = form_input(arena, en, &f, str_of(rows[i].kept));
		str shown = form_shown(arena, fr, &f, str_of(rows[i].kept));
		if (rows[i].kind != FIELD_PHONE) {
			assert_string_equal(arena_cstr(arena, french), rows[i].french);
			assert_string_equal(arena_cstr(arena, english), rows[i].english);
			assert_string_equal(arena_cstr(arena, shown), rows[i].shown);
		}
		assert_int_equal(form_keep(arena, &f, french, &again, &problems), str_eq(french, S("beaucoup")) ? INVALID : OK);
		assert_string_equal(arena_cstr(arena, again), rows[i].kept);
		assert_int_equal(form_keep(arena, &f, english, &again, &problems), str_eq(french, S("beaucoup")) ? INVALID : OK);
		assert_string_equal(arena_cstr(arena, again), rows[i].kept);
	}
}

/* One person, two persons, five years: what a person reads has its unit in the number of the value (N13). */
static void a_unit_agrees_with_its_number(void **state)
{
	(void)state;
	static const struct {
		const char *unit, *kept, *shown;
	} rows[] = {{"personnes", "1", "1 personne"}, {"personnes", "2", "2 personnes"}, {"équivalents temps plein", "0.35", "0,35 équivalent temps plein"},
		{"an", "5", "5 ans"}, {"an", "1", "1 an"}, {"quintaux", "1", "1 quintaux"}};
	struct form_context c = context_of("association", "first");
	struct form *fr = form_build(arena, &c, false, LANG_FR, NULL);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct form_field f = {.key = S("k"), .kind = FIELD_DECIMAL, .unit = str_of(rows[i].unit)};
		assert_string_equal(arena_cstr(arena, form_shown(arena, fr, &f, str_of(rows[i].kept))), rows[i].shown);
	}
}

/* ---- what is wrong ---- */

static bool told(const struct form *form, const struct form_values *v, bool to_file, enum word word, const char *key)
{
	problems = problems_new(arena);
	form_check(form, v, form_topic_of(form, str_of(key)), to_file, &problems);
	for (size_t i = 0; i < problems.list.n; i++)
		if (problems.list.at[i].message == word && str_eq(problems.list.at[i].field, str_of(key)))
			return true;
	return false;
}

static struct form_values values_of(const char *const *pairs)
{
	struct form_values v = {0};
	for (size_t i = 0; pairs[i]; i += 2)
		form_set(arena, &v, str_of(pairs[i]), str_of(pairs[i + 1]));
	return v;
}
#define VALUES(...) values_of((const char *const[]){__VA_ARGS__, NULL})

static void a_missing_answer_is_a_problem_only_to_file(void **state)
{
	(void)state;
	struct form_values none = {0};
	assert_true(told(plain_form(), &none, true, W_form_missing, "project.title"));
	assert_false(told(plain_form(), &none, false, W_form_missing, "project.title"));
}

static void what_depends_on_an_answer_is_needed_only_after_it(void **state)
{
	(void)state;
	struct form_values one = VALUES("request.period", "one_off"), many = VALUES("request.period", "multi_year");
	assert_false(told(plain_form(), &one, true, W_form_missing, "request.years"));
	assert_true(told(plain_form(), &many, true, W_form_missing, "request.years"));
	struct form_values five = VALUES("request.period", "multi_year", "request.years", "1");
	assert_true(told(plain_form(), &five, false, W_form_years_range, "request.years"));
}

static void dates_the_wrong_way_round_are_told(void **state)
{
	(void)state;
	struct form_values v = VALUES("project.start", "2025-03-01", "project.end", "2025-02-28"), same = VALUES("project.start", "2025-03-01", "project.end", "2025-03-01");
	assert_true(told(plain_form(), &v, false, W_form_dates_inverted, "project.end"));
	assert_false(told(plain_form(), &same, false, W_form_dates_inverted, "project.end"));
	struct form_values early = VALUES("project.start", "2024-03-01", "project.end", "2024-12-31");
	assert_true(told(plain_form(), &early, false, W_form_ends_before_year, "project.end"));
}

static void women_and_men_do_not_exceed_the_target(void **state)
{
	(void)state;
	struct form_values over = VALUES("indicators.1.label", "Jeunes", "indicators.1.target", "40", "indicators.1.target_f", "20.5", "indicators.1.target_m", "20");
	struct form_values right = VALUES("indicators.1.label", "Jeunes", "indicators.1.target", "40", "indicators.1.target_f", "20", "indicators.1.target_m", "20");
	assert_true(told(plain_form(), &over, false, W_form_sexes_over, "indicators.1.target_f"));
	assert_false(told(plain_form(), &right, false, W_form_sexes_over, "indicators.1.target_f"));
}

static void a_part_does_not_exceed_its_whole(void **state)
{
	(void)state;
	struct form_values v = VALUES("means.employees.count", "2", "means.permanent.count", "3");
	assert_true(told(plain_form(), &v, false, W_form_part_over, "means.permanent.count"));
}

static void a_half_filled_line_says_what_it_lacks(void **state)
{
	(void)state;
	struct form_values v = VALUES("project.partners", "yes", "partners.2.name", "Centre social");
	assert_true(told(plain_form(), &v, true, W_form_missing, "partners.2.role"));
	assert_false(told(plain_form(), &v, true, W_form_missing, "partners.1.name"));
	struct form_values none = VALUES("project.partners", "yes"), alone = VALUES("project.partners", "no");
	assert_true(told(plain_form(), &none, true, W_form_missing_line, "partners.1.name"));
	assert_false(told(plain_form(), &alone, true, W_form_missing_line, "partners.1.name"));
}

static void a_choice_that_the_call_withdrew_is_told(void **state)
{
	(void)state;
	struct form_values v = VALUES("request.aid", "gold");
	assert_true(told(plain_form(), &v, false, W_form_gone_choice, "request.aid"));
}

static void an_attestation_answered_no_does_not_file(void **state)
{
	(void)state;
	struct form_values no = VALUES("attest.duties", "no"), yes = VALUES("attest.duties", "yes");
	assert_true(told(plain_form(), &no, true, W_form_attest, "attest.duties"));
	assert_false(told(plain_form(), &no, false, W_form_attest, "attest.duties"));
	assert_false(told(plain_form(), &yes, true, W_form_attest, "attest.duties"));
}

static void the_accounts_of_the_organisation_balance(void **state)
{
	(void)state;
	struct form_context c = context_of("association", "first");
	struct form *identity = form_build(arena, &c, true, LANG_FR, NULL);
	struct form_values off = VALUES("accounts.60", "100", "accounts.74", "99.99"), even = VALUES("accounts.60", "100", "accounts.70", "0.01", "accounts.74", "99.99");
	assert_true(told(identity, &off, false, W_form_accounts_unbalanced, "accounts.74"));
	assert_false(told(identity, &even, false, W_form_accounts_unbalanced, "accounts.74"));
}

static void a_topic_says_how_far_it_is(void **state)
{
	(void)state;
	struct form *f = plain_form();
	const struct form_topic *t = form_topic(f, S("places"));
	struct form_values none = {0}, some = VALUES("project.districts", "QN06228M"), wrong = VALUES("project.districts", "QN00000M"),
		all = VALUES("project.districts", "QN06228M", "project.place", "Salle des fêtes");
	assert_int_equal(form_topic_state(f, &none, t, arena), TOPIC_NOT_STARTED);
	assert_int_equal(form_topic_state(f, &some, t, arena), TOPIC_IN_PROGRESS);
	assert_int_equal(form_topic_state(f, &wrong, t, arena), TOPIC_TO_CORRECT);
	assert_int_equal(form_topic_state(f, &all, t, arena), TOPIC_DONE);
	assert_int_equal(form_topic_state(f, &all, form_topic(f, S("check")), arena), TOPIC_NOT_YET);
}

/* ---- what changed, what is carried ---- */

static void a_comparison_names_the_line_and_reads_as_people_do(void **state)
{
	(void)state;
	struct form_values before = VALUES("partners.2.name", "Centre social", "project.title", "Avant"),
		after = VALUES("partners.2.name", "Maison de quartier", "project.start", "2025-03-01", "project.title", "Avant", "project.end", "");
	struct form_changes changes;
	form_compare(arena, plain_form(), &before, &after, &changes);
	assert_int_equal(changes.n, 2);
	TEXT(changes.at[0].key, "project.start");
	assert_null(changes.at[0].before.p);
	TEXT(changes.at[0].after, "1er\u00a0mars 2025");
	TEXT(changes.at[1].topic, "partners");
	TEXT(changes.at[1].label, "Partenaires, ligne 2\u00a0: Nom");
	TEXT(changes.at[1].before, "Centre social");
}

static void values_stay_sorted_whatever_the_order_they_come_in(void **state)
{
	(void)state;
	struct form_values v = VALUES("c", "3", "a", "1", "b", "2", "a", "4");
	assert_int_equal(v.n, 3);
	TEXT(v.at[0].value, "4");
	TEXT(form_value(&v, S("b")), "2");
	assert_null(form_value(&v, S("d")).p);
}

static void a_renewal_carries_the_project_and_not_what_was_asked_sworn_or_dated(void **state)
{
	(void)state;
	struct form_values before = VALUES("project.title", "Jardin", "project.start", "2024-01-01", "attest.exact", "yes", "budget.1.604", "100", "budget.1.74.etat", "50",
		"budget.1.74x.1.name", "Fondation", "budget.1.74x.1.amount", "10", "budget.2.604", "9", "exchanges.1.said", "…", "results.summary", "…", "indicators.1.label", "Jeunes",
		"indicators.1.target", "40", "indicators.1.target_f", "20", "publics.reach", "Affiches", "project.partners", "yes", "partners.1.name", "École"), values = {0};
	const str all[] = {S("project"), S("publics"), S("partners"), S("budget"), S("indicators")};
	form_carry(arena, &before, all, 5, S("renewal"), &values);
	TEXT(form_value(&values, S("project.title")), "Jardin");
	TEXT(form_value(&values, S("indicators.1.before")), "40");
	TEXT(form_value(&values, S("budget.1.74x.1.name")), "Fondation");
	TEXT(form_value(&values, S("project.partners")), "yes");
	static const char *const left[] = {"project.start", "attest.exact", "budget.1.74.etat", "budget.1.74x.1.amount", "budget.2.604", "exchanges.1.said", "results.summary",
		"indicators.1.target", "indicators.1.target_f"};
	for (size_t i = 0; i < sizeof left / sizeof *left; i++)
		assert_null(form_value(&values, str_of(left[i])).p);
}

static void only_the_chosen_parts_are_carried(void **state)
{
	(void)state;
	struct form_values before = VALUES("project.title", "Jardin", "project.partners", "yes", "partners.1.name", "École", "publics.reach", "Affiches", "publics.elsewhere.f.any", "3"),
		values = {0};
	form_carry(arena, &before, &S("partners"), 1, S("renewal"), &values);
	assert_int_equal(values.n, 2);
	values = (struct form_values){0};
	form_carry(arena, &before, &S("project"), 1, S("renewal"), &values);
	assert_int_equal(values.n, 2);
	TEXT(form_value(&values, S("publics.reach")), "Affiches");
}

static void a_roll_out_leaves_the_districts_and_goals_of_the_other_place(void **state)
{
	(void)state;
	struct form_values before = VALUES("project.title", "Jardin", "project.districts", "QN06228M", "project.goals", "t1", "rules.innovante", "oui", "indicators.1.target", "4"), values = {0};
	const str all[] = {S("project"), S("indicators")};
	form_carry(arena, &before, all, 2, S("roll_out"), &values);
	assert_int_equal(values.n, 1);
	struct form_parts parts;
	form_parts(arena, LANG_FR, S("roll_out"), &parts);
	assert_int_equal(parts.n, 5);
	assert_false(parts.at[1].by_default);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(a_commune_is_not_asked_what_only_an_association_has),
		IN_ARENA(lists_that_the_call_does_not_have_are_not_asked),
		IN_ARENA(one_scheme_is_not_a_question_two_are),
		IN_ARENA(hours_of_the_department_are_asked_where_it_is_a_funder),
		IN_ARENA(only_a_renewal_is_asked_for_the_year_before),
		IN_ARENA(every_question_has_its_own_key_and_words_in_both_languages),
		IN_ARENA(the_form_shows_one_line_more_than_are_filled),
		IN_ARENA(a_line_beyond_the_most_is_no_key),
		IN_ARENA(amounts_are_read_as_people_write_them),
		IN_ARENA(amounts_with_three_decimals_are_refused_with_words),
		IN_ARENA(counts_are_whole),
		IN_ARENA(decimals_take_a_point_or_a_comma),
		IN_ARENA(days_are_read_as_people_write_them),
		IN_ARENA(days_that_do_not_exist_are_refused),
		IN_ARENA(identifiers_lose_their_blanks_and_keep_their_key),
		IN_ARENA(choices_are_those_of_the_list_in_its_order),
		IN_ARENA(texts_are_bounded_in_characters_and_kept_beyond),
		IN_ARENA(control_characters_are_left_out_and_letters_composed),
		IN_ARENA(an_answer_of_a_megabyte_is_cut_between_two_characters),
		IN_ARENA(an_input_shows_what_reads_again),
		IN_ARENA(a_unit_agrees_with_its_number),
		IN_ARENA(a_missing_answer_is_a_problem_only_to_file),
		IN_ARENA(what_depends_on_an_answer_is_needed_only_after_it),
		IN_ARENA(dates_the_wrong_way_round_are_told),
		IN_ARENA(women_and_men_do_not_exceed_the_target),
		IN_ARENA(a_part_does_not_exceed_its_whole),
		IN_ARENA(a_half_filled_line_says_what_it_lacks),
		IN_ARENA(a_choice_that_the_call_withdrew_is_told),
		IN_ARENA(an_attestation_answered_no_does_not_file),
		IN_ARENA(the_accounts_of_the_organisation_balance),
		IN_ARENA(a_topic_says_how_far_it_is),
		IN_ARENA(a_comparison_names_the_line_and_reads_as_people_do),
		IN_ARENA(values_stay_sorted_whatever_the_order_they_come_in),
		IN_ARENA(a_renewal_carries_the_project_and_not_what_was_asked_sworn_or_dated),
		IN_ARENA(only_the_chosen_parts_are_carried),
		IN_ARENA(a_roll_out_leaves_the_districts_and_goals_of_the_other_place),
	};
	return cmocka_run_group_tests_name("form", tests, NULL, NULL);
}
