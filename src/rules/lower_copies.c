/* Copies of what a mechanism says twice, in rules that the reference writes anew. Called by lower.c, before anything is counted. Owns nothing. */
#include "rules/lower.h"

#include "base/limits.h"
#include "rules/index.h"
#include "rules/read.h"

#include <string.h>

struct copies {
	struct rules_model *m;
	size_t first_copy;  /* nodes from here on are copies */
	bool *in_circle;    /* by node */
	rule_no *used_by;   /* by node: the last rule that was found to use it */
	rule_no rule;       /* being looked at */
	bool inside_copy;
};

void lower_children(const struct rules_model *m, node_id n, node_child *visit, void *context)
{
	struct node node = *model_node(m, n);
	node_children(&node, visit, context);
}

/* Does this rule name one that is replaced somewhere, itself or by its parents? */
static void mark_rewritten(const struct rules_model *m, bool *rewritten)
{
	for (node_id n = 1; n < m->nodes.n; n++) {
		const struct node *at = model_node(m, n);
		if (at->kind == NODE_REFERENCE && m->index->of[at->target].count)
			rewritten[at->rule] = true;
	}
	for (rule_no r = 1; r < m->rules.n; r++)
		for (uint32_t i = 0; i < m->rules.at[r].parent_count; i++)
			if (m->index->of[m->rules.at[r].parents[i]].count)
				rewritten[r] = true;
}

/* ---- copying ---- */

static void *own(struct rules_model *m, const void *list, size_t count, size_t size)
{
	void *copy = arena_array(m->arena, count ? count : 1, size);
	if (count)
		memcpy(copy, list, count * size);
	return copy;
}

static node_id copy_of(struct copies *c, node_id at)
{
	struct rules_model *m = c->m;
	struct node n = *model_node(m, at);
	if (n.kind == NODE_VARIATIONS)
		n.variations.at = own(m, n.variations.at, n.variations.n, sizeof *n.variations.at);
	if (n.kind == NODE_TEXTE)
		n.text.at = own(m, n.text.at, n.text.n, sizeof *n.text.at);
	if (n.kind == NODE_CONTEXTE)
		n.context.at = own(m, n.context.at, n.context.n, sizeof *n.context.at);
	if (n.kind == NODE_BAREME || n.kind == NODE_TAUX_PROGRESSIF || n.kind == NODE_GRILLE)
		n.tranches.at = own(m, n.tranches.at, n.tranches.n, sizeof *n.tranches.at);
	node_id copy = (node_id)m->nodes.n;
	*LIST_ADD(m->arena, &m->nodes) = n;
	return copy;
}

static bool is_replacement(const struct node *n)
{
	return n->kind == NODE_VARIATIONS && n->mechanism && strcmp(n->mechanism, "remplace") == 0;
}

/* References, constants and replacements are shared in the reference too; elsewhere sharing does not show. */
static bool is_shared(const struct copies *c, node_id at)
{
	const struct node *n = model_node(c->m, at);
	if (!at || n->kind == NODE_REFERENCE || n->kind == NODE_CONSTANT || n->kind == NODE_POSSIBILITIES || n->kind == NODE_INVERSION || is_replacement(n))
		return true;
	return !n->asks_applicability && at < c->first_copy && !c->in_circle[at];
}

/* The first user of a node has the node itself, every other a copy, with copies of all that is below. */
static void use(void *context, node_id *child)
{
	struct copies *c = context;
	if (is_shared(c, *child))
		return;
	bool outer = c->inside_copy;
	if (outer || c->used_by[*child] == c->rule) {
		if (c->m->nodes.n - c->first_copy >= LIMIT_RULES_COPIES)
			return;
		c->inside_copy = true;
		*child = copy_of(c, *child);
	} else {
		c->used_by[*child] = c->rule;
	}
	struct node n = *model_node(c->m, *child); /* the list of nodes may move */
	node_children(&n, use, c);
	c->m->nodes.at[*child] = n;
	c->inside_copy = outer;
}

void lower_copies(struct rules_model *m, struct arena *a)
{
	if (!m->index || !m->index->of)
		return; /* nothing is replaced: nothing is written anew */
	bool *rewritten = ARENA_ARRAY(a, m->rules.n + 1, bool);
	struct copies c = {
		.m = m,
		.first_copy = m->nodes.n,
		.in_circle = ARENA_ARRAY(a, m->nodes.n + 1, bool),
		.used_by = ARENA_ARRAY(a, m->nodes.n + 1, rule_no),
	};
	mark_rewritten(m, rewritten);
	lower_circles(m, a, c.in_circle);
	for (rule_no r = 1; r < m->rules.n; r++) {
		if (!rewritten[r])
			continue;
		c.rule = r;
		use(&c, &m->rules.at[r].value);
	}
}
