/* programme CALL: the programme table, in every form. Exit 1 when something in it does not add up. */
#include "actions/read_programme.h"
#include "cli/commands.h"
#include "documents/programme_xlsx.h"
#include "domain/programme.h"

static enum status write_programme(struct invocation *in, const struct programme *p, struct out *o)
{
	if (format_is(in, S("json")))
		programme_json(o, in->lang, p);
	else if (format_is(in, S("csv")))
		programme_csv(o, in->lang, p);
	else if (format_is(in, S("xlsx")))
		return programme_xlsx(in->arena, in->lang, p, o);
	else
		programme_text(o, in->lang, p);
	return OK;
}

enum exit_code run_programme(struct invocation *in)
{
	struct db *db;
	territory_id territory;
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE || (code = find_call(in, db, in->arguments[0], &territory)) != EXIT_DONE)
		return code;
	struct programme p = {0};
	enum status s = read_programme(db, in->arena, in->arguments[0], 0, &p);
	if (s == NOT_FOUND) {
		SAY(in, W_cli_no_programme, ARG("code", in->arguments[0]));
		return EXIT_INPUT;
	}
	struct result r = result_new(in);
	if (s == OK)
		s = write_programme(in, &p, &r.out);
	if (s != OK) {
		out_free(&r.out);
		return say_fault(in, s);
	}
	code = result_end(in, &r);
	return code == EXIT_DONE && p.findings.errors ? EXIT_NO : code;
}
