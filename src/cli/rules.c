/* rules eval MODEL EXPRESSION… and rules explain MODEL RULE: the rules engine at the command line, without an instance. MODEL is a file, or several with
   commas between; --situation FILE gives what is known (a YAML map of rules to expressions). Exit 2 when an answer is not defined. */
#include "cli/commands.h"

#include "base/calendar.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "imports/pack_yaml.h"
#include "rules/rules.h"


enum { MODEL_FILES = 16, WHY_DEPTH = 12 };

struct session {
	struct invocation *in;
	struct rules_model *model;
	struct rules_run *run;
	struct problems problems;
};

/* ---- reading ---- */

static enum exit_code refused(struct session *s)
{
	say_problems(s->in, &s->problems);
	return EXIT_INPUT;
}

static enum exit_code read_text(struct session *s, str file, str *text)
{
	enum status status = file_read(s->in->arena, arena_cstr(s->in->arena, file), LIMIT_RULES_BYTES, text);
	if (status == OK)
		return EXIT_DONE;
	SAY(s->in, W_cli_cannot_read, ARG("file", file));
	return status == BROKEN ? EXIT_IO : EXIT_INPUT;
}

static enum exit_code load_model(struct session *s)
{
	struct rules_source sources[MODEL_FILES];
	size_t n = 0;
	str file, rest = s->in->arguments[0];
	for (bool more = true; more;) {
		more = str_cut(rest, ',', &file, &rest);
		if (n == MODEL_FILES) {
			SAY(s->in, W_rules_show_too_many_files, ARG("max", (int)MODEL_FILES));
			return EXIT_USAGE;
		}
		enum exit_code code = read_text(s, file, &sources[n].text);
		if (code != EXIT_DONE)
			return code;
		sources[n++].name = file;
	}
	return rules_load(s->in->arena, sources, n, &s->problems, &s->model) == OK ? EXIT_DONE : refused(s);
}

static void unknown_rule(struct session *s, str file, int64_t line, str name)
{
	size_t count = rules_count(s->model);
	str *names = ARENA_ARRAY(s->in->arena, count + 1, str);
	for (size_t i = 0; i < count; i++)
		names[i] = rules_name(s->model, (rule_id){(uint32_t)i + 1});
	str near = str_nearest(name, names, count);
	if (near.p)
		PROBLEM(&s->problems, file, line, STR_NONE, W_rules_show_unknown_rule_near, ARG("rule", name), ARG("near", near));
	else
		PROBLEM(&s->problems, file, line, STR_NONE, W_rules_show_unknown_rule, ARG("rule", name));
}

/* Text in one pair of quotes, without them; false when there is none. */
static bool unquoted(str text, str *inside)
{
	if (text.n < 2 || (text.p[0] != '\'' && text.p[0] != '"') || text.p[text.n - 1] != text.p[0])
		return false;
	*inside = (str){text.p + 1, text.n - 2};
	return true;
}

/* One fact. A text may stand without the language's quotes where the rule is a text. */
static void set_fact(struct session *s, str file, const struct pack_node *fact, str name)
{
	rule_id rule = rules_find(s->model, name);
	str text;
	if (!rule.v) {
		unknown_rule(s, file, fact->line, name);
		return;
	}
	struct problems found = problems_new(s->in->arena);
	enum status status;
	if (unquoted(fact->text, &text))
		status = rules_set_text(s->run, rule, text);
	else if (rules_type_of(s->model, rule) == RULES_TEXT)
		status = rules_set_text(s->run, rule, fact->text);
	else
		status = rules_set_expression(s->run, rule, fact->text, &found);
	if (status == OK)
		return;
	for (size_t i = 0; i < found.list.n; i++) {
		const struct problem *p = &found.list.at[i];
		problem_add(&s->problems, file, fact->line, name, p->message, p->args, p->arg_count);
	}
	if (!found.list.n)
		PROBLEM(&s->problems, file, fact->line, name, W_rules_show_fact_refused);
}

/* Maps inside maps are rules inside rules: "budget: {total: 12 €}" is "budget . total: 12 €". */
static void set_facts(struct session *s, str file, const struct pack_node *map, str parent)
{
	for (const struct pack_node *fact = map->first; fact; fact = fact->next) {
		str name = parent.n ? arena_fmt(s->in->arena, "%.*s . %.*s", STR_ARGS(parent), STR_ARGS(fact->key)) : fact->key;
		if (fact->kind == PACK_NODE_MAP)
			set_facts(s, file, fact, name);
		else if (fact->kind == PACK_NODE_TEXT)
			set_fact(s, file, fact, name);
		else
			PROBLEM(&s->problems, file, fact->line, name, W_rules_show_fact_refused);
	}
}

static enum exit_code read_situation(struct session *s)
{
	str file = s->in->options[OPTION_SITUATION], text;
	const struct pack_node *root = NULL;
	if (!str_is_set(file))
		return EXIT_DONE;
	enum exit_code code = read_text(s, file, &text);
	if (code != EXIT_DONE)
		return code;
	if (pack_yaml_read(s->in->arena, file, text, &s->problems, &root) != OK || !root)
		return refused(s);
	if (root->kind == PACK_NODE_MAP)
		set_facts(s, file, root, STR_NONE);
	else
		PROBLEM(&s->problems, file, root->line, STR_NONE, W_rules_show_fact_refused);
	return s->problems.total ? refused(s) : EXIT_DONE;
}

static void start_run(struct session *s)
{
	rules_seal(s->model);
	s->run = rules_run_new(s->in->arena, s->model, day_at(clock_now(), zone_of(S(""))));
}

