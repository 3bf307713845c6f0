/* territories, calls, districts, applications CALL: what the instance holds. */
#include "actions/read_desk.h"
#include "base/clock.h"
#include "base/format.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "documents/desk_table.h"
#include "gen/queries.h"

#include <stdio.h>

/* One list being read: from where, and the cells so far, row after row. */
struct reading {
	struct invocation *in;
	struct db *db;
	territory_id territory; /* of the call that is the command's argument, when it has one */
	struct listing listing;
};

/* Adds every cell of the list, in the order of its columns. */
typedef enum status list_rows(struct reading *r);

#define ADD(r, value) (*LIST_ADD((r)->in->arena, &(r)->listing.cells) = (value))
#define COLUMNS(array) (array), sizeof(array) / sizeof((array)[0])

static enum exit_code print_rows(struct reading *r, const struct listing_column *columns, size_t count, list_rows *rows)
{
	r->listing = (struct listing){.columns = columns, .column_count = count};
	enum status s = rows(r);
	return s == OK ? listing_print(r->in, &r->listing) : say_fault(r->in, s);
}

static enum exit_code list_of_instance(struct invocation *in, const struct listing_column *columns, size_t count, list_rows *rows)
{
	struct reading r = {.in = in};
	enum exit_code code = open_instance(in, DB_READ_ONLY, &r.db);
	return code == EXIT_DONE ? print_rows(&r, columns, count, rows) : code;
}

static enum exit_code list_of_call(struct invocation *in, const struct listing_column *columns, size_t count, list_rows *rows)
{
	struct reading r = {.in = in};
	enum exit_code code = open_instance(in, DB_READ_ONLY, &r.db);
	if (code == EXIT_DONE)
		code = find_call(in, r.db, in->arguments[0], &r.territory);
	return code == EXIT_DONE ? print_rows(&r, columns, count, rows) : code;
}

/* The word of a kind such as "territory_kind.agglomeration"; json and csv keep the code. */
static struct listing_cell kind_cell(const struct invocation *in, const char *family, str code)
{
	if (!format_is(in, S("table")))
		return text_cell(code);
	str key = arena_fmt(in->arena, "%s.%.*s", family, STR_ARGS(code));
	enum word word = word_named(key, WORD_COUNT);
	return text_cell(word == WORD_COUNT ? code : word_text(in->lang, word));
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
		return say_fault(in, s);
	struct q_call_codes_rows rows;
	if ((s = q_call_codes(db, in->arena, &rows)) != OK)
		return say_fault(in, s);
	str *codes = ARENA_ARRAY(in->arena, rows.n + 1, str);
	for (size_t i = 0; i < rows.n; i++)
		codes[i] = rows.at[i].code;
	return say_unknown(in, W_cli_unknown_call, call, codes, rows.n);
}

static const struct listing_column territories_columns[] = {
	{"code", W_cli_column_code},
	{"name", W_cli_column_name},
	{"kind", W_cli_column_kind},
	{"districts", W_cli_column_districts},
	{"calls", W_cli_column_calls},
};

static enum status add_territories(struct reading *r)
{
	struct q_list_territories_rows rows;
	enum status s = q_list_territories(r->db, r->in->arena, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_list_territories_row *row = &rows.at[i];
		ADD(r, text_cell(row->code));
		ADD(r, text_cell(row->name));
		ADD(r, kind_cell(r->in, "territory_kind", row->kind));
		ADD(r, number_cell(row->district_count));
		ADD(r, number_cell(row->call_count));
	}
	return s;
}

enum exit_code run_territories(struct invocation *in)
{
	return list_of_instance(in, COLUMNS(territories_columns), add_territories);
}

