/* One xlsx workbook being written, from plain values to bytes, over libxlsxwriter: looks of cells as a table, texts that can never become a
   formula, amounts in euros, formulas with their cached value, real dates. Owns the library's objects and an anonymous file in memory; the same calls
   give the same bytes. Called by the writers of documents/ only; knows no product. A first failure is kept and told by workbook_finish. */
#ifndef DOCUMENTS_WORKBOOK_H
#define DOCUMENTS_WORKBOOK_H

#include "base/arena.h"
#include "base/out.h"
#include "base/values.h"

#include <xlsxwriter.h>

enum look {
	LOOK_TITLE, LOOK_SUBTITLE, LOOK_LABEL, LOOK_LABEL_RIGHT, LOOK_PLAIN, LOOK_PLAIN_INDENTED, LOOK_PLAIN_DATE, LOOK_NOTE,
	LOOK_HEAD, LOOK_HEAD_LEFT, LOOK_HEAD_VALUED, LOOK_HEAD_GROUP, LOOK_HEAD_UPRIGHT, LOOK_HEAD_UPRIGHT_VALUED,
	LOOK_AXIS, LOOK_ACTION, LOOK_TEXT, LOOK_BEARER,
	LOOK_MONEY, LOOK_MONEY_VALUED, LOOK_MONEY_STRONG,
	LOOK_SUBTOTAL, LOOK_SUBTOTAL_MONEY, LOOK_SUBTOTAL_VALUED,
	LOOK_TOTAL, LOOK_TOTAL_MONEY, LOOK_TOTAL_VALUED, LOOK_TOTAL_PERCENT,
	LOOK_ROW, LOOK_ROW_INDENTED, LOOK_ROW_STRONG, LOOK_ROW_MONEY, LOOK_ROW_PERCENT, LOOK_ROW_SHARE, LOOK_ROW_SHARE_STRONG, LOOK_ROW_INTEGER,
	LOOK_ERROR, LOOK_WARNING, LOOK_INFORMATION,
	LOOK_WITH_CENTS, LOOK_GAP, LOOK_GAP_CENTS, /* conditional formats only */
	LOOK_COUNT
};

struct workbook {
	struct arena *arena;
	enum lang lang;
	lxw_workbook *book; /* NULL when it could not be opened */
	int fd;
	lxw_format *looks[LOOK_COUNT], *looks_with_cents[LOOK_COUNT];
	bool failed, too_big;
};

struct workbook_about {
	str title, subject;
	day made; /* the fixed day in the properties */
};

struct workbook workbook_start(struct arena *a, enum lang lang, const struct workbook_about *about);
/* The name is cut to what a workbook allows. */
lxw_worksheet *workbook_sheet(struct workbook *w, str name);
/* Appends the bytes to `o` and frees everything. OK, TOO_BIG (o is full, or a sheet is), BROKEN. */
must_use enum status workbook_finish(struct workbook *w, struct out *o);

/* Where a cell is. */
struct cell {
	lxw_worksheet *sheet;
	lxw_row_t row;
	lxw_col_t column;
};

void cell_text(struct workbook *w, struct cell c, enum look look, str text);
void cell_day(struct workbook *w, struct cell c, enum look look, day d);
void cell_number(struct workbook *w, struct cell c, enum look look, double number);
void cell_money(struct workbook *w, struct cell c, enum look look, money amount);
/* Formulas carry the value that the domain computed, so that readers that do not calculate show it too. */
void cell_money_formula(struct workbook *w, struct cell c, enum look look, str formula, money cached);
void cell_number_formula(struct workbook *w, struct cell c, enum look look, str formula, double cached);
void cells_blank(struct workbook *w, struct cell first, lxw_col_t last_column, enum look look);
/* One cell over several; a single cell is written plainly. */
void cells_merged(struct workbook *w, struct cell first, lxw_row_t last_row, lxw_col_t last_column, enum look look, str text);
void row_height(struct workbook *w, lxw_worksheet *sheet, lxw_row_t row, double points);
void column_width(struct workbook *w, lxw_worksheet *sheet, lxw_col_t column, double characters);
/* Shows the amounts of a rectangle that have cents with two decimals, also after an edit. Rectangles of these two must not overlap. */
void cells_show_cents(struct workbook *w, struct cell first, lxw_row_t last_row, lxw_col_t last_column);
/* The same, and in red what is not zero. */
void cells_show_gaps(struct workbook *w, struct cell first, lxw_row_t last_row);

/* Addresses in formulas: "E12", "E12:E20", and with the sheet "'Financeurs'!E12". */
str cell_name(struct workbook *w, lxw_row_t row, lxw_col_t column);
str range_name(struct workbook *w, lxw_row_t first_row, lxw_col_t first_column, lxw_row_t last_row, lxw_col_t last_column);
str sheet_cell_name(struct workbook *w, const lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column);

/* Points of height that a text needs in a column of that width, at that size; never more than Excel's 409. */
double text_height(str text, double column_characters, double points);
/* Width in characters that an amount needs. */
double money_width(enum lang lang, money amount);

/* Paper, margins, one page wide (more, with the first column on each, when one would be too small to read), footer "left … right page x / y"; rows repeated at the top of each page. */
struct print_setup {
	uint8_t paper; /* 8 A3, 9 A4 */
	bool landscape;
	uint16_t pages_wide; /* 0 is 1 */
	lxw_row_t repeat_first, repeat_last;
	lxw_row_t last_row;
	lxw_col_t last_column;
	str footer_left, footer_centre, footer_right; /* plain text; page numbers follow the right one */
};
void sheet_print_setup(struct workbook *w, lxw_worksheet *sheet, const struct print_setup *setup);

#endif
