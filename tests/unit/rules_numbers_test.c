/* rules/number.c, number_text.c, date.c: exact numbers, their digits, dates and durations. The tables are what the reference implementation answers,
   written down once; where we are exact and binary floating point is not, the test says so. Row B10: exactly passes. */
#include "rules/date.h"
#include "rules/number.h"

#include "lib/in_arena.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static struct number decimal(const char *text)
{
	struct number n;
	if (!number_parse(str_of(text), &n))
		fail_msg("refused: %s", text);
	return n;
}

static void assert_is(struct number n, int64_t num, int64_t den)
{
	if (!number_is_exact(n) || number_cmp(n, number_ratio(num, den)) != 0)
		fail_msg("%.17g instead of %" PRId64 "/%" PRId64, number_to_double(n), num, den);
}

/* ---- numbers that a generator of whole numbers makes: small ones, large ones, and those at the edges ---- */
static uint64_t seed;

static uint64_t chance(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

static int64_t some_whole(void)
{
	static const int64_t edges[] = {0, 1, -1, 2, 100, INT64_MAX, -INT64_MAX, INT64_MAX - 1, INT64_C(1) << 53, (INT64_C(1) << 53) + 1, INT32_MAX};
	unsigned bits = (unsigned)(chance() % 63) + 1;
	if (chance() % 8 == 0)
		return edges[chance() % (sizeof edges / sizeof edges[0])];
	int64_t n = (int64_t)(chance() >> (64 - bits));
	return chance() % 2 ? n : -n;
}

static struct number some_number(void)
{
	int64_t den = some_whole();
	return number_ratio(some_whole(), den ? den : 1);
}

static void what_is_divided_and_multiplied_again_is_the_same(void **state)
{
	(void)state;
	seed = 20240913;
	unsigned exact = 0;
	for (unsigned i = 0; i < 100000; i++) {
		struct number a = some_number(), b = some_number();
		if (number_is_zero(b))
			continue;
		struct number q = number_div(a, b), back = number_mul(q, b), sum = number_sub(number_add(a, b), b);
		if (number_is_exact(q)) {
			exact++;
			assert_int_equal(number_cmp(back, a), 0);
		}
		if (number_is_exact(number_add(a, b)))
			assert_int_equal(number_cmp(sum, a), 0);
		assert_int_equal(number_cmp(number_mul(a, b), number_mul(b, a)), 0);
	}
	assert_true(exact > 20000);
}

static void the_order_of_exact_numbers_is_total(void **state)
{
	(void)state;
	seed = 7;
	for (unsigned i = 0; i < 100000; i++) {
		struct number a = some_number(), b = some_number(), c = some_number();
		int ab = number_cmp(a, b), bc = number_cmp(b, c), ac = number_cmp(a, c);
		assert_in_range(ab + 1, 0, 2);
		assert_int_equal(ab, -number_cmp(b, a));
		assert_int_equal(number_cmp(a, a), 0);
		if (ab <= 0 && bc <= 0)
			assert_true(ac < 0 || (ac == 0 && ab == 0 && bc == 0));
		if (number_is_exact(number_sub(a, b)))
			assert_int_equal(ab, number_cmp(number_sub(a, b), number_of(0)));
	}
}

/* |x - n/d| of the double and of its two neighbours, by exact comparison of n/d with the middles. */
static void a_double_is_the_nearest(void **state)
{
	(void)state;
	seed = 99;
	for (unsigned i = 0; i < 100000; i++) {
		struct number a = some_number();
		if (!number_is_exact(a) || a.num == 0)
			continue;
		long double exact = (long double)a.num / (long double)a.den; /* 64 bits of mantissa: 11 more than a double */
		double got = number_to_double(a);
		long double error = fabsl(exact - (long double)got), step = fabsl((long double)nextafter(got, got > 0 ? (double)INFINITY : (double)-INFINITY) - (long double)got);
		assert_true(error <= step / 2 + step / 1024);
	}
	assert_true(number_to_double(number_of(INT64_MAX)) >= 0x1p63 && number_to_double(number_of(INT64_MAX)) <= 0x1p63);
	/* 2^53 + 1 is halfway: to even. With a little more it goes up. */
	double even = number_to_double((struct number){.den = 3, .num = 3 * ((INT64_C(1) << 53) + 1)});
	double up = number_to_double((struct number){.den = 3, .num = 3 * ((INT64_C(1) << 53) + 1) + 1});
	assert_true(even <= 0x1p53 && even >= 0x1p53);
	assert_true(up >= 0x1p53 + 2 && up <= 0x1p53 + 2);
}

static void arithmetic_at_the_edges_falls_to_doubles_and_never_wraps(void **state)
{
	(void)state;
	struct number most = number_of(INT64_MAX), least = number_of(INT64_MIN);
	assert_true(number_to_double(number_add(most, most)) > 1.8e19);
	assert_true(number_to_double(number_sub(least, most)) < -1.8e19);
	assert_true(number_to_double(number_mul(most, most)) > 8e37);
	assert_true(number_to_double(number_mul(least, least)) > 8e37);
	assert_true(number_to_double(number_div(least, number_of(-1))) > 9.2e18);
	assert_true(number_to_double(number_div_whole(least, number_of(-1))) > 9.2e18);
	assert_int_equal(number_cmp(least, most), -1);
	assert_false(number_is_exact(number_ratio(INT64_MIN, 1)));
	assert_is(number_ratio(INT64_MIN, 2), INT64_MIN / 2, 1);
	assert_is(number_add(number_ratio(1, INT64_MAX), number_ratio(-1, INT64_MAX)), 0, 1);
	assert_is(number_mul(number_ratio(INT64_MAX, 7), number_ratio(7, INT64_MAX)), 1, 1);
	int64_t whole;
	assert_false(number_to_int64(number_ratio(1, 2), &whole));
	assert_false(number_to_int64(number_real(1e30), &whole));
	assert_false(number_to_int64(number_real((double)NAN), &whole));
	assert_true(number_to_int64(number_real(2), &whole) && whole == 2);
	assert_true(number_to_int64((struct number){.den = 5, .num = -10}, &whole) && whole == -2);
}

static void fifty_seven_percent_of_a_hundred_is_fifty_seven(void **state)
{
	(void)state;
	struct number share = number_div(number_mul(decimal("0.57"), number_of(100)), number_of(1));
	assert_is(share, 57, 1); /* 56.99999999999999 in binary floating point */
	assert_is(number_add(decimal("0.1"), decimal("0.2")), 3, 10);
	struct number sum = number_of(0);
	for (int i = 0; i < 12; i++)
		sum = number_add(sum, number_div(number_of(1), number_of(12)));
	assert_is(sum, 1, 1);
}

static void division_by_zero_is_infinite_or_not_a_number(void **state)
{
	(void)state;
	assert_true(isinf(number_to_double(number_div(number_of(1), number_of(0)))));
	assert_true(number_to_double(number_div(number_of(-1), number_of(0))) < 0);
	assert_true(number_is_nan(number_div(number_of(0), number_of(0))));
	assert_true(number_is_nan(number_div_whole(number_of(3), number_of(0))));
	assert_int_equal(number_cmp(number_real((double)NAN), number_of(1)), 2);
	assert_int_equal(number_cmp(number_real((double)INFINITY), number_of(INT64_MAX)), 1);
}

static void whole_division_goes_towards_zero(void **state)
{
	static const struct {
		int64_t a, b, b_den, expected;
	} facts[] = {{7, 2, 1, 3}, {-7, 2, 1, -3}, {7, -2, 1, -3}, {1, 3, 1, 0}, {-1, 3, 1, 0}, {100, 7, 1, 14}, {3, 1, 10, 30}};
	(void)state;
	for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++)
		assert_is(number_div_whole(number_of(facts[i].a), number_ratio(facts[i].b, facts[i].b_den)), facts[i].expected, 1);
	assert_true(number_to_double(number_div_whole(number_real(7.5), number_of(2))) <= 3);
}

