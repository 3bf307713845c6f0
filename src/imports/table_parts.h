/* What the readers of tables share: each format in its own file, one way to add rows and cells under the limits. Private to imports/. */
#ifndef IMPORTS_TABLE_PARTS_H
#define IMPORTS_TABLE_PARTS_H

#include "imports/table.h"

struct table_maker {
	struct arena *arena;
	struct table_book *book;
	struct problems *problems;
	struct table_sheet *sheet;
	LIST_OF(struct table_cell) row; /* being filled; reused */
	size_t cells;                   /* in the whole book */
	enum status status;             /* the first refusal; sticky */
};

/* A refusal with its words; returns the status, which also stays in the maker. */
enum status table_refuse(struct table_maker *m, enum status s, enum word message);

void table_sheet_begin(struct table_maker *m, str name);
/* The cell of that column in the current row, or NULL once something was refused. */
struct table_cell *table_cell_at(struct table_maker *m, uint32_t column);
/* May the text of this cell stand for the lines below that are merged with it? An amount may not: it would be counted twice. */
bool table_is_carried(const struct table_cell *cell);
/* Ends the row; a row without cells, or with none but carried ones, is dropped. */
void table_row_end(struct table_maker *m, uint32_t number);

/* The text of one cell, which grows while nodes go by; at most a cell's size. The bytes are made once and used again for the next cell: set n to 0. */
struct table_text {
	char *bytes;
	size_t n;
};
void table_gather(struct table_maker *m, struct table_text *text, str more);
/* Trimmed, in the arena. */
str table_gathered(struct table_maker *m, const struct table_text *text);

/* "1.2345E-2" as spreadsheets store numbers, to millionths, half away from zero; false when it is no number or too large. */
bool stored_number(str text, int64_t *micro);
/* Trims ASCII and no-break blanks. */
str table_trim(str s);

enum status table_parse_csv(struct table_maker *m, str bytes);
enum status table_parse_zip(struct table_maker *m, str bytes); /* xlsx or ods, by what the archive holds */

#endif
