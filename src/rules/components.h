/* Groups of things that reach one another: strongly connected components (R. E. Tarjan, SIAM Journal on Computing 1, 1972), without recursion. Called for
   rules by cycles.c (what an author is told) and circles.c (what the evaluator must know). Knows nothing of rules; owns nothing. */
#ifndef RULES_COMPONENTS_H
#define RULES_COMPONENTS_H

#include "base/arena.h"

/* Who needs whom, for things numbered from 1 to count - 1: `of[i]` to `of[i + 1]` are the places in `needs` of what i needs. */
struct need_graph {
	uint32_t count;
	uint32_t *of; /* count + 1 of them */
	uint32_t *needs;
};

struct components {
	uint32_t *of;      /* by thing: its component, from 1. What a component needs outside of itself has a smaller number */
	uint32_t *members; /* things, component after component */
	uint32_t *first;   /* by component, and one more: its first place in `members` */
	uint32_t count;    /* [0] included */
};

/* In `a`. Time and memory in proportion to the graph. */
struct components components_of(struct arena *a, const struct need_graph *graph);

#endif
