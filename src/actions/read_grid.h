/* The decision grid of a call, read whole: what was filed or typed, what each funder answered in one scenario, envelopes as they stand, marks, districts. A read verb that asks no
   permission (VERB_read_grid is its caller's); rules are another step (actions/grid_rules.h), since they cost more. A fixed number of statements whatever the size. */
#ifndef ACTIONS_READ_GRID_H
#define ACTIONS_READ_GRID_H

#include "domain/grid.h"
#include "store/db.h"

enum { GRID_SESSION = 1 }; /* the scenario that the session types in; it exists for every call, open, before anybody wrote in it */

/* Rows: every application of the call (a draft is none); amounts of the call's year. A cell that nobody typed in shows what the programme of a pack printed, if there is one.
   grid_compute has been called: every member is filled but the rules of cells. `lang`: of the name of the session's table while it has none.
   Best within one read snapshot (db_read_begin), as in a GET. NOT_FOUND: no such call or scenario. TOO_BIG: more rows than LIMIT_GRID_ROWS. BUSY, BROKEN. */
must_use enum status read_grid(struct db *db, struct arena *a, enum lang lang, str call, int64_t scenario, struct grid *g);

/* Only what the scenario is: territory, call, title, year, scenario, its name, state, revision. The same statuses. */
must_use enum status read_grid_head(struct db *db, struct arena *a, enum lang lang, str call, int64_t scenario, struct grid *g);

/* Envelopes of the call as they stand: the pack's, as changed since, and those made since. Computed members are zero. */
must_use enum status read_grid_envelopes(struct db *db, struct arena *a, struct grid *g);

#endif