static void powers_are_exact_while_they_fit(void **state)
{
	(void)state;
	assert_is(number_pow(number_of(2), number_of(10)), 1024, 1);
	assert_is(number_pow(number_of(-3), number_of(3)), -27, 1);
	assert_is(number_pow(decimal("1.5"), number_of(2)), 9, 4);
	assert_is(number_pow(number_of(2), number_of(-3)), 1, 8);
	assert_is(number_pow(number_of(0), number_of(0)), 1, 1);
	assert_is(number_pow(number_of(1), number_of(4000)), 1, 1);
	assert_is(number_pow(number_of(2), number_of(62)), INT64_C(1) << 62, 1);
	assert_false(number_is_exact(number_pow(number_of(2), number_of(63))));
	assert_true(number_to_double(number_pow(number_of(2), number_of(1000))) >= 0x1p1000);
	assert_true(isinf(number_to_double(number_pow(number_of(0), number_of(-1)))));
	double root = number_to_double(number_pow(number_of(9), decimal("0.5")));
	assert_true(root >= 3 && root <= 3);
	assert_true(number_is_nan(number_pow(number_of(1), number_real((double)INFINITY)))); /* as JavaScript, not as C */
	assert_true(number_is_nan(number_pow(number_of(-8), number_ratio(1, 3))));
	assert_true(isinf(number_to_double(number_pow(number_of(2), number_of(INT64_MAX)))));
}

