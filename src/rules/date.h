/* Dates as the language writes them (13/09/2024, 09/2024) and the durations between them, as the reference counts them. Years 100 to 9999. Pure. */
#ifndef RULES_DATE_H
#define RULES_DATE_H

#include "base/out.h"
#include "base/values.h"
#include "rules/number.h"

bool date_parse(str text, day *d); /* J/M/AAAA with one or two digits, M/AAAA (its first day); false when it does not exist */
bool date_exists(day d);           /* within the years above; what is given to the others must be */
void date_write(struct out *o, day d); /* 13/09/2024 */

enum duration_unit { DURATION_DAYS, DURATION_MONTHS, DURATION_YEARS, DURATION_QUARTERS, DURATION_CIVIL_QUARTERS, DURATION_CIVIL_YEARS };
bool duration_unit_named(str unit, enum duration_unit *u); /* jour, mois, an, trimestre, trimestre civil, année civile */
struct number date_difference(day from, day to, enum duration_unit u); /* exact; may be negative: the mechanism bounds it at 0 */

#endif
