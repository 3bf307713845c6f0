/* Writing and reading the protocol. The limits are checked again here: the child may have been taken over. */
#include "imports/wire.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/table.h"

#include <string.h>

#define ABSENT UINT32_MAX

static const str magic = {"FBI1", 4};

static void put_bytes(struct out *o, uint64_t value, size_t n)
{
	char bytes[8];
	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)(value >> (8 * i) & 0xff);
	out_bytes(o, bytes, n);
}

static void put_u8(struct out *o, unsigned value)
{
	put_bytes(o, value, 1);
}

void wire_put_u32(struct out *o, uint32_t value)
{
	put_bytes(o, value, 4);
}

static void put_i64(struct out *o, int64_t value)
{
	put_bytes(o, (uint64_t)value, 8);
}

void wire_put_str(struct out *o, str s)
{
	wire_put_u32(o, s.p ? (uint32_t)s.n : ABSENT);
	out_str(o, s);
}

static uint64_t take(struct wire *w, size_t n)
{
	if (w->bad || w->rest.n < n) {
		w->bad = true;
		return 0;
	}
	uint64_t value = 0;
	for (size_t i = 0; i < n; i++)
		value |= (uint64_t)(unsigned char)w->rest.p[i] << (8 * i);
	w->rest = str_skip(w->rest, n);
	return value;
}

static unsigned take_u8(struct wire *w)
{
	return (unsigned)take(w, 1);
}

static uint32_t take_u32(struct wire *w)
{
	return (uint32_t)take(w, 4);
}

static int64_t take_i64(struct wire *w)
{
	return (int64_t)take(w, 8);
}

uint32_t wire_u32(struct wire *w)
{
	return take_u32(w);
}

uint32_t wire_count(struct wire *w, size_t least, size_t max)
{
	uint32_t n = take_u32(w);
	if (n > max || n > w->rest.n / least) {
		w->bad = true;
		return 0;
	}
	return n;
}

str wire_str(struct wire *w)
{
	uint32_t n = take_u32(w);
	if (w->bad || n == ABSENT)
		return STR_NONE;
	if (n > w->rest.n) {
		w->bad = true;
		return STR_NONE;
	}
	str s = n ? str_first(w->rest, n) : S("");
	w->rest = str_skip(w->rest, n);
	return s;
}

bool wire_ended(const struct wire *w)
{
	return !w->bad && w->rest.n == 0;
}

static void put_problems(struct out *o, const struct problems *ps)
{
	wire_put_u32(o, (uint32_t)ps->list.n);
	put_i64(o, (int64_t)ps->total);
	for (size_t i = 0; i < ps->list.n; i++) {
		const struct problem *p = &ps->list.at[i];
		wire_put_str(o, p->file);
		put_i64(o, p->line);
		wire_put_str(o, p->field);
		wire_put_u32(o, (uint32_t)p->message);
		wire_put_u32(o, (uint32_t)p->arg_count);
		for (size_t k = 0; k < p->arg_count; k++) {
			const struct word_arg *arg = &p->args[k];
			wire_put_str(o, str_of(arg->name));
			put_u8(o, arg->kind == ARG_TEXT);
			if (arg->kind == ARG_TEXT)
				wire_put_str(o, arg->text);
			else
				put_i64(o, arg->number);
		}
	}
}

static void read_argument(struct wire *w, struct arena *a, struct word_arg *arg)
{
	arg->name = arena_cstr(a, wire_str(w));
	if (take_u8(w)) {
		arg->kind = ARG_TEXT;
		arg->text = wire_str(w);
		if (arg->text.n > LIMIT_CELL_BYTES || (arg->text.n && !utf8_valid(arg->text)))
			w->bad = true;
	} else {
		arg->kind = ARG_INT;
		arg->number = take_i64(w);
	}
}

static void read_problem(struct wire *w, str file, struct problems *ps)
{
	struct word_arg args[PROBLEM_ARGS] = {0};
	str own = wire_str(w);
	int64_t line = take_i64(w);
	str field = wire_str(w);
	uint32_t message = take_u32(w), count = take_u32(w);
	if (message >= WORD_COUNT || count > PROBLEM_ARGS || own.n > LIMIT_CELL_BYTES || field.n > LIMIT_CELL_BYTES)
		w->bad = true;
	for (uint32_t k = 0; k < count && !w->bad; k++)
		read_argument(w, ps->arena, &args[k]);
	if (!w->bad)
		problem_add(ps, own.p ? own : file, line, field, (enum word)message, args, count);
}

static void read_problems(struct wire *w, str file, struct problems *ps)
{
	uint32_t n = wire_count(w, 24, LIMIT_PROBLEMS);
	int64_t total = take_i64(w);
	size_t before = ps->total;
	for (uint32_t i = 0; i < n && !w->bad; i++)
		read_problem(w, file, ps);
	if (!w->bad && total >= (int64_t)n && total < INT32_MAX)
		ps->total = before + (size_t)total;
}

enum { CELL_BYTES = 5, ROW_BYTES = 8, SHEET_BYTES = 12 }; /* at least, on the wire */

