/* The best distribution of a call's money (N16): asked by an officer, worked out by whoever has time (a thread of jobs/, the command line), kept as two scenarios (the solver's and the ranking
   by hand) with what the answer says. The solver never runs in a write: read and judge, solve, judge again, then write. Called by the pages of the distribution, jobs/distribute.h, cli. */
#ifndef ACTIONS_DISTRIBUTE_H
#define ACTIONS_DISTRIBUTE_H

#include "actions/distribution_wishes.h"
#include "actions/grid_write.h"
#include "domain/verdict.h"
#include "solve/solve.h"

/* ---- what the answer says ---- */

struct distribution_demand {
	enum allocation_demand_kind kind;
	str code, label;
	int64_t number;
};
struct distribution_envelope {
	str code, label;
	money amount, taken;
	bool binds, changed;       /* changed: for this time only */
	int64_t mark_per_thousand; /* millionths of a mark for 1 000 € more */
	str next;                  /* title of the project that would enter first; absent: none */
	money more;                /* with that much more */
};
struct distribution_moved { /* a ceiling that the other amounts of the answer lowered */
	application_id application;
	str title, funder;
	money was, is;
	bool still; /* the amount passes it even so */
};
struct distribution {
	enum solve_outcome outcome;
	int64_t mark, bound, gap_ppm, milliseconds, rounds;
	size_t projects, count;
	money given;
	bool reduced, judged, stale; /* judged: the call has rules; stale: the table changed meanwhile */
	size_t unbounded;            /* funders whose envelope is not known */
	int64_t rank_mark;
	size_t rank_count;
	money rank_given;
	bool conflict_is_small;
	LIST_OF(struct distribution_demand) rank_unmet;
	LIST_OF(struct distribution_demand) binding;
	LIST_OF(struct distribution_demand) conflict;
	LIST_OF(struct distribution_envelope) envelopes;
	LIST_OF(struct distribution_moved) moved;
	/* of the run that made it; not kept in the text */
	const struct grid *before;
	struct grid *solved, *ranked; /* computed; solved: NULL without an answer */
};
void distribution_json(struct out *o, const struct distribution *d);
/* As the table allocation_run keeps it; and back: INVALID, not such a text. */
str distribution_text(struct arena *a, const struct distribution *d);
must_use enum status distribution_read(struct arena *a, str text, struct distribution *d);

/* ---- working it out ---- */

struct distributing {
	struct db *db; /* no snapshot and no write open: they are taken for the reads only */
	struct arena *arena;
	enum lang lang;
	instant now;
	str call;
	int64_t scenario;
	const struct wish_fields *fields;
	int64_t seconds; /* 0: as the fields say */
	const atomic_bool *stop; /* or NULL */
};
/* Several seconds. OK: look at d->outcome. INVALID with problems (wishes; stopped), NOT_FOUND (call, scenario), TOO_BIG, BUSY, BROKEN. */
must_use enum status distribute(const struct distributing *t, struct distribution *d, struct problems *ps);

/* Inside the caller's write: the answer as a scenario of origin "solver", the ranking beside it, of origin "ranking"; 0 for one that is not there. Statuses of grid_copy_scenario. */
must_use enum status keep_distribution(const struct grid_writing *w, str name, struct distribution *d, int64_t *solver, int64_t *ranking, struct problems *ps);

/* ---- asked now, worked out later ---- */

/* Inside the caller's write (officers). Fields of problems: those of the wishes, name. CONFLICT: LIMIT_ALLOCATION_WAITING of that call wait already. */
must_use enum status ask_distribution(const struct grid_writing *w, str name, const struct wish_fields *fields, struct problems *ps, int64_t *run);
/* The oldest that waits, worked out and kept; *found: there was one. BUSY, BROKEN. */
must_use enum status distribute_next(struct db *db, instant now, const atomic_bool *stop, bool *found);

#endif
