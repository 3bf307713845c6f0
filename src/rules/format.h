/* Inside rules/: values as text. One form is a value of the language (what {{…}} puts into a text), byte for byte that of the reference; the other is for
   people, in the typography of base/format.h. Both show a number in its simplest unit (a value in €.an/mois is shown in €). */
#ifndef RULES_FORMAT_H
#define RULES_FORMAT_H

#include "rules/model.h"

/* "12 500,50 €", "57 %", "oui", "13/09/2024", "Pas encore défini", "Non applicable": French, two decimals, no-break spaces where the reference has them. */
void format_value_reference(struct out *o, struct units *u, const struct value *v);

/* "12 500,50 €" or "€12,500.50", "57 %", "3 mois" or "3 months", "13 septembre 2024", "sans objet", "inconnu". */
void format_value(struct out *o, enum lang lang, struct units *u, const struct rules_value *v);

/* "€/mois", "€/month": a unit alone, as people read it. */
void format_unit(struct out *o, enum lang lang, str unit);

struct rules_value value_shown(const struct value *v); /* the same value, as the public face gives it */

#endif
