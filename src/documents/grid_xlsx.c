/* The workbook of the grid for Excel, over documents/workbook.h: hidden keys, locked cells, formulas with their values. See grid_sheet.h. */
#include "documents/grid_sheet.h"
#include "documents/workbook.h"
#include "domain/import.h"

enum { FREEZE_COLUMNS = 3, HEAD_LINE = 2 };
#define CENTS 100.0

struct grid_book {
	struct workbook w;
	struct grid_sheet s;
	lxw_worksheet *sheet;
	lxw_format *text, *money, *locked_text, *locked_money, *plain;
};

static lxw_format *format(struct grid_book *b, bool locked, bool amounts)
{
	lxw_format *f = workbook_add_format(b->w.book);
	if (!f)
		return NULL;
	format_set_border(f, LXW_BORDER_HAIR);
	format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
	if (amounts)
		format_set_num_format(f, "#,##0.00");
	else
		format_set_text_wrap(f);
	if (locked)
		format_set_bg_color(f, 0xF0F0F4);
	else
		format_set_unlocked(f);
	return f;
}

static str cell_of_line(struct arena *a, size_t line, size_t column)
{
	struct workbook w = {.arena = a};
	return cell_name(&w, (lxw_row_t)line, (lxw_col_t)column);
}

static void put_text(struct grid_book *b, size_t line, size_t column, str text, lxw_format *f)
{
	if (worksheet_write_string(b->sheet, (lxw_row_t)line, (lxw_col_t)column, arena_cstr(b->w.arena, text), f) != LXW_NO_ERROR)
		b->w.too_big = true;
}

static void put_value(struct grid_book *b, size_t line, size_t row, size_t column)
{
	const struct grid_sheet_column *c = &b->s.columns.at[column];
	const struct grid_sheet_value v = grid_sheet_value(&b->s, b->w.arena, row, column);
	bool open = c->editable || (c->added && row == SIZE_MAX), amounts = c->kind != SHEET_TEXT;
	lxw_format *f = c->hidden ? b->plain : open ? (amounts ? b->money : b->text) : amounts ? b->locked_money : b->locked_text;
	if (c->kind == SHEET_GAP) {
		str formula = grid_sheet_gap(&b->s, b->w.arena, row, line, cell_of_line, ",");
		(void)worksheet_write_formula_num(b->sheet, (lxw_row_t)line, (lxw_col_t)column, arena_cstr(b->w.arena, formula), f, v.amount.set ? (double)v.amount.value.cents / CENTS : 0.0);
	} else if (v.amount.set)
		(void)worksheet_write_number(b->sheet, (lxw_row_t)line, (lxw_col_t)column, (double)v.amount.value.cents / CENTS, f);
	else if (v.text.n)
		put_text(b, line, column, v.text, f);
	else if (!c->hidden)
		(void)worksheet_write_blank(b->sheet, (lxw_row_t)line, (lxw_col_t)column, f);
}

static void put_totals(struct grid_book *b)
{
	for (size_t c = 0; c < b->s.columns.n; c++) {
		const struct grid_sheet_column *column = &b->s.columns.at[c];
		const struct cell at = {b->sheet, (lxw_row_t)b->s.last, (lxw_col_t)c};
		if (column->hidden)
			continue;
		if (column->kind == SHEET_TEXT) {
			cell_text(&b->w, at, LOOK_TOTAL, str_eq(column->key, S("title")) ? word_text(b->s.lang, W_imports_sheet_total) : S(""));
			continue;
		}
		str range = range_name(&b->w, HEAD_LINE + 1, (lxw_col_t)c, (lxw_row_t)b->s.last - 1, (lxw_col_t)c);
		cell_money_formula(&b->w, at, LOOK_TOTAL_MONEY, arena_fmt(b->w.arena, "=SUM(%.*s)", STR_ARGS(range)), grid_sheet_total(&b->s, b->w.arena, c));
	}
	put_text(b, b->s.last, 0, S("total"), b->plain);
}

