/* What explaining asks of a node. Owns the names of mechanisms that are not rewritten. The order in which operands are asked, and when they are not, is that
   of the evaluator; here it is only read back, from values that are already there. */
#include "rules/explain.h"

#include "base/limits.h"

static const char *const operations[] = {
	[OP_MUL] = "*", [OP_DIV] = "/", [OP_DIV_WHOLE] = "//", [OP_POW] = "**", [OP_ADD] = "+", [OP_SUB] = "-", [OP_LT] = "<",
	[OP_LE] = "<=", [OP_GT] = ">", [OP_GE] = ">=", [OP_EQ] = "=", [OP_NE] = "!=", [OP_AND] = "et", [OP_OR] = "ou",
};

static const char *const kinds[] = {
	[NODE_CONDITION] = "condition",
	[NODE_VARIATIONS] = "variations",
	[NODE_BAREME] = "barème",
	[NODE_TAUX_PROGRESSIF] = "taux progressif",
	[NODE_GRILLE] = "grille",
	[NODE_ARRONDI] = "arrondi",
	[NODE_DUREE] = "durée",
	[NODE_INVERSION] = "inversion numérique",
	[NODE_POSSIBILITIES] = "une possibilité",
	[NODE_CONTEXTE] = "contexte",
	[NODE_UNITE] = "unité",
	[NODE_SIMPLIFIER_UNITE] = "simplifier l'unité",
	[NODE_TEXTE] = "texte",
	[NODE_VARIABLE_MANQUANTE] = "variable manquante",
	[NODE_EST_NON_APPLICABLE] = "est non applicable",
	[NODE_EST_NON_DEFINI] = "est non défini",
	[NODE_LOGARITHME] = "logarithme",
	[NODE_CIRCULAIRE] = "résoudre la référence circulaire",
};

str explain_mechanism(const struct node *n)
{
	if (n->mechanism)
		return str_of(n->mechanism);
	if (n->kind == NODE_OPERATION)
		return str_of(operations[n->operation]);
	return n->kind < sizeof kinds / sizeof kinds[0] ? str_of(kinds[n->kind]) : STR_NONE;
}

/* ---- the situation ---- */

static bool is_written(const struct node *n, str mechanism)
{
	enum { VALUE_AND_OTHER = 2 };
	return n->mechanism && n->arg_count == VALUE_AND_OTHER && str_eq(str_of(n->mechanism), mechanism);
}

bool explain_is_situation(const struct node *n)
{
	return is_written(n, S("dans la situation"));
}

bool explain_is_default(const struct node *n)
{
	return is_written(n, S("par défaut"));
}

node_id explain_situation(const struct node *n)
{
	return n->args[1].nodes[0];
}

node_id explain_without_situation(const struct node *n)
{
	return n->args[0].nodes[0];
}

/* ---- which operands were asked ---- */

struct search {
	struct rules_run *run;
	const struct node *top;
	enum asked *asked; /* in the order of what `top` was given */
	unsigned steps;    /* left */
};

/* Notes that a thing that was given is met; false when this is none. */
static bool note_given(struct search *s, node_id id, bool asked)
{
	bool met = false;
	uint32_t number = 0;
	for (uint16_t i = 0; i < s->top->arg_count; i++)
		for (uint32_t k = 0; k < s->top->args[i].n; k++, number++)
			if (s->top->args[i].nodes[k] == id) {
				met = true;
				if (asked || s->asked[number] != ASKED)
					s->asked[number] = asked ? ASKED : NOT_ASKED;
			}
	return met;
}

/* The left operand settles the answer. */
static bool settles(enum operation op, const struct value *left)
{
	bool nothing = left->state == RULES_NOT_APPLICABLE;
	bool number = left->state == RULES_VALUE && left->type == RULES_NUMBER, truth = left->state == RULES_VALUE && left->type == RULES_BOOLEAN;
	switch (op) {
	case OP_MUL:
	case OP_DIV: return nothing || (number && number_is_zero(left->number));
	case OP_DIV_WHOLE:
	case OP_SUB:
	case OP_LT:
	case OP_LE:
	case OP_GT:
	case OP_GE: return nothing;
	case OP_AND: return nothing || (truth && !left->truth);
	case OP_OR: return truth && left->truth;
	case OP_POW:
	case OP_ADD:
	case OP_EQ:
	case OP_NE: return false;
	}
	return false;
}

static void look_at(struct search *s, node_id id, bool asked);

