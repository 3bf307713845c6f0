/* A verdict for programs. The form is documented in packs/RULES.md and stable: members are only added. Amounts in cents, days in ISO form. Called by the
   command line and by the API. */
#include "domain/verdict.h"

#include "base/calendar.h"
#include "base/json.h"

struct writing {
	struct json *j;
	enum lang lang;
	const struct verdict_clause *clauses;
	size_t clause_count;
};

static void put_amount(struct json *j, str name, opt_money amount)
{
	if (amount.set)
		json_int(j, name, amount.value.cents);
	else
		json_null(j, name);
}

static void put_day(struct json *j, str name, opt_day d)
{
	char text[32];
	json_text(j, name, d.set ? str_of(day_iso(d.value, text)) : STR_NONE);
}

static void put_outcome(struct json *j, enum verdict_outcome o)
{
	json_text(j, S("outcome"), str_of(verdict_outcome_name(o)));
}

static void put_clauses(const struct writing *w, const struct ruleset_rule *r)
{
	json_array_in(w->j, S("clauses"));
	for (size_t i = 0; i < r->clauses.n; i++) {
		struct verdict_clause found = {.code = r->clauses.at[i]};
		for (size_t k = 0; k < w->clause_count; k++)
			if (str_eq(w->clauses[k].code, found.code))
				found = w->clauses[k];
		json_object(w->j);
		json_text(w->j, S("code"), found.code);
		json_text(w->j, S("article"), found.article);
		json_text(w->j, S("label"), found.label);
		json_text(w->j, S("document"), found.document);
		json_end(w->j);
	}
	json_end(w->j);
}

static void put_missing(struct json *j, const struct verdict_missing *at, size_t n)
{
	json_array_in(j, S("missing"));
	for (size_t i = 0; i < n; i++) {
		json_object(j);
		json_text(j, S("name"), at[i].name);
		json_text(j, S("key"), at[i].key);
		json_text(j, S("label"), at[i].label);
		json_text(j, S("question"), at[i].question);
		json_milli(j, S("score"), (int64_t)(at[i].score * 1000 + 0.5));
		json_end(j);
	}
	json_end(j);
}

static void put_numbers(struct json *j, const struct verdict_rule *r)
{
	json_array_in(j, S("numbers"));
	for (size_t i = 0; i < r->numbers.n; i++) {
		json_object(j);
		json_text(j, S("name"), r->numbers.at[i].name);
		json_text(j, S("label"), r->numbers.at[i].label);
		json_text(j, S("value"), r->numbers.at[i].value);
		json_end(j);
	}
	json_end(j);
}

static void put_waiver(struct json *j, const struct verdict_rule *r)
{
	if (!r->waiver) {
		json_null(j, S("waiver"));
		return;
	}
	json_object_in(j, S("waiver"));
	json_text(j, S("reason"), r->waiver->reason);
	json_text(j, S("author"), r->waiver->author);
	put_day(j, S("date"), r->waiver->date);
	json_end(j);
}

static void put_error(const struct writing *w, const struct verdict_rule *r)
{
	if (!r->error) {
		json_null(w->j, S("error"));
		return;
	}
	struct out text = out_new(4096);
	words_write(&text, w->lang, r->error->message, r->error->args, r->error->arg_count);
	json_text(w->j, S("error"), out_text(&text));
	out_free(&text);
}

static void put_rule(const struct writing *w, const struct verdict_rule *r)
{
	struct json *j = w->j;
	const struct ruleset_rule *rule = r->rule;
	bool computed = rule->role == ROLE_STEP || rule->role == ROLE_MAXIMUM;
	json_object(j);
	json_text(j, S("name"), r->name);
	json_text(j, S("title"), r->title);
	json_text(j, S("role"), str_of(ruleset_role_name(rule->role)));
	json_text(j, S("stage"), computed ? str_of(ruleset_stage_name(rule->stage)) : STR_NONE);
	json_text(j, S("severity"), str_of(rule_severity_name(rule->severity)));
	put_outcome(j, r->outcome);
	json_bool(j, S("blocks"), r->blocks);
	json_text(j, S("value"), r->value);
	json_text(j, S("sentence"), r->sentence);
	put_clauses(w, rule);
	put_numbers(j, r);
	put_missing(j, r->missing.at, r->missing.n);
	json_text(j, S("waivable_by"), rule->waiver[w->lang]);
	put_waiver(j, r);
	json_text(j, S("rounding"), rule->rounding[w->lang]);
	put_error(w, r);
	json_end(j);
}

static void put_rules(const struct writing *w, const struct verdict_rule *at, size_t n)
{
	json_array_in(w->j, S("rules"));
	for (size_t i = 0; i < n; i++)
		put_rule(w, &at[i]);
	json_end(w->j);
}

static void put_funder(const struct writing *w, const struct verdict_funder *f)
{
	json_object(w->j);
	json_text(w->j, S("code"), f->funder->code);
	json_text(w->j, S("label"), f->label);
	put_outcome(w->j, f->outcome);
	put_amount(w->j, S("asked_cents"), f->asked);
	json_bool(w->j, S("has_maximum"), f->has_maximum);
	put_amount(w->j, S("maximum_cents"), f->maximum);
	put_amount(w->j, S("over_cents"), f->over);
	put_rules(w, f->rules.at, f->rules.n);
	json_end(w->j);
}

static void put_parameter(const struct writing *w, const struct verdict_rule *p)
{
	struct json *j = w->j;
	json_object(j);
	json_text(j, S("name"), p->name);
	json_text(j, S("title"), p->title);
	json_text(j, S("value"), p->value);
	json_text(j, S("why"), p->sentence);
	put_clauses(w, p->rule);
	json_array_in(j, S("choices"));
	for (size_t i = 0; i < p->rule->choices.n; i++) {
		json_object(j);
		json_text(j, S("value"), p->rule->choices.at[i].value);
		json_text(j, S("label"), p->rule->choices.at[i].label[w->lang]);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

void verdict_json(struct json *j, enum lang lang, const struct verdict *v, const struct verdict_clause *clauses, size_t clause_count)
{
	const struct writing w = {.j = j, .lang = lang, .clauses = clauses, .clause_count = clause_count};
	json_object(j);
	json_text(j, S("call"), v->set->call);
	json_int(j, S("version"), v->set->version);
	put_day(j, S("judged_on"), (opt_day){true, v->judged});
	json_text(j, S("reference"), v->reference);
	json_text(j, S("title"), v->title);
	put_outcome(j, v->outcome);
	put_rules(&w, v->rules.at, v->rules.n);
	json_array_in(j, S("funders"));
	for (size_t i = 0; i < v->funders.n; i++)
		put_funder(&w, &v->funders.at[i]);
	json_end(j);
	put_missing(j, v->missing.at, v->missing.n);
	json_array_in(j, S("parameters"));
	for (size_t i = 0; i < v->parameters.n; i++)
		put_parameter(&w, &v->parameters.at[i]);
	json_end(j);
	json_end(j);
}
