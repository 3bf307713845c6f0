/* Between actions/read_programme*.c. Private. */
#ifndef ACTIONS_READ_PROGRAMME_PARTS_H
#define ACTIONS_READ_PROGRAMME_PARTS_H

#include "actions/read_programme.h"

/* One version that the product adopted, as it was voted, computed. NOT_FOUND: that version has no frozen text. */
must_use enum status read_frozen_version(struct db *db, struct arena *a, territory_id territory, str call, int64_t version, struct programme *p);
/* That version with all that it adds to. */
must_use enum status read_cumulated(struct db *db, struct arena *a, territory_id territory, str call, int64_t version, struct programme *p);

#endif
