/* Rules of the whole programme (ROLE_PROGRAMME, N7): judged on sums over the proposed lines instead of on one application. Uses the run of a judge between two verdicts. */
#include "domain/verdict_parts.h"

void judge_programme(struct judge *judge, struct arena *a, enum lang lang, const struct programme_fact *facts, size_t count, struct verdict_rules *rules)
{
	const struct application_facts none = {0};
	struct problems ps = problems_new(a);
	struct verdict *v = ARENA_NEW(a, struct verdict);
	v->set = judge->set;
	v->judged = ruleset_day(judge->set, none.filed, judge->today);
	struct judging j = {.judge = judge, .set = judge->set, .run = judge->run, .arena = a, .lang = lang, .facts = &none, .ps = &ps, .verdict = v};
	rules_clear(judge->run);
	rules_speak(judge->run, lang);
	verdict_set_facts(&j);
	for (size_t i = 0; i < count; i++) {
		const struct ruleset_funder *f = ruleset_funder_coded(judge->set, facts[i].funder);
		str name = f ? arena_fmt(a, "%.*s%.*s", STR_ARGS(rules_name(judge->set->model, f->space)), STR_ARGS(facts[i].what)) : STR_NONE;
		rule_id rule = f ? rules_find(judge->set->model, name) : (rule_id){0};
		const struct ruleset_question *q = rule.v ? ruleset_question_of(judge->set, rule) : NULL;
		if (q && q->provider == PROVIDED_BY_PROGRAMME)
			verdict_provide_number(&j, rule, number_ratio(facts[i].amount.cents, 100), S("€"));
	}
	for (size_t i = 0; i < judge->set->rules.n; i++)
		if (judge->set->rules.at[i].role == ROLE_PROGRAMME)
			verdict_judge_rule(&j, &judge->set->rules.at[i], LIST_ADD(a, rules));
}
