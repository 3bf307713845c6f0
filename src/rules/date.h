/* Dates as the language writes them (13/09/2024, 09/2024) and the durations between them, as the reference counts them. Pure. */
#ifndef RULES_DATE_H
#define RULES_DATE_H

#include "base/out.h"
#include "base/values.h"
#include "rules/number.h"

bool date_parse(str text, day *d); /* JJ/MM/AAAA, MM/AAAA (its first day); false when it does not exist */
void date_write(struct out *o, day d); /* 13/09/2024 */

enum duration_unit { DURATION_DAYS, DURATION_MONTHS, DURATION_YEARS, DURATION_QUARTERS, DURATION_CIVIL_QUARTERS, DURATION_CIVIL_YEARS };
bool duration_unit_named(str unit, enum duration_unit *u); /* jour, mois, an, trimestre, trimestre civil, année civile */
struct number date_difference(day from, day to, enum duration_unit u); /* may be negative; the mechanism bounds it at 0 */

#endif
