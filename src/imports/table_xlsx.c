/* Excel workbooks: shared and inline strings, dates by style, booleans, errors, last computed values of formulas, every visible sheet.
   A part is streamed: memory goes to the cells that are kept. Formulas are never evaluated, links never followed. */
#include "imports/zip_part.h"

#include "base/calendar.h"
#include "base/limits.h"

#include <string.h>

enum cell_style { STYLE_PLAIN, STYLE_DATE, STYLE_PERCENT };

struct sheet_entry {
	str name, relation, target;
	bool hidden;
};

struct workbook {
	struct table_maker *m;
	struct archive zip;
	LIST_OF(str) strings;
	LIST_OF(enum cell_style) styles;
	LIST_OF(struct sheet_entry) sheets;
	bool from_1904;
};

static void read_shared_strings(struct workbook *w)
{
	struct part p;
	struct table_text g = {0};
	bool in_text = false, phonetic = false;
	if (!part_open(&p, &w->zip, "xl/sharedStrings.xml"))
		return;
	while (part_next(&p)) {
		if (part_at(&p, "si")) {
			g.n = 0;
			if (part_is_empty(&p))
				*LIST_ADD(w->m->arena, &w->strings) = S("");
		} else if (part_at_end(&p, "si")) {
			*LIST_ADD(w->m->arena, &w->strings) = table_gathered(w->m, &g);
		} else if (part_at(&p, "rPh")) {
			phonetic = !part_is_empty(&p);
		} else if (part_at_end(&p, "rPh")) {
			phonetic = false;
		} else if (part_at(&p, "t")) {
			in_text = !part_is_empty(&p);
		} else if (part_at_end(&p, "t")) {
			in_text = false;
		} else if (in_text && !phonetic && part_text(&p).p) {
			table_gather(w->m, &g, part_text(&p));
		}
		if (w->strings.n > LIMIT_TABLE_CELLS)
			(void)table_refuse(w->m, TOO_BIG, W_reconcile_too_many_cells);
	}
	part_close(&p);
}

/* A number format of the file's own that shows a date or a percentage. Text in quotes and [colours] say nothing. */
static enum cell_style style_of_code(str code)
{
	bool quoted = false, bracket = false;
	for (size_t i = 0; i < code.n; i++) {
		char c = code.p[i];
		if (c == '"')
			quoted = !quoted;
		else if (c == '[' || c == ']')
			bracket = c == '[';
		else if (c == '\\')
			i++;
		else if (!quoted && !bracket && c == '%')
			return STYLE_PERCENT;
		else if (!quoted && !bracket && (c == 'y' || c == 'd' || c == 'm' || c == 'h' || c == 'Y' || c == 'D'))
			return STYLE_DATE;
	}
	return STYLE_PLAIN;
}

static enum cell_style style_of_number(int64_t id)
{
	if (id == 9 || id == 10)
		return STYLE_PERCENT;
	if ((id >= 14 && id <= 22) || (id >= 45 && id <= 47))
		return STYLE_DATE;
	return STYLE_PLAIN;
}

struct own_format {
	int64_t id;
	enum cell_style style;
};

static void read_styles(struct workbook *w)
{
	struct part p;
	LIST_OF(struct own_format) formats = {0};
	bool in_cells = false;
	if (!part_open(&p, &w->zip, "xl/styles.xml"))
		return;
	while (part_next(&p)) {
		if (part_at(&p, "cellXfs"))
			in_cells = !part_is_empty(&p);
		else if (part_at_end(&p, "cellXfs"))
			in_cells = false;
		bool own = part_at(&p, "numFmt"), cell = in_cells && part_at(&p, "xf");
		if (!own && !cell)
			continue;
		int64_t id = 0;
		str number = part_attribute(&p, "numFmtId");
		if (!str_is_set(number) || !str_to_int64(number, &id))
			id = 0;
		if (own && formats.n < LIMIT_TABLE_COLUMNS) {
			str code = part_attribute(&p, "formatCode");
			*LIST_ADD(w->m->arena, &formats) = (struct own_format){id, style_of_code(code)};
		} else if (cell && w->styles.n < LIMIT_TABLE_ROWS) {
			enum cell_style style = style_of_number(id);
			for (size_t i = 0; i < formats.n; i++)
				if (formats.at[i].id == id)
					style = formats.at[i].style;
			*LIST_ADD(w->m->arena, &w->styles) = style;
		}
	}
	part_close(&p);
}