static struct listing_cell closing_cell(struct invocation *in, const struct q_list_calls_row *row)
{
	if (!row->filing_ends.set)
		return text_cell(STR_NONE);
	if (!format_is(in, S("table"))) {
		char *text = arena_alloc(in->arena, 32);
		return text_cell(str_of(instant_iso(row->filing_ends.value, text)));
	}
	struct out o = out_new(256);
	const struct zone *zone = zone_named(row->time_zone);
	if (str_eq(row->filing_precision, S("minute")))
		out_instant(&o, in->lang, row->filing_ends.value, zone);
	else
		out_day(&o, in->lang, day_at(row->filing_ends.value, zone));
	return text_cell(out_keep(&o, in->arena));
}

static const struct listing_column calls_columns[] = {
	{"code", W_cli_column_code},
	{"territory", W_cli_column_territory},
	{"kind", W_cli_column_kind},
	{"title", W_cli_column_title},
	{"year", W_cli_column_year},
	{"filing_ends", W_cli_column_filing_ends},
};

static enum status add_calls(struct reading *r)
{
	struct q_list_calls_rows rows;
	enum status s = q_list_calls(r->db, r->in->arena, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_list_calls_row *row = &rows.at[i];
		ADD(r, text_cell(row->code));
		ADD(r, text_cell(row->territory));
		ADD(r, kind_cell(r->in, "call_kind", row->kind));
		ADD(r, text_cell(row->title));
		ADD(r, text_cell(arena_fmt(r->in->arena, "%lld", (long long)row->year)));
		ADD(r, closing_cell(r->in, row));
	}
	return s;
}

enum exit_code run_calls(struct invocation *in)
{
	return list_of_instance(in, COLUMNS(calls_columns), add_calls);
}

static const struct listing_column districts_columns[] = {
	{"territory", W_cli_column_territory},
	{"code", W_cli_column_code},
	{"name", W_cli_column_name},
	{"kind", W_cli_column_kind},
	{"code_2015", W_cli_column_code_2015},
	{"code_2024", W_cli_column_code_2024},
	{"municipalities", W_cli_column_municipalities},
	{"population", W_cli_column_population},
};

static enum status add_districts(struct reading *r)
{
	struct q_list_districts_rows rows;
	enum status s = q_list_districts(r->db, r->in->arena, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_list_districts_row *row = &rows.at[i];
		ADD(r, text_cell(row->territory));
		ADD(r, text_cell(row->code));
		ADD(r, text_cell(row->name));
		ADD(r, kind_cell(r->in, "district_kind", row->kind));
		ADD(r, text_cell(row->code_2015));
		ADD(r, text_cell(row->code_2024));
		ADD(r, number_cell(row->municipality_count));
		ADD(r, opt_number_cell(row->population));
	}
	return s;
}

enum exit_code run_districts(struct invocation *in)
{
	return list_of_instance(in, COLUMNS(districts_columns), add_districts);
}

static const struct listing_column applications_columns[] = {
	{"action", W_cli_column_action},
	{"title", W_cli_column_title},
	{"bearer", W_cli_column_bearer},
	{"state", W_cli_column_state},
	{"total_cents", W_cli_column_total},
	{"asked_cents", W_cli_column_asked},
	{"proposed_cents", W_cli_column_proposed},
	{"voted_cents", W_cli_column_voted},
};

static enum status add_applications(struct reading *r)
{
	struct q_list_applications_rows rows;
	enum status s = q_list_applications(r->db, r->in->arena, r->territory, r->in->arguments[0], &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_list_applications_row *row = &rows.at[i];
		ADD(r, text_cell(row->action));
		ADD(r, text_cell(row->title));
		ADD(r, text_cell(row->bearer));
		ADD(r, kind_cell(r->in, "application_state", row->state));
		ADD(r, money_cell(row->total));
		ADD(r, money_cell(row->asked));
		ADD(r, money_cell(row->proposed));
		ADD(r, money_cell(row->voted));
	}
	return s;
}

/* ---- applications as the desk lists them: one reading for both doors ---- */

