/* The figures of a sheet in words, for the pages of budget and publics and for live.json. Inside web/. */
#ifndef WEB_SHEET_BUDGET_H
#define WEB_SHEET_BUDGET_H

#include "web/sheet_verdict.h"

struct budget_balance budget_balance_of(struct page *pg, const struct budget_year *y);
/* What the rules say of a funder beside what is asked of it. False when they say nothing. */
bool budget_says(struct page *pg, const struct sheet_verdict *verdict, str funder, struct budget_cell_view *cell);
/* A share of thousandths of a per cent in words: "39,8 %". */
str budget_share(const struct page *pg, int64_t milli);

/* Totals of the publics in words: the members total, women, priority, geography, gap of the view. */
void publics_totals(struct page *pg, const struct sheet *sheet, const struct publics *p, struct publics_view *v);
/* What separates the table from the number declared; absent when nothing does. */
str publics_gap(const struct page *pg, const struct sheet *sheet, const struct publics *p);

#endif
