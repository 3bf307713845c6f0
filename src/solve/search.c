/* The search itself. First the core: what the relaxation takes whole is taken, what it leaves at nothing is left, but for a part of both drawn by a fixed seed, and the rest is searched: mostly
   that is near enough to the bound, which is that of all. Else a program of up to about 1 500 projects is searched whole, a larger one without most of what the relaxation leaves at nothing
   (decision 0023). */
#include "solve/search.h"

#include "base/clock.h"

#pragma GCC diagnostic push /* headers that are not ours */
#pragma GCC diagnostic ignored "-Wundef"
#pragma GCC diagnostic ignored "-Wstrict-prototypes"
#include <Cbc_C_Interface.h>
#include <Clp_C_Interface.h>
#pragma GCC diagnostic pop
#include <math.h>
#include <string.h>

enum { WHOLE_PROJECTS = 1500, DRAWN_PERCENT = 15, CORE_PERCENT = 8, CORE_LEAST = 200, MILLION = 1000000 };

static const double nothing = 1e-7, core_share = 0.4, units_of_cents = 100000; /* money is searched in thousands of euros */

double search_seconds_left(const struct search *search)
{
	return (double)(search->limits.milliseconds - (clock_monotonic_ms() - search->began)) / 1000;
}

/* ---- the two solvers ---- */

static double *copied(struct arena *a, const double *from, int n)
{
	double *to = ARENA_ARRAY(a, (size_t)n + 1, double);
	if (from)
		memcpy(to, from, (size_t)n * sizeof *to);
	return to;
}

struct relaxation search_relax(struct arena *a, const struct program *g)
{
	struct relaxation r = {0};
	Clp_Simplex *model = Clp_newModel();
	Clp_setLogLevel(model, 0);
	Clp_loadProblem(model, g->columns, g->rows, g->starts, g->indices, g->values, g->lower.at, g->upper.at, g->cost.at, g->row_lower.at, g->row_upper.at);
	Clp_setObjSense(model, -1);
	(void)Clp_initialSolve(model);
	r.solved = Clp_isProvenOptimal(model) || Clp_isProvenPrimalInfeasible(model);
	r.feasible = Clp_isProvenOptimal(model);
	if (r.feasible) {
		r.value = Clp_getObjValue(model);
		r.columns = copied(a, Clp_getColSolution(model), g->columns);
		r.row_prices = copied(a, Clp_getRowPrice(model), g->rows);
	}
	Clp_deleteModel(model);
	return r;
}

static Cbc_Model *loaded(const struct program *g)
{
	Cbc_Model *model = Cbc_newModel();
	Cbc_setLogLevel(model, 0);
	Cbc_loadProblem(model, g->columns, g->rows, g->starts, g->indices, g->values, g->lower.at, g->upper.at, g->cost.at, g->row_lower.at, g->row_upper.at);
	Cbc_setObjSense(model, -1);
	for (int i = 0; i < g->columns; i++)
		if (g->whole.at[i])
			Cbc_setInteger(model, i);
	return model;
}

struct branch search_branch(struct arena *a, const struct program *g, double seconds, double gap, const double *start)
{
	struct branch b = {.end = BRANCH_TIME, .bound = HUGE_VAL};
	if (seconds <= 0)
		return b;
	Cbc_Model *model = loaded(g);
	Cbc_setParameter(model, "timeMode", "elapsed");
	Cbc_setMaximumSeconds(model, seconds);
	Cbc_setAllowableFractionGap(model, gap);
	if (start) {
		int *index = ARENA_ARRAY(a, (size_t)g->columns + 1, int);
		for (int i = 0; i < g->columns; i++)
			index[i] = i;
		Cbc_setMIPStartI(model, g->columns, index, start);
	}
	(void)Cbc_solve(model);
	if (Cbc_isProvenInfeasible(model)) {
		b.end = BRANCH_NONE;
	} else if (Cbc_numberSavedSolutions(model) > 0 && Cbc_bestSolution(model)) {
		b.end = BRANCH_FOUND;
		b.columns = copied(a, Cbc_bestSolution(model), g->columns);
		b.value = Cbc_getObjValue(model);
		b.bound = Cbc_getBestPossibleObjValue(model);
		b.proved = Cbc_isProvenOptimal(model) || b.bound - b.value <= gap * fabs(b.bound);
	}
	Cbc_deleteModel(model);
	return b;
}

/* ---- answers ---- */

