/* From texts to a model: the YAML of each, the rules of all, then names, replacements, types and copies. Every problem is gathered; a stage that needs the one
   before begins only when that one found nothing wrong. Owns the model until it is given back. Called through rules.h. */
#include "rules/names.h"
#include "rules/read.h"

#include "base/limits.h"

/* Nodes that every model has, at their numbers. */
static void make_fixed(struct reading *r)
{
	static const struct value values[NODE_FIXED_END] = {
		[NODE_SCRATCH] = {.state = RULES_NOT_DEFINED},
		[NODE_YES] = {.state = RULES_VALUE, .type = RULES_BOOLEAN, .truth = true},
		[NODE_NO] = {.state = RULES_VALUE, .type = RULES_BOOLEAN, .truth = false},
		[NODE_NOTHING] = {.state = RULES_NOT_APPLICABLE},
		[NODE_NUMBER_0] = {.state = RULES_VALUE, .type = RULES_NUMBER, .number = {.den = 1, .num = 0}},
		[NODE_NUMBER_1] = {.state = RULES_VALUE, .type = RULES_NUMBER, .number = {.den = 1, .num = 1}},
	};
	(void)LIST_ADD(r->m->arena, &r->m->nodes);
	for (node_id i = NODE_SCRATCH; i < NODE_FIXED_END; i++) {
		node_id id = node_new(r, NODE_CONSTANT, (struct place){0});
		struct node *n = node_at(r, id);
		always(id == i);
		n->constant = values[i];
		n->operation = i == NODE_NOTHING ? NULLABLE_YES : NULLABLE_NO;
	}
}

static struct rules_model *model_new(struct arena *a)
{
	struct rules_model *m = ARENA_NEW(a, struct rules_model);
	m->arena = a;
	m->units = units_new(a);
	(void)LIST_ADD(a, &m->rules);
	index_new(m);
	return m;
}

static void read_source(struct reading *r, const struct rules_source *source, const struct rules_raw *root)
{
	*LIST_ADD(r->m->arena, &r->m->sources) = arena_str(r->m->arena, source->name);
	r->source = (uint32_t)r->m->sources.n - 1;
	r->file = r->m->sources.at[r->source];
	if (root)
		read_rules(r, root);
}

static enum status result(const struct reading *r, size_t before)
{
	if (r->full)
		return TOO_BIG;
	return r->ps->total == before ? OK : INVALID;
}

static enum status make_model(struct reading *r, size_t before)
{
	link_parents(r);
	if (!r->full) {
		number_rules(r);
		resolve_references(r);
	}
	if (r->full || r->ps->total > before)
		return result(r, before);
	prepare_replacements(r);
	if (!r->full)
		replace_in_rules(r);
	if (!r->full)
		infer_model(r);
	if (!r->full)
		copy_rewritten(r);
	return result(r, before);
}

enum status rules_load(struct arena *a, const struct rules_source *sources, size_t count, struct problems *ps, struct rules_model **model)
{
	size_t before = ps->total, nodes = 0;
	const struct rules_raw **roots = ARENA_ARRAY(a, count ? count : 1, const struct rules_raw *);
	*model = NULL;
	for (size_t i = 0; i < count; i++)
		if (raw_read(a, &sources[i], ps, &nodes, &roots[i]) == TOO_BIG)
			return TOO_BIG;
	struct rules_model *m = model_new(a);
	struct reading r = {.m = m, .arena = a, .units = &m->units, .ps = ps};
	make_fixed(&r);
	for (size_t i = 0; i < count && !r.full; i++)
		read_source(&r, &sources[i], roots[i]);
	enum status s = make_model(&r, before);
	if (s == OK)
		*model = m;
	return s;
}
