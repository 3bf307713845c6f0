/* rules/format.c: values as texts of the language, byte for byte what the reference writes (its answers, written down once), and as people read them. */
#include "rules/date.h"
#include "rules/format.h"

#include "lib/in_arena.h"

#include <math.h>

static struct units units;

static unit_id unit_of(const char *text)
{
	unit_id id;
	if (!text)
		return UNIT_NONE;
	if (!unit_parse(&units, str_of(text), &id))
		fail_msg("refused: \"%s\"", text);
	return id;
}

static void assert_reference(const struct value *v, const char *expected)
{
	struct out o = out_new(1000);
	format_value_reference(&o, &units, v);
	assert_string_equal(arena_cstr(arena, out_text(&o)), expected);
	out_free(&o);
}

static void assert_people(enum lang lang, struct rules_value v, const char *expected)
{
	struct out o = out_new(1000);
	format_value(&o, lang, &units, &v);
	assert_string_equal(arena_cstr(arena, out_text(&o)), expected);
	out_free(&o);
}

static const struct {
	double number;
	const char *unit, *text;
} reference_facts[] = {
	{12500.5, "€", "12\xe2\x80\xaf""500,50\xc2\xa0\xe2\x82\xac"},
	{12500, "€", "12\xe2\x80\xaf""500\xc2\xa0\xe2\x82\xac"},
	{0.1, "€", "0,10\xc2\xa0\xe2\x82\xac"},
	{-12500.5, "€", "-12\xe2\x80\xaf""500,50\xc2\xa0\xe2\x82\xac"},
	{0, "€", "0\xc2\xa0\xe2\x82\xac"},
	{12500.001, "€", "12\xe2\x80\xaf""500,00\xc2\xa0\xe2\x82\xac"},
	{999999.995, "€", "1\xe2\x80\xaf""000\xe2\x80\xaf""000,00\xc2\xa0\xe2\x82\xac"},
	{57, "%", "57\xc2\xa0%"},
	{57.5, "%", "57,5\xc2\xa0%"},
	{0.125, "%", "0,13\xc2\xa0%"},
	{1234.5, "%", "1\xe2\x80\xaf""234,5\xc2\xa0%"},
	{3, "mois", "3\xc2\xa0mois"},
	{1234567.891, NULL, "1\xe2\x80\xaf""234\xe2\x80\xaf""567,89"},
	{1000, NULL, "1\xe2\x80\xaf""000"},
	{999, NULL, "999"},
	{0.005, NULL, "0,01"},
	{0.004, NULL, "0"},
	{-0.004, NULL, "-0"},
	{-0.004, "€", "-0,00\xc2\xa0\xe2\x82\xac"},
	{1.005, NULL, "1,01"},
	{2.675, "€", "2,68\xc2\xa0\xe2\x82\xac"},
	{3, "€/mois", "3\xc2\xa0\xe2\x82\xac/mois"},
	{1.5, "€.an/mois", "18\xc2\xa0\xe2\x82\xac"},
	{1, "", "1"},
	{12, "m2", "12\xc2\xa0m2"},
	{0.5, "k€", "0,5\xc2\xa0k\xe2\x82\xac"},
	{1e+21, NULL, "1\xe2\x80\xaf""000\xe2\x80\xaf""000\xe2\x80\xaf""000\xe2\x80\xaf""000\xe2\x80\xaf""000\xe2\x80\xaf""000\xe2\x80\xaf""000"},
	{1000000000000000.5, "€", "1\xe2\x80\xaf""000\xe2\x80\xaf""000\xe2\x80\xaf""000\xe2\x80\xaf""000\xe2\x80\xaf""000,50\xc2\xa0\xe2\x82\xac"},
	{(double)INFINITY, NULL, "\xe2\x88\x9e"},
	{(double)-INFINITY, "€", "-\xe2\x88\x9e\xc2\xa0\xe2\x82\xac"},
	{(double)NAN, "€", "Erreur dans le calcul du nombre"},
	{50, "€.%", "0,50\xc2\xa0\xe2\x82\xac"},
	{50, "%.%", "0,5\xc2\xa0%"},
	{50, "%/mois", "50\xc2\xa0%/mois"},
	{5, "mois/an", "0,42"},
	{5, "kW.h", "5\xc2\xa0kW.h"},
	{12345.678, "personne", "12\xe2\x80\xaf""345,68\xc2\xa0personne"},
	{-57, "%", "-57\xc2\xa0%"},
	{1e-7, NULL, "0"},
	{123456789012, "€", "123\xe2\x80\xaf""456\xe2\x80\xaf""789\xe2\x80\xaf""012\xc2\xa0\xe2\x82\xac"},
	{3.999, "€", "4,00\xc2\xa0\xe2\x82\xac"},
	{10, "$", "10\xc2\xa0$"},
	{8.1, "€", "8,10\xc2\xa0\xe2\x82\xac"},
	{99.999, "%", "100\xc2\xa0%"},
	{0.001, "%", "0\xc2\xa0%"},
	{4, "/an", "4\xc2\xa0/an"},
	{4, "mois/mois", "4"},
	{-0.001, "%", "-0\xc2\xa0%"},
	{12.5, "heure/mois", "12,5\xc2\xa0heure/mois"},
};

