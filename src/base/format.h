/* Numbers, amounts, dates as a person reads them, in French or English typography (interface.md "Look").
   French: narrow no-break spaces in numbers and before %, no-break before the euro sign, "13 septembre 2024 à midi". */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include "base/calendar.h"
#include "base/out.h"
#include "base/values.h"

void out_number(struct out *o, enum lang lang, int64_t value);               /* 12 345 · 12,345 */
void out_milli(struct out *o, enum lang lang, int64_t thousandths);          /* 18800 -> 18,8 · 18.8; no trailing zeros */
void out_money(struct out *o, enum lang lang, money amount);                 /* 12 345 € · €12,345; cents only when there are any */
void out_day(struct out *o, enum lang lang, day d);                          /* 13 septembre 2024 · 13 September 2024; 1er */
void out_instant(struct out *o, enum lang lang, instant at, const struct zone *z); /* 13 septembre 2024 à midi · à 14 h 02 */
void out_month(struct out *o, enum lang lang, int year, int month);          /* mai 2021 · May 2021 */

/* Plain machine form: euros with a point and two decimals only when needed ("14985", "0.50"); for csv, tests and data. */
void out_euros_plain(struct out *o, money amount);

#endif
