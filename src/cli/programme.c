/* programme CALL: the programme table, in every form. Exit 1 when something in it does not add up. */
#include "actions/read_programme.h"
#include "cli/adoption.h"
#include "cli/commands.h"
#include "domain/programme.h"

static void write_programme(struct invocation *in, const struct programme *p, struct out *o)
{
	if (format_is(in, S("json")))
		programme_json(o, in->lang, p);
	else if (format_is(in, S("csv")))
		programme_csv(o, in->lang, p);
	else
		programme_text(o, in->lang, p);
}

static enum exit_code print_programme(struct invocation *in, struct db *db, territory_id territory, const struct programme *p)
{
	enum annex_format format = annex_format_of(in->options[OPTION_FORMAT].p ? in->options[OPTION_FORMAT] : S("table"));
	if (format != ANNEX_FORMATS && format != ANNEX_CSV)
		return write_annex(in, db, territory, p, format);
	struct result r = result_new(in);
	write_programme(in, p, &r.out);
	return result_end(in, &r);
}

enum exit_code run_programme(struct invocation *in)
{
	struct db *db;
	territory_id territory;
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE || (code = find_call(in, db, in->arguments[0], &territory)) != EXIT_DONE)
		return code;
	struct programme p = {0};
	int64_t version = 0;
	str asked = in->options[OPTION_VERSION];
	if (asked.p && (!str_to_int64(asked, &version) || version < 1))
		return EXIT_USAGE;
	enum status s = read_programme(db, in->arena, in->arguments[0], version, &p);
	if (s == NOT_FOUND) {
		SAY(in, W_cli_no_programme, ARG("code", in->arguments[0]));
		return EXIT_INPUT;
	}
	if (s != OK)
		return say_fault(in, s);
	code = print_programme(in, db, territory, &p);
	return code == EXIT_DONE && p.findings.errors ? EXIT_NO : code;
}
