/* One walk through what was selected, three writers of cells. Groups are not repeated as rows: a spreadsheet groups by itself, and their column is there to do it. */
#include "documents/desk_table.h"

#include "base/csv.h"
#include "base/json.h"
#include "base/limits.h"
#include "documents/workbook.h"

enum { HEAD_ROW = 0, WIDTH_TEXT = 24, WIDTH_TITLE = 44, WIDTH_NUMBER = 15 };

static bool is_empty(const struct desk_column *column, const struct desk_cell *cell)
{
	bool text = column->kind == DESK_TEXT || column->kind == DESK_CHOICE || column->kind == DESK_CHOICES;
	return text ? !str_is_set(cell->text) : cell->number == DESK_ABSENT;
}

static const struct desk_row *row_at(const struct desk_table *t, size_t i)
{
	return &t->list->rows.at[t->selected->order[i]];
}

/* 7,35 in French, as csv_money writes its own. */
static str decimal(struct arena *a, int64_t thousandths)
{
	return arena_fmt(a, "%lld,%03lld", (long long)(thousandths / 1000), (long long)(thousandths % 1000));
}

static void csv_cell(struct arena *a, const struct desk_table *t, struct csv *c, const struct desk_row *row, size_t column)
{
	const struct desk_column *col = &t->list->columns.at[column];
	const struct desk_cell *cell = &row->cells[column];
	if (is_empty(col, cell))
		csv_empty(c);
	else if (col->kind == DESK_MONEY)
		csv_money(c, (money){cell->number});
	else if (col->kind == DESK_NUMBER && column != DESK_opinions)
		csv_int(c, cell->number);
	else if (col->kind == DESK_SCORE)
		csv_text(c, decimal(a, cell->number));
	else if (col->kind == DESK_SHARE)
		csv_text(c, decimal(a, cell->number * 100));
	else
		csv_text(c, desk_cell_text(a, t->list, row, column));
}

void desk_table_csv(struct arena *a, const struct desk_table *t, struct out *o)
{
	struct csv c = csv_new(o);
	const struct desk_query *q = t->q;
	for (size_t i = 0; i < q->columns.n; i++)
		csv_text(&c, t->list->columns.at[q->columns.at[i]].label);
	csv_end_row(&c);
	for (size_t r = 0; r < t->selected->n; r++) {
		for (size_t i = 0; i < q->columns.n; i++)
			csv_cell(a, t, &c, row_at(t, r), q->columns.at[i]);
		csv_end_row(&c);
	}
	for (size_t i = 0; i < q->columns.n; i++) {
		size_t column = q->columns.at[i];
		if (t->list->columns.at[column].kind == DESK_MONEY)
			csv_money(&c, (money){t->selected->totals.sums[column]});
		else if (!i)
			csv_text(&c, word_text(t->list->lang, W_deskwork_total));
		else
			csv_empty(&c);
	}
	csv_end_row(&c);
}

static void json_codes(struct json *j, str name, str codes)
{
	str head, tail;
	json_array_in(j, name);
	while (str_is_set(codes)) {
		(void)str_cut(codes, ' ', &head, &tail);
		json_text(j, STR_NONE, head);
		codes = tail;
	}
	json_end(j);
}

static void json_cell(struct arena *a, struct json *j, const struct desk_table *t, const struct desk_row *row, size_t column)
{
	const struct desk_column *col = &t->list->columns.at[column];
	const struct desk_cell *cell = &row->cells[column];
	char text[32];
	str name = col->kind == DESK_MONEY ? arena_fmt(a, "%.*s_cents", STR_ARGS(col->code)) : col->code;
	if (col->kind == DESK_CHOICES)
		json_codes(j, name, cell->text);
	else if (is_empty(col, cell))
		json_null(j, name);
	else if (col->kind == DESK_TEXT || col->kind == DESK_CHOICE)
		json_text(j, name, cell->text);
	else if (col->kind == DESK_DAY)
		json_text(j, name, arena_str(a, str_of(day_iso((day){cell->number}, text))));
	else if (col->kind == DESK_SCORE || col->kind == DESK_SHARE)
		json_milli(j, name, col->kind == DESK_SCORE ? cell->number : cell->number * 100);
	else
		json_int(j, name, cell->number);
}

