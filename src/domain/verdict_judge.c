/* The whole verdict: every rule of the call and of each funder, the maxima, the outcomes, and what to answer next. One judge per thread. The order of the
   steps of a funder is the order of computation of the règlement (étape), the maximum last. Pure: memory is the caller's arena. */
#include "domain/verdict_parts.h"

#include "base/limits.h"
#include "domain/money.h"
#include "domain/nearest.h"

#include <stdlib.h>

/* What is missing for a maximum is asked after what is missing to be admitted. */
#define WEIGHT_OF_MAXIMUM (1.0 / 1024)

/* The place of a rule among those of its funder; -1 when no application is judged by it. */
static int rank_of(const struct ruleset_rule *rule)
{
	switch (rule->role) {
	case ROLE_CONDITION: return 0;
	case ROLE_STEP: return 1 + (int)rule->stage;
	case ROLE_MAXIMUM: return 1 + (int)STAGE_COUNT;
	case ROLE_PARAMETER:
	case ROLE_PROGRAMME: break;
	}
	return -1;
}

static void put_in_order(struct judge *j)
{
	for (int rank = 0; rank <= 1 + (int)STAGE_COUNT; rank++)
		for (size_t i = 0; i < j->set->rules.n; i++)
			if (rank_of(&j->set->rules.at[i]) == rank)
				j->ordered[j->ordered_count++] = &j->set->rules.at[i];
}

struct judge *judge_new(struct arena *a, const struct ruleset *set, day today)
{
	struct judge *j = ARENA_NEW(a, struct judge);
	*j = (struct judge){.set = set, .today = today, .run = rules_run_new(a, set->model, today), .seen = ARENA_ARRAY(a, rules_count(set->model) + 1, uint32_t)};
	j->ordered = ARENA_ARRAY(a, set->rules.n + 1, const struct ruleset_rule *);
	put_in_order(j);
	return j;
}

struct rules_run *judge_run(struct judge *j)
{
	return j->run;
}

const char *verdict_outcome_name(enum verdict_outcome o)
{
	static const char *const names[] = {[VERDICT_PASSES] = "passes", [VERDICT_FAILS] = "fails", [VERDICT_UNKNOWN] = "unknown",
	                                    [VERDICT_NOT_APPLICABLE] = "not_applicable", [VERDICT_WAIVED] = "waived"};
	return names[o];
}

enum word verdict_outcome_word(enum verdict_outcome o)
{
	static const enum word words[] = {[VERDICT_PASSES] = W_verdict_outcome_passes, [VERDICT_FAILS] = W_verdict_outcome_fails,
	                                  [VERDICT_UNKNOWN] = W_verdict_outcome_unknown, [VERDICT_NOT_APPLICABLE] = W_verdict_outcome_not_applicable,
	                                  [VERDICT_WAIVED] = W_verdict_outcome_waived};
	return words[o];
}

/* ---- waivers that nobody may give ---- */

static void refuse_waiver(struct judging *j, const struct verdict_waiver *w)
{
	str *names = ARENA_ARRAY(j->arena, j->set->rules.n + 1, str);
	size_t n = 0;
	for (size_t i = 0; i < j->set->rules.n; i++)
		if (j->set->rules.at[i].waiver[LANG_FR].p)
			names[n++] = rules_name(j->set->model, j->set->rules.at[i].rule);
	str near = nearest_name(j->arena, w->rule, names, n);
	if (near.p)
		PROBLEM(j->ps, w->file, w->line, w->rule, W_verdict_waiver_unknown_near, ARG("near", near));
	else
		PROBLEM(j->ps, w->file, w->line, w->rule, W_verdict_waiver_unknown);
}

enum status verdict_check_waiver(const struct ruleset *set, const struct verdict_waiver *w, struct arena *a, struct problems *ps)
{
	struct judging j = {.set = set, .arena = a, .ps = ps};
	rule_id rule = rules_find(set->model, w->rule);
	const struct ruleset_rule *judged = rule.v ? ruleset_rule_of(set, rule) : NULL;
	size_t before = ps->total;
	if (!judged)
		refuse_waiver(&j, w);
	else if (!judged->waiver[LANG_FR].p)
		PROBLEM(ps, w->file, w->line, w->rule, W_verdict_waiver_not_allowed);
	if (!str_is_set(str_trim(w->reason)))
		PROBLEM(ps, w->file, w->line, w->rule, W_verdict_waiver_needs_reason);
	if (!str_is_set(str_trim(w->author)))
		PROBLEM(ps, w->file, w->line, w->rule, W_verdict_waiver_needs_author);
	return ps->total == before ? OK : INVALID;
}

