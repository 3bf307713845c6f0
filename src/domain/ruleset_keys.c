/* What stands under the key `règlement` of a rule (packs/RULES.md): a table of keys, each with the roles that take it and the function that reads it.
   Called by ruleset_read.c before the model is sealed, since sentences and expected values are compiled here. Every mistake is a problem. */
#include "domain/ruleset_parts.h"

#include <stddef.h>

/* As written; the order is that of enum ruleset_role, then the one that is no rule to judge. */
static const char *const roles[] = {"condition", "étape", "maximum", "paramètre", "programme", "financeur", NULL};
enum { ROLE_FUNDER = ROLE_PROGRAMME + 1, ROLES };

static const char *const stages[] = {"assiette", "taux", "majoration", "plafond", "argent public", "enveloppe", NULL};
static const char *const severities[] = {"bloque le dépôt", "bloque le vote", "avertissement", "information", NULL};

#define BIT(role) (1u << (role))
enum {
	JUDGED = BIT(ROLE_CONDITION) | BIT(ROLE_PROGRAMME),
	COMPUTED = BIT(ROLE_STEP) | BIT(ROLE_MAXIMUM),
	SHOWN = JUDGED | COMPUTED | BIT(ROLE_PARAMETER)
};

static void read_funder(struct ruleset_reading *r, const struct rules_raw *v)
{
	r->out->funder = ruleset_text(r, v);
}

static void read_stage(struct ruleset_reading *r, const struct rules_raw *v)
{
	size_t i = ruleset_word_of(r, v, stages);
	if (i < STAGE_COUNT)
		r->out->stage = (enum ruleset_stage)i;
}

static void read_severity(struct ruleset_reading *r, const struct rules_raw *v)
{
	size_t i = ruleset_word_of(r, v, severities);
	if (i <= RULE_INFORMATION)
		r->out->severity = (enum rule_severity)i;
}

static void read_clauses(struct ruleset_reading *r, const struct rules_raw *v)
{
	if (v->kind != RULES_RAW_LIST) {
		str code = ruleset_text(r, v);
		if (code.p)
			*LIST_ADD(r->arena, &r->out->clauses) = code;
		return;
	}
	for (const struct rules_raw *one = v->first; one; one = one->next) {
		str code = ruleset_text(r, one);
		if (code.p)
			*LIST_ADD(r->arena, &r->out->clauses) = code;
	}
}

static void read_scope(struct ruleset_reading *r, const struct rules_raw *v)
{
	if (v->kind != RULES_RAW_LIST) {
		ruleset_label_of(r, v, LIST_ADD(r->arena, &r->out->scope)->text);
		return;
	}
	for (const struct rules_raw *one = v->first; one; one = one->next)
		ruleset_label_of(r, one, LIST_ADD(r->arena, &r->out->scope)->text);
}

static void read_waiver(struct ruleset_reading *r, const struct rules_raw *v)
{
	ruleset_label_of(r, v, r->out->waiver);
}

static void read_rounding(struct ruleset_reading *r, const struct rules_raw *v)
{
	ruleset_label_of(r, v, r->out->rounding);
}

static void read_why(struct ruleset_reading *r, const struct rules_raw *v)
{
	ruleset_label_of(r, v, r->out->why);
}

static void read_days(struct ruleset_reading *r, const struct rules_raw *v)
{
	ruleset_days_of(r, v, &r->out->from, &r->out->to);
}

/* ---- sentences ---- */

static const struct {
	const char *key;
	size_t offset;
} sentences[] = {
	{"oui", offsetof(struct ruleset_rule, passes)},
	{"non", offsetof(struct ruleset_rule, fails)},
	{"inconnu", offsetof(struct ruleset_rule, unknown)},
	{"sans objet", offsetof(struct ruleset_rule, not_applicable)},
};
static const char *const sentence_keys[] = {"oui", "non", "inconnu", "sans objet", NULL};

static rules_expr compile(struct ruleset_reading *r, int64_t line, str text)
{
	rules_expr e = {0};
	if (rules_template(r->set->model, r->rule, r->file, line, text, r->ps, &e) != OK)
		e = (rules_expr){0};
	return e;
}

static void read_sentence(struct ruleset_reading *r, const struct rules_raw *v, struct ruleset_words *words)
{
	str label[LANG_COUNT] = {STR_NONE};
	ruleset_label_of(r, v, label);
	for (size_t lang = 0; lang < LANG_COUNT; lang++)
		if (label[lang].p)
			words->text[lang] = compile(r, v->key_line, label[lang]);
}

static void read_sentences(struct ruleset_reading *r, const struct rules_raw *v)
{
	if (v->kind != RULES_RAW_MAP) {
		RULESET_PROBLEM(r, v->key_line, W_verdict_map_expected, ARG("expected", ruleset_joined(r->arena, sentence_keys)));
		return;
	}
	for (const struct rules_raw *one = v->first; one; one = one->next) {
		size_t i = 0;
		while (sentence_keys[i] && !str_eq(one->key, str_of(sentence_keys[i])))
			i++;
		if (sentence_keys[i])
			read_sentence(r, one, (struct ruleset_words *)((char *)r->out + sentences[i].offset));
		else
			ruleset_unknown(r, one->key_line, one->key, sentence_keys);
	}
}

/* ---- examples ---- */

static const char *const example_keys[] = {"situation", "attendu", "note", NULL};

static bool is_a_state(str expected)
{
	return str_eq(expected, S("sans objet")) || str_eq(expected, S("inconnu"));
}

static void read_expected(struct ruleset_reading *r, const struct rules_raw *v, struct ruleset_example *example)
{
	str text = ruleset_text(r, v);
	if (!text.p)
		return;
	example->expected = v;
	if (!is_a_state(text) && rules_expression(r->set->model, r->rule, r->file, v->key_line, text, r->ps, &example->wanted) != OK)
		example->expected = NULL;
}

