/* What rules are worth, in every mechanism of the language: value, unit, what is missing and how much it weighs, as the reference engine gives them (A, B, L rows:
   every verdict rests on this). Each case is a small model and questions asked of it in several situations. */
#include "lib/in_arena.h"

#include "base/calendar.h"
#include "base/limits.h"
#include "rules/date.h"
#include "rules/run.h"

#include <pthread.h>
#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* ---- asking ---- */

struct question {
	const char *situation; /* "rule := expression" on each line */
	const char *rule;
	const char *answer; /* "value|unit|rule:score;…", or "!" and the word of a failure */
};

static struct rules_model *model_of(const char *text)
{
	struct rules_source source = {S("model"), str_of(text)};
	struct rules_model *m = NULL;
	enum status st = rules_load(arena, &source, 1, &problems, &m);
	if (st != OK) {
		struct out o = out_new(LIMIT_BODY_BYTES);
		problems_write(&o, LANG_EN, &problems);
		print_message("%.*s", (int)o.n, o.bytes);
		out_free(&o);
	}
	assert_int_equal(st, OK);
	rules_seal(m);
	return m;
}

static struct rules_run *run_of(const struct rules_model *m)
{
	return rules_run_new(arena, m, day_of((struct civil){2024, 9, 13}));
}

static void set(struct rules_run *run, const char *situation)
{
	str line, rest = str_of(situation);
	while (str_is_set(rest)) {
		(void)str_cut(rest, '\n', &line, &rest);
		size_t at;
		assert_true(str_find(line, S(" := "), &at));
		rule_id r = rules_find(run->scratch->model, str_first(line, at));
		assert_int_not_equal(r.v, 0);
		assert_int_equal(rules_set_expression(run, r, str_skip(line, at + 4), &problems), OK);
	}
}

static void write_value(struct out *o, struct rules_run *run, const struct rules_value *v)
{
	str unit = unit_text(&run->scratch->units, (unit_id)v->unit);
	if (v->state == RULES_NOT_DEFINED)
		out_str(o, S("undefined"));
	else if (v->state == RULES_NOT_APPLICABLE)
		out_str(o, S("null"));
	else if (v->type == RULES_NUMBER && number_is_nan(v->number))
		out_str(o, S("nan"));
	else if (v->type == RULES_NUMBER)
		out_fmt(o, "%.9g", number_to_double(v->number) + 0.0);
	else if (v->type == RULES_BOOLEAN)
		out_str(o, v->truth ? S("true") : S("false"));
	else if (v->type == RULES_DATE)
		date_write(o, v->date);
	else
		out_str(o, v->text);
	out_fmt(o, "|%.*s|", STR_ARGS(unit.p ? unit : S("-")));
}

static const char *answer(struct rules_run *run, const char *rule)
{
	const struct rules_model *m = run->scratch->model;
	struct rules_result r;
	struct out o = out_new(LIMIT_BODY_BYTES);
	if (rules_evaluate(run, rules_find(m, str_of(rule)), &r) != OK) {
		assert_non_null(rules_error(run));
		out_char(&o, '!');
		words_write(&o, LANG_EN, rules_error(run)->message, rules_error(run)->args, rules_error(run)->arg_count);
		return arena_cstr(arena, out_keep(&o, arena));
	}
	write_value(&o, run, &r.value);
	for (size_t i = 0; i < r.missing_count; i++) {
		out_str(&o, rules_name(m, r.missing[i].rule));
		out_fmt(&o, ":%g;", r.missing[i].score);
	}
	return arena_cstr(arena, out_keep(&o, arena));
}

/* Asks each question in a run of its own, then all again in one run, one after the other. */
static void check(const char *text, const struct question *questions, size_t count)
{
	const struct rules_model *m = model_of(text);
	struct rules_run *again = run_of(m);
	for (size_t i = 0; i < count; i++) {
		struct rules_run *fresh = run_of(m);
		set(fresh, questions[i].situation);
		assert_string_equal(answer(fresh, questions[i].rule), questions[i].answer);
		rules_clear(again);
		set(again, questions[i].situation);
		assert_string_equal(answer(again, questions[i].rule), questions[i].answer);
		assert_string_equal(answer(again, questions[i].rule), questions[i].answer);
	}
}

/* ---- the language ---- */

static void a_constant_is_its_value(void **state)
{
	(void)state;
	static const char model[] =
		"a: 5 €\n"
		"b: oui\n"
		"c: \"'mot'\"\n"
		"d: 13/09/2024\n";
	static const struct question questions[] = {
		{"", "a", "5|€|"},
		{"", "b", "true|-|"},
		{"", "c", "mot|-|"},
		{"", "d", "13/09/2024|-|"},
	};
	check(model, questions, COUNT(questions));
}

static void a_request_of_exactly_57_percent_of_100_euros_passes(void **state)
{
	(void)state;
	static const char model[] =
		"demande: {question: q, unité: €}\n"
		"total: {question: q, unité: €}\n"
		"passe: demande <= 57 % * total\n";
	static const struct question questions[] = {
		{"demande := 57 €\ntotal := 100 €", "passe", "true|-|"},
		{"demande := 57.01 €\ntotal := 100 €", "passe", "false|-|"},
	};
	check(model, questions, COUNT(questions));
}

static void a_fact_stands_for_the_value_of_its_rule(void **state)
{
	(void)state;
	static const char model[] =
		"a: 5 €\n"
		"b: a * 2\n";
	static const struct question questions[] = {
		{"", "b", "10|€|"},
		{"a := 7 €", "b", "14|€|"},
		{"a := 7", "a", "7|€|"},
		{"a := 7 k€", "b", "14|k€|"},
		{"b := 1", "b", "1|-|"},
	};
	check(model, questions, COUNT(questions));
}

static void a_fact_may_be_an_expression(void **state)
{
	(void)state;
	static const char model[] =
		"a: {question: q, unité: €}\n"
		"c: {question: q, unité: €}\n"
		"b: a * 2\n";
	static const struct question questions[] = {
		{"a := c + 1 €\nc := 4 €", "b", "10|€|"},
		{"a := c + 1 €", "b", "undefined|€|c:2;"},
		{"a := 2 * 3 €", "a", "6|€|"},
	};
	check(model, questions, COUNT(questions));
}

static void what_is_not_known_is_missing_with_its_score(void **state)
{
	(void)state;
	static const char model[] =
		"a: {question: q}\n"
		"b: {question: q}\n"
		"c: {question: q}\n"
		"s: a + b\n"
		"t:\n"
		"  condition: {si: a > 1, alors: b, sinon: c}\n"
		"u:\n"
		"  variations:\n"
		"    - si: a > 1\n"
		"      alors: b\n"
		"    - si: c > 1\n"
		"      alors: 2\n"
		"    - sinon: 3\n";
	static const struct question questions[] = {
		{"", "s", "undefined|-|a:1;b:1;"},
		{"a := 1", "s", "undefined|-|b:1;"},
		{"", "t", "undefined|-|a:2;b:1;c:1;"},
		{"a := 2", "t", "undefined|-|b:1;"},
		{"a := 1", "t", "undefined|-|c:1;"},
		{"", "u", "undefined|-|a:2;c:2;b:1;"},
		{"c := 3", "u", "undefined|-|a:2;b:1;"},
		{"a := 1", "u", "undefined|-|c:2;"},
		{"a := 2", "u", "undefined|-|b:1;"},
	};
	check(model, questions, COUNT(questions));
}

static void et_and_ou_need_only_what_decides(void **state)
{
	(void)state;
	static const char model[] =
		"a: {question: q, type: booléen}\n"
		"b: {question: q, type: booléen}\n"
		"et:\n"
		"  toutes ces conditions: [a, b]\n"
		"ou:\n"
		"  une de ces conditions: [a, b]\n";
	static const struct question questions[] = {
		{"", "et", "undefined|-|a:1;b:1;"},
		{"a := non", "et", "false|-|"},
		{"b := non", "et", "false|-|"},
		{"a := oui", "et", "undefined|-|b:1;"},
		{"a := oui\nb := oui", "et", "true|-|"},
		{"", "ou", "undefined|-|a:1;b:1;"},
		{"a := oui", "ou", "true|-|"},
		{"b := oui", "ou", "true|-|"},
		{"a := non", "ou", "undefined|-|b:1;"},
		{"a := non\nb := non", "ou", "false|-|"},
	};
	check(model, questions, COUNT(questions));
}

