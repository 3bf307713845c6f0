/* Reads of scenarios. See scenarios.h. */
#include "actions/scenarios.h"

#include "base/limits.h"
#include "gen/queries.h"

static void add_line(struct arena *a, struct scenario_lines *lines, const struct q_allocation_scenarios_row *row)
{
	*LIST_ADD(a, lines) = (struct scenario_line){.scenario = row->scenario, .revision = row->revision, .based_on = row->based_on.set ? row->based_on.value : 0, .name = row->name,
		.note = row->note, .origin = row->origin, .state = row->state, .by = row->by, .made = {true, row->made}};
}

enum status read_scenarios(struct db *db, struct arena *a, enum lang lang, str call, struct scenario_lines *lines)
{
	struct grid head;
	struct q_allocation_scenarios_rows rows;
	*lines = (struct scenario_lines){0};
	enum status s = read_grid_head(db, a, lang, call, GRID_SESSION, &head);
	if (s == OK)
		s = q_allocation_scenarios(db, a, head.territory, call, &rows);
	if (s != OK)
		return s;
	if (!rows.n || rows.at[0].scenario != GRID_SESSION)
		*LIST_ADD(a, lines) = (struct scenario_line){.scenario = GRID_SESSION, .name = head.scenario_name, .origin = S("session"), .state = head.scenario_state};
	for (size_t i = 0; i < rows.n; i++)
		add_line(a, lines, &rows.at[i]);
	return OK;
}

enum status read_scenario_totals(struct db *db, struct arena *a, enum lang lang, str call, struct scenario_lines *lines)
{
	enum status s = OK;
	for (size_t i = 0, read = 0; s == OK && i < lines->n && read < LIMIT_SCENARIOS_READ; i++) {
		if (str_eq(lines->at[i].state, S("dropped")))
			continue;
		lines->at[i].grid = ARENA_NEW(a, struct grid);
		s = read_grid(db, a, lang, call, lines->at[i].scenario, lines->at[i].grid);
		read++;
	}
	return s;
}

enum status compare_scenarios(struct db *db, struct arena *a, enum lang lang, str call, const int64_t *scenarios, size_t n, const struct grid **grids, struct grid_comparison *c)
{
	enum status s = OK;
	for (size_t i = 0; s == OK && i < n; i++) {
		struct grid *g = ARENA_NEW(a, struct grid);
		s = read_grid(db, a, lang, call, scenarios[i], g);
		grids[i] = g;
	}
	if (s == OK)
		grid_compare(a, grids, n, c);
	return s;
}
