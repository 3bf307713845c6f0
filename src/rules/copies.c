/* Copies of what a mechanism says twice (a plafond names its value twice), in rules that the reference writes anew because they name one that may be
   replaced: what is said twice is then two things. That shows in circles and where applicability is asked: there each use of a shared node gets a copy of
   its own. Each step of a plafond of plafonds doubles them: their number is bounded. Called by load.c, when types are known. Owns nothing. */
#include "rules/circles.h"
#include "rules/read.h"

#include "base/limits.h"

#include <string.h>

struct copies {
	struct reading *r;
	struct rules_model *m;
	size_t first_copy; /* nodes from here on are copies */
	size_t made;       /* nodes, and what stands in their lists */
	bool *in_circle;   /* by node */
	rule_no *used_by;  /* by node: the last rule that was found to use it */
	rule_no rule;      /* being looked at */
	bool inside_copy;
};

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

static bool has_tranches(const struct node *n)
{
	return n->kind == NODE_BAREME || n->kind == NODE_TAUX_PROGRESSIF || n->kind == NODE_GRILLE;
}

static size_t list_length(const struct node *n)
{
	if (n->kind == NODE_VARIATIONS)
		return n->variations.n;
	if (n->kind == NODE_TEXTE)
		return n->text.n;
	if (n->kind == NODE_CONTEXTE)
		return n->context.n;
	return has_tranches(n) ? n->tranches.n : 0;
}

static void *own(const struct copies *c, const void *list, size_t count, size_t size)
{
	void *copy = arena_array(c->m->arena, count ? count : 1, size);
	if (count)
		memcpy(copy, list, count * size);
	return copy;
}

/* False when there are too many: it is said, and nothing more is copied. */
static bool may_copy(struct copies *c, node_id at)
{
	const struct rule *rule = &c->m->rules.at[c->rule];
	c->made += 1 + list_length(model_node(c->m, at));
	if (c->made <= LIMIT_RULES_COPIES && c->m->nodes.n < LIMIT_RULES_NODES)
		return true;
	c->r->file = c->m->sources.at[rule->source];
	c->r->rule = c->rule;
	refuse_limit(c->r, (struct place){rule->line, rule->column}, W_rules_read_too_many_copies, LIMIT_RULES_COPIES);
	c->r->rule = 0;
	return false;
}

static node_id copy_of(struct copies *c, node_id at)
{
	struct node n = *model_node(c->m, at);
	if (n.kind == NODE_VARIATIONS)
		n.variations.at = own(c, n.variations.at, n.variations.n, sizeof *n.variations.at);
	if (n.kind == NODE_TEXTE)
		n.text.at = own(c, n.text.at, n.text.n, sizeof *n.text.at);
	if (n.kind == NODE_CONTEXTE)
		n.context.at = own(c, n.context.at, n.context.n, sizeof *n.context.at);
	if (has_tranches(&n))
		n.tranches.at = own(c, n.tranches.at, n.tranches.n, sizeof *n.tranches.at);
	node_id copy = (node_id)c->m->nodes.n;
	*LIST_ADD(c->m->arena, &c->m->nodes) = n;
	return copy;
}

/* References, constants and replacements are shared in the reference too; elsewhere sharing does not show. */
static bool is_shared(const struct copies *c, node_id at)
{
	const struct node *n = model_node(c->m, at);
	if (!at || n->kind == NODE_REFERENCE || n->kind == NODE_CONSTANT || n->kind == NODE_POSSIBILITIES || n->kind == NODE_INVERSION || node_is_replacement(n))
		return true;
	return !n->asks_applicability && at < c->first_copy && !c->in_circle[at];
}

/* The first user of a node has the node itself, every other a copy, with copies of all that is below. */
static void use(void *context, node_id *child)
{
	struct copies *c = context;
	if (c->r->full || is_shared(c, *child))
		return;
	bool outer = c->inside_copy;
	if (outer || c->used_by[*child] == c->rule) {
		if (!may_copy(c, *child))
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

void copy_rewritten(struct reading *r)
{
	struct rules_model *m = r->m;
	if (!m->index->of)
		return; /* nothing is replaced: nothing is written anew */
	struct arena *scrap = arena_new(LIMIT_COMMAND_ARENA);
	bool *rewritten = ARENA_ARRAY(scrap, m->rules.n + 1, bool);
	struct copies c = {
		.r = r,
		.m = m,
		.first_copy = m->nodes.n,
		.in_circle = nodes_in_circles(m, scrap),
		.used_by = ARENA_ARRAY(scrap, m->nodes.n + 1, rule_no),
	};
	mark_rewritten(m, rewritten);
	for (c.rule = 1; c.rule < m->rules.n && !r->full; c.rule++)
		if (rewritten[c.rule])
			use(&c, &m->rules.at[c.rule].value);
	arena_free(scrap);
}