static void numbers_in_texts_are_written_as_by_the_reference(void **state)
{
	(void)state;
	units = units_new(arena);
	for (size_t i = 0; i < sizeof reference_facts / sizeof reference_facts[0]; i++) {
		struct value v = {.state = RULES_VALUE, .type = RULES_NUMBER, .unit = unit_of(reference_facts[i].unit)};
		v.number = number_real(reference_facts[i].number);
		assert_reference(&v, reference_facts[i].text);
		/* the same when it is exact */
		struct out o = out_new(100);
		number_write_shortest(&o, v.number);
		struct number exact;
		if (number_parse(out_text(&o), &exact)) {
			v.number = exact;
			assert_reference(&v, reference_facts[i].text);
		}
		out_free(&o);
	}
}

static void other_values_in_texts_are_written_as_by_the_reference(void **state)
{
	struct value v = {.state = RULES_NOT_APPLICABLE};
	(void)state;
	units = units_new(arena);
	assert_reference(&v, "Non applicable");
	v.state = RULES_NOT_DEFINED;
	assert_reference(&v, "Pas encore défini");
	v = (struct value){.state = RULES_VALUE, .type = RULES_BOOLEAN, .truth = true};
	assert_reference(&v, "oui");
	v.truth = false;
	assert_reference(&v, "non");
	v = (struct value){.state = RULES_VALUE, .type = RULES_TEXT, .text = S("a\\nb\\nc")};
	assert_reference(&v, "a\nb\\nc");
	v.text = S("l’association");
	assert_reference(&v, "l’association");
	v = (struct value){.state = RULES_VALUE, .type = RULES_DATE};
	assert_true(date_parse(S("01/09/2024"), &v.date));
	assert_reference(&v, "01/09/2024");
}

static struct rules_value number_in(const char *decimal, const char *unit)
{
	struct rules_value v = {.state = RULES_VALUE, .type = RULES_NUMBER, .unit = unit_of(unit)};
	if (!number_parse(str_of(decimal), &v.number))
		fail_msg("refused: %s", decimal);
	return v;
}

#define NARROW "\xe2\x80\xaf"
#define NBSP "\xc2\xa0"

