/* Does a table that somebody else made add up? (requirements.md N10.) Finds out the table's structure with nobody telling: header rows, sections,
   sub-totals, total columns, percentages, cells that name their amounts; then checks every printed total and looks for what explains a gap.
   Never corrects anything. Pure: works on a domain/table.h book; imports/reconcile_file.h reads files.

   Figures are in hundredths of the column's unit: cents for euros, hundredths of a person for persons. All memory is in the arena of the reconciliation. */
#ifndef DOMAIN_RECONCILE_H
#define DOMAIN_RECONCILE_H

#include "domain/finding.h"
#include "domain/table.h"

enum column_kind { COLUMN_EMPTY, COLUMN_TEXT, COLUMN_CODE, COLUMN_AMOUNT, COLUMN_TOTAL, COLUMN_COUNT, COLUMN_PERCENT };

struct reconcile_figure {
	int64_t sum_micro; /* of the data rows */
	bool printed_set;
	int64_t printed_micro; /* the total the table itself gives */
};

struct reconcile_column {
	uint32_t index; /* in the sheet; of the cell that holds it when `named` */
	str label;      /* of the header, or its letters */
	enum column_kind kind;
	bool named;     /* from cells such as "CCAS = 14 985 €" */
	bool money;     /* amounts of euros, as opposed to persons, hours, unknown units */
	int64_t scale;  /* 1000 when the header says k€ */
	int64_t slack_micro; /* half of the last digit written, when amounts are rounded (k€); what a sum may be off for each addend */
	struct reconcile_figure figure;
};

struct reconcile_section {
	str label;
	uint32_t first_row, last_row; /* as numbered in the sheet */
	size_t rows;                  /* data rows */
	struct reconcile_figure *figures; /* one per column of the block */
};

struct reconcile_row_gap {
	uint32_t row;
	str label;
	str column; /* of the total that differs */
	int64_t printed_micro, computed_micro;
};

/* One table; a sheet may hold several. */
struct reconcile_block {
	str sheet;
	uint32_t first_row, last_row;
	size_t rows; /* data rows */
	LIST_OF(struct reconcile_column) columns;
	LIST_OF(struct reconcile_section) sections;
	LIST_OF(struct reconcile_row_gap) row_gaps;
};

struct reconcile_place {
	str sheet;
	uint32_t row;   /* 0: none */
	int64_t column; /* -1: none */
};

struct reconciliation {
	struct arena *arena;
	str file, format, encoding;
	char separator;
	LIST_OF(struct reconcile_block) blocks;
	struct findings findings;               /* their `place` is made when they are written, in the reader's language */
	LIST_OF(struct reconcile_place) places; /* one per finding */
	size_t untold;                          /* findings beyond LIMIT_TABLE_FINDINGS: counted, not listed */
};

/* Fills r. OK always: what is wrong with the table is in the findings. */
void reconcile_book(struct arena *a, str file, const struct table_book *book, struct reconciliation *r);

/* No error among the findings: exit status 0; otherwise 1. */
bool reconciliation_adds_up(const struct reconciliation *r);

/* The findings with their places in words: "feuille Synthèse, ligne 42, colonne D". */
struct findings reconciliation_findings(struct arena *a, enum lang lang, const struct reconciliation *r);

void reconciliation_text(struct out *o, enum lang lang, const struct reconciliation *r);
/* {"file","format","encoding","separator","sheets":[{"name","first_row","last_row","rows","columns":[{"label","letter","kind","unit","sum_cents","printed_cents",
   "gap_cents"}],"sections":[{"label","first_row","last_row","rows","columns":[…]}],"rows_with_gap":[{"row","label","column","printed_cents","computed_cents","gap_cents"}]}],
   "findings":[…],"adds_up":bool}, null without a table. printed and gap are null where the table prints no total. gap = printed - sum. */
void reconciliation_json(struct out *o, enum lang lang, const struct reconciliation *r);

#endif
