/* What the steps of a reconciliation share: values read from cells, lines with what they are for, one block at a time. Private to reconcile_*.c.
   Order of work: grid_read, blocks_find, then for each block columns_classify, lines_classify, relations_check, totals_check, names_check; last recaps_check. */
#ifndef DOMAIN_RECONCILE_PARTS_H
#define DOMAIN_RECONCILE_PARTS_H

#include "domain/amount.h"
#include "domain/reconcile.h"

enum { SECTION_FIGURES = 200 * 1000 }; /* sections times columns: memory of one table */

enum value_kind {
	VALUE_EMPTY,
	VALUE_TEXT,
	VALUE_AMOUNT,
	VALUE_PERCENT, /* micro is of percent: 19 % is 19000000 */
	VALUE_NAMED,   /* "Coût total = 50 950 € CCAS = 14 985 €" */
	VALUE_DATE,
	VALUE_ERROR,  /* #REF! */
	VALUE_NOTHING /* "-", "néant", "refusé": words that stand where an amount would */
};

struct value {
	int64_t micro, step;
	str text;
	str fold; /* name_fold of a text; filled for texts only */
	enum value_kind kind;
	enum amount_unit unit;
	bool ambiguous, formula, year_like, code_like;
};

enum line_kind { LINE_OTHER, LINE_HEADER, LINE_SECTION, LINE_DATA, LINE_DETAIL, LINE_TOTAL, LINE_RECAP };
enum total_word { TOTAL_NONE, TOTAL_WEAK, TOTAL_SUB, TOTAL_PLAIN, TOTAL_GENERAL };

struct line {
	uint32_t number, n;
	struct value *v;
	enum line_kind kind;
	enum total_word total;
	str label, label_fold;
	uint32_t label_column;
	size_t section; /* index in the block's sections, or SIZE_MAX */
	bool joined;    /* made of two physical lines, or swallowed by the one before */
};

struct grid {
	struct arena *arena;
	struct reconciliation *r;
	str sheet;
	uint32_t columns; /* physical */
	int64_t scale;    /* 1000 when a title says that all is in k€ */
	bool money;       /* euros are spoken of somewhere */
	LIST_OF(struct line) lines;
};

/* One table being worked on: lines [first, end) of the grid, and its public face. */
struct work {
	struct grid *g;
	size_t first, end;         /* data part, header excluded */
	size_t header, header_end; /* header lines */
	size_t block;              /* index in r->blocks: the list may move */
};

static inline struct reconcile_block *work_block(const struct work *w)
{
	return &w->g->r->blocks.at[w->block];
}
static inline bool column_sums(const struct reconcile_column *c)
{
	return c->kind == COLUMN_AMOUNT || c->kind == COLUMN_TOTAL || c->kind == COLUMN_COUNT;
}
/* The value of a column of the block in that line; an empty one beyond its end. `at` counts the block's columns. */
const struct value *work_value(const struct work *w, const struct line *l, size_t at);
bool work_amount(const struct work *w, const struct line *l, size_t at, int64_t *micro);

/* "Montants en k€". */
bool speaks_of_thousands(str text, str fold);
void grid_read(struct grid *g, const struct table_sheet *sheet);
enum total_word total_word_of(str label, str fold);
/* Words of a folded label: one of them, any of several, its first ones. */
bool fold_has_word(str fold, str word);
bool fold_has_any(str fold, const str *words, size_t count);
bool fold_begins(str fold, str words);
/* What remains of a total's label without its total words: "Total Axe 1" gives "axe 1". */
str total_subject(struct arena *a, str fold);

/* Fills works with the tables of the grid. */
struct works {
	LIST_OF(struct work) list;
};
void blocks_find(struct grid *g, struct works *works);
/* First and last row of the block, as numbered in the sheet. */
void block_bound(const struct work *w);
/* Sections without a data line (a heading over another heading) say nothing. */
void sections_drop_empty(const struct work *w);
/* How many sections a block of that many columns may have. */
size_t section_limit(const struct reconcile_block *b);
void columns_classify(struct work *w);
void lines_classify(struct work *w);
/* The text column whose values come in runs: communes, axes. Empty cells continue the run. SIZE_MAX: none. */
size_t group_column(const struct work *w);
void relations_check(struct work *w);
void percents_check(struct work *w);
void percent_runs_check(struct grid *g);
void totals_check(struct work *w);
/* Turns totals printed above what they sum (numbered outlines, groups and their members) into recapitulations, and reports those that differ. */
void outline_check(struct work *w);
/* Budgets by account ("60 - Achats", then its details): the details leave the sums, an account that differs from its details is reported. */
void accounts_check(struct work *w);
/* Lines that equal those since the one before become sub-totals, when the only worded total of the table is the sum of the others and not of all.
   Returns how many. */
size_t hidden_subtotals(struct work *w);
void names_check(struct work *w);
/* Rows after the grand total that sum up by column name; called by totals_check. Returns the line after the last it took. */
size_t recap_after_total(struct work *w, size_t from, size_t total_line);
void recaps_check(struct reconciliation *r, struct works *works);

/* Findings with a place. Figures are euros, whole numbers or text as the column says. */
void add_finding(const struct grid *g, enum severity s, uint32_t row, int64_t column, enum word word, const struct word_arg *args, size_t count);
#define NOTE(g, s, row, column, word, ...) \
	add_finding((g), (s), (row), (column), (word), (const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}, \
	            sizeof((const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}) / sizeof(struct word_arg) - 1)
struct word_arg figure_arg(struct arena *a, const char *name, const struct reconcile_column *c, int64_t micro);

/* Looks for what explains printed - computed among the lines that were summed, and says the first explanation found. */
struct gap {
	size_t column; /* of the block */
	size_t total_line;
	const size_t *lines; /* indexes of the data lines summed */
	size_t count;
	int64_t printed, computed;
};
void gap_explain(struct work *w, const struct gap *gaps, size_t count, size_t which);

#endif
