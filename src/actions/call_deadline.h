/* When a call takes requests: its filing phases and the last decision of an officer, read together and judged at an instant (domain/deadline.h). A read verb, inside the
   caller's snapshot or write; called by whoever lets a draft begin or be filed, and by the pages that say until when. */
#ifndef ACTIONS_CALL_DEADLINE_H
#define ACTIONS_CALL_DEADLINE_H

#include "domain/deadline.h"
#include "store/db.h"

struct call_deadline {
	struct deadline at;
	const struct zone *zone; /* of the territory */
	int64_t grace_minutes;   /* 0: no grace */
	str reason, author;      /* of the decision; absent when there is none */
	opt_instant decided;
};

/* OK also for a call that takes nothing. BUSY, BROKEN. */
must_use enum status read_deadline(struct db *db, struct arena *a, territory_id territory, str call, instant now, struct call_deadline *deadline);

#endif
