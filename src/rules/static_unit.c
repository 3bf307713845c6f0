/* Units without evaluating: the first branch that has one, products and quotients of units, the unit that a mechanism gives. Bounded in depth; what is being
   asked meanwhile has none. */
#include "rules/static_unit.h"

#include "base/limits.h"

enum { UNASKED, ASKED, KNOWN };

struct asking {
	struct rules_model *m;
	uint8_t *state; /* by node */
	unit_id *unit;  /* by node */
	uint32_t depth;
};

static unit_id unit_of(struct asking *a, node_id id);

static unit_id first_of(struct asking *a, node_id one, node_id other)
{
	unit_id unit = unit_of(a, one);
	return unit ? unit : unit_of(a, other);
}

/* A share of something is that something. */
static unit_id product(struct asking *a, node_id left, node_id right)
{
	unit_id unit = unit_mul(&a->m->units, unit_of(a, left), unit_of(a, right));
	return unit_has_percent(&a->m->units, unit) ? unit_div(&a->m->units, unit, UNIT_PERCENT) : unit;
}

static unit_id of_operation(struct asking *a, const struct node *n)
{
	switch ((enum operation)n->operation) {
	case OP_MUL: return product(a, n->operands.left, n->operands.right);
	case OP_DIV: {
		unit_id left = unit_of(a, n->operands.left), right = unit_of(a, n->operands.right);
		return left || right ? unit_div(&a->m->units, left, right) : UNIT_NONE;
	}
	case OP_ADD:
	case OP_SUB: return first_of(a, n->operands.left, n->operands.right);
	case OP_DIV_WHOLE:
	case OP_POW:
	case OP_LT:
	case OP_LE:
	case OP_GT:
	case OP_GE:
	case OP_EQ:
	case OP_NE:
	case OP_AND:
	case OP_OR: break;
	}
	return UNIT_NONE;
}

static unit_id of_branches(struct asking *a, const struct node *n)
{
	for (uint32_t i = 0; i < n->variations.n; i++) {
		unit_id unit = unit_of(a, n->variations.at[i].consequence);
		if (unit)
			return unit;
	}
	return UNIT_NONE;
}

static unit_id of_rule(struct asking *a, rule_no no)
{
	const struct rule *rule = &a->m->rules.at[no];
	unit_id unit = rule->possibilities ? unit_of(a, rule->possibilities) : UNIT_NONE;
	return unit ? unit : unit_of(a, rule->value);
}

static unit_id of_kind(struct asking *a, const struct node *n)
{
	switch ((enum node_kind)n->kind) {
	case NODE_CONSTANT: return n->constant.unit;
	case NODE_REFERENCE: return of_rule(a, n->target);
	case NODE_OPERATION: return of_operation(a, n);
	case NODE_CONDITION: return first_of(a, n->condition.alors, n->condition.sinon);
	case NODE_VARIATIONS: return of_branches(a, n);
	case NODE_BAREME: return unit_of(a, n->tranches.assiette);
	case NODE_TAUX_PROGRESSIF: return UNIT_PERCENT;
	case NODE_GRILLE: return unit_of(a, n->tranches.at[0].montant);
	case NODE_ARRONDI: return unit_simplify(&a->m->units, unit_of(a, n->rounding.valeur));
	case NODE_DUREE:
	case NODE_POSSIBILITIES:
	case NODE_UNITE: return n->unit;
	case NODE_INVERSION: return n->inversion.how->n ? unit_of(a, n->inversion.how->candidates[0]) : UNIT_NONE;
	case NODE_CONTEXTE: return unit_of(a, n->context.valeur);
	case NODE_SIMPLIFIER_UNITE: return unit_simplify(&a->m->units, unit_of(a, n->one.valeur));
	case NODE_VARIABLE_MANQUANTE:
	case NODE_CIRCULAIRE: return unit_of(a, n->one.valeur);
	case NODE_TEXTE:
	case NODE_EST_NON_APPLICABLE:
	case NODE_EST_NON_DEFINI:
	case NODE_LOGARITHME: break;
	}
	return UNIT_NONE;
}

static unit_id unit_of(struct asking *a, node_id id)
{
	if (!id || a->state[id] == ASKED || a->depth > LIMIT_RULES_CHAIN)
		return UNIT_NONE;
	if (a->state[id] == UNASKED) {
		a->state[id] = ASKED;
		a->depth++;
		a->unit[id] = of_kind(a, &a->m->nodes.at[id]);
		a->depth--;
		a->state[id] = KNOWN;
	}
	return a->unit[id];
}

void static_units(struct rules_model *m)
{
	struct asking a = {.m = m, .state = ARENA_ARRAY(m->arena, m->nodes.n, uint8_t), .unit = ARENA_ARRAY(m->arena, m->nodes.n, unit_id)};
	for (rule_no r = 1; r < m->rules.n; r++)
		m->rules.at[r].unit = of_rule(&a, r);
}