static void not_applicable_counts_as_no_for_equality_and_stops_comparisons(void **state)
{
	(void)state;
	static const char model[] =
		"n: {applicable si: non, valeur: 3}\n"
		"m: {applicable si: non, valeur: oui}\n"
		"eq: n = non\n"
		"eqm: m = non\n"
		"ne: n != non\n"
		"both: n = m\n"
		"lt: n < 4\n"
		"gt: 4 > n\n"
		"et: {toutes ces conditions: [oui, m]}\n"
		"ou: {une de ces conditions: [non, m]}\n";
	static const struct question questions[] = {
		{"", "n", "null|-|"},
		{"", "eq", "true|-|"},
		{"", "eqm", "true|-|"},
		{"", "ne", "false|-|"},
		{"", "both", "true|-|"},
		{"", "lt", "null|-|"},
		{"", "gt", "null|-|"},
		{"", "et", "false|-|"},
		{"", "ou", "false|-|"},
	};
	check(model, questions, COUNT(questions));
}

static void nothing_adds_as_zero_and_multiplies_as_nothing(void **state)
{
	(void)state;
	static const char model[] =
		"n: {applicable si: non, valeur: 3 €}\n"
		"plus: n + 4 €\n"
		"plus2: 4 € + n\n"
		"moins: 4 € - n\n"
		"moins2: n - 4 €\n"
		"fois: n * 4\n"
		"fois2: 4 * n\n"
		"div: n / 4\n"
		"div2: 4 / n\n"
		"pow: n ** 2\n"
		"somme: {somme: [n, 3 €, n, 4 €]}\n"
		"somme vide: {somme: [n, n]}\n";
	static const struct question questions[] = {
		{"", "plus", "4|€|"},
		{"", "plus2", "4|€|"},
		{"", "moins", "4|€|"},
		{"", "moins2", "null|-|"},
		{"", "fois", "null|-|"},
		{"", "fois2", "null|-|"},
		{"", "div", "null|-|"},
		{"", "pow", "0|-|"},
		{"", "somme", "7|€|"},
		{"", "somme vide", "0|-|"},
		{"", "div2", "null|-|"},
	};
	check(model, questions, COUNT(questions));
}

static void zero_makes_a_product_zero_before_the_rest_is_asked(void **state)
{
	(void)state;
	static const char model[] =
		"a: {question: q}\n"
		"z: {question: q, unité: €}\n"
		"p: z * a\n"
		"p2: a * z\n"
		"d: z / a\n";
	static const struct question questions[] = {
		{"z := 0 €", "p", "0|-|"},
		{"z := 0 €", "p2", "0|-|"},
		{"z := 0 €", "d", "0|-|"},
		{"z := 1 €", "p", "undefined|€|a:1;"},
	};
	check(model, questions, COUNT(questions));
}

static void percents_multiply_and_add(void **state)
{
	(void)state;
	static const char model[] =
		"a: 50 € * 10 %\n"
		"b: 10 % * 10 %\n"
		"c: 200 € + 10 %\n"
		"d: 200 € - 10 %\n"
		"e: 50 % + 10 %\n"
		"f: 10 % * 5\n"
		"g: 5 + 10 %\n"
		"h: 57 % * 100 €\n"
		"i: 1 € / 4 €\n"
		"j: 10 % / 2\n"
		"k: 50 % = 0.5\n"
		"l: (1 / 2) = 50 %\n"
		"m: 10 %/an * 2 an\n";
	static const struct question questions[] = {
		{"", "a", "5|€|"},
		{"", "b", "1|%|"},
		{"", "c", "220|€|"},
		{"", "d", "180|€|"},
		{"", "e", "60|%|"},
		{"", "f", "0.5||"},
		{"", "g", "5.5||"},
		{"", "h", "57|€|"},
		{"", "i", "0.25||"},
		{"", "j", "5|%|"},
		{"", "k", "false|-|"},
		{"", "l", "true|-|"},
		{"", "m", "0.2||"},
	};
	check(model, questions, COUNT(questions));
}

static void units_are_converted_before_they_are_compared_or_added(void **state)
{
	(void)state;
	static const char model[] =
		"a: 1 k€ + 1 €\n"
		"b: 1 an + 1 mois\n"
		"c: 12 mois = 1 an\n"
		"d: 24 €/mois * 1 an\n"
		"e: {valeur: 24 €/mois * 1 an, unité: €}\n"
		"f: 3 € + 2 kg\n"
		"g: 3 € > 2 kg\n"
		"h: 7 // 2\n"
		"i: 2 ** 10\n"
		"j: 4 € / 2 €\n"
		"k: {valeur: 1200 €/an, unité: €/mois}\n"
		"l: {valeur: 25 % * 30 €, \"simplifier l'unité\": oui}\n"
		"m: 3 €.mois / 2 mois\n"
		"n: 7 € // 2 €\n"
		"o: 7 € // 2\n";
	static const struct question questions[] = {
		{"", "a", "1.001|k€|"},
		{"", "b", "1.08333333|an|"},
		{"", "c", "true|-|"},
		{"", "d", "24|€.an/mois|"},
		{"", "e", "288|€|"},
		{"", "f", "5|€|"},
		{"", "g", "true|-|"},
		{"", "h", "3|-|"},
		{"", "i", "1024|-|"},
		{"", "j", "2||"},
		{"", "k", "100|€/mois|"},
		{"", "l", "7.5|€|"},
		{"", "m", "1.5|€|"},
		{"", "n", "3|-|"},
		{"", "o", "3|€|"},
	};
	check(model, questions, COUNT(questions));
}

static void dates_compare_as_dates(void **state)
{
	(void)state;
	static const char model[] =
		"a: {question: q, type: date}\n"
		"b: a < 14/02/2020\n"
		"c: a = 13/02/2020\n"
		"d: 01/2020 < a\n"
		"e: a = '13/02/2020'\n"
		"f: \"'b' > 'a'\"\n"
		"g: \"'abc' = 'abc'\"\n"
		"h: 14/02/2020 - 13/02/2020\n";
	static const struct question questions[] = {
		{"a := 13/02/2020", "b", "true|-|"},
		{"a := 13/02/2020", "c", "true|-|"},
		{"a := 13/02/2020", "d", "true|-|"},
		{"a := 13/02/2020", "e", "true|-|"},
		{"a := 13/02/2020", "f", "b' > 'a|-|"},
		{"a := 13/02/2020", "g", "abc' = 'abc|-|"},
		{"a := 13/02/2020", "h", "86400000|-|"},
		{"", "b", "undefined|-|a:1;"},
	};
	check(model, questions, COUNT(questions));
}

static void a_rule_is_not_applicable_when_its_parent_is_not_or_is_no(void **state)
{
	(void)state;
	static const char model[] =
		"p: {question: q, type: booléen}\n"
		"p . enfant: 5 €\n"
		"p . enfant . petit: 6 €\n"
		"n: {applicable si: p, valeur: 3}\n"
		"n . enfant: 7\n"
		"x: {question: q}\n"
		"x . enfant: 8\n"
		"s: {somme: [p . enfant, 10 €]}\n";
	static const struct question questions[] = {
		{"p := oui", "p . enfant", "5|€|"},
		{"p := non", "p . enfant", "null|-|"},
		{"", "p . enfant", "5|€|p:1;"},
		{"p := non", "p . enfant . petit", "null|-|"},
		{"", "n . enfant", "7|-|"},
		{"p := non", "n . enfant", "null|-|"},
		{"p := oui", "n . enfant", "7|-|"},
		{"", "x . enfant", "8|-|x:1;"},
		{"p := non", "s", "10|€|"},
		{"", "s", "15|€|p:1;"},
	};
	check(model, questions, COUNT(questions));
}

