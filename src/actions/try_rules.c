/* Two judges side by side. An application of the instance is mapped once for each ruleset, since each asks its own questions. */
#include "actions/try_rules.h"

#include "actions/read_application.h"
#include "domain/money.h"

struct trying try_rules(struct arena *a, enum lang lang, day today, const struct ruleset *before, const struct ruleset *after, struct problems *ps)
{
	struct trying t = {.arena = a, .lang = lang, .ps = ps, .trial = ARENA_NEW(a, struct rules_trial)};
	*t.trial = (struct rules_trial){.before = before, .after = after};
	t.before_judge = before ? judge_new(a, before, today) : NULL;
	t.after_judge = judge_new(a, after, today);
	return t;
}

/* Facts that only one of the two texts asks are not problems of the application. */
static void only_asked(struct trying *t, const struct ruleset *set, const struct application_facts *all, struct application_facts *asked)
{
	*asked = *all;
	asked->facts.at = NULL;
	asked->facts.n = asked->facts.room = 0;
	const struct ruleset *other = set == t->trial->after ? t->trial->before : t->trial->after;
	for (size_t i = 0; i < all->facts.n; i++) {
		str name = all->facts.at[i].name;
		bool known = ruleset_question_named(set, name) != NULL, known_elsewhere = other && ruleset_question_named(other, name);
		if (known || !known_elsewhere)
			*LIST_ADD(t->arena, &asked->facts) = all->facts.at[i];
	}
}

static enum status judge_one(struct trying *t, struct judge *j, const struct application_facts *facts, struct verdict **v)
{
	static const struct ruleset nothing = {0};
	if (j)
		return judge_verdict(j, t->arena, t->lang, facts, t->ps, v);
	*v = ARENA_NEW(t->arena, struct verdict);
	**v = (struct verdict){.set = &nothing, .outcome = VERDICT_NOT_APPLICABLE};
	return OK;
}

static money possible_of(const struct verdict *v, bool *known)
{
	money sum = MONEY_ZERO;
	*known = true;
	for (size_t i = 0; i < v->funders.n; i++) {
		opt_money one = verdict_possible(&v->funders.at[i]);
		*known &= one.set;
		if (one.set)
			sum = money_add(sum, one.value);
	}
	return sum;
}

static void add(struct trying *t, str file, const struct application_facts *facts, const struct verdict *before, const struct verdict *after)
{
	struct rules_trial *trial = t->trial;
	struct tried_application *one = LIST_ADD(t->arena, &trial->applications);
	*one = (struct tried_application){.code = facts->reference, .title = facts->title, .file = file, .before = before->outcome, .after = after->outcome};
	one->before_amount = possible_of(before, &one->before_known);
	one->after_amount = possible_of(after, &one->after_known);
	verdict_compare(t->arena, before, after, &one->changes);
	trial->changed += one->changes.list.n > 0 || one->before != one->after;
	trial->before_total = money_add(trial->before_total, one->before_amount);
	trial->after_total = money_add(trial->after_total, one->after_amount);
}

enum status try_facts(struct trying *t, str file, const struct application_facts *facts)
{
	struct application_facts before_facts, after_facts;
	struct verdict *before, *after;
	if (t->trial->before)
		only_asked(t, t->trial->before, facts, &before_facts);
	only_asked(t, t->trial->after, facts, &after_facts);
	enum status s = judge_one(t, t->before_judge, &before_facts, &before);
	if (s == OK)
		s = judge_one(t, t->after_judge, &after_facts, &after);
	if (s == OK)
		add(t, file, facts, before, after);
	return s;
}

/* An application of the instance is read for each text; waivers of rules that one of them lacks are passed over. */
static enum status try_code(struct trying *t, struct db *db, territory_id territory, str call, str code)
{
	struct application_facts before_facts = {0}, after_facts = {0};
	struct verdict *before, *after;
	struct problems passed_over = problems_new(t->arena);
	struct trying quiet = *t;
	quiet.ps = &passed_over;
	enum status s = t->trial->before ? read_application(db, t->arena, territory, call, code, t->trial->before, &before_facts) : OK;
	if (s == OK)
		s = read_application(db, t->arena, territory, call, code, t->trial->after, &after_facts);
	if (s != OK)
		return s;
	s = judge_one(&quiet, t->before_judge, &before_facts, &before);
	if (s == OK || s == INVALID)
		s = judge_one(&quiet, t->after_judge, &after_facts, &after);
	if (s == OK || s == INVALID)
		add(t, STR_NONE, &after_facts, before, after);
	return s == INVALID ? OK : s;
}

enum status try_call(struct trying *t, struct db *db, territory_id territory, str call)
{
	struct application_codes codes;
	enum status s = read_application_codes(db, t->arena, territory, call, &codes);
	for (size_t i = 0; s == OK && i < codes.n; i++)
		s = try_code(t, db, territory, call, codes.at[i]);
	return s;
}
