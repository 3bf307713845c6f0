/* The communication kit of a project (L7): the logos to show, the politique de la ville first, then those of the funders that were voted to fund it and of no other; and the logos that
   officers gave for each funder, of which the last one counts. Verb run_desk writes. */
#ifndef ACTIONS_KIT_H
#define ACTIONS_KIT_H

#include "actions/safe.h"
#include "domain/permission.h"
#include "store/db.h"

struct kit_part {
	str funder; /* empty: the politique de la ville */
	str label;
	int64_t logo; /* 0: none was given yet */
	str name, sha256, media;
	str mention, places; /* what it asks to be printed, and where; absent or empty: the usual words */
};
struct kit {
	LIST_OF(struct kit_part) parts;
	bool funded; /* by somebody, in a voted programme */
};
/* As voted today: it changes when a funder is added. OK also without a voted programme: only the first part then. BUSY, BROKEN. */
must_use enum status read_kit(struct db *db, struct arena *a, territory_id territory, str call, application_id application, str policy_label, struct kit *kit);

struct logo_add {
	territory_id territory;
	str funder; /* or empty */
	struct stored_file file;
};
/* INVALID: no such funder; neither PNG, JPEG nor PDF; too many. DENIED. */
must_use enum status logo_add(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct logo_add *add, struct problems *ps);
/* OK also when it was removed already. DENIED. */
must_use enum status logo_remove(struct db *db, struct arena *a, const struct actor *actor, instant now, territory_id territory, int64_t logo);

struct mention_set {
	territory_id territory;
	str funder;          /* or empty: the politique de la ville */
	str mention, places; /* as typed; both empty: the usual words again */
};
/* The last one counts, none is erased. INVALID: no such funder, too long. DENIED. */
must_use enum status mention_set(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct mention_set *set, struct problems *ps);

#endif
