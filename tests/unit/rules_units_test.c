/* rules/unit.c: units as the reference counts them. The tables below are what the reference implementation answers, written down once. Row B10: exactly passes. */
#include "rules/unit.h"

#include "lib/in_arena.h"

#include <math.h>
#include <string.h>

static struct units units;

static unit_id unit_of(const char *text)
{
	unit_id id;
	if (!unit_parse(&units, str_of(text), &id))
		fail_msg("refused: \"%s\"", text);
	return id;
}

static void assert_text(unit_id id, const char *expected)
{
	str text = unit_text(&units, id);
	assert_non_null(text.p);
	if (!str_eq(text, str_of(expected)))
		fail_msg("\"%.*s\" instead of \"%s\"", STR_ARGS(text), expected);
}

static const struct {
	const char *written, *text, *simple;
	bool percent;
} reading_facts[] = {
	{"", "", "", false},
	{"€", "€", "€", false},
	{"%", "%", "%", true},
	{"€/mois", "€/mois", "€/mois", false},
	{"/an", "/an", "/an", false},
	{"m2", "m2", "m2", false},
	{"m2.m", "m3", "m3", false},
	{"m/s2", "m/s2", "m/s2", false},
	{"m/s/s", "m/s2", "m/s2", false},
	{"kW.h", "kW.h", "kW.h", false},
	{"kg2.m3.kg", "kg3.m3", "kg3.m3", false},
	{"€.an/mois", "€.an/mois", "€", false},
	{"mois/mois", "", "", false},
	{"a2b", "a2b", "a2b", false},
	{"a2b2", "a2", "a2", false},
	{"2a2", "2", "2", false},
	{"m0", "", "", false},
	{"é2", "é2", "é2", false},
	{" €/mois ", "€/mois", "€/mois", false},
	{"a..b", "a.b", "a.b", false},
	{".", "", "", false},
	{"%/%", "", "", true},
	{"%.%", "%2", "%", true},
	{"%.%/mois", "%2/mois", "%/mois", true},
	{"€.%", "€.%", "€", true},
	{"mois.mois.an", "mois2.an", "mois2.an", false},
	{"tranche 1", "tranche ", "tranche ", false},
	{"x²", "x²", "x²", false},
	{"mn/h", "mn/h", "mn/h", false},
	{"noeud", "noeud", "noeud", false},
	{"kWh", "kWh", "kWh", false},
	{"1a.1a", "1a2", "1a2", false},
	{"m/m2", "/m", "/m", false},
	{"%.action", "%.action", "action", true},
	{"kWh.m.h", "kWh.m.h", "kWh.m.h", false},
	{"habitant.k€.trimestre", "habitant.k€.trimestre", "habitant.k€.trimestre", false},
	{"m2.€.m2/m2", "m2.€", "m2.€", false},
	{"/h.mn", "/h.mn", "/h.mn", false},
	{"m.€.m", "m2.€", "m2.€", false},
	{"noeud.habitant.jour/k€", "noeud.habitant.jour/k€", "noeud.habitant.jour/k€", false},
	{"/kg", "/kg", "/kg", false},
	{"/h/an2", "/h.an2", "/h.an2", false},
	{"/trimestre.noeud", "/trimestre.noeud", "/trimestre.noeud", false},
	{"jour.m2/an2", "jour.m2/an2", "m2/an", false},
	{"h.an.€/personne.€", "h.an/personne", "h.an/personne", false},
	{"kg/an2", "kg/an2", "kg/an2", false},
	{"habitant.k€.kWh", "habitant.k€.kWh", "habitant.k€.kWh", false},
	{"an2.%/habitant.kWh", "an2.%/habitant.kWh", "an2/habitant.kWh", true},
	{"an.mn.mg/noeud.mg", "an.mn/noeud", "an.mn/noeud", false},
	{"%.personne/an", "%.personne/an", "personne/an", true},
	{"habitant.m2", "habitant.m2", "habitant.m2", false},
	{"%.noeud/€", "%.noeud/€", "noeud/€", true},
	{"/mois.habitant", "/mois.habitant", "/mois.habitant", false},
	{"/trimestre", "/trimestre", "/trimestre", false},
	{"cm.kW.g/mg", "cm.kW.g/mg", "cm.kW", false},
	{"/k€", "/k€", "/k€", false},
	{"/k€.mg", "/k€.mg", "/k€.mg", false},
	{"/kg/mois", "/kg.mois", "/kg.mois", false},
	{"tranche 1.personne.mn/trimestre", "tranche .personne.mn/trimestre", "tranche .personne.mn/trimestre", false},
	{"m.jour", "m.jour", "m.jour", false},
	{"€/kW/km", "€/kW.km", "€/kW.km", false},
	{"h.kWh/m2.tranche 1", "h.kWh/m2.tranche ", "h.kWh/m2.tranche ", false},
};

