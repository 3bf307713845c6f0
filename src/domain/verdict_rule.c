/* One rule of a règlement on one application: its outcome, its sentence, the numbers it read down to the questions, what is missing, who waived it.
   Called by verdict_judge.c for each rule; the run already knows the facts. */
#include "domain/verdict_parts.h"

#include "base/limits.h"

/* ---- outcome ---- */

static bool in_force(const struct judging *j, const struct ruleset_rule *rule)
{
	int64_t on = j->verdict->judged.number;
	return !(rule->from.set && on < rule->from.value.number) && !(rule->to.set && on > rule->to.value.number);
}

/* A rule that says yes or no; the others are amounts, rates, choices. */
static bool says_yes_or_no(const struct ruleset_rule *rule)
{
	return rule->role == ROLE_CONDITION || rule->role == ROLE_PROGRAMME;
}

static enum verdict_outcome outcome_of(const struct ruleset_rule *rule, const struct rules_value *v)
{
	switch (v->state) {
	case RULES_NOT_DEFINED: return VERDICT_UNKNOWN;
	case RULES_NOT_APPLICABLE: return VERDICT_NOT_APPLICABLE;
	case RULES_VALUE: break;
	}
	if (!says_yes_or_no(rule))
		return VERDICT_PASSES;
	if (v->type != RULES_BOOLEAN)
		return VERDICT_UNKNOWN;
	return v->truth ? VERDICT_PASSES : VERDICT_FAILS;
}

/* A waiver that holds: the rule allows it, somebody gives it and says why. */
static const struct verdict_waiver *waiver_of(const struct judging *j, const struct ruleset_rule *rule)
{
	str name = rules_name(j->set->model, rule->rule);
	for (size_t i = 0; rule->waiver[LANG_FR].p && i < j->facts->waivers.n; i++) {
		const struct verdict_waiver *w = &j->facts->waivers.at[i];
		if (str_eq(w->rule, name) && str_is_set(str_trim(w->reason)) && str_is_set(str_trim(w->author)))
			return w;
	}
	return NULL;
}

static const struct problem *kept_error(struct judging *j)
{
	const struct problem *e = rules_error(j->run);
	if (!e)
		return NULL;
	struct problems kept = problems_new(j->arena);
	problem_add(&kept, e->file, e->line, e->field, e->message, e->args, e->arg_count);
	const struct problem *first = kept.list.at;
	return first;
}

/* ---- words ---- */

static str formatted(struct judging *j, const struct rules_value *v)
{
	struct out o = out_new(LIMIT_CELL_BYTES);
	rules_format(&o, j->lang, j->run, v);
	return out_keep(&o, j->arena);
}

/* A choice by its label, anything else as the language of the reader writes it. */
static str shown(struct judging *j, const struct ruleset_choices *choices, const struct rules_value *v)
{
	str text = v->type == RULES_TEXT ? v->text : formatted(j, v);
	for (size_t i = 0; i < choices->n; i++)
		if (str_eq(choices->at[i].value, text) && choices->at[i].label[j->lang].p)
			return choices->at[i].label[j->lang];
	return arena_str(j->arena, text);
}

