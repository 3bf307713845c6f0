/* Replacements: where a rule is named that others replace, the first of these that is applicable answers, else the rule itself. What some replacements make
   of a rule is one node, wherever it stands. A replacement is not itself replaced. Works on rules whose names are resolved; called by load.c, and by
   expressions.c for one expression. */
#include "rules/names.h"
#include "rules/read.h"

#include "base/limits.h"

/* ---- the table ---- */

/* By target; then the order in which they are tried: priority, name of the rule that replaces (last first), place in the text (last first). */
static int in_order(const void *left, const void *right, void *model)
{
	const struct replacement *a = left, *b = right;
	const struct rules_model *m = model;
	if (a->target != b->target)
		return a->target < b->target ? -1 : 1;
	int by_priority = number_cmp(b->priority, a->priority);
	if (by_priority == 1 || by_priority == -1)
		return by_priority;
	int by_name = name_compare(m->rules.at[b->by].name, m->rules.at[a->by].name);
	if (by_name)
		return by_name;
	return a->order < b->order ? 1 : a->order > b->order ? -1 : 0;
}

static rule_no *targets(struct reading *r, const node_id *nodes, uint32_t n)
{
	rule_no *at = ARENA_ARRAY(r->m->arena, n ? n : 1, rule_no);
	for (uint32_t i = 0; i < n; i++)
		at[i] = node_at(r, nodes[i])->target;
	return at;
}

/* "is applicable", asked of the rule that replaces. */
static node_id applicable(struct reading *r, node_id definition)
{
	struct place at = {node_at(r, definition)->line, node_at(r, definition)->column};
	node_id asked = node_one(r, NODE_EST_NON_APPLICABLE, definition, at);
	return node_condition(r, asked, NODE_NO, NODE_YES, at);
}

static struct replacement prepared(struct reading *r, const struct pending_replacement *p, uint32_t order)
{
	r->rule = p->by;
	struct replacement one = {
		.by = node_at(r, p->definition)->target,
		.target = node_at(r, p->target)->target,
		.by_nothing = p->by_nothing,
		.priority = p->priority,
		.definition = p->definition,
		.condition = p->by_nothing ? 0 : applicable(r, p->definition),
		.only = targets(r, p->only, p->only_count),
		.except = targets(r, p->except, p->except_count),
		.only_count = p->only_count,
		.except_count = p->except_count,
		.order = (uint64_t)p->by << 32 | order,
	};
	r->rule = 0;
	return one;
}

static void refuse_crowd(struct reading *r, const struct replacement *one)
{
	const struct rule *by = &r->m->rules.at[one->by];
	r->file = r->m->sources.at[by->source];
	refuse_limit(r, (struct place){by->line, by->column}, W_rules_read_too_many_replacements, LIMIT_RULES_REPLACEMENTS);
}

void prepare_replacements(struct reading *r)
{
	struct rule_index *x = r->m->index;
	if (!r->replacements.n)
		return;
	x->replacements = ARENA_ARRAY(r->m->arena, r->replacements.n, struct replacement);
	x->replacement_count = (uint32_t)r->replacements.n;
	for (uint32_t i = 0; i < x->replacement_count; i++)
		x->replacements[i] = prepared(r, &r->replacements.at[i], i);
	qsort_r(x->replacements, x->replacement_count, sizeof *x->replacements, in_order, r->m);
	x->of = ARENA_ARRAY(r->m->arena, r->m->rules.n, struct replacements_of);
	for (uint32_t i = x->replacement_count; i-- > 0;) {
		struct replacements_of *of = &x->of[x->replacements[i].target];
		of->first = i;
		if (++of->count > LIMIT_RULES_REPLACEMENTS)
			refuse_crowd(r, &x->replacements[i]);
	}
}

/* ---- one reference ---- */

static bool stands_in(const struct rules_model *m, str context, const rule_no *spaces, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (str_starts(context, m->rules.at[spaces[i]].name))
			return true;
	return false;
}

