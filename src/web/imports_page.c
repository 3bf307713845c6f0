/* Imports of a call: those there are, sending one, the frame of the five steps, and the file of one read again for each page (in the sandbox: it is somebody else's). */
#include "base/calendar.h"
#include "base/limits.h"
#include "domain/amount.h"
#include "gen/queries.h"
#include "imports/table.h"
#include "web/filing_page.h"
#include "web/handlers.h"
#include "web/imports.h"
#include "web/respond.h"

str import_problem_text(const struct page *pg, const struct problem *problem)
{
	return page_words(pg, problem->message, problem->args, problem->arg_count);
}

str import_place(const struct page *pg, const struct problem *problem)
{
	if (problem->line && str_is_set(problem->field))
		return TEXT(pg, W_imports_place, ARG("line", problem->line), ARG("column", problem->field));
	return problem->line ? TEXT(pg, W_imports_place_line, ARG("line", problem->line)) : S("");
}

/* ---- one import ---- */

enum status import_page_head(struct page *pg, struct import_page *p)
{
	int64_t id;
	struct q_programme_head_row head;
	*p = (struct import_page){.problems = problems_new(pg->arena)};
	if (!str_to_int64(pg->in.document, &id) || id < 1)
		return NOT_FOUND;
	enum status s = read_table_import(pg->db, pg->arena, pg->thing.territory, pg->in.call, id, &p->import);
	if (s == OK)
		s = q_programme_head(pg->db, pg->arena, pg->in.call, &head);
	p->call_title = s == OK ? head.call_title : S("");
	return s;
}

enum status import_page_read(struct page *pg, struct import_page *p)
{
	str bytes;
	struct table_book *book = ARENA_NEW(pg->arena, struct table_book);
	enum status s = import_page_head(pg, p);
	if (s != OK)
		return s;
	s = pg->files ? files_get(pg->files, pg->arena, p->import.sha256, LIMIT_UPLOAD_BYTES, &bytes) : NOT_FOUND;
	if (s == NOT_FOUND) {
		PROBLEM(&p->problems, STR_NONE, 0, STR_NONE, W_imports_file_gone);
		return OK;
	}
	if (s == OK)
		s = table_read_bytes(pg->arena, p->import.name, bytes, book, &p->problems);
	p->book = s == OK ? book : NULL;
	return s == INVALID || s == TOO_BIG ? OK : s;
}

enum status import_page_plan(struct page *pg, struct import_page *p, struct table_plan *plan)
{
	*plan = (struct table_plan){0};
	if (!p->book)
		return OK;
	enum status s = plan_table(pg->db, pg->arena, pg->lang, &p->import, p->book, plan, &p->problems);
	return s == INVALID || s == TOO_BIG ? OK : s;
}

url import_link(struct page *pg, const char *under)
{
	return under[0] ? URL_PATH(pg->arena, pg->base, "/imports/:call/:document/:page", pg->in.call, pg->in.document, str_of(under))
	                : LINK(pg, "/imports/:call/:document", pg->in.call, pg->in.document);
}

static str state_tone(str state)
{
	return str_eq(state, S("done")) ? S("good") : str_eq(state, S("received")) || str_eq(state, S("mapped")) ? S("warning") : S("");
}

void import_page_top(struct page *pg, const struct import_page *p, enum import_step here, struct layout_view *layout, struct import_top_view *top, str title)
{
	static const struct {
		enum word label;
		const char *under;
	} steps[] = {{W_imports_step_send, NULL}, {W_imports_step_columns, "columns"}, {W_imports_step_check, "check"}, {W_imports_step_preview, "preview"}, {W_imports_step_done, ""}};
	const bool open = str_eq(p->import.state, S("received")) || str_eq(p->import.state, S("mapped")), keyed = str_eq(p->import.kind, S("grid"));
	page_layout(pg, layout, title);
	layout->refuse_index = true;
	page_crumb(pg, layout, word_text(pg->lang, W_imports_title), LINK(pg, "/imports/:call", pg->in.call));
	top->call = p->call_title;
	top->name = p->import.name;
	top->state = page_word_of(pg, S("imports.state."), p->import.state);
	top->tone = state_tone(p->import.state);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		bool skipped = keyed && (i == STEP_COLUMNS || i == STEP_CHECK), is_here = i == (size_t)here;
		if (!skipped)
			*LIST_ADD(pg->arena, &top->steps) = (struct import_step_view){word_text(pg->lang, steps[i].label),
				steps[i].under ? import_link(pg, steps[i].under) : LINK(pg, "/imports/:call", pg->in.call), is_here, open && i != STEP_DONE};
	}
}