static void read_workbook(struct workbook *w)
{
	struct part p;
	if (!part_open(&p, &w->zip, "xl/workbook.xml"))
		return;
	while (part_next(&p)) {
		if (part_at(&p, "workbookPr")) {
			str date = part_attribute(&p, "date1904");
			w->from_1904 = str_eq(date, S("1")) || str_eq(date, S("true"));
		} else if (part_at(&p, "sheet")) {
			if (w->sheets.n >= LIMIT_TABLE_SHEETS) {
				(void)table_refuse(w->m, TOO_BIG, W_reconcile_too_many_sheets);
				break;
			}
			struct sheet_entry *e = LIST_ADD(w->m->arena, &w->sheets);
			e->name = part_attribute(&p, "name");
			e->relation = part_attribute(&p, "id");
			str state = part_attribute(&p, "state");
			e->hidden = str_is_set(state) && !str_eq(state, S("visible"));
		}
	}
	part_close(&p);
}

static void read_relations(struct workbook *w)
{
	struct part p;
	if (!part_open(&p, &w->zip, "xl/_rels/workbook.xml.rels"))
		return;
	while (part_next(&p)) {
		if (!part_at(&p, "Relationship"))
			continue;
		str id = part_attribute(&p, "Id"), target = part_attribute(&p, "Target");
		for (size_t i = 0; i < w->sheets.n; i++)
			if (str_eq(w->sheets.at[i].relation, id))
				w->sheets.at[i].target = target;
	}
	part_close(&p);
}

/* "AB12" to column 27 and row 12. */
static bool cell_reference(str ref, uint32_t *column, uint32_t *row)
{
	size_t i = 0;
	uint32_t c = 0, r = 0;
	for (; i < ref.n && i < 4 && ref.p[i] >= 'A' && ref.p[i] <= 'Z'; i++)
		c = c * 26 + (uint32_t)(ref.p[i] - 'A' + 1);
	if (!i || i == ref.n)
		return false;
	for (size_t k = 0; i < ref.n; i++, k++) {
		if (ref.p[i] < '0' || ref.p[i] > '9' || k >= 8)
			return false;
		r = r * 10 + (uint32_t)(ref.p[i] - '0');
	}
	*column = c - 1;
	*row = r;
	return r > 0;
}

struct open_cell {
	uint32_t column, row;
	str type;
	int64_t style;
	bool formula, in_value;
	struct table_text text;
};

static enum cell_style style_at(const struct workbook *w, int64_t index)
{
	return index >= 0 && (uint64_t)index < w->styles.n ? w->styles.at[index] : STYLE_PLAIN;
}

/* Days since 1899-12-30 (or 1904-01-01) to an ISO day; times of the day are left out. */
static bool serial_day(const struct workbook *w, int64_t micro, struct table_maker *m, str *text)
{
	int64_t serial = micro / 1000000;
	if (serial < 1 || serial > 100000)
		return false;
	char iso[32];
	struct civil origin = w->from_1904 ? (struct civil){1904, 1, 1} : (struct civil){1900, 1, 1};
	int64_t number = day_of(origin).number + serial - (w->from_1904 ? 0 : serial > 59 ? 2 : 1);
	*text = arena_str(m->arena, str_of(day_iso((day){number}, iso)));
	return true;
}

static void set_number(const struct workbook *w, struct table_cell *c, str text, enum cell_style style)
{
	*c = (struct table_cell){.kind = CELL_TEXT, .text = text};
	if (!stored_number(text, &c->micro))
		return;
	c->kind = CELL_NUMBER;
	c->percent_format = style == STYLE_PERCENT;
	if (style == STYLE_DATE && serial_day(w, c->micro, w->m, &c->text))
		c->kind = CELL_DATE;
}