static void units_are_read_written_and_simplified_as_by_the_reference(void **state)
{
	(void)state;
	units = units_new(arena);
	for (size_t i = 0; i < sizeof reading_facts / sizeof reading_facts[0]; i++) {
		unit_id id = unit_of(reading_facts[i].written);
		assert_text(id, reading_facts[i].text);
		assert_text(unit_simplify(&units, id), reading_facts[i].simple);
		assert_int_equal(unit_has_percent(&units, id), reading_facts[i].percent);
		assert_int_equal(unit_of(reading_facts[i].written), id);
	}
}

static void units_multiply_and_divide_as_by_the_reference(void **state)
{
	static const struct {
		const char *a, *b, *product, *quotient;
	} facts[] = {
		{"mois/mois", "habitant.k€.trimestre", "habitant.k€.trimestre", "/habitant.k€.trimestre"},
		{"/km.an", "an/habitant", "/km.habitant", "habitant/km.an2"},
		{"an.mg/h", "%.personne/an", "mg.%.personne/h", "an2.mg/h.%.personne"},
		{"/mois/€", "tranche 1.personne.mn", "tranche .personne.mn/mois.€", "/mois.€.tranche .personne.mn"},
		{"/trimestre.noeud", "/trimestre", "/trimestre2.noeud", "/noeud"},
		{"2a2", "/kg/mois", "2/kg.mois", "2.kg.mois"},
		{"mois/mois", "kg2.m3.kg", "kg3.m3", "/kg3.m3"},
		{"jour.m2/an2", "m.jour", "jour2.m3/an2", "m/an2"},
		{"2a2", "m.kWh.m/tranche 1.€", "2.m2.kWh/tranche .€", "2.tranche .€/m2.kWh"},
		{"m2", "noeud.habitant.jour/k€", "m2.noeud.habitant.jour/k€", "m2.k€/noeud.habitant.jour"},
		{"kg.action.€", "/k€.mg", "kg.action.€/k€.mg", "kg.action.€.k€.mg"},
		{"habitant.m2", "tranche 1.personne.mn/trimestre", "habitant.m2.tranche .personne.mn/trimestre", "habitant.m2.trimestre/tranche .personne.mn"},
		{"h.an.€/personne.€", "%.%/mois", "h.an.%2/personne.mois", "h.an.mois/personne.%2"},
		{"a..b", "a2b", "a.b.a2b", "a.b/a2b"},
		{"a..b", "m.kWh.m/tranche 1.€", "a.b.m2.kWh/tranche .€", "a.b.tranche .€/m2.kWh"},
		{"jour.trimestre.jour", "habitant.k€.kWh", "jour2.trimestre.habitant.k€.kWh", "jour2.trimestre/habitant.k€.kWh"},
		{"personne.action.habitant", "h.an.€/personne.€", "action.habitant.h.an", "personne2.action.habitant/h.an"},
		{"%.noeud/€", "an", "%.noeud.an/€", "%.noeud/€.an"},
		{"mm.kWh.kW/action", "tranche 1.personne.mn/trimestre", "mm.kWh.kW.tranche .personne.mn/action.trimestre", "mm.kWh.kW.trimestre/action.tranche .personne.mn"},
		{"an/habitant", "%.action", "an.%.action/habitant", "an/habitant.%.action"},
		{"mois/mois", "%.action", "%.action", "/%.action"},
		{"/€", "m.kWh.m/tranche 1.€", "m2.kWh/€2.tranche ", "tranche /m2.kWh"},
		{"", "%.action", "%.action", "/%.action"},
		{"habitant.k€.kWh", "/kg/mois", "habitant.k€.kWh/kg.mois", "habitant.k€.kWh.kg.mois"},
		{"%.noeud/€", "h.an.€/personne.€", "%.noeud.h.an/personne.€", "%.noeud.personne/h.an.€"},
		{"jour.m2/an2", "action.mn.km/jour", "m2.action.mn.km/an2", "jour2.m2/an2.action.mn.km"},
		{"cm.kW.g/mg", "kW.h", "cm.kW2.g.h/mg", "cm.g/mg.h"},
		{"/mois.habitant", "noeud/personne/mg", "noeud/mois.habitant.personne.mg", "personne.mg/mois.habitant.noeud"},
		{"/trimestre", "tranche 1.personne.mn/trimestre", "tranche .personne.mn/trimestre2", "/tranche .personne.mn"},
		{"kWh.m.h", "mois.mois.an", "kWh.m.h.mois2.an", "kWh.m.h/mois2.an"},
		{"tranche 1.personne.mn", "m/m2", "tranche .personne.mn/m", "tranche .personne.mn.m"},
		{"%.noeud/€", " €/mois ", "%.noeud/mois", "%.noeud.mois/€2"},
		{"a..b", "kW.h", "a.b.kW.h", "a.b/kW.h"},
		{"%.m2", "kWh", "%.m2.kWh", "%.m2/kWh"},
		{"m.€.m", "m/s2", "m3.€/s2", "m.€.s2"},
		{"%/%", "/k€", "/k€", "k€"},
		{"h.%.h", "", "h2.%", "h2.%"},
		{"/mois/€", "cm.an2.personne", "cm.an2.personne/mois.€", "/mois.€.cm.an2.personne"},
		{"/k€", "/mois.habitant", "/k€.mois.habitant", "mois.habitant/k€"},
		{"/h.mn", "m.kg.g/personne/mm", "m.kg.g/h.mn.personne.mm", "personne.mm/h.mn.m.kg.g"},
	};
	(void)state;
	units = units_new(arena);
	for (unsigned round = 0; round < 2; round++) /* the second from what was kept */
		for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
			assert_text(unit_mul(&units, unit_of(facts[i].a), unit_of(facts[i].b)), facts[i].product);
			assert_text(unit_div(&units, unit_of(facts[i].a), unit_of(facts[i].b)), facts[i].quotient);
		}
}

