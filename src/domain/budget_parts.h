/* What the files of the budget share: keys of its lines, who stands on which account, how many years and lines are shown. Inside domain/. */
#ifndef DOMAIN_BUDGET_PARTS_H
#define DOMAIN_BUDGET_PARTS_H

#include "domain/budget.h"

/* "budget.1.604"; "budget.1.74x.2.name". Years and lines count from 1. */
str budget_key(struct arena *a, size_t year, const char *code);
str budget_free_key(struct arena *a, size_t year, size_t line, const char *part);

size_t budget_year_count(const struct form_values *values); /* 1 to LIMIT_BUDGET_YEARS; `values` may be NULL */
size_t budget_free_lines(struct arena *a, const struct form_values *values, size_t year); /* two more than are filled */

/* The line of account 74 on which a funder of that kind stands; absent: it is never asked for money (own resources, what is valued in kind). */
str budget_account_of_funder(const struct form_funder *funder);
/* The call has a funder for that line: it is asked by name, the line itself is not typed. */
bool budget_asks_by_name(const struct form *form, const struct budget_account *account);

#endif