static void rounding_goes_half_up_as_the_reference(void **state)
{
	static const struct {
		const char *written;
		int decimals;
		double expected;
	} facts[] = {
		{"2.5", 0, 3},
		{"-2.5", 0, -2},
		{"-0.5", 0, 0},
		{"0.5", 0, 1},
		{"1.005", 2, 1.01},
		{"1.015", 2, 1.02},
		{"-1.005", 2, -1},
		{"1234.5678", 2, 1234.57},
		{"1234.5678", -2, 1200},
		{"1250", -2, 1300},
		{"1350", -2, 1400},
		{"-1250", -2, -1200},
		{"0.285", 2, 0.29},
		{"33.333", 1, 33.3},
		{"10.235", 2, 10.24},
		{"0.125", 2, 0.13},
		{"999.995", 2, 1000},
		{"12345", -6, 0},
		{"500000", -6, 1000000},
		{"7", 3, 7},
		{"-7.4", 0, -7},
		{"-7.6", 0, -8},
		{"0.615", 2, 0.62},
	};
	(void)state;
	for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
		struct number n = number_round(decimal(facts[i].written), facts[i].decimals);
		double real = number_to_double(number_round(number_real(number_to_double(decimal(facts[i].written))), facts[i].decimals));
		assert_true(number_is_exact(n));
		if (fabs(number_to_double(n) - facts[i].expected) > 1e-12 || fabs(real - facts[i].expected) > 1e-12)
			fail_msg("%s to %d: %.17g, %.17g", facts[i].written, facts[i].decimals, number_to_double(n), real);
	}
	assert_is(number_round(decimal("8.575"), 2), 858, 100); /* the reference says 8.57: 8.575 has no double */
}

static void rounding_is_within_half_a_step_whatever_the_number(void **state)
{
	(void)state;
	seed = 5;
	for (unsigned i = 0; i < 100000; i++) {
		struct number n = some_number();
		int decimals = (int)(chance() % 41) - 20;
		struct number r = number_round(n, decimals);
		if (!number_is_exact(n) || !number_is_exact(r))
			continue;
		double step = pow(10, -decimals), error = number_to_double(number_sub(r, n));
		assert_true(error <= step / 2 * (1 + 1e-12) && error >= -step / 2 * (1 + 1e-12));
	}
	assert_is(number_round(number_of(INT64_MAX), 20), INT64_MAX, 1);
	assert_is(number_round(decimal("0.5"), 20), 1, 2);
	assert_is(number_round(number_of(400), -20), 0, 1);
	assert_true(number_to_double(number_round(number_of(INT64_MAX), -19)) >= 1e19); /* 9.2e18 is nearer to 10^19 than to 0 */
}

static void decimals_are_read_exactly_or_to_the_nearest_double(void **state)
{
	struct number n;
	(void)state;
	assert_is(decimal("12.50"), 25, 2);
	assert_is(decimal("-0.001"), -1, 1000);
	assert_is(decimal("000012"), 12, 1);
	assert_is(decimal("9223372036854775807"), INT64_MAX, 1);
	assert_is(decimal("1.000000000000000000000000000000000000000000000000"), 1, 1);
	assert_is(decimal("0.5000"), 1, 2);
	assert_int_equal(decimal("12.5").den, decimal("7.25").den); /* amounts meet with equal denominators */
	double third = number_to_double(decimal("0.33333333333333333333333333333333"));
	assert_true(third >= 1.0 / 3 && third <= 1.0 / 3);
	assert_true(number_to_double(decimal("123456789012345678901234567890123456789012345")) > 1.2345e44);
	assert_true(number_to_double(decimal("0.00000000000000000000000000000000000000000000000000001")) < 1e-30);
	static const char *const wrong[] = {"", "-", ".", "1.", ".5", "1,5", "1e5", "--1", "1.2.3", "+1", " 1", "1 000", "0x10"};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_false(number_parse(str_of(wrong[i]), &n));
}

