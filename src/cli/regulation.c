/* Finding the rules that a command is about. */
#include "cli/regulation.h"

#include "actions/check_rules.h"
#include "base/calendar.h"
#include "base/clock.h"
#include "cli/commands.h"
#include "gen/queries.h"

bool is_rules_file(str argument)
{
	return str_ends(argument, S(".publicodes"));
}

day regulation_today(const struct regulation *r)
{
	return day_at(clock_now(), zone_of(r->time_zone));
}

enum exit_code version_option(struct invocation *in, enum option option, int64_t *version)
{
	str given = in->options[option];
	*version = 0;
	if (!given.p || (str_to_int64(given, version) && *version > 0))
		return EXIT_DONE;
	SAY(in, W_verdict_cli_version_expected, ARG("option", str_of(option_specs[option].name)), ARG("found", given));
	return EXIT_USAGE;
}

enum exit_code open_rules_file(struct invocation *in, str file, struct ruleset **set)
{
	struct problems ps = problems_new(in->arena);
	enum status s = read_ruleset_file(in->arena, arena_cstr(in->arena, file), set, &ps);
	if (s == OK)
		return EXIT_DONE;
	say_problems(in, &ps);
	return s == BROKEN ? say_fault(in, s) : EXIT_INPUT;
}

static void end_snapshot(void *db)
{
	db_read_end(db);
}

enum exit_code open_call_or_rules(struct invocation *in, str call_or_file, struct regulation *r)
{
	*r = (struct regulation){.call = call_or_file};
	if (is_rules_file(call_or_file)) {
		enum exit_code code = open_rules_file(in, call_or_file, &r->set);
		if (code == EXIT_DONE)
			r->call = r->set->call;
		return code;
	}
	enum exit_code code = open_instance(in, DB_READ_ONLY, &r->db);
	if (code != EXIT_DONE)
		return code;
	enum status s = db_read_begin(r->db);
	if (s != OK)
		return say_fault(in, s);
	arena_defer(in->arena, end_snapshot, r->db);
	if ((code = find_call(in, r->db, call_or_file, &r->territory)) != EXIT_DONE)
		return code;
	struct q_call_territory_row of;
	s = q_call_territory(r->db, in->arena, r->call, &of);
	if (s == OK)
		r->time_zone = of.time_zone;
	if (s == OK)
		s = read_verdict_clauses(r->db, in->arena, r->territory, r->call, &r->clauses);
	if (s == OK)
		s = read_ruleset(r->db, in->arena, r->territory, r->call, 0, &r->set);
	if (s == NOT_FOUND)
		r->set = NULL;
	return s == OK || s == NOT_FOUND ? EXIT_DONE : say_fault(in, s);
}

/* Which versions there are, when the one that is asked is not. */
static enum exit_code say_versions(struct invocation *in, const struct regulation *r, int64_t version)
{
	struct ruleset_versions versions;
	enum status s = read_ruleset_versions(r->db, in->arena, r->territory, r->call, &versions);
	if (s != OK)
		return say_fault(in, s);
	if (!versions.n) {
		SAY(in, W_verdict_cli_no_rules, ARG("call", r->call));
		return EXIT_INPUT;
	}
	str known = S("");
	for (size_t i = versions.n; i-- > 0;)
		known = arena_fmt(in->arena, "%.*s%s%lld", STR_ARGS(known), known.n ? ", " : "", (long long)versions.at[i].version);
	SAY(in, W_verdict_cli_no_version, ARG("call", r->call), ARG("version", version), ARG("known", known));
	return EXIT_INPUT;
}

enum exit_code open_regulation(struct invocation *in, str call_or_file, int64_t version, struct regulation *r)
{
	enum exit_code code = open_call_or_rules(in, call_or_file, r);
	if (code != EXIT_DONE)
		return code;
	if (version && r->db && r->set && r->set->version != version) {
		enum status s = read_ruleset(r->db, in->arena, r->territory, r->call, version, &r->set);
		if (s == NOT_FOUND)
			r->set = NULL;
		else if (s != OK)
			return say_fault(in, s);
	}
	return r->set ? EXIT_DONE : say_versions(in, r, version);
}