/* The moment of filing is counted in seconds (L4); a person reads a clock: "12:00:01". */
static str clock_of(struct judging *j, const struct rules_value *v)
{
	int64_t s = 0;
	if (v->state != RULES_VALUE || v->type != RULES_NUMBER || !number_to_int64(v->number, &s) || s < 0 || s > 24 * 60 * 60)
		return STR_NONE;
	return arena_fmt(j->arena, "%02d:%02d:%02d", (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
}

static str title_of(const struct judging *j, rule_id r)
{
	str en = j->lang == LANG_EN ? rules_attribute_text(j->set->model, r, S("titre en")) : STR_NONE;
	return str_is_set(en) ? en : rules_title(j->set->model, r);
}

static const struct ruleset_words *words_for(const struct ruleset_rule *rule, enum verdict_outcome outcome)
{
	switch (outcome) {
	case VERDICT_PASSES: return &rule->passes;
	case VERDICT_WAIVED:
	case VERDICT_FAILS: return &rule->fails;
	case VERDICT_UNKNOWN: return &rule->unknown;
	case VERDICT_NOT_APPLICABLE: break;
	}
	return &rule->not_applicable;
}

static str own_sentence(struct judging *j, const struct ruleset_rule *rule, enum verdict_outcome outcome)
{
	const struct ruleset_words *words = words_for(rule, outcome);
	struct rules_result result;
	if (!words->text[j->lang].v || rules_evaluate_expr(j->run, words->text[j->lang], &result) != OK)
		return STR_NONE;
	if (result.value.state != RULES_VALUE || result.value.type != RULES_TEXT)
		return STR_NONE;
	return arena_str(j->arena, str_trim(result.value.text));
}

static str missing_labels(struct judging *j, const struct verdict_rule *out)
{
	str joined = S("");
	for (size_t i = 0; i < out->missing.n; i++)
		joined = arena_fmt(j->arena, "%.*s%s%.*s", STR_ARGS(joined), i ? ", " : "", STR_ARGS(out->missing.at[i].label));
	return joined;
}

/* What is said when the règlement gives no sentence of its own. */
static str plain_sentence(struct judging *j, const struct verdict_rule *out)
{
	struct out o = out_new(LIMIT_CELL_BYTES);
	switch (out->outcome) {
	case VERDICT_PASSES:
		if (out->rule->role == ROLE_CONDITION)
			WORDS(&o, j->lang, W_verdict_sentence_passes);
		break;
	case VERDICT_FAILS:
	case VERDICT_WAIVED: WORDS(&o, j->lang, W_verdict_sentence_fails); break;
	case VERDICT_NOT_APPLICABLE: WORDS(&o, j->lang, W_verdict_sentence_not_applicable); break;
	case VERDICT_UNKNOWN:
		if (out->missing.n)
			WORDS(&o, j->lang, W_verdict_sentence_missing, ARG("n", out->missing.n), ARG("missing", missing_labels(j, out)));
		else
			WORDS(&o, j->lang, W_verdict_sentence_unknown);
		break;
	}
	return out_keep(&o, j->arena);
}

static str dated_sentence(struct judging *j)
{
	struct out o = out_new(LIMIT_CELL_BYTES);
	WORDS(&o, j->lang, W_verdict_sentence_not_in_force, ARG("day", j->verdict->judged));
	return out_keep(&o, j->arena);
}

/* ---- numbers and missing answers ---- */

static void add_number(struct judging *j, struct verdict_rule *out, rule_id r, const struct ruleset_choices *choices, const struct rules_value *v)
{
	if (out->numbers.n >= LIMIT_VERDICT_NUMBERS)
		return;
	str clock = r.v == j->set->filing.second.v ? clock_of(j, v) : STR_NONE;
	*LIST_ADD(j->arena, &out->numbers) = (struct verdict_number){
		.rule = r, .name = rules_name(j->set->model, r), .label = title_of(j, r), .value = clock.p ? clock : shown(j, choices, v)};
}

/* Questions, steps and parameters that the rule reads, each once, in the order in which it names them; plain steps of the formula are passed through. */
static void walk_numbers(struct judging *j, struct verdict_rule *out, rule_id from, unsigned depth)
{
	static const struct ruleset_choices none = {0};
	size_t n = 0;
	const rule_id *named = rules_references(j->set->model, from, &n);
	for (size_t i = 0; i < n; i++) {
		rule_id r = named[i];
		struct rules_result result;
		if (j->judge->seen[r.v] == j->judge->walk)
			continue;
		j->judge->seen[r.v] = j->judge->walk;
		const struct ruleset_question *q = ruleset_question_of(j->set, r);
		const struct ruleset_rule *rule = q ? NULL : ruleset_rule_of(j->set, r);
		if ((q || rule) && rules_evaluate(j->run, r, &result) == OK && result.value.state == RULES_VALUE)
			add_number(j, out, r, q ? &q->choices : rule ? &rule->choices : &none, &result.value);
		if (!q && depth < LIMIT_VERDICT_DEPTH)
			walk_numbers(j, out, r, depth + 1);
	}
}

static void add_missing(struct judging *j, struct verdict_rule *out, const struct rules_missing *m)
{
	const struct ruleset_rule *rule = ruleset_rule_of(j->set, m->rule);
	if ((rule && rule->role == ROLE_PARAMETER) || out->missing.n >= LIMIT_VERDICT_MISSING)
		return;
	const struct ruleset_question *q = ruleset_question_of(j->set, m->rule);
	*LIST_ADD(j->arena, &out->missing) = (struct verdict_missing){.rule = m->rule, .name = rules_name(j->set->model, m->rule), .label = title_of(j, m->rule),
	                                                             .question = q ? q->text[j->lang] : STR_NONE, .key = q ? q->key : STR_NONE, .score = m->score, .rank = q ? q->rank : 0};
}

/* ---- the rule ---- */

bool verdict_amount(const struct rules_value *v, money *amount)
{
	int64_t cents;
	if (v->state != RULES_VALUE || v->type != RULES_NUMBER)
		return false;
	struct number whole = number_div_whole(number_mul(v->number, number_of(100)), number_of(1));
	if (!number_to_int64(whole, &cents) || cents > LIMIT_AMOUNT_CENTS || cents < -LIMIT_AMOUNT_CENTS)
		return false;
	*amount = (money){cents};
	return true;
}

static void keep_value(struct judging *j, struct verdict_rule *out, const struct rules_value *v)
{
	out->value = shown(j, &out->rule->choices, v);
	if (v->type == RULES_NUMBER && str_eq(rules_unit_text(j->run, v->unit), S("€")))
		out->amount.set = verdict_amount(v, &out->amount.value);
}

static void apply_waiver(struct judging *j, struct verdict_rule *out)
{
	out->waiver = waiver_of(j, out->rule);
	if (out->waiver && (out->outcome == VERDICT_FAILS || out->outcome == VERDICT_UNKNOWN))
		out->outcome = VERDICT_WAIVED;
}

static void say(struct judging *j, struct verdict_rule *out)
{
	out->sentence = own_sentence(j, out->rule, out->outcome);
	if (!str_is_set(out->sentence))
		out->sentence = plain_sentence(j, out);
	out->blocks = says_yes_or_no(out->rule) && (out->outcome == VERDICT_FAILS || out->outcome == VERDICT_UNKNOWN) && out->rule->severity <= BLOCKS_VOTE;
}

void verdict_pass_over(struct judging *j, const struct ruleset_rule *rule, struct verdict_rule *out)
{
	*out = (struct verdict_rule){.rule = rule, .name = rules_name(j->set->model, rule->rule), .title = rule->title[j->lang], .outcome = VERDICT_NOT_APPLICABLE,
	                             .sentence = word_text(j->lang, W_verdict_headline_not_applicable)};
}

void verdict_judge_rule(struct judging *j, const struct ruleset_rule *rule, struct verdict_rule *out)
{
	struct rules_result result;
	*out = (struct verdict_rule){.rule = rule, .name = rules_name(j->set->model, rule->rule), .title = rule->title[j->lang]};
	if (!in_force(j, rule)) {
		out->outcome = VERDICT_NOT_APPLICABLE;
		out->sentence = dated_sentence(j);
		return;
	}
	if (rules_evaluate(j->run, rule->rule, &result) != OK) {
		out->outcome = VERDICT_UNKNOWN;
		out->error = kept_error(j);
	} else {
		out->outcome = outcome_of(rule, &result.value);
		if (!says_yes_or_no(rule) && result.value.state == RULES_VALUE)
			keep_value(j, out, &result.value);
		for (size_t i = 0; out->outcome == VERDICT_UNKNOWN && i < result.missing_count; i++)
			add_missing(j, out, &result.missing[i]);
	}
	j->judge->walk++;
	j->judge->seen[rule->rule.v] = j->judge->walk;
	walk_numbers(j, out, rule->rule, 0);
	apply_waiver(j, out);
	say(j, out);
}