static void numbers_are_written_as_javascript_writes_them(void **state)
{
	static const struct {
		double real;
		const char *text;
	} facts[] = {
		{0.1, "0.1"},
		{0.3333333333333333, "0.3333333333333333"},
		{1e+21, "1e+21"},
		{1e20, "100000000000000000000"},
		{123456789012345680000.0, "123456789012345680000"},
		{0.000001, "0.000001"},
		{1e-7, "1e-7"},
		{1.5e-10, "1.5e-10"},
		{12500.5, "12500.5"},
		{-0.25, "-0.25"},
		{1000000, "1000000"},
		{666666.6666666666, "666666.6666666666"},
		{5e-324, "5e-324"},
		{1.7976931348623157e+308, "1.7976931348623157e+308"},
		{0.30000000000000004, "0.30000000000000004"},
		{-0.0, "0"}, {(double)NAN, "NaN"}, {(double)-INFINITY, "-Infinity"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
		struct out o = out_new(100);
		number_write_shortest(&o, number_real(facts[i].real));
		assert_string_equal(arena_cstr(arena, out_text(&o)), facts[i].text);
		out_free(&o);
	}
}

static void digits_are_cut_half_away_from_zero(void **state)
{
	static const struct {
		const char *number;
		unsigned least, most;
		const char *text;
	} facts[] = {
		{"1.005", 0, 2, "1.01"},  {"-1.005", 0, 2, "-1.01"}, {"2.5", 2, 2, "2.50"},    {"999.995", 2, 2, "1000.00"}, {"0.004", 0, 2, "0"},
		{"-0.004", 0, 2, "-0"},   {"0", 2, 2, "0.00"},       {"0.05", 0, 1, "0.1"},    {"1234567.891", 0, 0, "1234568"}, {"0.5", 0, 0, "1"},
		{"99.96", 0, 1, "100"},   {"0.0999", 0, 3, "0.1"},   {"12500", 0, 2, "12500"}, {"0.49", 0, 0, "0"},          {"9223372036854775807", 0, 2, "9223372036854775807"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++)
		for (unsigned real = 0; real < 2; real++) {
			struct number n = decimal(facts[i].number);
			if (real && n.num > INT64_C(1) << 53)
				continue;
			struct out o = out_new(100);
			number_write(&o, real ? number_real(number_to_double(n)) : n, facts[i].least, facts[i].most);
			assert_string_equal(arena_cstr(arena, out_text(&o)), facts[i].text);
			out_free(&o);
		}
}

/* ---- dates ---- */

static day date_of(const char *text)
{
	day d;
	if (!date_parse(str_of(text), &d))
		fail_msg("refused: %s", text);
	return d;
}

static void durations_are_those_of_the_reference(void **state)
{
	static const struct {
		const char *from, *to;
		double lasts[6];
	} facts[] = {
		{"01/01/2024", "01/01/2024", {0, 0.03225806451612903, 0, 0.01075268817204301, 1, 1}},
		{"01/01/2024", "31/12/2024", {365, 12, 1, 4, 4, 1}},
		{"28/02/2024", "01/03/2024", {2, 0.10122358175750837, 0.005479452054794521, 0.03374119391916946, 1, 1}},
		{"29/02/2024", "28/02/2025", {365, 12.03448275862069, 0.9972602739726028, 4.011494252873564, 5, 2}},
		{"29/02/2024", "29/02/2028", {1461, 48.03448275862069, 4, 16.011494252873565, 17, 5}},
		{"01/03/2023", "29/02/2024", {365, 12, 0.9972602739726028, 4, 5, 2}},
		{"28/02/2023", "28/02/2024", {365, 12.001231527093596, 1, 4.000410509031199, 5, 2}},
		{"01/01/2023", "01/03/2024", {425, 14.03225806451613, 1.1643835616438356, 4.67741935483871, 5, 2}},
		{"15/06/2020", "15/06/2024", {1461, 48.03333333333333, 4, 16.01111111111111, 17, 5}},
		{"31/01/2024", "29/02/2024", {29, 1.032258064516129, 0.07945205479452055, 0.3440860215053763, 1, 1}},
		{"01/04/2024", "31/03/2024", {-1, 0, -0.0027397260273972603, 0, 0, 1}},
		{"31/12/2030", "01/01/2020", {-4017, -131.93548387096774, -11.005479452054795, -43.97849462365591, -42, -10}},
		{"01/01/1700", "01/01/2000", {109572, 3600.032258064516, 300, 1200.010752688172, 1201, 301}},
		{"01/01/2024", "01/01/2500", {173856, 5712.032258064516, 476, 1904.010752688172, 1905, 477}},
		{"14/07/1789", "13/09/2024", {85893, 2822.0139784946236, 235.16712328767125, 940.6713261648746, 941, 236}},
		{"01/03/1900", "01/03/2100", {73049, 2400.032258064516, 200, 800.010752688172, 801, 201}},
		{"22/08/2012", "28/09/2033", {7707, 253.25591397849462, 21.101369863013698, 84.41863799283153, 85, 22}},
		{"01/07/2000", "23/12/2032", {11863, 389.741935483871, 32.47945205479452, 129.91397849462365, 130, 33}},
		{"05/01/2011", "09/06/2019", {3077, 101.17096774193548, 8.424657534246576, 33.7236559139785, 34, 9}},
		{"28/12/2004", "28/09/2020", {5753, 189.06236559139785, 15.75068493150685, 63.02078853046595, 64, 17}},
		{"01/03/2029", "11/07/2006", {-8269, -271.64516129032256, -22.654794520547945, -90.54838709677419, -89, -23}},
		{"07/02/2029", "22/10/1996", {-11796, -387.5046082949309, -32.31780821917808, -129.16820276497697, -128, -33}},
		{"08/08/2022", "04/06/2016", {-2256, -74.09247311827956, -6.1808219178082195, -24.69749103942652, -24, -6}},
		{"04/11/2007", "01/08/2019", {4288, 140.93225806451613, 11.73972602739726, 46.97741935483871, 48, 13}},
		{"14/04/2010", "24/12/2011", {619, 20.340860215053763, 1.6958904109589041, 6.780286738351254, 7, 2}},
		{"23/01/2005", "19/03/2022", {6264, 205.90322580645162, 17.15068493150685, 68.63440860215054, 69, 18}},
		{"16/01/2012", "05/12/2011", {-42, -1.3225806451612903, -0.11506849315068493, -0.44086021505376344, 0, 0}},
		{"23/09/1996", "03/06/2034", {13767, 452.3666666666667, 37.69315068493151, 150.7888888888889, 152, 39}},
		{"01/09/2009", "10/08/2022", {4726, 155.32258064516128, 12.93972602739726, 51.774193548387096, 53, 14}},
		{"10/07/2025", "21/07/2016", {-3276, -107.61290322580646, -8.975342465753425, -35.87096774193549, -35, -9}},
		{"02/09/2029", "06/02/1998", {-11531, -378.81904761904764, -31.59178082191781, -126.27301587301588, -125, -31}},
		{"02/10/2021", "10/08/2007", {-5167, -169.70967741935485, -14.156164383561643, -56.56989247311828, -56, -14}},
		{"11/09/2028", "27/03/2024", {-1629, -53.462365591397855, -4.463013698630137, -17.82078853046595, -17, -4}},
		{"13/03/2031", "19/05/2033", {798, 26.225806451612904, 2.1835616438356165, 8.741935483870968, 10, 3}},
		{"05/09/2009", "07/10/2008", {-333, -10.907526881720429, -0.9123287671232877, -3.63584229390681, -2, -1}},
		{"26/06/2025", "26/12/2027", {913, 30.005376344086024, 2.5013698630136987, 10.001792114695341, 11, 3}},
		{"14/04/2025", "19/09/2033", {3080, 101.2, 8.432876712328767, 33.733333333333334, 34, 9}},
		{"24/07/2024", "23/11/2001", {-8279, -271.9752688172043, -22.682191780821917, -90.6584229390681, -90, -23}},
		{"13/03/2008", "09/10/2000", {-2712, -89.09677419354838, -7.4301369863013695, -29.698924731182796, -28, -8}},
		{"11/01/2032", "30/11/2015", {-5886, -193.32258064516128, -16.126027397260273, -64.44086021505376, -64, -17}},
	};
	(void)state;
	for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++)
		for (int unit = DURATION_DAYS; unit <= DURATION_CIVIL_YEARS; unit++) {
			struct number n = date_difference(date_of(facts[i].from), date_of(facts[i].to), (enum duration_unit)unit);
			assert_true(number_is_exact(n));
			if (fabs(number_to_double(n) - facts[i].lasts[unit]) > 1e-11)
				fail_msg("%s to %s in unit %d: %.15g instead of %.15g", facts[i].from, facts[i].to, unit, number_to_double(n), facts[i].lasts[unit]);
		}
}

static void dates_are_read_and_written_as_the_language_does(void **state)
{
	static const char *const same[] = {"13/09/2024", "29/02/2024", "01/01/1970", "31/12/9999", "01/01/0100", "28/02/1900", "29/02/2000"};
	static const char *const wrong[] = {"31/02/2024", "29/02/2023", "00/01/2024", "01/00/2024", "01/13/2024", "13/2024", "2024", "1/1/24",
	                                    "2024-09-13", "13/09/2024 ", "13/09/20244", "a/09/2024", "29/02/1900", "1//2024", "", "01/01/0099", "001/01/2024"};
	day d;
	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
		struct out o = out_new(100);
		date_write(&o, date_of(same[i]));
		assert_string_equal(arena_cstr(arena, out_text(&o)), same[i]);
		out_free(&o);
		assert_true(date_exists(date_of(same[i])));
	}
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		if (date_parse(str_of(wrong[i]), &d))
			fail_msg("accepted: %s", wrong[i]);
	assert_int_equal(date_of("1/9/2024").number, date_of("01/09/2024").number);
	assert_int_equal(date_of("09/2024").number, date_of("01/09/2024").number);
	assert_int_equal(date_of("01/01/1970").number, 0);
	assert_int_equal(date_of("31/12/1969").number, -1);
	assert_false(date_exists((day){date_of("31/12/9999").number + 1}));
	assert_false(date_exists((day){INT64_MIN}));
}

