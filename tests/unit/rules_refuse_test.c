/* What the reader refuses, where it says it stands and what it proposes: file, line, column, rule, and the words that matter in the sentence (N4: the person
   who writes a règlement is told what to do). */
#include "lib/in_arena.h"

#include "rules/model.h"

#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

static enum status load(const char *text)
{
	struct rules_source source = {S("f"), str_of(text)};
	struct rules_model *model = NULL;
	enum status s = rules_load(arena, &source, 1, &problems, &model);
	assert_true((s == OK) == (model != NULL));
	return s;
}

static const struct problem *first_problem(void)
{
	assert_int_not_equal(problems.total, 0);
	return &problems.list.at[0];
}

/* ---- each refusal ---- */

static const struct {
	const char *model;
	enum word word;
	int64_t line, column;
	const char *rule;  /* or NULL */
	const char *value; /* of one of the arguments: what was found, or the hint; or NULL */
} refusals[] = {
	/* YAML */
	{"a: [1", W_rules_read_yaml_bracket, 2, 1, NULL, NULL},
	{"a: b: c\n", W_rules_read_yaml_second_colon, 1, 5, NULL, NULL},
	{"a: 1\n\tb: 2\n", W_rules_read_yaml_tab, 2, 1, NULL, NULL},
	{"a: &x 1\n", W_rules_read_anchor, 1, 4, NULL, "x"},
	{"a: &x 1\nb: *x\n", W_rules_read_anchor, 1, 4, NULL, "x"},
	{"a: !!str 1\n", W_rules_read_tag, 1, 4, NULL, NULL},
	{"a: 1\nb: 2\na: 3\n", W_rules_read_duplicate_key, 3, 1, NULL, "a"},
	{"a: 1\n---\nb: 2\n", W_rules_read_several_documents, 2, 1, NULL, NULL},
	{"? [a]\n: 1\n", W_rules_read_key_not_text, 1, 3, NULL, NULL},
	{"a: \xff\n", W_rules_read_not_utf8, 1, 0, NULL, "0xFF"},
	{"- a\n", W_rules_read_rules_expected, 1, 1, NULL, NULL},
	/* values */
	{"a:\n  valeur: true\n", W_rules_read_boolean, 2, 11, "a", "true"},
	{"a:\n  valeur:\n", W_rules_read_empty, 2, 3, "a", NULL},
	{"a: {valeur: ''}\n", W_rules_read_empty, 1, 5, "a", NULL},
	{"a: [1, 2]\n", W_rules_read_list_alone, 1, 4, "a", NULL},
	{"a:\n  valeur: [1, 2]\n", W_rules_read_list_alone, 2, 11, "a", NULL},
	/* expressions: columns are those of what is wrong */
	{"a: 2+2\n", W_rules_read_operator_spaces, 1, 5, "a", "+2"},
	{"a: 2 +\n", W_rules_read_nothing_after, 1, 6, "a", "+"},
	{"a: 2 + * 3\n", W_rules_read_expected_value, 1, 8, "a", "* 3"},
	{"a: (2 + 3\n", W_rules_read_open_parenthesis, 1, 10, "a", NULL},
	{"a: 2 + 3)\n", W_rules_read_expected_end, 1, 9, "a", ")"},
	{"a: 12 500 €\n", W_rules_read_thousands, 1, 7, "a", NULL},
	{"a: 1,5 €\n", W_rules_read_decimal_comma, 1, 5, "a", NULL},
	{"a: \"'oups\"\n", W_rules_read_open_quote, 1, 5, "a", NULL},
	{"a: 31/02/2024\n", W_rules_read_no_such_date, 1, 4, "a", "31/02/2024"},
	{"a: 5 €/ mois\n", W_rules_read_operator_spaces, 1, 7, "a", NULL},
	{"a: 1 == 2\n", W_rules_read_double_equal, 1, 6, "a", NULL},
	{"a: (\n", W_rules_read_ends_early, 1, 5, "a", NULL},
	{"a: 5 ?\n", W_rules_read_expected_end, 1, 6, "a", "?"},
	{"a: ^ . ^ . b\n", W_rules_read_up_twice, 1, 6, "a", NULL},
	{"{\"a\": \"1\", \"b\": {\"valeur\": \"3 + é€\u00a0@\"}}", W_rules_read_expected_end, 1, 36, "b", "@"},
	/* mechanisms */
	{"a:\n  valeur:\n    some: [1]\n", W_rules_read_unknown_mechanism_near, 3, 5, "a", "somme"},
	{"a:\n  valeur:\n    zzzzzzz: [1]\n", W_rules_read_unknown_mechanism, 3, 5, "a", "zzzzzzz"},
	{"a:\n  somme: [1]\n  produit: [2]\n", W_rules_read_two_mechanisms, 3, 3, "a", "somme"},
	{"a:\n  valeur: 1\n  avec:\n    b:\n      valeur: 2\n      somme: [1]\n", W_rules_read_two_mechanisms, 6, 7, "a . b", NULL},
	{"a:\n  somme: 1\n", W_rules_read_list_expected, 2, 3, "a", "somme"},
	{"a:\n  condition: [1]\n", W_rules_read_map_expected, 2, 14, "a", "condition"},
	{"a:\n  condition: {si: oui, alors: 1}\n", W_rules_read_missing_key, 2, 3, "a", "sinon"},
	{"a:\n  barème:\n    assiette: 1\n    tranches:\n      - plafond: 2\n", W_rules_read_missing_key, 5, 9, "a", "taux"},
	{"a:\n  grille:\n    assiette: 1\n    tranches: []\n", W_rules_read_no_tranche, 4, 15, "a", "grille"},
	{"a:\n  durée: {depuis: 01/2020, unité: semaine}\n", W_rules_read_duration_unit, 2, 35, "a", "semaine"},
	{"a:\n  valeur: 1\n  unité: €/ mois\n", W_rules_read_bad_unit_key, 3, 10, "a", "€/ mois"},
	{"a:\n  +: [1]\n", W_rules_read_two_expected, 2, 6, "a", "+"},
	{"a:\n  texte: [b]\n", W_rules_read_text_expected, 2, 10, "a", "texte"},
	{"a:\n  texte: Il y a {{ 1 + }} et\n", W_rules_read_nothing_after, 2, 22, "a", "+"},
	{"a:\n  inversion numérique: {avec: [b], min: peu}\nb: a\n", W_rules_read_number_expected, 2, 41, "a", "min"},
	{"a:\n  inversion numérique: [5]\n", W_rules_read_rule_expected, 2, 24, "a", "inversion numérique"},
	{"a:\n  valeur: 1\n  contexte: {2 + 3: 4}\n", W_rules_read_rule_expected, 3, 14, "a", "contexte"},
	{"a:\n  le maximum de: [1, {le minimum de: [2, 3]}]\n", W_rules_read_second_extreme, 2, 3, "a", "le maximum de"},
	/* rules and names */
	{"a: 1\nb: {avec: {c: 1}}\nb . c: 2\n", W_rules_read_rule_twice, 3, 1, NULL, "b . c"},
	{"a . b: 1\n", W_rules_read_no_parent, 1, 1, "a . b", "a"},
	{"'': 1\n", W_rules_read_no_name, 1, 1, NULL, NULL},
	{"a: coût totl + 1\ncoût total: 2\n", W_rules_read_unknown_name_near, 1, 4, "a", "coût total"},
	{"a: 1 + budget . totl\nbudget:\nbudget . total: 2\n", W_rules_read_unknown_name_near, 1, 8, "a", "budget . total"},
	{"a: associations\n", W_rules_read_unknown_name, 1, 4, "a", "associations"},
	{"a: bien et vite\n", W_rules_read_unknown_name_and_or, 1, 4, "a", NULL},
	{"a: montant-part\n", W_rules_read_unknown_name_sign, 1, 4, "a", NULL},
	{"a:\n'[privé] a . b': 1\nc: a . b\n", W_rules_read_hidden_name, 3, 4, "c", "a . b"},
	{"a: ^ . b\nb: 1\n", W_rules_read_above_root, 1, 4, "a", "b"},
	{"a: {valeur: 1, variable manquante: zz}\n", W_rules_read_unknown_name, 1, 16, NULL, "zz"},
	/* options */
	{"a:\n  une possibilité: []\n", W_rules_read_no_option, 2, 3, "a", NULL},
	{"a:\n  une possibilité:\n", W_rules_read_no_option, 2, 3, "a", NULL},
	{"a:\n  une possibilité: [\"'x'\", 5]\n", W_rules_read_mixed_options, 2, 28, "a", "x"},
	{"a:\n  une possibilité: [oui]\n", W_rules_read_bad_option, 2, 21, "a", "oui"},
	{"a:\n  une possibilité: [\"'x'\", \"'x'\"]\n", W_rules_read_option_twice, 2, 28, "a", "x"},
	{"a:\n  une possibilité: [1 km, 1000 m]\n", W_rules_read_option_twice, 2, 27, "a", "1000 m"},
	{"a:\n  une possibilité: [1 km, 1 €]\n", W_rules_read_option_units, 2, 27, "a", "1 km"},
	{"a:\n  une possibilité: [{b: 1, c: 2}]\n", W_rules_read_one_rule_per_option, 2, 21, "a", NULL},
	/* replacements */
	{"a: {valeur: 1, remplace: b}\n", W_rules_read_unknown_name, 1, 26, "a", "b"},
	{"a: {valeur: 1, remplace: {dans: b}}\nb: 1\n", W_rules_read_missing_key, 1, 26, "a", "références à"},
	{"a: {valeur: 1, remplace: {références à: b, priorité: beaucoup}}\nb: 1\n", W_rules_read_priority, 1, 54, "a", NULL},
	{"a: {valeur: 1, remplace: {références à: b, priorité: -1}}\nb: 1\n", W_rules_read_priority, 1, 54, "a", NULL},
	{"a: {suggestions: {x: 1 +}}\n", W_rules_read_nothing_after, 1, 24, "a", "+"},
};