static uint32_t chosen(const struct rules_model *m, rule_no context, const struct replacements_of *of, uint32_t *at)
{
	str name = context ? m->rules.at[context].name : S("");
	uint32_t n = 0;
	for (uint32_t i = of->first; i < of->first + of->count; i++) {
		const struct replacement *one = &m->index->replacements[i];
		if (one->by == context || (one->only_count && !stands_in(m, name, one->only, one->only_count)))
			continue;
		if (!stands_in(m, name, one->except, one->except_count))
			at[n++] = i;
	}
	return n;
}

static uint64_t key_of(const uint32_t *at, uint32_t n)
{
	return name_hash((str){(const char *)at, n * sizeof *at});
}

static const struct replaced *already_made(const struct replacements_of *of, const uint32_t *at, uint32_t n)
{
	uint64_t key = key_of(at, n);
	for (size_t i = 0; i < of->made.n; i++) {
		const struct replaced *made = &of->made.at[i];
		if (made->key == key && made->n == n && memcmp(made->replacements, at, n * sizeof *at) == 0)
			return made;
	}
	return NULL;
}

static node_id make(struct reading *r, node_id reference, const uint32_t *at, uint32_t n)
{
	struct variation *branches = ARENA_ARRAY(r->arena, n + 1, struct variation);
	r->branches += n + 1;
	if (r->branches > LIMIT_RULES_NODES) {
		refuse_limit(r, (struct place){0}, W_rules_read_model_too_big, LIMIT_RULES_NODES);
		return reference;
	}
	for (uint32_t i = 0; i < n; i++) {
		const struct replacement *one = &r->m->index->replacements[at[i]];
		branches[i] = one->by_nothing ? (struct variation){one->definition, NODE_NOTHING} : (struct variation){one->condition, one->definition};
	}
	branches[n] = (struct variation){NODE_YES, reference};
	struct node written = *node_at(r, reference);
	rule_no around = r->rule;
	r->rule = written.rule;
	node_id id = node_new(r, NODE_VARIATIONS, (struct place){written.line, written.column});
	r->rule = around;
	struct node *node = node_at(r, id);
	node->mechanism = "remplace";
	node->variations.at = branches;
	node->variations.n = n + 1;
	node->asks_applicability = true;
	node->depth = 3;
	return id;
}

/* What stands for a reference: itself when nothing replaces its rule there. */
static node_id replaced(struct reading *r, node_id reference)
{
	const struct node *n = node_at(r, reference);
	struct rule_index *x = r->m->index;
	struct replacements_of *of = x->of ? &x->of[n->target] : NULL;
	uint32_t at[LIMIT_RULES_REPLACEMENTS];
	if (!of || !of->count || of->count > LIMIT_RULES_REPLACEMENTS)
		return reference;
	uint32_t count = chosen(r->m, n->rule, of, at);
	if (!count)
		return reference;
	const struct replaced *made = already_made(of, at, count);
	if (made)
		return made->node;
	node_id node = make(r, reference, at, count);
	if (r->run) /* the model does not change */
		return node;
	uint32_t *kept = ARENA_ARRAY(r->m->arena, count, uint32_t);
	memcpy(kept, at, count * sizeof *at);
	*LIST_ADD(r->m->arena, &of->made) = (struct replaced){key_of(at, count), kept, count, node};
	return node;
}

/* ---- everywhere ---- */

struct replacing {
	struct reading *r;
	uint8_t *done; /* by node, from `base` */
	node_id base, end;
};

static void replace_child(void *context, node_id *child);

static void replace_args(struct replacing *p, const struct node *n)
{
	for (uint32_t i = 0; i < n->arg_count; i++)
		for (uint32_t j = 0; j < n->args[i].n; j++)
			if (node_at(p->r, n->args[i].nodes[j])->kind == NODE_REFERENCE)
				n->args[i].nodes[j] = replaced(p->r, n->args[i].nodes[j]);
}

