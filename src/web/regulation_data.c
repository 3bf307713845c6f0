/* The règlement of a call for programs, and the differences between two versions: the text as it was loaded, the rules as JSON, a verdict as JSON. */
#include "base/calendar.h"
#include "base/json.h"
#include "web/handlers.h"
#include "web/regulation.h"
#include "web/respond.h"

/* ---- differences ---- */

static const struct {
	enum word words;
	const char *tone;
} kinds[] = {
	[RULE_ADDED] = {W_diagnosis_change_added, "good"},
	[RULE_REMOVED] = {W_diagnosis_change_removed, "error"},
	[RULE_CHANGED] = {W_diagnosis_change_changed, "warning"},
};

static void add_options(const struct regulation *r, struct regulation_changes_view *v, int64_t from, int64_t to)
{
	struct page *pg = r->pg;
	for (size_t i = 0; i < r->versions.n; i++) {
		int64_t n = r->versions.at[i].version;
		str label = TEXT(pg, W_diagnosis_version, ARG("n", n)), value = arena_fmt(pg->arena, "%d", (int)n);
		*LIST_ADD(pg->arena, &v->from_versions) = (struct option_view){.value = value, .label = label, .selected = n == from};
		*LIST_ADD(pg->arena, &v->to_versions) = (struct option_view){.value = value, .label = label, .selected = n == to};
	}
}

static void add_changes(struct page *pg, const struct ruleset *before, const struct ruleset *after, struct regulation_changes_view *v)
{
	struct ruleset_changes changes = {0};
	ruleset_compare(pg->arena, before, after, &changes);
	for (size_t i = 0; i < changes.list.n; i++) {
		const struct ruleset_change *c = &changes.list.at[i];
		str title = str_is_set(c->title[pg->lang]) ? c->title[pg->lang] : c->name;
		*LIST_ADD(pg->arena, &v->changes) = (struct change_view){.kind = word_text(pg->lang, kinds[c->kind].words), .tone = str_of(kinds[c->kind].tone),
			.title = title, .name = c->name, .before = c->before, .after = c->after, .has_before = str_is_set(c->before), .has_after = str_is_set(c->after)};
	}
}

/* Without parameters: the last version against the one before it. */
enum status show_regulation_changes(struct page *pg)
{
	struct regulation r;
	enum status s = regulation_read(pg, &r);
	if (s)
		return s;
	if (!r.set)
		return regulation_none(&r);
	str from = page_param(pg, S("from")), to = page_param(pg, S("to"));
	if (!str_is_set(from))
		from = arena_fmt(pg->arena, "%d", (int)r.versions.at[r.versions.n > 1].version);
	const struct ruleset_version *from_row, *to_row;
	const struct ruleset *before, *after;
	s = regulation_version(&r, from, &from_row, &before);
	if (!s)
		s = regulation_version(&r, to, &to_row, &after);
	if (s)
		return s;
	struct regulation_changes_view *v = ARENA_NEW(pg->arena, struct regulation_changes_view);
	regulation_layout(&r, &v->layout, word_text(pg->lang, W_diagnosis_changes));
	v->call = r.call.title;
	v->from = arena_fmt(pg->arena, "%d", (int)from_row->version);
	v->to = arena_fmt(pg->arena, "%d", (int)to_row->version);
	v->back = LINK(pg, "/calls/:call/regulation", r.call.code);
	v->action = LINK(pg, "/calls/:call/regulation/changes", r.call.code);
	v->compared = r.versions.n > 1;
	add_options(&r, v, from_row->version, to_row->version);
	if (v->compared)
		add_changes(pg, before, after, v);
	RESPOND_HTML(pg, regulation_changes_page, v);
	return OK;
}

/* ---- the text ---- */

enum status send_regulation_text(struct page *pg)
{
	struct regulation r;
	enum status s = regulation_read(pg, &r);
	if (s)
		return s;
	if (!r.set)
		return NOT_FOUND;
	respond_download(pg, S("text/yaml; charset=utf-8"), arena_fmt(pg->arena, "%.*s.v%d.rules.publicodes", STR_ARGS(r.call.code), (int)r.row->version));
	out_str(&pg->rs->body, r.set->text);
	return OK;
}

/* ---- the rules as JSON ---- */

static void both(struct json *j, str name, const str text[LANG_COUNT])
{
	if (!str_is_set(text[LANG_FR]) && !str_is_set(text[LANG_EN])) {
		json_null(j, name);
		return;
	}
	json_object_in(j, name);
	json_text(j, S("fr"), text[LANG_FR]);
	json_text(j, S("en"), text[LANG_EN]);
	json_end(j);
}

static void day_json(struct json *j, str name, opt_day d)
{
	char text[32];
	if (d.set)
		json_text(j, name, str_of(day_iso(d.value, text)));
	else
		json_null(j, name);
}

static void choices_json(struct json *j, const struct ruleset_choices *choices)
{
	json_array_in(j, S("choices"));
	for (size_t i = 0; i < choices->n; i++) {
		json_object(j);
		json_text(j, S("value"), choices->at[i].value);
		both(j, S("label"), choices->at[i].label);
		json_end(j);
	}
	json_end(j);
}

