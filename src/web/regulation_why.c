/* Explanation trees of the engine as nested lines in words: mechanisms by their meaning ("le plus petit de"), comparisons in one line ("coût total est
   au moins 2 500 €"), a choice by its label. Shared by the règlement page (the formula alone) and the page of one rule (with values). */
#include "web/regulation.h"

enum { LINE_BYTES = 8 * 1024 };

struct teller {
	struct page *pg;
	const struct ruleset *set;
	struct rules_run *run;
	bool values;
};

static const struct {
	str written;
	enum word word;
} operators[] = {
	{S("="), W_diagnosis_op_eq}, {S("!="), W_diagnosis_op_ne}, {S("<"), W_diagnosis_op_lt}, {S("<="), W_diagnosis_op_le}, {S(">"), W_diagnosis_op_gt},
	{S(">="), W_diagnosis_op_ge}, {S("+"), W_diagnosis_op_add}, {S("-"), W_diagnosis_op_sub}, {S("*"), W_diagnosis_op_mul}, {S("/"), W_diagnosis_op_div},
	{S("et"), W_diagnosis_op_and}, {S("ou"), W_diagnosis_op_or},
};

static const struct {
	str written;
	enum word word;
} of_dates[] = {
	{S("<"), W_diagnosis_date_lt}, {S("<="), W_diagnosis_date_le}, {S(">"), W_diagnosis_date_gt}, {S(">="), W_diagnosis_date_ge}, {S("="), W_diagnosis_date_eq},
};

static const struct {
	str written;
	enum word word;
} mechanisms[] = {
	{S("toutes ces conditions"), W_diagnosis_m_all}, {S("une de ces conditions"), W_diagnosis_m_any}, {S("somme"), W_diagnosis_m_sum},
	{S("produit"), W_diagnosis_m_product}, {S("le minimum de"), W_diagnosis_m_min}, {S("le maximum de"), W_diagnosis_m_max},
	{S("moyenne"), W_diagnosis_m_mean}, {S("variations"), W_diagnosis_m_variations}, {S("grille"), W_diagnosis_m_grid}, {S("barème"), W_diagnosis_m_scale},
	{S("taux progressif"), W_diagnosis_m_rate}, {S("arrondi"), W_diagnosis_m_round}, {S("durée"), W_diagnosis_m_duration},
	{S("plafond"), W_diagnosis_m_ceiling}, {S("plancher"), W_diagnosis_m_floor}, {S("abattement"), W_diagnosis_m_abatement},
	{S("condition"), W_diagnosis_m_condition}, {S("applicable si"), W_diagnosis_m_applicable}, {S("non applicable si"), W_diagnosis_m_not_applicable},
	{S("est non applicable"), W_diagnosis_m_is_not_applicable}, {S("est non défini"), W_diagnosis_m_is_not_defined}, {S("par défaut"), W_diagnosis_m_default},
	{S("unité"), W_diagnosis_m_unit}, {S("une possibilité"), W_diagnosis_m_choice}, {S("contexte"), W_diagnosis_m_context}, {S("texte"), W_diagnosis_m_text},
};

static const struct {
	str written;
	enum word word;
} roles[] = {
	{S("si"), W_diagnosis_r_si}, {S("alors"), W_diagnosis_r_alors}, {S("sinon"), W_diagnosis_r_sinon}, {S("plafond"), W_diagnosis_r_plafond},
	{S("plancher"), W_diagnosis_r_plancher}, {S("taux"), W_diagnosis_r_taux}, {S("assiette"), W_diagnosis_r_assiette}, {S("valeur"), W_diagnosis_r_valeur},
	{S("montant"), W_diagnosis_r_montant}, {S("condition"), W_diagnosis_r_condition}, {S("depuis"), W_diagnosis_r_depuis}, {S("jusqu'à"), W_diagnosis_r_jusqua},
};

#define WORD_OF(table, text, found) word_in((const void *)(table), sizeof(table) / sizeof *(table), (text), (found))
struct named_word {
	str written;
	enum word word;
};
_Static_assert(sizeof(struct named_word) == sizeof *operators, "the tables have one form");

static bool word_in(const struct named_word *table, size_t n, str text, enum word *found)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(table[i].written, text)) {
			*found = table[i].word;
			return true;
		}
	return false;
}

/* ---- one line ---- */

/* A unit changes nothing that a person wants to know: what it is put on stands in its place. */
static const struct rules_why *without_unit(const struct rules_why *why)
{
	while (str_eq(why->mechanism, S("unité")) && why->first && !why->first->next)
		why = why->first;
	return why;
}

static size_t count_of(const struct rules_why *why)
{
	size_t n = 0;
	for (const struct rules_why *c = why->first; c; c = c->next)
		n++;
	return n;
}

static str formatted(const struct teller *t, const struct rules_value *value)
{
	struct out o = out_new(LINE_BYTES);
	rules_format(&o, t->pg->lang, t->run, value);
	str text = out_keep(&o, t->pg->arena);
	return text.p ? text : S("");
}

static str label_among(const struct teller *t, const struct ruleset_choices *choices, str value)
{
	for (size_t i = 0; i < choices->n; i++)
		if (str_eq(choices->at[i].value, value))
			return choices->at[i].label[t->pg->lang];
	return STR_NONE;
}

/* The possibilities of what a comparison reads: of a question, or of a choice made. */
static const struct ruleset_choices *choices_in(const struct teller *t, const struct rules_why *why)
{
	for (const struct rules_why *c = why->first; c; c = c->next) {
		const struct ruleset_question *q = c->rule.v ? ruleset_question_of(t->set, c->rule) : NULL;
		const struct ruleset_rule *rule = c->rule.v ? ruleset_rule_of(t->set, c->rule) : NULL;
		if (q && q->choices.n)
			return &q->choices;
		if (rule && rule->choices.n)
			return &rule->choices;
	}
	return NULL;
}

