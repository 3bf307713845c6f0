/* From the nodes of a sealed model to the program that runs: which nodes must be kept once worked out, constants in a table, what the situation says as a
   direct test. Called by rules_seal; owns nothing; never evaluates. */
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
	bool *asked;       /* by node: its being worked out already changes what "est non applicable" answers */
	rule_no *fact_rules;
	uint32_t codes, constant_count;
	LIST_OF(node_id) open; /* asked, what they hold not yet */
};

typedef void visit_child(void *context, node_id child);

static void each_of_tranches(const struct node *n, visit_child *visit, void *context)
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
		for (uint32_t i = 0; i < n->inversion.how->n; i++)
			visit(context, n->inversion.how->candidates[i]);
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
		each_of_tranches(n, visit, context);
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
static void ask(struct lowering *l, node_id n)
{
	if (!n || l->asked[n])
		return;
	l->asked[n] = true;
	*LIST_ADD(l->m->arena, &l->open) = n;
}

static void mark_asked(struct lowering *l)
{
	struct rules_model *m = l->m;
	for (node_id n = 1; n < m->nodes.n; n++)
		if (model_node(m, n)->kind == NODE_EST_NON_APPLICABLE)
			ask(l, model_node(m, n)->one.valeur);
	for (rule_no r = 1; r < m->rules.n; r++)
		if (model_node(m, m->rules.at[r].nullable_parent)->nullable == NULLABLE_YES)
			ask(l, m->rules.at[r].nullable_parent);
	while (l->open.n) {
		node_id at = l->open.at[--l->open.n];
		const struct node *n = model_node(m, at);
		if (n->kind == NODE_REFERENCE)
			ask(l, m->rules.at[n->target].value);
		if (n->kind != NODE_CONDITION || n->nullable == NULLABLE_NO)
			continue;
		l->uses[n->condition.si]++;
		ask(l, n->condition.alors);
		ask(l, n->condition.sinon);
	}
}

/* ---- code ---- */

static bool is_situation_of(const struct rules_model *m, node_id n, rule_no *rule)
{
	const struct node *at = model_node(m, n);
	*rule = at->kind == NODE_REFERENCE ? at->target : 0;
	return *rule && m->rules.at[*rule].is_situation;
}

/* The unit that a node has as written, without working it out. */
static unit_id unit_as_written(const struct node *n)
{
	if (n->kind == NODE_CONSTANT)
		return n->constant.unit;
	if (n->kind == NODE_UNITE || n->kind == NODE_DUREE || n->kind == NODE_POSSIBILITIES)
		return n->unit;
	return UNIT_NONE;
}

static struct code reference_code(const struct rules_model *m, const struct rule_code *rules, const struct node *n)
{
	if (m->rules.at[n->target].is_situation)
		return (struct code){.op = CODE_FACT, .a = rules[n->target].fact};
	return (struct code){.op = CODE_RULE, .a = n->target};
}

/* `dans la situation` is a condition on whether the fact is defined: told apart here, to be one test. A run never has one of its own. */
static struct code condition_code(const struct rules_model *m, const struct rule_code *rules, const struct node *n)
{
	struct code code = {.op = CODE_CONDITION, .a = n->condition.si, .b = n->condition.alors, .c = n->condition.sinon};
	if (n->condition.si >= m->nodes.n || n->condition.alors >= m->nodes.n || n->condition.sinon >= m->nodes.n)
		return code;
	const struct node *si = model_node(m, n->condition.si);
	rule_no asked, given;
	if (si->kind == NODE_EST_NON_DEFINI && is_situation_of(m, si->one.valeur, &asked) && is_situation_of(m, n->condition.sinon, &given) && asked == given)
		code = (struct code){.op = CODE_FACT_ELSE, .a = rules[asked].fact, .b = n->condition.alors};
	code.unit = unit_as_written(model_node(m, n->condition.alors));
	return code;
}

struct code lower_node(const struct rules_model *m, const struct rule_code *rules, const struct node *n, node_id at)
{
	switch ((enum node_kind)n->kind) {
	case NODE_REFERENCE:
		return reference_code(m, rules, n);
	case NODE_OPERATION:
		return (struct code){.op = (uint8_t)(CODE_MUL + n->operation), .a = n->operands.left, .b = n->operands.right};
	case NODE_CONDITION:
		return condition_code(m, rules, n);
	case NODE_EST_NON_APPLICABLE:
		return (struct code){.op = CODE_NOT_APPLICABLE, .a = n->one.valeur};
	case NODE_EST_NON_DEFINI:
		return (struct code){.op = CODE_NOT_DEFINED, .a = n->one.valeur};
	case NODE_UNITE:
		return (struct code){.op = CODE_UNIT, .unit = n->unit, .a = n->one.valeur};
	case NODE_CONSTANT:
	case NODE_VARIATIONS:
	case NODE_BAREME:
	case NODE_TAUX_PROGRESSIF:
	case NODE_GRILLE:
	case NODE_ARRONDI:
	case NODE_DUREE:
	case NODE_INVERSION:
	case NODE_POSSIBILITIES:
	case NODE_CONTEXTE:
	case NODE_SIMPLIFIER_UNITE:
	case NODE_TEXTE:
	case NODE_VARIABLE_MANQUANTE:
	case NODE_LOGARITHME:
	case NODE_CIRCULAIRE:
		break;
	}
	return (struct code){.op = CODE_NODE, .a = at};
}

