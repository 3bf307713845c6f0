/* Solves an allocation (domain/allocation.h) with CBC, in a forked child that can only compute (imports/sandbox.h) under limits of time and memory; what comes back is a proposal that the
   domain's checker must accept, else it is thrown away. Called by actions/allocate.h and bench/allocation; knows no database. Docs: decision 0023. */
#ifndef SOLVE_SOLVE_H
#define SOLVE_SOLVE_H

#include "base/problem.h"
#include "domain/allocation.h"

#include <stdatomic.h>

struct solve_limits {
	int64_t milliseconds; /* of search: the best answer of that time is given */
	int64_t gap_ppm;      /* good enough, in millionths of the best that could be: 1000 is 0.1 % */
	const atomic_bool *stop; /* turning true ends the search: INVALID; or NULL */
};

enum solve_outcome {
	SOLVE_OPTIMAL,    /* within gap_ppm */
	SOLVE_IN_TIME,    /* the best found when time ended; `gap_ppm` says how far it may be from the best */
	SOLVE_INFEASIBLE, /* no distribution meets all demands: `conflict` */
	SOLVE_UNKNOWN,    /* nothing found when time ended */
	SOLVE_OUTCOMES
};

struct solve_value { /* of an envelope, in the relaxation: what a small amount more is worth */
	bool binds;
	int64_t mark_per_thousand; /* millionths of a mark that 1 000 euros more would add, at most */
};

struct solution {
	enum solve_outcome outcome;
	struct allocation_answer *answer; /* checked; NULL when INFEASIBLE or UNKNOWN */
	int64_t bound;                    /* thousandths of a mark: no distribution has more */
	int64_t gap_ppm;                  /* (bound - answer) / bound */
	bool reduced;                     /* a big one: only a part of the projects was searched, the bound is that of all */
	int64_t milliseconds;
	struct solve_value *envelopes; /* by envelope of the problem */
	bool *binding;                 /* by demand */
	LIST_OF(uint32_t) conflict;    /* demands that cannot all hold, none of which can be spared; when INFEASIBLE */
	bool conflict_is_small;        /* each was shown to be needed; else time ended first */
};

/* Several seconds: never on an I/O thread nor the writer. OK (look at the outcome), TOO_BIG (ps), BROKEN. */
must_use enum status solve_allocation(struct arena *a, const struct allocation *p, const struct solve_limits *limits, struct solution *solution, struct problems *ps);

#endif
