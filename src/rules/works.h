/* Inside the evaluator: the functions that work codes out, one for each, and what most operands are without calling one. Included by evaluate.c,
   evaluate_applicable.c and evaluate_quick.c: what runs for every node of every verdict. */
#ifndef RULES_WORKS_H
#define RULES_WORKS_H

#include "rules/run.h"

/* One function for each code. They call one another in tail position, and have no arrays: no frame is checked nor cleared. */
typedef const struct answer *work(struct rules_run *run, const struct code *c, struct answer *out);
#define WORK __attribute__((no_stack_protector)) const struct answer *
extern work *const run_works[CODE_COUNT];

/* A fact that is simply given, in the unit that its rule has. */
static inline const struct answer *plain_fact(const struct rules_run *run, const struct code *c)
{
	const struct answer *fact = &run->facts[c->b];
	bool plain = fact->stamp == run->facts_now && !fact->fact && (fact->unit == c->unit || c->flags & CODE_ANY_UNIT);
	return plain ? fact : NULL;
}

/* What most operands are, without a call: a constant, a question that was answered, a rule that was worked out. */
static inline __attribute__((always_inline)) const struct answer *operand(struct rules_run *run, uint32_t at, struct answer *out)
{
	const struct code *c = &run->code[at];
	if (c->op == CODE_CONSTANT)
		return &run->constants[c->a];
	if (c->op == CODE_QUESTION) {
		const struct answer *fact = plain_fact(run, c);
		if (fact)
			return fact;
	}
	if (c->op == CODE_QUESTION || c->op == CODE_RULE) {
		const struct answer *slot = &run->slots[c->a];
		return slot->stamp == run->now ? slot : run_rule(run, c->a);
	}
	return run_works[c->op](run, c, out);
}

/* Says why, once; false. */
bool run_stopped(struct rules_run *run);

/* Is there stack left, and time? After a failure there is none. */
static inline bool may_go_on(struct rules_run *run, uint32_t weight)
{
	struct scratch *s = run->scratch;
	if ((const char *)__builtin_frame_address(0) < s->stack_floor || s->steps_left <= weight)
		return run_stopped(run);
	s->steps_left -= weight + 1;
	return true;
}

/* evaluate_quick.c: operations and lists of conditions. */
work work_mul;
work work_div;
work work_div_whole;
work work_pow;
work work_add;
work work_sub;
work work_lt;
work work_le;
work work_gt;
work work_ge;
work work_eq;
work work_ne;
work work_and;
work work_or;
work work_all;
work work_any;

#endif
