/* Making nodes, in the model or in a run. Owns the counts that bound them (how many, how deep). Knows no syntax and resolves nothing. */
#include "rules/read.h"

#include "base/limits.h"
#include "base/utf8.h"

/* ---- problems ---- */

void refuse_at(struct reading *r, struct place at, enum word message, const struct word_arg *args, size_t count)
{
	const struct rule *in = &r->m->rules.at[r->rule];
	if (r->rule && in->is_situation) /* what is given of a rule is spoken of as the rule */
		in = &r->m->rules.at[in->parent];
	str rule = r->rule ? in->name : STR_NONE;
	problem_add_at(r->ps, r->file, at.line, at.column, rule, message, args, count);
}

void refuse_limit(struct reading *r, struct place at, enum word message, int64_t max)
{
	if (!r->full)
		REFUSE(r, at, message, ARG("max", max));
	r->full = true;
}

str excerpt(struct arena *a, str text)
{
	enum { EXCERPT_BYTES = 60 };
	size_t n = 0;
	while (n < text.n) {
		size_t length = utf8_length(str_skip(text, n));
		if (length == 0 || n + length > EXCERPT_BYTES)
			break;
		n += length;
	}
	return n == text.n ? text : arena_fmt(a, "%.*s…", (int)n, text.p);
}

/* ---- nodes ---- */

struct node *node_at(struct reading *r, node_id id)
{
	if (r->run && id >= r->m->nodes.n)
		return &r->run->nodes[id - r->m->nodes.n];
	return &r->m->nodes.at[id];
}

uint32_t node_count(const struct reading *r)
{
	return (uint32_t)r->m->nodes.n + (r->run ? r->run->count : 0);
}

/* In a run, where there is no room: its last node is written again and again, and never used. */
static node_id new_id(struct reading *r, struct place at)
{
	if (r->run) {
		if (r->run->count == r->run->room) {
			refuse_limit(r, at, W_rules_read_expression_too_big, r->run->room);
			return (node_id)r->m->nodes.n + r->run->room - 1;
		}
		return (node_id)r->m->nodes.n + r->run->count++;
	}
	if (r->m->nodes.n >= LIMIT_RULES_NODES) {
		refuse_limit(r, at, W_rules_read_model_too_big, LIMIT_RULES_NODES);
		return NODE_SCRATCH;
	}
	(void)LIST_ADD(r->m->arena, &r->m->nodes);
	return (node_id)r->m->nodes.n - 1;
}

node_id node_new(struct reading *r, enum node_kind kind, struct place at)
{
	node_id id = new_id(r, at);
	*node_at(r, id) = (struct node){.kind = (uint8_t)kind, .rule = r->rule, .line = (uint32_t)at.line, .column = (uint32_t)at.column};
	return id;
}

void node_holds(struct reading *r, node_id node, node_id child)
{
	struct node *n = node_at(r, node);
	const struct node *c = node_at(r, child);
	if (!child || node == child)
		return;
	n->asks_applicability |= c->asks_applicability;
	if (c->depth >= n->depth)
		n->depth = (uint16_t)(c->depth + 1);
	if (n->depth > LIMIT_RULES_NODE_DEPTH) {
		refuse_limit(r, (struct place){n->line, n->column}, W_rules_read_too_deep, LIMIT_RULES_NODE_DEPTH);
		n->depth = 0;
	}
}

node_id node_undefined(struct reading *r, struct place at)
{
	node_id id = node_new(r, NODE_CONSTANT, at);
	struct node *n = node_at(r, id);
	n->operation = NULLABLE_NO;
	n->constant = (struct value){.state = RULES_NOT_DEFINED};
	return id;
}

node_id node_number(struct reading *r, struct number number, struct place at)
{
	node_id id = node_new(r, NODE_CONSTANT, at);
	struct node *n = node_at(r, id);
	n->operation = NULLABLE_NO;
	n->constant = (struct value){.state = RULES_VALUE, .type = RULES_NUMBER, .number = number};
	return id;
}

node_id node_operation(struct reading *r, enum operation o, node_id left, node_id right, struct place at)
{
	node_id id = node_new(r, NODE_OPERATION, at);
	struct node *n = node_at(r, id);
	n->operation = (uint8_t)o;
	n->operands.left = left;
	n->operands.right = right;
	node_holds(r, id, left);
	node_holds(r, id, right);
	return id;
}

node_id node_condition(struct reading *r, node_id si, node_id alors, node_id sinon, struct place at)
{
	node_id id = node_new(r, NODE_CONDITION, at);
	struct node *n = node_at(r, id);
	n->condition.si = si;
	n->condition.alors = alors;
	n->condition.sinon = sinon;
	node_holds(r, id, si);
	node_holds(r, id, alors);
	node_holds(r, id, sinon);
	return id;
}

