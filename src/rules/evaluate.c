/* Works out codes: constants, rules, what the situation says, conditions, and the frequent cases of operations. What runs for every rule of every verdict is here,
   in one file, so that the compiler sees it whole; rarer mechanisms are in evaluate_*.c. Called by run.c and by them. Takes no memory. */
#include "rules/run.h"

enum { CYCLE_TURNS = 1 }; /* a rule may be met once more while it is worked out; the time after, it is not defined: rules_cycles tells people */

static const struct answer unknown = {.state = RULES_NOT_DEFINED};

/* ---- children ---- */

/* What most operands are, without a call: a constant, or a rule that was worked out. */
static inline const struct answer *operand(struct rules_run *run, uint32_t at, struct answer *out)
{
	const struct code *c = &run->code[at];
	if (c->op == CODE_CONSTANT)
		return &run->constants[c->a];
	if (c->op == CODE_RULE) {
		const struct answer *slot = &run->slots[c->a];
		return slot->stamp == run->now ? slot : run_rule(run, c->a);
	}
	return run_eval(run, at, out);
}

/* ---- rules ---- */

static bool may_go_on(struct rules_run *run, uint32_t weight)
{
	struct scratch *s = run->scratch;
	if (s->failed)
		return false;
	if ((const char *)__builtin_frame_address(0) < s->stack_floor) {
		run_fail(run, W_rules_evaluate_too_deep);
		return false;
	}
	if (s->steps_left <= weight) {
		run_fail(run, W_rules_evaluate_too_long);
		return false;
	}
	s->steps_left -= weight + 1;
	return true;
}

/* Asks the parent that may disable r: not applicable, "no", and (second turn) what it misses. */
bool run_disabled(struct rules_run *run, rule_no r, missing_set *missing)
{
	const struct rule_code *rule = &run->rules[r];
	struct answer out;
	*missing = 0;
	if (!rule->parent)
		return false;
	if (!run->in_parents[r]) {
		bool disabled = false;
		run->in_parents[r] = 1;
		if (rule->flags & RULE_PARENT_NULLABLE) {
			run_not_applicable(run, rule->parent, &out);
			disabled = answer_is(&out, true);
			*missing = out.missing;
		}
		if (!disabled && rule->flags & RULE_PARENT_BOOLEAN) {
			const struct answer *parent = operand(run, rule->parent, &out);
			disabled = parent->state == RULES_NOT_APPLICABLE || answer_is(parent, false);
			*missing = parent->missing;
		}
		run->in_parents[r] = 0;
		if (disabled)
			return true;
	}
	*missing = 0;
	if (!(rule->flags & RULE_PARENT_BOOLEAN))
		return false;
	const struct answer *parent = operand(run, rule->parent, &out);
	*missing = parent->missing;
	return answer_is(parent, false);
}

static void keep(struct answer *slot, const struct answer *a, uint32_t now)
{
	if (a != slot)
		*slot = *a;
	slot->fact = 0;
	slot->stamp = now;
}

/* The value of a rule that is neither disabled nor in a circle. */
static void work_out_value(struct rules_run *run, rule_no r, missing_set parent_missing, struct answer *slot)
{
	const struct rule_code *rule = &run->rules[r];
	struct scratch *s = run->scratch;
	struct answer choice = unknown;
	if (rule->possibilities)
		(void)answer_copy(&choice, run_eval(run, rule->possibilities, &choice));
	if (choice.state != RULES_NOT_DEFINED) {
		*slot = choice;
		slot->has_unit = choice.unit != UNIT_NONE;
		slot->missing = missing_merge(s, choice.missing, parent_missing);
		return;
	}
	(void)answer_copy(slot, run_eval(run, rule->value, slot));
	if (choice.unit) {
		slot->unit = choice.unit;
		slot->has_unit = true;
	}
	missing_set missing = slot->missing;
	if (slot->state == RULES_NOT_DEFINED && !missing && rule->flags & RULE_MISSABLE)
		missing = missing_one(s, r, 1);
	slot->missing = missing_merge(s, missing_merge(s, choice.missing, missing), parent_missing);
}

