/* Euro cents, with checked operations only. An overflow is an impossible condition (amounts are bounded by LIMIT_AMOUNT_CENTS): the process stops. */
#ifndef DOMAIN_MONEY_H
#define DOMAIN_MONEY_H

#include "base/values.h"

#define MONEY_ZERO ((money){0})

money money_add(money a, money b);
money money_subtract(money a, money b);
int money_compare(money a, money b); /* -1, 0, 1 */
bool money_is_zero(money a);

/* Splits `whole` in proportion to weights[0..n) (each >= 0) by largest remainder: the parts sum to the whole, to the cent. Equal remainders favour
   the earlier part. When all weights are 0 the first part takes everything. n >= 1, n <= 4096. */
void money_split(money whole, const int64_t *weights, size_t n, money *parts);

/* Whole percentages that add up to 100, by largest remainder (requirements.md P4); all 0 when the sum is 0. A negative part has no share of a
   whole: it counts as 0 (programme_compute reports the amount). n <= 4096. */
void percents_of(const money *parts, size_t n, int *percents);

#endif
