/* Conflicts of interest (issue of decisions, point 3; A10, N8): a person, or a whole institution, that has to do with the bearer of an application neither scores it, nor gives an
   opinion, nor types in its row of the grid, nor votes on it, nor counts in the quorum of its item. Whoever is concerned declares it for themselves or for their institution;
   officers declare it for anybody. It is never erased: an officer who is not concerned withdraws it, and says why. Called by the pages of sessions and of review. */
#ifndef ACTIONS_CONFLICT_H
#define ACTIONS_CONFLICT_H

#include "base/problem.h"
#include "domain/permission.h"
#include "store/db.h"

struct conflict_declaration {
	territory_id territory;
	application_id application;
	person_id person; /* 0: the whole institution */
	str institution;  /* code of the funder or body, or its name; empty when the person alone; of a seat: its name in words */
	int64_t session, seat; /* of one seat without an account, that an officer declares: the others of its institution stay; 0: not of a seat */
	str reason;
};
/* In the caller's write transaction, with its audit row (declare_conflict, thing "application:ID"; the reason is not in it). OK also when the same stands already: *conflict is
   then that one. INVALID: neither person nor institution, no reason or one too long (field "reason"). NOT_FOUND: no such application. DENIED: neither an officer, nor the person,
   nor somebody of that institution. BUSY, BROKEN. */
must_use enum status declare_conflict(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct conflict_declaration *declaration, int64_t *conflict,
                                      struct problems *ps);

/* Officers who are not concerned themselves; DENIED otherwise. INVALID: no reason (field "reason"). NOT_FOUND. CONFLICT: withdrawn already. */
must_use enum status withdraw_conflict(struct db *db, struct arena *a, const struct actor *actor, instant now, territory_id territory, int64_t conflict, str reason, struct problems *ps);

/* Is that person, or that institution, in a conflict that stands with the application? Either may be none (0, empty). */
must_use enum status conflict_stands(struct db *db, struct arena *a, territory_id territory, application_id application, person_id person, str institution, bool *stands);
/* For the actor: themselves, or an institution that they stand for in that territory: what thing.conflict says. */
must_use enum status actor_has_conflict(struct db *db, struct arena *a, const struct actor *actor, territory_id territory, application_id application, bool *stands);

#endif
