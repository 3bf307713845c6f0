/* What the règlement says of the grid, with the amounts as they stand (N4, N7): each cell of a row by the answers of its request and by what is typed in it now; and the rules of the
   whole programme (envelopes, halves) by the sums. A read verb; the caller holds a snapshot or a transaction. */
#ifndef ACTIONS_GRID_RULES_H
#define ACTIONS_GRID_RULES_H

#include "domain/grid.h"
#include "domain/verdict.h"
#include "store/db.h"

struct grid_judging {
	struct db *db;
	struct arena *arena; /* what is shown lives here */
	enum lang lang;
	const struct ruleset *set; /* of the call */
	struct judge *judge;
	struct grid *grid; /* computed; its cells' rules are filled, and it is computed again */
};

/* One row: a keystroke. What was asked is what counts in each cell (asked while nobody answered); a refused cell asks nothing. Waivers are respected. */
must_use enum status grid_judge_row(const struct grid_judging *j, size_t row);
/* Every row that counts; and rules of the programme that are broken become findings. */
must_use enum status grid_judge(const struct grid_judging *j);

#endif