static void replace_below(struct replacing *p, node_id id)
{
	struct node *n = node_at(p->r, id);
	if (id < p->base || id >= p->end || p->done[id - p->base])
		return;
	p->done[id - p->base] = 1;
	if (n->kind == NODE_INVERSION || n->kind == NODE_POSSIBILITIES)
		return;
	if (n->kind == NODE_CONTEXTE) {
		/* what is set is the rule itself */
		for (uint32_t i = 0; i < n->context.n; i++)
			replace_child(p, &n->context.at[i].value);
		node_id valeur = n->context.valeur;
		replace_child(p, &valeur);
		node_at(p->r, id)->context.valeur = valeur;
		return;
	}
	struct node copy = *n; /* nodes may move while others are made */
	node_children(&copy, replace_child, p);
	replace_args(p, &copy);
	*node_at(p->r, id) = copy;
}

static void replace_child(void *context, node_id *child)
{
	struct replacing *p = context;
	if (node_at(p->r, *child)->kind == NODE_REFERENCE)
		*child = replaced(p->r, *child);
	else
		replace_below(p, *child);
}

static struct replacing replacing_new(struct reading *r)
{
	struct replacing p = {.r = r, .base = r->run ? expression_base(r->m) : NODE_FIXED_END, .end = node_count(r)};
	p.done = ARENA_ARRAY(r->arena, p.end > p.base ? p.end - p.base : 1, uint8_t);
	return p;
}

static bool is_replaced(const struct rules_model *m, rule_no rule)
{
	return m->index->of && m->index->of[rule].count > 0;
}

/* Hidden rules of a maximum keep the names of what they are given as they are, unless a parent of theirs is replaced: a peculiarity of the reference. */
static bool keeps_its_names(const struct rules_model *m, const struct rule *rule)
{
	if (!rule->is_internal)
		return false;
	for (uint32_t i = 0; i < rule->parent_count; i++)
		if (is_replaced(m, rule->parents[i]))
			return false;
	return true;
}

static void replace_parents(struct reading *r, rule_no no)
{
	struct rule *rule = &r->m->rules.at[no];
	r->rule = no;
	for (uint32_t i = 0; i < rule->parent_count; i++)
		if (is_replaced(r->m, rule->parents[i])) {
			node_id own = node_to_rule(r, rule->parents[i], (struct place){rule->line, rule->column});
			rule->parent_nodes[i] = replaced(r, own);
		}
	r->rule = 0;
}

/* Arguments of a maximum, as its hidden rules have them now. */
static void show_maxima(struct reading *r)
{
	for (size_t i = 0; i < r->maxima.n; i++)
		for (uint32_t j = 0; j < r->maxima.at[i].n; j++)
			r->maxima.at[i].args->nodes[j] = r->m->rules.at[r->maxima.at[i].values[j]].value;
}

/* Public rules asked from outside, as if named at the root. */
static void make_entries(struct reading *r)
{
	for (size_t i = 1; i < r->m->publics.n; i++) {
		rule_no no = r->m->publics.at[i];
		if (!is_replaced(r->m, no))
			continue;
		const struct rule *rule = &r->m->rules.at[no];
		node_id entry = replaced(r, node_to_rule(r, no, (struct place){rule->line, rule->column}));
		r->m->rules.at[no].entry = entry;
	}
}

void replace_in_rules(struct reading *r)
{
	if (!r->m->index->of)
		return;
	struct replacing p = replacing_new(r);
	for (rule_no i = 1; i < r->m->rules.n && !r->full; i++) {
		struct rule *rule = &r->m->rules.at[i];
		if (!rule->value || keeps_its_names(r->m, rule))
			continue;
		replace_child(&p, &rule->value);
		/* of a maximum, one list of parents serves all hidden rules: the first of them does it */
		if (!rule->is_internal || !r->m->rules.at[rule->parent].is_internal)
			replace_parents(r, i);
	}
	show_maxima(r);
	make_entries(r);
}

node_id replace_under(struct reading *r, node_id root)
{
	struct replacing p = replacing_new(r);
	replace_child(&p, &root);
	return root;
}
