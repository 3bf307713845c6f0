/* Scenarios of one call side by side (N6): up to four computed grids, what each gives in all, by funder, by group of funders, by district, by bearer and by action, and where they differ; who
   gains and who loses is the difference from the first. Called by the page of comparison and by the solver's and the cuts' pages; adds up what domain/grid.h computed. Pure: memory is the
   caller's arena's. */
#ifndef DOMAIN_GRID_COMPARE_H
#define DOMAIN_GRID_COMPARE_H

#include "domain/grid.h"

enum { COMPARED_MOST = 4 };

struct compared_line { /* a funder, a group, a district, a bearer: what it gives or gets in each */
	str code, label;
	money amounts[COMPARED_MOST];
	size_t rows[COMPARED_MOST]; /* actions with money; of districts, groups and bearers */
	bool differs;
};
struct compared_lines {
	struct compared_line *at;
	size_t n, room;
};
struct compared_cell { /* of one funder in one action, where they differ */
	str label;
	bool investment, valued;
	money amounts[COMPARED_MOST];
};
struct compared_row {
	application_id id;
	str number, title, bearer;
	money amounts[COMPARED_MOST]; /* of funders, in cash; zero where it does not count */
	money gaps[COMPARED_MOST];
	str decisions[COMPARED_MOST];
	bool differs; /* amounts of any funder, decision or cost */
	LIST_OF(struct compared_cell) cells;
};
struct grid_comparison {
	size_t n; /* of grids */
	money given[COMPARED_MOST], gap[COMPARED_MOST], cost[COMPARED_MOST]; /* of funders in cash; what is missing to actions that get something; their cost */
	size_t funded[COMPARED_MOST], covered[COMPARED_MOST]; /* actions with money; districts with one */
	int64_t marks[COMPARED_MOST]; /* thousandths, of actions with money */
	size_t districts, same;       /* of the call; actions that differ nowhere */
	struct compared_lines funders, groups, territories, bearers; /* territories: districts; bearers: only who differs, most lost first */
	LIST_OF(struct compared_row) rows; /* all, in the order of the first */
};

/* `n` from 1 to COMPARED_MOST. The grids are computed, of one call; the first is what the others are compared with. */
void grid_compare(struct arena *a, const struct grid *const *grids, size_t n, struct grid_comparison *c);

/* What funders give an action in cash: all columns but the bearer's own money and what is valued; zero when it does not count. */
money grid_row_given(const struct grid *g, const struct grid_row *row);

#endif
