/* Writing and reading of what solve/answer.h says. */
#include "solve/answer.h"

#include "imports/wire.h"

enum { MILLION = 1000000 };

static void put_number(struct out *o, int64_t value)
{
	wire_put_u32(o, (uint32_t)((uint64_t)value & UINT32_MAX));
	wire_put_u32(o, (uint32_t)((uint64_t)value >> 32));
}

static int64_t number(struct wire *w)
{
	uint64_t low = wire_u32(w), high = wire_u32(w);
	return (int64_t)(high << 32 | low);
}

void answer_put(struct out *o, const struct allocation *p, const struct solution *s)
{
	wire_put_u32(o, (uint32_t)s->outcome);
	put_number(o, s->bound);
	wire_put_u32(o, s->reduced);
	wire_put_u32(o, s->conflict_is_small);
	wire_put_u32(o, (uint32_t)s->conflict.n);
	for (size_t i = 0; i < s->conflict.n; i++)
		wire_put_u32(o, s->conflict.at[i]);
	wire_put_u32(o, s->envelopes != NULL);
	for (size_t i = 0; s->envelopes && i < p->envelopes.n; i++) {
		wire_put_u32(o, s->envelopes[i].binds);
		put_number(o, s->envelopes[i].mark_per_thousand);
	}
	for (size_t i = 0; s->envelopes && i < p->demands.n; i++)
		wire_put_u32(o, s->binding[i]);
	wire_put_u32(o, s->answer != NULL);
	for (size_t i = 0; s->answer && i < p->projects.n; i++)
		wire_put_u32(o, s->answer->chosen[i]);
	for (size_t i = 0; s->answer && i < p->cells.n; i++)
		wire_put_u32(o, (uint32_t)s->answer->steps[i]);
}

static void take_conflict(struct arena *a, struct wire *w, const struct allocation *p, struct solution *s)
{
	uint32_t n = wire_count(w, 4, p->demands.n);
	for (uint32_t i = 0; i < n && !w->bad; i++) {
		uint32_t demand = wire_u32(w);
		w->bad = w->bad || demand >= p->demands.n;
		*LIST_ADD(a, &s->conflict) = demand;
	}
}

static void take_prices(struct arena *a, struct wire *w, const struct allocation *p, struct solution *s)
{
	s->envelopes = ARENA_ARRAY(a, p->envelopes.n + 1, struct solve_value);
	s->binding = ARENA_ARRAY(a, p->demands.n + 1, bool);
	if (!wire_u32(w))
		return;
	for (size_t i = 0; i < p->envelopes.n; i++) {
		s->envelopes[i].binds = wire_u32(w) != 0;
		s->envelopes[i].mark_per_thousand = number(w);
		w->bad = w->bad || s->envelopes[i].mark_per_thousand < 0;
	}
	for (size_t i = 0; i < p->demands.n; i++)
		s->binding[i] = wire_u32(w) != 0;
}

static void take_answer(struct arena *a, struct wire *w, const struct allocation *p, struct solution *s)
{
	if (!wire_u32(w))
		return;
	s->answer = allocation_answer_new(a, p);
	for (size_t i = 0; i < p->projects.n; i++)
		s->answer->chosen[i] = wire_u32(w) != 0;
	for (size_t i = 0; i < p->cells.n; i++)
		s->answer->steps[i] = wire_u32(w);
	if (w->bad || allocation_check(p, s->answer).fault != FAULT_NONE)
		w->bad = true;
	else
		allocation_measure(p, s->answer);
}

bool answer_take(struct arena *a, const struct allocation *p, str bytes, struct solution *s)
{
	struct wire w = {.rest = bytes};
	uint32_t outcome = wire_u32(&w);
	s->bound = number(&w);
	s->reduced = wire_u32(&w) != 0;
	s->conflict_is_small = wire_u32(&w) != 0;
	take_conflict(a, &w, p, s);
	take_prices(a, &w, p, s);
	take_answer(a, &w, p, s);
	if (!wire_ended(&w) || outcome >= SOLVE_OUTCOMES || s->bound < 0)
		return false;
	s->outcome = (enum solve_outcome)outcome;
	bool answered = s->outcome == SOLVE_OPTIMAL || s->outcome == SOLVE_IN_TIME;
	if (answered != (s->answer != NULL) || (s->answer && s->bound < s->answer->mark))
		return false;
	if (answered)
		s->gap_ppm = s->bound > 0 ? (int64_t)((double)(s->bound - s->answer->mark) * MILLION / (double)s->bound) : 0;
	return true;
}