/* ---- those of a call ---- */

static void add_row(struct page *pg, const struct q_imports_list_row *r, struct imports_view *v)
{
	str number = arena_fmt(pg->arena, "%lld", (long long)r->id), date = page_day(pg, day_at(r->done.set ? r->done.value : r->made, zone_of(STR_NONE)));
	const char *under = str_eq(r->state, S("received")) && !str_eq(r->kind, S("grid")) ? "columns" : "";
	*LIST_ADD(pg->arena, &v->rows) = (struct imports_row_view){.number = number, .name = r->name, .kind = page_word_of(pg, S("imports.kind."), r->kind),
		.state = page_word_of(pg, S("imports.state."), r->state), .tone = state_tone(r->state),
		.said = r->by.p ? TEXT(pg, W_imports_by, ARG("date", date), ARG("who", r->by)) : date,
		.link = under[0] ? LINK(pg, "/imports/:call/:document/columns", pg->in.call, number) : LINK(pg, "/imports/:call/:document", pg->in.call, number)};
}

/* The workbooks that may be filled away from here: of the session, and of what was copied or worked out from it. */
static enum status add_books(struct page *pg, struct imports_view *v)
{
	struct q_adoption_scenarios_rows rows;
	enum status s = q_adoption_scenarios(pg->db, pg->arena, pg->thing.territory, pg->in.call, &rows);
	for (size_t i = 0; s == OK && rows.n > 1 && i < rows.n; i++) {
		str n = arena_fmt(pg->arena, "%lld", (long long)rows.at[i].scenario);
		*LIST_ADD(pg->arena, &v->books) = (struct imports_book_view){.xlsx_label = TEXT(pg, W_imports_out_xlsx_of, ARG("name", rows.at[i].name)),
			.ods_label = TEXT(pg, W_imports_out_ods_of, ARG("name", rows.at[i].name)), .xlsx = LINK(pg, "/imports/:call/grid.xlsx?scenario=:n", pg->in.call, n),
			.ods = LINK(pg, "/imports/:call/grid.ods?scenario=:n", pg->in.call, n)};
	}
	return s;
}

enum status imports_page_show(struct page *pg, const struct problems *ps, str text)
{
	struct q_programme_head_row head;
	struct q_imports_list_rows rows;
	struct imports_view *v = ARENA_NEW(pg->arena, struct imports_view);
	enum status s = q_programme_head(pg->db, pg->arena, pg->in.call, &head);
	if (s == OK)
		s = q_imports_list(pg->db, pg->arena, pg->thing.territory, pg->in.call, &rows);
	if (s == OK)
		s = add_books(pg, v);
	if (s != OK)
		return s;
	str title = word_text(pg->lang, W_imports_title);
	page_layout(pg, &v->layout, ps->total ? TEXT(pg, W_imports_title_wrong, ARG("title", title)) : title);
	v->layout.refuse_index = true;
	page_crumb(pg, &v->layout, word_text(pg->lang, W_grid_title), LINK(pg, "/grids/:call", pg->in.call));
	filing_page_problems(pg, ps, &v->problems);
	v->call = head.call_title;
	v->text = text;
	v->action = LINK(pg, "/imports/:call", pg->in.call);
	v->paste = LINK(pg, "/imports/:call/paste", pg->in.call);
	v->xlsx = LINK(pg, "/imports/:call/grid.xlsx", pg->in.call);
	v->ods = LINK(pg, "/imports/:call/grid.ods", pg->in.call);
	v->dauphin = LINK(pg, "/imports/:call/dauphin.csv", pg->in.call);
	v->grid = LINK(pg, "/grids/:call", pg->in.call);
	for (size_t i = 0; i < rows.n; i++)
		add_row(pg, &rows.at[i], v);
	RESPOND_HTML(pg, imports_page, v);
	return OK;
}