static void applicability_is_asked_without_working_values_out(void **state)
{
	(void)state;
	static const char model[] =
		"p: {question: q, type: booléen}\n"
		"q: {question: q}\n"
		"a: {applicable si: p, valeur: q}\n"
		"b: {non applicable si: p, valeur: q}\n"
		"c: {est applicable: a}\n"
		"d: {est non applicable: a}\n"
		"e: {est défini: q}\n"
		"f: {est non défini: q}\n"
		"g: {est non applicable: b}\n"
		"h: {est applicable: q}\n"
		"i: {somme: [a, {applicable si: {est applicable: a}, valeur: 1}]}\n"
		"j: {toutes ces conditions: [a > 1, {est applicable: a}]}\n";
	static const struct question questions[] = {
		{"", "a", "undefined|-|p:2;q:1;"},
		{"", "b", "undefined|-|p:2;q:1;"},
		{"", "c", "undefined|-|p:2;"},
		{"", "d", "undefined|-|p:2;"},
		{"", "e", "false|-|q:1;"},
		{"", "f", "true|-|q:1;"},
		{"", "g", "undefined|-|p:2;"},
		{"", "h", "true|-|"},
		{"", "i", "undefined|-|p:5;q:3;"},
		{"", "j", "undefined|-|p:4;q:2;"},
		{"p := oui", "a", "undefined|-|q:1;"},
		{"p := oui", "b", "null|-|"},
		{"p := oui", "c", "true|-|"},
		{"p := oui", "d", "false|-|"},
		{"p := oui", "e", "false|-|q:1;"},
		{"p := oui", "f", "true|-|q:1;"},
		{"p := oui", "g", "true|-|"},
		{"p := oui", "h", "true|-|"},
		{"p := oui", "i", "undefined|-|q:3;"},
		{"p := oui", "j", "undefined|-|q:2;"},
		{"p := non", "a", "null|-|"},
		{"p := non", "b", "undefined|-|q:1;"},
		{"p := non", "c", "false|-|"},
		{"p := non", "d", "true|-|"},
		{"p := non", "g", "false|-|"},
		{"p := non", "i", "0|-|"},
		{"p := non", "j", "false|-|"},
		{"p := oui\nq := 3", "a", "3|-|"},
		{"p := oui\nq := 3", "c", "true|-|"},
		{"p := oui\nq := 3", "i", "4|-|"},
		{"p := oui\nq := 3", "j", "true|-|"},
	};
	check(model, questions, COUNT(questions));
}

static void a_question_that_may_be_not_applicable_says_so(void **state)
{
	(void)state;
	static const char model[] =
		"a: {question: q, possiblement non applicable: oui}\n"
		"b: {est applicable: a}\n"
		"a . c: 3\n";
	static const struct question questions[] = {
		{"", "b", "true|-|a:1;"},
		{"a := 2", "b", "true|-|"},
		{"", "a . c", "3|-|a:1;"},
		{"a := 1", "a . c", "3|-|"},
	};
	check(model, questions, COUNT(questions));
}

static void a_default_is_used_and_still_missing(void **state)
{
	(void)state;
	static const char model[] =
		"a: {question: q, par défaut: 10 €, unité: €}\n"
		"b: a * 2\n"
		"c: {question: q, par défaut: oui}\n"
		"d: {condition: {si: c, alors: 1, sinon: 2}}\n"
		"e: {question: q, par défaut: a + 1 €}\n";
	static const struct question questions[] = {
		{"", "a", "10|€|a:1;"},
		{"", "b", "20|€|a:1;"},
		{"a := 3 €", "b", "6|€|"},
		{"", "d", "1|-|c:2;"},
		{"c := non", "d", "2|-|"},
		{"", "e", "11|€|e:2;a:1;"},
		{"a := 1 €", "e", "2|€|e:1;"},
	};
	check(model, questions, COUNT(questions));
}

static void plafond_plancher_abattement_and_arrondi_bound_a_value(void **state)
{
	(void)state;
	static const char model[] =
		"v: {question: q, unité: €}\n"
		"n: {applicable si: non, valeur: 5 €}\n"
		"a: {valeur: v, plafond: 10 €}\n"
		"b: {valeur: v, plancher: 10 €}\n"
		"c: {valeur: v, abattement: 10 €}\n"
		"d: {valeur: v, plafond: n}\n"
		"e: {valeur: v, arrondi: oui}\n"
		"f: {valeur: v, arrondi: 1 décimale}\n"
		"g: {valeur: v, abattement: 10 %}\n"
		"h: {valeur: v, plafond: 1 k€, plancher: 2 €}\n"
		"i: {valeur: v, arrondi: non}\n"
		"j: {valeur: v, arrondi: 2}\n"
		"k: {valeur: 0.5 %, arrondi: oui}\n";
	static const struct question questions[] = {
		{"v := 12.57 €", "a", "10|€|"},
		{"v := 12.57 €", "b", "12.57|€|"},
		{"v := 12.57 €", "c", "2.57|€|"},
		{"v := 12.57 €", "d", "12.57|€|"},
		{"v := 12.57 €", "e", "13|€|"},
		{"v := 12.57 €", "f", "12.6|€|"},
		{"v := 12.57 €", "g", "11.313|€|"},
		{"v := 12.57 €", "h", "12.57|€|"},
		{"v := 12.57 €", "i", "12.57|€|"},
		{"v := 12.57 €", "j", "!A rounding is written “oui” or in decimals: “2 décimales”."},
		{"v := 12.57 €", "k", "1|%|"},
		{"v := 1.5 €", "a", "1.5|€|"},
		{"v := 1.5 €", "b", "10|€|"},
		{"v := 1.5 €", "c", "0|-|"},
		{"v := 1.5 €", "d", "1.5|€|"},
		{"v := 1.5 €", "e", "2|€|"},
		{"v := 1.5 €", "f", "1.5|€|"},
		{"v := 1.5 €", "g", "1.35|€|"},
		{"v := 1.5 €", "h", "2|€|"},
		{"v := 1.5 €", "i", "1.5|€|"},
		{"", "a", "undefined|€|v:3;"},
		{"", "b", "undefined|€|v:3;"},
		{"", "c", "undefined|-|v:3;"},
		{"", "d", "undefined|€|v:1;"},
		{"", "e", "undefined|€|v:1;"},
		{"", "f", "undefined|€|v:1;"},
		{"", "g", "undefined|-|v:3;"},
		{"", "h", "undefined|€|v:7;"},
		{"v := -2.5 €", "e", "-2|€|"},
		{"v := 2.5 €", "e", "3|€|"},
	};
	check(model, questions, COUNT(questions));
}

static void sums_products_means_and_extremes_skip_what_is_not_applicable(void **state)
{
	(void)state;
	static const char model[] =
		"n: {applicable si: non, valeur: 5}\n"
		"x: {question: q}\n"
		"a: {somme: [1, n, 2]}\n"
		"b: {produit: [2, 3, x]}\n"
		"c: {moyenne: [2, n, 4]}\n"
		"d: {le maximum de: [2, n, x]}\n"
		"e: {le minimum de: [2, n, x]}\n"
		"f: {produit: [2, n]}\n"
		"g: {moyenne: [n]}\n"
		"h: {le maximum de: [n]}\n"
		"i: {le maximum de: [1 k€, 900 €]}\n";
	static const struct question questions[] = {
		{"", "a", "3|-|"},
		{"", "b", "undefined|-|x:1;"},
		{"", "c", "3||"},
		{"", "d", "undefined|-|x:5;"},
		{"", "e", "undefined|-|x:5;"},
		{"", "f", "null|-|"},
		{"", "g", "0|-|"},
		{"", "h", "null|-|"},
		{"", "i", "1|k€|"},
		{"x := 7", "b", "42|-|"},
		{"x := 7", "d", "7|-|"},
		{"x := 7", "e", "2|-|"},
		{"x := 0", "b", "0|-|"},
		{"x := 0", "d", "2|-|"},
		{"x := 0", "e", "0|-|"},
	};
	check(model, questions, COUNT(questions));
}

static void variations_take_the_first_branch_that_holds(void **state)
{
	(void)state;
	static const char model[] =
		"t: {question: q}\n"
		"v:\n"
		"  variations:\n"
		"    - si: t = 'a'\n"
		"      alors: 10 €\n"
		"    - si: t = 'b'\n"
		"      alors: 1 k€\n"
		"    - sinon: 5 €\n"
		"w:\n"
		"  variations:\n"
		"    - si: t = 'a'\n"
		"      alors: 10\n";
	static const struct question questions[] = {
		{"t := 'a'", "v", "10|€|"},
		{"t := 'b'", "v", "1|k€|"},
		{"t := 'c'", "v", "5|€|"},
		{"", "v", "undefined|€|t:4;"},
		{"t := 'c'", "w", "null|-|"},
		{"", "w", "undefined|-|t:2;"},
	};
	check(model, questions, COUNT(questions));
}

