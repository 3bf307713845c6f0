/* What type a node has, and whether it can be "not applicable": asked of a rule first, then of what it needs, once each. What is being asked meanwhile is
   unknown (a circle), and what nobody asks about stays unknown: the evaluator counts on both, as the reference does. So the order of questions here is
   part of the language. Called by load.c for all rules, by expressions.c for one expression. */
#include "rules/names.h"
#include "rules/read.h"

#include "base/limits.h"

struct inferred {
	uint8_t type, nullable;
};

struct inferring {
	struct reading *r;
	uint32_t depth;
};

static struct inferred infer_rule(struct inferring *f, rule_no no);
static struct inferred infer(struct inferring *f, node_id id);

static uint8_t nullable_of(struct inferring *f, node_id id)
{
	return infer(f, id).nullable;
}

/* a || b, where neither may be known. */
static uint8_t either(struct inferring *f, node_id a, node_id b)
{
	uint8_t first = nullable_of(f, a);
	return first == NULLABLE_YES ? first : nullable_of(f, b);
}

static struct inferred infer_operation(struct inferring *f, const struct node *n)
{
	node_id left = n->operands.left, right = n->operands.right;
	switch ((enum operation)n->operation) {
	case OP_LT:
	case OP_LE:
	case OP_GT:
	case OP_GE: return (struct inferred){RULES_BOOLEAN, either(f, left, right)};
	case OP_MUL:
	case OP_DIV: return (struct inferred){RULES_NUMBER, either(f, left, right)};
	case OP_SUB: return (struct inferred){RULES_NUMBER, nullable_of(f, left)};
	case OP_DIV_WHOLE:
	case OP_POW:
	case OP_ADD: return (struct inferred){RULES_NUMBER, NULLABLE_NO};
	case OP_EQ:
	case OP_NE:
	case OP_AND:
	case OP_OR: break;
	}
	return (struct inferred){RULES_BOOLEAN, NULLABLE_NO};
}

static struct inferred infer_condition(struct inferring *f, const struct node *n)
{
	node_id si = n->condition.si, alors = n->condition.alors, sinon = n->condition.sinon;
	bool nullable = nullable_of(f, si) == NULLABLE_YES || nullable_of(f, alors) == NULLABLE_YES || nullable_of(f, sinon) == NULLABLE_YES;
	uint8_t type = infer(f, alors).type;
	if (type == RULES_TYPE_UNKNOWN)
		type = infer(f, sinon).type;
	return (struct inferred){type, nullable ? NULLABLE_YES : NULLABLE_NO};
}

static struct inferred infer_variations(struct inferring *f, const struct node *n)
{
	struct inferred all = {RULES_TYPE_UNKNOWN, NULLABLE_NO};
	const struct variation *at = n->variations.at;
	for (uint32_t i = 0, count = n->variations.n; i < count; i++) {
		struct inferred one = infer(f, at[i].consequence);
		if (one.nullable == NULLABLE_YES)
			all.nullable = NULLABLE_YES;
		if (all.type == RULES_TYPE_UNKNOWN)
			all.type = one.type;
	}
	return all;
}

static struct inferred infer_possibilities(struct inferring *f, const struct node *n)
{
	if (n->possibilities.kind != RULES_TYPE_UNKNOWN)
		return (struct inferred){n->possibilities.kind, NULLABLE_NO};
	const struct possibility *at = n->possibilities.at;
	for (uint32_t i = 0, count = n->possibilities.n; i < count; i++)
		if (nullable_of(f, at[i].node) != NULLABLE_YES)
			return (struct inferred){RULES_TEXT, NULLABLE_NO};
	return (struct inferred){RULES_TEXT, NULLABLE_YES};
}

static struct inferred infer_kind(struct inferring *f, const struct node *n)
{
	switch ((enum node_kind)n->kind) {
	case NODE_BAREME:
	case NODE_DUREE:
	case NODE_GRILLE:
	case NODE_TAUX_PROGRESSIF:
	case NODE_INVERSION:
	case NODE_CIRCULAIRE: return (struct inferred){RULES_NUMBER, NULLABLE_NO};
	case NODE_EST_NON_DEFINI:
	case NODE_EST_NON_APPLICABLE: return (struct inferred){RULES_BOOLEAN, NULLABLE_NO};
	case NODE_CONSTANT: return (struct inferred){n->constant.type, n->operation};
	case NODE_OPERATION: return infer_operation(f, n);
	case NODE_TEXTE: return (struct inferred){RULES_TEXT, NULLABLE_NO};
	case NODE_ARRONDI: return (struct inferred){RULES_NUMBER, nullable_of(f, n->rounding.valeur)};
	case NODE_UNITE:
	case NODE_SIMPLIFIER_UNITE:
	case NODE_LOGARITHME: return (struct inferred){RULES_NUMBER, nullable_of(f, n->one.valeur)};
	case NODE_CONTEXTE: return infer(f, n->context.valeur);
	case NODE_VARIABLE_MANQUANTE: return infer(f, n->one.valeur);
	case NODE_POSSIBILITIES: return infer_possibilities(f, n);
	case NODE_CONDITION: return infer_condition(f, n);
	case NODE_VARIATIONS: return infer_variations(f, n);
	case NODE_REFERENCE: return infer_rule(f, n->target);
	}
	return (struct inferred){0};
}

