/* See cut.h. */
#include "domain/cut.h"

#include <stdlib.h>

enum { WHOLE = 10000, SPLIT_MOST = 4096 };

struct cutting {
	struct arena *a;
	const struct grid *g;
	const struct cut_wish *wish;
	size_t column, envelope;
	LIST_OF(struct cut_line) open;
};

/* ---- what may be cut ---- */

static size_t envelope_of_code(const struct grid *g, str code)
{
	for (size_t i = 0; i < g->envelopes.n; i++)
		if (str_eq(g->envelopes.at[i].code, code))
			return i;
	return SIZE_MAX;
}

static enum status find(struct cutting *t)
{
	const bool by_envelope = str_is_set(t->wish->envelope);
	t->envelope = by_envelope ? envelope_of_code(t->g, t->wish->envelope) : SIZE_MAX;
	t->column = by_envelope ? SIZE_MAX : grid_column_of(t->g, t->wish->column);
	if ((by_envelope ? t->envelope : t->column) == SIZE_MAX || (t->wish->row.v && grid_row_of(t->g, t->wish->row) == SIZE_MAX))
		return NOT_FOUND;
	return t->wish->amount < 0 || (t->wish->share && t->wish->amount > WHOLE) ? INVALID : OK;
}

static bool is_meant(const struct cutting *t, size_t row, size_t column)
{
	const struct grid_row *r = &t->g->rows.at[row];
	if (!r->counts || r->cells[column].amount.cents <= 0 || (t->wish->row.v && r->id.v != t->wish->row.v))
		return false;
	return t->envelope == SIZE_MAX ? column == t->column : grid_envelope_of(t->g, row, column) == t->envelope;
}

static void read_amounts(struct cutting *t, struct cut *cut)
{
	for (size_t r = 0; r < t->g->rows.n; r++)
		for (size_t c = 0; c < t->g->columns.n; c++) {
			if (!is_meant(t, r, c))
				continue;
			const struct grid_cell *cell = &t->g->rows.at[r].cells[c];
			cut->there = money_add(cut->there, cell->amount);
			if (cell->locked)
				cut->locked = money_add(cut->locked, cell->amount);
			else
				*LIST_ADD(t->a, &t->open) = (struct cut_line){r, c, cell->amount, cell->amount};
		}
}

/* ---- how ---- */

/* In whole euros when every figure is: nobody wants 1 234,57 € for the sake of a rule of three. */
static bool in_euros(const struct cutting *t, money target)
{
	for (size_t i = 0; i < t->open.n; i++)
		if (t->open.at[i].before.cents % 100)
			return false;
	return target.cents % 100 == 0;
}

static enum status proportionally(struct cutting *t, money target)
{
	if (t->open.n > SPLIT_MOST)
		return INVALID;
	const int64_t unit = in_euros(t, target) ? 100 : 1;
	int64_t *weights = ARENA_ARRAY(t->a, t->open.n + 1, int64_t);
	money *parts = ARENA_ARRAY(t->a, t->open.n + 1, money);
	for (size_t i = 0; i < t->open.n; i++)
		weights[i] = t->open.at[i].before.cents / unit;
	money_split((money){target.cents / unit}, weights, t->open.n, parts);
	for (size_t i = 0; i < t->open.n; i++)
		t->open.at[i].after.cents -= parts[i].cents * unit;
	return OK;
}

static int by_score(const void *x, const void *y, void *context)
{
	const struct cutting *t = context;
	const size_t i = *(const size_t *)x, k = *(const size_t *)y;
	const opt_int a = t->g->rows.at[t->open.at[i].row].score_milli, b = t->g->rows.at[t->open.at[k].row].score_milli;
	const int64_t of_a = a.set ? a.value : -1, of_b = b.set ? b.value : -1;
	if (of_a != of_b)
		return of_a < of_b ? -1 : 1;
	return i > k ? -1 : i < k; /* of equal marks the last of the table first */
}

static void from_the_lowest(struct cutting *t, money target)
{
	size_t *order = ARENA_ARRAY(t->a, t->open.n + 1, size_t);
	for (size_t i = 0; i < t->open.n; i++)
		order[i] = i;
	qsort_r(order, t->open.n, sizeof *order, by_score, t);
	for (size_t i = 0; i < t->open.n && target.cents > 0; i++) {
		struct cut_line *line = &t->open.at[order[i]];
		const int64_t taken = line->before.cents < target.cents ? line->before.cents : target.cents;
		line->after.cents -= taken;
		target.cents -= taken;
	}
}

enum status cut_plan(struct arena *a, const struct grid *g, const struct cut_wish *wish, struct cut *cut)
{
	struct cutting t = {.a = a, .g = g, .wish = wish};
	*cut = (struct cut){0};
	enum status s = find(&t);
	if (s != OK)
		return s;
	read_amounts(&t, cut);
	const int64_t share = cut->there.cents / WHOLE * wish->amount + cut->there.cents % WHOLE * wish->amount / WHOLE;
	cut->asked = (money){wish->share ? share - (in_euros(&t, MONEY_ZERO) ? share % 100 : 0) : wish->amount};
	const money open = money_subtract(cut->there, cut->locked);
	cut->done = money_compare(cut->asked, open) > 0 ? open : cut->asked;
	if (!cut->done.cents)
		return OK;
	if (wish->mode == CUT_BY_SCORE)
		from_the_lowest(&t, cut->done);
	else
		s = proportionally(&t, cut->done);
	for (size_t i = 0; s == OK && i < t.open.n; i++)
		if (t.open.at[i].after.cents != t.open.at[i].before.cents)
			*LIST_ADD(a, &cut->lines) = t.open.at[i];
	return s;
}