static void bareme_adds_each_bracket_at_its_rate(void **state)
{
	(void)state;
	static const char model[] =
		"r: {question: q, unité: €}\n"
		"m: {question: q}\n"
		"t: {question: q, unité: \"%\"}\n"
		"a:\n"
		"  barème:\n"
		"    assiette: r\n"
		"    tranches:\n"
		"      - taux: 0 %\n"
		"        plafond: 9807 €\n"
		"      - taux: 14 %\n"
		"        plafond: 27086 €\n"
		"      - taux: 30 %\n"
		"b:\n"
		"  barème:\n"
		"    assiette: r\n"
		"    multiplicateur: m\n"
		"    tranches:\n"
		"      - taux: 5 %\n"
		"        plafond: 1\n"
		"      - taux: t\n"
		"        plafond: 3\n"
		"c:\n"
		"  barème:\n"
		"    assiette: r\n"
		"    tranches:\n"
		"      - taux: t\n"
		"        plafond: 1 k€\n"
		"      - taux: 10 %\n";
	static const struct question questions[] = {
		{"", "a", "undefined|€|r:1;"},
		{"r := 0 €", "a", "0|€|"},
		{"r := 5000 €", "a", "0|€|"},
		{"r := 20000 €", "a", "1427.02|€|"},
		{"r := 100000 €", "a", "24293.26|€|"},
		{"r := 1500 €\nm := 1000 €\nt := 7 %", "b", "85|€|"},
		{"r := 1500 €\nm := 1000 €", "b", "undefined|€|t:1;"},
		{"r := 500 €\nm := 1000 €", "b", "25|€|"},
		{"r := 5 €", "b", "undefined|€|m:3;t:1;"},
		{"r := 9000 €\nm := 1000 €\nt := 7 %", "b", "190|€|"},
		{"r := 500 €", "c", "nan|€|t:1;"},
		{"r := 1500 €", "c", "nan|€|t:1;"},
		{"r := 1500 €\nt := 1 %", "c", "60|€|"},
		{"r := 5 €\nm := 0", "b", "!The factor of the brackets cannot be zero."},
	};
	check(model, questions, COUNT(questions));
}

static void taux_progressif_goes_between_rates(void **state)
{
	(void)state;
	static const char model[] =
		"r: {question: q, unité: €}\n"
		"a:\n"
		"  taux progressif:\n"
		"    assiette: r\n"
		"    tranches:\n"
		"      - taux: 1 %\n"
		"        plafond: 1000 €\n"
		"      - taux: 3 %\n"
		"        plafond: 2000 €\n"
		"      - taux: 5 %\n"
		"        plafond: 4000 €\n"
		"b:\n"
		"  taux progressif:\n"
		"    assiette: r\n"
		"    multiplicateur: 2\n"
		"    tranches:\n"
		"      - taux: 10 %\n"
		"        plafond: 100 €\n"
		"      - taux: 20 %\n";
	static const struct question questions[] = {
		{"", "a", "undefined|%|r:3;"},
		{"r := 500 €", "a", "1|%|"},
		{"r := 1000 €", "a", "1|%|"},
		{"r := 1500 €", "a", "2|%|"},
		{"r := 3999 €", "a", "4.999|%|"},
		{"r := 4000 €", "a", "5|%|"},
		{"r := 9000 €", "a", "5|%|"},
		{"r := 100 €", "b", "10|%|"},
		{"r := 300 €", "b", "20|%|"},
		{"r := 0 €", "a", "1|%|"},
	};
	check(model, questions, COUNT(questions));
}

static void grille_gives_the_amount_of_its_bracket(void **state)
{
	(void)state;
	static const char model[] =
		"r: {question: q, unité: €}\n"
		"m: {question: q, unité: €}\n"
		"a:\n"
		"  grille:\n"
		"    assiette: r\n"
		"    tranches:\n"
		"      - montant: 10 €\n"
		"        plafond: 100 €\n"
		"      - montant: m\n"
		"        plafond: 200 €\n"
		"b:\n"
		"  grille:\n"
		"    assiette: r\n"
		"    tranches:\n"
		"      - montant: 10 €\n"
		"        plafond: m\n"
		"      - montant: 20 €\n"
		"        plafond: 500 €\n"
		"      - montant: 30 €\n";
	static const struct question questions[] = {
		{"", "a", "undefined|€|r:3;m:1;"},
		{"r := 50 €", "a", "10|€|"},
		{"r := 150 €", "a", "undefined|€|m:1;"},
		{"r := 150 €\nm := 3 €", "a", "3|€|"},
		{"r := 300 €", "a", "undefined|-|a:1;"},
		{"r := 50 €", "b", "undefined|€|m:2;"},
		{"r := 50 €\nm := 100 €", "b", "10|€|"},
		{"r := 600 €", "b", "30|€|"},
		{"r := 600 €\nm := 30 €", "b", "30|€|"},
		{"r := 50 €\nm := 600 €", "b", "10|€|"},
	};
	check(model, questions, COUNT(questions));
}

static void duree_counts_days_months_and_years(void **state)
{
	(void)state;
	static const char model[] =
		"d: {question: q, type: date}\n"
		"f: {question: q, type: date}\n"
		"a: {durée: {depuis: d, \"jusqu'à\": f}}\n"
		"b: {durée: {depuis: d, \"jusqu'à\": f, unité: mois}}\n"
		"c: {durée: {depuis: d, \"jusqu'à\": f, unité: an}}\n"
		"e: {durée: {depuis: d, \"jusqu'à\": f, unité: trimestre civil}}\n"
		"g: {durée: {depuis: d, \"jusqu'à\": f, unité: année civile}}\n"
		"h: {durée: {depuis: d, \"jusqu'à\": f, unité: trimestre}}\n";
	static const struct question questions[] = {
		{"d := 13/09/2023\nf := 01/03/2024", "a", "170|jour|"},
		{"d := 13/09/2023\nf := 01/03/2024", "b", "5.63225806|mois|"},
		{"d := 13/09/2023\nf := 01/03/2024", "c", "0.463013699|an|"},
		{"d := 13/09/2023\nf := 01/03/2024", "e", "3|trimestre civil|"},
		{"d := 13/09/2023\nf := 01/03/2024", "g", "2|année civile|"},
		{"d := 13/09/2023\nf := 01/03/2024", "h", "1.87741935|trimestre|"},
		{"f := 13/09/2023\nd := 01/03/2024", "a", "0|jour|"},
		{"f := 13/09/2023\nd := 01/03/2024", "b", "0|mois|"},
		{"f := 13/09/2023\nd := 01/03/2024", "c", "0|an|"},
		{"d := 13/09/2023", "a", "undefined|jour|f:1;"},
	};
	check(model, questions, COUNT(questions));
}

static void texts_hold_worked_out_expressions(void **state)
{
	(void)state;
	static const char model[] =
		"n: {question: q, unité: €}\n"
		"na: {applicable si: non, valeur: 3}\n"
		"b: {texte: \"Il y a {{ n }} et {{ n * 2 }}\"}\n"
		"c: {texte: \"{{ na }}, {{ oui }}, {{ 13/09/2024 }}, {{ 12.5 % }}, {{ 'mot' }}\"}\n";
	static const struct question questions[] = {
		{"n := 1234.5 €", "b", "Il y a 1 234,50 € et 2 469 €|-|"},
		{"", "b", "Il y a Pas encore défini et Pas encore défini|-|n:2;"},
		{"", "c", "Non applicable, oui, 13/09/2024, 12,5 %, mot|-|"},
	};
	check(model, questions, COUNT(questions));
}

static void une_possibilite_with_one_choice_is_its_own_answer(void **state)
{
	(void)state;
	static const char model[] =
		"a:\n"
		"  question: q\n"
		"  une possibilité: [\"'x'\", \"'y'\"]\n"
		"b:\n"
		"  une possibilité: [seul]\n"
		"  avec:\n"
		"    seul: {valeur: 3}\n"
		"c: a = 'x'\n"
		"d:\n"
		"  question: q\n"
		"  une possibilité: [1 €, 2 €]\n";
	static const struct question questions[] = {
		{"", "a", "undefined|-|a:1;"},
		{"a := 'x'", "a", "x|-|"},
		{"a := 'x'", "c", "true|-|"},
		{"", "c", "undefined|-|a:1;"},
		{"", "b", "seul|-|"},
		{"", "d", "undefined|€|d:1;"},
		{"d := 2 €", "d", "2|€|"},
		{"d := 2", "d", "2|€|"},
	};
	check(model, questions, COUNT(questions));
}

