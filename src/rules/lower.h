/* Lowering: from the nodes of a model to the compact code that the evaluator runs. Called once, by rules_seal, after types are inferred; the code lives in
   the model's arena and never changes again. */
#ifndef RULES_LOWER_H
#define RULES_LOWER_H

#include "rules/model.h"

/* Fills m->program from m->nodes and m->rules. rules_seal calls it last. */
void rules_lower(struct rules_model *m);

/* Every node that a node holds. Rules that it refers to are not entered. */
typedef void node_child(void *context, node_id *child);
void lower_children(const struct rules_model *m, node_id n, node_child *visit, void *context);

/* The reference writes a rule anew when it names one that may be replaced, and what a mechanism says twice is then two things. That shows in circles and where
   applicability is asked: there each use of a shared node gets a copy of its own. Adds nodes to the model. */
void lower_copies(struct rules_model *m, struct arena *a);

/* Sets in_circle, by node, for the nodes of rules that need one another in a circle, or need such rules. `a` is for what the search needs. */
void lower_circles(const struct rules_model *m, struct arena *a, bool *in_circle);

struct code;
struct rule_code;
/* The code of a node that is not a constant, nowhere kept: also for the nodes of a run. */
struct code lower_node(const struct rules_model *m, const struct rule_code *rules, const struct node *n, node_id at);

#endif
