/* Recognises the kind of file, and the making of rows under limits. */
#include "imports/table_parts.h"

#include "base/limits.h"
#include "domain/amount.h"

#include <string.h>

enum status table_refuse(struct table_maker *m, enum status s, enum word message)
{
	if (m->status == OK) {
		m->status = s;
		PROBLEM(m->problems, STR_NONE, 0, STR_NONE, message);
	}
	return m->status;
}

void table_sheet_begin(struct table_maker *m, str name)
{
	m->sheet = LIST_ADD(m->arena, &m->book->sheets);
	m->sheet->name = name;
	m->row.n = 0;
}

struct table_cell *table_cell_at(struct table_maker *m, uint32_t column)
{
	if (m->status != OK)
		return NULL;
	if (column >= LIMIT_TABLE_COLUMNS) {
		(void)table_refuse(m, TOO_BIG, W_reconcile_too_many_columns);
		return NULL;
	}
	while (m->row.n <= column) {
		struct table_cell *c = LIST_ADD(m->arena, &m->row);
		*c = (struct table_cell){.kind = CELL_EMPTY, .text = S("")};
	}
	return &m->row.at[column];
}

bool table_is_carried(const struct table_cell *cell)
{
	return (cell->kind == CELL_TEXT && amount_read(cell->text, HABIT_COMMA_DECIMAL).reading == AMOUNT_NONE) || cell->kind == CELL_DATE;
}

/* Nothing of its own: the end of a merge that goes further than the table. */
static bool is_only_carried(const struct table_maker *m)
{
	bool carried = false;
	for (size_t i = 0; i < m->row.n; i++) {
		if (m->row.at[i].kind != CELL_EMPTY && !m->row.at[i].carried)
			return false;
		carried = carried || m->row.at[i].carried;
	}
	return carried;
}

void table_row_end(struct table_maker *m, uint32_t number)
{
	size_t n = m->row.n;
	const bool dropped = is_only_carried(m);
	m->row.n = 0;
	if (!n || dropped || m->status != OK)
		return;
	m->cells += n;
	if (number > LIMIT_TABLE_ROWS || m->sheet->rows.n >= LIMIT_TABLE_ROWS) {
		(void)table_refuse(m, TOO_BIG, W_reconcile_too_many_rows);
		return;
	}
	if (m->cells > LIMIT_TABLE_CELLS) {
		(void)table_refuse(m, TOO_BIG, W_reconcile_too_many_cells);
		return;
	}
	struct table_row *row = LIST_ADD(m->arena, &m->sheet->rows);
	*row = (struct table_row){.number = number, .n = (uint32_t)n, .cells = ARENA_ARRAY(m->arena, n, struct table_cell)};
	memcpy(row->cells, m->row.at, n * sizeof *row->cells);
	if (n > m->sheet->columns)
		m->sheet->columns = (uint32_t)n;
}

void table_gather(struct table_maker *m, struct table_text *text, str more)
{
	if (text->n + more.n > LIMIT_CELL_BYTES) {
		(void)table_refuse(m, TOO_BIG, W_reconcile_cell_too_big);
		return;
	}
	if (!text->bytes)
		text->bytes = arena_alloc(m->arena, LIMIT_CELL_BYTES);
	if (more.n)
		memcpy(text->bytes + text->n, more.p, more.n);
	text->n += more.n;
}

str table_gathered(struct table_maker *m, const struct table_text *text)
{
	return arena_str(m->arena, table_trim((str){text->bytes ? text->bytes : "", text->n}));
}

str table_trim(str s)
{
	for (;;) {
		s = str_trim(s);
		if (str_starts(s, S("\xc2\xa0")))
			s = str_skip(s, 2);
		else if (str_starts(s, S("\xe2\x80\xaf")) || str_starts(s, S("\xe2\x80\x8b")))
			s = str_skip(s, 3);
		else if (str_ends(s, S("\xc2\xa0")))
			s.n -= 2;
		else if (str_ends(s, S("\xe2\x80\xaf")) || str_ends(s, S("\xe2\x80\x8b")))
			s.n -= 3;
		else
			return s;
	}
}

struct mantissa {
	__int128 digits;
	int scale; /* value = digits * 10^scale */
	bool any;
};

