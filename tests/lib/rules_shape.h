/* Models in tests, and what the reader made of them as text: a shape is written (operation operands…); `a!` is what the situation says of rule a.
   Included by unit tests only; needs IN_ARENA, and shape_start before the first shape. */
#ifndef TESTS_LIB_RULES_SHAPE_H
#define TESTS_LIB_RULES_SHAPE_H

#include "lib/in_arena.h"

#include "rules/date.h"
#include "rules/expression.h"
#include "rules/model.h"

#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* ---- shapes ---- */

static const struct rules_model *m;
static const struct expression_place *run_place;
static struct out shape;

static const struct node *node_of(node_id id)
{
	return run_place && id >= expression_base(m) ? &run_place->nodes[id - expression_base(m)] : model_node(m, id);
}

static void write_rule(rule_no no)
{
	const struct rule *rule = &m->rules.at[no];
	size_t hidden;
	if (rule->is_situation)
		out_fmt(&shape, "%.*s!", (int)(rule->name.n - strlen(" . $SITUATION")), rule->name.p);
	else if (str_find(rule->name, S("$INTERNAL"), &hidden))
		out_str(&shape, str_skip(rule->name, hidden));
	else
		out_str(&shape, rule->name);
}

static void write_unit(unit_id unit)
{
	if (unit)
		out_fmt(&shape, " %.*s", STR_ARGS(unit_text(&m->units, unit)));
}

static void write_constant(const struct node *n)
{
	const struct value *v = &n->constant;
	if (v->state == RULES_NOT_DEFINED)
		out_str(&shape, S("undef"));
	else if (v->state == RULES_NOT_APPLICABLE)
		out_str(&shape, S("null"));
	else if (v->type == RULES_NUMBER)
		number_write_shortest(&shape, v->number);
	else if (v->type == RULES_BOOLEAN)
		out_str(&shape, v->truth ? S("true") : S("false"));
	else if (v->type == RULES_TEXT)
		out_fmt(&shape, "'%.*s'", STR_ARGS(v->text));
	else {
		out_char(&shape, '\'');
		date_write(&shape, v->date);
		out_char(&shape, '\'');
	}
	if (v->state == RULES_VALUE && v->type == RULES_NUMBER)
		write_unit(n->unit);
}

static void write_shape(node_id id);

static void write_tranches(const struct node *n, const char *name)
{
	out_fmt(&shape, "%s ", name);
	write_shape(n->tranches.assiette);
	if (n->tranches.multiplicateur)
		write_shape(n->tranches.multiplicateur);
	else
		out_str(&shape, S("(const 1)"));
	for (uint32_t i = 0; i < n->tranches.n; i++) {
		const struct tranche *t = &n->tranches.at[i];
		out_char(&shape, '[');
		if (t->plafond)
			write_shape(t->plafond);
		else
			out_str(&shape, S("inf"));
		write_shape(t->taux ? t->taux : t->montant);
		out_char(&shape, ']');
	}
}

static void write_lists(const struct node *n)
{
	if (n->kind == NODE_VARIATIONS)
		for (uint32_t i = 0; i < n->variations.n; i++) {
			write_shape(n->variations.at[i].condition ? n->variations.at[i].condition : NODE_YES);
			write_shape(n->variations.at[i].consequence);
		}
	if (n->kind == NODE_TEXTE)
		for (uint32_t i = 0; i < n->text.n; i++) {
			out_fmt(&shape, "%zu", n->text.at[i].text.n);
			if (n->text.at[i].node)
				write_shape(n->text.at[i].node);
		}
	if (n->kind == NODE_POSSIBILITIES)
		for (uint32_t i = 0; i < n->possibilities.n; i++) {
			out_char(&shape, ' ');
			write_shape(n->possibilities.at[i].node);
		}
	if (n->kind == NODE_CONTEXTE) {
		write_shape(n->context.valeur);
		for (uint32_t i = 0; i < n->context.n; i++) {
			out_char(&shape, '[');
			write_shape(n->context.at[i].reference);
			write_shape(n->context.at[i].value);
			out_char(&shape, ']');
		}
	}
}

static void write_inversion(const struct node *n)
{
	const struct inversion *how = n->inversion.how;
	out_str(&shape, S("inv "));
	write_rule(n->inversion.rule);
	for (uint32_t i = 0; i < how->n; i++) {
		out_char(&shape, ' ');
		write_rule(node_of(how->candidates[i])->target);
	}
	const struct number bounds[] = {how->min, how->max, how->tolerance};
	for (size_t i = 0; i < COUNT(bounds); i++) {
		out_char(&shape, ' ');
		number_write_shortest(&shape, bounds[i]);
	}
}

static void write_duration_end(node_id id)
{
	if (id)
		write_shape(id);
	else
		out_str(&shape, S("today"));
}

