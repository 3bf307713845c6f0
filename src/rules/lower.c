/* From the nodes of a sealed model to the program that runs: which nodes must be kept once worked out, constants in a table, what the situation says as a
   direct test. Called by rules_seal; owns nothing; never evaluates. */
#include "rules/lower.h"

#include "base/limits.h"
#include "rules/circles.h"
#include "rules/program.h"
#include "rules/read.h"

#include <string.h>

struct lowering {
	struct rules_model *m;
	struct program *p;
	struct code *code;
	struct answer *constants;
	struct rule_code *rules;
	uint32_t *uses;    /* by node */
	struct arena *scrap; /* for the time of lowering */
	bool *in_circle;   /* by node */
	bool *asked;       /* by node: its being worked out already changes what "est non applicable" answers */
	rule_no *fact_rules;
	uint32_t constant_count;
	uint32_t first_body;
	LIST_OF(struct code) bodies;
	LIST_OF(uint32_t) lists;
	LIST_OF(node_id) open; /* asked, what they hold not yet */
};

/* ---- what is used more than once ---- */

static void count_use(void *context, node_id child)
{
	((struct lowering *)context)->uses[child]++;
}

static void count_uses(struct lowering *l)
{
	const struct rules_model *m = l->m;
	for (node_id n = 1; n < m->nodes.n; n++)
		node_look_below(model_node(m, n), count_use, l);
	for (rule_no r = 1; r < m->rules.n; r++) {
		const struct rule *rule = &m->rules.at[r];
		l->uses[rule->value]++;
		l->uses[rule->possibilities]++;
		l->uses[rule->entry] += 2; /* asked again and again: a replacement is worked out once */
		l->uses[rule->nullable_parent] += 2; /* asked whether it is applicable, then whether it is true */
	}
}