static const struct {
	const char *from, *to;
	bool possible;
	double value;
} conversion_facts[] = {
	{"€", "k€", true, 12.345678},
	{"k€", "€", true, 12345678},
	{"an", "mois", true, 148148.136},
	{"mois", "an", true, 1028.8065},
	{"jour", "an", true, 33.82377534246575},
	{"an", "jour", true, 4506172.47},
	{"mois", "jour", true, 375514.3725},
	{"jour", "mois", true, 405.885304109589},
	{"trimestre", "jour", true, 1126543.1175},
	{"jour", "trimestre", true, 135.295101369863},
	{"trimestre", "an", true, 3086.4195},
	{"€/mois", "€/an", true, 148148.136},
	{"€/an", "€/mois", true, 1028.8065},
	{"€/jour", "€/an", true, 4506172.47},
	{"k€/an", "€/mois", true, 1028806.5},
	{"%", "", true, 123.45678},
	{"", "%", true, 1234567.8},
	{"%", "%", true, 12345.678},
	{"%", "€", false, 0},
	{"€.%", "€", true, 123.45678},
	{"kW.h", "kWh", true, 12345.678},
	{"kWh", "kW.h", true, 12345.678},
	{"mn/h", "noeud", true, 12345.678},
	{"noeud", "mn/h", true, 12345.678},
	{"m", "mm", true, 12345678},
	{"km/an", "mm/jour", true, 33823775.34246575},
	{"€.an/mois", "€", true, 148148.136},
	{"€", "€.an/mois", true, 1028.8065},
	{"mois.mois.an", "mois.mois.an", true, 1028.8065},
	{"mois.an", "an.mois", true, 12345.678},
	{"m2", "cm2", true, 123456780},
	{"km2", "m2", true, 12345678000},
	{"€", "an", false, 0},
	{"€/personne", "€", false, 0},
	{"personne.€", "€.personne", true, 12345.678},
	{"%/mois", "/an", true, 1481.48136},
	{"%.%", "%", true, 123.45678},
	{"mg/kg", "%", true, 1.2345677999999998},
	{"an/mois", "%", true, 14814813.6},
	{"an/mois", "", true, 148148.136},
	{"jour.€/an", "€", true, 33.82377534246625},
	{"€2", "€.k€", true, 0.012345678},
	{"kg/g", "mois/an", true, 148148136.00000006},
	{"g", "kg", true, 12.345678},
	{"g", "mg", true, 12345678},
	{"cm", "km", true, 0.12345678},
	{"", "€", false, 0},
	{"€", "", false, 0},
	{"mn/h", "h/mn", false, 0},
	{"€.%", "€.an/mois", true, 10.288065},
	{"action", "%.action", true, 1234567.8},
	{"/€", "/k€", true, 12345678},
	{"mois/mois", "", true, 12345.678},
	{"%", "mois/mois", true, 123.45678},
	{"%/%", "%.%", true, 123456780},
	{"mois/mois", "m0", true, 12345.678},
	{"/trimestre", "%.%/mois", true, 41152260},
	{"%/%", "mois/mois", true, 12345.678},
	{"m2", "%.m2", true, 1234567.8},
	{"/trimestre", "/an", true, 49382.712},
	{"%", "%.%", true, 1234567.7999999998},
	{"mois/mois", ".", true, 12345.678},
	{"%.action", "action", true, 123.45678},
};

