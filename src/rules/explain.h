/* Inside rules/: what explain.c asks of nodes (explain_ask.c): their names as written, and which of what they were given the evaluation asked. */
#ifndef RULES_EXPLAIN_H
#define RULES_EXPLAIN_H

#include "rules/format.h"
#include "rules/run.h"

/* "somme", "variations", "<="…; absent for constants and references. */
str explain_mechanism(const struct node *n);

/* `dans la situation`, which stands in every rule that may be given: what is given, else the formula. */
bool explain_is_situation(const struct node *n);
node_id explain_situation(const struct node *n);
node_id explain_without_situation(const struct node *n);

/* Whether working out `node` asked `given`, which stands somewhere below it (but not below another thing that it was given). True when it is not found
   there: then the reader has put it elsewhere. */
bool explain_asked(struct rules_run *run, node_id node, node_id given);

/* Of a `barème`, a `taux progressif` or a `grille`: the number, from 0, of the slice that holds the base; the number of slices when it is beyond all of
   them, or not known. */
size_t explain_tranche(struct rules_run *run, const struct node *n);

#endif
