/* rules_explain and its writers: the evaluation as it was written, with what was asked and what was not. Rows B7 (why), L5. */
#include "base/json.h"
#include "rules/date.h"
#include "rules/explain.h"

#include "lib/in_arena.h"

#include <string.h>

static struct rules_model *model;
static struct rules_run *run;

static void load(const char *text)
{
	struct rules_source source = {.name = S("model"), .text = str_of(text)};
	if (rules_load(arena, &source, 1, &problems, &model) != OK) {
		struct out o = out_new(10000);
		problems_write(&o, LANG_EN, &problems);
		fail_msg("%s", arena_cstr(arena, out_text(&o)));
	}
	rules_seal(model);
	run = rules_run_new(arena, model, (day){20000});
}

static void know(const char *name, const char *expression)
{
	if (rules_set_expression(run, rules_find(model, str_of(name)), str_of(expression), &problems) != OK)
		fail_msg("refused: %s = %s", name, expression);
}

static const struct rules_why *why_of(const char *name, size_t depth)
{
	const struct rules_why *why;
	assert_int_equal(rules_explain(run, arena, rules_find(model, str_of(name)), depth, &why), OK);
	return why;
}

static void assert_text(enum lang lang, const char *name, const char *expected)
{
	struct out o = out_new(100000);
	rules_why_text(&o, lang, run, why_of(name, 8));
	assert_string_equal(arena_cstr(arena, out_text(&o)), expected);
	out_free(&o);
}

#define NNBSP "\xe2\x80\xaf"
#define NBSP "\xc2\xa0"

static const char aid[] = "total:\n"
			  "  question: Combien ?\n"
			  "  unité: €\n"
			  "renouvellement:\n"
			  "  question: Encore ?\n"
			  "  par défaut: non\n"
			  "aide:\n"
			  "  applicable si: total > 0 €\n"
			  "  somme:\n"
			  "    - total * 57 %\n"
			  "    - bonus\n"
			  "  plafond: 5000 €\n"
			  "  arrondi: oui\n"
			  "bonus:\n"
			  "  variations:\n"
			  "    - si: renouvellement\n"
			  "      alors: 100 €\n"
			  "    - si: total < 1000 €\n"
			  "      alors: 200 €\n"
			  "    - sinon: 300 €\n";

static void a_sum_is_told_as_written_with_what_is_done_to_it(void **state)
{
	(void)state;
	load(aid);
	know("total", "14100.50 €");
	assert_text(LANG_FR, "aide",
	            "Aide" NBSP ": 5" NNBSP "000" NBSP "€\n"
	            "├─ somme" NBSP ": 8" NNBSP "337,29" NBSP "€\n"
	            "│  ├─ Total × 57" NNBSP "%" NBSP ": 8" NNBSP "037,29" NBSP "€\n"
	            "│  │  └─ Total" NBSP ": 14" NNBSP "100,50" NBSP "€ — donnée fournie\n"
	            "│  └─ Bonus" NBSP ": 300" NBSP "€ (variations)\n"
	            "│     ├─ si · Renouvellement" NBSP ": non\n"
	            "│     │  └─ par défaut · non\n"
	            "│     ├─ alors · 100" NBSP "€ — non retenu\n"
	            "│     ├─ si · Total < 1" NNBSP "000" NBSP "€" NBSP ": non\n"
	            "│     │  └─ Total" NBSP ": 14" NNBSP "100,50" NBSP "€ — donnée fournie\n"
	            "│     ├─ alors · 200" NBSP "€ — non retenu\n"
	            "│     └─ sinon · 300" NBSP "€\n"
	            "├─ plafond · 5" NNBSP "000" NBSP "€ → 5" NNBSP "000" NBSP "€\n"
	            "├─ arrondi · oui\n"
	            "└─ applicable si · Total > 0" NBSP "€" NBSP ": oui\n"
	            "   └─ Total" NBSP ": 14" NNBSP "100,50" NBSP "€ — donnée fournie\n");
}