/* Whole amounts for what was chosen, those that complete it most. False when there are none: shares that only fractions of a step would meet. */
static bool make_whole(struct search *s, const double *columns, const struct program_map *map, struct allocation_answer *answer)
{
	const struct allocation *p = s->p;
	struct arena *a = s->arena;
	bool *used = ARENA_ARRAY(a, p->cells.n + 1, bool);
	for (size_t i = 0; i < p->projects.n; i++)
		answer->chosen[i] = columns[map->projects + (int)i] > 0.5;
	for (size_t i = 0; i < p->cells.n; i++)
		used[i] = map->uses[i] >= 0 ? columns[map->uses[i]] > 0.5 : true;
	struct program_map whole_map = {0};
	const struct program_form form = {.unit = 1, .decided = answer->chosen, .used = used, .whole_money = true, .spend = true};
	const struct program *g = program_of(a, p, &form, &whole_map);
	struct relaxation r = search_relax(a, g);
	if (!r.feasible)
		return false;
	const double *amounts = r.columns;
	for (size_t i = 0; i < p->cells.n; i++)
		answer->steps[i] = (int64_t)llround(amounts[whole_map.cells + (int)i]);
	if (allocation_check(p, answer).fault == FAULT_NONE)
		return true;
	struct branch b = search_branch(a, g, fmax(1, search_seconds_left(s)), 0.0001, NULL);
	if (b.end != BRANCH_FOUND)
		return false;
	for (size_t i = 0; i < p->cells.n; i++)
		answer->steps[i] = (int64_t)llround(b.columns[whole_map.cells + (int)i]);
	return allocation_check(p, answer).fault == FAULT_NONE;
}

/* Under the lock: the better one stays. */
static void offer(struct search *s, struct allocation_answer *answer)
{
	allocation_measure(s->p, answer);
	(void)pthread_mutex_lock(&s->lock);
	struct solution *best = &s->best;
	if (!best->answer || answer->mark > best->answer->mark || (answer->mark == best->answer->mark && answer->given.cents > best->answer->given.cents)) {
		struct allocation_answer *kept = ARENA_NEW(s->arena, struct allocation_answer);
		*kept = *answer;
		best->answer = kept;
	}
	(void)pthread_mutex_unlock(&s->lock);
}

/* Thousandths of a mark; the price of money, less than one thousandth, is given back. */
static void lower_bound(struct search *s, double value)
{
	int64_t bound = (int64_t)floor(value * 1000 + 1 + nothing);
	(void)pthread_mutex_lock(&s->lock);
	if (bound < s->best.bound)
		s->best.bound = bound;
	(void)pthread_mutex_unlock(&s->lock);
}

static void conclude(struct search *s, enum solve_outcome outcome)
{
	(void)pthread_mutex_lock(&s->lock);
	s->best.outcome = outcome;
	s->done = true;
	(void)pthread_cond_signal(&s->ended);
	(void)pthread_mutex_unlock(&s->lock);
}

/* ---- the relaxation says what binds and what it is worth ---- */

static void note_prices(struct search *s, const struct relaxation *r, const struct program_map *map, double unit)
{
	const struct allocation *p = s->p;
	struct solve_value *values = ARENA_ARRAY(s->arena, p->envelopes.n + 1, struct solve_value);
	bool *binding = ARENA_ARRAY(s->arena, p->demands.n + 1, bool);
	for (size_t i = 0; i < p->demands.n; i++) {
		double price = map->demand_row[i] < 0 ? 0 : r->row_prices[map->demand_row[i]];
		binding[i] = fabs(price) > nothing;
		if (p->demands.at[i].kind == DEMAND_ENVELOPE)
			values[p->demands.at[i].of.at[0]] =
				(struct solve_value){.binds = binding[i], .mark_per_thousand = (int64_t)llround(fabs(price) * MILLION * 100000 / (unit * (double)p->step_cents))};
	}
	(void)pthread_mutex_lock(&s->lock);
	s->best.envelopes = values;
	s->best.binding = binding;
	(void)pthread_mutex_unlock(&s->lock);
}

/* Always the same numbers: the same question gets the same answer. */
static uint32_t drawn(uint32_t *seed)
{
	*seed = *seed * 1664525U + 1013904223U;
	return (*seed >> 8) % 100;
}

/* What the search of a big one looks at. */
static bool *left_out(struct search *s, const struct relaxation *r, const struct program_map *map)
{
	const struct allocation *p = s->p;
	bool *out = ARENA_ARRAY(s->arena, p->projects.n + 1, bool);
	uint32_t seed = 20240913;
	for (size_t i = 0; i < p->projects.n; i++)
		out[i] = r->columns[map->projects + (int)i] < nothing && drawn(&seed) >= DRAWN_PERCENT && !p->projects.at[i].must;
	return out;
}

