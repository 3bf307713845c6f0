/* One rule of a règlement, or all those of a funder (`rule` then names the funder's space): a form with the questions that are needed, what the rules give
   with those answers, and why, as the tree of the evaluation. Every field is optional: what is not told is not known. Good answers are answered by a redirection to the address that holds them. */
#include "base/limits.h"
#include "web/handlers.h"
#include "web/regulation.h"
#include "web/respond.h"

struct trial {
	struct page *pg;
	struct regulation r;
	const struct ruleset_rule *rule;     /* NULL: all rules of the funder */
	const struct ruleset_funder *funder; /* NULL: one rule */
	rule_id subject;
	struct answers answers;
	LIST_OF(const struct ruleset_question *) questions;
	bool *seen; /* rules already followed, by number */
	LIST_OF(struct wrong_field) wrong;
};

struct wrong_field {
	str key, typed;
	enum word why;
};

/* ---- the questions of the rule ---- */

static void follow(struct trial *t, rule_id rule)
{
	if (!rule.v || t->seen[rule.v])
		return;
	t->seen[rule.v] = true;
	const struct ruleset_question *q = ruleset_question_of(t->r.set, rule);
	if (q)
		*LIST_ADD(t->pg->arena, &t->questions) = q;
	size_t n;
	const rule_id *named = rules_references(t->r.set->model, rule, &n);
	for (size_t i = 0; i < n; i++)
		follow(t, named[i]);
}

static void find_questions(struct trial *t)
{
	t->seen = ARENA_ARRAY(t->pg->arena, rules_count(t->r.set->model) + 1, bool);
	follow(t, t->subject);
	for (size_t i = 0; t->funder && i < t->r.set->rules.n; i++)
		if (str_eq(t->r.set->rules.at[i].funder, t->funder->code) && t->r.set->rules.at[i].role != ROLE_PROGRAMME)
			follow(t, t->r.set->rules.at[i].rule);
	for (rule_id space = rules_parent(t->r.set->model, t->subject); space.v; space = rules_parent(t->r.set->model, space))
		follow(t, space); /* a space that does not apply takes its rules with it */
}

static const struct ruleset_question *question_keyed(const struct trial *t, str key)
{
	for (size_t i = 0; i < t->questions.n; i++)
		if (str_eq(t->questions.at[i]->key, key))
			return t->questions.at[i];
	return NULL;
}

/* ---- what was sent ---- */

static enum status read_address(struct trial *t)
{
	struct answers given;
	enum status s = answers_read(t->pg->arena, page_param(t->pg, S("a")), &given);
	for (size_t i = 0; !s && i < given.list.n; i++) {
		struct answer *answer = &given.list.at[i];
		const struct ruleset_question *q = ruleset_question_keyed(t->r.set, answer->key);
		enum word ignored;
		if (q && answer->value.p && answer_typed(t->pg->arena, q, answer->value, &answer->value, &ignored) == OK)
			*LIST_ADD(t->pg->arena, &t->answers.list) = *answer;
	}
	return s;
}

/* The fields of the form, "x-cout=12 000": true when there were any. */
static bool read_fields(struct trial *t)
{
	bool any = false;
	for (size_t i = 0; i < t->pg->rq->params.n; i++) {
		const struct http_field *field = &t->pg->rq->params.at[i];
		const struct ruleset_question *q = str_starts(field->name, S("x-")) ? question_keyed(t, str_skip(field->name, 2)) : NULL;
		if (!q)
			continue;
		any = true;
		str value;
		enum word why;
		if (!str_is_set(str_trim(field->value)))
			t->answers = answers_without(t->pg->arena, &t->answers, q->key);
		else if (answer_typed(t->pg->arena, q, field->value, &value, &why) == OK)
			t->answers = answers_with(t->pg->arena, &t->answers, q->key, value);
		else
			*LIST_ADD(t->pg->arena, &t->wrong) = (struct wrong_field){q->key, field->value, why};
	}
	return any;
}

static url own_address(const struct trial *t, const struct answers *answers)
{
	struct page *pg = t->pg;
	LIST_OF(struct http_field) params = {0};
	*LIST_ADD(pg->arena, &params) = (struct http_field){S("rule"), rules_name(t->r.set->model, t->subject)};
	if (str_is_set(page_param(pg, S("version"))))
		*LIST_ADD(pg->arena, &params) = (struct http_field){S("version"), page_param(pg, S("version"))};
	if (answers->list.n)
		*LIST_ADD(pg->arena, &params) = (struct http_field){S("a"), answers_write(pg->arena, answers)};
	return page_url(pg, pg->base, pg->path, params.at, params.n);
}

