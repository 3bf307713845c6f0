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

/* The parent that may disable a rule, when its answer is there: it was worked out, or is a yes or a no that the situation says. NULL: it must be asked. */
static inline const struct answer *known_parent(const struct rules_run *run, const struct rule_code *rule)
{
	const struct code *c = &run->code[rule->parent];
	if (c->op != CODE_RULE && c->op != CODE_QUESTION)
		return NULL;
	if (c->op == CODE_QUESTION && !(rule->flags & RULE_PARENT_NULLABLE)) {
		const struct answer *fact = plain_fact(run, c);
		if (fact)
			return fact;
	}
	const struct answer *slot = &run->slots[c->a];
	return slot->stamp == run->now ? slot : NULL;
}

/* Whether a rule is disabled by its parent; *missing is what the parent misses. */
static inline bool is_disabled(struct rules_run *run, rule_no r, const struct rule_code *rule, missing_set *missing)
{
	const struct answer *parent = run->in_parents[r] ? NULL : known_parent(run, rule);
	if (!parent)
		return run_disabled(run, r, missing);
	bool off = parent->state == RULES_NOT_APPLICABLE || (rule->flags & RULE_PARENT_BOOLEAN && answer_is(parent, false));
	*missing = off || rule->flags & RULE_PARENT_BOOLEAN ? parent->missing : 0;
	return off;
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