/* Those that do not hold are problems here, and waive nothing in verdict_rule.c. */
static void check_waivers(struct judging *j)
{
	for (size_t i = 0; i < j->facts->waivers.n; i++) {
		enum status s = verdict_check_waiver(j->set, &j->facts->waivers.at[i], j->arena, j->ps);
		always(s == OK || j->ps->total > 0);
	}
}

/* ---- rules, in order ---- */

/* How each rule of a funder is looked at: judged, or passed over when nothing is asked of it. */
typedef void look_at(struct judging *j, const struct ruleset_rule *rule, struct verdict_rule *out);

/* Rules of a funder (absent: of the call), in the judge's order. */
static struct verdict_rule *look_at_rules(struct judging *j, str funder, look_at *look, size_t *count)
{
	size_t n = 0;
	for (size_t i = 0; i < j->judge->ordered_count; i++)
		n += str_eq(j->judge->ordered[i]->funder, funder);
	struct verdict_rule *made = ARENA_ARRAY(j->arena, n + 1, struct verdict_rule);
	*count = 0;
	for (size_t i = 0; i < j->judge->ordered_count; i++)
		if (str_eq(j->judge->ordered[i]->funder, funder))
			look(j, j->judge->ordered[i], &made[(*count)++]);
	return made;
}

/* ---- outcomes ---- */

static enum verdict_outcome worst(enum verdict_outcome a, enum verdict_outcome b)
{
	if (a == VERDICT_FAILS || b == VERDICT_FAILS)
		return VERDICT_FAILS;
	return a == VERDICT_UNKNOWN || b == VERDICT_UNKNOWN ? VERDICT_UNKNOWN : VERDICT_PASSES;
}

static enum verdict_outcome outcome_of(const struct verdict_rule *rules, size_t n)
{
	enum verdict_outcome outcome = VERDICT_PASSES;
	for (size_t i = 0; i < n; i++)
		if (rules[i].blocks)
			outcome = worst(outcome, rules[i].outcome);
	return outcome;
}

/* Of those that are judged; without any, nothing stands against the application. */
static enum verdict_outcome best_of_funders(const struct verdict *v)
{
	size_t judged = 0, unknown = 0;
	for (size_t i = 0; i < v->funders.n; i++) {
		if (v->funders.at[i].outcome == VERDICT_PASSES)
			return VERDICT_PASSES;
		judged += v->funders.at[i].outcome != VERDICT_NOT_APPLICABLE;
		unknown += v->funders.at[i].outcome == VERDICT_UNKNOWN;
	}
	return unknown ? VERDICT_UNKNOWN : judged ? VERDICT_FAILS : VERDICT_PASSES;
}

static bool is_asked(const struct verdict_funder *f)
{
	return f->asked.set && f->asked.value.cents > 0;
}

static bool nobody_is_asked(const struct verdict *v)
{
	for (size_t i = 0; i < v->funders.n; i++)
		if (is_asked(&v->funders.at[i]))
			return false;
	return true;
}

static enum verdict_outcome whole_outcome(const struct verdict *v, enum verdict_outcome of_call)
{
	if (of_call == VERDICT_FAILS || !v->funders.n)
		return of_call;
	if (nobody_is_asked(v))
		return worst(of_call, best_of_funders(v));
	enum verdict_outcome outcome = of_call;
	for (size_t i = 0; i < v->funders.n; i++)
		if (is_asked(&v->funders.at[i]))
			outcome = worst(outcome, v->funders.at[i].outcome);
	return outcome;
}

/* ---- funders ---- */

static opt_money amount_of(struct judging *j, rule_id r)
{
	struct rules_result result;
	opt_money amount = {0};
	if (r.v && rules_evaluate(j->run, r, &result) == OK)
		amount.set = verdict_amount(&result.value, &amount.value);
	return amount;
}

static opt_money asked_of(struct judging *j, const struct ruleset_funder *f)
{
	if (j->closed[f - j->set->funders.at])
		return (opt_money){true, MONEY_ZERO};
	return j->facts->asked.n ? (opt_money){true, verdict_asked_of(j->facts, f->code)} : amount_of(j, f->asked);
}

static opt_money amount_above(opt_money asked, opt_money maximum)
{
	if (!asked.set || !maximum.set || money_compare(asked.value, maximum.value) <= 0)
		return (opt_money){0};
	return (opt_money){true, money_subtract(asked.value, maximum.value)};
}

