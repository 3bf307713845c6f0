/* A table that somebody else made, as it stands: sheets of rows of cells, nothing interpreted yet. Filled by imports/ (csv, xlsx), read by
   reconcile. Row numbers and columns are those a person sees in a spreadsheet: rows from 1, columns A, B, C… (0 here is A). All memory belongs to
   the arena of whoever read it. */
#ifndef DOMAIN_TABLE_H
#define DOMAIN_TABLE_H

#include "base/arena.h"

enum cell_kind { CELL_EMPTY, CELL_TEXT, CELL_NUMBER, CELL_DATE, CELL_BOOLEAN, CELL_ERROR };

struct table_cell {
	str text;      /* trimmed; a number as stored, a date as 2024-05-12, an error as #REF! */
	int64_t micro; /* CELL_NUMBER: millionths */
	enum cell_kind kind;
	bool formula;        /* the value is the one the spreadsheet last computed */
	bool percent_format; /* shown as a percentage: 0.19 is 19 % */
	bool tall;           /* merged with cells below */
	bool carried;        /* one of those: its text is that of the cell where the merge begins */
};

struct table_row {
	uint32_t number; /* from 1 */
	uint32_t n;      /* cells, trailing empty ones of the file included */
	struct table_cell *cells;
};

struct table_sheet {
	str name; /* absent in a csv */
	uint32_t columns; /* of the widest row */
	LIST_OF(struct table_row) rows; /* in rising order of number; rows without cells may be left out */
};

struct table_book {
	str format;   /* "csv", "xlsx", "ods" */
	str encoding; /* "utf-8", "windows-1252", "utf-16le", "utf-16be" */
	char separator; /* of a csv; 0 otherwise */
	LIST_OF(struct table_sheet) sheets;
};

/* "A", "AB": at most 4 bytes, in the arena. */
str column_letters(struct arena *a, uint32_t column);

#endif