static struct listing_cell desk_cell(struct invocation *in, const struct desk_table *t, const struct desk_row *row, size_t column)
{
	return text_cell(desk_cell_text(in->arena, t->list, row, column));
}

/* For people: as the page shows it, with its totals. */
static enum exit_code print_desk(struct invocation *in, const struct desk_table *t)
{
	struct listing_column *columns = ARENA_ARRAY(in->arena, t->q->columns.n + 1, struct listing_column);
	struct listing listing = {.columns = columns, .column_count = t->q->columns.n};
	for (size_t i = 0; i < t->q->columns.n; i++) {
		size_t c = t->q->columns.at[i];
		columns[i] = (struct listing_column){arena_cstr(in->arena, t->list->columns.at[c].code), WORD_COUNT};
		columns[i].heading = c < DESK_FIXED ? word_named(arena_fmt(in->arena, "deskwork.column.%s", columns[i].key), W_deskwork_column_asked) : W_deskwork_column_asked;
	}
	for (size_t r = 0; r < t->selected->n; r++)
		for (size_t i = 0; i < t->q->columns.n; i++)
			*LIST_ADD(in->arena, &listing.cells) = desk_cell(in, t, &t->list->rows.at[t->selected->order[r]], t->q->columns.at[i]);
	return listing_print(in, &listing);
}

static enum exit_code write_desk(struct invocation *in, const struct desk_table *t)
{
	if (format_is(in, S("table")))
		return print_desk(in, t);
	struct result r = result_new(in);
	enum status s = OK;
	if (format_is(in, S("csv")))
		desk_table_csv(in->arena, t, &r.out);
	else if (format_is(in, S("json")))
		desk_table_json(in->arena, t, &r.out);
	else
		s = (format_is(in, S("ods")) ? desk_table_ods : desk_table_xlsx)(in->arena, t, &r.out);
	return s == OK ? result_end(in, &r) : say_fault(in, s);
}

static enum exit_code applications_where(struct invocation *in, str where)
{
	struct db *db;
	struct desk_source source = {.arena = in->arena, .lang = in->lang, .now = clock_now()};
	struct q_call_territory_row call;
	struct desk_params params = {0};
	struct desk_list list;
	struct desk_query q;
	struct desk_selected selected;
	struct problems ps = problems_new(in->arena);
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code == EXIT_DONE)
		code = find_call(in, db, in->arguments[0], &source.territory);
	if (code != EXIT_DONE)
		return code;
	source.db = db;
	desk_params_of_text(in->arena, where, &params);
	*LIST_ADD(in->arena, &params) = (struct desk_param){S("call"), in->arguments[0]};
	enum status s = q_call_territory(db, in->arena, in->arguments[0], &call);
	if (s == OK) {
		source.zone = zone_of(call.time_zone);
		s = read_desk_columns(&source, &list);
	}
	if (s != OK)
		return say_fault(in, s);
	desk_query_read(in->arena, &list, params.at, params.n, &q, &ps);
	if (ps.total) {
		struct out o = out_new(LIMIT_CELL_BYTES);
		problems_write(&o, in->lang, &ps);
		(void)fprintf(stderr, "%.*s", STR_ARGS(out_text(&o)));
		out_free(&o);
		return EXIT_USAGE;
	}
	s = read_desk_rows(&source, &q, &list);
	if (s != OK)
		return say_fault(in, s);
	desk_list_select(in->arena, &list, &q, &selected);
	const struct desk_table table = {.list = &list, .q = &q, .selected = &selected, .title = word_text(in->lang, W_desk_title)};
	return write_desk(in, &table);
}

enum exit_code run_applications(struct invocation *in)
{
	str where = in->options[OPTION_WHERE];
	if (where.p || format_is(in, S("xlsx")) || format_is(in, S("ods")))
		return applications_where(in, where.p ? where : S(""));
	return list_of_call(in, COLUMNS(applications_columns), add_applications);
}