void desk_table_json(struct arena *a, const struct desk_table *t, struct out *o)
{
	struct json j = json_new(o);
	json_array(&j);
	for (size_t r = 0; r < t->selected->n; r++) {
		json_object(&j);
		for (size_t i = 0; i < t->q->columns.n; i++)
			json_cell(a, &j, t, row_at(t, r), t->q->columns.at[i]);
		json_end(&j);
	}
	json_end(&j);
	out_char(o, '\n');
}

/* ---- the workbook ---- */

static void book_cell(struct workbook *w, const struct desk_table *t, struct cell c, const struct desk_row *row, size_t column)
{
	const struct desk_column *col = &t->list->columns.at[column];
	const struct desk_cell *cell = &row->cells[column];
	if (is_empty(col, cell))
		cells_blank(w, c, c.column, LOOK_ROW);
	else if (col->kind == DESK_MONEY)
		cell_money(w, c, LOOK_ROW_MONEY, (money){cell->number});
	else if (col->kind == DESK_DAY)
		cell_day(w, c, LOOK_PLAIN_DATE, (day){cell->number});
	else if (col->kind == DESK_NUMBER && column != DESK_opinions)
		cell_number(w, c, LOOK_ROW_INTEGER, (double)cell->number);
	else if (col->kind == DESK_SCORE)
		cell_number(w, c, LOOK_ROW, (double)cell->number / 1000.0);
	else if (col->kind == DESK_SHARE)
		cell_number(w, c, LOOK_ROW_SHARE, (double)cell->number / 1000.0);
	else
		cell_text(w, c, LOOK_ROW, desk_cell_text(w->arena, t->list, row, column));
}

static void book_total(struct workbook *w, const struct desk_table *t, struct cell c, size_t column)
{
	lxw_row_t last = (lxw_row_t)t->selected->n + HEAD_ROW;
	if (t->list->columns.at[column].kind != DESK_MONEY) {
		cell_text(w, c, LOOK_TOTAL, c.column ? S("") : word_text(t->list->lang, W_deskwork_total));
		return;
	}
	/* SUBTOTAL: filtering in the spreadsheet moves the total too */
	str formula = arena_fmt(w->arena, "=SUBTOTAL(109,%.*s)", STR_ARGS(range_name(w, HEAD_ROW + 1, c.column, last > HEAD_ROW ? last : HEAD_ROW + 1, c.column)));
	cell_money_formula(w, c, LOOK_TOTAL_MONEY, formula, (money){t->selected->totals.sums[column]});
}

static double width_of(const struct desk_table *t, size_t column)
{
	enum desk_kind kind = t->list->columns.at[column].kind;
	if (column == DESK_title)
		return WIDTH_TITLE;
	return kind == DESK_TEXT || kind == DESK_CHOICE || kind == DESK_CHOICES ? WIDTH_TEXT : WIDTH_NUMBER;
}

enum status desk_table_xlsx(struct arena *a, const struct desk_table *t, struct out *o)
{
	if (t->selected->n > LIMIT_DESK_APPLICATIONS)
		return TOO_BIG;
	struct workbook w = workbook_start(a, t->list->lang, &(struct workbook_about){.title = t->title, .subject = t->title, .made = t->list->today});
	lxw_worksheet *sheet = workbook_sheet(&w, t->title);
	const struct desk_query *q = t->q;
	for (size_t i = 0; sheet && i < q->columns.n; i++) {
		lxw_col_t at = (lxw_col_t)i;
		column_width(&w, sheet, at, width_of(t, q->columns.at[i]));
		cell_text(&w, (struct cell){sheet, HEAD_ROW, at}, LOOK_HEAD_LEFT, t->list->columns.at[q->columns.at[i]].label);
		for (size_t r = 0; r < t->selected->n; r++)
			book_cell(&w, t, (struct cell){sheet, (lxw_row_t)r + HEAD_ROW + 1, at}, row_at(t, r), q->columns.at[i]);
		book_total(&w, t, (struct cell){sheet, (lxw_row_t)t->selected->n + HEAD_ROW + 1, at}, q->columns.at[i]);
	}
	if (sheet && q->columns.n) {
		worksheet_freeze_panes(sheet, HEAD_ROW + 1, 1);
		(void)worksheet_autofilter(sheet, HEAD_ROW, 0, (lxw_row_t)t->selected->n + HEAD_ROW, (lxw_col_t)(q->columns.n - 1));
	}
	return workbook_finish(&w, o);
}
