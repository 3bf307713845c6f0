/* What could explain that a printed total is not the sum: one line left out or counted twice, a wrong sign, a value in the neighbouring column, digits
   swapped, a zero too many. The first explanation that fits exactly is said, with the line it points to; it stays a supposition. */
#include "domain/reconcile_parts.h"

enum { PAIRS_MAX = 1500 };

static const struct line *line_of(const struct work *w, const struct gap *g, size_t i)
{
	return &w->g->lines.at[g->lines[i]];
}

static int64_t missing(const struct gap *g)
{
	return micro_add(g->printed, -g->computed);
}

static bool value_in(const struct work *w, const struct gap *g, size_t i, int64_t *v)
{
	return work_amount(w, line_of(w, g, i), g->column, v) && *v != 0;
}

static void say(struct work *w, const struct gap *g, enum word word, const struct line *l)
{
	const struct reconcile_column *c = &work_block(w)->columns.at[g->column];
	NOTE(w->g, SEVERITY_INFORMATION, l->number, (int64_t)c->index, word, ARG("label", l->label), ARG("line", (int64_t)l->number), figure_arg(w->g->arena, "gap", c, missing(g)));
}

/* factor times the line's value is the gap. */
static bool one_line(struct work *w, const struct gap *g, int64_t numerator, int64_t denominator, enum word word)
{
	int64_t gap = missing(g), v;
	for (size_t i = 0; i < g->count; i++)
		if (value_in(w, g, i, &v) && (__int128)v * numerator == (__int128)gap * denominator) {
			say(w, g, word, line_of(w, g, i));
			return true;
		}
	return false;
}

/* Another total of the same row is off by as much the other way: a value stands in the wrong column. */
static bool wrong_column(struct work *w, const struct gap *gaps, size_t count, size_t which)
{
	const struct gap *g = &gaps[which];
	int64_t gap = missing(g), v;
	for (size_t other = 0; other < count; other++) {
		if (other == which || missing(&gaps[other]) != -gap)
			continue;
		for (size_t i = 0; i < g->count; i++) {
			const struct line *l = line_of(w, g, i);
			bool here = work_amount(w, l, g->column, &v) && v == -gap, there = work_amount(w, l, gaps[other].column, &v) && v == gap;
			if (!here && !there)
				continue;
			NOTE(w->g, SEVERITY_INFORMATION, l->number, (int64_t)work_block(w)->columns.at[here ? g->column : gaps[other].column].index, W_reconcile_because_wrong_column, ARG("label", l->label),
			     ARG("column", work_block(w)->columns.at[g->column].label), ARG("other", work_block(w)->columns.at[gaps[other].column].label),
			     figure_arg(w->g->arena, "gap", &work_block(w)->columns.at[g->column], gap));
			return true;
		}
	}
	return false;
}

/* The gap is a line just outside the range: counted in, or left to, the neighbouring section. */
static bool neighbour_line(struct work *w, const struct gap *g)
{
	int64_t gap = missing(g), v;
	if (!g->count || gap <= 0)
		return false;
	for (size_t i = w->first; i < w->end; i++) {
		const struct line *l = &w->g->lines.at[i];
		bool outside = i < g->lines[0] || i > g->lines[g->count - 1];
		if (l->kind == LINE_DATA && outside && i != g->total_line && work_amount(w, l, g->column, &v) && v == gap) {
			say(w, g, W_reconcile_because_neighbour, l);
			return true;
		}
	}
	return false;
}

/* Two neighbouring digits of `value` swapped give `other`. */
static bool swapped_digits(int64_t value, int64_t other)
{
	int64_t cents = value / MICRO_PER_CENT, wanted = other / MICRO_PER_CENT;
	if (cents < 0 || wanted < 0)
		return false;
	for (int64_t unit = 1; unit <= cents / 10 && unit < INT64_C(1000000000000); unit *= 10) {
		int64_t low = cents / unit % 10, high = cents / (unit * 10) % 10;
		if (low != high && cents + (low - high) * unit * 9 == wanted)
			return true;
	}
	return false;
}

static bool swapped(struct work *w, const struct gap *g)
{
	const struct line *total = &w->g->lines.at[g->total_line];
	int64_t gap = missing(g), v;
	if (gap % (9 * MICRO_PER_CENT) != 0)
		return false;
	if (swapped_digits(g->computed, g->printed)) {
		say(w, g, W_reconcile_because_swapped_total, total);
		return true;
	}
	for (size_t i = 0; i < g->count; i++)
		if (value_in(w, g, i, &v) && swapped_digits(v, micro_add(v, gap))) {
			say(w, g, W_reconcile_because_swapped, line_of(w, g, i));
			return true;
		}
	return false;
}

static bool two_lines(struct work *w, const struct gap *g)
{
	int64_t gap = missing(g), x, y;
	if (g->count > PAIRS_MAX || gap >= 0)
		return false;
	for (size_t i = 0; i < g->count; i++)
		for (size_t k = i + 1; value_in(w, g, i, &x) && k < g->count; k++)
			if (value_in(w, g, k, &y) && micro_add(x, y) == -gap) {
				const struct reconcile_column *c = &work_block(w)->columns.at[g->column];
				NOTE(w->g, SEVERITY_INFORMATION, line_of(w, g, i)->number, (int64_t)c->index, W_reconcile_because_two, ARG("label", line_of(w, g, i)->label), ARG("other", line_of(w, g, k)->label),
				     ARG("line", (int64_t)line_of(w, g, k)->number));
				return true;
			}
	return false;
}

void gap_explain(struct work *w, const struct gap *gaps, size_t count, size_t which)
{
	const struct gap *g = &gaps[which];
	if (wrong_column(w, gaps, count, which) || one_line(w, g, -1, 1, W_reconcile_because_left_out) || one_line(w, g, 1, 1, W_reconcile_because_twice) || neighbour_line(w, g))
		return;
	if (one_line(w, g, -2, 1, W_reconcile_because_sign) || swapped(w, g))
		return;
	if (one_line(w, g, 9, 1, W_reconcile_because_zero) || one_line(w, g, -9, 10, W_reconcile_because_zero) || two_lines(w, g))
		return;
	if (missing(g) > 0)
		say(w, g, W_reconcile_because_missing, &w->g->lines.at[g->total_line]);
}

str label_beside(const struct work *w, const struct line *l, size_t column)
{
	for (size_t c = work_block(w)->columns.at[column].index + 1; c-- > 0;) {
		const struct value *v = work_value(w, l, c);
		if (v->kind == VALUE_TEXT && total_word_of(v->text, v->fold) != TOTAL_NONE)
			return v->text;
	}
	return l->label;
}
