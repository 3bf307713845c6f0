/* Reading amounts as people write them. */
#include "domain/amount.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct row {
	const char *text;
	enum amount_reading reading;
	int64_t cents;
	enum amount_unit unit;
} rows[] = {
	{"12 345,67 €", AMOUNT_CERTAIN, 1234567, AMOUNT_EURO},
	{"1000€", AMOUNT_CERTAIN, 100000, AMOUNT_EURO},
	{"1 000,50", AMOUNT_CERTAIN, 100050, AMOUNT_PLAIN},
	{"12\xc2\xa0" "345\xc2\xa0€", AMOUNT_CERTAIN, 1234500, AMOUNT_EURO},
	{"12\xe2\x80\xaf" "345 €", AMOUNT_CERTAIN, 1234500, AMOUNT_EURO},
	{"12\xe2\x80\x89" "345 €", AMOUNT_CERTAIN, 1234500, AMOUNT_EURO},
	{"12.345,67", AMOUNT_CERTAIN, 1234567, AMOUNT_PLAIN},
	{"1.234.567", AMOUNT_CERTAIN, 123456700, AMOUNT_PLAIN},
	{"12,345.67", AMOUNT_CERTAIN, 1234567, AMOUNT_PLAIN},
	{"(1 200)", AMOUNT_CERTAIN, -120000, AMOUNT_PLAIN},
	{"(1 200 €)", AMOUNT_CERTAIN, -120000, AMOUNT_EURO},
	{"-1 200", AMOUNT_CERTAIN, -120000, AMOUNT_PLAIN},
	{"\xe2\x88\x92" "1 200", AMOUNT_CERTAIN, -120000, AMOUNT_PLAIN},
	{"- 1 200 €", AMOUNT_CERTAIN, -120000, AMOUNT_EURO},
	{"1 200-", AMOUNT_CERTAIN, -120000, AMOUNT_PLAIN},
	{"1 200 euros", AMOUNT_CERTAIN, 120000, AMOUNT_EURO},
	{"1 200 EUR", AMOUNT_CERTAIN, 120000, AMOUNT_EURO},
	{"€12,345.50", AMOUNT_CERTAIN, 1234550, AMOUNT_EURO},
	{"1,5 k€", AMOUNT_CERTAIN, 150000, AMOUNT_EURO},
	{"1,250 M€", AMOUNT_CERTAIN, 125000000, AMOUNT_EURO},
	{"2 millions d’euros", AMOUNT_CERTAIN, 200000000, AMOUNT_EURO},
	{"1'234'567.80", AMOUNT_CERTAIN, 123456780, AMOUNT_PLAIN},
	{"1’234", AMOUNT_CERTAIN, 123400, AMOUNT_PLAIN},
	{"1.234", AMOUNT_AMBIGUOUS, 123400, AMOUNT_PLAIN},
	{"1,234", AMOUNT_AMBIGUOUS, 123400, AMOUNT_PLAIN},
	{"0,125", AMOUNT_CERTAIN, 13, AMOUNT_PLAIN},
	{"1234,567", AMOUNT_CERTAIN, 123457, AMOUNT_PLAIN},
	{",50", AMOUNT_CERTAIN, 50, AMOUNT_PLAIN},
	{"19 %", AMOUNT_CERTAIN, 1900, AMOUNT_PERCENT},
	{"19,5%", AMOUNT_CERTAIN, 1950, AMOUNT_PERCENT},
	{"2413 habitants", AMOUNT_CERTAIN, 241300, AMOUNT_COUNT},
	{"12 BÉNÉFICIAIRES", AMOUNT_CERTAIN, 1200, AMOUNT_COUNT},
	{"12 000 €*", AMOUNT_CERTAIN, 1200000, AMOUNT_EURO},
	{"12 000 € (1)", AMOUNT_CERTAIN, 1200000, AMOUNT_EURO},
	{"12 000 E", AMOUNT_CERTAIN, 1200000, AMOUNT_EURO},
	{"0", AMOUNT_CERTAIN, 0, AMOUNT_PLAIN},
	{"  7 ", AMOUNT_CERTAIN, 700, AMOUNT_PLAIN},
	{"12 34", AMOUNT_NONE, 0, AMOUNT_PLAIN},
	{"10 rue Pasteur", AMOUNT_NONE, 0, AMOUNT_PLAIN},
	{"12/05/2024", AMOUNT_NONE, 0, AMOUNT_PLAIN},
	{"12.05.2024", AMOUNT_NONE, 0, AMOUNT_PLAIN},
	{"2024-05-12", AMOUNT_NONE, 0, AMOUNT_PLAIN},
	{"1.2.1", AMOUNT_NONE, 0, AMOUNT_PLAIN},
	{"QP062007", AMOUNT_NONE, 0, AMOUNT_PLAIN},
	{"-", AMOUNT_NONE, 0, AMOUNT_PLAIN},
	{"€", AMOUNT_NONE, 0, AMOUNT_PLAIN},
	{"", AMOUNT_NONE, 0, AMOUNT_PLAIN},
	{"(1 200", AMOUNT_NONE, 0, AMOUNT_PLAIN},
	{"99999999999999999999", AMOUNT_NONE, 0, AMOUNT_PLAIN},
	{"900000 M€", AMOUNT_NONE, 0, AMOUNT_PLAIN},
	{"1 234.567.89", AMOUNT_NONE, 0, AMOUNT_PLAIN},
};

