/* Tables of a Word document: one sheet each, in their order. Cells over several columns count for them; a text over several rows is that of each of them (an amount is not: it would be
   counted twice). Deleted text of tracked changes is left out. Streamed like the other formats; called by table_parse_zip, in the sandboxed child. */
#include "imports/zip_part.h"

#include "base/limits.h"

struct docx {
	struct table_maker *m;
	struct table_text text;
	str above[LIMIT_TABLE_COLUMNS]; /* text of the cell above that goes on */
	uint32_t column, span, row, tables;
	unsigned depth, skipped, paragraphs; /* of tables in one another; of elements whose text does not count */
	bool in_cell, in_text, goes_on, merged;
};

static bool is_skipped(struct part *p)
{
	return part_at(p, "del") || part_at(p, "moveFrom") || part_at(p, "Fallback");
}

static bool ends_skipped(struct part *p)
{
	return part_at_end(p, "del") || part_at_end(p, "moveFrom") || part_at_end(p, "Fallback");
}

static void begin_table(struct docx *d)
{
	if (++d->depth > 1)
		return;
	if (d->m->book->sheets.n >= LIMIT_TABLE_SHEETS) {
		(void)table_refuse(d->m, TOO_BIG, W_reconcile_too_many_sheets);
		return;
	}
	table_sheet_begin(d->m, arena_fmt(d->m->arena, "Tableau %u", ++d->tables));
	d->row = 0;
	for (size_t i = 0; i < LIMIT_TABLE_COLUMNS; i++)
		d->above[i] = STR_NONE;
}

static void begin_cell(struct docx *d)
{
	d->text.n = 0;
	d->span = 1;
	d->paragraphs = 0;
	d->in_cell = true;
	d->merged = d->goes_on = false;
}

static void end_cell(struct docx *d)
{
	str text = d->text.n ? table_gathered(d->m, &d->text) : S("");
	d->in_cell = false;
	if (d->column >= LIMIT_TABLE_COLUMNS) {
		(void)table_refuse(d->m, TOO_BIG, W_reconcile_too_many_columns);
		return;
	}
	bool carried = d->goes_on && !text.n && d->above[d->column].p;
	if (carried)
		text = d->above[d->column];
	const struct table_cell made = {.kind = text.n ? CELL_TEXT : CELL_EMPTY, .text = text, .tall = d->merged && !d->goes_on && text.n, .carried = carried};
	d->above[d->column] = d->merged && table_is_carried(&made) ? text : STR_NONE;
	struct table_cell *cell = table_cell_at(d->m, d->column);
	if (cell)
		*cell = made;
	d->column += d->span;
}

static void read_span(struct docx *d, struct part *p)
{
	int64_t n;
	str value = part_attribute(p, "val");
	if (str_is_set(value) && str_to_int64(value, &n) && n > 0 && n <= LIMIT_TABLE_COLUMNS)
		d->span = (uint32_t)n;
}

static void read_merge(struct docx *d, struct part *p)
{
	str value = part_attribute(p, "val");
	d->merged = true;
	d->goes_on = !str_eq(value, S("restart"));
}

static void structure(struct docx *d, struct part *p)
{
	if (part_at(p, "tbl"))
		begin_table(d);
	else if (part_at_end(p, "tbl") && d->depth)
		d->depth--;
	if (d->depth != 1)
		return;
	if (part_at(p, "tr"))
		d->column = 0;
	else if (part_at_end(p, "tr"))
		table_row_end(d->m, ++d->row);
	else if (part_at(p, "tc"))
		begin_cell(d);
	else if (part_at_end(p, "tc") && d->in_cell)
		end_cell(d);
	else if (d->in_cell && part_at(p, "gridSpan"))
		read_span(d, p);
	else if (d->in_cell && part_at(p, "vMerge"))
		read_merge(d, p);
}

static void node(struct docx *d, struct part *p)
{
	if (is_skipped(p) && !part_is_empty(p))
		d->skipped++;
	else if (ends_skipped(p) && d->skipped)
		d->skipped--;
	structure(d, p);
	if (!d->in_cell || d->skipped)
		return;
	if (part_at(p, "p") && d->paragraphs++ && d->text.n)
		table_gather(d->m, &d->text, S("\n"));
	else if (part_at(p, "br") || part_at(p, "cr") || part_at(p, "tab"))
		table_gather(d->m, &d->text, S(" "));
	else if (part_at(p, "t"))
		d->in_text = !part_is_empty(p);
	else if (part_at_end(p, "t"))
		d->in_text = false;
	else if (d->in_text && part_text(p).p)
		table_gather(d->m, &d->text, part_text(p));
}

enum status table_parse_docx(struct table_maker *m, const struct archive *z)
{
	m->book->format = S("docx");
	m->book->encoding = S("utf-8");
	struct archive zip = *z;
	struct docx *d = ARENA_NEW(m->arena, struct docx);
	struct part p;
	d->m = m;
	if (!part_open(&p, &zip, "word/document.xml"))
		return table_refuse(m, INVALID, W_reconcile_bad_archive);
	while (part_next(&p))
		node(d, &p);
	part_close(&p);
	if (m->status == OK && !m->book->sheets.n)
		return table_refuse(m, INVALID, W_imports_no_table);
	return m->status;
}
