/* `est non applicable`: looks into rules and conditions without working their values out, so that what decides applicability is all that is asked; and
   whether a parent disables a rule. What was worked out already is taken as it is. Called by evaluate.c. */
#include "rules/works.h"

static const struct answer unknown = {.state = RULES_NOT_DEFINED};

/* Asks the parent that may disable r: not applicable, "no", and (second turn) what it misses. */
bool run_disabled(struct rules_run *run, rule_no r, missing_set *missing)
{
	const struct rule_code *rule = &run->rules[r];
	struct answer out;
	bool disabled = false;
	*missing = 0;
	if (!rule->parent)
		return false;
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
