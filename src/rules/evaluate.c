/* Works out codes: rules, what the situation says, conditions, and the table of who works out what. Operations are in evaluate_quick.c, applicability in
   evaluate_applicable.c, rarer mechanisms in the other evaluate_*.c. Called by run.c and by them. Takes no memory. */
#include "rules/works.h"

enum { CYCLE_TURNS = 1 }; /* a rule may be met once more while it is worked out; the next time it is not defined, as in the reference */

static const struct answer unknown = {.state = RULES_NOT_DEFINED};

/* ---- rules ---- */

bool run_stopped(struct rules_run *run)
{
	struct scratch *s = run->scratch;
	if (!s->failed)
		run_fail(run, (const char *)__builtin_frame_address(0) < s->stack_floor ? W_rules_evaluate_too_deep : W_rules_evaluate_too_long);
	return false;
}

static void keep(struct answer *slot, const struct answer *a, uint32_t now)
{
	(void)answer_copy(slot, a);
	slot->stamp = now;
}

/* What remains to say of a value that is in the slot: that the rule itself is missing, and what its parent misses. */
static inline void note_missing(struct rules_run *run, rule_no r, missing_set parent, struct answer *slot)
{
	if (slot->state == RULES_NOT_DEFINED && !slot->missing && run->rules[r].flags & RULE_MISSABLE)
		slot->missing = missing_one(run->scratch, r, 1);
	slot->missing = missing_merge(run->scratch, slot->missing, parent);
}

/* A rule with `une possibilité`: the choice may answer by itself; else it gives its unit to the value. */
static __attribute__((noinline)) void choose(struct rules_run *run, rule_no r, missing_set parent, struct answer *slot)
{
	const struct rule_code *rule = &run->rules[r];
	struct scratch *s = run->scratch;
	struct answer choice, out;
	(void)answer_copy(&choice, run_eval(run, rule->possibilities, &choice));
	if (choice.state != RULES_NOT_DEFINED) {
		(void)answer_copy(slot, &choice);
		slot->has_unit = choice.unit != UNIT_NONE;
		slot->missing = missing_merge(s, choice.missing, parent);
		return;
	}
	(void)answer_copy(slot, run_eval(run, rule->value, &out));
	if (choice.unit) {
		slot->unit = choice.unit;
		slot->has_unit = true;
	}
	note_missing(run, r, 0, slot);
	slot->missing = missing_merge(s, missing_merge(s, choice.missing, slot->missing), parent);
}

/* Most rules are what their formula gives, for the situation says nothing of them. */
static inline const struct answer *value_of(struct rules_run *run, uint32_t at, struct answer *out)
{
	const struct code *c = &run->code[at];
	if (c->op != CODE_FACT_ELSE || run->facts[c->a].stamp == run->facts_now)
		return run_works[c->op](run, c, out);
	const struct answer *a = operand(run, c->b, out);
	if (a->has_unit == (a->unit != UNIT_NONE))
		return a;
	answer_copy(out, a)->has_unit = a->unit != UNIT_NONE;
	return out;
}

/* The value of a rule that is neither disabled nor in a circle. */
static inline void work_out_value(struct rules_run *run, rule_no r, missing_set parent, struct answer *slot)
{
	const struct rule_code *rule = &run->rules[r];
	if (rule->possibilities) {
		choose(run, r, parent, slot);
		return;
	}
	ANSWER(out);
	bool circle = rule->flags & RULE_IN_CIRCLE; /* then the slot may be given meanwhile */
	(void)answer_copy(slot, value_of(run, rule->value, circle ? &out : slot));
	note_missing(run, r, parent, slot);
}

static __attribute__((noinline, no_stack_protector)) const struct answer *work_out_rule(struct rules_run *run, rule_no r, struct answer *slot)
{
	const struct rule_code *rule = &run->rules[r];
	uint32_t now = run->now;
	missing_set parent = 0;
	if (!may_go_on(run, rule->weight))
		return &unknown;
	if (rule->parent && is_disabled(run, r, rule, &parent)) {
		(void)answer_state(slot, RULES_NOT_APPLICABLE, parent);
	} else if (run->on_stack[r] > CYCLE_TURNS) {
		(void)answer_state(slot, RULES_NOT_DEFINED, parent);
	} else {
		rule_no before = run->current;
		run->current = r;
		run->on_stack[r]++;
		work_out_value(run, r, parent, slot);
		run->on_stack[r]--;
		run->current = before;
	}
	slot->fact = 0;
	slot->stamp = now;
	return slot;
}

