/* Waiving a rule for one application (N4): who, why, when, against which version of the rules; kept for ever, also when withdrawn. Called by `faubourg
   waive`, each one a transaction with its audit row; by the officers' pages (admissibility.h) within theirs. */
#ifndef ACTIONS_WAIVE_H
#define ACTIONS_WAIVE_H

#include "domain/verdict.h"
#include "store/db.h"

struct waive_request {
	str actor;  /* of the audit row: "cli:0" */
	str author; /* of the waiver, in words: "le sous-préfet" */
	str reason;
	str call, application, rule; /* application: its code, that of its action */
	str thing; /* of the audit row; absent: "waiver:CALL/APPLICATION" */
};

/* OK. NOT_FOUND: no such call, no rules for it, or no such application (`ps` says which). INVALID: no such rule, one that nobody may waive, no reason, no
   author; `ps` says. CONFLICT: it is already waived. BUSY, BROKEN. */
must_use enum status waive_rule(struct db *db, struct arena *a, const struct waive_request *request, struct problems *ps);

/* Takes a waiver back: the row stays, with the day. OK; NOT_FOUND when no waiver of that rule is standing. `reason` is for the audit. */
must_use enum status withdraw_waiver(struct db *db, struct arena *a, const struct waive_request *request, struct problems *ps);

/* The same two inside the caller's write transaction, which asks who may. */
must_use enum status waive_within(struct db *db, struct arena *a, const struct waive_request *request, struct problems *ps);
must_use enum status withdraw_within(struct db *db, struct arena *a, const struct waive_request *request, struct problems *ps);

struct granted_waiver {
	str application, rule, reason, author;
	int64_t version;
	day granted;
	opt_day withdrawn;
};
struct granted_waivers {
	struct granted_waiver *at;
	size_t n, room;
};
/* All of a call, by application; none is OK. */
must_use enum status read_waivers(struct db *db, struct arena *a, territory_id territory, str call, struct granted_waivers *waivers);

#endif
