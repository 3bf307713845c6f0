/* rules try CALL --with FILE: a candidate règlement over applications that exist (N17), and what changes for each, rule by rule and in euros. */
#include "actions/read_application.h"
#include "actions/try_rules.h"
#include "base/csv.h"
#include "base/format.h"
#include "base/json.h"
#include "cli/commands.h"
#include "cli/regulation.h"
#include "domain/money.h"
#include "imports/application_read.h"

/* ---- as text ---- */

static str outcome(const struct invocation *in, enum verdict_outcome o)
{
	return word_text(in->lang, verdict_outcome_word(o));
}

static void amount(struct out *o, const struct invocation *in, opt_money m)
{
	if (m.set)
		out_money(o, in->lang, m.value);
	else
		out_str(o, word_text(in->lang, W_verdict_outcome_unknown));
}

static str sum_text(const struct invocation *in, money sum, bool known)
{
	struct out o = out_new(256);
	out_money(&o, in->lang, sum);
	if (!known) /* a part of it is not */
		out_str(&o, S(" + ?"));
	return out_keep(&o, in->arena);
}

static bool same_amounts(const struct verdict_change *c)
{
	return c->before_amount.set == c->after_amount.set && money_compare(c->before_amount.value, c->after_amount.value) == 0;
}

static void change_text(const struct invocation *in, struct out *o, const struct verdict_change *c)
{
	out_str(o, c->name.p ? S("    ") : S("  "));
	struct out how = out_new(1024);
	if (c->before != c->after)
		out_fmt(&how, "%.*s → %.*s", STR_ARGS(outcome(in, c->before)), STR_ARGS(outcome(in, c->after)));
	if (!same_amounts(c)) {
		out_str(&how, c->before != c->after ? S(" · ") : S(""));
		amount(&how, in, c->before_amount);
		out_str(&how, S(" → "));
		amount(&how, in, c->after_amount);
	}
	WORDS(o, in->lang, W_verdict_number, ARG("label", c->title), ARG("value", out_text(&how)));
	out_free(&how);
	out_char(o, '\n');
}

static void application_text(const struct invocation *in, struct out *o, const struct tried_application *a)
{
	str name = str_is_set(a->code) ? a->code : a->file;
	if (str_is_set(a->title))
		name = arena_fmt(in->arena, "%.*s · %.*s", STR_ARGS(name), STR_ARGS(a->title));
	WORDS(o, in->lang, W_verdict_cli_tried_application, ARG("name", name), ARG("before", outcome(in, a->before)), ARG("after", outcome(in, a->after)),
	      ARG("before_amount", sum_text(in, a->before_amount, a->before_known)),
	      ARG("after_amount", sum_text(in, a->after_amount, a->after_known)));
	out_char(o, '\n');
	for (size_t i = 0; i < a->changes.list.n; i++)
		change_text(in, o, &a->changes.list.at[i]);
}

static void trial_text(const struct invocation *in, struct out *o, const struct rules_trial *t)
{
	for (size_t i = 0; i < t->applications.n; i++)
		if (t->applications.at[i].changes.list.n || t->applications.at[i].before != t->applications.at[i].after)
			application_text(in, o, &t->applications.at[i]);
	WORDS(o, in->lang, W_verdict_cli_tried, ARG("n", t->applications.n), ARG("changed", t->changed));
	out_char(o, '\n');
	WORDS(o, in->lang, W_verdict_cli_tried_euros, ARG("before", t->before_total), ARG("after", t->after_total),
	      ARG("difference", money_subtract(t->after_total, t->before_total)));
	out_char(o, '\n');
}

/* ---- as json ---- */

static void put_amount(struct json *j, str name, opt_money m)
{
	if (m.set)
		json_int(j, name, m.value.cents);
	else
		json_null(j, name);
}

static void change_json(struct json *j, const struct verdict_change *c)
{
	json_object(j);
	json_text(j, S("name"), c->name);
	json_text(j, S("title"), c->title);
	json_text(j, S("funder"), c->funder);
	json_text(j, S("before"), str_of(verdict_outcome_name(c->before)));
	json_text(j, S("after"), str_of(verdict_outcome_name(c->after)));
	put_amount(j, S("before_cents"), c->before_amount);
	put_amount(j, S("after_cents"), c->after_amount);
	json_end(j);
}

static void application_json(struct json *j, const struct tried_application *a)
{
	json_object(j);
	json_text(j, S("code"), a->code);
	json_text(j, S("title"), a->title);
	json_text(j, S("file"), a->file);
	json_text(j, S("before"), str_of(verdict_outcome_name(a->before)));
	json_text(j, S("after"), str_of(verdict_outcome_name(a->after)));
	json_int(j, S("before_cents"), a->before_amount.cents);
	json_int(j, S("after_cents"), a->after_amount.cents);
	json_bool(j, S("before_known"), a->before_known);
	json_bool(j, S("after_known"), a->after_known);
	json_array_in(j, S("changes"));
	for (size_t i = 0; i < a->changes.list.n; i++)
		change_json(j, &a->changes.list.at[i]);
	json_end(j);
	json_end(j);
}