static void what_was_not_asked_says_so_and_has_no_value(void **state)
{
	(void)state;
	load(aid);
	know("total", "0 €");
	assert_text(LANG_EN, "aide",
	            "Aide: not applicable\n"
	            "├─ somme — not used\n"
	            "└─ applicable si · Total > €0: no\n"
	            "   └─ Total: €0 — given\n");
	const struct rules_why *why = why_of("aide", 8);
	const struct rules_why *formula = why->first;
	assert_true(str_eq(formula->mechanism, S("applicable si")));
	assert_false(formula->first->used);
	assert_int_equal(formula->first->value.state, RULES_NOT_DEFINED);
	assert_non_null(formula->first->first); /* but its structure is there, for the page of the règlement */
	know("total", "10 €");
	know("renouvellement", "oui");
	assert_text(LANG_EN, "bonus",
	            "Bonus: €100 (variations)\n"
	            "├─ si · Renouvellement: yes — given\n"
	            "├─ alors · €100\n"
	            "├─ si · Total < €1,000 — not used\n"
	            "├─ alors · €200 — not used\n"
	            "└─ sinon · €300 — not used\n");
}

static void what_is_missing_is_unknown_in_the_tree(void **state)
{
	(void)state;
	load(aid);
	assert_text(LANG_EN, "total", "Total: unknown\n");
	assert_text(LANG_EN, "renouvellement", "Renouvellement: no\n└─ par défaut · no\n");
	const struct rules_why *why = why_of("aide", 8);
	assert_int_equal(why->value.state, RULES_NOT_DEFINED);
	assert_true(why->first->first->used); /* nothing is settled: both sides were asked */
}

static void conditions_after_the_first_that_fails_were_not_asked(void **state)
{
	(void)state;
	load("a: 1\n"
	     "b: 2\n"
	     "toutes:\n"
	     "  toutes ces conditions:\n"
	     "    - a = 1\n"
	     "    - a = 2\n"
	     "    - b = 2\n"
	     "une:\n"
	     "  une de ces conditions:\n"
	     "    - a = 1\n"
	     "    - b = 2\n"
	     "et: a = 2 et b = 2\n");
	assert_text(LANG_EN, "toutes",
	            "Toutes: no (toutes ces conditions)\n├─ A = 1: yes\n│  └─ A: 1\n├─ A = 2: no\n│  └─ A: 1\n└─ B = 2 — not used\n");
	assert_text(LANG_EN, "une", "Une: yes (une de ces conditions)\n├─ A = 1: yes\n│  └─ A: 1\n└─ B = 2 — not used\n");
}

static void only_the_slice_that_holds_the_base_is_used(void **state)
{
	(void)state;
	load("revenu: 1500 €/mois\n"
	     "barème:\n"
	     "  barème:\n"
	     "    assiette: revenu\n"
	     "    tranches:\n"
	     "      - plafond: 12000 €/an\n"
	     "        taux: 0 %\n"
	     "      - plafond: 24000 €/an\n"
	     "        taux: 10 %\n"
	     "      - taux: 20 %\n"
	     "points:\n"
	     "  grille:\n"
	     "    assiette: revenu\n"
	     "    tranches:\n"
	     "      - plafond: 1000 €/mois\n"
	     "        montant: 1\n"
	     "      - plafond: 2000 €/mois\n"
	     "        montant: 2\n"
	     "      - montant: 3\n");
	assert_text(LANG_EN, "barème",
	            "Barème: €50/month (barème)\n├─ assiette · Revenu: €1,500/month\n├─ tranche\n│  ├─ plafond · €12,000/year\n│  └─ taux · 0%\n"
	            "├─ tranche\n│  ├─ plafond · €24,000/year\n│  └─ taux · 10%\n└─ tranche — not used\n");
	assert_text(LANG_EN, "points",
	            "Points: 2 (grille)\n├─ assiette · Revenu: €1,500/month\n├─ tranche\n│  ├─ plafond · €1,000/month\n│  └─ montant · 1 — not used\n"
	            "├─ tranche\n│  ├─ plafond · €2,000/month\n│  └─ montant · 2\n└─ tranche — not used\n");
}

static void a_context_is_told_with_the_values_that_hold_in_it(void **state)
{
	(void)state;
	load("revenu: 10 €\n"
	     "impôt: revenu * 2\n"
	     "autre:\n"
	     "  valeur: impôt\n"
	     "  contexte:\n"
	     "    revenu: 30 €\n");
	assert_text(LANG_EN, "autre",
	            "Autre: €60 (contexte)\n├─ contexte · Revenu: €30\n└─ valeur · Impôt: €60 (Revenu × 2)\n   └─ Revenu: €30 — given\n");
}

