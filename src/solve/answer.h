/* What the child tells its parent, as bytes: outcome, bound, amounts in steps, prices, conflict. Private to solve/ and its tests. */
#ifndef SOLVE_ANSWER_H
#define SOLVE_ANSWER_H

#include "solve/solve.h"

void answer_put(struct out *o, const struct allocation *p, const struct solution *solution);
/* Trusts nothing: false when the bytes are not an answer to that problem, or one that the checker refuses. Fills all but `milliseconds`. */
bool answer_take(struct arena *a, const struct allocation *p, str bytes, struct solution *solution);

#endif
