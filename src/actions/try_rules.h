/* Trying a règlement on applications that exist (N17): each is judged by the rules in force and by a candidate text, and what changes is told, rule by rule
   and in euros. Nothing is written. Called by `faubourg rules try`. */
#ifndef ACTIONS_TRY_RULES_H
#define ACTIONS_TRY_RULES_H

#include "domain/verdict.h"
#include "store/db.h"

struct tried_application {
	str code, title;
	str file; /* when it is a file, not of the instance */
	enum verdict_outcome before, after;
	money before_amount, after_amount; /* what all funders together could give, as far as it is known */
	bool before_known, after_known;    /* no funder's part is unknown */
	struct verdict_changes changes;
};
struct rules_trial {
	const struct ruleset *before; /* NULL: nothing is in force, then everything is new */
	const struct ruleset *after;
	LIST_OF(struct tried_application) applications;
	size_t changed; /* of them, those of which something changes */
	money before_total, after_total;
};

struct trying {
	struct arena *arena;
	enum lang lang;
	struct problems *ps;
	struct judge *before_judge, *after_judge;
	struct rules_trial *trial;
};

/* Starts; `trial` and everything in it belong to the arena. */
struct trying try_rules(struct arena *a, enum lang lang, day today, const struct ruleset *before, const struct ruleset *after, struct problems *ps);

/* All applications of a call of the instance. The caller holds a read snapshot. OK; BUSY, BROKEN. */
must_use enum status try_call(struct trying *t, struct db *db, territory_id territory, str call);

/* One application file's facts. OK; INVALID when the rules in force or the candidate do not understand them (problems). */
must_use enum status try_facts(struct trying *t, str file, const struct application_facts *facts);

#endif