static void a_replaced_rule_names_what_replaces_it(void **state)
{
	(void)state;
	load("prix: 10 €\n"
	     "double: prix * 2\n"
	     "promotion:\n"
	     "  remplace: prix\n"
	     "  valeur: 7 €\n"
	     "libre: 3 €\n"
	     "empêchement:\n"
	     "  rend non applicable: libre\n"
	     "  valeur: oui\n"
	     "parent: non\n"
	     "parent . enfant: 4\n");
	assert_text(LANG_EN, "double", "Double: €14 (Prix × 2)\n└─ Prix: €7 — replaced\n   └─ remplace · Promotion: €7\n");
	assert_text(LANG_EN, "prix", "Prix: €7 — replaced\n└─ remplace · Promotion: €7\n");
	assert_text(LANG_EN, "libre", "Libre: not applicable — replaced\n└─ rend non applicable · Empêchement: yes\n");
	assert_text(LANG_EN, "parent . enfant", "Enfant: not applicable\n└─ parent · Parent: no\n");
}

static void a_text_of_several_lines_takes_one(void **state)
{
	(void)state;
	load("message:\n"
	     "  texte: |\n"
	     "    un {{ nombre }}\n"
	     "    deux\n"
	     "nombre: 12 €\n");
	assert_text(LANG_EN, "message", "Message: un 12" NBSP "€ deux (texte)\n└─ Nombre: €12\n");
}

static void a_unit_that_changes_nothing_takes_no_line(void **state)
{
	(void)state;
	load("a:\n  valeur: b + 1 €\n  unité: €\nb: 2 €\nc:\n  valeur: b\n  unité: k€\nd:\n  valeur: b\n  unité: €\n");
	assert_text(LANG_EN, "a", "A: €3 (B + €1)\n└─ B: €2\n");
	assert_text(LANG_EN, "c", "C: 0.002" NBSP "k€\n├─ B: €2\n└─ unité → 0.002" NBSP "k€\n");
	assert_text(LANG_EN, "d", "D: €2\n└─ B: €2\n");
}

static void depth_counts_rules_and_what_is_closed_says_more(void **state)
{
	(void)state;
	load("a: b + 1\nb: c + 1\nc: d + 1\nd: 1\n");
	const struct rules_why *b = why_of("a", 1)->first->first;
	assert_true(str_eq(b->name, S("b")));
	assert_true(b->more);
	assert_null(b->first);
	const struct rules_why *c = why_of("a", 2)->first->first->first->first;
	assert_true(str_eq(c->name, S("c")) && c->more && !c->first);
	const struct rules_why *d = why_of("a", 9)->first->first->first->first->first->first;
	assert_true(str_eq(d->name, S("d")) && !d->more);
	assert_true(str_eq(why_of("a", 1)->file, S("model")));
	assert_int_equal(b->line, 1);
}

static size_t parts_of(const struct rules_why *why)
{
	size_t n = 1;
	for (const struct rules_why *w = why->first; w; w = w->next)
		n += parts_of(w);
	return n;
}

static size_t height_of(const struct rules_why *why)
{
	size_t most = 0;
	for (const struct rules_why *w = why->first; w; w = w->next) {
		size_t height = height_of(w);
		most = height > most ? height : most;
	}
	return most + 1;
}

static void explanations_are_bounded_in_size_and_in_depth(void **state)
{
	(void)state;
	struct out sum = out_new(1 << 20);
	out_str(&sum, S("wide:\n  somme:\n"));
	for (int i = 0; i < LIMIT_RULES_NODE_DEPTH - 10; i++)
		out_fmt(&sum, "    - %d\n", i);
	out_str(&sum, S("r0: 1\n"));
	for (int i = 1; i < 300; i++)
		out_fmt(&sum, "r%d: r%d + r%d\n", i, i - 1, i - 1);
	load(arena_cstr(arena, out_text(&sum)));
	assert_int_equal(parts_of(why_of("wide", 1)), LIMIT_RULES_NODE_DEPTH - 10 + 2);
	const struct rules_why *why = why_of("r200", 10000);
	assert_in_range(height_of(why), 20, LIMIT_RULES_WHY_DEPTH + 1);
	assert_in_range(parts_of(why), 40, LIMIT_RULES_WHY_NODES + 1);
	struct out json = out_new(1 << 22), drawn = out_new(1 << 22);
	struct json j = json_new(&json);
	rules_why_json(&j, run, why);
	rules_why_text(&drawn, LANG_FR, run, why);
	assert_int_equal(out_end(&json), OK);
	assert_int_equal(out_end(&drawn), OK);
	out_free(&json);
	out_free(&drawn);
	out_free(&sum);
}