/* The label of a choice that a comparison names; else the value. */
static str constant_words(const struct teller *t, const struct rules_why *why, const struct ruleset_choices *compared)
{
	bool is_text = why->value.state == RULES_VALUE && why->value.type == RULES_TEXT;
	str label = compared && is_text ? label_among(t, compared, why->value.text) : STR_NONE;
	return label.p ? label : formatted(t, &why->value);
}

/* Absent when it takes more than one line. */
static str one_line(const struct teller *t, const struct rules_why *why, const struct ruleset_choices *compared)
{
	enum word word;
	why = without_unit(why);
	if (why->rule.v)
		return rule_title(t->pg, t->set, why->rule);
	if (!why->first)
		return constant_words(t, why, compared);
	if (!WORD_OF(operators, why->mechanism, &word) || count_of(why) != 2)
		return STR_NONE;
	const struct rules_why *last = without_unit(why->first->next);
	if (!last->first && last->value.state == RULES_VALUE && last->value.type == RULES_DATE)
		(void)WORD_OF(of_dates, why->mechanism, &word);
	const struct ruleset_choices *choices = choices_in(t, why);
	str left = one_line(t, why->first, choices), right = one_line(t, why->first->next, choices);
	if (!left.p || !right.p)
		return STR_NONE;
	return arena_fmt(t->pg->arena, "%.*s %.*s %.*s", STR_ARGS(left), STR_ARGS(word_text(t->pg->lang, word)), STR_ARGS(right));
}

static str mechanism_words(const struct teller *t, str mechanism)
{
	enum word word;
	if (WORD_OF(mechanisms, mechanism, &word) || WORD_OF(operators, mechanism, &word))
		return word_text(t->pg->lang, word);
	return str_is_set(mechanism) ? mechanism : word_text(t->pg->lang, W_diagnosis_m_other);
}

/* ---- the tree ---- */

static struct why_list lines(const struct teller *t, const struct rules_why *first);

/* Below what one line says, the rules that it compares or adds, with their values: never constants again. */
static struct why_list rules_of(const struct teller *t, const struct rules_why *why);

static str value_words(const struct teller *t, const struct rules_why *why)
{
	str label = STR_NONE;
	if (why->rule.v && why->value.state == RULES_VALUE && why->value.type == RULES_TEXT) {
		const struct ruleset_question *q = ruleset_question_of(t->set, why->rule);
		const struct ruleset_rule *rule = ruleset_rule_of(t->set, why->rule);
		if (q)
			label = label_among(t, &q->choices, why->value.text);
		else if (rule)
			label = label_among(t, &rule->choices, why->value.text);
	}
	return label.p ? label : formatted(t, &why->value);
}

/* What somebody answered or chose: there is nothing to explain below it. */
static bool is_given(const struct teller *t, const struct rules_why *why)
{
	const struct ruleset_rule *rule = why->rule.v ? ruleset_rule_of(t->set, why->rule) : NULL;
	return why->rule.v && (ruleset_question_of(t->set, why->rule) || (rule && rule->role == ROLE_PARAMETER));
}

static struct why_view line_of(const struct teller *t, const struct rules_why *given)
{
	const struct rules_why *why = without_unit(given);
	enum word role;
	str line = one_line(t, why, NULL);
	struct why_view v = {.text = line.p ? line : mechanism_words(t, why->mechanism), .used = why->used || !t->values, .is_rule = why->rule.v != 0};
	v.has_role = str_is_set(given->role) && !str_eq(given->role, S("valeur")); /* what a mechanism works on needs no name */
	if (v.has_role)
		v.role = WORD_OF(roles, given->role, &role) ? word_text(t->pg->lang, role) : given->role;
	v.has_value = t->values && why->used && (why->first || why->rule.v);
	if (v.has_value)
		v.value = value_words(t, why);
	v.folded = v.is_rule;
	if (is_given(t, why))
		return v;
	bool several_lines = !line.p || why->rule.v;
	const struct why_list below = several_lines ? lines(t, why->first) : rules_of(t, why);
	if (below.nodes.n) {
		v.children = ARENA_NEW(t->pg->arena, struct why_list);
		*v.children = below;
	}
	return v;
}

static struct why_list rules_of(const struct teller *t, const struct rules_why *why)
{
	struct why_list list = {0};
	for (const struct rules_why *c = why->first; c && t->values && why->used; c = c->next) {
		if (c->rule.v)
			*LIST_ADD(t->pg->arena, &list.nodes) = line_of(t, c);
		struct why_list below = {0};
		if (!c->rule.v)
			below = rules_of(t, c);
		for (size_t i = 0; i < below.nodes.n; i++)
			*LIST_ADD(t->pg->arena, &list.nodes) = below.nodes.at[i];
	}
	return list;
}

static struct why_list lines(const struct teller *t, const struct rules_why *first)
{
	struct why_list list = {0};
	for (const struct rules_why *c = first; c; c = c->next)
		*LIST_ADD(t->pg->arena, &list.nodes) = line_of(t, c);
	return list;
}

struct why_list why_with_values(struct page *pg, const struct ruleset *set, struct rules_run *run, const struct rules_why *why)
{
	const struct teller t = {pg, set, run, true};
	struct why_list list = lines(&t, why);
	for (size_t i = 0; i < list.nodes.n; i++)
		list.nodes.at[i].folded = false; /* the rule that was asked for is open */
	return list;
}

struct why_list why_formula(struct page *pg, const struct ruleset *set, struct rules_run *run, const struct rules_why *why)
{
	const struct teller t = {pg, set, run, false};
	return lines(&t, why);
}
