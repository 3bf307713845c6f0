/* Circles of rules, as their author is told of them: in each group of rules that ask one another, the shortest way round.
   Called by whoever checks a model; owns nothing. */
#include "rules/components.h"
#include "rules/graph.h"

struct circles {
	const struct rules_model *m;
	struct arena *a;
	struct need_graph graph;
	struct components components;
	LIST_OF(struct rules_cycle) found;
};

/* A rule that says how its circle is solved asks for nothing that counts here. */
static bool solves_circles(const struct rules_model *m, rule_no rule)
{
	for (node_id n = m->rules.at[rule].value; n;) {
		const struct node *at = model_node(m, n);
		if (at->kind == NODE_CIRCULAIRE)
			return true;
		if (at->kind == NODE_CONDITION && at->mechanism && at->arg_count)
			n = at->args[0].nodes[0]; /* what a mechanism applies to */
		else if (at->kind == NODE_UNITE || at->kind == NODE_SIMPLIFIER_UNITE)
			n = at->one.valeur;
		else
			n = at->kind == NODE_ARRONDI ? at->rounding.valeur : 0;
	}
	return false;
}

static struct need_graph who_asks_whom(const struct rules_model *m, struct arena *a)
{
	struct walk w = walk_new(m, a);
	rule_list all = {0};
	struct need_graph g = {.count = (uint32_t)m->rules.n, .of = ARENA_ARRAY(a, m->rules.n + 1, uint32_t)};
	for (rule_no r = 1; r < m->rules.n; r++) {
		g.of[r] = (uint32_t)all.n;
		if (!m->rules.at[r].is_situation && !solves_circles(m, r))
			walk_asked(&w, r, &all);
	}
	g.of[m->rules.n] = (uint32_t)all.n;
	g.needs = all.at;
	return g;
}

/* The way back to `start` through the fewest rules of its component; `came` holds where each was reached from. Gives the last of them, 0 when none. */
static rule_no shortest_way(struct circles *c, rule_no start, rule_no *queue, rule_no *came)
{
	uint32_t head = 0, tail = 0;
	queue[tail++] = start;
	while (head < tail) {
		rule_no r = queue[head++];
		for (uint32_t e = c->graph.of[r]; e < c->graph.of[r + 1]; e++) {
			rule_no to = c->graph.needs[e];
			if (to == start)
				return r;
			if (c->components.of[to] != c->components.of[start] || came[to])
				continue;
			came[to] = r;
			queue[tail++] = to;
		}
	}
	return 0;
}

static void add_circle(struct circles *c, rule_no start, rule_no last, const rule_no *came)
{
	LIST_OF(rule_id) back = {0};
	for (rule_no r = last;; r = came[r]) {
		if (c->m->rules.at[r].public_id.v)
			*LIST_ADD(c->a, &back) = c->m->rules.at[r].public_id;
		if (r == start)
			break;
	}
	if (!back.n)
		return;
	rule_id *forth = ARENA_ARRAY(c->a, back.n, rule_id);
	for (size_t i = 0; i < back.n; i++)
		forth[i] = back.at[back.n - 1 - i];
	*LIST_ADD(c->a, &c->found) = (struct rules_cycle){forth, back.n};
}

const struct rules_cycle *rules_cycles(const struct rules_model *m, struct arena *a, size_t *count)
{
	struct circles c = {.m = m, .a = a, .graph = who_asks_whom(m, a)};
	c.components = components_of(a, &c.graph);
	rule_no *queue = ARENA_ARRAY(a, m->rules.n, rule_no), *came = ARENA_ARRAY(a, m->rules.n, rule_no);
	bool *told = ARENA_ARRAY(a, c.components.count, bool);
	for (rule_no r = 1; r < m->rules.n; r++) {
		/* rules that people see first: a circle is told from one of them */
		if (told[c.components.of[r]] || !m->rules.at[r].public_id.v)
			continue;
		rule_no last = shortest_way(&c, r, queue, came);
		told[c.components.of[r]] = true;
		if (last)
			add_circle(&c, r, last, came);
	}
	*count = c.found.n;
	return c.found.at;
}
