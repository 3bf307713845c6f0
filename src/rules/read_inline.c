/* Mechanisms that only say in one word what operations and conditions can say. The order in which operands stand here is the order in which they are
   asked, which decides what is missing: it is the reference's. Called by read_mechanism.c and read_rule.c. */
#include "rules/read.h"

static node_id named(struct reading *r, node_id node, const char *mechanism, const char *role, node_id valeur, node_id other)
{
	node_written(r, node, mechanism, role ? 2 : 1);
	node_given(r, node, 0, "valeur", valeur);
	if (role)
		node_given(r, node, 1, role, other);
	return node;
}

/* One bound: when there is one (it is not "non") and the value passes it, the bound; else the value. */
static node_id bound(struct reading *r, enum operation passes, node_id valeur, node_id limit, struct place at)
{
	node_id there = node_operation(r, OP_NE, limit, NODE_NO, at);
	node_id past = node_operation(r, passes, valeur, limit, at);
	node_id si = node_operation(r, OP_AND, there, past, at);
	return node_condition(r, si, limit, valeur, at);
}

node_id inline_plafond(struct reading *r, node_id valeur, node_id plafond, struct place at)
{
	return named(r, bound(r, OP_GT, valeur, plafond, at), "plafond", "plafond", valeur, plafond);
}

node_id inline_plancher(struct reading *r, node_id valeur, node_id plancher, struct place at)
{
	return named(r, bound(r, OP_LT, valeur, plancher, at), "plancher", "plancher", valeur, plancher);
}

node_id inline_abattement(struct reading *r, node_id valeur, node_id abattement, struct place at)
{
	node_id left = node_operation(r, OP_SUB, valeur, abattement, at);
	return named(r, bound(r, OP_LT, left, NODE_NUMBER_0, at), "abattement", "abattement", valeur, abattement);
}

node_id inline_par_defaut(struct reading *r, node_id valeur, node_id otherwise, struct place at)
{
	node_id si = node_one(r, NODE_EST_NON_DEFINI, valeur, at);
	node_id node = node_condition(r, si, otherwise, valeur, at);
	return named(r, node, "par défaut", "par défaut", valeur, otherwise);
}

node_id inline_situation(struct reading *r, node_id valeur, node_id situation, struct place at)
{
	node_id si = node_one(r, NODE_EST_NON_DEFINI, situation, at);
	node_id node = node_condition(r, si, valeur, situation, at);
	return named(r, node, "dans la situation", "dans la situation", valeur, situation);
}

node_id inline_applicable(struct reading *r, node_id valeur, node_id condition, struct place at)
{
	node_id si = node_operation(r, OP_NE, condition, NODE_NO, at);
	node_id node = node_condition(r, si, valeur, NODE_NOTHING, at);
	return named(r, node, "applicable si", "applicable si", valeur, condition);
}

node_id inline_non_applicable(struct reading *r, node_id valeur, node_id condition, struct place at)
{
	node_id si = node_operation(r, OP_EQ, condition, NODE_NO, at);
	node_id node = node_condition(r, si, valeur, NODE_NOTHING, at);
	return named(r, node, "non applicable si", "non applicable si", valeur, condition);
}

node_id inline_est_defini(struct reading *r, node_id valeur, struct place at)
{
	node_id asked = node_one(r, NODE_EST_NON_DEFINI, valeur, at);
	return named(r, node_operation(r, OP_EQ, asked, NODE_NO, at), "est défini", NULL, valeur, 0);
}

node_id inline_est_applicable(struct reading *r, node_id valeur, struct place at)
{
	node_id asked = node_one(r, NODE_EST_NON_APPLICABLE, valeur, at);
	return named(r, node_operation(r, OP_EQ, asked, NODE_NO, at), "est applicable", NULL, valeur, 0);
}
