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
bool explain_is_default(const struct node *n); /* `par défaut` */

/* For each thing that `node` was given, in order (asked[] has room for them, and begins as ASKED_ELSEWHERE): whether working it out asked that thing.
   What stands below something else that was given does not count; what is not found stays ASKED_ELSEWHERE: the reader has put it in another rule. */
enum asked { ASKED_ELSEWHERE, NOT_ASKED, ASKED };
void explain_asked(struct rules_run *run, node_id node, enum asked *asked);
/* Whether an operation asked its right operand. */
bool explain_right_asked(struct rules_run *run, const struct node *operation);

/* Of a `barème`, a `taux progressif` or a `grille`: the number, from 0, of the slice that holds the base; the number of slices when it is beyond all of
   them, or not known. */
size_t explain_tranche(struct rules_run *run, const struct node *n);

#endif
