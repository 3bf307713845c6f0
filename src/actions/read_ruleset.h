/* The règlement of a call from the database, compiled: read verbs shared by the pages, the API and the command line. The caller holds a read snapshot. */
#ifndef ACTIONS_READ_RULESET_H
#define ACTIONS_READ_RULESET_H

#include "domain/verdict.h"
#include "store/db.h"

/* The vocabulary that all calls share (packs/vocabulary.publicodes), as it was when this program was built. */
struct rules_source ruleset_vocabulary(void);

struct ruleset_version {
	int64_t version;
	str hash; /* BLAKE2b-256 of the text: with territory, call and version, what a cache of compiled rulesets goes by */
	opt_day from, to;
	str note[LANG_COUNT];
	instant loaded;
};
struct ruleset_versions {
	struct ruleset_version *at;
	size_t n, room;
};

/* The versions of a call, the latest first; none is OK. BUSY, BROKEN. */
must_use enum status read_ruleset_versions(struct db *db, struct arena *a, territory_id territory, str call, struct ruleset_versions *versions);

/* The compiled ruleset, in the arena; version 0 is the latest. NOT_FOUND: the call has none, or not that version. BROKEN: a text in the table that cannot
   be read (loading checks them), logged. BUSY. */
must_use enum status read_ruleset(struct db *db, struct arena *a, territory_id territory, str call, int64_t version, struct ruleset **set);

struct verdict_clauses {
	struct verdict_clause *at;
	size_t n, room;
};
/* The clauses of a call, for verdict_write and verdict_json. */
must_use enum status read_verdict_clauses(struct db *db, struct arena *a, territory_id territory, str call, struct verdict_clauses *clauses);

#endif
