/* The règlement page of a call: its rules by funder and in the order of computation, the choices made, the versions. Also what every page about the
   rules of a call begins with (regulation.h). */
#include "web/regulation.h"

#include "web/handlers.h"
#include "web/respond.h"

/* ---- what every page begins with ---- */

static const struct ruleset_version *version_of(const struct regulation *r, str asked)
{
	int64_t number = 0;
	if (!str_is_set(asked))
		return &r->versions.at[0];
	for (size_t i = 0; str_to_int64(asked, &number) && i < r->versions.n; i++)
		if (r->versions.at[i].version == number)
			return &r->versions.at[i];
	return NULL;
}

enum status regulation_version(const struct regulation *r, str version, const struct ruleset_version **row, const struct ruleset **set)
{
	*row = version_of(r, version);
	if (!*row)
		return NOT_FOUND;
	const struct ruleset_key key = {r->call.id, r->call.code, (*row)->version, (*row)->hash};
	return rulesets_get(r->pg, &key, set);
}

enum status regulation_read(struct page *pg, struct regulation *r)
{
	*r = (struct regulation){.pg = pg};
	enum status s = q_page_call_by_code(pg->db, pg->arena, pg->in.call, &r->call);
	if (!s)
		s = read_ruleset_versions(pg->db, pg->arena, r->call.id, r->call.code, &r->versions);
	if (s || !r->versions.n)
		return s;
	s = regulation_version(r, page_param(pg, S("version")), &r->row, &r->set);
	if (!s)
		s = q_page_rule_clauses(pg->db, pg->arena, r->call.id, r->call.code, &r->clauses);
	return s;
}

static str territory_of(const struct regulation *r)
{
	return str_is_set(r->call.territory_short) ? r->call.territory_short : r->call.territory_name;
}

void regulation_layout(const struct regulation *r, struct layout_view *layout, str title)
{
	struct page *pg = r->pg;
	page_layout(pg, layout, title);
	layout->section = r->call.title;
	page_accent(pg, layout, r->call.territory, r->call.accent);
	page_crumb(pg, layout, territory_of(r), LINK(pg, "/territories/:territory", r->call.territory));
	page_crumb(pg, layout, r->call.title, LINK(pg, "/calls/:call", r->call.code));
}

enum status regulation_none(const struct regulation *r)
{
	struct page *pg = r->pg;
	struct no_rules_view *v = ARENA_NEW(pg->arena, struct no_rules_view);
	regulation_layout(r, &v->layout, word_text(pg->lang, W_diagnosis_no_rules));
	v->call = r->call.title;
	v->link = LINK(pg, "/calls/:call", r->call.code);
	RESPOND_HTML(pg, no_rules_page, v);
	return OK;
}

/* ---- groups: the whole call, then each funder ---- */

struct builder {
	const struct regulation *r;
	struct regulation_view *v;
	struct rules_run *run;
	size_t number; /* of rules shown */
};

static void add_steps(struct builder *b, str funder, struct rule_group *group)
{
	struct page *pg = b->r->pg;
	for (enum ruleset_stage stage = STAGE_BASE; stage < STAGE_COUNT; stage++)
		for (size_t i = 0; i < b->r->set->rules.n; i++) {
			const struct ruleset_rule *rule = &b->r->set->rules.at[i];
			if (rule->role == ROLE_STEP && rule->stage == stage && str_eq(rule->funder, funder))
				*LIST_ADD(pg->arena, &group->steps) = regulation_rule(b->r, b->run, rule, ++b->number);
		}
	for (size_t i = 0; i < b->r->set->rules.n; i++) {
		const struct ruleset_rule *rule = &b->r->set->rules.at[i];
		if (rule->role != ROLE_MAXIMUM || !str_eq(rule->funder, funder))
			continue;
		struct rule_view *shown = LIST_ADD(pg->arena, &group->steps);
		*shown = regulation_rule(b->r, b->run, rule, ++b->number);
		shown->stage = word_text(pg->lang, ruleset_role_word(ROLE_MAXIMUM));
	}
}

static void add_group(struct builder *b, const struct ruleset_funder *of, str anchor, str title, str explanation)
{
	str funder = of ? of->code : STR_NONE;
	struct page *pg = b->r->pg;
	struct rule_group group = {.anchor = anchor, .title = title, .explanation = explanation, .has_explanation = str_is_set(explanation),
		.has_try = of != NULL, .try_it = {S("#")}};
	if (of)
		group.try_it = LINK(pg, "/calls/:call/regulation/rule?rule=:rule&version=:version", b->r->call.code, rules_name(b->r->set->model, of->space),
		                    arena_fmt(pg->arena, "%d", (int)b->r->row->version));
	for (size_t i = 0; i < b->r->set->rules.n; i++) {
		const struct ruleset_rule *rule = &b->r->set->rules.at[i];
		if (!str_eq(rule->funder, funder))
			continue;
		if (rule->role == ROLE_CONDITION)
			*LIST_ADD(pg->arena, &group.conditions) = regulation_rule(b->r, b->run, rule, ++b->number);
		if (rule->role == ROLE_PROGRAMME)
			*LIST_ADD(pg->arena, &group.programme) = regulation_rule(b->r, b->run, rule, ++b->number);
	}
	add_steps(b, funder, &group);
	if (group.conditions.n || group.steps.n || group.programme.n)
		*LIST_ADD(pg->arena, &b->v->groups) = group;
	else if (of)
		*LIST_ADD(pg->arena, &b->v->silent) = title;
}