const struct answer *run_rule(struct rules_run *run, rule_no r)
{
	struct answer *slot = &run->slots[r];
	return slot->stamp == run->now ? slot : work_out_rule(run, r, slot);
}

/* ---- the situation ---- */

/* A fact that is an expression is worked out as the hidden rule that it is: kept, and counted in circles. */
static const struct answer *work_out_fact(struct rules_run *run, uint32_t fact)
{
	rule_no hidden = run->scratch->program->fact_rules[fact];
	struct answer *slot = &run->slots[hidden];
	uint32_t now = run->now;
	struct answer out;
	if (slot->stamp == now)
		return slot;
	if (!may_go_on(run, 1))
		return &unknown;
	if (run->on_stack[hidden] > CYCLE_TURNS) {
		(void)answer_state(slot, RULES_NOT_DEFINED, 0);
	} else {
		rule_no before = run->current;
		run->current = hidden;
		run->on_stack[hidden]++;
		(void)answer_copy(slot, run_eval(run, run->fact_code[fact], &out));
		run->on_stack[hidden]--;
		run->current = before;
	}
	keep(slot, slot, now);
	return slot;
}

const struct answer *run_fact(struct rules_run *run, uint32_t fact)
{
	const struct answer *a = &run->facts[fact];
	if (a->stamp != run->facts_now)
		return &unknown;
	return a->fact & FACT_EXPRESSION ? work_out_fact(run, fact) : a;
}

/* ---- conditions ---- */

/* A branch that was taken: its value and unit, with what its condition misses. The unit of `alors` stands in when the branch has none. */
static const struct answer *branch_taken(struct rules_run *run, missing_set condition, const struct answer *branch, unit_id fallback, struct answer *out)
{
	unit_id unit = branch->unit ? branch->unit : fallback;
	if (!condition && unit == branch->unit && branch->has_unit == (unit != UNIT_NONE))
		return branch;
	missing_set missing = branch->missing;
	(void)answer_copy(out, branch);
	out->unit = unit;
	out->has_unit = unit != UNIT_NONE;
	out->missing = missing_merge(run->scratch, missing_bonus(run->scratch, condition), missing);
	return out;
}

static WORK fact_else(struct rules_run *run, const struct code *c, struct answer *out)
{
	const struct answer *fact = &run->facts[c->a];
	missing_set missing = 0;
	if (fact->stamp == run->facts_now) {
		if (!fact->fact && (fact->unit || !c->unit))
			return fact;
		fact = run_fact(run, c->a);
		missing = fact->missing;
		if (fact->state != RULES_NOT_DEFINED)
			return branch_taken(run, missing, fact, c->unit, out);
	}
	return branch_taken(run, missing, operand(run, c->b, out), UNIT_NONE, out);
}

/* Both branches are worked out, `sinon` first, for what they miss. */
static const struct answer *branch_unknown(struct rules_run *run, const struct code *c, missing_set condition, struct answer *out)
{
	struct answer other;
	const struct answer *sinon = operand(run, c->c, &other);
	missing_set missing = sinon->missing;
	const struct answer *alors = operand(run, c->b, out);
	unit_id unit = alors->unit;
	missing = missing_merge(run->scratch, missing, alors->missing);
	*out = (struct answer){.state = RULES_NOT_DEFINED, .has_unit = unit != UNIT_NONE, .unit = unit};
	out->missing = missing_merge(run->scratch, missing_bonus(run->scratch, condition), missing);
	return out;
}

