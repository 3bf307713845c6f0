/* Walks of the nodes of one rule. */
#include "rules/graph.h"

#include "rules/read.h"

struct walk walk_new(const struct rules_model *m, struct arena *a)
{
	return (struct walk){.m = m, .arena = a, .seen = ARENA_ARRAY(a, m->nodes.n, uint32_t)};
}

struct visit {
	struct walk *walk;
	rule_no rule; /* for which */
	rule_list *found;
};

static const struct node *looked_at(const struct visit *v, node_id id, bool *first)
{
	uint32_t *seen = &v->walk->seen[id];
	*first = *seen != v->rule;
	*seen = v->rule;
	return model_node(v->walk->m, id);
}

static void visit_named(void *context, node_id child)
{
	struct visit *v = context;
	bool first;
	const struct node *n = looked_at(v, child, &first);
	if (!first)
		return;
	if (n->kind == NODE_REFERENCE) {
		const struct rule *target = &v->walk->m->rules.at[n->target];
		if (target->is_internal && target->value)
			visit_named(v, target->value);
		else if (!target->is_situation)
			*LIST_ADD(v->walk->arena, v->found) = n->target;
	} else if (node_is_replacement(n)) {
		visit_named(v, n->variations.at[n->variations.n - 1].consequence);
	} else {
		node_look_below(n, visit_named, v);
	}
}

static void visit_asked(void *context, node_id child)
{
	struct visit *v = context;
	bool first;
	const struct node *n = looked_at(v, child, &first);
	if (!first || n->kind == NODE_INVERSION)
		return;
	if (n->kind == NODE_REFERENCE)
		*LIST_ADD(v->walk->arena, v->found) = n->target;
	else
		node_look_below(n, visit_asked, v);
}

void walk_named(struct walk *w, rule_no rule, rule_list *found)
{
	struct visit v = {w, rule, found};
	if (w->m->rules.at[rule].value)
		visit_named(&v, w->m->rules.at[rule].value);
}

void walk_asked(struct walk *w, rule_no rule, rule_list *found)
{
	struct visit v = {w, rule, found};
	if (w->m->rules.at[rule].value)
		visit_asked(&v, w->m->rules.at[rule].value);
}
