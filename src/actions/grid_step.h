/* What every write of the grid shares, inside actions/ only (grid_write.c, grid_write_rows.c): the grid read inside the transaction, permission, revision, audit. */
#ifndef ACTIONS_GRID_STEP_H
#define ACTIONS_GRID_STEP_H

#include "actions/grid_write.h"
#include "gen/queries.h"
#include "store/audit.h"

struct grid_step {
	const struct grid_writing *w;
	struct grid_written *written;
	struct grid *grid; /* as it is now */
};

/* Reads the grid. NOT_FOUND, BUSY, BROKEN. */
must_use enum status grid_step_begin(struct grid_step *t, const struct grid_writing *w, struct grid_written *written);
/* write_cell for that institution (absent: officers only), without conflict of interest with the application (0: none); DENIED. CONFLICT: the scenario is not open. */
must_use enum status grid_step_may(struct grid_step *t, str institution, application_id application);
/* The scenario exists and has the next revision, which grid->revision then is. */
must_use enum status grid_step_grow(struct grid_step *t);
must_use enum status grid_step_tell(const struct grid_step *t, const char *verb, str thing, str on_behalf, str detail);
/* At most LIMIT_REASON_CHARS; else a problem. */
bool grid_text_fits(str text, str field, struct problems *ps);

#endif