static WORK condition(struct rules_run *run, const struct code *c, struct answer *out)
{
	const struct answer *si = operand(run, c->a, out);
	missing_set missing = si->missing;
	if (si->has_unit || (si->state == RULES_VALUE && si->type != RULES_BOOLEAN)) {
		run_fail(run, W_rules_evaluate_not_boolean);
		return &unknown;
	}
	if (si->state == RULES_NOT_DEFINED)
		return branch_unknown(run, c, missing, out);
	if (si->state == RULES_NOT_APPLICABLE)
		return branch_taken(run, missing, si, c->unit, out);
	if (si->truth)
		return branch_taken(run, missing, operand(run, c->b, out), UNIT_NONE, out);
	return branch_taken(run, missing, operand(run, c->c, out), c->unit, out);
}

/* ---- the other codes ---- */

static WORK nothing(struct rules_run *run, const struct code *c, struct answer *out)
{
	(void)run;
	(void)c;
	(void)out;
	return &unknown;
}

static WORK constant(struct rules_run *run, const struct code *c, struct answer *out)
{
	(void)out;
	return &run->constants[c->a];
}

static WORK rule(struct rules_run *run, const struct code *c, struct answer *out)
{
	(void)out;
	return run_rule(run, c->a);
}

static WORK question(struct rules_run *run, const struct code *c, struct answer *out)
{
	(void)out;
	const struct answer *fact = plain_fact(run, c);
	return fact ? fact : run_rule(run, c->a);
}

static WORK fact(struct rules_run *run, const struct code *c, struct answer *out)
{
	(void)out;
	return run_fact(run, c->a);
}

static WORK kept(struct rules_run *run, const struct code *c, struct answer *out)
{
	struct answer *slot = &run->slots[c->a];
	uint32_t now = run->now;
	if (slot->stamp == now)
		return slot;
	keep(slot, run_eval(run, c->b, c->flags & CODE_IN_CIRCLE ? out : slot), now); /* in a circle, the slot may be given meanwhile */
	return slot;
}

/* A date, a text or a truth has no unit to convert; what cannot be converted stays what it was. */
static WORK unit(struct rules_run *run, const struct code *c, struct answer *out)
{
	const struct answer *a = operand(run, c->a, out);
	if (a->unit == c->unit && a->has_unit)
		return a;
	(void)answer_copy(out, a);
	if (answer_is_number(out) && out->unit && out->unit != c->unit)
		(void)unit_convert(&run->scratch->units, out->unit, c->unit, &out->number);
	out->unit = c->unit;
	out->has_unit = true;
	return out;
}

static WORK not_applicable(struct rules_run *run, const struct code *c, struct answer *out)
{
	run_not_applicable(run, c->a, out);
	return out;
}

static WORK not_defined(struct rules_run *run, const struct code *c, struct answer *out)
{
	const struct answer *a = operand(run, c->a, out);
	return answer_truth(out, a->state == RULES_NOT_DEFINED, a->missing);
}

static WORK node(struct rules_run *run, const struct code *c, struct answer *out)
{
	return run_node(run, run_node_at(run, c->a), out);
}

work *const run_works[CODE_COUNT] = {
	[CODE_NONE] = nothing,
	[CODE_CONSTANT] = constant,
	[CODE_RULE] = rule,
	[CODE_QUESTION] = question,
	[CODE_FACT] = fact,
	[CODE_FACT_ELSE] = fact_else,
	[CODE_KEPT] = kept,
	[CODE_CONDITION] = condition,
	[CODE_MUL] = work_mul,
	[CODE_DIV] = work_div,
	[CODE_DIV_WHOLE] = work_div_whole,
	[CODE_POW] = work_pow,
	[CODE_ADD] = work_add,
	[CODE_SUB] = work_sub,
	[CODE_LT] = work_lt,
	[CODE_LE] = work_le,
	[CODE_GT] = work_gt,
	[CODE_GE] = work_ge,
	[CODE_EQ] = work_eq,
	[CODE_NE] = work_ne,
	[CODE_AND] = work_and,
	[CODE_OR] = work_or,
	[CODE_ALL] = work_all,
	[CODE_ANY] = work_any,
	[CODE_NOT_APPLICABLE] = not_applicable,
	[CODE_NOT_DEFINED] = not_defined,
	[CODE_UNIT] = unit,
	[CODE_NODE] = node,
};

const struct answer *run_eval(struct rules_run *run, uint32_t at, struct answer *out)
{
	const struct code *c = &run->code[at];
	return run_works[c->op](run, c, out);
}
