/* rules check, list, versions, diff: what there is to know of a règlement before anybody is judged by it. */
#include "actions/check_rules.h"
#include "base/calendar.h"
#include "base/json.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/regulation.h"

/* ---- check ---- */

static void check_text(struct invocation *in, struct out *o, const struct rules_report *r)
{
	out_str(o, r->file);
	out_str(o, S(": "));
	if (r->plain)
		WORDS(o, in->lang, W_verdict_cli_checked_plain, ARG("n", r->rules));
	else
		WORDS(o, in->lang, W_verdict_cli_checked, ARG("n", r->rules), ARG("questions", r->questions), ARG("examples", r->examples), ARG("failed", r->failed));
	out_char(o, '\n');
}

static void check_json(struct json *j, const struct rules_report *r)
{
	json_object(j);
	json_text(j, S("file"), r->file);
	json_bool(j, S("plain"), r->plain);
	json_int(j, S("rules"), (int64_t)r->rules);
	json_int(j, S("questions"), (int64_t)r->questions);
	json_int(j, S("examples"), (int64_t)r->examples);
	json_int(j, S("failed"), (int64_t)r->failed);
	json_end(j);
}

static enum exit_code print_reports(struct invocation *in, const struct rules_reports *reports)
{
	struct result result = result_new(in);
	struct json j = json_new(&result.out);
	if (format_is(in, S("json")))
		json_array(&j);
	for (size_t i = 0; i < reports->n; i++) {
		if (format_is(in, S("json")))
			check_json(&j, &reports->at[i]);
		else
			check_text(in, &result.out, &reports->at[i]);
	}
	if (format_is(in, S("json"))) {
		json_end(&j);
		out_char(&result.out, '\n');
	}
	return result_end(in, &result);
}

enum exit_code run_rules_check(struct invocation *in)
{
	struct rules_reports reports = {0};
	struct problems wrong = problems_new(in->arena), failed = problems_new(in->arena);
	enum exit_code worst = EXIT_DONE;
	for (size_t i = 0; i < in->argument_count; i++) {
		size_t before = reports.n;
		enum status s = check_rules(in->arena, arena_cstr(in->arena, in->arguments[i]), &reports, &wrong, &failed);
		if (s == BROKEN)
			return say_fault(in, s);
		if (s == OK && reports.n == before)
			SAY(in, W_verdict_cli_nothing_to_check, ARG("file", in->arguments[i]));
		if (s != OK)
			worst = EXIT_INPUT;
	}
	say_problems(in, &wrong);
	say_problems(in, &failed);
	enum exit_code code = print_reports(in, &reports);
	if (code != EXIT_DONE)
		return code;
	return worst == EXIT_DONE && failed.total ? EXIT_NO : worst;
}

/* ---- list ---- */

#define ADD(in, l, value) (*LIST_ADD((in)->arena, &(l)->cells) = (value))
#define COLUMNS(array) .columns = (array), .column_count = sizeof(array) / sizeof((array)[0])

static const struct listing_column rules_columns[] = {
	{"name", W_verdict_cli_column_rule},       {"title", W_cli_column_title},
	{"role", W_verdict_cli_column_role},       {"stage", W_verdict_cli_column_stage},
	{"funder", W_verdict_cli_column_funder},   {"severity", W_verdict_cli_column_severity},
	{"clauses", W_verdict_cli_column_clauses}, {"waivable_by", W_verdict_cli_column_waiver},
};

/* The word for people, the name for programs. */
static struct listing_cell named(const struct invocation *in, const char *name, enum word word)
{
	return text_cell(format_is(in, S("table")) ? word_text(in->lang, word) : str_of(name));
}

/* A person reads the article of a clause, a program its code. */
static str clause_shown(const struct invocation *in, const struct regulation *r, str code)
{
	for (size_t k = 0; format_is(in, S("table")) && k < r->clauses.n; k++)
		if (str_eq(r->clauses.at[k].code, code) && str_is_set(r->clauses.at[k].article))
			return r->clauses.at[k].article;
	return code;
}

/* Two clauses of one article are one article. */
static str clauses_of(struct invocation *in, const struct regulation *r, const struct ruleset_rule *rule)
{
	str joined = S("");
	for (size_t i = 0; i < rule->clauses.n; i++) {
		str shown = clause_shown(in, r, rule->clauses.at[i]);
		bool there = false;
		for (size_t k = 0; k < i; k++)
			there = there || str_eq(clause_shown(in, r, rule->clauses.at[k]), shown);
		if (!there)
			joined = arena_fmt(in->arena, "%.*s%s%.*s", STR_ARGS(joined), joined.n ? ", " : "", STR_ARGS(shown));
	}
	return joined;
}

enum exit_code run_rules_list(struct invocation *in)
{
	struct regulation r;
	int64_t version;
	enum exit_code code = version_option(in, OPTION_VERSION, &version);
	if (code != EXIT_DONE || (code = open_regulation(in, in->arguments[0], version, &r)) != EXIT_DONE)
		return code;
	struct listing l = {COLUMNS(rules_columns)};
	for (size_t i = 0; i < r.set->rules.n; i++) {
		const struct ruleset_rule *rule = &r.set->rules.at[i];
		bool computed = rule->role == ROLE_STEP || rule->role == ROLE_MAXIMUM, judged = rule->role == ROLE_CONDITION || rule->role == ROLE_PROGRAMME;
		ADD(in, &l, text_cell(rules_name(r.set->model, rule->rule)));
		ADD(in, &l, text_cell(rule->title[in->lang]));
		ADD(in, &l, named(in, ruleset_role_name(rule->role), ruleset_role_word(rule->role)));
		ADD(in, &l, computed ? named(in, ruleset_stage_name(rule->stage), ruleset_stage_word(rule->stage)) : text_cell(STR_NONE));
		ADD(in, &l, text_cell(rule->funder));
		ADD(in, &l, judged ? named(in, rule_severity_name(rule->severity), rule_severity_word(rule->severity)) : text_cell(STR_NONE));
		ADD(in, &l, text_cell(clauses_of(in, &r, rule)));
		ADD(in, &l, text_cell(rule->waiver[in->lang]));
	}
	return listing_print(in, &l);
}

