/* An answer written into a copy of the table: what the solver's and the ranking's scenarios hold. See allocation.h. */
#include "domain/allocation.h"

#include <string.h>

static bool is_alone(const struct allocation_wishes *w, str column)
{
	for (size_t i = 0; i < w->left_alone.n; i++)
		if (str_eq(w->left_alone.at[i], column))
			return true;
	return false;
}

bool allocation_is_open(const struct grid *g, const struct allocation_wishes *w, size_t row, size_t column)
{
	const struct grid_row *r = &g->rows.at[row];
	const struct grid_column *c = &g->columns.at[column];
	const struct grid_cell *cell = &r->cells[column];
	if (!r->counts || str_eq(r->decision, S("refused")) || c->own_funds || c->valued || cell->locked || cell->refused || is_alone(w, c->code))
		return false;
	return !w->keep_typed || (cell->stage != CELL_PROPOSED && cell->stage != CELL_VOTED);
}

static struct grid *copy_of(struct arena *a, const struct grid *g)
{
	struct grid *copy = ARENA_NEW(a, struct grid);
	*copy = *g;
	copy->rows.at = ARENA_ARRAY(a, g->rows.n + 1, struct grid_row);
	copy->rows.room = g->rows.n + 1;
	if (g->rows.n)
		memcpy(copy->rows.at, g->rows.at, g->rows.n * sizeof *g->rows.at);
	for (size_t i = 0; i < g->rows.n; i++) {
		copy->rows.at[i].cells = ARENA_ARRAY(a, g->columns.n + 1, struct grid_cell);
		memcpy(copy->rows.at[i].cells, g->rows.at[i].cells, g->columns.n * sizeof *g->rows.at[i].cells);
	}
	/* what grid_compute sums up is written in place */
#define OWN(list) \
	do { \
		void *from = copy->list.at; \
		copy->list.room = copy->list.n + 1; \
		copy->list.at = arena_alloc(a, copy->list.room * sizeof *copy->list.at); \
		if (copy->list.n) \
			memcpy(copy->list.at, from, copy->list.n * sizeof *copy->list.at); \
	} while (0)
	OWN(columns);
	OWN(groups);
	OWN(envelopes);
	OWN(districts);
	OWN(publics);
#undef OWN
	return copy;
}

struct grid *allocation_applied(struct arena *a, const struct grid *g, const struct allocation_wishes *w, const struct allocation *p, const struct allocation_answer *answer)
{
	struct grid *copy = copy_of(a, g);
	for (size_t i = 0; i < copy->rows.n; i++)
		for (size_t c = 0; c < copy->columns.n; c++)
			if (allocation_is_open(g, w, i, c)) {
				copy->rows.at[i].cells[c].proposed = (opt_money){true, MONEY_ZERO};
				copy->rows.at[i].cells[c].voted = (opt_money){0};
			}
	for (size_t k = 0; k < p->cells.n; k++) {
		const struct allocation_cell *cell = &p->cells.at[k];
		copy->rows.at[p->projects.at[cell->project].row].cells[cell->column].proposed = (opt_money){true, {answer->steps[k] * p->step_cents}};
	}
	for (size_t i = 0; i < p->projects.n; i++) {
		const struct allocation_project *project = &p->projects.at[i];
		if (!project->barred)
			copy->rows.at[project->row].decision = answer->chosen[i] ? S("programmed") : S("reserve");
	}
	for (size_t i = 0; i < copy->envelopes.n; i++)
		for (size_t k = 0; k < w->rooms.n; k++)
			if (str_eq(w->rooms.at[k].envelope, copy->envelopes.at[i].code))
				copy->envelopes.at[i].amount = (opt_money){true, w->rooms.at[k].amount};
	grid_compute(a, copy);
	return copy;
}
