/* What the steps of an import share, inside actions/ only (table_import.c, import_apply.c, import_undo.c). */
#ifndef ACTIONS_IMPORT_STEP_H
#define ACTIONS_IMPORT_STEP_H

#include "actions/grid_step.h"
#include "actions/table_import.h"
#include "base/limits.h"

bool import_may(const struct actor *actor, territory_id territory, str call);
must_use enum status import_tell(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct table_import *import, const char *verb, str detail);

/* A cell and a row of the grid as one text each: what a change is compared with when it is undone. */
struct kept_cell {
	opt_money hoped, proposed, voted;
	bool refused, locked;
	str envelope, reason; /* absent: none */
};
str kept_cell_text(struct arena *a, const struct kept_cell *cell);
bool kept_cell_read(struct arena *a, str text, struct kept_cell *cell);
struct kept_row {
	opt_money cost, other;
	str decision, axis, note; /* absent: none */
};
str kept_row_text(struct arena *a, const struct kept_row *row);
bool kept_row_read(struct arena *a, str text, struct kept_row *row);

#endif
