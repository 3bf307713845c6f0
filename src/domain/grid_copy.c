/* A grid that can be changed without the one it comes from: what a solver proposes, what a cut would leave. See grid.h. */
#include "domain/grid.h"

#include <string.h>

struct grid *grid_copy(struct arena *a, const struct grid *g)
{
	struct grid *copy = ARENA_NEW(a, struct grid);
	*copy = *g;
	copy->rows.at = ARENA_ARRAY(a, g->rows.n + 1, struct grid_row);
	copy->rows.room = g->rows.n + 1;
	if (g->rows.n)
		memcpy(copy->rows.at, g->rows.at, g->rows.n * sizeof *g->rows.at);
	for (size_t i = 0; i < g->rows.n; i++) {
		copy->rows.at[i].cells = ARENA_ARRAY(a, g->columns.n + 1, struct grid_cell);
		memcpy(copy->rows.at[i].cells, g->rows.at[i].cells, g->columns.n * sizeof *g->rows.at[i].cells);
	}
	/* what grid_compute sums up is written in place */
#define OWN(list) \
	do { \
		void *from = copy->list.at; \
		copy->list.room = copy->list.n + 1; \
		copy->list.at = arena_alloc(a, copy->list.room * sizeof *copy->list.at); \
		if (copy->list.n) \
			memcpy(copy->list.at, from, copy->list.n * sizeof *copy->list.at); \
	} while (0)
	OWN(columns);
	OWN(groups);
	OWN(envelopes);
	OWN(districts);
	OWN(publics);
#undef OWN
	return copy;
}