static void set_shared(const struct workbook *w, struct table_cell *c, str text)
{
	int64_t index;
	bool known = str_to_int64(text, &index) && index >= 0 && (uint64_t)index < w->strings.n;
	*c = (struct table_cell){.kind = CELL_TEXT, .text = known ? w->strings.at[index] : S("")};
}

static void close_cell(struct workbook *w, struct open_cell *open)
{
	struct table_cell *c = table_cell_at(w->m, open->column);
	if (!c)
		return;
	str text = open->text.n ? table_gathered(w->m, &open->text) : S("");
	if (!text.n)
		*c = (struct table_cell){.kind = CELL_EMPTY, .text = S("")};
	else if (str_eq(open->type, S("s")))
		set_shared(w, c, text);
	else if (str_eq(open->type, S("b")))
		*c = (struct table_cell){.kind = CELL_BOOLEAN, .text = text};
	else if (str_eq(open->type, S("e")))
		*c = (struct table_cell){.kind = CELL_ERROR, .text = text};
	else if (str_eq(open->type, S("d")))
		*c = (struct table_cell){.kind = CELL_DATE, .text = text};
	else if (str_eq(open->type, S("str")) || str_eq(open->type, S("inlineStr")))
		*c = (struct table_cell){.kind = CELL_TEXT, .text = text};
	else
		set_number(w, c, text, style_at(w, open->style));
	if (c->kind == CELL_TEXT && !c->text.n)
		c->kind = CELL_EMPTY;
	c->formula = open->formula;
}

static void begin_cell(struct workbook *w, struct part *p, struct open_cell *open, uint32_t row)
{
	uint32_t next = open->column + 1;
	struct table_text kept = open->text;
	kept.n = 0;
	*open = (struct open_cell){.column = next, .row = row, .text = kept};
	str ref = part_attribute(p, "r"), style = part_attribute(p, "s");
	if (str_is_set(ref) && !cell_reference(ref, &open->column, &open->row))
		(void)table_refuse(w->m, INVALID, W_reconcile_bad_xml);
	open->type = part_attribute(p, "t");
	if (!str_is_set(style) || !str_to_int64(style, &open->style))
		open->style = 0;
	if (part_is_empty(p))
		close_cell(w, open);
}

static void begin_row(struct workbook *w, struct part *p, uint32_t *row)
{
	str number = part_attribute(p, "r");
	int64_t value = (int64_t)*row + 1;
	if (str_is_set(number) && (!str_to_int64(number, &value) || value <= (int64_t)*row)) {
		(void)table_refuse(w->m, INVALID, W_reconcile_bad_xml);
		return;
	}
	*row = value > LIMIT_TABLE_ROWS ? LIMIT_TABLE_ROWS + 1 : (uint32_t)value;
}

static void sheet_node(struct workbook *w, struct part *p, struct open_cell *cell, uint32_t *row)
{
	if (part_at(p, "row")) {
		begin_row(w, p, row);
		cell->column = UINT32_MAX;
	} else if (part_at_end(p, "row")) {
		table_row_end(w->m, *row);
	} else if (part_at(p, "c")) {
		begin_cell(w, p, cell, *row);
	} else if (part_at_end(p, "c")) {
		close_cell(w, cell);
	} else if (part_at(p, "f")) {
		cell->formula = true;
	} else if (part_at(p, "v") || part_at(p, "t")) {
		cell->in_value = !part_is_empty(p);
	} else if (part_at_end(p, "v") || part_at_end(p, "t")) {
		cell->in_value = false;
	} else if (cell->in_value && part_text(p).p) {
		table_gather(w->m, &cell->text, part_text(p));
	}
}

/* ---- merged cells: written behind the cells ---- */