struct grid *cut_applied(struct arena *a, const struct grid *g, const struct cut *cut)
{
	struct grid *copy = grid_copy(a, g);
	for (size_t i = 0; i < cut->lines.n; i++) {
		const struct cut_line *line = &cut->lines.at[i];
		struct grid_cell *cell = &copy->rows.at[line->row].cells[line->column];
		const opt_money after = {true, line->after};
		if (cell->stage == CELL_VOTED)
			cell->voted = after;
		else if (cell->stage == CELL_PROPOSED)
			cell->proposed = after;
		else
			cell->hoped = after;
	}
	grid_compute(a, copy);
	return copy;
}

/* ---- what could be done ---- */

static bool is_cut(const struct cut *cut, size_t row, size_t column)
{
	for (size_t i = 0; i < cut->lines.n; i++)
		if (cut->lines.at[i].row == row && cut->lines.at[i].column == column)
			return true;
	return false;
}

static void bound_by(struct cut_raise *raise, int64_t cents, enum cut_bound bound)
{
	if (cents >= raise->by.cents)
		return;
	raise->by.cents = cents > 0 ? cents : 0;
	raise->bound = bound;
}

/* How much more that funder could give: up to its ceiling, or to what it was asked when no rule says one, within its envelope. */
static struct cut_raise raise_of(const struct grid *g, size_t row, size_t column, money gap)
{
	const struct grid_cell *cell = &g->rows.at[row].cells[column];
	const int64_t asked = cell->asked.set ? cell->asked.value.cents : 0;
	const size_t envelope = grid_envelope_of(g, row, column);
	struct cut_raise raise = {.column = column, .by = gap, .bound = CUT_BOUND_NEED};
	if (cell->rule.maximum.set)
		bound_by(&raise, cell->rule.maximum.value.cents - cell->amount.cents, CUT_BOUND_CEILING);
	else
		bound_by(&raise, asked - cell->amount.cents, CUT_BOUND_ASKED);
	if (envelope != SIZE_MAX && g->envelopes.at[envelope].left.set)
		bound_by(&raise, g->envelopes.at[envelope].left.value.cents, CUT_BOUND_ENVELOPE);
	raise.beyond_asked = cell->amount.cents + raise.by.cents > asked;
	return raise;
}

static int most_first(const void *x, const void *y)
{
	const struct cut_raise *a = x, *b = y;
	if (a->by.cents != b->by.cents)
		return a->by.cents > b->by.cents ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

void cut_options(struct arena *a, const struct grid *before, const struct grid *after, const struct cut *cut, struct cut_rows *rows)
{
	*rows = (struct cut_rows){0};
	for (size_t r = 0; r < after->rows.n; r++) {
		const struct grid_row *row = &after->rows.at[r];
		if (!row->counts || row->gap.cents <= 0 || row->gap.cents <= before->rows.at[r].gap.cents)
			continue;
		struct cut_row *to = LIST_ADD(a, rows);
		*to = (struct cut_row){.row = r, .gap = row->gap, .cost = money_subtract(row->cost, row->gap)};
		for (size_t c = 0; c < after->columns.n; c++) {
			const struct grid_cell *cell = &row->cells[c];
			if (after->columns.at[c].own_funds || after->columns.at[c].valued)
				continue;
			to->freed = money_add(to->freed, cell->amount);
			if (is_cut(cut, r, c) || cell->locked || cell->refused || cell->rule.refuses)
				continue;
			const struct cut_raise raise = raise_of(after, r, c, row->gap);
			if (raise.by.cents > 0)
				*LIST_ADD(a, &to->raises) = raise;
			to->closes = to->closes || raise.by.cents >= row->gap.cents;
		}
		if (to->raises.n)
			qsort(to->raises.at, to->raises.n, sizeof *to->raises.at, most_first);
	}
}

void cut_ceilings(struct arena *a, const struct grid *before, const struct grid *after, struct cut_moves *moves)
{
	*moves = (struct cut_moves){0};
	for (size_t r = 0; r < after->rows.n; r++)
		for (size_t c = 0; c < after->columns.n; c++) {
			const struct grid_cell *was = &before->rows.at[r].cells[c], *is = &after->rows.at[r].cells[c];
			const bool lower = is->rule.maximum.set && (!was->rule.maximum.set || money_compare(is->rule.maximum.value, was->rule.maximum.value) < 0);
			const bool breaks = is->amount.cents > 0 && ((is->rule.refuses && !was->rule.refuses) || (is->rule.over.set && !was->rule.over.set));
			if (lower || breaks)
				*LIST_ADD(a, moves) = (struct cut_moved){r, c, was->rule.maximum, is->rule.maximum, breaks};
		}
}
