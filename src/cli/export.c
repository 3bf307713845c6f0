/* export CALL --format xlsx|ods|dauphin: the grid as a workbook that can be sent back, or as an extraction of DAUPHIN. */
#include "actions/read_grid.h"
#include "actions/table_import.h"
#include "cli/commands.h"
#include "documents/grid_sheet.h"

enum exit_code run_export(struct invocation *in)
{
	struct db *db;
	territory_id territory;
	struct grid *g = ARENA_NEW(in->arena, struct grid);
	int64_t scenario = GRID_SESSION;
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE || (code = find_call(in, db, in->arguments[0], &territory)) != EXIT_DONE)
		return code;
	str number = in->options[OPTION_SCENARIO];
	enum status s = !number.p || str_to_int64(number, &scenario) ? db_read_begin(db) : NOT_FOUND;
	struct result r = result_new(in);
	if (s == OK) {
		s = read_grid(db, in->arena, in->lang, in->arguments[0], scenario, g);
		if (s == OK && format_is(in, S("dauphin")))
			s = write_dauphin(db, in->arena, &r.out, in->arguments[0], scenario);
		else if (s == OK)
			s = format_is(in, S("ods")) ? grid_ods(in->arena, in->lang, g, &r.out) : grid_xlsx(in->arena, in->lang, g, &r.out);
		db_read_end(db);
	}
	if (s == NOT_FOUND) {
		SAY(in, W_grid_no_scenario, ARG("scenario", number.p ? number : S("1")), ARG("call", in->arguments[0]));
		return EXIT_INPUT;
	}
	return s == OK ? result_end(in, &r) : say_fault(in, s);
}
