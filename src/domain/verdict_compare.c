/* One application under two rulesets (N17): which rules change their outcome or their amount, rule by rule and funder by funder. Rules are paired by name;
   a funder's line of its own (absent name) says what changes for the funder as a whole. Called by `rules try`. */
#include "domain/verdict.h"

#include "domain/money.h"

struct comparing {
	struct arena *arena;
	struct verdict_changes *changes;
	str funder;
};

static bool same_amount(opt_money a, opt_money b)
{
	return a.set == b.set && (!a.set || money_compare(a.value, b.value) == 0);
}

static const struct verdict_rule *named(const struct verdict_rule *at, size_t n, str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(at[i].name, name))
			return &at[i];
	return NULL;
}

/* A rule that is not there is without object. */
static enum verdict_outcome outcome_of(const struct verdict_rule *r)
{
	return r ? r->outcome : VERDICT_NOT_APPLICABLE;
}

static opt_money amount_of(const struct verdict_rule *r)
{
	return r ? r->amount : (opt_money){0};
}

static void compare_rule(const struct comparing *c, const struct verdict_rule *before, const struct verdict_rule *after)
{
	const struct verdict_rule *known = after ? after : before;
	always(known != NULL);
	if (outcome_of(before) == outcome_of(after) && same_amount(amount_of(before), amount_of(after)))
		return;
	*LIST_ADD(c->arena, &c->changes->list) = (struct verdict_change){.name = known->name, .title = known->title, .funder = c->funder,
		.before = outcome_of(before), .after = outcome_of(after), .before_amount = amount_of(before), .after_amount = amount_of(after)};
}

static void compare_rules(const struct comparing *c, const struct verdict_rule *before, size_t before_count, const struct verdict_rule *after, size_t after_count)
{
	for (size_t i = 0; i < after_count; i++)
		compare_rule(c, named(before, before_count, after[i].name), &after[i]);
	for (size_t i = 0; i < before_count; i++)
		if (!named(after, after_count, before[i].name))
			compare_rule(c, &before[i], NULL);
}

static const struct verdict_funder *coded(const struct verdict *v, str code)
{
	for (size_t i = 0; i < v->funders.n; i++)
		if (str_eq(v->funders.at[i].funder->code, code))
			return &v->funders.at[i];
	return NULL;
}

opt_money verdict_possible(const struct verdict_funder *f)
{
	if (!f || f->outcome == VERDICT_FAILS || f->outcome == VERDICT_NOT_APPLICABLE)
		return (opt_money){true, MONEY_ZERO};
	if (f->has_maximum && !f->maximum.set)
		return (opt_money){0};
	if (!f->has_maximum || (f->asked.set && money_compare(f->asked.value, f->maximum.value) < 0))
		return f->asked;
	return f->maximum;
}

/* One of the two is there. */
static void compare_funder(struct comparing *c, const struct verdict_funder *before, const struct verdict_funder *after)
{
	const struct verdict_funder *known = after ? after : before;
	always(known != NULL);
	enum verdict_outcome then = before ? before->outcome : VERDICT_NOT_APPLICABLE, now = after ? after->outcome : VERDICT_NOT_APPLICABLE;
	opt_money could = verdict_possible(before), can = verdict_possible(after);
	c->funder = known->funder->code;
	if (then != now || !same_amount(could, can))
		*LIST_ADD(c->arena, &c->changes->list) = (struct verdict_change){
			.title = known->label, .funder = c->funder, .before = then, .after = now, .before_amount = could, .after_amount = can};
	compare_rules(c, before ? before->rules.at : NULL, before ? before->rules.n : 0, after ? after->rules.at : NULL, after ? after->rules.n : 0);
}

void verdict_compare(struct arena *a, const struct verdict *before, const struct verdict *after, struct verdict_changes *changes)
{
	struct comparing c = {.arena = a, .changes = changes};
	compare_rules(&c, before->rules.at, before->rules.n, after->rules.at, after->rules.n);
	for (size_t i = 0; i < after->funders.n; i++)
		compare_funder(&c, coded(before, after->funders.at[i].funder->code), &after->funders.at[i]);
	for (size_t i = 0; i < before->funders.n; i++)
		if (!coded(after, before->funders.at[i].funder->code))
			compare_funder(&c, &before->funders.at[i], NULL);
}