/* "est non applicable" looks into conditions and rules; whether what it looks into was worked out before decides which variables it says are missing. */
static void ask(struct lowering *l, node_id n)
{
	if (!n || l->asked[n])
		return;
	l->asked[n] = true;
	*LIST_ADD(l->scrap, &l->open) = n;
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

static bool is_kept(const struct lowering *l, node_id at)
{
	const struct node *n = model_node(l->m, at);
	if (n->kind == NODE_CONSTANT)
		return false;
	if (l->in_circle[at])
		return true;
	if (n->kind == NODE_REFERENCE)
		return false;
	return l->uses[at] > 1 || (l->asked[at] && n->nullable != NULLABLE_NO);
}

/* `et` (or `ou`) of three sides and more, written or rewritten as a left tree, is one code with a list. What others use too stays as it is. */
static bool continues(const struct lowering *l, const struct node *n, node_id left)
{
	const struct node *below = model_node(l->m, left);
	return below->kind == NODE_OPERATION && below->operation == n->operation && !is_kept(l, left);
}

static struct code list_code(struct lowering *l, node_id at, struct code code)
{
	const struct rules_model *m = l->m;
	uint32_t n = 2;
	const struct node *last = model_node(m, at), *first = last;
	for (; continues(l, last, first->operands.left); n++)
		first = model_node(m, first->operands.left);
	if (n == 2)
		return code;
	uint32_t start = (uint32_t)l->lists.n;
	for (uint32_t i = 0; i < n; i++)
		*LIST_ADD(m->arena, &l->lists) = 0;
	for (const struct node *op = last; n > 2; op = model_node(m, op->operands.left))
		l->lists.at[start + --n] = op->operands.right;
	l->lists.at[start + 1] = first->operands.right;
	l->lists.at[start] = first->operands.left;
	return (struct code){.op = code.op == CODE_AND ? CODE_ALL : CODE_ANY, .a = start, .b = (uint32_t)l->lists.n - start};
}

static struct code code_of(struct lowering *l, node_id at)
{
	const struct node *n = model_node(l->m, at);
	struct code code = n->kind == NODE_CONSTANT ? (struct code){.op = CODE_CONSTANT, .a = l->constant_count} : lower_node(l->m, l->rules, n, at);
	if (n->kind == NODE_CONSTANT)
		l->constants[l->constant_count++] = answer_of_value(&n->constant);
	if ((code.op == CODE_AND || code.op == CODE_OR) && !l->in_circle[at])
		code = list_code(l, at, code);
	code.flags = n->nullable == NULLABLE_NO ? CODE_NEVER_NULL : 0;
	return code;
}

/* ---- after the nodes: bodies of what is kept ---- */

static uint32_t append(struct lowering *l, struct code code)
{
	*LIST_ADD(l->scrap, &l->bodies) = code;
	return l->first_body + (uint32_t)l->bodies.n - 1;
}

static struct code kept(struct lowering *l, struct code code, bool in_circle)
{
	uint32_t body = append(l, code);
	return (struct code){.op = CODE_KEPT, .flags = code.flags | (in_circle ? CODE_IN_CIRCLE : 0), .a = l->p->slots++, .b = body};
}

static void write_codes(struct lowering *l)
{
	const struct rules_model *m = l->m;
	l->code = ARENA_ARRAY(l->scrap, m->nodes.n, struct code);
	l->first_body = (uint32_t)m->nodes.n + LIMIT_RUN_NODES;
	l->p->slots = (uint32_t)m->rules.n;
	for (node_id n = 1; n < m->nodes.n; n++) {
		struct code code = code_of(l, n);
		l->code[n] = is_kept(l, n) ? kept(l, code, l->in_circle[n]) : code;
	}
}

/* ---- questions ---- */

static const struct code *code_at(const struct lowering *l, uint32_t at)
{
	return at < l->first_body ? &l->code[at] : &l->bodies.at[at - l->first_body];
}

static const struct code *unkept(const struct lowering *l, uint32_t at)
{
	const struct code *c = code_at(l, at);
	return c->op == CODE_KEPT ? code_at(l, c->b) : c;
}

/* "What the situation says, else…", perhaps with a default: the answer is the fact itself when there is one. */
static bool is_fact_else(const struct lowering *l, uint32_t at, uint32_t *fact)
{
	const struct code *c = unkept(l, at);
	if (c->op == CODE_CONDITION && !c->unit) {
		const struct code *si = unkept(l, c->a), *sinon = unkept(l, c->c);
		if (si->op != CODE_NOT_DEFINED || unkept(l, si->a)->op != CODE_FACT_ELSE || sinon->op != CODE_FACT_ELSE || unkept(l, si->a)->a != sinon->a)
			return false;
		c = sinon;
	}
	*fact = c->a;
	return c->op == CODE_FACT_ELSE && !c->unit;
}

/* Whether `une possibilité` may change what the rule is worth: it gives a unit, or options that may be out of reach leave one or none. */
static bool choice_counts(const struct rules_model *m, const struct rule *rule)
{
	const struct node *choice = model_node(m, rule->possibilities);
	if (!rule->possibilities)
		return false;
	bool counts = choice->kind != NODE_POSSIBILITIES || choice->unit;
	if (choice->possibilities.kind != RULES_TYPE_UNKNOWN || counts)
		return counts;
	counts = choice->possibilities.n < 2;
	for (uint32_t i = 0; i < choice->possibilities.n; i++)
		counts |= choice->possibilities.at[i].not_applicable != NODE_NO;
	return counts;
}

static bool is_question(const struct lowering *l, rule_no r, struct code *question)
{
	const struct rule *rule = &l->m->rules.at[r];
	uint32_t fact;
	if (!rule->situation || rule->nullable_parent || !rule->value || l->in_circle[rule->value])
		return false;
	if (choice_counts(l->m, rule))
		return false;
	const struct code *value = unkept(l, rule->value);
	bool has_unit = value->op == CODE_UNIT && value->unit;
	if (!is_fact_else(l, has_unit ? value->a : rule->value, &fact) || fact != l->rules[r].fact)
		return false;
	*question = (struct code){.op = CODE_QUESTION, .a = r, .b = fact};
	question->unit = has_unit ? value->unit : UNIT_NONE;
	question->flags = has_unit ? 0 : CODE_ANY_UNIT;
	return true;
}

/* References to questions become questions. */
static void ask_questions(struct lowering *l)
{
	const struct rules_model *m = l->m;
	struct code *questions = ARENA_ARRAY(l->scrap, m->rules.n + 1, struct code);
	for (rule_no r = 1; r < m->rules.n; r++)
		if (!is_question(l, r, &questions[r]))
			questions[r].op = CODE_NONE;
	for (uint32_t at = 1; at < l->first_body + l->bodies.n; at++) {
		if (at == m->nodes.n)
			at = l->first_body;
		if (at == l->first_body + l->bodies.n)
			break;
		struct code *c = at < l->first_body ? &l->code[at] : &l->bodies.at[at - l->first_body];
		if (c->op == CODE_RULE && questions[c->a].op == CODE_QUESTION) {
			uint8_t flags = c->flags;
			*c = questions[c->a];
			c->flags |= flags;
		}
	}
}

/* All codes in one array: nodes, room for those of a run, bodies. */
static void join_codes(struct lowering *l)
{
	const struct rules_model *m = l->m;
	l->p->codes = l->first_body + (uint32_t)l->bodies.n;
	struct code *code = ARENA_ARRAY(m->arena, l->p->codes, struct code);
	memcpy(code, l->code, m->nodes.n * sizeof *code);
	if (l->bodies.n)
		memcpy(code + l->first_body, l->bodies.at, l->bodies.n * sizeof *code);
	l->p->code = code;
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
	code->possibilities = choice_counts(m, rule) ? rule->possibilities : 0;
	if (rule->nullable_parent && !rule->is_situation) {
		const struct node *parent = model_node(m, rule->nullable_parent);
		code->parent = l->in_circle[rule->nullable_parent] ? append(l, kept(l, code_of(l, rule->nullable_parent), true)) : rule->nullable_parent;
		if (parent->nullable == NULLABLE_YES)
			code->flags |= RULE_PARENT_NULLABLE;
		if (parent->type == RULES_BOOLEAN)
			code->flags |= RULE_PARENT_BOOLEAN;
	}
	if (l->in_circle[rule->value])
		code->flags |= RULE_IN_CIRCLE;
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
	struct arena *scrap = arena_new(LIMIT_COMMAND_ARENA);
	struct lowering l = {
		.m = m,
		.p = p,
		.constants = ARENA_ARRAY(m->arena, m->nodes.n + 1, struct answer),
		.rules = ARENA_ARRAY(m->arena, m->rules.n + 1, struct rule_code),
		.scrap = scrap,
		.uses = ARENA_ARRAY(scrap, m->nodes.n + 1, uint32_t),
		.asked = ARENA_ARRAY(scrap, m->nodes.n + 1, bool),
		.in_circle = nodes_in_circles(m, scrap),
		.fact_rules = ARENA_ARRAY(m->arena, m->rules.n + 1, rule_no),
	};
	number_facts(&l);
	count_uses(&l);
	mark_asked(&l);
	write_codes(&l);
	write_rules(&l);
	ask_questions(&l);
	join_codes(&l);
	p->lists = l.lists.at;
	p->constants = l.constants;
	p->constant_count = l.constant_count;
	p->rules = l.rules;
	p->fact_rules = l.fact_rules;
	p->rule_count = (uint32_t)m->rules.n;
	m->program = p;
	arena_free(scrap);
}