static void every_day_of_four_centuries_has_its_own_number(void **state)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	(void)state;
	int64_t expected = date_of("01/01/1800").number;
	for (int year = 1800; year < 2200; year++)
		for (int month = 1; month <= 12; month++) {
			bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
			for (int i = 1; i <= days[month - 1] + (month == 2 && leap); i++, expected++) {
				str text = arena_fmt(arena, "%02d/%02d/%04d", i, month, year);
				assert_int_equal(date_of(text.p).number, expected);
			}
		}
}

static void units_of_duration_are_named_in_french(void **state)
{
	enum duration_unit u;
	(void)state;
	assert_true(duration_unit_named(S("jour"), &u) && u == DURATION_DAYS);
	assert_true(duration_unit_named(S("trimestre civil"), &u) && u == DURATION_CIVIL_QUARTERS);
	assert_true(duration_unit_named(S("ann\u00e9e civile"), &u) && u == DURATION_CIVIL_YEARS);
	assert_false(duration_unit_named(S("semaine"), &u));
	assert_false(duration_unit_named(S("jours"), &u));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(what_is_divided_and_multiplied_again_is_the_same),
		IN_ARENA(the_order_of_exact_numbers_is_total),
		IN_ARENA(a_double_is_the_nearest),
		IN_ARENA(arithmetic_at_the_edges_falls_to_doubles_and_never_wraps),
		IN_ARENA(fifty_seven_percent_of_a_hundred_is_fifty_seven),
		IN_ARENA(division_by_zero_is_infinite_or_not_a_number),
		IN_ARENA(whole_division_goes_towards_zero),
		IN_ARENA(powers_are_exact_while_they_fit),
		IN_ARENA(rounding_goes_half_up_as_the_reference),
		IN_ARENA(rounding_is_within_half_a_step_whatever_the_number),
		IN_ARENA(decimals_are_read_exactly_or_to_the_nearest_double),
		IN_ARENA(numbers_are_written_as_javascript_writes_them),
		IN_ARENA(digits_are_cut_half_away_from_zero),
		IN_ARENA(durations_are_those_of_the_reference),
		IN_ARENA(dates_are_read_and_written_as_the_language_does),
		IN_ARENA(every_day_of_four_centuries_has_its_own_number),
		IN_ARENA(units_of_duration_are_named_in_french),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