/* The ranking by hand, when it meets the demands, is where the solver begins. */
static double *start_of(struct search *s, const struct program *g, const struct program_map *map, const struct allocation_answer *answer, double unit)
{
	double *start = ARENA_ARRAY(s->arena, (size_t)g->columns + 1, double);
	for (size_t i = 0; i < s->p->projects.n; i++)
		start[map->projects + (int)i] = answer->chosen[i] ? 1 : 0;
	for (size_t i = 0; i < s->p->cells.n; i++) {
		start[map->cells + (int)i] = (double)answer->steps[i] / unit;
		if (map->uses[i] >= 0)
			start[map->uses[i]] = answer->steps[i] > 0 ? 1 : 0;
	}
	return start;
}

static bool near_enough(struct search *s)
{
	(void)pthread_mutex_lock(&s->lock);
	const struct solution *best = &s->best;
	bool near = best->answer && (best->bound - best->answer->mark) * MILLION <= s->limits.gap_ppm * best->bound;
	(void)pthread_mutex_unlock(&s->lock);
	return near;
}

/* The core: small, so that something good is there early. True when it is near enough. */
static bool search_core(struct search *s, const struct relaxation *r, const struct program_map *relaxed, double unit)
{
	const struct allocation *p = s->p;
	if (p->projects.n < CORE_LEAST)
		return false;
	struct program_map map = {0};
	bool *out = ARENA_ARRAY(s->arena, p->projects.n + 1, bool), *taken = ARENA_ARRAY(s->arena, p->projects.n + 1, bool);
	uint32_t seed = 19970214;
	for (size_t i = 0; i < p->projects.n; i++) {
		const double chosen = r->columns[relaxed->projects + (int)i];
		if (drawn(&seed) < CORE_PERCENT)
			continue;
		out[i] = chosen < nothing && !p->projects.at[i].must;
		taken[i] = chosen > 1 - nothing;
	}
	const struct program_form form = {.unit = unit, .left_out = out, .taken = taken};
	const struct program *g = program_of(s->arena, p, &form, &map);
	struct branch b = search_branch(s->arena, g, search_seconds_left(s) * core_share, (double)s->limits.gap_ppm / (2 * MILLION), NULL);
	struct allocation_answer *answer = allocation_answer_new(s->arena, p);
	if (b.end != BRANCH_FOUND || !make_whole(s, b.columns, &map, answer))
		return false;
	offer(s, answer);
	(void)pthread_mutex_lock(&s->lock);
	s->best.reduced = true;
	(void)pthread_mutex_unlock(&s->lock);
	return near_enough(s);
}

static void search_chosen(struct search *s, const struct relaxation *r, const struct program_map *relaxed, double unit)
{
	const struct allocation *p = s->p;
	bool big = p->projects.n > WHOLE_PROJECTS;
	struct program_map map = {0};
	const struct program_form form = {.unit = unit, .left_out = big ? left_out(s, r, relaxed) : NULL};
	const struct program *g = program_of(s->arena, p, &form, &map);
	(void)pthread_mutex_lock(&s->lock);
	const struct allocation_answer *begin = s->best.answer;
	s->best.reduced = big;
	(void)pthread_mutex_unlock(&s->lock);
	const double *start = begin ? start_of(s, g, &map, begin, unit) : NULL;
	struct branch b = search_branch(s->arena, g, search_seconds_left(s), (double)s->limits.gap_ppm / MILLION, start);
	if (b.end == BRANCH_FOUND && !big)
		lower_bound(s, b.bound);
	struct allocation_answer *answer = allocation_answer_new(s->arena, p);
	if (b.end == BRANCH_FOUND && make_whole(s, b.columns, &map, answer))
		offer(s, answer);
	if (b.end == BRANCH_NONE && !big && !begin) {
		search_conflict(s);
		return;
	}
	(void)pthread_mutex_lock(&s->lock);
	bool found = s->best.answer != NULL;
	(void)pthread_mutex_unlock(&s->lock);
	conclude(s, found ? near_enough(s) ? SOLVE_OPTIMAL : SOLVE_IN_TIME : SOLVE_UNKNOWN);
}

void search_run(struct search *s)
{
	const double unit = units_of_cents / (double)s->p->step_cents;
	struct program_map map = {0};
	const struct program_form form = {.unit = unit};
	const struct program *g = program_of(s->arena, s->p, &form, &map);
	struct relaxation r = search_relax(s->arena, g);
	if (!r.feasible && r.solved) {
		search_conflict(s);
		return;
	}
	if (!r.feasible) {
		conclude(s, SOLVE_UNKNOWN);
		return;
	}
	lower_bound(s, r.value);
	note_prices(s, &r, &map, unit);
	struct allocation_ranking rank = allocation_by_rank(s->arena, s->p);
	if (!rank.unmet.n)
		offer(s, rank.answer);
	if (near_enough(s) || search_core(s, &r, &map, unit))
		conclude(s, SOLVE_OPTIMAL);
	else
		search_chosen(s, &r, &map, unit);
}