static void trial_json(struct out *o, const struct rules_trial *t)
{
	struct json j = json_new(o);
	json_object(&j);
	json_text(&j, S("call"), t->after->call);
	if (t->before)
		json_int(&j, S("before_version"), t->before->version);
	else
		json_null(&j, S("before_version"));
	json_int(&j, S("after_version"), t->after->version);
	json_array_in(&j, S("applications"));
	for (size_t i = 0; i < t->applications.n; i++)
		application_json(&j, &t->applications.at[i]);
	json_end(&j);
	json_int(&j, S("changed"), (int64_t)t->changed);
	json_int(&j, S("before_total_cents"), t->before_total.cents);
	json_int(&j, S("after_total_cents"), t->after_total.cents);
	json_int(&j, S("difference_cents"), t->after_total.cents - t->before_total.cents);
	json_end(&j);
	out_char(o, '\n');
}

/* ---- as csv: a row a change ---- */

static void csv_amount(struct csv *c, opt_money m)
{
	if (m.set)
		csv_money(c, m.value);
	else
		csv_empty(c);
}

static void trial_csv(const struct invocation *in, struct out *o, const struct rules_trial *t)
{
	static const enum word headings[] = {W_cli_column_code,           W_cli_column_title,           W_verdict_cli_column_funder,
	                                     W_verdict_cli_column_rule,   W_verdict_cli_column_before,  W_verdict_cli_column_after,
	                                     W_verdict_cli_column_before_euros, W_verdict_cli_column_after_euros, W_verdict_cli_column_difference};
	struct csv c = csv_new(o);
	for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
		csv_text(&c, word_text(in->lang, headings[i]));
	csv_end_row(&c);
	for (size_t i = 0; i < t->applications.n; i++) {
		const struct tried_application *a = &t->applications.at[i];
		for (size_t k = 0; k < a->changes.list.n; k++) {
			const struct verdict_change *change = &a->changes.list.at[k];
			csv_text(&c, str_is_set(a->code) ? a->code : a->file);
			csv_text(&c, a->title);
			csv_text(&c, change->funder);
			csv_text(&c, change->name.p ? change->name : change->title);
			csv_text(&c, outcome(in, change->before));
			csv_text(&c, outcome(in, change->after));
			csv_amount(&c, change->before_amount);
			csv_amount(&c, change->after_amount);
			bool both = change->before_amount.set && change->after_amount.set;
			csv_amount(&c, (opt_money){both, both ? money_subtract(change->after_amount.value, change->before_amount.value) : MONEY_ZERO});
			csv_end_row(&c);
		}
	}
}

/* ---- the command ---- */

static enum exit_code try_file(struct invocation *in, struct trying *t, const struct regulation *r, str file)
{
	struct application_facts facts;
	enum status s = application_read(in->arena, arena_cstr(in->arena, file), &facts, t->ps);
	if (s == OK && r->db)
		s = read_surroundings(r->db, in->arena, r->territory, r->call, &facts);
	if (s == OK)
		s = try_facts(t, file, &facts);
	if (s == OK)
		return EXIT_DONE;
	say_problems(in, t->ps);
	return t->ps->total ? EXIT_INPUT : say_fault(in, s);
}

static enum exit_code try_applications(struct invocation *in, struct trying *t, const struct regulation *r)
{
	str of = in->options[OPTION_OF];
	territory_id territory = r->territory;
	enum exit_code code = EXIT_DONE;
	if (str_is_set(of) && r->db)
		code = find_call(in, r->db, of, &territory);
	if (code == EXIT_DONE && r->db) {
		enum status s = try_call(t, r->db, territory, str_is_set(of) ? of : r->call);
		code = s == OK ? EXIT_DONE : say_fault(in, s);
	}
	for (size_t i = 1; code == EXIT_DONE && i < in->argument_count; i++)
		code = try_file(in, t, r, in->arguments[i]);
	return code;
}

enum exit_code run_rules_try(struct invocation *in)
{
	struct regulation r;
	struct ruleset *candidate;
	if (!str_is_set(in->options[OPTION_WITH])) {
		SAY(in, W_verdict_cli_try_needs_file);
		return EXIT_USAGE;
	}
	enum exit_code code = open_call_or_rules(in, in->arguments[0], &r);
	if (code != EXIT_DONE || (code = open_rules_file(in, in->options[OPTION_WITH], &candidate)) != EXIT_DONE)
		return code;
	struct problems ps = problems_new(in->arena);
	struct trying t = try_rules(in->arena, in->lang, regulation_today(&r), r.set, candidate, &ps);
	if ((code = try_applications(in, &t, &r)) != EXIT_DONE)
		return code;
	struct result result = result_new(in);
	if (format_is(in, S("json")))
		trial_json(&result.out, t.trial);
	else if (format_is(in, S("csv")))
		trial_csv(in, &result.out, t.trial);
	else
		trial_text(in, &result.out, t.trial);
	return result_end(in, &result);
}