static void write_one(const struct node *n, const char *name)
{
	out_fmt(&shape, "%s", name);
	if (n->kind == NODE_UNITE)
		write_unit(n->unit);
	out_char(&shape, ' ');
	if (n->kind == NODE_VARIABLE_MANQUANTE || n->kind == NODE_CIRCULAIRE) {
		write_rule(n->one.rule);
		out_char(&shape, ' ');
	}
	write_shape(n->one.valeur);
}

static void write_inside(const struct node *n)
{
	static const char *const operations[] = {"*", "/", "//", "**", "+", "-", "<", "<=", ">", ">=", "=", "!=", "et", "ou"};
	switch ((enum node_kind)n->kind) {
	case NODE_CONSTANT:
		out_str(&shape, S("const "));
		write_constant(n);
		break;
	case NODE_REFERENCE:
		out_str(&shape, S("ref "));
		write_rule(n->target);
		break;
	case NODE_OPERATION:
		out_fmt(&shape, "%s ", operations[n->operation]);
		write_shape(n->operands.left);
		write_shape(n->operands.right);
		break;
	case NODE_CONDITION:
		out_str(&shape, S("if "));
		write_shape(n->condition.si);
		write_shape(n->condition.alors);
		write_shape(n->condition.sinon);
		break;
	case NODE_VARIATIONS:
		out_str(&shape, S("var "));
		write_lists(n);
		break;
	case NODE_BAREME: write_tranches(n, "bareme"); break;
	case NODE_TAUX_PROGRESSIF: write_tranches(n, "taux"); break;
	case NODE_GRILLE: write_tranches(n, "grille"); break;
	case NODE_ARRONDI:
		out_str(&shape, S("arrondi "));
		write_shape(n->rounding.valeur);
		write_shape(n->rounding.arrondi);
		break;
	case NODE_DUREE:
		out_str(&shape, S("duree"));
		write_unit(n->unit);
		out_char(&shape, ' ');
		write_duration_end(n->duration.depuis);
		write_duration_end(n->duration.jusqua);
		break;
	case NODE_INVERSION: write_inversion(n); break;
	case NODE_POSSIBILITIES:
		out_fmt(&shape, "poss %s", n->possibilities.kind == RULES_NUMBER ? "number" : n->possibilities.kind == RULES_TEXT ? "string" : "reference");
		write_lists(n);
		break;
	case NODE_CONTEXTE:
		out_str(&shape, S("ctx "));
		write_lists(n);
		break;
	case NODE_TEXTE:
		out_str(&shape, S("txt "));
		write_lists(n);
		break;
	case NODE_UNITE: write_one(n, "unit"); break;
	case NODE_SIMPLIFIER_UNITE: write_one(n, "simpl"); break;
	case NODE_VARIABLE_MANQUANTE: write_one(n, "miss"); break;
	case NODE_EST_NON_APPLICABLE: write_one(n, "na"); break;
	case NODE_EST_NON_DEFINI: write_one(n, "nd"); break;
	case NODE_LOGARITHME: write_one(n, "log"); break;
	case NODE_CIRCULAIRE: write_one(n, "circ"); break;
	}
}

static void write_shape(node_id id)
{
	out_char(&shape, '(');
	write_inside(node_of(id));
	out_char(&shape, ')');
}

static const char *shape_of(node_id first, node_id second)
{
	out_reset(&shape);
	if (first) {
		write_shape(first);
		out_char(&shape, ' ');
	}
	write_shape(second);
	out_char(&shape, '\0');
	return shape.bytes;
}

/* ---- models ---- */

static struct rules_model *load(const char *text)
{
	struct rules_source source = {S("test"), str_of(text)};
	struct rules_model *model = NULL;
	enum status s = rules_load(arena, &source, 1, &problems, &model);
	if (s != OK) {
		struct out o = out_new(LIMIT_BODY_BYTES);
		problems_write(&o, LANG_EN, &problems);
		print_message("%s\n%.*s", text, (int)o.n, o.bytes);
		out_free(&o);
	}
	assert_int_equal(s, OK);
	m = model;
	run_place = NULL;
	return model;
}

static struct rules_model *sealed(const char *text)
{
	struct rules_model *model = load(text);
	rules_seal(model);
	return model;
}

static rule_id rule(const char *name)
{
	rule_id r = rules_find(m, str_of(name));
	assert_int_not_equal(r.v, 0);
	return r;
}

static const struct rule *inside(const char *name)
{
	rule_no no = model_find(m, str_of(name));
	assert_int_not_equal(no, 0);
	return &m->rules.at[no];
}

static void assert_text(str found, const char *expected)
{
	assert_string_equal(arena_cstr(arena, found), expected);
}

#endif