static bool has_value(const struct problem *p, const char *value)
{
	for (size_t i = 0; i < p->arg_count; i++)
		if (p->args[i].kind == ARG_TEXT && str_eq(p->args[i].text, str_of(value)))
			return true;
	return false;
}

static void what_is_wrong_is_said_where_it_stands_with_a_hint(void **state)
{
	(void)state;
	size_t wrong = 0;
	for (size_t i = 0; i < COUNT(refusals); i++) {
		problems = problems_new(arena);
		enum status s = load(refusals[i].model);
		const struct problem *p = problems.total ? first_problem() : NULL;
		const char *rule = refusals[i].rule;
		bool right = s == INVALID && p && p->message == refusals[i].word && p->line == refusals[i].line && p->column == refusals[i].column &&
		             (rule ? str_eq(p->field, str_of(rule)) : !p->field.p) && (!refusals[i].value || has_value(p, refusals[i].value));
		if (!right) {
			struct out o = out_new(LIMIT_BODY_BYTES);
			problems_write(&o, LANG_EN, &problems);
			print_message("case %zu:\n%s\n%.*s", i, refusals[i].model, (int)o.n, o.bytes);
			out_free(&o);
		}
		wrong += !right;
	}
	assert_int_equal(wrong, 0);
}

static void every_problem_is_told_not_only_the_first(void **state)
{
	(void)state;
	assert_int_equal(load("a: x + 2+2\nb:\n  valeur: true\nc: zz\nd . e: 1\n"), INVALID);
	assert_int_equal(problems.total, 4);
}

