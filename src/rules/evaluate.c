/* Works out codes: constants, rules, what the situation says, conditions, and the frequent cases of operations. What runs for every rule of every verdict is here,
   in one file, so that the compiler sees it whole; rarer mechanisms are in evaluate_*.c. Called by run.c and by them. Takes no memory. */
#include "rules/run.h"

#include <string.h>

enum { CYCLE_TURNS = 1 }; /* a rule may be met once more while it is worked out; the next time it is not defined, as in the reference */

static const struct answer unknown = {.state = RULES_NOT_DEFINED};

/* One function for each code. They call one another in tail position, and have no arrays: no frame is checked nor cleared. */
typedef const struct answer *work(struct rules_run *run, const struct code *c, struct answer *out);
#define WORK static __attribute__((no_stack_protector)) const struct answer *
static work *const works[CODE_COUNT];

/* ---- operands ---- */

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
	return works[c->op](run, c, out);
}

/* ---- rules ---- */

static __attribute__((noinline)) bool stopped(struct rules_run *run)
{
	struct scratch *s = run->scratch;
	if (!s->failed)
		run_fail(run, (const char *)__builtin_frame_address(0) < s->stack_floor ? W_rules_evaluate_too_deep : W_rules_evaluate_too_long);
	return false;
}

/* Is there stack left, and time? After a failure there is none. */
static inline bool may_go_on(struct rules_run *run, uint32_t weight)
{
	struct scratch *s = run->scratch;
	if ((const char *)__builtin_frame_address(0) < s->stack_floor || s->steps_left <= weight)
		return stopped(run);
	s->steps_left -= weight + 1;
	return true;
}

/* A parent that is a yes or a no and was worked out already. */
static inline bool disabled_at_once(const struct rules_run *run, rule_no r, const struct rule_code *rule, bool *disabled, missing_set *missing)
{
	const struct code *c = &run->code[rule->parent];
	if (c->op != CODE_RULE || (rule->flags & (RULE_PARENT_NULLABLE | RULE_PARENT_BOOLEAN)) != RULE_PARENT_BOOLEAN || run->in_parents[r])
		return false;
	const struct answer *parent = &run->slots[c->a];
	*disabled = parent->state == RULES_NOT_APPLICABLE || answer_is(parent, false);
	*missing = parent->missing;
	return parent->stamp == run->now;
}

