/* The judge of an answer: every bound, need, envelope and demand recomputed in whole cents, with exact shares, from the amounts alone. It knows nothing of how they were found. */
#include "domain/allocation.h"

struct allocation_answer *allocation_answer_new(struct arena *a, const struct allocation *p)
{
	struct allocation_answer *answer = ARENA_NEW(a, struct allocation_answer);
	answer->chosen = ARENA_ARRAY(a, p->projects.n + 1, bool);
	answer->steps = ARENA_ARRAY(a, p->cells.n + 1, int64_t);
	answer->taken = ARENA_ARRAY(a, p->envelopes.n + 1, money);
	return answer;
}

void allocation_measure(const struct allocation *p, struct allocation_answer *answer)
{
	answer->mark = 0;
	answer->count = 0;
	answer->given = MONEY_ZERO;
	for (size_t i = 0; i < p->projects.n; i++) {
		answer->mark += answer->chosen[i] ? p->projects.at[i].mark : 0;
		answer->count += answer->chosen[i];
	}
	for (size_t i = 0; i < p->envelopes.n; i++)
		answer->taken[i] = p->envelopes.at[i].kept;
	for (size_t i = 0; i < p->cells.n; i++) {
		const money amount = {answer->steps[i] * p->step_cents};
		answer->given = money_add(answer->given, amount);
		if (p->cells.at[i].envelope != ALLOCATION_NONE)
			answer->taken[p->cells.at[i].envelope] = money_add(answer->taken[p->cells.at[i].envelope], amount);
	}
}

static int64_t steps_of(const struct allocation *p, const struct allocation_answer *answer, size_t project)
{
	int64_t sum = 0;
	for (size_t k = 0; k < p->projects.at[project].count; k++)
		sum += answer->steps[p->projects.at[project].first + k];
	return sum;
}

static int64_t cents_of_envelope(const struct allocation *p, const struct allocation_answer *answer, uint32_t envelope)
{
	int64_t steps = 0;
	for (size_t i = 0; i < p->cells.n; i++)
		steps += p->cells.at[i].envelope == envelope ? answer->steps[i] : 0;
	return steps * p->step_cents;
}

static int64_t count_of(const struct allocation_answer *answer, const struct allocation_demand *d)
{
	int64_t n = 0;
	for (size_t i = 0; i < d->of.n; i++)
		n += answer->chosen[d->of.at[i]];
	return n;
}

/* part / whole against number / 100, without division. */
static int64_t share_excess(const struct allocation *p, const struct allocation_answer *answer, const struct allocation_demand *d)
{
	int64_t part = d->kept_of, whole = d->kept_whole;
	if (d->kind == DEMAND_PART_LEAST) {
		part += cents_of_envelope(p, answer, d->of.at[0]);
		for (size_t i = 0; i < d->whole.n; i++)
			whole += cents_of_envelope(p, answer, d->whole.at[i]);
	} else {
		for (size_t i = 0; i < d->of.n; i++)
			part += steps_of(p, answer, d->of.at[i]) * p->step_cents;
		for (size_t i = 0; i < p->cells.n; i++)
			whole += answer->steps[i] * p->step_cents;
	}
	return part * 100 - whole * d->number;
}

bool allocation_demand_met(const struct allocation *p, const struct allocation_answer *answer, size_t demand)
{
	const struct allocation_demand *d = &p->demands.at[demand];
	switch (d->kind) {
	case DEMAND_ENVELOPE:
		return cents_of_envelope(p, answer, d->of.at[0]) <= p->envelopes.at[d->of.at[0]].room * p->step_cents;
	case DEMAND_MUST:
	case DEMAND_COUNT_LEAST:
		return count_of(answer, d) >= d->number;
	case DEMAND_COUNT_MOST:
		return count_of(answer, d) <= d->number;
	case DEMAND_MONEY_LEAST:
	case DEMAND_PART_LEAST:
		return share_excess(p, answer, d) >= 0;
	case DEMAND_MONEY_MOST:
		return share_excess(p, answer, d) <= 0;
	case DEMAND_KINDS:
		break;
	}
	return false;
}

struct allocation_verdict allocation_check(const struct allocation *p, const struct allocation_answer *answer)
{
	for (size_t i = 0; i < p->cells.n; i++) {
		const struct allocation_cell *cell = &p->cells.at[i];
		int64_t steps = answer->steps[i];
		if (steps != 0 && (steps < cell->least || steps > cell->most))
			return (struct allocation_verdict){FAULT_AMOUNT, i};
		if (steps != 0 && !answer->chosen[cell->project])
			return (struct allocation_verdict){FAULT_NOT_CHOSEN, i};
	}
	for (size_t i = 0; i < p->projects.n; i++) {
		const struct allocation_project *project = &p->projects.at[i];
		int64_t sum = steps_of(p, answer, i);
		if (answer->chosen[i] && project->barred)
			return (struct allocation_verdict){FAULT_BARRED, i};
		if (answer->chosen[i] && (sum < project->low || sum > project->high))
			return (struct allocation_verdict){FAULT_NEED, i};
	}
	for (size_t i = 0; i < p->demands.n; i++)
		if (!allocation_demand_met(p, answer, i))
			return (struct allocation_verdict){FAULT_DEMAND, i};
	return (struct allocation_verdict){FAULT_NONE, 0};
}
