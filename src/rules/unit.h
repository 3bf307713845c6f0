/* Units of a model: "€/mois" as numerators over denominators, interned so that equal units are equal numbers. Conversion and simplification as the
   reference's (percent, euros, months, years, metres…). Used by the reader and the evaluator; a run adds units that only appear while evaluating to
   its own table, above the sealed one of the model, so that a sealed model never changes and any number of threads may read it.
   Everything is bounded: a unit with too many parts, or one more than a table holds, is UNIT_OVERFLOW, which every function takes and passes on. */
#ifndef RULES_UNIT_H
#define RULES_UNIT_H

#include "base/arena.h"
#include "rules/number.h"

typedef uint16_t unit_id; /* 0: no unit at all (undefined in the reference); UNIT_EMPTY: a unit without parts, what is left of €/€ */
enum { UNIT_NONE = 0, UNIT_EMPTY = 1, UNIT_PERCENT = 2, UNIT_EURO = 3, UNIT_MONTH = 4, UNIT_DAY = 5, UNIT_YEAR = 6, UNIT_OVERFLOW = UINT16_MAX };

struct unit_table;
struct units { /* a table; `below` is the sealed table of the model when this one is a run's */
	struct unit_table *own;
	const struct unit_table *below;
};

struct units units_new(struct arena *a);                               /* holds the fixed ones above */
struct units units_above(struct arena *a, const struct units *sealed); /* of a run; all its memory now */
void units_clear(struct units *run);                                   /* forgets the units of a run; their numbers must no longer be used */
unit_id units_first_own(const struct units *run);                      /* units below it are of the sealed table, and stay */

bool unit_parse(struct units *u, str text, unit_id *unit);  /* "€/mois", "m2", "" (UNIT_EMPTY); false: a blank after "/", or UNIT_OVERFLOW */
str unit_text(const struct units *u, unit_id unit);         /* simplified, powers combined: "€/mois"; empty for UNIT_EMPTY; absent for UNIT_NONE */
bool unit_reads(const struct units *u, unit_id unit, str text); /* unit_text is exactly this: "%" */
/* inferUnit('*'): as it stands when the other is UNIT_NONE, else simplified. */
unit_id unit_mul(struct units *u, unit_id a, unit_id b);
unit_id unit_div(struct units *u, unit_id a, unit_id b);    /* UNIT_NONE counts as UNIT_EMPTY: never UNIT_NONE */
unit_id unit_simplify(struct units *u, unit_id unit);       /* simplifyUnit: units of one kind cancel, percents go: €/mois.an is €; UNIT_NONE stays */
bool unit_has_percent(const struct units *u, unit_id unit); /* among the numerators */
bool unit_convertible(const struct units *u, unit_id from, unit_id to); /* true when one is UNIT_NONE */
/* Convertible, or another name of the same (kW.h is kWh). False otherwise; *n is then as it was. From UNIT_NONE to anything nothing is changed;
   zero and NaN are not changed. A unit converts to itself unchanged, save where the reference does not (mois.mois.an). */
bool unit_convert(struct units *u, unit_id from, unit_id to, struct number *n);

#endif
