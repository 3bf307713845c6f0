/* Which rules a rule reads, from the nodes of its value. Called by model.c (what a rule names) and cycles.c (what it may ask). Changes nothing. */
#ifndef RULES_GRAPH_H
#define RULES_GRAPH_H

#include "rules/model.h"

typedef LIST_OF(rule_no) rule_list;

struct walk {
	const struct rules_model *m;
	struct arena *arena;
	uint32_t *seen; /* by node, the last rule for which it was looked at */
};
struct walk walk_new(const struct rules_model *m, struct arena *a);

/* Rules that the author names in the formula of `rule`, hidden rules of a maximum looked through; in the order of the text, each perhaps several times. */
void walk_named(struct walk *w, rule_no rule, rule_list *found);
/* Rules that working out `rule` may ask for: with what replaces them, without the candidates of an inversion. */
void walk_asked(struct walk *w, rule_no rule, rule_list *found);

#endif