/* ---- the page ---- */

static void add_fields(const struct trial *t, struct rule_page_view *v)
{
	struct page *pg = t->pg;
	for (size_t i = 0; i < t->questions.n; i++) {
		const struct ruleset_question *q = t->questions.at[i];
		const struct answer *answer = answers_find(&t->answers, q->key);
		str value = answer ? answer_field(pg->arena, pg->lang, q, answer->value) : STR_NONE;
		const struct wrong_field *wrong = NULL;
		for (size_t k = 0; k < t->wrong.n; k++)
			if (str_eq(t->wrong.at[k].key, q->key))
				wrong = &t->wrong.at[k];
		struct tried_field *field = LIST_ADD(pg->arena, &v->fields);
		field->question = question_fields(pg, q, wrong ? wrong->typed : value);
		field->id = field->name = arena_fmt(pg->arena, "x-%.*s", STR_ARGS(q->key));
		field->question.has_problem = wrong != NULL;
		if (!wrong)
			continue;
		field->question.problem = word_text(pg->lang, wrong->why);
		*LIST_ADD(pg->arena, &v->problems) = (struct fact_view){.label = field->id, .value = field->question.text};
	}
	v->has_problems = v->problems.n > 0;
}

static const struct verdict_rule *judged_in(const struct verdict_rule *rules, size_t n, rule_id rule)
{
	for (size_t i = 0; i < n; i++)
		if (rules[i].rule->rule.v == rule.v)
			return &rules[i];
	return NULL;
}

static const struct verdict_rule *judged(const struct verdict *v, rule_id rule)
{
	const struct verdict_rule *found = judged_in(v->rules.at, v->rules.n, rule);
	for (size_t i = 0; !found && i < v->funders.n; i++)
		found = judged_in(v->funders.at[i].rules.at, v->funders.at[i].rules.n, rule);
	return found ? found : judged_in(v->parameters.at, v->parameters.n, rule);
}

static str evaluated(const struct trial *t, struct rules_run *run, rule_id rule)
{
	struct rules_result result;
	if (rules_evaluate(run, rule, &result) != OK)
		return S("");
	struct out o = out_new(4096);
	rules_format(&o, t->pg->lang, run, &result.value);
	str text = out_keep(&o, t->pg->arena);
	return text.p ? text : S("");
}

static void explain(const struct trial *t, struct rules_run *run, rule_id rule, struct rule_page_view *v)
{
	const struct rules_why *why;
	v->value = evaluated(t, run, rule);
	v->has_value = str_is_set(v->value);
	if (rules_explain(run, t->pg->arena, rule, LIMIT_WHY_DEPTH, &why) == OK)
		v->why = why_with_values(t->pg, t->r.set, run, why);
	v->has_why = v->why.nodes.n > 0;
}

static url rule_link(const struct trial *t, rule_id rule)
{
	return LINK(t->pg, "/calls/:call/regulation/rule?rule=:rule&version=:version&a=:a", t->r.call.code, rules_name(t->r.set->model, rule),
	            arena_fmt(t->pg->arena, "%d", (int)t->r.row->version), answers_write(t->pg->arena, &t->answers));
}

static void add_rule(const struct trial *t, struct rules_run *run, const struct verdict *verdict, struct rule_page_view *v)
{
	const struct verdict_rule *rule = judged(verdict, t->subject);
	explain(t, run, t->subject, v);
	v->has_verdict = rule && t->rule->role == ROLE_CONDITION;
	if (v->has_verdict)
		v->verdict = regulation_verdict(t->pg, rule);
	v->rule = regulation_rule(&t->r, run, t->rule, 1);
	v->has_rule = true;
}

/* Its own rules: those of the whole call are the same for all funders, and would make the form too long. */
static void add_funder(const struct trial *t, struct rules_run *run, const struct verdict *verdict, struct rule_page_view *v)
{
	if (t->funder->maximum.v)
		explain(t, run, t->funder->maximum, v);
	for (size_t i = 0; i < verdict->funders.n; i++)
		for (size_t k = 0; verdict->funders.at[i].funder == t->funder && k < verdict->funders.at[i].rules.n; k++) {
			const struct verdict_rule *rule = &verdict->funders.at[i].rules.at[k];
			if (rule->rule->role != ROLE_CONDITION)
				continue;
			struct rule_verdict_view *shown = LIST_ADD(t->pg->arena, &v->verdicts.rules);
			*shown = regulation_verdict(t->pg, rule);
			shown->has_link = true;
			shown->link = rule_link(t, rule->rule->rule);
		}
}