/* ---- versions ---- */

static const struct listing_column versions_columns[] = {
	{"version", W_verdict_cli_column_version}, {"from", W_verdict_cli_column_from}, {"to", W_verdict_cli_column_to},
	{"note", W_verdict_cli_column_note},       {"hash", W_verdict_cli_column_hash},
};

static struct listing_cell day_cell(struct invocation *in, opt_day d)
{
	char *text = arena_alloc(in->arena, 32);
	return text_cell(d.set ? str_of(day_iso(d.value, text)) : STR_NONE);
}

enum exit_code run_rules_versions(struct invocation *in)
{
	struct regulation r;
	struct ruleset_versions versions;
	if (is_rules_file(in->arguments[0])) {
		SAY(in, W_verdict_cli_needs_call, ARG("found", in->arguments[0]));
		return EXIT_USAGE;
	}
	enum exit_code code = open_call_or_rules(in, in->arguments[0], &r);
	if (code != EXIT_DONE)
		return code;
	enum status s = read_ruleset_versions(r.db, in->arena, r.territory, r.call, &versions);
	if (s != OK)
		return say_fault(in, s);
	struct listing l = {COLUMNS(versions_columns)};
	for (size_t i = 0; i < versions.n; i++) {
		const struct ruleset_version *v = &versions.at[i];
		ADD(in, &l, number_cell(v->version));
		ADD(in, &l, day_cell(in, v->from));
		ADD(in, &l, day_cell(in, v->to));
		ADD(in, &l, text_cell(v->note[in->lang]));
		ADD(in, &l, text_cell(v->hash));
	}
	return listing_print(in, &l);
}

/* ---- diff ---- */

/* The two sides: two files; a call and a file; two versions of a call. */
static enum exit_code open_sides(struct invocation *in, const struct ruleset **before, const struct ruleset **after)
{
	struct regulation r, other;
	struct ruleset *file;
	int64_t from, to;
	enum exit_code code = version_option(in, OPTION_FROM, &from);
	if (code == EXIT_DONE)
		code = version_option(in, OPTION_TO, &to);
	if (code != EXIT_DONE || (code = open_regulation(in, in->arguments[0], from, &r)) != EXIT_DONE)
		return code;
	*before = r.set;
	if (in->argument_count > 1) {
		code = open_rules_file(in, in->arguments[1], &file);
		*after = file;
		return code;
	}
	if (!r.db || !from) {
		SAY(in, W_verdict_cli_diff_of_what);
		return EXIT_USAGE;
	}
	code = open_regulation(in, in->arguments[0], to, &other);
	*after = other.set;
	return code;
}

static void text_lines(struct out *o, char mark, str text)
{
	while (text.p) {
		str line, tail;
		(void)str_cut(text, '\n', &line, &tail);
		out_str(o, S("    "));
		out_char(o, mark);
		out_char(o, ' ');
		out_str(o, line);
		out_char(o, '\n');
		text = tail;
	}
}

static void diff_text(struct invocation *in, struct out *o, const struct ruleset_changes *changes)
{
	static const enum word words[] = {[RULE_ADDED] = W_verdict_cli_rule_added, [RULE_REMOVED] = W_verdict_cli_rule_removed, [RULE_CHANGED] = W_verdict_cli_rule_changed};
	if (!changes->list.n) {
		out_str(o, word_text(in->lang, W_verdict_cli_no_difference));
		out_char(o, '\n');
	}
	for (size_t i = 0; i < changes->list.n; i++) {
		const struct ruleset_change *c = &changes->list.at[i];
		WORDS(o, in->lang, words[c->kind], ARG("name", c->name), ARG("title", c->title[in->lang]));
		out_char(o, '\n');
		text_lines(o, '-', c->before);
		text_lines(o, '+', c->after);
	}
}

static void diff_json(struct invocation *in, struct out *o, const struct ruleset *before, const struct ruleset *after, const struct ruleset_changes *changes)
{
	static const char *const kinds[] = {[RULE_ADDED] = "added", [RULE_REMOVED] = "removed", [RULE_CHANGED] = "changed"};
	struct json j = json_new(o);
	json_object(&j);
	json_text(&j, S("call"), after->call);
	json_int(&j, S("from"), before->version);
	json_int(&j, S("to"), after->version);
	json_array_in(&j, S("changes"));
	for (size_t i = 0; i < changes->list.n; i++) {
		const struct ruleset_change *c = &changes->list.at[i];
		json_object(&j);
		json_text(&j, S("change"), str_of(kinds[c->kind]));
		json_text(&j, S("name"), c->name);
		json_text(&j, S("title"), c->title[in->lang]);
		json_text(&j, S("before"), c->before);
		json_text(&j, S("after"), c->after);
		json_end(&j);
	}
	json_end(&j);
	json_end(&j);
	out_char(o, '\n');
}

enum exit_code run_rules_diff(struct invocation *in)
{
	const struct ruleset *before, *after;
	struct ruleset_changes changes = {0};
	enum exit_code code = open_sides(in, &before, &after);
	if (code != EXIT_DONE)
		return code;
	ruleset_compare(in->arena, before, after, &changes);
	struct result result = result_new(in);
	if (format_is(in, S("json")))
		diff_json(in, &result.out, before, after, &changes);
	else
		diff_text(in, &result.out, &changes);
	return result_end(in, &result);
}