static void put_head(struct grid_book *b)
{
	lxw_row_col_options hidden = {.hidden = 1};
	put_text(b, 0, 0, grid_sheet_mark(b->w.arena, b->s.grid), b->plain);
	for (size_t i = 0, c = 1; i < b->s.grid->rows.n; i += SHEET_IDS, c++)
		put_text(b, 0, c, grid_sheet_ids(b->w.arena, b->s.grid, i), b->plain);
	for (size_t c = 0; c < b->s.columns.n; c++) {
		const struct grid_sheet_column *column = &b->s.columns.at[c];
		put_text(b, 1, c, column->key, b->plain);
		if (column->hidden)
			(void)worksheet_set_column_opt(b->sheet, (lxw_col_t)c, (lxw_col_t)c, LXW_DEF_COL_WIDTH, NULL, &hidden);
		else {
			column_width(&b->w, b->sheet, (lxw_col_t)c, column->width);
			cell_text(&b->w, (struct cell){b->sheet, HEAD_LINE, (lxw_col_t)c}, LOOK_HEAD_LEFT, column->heading);
		}
	}
	(void)worksheet_set_row_opt(b->sheet, 0, LXW_DEF_ROW_HEIGHT, NULL, &hidden);
	(void)worksheet_set_row_opt(b->sheet, 1, LXW_DEF_ROW_HEIGHT, NULL, &hidden);
	row_height(&b->w, b->sheet, HEAD_LINE, 48);
}

static char *choice(struct grid_book *b, enum word word)
{
	str text = word_text(b->s.lang, word);
	char *copy = arena_alloc(b->w.arena, text.n + 1);
	for (size_t i = 0; i < text.n; i++)
		copy[i] = text.p[i];
	return copy;
}

/* Decisions are chosen among those that can be read back. */
static void limit_decisions(struct grid_book *b)
{
	char *choices[] = {choice(b, W_imports_decision_programmed), choice(b, W_imports_decision_reserve), choice(b, W_imports_decision_refused), NULL};
	lxw_data_validation list = {.validate = LXW_VALIDATION_TYPE_LIST, .value_list = choices};
	for (size_t c = 0; c < b->s.columns.n; c++)
		if (str_eq(b->s.columns.at[c].key, S("decision")) && b->s.last > HEAD_LINE + 1)
			(void)worksheet_data_validation_range(b->sheet, HEAD_LINE + 1, (lxw_col_t)c, (lxw_row_t)b->s.last - 1, (lxw_col_t)c, &list);
}

/* The last column that is seen: bases stand behind all others. */
static size_t shown_columns(const struct grid_sheet *s)
{
	size_t last = 0;
	for (size_t c = 0; c < s->columns.n; c++)
		if (!s->columns.at[c].hidden)
			last = c;
	return last;
}

enum status grid_xlsx(struct arena *a, enum lang lang, const struct grid *g, struct out *o)
{
	struct grid_book b = {.w = workbook_start(a, lang, &(struct workbook_about){.title = g->title, .subject = g->scenario_name, .made = {0}})};
	grid_sheet_lay_out(a, lang, g, &b.s);
	b.sheet = workbook_sheet(&b.w, word_text(lang, W_imports_sheet_name));
	if (!b.sheet || !b.w.book)
		return workbook_finish(&b.w, o);
	b.text = format(&b, false, false);
	b.money = format(&b, false, true);
	b.locked_text = format(&b, true, false);
	b.locked_money = format(&b, true, true);
	put_head(&b);
	for (size_t i = 0; i < g->rows.n + b.s.spare; i++)
		for (size_t c = 0; c < b.s.columns.n; c++)
			put_value(&b, IMPORT_KEYED_HEAD + i, i < g->rows.n ? i : SIZE_MAX, c);
	put_totals(&b);
	limit_decisions(&b);
	lxw_protection protection = {.format_cells = 1, .format_columns = 1, .format_rows = 1, .sort = 1, .autofilter = 1};
	worksheet_protect(b.sheet, NULL, &protection);
	worksheet_freeze_panes(b.sheet, HEAD_LINE + 1, FREEZE_COLUMNS);
	sheet_print_setup(&b.w, b.sheet, &(struct print_setup){.paper = 8, .landscape = true, .repeat_first = HEAD_LINE, .repeat_last = HEAD_LINE, .last_row = (lxw_row_t)b.s.last,
		.last_column = (lxw_col_t)shown_columns(&b.s), .footer_left = g->title, .footer_centre = S(""), .footer_right = S("")});
	return workbook_finish(&b.w, o);
}
