/* Sums side by side. See grid_compare.h. Actions are found again by their number, funders by the code of their column: a scenario may have columns that another has not. */
#include "domain/grid_compare.h"

#include <stdlib.h>

struct comparing {
	struct arena *a;
	const struct grid *const *grids;
	struct grid_comparison *c;
};

static bool is_given(const struct grid_column *column)
{
	return !column->own_funds && !column->valued;
}

money grid_row_given(const struct grid *g, const struct grid_row *row)
{
	money sum = MONEY_ZERO;
	for (size_t i = 0; row->counts && i < g->columns.n; i++)
		if (is_given(&g->columns.at[i]))
			sum = money_add(sum, row->cells[i].amount);
	return sum;
}

static struct compared_line *line_of(struct comparing *t, struct compared_lines *lines, str code, str label)
{
	for (size_t i = 0; i < lines->n; i++)
		if (str_eq(lines->at[i].code, code))
			return &lines->at[i];
	struct compared_line *line = LIST_ADD(t->a, lines);
	*line = (struct compared_line){.code = code, .label = label};
	return line;
}

static bool differ(const money *amounts, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (amounts[i].cents != amounts[0].cents)
			return true;
	return false;
}

static bool counts_differ(const size_t *rows, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (rows[i] != rows[0])
			return true;
	return false;
}

/* ---- what one grid adds ---- */

static void add_row(struct comparing *t, size_t k, const struct grid_row *row)
{
	struct grid_comparison *c = t->c;
	const money given = grid_row_given(t->grids[k], row);
	struct compared_line *bearer = line_of(t, &c->bearers, row->bearer, row->bearer);
	bearer->amounts[k] = money_add(bearer->amounts[k], given);
	if (given.cents <= 0)
		return;
	bearer->rows[k]++;
	c->funded[k]++;
	c->given[k] = money_add(c->given[k], given);
	c->cost[k] = money_add(c->cost[k], row->cost);
	c->marks[k] += row->score_milli.set ? row->score_milli.value : 0;
	if (row->gap.cents > 0)
		c->gap[k] = money_add(c->gap[k], row->gap);
}

static void add_grid(struct comparing *t, size_t k)
{
	const struct grid *g = t->grids[k];
	struct grid_comparison *c = t->c;
	for (size_t i = 0; i < g->rows.n; i++)
		add_row(t, k, &g->rows.at[i]);
	for (size_t i = 0; i < g->columns.n; i++) {
		const struct grid_column *column = &g->columns.at[i];
		if (!is_given(column))
			continue;
		struct compared_line *funder = line_of(t, &c->funders, column->code, column->label);
		funder->amounts[k] = column->amount;
		for (size_t r = 0; r < g->rows.n; r++)
			funder->rows[k] += g->rows.at[r].counts && g->rows.at[r].cells[i].amount.cents > 0;
	}
	for (size_t i = 0; i < g->groups.n; i++)
		line_of(t, &c->groups, g->groups.at[i].code, g->groups.at[i].label)->amounts[k] = g->groups.at[i].amount;
	for (size_t i = 0; i < g->districts.n; i++)
		(void)line_of(t, &c->territories, g->districts.at[i].code, g->districts.at[i].label);
	for (size_t r = 0; r < g->rows.n; r++) { /* an action of several districts counts in each; its money is shared as the grid shares it */
		const struct grid_row *row = &g->rows.at[r];
		for (size_t d = 0; grid_row_given(g, row).cents > 0 && d < row->districts.n; d++)
			for (size_t i = 0; i < c->territories.n; i++)
				c->territories.at[i].rows[k] += str_eq(c->territories.at[i].code, row->districts.at[d]);
	}
	for (size_t i = 0; i < c->territories.n; i++)
		c->covered[k] += c->territories.at[i].rows[k] > 0;
	for (size_t i = 0; i < g->districts.n; i++)
		line_of(t, &c->territories, g->districts.at[i].code, g->districts.at[i].label)->amounts[k] = g->districts.at[i].amount;
}

/* ---- actions ---- */

/* In the first grid or at the same place, mostly. */
static const struct grid_row *row_of(const struct grid *g, application_id id, size_t near)
{
	if (near < g->rows.n && g->rows.at[near].id.v == id.v)
		return &g->rows.at[near];
	size_t at = grid_row_of(g, id);
	return at == SIZE_MAX ? NULL : &g->rows.at[at];
}

