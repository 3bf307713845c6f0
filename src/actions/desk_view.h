/* Lists that somebody keeps: a name and the query of an address, theirs or shared with the desk. Inside the caller's write transaction. */
#ifndef ACTIONS_DESK_VIEW_H
#define ACTIONS_DESK_VIEW_H

#include "base/problem.h"
#include "domain/permission.h"
#include "store/db.h"

struct desk_view_new {
	territory_id territory;
	str name, query;
	bool shared, is_default; /* shared: officers only */
};
/* INVALID: no name, too long, too many. DENIED: not of the desk, or shared by somebody who is no officer. */
must_use enum status keep_desk_view(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct desk_view_new *new, struct problems *ps);
/* By who made it, or an officer. NOT_FOUND: no such view. */
must_use enum status forget_desk_view(struct db *db, struct arena *a, const struct actor *actor, instant now, territory_id territory, int64_t view);

#endif