static void a_problem_names_its_file_line_column_and_rule(void **state)
{
	(void)state;
	assert_int_equal(load("a:\n  valeur: 12 500 €\n"), INVALID);
	struct out o = out_new(LIMIT_BODY_BYTES);
	problems_write(&o, LANG_EN, &problems);
	str text = out_keep(&o, arena);
	assert_true(str_starts(text, S("f:2:14: a: ")));
	assert_true(str_has(text, S("12500")));
}

/* ---- limits: one problem, and the status says so ---- */

static void too_big(const char *text, enum word word)
{
	problems = problems_new(arena);
	assert_int_equal(load(text), TOO_BIG);
	assert_int_equal(problems.list.at[problems.list.n - 1].message, word);
}

/* `before`, then `again` so many times, then `after`. */
static const char *repeated(const char *before, const char *again, size_t times, const char *after)
{
	size_t n = strlen(again);
	struct out o = out_new(64 * 1024 * 1024);
	out_str(&o, str_of(before));
	for (size_t i = 0; i < times; i++)
		out_bytes(&o, again, n);
	out_str(&o, str_of(after));
	out_char(&o, '\0');
	return out_keep(&o, arena).p;
}

static void what_is_too_big_is_refused_at_once(void **state)
{
	(void)state;
	too_big(repeated("a: \"", "xxxxxxxxxxxxxxxx", LIMIT_RULES_BYTES / 16, "\""), W_rules_read_too_many_bytes);
	too_big(repeated("a: ", "[", LIMIT_RULES_TEXT_DEPTH, ""), W_rules_read_too_deep);
	too_big(repeated("a: {somme: [1", ",1", LIMIT_RULES_NODE_DEPTH, "]}"), W_rules_read_list_too_long);
	too_big(repeated("a: 1", " + 1", LIMIT_RULES_NODE_DEPTH + 1, ""), W_rules_read_too_deep);
	too_big(repeated("a: [", "1,", LIMIT_RULES_TEXT_NODES, "]"), W_rules_read_too_many_nodes);
}

