/* Is every voted programme still what was voted? Each frozen text against its SHA-256, and read back. A read verb for doctor, verify and tests, inside the caller's snapshot. */
#ifndef ACTIONS_EXAMINE_PROGRAMMES_H
#define ACTIONS_EXAMINE_PROGRAMMES_H

#include "store/db.h"

struct programmes_examined {
	int64_t programmes, altered;
	str first; /* "CALL v2", the first that was altered */
};
must_use enum status examine_programmes(struct db *db, struct arena *a, struct programmes_examined *examined);

#endif