node_id node_one(struct reading *r, enum node_kind kind, node_id valeur, struct place at)
{
	node_id id = node_new(r, kind, at);
	struct node *n = node_at(r, id);
	n->one.valeur = valeur;
	n->one.rule = r->rule;
	node_holds(r, id, valeur);
	if (kind == NODE_EST_NON_APPLICABLE)
		node_at(r, id)->asks_applicability = true;
	return id;
}

node_id node_reference(struct reading *r, str name, struct place at)
{
	node_id id = node_new(r, NODE_REFERENCE, at);
	*LIST_ADD(r->arena, &r->references) = (struct pending_reference){id, name};
	return id;
}

node_id node_to_rule(struct reading *r, rule_no target, struct place at)
{
	node_id id = node_new(r, NODE_REFERENCE, at);
	node_at(r, id)->target = target;
	return id;
}

void node_written(struct reading *r, node_id node, const char *mechanism, uint32_t args)
{
	struct node *n = node_at(r, node);
	n->mechanism = mechanism;
	n->arg_count = (uint16_t)args;
	n->args = args ? ARENA_ARRAY(r->arena, args, struct written) : NULL;
}

void node_given(struct reading *r, node_id node, uint32_t arg, const char *role, node_id given)
{
	node_id *one = ARENA_NEW(r->arena, node_id);
	*one = given;
	node_at(r, node)->args[arg] = (struct written){.role = role, .nodes = one, .n = 1};
}

/* ---- children ---- */

static void tranche_children(struct node *n, node_child *visit, void *context)
{
	visit(context, &n->tranches.assiette);
	if (n->tranches.multiplicateur)
		visit(context, &n->tranches.multiplicateur);
	for (uint32_t i = 0; i < n->tranches.n; i++) {
		struct tranche *t = &n->tranches.at[i];
		if (t->plafond)
			visit(context, &t->plafond);
		if (t->montant)
			visit(context, &t->montant);
		if (t->taux)
			visit(context, &t->taux);
	}
}

static void list_children(struct node *n, node_child *visit, void *context)
{
	if (n->kind == NODE_VARIATIONS)
		for (uint32_t i = 0; i < n->variations.n; i++) {
			if (n->variations.at[i].condition)
				visit(context, &n->variations.at[i].condition);
			visit(context, &n->variations.at[i].consequence);
		}
	if (n->kind == NODE_TEXTE)
		for (uint32_t i = 0; i < n->text.n; i++)
			if (n->text.at[i].node)
				visit(context, &n->text.at[i].node);
	if (n->kind == NODE_INVERSION)
		for (uint32_t i = 0; i < n->inversion.how->n; i++)
			visit(context, &n->inversion.how->candidates[i]);
	if (n->kind == NODE_POSSIBILITIES)
		for (uint32_t i = 0; i < n->possibilities.n; i++)
			visit(context, &n->possibilities.at[i].node);
	if (n->kind == NODE_CONTEXTE) {
		for (uint32_t i = 0; i < n->context.n; i++) {
			visit(context, &n->context.at[i].reference);
			visit(context, &n->context.at[i].value);
		}
		visit(context, &n->context.valeur);
	}
}

void node_children(struct node *n, node_child *visit, void *context)
{
	switch ((enum node_kind)n->kind) {
	case NODE_CONSTANT:
	case NODE_REFERENCE: break;
	case NODE_OPERATION:
		visit(context, &n->operands.left);
		visit(context, &n->operands.right);
		break;
	case NODE_CONDITION:
		visit(context, &n->condition.si);
		visit(context, &n->condition.alors);
		visit(context, &n->condition.sinon);
		break;
	case NODE_BAREME:
	case NODE_TAUX_PROGRESSIF:
	case NODE_GRILLE: tranche_children(n, visit, context); break;
	case NODE_ARRONDI:
		visit(context, &n->rounding.valeur);
		visit(context, &n->rounding.arrondi);
		break;
	case NODE_DUREE:
		if (n->duration.depuis)
			visit(context, &n->duration.depuis);
		if (n->duration.jusqua)
			visit(context, &n->duration.jusqua);
		break;
	case NODE_VARIATIONS:
	case NODE_INVERSION:
	case NODE_POSSIBILITIES:
	case NODE_CONTEXTE:
	case NODE_TEXTE: list_children(n, visit, context); break;
	case NODE_UNITE:
	case NODE_SIMPLIFIER_UNITE:
	case NODE_VARIABLE_MANQUANTE:
	case NODE_EST_NON_APPLICABLE:
	case NODE_EST_NON_DEFINI:
	case NODE_LOGARITHME:
	case NODE_CIRCULAIRE: visit(context, &n->one.valeur); break;
	}
}

struct looking {
	node_looker *look;
	void *context;
};

/* NOLINTNEXTLINE(readability-non-const-parameter): those that write have the same type */
static void look_at_child(void *context, node_id *child)
{
	const struct looking *l = context;
	l->look(l->context, *child);
}

void node_look_below(const struct node *n, node_looker *look, void *context)
{
	struct node copy = *n; /* its places are not written to, and may not be */
	node_children(&copy, look_at_child, &(struct looking){look, context});
}