static void an_expression_has_a_length_and_a_nesting(void **state)
{
	(void)state;
	assert_int_equal(load(repeated("a: ", "(", LIMIT_EXPRESSION_NESTING + 1, "1")), INVALID);
	assert_int_equal(first_problem()->message, W_rules_read_expression_too_deep);
	problems = problems_new(arena);
	assert_int_equal(load(repeated("a: ", "2 ** ", LIMIT_EXPRESSION_NESTING + 1, "1")), INVALID);
	assert_int_equal(first_problem()->message, W_rules_read_expression_too_deep);
	problems = problems_new(arena);
	assert_int_equal(load(repeated("a: b", "b", LIMIT_EXPRESSION_BYTES, "")), INVALID);
	assert_int_equal(first_problem()->message, W_rules_read_expression_too_long);
}

/* x may be replaced by y; `inside` in `depth` plafonds. */
static str plafonds_of_plafonds(int depth, str inside)
{
	struct out o = out_new(4 * 1024 * 1024);
	out_str(&o, S("x: 1\ny: {valeur: 1, remplace: x}\na: "));
	for (int i = 0; i < depth; i++)
		out_str(&o, S("{plafond: 5, valeur: "));
	out_str(&o, inside);
	for (int i = 0; i < depth; i++)
		out_char(&o, '}');
	return out_keep(&o, arena);
}

/* What a mechanism says twice is two things in a rule that replacements make anew: thirty plafonds would be a billion nodes. */
static void what_doubles_at_each_step_is_bounded(void **state)
{
	(void)state;
	struct rules_model *m;
	struct rules_source few = {S("f"), plafonds_of_plafonds(10, S("{est non applicable: x}"))};
	assert_int_equal(rules_load(arena, &few, 1, &problems, &m), OK);
	rules_seal(m);
	too_big(plafonds_of_plafonds(30, S("{est non applicable: x}")).p, W_rules_read_too_many_copies);
	assert_string_equal(first_problem()->field.p, "a");
	assert_int_equal(first_problem()->line, 3);
}

/* Seven plafonds are only some hundred nodes, but each of them with its own list. */
static void a_long_list_that_doubles_is_bounded(void **state)
{
	(void)state;
	struct out o = out_new(4 * 1024 * 1024);
	out_str(&o, S("{variations: ["));
	for (int i = 0; i < 2000; i++)
		out_str(&o, S("{si: non, alors: 1}, "));
	out_str(&o, S("{sinon: {est non applicable: x}}]}"));
	too_big(plafonds_of_plafonds(7, out_keep(&o, arena)).p, W_rules_read_too_many_copies);
}

/* One more rule than nodes allow: each takes more than two. */
static void a_model_has_so_many_operations(void **state)
{
	(void)state;
	struct out o = out_new(LIMIT_RULES_BYTES);
	for (int i = 0; i < LIMIT_RULES_NODES / 5; i++)
		out_fmt(&o, "a%d: 1\n", i);
	out_char(&o, '\0');
	too_big(out_keep(&o, arena).p, W_rules_read_model_too_big);
}

static void a_long_line_of_rules_is_stopped(void **state)
{
	(void)state;
	struct out o = out_new(4 * 1024 * 1024);
	for (int i = 0; i < LIMIT_RULES_CHAIN; i++)
		out_fmt(&o, "a%d: a%d * 2\n", i, i + 1);
	out_fmt(&o, "a%d: 1", LIMIT_RULES_CHAIN);
	out_char(&o, '\0');
	too_big(out_keep(&o, arena).p, W_rules_read_chain_too_long);
}

static void a_crowd_of_replacements_is_stopped(void **state)
{
	(void)state;
	struct out o = out_new(4 * 1024 * 1024);
	for (int i = 0; i <= LIMIT_RULES_REPLACEMENTS; i++)
		out_fmt(&o, "a%d: {valeur: 1, remplace: x}\n", i);
	out_str(&o, S("x: 1"));
	out_char(&o, '\0');
	too_big(out_keep(&o, arena).p, W_rules_read_too_many_replacements);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		IN_ARENA(what_is_wrong_is_said_where_it_stands_with_a_hint),
		IN_ARENA(every_problem_is_told_not_only_the_first),
		IN_ARENA(a_problem_names_its_file_line_column_and_rule),
		IN_ARENA(what_is_too_big_is_refused_at_once),
		IN_ARENA(an_expression_has_a_length_and_a_nesting),
		IN_ARENA(what_doubles_at_each_step_is_bounded),
		IN_ARENA(a_long_list_that_doubles_is_bounded),
		IN_ARENA(a_model_has_so_many_operations),
		IN_ARENA(a_long_line_of_rules_is_stopped),
		IN_ARENA(a_crowd_of_replacements_is_stopped),
	};
	return cmocka_run_group_tests(cases, NULL, NULL);
}
