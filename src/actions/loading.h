/* One load in progress, shared by the files load_*.c and by nobody else. Writers put rows through LOAD, which remembers the first failure:
   they read straight, and load_pack.c looks at `status` once. Everything runs inside one db_write. */
#ifndef ACTIONS_LOADING_H
#define ACTIONS_LOADING_H

#include "base/problem.h"
#include "domain/pack.h"
#include "domain/pack_frame.h"
#include "gen/queries.h"

struct loading {
	struct db *db;
	struct arena *arena;
	const struct pack *pack;
	struct pack_goal_rows goals; /* of the pack, flattened */
	struct problems *ps;
	territory_id territory;
	instant now;
	enum status status; /* of the first failure */
	int64_t rows;       /* written */
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
void load_programmes(struct loading *l); /* programmes, actions, applications */
void load_removals(struct loading *l);   /* what the pack no longer has; CONFLICT with problems when it is still used */
void load_search(struct loading *l);     /* search entries */

#endif