static bool is_too_deep(struct inferring *f, node_id id)
{
	const struct node *n = node_at(f->r, id);
	if (f->depth < LIMIT_RULES_CHAIN)
		return false;
	if (n->rule)
		f->r->file = f->r->m->sources.at[f->r->m->rules.at[n->rule].source];
	refuse_limit(f->r, (struct place){n->line, n->column}, W_rules_read_chain_too_long, LIMIT_RULES_CHAIN);
	return true;
}

static struct inferred infer(struct inferring *f, node_id id)
{
	struct node *n = node_at(f->r, id);
	/* in a run, the nodes of the model stay as they are */
	if (n->typed || (f->r->run && id < expression_base(f->r->m)))
		return (struct inferred){n->type, n->nullable};
	if (is_too_deep(f, id))
		return (struct inferred){0};
	n->typed = true;
	f->depth++;
	struct inferred found = infer_kind(f, n);
	f->depth--;
	n->type = found.type;
	n->nullable = found.nullable;
	return found;
}

/* The type that an author gives to a rule whose value nobody knows yet; a question is a yes or no unless something says otherwise. */
static uint8_t declared_type(const struct rules_raw *raw)
{
	static const struct {
		const char *name;
		uint8_t type; /* enum rules_type */
	} types[] = {{"nombre", RULES_NUMBER}, {"texte", RULES_TEXT}, {"date", RULES_DATE}, {"booléen", RULES_BOOLEAN}};
	str type = STR_NONE;
	if (!raw)
		return RULES_TYPE_UNKNOWN;
	(void)raw_child_text(raw, S("type"), &type);
	for (size_t i = 0; type.p && i < sizeof types / sizeof types[0]; i++)
		if (str_eq(type, str_of(types[i].name)))
			return (uint8_t)types[i].type;
	const struct rules_raw *question = rules_raw_child(raw, S("question"));
	return question && !raw_is_null(question) ? RULES_BOOLEAN : RULES_TYPE_UNKNOWN;
}

static struct inferred infer_rule(struct inferring *f, rule_no no)
{
	struct rule *rule = &f->r->m->rules.at[no];
	if (rule->typed || f->r->run)
		return (struct inferred){rule->type, rule->nullable};
	rule->typed = true;
	struct inferred found = infer(f, rule->value);
	if (rule->possibilities) {
		struct inferred options = infer(f, rule->possibilities);
		found.type = options.type;
		if (found.nullable != NULLABLE_YES)
			found.nullable = options.nullable;
	} else if (found.type == RULES_TYPE_UNKNOWN) {
		found.type = declared_type(rule->raw);
	}
	rule->type = found.type;
	rule->nullable = found.nullable;
	return found;
}

static void find_nullable_parent(struct reading *r, struct rule *rule)
{
	for (uint32_t i = 0; i < rule->parent_count && !rule->nullable_parent; i++) {
		const struct node *n = node_at(r, rule->parent_nodes[i]);
		if (n->nullable == NULLABLE_YES || n->type == RULES_BOOLEAN)
			rule->nullable_parent = rule->parent_nodes[i];
	}
}

void infer_model(struct reading *r)
{
	struct inferring f = {.r = r};
	for (rule_no i = 1; i < r->m->rules.n && !r->full; i++) {
		struct rule *rule = &r->m->rules.at[i];
		(void)infer_rule(&f, i);
		for (uint32_t j = 0; j < rule->parent_count; j++)
			(void)infer(&f, rule->parent_nodes[j]);
	}
	for (rule_no i = 1; i < r->m->rules.n; i++)
		find_nullable_parent(r, &r->m->rules.at[i]);
	for (size_t i = 1; i < r->m->publics.n; i++)
		if (r->m->rules.at[r->m->publics.at[i]].entry)
			(void)infer(&f, r->m->rules.at[r->m->publics.at[i]].entry);
}

void infer_node(struct reading *r, node_id node)
{
	struct inferring f = {.r = r};
	(void)infer(&f, node);
}
