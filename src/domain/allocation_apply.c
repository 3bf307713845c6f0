/* An answer written into a copy of the table: what the solver's and the ranking's scenarios hold. See allocation.h. */
#include "domain/allocation.h"

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

struct grid *allocation_applied(struct arena *a, const struct grid *g, const struct allocation_wishes *w, const struct allocation *p, const struct allocation_answer *answer)
{
	struct grid *copy = grid_copy(a, g);
	for (size_t i = 0; i < copy->rows.n; i++)
		for (size_t c = 0; c < copy->columns.n; c++)
			if (allocation_is_open(g, w, i, c)) {
				copy->rows.at[i].cells[c].proposed = (opt_money){true, MONEY_ZERO};
				copy->rows.at[i].cells[c].voted = (opt_money){0};
			}
	for (size_t k = 0; k < p->cells.n; k++) {
		const struct allocation_cell *cell = &p->cells.at[k];
		struct grid_cell *to = &copy->rows.at[p->projects.at[cell->project].row].cells[cell->column];
		to->proposed = (opt_money){true, {answer->steps[k] * p->step_cents}};
		if (answer->steps[k] && cell->envelope != ALLOCATION_NONE && grid_envelope_of(g, p->projects.at[cell->project].row, cell->column) != p->envelopes.at[cell->envelope].index)
			to->envelope = p->envelopes.at[cell->envelope].code; /* it is taken from there, and the table says so */
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