static void rule_json(struct json *j, const struct ruleset *set, const struct ruleset_rule *rule)
{
	json_object(j);
	json_text(j, S("name"), rules_name(set->model, rule->rule));
	both(j, S("title"), rule->title);
	json_text(j, S("role"), str_of(ruleset_role_name(rule->role)));
	if (rule->role == ROLE_STEP)
		json_text(j, S("stage"), str_of(ruleset_stage_name(rule->stage)));
	if (rule->role == ROLE_CONDITION)
		json_text(j, S("severity"), str_of(rule_severity_name(rule->severity)));
	json_text(j, S("funder"), rule->funder);
	json_array_in(j, S("clauses"));
	for (size_t i = 0; i < rule->clauses.n; i++)
		json_text(j, STR_NONE, rule->clauses.at[i]);
	json_end(j);
	both(j, S("waiver"), rule->waiver);
	day_json(j, S("from"), rule->from);
	day_json(j, S("to"), rule->to);
	if (rule->role == ROLE_PARAMETER) {
		both(j, S("why"), rule->why);
		choices_json(j, &rule->choices);
	}
	json_text(j, S("text"), ruleset_text_of(set, rule->rule));
	json_int(j, S("examples"), (int64_t)rule->examples.n);
	json_end(j);
}

static const char *type_name(enum rules_type type)
{
	static const char *const names[] = {
		[RULES_TYPE_UNKNOWN] = "text", [RULES_NUMBER] = "number", [RULES_BOOLEAN] = "boolean", [RULES_TEXT] = "text", [RULES_DATE] = "date"};
	return names[type];
}

static void question_json(struct json *j, const struct ruleset *set, const struct ruleset_question *q)
{
	json_object(j);
	json_text(j, S("name"), rules_name(set->model, q->rule));
	json_text(j, S("key"), q->key);
	both(j, S("question"), q->text);
	both(j, S("help"), q->help);
	json_text(j, S("type"), str_of(type_name(q->type)));
	json_text(j, S("unit"), q->unit);
	if (q->choices.n)
		choices_json(j, &q->choices);
	json_end(j);
}

enum status send_rules(struct page *pg)
{
	struct regulation r;
	enum status s = regulation_read(pg, &r);
	if (s)
		return s;
	if (!r.set)
		return NOT_FOUND;
	respond_json(pg);
	struct json j = json_new(&pg->rs->body);
	json_object(&j);
	json_text(&j, S("call"), r.call.code);
	json_int(&j, S("version"), r.row->version);
	day_json(&j, S("from"), r.set->from);
	day_json(&j, S("to"), r.set->to);
	json_array_in(&j, S("funders"));
	for (size_t i = 0; i < r.set->funders.n; i++) {
		json_object(&j);
		json_text(&j, S("code"), r.set->funders.at[i].code);
		both(&j, S("title"), r.set->funders.at[i].title);
		json_end(&j);
	}
	json_end(&j);
	json_array_in(&j, S("rules"));
	for (size_t i = 0; i < r.set->rules.n; i++)
		rule_json(&j, r.set, &r.set->rules.at[i]);
	json_end(&j);
	json_array_in(&j, S("questions"));
	for (size_t i = 0; i < r.set->questions.n; i++)
		question_json(&j, r.set, &r.set->questions.at[i]);
	json_end(&j);
	json_end(&j);
	return OK;
}

/* ---- a verdict as JSON ---- */

/* A program must know that an answer was not understood, and which. */
static enum status refuse_answers(struct page *pg, const struct str_list *dropped)
{
	pg->rs->status = 400;
	respond_json(pg);
	http_respond_header(pg->rs, S("Cache-Control"), S("private, no-cache"));
	struct json j = json_new(&pg->rs->body);
	json_object(&j);
	json_object_in(&j, S("error"));
	json_int(&j, S("status"), 400);
	json_text(&j, S("message"), word_text(pg->lang, W_diagnosis_answers_refused));
	json_array_in(&j, S("answers"));
	for (size_t i = 0; i < dropped->n; i++)
		json_text(&j, STR_NONE, dropped->at[i]);
	json_end(&j);
	json_end(&j);
	json_end(&j);
	return OK;
}

enum status send_verdict(struct page *pg)
{
	struct diagnosis *d = ARENA_NEW(pg->arena, struct diagnosis);
	enum status s = diagnosis_calls(pg, d);
	if (!s && !d->calls.n)
		s = NOT_FOUND;
	if (!s)
		s = diagnosis_answers(d);
	if (!s && d->dropped.n)
		return refuse_answers(pg, &d->dropped);
	if (!s)
		s = diagnosis_judge(d);
	if (s)
		return s;
	const struct q_page_rule_clauses_rows *rows = &d->calls.at[0].clauses;
	struct verdict_clause *clauses = ARENA_ARRAY(pg->arena, rows->n + 1, struct verdict_clause);
	for (size_t i = 0; i < rows->n; i++)
		clauses[i] = (struct verdict_clause){.code = rows->at[i].code, .label = rows->at[i].label, .article = rows->at[i].article, .document = rows->at[i].document};
	respond_json(pg);
	http_respond_header(pg->rs, S("Cache-Control"), S("private, no-cache"));
	struct json j = json_new(&pg->rs->body);
	verdict_json(&j, pg->lang, d->calls.at[0].verdict, clauses, rows->n);
	return OK;
}