static void people_read_amounts_shares_and_counts_in_their_typography(void **state)
{
	static const struct {
		const char *number, *unit, *fr, *en;
	} facts[] = {
		{"12500.50", "€", "12" NARROW "500,50" NBSP "€", "€12,500.50"},
		{"12500", "€", "12" NARROW "500" NBSP "€", "€12,500"},
		{"-3", "€", "-3" NBSP "€", "-€3"},
		{"-0.000000001", "€", "0,00" NBSP "€", "€0.00"},
		{"0.004", "€", "0,004" NBSP "€", "€0.004"},
		{"57", "%", "57" NARROW "%", "57%"},
		{"33.3333333", "%", "33,33" NARROW "%", "33.33%"},
		{"1200", "€.an/mois", "14" NARROW "400" NBSP "€", "€14,400"},
		{"3", "mois", "3" NBSP "mois", "3" NBSP "months"},
		{"1.5", "an", "1,5" NBSP "an", "1.5" NBSP "years"},
		{"2", "an", "2" NBSP "ans", "2" NBSP "years"},
		{"1", "an", "1" NBSP "an", "1" NBSP "year"},
		{"-2", "an", "-2" NBSP "ans", "-2" NBSP "years"},
		{"0", "jour", "0" NBSP "jour", "0" NBSP "days"},
		{"12", "€/mois", "12" NBSP "€/mois", "€12/month"},
		{"5", "%/an", "5" NARROW "%/an", "5%/year"},
		{"4", "personne.mois/an2", "0,33" NBSP "personne/an", "0.33" NBSP "people/year"},
		{"12", "kW.h", "12" NBSP "kW.h", "12" NBSP "kW.h"},
		{"4", "/an", "4" NBSP "/an", "4" NBSP "/year"},
		{"1234567.891", NULL, "1" NARROW "234" NARROW "567,89", "1,234,567.89"},
		{"7", "", "7", "7"},
	};
	(void)state;
	units = units_new(arena);
	for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
		assert_people(LANG_FR, number_in(facts[i].number, facts[i].unit), facts[i].fr);
		assert_people(LANG_EN, number_in(facts[i].number, facts[i].unit), facts[i].en);
	}
	struct rules_value v = {.state = RULES_VALUE, .type = RULES_NUMBER, .number = number_real((double)NAN)};
	assert_people(LANG_FR, v, "calcul impossible");
	v.number = number_real((double)-INFINITY);
	assert_people(LANG_FR, v, "-∞");
}

static void people_read_what_is_no_number_in_words(void **state)
{
	struct rules_value v = {.state = RULES_VALUE, .type = RULES_DATE};
	(void)state;
	units = units_new(arena);
	assert_true(date_parse(S("01/09/2024"), &v.date));
	assert_people(LANG_FR, v, "1er" NBSP "septembre 2024");
	assert_people(LANG_EN, v, "1" NBSP "September 2024");
	v = (struct rules_value){.state = RULES_VALUE, .type = RULES_BOOLEAN, .truth = true};
	assert_people(LANG_FR, v, "oui");
	assert_people(LANG_EN, v, "yes");
	v.truth = false;
	assert_people(LANG_EN, v, "no");
	v.state = RULES_NOT_APPLICABLE;
	assert_people(LANG_FR, v, "sans objet");
	v.state = RULES_NOT_DEFINED;
	assert_people(LANG_FR, v, "inconnu");
	assert_people(LANG_EN, v, "unknown");
	v = (struct rules_value){.state = RULES_VALUE, .type = RULES_TEXT, .text = S("association")};
	assert_people(LANG_EN, v, "association");
}

static void a_value_is_shown_as_it_is(void **state)
{
	(void)state;
	struct value v = {.state = RULES_VALUE, .type = RULES_NUMBER, .unit = UNIT_EURO, .number = number_ratio(1, 3)};
	struct rules_value shown = value_shown(&v);
	assert_int_equal(shown.unit, UNIT_EURO);
	assert_int_equal(number_cmp(shown.number, v.number), 0);
	v = (struct value){.state = RULES_NOT_APPLICABLE, .unit = UNIT_EURO};
	assert_int_equal(value_shown(&v).state, RULES_NOT_APPLICABLE);
	assert_int_equal(value_shown(&v).unit, UNIT_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(numbers_in_texts_are_written_as_by_the_reference),
		IN_ARENA(other_values_in_texts_are_written_as_by_the_reference),
		IN_ARENA(people_read_amounts_shares_and_counts_in_their_typography),
		IN_ARENA(people_read_what_is_no_number_in_words),
		IN_ARENA(a_value_is_shown_as_it_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
