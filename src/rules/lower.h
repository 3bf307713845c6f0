/* Lowering: from the nodes of a model to the compact code that the evaluator runs. Called once, by rules_seal, after types are inferred; the code lives in
   the model's arena and never changes again. */
#ifndef RULES_LOWER_H
#define RULES_LOWER_H

#include "rules/model.h"

/* Fills m->program from m->nodes and m->rules. rules_seal calls it last. */
void rules_lower(struct rules_model *m);

struct code;
struct rule_code;
/* The code of a node that is not a constant, nowhere kept: also for the nodes of a run. */
struct code lower_node(const struct rules_model *m, const struct rule_code *rules, const struct node *n, node_id at);

#endif
