/* solve/ in its child, against every distribution of small calls tried one by one; demands that conflict; the judge of answers (domain/allocation.h), which trusts nobody. Row N16. */
#include "solve/solve.h"

#include "lib/in_arena.h"

enum { FUNDERS = 2, SMALL = 9, CALLS = 25 };

static uint64_t state_of_draw;

static int64_t drawn(int64_t below)
{
	state_of_draw = state_of_draw * 6364136223846793005U + 1442695040888963407U;
	return (int64_t)(state_of_draw >> 33) % below;
}

static struct allocation_demand *demand(struct allocation *p, enum allocation_demand_kind kind, int64_t number)
{
	struct allocation_demand *d = LIST_ADD(arena, &p->demands);
	*d = (struct allocation_demand){.kind = kind, .number = number};
	return d;
}

static struct allocation *call_of(const int64_t *rooms)
{
	struct allocation *p = ARENA_NEW(arena, struct allocation);
	p->step_cents = 100;
	for (uint32_t f = 0; f < FUNDERS; f++) {
		*LIST_ADD(arena, &p->envelopes) = (struct allocation_envelope){.index = f, .column = f, .amount = {rooms[f] * 100}, .room = rooms[f]};
		struct allocation_demand *d = demand(p, DEMAND_ENVELOPE, 0);
		*LIST_ADD(arena, &d->of) = f;
	}
	return p;
}

static void add_project(struct allocation *p, int64_t mark, int64_t need, const int64_t *most)
{
	uint32_t i = (uint32_t)p->projects.n;
	*LIST_ADD(arena, &p->projects) =
		(struct allocation_project){.row = i, .mark = mark, .need = {need * 100}, .low = need, .high = need, .first = (uint32_t)p->cells.n, .count = FUNDERS};
	for (uint32_t f = 0; f < FUNDERS; f++)
		*LIST_ADD(arena, &p->cells) = (struct allocation_cell){.project = i, .envelope = f, .column = f, .least = 1, .most = most[f]};
}

