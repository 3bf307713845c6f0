/* OpenDocument spreadsheets: cells carry their value in attributes, runs of equal cells and rows are written once with a count, notes are left out.
   Streamed like Excel's (table_xlsx.c): memory goes to the cells that are kept. Formulas are never evaluated. */
#include "imports/zip_part.h"

#include "base/limits.h"

struct above { /* a cell that is merged with cells below */
	struct table_cell cell;
	uint32_t left; /* lines, this one included */
};

struct ods {
	struct table_maker *m;
	struct table_text text;
	struct table_cell cell;
	uint32_t column, row, cell_times, row_times;
	unsigned paragraphs;
	bool in_cell, in_note, covered;
	uint32_t spanned;     /* lines of the cell that is open */
	struct above *above;  /* one a column */
	uint32_t above_count; /* columns of it in use */
};

static uint32_t times_of(struct part *p, const char *attribute)
{
	int64_t n;
	str s = part_attribute(p, attribute);
	if (!str_is_set(s) || !str_to_int64(s, &n) || n < 1)
		return 1;
	return n > 0x100000 ? 0x100000 : (uint32_t)n;
}

static void cell_begin(struct ods *o, struct part *p)
{
	o->cell_times = times_of(p, "number-columns-repeated");
	o->covered = part_at(p, "covered-table-cell");
	o->spanned = o->covered ? 1 : times_of(p, "number-rows-spanned");
	o->cell = (struct table_cell){.kind = CELL_TEXT};
	o->cell.formula = str_is_set(part_attribute(p, "formula"));
	str type = part_attribute(p, "value-type"), value = part_attribute(p, "value");
	bool number = str_eq(type, S("float")) || str_eq(type, S("currency")) || str_eq(type, S("percentage"));
	if (number && str_is_set(value) && stored_number(value, &o->cell.micro)) {
		o->cell.kind = CELL_NUMBER;
		o->cell.text = value;
		o->cell.percent_format = str_eq(type, S("percentage"));
	} else if (str_eq(type, S("date"))) {
		o->cell.kind = CELL_DATE;
		o->cell.text = str_first(part_attribute(p, "date-value"), 10);
	}
	o->text.n = 0;
	o->paragraphs = 0;
	o->in_cell = true;
}

/* What stands above goes on in cells that it covers. */
static void carry(struct ods *o)
{
	for (uint32_t c = o->column; c < o->above_count && c - o->column < o->cell_times; c++) {
		if (!o->above[c].left)
			continue;
		struct table_cell *to = table_cell_at(o->m, c);
		if (!to)
			return;
		*to = o->above[c].cell;
		to->tall = false;
		to->carried = true;
	}
}

static void keep(struct ods *o)
{
	struct table_cell *first = table_cell_at(o->m, o->column);
	if (!first)
		return;
	first->tall = true;
	if (!table_is_carried(first))
		return;
	for (; o->above_count <= o->column; o->above_count++)
		o->above[o->above_count] = (struct above){.left = 0};
	o->above[o->column] = (struct above){*first, o->spanned};
}

static void cell_end(struct ods *o)
{
	o->in_cell = false;
	if (o->cell.kind == CELL_TEXT) {
		o->cell.text = o->text.n ? table_gathered(o->m, &o->text) : S("");
		if (!o->cell.text.n)
			o->cell.kind = CELL_EMPTY;
		else if (o->cell.text.p[0] == '#' && o->cell.formula)
			o->cell.kind = CELL_ERROR;
	}
	if (o->covered && o->cell.kind == CELL_EMPTY)
		carry(o);
	for (uint32_t i = 0; o->cell.kind != CELL_EMPTY && i < o->cell_times; i++) {
		struct table_cell *c = table_cell_at(o->m, o->column + i);
		if (!c)
			return;
		*c = o->cell;
	}
	if (o->cell.kind != CELL_EMPTY && o->spanned > 1 && o->column < LIMIT_TABLE_COLUMNS)
		keep(o);
	o->column += o->cell_times;
}

static void row_end(struct ods *o)
{
	size_t cells = o->m->row.n;
	for (uint32_t i = 0; cells && i < o->row_times && o->m->status == OK; i++) {
		o->m->row.n = cells;
		table_row_end(o->m, o->row + i + 1);
	}
	for (uint32_t c = 0; c < o->above_count; c++)
		o->above[c].left -= o->above[c].left < o->row_times ? o->above[c].left : o->row_times;
	o->m->row.n = 0;
	o->row = o->row + o->row_times < o->row ? UINT32_MAX / 2 : o->row + o->row_times;
}

static void node(struct part *p, struct ods *o)
{
	bool cell = part_at(p, "table-cell") || part_at(p, "covered-table-cell");
	if (part_at(p, "annotation"))
		o->in_note = !part_is_empty(p);
	else if (part_at_end(p, "annotation"))
		o->in_note = false;
	else if (o->in_note)
		return;
	else if (part_at(p, "table-row")) {
		o->column = 0;
		o->row_times = times_of(p, "number-rows-repeated");
		if (part_is_empty(p))
			row_end(o);
	} else if (part_at_end(p, "table-row")) {
		row_end(o);
	} else if (cell) {
		bool empty = part_is_empty(p);
		cell_begin(o, p);
		if (empty)
			cell_end(o);
	} else if (part_at_end(p, "table-cell") || part_at_end(p, "covered-table-cell")) {
		cell_end(o);
	} else if (o->in_cell && part_at(p, "p") && o->paragraphs++) {
		table_gather(o->m, &o->text, S("\n"));
	} else if (o->in_cell && (part_at(p, "s") || part_at(p, "tab"))) {
		table_gather(o->m, &o->text, S(" "));
	} else if (o->in_cell && part_text(p).p) {
		table_gather(o->m, &o->text, part_text(p));
	}
}

enum status table_parse_ods(struct table_maker *m, const struct archive *z)
{
	m->book->format = S("ods");
	m->book->encoding = S("utf-8");
	struct archive zip = *z;
	struct ods o = {.m = m, .above = ARENA_ARRAY(m->arena, LIMIT_TABLE_COLUMNS, struct above)};
	struct part p;
	bool in_table = false;
	if (!part_open(&p, &zip, "content.xml"))
		return table_refuse(m, INVALID, W_reconcile_bad_archive);
	while (part_next(&p)) {
		if (part_at(&p, "table")) {
			if (m->book->sheets.n >= LIMIT_TABLE_SHEETS)
				(void)table_refuse(m, TOO_BIG, W_reconcile_too_many_sheets);
			str name = part_attribute(&p, "name");
			table_sheet_begin(m, name.p ? name : S(""));
			o = (struct ods){.m = m, .text = o.text, .above = o.above};
			in_table = !part_is_empty(&p);
		} else if (part_at_end(&p, "table")) {
			in_table = false;
		} else if (in_table) {
			node(&p, &o);
		}
	}
	part_close(&p);
	if (m->status == OK && !m->book->sheets.n)
		return table_refuse(m, INVALID, W_reconcile_no_sheet);
	return m->status;
}