/* Asks the parent that may disable r: not applicable, "no", and (second turn) what it misses. */
bool run_disabled(struct rules_run *run, rule_no r, missing_set *missing)
{
	const struct rule_code *rule = &run->rules[r];
	struct answer out;
	bool disabled = false;
	*missing = 0;
	if (!rule->parent)
		return false;
	if (disabled_at_once(run, r, rule, &disabled, missing))
		return disabled;
	if (!run->in_parents[r]) {
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
		return works[c->op](run, c, out);
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
	if (rule->parent && run_disabled(run, r, &parent)) {
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

WORK fact_else(struct rules_run *run, const struct code *c, struct answer *out)
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

WORK condition(struct rules_run *run, const struct code *c, struct answer *out)
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

static bool is_rule(const struct code *c)
{
	return c->op == CODE_RULE || c->op == CODE_QUESTION;
}

/* The code itself, and whether it was already worked out (then its answer). */
static const struct code *unkept(const struct rules_run *run, uint32_t at, const struct answer **known)
{
	const struct code *c = &run->code[at];
	*known = NULL;
	if (c->op == CODE_KEPT) {
		if (run->slots[c->a].stamp == run->now)
			*known = &run->slots[c->a];
		c = &run->code[c->b];
	}
	if (!*known && is_rule(c) && run->slots[c->a].stamp == run->now)
		*known = &run->slots[c->a];
	return c;
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
	} else if (c->flags & CODE_NEVER_NULL && !is_rule(c) && c->op != CODE_FACT) {
		(void)answer_truth(out, false, 0);
	} else if (known) {
		(void)answer_truth(out, known->state == RULES_NOT_APPLICABLE, known->missing);
	} else if (is_rule(c)) {
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

static inline bool are(enum rules_type type, const struct answer *left, const struct answer *right)
{
	return left->state == RULES_VALUE && right->state == RULES_VALUE && left->type == type && right->type == type;
}

/* Texts that are no dates; 10 bytes may be one. */
static inline bool are_texts(const struct answer *left, const struct answer *right)
{
	enum { DATE_BYTES = 10 };
	return are(RULES_TEXT, left, right) && (left->text.n != DATE_BYTES || right->text.n != DATE_BYTES);
}
static inline bool same_text(str a, str b)
{
	return a.n == b.n && (a.p == b.p || memcmp(a.p, b.p, a.n) == 0);
}

/* The frequent comparisons here, everything else as the language has it in evaluate_operation.c. */
static inline __attribute__((always_inline)) void compare(struct rules_run *run, enum code_op op, const struct answer *left, const struct answer *right, struct answer *out)
{
	enum operation o = (enum operation)(op - CODE_MUL);
	bool equality = op == CODE_EQ || op == CODE_NE;
	if (are(RULES_NUMBER, left, right) && units_agree(left, right))
		(void)answer_truth(out, order_holds(o, number_cmp(left->number, right->number)), 0);
	else if (equality && are_texts(left, right))
		(void)answer_truth(out, same_text(left->text, right->text) == (op == CODE_EQ), 0);
	else if (equality && are(RULES_BOOLEAN, left, right))
		(void)answer_truth(out, (left->truth == right->truth) == (op == CODE_EQ), 0);
	else if (are(RULES_DATE, left, right))
		(void)answer_truth(out, order_holds(o, (left->date.number > right->date.number) - (left->date.number < right->date.number)), 0);
	else
		run_operation(run, o, left, right, out);
}

/* Units that hold no percent and cancel with nothing: those that have fixed numbers. */
static inline bool is_simple(unit_id unit)
{
	return unit <= UNIT_YEAR && unit != UNIT_PERCENT;
}

static inline struct number hundredth(struct number n)
{
	enum { HUNDRED = 100 };
	struct number r = n;
	if (!n.den || (n.num % HUNDRED && __builtin_mul_overflow(n.den, HUNDRED, &r.den)))
		return number_div(n, number_of(HUNDRED));
	if (n.num % HUNDRED == 0)
		r.num /= HUNDRED;
	return r;
}

/* a * b of numbers where one has no unit or is a percentage of the other. */
static inline bool multiply(const struct answer *left, const struct answer *right, struct answer *out)
{
	unit_id unit = left->unit ? left->unit : right->unit;
	bool percent = left->unit == UNIT_PERCENT || right->unit == UNIT_PERCENT;
	if (percent) {
		unit = left->unit == UNIT_PERCENT ? right->unit : left->unit;
		if (!is_simple(unit))
			return false;
		if (!unit)
			unit = UNIT_EMPTY;
	} else if ((left->unit && right->unit) || !is_simple(unit)) {
		return false;
	}
	struct number n = number_mul(left->number, right->number);
	if (percent)
		n = hundredth(n);
	*out = (struct answer){.state = RULES_VALUE, .type = RULES_NUMBER, .has_unit = true, .unit = unit, .number = n};
	return true;
}

static inline __attribute__((always_inline)) void compute(struct rules_run *run, enum code_op op, const struct answer *left, const struct answer *right, struct answer *out)
{
	bool numbers = are(RULES_NUMBER, left, right);
	if ((op == CODE_ADD || op == CODE_SUB) && numbers && left->unit == right->unit) {
		struct number n = op == CODE_ADD ? number_add(left->number, right->number) : number_sub(left->number, right->number);
		*out = (struct answer){.state = RULES_VALUE, .type = RULES_NUMBER, .has_unit = true, .unit = left->unit, .number = n};
	} else if (op != CODE_MUL || !numbers || !multiply(left, right, out)) {
		run_operation(run, (enum operation)(op - CODE_MUL), left, right, out);
	}
}

/* What the left side alone decides. */
static inline __attribute__((always_inline)) bool left_decides(enum code_op op, const struct answer *left)
{
	if (op == CODE_AND || op == CODE_OR)
		return (op == CODE_AND && left->state == RULES_NOT_APPLICABLE) || answer_is(left, op == CODE_OR);
	if (left->state == RULES_NOT_APPLICABLE)
		return op != CODE_ADD && op != CODE_EQ && op != CODE_NE && op != CODE_POW;
	return (op == CODE_MUL || op == CODE_DIV) && answer_is_zero(left);
}
static inline __attribute__((always_inline)) bool right_decides(enum code_op op, const struct answer *right)
{
	if (op == CODE_AND || op == CODE_OR)
		return left_decides(op, right);
	if (right->state == RULES_NOT_APPLICABLE)
		return op != CODE_ADD && op != CODE_SUB && op != CODE_EQ && op != CODE_NE && op != CODE_POW;
	return op == CODE_MUL && answer_is_zero(right);
}

static inline __attribute__((always_inline)) const struct answer *decided(enum code_op op, const struct answer *by, struct answer *out)
{
	missing_set missing = by->missing;
	if (op == CODE_AND || op == CODE_OR)
		return answer_truth(out, op == CODE_OR, missing);
	if (by->state == RULES_NOT_APPLICABLE)
		return answer_state(out, RULES_NOT_APPLICABLE, missing);
	struct number zero = by->number;
	*out = (struct answer){.state = RULES_VALUE, .type = RULES_NUMBER, .missing = missing, .number = zero};
	return out;
}

static inline __attribute__((always_inline)) const struct answer *operation(struct rules_run *run, enum code_op op, const struct code *c, struct answer *out)
{
	ANSWER(other);
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
	if (op >= CODE_LT && op <= CODE_NE)
		compare(run, op, left, right, out);
	else
		compute(run, op, left, right, out);
	out->missing = missing;
	return out;
}

#define OPERATION(name, op) \
	WORK name(struct rules_run *run, const struct code *c, struct answer *out) \
	{ \
		return operation(run, op, c, out); \
	}
OPERATION(op_mul, CODE_MUL)
OPERATION(op_div, CODE_DIV)
OPERATION(op_div_whole, CODE_DIV_WHOLE)
OPERATION(op_pow, CODE_POW)
OPERATION(op_add, CODE_ADD)
OPERATION(op_sub, CODE_SUB)
OPERATION(op_lt, CODE_LT)
OPERATION(op_le, CODE_LE)
OPERATION(op_gt, CODE_GT)
OPERATION(op_ge, CODE_GE)
OPERATION(op_eq, CODE_EQ)
OPERATION(op_ne, CODE_NE)
OPERATION(op_and, CODE_AND)
OPERATION(op_or, CODE_OR)

/* What a list is worth so far, when it is simply the truth that does not decide: nothing is written until something else comes. */
struct so_far {
	bool plain;
	missing_set missing;
	const struct answer *answer; /* when not plain */
};

static inline bool is_neutral(enum code_op op, const struct answer *a)
{
	return a->state == RULES_VALUE && a->type == RULES_BOOLEAN && a->truth == (op == CODE_AND);
}

/* A step as `operation` does it. */
static __attribute__((noinline)) void chain_step(struct rules_run *run, enum code_op op, struct so_far *so_far, const struct answer *right, struct answer *out)
{
	if (so_far->plain)
		so_far->answer = answer_truth(out, op == CODE_AND, so_far->missing);
	missing_set missing = missing_merge(run->scratch, so_far->answer->missing, right->missing);
	run_operation(run, (enum operation)(op - CODE_MUL), so_far->answer, right, out);
	out->missing = missing;
	so_far->answer = out;
	so_far->plain = false;
}

/* `et` or `ou` of a list. */
static inline __attribute__((always_inline)) const struct answer *chain(struct rules_run *run, enum code_op op, const struct code *c, struct answer *out)
{
	const uint32_t *list = run->lists + c->a;
	ANSWER(next);
	const struct answer *first = operand(run, list[0], out);
	if (left_decides(op, first))
		return decided(op, first, out);
	struct so_far so_far = {.plain = is_neutral(op, first), .missing = first->missing, .answer = first};
	for (uint32_t i = 1; i < c->b; i++) {
		const struct answer *right = operand(run, list[i], &next);
		if (right_decides(op, right))
			return decided(op, right, out);
		if (so_far.plain && is_neutral(op, right)) {
			so_far.missing = missing_merge(run->scratch, so_far.missing, right->missing);
			continue;
		}
		chain_step(run, op, &so_far, right, out);
		if (left_decides(op, out) && i + 1 < c->b)
			return decided(op, out, out);
	}
	return so_far.plain ? answer_truth(out, op == CODE_AND, so_far.missing) : so_far.answer;
}

WORK chain_all(struct rules_run *run, const struct code *c, struct answer *out)
{
	return chain(run, CODE_AND, c, out);
}
WORK chain_any(struct rules_run *run, const struct code *c, struct answer *out)
{
	return chain(run, CODE_OR, c, out);
}

/* ---- the other codes ---- */

WORK nothing(struct rules_run *run, const struct code *c, struct answer *out)
{
	(void)run;
	(void)c;
	(void)out;
	return &unknown;
}

WORK constant(struct rules_run *run, const struct code *c, struct answer *out)
{
	(void)out;
	return &run->constants[c->a];
}

WORK rule(struct rules_run *run, const struct code *c, struct answer *out)
{
	(void)out;
	return run_rule(run, c->a);
}

WORK question(struct rules_run *run, const struct code *c, struct answer *out)
{
	(void)out;
	const struct answer *fact = plain_fact(run, c);
	return fact ? fact : run_rule(run, c->a);
}

WORK fact(struct rules_run *run, const struct code *c, struct answer *out)
{
	(void)out;
	return run_fact(run, c->a);
}

WORK kept(struct rules_run *run, const struct code *c, struct answer *out)
{
	struct answer *slot = &run->slots[c->a];
	uint32_t now = run->now;
	if (slot->stamp == now)
		return slot;
	keep(slot, run_eval(run, c->b, c->flags & CODE_IN_CIRCLE ? out : slot), now); /* in a circle, the slot may be given meanwhile */
	return slot;
}

/* A date, a text or a truth has no unit to convert; what cannot be converted stays what it was. */
WORK unit(struct rules_run *run, const struct code *c, struct answer *out)
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

WORK not_applicable(struct rules_run *run, const struct code *c, struct answer *out)
{
	run_not_applicable(run, c->a, out);
	return out;
}

WORK not_defined(struct rules_run *run, const struct code *c, struct answer *out)
{
	const struct answer *a = operand(run, c->a, out);
	return answer_truth(out, a->state == RULES_NOT_DEFINED, a->missing);
}

WORK node(struct rules_run *run, const struct code *c, struct answer *out)
{
	return run_node(run, run_node_at(run, c->a), out);
}

static work *const works[CODE_COUNT] = {
	[CODE_NONE] = nothing,
	[CODE_CONSTANT] = constant,
	[CODE_RULE] = rule,
	[CODE_QUESTION] = question,
	[CODE_FACT] = fact,
	[CODE_FACT_ELSE] = fact_else,
	[CODE_KEPT] = kept,
	[CODE_CONDITION] = condition,
	[CODE_MUL] = op_mul,
	[CODE_DIV] = op_div,
	[CODE_DIV_WHOLE] = op_div_whole,
	[CODE_POW] = op_pow,
	[CODE_ADD] = op_add,
	[CODE_SUB] = op_sub,
	[CODE_LT] = op_lt,
	[CODE_LE] = op_le,
	[CODE_GT] = op_gt,
	[CODE_GE] = op_ge,
	[CODE_EQ] = op_eq,
	[CODE_NE] = op_ne,
	[CODE_AND] = op_and,
	[CODE_OR] = op_or,
	[CODE_ALL] = chain_all,
	[CODE_ANY] = chain_any,
	[CODE_NOT_APPLICABLE] = not_applicable,
	[CODE_NOT_DEFINED] = not_defined,
	[CODE_UNIT] = unit,
	[CODE_NODE] = node,
};

const struct answer *run_eval(struct rules_run *run, uint32_t at, struct answer *out)
{
	const struct code *c = &run->code[at];
	return works[c->op](run, c, out);
}
