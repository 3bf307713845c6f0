/* Which nodes belong to rules that need one another in a circle, or need such rules. There the order of questions shows: a rule in a circle is worked out twice and
   what was met on the way stays what it was, so each node keeps its first answer. Called by lower.c; owns nothing that outlives the call. Tarjan's algorithm, without recursion. */
#include "rules/lower.h"

struct circles {
	const struct rules_model *m;
	struct arena *arena;
	bool *in_circle;
	uint32_t *seen, stamp;    /* by node: the last look at it; the look that is being taken */
	LIST_OF(node_id) open;    /* nodes of a rule still to look into */
	LIST_OF(rule_no) needs;   /* of all rules, one after the other */
	uint32_t *first_need;     /* by rule, and one more */
	bool *needs_itself;       /* by rule */
	uint32_t *number, *lowest, *next_need; /* by rule: in the order of finding; of the oldest rule in reach; where it is */
	bool *waiting;            /* by rule: its group is not complete */
	bool *near_circle;        /* by rule: in a circle, or needs one that is */
	LIST_OF(rule_no) group, path;
	uint32_t numbers;
};

/* ---- who needs whom ---- */

static void look_into(void *context, node_id *child)
{
	struct circles *c = context;
	if (!*child || c->seen[*child] == c->stamp)
		return;
	c->seen[*child] = c->stamp;
	*LIST_ADD(c->arena, &c->open) = *child;
}

static void open_rule(struct circles *c, rule_no r, uint32_t stamp)
{
	struct rule rule = c->m->rules.at[r];
	c->stamp = stamp;
	look_into(c, &rule.value);
	look_into(c, &rule.possibilities);
	if (!rule.is_situation)
		look_into(c, &rule.nullable_parent);
}

static void find_needs(struct circles *c, rule_no r)
{
	c->first_need[r] = (uint32_t)c->needs.n;
	open_rule(c, r, r);
	while (c->open.n) {
		node_id at = c->open.at[--c->open.n];
		const struct node *n = model_node(c->m, at);
		lower_children(c->m, at, look_into, c);
		if (n->kind != NODE_REFERENCE)
			continue;
		*LIST_ADD(c->arena, &c->needs) = n->target;
		c->needs_itself[r] = c->needs_itself[r] || n->target == r;
	}
}

/* ---- groups of rules that reach one another ---- */

static void enter(struct circles *c, rule_no r)
{
	c->number[r] = c->lowest[r] = ++c->numbers;
	c->next_need[r] = c->first_need[r];
	c->waiting[r] = true;
	*LIST_ADD(c->arena, &c->group) = r;
	*LIST_ADD(c->arena, &c->path) = r;
}

static void mark(struct circles *c, rule_no r)
{
	open_rule(c, r, r + (uint32_t)c->m->rules.n); /* a second look */
	while (c->open.n) {
		node_id at = c->open.at[--c->open.n];
		c->in_circle[at] = true;
		lower_children(c->m, at, look_into, c);
	}
}

static bool needs_circle(const struct circles *c, rule_no r)
{
	for (uint32_t i = c->first_need[r]; i < c->first_need[r + 1]; i++)
		if (c->near_circle[c->needs.at[i]])
			return true;
	return false;
}

/* What the group needs from outside was closed before it. */
static void close_group(struct circles *c, rule_no r)
{
	size_t first = c->group.n;
	bool near = c->group.at[c->group.n - 1] != r || c->needs_itself[r];
	do {
		first--;
		near = near || needs_circle(c, c->group.at[first]);
	} while (c->group.at[first] != r);
	for (size_t i = first; i < c->group.n; i++) {
		c->waiting[c->group.at[i]] = false;
		c->near_circle[c->group.at[i]] = near;
		if (near)
			mark(c, c->group.at[i]);
	}
	c->group.n = first;
}

static void leave(struct circles *c, rule_no r)
{
	c->path.n--;
	if (c->lowest[r] == c->number[r])
		close_group(c, r);
	if (!c->path.n)
		return;
	rule_no before = c->path.at[c->path.n - 1];
	if (c->lowest[r] < c->lowest[before])
		c->lowest[before] = c->lowest[r];
}

static void follow(struct circles *c, rule_no from)
{
	enter(c, from);
	while (c->path.n) {
		rule_no r = c->path.at[c->path.n - 1];
		if (c->next_need[r] == c->first_need[r + 1]) {
			leave(c, r);
			continue;
		}
		rule_no need = c->needs.at[c->next_need[r]++];
		if (!c->number[need])
			enter(c, need);
		else if (c->waiting[need] && c->number[need] < c->lowest[r])
			c->lowest[r] = c->number[need];
	}
}

void lower_circles(const struct rules_model *m, struct arena *a, bool *in_circle)
{
	size_t rules = m->rules.n + 1;
	struct circles c = {
		.m = m,
		.arena = a,
		.in_circle = in_circle,
		.seen = ARENA_ARRAY(a, m->nodes.n + 1, uint32_t),
		.first_need = ARENA_ARRAY(a, rules, uint32_t),
		.needs_itself = ARENA_ARRAY(a, rules, bool),
		.number = ARENA_ARRAY(a, rules, uint32_t),
		.lowest = ARENA_ARRAY(a, rules, uint32_t),
		.next_need = ARENA_ARRAY(a, rules, uint32_t),
		.waiting = ARENA_ARRAY(a, rules, bool),
		.near_circle = ARENA_ARRAY(a, rules, bool),
	};
	for (rule_no r = 1; r < m->rules.n; r++)
		find_needs(&c, r);
	c.first_need[m->rules.n] = (uint32_t)c.needs.n;
	for (rule_no r = 1; r < m->rules.n; r++)
		if (!c.number[r])
			follow(&c, r);
}