static void add_groups(struct builder *b)
{
	struct page *pg = b->r->pg;
	add_group(b, NULL, S("whole-call"), word_text(pg->lang, W_diagnosis_whole_call), word_text(pg->lang, W_diagnosis_whole_call_explained));
	for (size_t i = 0; i < b->r->set->funders.n; i++) {
		const struct ruleset_funder *f = &b->r->set->funders.at[i];
		add_group(b, f, arena_fmt(pg->arena, "funder-%.*s", STR_ARGS(f->code)), f->title[pg->lang], S(""));
	}
}

/* ---- choices made ---- */

/* The alternative that holds, as its label. */
static str choice_label(const struct page *pg, const struct ruleset_rule *rule, str value)
{
	for (size_t i = 0; i < rule->choices.n; i++)
		if (str_eq(rule->choices.at[i].value, value))
			return rule->choices.at[i].label[pg->lang];
	return value;
}

static void add_choices(struct builder *b, const struct verdict *verdict)
{
	struct page *pg = b->r->pg;
	for (size_t i = 0; i < verdict->parameters.n; i++) {
		const struct verdict_rule *p = &verdict->parameters.at[i];
		str choice = choice_label(pg, p->rule, p->value), why = p->rule->why[pg->lang];
		struct choice_made_view *v = LIST_ADD(pg->arena, &b->v->choices);
		*v = (struct choice_made_view){.anchor = arena_fmt(pg->arena, "choice-%zu", i + 1), .title = p->title, .choice = choice, .why = why,
			.has_why = str_is_set(why), .clauses = diagnosis_clauses(pg, &b->r->clauses, p->rule)};
		for (size_t k = 0; k < p->rule->choices.n; k++)
			if (!str_eq(p->rule->choices.at[k].label[pg->lang], choice))
				*LIST_ADD(pg->arena, &v->alternatives) = p->rule->choices.at[k].label[pg->lang];
	}
}

/* ---- versions ---- */

static void add_versions(const struct regulation *r, struct regulation_view *v)
{
	struct page *pg = r->pg;
	for (size_t i = 0; i < r->versions.n; i++) {
		const struct ruleset_version *row = &r->versions.at[i];
		str number = arena_fmt(pg->arena, "%d", (int)row->version), note = str_is_set(row->note[pg->lang]) ? row->note[pg->lang] : row->note[LANG_FR];
		struct version_view *x = LIST_ADD(pg->arena, &v->versions);
		*x = (struct version_view){.label = TEXT(pg, W_diagnosis_version, ARG("n", row->version)), .period = regulation_period(pg, row->from, row->to),
			.note = note, .has_note = str_is_set(note), .shown = row == r->row, .has_changes = i + 1 < r->versions.n,
			.link = LINK(pg, "/calls/:call/regulation?version=:n", r->call.code, number)};
		x->has_period = str_is_set(x->period);
		x->changes = (url){S("#")};
		if (x->has_changes)
			x->changes = LINK(pg, "/calls/:call/regulation/changes?from=:a&to=:b", r->call.code,
			                  arena_fmt(pg->arena, "%d", (int)r->versions.at[i + 1].version), number);
	}
}

static void add_head(const struct regulation *r, struct regulation_view *v)
{
	struct page *pg = r->pg;
	str number = arena_fmt(pg->arena, "%d", (int)r->row->version);
	regulation_layout(r, &v->layout, word_text(pg->lang, W_diagnosis_regulation));
	v->call = r->call.title;
	v->version = TEXT(pg, W_diagnosis_version, ARG("n", r->row->version));
	v->period = regulation_period(pg, r->set->from, r->set->to);
	v->has_period = str_is_set(v->period);
	v->note = r->set->note[pg->lang];
	v->has_note = str_is_set(v->note);
	v->is_latest = r->row == &r->versions.at[0];
	v->call_link = LINK(pg, "/calls/:call/regulation", r->call.code);
	v->diagnosis = LINK(pg, "/calls/:call/diagnosis", r->call.code);
	v->download = LINK(pg, "/calls/:call/regulation/rules.publicodes?version=:n", r->call.code, number);
	v->json = LINK(pg, "/api/calls/:call/rules?version=:n", r->call.code, number);
}

enum status show_regulation(struct page *pg)
{
	struct regulation r;
	enum status s = regulation_read(pg, &r);
	if (s)
		return s;
	if (!r.set)
		return regulation_none(&r);
	struct regulation_view *v = ARENA_NEW(pg->arena, struct regulation_view);
	add_head(&r, v);
	struct judge *judge = rulesets_judge(pg, r.set, r.call.time_zone);
	const struct application_facts nothing = {.call = r.call.code};
	struct problems ps = problems_new(pg->arena);
	struct verdict *verdict;
	s = judge_verdict(judge, pg->arena, pg->lang, &nothing, &ps, &verdict);
	if (s && s != INVALID)
		return s;
	struct builder b = {&r, v, judge_run(judge), 0};
	add_groups(&b);
	add_choices(&b, verdict);
	add_versions(&r, v);
	v->rule_count = TEXT(pg, W_diagnosis_rule_count, ARG("n", b.number));
	RESPOND_HTML(pg, regulation_page, v);
	return OK;
}
