/* Operations on two values in every case that the language knows: units that differ, percents, texts, dates, truths used as numbers, what is not applicable.
   The frequent cases are decided in evaluate_quick.c before it calls this. A value that an operation cannot use becomes what the reference makes of it:
   nothing is 0, yes is 1, a text is no number. */
#include "rules/date.h"
#include "rules/run.h"

#include <math.h>
#include <string.h>

enum { DATE_BYTES = 10, DAY_MS = 24 * 3600 * 1000 };

/* ---- what a value is to an operation ---- */

static struct number as_number(const struct answer *a)
{
	struct number n = number_of(0);
	if (a->state != RULES_VALUE)
		return a->state == RULES_NOT_DEFINED ? number_real((double)NAN) : n;
	if (a->type == RULES_NUMBER)
		return a->number;
	if (a->type == RULES_BOOLEAN)
		return number_of(a->truth);
	if (a->type == RULES_TEXT && (str_trim(a->text).n == 0 || number_parse(str_trim(a->text), &n)))
		return n;
	return number_real((double)NAN);
}

/* 13/09/2024, as a date or as a text; a text that has this form and is no date fails. */
static bool as_date(struct rules_run *run, const struct answer *a, day *d)
{
	if (a->state != RULES_VALUE)
		return false;
	if (a->type == RULES_DATE) {
		*d = a->date;
		return true;
	}
	if (a->type != RULES_TEXT || a->text.n != DATE_BYTES)
		return false;
	for (size_t i = 0; i < DATE_BYTES; i++)
		if ((i == 2 || i == 5) ? a->text.p[i] != '/' : a->text.p[i] < '0' || a->text.p[i] > '9')
			return false;
	if (!date_parse(a->text, d)) {
		run_fail_about(run, W_rules_evaluate_not_a_date, "text", a->text);
		return false;
	}
	return true;
}

static str text_of(struct rules_run *run, const struct answer *a)
{
	if (a->state == RULES_VALUE && a->type == RULES_TEXT)
		return a->text;
	char room[64];
	struct out o = {.bytes = room, .room = sizeof room, .max = sizeof room};
	if (a->state == RULES_VALUE && a->type == RULES_DATE)
		date_write(&o, a->date);
	else if (answer_is_number(a))
		number_write_shortest(&o, a->number);
	else
		out_str(&o, a->state == RULES_NOT_APPLICABLE ? S("null") : a->truth ? S("true") : S("false"));
	return run_text(run->scratch, o.bytes, o.n);
}

static bool is_truthy(const struct answer *a)
{
	if (a->state != RULES_VALUE)
		return false;
	if (a->type == RULES_BOOLEAN)
		return a->truth;
	if (a->type == RULES_NUMBER)
		return !number_is_zero(a->number) && !number_is_nan(a->number);
	return a->type == RULES_DATE || a->text.n > 0;
}

static bool is_text(const struct answer *a)
{
	return a->state == RULES_VALUE && (a->type == RULES_TEXT || a->type == RULES_DATE);
}

/* ---- comparing ---- */

/* Strictly: a number is never equal to a text. Not applicable counts as no. */
static bool equal(const struct answer *a, const struct answer *b)
{
	bool no_a = a->state == RULES_NOT_APPLICABLE || answer_is(a, false), no_b = b->state == RULES_NOT_APPLICABLE || answer_is(b, false);
	if (no_a || no_b)
		return no_a && no_b;
	if (a->type != b->type)
		return false; /* two dates came here as numbers */
	if (a->type == RULES_NUMBER)
		return number_cmp(a->number, b->number) == 0;
	if (a->type == RULES_BOOLEAN)
		return a->truth == b->truth;
	return str_eq(a->text, b->text);
}

static bool compare(struct rules_run *run, enum operation op, const struct answer *a, const struct answer *b)
{
	if (op == OP_EQ || op == OP_NE)
		return equal(a, b) == (op == OP_EQ);
	if (is_text(a) && is_text(b)) {
		int order = str_cmp(text_of(run, a), text_of(run, b));
		return order_holds(op, (order > 0) - (order < 0));
	}
	return order_holds(op, number_cmp(as_number(a), as_number(b)));
}

/* ---- computing ---- */

static void plus_text(struct rules_run *run, const struct answer *a, const struct answer *b, struct answer *out)
{
	str left = text_of(run, a), right = text_of(run, b);
	char *both = run_room(run->scratch, left.n + right.n);
	if (!both) {
		(void)answer_state(out, RULES_NOT_DEFINED, 0);
		return;
	}
	memcpy(both, left.p, left.n);
	memcpy(both + left.n, right.p, right.n);
	*out = (struct answer){.state = RULES_VALUE, .type = RULES_TEXT, .text = {both, left.n + right.n}};
}

static struct number computed(enum operation op, struct number a, struct number b)
{
	switch (op) {
	case OP_MUL:
		return number_mul(a, b);
	case OP_DIV:
		return number_div(a, b);
	case OP_DIV_WHOLE:
		return number_div_whole(a, b);
	case OP_POW:
		return number_pow(a, b);
	case OP_ADD:
		return number_add(a, b);
	case OP_SUB:
		return number_sub(a, b);
	case OP_LT:
	case OP_LE:
	case OP_GT:
	case OP_GE:
	case OP_EQ:
	case OP_NE:
	case OP_AND:
	case OP_OR:
		break;
	}
	return number_real((double)NAN);
}

