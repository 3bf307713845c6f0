/* Mechanisms over a list (somme, produit, moyenne, conditions, maximum, minimum), unfolded into operations on two values: the n-th with what the others
   make. Maximum and minimum go through hidden rules, two for each value, as the reference does: what a hidden rule is worth is worked out once. */
#include "rules/read.h"

#include "base/limits.h"

struct values {
	node_id *at;
	uint32_t n;
};

static struct values read_values(struct reading *r, const struct rules_raw *list)
{
	struct values v = {0};
	if (list->kind != RULES_RAW_LIST) {
		REFUSE(r, place_of_key(list), W_rules_read_list_expected, ARG("mechanism", list->key));
		return v;
	}
	if (list->count > LIMIT_RULES_NODE_DEPTH) {
		refuse_limit(r, place_of(list), W_rules_read_list_too_long, LIMIT_RULES_NODE_DEPTH);
		return v;
	}
	v.at = ARENA_ARRAY(r->arena, list->count, node_id);
	for (const struct rules_raw *c = list->first; c && !r->full; c = c->next)
		v.at[v.n++] = read_value(r, c);
	return v;
}

static node_id written_list(struct reading *r, node_id node, const char *mechanism, struct values v)
{
	node_written(r, node, mechanism, 1);
	node_at(r, node)->args[0] = (struct written){.role = "valeur", .nodes = v.at, .n = v.n};
	return node;
}

/* What an empty list makes, as a node of its own. */
static node_id fresh(struct reading *r, node_id constant, struct place at)
{
	node_id id = node_new(r, NODE_CONSTANT, at);
	struct node *n = node_at(r, id);
	n->operation = node_at(r, constant)->operation;
	n->constant = node_at(r, constant)->constant;
	return id;
}

/* a + (b + (c + nothing)) */
static node_id sum(struct reading *r, struct values v, struct place at)
{
	node_id acc = fresh(r, NODE_NOTHING, at);
	for (uint32_t i = v.n; i-- > 0;)
		acc = node_operation(r, OP_ADD, v.at[i], acc, at);
	return acc;
}

node_id read_somme(struct reading *r, const struct rules_raw *list)
{
	struct values v = read_values(r, list);
	return written_list(r, sum(r, v, place_of_key(list)), "somme", v);
}

/* c * (b * (a * 1)) */
node_id read_produit(struct reading *r, const struct rules_raw *list)
{
	struct values v = read_values(r, list);
	struct place at = place_of_key(list);
	node_id acc = NODE_NUMBER_1;
	for (uint32_t i = 0; i < v.n; i++)
		acc = node_operation(r, OP_MUL, v.at[i], acc, at);
	return written_list(r, node_one(r, NODE_SIMPLIFIER_UNITE, acc, at), "produit", v);
}

/* The sum of the values over how many are applicable; these are counted from the last. */
node_id read_moyenne(struct reading *r, const struct rules_raw *list)
{
	struct values v = read_values(r, list), ones = v;
	struct place at = place_of_key(list);
	node_id total = sum(r, v, at);
	ones.at = ARENA_ARRAY(r->arena, v.n, node_id);
	for (uint32_t i = 0; i < v.n; i++) {
		node_id applicable = inline_est_applicable(r, v.at[i], at);
		ones.at[v.n - 1 - i] = inline_applicable(r, NODE_NUMBER_1, applicable, at);
	}
	node_id count = sum(r, ones, at);
	return written_list(r, node_operation(r, OP_DIV, total, count, at), "moyenne", v);
}

/* ((start op a) op b) op c */
static node_id from_the_left(struct reading *r, const struct rules_raw *list, enum operation o, node_id start, const char *mechanism)
{
	struct values v = read_values(r, list);
	struct place at = place_of_key(list);
	node_id acc = v.n ? start : fresh(r, start, at);
	for (uint32_t i = 0; i < v.n; i++)
		acc = node_operation(r, o, acc, v.at[i], at);
	return written_list(r, acc, mechanism, v);
}

node_id read_toutes(struct reading *r, const struct rules_raw *list)
{
	return from_the_left(r, list, OP_AND, NODE_YES, "toutes ces conditions");
}

node_id read_une_de(struct reading *r, const struct rules_raw *list)
{
	return from_the_left(r, list, OP_OR, NODE_NO, "une de ces conditions");
}

/* ---- maximum, minimum ---- */

/* When `value` is not applicable, `acc`; else the one that wins, `value` when `acc` is not applicable. */
static node_id winner(struct reading *r, enum operation wins, rule_no value, rule_no acc, struct place at)
{
	node_id nothing = node_one(r, NODE_EST_NON_APPLICABLE, node_to_rule(r, value, at), at);
	node_id first = node_one(r, NODE_EST_NON_APPLICABLE, node_to_rule(r, acc, at), at);
	node_id more = node_operation(r, wins, node_to_rule(r, value, at), node_to_rule(r, acc, at), at);
	node_id si = node_operation(r, OP_OR, first, more, at);
	node_id chosen = node_condition(r, si, node_to_rule(r, value, at), node_to_rule(r, acc, at), at);
	return node_condition(r, nothing, node_to_rule(r, acc, at), chosen, at);
}

/* Two hidden rules for each value, from the last: the value, and what the values before it make. The latter holds the next two. */
static node_id hide(struct reading *r, struct values v, enum operation wins, struct maximum *max, struct place at)
{
	rule_no outer = r->rule, space = outer;
	for (uint32_t i = v.n; i-- > 0;) {
		r->rule = space;
		max->values[i] = rule_hidden(r, "$INTERNAL valeur", space, at);
		max->accs[i] = rule_hidden(r, "$INTERNAL acc", space, at);
		r->rule = outer;
		if (!max->values[i] || !max->accs[i])
			return NODE_NOTHING;
		r->m->rules.at[max->values[i]].value = v.at[i];
		space = max->accs[i];
	}
	node_id acc = NODE_NOTHING;
	for (uint32_t i = 0; i < v.n; i++) {
		r->m->rules.at[max->accs[i]].value = acc;
		r->rule = i + 1 < v.n ? max->accs[i + 1] : outer;
		acc = winner(r, wins, max->values[i], max->accs[i], at);
	}
	r->rule = outer;
	return acc;
}

static node_id read_extreme(struct reading *r, const struct rules_raw *list, enum operation wins, const char *mechanism)
{
	struct values v = read_values(r, list);
	struct place at = place_of_key(list);
	if (!v.n)
		return written_list(r, fresh(r, NODE_NOTHING, at), mechanism, v);
	if (r->m->rules.at[r->rule].has_extreme) {
		/* no engine of the language takes it: both would make hidden rules of the same name */
		REFUSE(r, at, W_rules_read_second_extreme, ARG("mechanism", list->key));
		return NODE_NOTHING;
	}
	r->m->rules.at[r->rule].has_extreme = true;
	struct maximum max = {.outer = r->rule, .n = v.n, .values = ARENA_ARRAY(r->arena, v.n, rule_no), .accs = ARENA_ARRAY(r->arena, v.n, rule_no)};
	node_id node = hide(r, v, wins, &max, at);
	if (r->full)
		return node;
	(void)written_list(r, node, mechanism, v);
	max.args = node_at(r, node)->args;
	*LIST_ADD(r->arena, &r->maxima) = max;
	return node;
}

node_id read_maximum(struct reading *r, const struct rules_raw *list)
{
	return read_extreme(r, list, OP_GT, "le maximum de");
}

node_id read_minimum(struct reading *r, const struct rules_raw *list)
{
	return read_extreme(r, list, OP_LT, "le minimum de");
}