static str read_mantissa(str s, struct mantissa *m)
{
	bool point = false;
	size_t i = 0;
	for (; i < s.n; i++) {
		char c = s.p[i];
		if (c == '.' && !point) {
			point = true;
			continue;
		}
		if (c < '0' || c > '9')
			break;
		m->any = true;
		if (m->digits < (__int128)1 << 100) {
			m->digits = m->digits * 10 + (c - '0');
			m->scale -= point;
		} else {
			m->scale += !point;
		}
		if (m->scale > 1000 || m->scale < -1000)
			break;
	}
	return str_skip(s, i);
}

static bool to_micro(struct mantissa m, int64_t *micro)
{
	m.scale += 6;
	for (; m.scale > 0 && m.digits; m.scale--) {
		if (m.digits > (__int128)1 << 90)
			return false;
		m.digits *= 10;
	}
	int last = 0;
	for (; m.scale < 0 && (m.digits || last); m.scale++) {
		last = (int)(m.digits % 10);
		m.digits /= 10;
	}
	if (last >= 5)
		m.digits++;
	if (m.digits > (__int128)LIMIT_AMOUNT_CENTS * 10000)
		return false;
	*micro = (int64_t)m.digits;
	return true;
}

bool stored_number(str text, int64_t *micro)
{
	bool negative = text.n && text.p[0] == '-';
	struct mantissa m = {0};
	str rest = read_mantissa(str_skip(text, negative), &m);
	if (!m.any)
		return false;
	if (rest.n && (rest.p[0] == 'e' || rest.p[0] == 'E')) {
		rest = str_skip(rest, 1);
		if (rest.n && rest.p[0] == '+')
			rest = str_skip(rest, 1);
		int64_t exponent;
		if (!str_to_int64(rest, &exponent) || exponent > 400 || exponent < -400)
			return false;
		m.scale += (int)exponent;
		rest = S("");
	}
	if (rest.n || !to_micro(m, micro))
		return false;
	if (negative)
		*micro = -*micro;
	return true;
}

/* Files given by mistake, known by their first bytes, and what to say. */
static const struct known {
	str begins;
	enum word message;
} known[] = {
	{{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8}, W_reconcile_is_old_excel},
	{{"%PDF-", 5}, W_reconcile_is_pdf},
	{{"{\\rtf", 5}, W_reconcile_is_other},
	{{"\x89PNG", 4}, W_reconcile_is_other},
	{{"\xff\xd8\xff", 3}, W_reconcile_is_other},
	{{"GIF8", 4}, W_reconcile_is_other},
	{{"\x1f\x8b", 2}, W_reconcile_is_other},
	{{"Rar!", 4}, W_reconcile_is_other},
	{{"7z\xbc\xaf", 4}, W_reconcile_is_other},
	{{"SQLite format 3", 15}, W_reconcile_is_other},
	{{"\x7f" "ELF", 4}, W_reconcile_is_other},
};

/* An encrypted workbook is an old container that holds a stream named EncryptedPackage, in UTF-16. */
static bool is_encrypted_office(str bytes)
{
	static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
	return memmem(bytes.p, bytes.n, name, sizeof name) != NULL;
}

static bool is_markup(str bytes)
{
	str start = str_trim(str_first(str_starts(bytes, S("\xef\xbb\xbf")) ? str_skip(bytes, 3) : bytes, 512));
	return str_eq_nocase(str_first(start, 5), S("<html")) || str_eq_nocase(str_first(start, 9), S("<!doctype")) || str_eq_nocase(str_first(start, 6), S("<table")) ||
	       str_starts(start, S("<?xml"));
}

enum status table_parse(struct arena *a, str bytes, struct table_book *book, struct problems *ps)
{
	*book = (struct table_book){0};
	struct table_maker m = {.arena = a, .book = book, .problems = ps};
	if (bytes.n > LIMIT_TABLE_FILE_BYTES)
		return table_refuse(&m, TOO_BIG, W_reconcile_file_too_big);
	if (!str_trim(bytes).n)
		return table_refuse(&m, INVALID, W_reconcile_empty);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_starts(bytes, known[i].begins))
			return table_refuse(&m, INVALID, i == 0 && is_encrypted_office(bytes) ? W_reconcile_encrypted : known[i].message);
	if (str_starts(bytes, S("PK\x03\x04")) || str_starts(bytes, S("PK\x05\x06")) || str_starts(bytes, S("PK\x07\x08")))
		return table_parse_zip(&m, bytes);
	if (is_markup(bytes))
		return table_refuse(&m, INVALID, W_reconcile_is_markup);
	return table_parse_csv(&m, bytes);
}