/* ---- answers ---- */

static void evaluation_failed(struct session *s, str asked)
{
	const struct problem *p = rules_error(s->run);
	problem_add(&s->problems, p->file, p->line, str_is_set(p->field) ? p->field : asked, p->message, p->args, p->arg_count);
}

static void answer_text(struct session *s, struct out *o, str asked, const struct rules_result *r)
{
	struct out value = out_new(LIMIT_RULES_BYTES);
	rules_format(&value, s->in->lang, s->run, &r->value);
	WORDS(o, s->in->lang, W_rules_show_line, ARG("label", asked), ARG("value", out_text(&value)));
	out_char(o, '\n');
	out_free(&value);
	for (size_t i = 0; i < r->missing_count; i++) {
		out_str(o, S("  "));
		WORDS(o, s->in->lang, W_rules_show_missing, ARG("rule", rules_name(s->model, r->missing[i].rule)));
		out_char(o, '\n');
	}
}

static void score_json(struct json *j, double score)
{
	enum { DIGITS_ROOM = 64 };
	char room[DIGITS_ROOM];
	struct out o = {.bytes = room, .room = sizeof room, .max = sizeof room};
	number_write_shortest(&o, number_real(score));
	json_number(j, S("score"), out_text(&o));
}

static void answer_json(struct session *s, struct json *j, str asked, const struct rules_result *r)
{
	json_object(j);
	json_text(j, S("expression"), asked);
	rules_value_json(j, s->run, &r->value);
	json_array_in(j, S("missing"));
	for (size_t i = 0; i < r->missing_count; i++) {
		json_object(j);
		json_text(j, S("rule"), rules_name(s->model, r->missing[i].rule));
		score_json(j, r->missing[i].score);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

/* A name alone is the rule, as it is asked from outside; anything else is an expression of the root. */
struct question {
	rule_id rule;
	rules_expr expression;
};

static enum exit_code compile_questions(struct session *s, struct question *questions)
{
	for (size_t i = 1; i < s->in->argument_count; i++) {
		str text = s->in->arguments[i];
		questions[i].rule = rules_find(s->model, text);
		if (questions[i].rule.v)
			continue;
		enum status status = rules_expression(s->model, (rule_id){0}, STR_NONE, 0, text, &s->problems, &questions[i].expression);
		always(status == OK || s->problems.total);
	}
	return s->problems.total ? refused(s) : EXIT_DONE;
}

static enum exit_code answer_questions(struct session *s, const struct question *questions, struct result *result)
{
	struct json j = json_new(&result->out);
	bool json = format_is(s->in, S("json")), undefined = false;
	if (json) {
		json_object(&j);
		json_array_in(&j, S("results"));
	}
	for (size_t i = 1; i < s->in->argument_count; i++) {
		struct rules_result r;
		const struct question *q = &questions[i];
		str asked = s->in->arguments[i];
		if ((q->rule.v ? rules_evaluate(s->run, q->rule, &r) : rules_evaluate_expr(s->run, q->expression, &r)) != OK) {
			evaluation_failed(s, asked);
			continue;
		}
		undefined |= r.value.state == RULES_NOT_DEFINED;
		if (json)
			answer_json(s, &j, asked, &r);
		else
			answer_text(s, &result->out, asked, &r);
	}
	if (json) {
		json_end(&j);
		json_end(&j);
		out_char(&result->out, '\n');
	}
	return s->problems.total ? refused(s) : undefined ? EXIT_INCOMPLETE : EXIT_DONE;
}

/* The worse of what the answers are and of what writing them gave. */
static enum exit_code ended(struct session *s, struct result *result, enum exit_code answers)
{
	enum exit_code written = result_end(s->in, result);
	return written != EXIT_DONE ? written : answers;
}

enum exit_code run_rules_eval(struct invocation *in)
{
	struct session s = {.in = in, .problems = problems_new(in->arena)};
	struct question *questions = ARENA_ARRAY(in->arena, in->argument_count, struct question);
	enum exit_code code = load_model(&s);
	if (code == EXIT_DONE)
		code = compile_questions(&s, questions);
	if (code != EXIT_DONE)
		return code;
	start_run(&s);
	code = read_situation(&s);
	if (code != EXIT_DONE)
		return code;
	struct result result = result_new(in);
	return ended(&s, &result, answer_questions(&s, questions, &result));
}

enum exit_code run_rules_explain(struct invocation *in)
{
	struct session s = {.in = in, .problems = problems_new(in->arena)};
	enum exit_code code = load_model(&s);
	if (code != EXIT_DONE)
		return code;
	start_run(&s);
	code = read_situation(&s);
	if (code != EXIT_DONE)
		return code;
	const struct rules_why *why;
	rule_id rule = rules_find(s.model, in->arguments[1]);
	if (!rule.v) {
		unknown_rule(&s, STR_NONE, 0, in->arguments[1]);
		return refused(&s);
	}
	if (rules_explain(s.run, in->arena, rule, WHY_DEPTH, &why) != OK) {
		evaluation_failed(&s, in->arguments[1]);
		return refused(&s);
	}
	struct result result = result_new(in);
	if (format_is(in, S("json"))) {
		struct json j = json_new(&result.out);
		rules_why_json(&j, s.run, why);
		out_char(&result.out, '\n');
	} else {
		rules_why_text(&result.out, in->lang, s.run, why);
	}
	return ended(&s, &result, why->value.state == RULES_NOT_DEFINED ? EXIT_INCOMPLETE : EXIT_DONE);
}
