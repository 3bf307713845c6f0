/* Runs the examples that stand beside the rules: each is a situation and what the rule must then give, to the cent. A sentence that cannot be worked out
   in an example is as wrong as a value that differs. Called by `rules check`, by loading, and by the tests. */
#include "domain/ruleset.h"

#include "base/limits.h"
#include "domain/nearest.h"

enum { SITUATION_DEPTH = 8 };

struct trial {
	const struct ruleset *set;
	const struct ruleset_rule *rule;
	const struct ruleset_example *example;
	struct rules_run *run;
	struct arena *arena;
	struct problems *ps;
};

#define TRIAL_PROBLEM(t, line, word, ...) \
	PROBLEM((t)->ps, (t)->example->file, (line), rules_name((t)->set->model, (t)->rule->rule), (word)__VA_OPT__(, ) __VA_ARGS__)

static void unknown_name(struct trial *t, int64_t line, str name)
{
	const struct rules_model *m = t->set->model;
	size_t n = rules_count(m);
	str *names = ARENA_ARRAY(t->arena, n + 1, str);
	for (uint32_t i = 0; i < n; i++)
		names[i] = rules_name(m, (rule_id){i + 1});
	str near = nearest_name(t->arena, name, names, n);
	if (near.p)
		TRIAL_PROBLEM(t, line, W_verdict_example_unknown_name_near, ARG("found", name), ARG("near", near));
	else
		TRIAL_PROBLEM(t, line, W_verdict_example_unknown_name, ARG("found", name));
}

static bool set_value(struct trial *t, const struct rules_raw *v, str name)
{
	rule_id rule = rules_find(t->set->model, name);
	if (!rule.v) {
		unknown_name(t, v->key_line, name);
		return false;
	}
	str value = str_trim(v->text);
	if (str_eq(value, S("inconnu")))
		return rules_unset(t->run, rule) == OK;
	if (str_eq(value, S("sans objet")))
		return rules_set_not_applicable(t->run, rule) == OK;
	struct problems found = problems_new(t->arena);
	if (rules_set_expression(t->run, rule, value, &found) == OK)
		return true;
	for (size_t i = 0; i < found.list.n; i++) { /* the run knows no place: it is this line */
		const struct problem *p = &found.list.at[i];
		problem_add(t->ps, t->example->file, v->key_line, name, p->message, p->args, p->arg_count);
	}
	return false;
}

static bool set_situation(struct trial *t, const struct rules_raw *map, str space, unsigned depth)
{
	bool good = true;
	for (const struct rules_raw *v = map ? map->first : NULL; v; v = v->next) {
		str name = space.p ? arena_fmt(t->arena, "%.*s . %.*s", STR_ARGS(space), STR_ARGS(v->key)) : v->key;
		if (v->kind == RULES_RAW_MAP && depth < SITUATION_DEPTH) {
			good &= set_situation(t, v, name, depth + 1);
		} else if (v->kind == RULES_RAW_TEXT) {
			good &= set_value(t, v, name);
		} else {
			TRIAL_PROBLEM(t, v->key_line, W_verdict_situation_is_a_map);
			good = false;
		}
	}
	return good;
}

static bool same_unit(const struct trial *t, uint32_t a, uint32_t b)
{
	str ta = rules_unit_text(t->run, a), tb = rules_unit_text(t->run, b);
	return str_is_set(ta) || str_is_set(tb) ? str_eq(ta, tb) : true;
}

static bool same_value(const struct trial *t, const struct rules_value *a, const struct rules_value *b)
{
	if (a->state != b->state)
		return false;
	if (a->state != RULES_VALUE)
		return true;
	if (a->type == RULES_NUMBER && b->type == RULES_NUMBER)
		return number_cmp(a->number, b->number) == 0 && same_unit(t, a->unit, b->unit);
	if (a->type == RULES_BOOLEAN && b->type == RULES_BOOLEAN)
		return a->truth == b->truth;
	if (a->type == RULES_DATE && b->type == RULES_DATE)
		return a->date.number == b->date.number;
	return a->type == b->type && str_eq(a->text, b->text);
}

static str shown(const struct trial *t, const struct rules_value *v)
{
	struct out o = out_new(LIMIT_CELL_BYTES);
	rules_format(&o, LANG_FR, t->run, v);
	return out_keep(&o, t->arena);
}

/* What the example says: a state, or the value of its expression in the same situation. */
static bool wanted_value(struct trial *t, struct rules_value *wanted)
{
	str text = str_trim(t->example->expected->text);
	if (str_eq(text, S("sans objet"))) {
		*wanted = (struct rules_value){.state = RULES_NOT_APPLICABLE};
		return true;
	}
	if (str_eq(text, S("inconnu"))) {
		*wanted = (struct rules_value){.state = RULES_NOT_DEFINED};
		return true;
	}
	struct rules_result result;
	if (rules_evaluate_expr(t->run, t->example->wanted, &result) != OK)
		return false;
	*wanted = result.value;
	return true;
}

static void report_error(struct trial *t, int64_t line)
{
	const struct problem *e = rules_error(t->run);
	if (e)
		problem_add(t->ps, t->example->file, line, rules_name(t->set->model, t->rule->rule), e->message, e->args, e->arg_count);
	else
		TRIAL_PROBLEM(t, line, W_verdict_example_broken);
}

static const struct ruleset_words *sentence_for(const struct ruleset_rule *rule, const struct rules_value *v)
{
	switch (v->state) {
	case RULES_NOT_APPLICABLE: return &rule->not_applicable;
	case RULES_NOT_DEFINED: return &rule->unknown;
	case RULES_VALUE: break;
	}
	return v->type == RULES_BOOLEAN && !v->truth ? &rule->fails : &rule->passes;
}

static void check_sentences(struct trial *t, const struct rules_value *v)
{
	const struct ruleset_words *words = sentence_for(t->rule, v);
	struct rules_result result;
	for (size_t lang = 0; lang < LANG_COUNT; lang++)
		if (words->text[lang].v && rules_evaluate_expr(t->run, words->text[lang], &result) != OK)
			report_error(t, t->example->line);
}

static void run_example(struct trial *t)
{
	struct rules_value wanted;
	struct rules_result result;
	int64_t line = t->example->expected->key_line;
	rules_clear(t->run);
	if (!set_situation(t, t->example->situation, STR_NONE, 0))
		return;
	if (rules_evaluate(t->run, t->rule->rule, &result) != OK) {
		report_error(t, line);
		return;
	}
	struct rules_value got = result.value;
	str got_shown = shown(t, &got); /* a text lives until the next question */
	if (got.type == RULES_TEXT)
		got.text = arena_str(t->arena, got.text);
	if (!wanted_value(t, &wanted)) {
		report_error(t, line);
		return;
	}
	if (!same_value(t, &got, &wanted))
		TRIAL_PROBLEM(t, line, W_verdict_example_differs, ARG("wanted", str_trim(t->example->expected->text)), ARG("got", got_shown));
	check_sentences(t, &got);
}

size_t ruleset_run_examples(const struct ruleset *set, struct arena *a, day today, struct problems *ps)
{
	size_t ran = 0;
	struct trial t = {.set = set, .arena = a, .ps = ps, .run = rules_run_new(a, set->model, ruleset_day(set, (opt_day){0}, today))};
	for (size_t i = 0; i < set->rules.n; i++) {
		t.rule = &set->rules.at[i];
		for (size_t k = 0; k < t.rule->examples.n; k++, ran++) {
			t.example = &t.rule->examples.at[k];
			run_example(&t);
		}
	}
	return ran;
}