static void values_convert_between_units_as_by_the_reference(void **state)
{
	(void)state;
	units = units_new(arena);
	for (size_t i = 0; i < sizeof conversion_facts / sizeof conversion_facts[0]; i++) {
		struct number n = number_ratio(12345678, 1000);
		assert_int_equal(unit_convert(&units, unit_of(conversion_facts[i].from), unit_of(conversion_facts[i].to), &n), conversion_facts[i].possible);
		double got = number_to_double(n), expected = conversion_facts[i].possible ? conversion_facts[i].value : 12345.678;
		if (fabs(got - expected) > 1e-12 * fabs(expected))
			fail_msg("%s to %s: %.17g instead of %.17g", conversion_facts[i].from, conversion_facts[i].to, got, expected);
	}
}

static void no_unit_differs_from_an_empty_one(void **state)
{
	(void)state;
	units = units_new(arena);
	assert_null(unit_text(&units, UNIT_NONE).p);
	assert_text(UNIT_EMPTY, "");
	assert_text(UNIT_PERCENT, "%");
	assert_int_equal(unit_of("mois"), UNIT_MONTH);
	assert_int_equal(unit_of("jour"), UNIT_DAY);
	assert_int_equal(unit_of("an"), UNIT_YEAR);
	assert_int_equal(unit_of("€"), UNIT_EURO);
	assert_int_equal(unit_of(" "), UNIT_EMPTY);
	assert_int_equal(unit_mul(&units, UNIT_NONE, UNIT_NONE), UNIT_NONE);
	assert_int_equal(unit_mul(&units, UNIT_NONE, UNIT_EURO), UNIT_EURO);
	assert_int_equal(unit_mul(&units, unit_of("mois/mois"), UNIT_NONE), unit_of("mois/mois")); /* as it stands */
	assert_int_equal(unit_div(&units, UNIT_NONE, UNIT_NONE), UNIT_EMPTY);
	assert_int_equal(unit_div(&units, UNIT_EURO, UNIT_EURO), UNIT_EMPTY);
	assert_text(unit_div(&units, UNIT_NONE, UNIT_MONTH), "/mois");
	assert_int_equal(unit_simplify(&units, UNIT_NONE), UNIT_NONE);
}