static void read_example(struct ruleset_reading *r, const struct rules_raw *v)
{
	struct ruleset_example example = {.line = v->key_line, .file = r->file};
	if (v->kind != RULES_RAW_MAP || !rules_raw_child(v, S("attendu"))) {
		RULESET_PROBLEM(r, v->key_line, W_verdict_example_needs_expected);
		return;
	}
	for (const struct rules_raw *one = v->first; one; one = one->next) {
		if (str_eq(one->key, S("attendu")))
			read_expected(r, one, &example);
		else if (str_eq(one->key, S("note")))
			example.note = ruleset_text(r, one);
		else if (!str_eq(one->key, S("situation")))
			ruleset_unknown(r, one->key_line, one->key, example_keys);
		else if (one->kind == RULES_RAW_MAP)
			example.situation = one;
		else if (one->kind != RULES_RAW_TEXT || str_trim(one->text).n)
			RULESET_PROBLEM(r, one->key_line, W_verdict_situation_is_a_map);
	}
	if (example.expected)
		*LIST_ADD(r->arena, &r->out->examples) = example;
}

static void read_examples(struct ruleset_reading *r, const struct rules_raw *v)
{
	if (v->kind != RULES_RAW_LIST) {
		RULESET_PROBLEM(r, v->key_line, W_verdict_list_expected);
		return;
	}
	for (const struct rules_raw *one = v->first; one; one = one->next)
		read_example(r, one);
}

/* ---- the table ---- */

static void read_nothing(struct ruleset_reading *r, const struct rules_raw *v) /* `rôle`, read before the others */
{
	(void)r, (void)v;
}

static const struct {
	const char *key;
	unsigned roles;    /* that take it */
	unsigned required; /* that need it */
	void (*read)(struct ruleset_reading *r, const struct rules_raw *v);
} keys[] = {
	{"rôle", SHOWN | BIT(ROLE_FUNDER), SHOWN | BIT(ROLE_FUNDER), read_nothing},
	{"financeur", SHOWN | BIT(ROLE_FUNDER), BIT(ROLE_FUNDER) | BIT(ROLE_MAXIMUM), read_funder},
	{"clause", SHOWN, JUDGED, read_clauses},
	{"sévérité", JUDGED | COMPUTED, BIT(ROLE_CONDITION), read_severity},
	{"dérogation", JUDGED, 0, read_waiver},
	{"portée", SHOWN, 0, read_scope},
	{"arrondi", COMPUTED | JUDGED, 0, read_rounding},
	{"en vigueur", SHOWN, 0, read_days},
	{"étape", COMPUTED, BIT(ROLE_STEP), read_stage},
	{"pourquoi", BIT(ROLE_PARAMETER), BIT(ROLE_PARAMETER), read_why},
	{"phrases", SHOWN, 0, read_sentences},
	{"exemples", SHOWN, 0, read_examples},
};
enum { KEYS = sizeof keys / sizeof keys[0] };

static void unknown_key(struct ruleset_reading *r, const struct rules_raw *v, unsigned role)
{
	const char *known[KEYS + 1] = {NULL};
	size_t n = 0;
	for (size_t i = 0; i < KEYS; i++) {
		if (keys[i].roles & BIT(role))
			known[n++] = keys[i].key;
		else if (str_eq(v->key, str_of(keys[i].key))) {
			RULESET_PROBLEM(r, v->key_line, W_verdict_key_of_another_role, ARG("key", v->key), ARG("role", str_of(roles[role])));
			return;
		}
	}
	ruleset_unknown(r, v->key_line, v->key, known);
}

static void read_keys(struct ruleset_reading *r, const struct rules_raw *map, unsigned role)
{
	unsigned seen = 0;
	for (const struct rules_raw *v = map->first; v; v = v->next) {
		size_t i = 0;
		while (i < KEYS && !(str_eq(v->key, str_of(keys[i].key)) && keys[i].roles & BIT(role)))
			i++;
		if (i == KEYS) {
			unknown_key(r, v, role);
			continue;
		}
		seen |= 1u << i;
		keys[i].read(r, v);
	}
	for (size_t i = 0; i < KEYS; i++)
		if (keys[i].required & BIT(role) && !(seen >> i & 1u))
			RULESET_PROBLEM(r, map->key_line, W_verdict_key_missing, ARG("key", str_of(keys[i].key)), ARG("role", str_of(roles[role])));
}

void ruleset_read_rule(struct ruleset_reading *r, const struct rules_raw *map)
{
	const struct rules_raw *role = map->kind == RULES_RAW_MAP ? rules_raw_child(map, S("rôle")) : NULL;
	if (!role) {
		RULESET_PROBLEM(r, map->key_line, W_verdict_role_missing, ARG("expected", ruleset_joined(r->arena, roles)));
		return;
	}
	size_t which = ruleset_word_of(r, role, roles);
	if (which == ROLES)
		return;
	struct ruleset_rule rule = {.rule = r->rule, .severity = RULE_INFORMATION, .stage = STAGE_ENVELOPE};
	r->out = &rule;
	read_keys(r, map, (unsigned)which);
	r->out = NULL;
	ruleset_attributes_of(r, r->rule, S("titre"), S("titre en"), rule.title);
	if (which == ROLE_FUNDER) {
		struct ruleset_funder *funder = LIST_ADD(r->arena, &r->set->funders);
		*funder = (struct ruleset_funder){.code = rule.funder, .space = r->rule, .title = {rule.title[LANG_FR], rule.title[LANG_EN]}};
		return;
	}
	rule.role = (enum ruleset_role)which;
	*LIST_ADD(r->arena, &r->set->rules) = rule;
}
