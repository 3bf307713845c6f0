/* Which nodes belong to rules that need one another in a circle, or need such rules. There the order of questions shows: a rule in a circle is worked out
   twice and what was met on the way stays what it was, so each node keeps its first answer. Called by copies.c and lower.c. */
#ifndef RULES_CIRCLES_H
#define RULES_CIRCLES_H

#include "rules/model.h"

/* By node, in `a`, which also serves the search. */
bool *nodes_in_circles(const struct rules_model *m, struct arena *a);

#endif