static void every_way_of_writing_an_amount_gives_its_exact_cents(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct amount got = amount_read(str_of(rows[i].text), HABIT_UNKNOWN);
		if (got.reading != rows[i].reading || (got.reading != AMOUNT_NONE && (amount_money(got.micro).cents != rows[i].cents || got.unit != rows[i].unit)))
			fail_msg("\"%s\": reading %d, %lld micro, unit %d", rows[i].text, (int)got.reading, (long long)got.micro, (int)got.unit);
	}
}

static void the_rest_of_the_column_settles_an_ambiguous_amount(void **state)
{
	(void)state;
	struct amount_vote vote = {0};
	struct amount clear = amount_read(S("12,50"), HABIT_UNKNOWN);
	amount_vote_add(&vote, &clear);
	enum amount_habit habit = amount_vote_result(&vote);
	assert_int_equal(habit, HABIT_COMMA_DECIMAL);
	struct amount point = amount_read(S("1.234"), habit), comma = amount_read(S("1,234"), habit);
	assert_int_equal(point.reading, AMOUNT_CERTAIN);
	assert_int_equal(point.micro, 1234 * MICRO);
	assert_int_equal(comma.micro, 1234000);
	assert_int_equal(amount_read(S("1.234"), HABIT_POINT_DECIMAL).micro, 1234000);
	assert_int_equal(amount_read(S("1,234"), HABIT_POINT_DECIMAL).micro, 1234 * MICRO);
}

static void a_cell_of_named_amounts_is_split_into_each_of_them(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct amount_items items;
	assert_true(amount_items_read(a, S("Coût total = 47 500 € Ville = 5 000 € Maisons et Cités= 19 334 € SIA HABITAT = 6 583 €"), HABIT_UNKNOWN, &items));
	assert_int_equal(items.list.n, 4);
	assert_true(str_eq(items.list.at[0].label, S("Coût total")));
	assert_true(str_eq(items.list.at[2].label, S("Maisons et Cités")));
	assert_int_equal(items.list.at[2].amount.micro, 19334 * MICRO);
	assert_true(amount_items_read(a, S("ANCT : 500 € / CAF : 200 €"), HABIT_UNKNOWN, &items));
	assert_int_equal(items.list.n, 2);
	assert_false(amount_items_read(a, S("Horaires : 14 h"), HABIT_UNKNOWN, &items));
	assert_false(amount_items_read(a, S("Le coût est = 12 € par personne"), HABIT_UNKNOWN, &items));
	assert_false(amount_items_read(a, S("12 000 €"), HABIT_UNKNOWN, &items));
	assert_false(amount_items_read(a, S(""), HABIT_UNKNOWN, &items));
	arena_free(a);
}

static void a_sum_beyond_the_largest_number_stays_at_the_end_instead_of_wrapping(void **state)
{
	(void)state;
	assert_true(micro_add(INT64_MAX, 5) == INT64_MAX);
	assert_true(micro_add(-INT64_MAX, -5) == -INT64_MAX);
	assert_true(micro_add(2, 3) == 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_way_of_writing_an_amount_gives_its_exact_cents),
		cmocka_unit_test(the_rest_of_the_column_settles_an_ambiguous_amount),
		cmocka_unit_test(a_cell_of_named_amounts_is_split_into_each_of_them),
		cmocka_unit_test(a_sum_beyond_the_largest_number_stays_at_the_end_instead_of_wrapping),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
