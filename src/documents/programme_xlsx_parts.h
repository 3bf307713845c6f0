/* What the three sheets of the programme workbook share: where each figure stands, so that a formula of one sheet can point into another.
   Private to programme_xlsx*.c. */
#ifndef DOCUMENTS_PROGRAMME_XLSX_PARTS_H
#define DOCUMENTS_PROGRAMME_XLSX_PARTS_H

#include "documents/workbook.h"
#include "domain/programme.h"

enum { COLUMN_TITLE, COLUMN_TEXT, COLUMN_BEARER, COLUMN_TOTAL, COLUMN_FIRST_FUNDER };
enum { FUNDERS_LABEL, FUNDERS_NATURE, FUNDERS_AMOUNT, FUNDERS_SHARE, FUNDERS_PAID, FUNDERS_VALUED, FUNDERS_COLUMNS };
enum { PERCENT_GROUP, PERCENT_CENTS, PERCENT_FLOOR, PERCENT_REST, PERCENT_RANK, PERCENT_VALUE };

struct programme_book {
	struct workbook w;
	const struct programme *p;
	lxw_worksheet *table, *funders, *findings;
	lxw_col_t gap_column;        /* of the table sheet */
	lxw_row_t total_row;         /* of the table sheet */
	lxw_row_t group_amounts_row; /* of the table sheet: first row of the block by group */
	lxw_row_t percents_row;      /* of the funders sheet: first row of the percentages */
	size_t *order;               /* funders by group, then in the order of the columns */
};

static inline bool has_valued(const struct programme *p)
{
	for (size_t f = 0; f < p->funders.n; f++)
		if (p->funders.at[f].valued)
			return true;
	return false;
}

/* Fixed by counts alone, before anything is written. */
lxw_row_t percents_row_of(const struct programme *p);

void table_sheet_write(struct programme_book *b);
void funders_sheet_write(struct programme_book *b);
void book_print_setup(struct programme_book *b, lxw_worksheet *sheet, struct print_setup setup);

/* "=SUM(D12,D20)" over the rows that hold sub-totals. A formula has at most 8 192 characters: with more than a hundred sub-totals it is half the
   sum of everything from first to before last, where each line stands twice, once itself and once in its sub-total. "=0" without rows. */
str rows_sum_formula(struct workbook *w, lxw_row_t first, lxw_row_t last, const lxw_row_t *rows, size_t count, lxw_col_t column);

/* Words with arguments, in the arena. */
str book_words(struct programme_book *b, enum word word, const struct word_arg *args, size_t count);
#define BOOK_WORDS(b, word, ...) \
	book_words((b), (word), (const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}, \
	           sizeof((const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}) / sizeof(struct word_arg) - 1)

#endif
