/* Nodes of rules in circles: see circles.h. Owns nothing that outlives the call. */
#include "rules/circles.h"

#include "rules/components.h"
#include "rules/read.h"

struct circles {
	const struct rules_model *m;
	struct arena *arena;
	uint32_t *seen, look;   /* by node: the last look at it; the look that is being taken */
	LIST_OF(node_id) open;  /* nodes of a rule still to look into */
	LIST_OF(uint32_t) needs; /* of all rules, one after the other */
	bool *in_circle;        /* by node */
};

static void look_into(void *context, node_id child)
{
	struct circles *c = context;
	if (!child || c->seen[child] == c->look)
		return;
	c->seen[child] = c->look;
	*LIST_ADD(c->arena, &c->open) = child;
}

/* Begins a look at all nodes of a rule. */
static void open_rule(struct circles *c, rule_no r)
{
	const struct rule *rule = &c->m->rules.at[r];
	c->look++;
	look_into(c, rule->value);
	look_into(c, rule->possibilities);
	if (!rule->is_situation)
		look_into(c, rule->nullable_parent);
}

/* The next node of that look; 0 when all were seen. */
static node_id next_node(struct circles *c)
{
	if (!c->open.n)
		return 0;
	node_id at = c->open.at[--c->open.n];
	node_look_below(model_node(c->m, at), look_into, c);
	return at;
}

static struct need_graph who_needs_whom(struct circles *c)
{
	const struct rules_model *m = c->m;
	struct need_graph g = {.count = (uint32_t)m->rules.n, .of = ARENA_ARRAY(c->arena, m->rules.n + 1, uint32_t)};
	for (rule_no r = 1; r < m->rules.n; r++) {
		g.of[r] = (uint32_t)c->needs.n;
		open_rule(c, r);
		for (node_id at; (at = next_node(c)) != 0;)
			if (model_node(m, at)->kind == NODE_REFERENCE)
				*LIST_ADD(c->arena, &c->needs) = model_node(m, at)->target;
	}
	g.of[m->rules.n] = (uint32_t)c->needs.n;
	g.needs = c->needs.at;
	return g;
}

/* Does a component go round in itself, or need one that was found to be near a circle? */
static bool is_near(const struct need_graph *g, const struct components *all, uint32_t component, const bool *near)
{
	uint32_t first = all->first[component], end = all->first[component + 1];
	if (end - first > 1)
		return true;
	rule_no alone = all->members[first];
	if (!g->needs)
		return false;
	for (uint32_t i = g->of[alone]; i < g->of[alone + 1]; i++)
		if (g->needs[i] == alone || near[all->of[g->needs[i]]])
			return true;
	return false;
}

bool *nodes_in_circles(const struct rules_model *m, struct arena *a)
{
	struct circles c = {.m = m, .arena = a, .seen = ARENA_ARRAY(a, m->nodes.n + 1, uint32_t), .in_circle = ARENA_ARRAY(a, m->nodes.n + 1, bool)};
	struct need_graph g = who_needs_whom(&c);
	struct components all = components_of(a, &g);
	bool *near = ARENA_ARRAY(a, all.count, bool);
	for (uint32_t i = 1; i < all.count; i++) {
		near[i] = is_near(&g, &all, i, near);
		for (uint32_t at = all.first[i]; near[i] && at < all.first[i + 1]; at++) {
			open_rule(&c, all.members[at]);
			for (node_id n; (n = next_node(&c)) != 0;)
				c.in_circle[n] = true;
		}
	}
	return c.in_circle;
}
