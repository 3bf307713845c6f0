/* Any bytes as the answer of a solver that was taken over: the reader ends, stays inside the bytes, and what it lets through is a distribution that the domain's judge accepts, its figures
   those of its amounts. The first byte draws the problem, so that no answer is right for all. */
#include "base/limits.h"
#include "base/status.h"
#include "solve/answer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FUNDERS = 2, PROJECTS = 4 };

static struct allocation_demand *demand(struct arena *a, struct allocation *p, enum allocation_demand_kind kind, int64_t number, uint32_t of)
{
	struct allocation_demand *d = LIST_ADD(a, &p->demands);
	*d = (struct allocation_demand){.kind = kind, .number = number};
	*LIST_ADD(a, &d->of) = of;
	return d;
}

static struct allocation *problem_of(struct arena *a, uint32_t drawn)
{
	struct allocation *p = ARENA_NEW(a, struct allocation);
	p->step_cents = 100;
	for (uint32_t f = 0; f < FUNDERS; f++) {
		int64_t room = 200 + 100 * (int64_t)(drawn >> f & 3U);
		*LIST_ADD(a, &p->envelopes) = (struct allocation_envelope){.index = f, .column = f, .amount = {room * 100}, .room = room};
		(void)demand(a, p, DEMAND_ENVELOPE, 0, f);
	}
	for (uint32_t i = 0; i < PROJECTS; i++) {
		const int64_t need = 100 + 20 * (int64_t)i;
		*LIST_ADD(a, &p->projects) = (struct allocation_project){.row = i, .mark = 1000 * (int64_t)(i + 1), .need = {need * 100}, .low = need, .high = need,
			.barred = i == (drawn >> 4 & 7U), .first = (uint32_t)p->cells.n, .count = FUNDERS};
		for (uint32_t f = 0; f < FUNDERS; f++)
			*LIST_ADD(a, &p->cells) = (struct allocation_cell){.project = i, .envelope = f, .column = f, .least = 1, .most = need};
	}
	(void)demand(a, p, drawn & 0x80U ? DEMAND_COUNT_LEAST : DEMAND_COUNT_MOST, 1, 0);
	(void)demand(a, p, DEMAND_MONEY_LEAST, 10, 1);
	return p;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	struct arena *a = arena_new(LIMIT_COMMAND_ARENA);
	const struct allocation *p = problem_of(a, data[0]);
	struct solution s = {0};
	if (answer_take(a, p, (str){(const char *)data + 1, size - 1}, &s)) {
		always(s.bound >= 0 && s.outcome < SOLVE_OUTCOMES);
		for (size_t i = 0; i < s.conflict.n; i++)
			always(s.conflict.at[i] < p->demands.n);
		if (s.answer) {
			const int64_t mark = s.answer->mark;
			always(allocation_check(p, s.answer).fault == FAULT_NONE && mark <= s.bound && s.gap_ppm >= 0 && s.gap_ppm <= 1000000);
			allocation_measure(p, s.answer);
			always(s.answer->mark == mark);
		}
	}
	arena_free(a);
	return 0;
}
