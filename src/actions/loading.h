/* One load in progress, shared by the files load_*.c and by nobody else. Writers put rows through LOAD, which remembers the first failure:
   they read straight, and load_pack.c looks at `status` once. Everything runs inside one db_write. */
#ifndef ACTIONS_LOADING_H
#define ACTIONS_LOADING_H

#include "base/problem.h"
#include "domain/finding.h"
#include "domain/pack.h"
#include "domain/pack_frame.h"
#include "domain/ruleset.h"
#include "gen/queries.h"

struct load_ruleset { /* a text of rules that has been read and checked */
	const struct pack_rules *source;
	const struct ruleset *set;
};
struct load_rulesets {
	struct load_ruleset *at;
	size_t n, room;
};

struct loading {
	struct db *db;
	struct arena *arena;
	const struct pack *pack;
	struct pack_goal_rows goals; /* of the pack, flattened */
	const struct load_rulesets *rulesets;
	struct problems *ps;
	territory_id territory;
	instant now;
	enum status status; /* of the first failure */
	int64_t rows;       /* written */
	LIST_OF(const struct ruleset *) replaced; /* whose version was there with another text */
};

/* Runs a query unless one failed before; counts the row. */
#define LOAD(l, call) \
	do { \
		if ((l)->status == OK) { \
			(l)->status = (call); \
			(l)->rows++; \
		} \
	} while (0)

void load_clear(struct loading *l);      /* tables that only packs fill */
void load_frame(struct loading *l);      /* territory.yaml, districts.yaml */
void load_goals(struct loading *l);      /* frame.yaml: agreements, lists, goal tree, impact, governance, contacts */
void load_funders(struct loading *l);    /* groups, funders, organisations: before the calls that name them */
void load_calls(struct loading *l);      /* calls.yaml */
void load_rulesets(struct loading *l);   /* rules.publicodes, each version: kept for ever, also when the pack drops it */
void load_programmes(struct loading *l); /* programmes, actions, applications */
void load_removals(struct loading *l);   /* what the pack no longer has; CONFLICT with problems when it is still used */
void load_search(struct loading *l);     /* search entries */

/* Reads every text of rules of the pack with the vocabulary, before the transaction: codes, versions. Problems refuse the load. */
void load_rulesets_read(struct arena *a, const struct pack *pack, struct load_rulesets *rulesets, struct problems *ps);
/* Examples that do not give what they say, today by the clock of the territory: findings of severity error. */
void load_rulesets_examples(struct arena *a, const struct pack *pack, const struct load_rulesets *rulesets, struct findings *fs);

#endif
