/* grid CALL: the funders' table of one scenario, added up; for spreadsheets and programs too. Exit 1 when something in it does not add up (an envelope passed, a rule broken). */
#include "actions/read_grid.h"
#include "cli/commands.h"

enum exit_code run_grid(struct invocation *in)
{
	struct db *db;
	struct grid g;
	territory_id territory;
	int64_t scenario = GRID_SESSION;
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE || (code = find_call(in, db, in->arguments[0], &territory)) != EXIT_DONE)
		return code;
	str number = in->options[OPTION_SCENARIO];
	enum status s = !number.p || str_to_int64(number, &scenario) ? db_read_begin(db) : NOT_FOUND;
	if (s == OK) {
		s = read_grid(db, in->arena, in->lang, in->arguments[0], scenario, &g);
		db_read_end(db);
	}
	if (s == NOT_FOUND) {
		SAY(in, W_grid_no_scenario, ARG("scenario", number.p ? number : S("1")), ARG("call", in->arguments[0]));
		return EXIT_INPUT;
	}
	if (s != OK)
		return say_fault(in, s);
	struct result r = result_new(in);
	if (format_is(in, S("json")))
		grid_json(&r.out, in->lang, &g);
	else if (format_is(in, S("csv")))
		grid_csv(&r.out, in->lang, &g);
	else
		grid_text(&r.out, in->lang, &g);
	code = result_end(in, &r);
	return code == EXIT_DONE && g.findings.errors ? EXIT_NO : code;
}
