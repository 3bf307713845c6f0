/* The scenarios of a call (N6): the table of the session and what was copied, cut or worked out from it. Reads; copying, closing and dropping are grid_copy_scenario and grid_set_state
   (actions/grid_write.h). Permission (VERB_read_grid) is the caller's. Called by the pages of scenarios and the command line. */
#ifndef ACTIONS_SCENARIOS_H
#define ACTIONS_SCENARIOS_H

#include "actions/grid_write.h"
#include "domain/grid_compare.h"

struct scenario_line {
	int64_t scenario, revision, based_on; /* 0: of none */
	str name, note, origin, state;
	str by;              /* name of who made it; absent: the program */
	opt_instant made;    /* not set: the session's table, in which nobody typed yet */
	struct grid *grid;   /* computed; NULL beyond LIMIT_SCENARIOS_READ and for those that were dropped */
};
struct scenario_lines {
	struct scenario_line *at;
	size_t n, room;
};

/* The session's first, then in the order in which they were made. NOT_FOUND: no such call. BUSY, BROKEN. */
must_use enum status read_scenarios(struct db *db, struct arena *a, enum lang lang, str call, struct scenario_lines *lines);
/* The grid of each, LIMIT_SCENARIOS_READ at most, those that were dropped left out. */
must_use enum status read_scenario_totals(struct db *db, struct arena *a, enum lang lang, str call, struct scenario_lines *lines);

/* Up to COMPARED_MOST scenarios of a call read and compared, in that order. NOT_FOUND: one of them does not exist. BUSY, BROKEN. */
must_use enum status compare_scenarios(struct db *db, struct arena *a, enum lang lang, str call, const int64_t *scenarios, size_t n, const struct grid **grids, struct grid_comparison *c);

/* Inside the caller's write, after grid_copy_scenario made `scenario` from w->scenario: amounts and decisions of `after` that are not those of `before` (same rows, same columns). The audit row is
   that of the copy. */
must_use enum status scenario_differences(const struct grid_writing *w, const struct grid *before, const struct grid *after, int64_t scenario);

#endif