enum status show_imports(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return imports_page_show(pg, &none, S(""));
}

/* ---- columns ---- */

enum { SAMPLES = 3, SAMPLE_BYTES = 60 };

static const struct table_sheet *sheet_of(const struct import_page *p)
{
	int64_t at = p->import.mapping.sheet;
	return p->book && at >= 0 && (size_t)at < p->book->sheets.n ? &p->book->sheets.at[at] : NULL;
}

static str shortened(struct arena *a, str text)
{
	if (text.n <= SAMPLE_BYTES)
		return text;
	size_t n = SAMPLE_BYTES;
	while (n && ((unsigned char)text.p[n] & 0xc0) == 0x80)
		n--;
	return arena_fmt(a, "%.*s…", (int)n, text.p);
}

static str samples_of(struct page *pg, const struct table_sheet *sheet, int64_t header, uint32_t column)
{
	str all = S("");
	size_t n = 0;
	for (size_t r = 0; r < sheet->rows.n && n < SAMPLES; r++) {
		const struct table_row *row = &sheet->rows.at[r];
		if (row->number <= header || column >= row->n || row->cells[column].kind == CELL_EMPTY)
			continue;
		all = arena_fmt(pg->arena, "%.*s%s%.*s", STR_ARGS(all), n++ ? " · " : "", STR_ARGS(shortened(pg->arena, row->cells[column].text)));
	}
	return all;
}

/* Most of what it holds are numbers, and nothing in its heading says that they do not count. */
static bool holds_amounts(const struct table_sheet *sheet, int64_t header, uint32_t column)
{
	size_t numbers = 0, others = 0;
	for (size_t r = 0; r < sheet->rows.n; r++) {
		const struct table_row *row = &sheet->rows.at[r];
		if (row->number <= header || column >= row->n || row->cells[column].kind == CELL_EMPTY)
			continue;
		bool number = row->cells[column].kind == CELL_NUMBER || amount_read(row->cells[column].text, HABIT_COMMA_DECIMAL).reading != AMOUNT_NONE;
		numbers += number;
		others += !number;
	}
	return numbers > others;
}

static void add_option(struct page *pg, struct desk_options *to, str code, str label, bool chosen)
{
	*LIST_ADD(pg->arena, to) = (struct desk_option){code, label, chosen};
}

static void add_roles(struct page *pg, const struct import_column *c, const struct q_imports_funders_rows *funders, struct desk_options *to)
{
	for (enum import_role role = 0; role < IMPORT_ROLE_COUNT; role++) {
		str code = str_of(import_role_name(role));
		add_option(pg, to, code, page_word_of(pg, S("imports.role."), code), c->role == role && !str_is_set(c->money));
	}
	bool listed = !str_is_set(c->money);
	for (size_t i = 0; i < funders->n; i++)
		for (int section = 0; section < 2; section++) {
			const struct q_imports_funders_row *f = &funders->at[i];
			str code = arena_fmt(pg->arena, "%.*s%s%s", STR_ARGS(f->code), section ? ":investment" : "", f->valued ? ":valued" : "");
			bool chosen = c->role == IMPORT_money && str_eq(c->money, code);
			listed = listed || chosen;
			add_option(pg, to, arena_fmt(pg->arena, "money:%.*s", STR_ARGS(code)),
			           TEXT(pg, section ? W_imports_role_investment : W_imports_role_of_funder, ARG("what", f->label)), chosen);
		}
	if (!listed)
		add_option(pg, to, arena_fmt(pg->arena, "money:%.*s", STR_ARGS(c->money)), TEXT(pg, W_imports_role_of_funder, ARG("what", c->money)), true);
}

static void add_stages(struct page *pg, enum import_stage chosen, bool any, struct desk_options *to)
{
	for (enum import_stage stage = any ? IMPORT_STAGE_any : IMPORT_STAGE_asked; stage < IMPORT_STAGE_COUNT; stage++) {
		str code = str_of(import_stage_name(stage));
		add_option(pg, to, code, page_word_of(pg, S("imports.stage."), code), stage == chosen);
	}
}