static void percents_are_hundredths_where_no_unit_is_asked_for(void **state)
{
	static const struct {
		const char *from;
		int64_t num, den;
	} facts[] = {{"%", 1, 2}, {"€", 50, 1}, {"an/mois", 600, 1}, {"€.%", 1, 2}};
	(void)state;
	units = units_new(arena);
	for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
		struct number n = number_of(50);
		assert_true(unit_convert(&units, unit_of(facts[i].from), UNIT_NONE, &n));
		assert_int_equal(number_cmp(n, number_ratio(facts[i].num, facts[i].den)), 0);
	}
	struct number n = number_of(50);
	assert_true(unit_convert(&units, UNIT_NONE, UNIT_EURO, &n));
	assert_int_equal(n.num, 50);
}

/* Row B10: an amount by the month compared with one by the year must not miss by a binary rounding. */
static void conversions_are_exact(void **state)
{
	static const struct {
		const char *from, *to;
		int64_t num, den;
	} facts[] = {{"jour", "mois", 12, 365}, {"mois", "an", 1, 12}, {"€/an", "€/jour", 1, 365}, {"jour", "trimestre", 4, 365}, {"mm", "km", 1, 1000000}};
	(void)state;
	units = units_new(arena);
	for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
		struct number n = number_of(1);
		assert_true(unit_convert(&units, unit_of(facts[i].from), unit_of(facts[i].to), &n));
		assert_true(number_is_exact(n));
		assert_int_equal(number_cmp(n, number_ratio(facts[i].num, facts[i].den)), 0);
		assert_true(unit_convert(&units, unit_of(facts[i].to), unit_of(facts[i].from), &n));
		assert_int_equal(number_cmp(n, number_of(1)), 0);
	}
}

static void zero_and_nan_convert_to_themselves(void **state)
{
	(void)state;
	units = units_new(arena);
	struct number zero = number_of(0), nan = number_real((double)NAN);
	assert_true(unit_convert(&units, UNIT_YEAR, UNIT_MONTH, &zero));
	assert_true(number_is_zero(zero));
	assert_true(unit_convert(&units, UNIT_YEAR, UNIT_MONTH, &nan));
	assert_true(number_is_nan(nan));
	assert_false(unit_convert(&units, UNIT_YEAR, UNIT_EURO, &zero));
}

static void what_is_not_a_unit_is_refused(void **state)
{
	unit_id id;
	(void)state;
	units = units_new(arena);
	assert_false(unit_parse(&units, S("€/ mois"), &id));
	assert_int_equal(id, UNIT_OVERFLOW);
	assert_false(unit_parse(&units, S("m25"), &id));
	assert_false(unit_parse(&units, S("m99999999999999999999999"), &id));
	assert_false(unit_parse(&units, S("m20/s20"), &id));
	assert_true(unit_parse(&units, S("m20"), &id));
	assert_int_equal(unit_mul(&units, id, id), UNIT_OVERFLOW);
	assert_int_equal(unit_mul(&units, UNIT_OVERFLOW, UNIT_EURO), UNIT_OVERFLOW);
	assert_int_equal(unit_div(&units, UNIT_EURO, UNIT_OVERFLOW), UNIT_OVERFLOW);
	assert_int_equal(unit_simplify(&units, UNIT_OVERFLOW), UNIT_OVERFLOW);
	assert_false(unit_convertible(&units, UNIT_OVERFLOW, UNIT_EURO));
	assert_null(unit_text(&units, UNIT_OVERFLOW).p);
	assert_false(unit_has_percent(&units, UNIT_OVERFLOW));
	struct number n = number_of(1);
	assert_false(unit_convert(&units, UNIT_OVERFLOW, UNIT_EURO, &n));
	char many[LIMIT_UNIT_BYTES + 2];
	memset(many, 'a', sizeof many);
	assert_false(unit_parse(&units, (str){many, sizeof many}, &id));
}

