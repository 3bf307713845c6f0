/* From the nodes of a sealed model to the program that runs: which nodes must be kept once worked out, where expressions are deep, constants in a table,
   what the situation says as a direct test. Called by rules_seal; owns nothing; never evaluates. */
#include "rules/lower.h"

#include "base/limits.h"
#include "rules/program.h"

struct lowering {
	struct rules_model *m;
	struct program *p;
	struct code *code;
	struct answer *constants;
	struct rule_code *rules;
	uint32_t *uses;    /* by node */
	uint32_t *heights; /* by node */
	bool *asked;       /* by node: its being worked out already changes what "est non applicable" answers */
	uint32_t *fact_of; /* by rule, for the owner and for the situation rule */
	uint32_t codes, constant_count;
};

typedef void visit_child(void *context, node_id child);

static void each_tranche(const struct node *n, visit_child *visit, void *context)
{
	visit(context, n->tranches.assiette);
	visit(context, n->tranches.multiplicateur);
	for (uint32_t i = 0; i < n->tranches.n; i++) {
		visit(context, n->tranches.at[i].plafond);
		visit(context, n->tranches.at[i].taux);
		visit(context, n->tranches.at[i].montant);
	}
}

static void each_of_list(const struct node *n, visit_child *visit, void *context)
{
	if (n->kind == NODE_VARIATIONS)
		for (uint32_t i = 0; i < n->variations.n; i++) {
			visit(context, n->variations.at[i].condition);
			visit(context, n->variations.at[i].consequence);
		}
	if (n->kind == NODE_INVERSION)
		for (uint32_t i = 0; i < n->inversion.n; i++)
			visit(context, n->inversion.candidates[i]);
	if (n->kind == NODE_POSSIBILITIES)
		for (uint32_t i = 0; i < n->possibilities.n; i++)
			visit(context, n->possibilities.at[i].not_applicable);
	if (n->kind == NODE_TEXTE)
		for (uint32_t i = 0; i < n->text.n; i++)
			visit(context, n->text.at[i].node);
	if (n->kind == NODE_CONTEXTE) {
		visit(context, n->context.valeur);
		for (uint32_t i = 0; i < n->context.n; i++) {
			visit(context, n->context.at[i].reference);
			visit(context, n->context.at[i].value);
		}
	}
}

/* Every node that `n` holds; 0 for those that it may hold and does not. Rules that it refers to are not entered. */
static void each_child(const struct node *n, visit_child *visit, void *context)
{
	switch ((enum node_kind)n->kind) {
	case NODE_CONSTANT:
	case NODE_REFERENCE:
		return;
	case NODE_OPERATION:
		visit(context, n->operands.left);
		visit(context, n->operands.right);
		return;
	case NODE_CONDITION:
		visit(context, n->condition.si);
		visit(context, n->condition.alors);
		visit(context, n->condition.sinon);
		return;
	case NODE_BAREME:
	case NODE_TAUX_PROGRESSIF:
	case NODE_GRILLE:
		each_tranche(n, visit, context);
		return;
	case NODE_ARRONDI:
		visit(context, n->rounding.valeur);
		visit(context, n->rounding.arrondi);
		return;
	case NODE_DUREE:
		visit(context, n->duration.depuis);
		visit(context, n->duration.jusqua);
		return;
	case NODE_VARIATIONS:
	case NODE_INVERSION:
	case NODE_POSSIBILITIES:
	case NODE_CONTEXTE:
	case NODE_TEXTE:
		each_of_list(n, visit, context);
		return;
	case NODE_UNITE:
	case NODE_SIMPLIFIER_UNITE:
	case NODE_VARIABLE_MANQUANTE:
	case NODE_EST_NON_APPLICABLE:
	case NODE_EST_NON_DEFINI:
	case NODE_LOGARITHME:
	case NODE_CIRCULAIRE:
		visit(context, n->one.valeur);
		return;
	}
}

/* ---- what is used more than once ---- */

static void count_use(void *context, node_id child)
{
	((struct lowering *)context)->uses[child]++;
}

static void count_uses(struct lowering *l)
{
	const struct rules_model *m = l->m;
	for (node_id n = 1; n < m->nodes.n; n++)
		each_child(model_node(m, n), count_use, l);
	for (rule_no r = 1; r < m->rules.n; r++) {
		const struct rule *rule = &m->rules.at[r];
		l->uses[rule->value]++;
		l->uses[rule->possibilities]++;
		l->uses[rule->entry]++;
		l->uses[rule->nullable_parent] += 2; /* asked whether it is applicable, then whether it is true */
	}
}

/* "est non applicable" looks into conditions and rules; whether what it looks into was worked out before decides which variables it says are missing. */
static void ask(struct lowering *l, LIST_OF(node_id) * open, node_id n)
{
	if (!n || l->asked[n])
		return;
	l->asked[n] = true;
	*LIST_ADD(l->m->arena, open) = n;
}

static void mark_asked(struct lowering *l)
{
	struct rules_model *m = l->m;
	__typeof__(*(LIST_OF(node_id) *)NULL) open = {0};
	for (node_id n = 1; n < m->nodes.n; n++)
		if (model_node(m, n)->kind == NODE_EST_NON_APPLICABLE)
			ask(l, (void *)&open, model_node(m, n)->one.valeur);
	for (rule_no r = 1; r < m->rules.n; r++)
		ask(l, (void *)&open, m->rules.at[r].nullable_parent);
	while (open.n) {
		node_id at = open.at[--open.n];
		const struct node *n = model_node(m, at);
		if (n->kind == NODE_REFERENCE)
			ask(l, (void *)&open, m->rules.at[n->target].value);
		if (n->kind != NODE_CONDITION || n->nullable == NULLABLE_NO)
			continue;
		l->uses[n->condition.si]++;
		ask(l, (void *)&open, n->condition.alors);
		ask(l, (void *)&open, n->condition.sinon);
	}
}