static void put_cell(struct out *o, const struct table_cell *c)
{
	put_u8(o, (unsigned)c->kind | (c->formula ? 0x10U : 0) | (c->percent_format ? 0x20U : 0) | (c->tall ? 0x40U : 0) | (c->carried ? 0x80U : 0));
	wire_put_str(o, c->text);
	if (c->kind == CELL_NUMBER)
		put_i64(o, c->micro);
}

void wire_put_book(struct out *o, const struct table_book *book)
{
	wire_put_str(o, book->format);
	wire_put_str(o, book->encoding);
	put_u8(o, (unsigned char)book->separator);
	wire_put_u32(o, (uint32_t)book->sheets.n);
	for (size_t s = 0; s < book->sheets.n; s++) {
		const struct table_sheet *sheet = &book->sheets.at[s];
		wire_put_str(o, sheet->name);
		wire_put_u32(o, sheet->columns);
		wire_put_u32(o, (uint32_t)sheet->rows.n);
		for (size_t r = 0; r < sheet->rows.n; r++) {
			const struct table_row *row = &sheet->rows.at[r];
			wire_put_u32(o, row->number);
			wire_put_u32(o, row->n);
			for (uint32_t c = 0; c < row->n; c++)
				put_cell(o, &row->cells[c]);
		}
	}
}

static void read_cell(struct wire *w, struct table_cell *c)
{
	unsigned flags = take_u8(w);
	if ((flags & 0xfU) > CELL_ERROR)
		w->bad = true;
	c->kind = (enum cell_kind)(flags & 0xfU);
	c->formula = (flags & 0x10U) != 0;
	c->percent_format = (flags & 0x20U) != 0;
	c->tall = (flags & 0x40U) != 0;
	c->carried = (flags & 0x80U) != 0;
	c->text = wire_str(w);
	if (c->text.n > LIMIT_CELL_BYTES || !c->text.p || (c->text.n && !utf8_valid(c->text)))
		w->bad = true;
	if (c->kind == CELL_NUMBER)
		c->micro = take_i64(w);
	if (c->micro > LIMIT_AMOUNT_CENTS * 10000 || c->micro < -LIMIT_AMOUNT_CENTS * 10000)
		w->bad = true;
}

static void read_row(struct wire *w, struct arena *a, struct table_sheet *sheet, uint32_t *last, size_t *cells)
{
	struct table_row *row = LIST_ADD(a, &sheet->rows);
	row->number = take_u32(w);
	uint32_t n = wire_count(w, CELL_BYTES, LIMIT_TABLE_COLUMNS);
	*cells += n;
	if (row->number <= *last || row->number > LIMIT_TABLE_ROWS || n > sheet->columns || *cells > LIMIT_TABLE_CELLS)
		w->bad = true;
	*last = row->number;
	row->cells = n && !w->bad ? ARENA_ARRAY(a, n, struct table_cell) : NULL;
	for (uint32_t c = 0; row->cells && c < n && !w->bad; c++)
		read_cell(w, &row->cells[c]);
	row->n = w->bad ? 0 : n;
}

bool wire_book(struct wire *w, struct arena *a, struct table_book *book)
{
	*book = (struct table_book){.format = wire_str(w), .encoding = wire_str(w)};
	book->separator = (char)take_u8(w);
	if (book->format.n > LIMIT_CODE_BYTES || book->encoding.n > LIMIT_CODE_BYTES)
		w->bad = true;
	uint32_t sheets = wire_count(w, SHEET_BYTES, LIMIT_TABLE_SHEETS);
	size_t cells = 0;
	for (uint32_t s = 0; s < sheets && !w->bad; s++) {
		struct table_sheet *sheet = LIST_ADD(a, &book->sheets);
		sheet->name = wire_str(w);
		sheet->columns = take_u32(w);
		if (sheet->columns > LIMIT_TABLE_COLUMNS || sheet->name.n > LIMIT_CELL_BYTES || (sheet->name.n && !utf8_valid(sheet->name)))
			w->bad = true;
		uint32_t rows = wire_count(w, ROW_BYTES, LIMIT_TABLE_ROWS), last = 0;
		for (uint32_t r = 0; r < rows && !w->bad; r++)
			read_row(w, a, sheet, &last, &cells);
	}
	return wire_ended(w);
}

void wire_put_message(struct out *o, enum status s, const struct problems *ps, str result)
{
	out_str(o, magic);
	put_u8(o, (unsigned)s);
	put_problems(o, ps);
	wire_put_str(o, result);
}

bool wire_message(str bytes, str file, enum status *s, struct problems *ps, str *result)
{
	struct wire w = {.rest = bytes};
	if (!str_starts(bytes, magic))
		return false;
	w.rest = str_skip(bytes, magic.n);
	unsigned status = take_u8(&w);
	*s = (enum status)status;
	read_problems(&w, file, ps);
	*result = wire_str(&w);
	bool told = status == OK ? result->p != NULL : ps->total > 0;
	return wire_ended(&w) && status <= BROKEN && told;
}
