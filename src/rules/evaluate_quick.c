/* Operations on two sides and lists of conditions: the frequent cases, and what one side alone decides. The rest of what an operation may meet is in
   evaluate_operation.c. Called through the table of evaluate.c. Takes no memory. */
#include "rules/works.h"

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
		return answer_state(out, RULES_NOT_DEFINED, 0);
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
OPERATION(work_mul, CODE_MUL)
OPERATION(work_div, CODE_DIV)
OPERATION(work_div_whole, CODE_DIV_WHOLE)
OPERATION(work_pow, CODE_POW)
OPERATION(work_add, CODE_ADD)
OPERATION(work_sub, CODE_SUB)
OPERATION(work_lt, CODE_LT)
OPERATION(work_le, CODE_LE)
OPERATION(work_gt, CODE_GT)
OPERATION(work_ge, CODE_GE)
OPERATION(work_eq, CODE_EQ)
OPERATION(work_ne, CODE_NE)
OPERATION(work_and, CODE_AND)
OPERATION(work_or, CODE_OR)

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

WORK work_all(struct rules_run *run, const struct code *c, struct answer *out)
{
	return chain(run, CODE_AND, c, out);
}
WORK work_any(struct rules_run *run, const struct code *c, struct answer *out)
{
	return chain(run, CODE_OR, c, out);
}