static struct table_row *row_from(struct table_sheet *sheet, uint32_t number)
{
	size_t low = 0, high = sheet->rows.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (sheet->rows.at[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low < sheet->rows.n ? &sheet->rows.at[low] : NULL;
}

static bool has_own(const struct table_row *row)
{
	for (uint32_t c = 0; c < row->n; c++)
		if (row->cells[c].kind != CELL_EMPTY && !row->cells[c].carried)
			return true;
	return false;
}

static struct table_cell *cell_in(struct workbook *w, struct table_row *row, uint32_t column)
{
	if (column >= row->n) {
		struct table_cell *cells = ARENA_ARRAY(w->m->arena, column + 1, struct table_cell);
		for (uint32_t c = 0; c <= column; c++)
			cells[c] = c < row->n ? row->cells[c] : (struct table_cell){.kind = CELL_EMPTY, .text = S("")};
		w->m->cells += column + 1 - row->n;
		row->cells = cells;
		row->n = column + 1;
	}
	return &row->cells[column];
}

/* "B4:B9": a text holds for all of its lines. Each line that is looked at counts as a cell, so that a file of a thousand merges over everything ends. */
static void carry_merge(struct workbook *w, str range)
{
	str from, to;
	uint32_t column = 0, row = 0, last_column = 0, last_row = 0;
	struct table_sheet *sheet = w->m->sheet;
	if (!str_is_set(range) || !str_cut(range, ':', &from, &to) || !cell_reference(from, &column, &row) || !cell_reference(to, &last_column, &last_row) || last_row <= row)
		return;
	struct table_row *first = row_from(sheet, row);
	if (!first || first->number != row || column >= first->n || first->cells[column].kind == CELL_EMPTY)
		return;
	first->cells[column].tall = true;
	if (!table_is_carried(&first->cells[column]))
		return;
	struct table_cell above = first->cells[column];
	above.tall = false;
	above.carried = true;
	for (struct table_row *r = first + 1; r < sheet->rows.at + sheet->rows.n && r->number <= last_row; r++) {
		if (++w->m->cells > LIMIT_TABLE_CELLS) {
			(void)table_refuse(w->m, TOO_BIG, W_reconcile_too_many_cells);
			return;
		}
		if (!has_own(r))
			continue;
		struct table_cell *cell = cell_in(w, r, column);
		if (cell->kind == CELL_EMPTY)
			*cell = above;
	}
}

static void read_sheet(struct workbook *w, const struct sheet_entry *entry)
{
	str target = str_is_set(entry->target) ? entry->target : S("");
	const char *name = str_starts(target, S("/")) ? arena_cstr(w->m->arena, str_skip(target, 1)) : arena_fmt(w->m->arena, "xl/%.*s", STR_ARGS(target)).p;
	struct part p;
	if (!part_open(&p, &w->zip, name))
		return;
	table_sheet_begin(w->m, entry->name.p ? entry->name : S(""));
	struct open_cell cell = {.column = UINT32_MAX};
	uint32_t row = 0;
	bool data = false;
	while (part_next(&p)) {
		if (part_at(&p, "sheetData"))
			data = !part_is_empty(&p);
		else if (part_at_end(&p, "sheetData"))
			data = false;
		else if (data)
			sheet_node(w, &p, &cell, &row);
		else if (part_at(&p, "mergeCell"))
			carry_merge(w, part_attribute(&p, "ref"));
	}
	part_close(&p);
}

enum status table_parse_xlsx(struct table_maker *m, const struct archive *z)
{
	m->book->format = S("xlsx");
	m->book->encoding = S("utf-8");
	struct workbook w = {.m = m, .zip = *z};
	read_workbook(&w);
	read_relations(&w);
	read_shared_strings(&w);
	read_styles(&w);
	for (size_t i = 0; i < w.sheets.n && m->status == OK; i++)
		if (!w.sheets.at[i].hidden)
			read_sheet(&w, &w.sheets.at[i]);
	if (m->status == OK && !m->book->sheets.n)
		return table_refuse(m, INVALID, W_reconcile_no_sheet);
	return m->status;
}
