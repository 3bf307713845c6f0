/* territories, calls, districts, applications CALL: what the instance holds. */
#include "base/format.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "gen/queries.h"

#define ADD(in, l, value) (*LIST_ADD((in)->arena, &(l)->cells) = (value))

/* The word of a kind such as "territory_kind.agglomeration"; json and csv keep the code. */
static struct cell kind_cell(const struct invocation *in, const char *family, str code)
{
	if (!format_is(in, S("table")))
		return cell_text(code);
	str key = arena_fmt(in->arena, "%s.%.*s", family, STR_ARGS(code));
	enum word word = word_named(key, WORD_COUNT);
	return cell_text(word == WORD_COUNT ? code : word_text(in->lang, word));
}

static enum exit_code fail(const struct invocation *in, enum status s)
{
	SAY(in, W_cli_fault, ARG("reference", last_fault_reference()));
	return exit_of(s);
}

enum exit_code run_territories(struct invocation *in)
{
	static const struct listing_column columns[] = {{"code", W_cli_column_code},
	                                                {"name", W_cli_column_name},
	                                                {"kind", W_cli_column_kind},
	                                                {"districts", W_cli_column_districts},
	                                                {"calls", W_cli_column_calls}};
	struct db *db;
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE)
		return code;
	struct q_list_territories_rows rows;
	enum status s = q_list_territories(db, in->arena, &rows);
	if (s != OK)
		return fail(in, s);
	struct listing l = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
	for (size_t i = 0; i < rows.n; i++) {
		ADD(in, &l, cell_text(rows.at[i].code));
		ADD(in, &l, cell_text(rows.at[i].name));
		ADD(in, &l, kind_cell(in, "territory_kind", rows.at[i].kind));
		ADD(in, &l, cell_int(rows.at[i].district_count));
		ADD(in, &l, cell_int(rows.at[i].call_count));
	}
	return listing_print(in, &l);
}

static struct cell closing_cell(struct invocation *in, const struct q_list_calls_row *row)
{
	if (!row->filing_ends.set)
		return cell_text(STR_NONE);
	if (!format_is(in, S("table"))) {
		char *text = arena_alloc(in->arena, 32);
		return cell_text(str_of(instant_iso(row->filing_ends.value, text)));
	}
	struct out o = out_new(256);
	const struct zone *zone = zone_named(row->time_zone);
	if (str_eq(row->filing_precision, S("minute")))
		out_instant(&o, in->lang, row->filing_ends.value, zone);
	else
		out_day(&o, in->lang, day_at(row->filing_ends.value, zone));
	str text = out_keep(&o, in->arena);
	return cell_text(text);
}

enum exit_code run_calls(struct invocation *in)
{
	static const struct listing_column columns[] = {{"code", W_cli_column_code},           {"territory", W_cli_column_territory},
	                                                {"kind", W_cli_column_kind},           {"title", W_cli_column_title},
	                                                {"year", W_cli_column_year},           {"filing_ends", W_cli_column_filing_ends}};
	struct db *db;
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE)
		return code;
	struct q_list_calls_rows rows;
	enum status s = q_list_calls(db, in->arena, &rows);
	if (s != OK)
		return fail(in, s);
	struct listing l = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
	for (size_t i = 0; i < rows.n; i++) {
		ADD(in, &l, cell_text(rows.at[i].code));
		ADD(in, &l, cell_text(rows.at[i].territory));
		ADD(in, &l, kind_cell(in, "call_kind", rows.at[i].kind));
		ADD(in, &l, cell_text(rows.at[i].title));
		ADD(in, &l, cell_text(arena_fmt(in->arena, "%lld", (long long)rows.at[i].year)));
		ADD(in, &l, closing_cell(in, &rows.at[i]));
	}
	return listing_print(in, &l);
}

enum exit_code run_districts(struct invocation *in)
{
	static const struct listing_column columns[] = {{"territory", W_cli_column_territory}, {"code", W_cli_column_code},
	                                                {"name", W_cli_column_name},           {"kind", W_cli_column_kind},
	                                                {"code_2015", W_cli_column_code_2015}, {"code_2024", W_cli_column_code_2024},
	                                                {"municipalities", W_cli_column_municipalities}, {"population", W_cli_column_population}};
	struct db *db;
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE)
		return code;
	struct q_list_districts_rows rows;
	enum status s = q_list_districts(db, in->arena, &rows);
	if (s != OK)
		return fail(in, s);
	struct listing l = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
	for (size_t i = 0; i < rows.n; i++) {
		const struct q_list_districts_row *row = &rows.at[i];
		ADD(in, &l, cell_text(row->territory));
		ADD(in, &l, cell_text(row->code));
		ADD(in, &l, cell_text(row->name));
		ADD(in, &l, kind_cell(in, "district_kind", row->kind));
		ADD(in, &l, cell_text(row->code_2015));
		ADD(in, &l, cell_text(row->code_2024));
		ADD(in, &l, cell_int(row->municipality_count));
		ADD(in, &l, cell_opt_int(row->population));
	}
	return listing_print(in, &l);
}

enum exit_code find_call(struct invocation *in, struct db *db, str call, territory_id *territory)
{
	struct q_call_territory_row row;
	enum status s = q_call_territory(db, in->arena, call, &row);
	if (s == OK) {
		*territory = row.territory;
		return EXIT_DONE;
	}
	if (s != NOT_FOUND)
		return fail(in, s);
	struct q_call_codes_rows rows;
	if ((s = q_call_codes(db, in->arena, &rows)) != OK)
		return fail(in, s);
	str *codes = ARENA_ARRAY(in->arena, rows.n + 1, str);
	for (size_t i = 0; i < rows.n; i++)
		codes[i] = rows.at[i].code;
	return say_unknown(in, W_cli_unknown_call, call, codes, rows.n);
}

enum exit_code run_applications(struct invocation *in)
{
	static const struct listing_column columns[] = {{"action", W_cli_column_action},           {"title", W_cli_column_title},
	                                                {"bearer", W_cli_column_bearer},           {"state", W_cli_column_state},
	                                                {"total_cents", W_cli_column_total},       {"asked_cents", W_cli_column_asked},
	                                                {"proposed_cents", W_cli_column_proposed}, {"voted_cents", W_cli_column_voted}};
	struct db *db;
	territory_id territory = {0};
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE || (code = find_call(in, db, in->arguments[0], &territory)) != EXIT_DONE)
		return code;
	struct q_list_applications_rows rows;
	enum status s = q_list_applications(db, in->arena, territory, in->arguments[0], &rows);
	if (s != OK)
		return fail(in, s);
	struct listing l = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
	for (size_t i = 0; i < rows.n; i++) {
		const struct q_list_applications_row *row = &rows.at[i];
		ADD(in, &l, cell_text(row->action));
		ADD(in, &l, cell_text(row->title));
		ADD(in, &l, cell_text(row->bearer));
		ADD(in, &l, kind_cell(in, "application_state", row->state));
		ADD(in, &l, cell_money(row->total));
		ADD(in, &l, cell_money(row->asked));
		ADD(in, &l, cell_money(row->proposed));
		ADD(in, &l, cell_money(row->voted));
	}
	return listing_print(in, &l);
}