static int64_t least_of(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Two envelopes and full funding: a choice is possible when what the first may give and what the second must leave to it have a common amount. */
static bool possible(const struct allocation *p, unsigned chosen)
{
	int64_t need = 0, low = 0, high = 0;
	for (size_t i = 0; i < p->projects.n; i++) {
		if (!(chosen >> i & 1U))
			continue;
		int64_t first = p->cells.at[2 * i].most, second = p->cells.at[2 * i + 1].most, all = p->projects.at[i].low;
		if (first + second < all)
			return false;
		need += all;
		low += all > second ? all - second : 0;
		high += least_of(first, all);
	}
	int64_t from_first = need - p->envelopes.at[1].room;
	return (low > from_first ? low : from_first) <= least_of(high, p->envelopes.at[0].room);
}

static int64_t best_by_trying_all(const struct allocation *p)
{
	int64_t best = 0;
	for (unsigned chosen = 0; chosen < 1U << p->projects.n; chosen++) {
		int64_t mark = 0;
		for (size_t i = 0; i < p->projects.n; i++)
			mark += chosen >> i & 1U ? p->projects.at[i].mark : 0;
		if (mark > best && possible(p, chosen))
			best = mark;
	}
	return best;
}

static struct solution solved(const struct allocation *p)
{
	struct solution solution;
	assert_int_equal(solve_allocation(arena, p, &(struct solve_limits){.milliseconds = 20000, .gap_ppm = 0}, &solution, &problems), OK);
	return solution;
}

static void the_solver_finds_what_trying_every_distribution_finds(void **state)
{
	(void)state;
	state_of_draw = 20240913;
	for (int k = 0; k < CALLS; k++) {
		struct allocation *p = call_of((int64_t[]){2000 + drawn(9000), 2000 + drawn(9000)});
		for (int i = 0; i < SMALL; i++)
			add_project(p, 1 + drawn(9000), 500 + drawn(4000), (int64_t[]){drawn(4000), drawn(4000)});
		struct solution s = solved(p);
		assert_int_equal(s.outcome, SOLVE_OPTIMAL);
		assert_int_equal(s.answer->mark, best_by_trying_all(p));
		assert_int_equal(allocation_check(p, s.answer).fault, FAULT_NONE);
		assert_true(s.bound >= s.answer->mark);
		assert_true(allocation_by_rank(arena, p).answer->mark <= s.answer->mark);
	}
}

static void demands_that_conflict_are_named_and_the_others_are_not(void **state)
{
	(void)state;
	struct allocation *p = call_of((int64_t[]){1000, 100000});
	for (int i = 0; i < 4; i++)
		add_project(p, 5000, 600, (int64_t[]){600, 0}); /* the first funder alone: one of them at most */
	add_project(p, 5000, 600, (int64_t[]){0, 600});
	struct allocation_demand *two = demand(p, DEMAND_COUNT_LEAST, 2), *harmless = NULL;
	for (uint32_t i = 0; i < 4; i++)
		*LIST_ADD(arena, &two->of) = i;
	harmless = demand(p, DEMAND_COUNT_LEAST, 1);
	*LIST_ADD(arena, &harmless->of) = 4;
	struct solution s = solved(p);
	assert_int_equal(s.outcome, SOLVE_INFEASIBLE);
	assert_true(s.conflict_is_small);
	assert_null(s.answer);
	assert_int_equal(s.conflict.n, 2);
	assert_int_equal(s.conflict.at[0], 0); /* the envelope of the first funder */
	assert_int_equal(s.conflict.at[1], 2); /* two projects that only it can pay */
}

static void a_threshold_is_nothing_or_at_least_that(void **state)
{
	(void)state;
	struct allocation *p = call_of((int64_t[]){10000, 10000});
	add_project(p, 5000, 1000, (int64_t[]){1000, 800});
	p->cells.at[0].least = 400;
	p->cells.at[1].least = 800;
	struct solution s = solved(p);
	assert_int_equal(s.outcome, SOLVE_OPTIMAL);
	assert_int_equal(s.answer->mark, 5000);
	assert_int_equal(s.answer->steps[0] + s.answer->steps[1], 1000);
	assert_true(s.answer->steps[0] == 1000); /* 200 beside 800 would be below the first one's threshold */
}

static void the_judge_refuses_what_breaks_a_rule_whoever_proposes_it(void **state)
{
	(void)state;
	struct allocation *p = call_of((int64_t[]){1000, 1000});
	add_project(p, 5000, 900, (int64_t[]){600, 600});
	add_project(p, 4000, 900, (int64_t[]){600, 600});
	static const struct {
		bool chosen[2];
		int64_t steps[4];
		enum allocation_fault fault;
	} proposals[] = {
		{{true, false}, {500, 400, 0, 0}, FAULT_NONE},
		{{false, false}, {0, 0, 0, 0}, FAULT_NONE},
		{{true, false}, {700, 200, 0, 0}, FAULT_AMOUNT},
		{{true, false}, {-1, 901, 0, 0}, FAULT_AMOUNT},
		{{true, false}, {500, 400, 1, 0}, FAULT_NOT_CHOSEN},
		{{true, false}, {500, 399, 0, 0}, FAULT_NEED},
		{{true, false}, {500, 401, 0, 0}, FAULT_NEED},
		{{true, true}, {600, 300, 600, 300}, FAULT_DEMAND}, /* 1 200 of 1 000 */
	};
	for (size_t k = 0; k < sizeof proposals / sizeof *proposals; k++) {
		struct allocation_answer *answer = allocation_answer_new(arena, p);
		for (size_t i = 0; i < 2; i++)
			answer->chosen[i] = proposals[k].chosen[i];
		for (size_t i = 0; i < 4; i++)
			answer->steps[i] = proposals[k].steps[i];
		assert_int_equal(allocation_check(p, answer).fault, proposals[k].fault);
	}
	p->projects.at[0].barred = true;
	struct allocation_answer *barred = allocation_answer_new(arena, p);
	barred->chosen[0] = true;
	barred->steps[0] = 500;
	barred->steps[1] = 400;
	assert_int_equal(allocation_check(p, barred).fault, FAULT_BARRED);
}

static void more_money_for_one_envelope_names_the_project_that_would_enter(void **state)
{
	(void)state;
	struct allocation *p = call_of((int64_t[]){1000, 0});
	add_project(p, 9000, 900, (int64_t[]){900, 0});
	add_project(p, 4000, 500, (int64_t[]){500, 0});
	struct solution s = solved(p);
	assert_true(s.answer->chosen[0] && !s.answer->chosen[1]);
	struct allocation_next next = allocation_next_of(p, s.answer, 0);
	assert_true(next.exists);
	assert_int_equal(next.project, 1);
	assert_int_equal(next.more.cents, 40000); /* 100 euros are left of 1 000 */
	assert_true(s.envelopes[0].binds);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		IN_ARENA(the_solver_finds_what_trying_every_distribution_finds), IN_ARENA(demands_that_conflict_are_named_and_the_others_are_not),
		IN_ARENA(a_threshold_is_nothing_or_at_least_that), IN_ARENA(the_judge_refuses_what_breaks_a_rule_whoever_proposes_it),
		IN_ARENA(more_money_for_one_envelope_names_the_project_that_would_enter),
	};
	return cmocka_run_group_tests(cases, NULL, NULL);
}
