/* waive CALL APPLICATION RULE, waivers CALL: a rule that does not stop one application, who decided so and why (N4). */
#include "actions/waive.h"
#include "base/calendar.h"
#include "cli/commands.h"
#include "cli/listing.h"

#include <unistd.h>

enum exit_code run_waive(struct invocation *in)
{
	struct db *db;
	struct problems ps = problems_new(in->arena);
	bool withdraw = str_is_set(in->options[OPTION_WITHDRAW]);
	const struct waive_request request = {.actor = arena_fmt(in->arena, "cli:%ld", (long)getuid()),
	                                      .author = in->options[OPTION_AUTHOR],
	                                      .reason = in->options[OPTION_REASON],
	                                      .call = in->arguments[0],
	                                      .application = in->arguments[1],
	                                      .rule = in->arguments[2]};
	if (!str_is_set(request.reason) || !str_is_set(request.author)) {
		SAY(in, W_verdict_cli_waive_needs);
		return EXIT_USAGE;
	}
	enum exit_code code = open_instance(in, DB_READ_WRITE, &db);
	if (code != EXIT_DONE)
		return code;
	enum status s = withdraw ? withdraw_waiver(db, in->arena, &request, &ps) : waive_rule(db, in->arena, &request, &ps);
	say_problems(in, &ps);
	if (s != OK)
		return ps.total ? exit_of(s) : say_fault(in, s);
	SAY(in, withdraw ? W_verdict_cli_withdrawn : W_verdict_cli_waived, ARG("rule", request.rule), ARG("application", request.application));
	return EXIT_DONE;
}

static const struct listing_column columns[] = {
	{"application", W_verdict_cli_column_application}, {"rule", W_verdict_cli_column_rule},       {"author", W_verdict_cli_column_author},
	{"reason", W_verdict_cli_column_reason},           {"granted", W_verdict_cli_column_granted}, {"withdrawn", W_verdict_cli_column_withdrawn},
	{"version", W_verdict_cli_column_version},
};

static struct listing_cell day_cell(struct invocation *in, opt_day d)
{
	char *text = arena_alloc(in->arena, 32);
	return text_cell(d.set ? str_of(day_iso(d.value, text)) : STR_NONE);
}

enum exit_code run_waivers(struct invocation *in)
{
	struct db *db;
	territory_id territory;
	struct granted_waivers waivers;
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE || (code = find_call(in, db, in->arguments[0], &territory)) != EXIT_DONE)
		return code;
	enum status s = read_waivers(db, in->arena, territory, in->arguments[0], &waivers);
	if (s != OK)
		return say_fault(in, s);
	struct listing l = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
	for (size_t i = 0; i < waivers.n; i++) {
		const struct granted_waiver *w = &waivers.at[i];
		const struct listing_cell row[] = {text_cell(w->application), text_cell(w->rule),
		                                   text_cell(w->author),      text_cell(w->reason),
		                                   day_cell(in, (opt_day){true, w->granted}), day_cell(in, w->withdrawn),
		                                   number_cell(w->version)};
		for (size_t k = 0; k < sizeof row / sizeof row[0]; k++)
			*LIST_ADD(in->arena, &l.cells) = row[k];
	}
	return listing_print(in, &l);
}
