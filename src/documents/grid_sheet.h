/* The grid of a scenario as a workbook that people fill away from the product and send back (N1, N11): hidden keys say what each cell is and what it was when it was written
   (domain/import.h), what others decide is locked, gaps and totals are formulas with their cached values. One layout (grid_sheet.c), two writers: grid_xlsx.c, grid_ods.c. Pure. */
#ifndef DOCUMENTS_GRID_SHEET_H
#define DOCUMENTS_GRID_SHEET_H

#include "base/out.h"
#include "base/status.h"
#include "domain/grid.h"

enum sheet_kind { SHEET_TEXT, SHEET_MONEY, SHEET_GAP };
struct grid_sheet_column {
	str key;     /* "cost", "region/voted"; behind "=": what it was */
	str heading;
	enum sheet_kind kind;
	bool editable, hidden, added; /* added: typed only in lines added by hand */
	size_t column;                /* of the grid, SIZE_MAX when none */
	double width;
};
struct grid_sheet {
	enum lang lang;
	const struct grid *grid;
	LIST_OF(struct grid_sheet_column) columns;
	size_t spare; /* empty lines below the rows, to add some by hand */
	size_t last;  /* line of the totals, from 0 */
};
struct grid_sheet_value {
	opt_money amount; /* of a SHEET_MONEY or SHEET_GAP */
	str text;         /* else; also a refusal */
};

void grid_sheet_lay_out(struct arena *a, enum lang lang, const struct grid *g, struct grid_sheet *sheet);
/* row: of the grid; SIZE_MAX for a spare line. */
struct grid_sheet_value grid_sheet_value(const struct grid_sheet *sheet, struct arena *a, size_t row, size_t column);
/* The mark, and the numbers of the rows in cells that spreadsheets can hold. */
str grid_sheet_mark(struct arena *a, const struct grid *g);
enum { SHEET_IDS = 400 }; /* numbers in one cell */
str grid_sheet_ids(struct arena *a, const struct grid *g, size_t from);
/* The gap of a line as a formula; `cell` writes the name of a cell of that line, `separator` stands between arguments. */
typedef str sheet_cell_writer(struct arena *a, size_t line, size_t column);
str grid_sheet_gap(const struct grid_sheet *sheet, struct arena *a, size_t row, size_t line, sheet_cell_writer *cell, const char *separator);
/* Total of a column of amounts, as it is shown. */
money grid_sheet_total(const struct grid_sheet *sheet, struct arena *a, size_t column);

/* OK; TOO_BIG; BROKEN. */
must_use enum status grid_xlsx(struct arena *a, enum lang lang, const struct grid *g, struct out *o);
must_use enum status grid_ods(struct arena *a, enum lang lang, const struct grid *g, struct out *o);

#endif