static void contexte_works_out_with_other_facts(void **state)
{
	(void)state;
	static const char model[] =
		"x: {question: q}\n"
		"y: {question: q}\n"
		"s: x * 10 + y\n"
		"a: {valeur: s, contexte: {x: 5}}\n"
		"b: {valeur: s, contexte: {x: y}}\n"
		"c: {valeur: s, contexte: {x: x}}\n"
		"d: {valeur: a, contexte: {y: 100}}\n"
		"e: a + x\n"
		"f: {valeur: s, contexte: {x: 5, y: 6}}\n";
	static const struct question questions[] = {
		{"", "a", "undefined|-|y:1;"},
		{"", "b", "undefined|-|x:1;y:1;"},
		{"", "c", "undefined|-|x:1;y:1;"},
		{"", "d", "150|-|"},
		{"", "e", "undefined|-|x:1;y:1;"},
		{"", "f", "56|-|"},
		{"x := 1\ny := 2", "a", "52|-|"},
		{"x := 1\ny := 2", "b", "22|-|"},
		{"x := 1\ny := 2", "c", "12|-|"},
		{"x := 1\ny := 2", "d", "150|-|"},
		{"x := 1\ny := 2", "e", "53|-|"},
		{"x := 1\ny := 2", "f", "56|-|"},
		{"y := 2", "a", "52|-|"},
		{"y := 2", "b", "22|-|"},
		{"y := 2", "c", "undefined|-|x:1;"},
		{"y := 2", "d", "150|-|"},
		{"y := 2", "e", "undefined|-|x:1;"},
		{"x := 5", "a", "undefined|-|y:1;"},
		{"x := 5", "b", "undefined|-|y:3;"},
		{"x := 5", "c", "undefined|-|y:1;"},
		{"x := 5", "d", "150|-|"},
		{"x := 5", "e", "undefined|-|y:1;"},
		{"x := 5", "f", "56|-|"},
	};
	check(model, questions, COUNT(questions));
}

static void an_inversion_finds_the_number_that_gives_the_goal(void **state)
{
	(void)state;
	static const char model[] =
		"net: brut * 80 %\n"
		"brut:\n"
		"  unité: €\n"
		"  inversion numérique: [net, cout]\n"
		"cout: brut * 140 % + 10 €\n"
		"moitié: brut / 2\n";
	static const struct question questions[] = {
		{"", "brut", "undefined|€|brut:1;cout:1;net:1;"},
		{"net := 800 €", "brut", "1000|€|"},
		{"cout := 1410 €", "brut", "1000|€|"},
		{"cout := 1410 €", "moitié", "500|€|"},
		{"cout := 1410 €", "net", "800|€|"},
		{"brut := 100 €", "net", "80|€|"},
		{"", "net", "undefined|€|brut:1;cout:1;net:1;"},
		{"net := 0 €", "brut", "0|€|"},
	};
	check(model, questions, COUNT(questions));
}

static void a_circular_reference_is_solved_when_it_is_meant(void **state)
{
	(void)state;
	static const char model[] =
		"ca: {question: q, unité: €}\n"
		"frais:\n"
		"  résoudre la référence circulaire: oui\n"
		"  valeur: (ca - frais) * 10 %\n"
		"reste: ca - frais\n";
	static const struct question questions[] = {
		{"ca := 1100 €", "frais", "100|€|"},
		{"ca := 1100 €", "reste", "1000|€|"},
		{"", "frais", "undefined|€|ca:1;"},
	};
	check(model, questions, COUNT(questions));
}

static void a_replacement_applies_where_the_rule_is_named(void **state)
{
	(void)state;
	static const char model[] =
		"a: 1\n"
		"b: {applicable si: p, remplace: a, valeur: 2}\n"
		"p: {question: q, type: booléen}\n"
		"c: a + 10\n"
		"n: {rend non applicable: d, valeur: p}\n"
		"d: 5\n"
		"e: d + 1\n"
		"f: {remplace: {références à: a, dans: g}, valeur: 3}\n"
		"g: a + 100\n"
		"h: {remplace: {références à: a, sauf dans: c}, valeur: a * 7}\n";
	static const struct question questions[] = {
		{"", "c", "undefined|-|p:6;"},
		{"p := oui", "c", "12|-|"},
		{"p := non", "c", "11|-|"},
		{"", "a", "undefined|-|p:20;"},
		{"p := oui", "a", "14|-|"},
		{"", "e", "undefined|-|p:2;"},
		{"p := oui", "e", "1|-|"},
		{"p := non", "e", "6|-|"},
		{"p := non", "g", "107|-|"},
		{"p := oui", "g", "114|-|"},
		{"p := oui", "d", "null|-|"},
		{"p := non", "h", "7|-|"},
		{"p := oui", "h", "14|-|"},
	};
	check(model, questions, COUNT(questions));
}

static void logarithme_and_powers_are_real(void **state)
{
	(void)state;
	static const char model[] =
		"x: {question: q}\n"
		"a: {logarithme: x}\n"
		"b: x ** 0.5\n";
	static const struct question questions[] = {
		{"x := 10", "a", "2.30258509|-|"},
		{"x := 2", "b", "1.41421356|-|"},
		{"", "a", "undefined|-|x:1;"},
		{"x := 0", "a", "-inf|-|"},
	};
	check(model, questions, COUNT(questions));
}

static void a_division_by_zero_is_refused(void **state)
{
	(void)state;
	static const char model[] =
		"x: {question: q}\n"
		"a: 3 / x\n"
		"b: 0 / x\n"
		"c: x // x\n";
	static const struct question questions[] = {
		{"x := 0", "a", "!Division by zero."},
		{"x := 0", "b", "0|-|"},
		{"", "a", "undefined||x:1;"},
	};
	check(model, questions, COUNT(questions));
}

static void a_condition_that_is_a_number_is_refused(void **state)
{
	(void)state;
	static const char model[] =
		"x: {question: q}\n"
		"a: {condition: {si: x, alors: 1, sinon: 2}}\n"
		"b: {applicable si: x, valeur: 2}\n";
	static const struct question questions[] = {
		{"x := 3", "a", "!A condition must be a yes or a no; this one is a number, a text or a date."},
		{"x := 3", "b", "2|-|"},
		{"x := 3 €", "a", "!A condition must be a yes or a no; this one is a number, a text or a date."},
		{"x := oui", "a", "1|-|"},
		{"", "a", "undefined|-|x:2;"},
	};
	check(model, questions, COUNT(questions));
}

static void the_unit_of_a_branch_not_taken_stands_in(void **state)
{
	(void)state;
	static const char model[] =
		"a: {condition: {si: oui = non, alors: 3 €, sinon: 4}}\n"
		"b: {condition: {si: oui, alors: 3, sinon: 4 €}}\n"
		"c: 5 €\n"
		"n: {applicable si: non, valeur: oui}\n"
		"d: {condition: {si: n, alors: 3 €, sinon: 4}}\n";
	static const struct question questions[] = {
		{"", "a", "4|€|"},
		{"", "b", "3|-|"},
		{"c := 7", "c", "7|€|"},
		{"", "d", "null|€|"},
	};
	check(model, questions, COUNT(questions));
}

static void a_private_rule_is_no_missing_variable(void **state)
{
	(void)state;
	static const char model[] =
		"a:\n"
		"  valeur: secret + b\n"
		"  avec:\n"
		"    secret: {privé: oui, valeur: autre}\n"
		"autre: {question: q}\n"
		"b: {question: q}\n";
	static const struct question questions[] = {
		{"", "a", "undefined|-|autre:1;b:1;"},
		{"b := 1", "a", "undefined|-|autre:1;"},
	};
	check(model, questions, COUNT(questions));
}

static void what_a_mechanism_says_twice_is_asked_twice_where_a_rule_may_be_replaced(void **state)
{
	(void)state;
	static const char model[] =
		"x: {question: q, unité: €}\n"
		"y: {question: q, unité: €}\n"
		"a: {valeur: x * 60 %, plafond: y * 2, plancher: x / 3}\n"
		"b: {plafond: y, valeur: {plafond: x, valeur: x + y}}\n"
		"e: {valeur: x, abattement: y, plafond: 30 €, arrondi: oui}\n"
		"f: {somme: [{valeur: x * 2, plafond: y}], unité: €}\n"
		"g: {valeur: x, plafond: {arrondi: 2 décimales, unité: €, le minimum de: [0.834 % * y, x - y]}}\n"
		"h: {valeur: x, unité: €, plafond: {arrondi: oui, le minimum de: [y, x - y]}}\n"
		"r: {remplace: x, applicable si: p, valeur: y}\n"
		"p: {question: q}\n"
		"i: {produit: [g, 60 %]}\n"
		"i . j: {privé: oui, valeur: x, unité: €, plafond: {arrondi: 2 décimales, unité: €, le minimum de: [0.834 % * y, x - y]}}\n"
		"i . k: j + 1\n"
		"l: {valeur: x + y, plafond: {arrondi: oui, le minimum de: [y, x - y]}}\n"
		"m: {est applicable: {valeur: x + y, plafond: {arrondi: oui, le minimum de: [y, x - y]}}}\n"
		"n: {est applicable: {valeur: y, plafond: {le minimum de: [y, x - y]}}}\n";
	static const struct question questions[] = {
		{"", "a", "undefined|€|p:45;y:16;x:10;"},
		{"", "b", "undefined|€|p:63;y:20;x:13;"},
		{"", "e", "undefined|€|p:27;y:11;x:7;"},
		{"", "f", "undefined|€|p:13;y:6;x:3;"},
		{"", "g", "undefined|€|y:25;x:16;p:13;"},
		{"", "h", "undefined|€|y:25;x:16;p:13;"},
		{"", "i", "undefined|€|y:25;x:16;p:13;"},
		{"", "l", "undefined|€|y:27;x:16;p:13;"},
		{"", "m", "undefined|-|y:53;x:33;p:27;"},
		{"", "n", "undefined|-|y:49;x:29;"},
		{"x := 3 €", "g", "undefined|€|y:25;p:13;"},
		{"x := 3 €", "h", "undefined|€|y:25;p:13;"},
		{"x := 3 €", "l", "undefined|€|y:27;p:13;"},
		{"x := 3 €", "m", "undefined|-|y:53;p:27;"},
		{"x := 3 €", "n", "undefined|-|y:49;"},
		{"p := oui\ny := 4 €", "a", "2.4|€|"},
		{"p := oui\ny := 4 €", "g", "undefined|€|x:14;"},
		{"p := oui\ny := 4 €", "h", "undefined|€|x:14;"},
		{"p := oui\ny := 4 €", "l", "undefined|€|x:14;"},
		{"p := oui\ny := 4 €", "m", "undefined|-|x:29;"},
		{"p := oui\ny := 4 €", "n", "undefined|-|x:29;"},
	};
	check(model, questions, COUNT(questions));
}

