/* Which demands conflict: those that are not needed for the contradiction are taken away one by one (deletion filter); what is left cannot hold together, and could without any one of it.
   The relaxation is asked first, the search only when the contradiction is one of whole projects. */
#include "solve/search.h"

static const double seconds_of_trial = 5;

/* Whether the demands that are not dropped contradict each other. *sure becomes false when time ended before that was known. */
static bool contradict(struct search *s, const bool *dropped, bool *sure)
{
	struct program_map map = {0};
	const struct program_form form = {.unit = 100000 / (double)s->p->step_cents, .dropped = dropped, .spend = true};
	struct arena *a = arena_new(s->p->cells.n * 2048 + ((size_t)64 << 20));
	struct program *g = program_of(a, s->p, &form, &map);
	for (int i = 0; i < g->columns; i++)
		g->cost.at[i] = 0;
	struct relaxation r = search_relax(a, g);
	bool no = r.solved && !r.feasible;
	if (r.feasible) {
		double left = search_seconds_left(s);
		struct branch b = search_branch(a, g, left < seconds_of_trial ? left : seconds_of_trial, 1, NULL);
		no = b.end == BRANCH_NONE;
		*sure = *sure && b.end != BRANCH_TIME;
	}
	arena_free(a);
	return no;
}

void search_conflict(struct search *s)
{
	const struct allocation *p = s->p;
	bool *dropped = ARENA_ARRAY(s->arena, p->demands.n + 1, bool), sure = true;
	/* wishes first, so that what remains is what an officer can do something about: money */
	for (size_t turn = 0; turn < 2; turn++)
		for (size_t i = 0; i < p->demands.n; i++) {
			if ((p->demands.at[i].kind == DEMAND_ENVELOPE) == (turn == 0))
				continue;
			dropped[i] = true;
			if (!contradict(s, dropped, &sure))
				dropped[i] = false;
		}
	(void)pthread_mutex_lock(&s->lock);
	for (size_t i = 0; i < p->demands.n; i++)
		if (!dropped[i])
			*LIST_ADD(s->arena, &s->best.conflict) = (uint32_t)i;
	s->best.conflict_is_small = sure;
	s->best.outcome = SOLVE_INFEASIBLE;
	s->best.answer = NULL;
	s->done = true;
	(void)pthread_cond_signal(&s->ended);
	(void)pthread_mutex_unlock(&s->lock);
}
