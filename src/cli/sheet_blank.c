/* sheet CALL --blank -o F.docx|F.odt: the Word sheet of a call, to be filled away from any network. Reads only. */
#include "base/clock.h"
#include "cli/commands.h"
#include "jobs/make_document.h"

static str argument(const struct invocation *in, size_t i, str fallback)
{
	return i < in->argument_count ? in->arguments[i] : fallback;
}

static enum exit_code print_sheet(struct invocation *in, const struct made_document *made)
{
	struct result r = result_new(in);
	out_str(&r.out, made->bytes);
	return result_end(in, &r);
}

enum exit_code run_sheet_blank(struct invocation *in)
{
	struct db *db;
	struct settings settings;
	struct made_document made;
	territory_id territory;
	str file = in->options[OPTION_OUTPUT], call = in->arguments[0];
	bool odt = file.p && str_ends(file, S(".odt"));
	if (!in->options[OPTION_BLANK].p) {
		SAY(in, W_paper_cli_blank);
		return EXIT_USAGE;
	}
	if (file.p && !odt && !str_ends(file, S(".docx"))) {
		SAY(in, W_paper_cli_ending);
		return EXIT_USAGE;
	}
	enum exit_code code = read_settings(in, &settings);
	if (code == EXIT_DONE)
		code = open_instance(in, DB_READ_ONLY, &db);
	if (code == EXIT_DONE && db_read_begin(db) != OK)
		return say_fault(in, BROKEN);
	if (code == EXIT_DONE)
		code = find_call(in, db, call, &territory);
	if (code != EXIT_DONE)
		return code;
	const struct document_maker m = {.db = db, .arena = in->arena, .settings = &settings, .lang = in->lang, .now = clock_now()};
	enum status s = make_blank_sheet(&m, call, argument(in, 1, S("association")), argument(in, 2, S("first")), odt ? S("odt") : S("docx"), &made);
	db_read_end(db);
	if (s == NOT_FOUND && odt) {
		SAY(in, W_paper_cli_no_office);
		return EXIT_INPUT;
	}
	return s == OK ? print_sheet(in, &made) : say_fault(in, s);
}