static void what_a_mechanism_says_twice_is_asked_once_where_nothing_is_replaced(void **state)
{
	(void)state;
	static const char model[] =
		"x: {question: q, unité: €}\n"
		"y: {question: q, unité: €}\n"
		"a: {valeur: x * 60 %, plafond: y * 2, plancher: x / 3}\n"
		"b: {plafond: y, valeur: {plafond: x, valeur: x + y}}\n"
		"e: {valeur: x, abattement: y, plafond: 30 €, arrondi: oui}\n"
		"f: {somme: [{valeur: x * 2, plafond: y}], unité: €}\n"
		"g: {valeur: x, plafond: {arrondi: 2 décimales, unité: €, le minimum de: [0.834 % * y, x - y]}}\n"
		"h: {valeur: x, unité: €, plafond: {arrondi: oui, le minimum de: [y, x - y]}}\n"
		"p: {question: q}\n"
		"i: {produit: [g, 60 %]}\n"
		"i . j: {privé: oui, valeur: x, unité: €, plafond: {arrondi: 2 décimales, unité: €, le minimum de: [0.834 % * y, x - y]}}\n"
		"i . k: j + 1\n"
		"l: {valeur: x + y, plafond: {arrondi: oui, le minimum de: [y, x - y]}}\n"
		"m: {est applicable: {valeur: x + y, plafond: {arrondi: oui, le minimum de: [y, x - y]}}}\n"
		"n: {est applicable: {valeur: y, plafond: {le minimum de: [y, x - y]}}}\n";
	static const struct question questions[] = {
		{"", "a", "undefined|€|x:10;y:9;"},
		{"", "b", "undefined|€|x:13;y:10;"},
		{"", "e", "undefined|€|x:7;y:7;"},
		{"", "f", "undefined|€|y:4;x:3;"},
		{"", "g", "undefined|€|y:18;x:12;"},
		{"", "h", "undefined|€|y:18;x:12;"},
		{"", "i", "undefined|€|y:18;x:12;"},
		{"", "l", "undefined|€|y:20;x:12;"},
		{"", "m", "undefined|-|y:56;x:38;"},
		{"", "n", "undefined|-|y:56;x:32;"},
		{"x := 3 €", "g", "undefined|€|y:18;"},
		{"x := 3 €", "h", "undefined|€|y:18;"},
		{"x := 3 €", "l", "undefined|€|y:20;"},
		{"x := 3 €", "m", "undefined|-|y:56;"},
		{"x := 3 €", "n", "undefined|-|y:56;"},
	};
	check(model, questions, COUNT(questions));
}

static void means_ask_what_is_applicable_of_what_they_worked_out(void **state)
{
	(void)state;
	static const char model[] =
		"d: {question: q}\n"
		"d . b: 50 €/an\n"
		"e: {question: q}\n"
		"m3: \n"
		"  moyenne:\n"
		"    - d . b * 2\n"
		"    - d . b\n"
		"m4: \n"
		"  moyenne:\n"
		"    - {le minimum de: [d . b, e]}\n"
		"m5: {moyenne: [{le minimum de: [d . b / 3]}, 3]}\n"
		"m6: {moyenne: [{applicable si: e, valeur: d . b}, 3]}\n";
	static const struct question questions[] = {
		{"", "m3", "75|€/an|d:6;"},
		{"", "m4", "undefined||d:21;e:7;"},
		{"", "m5", "9.83333333|€/an|d:3;"},
		{"", "m6", "undefined|€/an|e:5;d:3;"},
	};
	check(model, questions, COUNT(questions));
}

static void parents_in_a_circle(void **state)
{
	(void)state;
	static const char model[] =
		"a: {question: q, type: booléen, par défaut: b . c > 1}\n"
		"a . d: {applicable si: b, valeur: 3}\n"
		"b: {applicable si: a, valeur: oui}\n"
		"b . c: {somme: [a . d, 2]}\n"
		"e: {somme: [a . d, b . c]}\n";
	static const struct question questions[] = {
		{"", "a", "undefined|-|a:4;b:3;"},
		{"", "a . d", "undefined|-|b:5;a:4;"},
		{"", "b", "undefined|-|a:5;b:4;"},
		{"", "b . c", "undefined|-|b:6;a:5;"},
		{"", "e", "undefined|-|b:8;a:4;"},
		{"a := oui", "a . d", "3|-|"},
		{"a := oui", "b", "true|-|"},
		{"a := oui", "b . c", "5|-|"},
		{"a := oui", "e", "8|-|"},
	};
	check(model, questions, COUNT(questions));
}

static void a_factor_that_is_not_applicable_makes_the_last_bracket_no_number(void **state)
{
	(void)state;
	static const char model[] =
		"f: {applicable si: non, valeur: 2}\n"
		"a: {barème: {assiette: 10, multiplicateur: f, tranches: [{taux: 5 %}]}}\n"
		"b: {grille: {assiette: 10, multiplicateur: f, tranches: [{montant: 5}]}}\n"
		"c: {taux progressif: {assiette: 10, multiplicateur: f, tranches: [{taux: 5 %}]}}\n";
	static const struct question questions[] = {
		{"", "a", "nan|-|"},
		{"", "b", "undefined|-|b:1;"},
		{"", "c", "5|%|"},
	};
	check(model, questions, COUNT(questions));
}


/* ---- circles ---- */

static void a_rule_that_needs_itself_is_not_defined_and_the_others_are(void **state)
{
	(void)state;
	static const char model[] = "a: b + 1\n"
								"b: c * 2\n"
								"c: {question: q, par défaut: a}\n"
								"d: 4\n";
	static const struct question questions[] = {
		{"", "a", "undefined|-|c:3;"},
		{"", "b", "undefined|-|c:5;a:1;"},
		{"c := 3", "a", "7|-|"},
		{"", "d", "4|-|"},
	};
	check(model, questions, COUNT(questions));
}

static void facts_may_make_a_circle(void **state)
{
	(void)state;
	struct rules_run *run = run_of(model_of("a: {question: q}\nb: {question: q}\n"));
	set(run, "a := b + 1\nb := a + 1");
	struct rules_result r;
	assert_int_equal(rules_evaluate(run, (rule_id){1}, &r), OK);
	assert_int_equal(r.value.state, RULES_NOT_DEFINED);
}

/* ---- the situation ---- */

static void a_situation_can_be_changed_and_forgotten(void **state)
{
	(void)state;
	const struct rules_model *m = model_of("a: {question: q, unité: €}\nb: a * 2\n");
	struct rules_run *run = run_of(m);
	rule_id a = rules_find(m, S("a"));
	assert_string_equal(answer(run, "b"), "undefined|€|a:1;");
	assert_int_equal(rules_set_number(run, a, number_of(4), S("€")), OK);
	assert_string_equal(answer(run, "b"), "8|€|");
	assert_int_equal(rules_set_number(run, a, number_of(5), S("")), OK);
	assert_string_equal(answer(run, "b"), "10|€|");
	assert_int_equal(rules_set_number(run, a, number_of(5), S("k€")), OK);
	assert_string_equal(answer(run, "b"), "10000|€|");
	assert_int_equal(rules_set_not_applicable(run, a), OK);
	assert_string_equal(answer(run, "b"), "null|-|");
	assert_int_equal(rules_unset(run, a), OK);
	assert_string_equal(answer(run, "b"), "undefined|€|a:1;");
	assert_int_equal(rules_set_expression(run, a, S("3 € + 4 €"), &problems), OK);
	assert_string_equal(answer(run, "b"), "14|€|");
	rules_clear(run);
	assert_string_equal(answer(run, "b"), "undefined|€|a:1;");
}

