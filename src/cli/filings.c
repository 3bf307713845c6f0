/* filings CALL: every version that was filed, with its instant and SHA-256; and the look that doctor takes at all filings. */
#include "actions/examine_filings.h"
#include "cli/commands.h"
#include "cli/filings.h"
#include "cli/listing.h"
#include "base/calendar.h"
#include "gen/queries.h"

static const struct listing_column columns[] = {
	{"number", W_filing_column_number}, {"bearer", W_filing_column_bearer}, {"title", W_cli_column_title}, {"state", W_cli_column_state},
	{"version", W_filing_column_version}, {"filed", W_filing_column_filed}, {"late", W_filing_column_late}, {"sha256", W_filing_column_sha256},
};

static struct listing_cell state_cell(const struct invocation *in, str state)
{
	if (!format_is(in, S("table")))
		return text_cell(state);
	enum word word = word_named(arena_fmt(in->arena, "filing.state.%.*s", STR_ARGS(state)), WORD_COUNT);
	return text_cell(word == WORD_COUNT ? state : word_text(in->lang, word));
}

static void add_row(struct invocation *in, struct listing *l, const struct q_filing_list_row *row)
{
	char *filed = arena_alloc(in->arena, 32);
	const struct listing_cell cells[] = {text_cell(row->number), text_cell(row->bearer), text_cell(row->title), state_cell(in, row->state), number_cell(row->version),
		text_cell(str_of(instant_iso(row->received.set ? row->received.value : row->filed, filed))),
		text_cell(format_is(in, S("table")) ? word_text(in->lang, row->late ? W_filing_late_yes : W_filing_late_no) : row->late ? S("yes") : S("no")), text_cell(row->sha256)};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		*LIST_ADD(in->arena, &l->cells) = cells[i];
}

enum exit_code run_filings(struct invocation *in)
{
	struct db *db;
	territory_id territory;
	struct q_filing_list_rows rows;
	struct listing listing = {.columns = columns, .column_count = sizeof columns / sizeof *columns};
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code == EXIT_DONE)
		code = find_call(in, db, in->arguments[0], &territory);
	if (code != EXIT_DONE)
		return code;
	enum status s = q_filing_list(db, in->arena, territory, in->arguments[0], &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		add_row(in, &listing, &rows.at[i]);
	return s == OK ? listing_print(in, &listing) : say_fault(in, s);
}

enum status doctor_filings(struct invocation *in, str place, struct doctor_report *report)
{
	struct db *db;
	struct filings_examined examined;
	if (db_open(place, DB_READ_ONLY, &db) != OK)
		return OK; /* the checks before have said so */
	enum status s = db_read_begin(db);
	if (s == OK) {
		s = examine_filings(db, in->arena, &examined);
		db_read_end(db);
	}
	if (s == OK) {
		struct doctor_result *r = LIST_ADD(in->arena, &report->list);
		*r = (struct doctor_result){.name = S("filings"), .state = examined.faults ? DOCTOR_FAILED : DOCTOR_OK, .message = filing_fault_word(examined.first), .arg_count = 2};
		r->args[0] = ARG("n", examined.faults ? examined.faults : examined.filings);
		r->args[1] = ARG("number", examined.number.p ? examined.number : S(""));
		if (r->state > report->worst)
			report->worst = r->state;
	}
	db_close(db);
	return s;
}
