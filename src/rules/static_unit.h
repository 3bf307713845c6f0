/* The unit of a rule as far as its text tells, for forms and tables; what it is worth in a situation may differ. Called by rules_seal. */
#ifndef RULES_STATIC_UNIT_H
#define RULES_STATIC_UNIT_H

#include "rules/model.h"

/* Fills `unit` of every rule. */
void static_units(struct rules_model *m);

#endif
