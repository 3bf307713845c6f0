/* Any lines as numbers, units and dates of rules, and everything done with them: never a crash, and what must hold of them holds. */
#include "rules/date.h"
#include "rules/format.h"

#include "base/limits.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { THINGS = 12, INPUT = 4096 };

static unit_id ids[THINGS];
static struct number numbers[THINGS];
static day dates[THINGS];
static size_t id_count, number_count, date_count;

static void read_line(struct units *u, str line)
{
	if (id_count < THINGS && unit_parse(u, line, &ids[id_count])) {
		always(unit_text(u, ids[id_count]).p && unit_text(u, ids[id_count]).n <= LIMIT_UNIT_BYTES);
		id_count++;
	}
	if (number_count < THINGS && number_parse(line, &numbers[number_count]))
		number_count++;
	if (date_count < THINGS && date_parse(line, &dates[date_count])) {
		always(date_exists(dates[date_count]));
		date_count++;
	}
}

static void check_units(struct units *u, unit_id a, unit_id b)
{
	always(unit_convertible(u, a, b) == unit_convertible(u, b, a));
	unit_id product = unit_mul(u, a, b), other = unit_mul(u, b, a), quotient = unit_div(u, a, b);
	if (product != UNIT_OVERFLOW && other != UNIT_OVERFLOW)
		always(unit_convertible(u, product, other));
	if (quotient != UNIT_OVERFLOW && unit_mul(u, quotient, b) != UNIT_OVERFLOW)
		always(unit_convertible(u, unit_mul(u, quotient, b), a));
	unit_id simple = unit_simplify(u, a);
	struct number n = number_ratio(12345, 67);
	if (simple != UNIT_OVERFLOW)
		always(unit_convert(u, a, simple, &n) && unit_simplify(u, simple) == simple);
}

static void check_numbers(struct units *u, struct number a, struct number b)
{
	struct number sum = number_add(a, b), back = number_sub(sum, b);
	if (number_is_exact(sum) && number_is_exact(a) && number_is_exact(b))
		always(number_cmp(back, a) == 0);
	if (number_is_exact(a) && number_is_exact(b))
		always(number_cmp(a, b) == -number_cmp(b, a));
	(void)number_pow(a, b);
	(void)number_div_whole(a, b);
	struct out o = out_new(INPUT);
	struct value v = {.state = RULES_VALUE, .type = RULES_NUMBER, .number = number_div(a, b), .unit = id_count ? ids[0] : UNIT_NONE};
	format_value_reference(&o, u, &v);
	struct rules_value shown = value_shown(&v);
	format_value(&o, LANG_EN, u, &shown);
	number_write_shortest(&o, number_round(v.number, 2));
	always(!o.full && o.n > 0);
	out_free(&o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(1 << 24);
	struct units model = units_new(a), u = units_above(a, &model);
	str line, rest = arena_str(a, (str){(const char *)data, size < INPUT ? size : INPUT});
	id_count = number_count = date_count = 0;
	for (bool more = rest.n > 0; more;) {
		more = str_cut(rest, '\n', &line, &rest);
		read_line(&u, line);
	}
	for (size_t i = 0; i < id_count; i++)
		for (size_t k = 0; k < id_count; k++)
			check_units(&u, ids[i], ids[k]);
	for (size_t i = 0; i < number_count; i++)
		for (size_t k = 0; k < number_count; k++)
			check_numbers(&u, numbers[i], numbers[k]);
	for (size_t i = 0; i < date_count; i++)
		for (int unit = DURATION_DAYS; unit <= DURATION_CIVIL_YEARS; unit++)
			always(number_is_exact(date_difference(dates[i], dates[date_count - 1 - i], (enum duration_unit)unit)));
	arena_free(a);
	return 0;
}