static enum status add_result(struct trial *t, struct rule_page_view *v)
{
	struct page *pg = t->pg;
	struct judge *judge = rulesets_judge(pg, t->r.set, t->r.call.time_zone);
	struct application_facts facts = {.call = t->r.call.code};
	for (size_t i = 0; i < t->answers.list.n; i++) {
		const struct ruleset_question *q = ruleset_question_keyed(t->r.set, t->answers.list.at[i].key);
		*LIST_ADD(pg->arena, &facts.facts) =
			(struct verdict_fact){.name = rules_name(t->r.set->model, q->rule), .value = answer_fact(pg->arena, q, t->answers.list.at[i].value)};
	}
	struct problems ps = problems_new(pg->arena);
	struct verdict *verdict;
	enum status s = judge_verdict(judge, pg->arena, pg->lang, &facts, &ps, &verdict);
	if (s && s != INVALID)
		return s;
	if (t->rule)
		add_rule(t, judge_run(judge), verdict, v);
	else
		add_funder(t, judge_run(judge), verdict, v);
	return OK;
}

static enum status show(struct trial *t)
{
	struct page *pg = t->pg;
	struct rule_page_view *v = ARENA_NEW(pg->arena, struct rule_page_view);
	regulation_layout(&t->r, &v->layout, t->funder ? t->funder->title[pg->lang] : rule_title(pg, t->r.set, t->subject));
	page_crumb(pg, &v->layout, word_text(pg->lang, W_diagnosis_regulation), LINK(pg, "/calls/:call/regulation", t->r.call.code));
	v->layout.refuse_index = true;
	v->call = t->r.call.title;
	v->title = t->funder ? t->funder->title[pg->lang] : rule_title(pg, t->r.set, t->subject);
	v->name = rules_name(t->r.set->model, t->subject);
	v->version = TEXT(pg, W_diagnosis_version, ARG("n", t->r.row->version));
	v->back = LINK(pg, "/calls/:call/regulation", t->r.call.code);
	v->action = LINK(pg, "/calls/:call/regulation/rule", t->r.call.code);
	const struct answers none = {0};
	v->again = own_address(t, &none);
	v->tried = t->answers.list.n > 0 || t->wrong.n > 0;
	*LIST_ADD(pg->arena, &v->hidden) = (struct hidden_field){S("rule"), rules_name(t->r.set->model, t->subject)};
	if (str_is_set(page_param(pg, S("version"))))
		*LIST_ADD(pg->arena, &v->hidden) = (struct hidden_field){S("version"), page_param(pg, S("version"))};
	enum status s = add_result(t, v);
	if (s)
		return s;
	add_fields(t, v);
	http_respond_header(pg->rs, S("Cache-Control"), S("private, no-cache"));
	RESPOND_HTML(pg, rule_page, v);
	return OK;
}

enum status show_regulation_rule(struct page *pg)
{
	struct trial *t = ARENA_NEW(pg->arena, struct trial);
	t->pg = pg;
	enum status s = regulation_read(pg, &t->r);
	if (s)
		return s;
	if (!t->r.set)
		return regulation_none(&t->r);
	str name = page_param(pg, S("rule"));
	if (!str_is_set(name))
		return show_regulation(pg);
	t->subject = rules_find(t->r.set->model, name);
	t->rule = t->subject.v ? ruleset_rule_of(t->r.set, t->subject) : NULL;
	for (size_t i = 0; t->subject.v && !t->rule && i < t->r.set->funders.n; i++)
		if (t->r.set->funders.at[i].space.v == t->subject.v)
			t->funder = &t->r.set->funders.at[i];
	if (!t->rule && !t->funder)
		return NOT_FOUND;
	find_questions(t);
	s = read_address(t);
	if (s)
		return s;
	if (!read_fields(t) || t->wrong.n)
		return show(t);
	pg->rs->status = 303;
	http_respond_header(pg->rs, S("Location"), arena_fmt(pg->arena, "%.*s#result", STR_ARGS(own_address(t, &t->answers).s)));
	return OK;
}
