/* Inside rules/: an expression read against a model that is already sealed, into the nodes of a run ("what is known": 12 500 €, 'association', revenu * 2).
   Called by the evaluator for rules_set_expression. The model is not changed: several threads may each do this with their own place.

   How a run uses it: at its start it gives `nodes` room for LIMIT_RUN_NODES and one slot of its cache for each id from base to base + room; sets
   `place = {arena, &units, nodes, .room = …}`. expression_in_run(m, &place, rule.situation, …) gives the node of the value of that $SITUATION rule, to be
   used instead of rules.at[rule.situation].value. model_node() does not know the nodes of a run: look below `base` in the model, else in place.nodes[id - base].
   To forget all expressions: place.count = 0, and the arena is reset. An expression holds no mechanism written as YAML: no `contexte`, no new rule. */
#ifndef RULES_EXPRESSION_H
#define RULES_EXPRESSION_H

#include "base/problem.h"
#include "rules/model.h"

struct expression_place {
	struct arena *arena; /* texts and lists of the nodes live there until the place is emptied */
	struct units *units; /* of the run */
	struct node *nodes;
	uint32_t count, room; /* ids go from expression_base(m) */
};

static inline node_id expression_base(const struct rules_model *m)
{
	return (node_id)m->nodes.n;
}

/* `context`: the rule in which names are understood (for a situation: the $SITUATION rule); 0 is the root. OK with *node: resolved, with replacements
   and types. INVALID with problems (a syntax error, an unknown name, no more room). */
must_use enum status expression_in_run(const struct rules_model *m, struct expression_place *place, rule_no context, str text, struct problems *ps, node_id *node);

#endif