static void add_columns(struct page *pg, const struct import_page *p, const struct q_imports_funders_rows *funders, struct import_columns_view *v)
{
	const struct table_sheet *sheet = sheet_of(p);
	const struct import_mapping *m = &p->import.mapping;
	int64_t known = 0;
	for (size_t c = 0; sheet && c < m->columns.n; c++) {
		str heading = import_heading(p->book, m, (uint32_t)c);
		struct import_column_view *to = LIST_ADD(pg->arena, &v->columns);
		*to = (struct import_column_view){.number = arena_fmt(pg->arena, "%zu", c), .values = samples_of(pg, sheet, m->header, (uint32_t)c),
			.heading = m->header && heading.n ? shortened(pg->arena, heading) : TEXT(pg, W_imports_column_letter, ARG("letter", column_letters(pg->arena, (uint32_t)c)))};
		to->ignored = m->columns.at[c].role == IMPORT_nothing && holds_amounts(sheet, m->header, (uint32_t)c);
		add_roles(pg, &m->columns.at[c], funders, &to->roles);
		add_stages(pg, m->columns.at[c].stage, true, &to->stages);
		known += m->columns.at[c].role != IMPORT_nothing;
	}
	v->found = TEXT(pg, W_imports_columns_found, ARG("n", known), ARG("all", (int64_t)m->columns.n));
}

static enum status add_scenarios(struct page *pg, const struct import_mapping *m, struct import_columns_view *v)
{
	struct q_adoption_scenarios_rows rows;
	bool session = false;
	enum status s = q_adoption_scenarios(pg->db, pg->arena, pg->thing.territory, pg->in.call, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		session = session || rows.at[i].scenario == 1;
		if (str_eq(rows.at[i].state, S("open")))
			add_option(pg, &v->scenarios, arena_fmt(pg->arena, "%lld", (long long)rows.at[i].scenario), rows.at[i].name, m->scenario == rows.at[i].scenario);
	}
	if (!session)
		add_option(pg, &v->scenarios, S("1"), word_text(pg->lang, W_grid_session), m->scenario == 1);
	add_option(pg, &v->scenarios, S("0"), word_text(pg->lang, W_imports_scenario_new), m->scenario == 0);
	return s;
}

enum status import_columns_show(struct page *pg, struct import_page *p, const struct problems *ps)
{
	struct q_imports_funders_rows funders;
	struct import_columns_view *v = ARENA_NEW(pg->arena, struct import_columns_view);
	enum status s = q_imports_funders(pg->db, pg->arena, pg->thing.territory, &funders);
	if (s == OK)
		s = add_scenarios(pg, &p->import.mapping, v);
	if (s != OK)
		return s;
	str title = word_text(pg->lang, W_imports_columns_title);
	import_page_top(pg, p, STEP_COLUMNS, &v->layout, &v->top, ps->total ? TEXT(pg, W_imports_title_wrong, ARG("title", title)) : title);
	filing_page_problems(pg, ps, &v->problems);
	v->action = import_link(pg, "columns");
	v->drop = import_link(pg, "drop");
	v->header = p->import.mapping.header ? arena_fmt(pg->arena, "%lld", (long long)p->import.mapping.header) : S("");
	for (size_t i = 0; p->book && i < p->book->sheets.n; i++)
		add_option(pg, &v->sheets, arena_fmt(pg->arena, "%zu", i), str_is_set(p->book->sheets.at[i].name) ? p->book->sheets.at[i].name : p->import.name, (int64_t)i == p->import.mapping.sheet);
	add_stages(pg, p->import.mapping.stage, false, &v->stages);
	add_columns(pg, p, &funders, v);
	RESPOND_HTML(pg, import_columns_page, v);
	return OK;
}

enum status show_import_columns(struct page *pg)
{
	struct import_page p;
	enum status s = import_page_read(pg, &p);
	return s == OK ? import_columns_show(pg, &p, &p.problems) : s;
}