static void what_cannot_be_worked_out_is_not_explained(void **state)
{
	const struct rules_why *why;
	(void)state;
	load("zéro: 0\nfaute: 1 / zéro\nbon: 2\n");
	assert_int_equal(rules_explain(run, arena, rules_find(model, S("faute")), 5, &why), INVALID);
	assert_non_null(rules_error(run));
	assert_int_equal(rules_explain(run, arena, (rule_id){0}, 5, &why), INVALID);
	assert_text(LANG_EN, "bon", "Bon: 2\n");
}

static void json_tells_values_roles_and_places(void **state)
{
	struct out o = out_new(100000);
	struct json j = json_new(&o);
	(void)state;
	load("total:\n  question: Combien ?\n  unité: €\naide: total * 57 %\n");
	know("total", "100 €");
	rules_why_json(&j, run, why_of("aide", 8));
	assert_string_equal(arena_cstr(arena, out_text(&o)),
	                    "{\"rule\":\"aide\",\"title\":\"Aide\",\"state\":\"value\",\"type\":\"number\",\"value\":57,\"unit\":\"€\",\"used\":true,\"file\":\"model\",\"line\":4,"
	                    "\"column\":1,\"parts\":[{\"mechanism\":\"*\",\"state\":\"value\",\"type\":\"number\",\"value\":57,\"unit\":\"€\",\"used\":true,\"file\":\"model\",\"line\":4,"
	                    "\"column\":12,\"parts\":[{\"rule\":\"total\",\"title\":\"Total\",\"mechanism\":\"dans la situation\",\"state\":\"value\",\"type\":\"number\",\"value\":100,"
	                    "\"unit\":\"€\",\"used\":true,\"file\":\"model\",\"line\":4,\"column\":7},{\"state\":\"value\",\"type\":\"number\",\"value\":57,\"unit\":\"%\",\"used\":true,"
	                    "\"file\":\"model\",\"line\":4,\"column\":15}]}]}");
	out_free(&o);
}

static void values_are_told_to_tools_with_their_state_type_and_unit(void **state)
{
	struct rules_value v = {.state = RULES_VALUE, .type = RULES_DATE};
	struct out o = out_new(100000);
	struct json j = json_new(&o);
	(void)state;
	load("a: 1 €/mois\n");
	struct rules_result r;
	assert_int_equal(rules_evaluate(run, rules_find(model, S("a")), &r), OK);
	assert_true(str_eq(rules_unit_text(run, r.value.unit), S("€/mois")));
	assert_null(rules_unit_text(run, 0).p);
	json_array(&j);
	json_object(&j);
	rules_value_json(&j, run, &r.value);
	json_end(&j);
	assert_true(date_parse(S("01/02/2024"), &v.date));
	json_object(&j);
	rules_value_json(&j, run, &v);
	json_end(&j);
	v = (struct rules_value){.state = RULES_NOT_APPLICABLE};
	json_object(&j);
	rules_value_json(&j, run, &v);
	json_end(&j);
	v = (struct rules_value){.state = RULES_VALUE, .type = RULES_NUMBER, .number = number_div(number_of(1), number_of(0))};
	json_object(&j);
	rules_value_json(&j, run, &v);
	json_end(&j);
	json_end(&j);
	assert_string_equal(arena_cstr(arena, out_text(&o)),
	                    "[{\"state\":\"value\",\"type\":\"number\",\"value\":1,\"unit\":\"€/mois\"},{\"state\":\"value\",\"type\":\"date\",\"value\":\"01/02/2024\"},"
	                    "{\"state\":\"not_applicable\"},{\"state\":\"value\",\"type\":\"number\",\"value\":null}]");
	out_free(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(a_sum_is_told_as_written_with_what_is_done_to_it),
		IN_ARENA(what_was_not_asked_says_so_and_has_no_value),
		IN_ARENA(what_is_missing_is_unknown_in_the_tree),
		IN_ARENA(conditions_after_the_first_that_fails_were_not_asked),
		IN_ARENA(only_the_slice_that_holds_the_base_is_used),
		IN_ARENA(a_context_is_told_with_the_values_that_hold_in_it),
		IN_ARENA(a_replaced_rule_names_what_replaces_it),
		IN_ARENA(a_text_of_several_lines_takes_one),
		IN_ARENA(a_unit_that_changes_nothing_takes_no_line),
		IN_ARENA(depth_counts_rules_and_what_is_closed_says_more),
		IN_ARENA(explanations_are_bounded_in_size_and_in_depth),
		IN_ARENA(what_cannot_be_worked_out_is_not_explained),
		IN_ARENA(json_tells_values_roles_and_places),
		IN_ARENA(values_are_told_to_tools_with_their_state_type_and_unit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
