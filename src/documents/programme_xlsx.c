/* The programme workbook: its three sheets in order, its properties, its print set-up, and the sheet of findings. */
#include "documents/programme_xlsx.h"

#include "base/calendar.h"
#include "base/limits.h"
#include "documents/programme_xlsx_parts.h"

enum { SUBTOTALS_LISTED = 100, WORDS_BYTES = 16 * 1024, FINDINGS_HEAD_ROW = 2, SEVERITY_WIDTH = 14, PLACE_WIDTH = 44, MESSAGE_WIDTH = 84, TEXT_POINTS = 10 };

str book_words(struct programme_book *b, enum word word, const struct word_arg *args, size_t count)
{
	struct out o = out_new(WORDS_BYTES);
	words_write(&o, b->w.lang, word, args, count);
	return out_keep(&o, b->w.arena);
}

str rows_sum_formula(struct workbook *w, lxw_row_t first, lxw_row_t last, const lxw_row_t *rows, size_t count, lxw_col_t column)
{
	if (!count)
		return S("=0");
	if (count > SUBTOTALS_LISTED) {
		str range = range_name(w, first, column, last - 1, column);
		return arena_fmt(w->arena, "=SUM(%.*s)/2", STR_ARGS(range));
	}
	str list = cell_name(w, rows[0], column);
	for (size_t i = 1; i < count; i++) {
		str cell = cell_name(w, rows[i], column);
		list = arena_fmt(w->arena, "%.*s,%.*s", STR_ARGS(list), STR_ARGS(cell));
	}
	return arena_fmt(w->arena, "=SUM(%.*s)", STR_ARGS(list));
}

void book_print_setup(struct programme_book *b, lxw_worksheet *sheet, struct print_setup setup)
{
	setup.footer_left = b->p->call_title;
	/* What was voted by the product is known by its fingerprint. */
	setup.footer_centre = str_is_set(b->p->sha256) ? arena_fmt(b->w.arena, "SHA-256 %.*s", STR_ARGS(b->p->sha256)) : b->p->territory_name;
	setup.footer_right = BOOK_WORDS(b, W_documents_page);
	sheet_print_setup(&b->w, sheet, &setup);
}

static enum look severity_look(enum severity s)
{
	static const enum look looks[] = {[SEVERITY_INFORMATION] = LOOK_INFORMATION, [SEVERITY_WARNING] = LOOK_WARNING, [SEVERITY_ERROR] = LOOK_ERROR};
	return looks[s];
}

static void findings_head(struct programme_book *b)
{
	struct workbook *w = &b->w;
	static const enum word heads[] = {W_documents_severity, W_documents_place, W_documents_finding};
	static const double widths[] = {SEVERITY_WIDTH, PLACE_WIDTH, MESSAGE_WIDTH};
	cell_text(w, (struct cell){b->findings, 0, 0}, LOOK_TITLE, BOOK_WORDS(b, W_documents_sheet_findings));
	row_height(w, b->findings, 0, 26);
	for (lxw_col_t i = 0; i < 3; i++) {
		column_width(w, b->findings, i, widths[i]);
		cell_text(w, (struct cell){b->findings, FINDINGS_HEAD_ROW, i}, LOOK_HEAD_LEFT, word_text(w->lang, heads[i]));
	}
	row_height(w, b->findings, FINDINGS_HEAD_ROW, 20);
}

static void findings_sheet_write(struct programme_book *b)
{
	struct workbook *w = &b->w;
	const struct findings *fs = &b->p->findings;
	lxw_row_t row = FINDINGS_HEAD_ROW + 1;
	findings_head(b);
	for (size_t i = 0; i < fs->list.n; i++, row++) {
		const struct finding *f = &fs->list.at[i];
		str message = finding_text(w->arena, w->lang, f);
		double place = text_height(f->place, PLACE_WIDTH, TEXT_POINTS), text = text_height(message, MESSAGE_WIDTH, TEXT_POINTS);
		row_height(w, b->findings, row, place > text ? place : text);
		cell_text(w, (struct cell){b->findings, row, 0}, severity_look(f->severity), word_text(w->lang, severity_word(f->severity)));
		cell_text(w, (struct cell){b->findings, row, 1}, LOOK_ROW, f->place);
		cell_text(w, (struct cell){b->findings, row, 2}, LOOK_ROW, message);
	}
	if (!fs->list.n)
		cells_merged(w, (struct cell){b->findings, row, 0}, row, 2, LOOK_ROW, BOOK_WORDS(b, W_documents_no_finding));
	if (!w->book)
		return;
	worksheet_freeze_panes(b->findings, FINDINGS_HEAD_ROW + 1, 0);
	book_print_setup(b, b->findings, (struct print_setup){.paper = 9, .landscape = true, .repeat_first = FINDINGS_HEAD_ROW, .repeat_last = FINDINGS_HEAD_ROW, .last_row = row, .last_column = 2});
}

static bool fits(const struct programme *p)
{
	size_t rows = p->action_count + 2 * p->axes.n + p->groups.n + p->receipts.n;
	return p->funders.n <= LIMIT_WORKBOOK_FUNDERS && p->groups.n <= LIMIT_WORKBOOK_FUNDERS && rows <= LIMIT_WORKBOOK_ROWS && p->findings.list.n <= LIMIT_WORKBOOK_ROWS;
}

/* The day in the file's properties: the decision, or the first day of the budget year; never "now", or the bytes would change. */
static day day_made(const struct programme *p)
{
	if (p->decision_day.set && p->decision_day.value.number > 0)
		return p->decision_day.value;
	bool known = p->year > 1970 && p->year < 2200;
	return day_of((struct civil){known ? (int)p->year : 2000, 1, 1});
}

static size_t *by_group(struct arena *a, const struct programme *p)
{
	size_t *order = ARENA_ARRAY(a, p->funders.n + 1, size_t), n = 0;
	for (size_t g = 0; g < p->groups.n; g++)
		for (size_t f = 0; f < p->funders.n; f++)
			if (p->funders.at[f].group == g)
				order[n++] = f;
	always(n == p->funders.n);
	return order;
}

enum status programme_xlsx(struct arena *a, enum lang lang, const struct programme *p, struct out *o)
{
	if (!fits(p))
		return TOO_BIG;
	struct workbook_about about = {.title = p->title, .subject = p->call_title, .made = day_made(p)};
	struct programme_book b = {.w = workbook_start(a, lang, &about), .p = p, .order = by_group(a, p)};
	b.gap_column = (lxw_col_t)(COLUMN_FIRST_FUNDER + p->funders.n);
	b.percents_row = percents_row_of(p);
	b.table = workbook_sheet(&b.w, word_text(lang, W_documents_sheet_programme));
	b.funders = workbook_sheet(&b.w, word_text(lang, W_documents_sheet_funders));
	b.findings = workbook_sheet(&b.w, word_text(lang, W_documents_sheet_findings));
	table_sheet_write(&b);
	funders_sheet_write(&b);
	findings_sheet_write(&b);
	return workbook_finish(&b.w, o);
}
