/* Tarjan's search: see components.h. */
#include "rules/components.h"

struct search {
	const struct need_graph *g;
	struct components found;
	uint32_t *number, *lowest; /* by thing: in the order of meeting; of the oldest that it reaches */
	uint32_t *next;            /* by thing: the need that is looked at next */
	uint32_t *path, path_n;    /* from the start to where the search is */
	uint32_t *open, open_n;    /* met, their component not known yet */
	uint32_t met, members;
};

static void enter(struct search *s, uint32_t thing)
{
	s->number[thing] = s->lowest[thing] = ++s->met;
	s->next[thing] = s->g->of[thing];
	s->path[s->path_n++] = thing;
	s->open[s->open_n++] = thing;
}

static void lower(uint32_t *lowest, uint32_t to)
{
	if (to < *lowest)
		*lowest = to;
}

/* All that was met since `thing` reaches it, and it reaches nothing older. */
static void close_component(struct search *s, uint32_t thing)
{
	uint32_t component = s->found.count++, last;
	do {
		last = s->open[--s->open_n];
		s->found.of[last] = component;
		s->found.members[s->members++] = last;
	} while (last != thing);
	s->found.first[component + 1] = s->members;
}

static void leave(struct search *s, uint32_t thing)
{
	s->path_n--;
	if (s->lowest[thing] == s->number[thing])
		close_component(s, thing);
	if (s->path_n)
		lower(&s->lowest[s->path[s->path_n - 1]], s->lowest[thing]);
}

static void follow(struct search *s, uint32_t start)
{
	enter(s, start);
	while (s->path_n) {
		uint32_t at = s->path[s->path_n - 1];
		if (s->next[at] == s->g->of[at + 1]) {
			leave(s, at);
			continue;
		}
		uint32_t need = s->g->needs[s->next[at]++];
		if (!s->number[need])
			enter(s, need);
		else if (!s->found.of[need])
			lower(&s->lowest[at], s->number[need]);
	}
}

struct components components_of(struct arena *a, const struct need_graph *g)
{
	size_t n = (size_t)g->count + 1;
	struct search s = {
		.g = g,
		.found = {.of = ARENA_ARRAY(a, n, uint32_t), .members = ARENA_ARRAY(a, n, uint32_t), .first = ARENA_ARRAY(a, n + 1, uint32_t), .count = 1},
		.number = ARENA_ARRAY(a, n, uint32_t),
		.lowest = ARENA_ARRAY(a, n, uint32_t),
		.next = ARENA_ARRAY(a, n, uint32_t),
		.path = ARENA_ARRAY(a, n, uint32_t),
		.open = ARENA_ARRAY(a, n, uint32_t),
	};
	for (uint32_t i = 1; i < g->count; i++)
		if (!s.number[i])
			follow(&s, i);
	return s.found;
}