static void add_cells(struct comparing *t, const struct grid_row *const *rows, struct compared_row *row)
{
	struct grid_comparison *c = t->c;
	for (size_t f = 0; f < c->funders.n; f++) {
		struct compared_cell cell = {.label = c->funders.at[f].label};
		for (size_t k = 0; k < c->n; k++) {
			size_t column = grid_column_of(t->grids[k], c->funders.at[f].code);
			if (column == SIZE_MAX || !rows[k])
				continue;
			cell.investment = t->grids[k]->columns.at[column].investment;
			cell.valued = t->grids[k]->columns.at[column].valued;
			cell.amounts[k] = rows[k]->counts ? rows[k]->cells[column].amount : MONEY_ZERO;
		}
		if (differ(cell.amounts, c->n))
			*LIST_ADD(t->a, &row->cells) = cell;
	}
}

static void compare_row(struct comparing *t, size_t at)
{
	struct grid_comparison *c = t->c;
	const struct grid_row *first = &t->grids[0]->rows.at[at], *rows[COMPARED_MOST] = {NULL};
	struct compared_row *row = LIST_ADD(t->a, &c->rows);
	*row = (struct compared_row){.id = first->id, .number = first->number, .title = first->title, .bearer = first->bearer};
	for (size_t k = 0; k < c->n; k++) {
		rows[k] = row_of(t->grids[k], first->id, at);
		if (!rows[k])
			continue;
		row->amounts[k] = grid_row_given(t->grids[k], rows[k]);
		row->gaps[k] = rows[k]->gap;
		row->decisions[k] = rows[k]->decision;
		row->differs = row->differs || rows[k]->cost.cents != first->cost.cents || str_is_set(first->decision) != str_is_set(rows[k]->decision) ||
		               (str_is_set(first->decision) && !str_eq(first->decision, rows[k]->decision));
	}
	add_cells(t, rows, row);
	row->differs = row->differs || row->cells.n > 0;
	c->same += !row->differs;
}

/* ---- who gains, who loses ---- */

static int64_t change_of(const struct compared_line *line)
{
	int64_t least = 0, most = 0;
	for (size_t k = 1; k < COMPARED_MOST; k++) {
		int64_t change = line->amounts[k].cents - line->amounts[0].cents;
		least = change < least ? change : least;
		most = change > most ? change : most;
	}
	return least < 0 ? least : most;
}

static int by_change(const void *x, const void *y)
{
	const struct compared_line *a = x, *b = y;
	const int64_t of_a = change_of(a), of_b = change_of(b);
	return (of_a > of_b) - (of_a < of_b);
}

static void keep_changes(struct grid_comparison *c)
{
	size_t kept = 0;
	for (size_t i = 0; i < c->bearers.n; i++)
		if (c->bearers.at[i].differs)
			c->bearers.at[kept++] = c->bearers.at[i];
	c->bearers.n = kept;
	for (size_t i = 0; i < kept; i++) /* grids that are not there change nothing */
		for (size_t k = c->n; k < COMPARED_MOST; k++)
			c->bearers.at[i].amounts[k] = c->bearers.at[i].amounts[0];
	if (kept)
		qsort(c->bearers.at, kept, sizeof *c->bearers.at, by_change);
}

void grid_compare(struct arena *a, const struct grid *const *grids, size_t n, struct grid_comparison *c)
{
	struct comparing t = {.a = a, .grids = grids, .c = c};
	*c = (struct grid_comparison){.n = n, .districts = grids[0]->districts.n};
	for (size_t k = 0; k < n; k++)
		add_grid(&t, k);
	for (size_t i = 0; i < grids[0]->rows.n; i++)
		compare_row(&t, i);
	struct compared_lines *all[] = {&c->funders, &c->groups, &c->territories, &c->bearers};
	for (size_t l = 0; l < sizeof all / sizeof *all; l++)
		for (size_t i = 0; i < all[l]->n; i++)
			all[l]->at[i].differs = differ(all[l]->at[i].amounts, n) || counts_differ(all[l]->at[i].rows, n);
	keep_changes(c);
}