static const struct answer *work_out_rule(struct rules_run *run, rule_no r, struct answer *slot)
{
	uint32_t now = run->now;
	missing_set parent_missing;
	if (!may_go_on(run, run->rules[r].weight))
		return &unknown;
	if (run_disabled(run, r, &parent_missing)) {
		(void)answer_state(slot, RULES_NOT_APPLICABLE, parent_missing);
	} else if (run->on_stack[r] > CYCLE_TURNS) {
		(void)answer_state(slot, RULES_NOT_DEFINED, parent_missing);
	} else {
		rule_no before = run->current;
		run->current = r;
		run->on_stack[r]++;
		work_out_value(run, r, parent_missing, slot);
		run->on_stack[r]--;
		run->current = before;
	}
	keep(slot, slot, now);
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
		(void)answer_copy(slot, run_eval(run, run->fact_code[fact], slot));
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

static const struct answer *fact_else(struct rules_run *run, const struct code *c, struct answer *out)
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

static const struct answer *condition(struct rules_run *run, const struct code *c, struct answer *out)
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

/* ---- applicability ---- */

/* The code itself, and whether it was already worked out (then its answer). */
static const struct code *unkept(const struct rules_run *run, uint32_t at, const struct answer **known)
{
	const struct code *c = &run->code[at];
	*known = NULL;
	if (c->op == CODE_RULE && run->slots[c->a].stamp == run->now)
		*known = &run->slots[c->a];
	if (c->op != CODE_KEPT)
		return c;
	if (run->slots[c->a].stamp == run->now)
		*known = &run->slots[c->a];
	return &run->code[c->b];
}

static void rule_not_applicable(struct rules_run *run, rule_no r, struct answer *out)
{
	const struct rule_code *rule = &run->rules[r];
	missing_set parent_missing;
	if (!may_go_on(run, 1)) {
		*out = unknown;
		return;
	}
	if (run_disabled(run, r, &parent_missing)) {
		(void)answer_truth(out, true, parent_missing);
		return;
	}
	run_not_applicable(run, rule->value, out);
	bool by_fact = rule->flags & RULE_SITUATION_NULLABLE;
	if (rule->fact && run->facts[rule->fact].stamp == run->facts_now)
		by_fact = run->facts[rule->fact].fact & FACT_NULLABLE;
	bool may_be_asked = answer_is(out, false) && by_fact && !out->missing;
	out->missing = missing_merge(run->scratch, parent_missing, out->missing);
	if (may_be_asked)
		out->missing = missing_with(run->scratch, out->missing, r, 1);
}

/* Looks into the branch that the condition chooses, without working its value out. */
static void condition_not_applicable(struct rules_run *run, const struct code *c, struct answer *out)
{
	if (!may_go_on(run, 1)) {
		*out = unknown;
		return;
	}
	const struct answer *si = operand(run, c->a, out);
	missing_set missing = si->missing;
	if (si->has_unit || (si->state == RULES_VALUE && si->type != RULES_BOOLEAN)) {
		run_fail(run, W_rules_evaluate_not_boolean);
		*out = unknown;
		return;
	}
	if (si->state == RULES_NOT_APPLICABLE) {
		(void)answer_state(out, RULES_NOT_APPLICABLE, missing);
	} else if (si->state == RULES_NOT_DEFINED) {
		run_not_applicable(run, c->c, out);
		missing_set branches = out->missing;
		run_not_applicable(run, c->b, out);
		(void)answer_state(out, RULES_NOT_DEFINED, missing_merge(run->scratch, branches, out->missing));
	} else {
		run_not_applicable(run, si->truth ? c->b : c->c, out);
	}
	out->missing = missing_merge(run->scratch, missing_bonus(run->scratch, missing), out->missing);
}

static void fact_else_not_applicable(struct rules_run *run, const struct code *c, struct answer *out)
{
	const struct answer *fact = run_fact(run, c->a);
	missing_set missing = missing_bonus(run->scratch, fact->missing);
	if (fact->state == RULES_NOT_DEFINED)
		run_not_applicable(run, c->b, out);
	else
		(void)answer_truth(out, fact->state == RULES_NOT_APPLICABLE, fact->missing);
	out->missing = missing_merge(run->scratch, missing, out->missing);
}

void run_not_applicable(struct rules_run *run, uint32_t at, struct answer *out)
{
	const struct answer *known;
	const struct code *c = unkept(run, at, &known);
	if (run->scratch->failed) {
		*out = unknown;
	} else if (c->flags & CODE_NEVER_NULL && c->op != CODE_RULE && c->op != CODE_FACT) {
		(void)answer_truth(out, false, 0);
	} else if (known) {
		(void)answer_truth(out, known->state == RULES_NOT_APPLICABLE, known->missing);
	} else if (c->op == CODE_RULE) {
		rule_not_applicable(run, c->a, out);
	} else if (c->op == CODE_FACT) {
		const struct answer *fact = run_fact(run, c->a);
		(void)answer_truth(out, fact->state == RULES_NOT_APPLICABLE, fact->missing);
	} else if (c->op == CODE_FACT_ELSE) {
		fact_else_not_applicable(run, c, out);
	} else if (c->op == CODE_CONDITION) {
		condition_not_applicable(run, c, out);
	} else {
		const struct answer *a = run_eval(run, at, out);
		if (a->state == RULES_NOT_DEFINED)
			(void)answer_state(out, RULES_NOT_DEFINED, a->missing);
		else
			(void)answer_truth(out, a->state == RULES_NOT_APPLICABLE, a->missing);
	}
}

/* ---- operations ---- */

static inline bool units_agree(const struct answer *left, const struct answer *right)
{
	return left->unit == right->unit || !left->unit || !right->unit;
}

/* Two values: the frequent types here, everything else as the language has it in evaluate_operation.c. */
static inline void operate(struct rules_run *run, enum code_op op, const struct answer *left, const struct answer *right, struct answer *out)
{
	bool numbers = left->state == RULES_VALUE && right->state == RULES_VALUE && left->type == RULES_NUMBER && right->type == RULES_NUMBER;
	if (op >= CODE_LT && op <= CODE_NE && numbers && units_agree(left, right)) {
		(void)answer_truth(out, order_holds((enum operation)(op - CODE_MUL), number_cmp(left->number, right->number)), 0);
	} else if ((op == CODE_ADD || op == CODE_SUB) && numbers && left->unit == right->unit) {
		struct number n = op == CODE_ADD ? number_add(left->number, right->number) : number_sub(left->number, right->number);
		*out = (struct answer){.state = RULES_VALUE, .type = RULES_NUMBER, .has_unit = true, .unit = left->unit, .number = n};
	} else {
		run_operation(run, (enum operation)(op - CODE_MUL), left, right, out);
	}
}

/* What the left side alone decides. */
static inline bool left_decides(enum code_op op, const struct answer *left)
{
	if (left->state == RULES_NOT_APPLICABLE)
		return op != CODE_ADD && op != CODE_EQ && op != CODE_NE && op != CODE_OR && op != CODE_POW;
	if (op == CODE_AND || op == CODE_OR)
		return answer_is(left, op == CODE_OR);
	return (op == CODE_MUL || op == CODE_DIV) && answer_is_zero(left);
}
static inline bool right_decides(enum code_op op, const struct answer *right)
{
	if (right->state == RULES_NOT_APPLICABLE)
		return op != CODE_ADD && op != CODE_SUB && op != CODE_EQ && op != CODE_NE && op != CODE_OR && op != CODE_POW;
	if (op == CODE_AND || op == CODE_OR)
		return answer_is(right, op == CODE_OR);
	return op == CODE_MUL && answer_is_zero(right);
}

static const struct answer *decided(enum code_op op, const struct answer *by, struct answer *out)
{
	missing_set missing = by->missing;
	if (op == CODE_AND)
		return answer_truth(out, false, missing);
	if (op == CODE_OR)
		return answer_truth(out, true, missing);
	if (by->state == RULES_NOT_APPLICABLE)
		return answer_state(out, RULES_NOT_APPLICABLE, missing);
	struct number zero = by->number;
	*out = (struct answer){.state = RULES_VALUE, .type = RULES_NUMBER, .missing = missing, .number = zero};
	return out;
}

static const struct answer *operation(struct rules_run *run, enum code_op op, const struct code *c, struct answer *out)
{
	struct answer other;
	const struct answer *left = operand(run, c->a, &other);
	if (__builtin_expect(left_decides(op, left), 0))
		return decided(op, left, out);
	const struct answer *right = operand(run, c->b, out);
	if (op == CODE_DIV && __builtin_expect(answer_is_zero(right), 0)) {
		run_fail(run, W_rules_evaluate_division_by_zero);
		return &unknown;
	}
	if (__builtin_expect(right_decides(op, right), 0))
		return decided(op, right, out);
	missing_set missing = missing_merge(run->scratch, left->missing, right->missing);
	operate(run, op, left, right, out);
	out->missing = missing;
	return out;
}

/* ---- all codes ---- */

static const struct answer *kept(struct rules_run *run, const struct code *c)
{
	struct answer *slot = &run->slots[c->a];
	uint32_t now = run->now;
	if (slot->stamp == now)
		return slot;
	const struct answer *a = run_eval(run, c->b, slot);
	keep(slot, a, now);
	return slot;
}

/* A date, a text or a truth has no unit to convert; what cannot be converted stays what it was. */
static const struct answer *unit(struct rules_run *run, const struct code *c, struct answer *out)
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

const struct answer *run_eval(struct rules_run *run, uint32_t at, struct answer *out)
{
	const struct code *c = &run->code[at];
	switch ((enum code_op)c->op) {
	case CODE_NONE:
		return &unknown;
	case CODE_CONSTANT:
		return &run->constants[c->a];
	case CODE_RULE:
		return run_rule(run, c->a);
	case CODE_FACT:
		return run_fact(run, c->a);
	case CODE_FACT_ELSE:
		return fact_else(run, c, out);
	case CODE_KEPT:
		return kept(run, c);
	case CODE_CONDITION:
		return condition(run, c, out);
	case CODE_MUL:
	case CODE_DIV:
	case CODE_DIV_WHOLE:
	case CODE_POW:
	case CODE_ADD:
	case CODE_SUB:
	case CODE_LT:
	case CODE_LE:
	case CODE_GT:
	case CODE_GE:
	case CODE_EQ:
	case CODE_NE:
	case CODE_AND:
	case CODE_OR:
		return operation(run, (enum code_op)c->op, c, out);
	case CODE_NOT_APPLICABLE:
		run_not_applicable(run, c->a, out);
		return out;
	case CODE_NOT_DEFINED: {
		const struct answer *a = operand(run, c->a, out);
		return answer_truth(out, a->state == RULES_NOT_DEFINED, a->missing);
	}
	case CODE_UNIT:
		return unit(run, c, out);
	case CODE_NODE:
		break;
	}
	return run_node(run, run_node_at(run, c->a), out);
}
