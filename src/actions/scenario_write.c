/* A table that was worked out, written into the scenario that was made for it: only what differs from the table it comes from. See scenarios.h. */
#include "actions/grid_step.h"
#include "actions/scenarios.h"

static bool same_money(opt_money a, opt_money b)
{
	return a.set == b.set && (!a.set || a.value.cents == b.value.cents);
}

static enum status write_cell(const struct grid_writing *w, const struct grid *g, int64_t scenario, size_t row, size_t column)
{
	const struct grid_column *c = &g->columns.at[column];
	const struct grid_cell *cell = &g->rows.at[row].cells[column];
	return q_grid_write_cell(w->db, &(struct q_grid_write_cell_in){.territory = g->territory, .call = w->call, .scenario = scenario, .application = g->rows.at[row].id, .funder = c->funder,
		.section = c->investment ? S("investment") : S("operating"), .valued = c->valued, .hoped = cell->hoped, .proposed = cell->proposed, .voted = cell->voted, .refused = cell->refused,
		.reason = str_is_set(cell->reason) ? cell->reason : STR_NONE, .locked = cell->locked, .envelope = str_is_set(cell->envelope) ? cell->envelope : STR_NONE, .revision = 1,
		.changed = w->now, .by = w->actor->person.v, .on_behalf = c->funder});
}

static enum status write_decision(const struct grid_writing *w, const struct grid *g, int64_t scenario, const struct grid_row *row)
{
	struct q_grid_row_kept_row kept = {0};
	enum status s = q_grid_row_kept(w->db, w->arena, g->territory, w->call, scenario, row->id, &kept);
	if (s != OK && s != NOT_FOUND)
		return s;
	return q_grid_write_row(w->db, &(struct q_grid_write_row_in){.territory = g->territory, .call = w->call, .scenario = scenario, .application = row->id, .cost = kept.cost, .other = kept.other,
		.decision = row->decision, .axis = kept.axis, .note = kept.note, .revision = 1, .changed = w->now, .by = w->actor->person.v});
}

enum status scenario_differences(const struct grid_writing *w, const struct grid *before, const struct grid *after, int64_t scenario)
{
	enum status s = OK;
	for (size_t r = 0; s == OK && r < after->rows.n; r++) {
		const struct grid_row *was = &before->rows.at[r], *is = &after->rows.at[r];
		for (size_t c = 0; s == OK && c < after->columns.n; c++)
			if (!same_money(was->cells[c].hoped, is->cells[c].hoped) || !same_money(was->cells[c].proposed, is->cells[c].proposed) || !same_money(was->cells[c].voted, is->cells[c].voted))
				s = write_cell(w, after, scenario, r, c);
		if (s == OK && str_is_set(is->decision) && !str_eq(is->decision, was->decision))
			s = write_decision(w, after, scenario, is);
	}
	return s;
}