static void only_rules_of_the_model_can_be_given_or_asked(void **state)
{
	(void)state;
	struct rules_run *run = run_of(model_of("a: {question: q}\n"));
	struct rules_result r;
	for (uint32_t v = 0; v < 3; v += 2) {
		rule_id wrong = {v};
		assert_int_equal(rules_set_number(run, wrong, number_of(1), STR_NONE), INVALID);
		assert_int_equal(rules_set_boolean(run, wrong, true), INVALID);
		assert_int_equal(rules_set_text(run, wrong, S("x")), INVALID);
		assert_int_equal(rules_set_date(run, wrong, (day){0}), INVALID);
		assert_int_equal(rules_set_not_applicable(run, wrong), INVALID);
		assert_int_equal(rules_unset(run, wrong), INVALID);
		assert_int_equal(rules_set_expression(run, wrong, S("1"), &problems), INVALID);
		assert_int_equal(rules_evaluate(run, wrong, &r), INVALID);
		assert_non_null(rules_error(run));
	}
	assert_int_equal(rules_evaluate_expr(run, (rules_expr){0}, &r), INVALID);
	assert_int_equal(problems.total, 2);
	assert_int_equal(rules_evaluate(run, (rule_id){1}, &r), OK);
	assert_null(rules_error(run));
}

static void a_wrong_expression_or_unit_is_refused_and_nothing_changes(void **state)
{
	(void)state;
	struct rules_run *run = run_of(model_of("a: {question: q}\nb: a\n"));
	set(run, "a := 3");
	assert_int_equal(rules_set_expression(run, (rule_id){1}, S("2 +"), &problems), INVALID);
	assert_int_equal(rules_set_expression(run, (rule_id){1}, S("inconnue * 2"), &problems), INVALID);
	assert_int_equal(rules_set_number(run, (rule_id){1}, number_of(4), S("€/ mois")), INVALID);
	assert_true(problems.total >= 2);
	assert_string_equal(answer(run, "b"), "3|-|");
}

static void a_failure_leaves_the_other_rules_to_be_asked(void **state)
{
	(void)state;
	struct rules_run *run = run_of(model_of("x: {question: q}\na: 1 / x\nb: x + 1\nc: a + b\n"));
	set(run, "x := 0");
	assert_string_equal(answer(run, "c"), "!Division by zero.");
	assert_true(str_eq(rules_error(run)->field, S("a")));
	assert_int_equal(rules_error(run)->line, 2);
	assert_string_equal(answer(run, "b"), "1|-|");
	assert_string_equal(answer(run, "a"), "!Division by zero.");
	set(run, "x := 2");
	assert_string_equal(answer(run, "c"), "3.5||");
}

static void an_option_is_one_of_those_that_are_written(void **state)
{
	(void)state;
	const struct rules_model *m = model_of("a: {une possibilité: [\"'x'\", \"'y'\"], question: q}\nb: {une possibilité: [10 €, 2 k€], question: q}\nc: {question: q}\n");
	struct rules_value x = {.state = RULES_VALUE, .type = RULES_TEXT, .text = S("x")}, z = x, n = {.state = RULES_VALUE, .type = RULES_NUMBER, .unit = UNIT_EURO};
	z.text = S("z");
	n.number = number_of(2000);
	assert_true(rules_is_option(m, rules_find(m, S("a")), &x));
	assert_false(rules_is_option(m, rules_find(m, S("a")), &z));
	assert_false(rules_is_option(m, rules_find(m, S("a")), &n));
	assert_true(rules_is_option(m, rules_find(m, S("b")), &n));
	n.number = number_of(11);
	assert_false(rules_is_option(m, rules_find(m, S("b")), &n));
	assert_true(rules_is_option(m, rules_find(m, S("c")), &n));
	assert_true(rules_is_option(m, rules_find(m, S("a")), &(struct rules_value){.state = RULES_NOT_DEFINED}));
}

static void texts_speak_the_language_of_the_run(void **state)
{
	(void)state;
	struct rules_run *run = run_of(model_of("n: {question: q, unité: €}\nb: {texte: \"{{ n }}\"}\n"));
	set(run, "n := 1234 €");
	assert_string_equal(answer(run, "b"), "1\u202f234\u00a0€|-|");
	rules_speak(run, LANG_EN);
	assert_string_equal(answer(run, "b"), "€1,234|-|");
}

static void many_texts_are_given_one_after_the_other(void **state)
{
	(void)state;
	struct rules_run *run = run_of(model_of("a: {question: q}\nb: {question: q}\nc: a = b\n"));
	enum { LONG = 5000 };
	char text[LONG];
	memset(text, 'x', sizeof text);
	assert_int_equal(rules_set_text(run, (rule_id){2}, (str){text, LONG}), OK);
	for (int i = 0; i < 1000; i++) {
		text[0] = (char)('a' + i % 26);
		assert_int_equal(rules_set_text(run, (rule_id){1}, (str){text, LONG}), OK);
	}
	assert_string_equal(answer(run, "c"), "false|-|");
	text[0] = 'x';
	assert_int_equal(rules_set_text(run, (rule_id){1}, (str){text, LONG}), OK);
	assert_string_equal(answer(run, "c"), "true|-|");
}

static void a_parent_of_the_situation_before_disables_nothing(void **state)
{
	(void)state;
	struct rules_run *run = run_of(model_of("p: {question: q, type: booléen}\np . e: 3\n"));
	set(run, "p := non");
	assert_string_equal(answer(run, "p"), "false|-|");
	assert_string_equal(answer(run, "p . e"), "null|-|");
	rules_clear(run);
	set(run, "p := oui");
	assert_string_equal(answer(run, "p . e"), "3|-|");
	rules_clear(run);
	assert_string_equal(answer(run, "p . e"), "3|-|p:1;");
}

/* ---- bounds ---- */

static const char *repeated(const char *format, int times)
{
	struct out o = out_new(LIMIT_RULES_BYTES);
	out_str(&o, S("r0: {question: q}\n"));
	for (int i = 1; i <= times; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		out_fmt(&o, format, i, i - 1, i - 1);
#pragma GCC diagnostic pop
	}
	return arena_cstr(arena, out_keep(&o, arena));
}

static void a_chain_of_three_thousand_rules_is_worked_out(void **state)
{
	(void)state;
	struct rules_run *run = run_of(model_of(repeated("r%d: r%d + 1\n", 3000)));
	struct rules_result r;
	set(run, "r0 := 1");
	assert_int_equal(rules_evaluate(run, rules_find(run->scratch->model, S("r3000")), &r), OK);
	int64_t n = 0;
	assert_true(number_to_int64(r.value.number, &n));
	assert_int_equal(n, 3001);
}

static void applicability_that_doubles_at_each_rule_ends(void **state)
{
	(void)state;
	/* each rule asks both branches of the one before: 2 to the 60 questions, if each were asked */
	struct rules_run *run = run_of(model_of(repeated("r%d: {applicable si: {est applicable: r%d}, valeur: {variations: [{si: r0, alors: r%d}, {sinon: 2}]}}\n", 60)));
	struct rules_result r;
	enum status st = rules_evaluate(run, rules_find(run->scratch->model, S("r60")), &r);
	assert_int_equal(st, OK);
	assert_int_equal(r.missing_count, 1);
}

static void weights_that_double_at_each_rule_stay_numbers(void **state)
{
	(void)state;
	struct rules_run *run = run_of(model_of(repeated("r%d: r%d + r%d\n", 100)));
	struct rules_result r;
	assert_int_equal(rules_evaluate(run, rules_find(run->scratch->model, S("r100")), &r), OK);
	assert_int_equal(r.missing_count, 1);
	assert_true(r.missing[0].score > 1e30 && r.missing[0].score < 1e31); /* 2 to the 100 */
}

static void missing_variables_are_told_heaviest_first_then_by_name(void **state)
{
	(void)state;
	struct rules_run *run = run_of(model_of("b: {question: q}\na: {question: q}\nc: {question: q}\ns: {somme: [c, c, b, a]}\n"));
	assert_string_equal(answer(run, "s"), "undefined|-|c:2;a:1;b:1;");
}

