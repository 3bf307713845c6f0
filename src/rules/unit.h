/* Units of a model: "€/mois" as numerators over denominators, interned so that equal units are equal numbers. Conversion and simplification as the
   reference's (percent, euros, months, years, metres…). Used by the reader and the evaluator; a run adds units that only appear while evaluating to
   its own overflow table, so that a sealed model never changes. */
#ifndef RULES_UNIT_H
#define RULES_UNIT_H

#include "base/arena.h"
#include "rules/number.h"

typedef uint16_t unit_id; /* 0: no unit at all (undefined in the reference); UNIT_EMPTY: a unit without parts, what is left of €/€ */
enum { UNIT_NONE = 0, UNIT_EMPTY = 1, UNIT_PERCENT = 2, UNIT_EURO = 3, UNIT_MONTH = 4, UNIT_DAY = 5, UNIT_YEAR = 6 };

struct unit_table;
struct units { /* a table; `below` is the sealed table of the model when this one is a run's */
	struct unit_table *own;
	const struct unit_table *below;
};

struct units units_new(struct arena *a);                                    /* holds the fixed ones above */
struct units units_above(struct arena *a, const struct units *sealed);      /* of a run; all its memory now */

bool unit_parse(struct units *u, str text, unit_id *unit);                  /* "€/mois", "m2"; false: "/ " or nothing in it, or the table is full */
str unit_text(const struct units *u, unit_id unit);                         /* "€/mois", powers combined; empty for UNIT_EMPTY; absent for UNIT_NONE */
unit_id unit_mul(struct units *u, unit_id a, unit_id b);                    /* inferUnit('*') */
unit_id unit_div(struct units *u, unit_id a, unit_id b);
unit_id unit_simplify(struct units *u, unit_id unit);                       /* simplifyUnit */
bool unit_has_percent(const struct units *u, unit_id unit);                 /* among the numerators */
bool unit_convertible(const struct units *u, unit_id from, unit_id to);
/* False when they are not convertible; *n is then as it was. */
bool unit_convert(struct units *u, unit_id from, unit_id to, struct number *n);

#endif