static void a_full_table_refuses_and_still_answers(void **state)
{
	unit_id id;
	bool refused = false;
	(void)state;
	units = units_new(arena);
	for (int i = 0; i < LIMIT_UNITS + 10; i++)
		refused = !unit_parse(&units, arena_fmt(arena, "u%dx", i), &id);
	assert_true(refused);
	assert_int_equal(unit_of("u7x"), unit_of("u7x"));
	assert_text(unit_of("u7x"), "u7x");
	refused = false;
	for (int i = 0; i < LIMIT_UNITS && !refused; i++) /* names are full; units of known names have a little room left */
		refused = unit_mul(&units, unit_of("u7x"), unit_of(arena_cstr(arena, arena_fmt(arena, "u%dx", i)))) == UNIT_OVERFLOW;
	assert_true(refused);
	assert_text(unit_div(&units, unit_of("u7x"), unit_of("u7x")), "");
}

static void a_run_adds_units_above_the_sealed_ones_and_forgets_them(void **state)
{
	(void)state;
	struct units model = units_new(arena);
	units = model;
	unit_id action = unit_of("action");
	struct units run = units_above(arena, &model), other = units_above(arena, &model);
	units = run;
	assert_int_equal(unit_of("action"), action);
	unit_id per_action = unit_div(&units, UNIT_EURO, action), person = unit_of("personne");
	assert_text(per_action, "€/action");
	assert_text(unit_mul(&units, per_action, action), "€");
	assert_int_equal(unit_mul(&units, per_action, action), UNIT_EURO);
	struct number n = number_of(3);
	assert_true(unit_convert(&units, unit_of("k€/action"), per_action, &n));
	assert_int_equal(n.num, 3000);
	assert_false(unit_parse(&units, S("a/ b"), &action));
	units = other; /* another run's units are its own */
	assert_text(unit_of("habitant"), "habitant");
	assert_int_equal(unit_of("habitant"), per_action);
	units_clear(&other);
	assert_int_equal(unit_of("logement"), per_action);
	units = run;
	assert_text(per_action, "€/action");
	assert_text(person, "personne");
}

static void what_a_cleared_run_had_worked_out_is_worked_out_again(void **state)
{
	(void)state;
	struct units model = units_new(arena);
	units = units_above(arena, &model);
	unit_id a = unit_of("a"), b = unit_of("b");
	assert_text(unit_mul(&units, a, b), "a.b");
	units_clear(&units);
	a = unit_of("x");
	b = unit_of("y");
	assert_text(unit_mul(&units, a, b), "x.y");
	assert_text(unit_div(&units, a, b), "x/y");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(units_are_read_written_and_simplified_as_by_the_reference),
		IN_ARENA(units_multiply_and_divide_as_by_the_reference),
		IN_ARENA(values_convert_between_units_as_by_the_reference),
		IN_ARENA(no_unit_differs_from_an_empty_one),
		IN_ARENA(percents_are_hundredths_where_no_unit_is_asked_for),
		IN_ARENA(conversions_are_exact),
		IN_ARENA(zero_and_nan_convert_to_themselves),
		IN_ARENA(what_is_not_a_unit_is_refused),
		IN_ARENA(a_full_table_refuses_and_still_answers),
		IN_ARENA(a_run_adds_units_above_the_sealed_ones_and_forgets_them),
		IN_ARENA(what_a_cleared_run_had_worked_out_is_worked_out_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