static struct code code_of(struct lowering *l, node_id at)
{
	const struct node *n = model_node(l->m, at);
	struct code code = n->kind == NODE_CONSTANT ? (struct code){.op = CODE_CONSTANT, .a = l->constant_count} : lower_node(l->m, l->rules, n, at);
	if (n->kind == NODE_CONSTANT)
		l->constants[l->constant_count++] = answer_of_value(&n->constant);
	code.flags = n->nullable == NULLABLE_NO ? CODE_NEVER_NULL : 0;
	return code;
}

static bool is_kept(const struct lowering *l, node_id at)
{
	const struct node *n = model_node(l->m, at);
	if (n->kind == NODE_CONSTANT || n->kind == NODE_REFERENCE)
		return false;
	return l->uses[at] > 1 || (l->asked[at] && n->nullable != NULLABLE_NO);
}

static void write_codes(struct lowering *l)
{
	const struct rules_model *m = l->m;
	uint32_t kept = 0;
	for (node_id n = 1; n < m->nodes.n; n++)
		kept += is_kept(l, n);
	l->code = ARENA_ARRAY(m->arena, m->nodes.n + LIMIT_RUN_NODES + kept, struct code);
	l->codes = (uint32_t)m->nodes.n + LIMIT_RUN_NODES;
	l->p->slots = (uint32_t)m->rules.n;
	for (node_id n = 1; n < m->nodes.n; n++) {
		struct code code = code_of(l, n);
		l->code[n] = code;
		if (!is_kept(l, n))
			continue;
		l->code[l->codes] = code;
		l->code[n] = (struct code){.op = CODE_KEPT, .flags = code.flags, .a = l->p->slots++, .b = l->codes++};
	}
}

/* ---- rules ---- */

static void number_facts(struct lowering *l)
{
	const struct rules_model *m = l->m;
	l->p->facts = 1;
	for (rule_no r = 1; r < m->rules.n; r++)
		if (m->rules.at[r].situation) {
			rule_no hidden = m->rules.at[r].situation;
			l->fact_rules[l->p->facts] = hidden;
			l->rules[r].fact = l->rules[hidden].fact = l->p->facts++;
		}
}

static void write_rule(struct lowering *l, rule_no r)
{
	const struct rules_model *m = l->m;
	const struct rule *rule = &m->rules.at[r];
	struct rule_code *code = &l->rules[r];
	code->value = rule->value;
	code->possibilities = rule->possibilities;
	if (rule->nullable_parent && !rule->is_situation) {
		const struct node *parent = model_node(m, rule->nullable_parent);
		code->parent = rule->nullable_parent;
		if (parent->nullable == NULLABLE_YES)
			code->flags |= RULE_PARENT_NULLABLE;
		if (parent->type == RULES_BOOLEAN)
			code->flags |= RULE_PARENT_BOOLEAN;
	}
	if (!rule->is_private && rule->accessible)
		code->flags |= RULE_MISSABLE;
	if (rule->situation && m->rules.at[rule->situation].nullable == NULLABLE_YES)
		code->flags |= RULE_SITUATION_NULLABLE;
}

static void write_rules(struct lowering *l)
{
	const struct rules_model *m = l->m;
	uint32_t *entries = ARENA_ARRAY(m->arena, m->publics.n + 1, uint32_t), *facts = ARENA_ARRAY(m->arena, m->publics.n + 1, uint32_t);
	for (rule_no r = 1; r < m->rules.n; r++)
		write_rule(l, r);
	for (node_id n = 1; n < m->nodes.n; n++)
		l->rules[model_node(m, n)->rule].weight++;
	for (uint32_t i = 1; i < m->publics.n; i++) {
		const struct rule *rule = &m->rules.at[m->publics.at[i]];
		entries[i] = rule->entry ? rule->entry : rule->wrapper;
		facts[i] = l->rules[m->publics.at[i]].fact;
	}
	l->p->entries = entries;
	l->p->entry_facts = facts;
	l->p->publics = (uint32_t)m->publics.n;
}

void rules_lower(struct rules_model *m)
{
	struct program *p = ARENA_NEW(m->arena, struct program);
	struct lowering l = {
		.m = m,
		.p = p,
		.constants = ARENA_ARRAY(m->arena, m->nodes.n + 1, struct answer),
		.rules = ARENA_ARRAY(m->arena, m->rules.n + 1, struct rule_code),
		.uses = ARENA_ARRAY(m->arena, m->nodes.n + 1, uint32_t),
		.asked = ARENA_ARRAY(m->arena, m->nodes.n + 1, bool),
		.fact_rules = ARENA_ARRAY(m->arena, m->rules.n + 1, rule_no),
	};
	number_facts(&l);
	count_uses(&l);
	mark_asked(&l);
	write_codes(&l);
	write_rules(&l);
	p->code = l.code;
	p->codes = l.codes;
	p->constants = l.constants;
	p->constant_count = l.constant_count;
	p->rules = l.rules;
	p->fact_rules = l.fact_rules;
	p->rule_count = (uint32_t)m->rules.n;
	m->program = p;
}