/* Contexts that hold one another, and inversions of inversions: sub-runs are bounded. */
static void contexts_inside_contexts_end(void **state)
{
	(void)state;
	struct out o = out_new(LIMIT_RULES_BYTES);
	out_str(&o, S("x: {question: q}\nr0: x * 2\n"));
	for (int i = 1; i <= 250; i++)
		out_fmt(&o, "r%d: {valeur: r%d, contexte: {x: x + %d}}\n", i, i - 1, i);
	struct rules_run *run = run_of(model_of(arena_cstr(arena, out_keep(&o, arena))));
	set(run, "x := 1");
	assert_string_equal(answer(run, "r10"), "112|-|");
	struct rules_result r;
	assert_int_equal(rules_evaluate(run, rules_find(run->scratch->model, S("r250")), &r), INVALID);
	assert_int_equal(rules_error(run)->message, W_rules_evaluate_too_many_contexts);
	assert_string_equal(answer(run, "r10"), "112|-|");
}

static void evaluating_like_situations_again_takes_no_memory(void **state)
{
	(void)state;
	struct rules_run *run = run_of(model_of("x: {question: q}\ny: {question: q}\nz: {question: q}\n"
											"a: {somme: [x, y, z]}\nt: {texte: \"{{ a }} {{ x }}\"}\nc: {valeur: a, contexte: {x: 5}}\n"
											"i: {inversion numérique: [j]}\nj: i * 2\n"));
	size_t after_first = 0;
	for (int turn = 0; turn < 200; turn++) {
		rules_clear(run);
		set(run, turn % 2 ? "x := y + 1\nj := 40" : "y := 3 + x\nj := 20");
		for (uint32_t r = 1; r <= rules_count(run->scratch->model); r++)
			(void)answer(run, rules_name(run->scratch->model, (rule_id){r}).p);
		if (turn == 1)
			after_first = arena_used(run->scratch->memory);
	}
	assert_int_equal(arena_used(run->scratch->memory), after_first);
}

static void generations_start_again_without_mixing_answers(void **state)
{
	(void)state;
	struct rules_run *run = run_of(model_of("x: {question: q}\na: x + 1\nc: {valeur: a, contexte: {x: 5}}\n"));
	set(run, "x := 3");
	assert_string_equal(answer(run, "c"), "6|-|");
	run->scratch->generation = UINT32_MAX - 1;
	for (int i = 0; i < 4; i++) {
		set(run, i % 2 ? "x := 7" : "x := 8");
		assert_string_equal(answer(run, "a"), i % 2 ? "8|-|" : "9|-|");
		assert_string_equal(answer(run, "c"), "6|-|");
	}
	rules_clear(run);
	assert_string_equal(answer(run, "a"), "undefined|-|x:1;");
}

/* ---- threads ---- */

enum { THREADS = 4, TURNS = 2000 };

static const char shared_model[] = "x: {question: q, unité: €}\ny: {question: q, unité: €/mois}\n"
								   "a: x * 57 % + y * 3 mois\nt: {texte: \"{{ a }}\"}\nc: {valeur: a, contexte: {x: 5 €}}\nm: {somme: [x, y * 2 an]}\n";

static void *work_out(void *model)
{
	struct arena *own = arena_new(LIMIT_COMMAND_ARENA);
	struct rules_run *run = rules_run_new(own, model, (day){0});
	long wrong = 0;
	for (int i = 0; i < TURNS; i++) {
		struct rules_result r;
		struct problems ps = problems_new(own);
		rules_clear(run);
		wrong += rules_set_number(run, (rule_id){1}, number_of(i), S("€")) != OK;
		wrong += i % 2 && rules_set_expression(run, (rule_id){2}, S("x / 4 mois"), &ps) != OK;
		for (uint32_t k = 1; k <= 6; k++)
			wrong += rules_evaluate(run, (rule_id){k}, &r) != OK;
		wrong += rules_evaluate(run, (rule_id){3}, &r) != OK || (r.value.state == RULES_VALUE) != (i % 2 == 1);
	}
	arena_free(own);
	return wrong ? model : NULL;
}

static void threads_share_a_model_each_with_its_run(void **state) /* uses threads */
{
	(void)state;
	struct rules_model *m = model_of(shared_model);
	pthread_t threads[THREADS];
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, work_out, m), 0);
	for (int i = 0; i < THREADS; i++) {
		void *wrong;
		assert_int_equal(pthread_join(threads[i], &wrong), 0);
		assert_null(wrong);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(a_constant_is_its_value),
		IN_ARENA(a_request_of_exactly_57_percent_of_100_euros_passes),
		IN_ARENA(a_fact_stands_for_the_value_of_its_rule),
		IN_ARENA(a_fact_may_be_an_expression),
		IN_ARENA(what_is_not_known_is_missing_with_its_score),
		IN_ARENA(et_and_ou_need_only_what_decides),
		IN_ARENA(not_applicable_counts_as_no_for_equality_and_stops_comparisons),
		IN_ARENA(nothing_adds_as_zero_and_multiplies_as_nothing),
		IN_ARENA(zero_makes_a_product_zero_before_the_rest_is_asked),
		IN_ARENA(percents_multiply_and_add),
		IN_ARENA(units_are_converted_before_they_are_compared_or_added),
		IN_ARENA(dates_compare_as_dates),
		IN_ARENA(a_rule_is_not_applicable_when_its_parent_is_not_or_is_no),
		IN_ARENA(applicability_is_asked_without_working_values_out),
		IN_ARENA(a_question_that_may_be_not_applicable_says_so),
		IN_ARENA(a_default_is_used_and_still_missing),
		IN_ARENA(plafond_plancher_abattement_and_arrondi_bound_a_value),
		IN_ARENA(sums_products_means_and_extremes_skip_what_is_not_applicable),
		IN_ARENA(variations_take_the_first_branch_that_holds),
		IN_ARENA(bareme_adds_each_bracket_at_its_rate),
		IN_ARENA(taux_progressif_goes_between_rates),
		IN_ARENA(grille_gives_the_amount_of_its_bracket),
		IN_ARENA(duree_counts_days_months_and_years),
		IN_ARENA(texts_hold_worked_out_expressions),
		IN_ARENA(une_possibilite_with_one_choice_is_its_own_answer),
		IN_ARENA(contexte_works_out_with_other_facts),
		IN_ARENA(an_inversion_finds_the_number_that_gives_the_goal),
		IN_ARENA(a_circular_reference_is_solved_when_it_is_meant),
		IN_ARENA(a_replacement_applies_where_the_rule_is_named),
		IN_ARENA(logarithme_and_powers_are_real),
		IN_ARENA(a_division_by_zero_is_refused),
		IN_ARENA(a_condition_that_is_a_number_is_refused),
		IN_ARENA(the_unit_of_a_branch_not_taken_stands_in),
		IN_ARENA(a_private_rule_is_no_missing_variable),
		IN_ARENA(what_a_mechanism_says_twice_is_asked_twice_where_a_rule_may_be_replaced),
		IN_ARENA(what_a_mechanism_says_twice_is_asked_once_where_nothing_is_replaced),
		IN_ARENA(means_ask_what_is_applicable_of_what_they_worked_out),
		IN_ARENA(parents_in_a_circle),
		IN_ARENA(a_factor_that_is_not_applicable_makes_the_last_bracket_no_number),
		IN_ARENA(a_rule_that_needs_itself_is_not_defined_and_the_others_are),
		IN_ARENA(facts_may_make_a_circle),
		IN_ARENA(a_situation_can_be_changed_and_forgotten),
		IN_ARENA(only_rules_of_the_model_can_be_given_or_asked),
		IN_ARENA(a_wrong_expression_or_unit_is_refused_and_nothing_changes),
		IN_ARENA(a_failure_leaves_the_other_rules_to_be_asked),
		IN_ARENA(an_option_is_one_of_those_that_are_written),
		IN_ARENA(texts_speak_the_language_of_the_run),
		IN_ARENA(many_texts_are_given_one_after_the_other),
		IN_ARENA(a_parent_of_the_situation_before_disables_nothing),
		IN_ARENA(a_chain_of_three_thousand_rules_is_worked_out),
		IN_ARENA(applicability_that_doubles_at_each_rule_ends),
		IN_ARENA(weights_that_double_at_each_rule_stay_numbers),
		IN_ARENA(missing_variables_are_told_heaviest_first_then_by_name),
		IN_ARENA(contexts_inside_contexts_end),
		IN_ARENA(evaluating_like_situations_again_takes_no_memory),
		IN_ARENA(generations_start_again_without_mixing_answers),
		IN_ARENA(threads_share_a_model_each_with_its_run),
	};
	return cmocka_run_group_tests_name("rules: answers", tests, NULL, NULL);
}