/* `et` and `ou` give the side that decided, whatever it is; nothing counts as no. */
static void choose(enum operation op, const struct answer *a, const struct answer *b, struct answer *out)
{
	const struct answer *chosen = is_truthy(a) == (op == OP_AND) ? b : a;
	if (chosen->state == RULES_NOT_APPLICABLE)
		(void)answer_truth(out, false, 0);
	else
		(void)answer_copy(out, chosen);
	out->unit = UNIT_NONE;
	out->has_unit = false;
	out->missing = 0;
}

static bool is_comparison(enum operation op)
{
	return op >= OP_LT && op <= OP_NE;
}

/* Two dates are two numbers of milliseconds, whatever is done with them. */
static bool are_dates(struct rules_run *run, struct answer *a, struct answer *b)
{
	day from, to;
	if (!is_text(a) || !is_text(b) || !as_date(run, a, &from) || !as_date(run, b, &to))
		return false;
	*a = (struct answer){.state = RULES_VALUE, .type = RULES_NUMBER, .number = number_of(from.number * DAY_MS)};
	*b = (struct answer){.state = RULES_VALUE, .type = RULES_NUMBER, .number = number_of(to.number * DAY_MS)};
	return true;
}

/* The bare operation, on values in one unit. */
static void operate(struct rules_run *run, enum operation op, struct answer *a, struct answer *b, struct answer *out)
{
	(void)are_dates(run, a, b);
	if (is_comparison(op)) {
		(void)answer_truth(out, compare(run, op, a, b), 0);
	} else if (op == OP_AND || op == OP_OR) {
		choose(op, a, b, out);
	} else if (op == OP_ADD && (is_text(a) || is_text(b))) {
		plus_text(run, a, b, out);
	} else {
		struct number n = computed(op, as_number(a), as_number(b));
		*out = (struct answer){.state = RULES_VALUE, .type = RULES_NUMBER, .number = n};
	}
}

/* ---- units ---- */

static void convert(struct rules_run *run, struct answer *a, unit_id to)
{
	if (a->unit && a->unit != to && answer_is_number(a) && !unit_convert(&run->scratch->units, a->unit, to, &a->number))
		return; /* not of one kind: the reference warns and goes on with the values as they are */
	a->unit = to;
	a->has_unit = true;
}

static void without_one_percent(struct rules_run *run, unit_id unit, struct answer *out)
{
	out->unit = unit_div(&run->scratch->units, unit, UNIT_PERCENT);
	out->has_unit = true;
}

/* `a * b` where the unit has percents: 50 € * 10 % is 5 €. */
static void times_percent(struct rules_run *run, unit_id unit, struct answer *out)
{
	if (answer_is_number(out))
		out->number = number_div(out->number, number_of(100));
	without_one_percent(run, unit, out);
}

/* `a + 10 %` is a * (1 + 10 %). */
static void plus_percent(struct rules_run *run, enum operation op, const struct answer *a, const struct answer *b, struct answer *out)
{
	bool numbers = answer_is_number(a) && answer_is_number(b);
	unit_id unit = unit_mul(&run->scratch->units, a->unit, b->unit);
	if (numbers) {
		struct number share = number_div(b->number, number_of(100));
		struct number factor = computed(op, number_of(1), share), n = number_mul(a->number, factor);
		*out = (struct answer){.state = RULES_VALUE, .type = RULES_NUMBER, .number = n};
	}
	without_one_percent(run, unit, out);
}

static bool is_percent(const struct units *units, unit_id unit)
{
	return unit == UNIT_PERCENT || (unit > UNIT_YEAR && unit_reads(units, unit, S("%")));
}

static void give_unit(struct rules_run *run, enum operation op, unit_id left, unit_id right, struct answer *out)
{
	struct units *units = &run->scratch->units;
	if (op == OP_MUL)
		out->unit = unit_mul(units, left, right);
	else if (op == OP_DIV)
		out->unit = unit_div(units, left, right);
	else if (op == OP_DIV_WHOLE)
		out->unit = left && right ? UNIT_NONE : left ? left : right;
	else if (op == OP_ADD || op == OP_SUB)
		out->unit = left ? left : right;
	else
		return;
	out->has_unit = true;
}

/* `right` may be `out`. What is missing is the caller's. */
void run_operation(struct rules_run *run, enum operation op, const struct answer *left, const struct answer *right, struct answer *out)
{
	const struct units *units = &run->scratch->units;
	struct answer a = *left, b = *right;
	bool defined = a.state != RULES_NOT_DEFINED && b.state != RULES_NOT_DEFINED;
	bool with_percent = (op == OP_ADD || op == OP_SUB) && is_percent(units, b.unit) && !is_percent(units, a.unit);
	bool same_unit = op != OP_MUL && op != OP_DIV && op != OP_DIV_WHOLE && !with_percent;
	if (defined && same_unit && a.unit && b.has_unit)
		convert(run, &b, a.unit);
	else if (defined && same_unit && b.unit)
		convert(run, &a, b.unit);
	if (defined)
		operate(run, op, &a, &b, out);
	else
		(void)answer_state(out, RULES_NOT_DEFINED, 0);
	if (with_percent) {
		plus_percent(run, op, &a, &b, out);
		return;
	}
	give_unit(run, op, a.unit, b.unit, out);
	if (op == OP_MUL && unit_has_percent(units, out->unit))
		times_percent(run, out->unit, out);
}
