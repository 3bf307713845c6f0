/* Circles of rules: Tarjan's strongly connected components (SIAM Journal on Computing 1, 1972), without recursion, then the shortest way round in each.
   Called by whoever checks a model; owns nothing. */
#include "rules/graph.h"

struct circles {
	const struct rules_model *m;
	struct arena *a;
	uint32_t *from, *edges; /* edges[from[r]] to edges[from[r + 1]] */
	uint32_t *index, *low, *component, *next;
	bool *on_stack;
	rule_no *stack, *calls;
	uint32_t stack_n, calls_n, last_index, components;
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

static void find_edges(struct circles *c)
{
	struct walk w = walk_new(c->m, c->a);
	rule_list all = {0};
	for (rule_no r = 1; r < c->m->rules.n; r++) {
		c->from[r] = (uint32_t)all.n;
		if (!c->m->rules.at[r].is_situation && !solves_circles(c->m, r))
			walk_asked(&w, r, &all);
	}
	c->from[c->m->rules.n] = (uint32_t)all.n;
	c->edges = all.at;
}

static void enter(struct circles *c, rule_no r)
{
	c->index[r] = c->low[r] = ++c->last_index;
	c->next[r] = c->from[r];
	c->on_stack[r] = true;
	c->stack[c->stack_n++] = r;
	c->calls[c->calls_n++] = r;
}

static void lower(uint32_t *low, uint32_t to)
{
	if (to < *low)
		*low = to;
}

static void close_component(struct circles *c, rule_no r)
{
	c->components++;
	rule_no top;
	do {
		top = c->stack[--c->stack_n];
		c->on_stack[top] = false;
		c->component[top] = c->components;
	} while (top != r);
}

static void search(struct circles *c, rule_no start)
{
	enter(c, start);
	while (c->calls_n) {
		rule_no r = c->calls[c->calls_n - 1];
		if (c->next[r] < c->from[r + 1]) {
			rule_no to = c->edges[c->next[r]++];
			if (!c->index[to])
				enter(c, to);
			else if (c->on_stack[to])
				lower(&c->low[r], c->index[to]);
			continue;
		}
		if (c->low[r] == c->index[r])
			close_component(c, r);
		c->calls_n--;
		if (c->calls_n)
			lower(&c->low[c->calls[c->calls_n - 1]], c->low[r]);
	}
}

/* The way back to `start` through the fewest rules of its component; `came` holds where each was reached from. Gives the last of them, 0 when none. */
static rule_no shortest_way(struct circles *c, rule_no start, rule_no *queue, rule_no *came)
{
	uint32_t head = 0, tail = 0;
	queue[tail++] = start;
	while (head < tail) {
		rule_no r = queue[head++];
		for (uint32_t e = c->from[r]; e < c->from[r + 1]; e++) {
			rule_no to = c->edges[e];
			if (to == start)
				return r;
			if (c->component[to] != c->component[start] || came[to])
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
	size_t n = m->rules.n + 1;
	struct circles c = {.m = m, .a = a};
	c.from = ARENA_ARRAY(a, n, uint32_t);
	c.index = ARENA_ARRAY(a, n, uint32_t);
	c.low = ARENA_ARRAY(a, n, uint32_t);
	c.component = ARENA_ARRAY(a, n, uint32_t);
	c.next = ARENA_ARRAY(a, n, uint32_t);
	c.on_stack = ARENA_ARRAY(a, n, bool);
	c.stack = ARENA_ARRAY(a, n, rule_no);
	c.calls = ARENA_ARRAY(a, n, rule_no);
	find_edges(&c);
	for (rule_no r = 1; r < m->rules.n; r++)
		if (!c.index[r])
			search(&c, r);
	rule_no *queue = c.stack, *came = ARENA_ARRAY(a, n, rule_no);
	bool *told = ARENA_ARRAY(a, c.components + 1, bool);
	for (rule_no r = 1; r < m->rules.n; r++) {
		/* rules that people see first: a circle is told from one of them */
		if (told[c.component[r]] || !m->rules.at[r].public_id.v)
			continue;
		rule_no last = shortest_way(&c, r, queue, came);
		told[c.component[r]] = true;
		if (last)
			add_circle(&c, r, last, came);
	}
	*count = c.found.n;
	return c.found.at;
}