static struct value value_if(const struct search *s, node_id id, bool asked)
{
	struct value v = {.state = RULES_NOT_DEFINED};
	if (asked)
		(void)run_node_value(s->run, id, &v);
	return v;
}

/* Operations that ask both sides whatever the left one is. */
static bool never_settled(enum operation op)
{
	return op == OP_POW || op == OP_ADD || op == OP_EQ || op == OP_NE;
}

static void look_at_operation(struct search *s, const struct node *n, bool asked)
{
	enum operation op = (enum operation)n->operation;
	look_at(s, n->operands.left, asked);
	struct value left = value_if(s, n->operands.left, asked && !never_settled(op));
	look_at(s, n->operands.right, asked && !settles(op, &left));
}

/* Of a condition: what is not known may be both. */
static bool may_be(const struct value *v, bool truth)
{
	if (v->state != RULES_VALUE)
		return v->state == RULES_NOT_DEFINED;
	return v->type == RULES_BOOLEAN && v->truth == truth;
}

static void look_at_condition(struct search *s, const struct node *n, bool asked)
{
	struct value si = {.state = RULES_NOT_DEFINED};
	if (asked)
		(void)run_node_value(s->run, n->condition.si, &si);
	look_at(s, n->condition.si, asked);
	look_at(s, n->condition.alors, asked && may_be(&si, true));
	look_at(s, n->condition.sinon, asked && may_be(&si, false));
}

static void look_below(struct search *s, const struct node *n, bool asked)
{
	switch ((enum node_kind)n->kind) {
	case NODE_OPERATION: look_at_operation(s, n, asked); return;
	case NODE_CONDITION: look_at_condition(s, n, asked); return;
	case NODE_UNITE:
	case NODE_SIMPLIFIER_UNITE:
	case NODE_VARIABLE_MANQUANTE:
	case NODE_EST_NON_APPLICABLE:
	case NODE_EST_NON_DEFINI:
	case NODE_LOGARITHME:
	case NODE_CIRCULAIRE: look_at(s, n->one.valeur, asked); return;
	case NODE_ARRONDI:
		look_at(s, n->rounding.valeur, asked);
		look_at(s, n->rounding.arrondi, asked);
		return;
	case NODE_CONSTANT:
	case NODE_REFERENCE:
	case NODE_VARIATIONS:
	case NODE_BAREME:
	case NODE_TAUX_PROGRESSIF:
	case NODE_GRILLE:
	case NODE_DUREE:
	case NODE_INVERSION:
	case NODE_POSSIBILITIES:
	case NODE_CONTEXTE:
	case NODE_TEXTE: return; /* the reader rewrites nothing into these */
	}
}

static void look_at(struct search *s, node_id id, bool asked)
{
	if (note_given(s, id, asked) || !s->steps)
		return;
	s->steps--;
	look_below(s, run_node_at(s->run, id), asked);
}

void explain_asked(struct rules_run *run, node_id node, enum asked *asked)
{
	struct search s = {.run = run, .top = run_node_at(run, node), .steps = LIMIT_RULES_WHY_NODES};
	s.asked = asked;
	look_below(&s, s.top, true);
}

bool explain_right_asked(struct rules_run *run, const struct node *operation)
{
	struct search s = {.run = run};
	struct value left = value_if(&s, operation->operands.left, true);
	return !settles((enum operation)operation->operation, &left);
}

/* ---- slices ---- */

static bool number_at(struct rules_run *run, node_id id, struct value *v)
{
	return run_node_value(run, id, v) && v->state == RULES_VALUE && v->type == RULES_NUMBER;
}

size_t explain_tranche(struct rules_run *run, const struct node *n)
{
	struct units *u = &run->scratch->units;
	struct value base, times = {.number = number_of(1)}, ceiling;
	if (!number_at(run, n->tranches.assiette, &base) || (n->tranches.multiplicateur && !number_at(run, n->tranches.multiplicateur, &times)))
		return n->tranches.n;
	for (size_t i = 0; i < n->tranches.n; i++) {
		if (!n->tranches.at[i].plafond)
			return i;
		if (!number_at(run, n->tranches.at[i].plafond, &ceiling))
			return n->tranches.n;
		struct number limit = number_mul(ceiling.number, times.number);
		(void)unit_convert(u, unit_mul(u, ceiling.unit, times.unit), base.unit, &limit);
		if (number_cmp(base.number, limit) < 0)
			return i;
	}
	return n->tranches.n;
}
