/* What a committee does by hand: best marks first, until envelopes end; and what it would ask afterwards: which project would enter if one envelope held more. Exact, no solver. */
#include "domain/allocation.h"

#include <stdlib.h>

static int64_t least_of(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Decided projects first, then the best mark, then what needs less, then the order of the grid. */
static int compare(const void *left, const void *right, void *context)
{
	const struct allocation *p = context;
	uint32_t i = *(const uint32_t *)left, k = *(const uint32_t *)right;
	const struct allocation_project *a = &p->projects.at[i], *b = &p->projects.at[k];
	if (a->must != b->must)
		return a->must ? -1 : 1;
	if (a->mark != b->mark)
		return a->mark > b->mark ? -1 : 1;
	if (a->high != b->high)
		return a->high < b->high ? -1 : 1;
	return i < k ? -1 : i > k;
}

/* Room left for one cell, whose envelope may be unknown. */
static int64_t room_of(const struct allocation_cell *cell, const int64_t *room)
{
	return cell->envelope == ALLOCATION_NONE ? cell->most : least_of(cell->most, room[cell->envelope]);
}

static int compare_cells(const void *left, const void *right, void *context)
{
	const struct allocation *p = context;
	uint32_t i = *(const uint32_t *)left, k = *(const uint32_t *)right;
	int64_t a = p->cells.at[i].most, b = p->cells.at[k].most;
	return a > b ? -1 : a < b ? 1 : i < k ? -1 : i > k;
}

/* The project takes from its funders, those that may give most first; a rest under a funder's threshold is made up by giving back what was taken before. False when it cannot be
   completed: then nothing was taken. */
static bool take(const struct allocation *p, uint32_t *order, const struct allocation_project *project, int64_t *room, int64_t *steps)
{
	int64_t sum = 0;
	for (uint32_t k = 0; k < project->count; k++)
		order[k] = project->first + k;
	qsort_r(order, project->count, sizeof *order, compare_cells, (void *)(uintptr_t)p);
	for (uint32_t k = 0; k < project->count; k++) {
		const struct allocation_cell *cell = &p->cells.at[order[k]];
		int64_t amount = least_of(project->high - sum, room_of(cell, room));
		if (amount > 0 && amount < cell->least) {
			int64_t missing = cell->least - amount;
			uint32_t from = order[k ? k - 1 : 0];
			if (!k || room_of(cell, room) < cell->least || steps[from] - missing < p->cells.at[from].least)
				continue;
			steps[from] -= missing;
			sum -= missing;
			amount = cell->least;
		}
		steps[order[k]] = amount > 0 ? amount : 0;
		sum += steps[order[k]];
	}
	bool complete = sum >= project->low;
	for (uint32_t k = 0; k < project->count; k++) {
		uint32_t at = project->first + k, e = p->cells.at[at].envelope;
		if (!complete)
			steps[at] = 0;
		else if (e != ALLOCATION_NONE)
			room[e] -= steps[at];
	}
	return complete;
}

struct allocation_ranking allocation_by_rank(struct arena *a, const struct allocation *p)
{
	struct allocation_ranking ranking = {.answer = allocation_answer_new(a, p)};
	size_t n = p->projects.n, widest = 1;
	uint32_t *order = ARENA_ARRAY(a, n + 1, uint32_t);
	int64_t *room = ARENA_ARRAY(a, p->envelopes.n + 1, int64_t);
	for (size_t i = 0; i < p->envelopes.n; i++)
		room[i] = p->envelopes.at[i].room;
	for (size_t i = 0; i < n; i++) {
		order[i] = (uint32_t)i;
		widest = p->projects.at[i].count > widest ? p->projects.at[i].count : widest;
	}
	uint32_t *cells = ARENA_ARRAY(a, widest, uint32_t);
	qsort_r(order, n, sizeof *order, compare, (void *)(uintptr_t)p);
	for (size_t i = 0; i < n; i++)
		if (!p->projects.at[order[i]].barred)
			ranking.answer->chosen[order[i]] = take(p, cells, &p->projects.at[order[i]], room, ranking.answer->steps);
	allocation_measure(p, ranking.answer);
	for (size_t i = 0; i < p->demands.n; i++)
		if (!allocation_demand_met(p, ranking.answer, i))
			*LIST_ADD(a, &ranking.unmet) = (uint32_t)i;
	return ranking;
}

/* How much more that envelope must hold for the project to be completed, all else unchanged; -1 when no money of it would do. */
static int64_t lacks(const struct allocation *p, const struct allocation_answer *answer, const struct allocation_project *project, uint32_t envelope)
{
	int64_t others = 0, own = 0, own_least = 0;
	for (uint32_t k = 0; k < project->count; k++) {
		const struct allocation_cell *cell = &p->cells.at[project->first + k];
		if (cell->envelope == envelope) {
			own += cell->most;
			own_least = cell->least;
			continue;
		}
		int64_t room = cell->most;
		if (cell->envelope != ALLOCATION_NONE) {
			const struct allocation_envelope *e = &p->envelopes.at[cell->envelope];
			room = least_of(room, e->room - (answer->taken[cell->envelope].cents - e->kept.cents) / p->step_cents);
		}
		others += room >= cell->least ? room : 0;
	}
	int64_t wanted = project->low - others;
	if (!own || wanted <= 0)
		return -1;
	wanted = wanted < own_least ? own_least : wanted;
	const struct allocation_envelope *e = &p->envelopes.at[envelope];
	int64_t left = e->room - (answer->taken[envelope].cents - e->kept.cents) / p->step_cents;
	return wanted > own ? -1 : wanted - left;
}

struct allocation_next allocation_next_of(const struct allocation *p, const struct allocation_answer *answer, uint32_t envelope)
{
	struct allocation_next next = {0};
	int64_t best_mark = 0, best_more = 0;
	for (size_t i = 0; i < p->projects.n; i++) {
		const struct allocation_project *project = &p->projects.at[i];
		if (answer->chosen[i] || project->barred || !project->count)
			continue;
		int64_t more = lacks(p, answer, project, envelope);
		/* marks per euro: what one more euro buys best */
		if (more <= 0 || (next.exists && project->mark * best_more <= best_mark * more))
			continue;
		best_mark = project->mark;
		best_more = more;
		next = (struct allocation_next){.exists = true, .project = (uint32_t)i, .more = {more * p->step_cents}};
	}
	return next;
}