static void judge_funder(struct judging *j, const struct ruleset_funder *f, enum verdict_outcome of_call, struct verdict_funder *out)
{
	*out = (struct verdict_funder){.funder = f, .label = f->title[j->lang], .has_maximum = f->maximum.v != 0, .asked = asked_of(j, f)};
	bool judged = !j->closed[f - j->set->funders.at];
	out->rules.at = look_at_rules(j, f->code, judged ? verdict_judge_rule : verdict_pass_over, &out->rules.n);
	out->rules.room = out->rules.n;
	if (!judged) {
		out->outcome = VERDICT_NOT_APPLICABLE;
		return;
	}
	out->outcome = worst(of_call, outcome_of(out->rules.at, out->rules.n));
	out->maximum = amount_of(j, f->maximum);
	if (out->maximum.set && out->maximum.value.cents < 0)
		out->maximum.value = MONEY_ZERO;
	out->over = amount_above(out->asked, out->maximum);
}

/* ---- what to answer next ---- */

static void count_missing(struct judging *j, const struct verdict_missing *m, double weight)
{
	struct verdict *v = j->verdict;
	for (size_t i = 0; i < v->missing.n; i++)
		if (v->missing.at[i].rule.v == m->rule.v) {
			v->missing.at[i].score += m->score * weight;
			return;
		}
	struct verdict_missing *added = LIST_ADD(j->arena, &v->missing);
	*added = *m;
	added->score *= weight;
}

/* Each rule counts for one, whatever the length of its formula: what many rules wait for comes first. */
static void count_rule(struct judging *j, const struct verdict_rule *rule)
{
	double weight = rule->blocks ? 1 : rule->rule->role == ROLE_MAXIMUM ? WEIGHT_OF_MAXIMUM : 0, heaviest = 0;
	for (size_t i = 0; i < rule->missing.n; i++)
		heaviest = rule->missing.at[i].score > heaviest ? rule->missing.at[i].score : heaviest;
	for (size_t i = 0; weight > 0 && heaviest > 0 && i < rule->missing.n; i++)
		count_missing(j, &rule->missing.at[i], weight / heaviest);
}

static int heaviest_first(const void *pa, const void *pb)
{
	const struct verdict_missing *a = pa, *b = pb;
	if (a->score > b->score || a->score < b->score)
		return a->score > b->score ? -1 : 1;
	return (a->rule.v > b->rule.v) - (a->rule.v < b->rule.v);
}

static void gather_missing(struct judging *j, enum verdict_outcome of_call)
{
	struct verdict *v = j->verdict;
	bool everyone = nobody_is_asked(v);
	for (size_t i = 0; of_call != VERDICT_FAILS && i < v->rules.n; i++)
		count_rule(j, &v->rules.at[i]);
	for (size_t i = 0; i < v->funders.n; i++) {
		const struct verdict_funder *f = &v->funders.at[i];
		for (size_t k = 0; f->outcome != VERDICT_FAILS && (everyone || is_asked(f)) && k < f->rules.n; k++)
			count_rule(j, &f->rules.at[k]);
	}
	if (v->missing.n)
		qsort(v->missing.at, v->missing.n, sizeof v->missing.at[0], heaviest_first);
}

/* ---- the verdict ---- */

static void judge_everything(struct judging *j)
{
	struct verdict *v = j->verdict;
	v->rules.at = look_at_rules(j, STR_NONE, verdict_judge_rule, &v->rules.n);
	v->rules.room = v->rules.n;
	enum verdict_outcome of_call = outcome_of(v->rules.at, v->rules.n);
	for (size_t i = 0; i < j->set->funders.n; i++)
		judge_funder(j, &j->set->funders.at[i], of_call, LIST_ADD(j->arena, &v->funders));
	for (size_t i = 0; i < j->set->rules.n; i++)
		if (j->set->rules.at[i].role == ROLE_PARAMETER) {
			struct verdict_rule *parameter = LIST_ADD(j->arena, &v->parameters);
			verdict_judge_rule(j, &j->set->rules.at[i], parameter);
			parameter->sentence = parameter->rule->why[j->lang];
		}
	v->outcome = whole_outcome(v, of_call);
	gather_missing(j, of_call);
}

enum status judge_verdict(struct judge *judge, struct arena *a, enum lang lang, const struct application_facts *facts, struct problems *ps, struct verdict **verdict)
{
	struct verdict *v = ARENA_NEW(a, struct verdict);
	*v = (struct verdict){.set = judge->set, .reference = arena_str(a, facts->reference), .title = arena_str(a, facts->title),
	                      .judged = ruleset_day(judge->set, facts->filed, judge->today)};
	struct judging j = {.judge = judge, .set = judge->set, .run = judge->run, .arena = a, .lang = lang, .facts = facts, .ps = ps, .verdict = v};
	size_t before = ps->total;
	rules_clear(judge->run);
	rules_speak(judge->run, lang);
	verdict_set_facts(&j);
	check_waivers(&j);
	judge_everything(&j);
	*verdict = v;
	return ps->total == before ? OK : INVALID;
}
