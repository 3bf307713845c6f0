/* Inside rules/: the plain constants of a situation, told from their text without the reader of expressions: oui, non, 'association', 12500.50 €, 13/09/2024.
   What is not surely one of them is left to the reader, which gives the same constants. Called by situation.c for every fact that is given as text. */
#ifndef RULES_PLAIN_H
#define RULES_PLAIN_H

#include "rules/program.h"

/* Texts of units that were read lately, and the unit that each is. Of the model only: those outlive a situation. */
enum { PLAIN_UNIT_BYTES = 28, PLAIN_UNITS = 64 };
struct plain_units {
	struct plain_unit {
		unit_id unit;
		uint8_t n; /* bytes; 0: nothing yet */
		char text[PLAIN_UNIT_BYTES];
	} at[PLAIN_UNITS];
};

bool plain_unit(const struct plain_units *known, str text, unit_id *unit); /* false: not one of those */
void plain_unit_note(struct plain_units *known, str text, unit_id unit);   /* not kept when it is too long */

/* *value is only written when the text is a plain truth, number or date; its stamp is then 0. `known`: by what stands after the digits (" €/mois"). */
bool plain_value(const struct plain_units *known, str text, struct answer *value);
bool plain_text(str text, str *inside); /* 'association', 'l'association': from the first quote to the last, on one line */
str plain_after_digits(str text);       /* of "12.5 €": " €"; absent when it begins with no digit */

#endif
