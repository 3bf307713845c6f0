/* What the child does: relaxation, search, whole amounts, and, when there is no answer, which demands conflict. It keeps the best it has under a lock, so that whoever waits can take it
   at any moment, even in the middle of the solver's work. Private to solve/. */
#ifndef SOLVE_SEARCH_H
#define SOLVE_SEARCH_H

#include "solve/program.h"
#include "solve/solve.h"

#include <pthread.h>

struct search {
	struct arena *arena; /* of the thread that searches */
	const struct allocation *p;
	struct solve_limits limits;
	int64_t began; /* clock_monotonic_ms */
	pthread_mutex_t lock;
	pthread_cond_t ended;
	/* under the lock */
	bool done;
	struct solution best; /* answer.chosen and answer.steps are copied in place */
};

/* Runs to its end, or until the limits; `search->best` is then what is known. */
void search_run(struct search *search);

/* Private between search.c and search_conflict.c. */
struct relaxation {
	bool feasible, solved;
	double value;
	double *columns, *row_prices;
};
struct relaxation search_relax(struct arena *a, const struct program *g);
enum branch_end { BRANCH_FOUND, BRANCH_NONE, BRANCH_TIME };
struct branch {
	enum branch_end end;
	double value, bound;
	double *columns; /* when FOUND */
	bool proved;     /* within the gap that was asked */
};
struct branch search_branch(struct arena *a, const struct program *g, double seconds, double gap, const double *start);
double search_seconds_left(const struct search *search);
void search_conflict(struct search *search);

#endif
