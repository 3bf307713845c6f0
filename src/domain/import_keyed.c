/* The grid written as a spreadsheet, as it comes back: hidden lines and columns say what each cell is and what it was; people sort, filter, hide and save it with any program. Only
   reads; what it changes is import_back.c's. */
#include "domain/import.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/amount.h"
#include "domain/table.h"

static const struct table_row *row_of(const struct table_sheet *sheet, uint32_t number)
{
	for (size_t i = 0; i < sheet->rows.n; i++)
		if (sheet->rows.at[i].number == number)
			return &sheet->rows.at[i];
	return NULL;
}

static str text_at(const struct table_row *row, uint32_t column)
{
	return row && column < row->n ? row->cells[column].text : S("");
}

static const struct table_sheet *keyed_sheet(const struct table_book *book)
{
	for (size_t s = 0; s < book->sheets.n; s++)
		if (str_starts(text_at(row_of(&book->sheets.at[s], 1), 0), S(IMPORT_KEYED_MARK " ")))
			return &book->sheets.at[s];
	return NULL;
}

bool import_is_keyed(const struct table_book *book)
{
	return keyed_sheet(book) != NULL;
}

static bool is_amount(str key)
{
	return str_eq(key, S("cost")) || str_eq(key, S("other")) || str_ends(key, S("/proposed")) || str_ends(key, S("/voted"));
}

/* In cents; as it was typed when it is none. */
static str number_text(struct arena *a, const struct table_cell *cell, int64_t micro, bool *bad)
{
	*bad = micro < 0 || micro / MICRO_PER_CENT > LIMIT_AMOUNT_CENTS;
	return *bad && cell->text.n ? cell->text : arena_fmt(a, "%lld", (long long)amount_money(micro).cents);
}

static bool is_refusal(struct arena *a, str text)
{
	str fold = name_fold(a, text);
	return str_eq(fold, S("x")) || str_starts(fold, S("refus"));
}

/* An amount in cents; empty: none; as typed, and bad, when it is none. */
static str amount_text(struct arena *a, const struct table_cell *cell, bool *bad)
{
	*bad = false;
	if (cell->kind == CELL_EMPTY)
		return S("");
	if (cell->kind == CELL_NUMBER && !cell->percent_format)
		return number_text(a, cell, cell->micro, bad);
	if (cell->kind == CELL_TEXT && is_refusal(a, cell->text))
		return S(IMPORT_KEYED_REFUSED);
	struct amount read = cell->kind == CELL_TEXT ? amount_read(cell->text, HABIT_COMMA_DECIMAL) : (struct amount){0};
	if (read.reading != AMOUNT_NONE && (read.unit == AMOUNT_PLAIN || read.unit == AMOUNT_EURO) && read.micro % MICRO_PER_CENT == 0)
		return number_text(a, cell, read.micro, bad);
	*bad = true;
	return cell->text;
}

static str value_text(struct arena *a, str key, const struct table_cell *cell, bool *bad)
{
	if (is_amount(key))
		return amount_text(a, cell, bad);
	*bad = cell->kind == CELL_ERROR;
	return cell->text.p ? cell->text : S("");
}

static bool read_mark(str mark, struct import_keyed *keyed)
{
	str word, call, scenario, revision, rest;
	(void)str_cut(mark, ' ', &word, &rest);
	bool cut = rest.p && str_cut(rest, ' ', &call, &rest) && str_cut(rest, ' ', &scenario, &revision);
	if (!cut || !str_to_int64(scenario, &keyed->scenario) || !str_to_int64(revision, &keyed->revision))
		return false;
	keyed->call = call;
	return keyed->scenario > 0 && keyed->revision >= 0;
}

static bool read_ids(struct arena *a, const struct table_row *row, struct import_keyed *keyed)
{
	for (uint32_t c = 1; c < row->n; c++) {
		str one, rest = row->cells[c].text;
		while (str_is_set(rest)) {
			int64_t id;
			(void)str_cut(rest, ' ', &one, &rest);
			if (!str_to_int64(one, &id) || id < 1 || keyed->ids.n > LIMIT_GRID_ROWS)
				return false;
			*LIST_ADD(a, &keyed->ids) = id;
		}
	}
	return true;
}

static const struct table_cell nothing = {.kind = CELL_EMPTY, .text = {"", 0}};

static const struct table_cell *cell_of(const struct table_row *row, const struct table_row *keys, str prefix, str key)
{
	for (uint32_t c = 0; c < keys->n; c++) {
		str here = keys->cells[c].text;
		if (here.n == prefix.n + key.n && str_starts(here, prefix) && str_ends(here, key))
			return c < row->n ? &row->cells[c] : &nothing;
	}
	return NULL;
}

/* Only columns whose base is there can be changed: the others are shown. */
static void read_values(struct arena *a, const struct table_row *row, const struct table_row *keys, const struct table_row *headings, struct import_keyed_row *to)
{
	for (uint32_t c = 0; c < keys->n; c++) {
		str key = keys->cells[c].text;
		const struct table_cell *base = key.n && !str_starts(key, S(IMPORT_KEYED_BASE)) ? cell_of(row, keys, S(IMPORT_KEYED_BASE), key) : NULL;
		struct import_keyed_value v = {.heading = text_at(headings, c), .key = key};
		bool bad_base;
		if (!base)
			continue;
		v.now = value_text(a, key, c < row->n ? &row->cells[c] : &nothing, &v.bad);
		v.base = value_text(a, key, base, &bad_base);
		*LIST_ADD(a, &to->values) = v;
	}
}

static bool says_something(const struct import_keyed_row *row)
{
	for (size_t i = 0; i < row->values.n; i++)
		if (row->values.at[i].now.n)
			return true;
	return false;
}

bool import_keyed_read(struct arena *a, const struct table_book *book, struct import_keyed *keyed)
{
	*keyed = (struct import_keyed){.call = S("")};
	const struct table_sheet *sheet = keyed_sheet(book);
	const struct table_row *mark = sheet ? row_of(sheet, 1) : NULL, *keys = sheet ? row_of(sheet, 2) : NULL;
	if (!mark || !keys || !str_eq(text_at(keys, 0), S(IMPORT_KEYED_ID)) || !read_mark(text_at(mark, 0), keyed) || !read_ids(a, mark, keyed))
		return false;
	for (size_t i = 0; i < sheet->rows.n; i++) {
		const struct table_row *row = &sheet->rows.at[i];
		str id = text_at(row, 0);
		struct import_keyed_row to = {.line = row->number};
		if (row->number <= IMPORT_KEYED_HEAD || (id.n && !str_to_int64(id, &to.id)))
			continue; /* a total */
		read_values(a, row, keys, row_of(sheet, IMPORT_KEYED_HEAD), &to);
		if (to.id || says_something(&to))
			*LIST_ADD(a, &keyed->rows) = to;
	}
	return true;
}
