/* The budget of a project (D2; Cerfa 12156 §6, chart of accounts of standards.md §1.3), one or several years, from the values of a form: accounts, sub-totals, charges = produits,
   86 = 87, account 74 by named funder. Money in cents. Pure. */
#ifndef DOMAIN_BUDGET_H
#define DOMAIN_BUDGET_H

#include "domain/form.h"

enum budget_side { BUDGET_CHARGES, BUDGET_PRODUITS };

struct budget_account { /* of the chart, in order; a class ("60 Achats") has lines below it */
	const char *code;   /* "604", "74", "CHARGINDIRECT"; the key of a line is budget.YEAR.CODE */
	enum budget_side side;
	int level;          /* 0 a class, 1 a line that is typed */
	bool voluntary;     /* 86, 87 */
	enum word label;
};
const struct budget_account *budget_chart(size_t *count); /* "dauphin-8": chart version of standards.md §1.3 */

struct budget_line {
	const struct budget_account *account;
	str key, label;
	str funder;   /* code, of an asked amount in 74 */
	bool typed;   /* else a sum */
	bool reads;   /* what was typed is an amount */
	opt_money amount;
};
struct budget_year {
	int64_t year; /* 2025 */
	LIST_OF(struct budget_line) charges, produits;
	money charges_before, produits_before; /* without 86, 87 */
	money voluntary_charges, voluntary_produits;
	money charges_total, produits_total;   /* as DAUPHIN, 86 and 87 included */
	money asked;                           /* of all funders of the call */
	bool balanced, voluntary_balanced, empty;
	money gap;                             /* charges − produits; may be negative */
	bool has_share;
	int64_t share_milli;                   /* asked / produits, in thousandths of a per cent, rounded down */
};
struct budget {
	LIST_OF(struct budget_year) years;
	bool over_limit; /* a sum passes LIMIT_AMOUNT_CENTS */
};

/* An amount as the form keeps it ("1250", "1250.5", "1250.50"), in cents. False for anything else, and above LIMIT_AMOUNT_CENTS. */
bool money_kept(str value, money *amount);

/* Years: 1, or as many as the values say (period of several years: 2 to 4). */
void budget_read(struct arena *a, const struct form *form, const struct form_values *values, struct budget *budget);
/* Adds the fields of the topic TOPIC_BUDGET (called by form_build) and finds one by key. */
void budget_fields(struct arena *a, struct form *form, struct form_topic *topic, const struct form_values *values);
/* Its problems, as form_check says. */
void budget_check(const struct form *form, const struct form_values *values, bool to_file, struct problems *ps);

/* The revised budget (after a partial grant): what a funder of the call was asked and gives in year 1. False when no revised budget is asked, for another year, and for a line
   that is no funder's. One that was neither asked nor gives anything: zero. */
bool budget_granted(const struct form *form, size_t year, const struct budget_line *line, struct form_granted *granted);
/* Why less than granted is taken: key of the field, there while a revised budget is asked and wherever one answered. */
#define BUDGET_LESS S("budget.less")

/* A block of cells pasted from a spreadsheet onto a line: tabs and line breaks; amounts as French and English people write them (domain/amount.h). Each cell that reads is a
   value for the line so many rows below; the rest is told. */
struct pasted_cell {
	str key, typed, value; /* value absent: it does not read, or there is no line for it */
};
struct pasted_cells {
	struct pasted_cell *at;
	size_t n, room;
};
void budget_paste(struct arena *a, const struct form *form, const struct form_values *values, str first_key, str text, struct pasted_cells *cells);

#endif
