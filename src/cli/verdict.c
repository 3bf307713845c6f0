/* verdict CALL APPLICATION.yaml: what the règlement says of one application, for each funder. Exit 0 admissible, 1 not admissible, 2 unknown.
   rules blank CALL: an empty application to fill in. */
#include "actions/read_application.h"
#include "base/json.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/regulation.h"
#include "imports/application_read.h"

static enum exit_code code_of(enum verdict_outcome o)
{
	static const enum exit_code codes[] = {[VERDICT_PASSES] = EXIT_DONE, [VERDICT_WAIVED] = EXIT_DONE, [VERDICT_NOT_APPLICABLE] = EXIT_DONE,
	                                       [VERDICT_FAILS] = EXIT_NO, [VERDICT_UNKNOWN] = EXIT_INCOMPLETE};
	return codes[o];
}

static enum exit_code facts_of_file(struct invocation *in, const struct regulation *r, struct application_facts *facts)
{
	struct problems ps = problems_new(in->arena);
	enum status s = application_read(in->arena, arena_cstr(in->arena, in->arguments[1]), facts, &ps);
	if (s == OK && str_is_set(facts->call) && !str_eq(facts->call, r->set->call)) {
		PROBLEM(&ps, in->arguments[1], 0, S("call"), W_verdict_cli_other_call, ARG("found", facts->call), ARG("call", r->set->call));
		s = INVALID;
	}
	if (s == OK && r->db)
		s = read_surroundings(r->db, in->arena, r->territory, r->call, facts);
	if (s == OK)
		return EXIT_DONE;
	say_problems(in, &ps);
	return s == BROKEN || !ps.total ? say_fault(in, s) : EXIT_INPUT;
}

static enum exit_code facts_of_instance(struct invocation *in, const struct regulation *r, str code, struct application_facts *facts)
{
	if (!r->db) {
		SAY(in, W_verdict_cli_application_needs_instance);
		return EXIT_USAGE;
	}
	enum status s = read_application(r->db, in->arena, r->territory, r->call, code, r->set, facts);
	if (s == OK)
		return EXIT_DONE;
	if (s != NOT_FOUND)
		return say_fault(in, s);
	struct application_codes codes;
	s = read_application_codes(r->db, in->arena, r->territory, r->call, &codes);
	return s == OK ? say_unknown(in, W_verdict_cli_unknown_application, code, codes.at, codes.n) : say_fault(in, s);
}

static enum exit_code read_facts(struct invocation *in, const struct regulation *r, struct application_facts *facts)
{
	str code = in->options[OPTION_APPLICATION];
	if (str_is_set(code) == (in->argument_count > 1)) {
		SAY(in, W_verdict_cli_which_application);
		return EXIT_USAGE;
	}
	*facts = (struct application_facts){0};
	return str_is_set(code) ? facts_of_instance(in, r, code, facts) : facts_of_file(in, r, facts);
}

static enum exit_code print_verdict(struct invocation *in, const struct regulation *r, const struct verdict *v)
{
	struct result result = result_new(in);
	if (format_is(in, S("json"))) {
		struct json j = json_new(&result.out);
		verdict_json(&j, in->lang, v, r->clauses.at, r->clauses.n);
		out_char(&result.out, '\n');
	} else {
		verdict_write(&result.out, in->lang, v, r->clauses.at, r->clauses.n);
	}
	enum exit_code code = result_end(in, &result);
	return code == EXIT_DONE ? code_of(v->outcome) : code;
}

enum exit_code run_verdict(struct invocation *in)
{
	struct regulation r;
	struct application_facts facts;
	int64_t version;
	enum exit_code code = version_option(in, OPTION_VERSION, &version);
	if (code != EXIT_DONE || (code = open_regulation(in, in->arguments[0], version, &r)) != EXIT_DONE)
		return code;
	if ((code = read_facts(in, &r, &facts)) != EXIT_DONE)
		return code;
	struct problems ps = problems_new(in->arena);
	struct verdict *v;
	struct judge *judge = judge_new(in->arena, r.set, regulation_today(&r));
	if (judge_verdict(judge, in->arena, in->lang, &facts, &ps, &v) != OK) {
		say_problems(in, &ps);
		return EXIT_INPUT;
	}
	return print_verdict(in, &r, v);
}

enum exit_code run_rules_blank(struct invocation *in)
{
	struct regulation r;
	enum exit_code code = open_regulation(in, in->arguments[0], 0, &r);
	if (code != EXIT_DONE)
		return code;
	struct result result = result_new(in);
	application_blank(&result.out, in->lang, r.set);
	return result_end(in, &result);
}
