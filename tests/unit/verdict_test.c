/* domain/verdict: every outcome, the numbers and the sentence of each, maxima, waivers, history, answers as people write them, two verdicts compared.
   Rows N4, N5, N17, B7, B10, B11, L4. */
#include "domain/verdict.h"

#include "base/json.h"
#include "base/calendar.h"
#include "lib/in_arena.h"
#include "lib/small_rules.h"

#include <string.h>

static struct ruleset *set;
static struct judge *judge;
static struct application_facts facts;

static int start(void **state)
{
	(void)arena_start(state);
	if (small_read(S(SMALL_RULES), &set) != OK)
		return 1;
	judge = judge_new(arena, set, day_of((struct civil){2026, 1, 1}));
	facts = (struct application_facts){.year = 2020};
	return 0;
}

#define JUDGING(name) cmocka_unit_test_setup_teardown(name, start, arena_stop)
#define assert_text(s, literal) assert_true(str_eq((s), S(literal)))

static void fact(const char *name, const char *value)
{
	*LIST_ADD(arena, &facts.facts) = (struct verdict_fact){.name = str_of(name), .value = str_of(value), .file = S("a.yaml"), .line = (int64_t)facts.facts.n};
}

static void ask(const char *funder, int64_t cents)
{
	*LIST_ADD(arena, &facts.asked) = (struct verdict_asked){.funder = str_of(funder), .amount = {cents}, .file = S("a.yaml"), .line = 9};
}

static struct verdict_past *past(int64_t year, int64_t granted_cents, const char *report)
{
	struct verdict_past *p = LIST_ADD(arena, &facts.past);
	*p = (struct verdict_past){.year = year, .title = S("Autre titre"), .total = {true, {1000000}}, .report = str_of(report)};
	*LIST_ADD(arena, &p->granted) = (struct verdict_asked){.funder = S("etat"), .amount = {granted_cents}};
	return p;
}

static struct verdict *judged_in(enum lang lang)
{
	struct verdict *v;
	problems = problems_new(arena);
	enum status s = judge_verdict(judge, arena, lang, &facts, &problems, &v);
	assert_int_equal(s, problems.total ? INVALID : OK);
	return v;
}

static struct verdict *judged(void)
{
	struct verdict *v = judged_in(LANG_FR);
	if (problems.total) {
		struct out o = out_new(1 << 20);
		problems_write(&o, LANG_EN, &problems);
		print_error("%.*s", STR_ARGS(out_text(&o)));
		out_free(&o);
	}
	assert_int_equal(problems.total, 0);
	return v;
}

static const struct verdict_rule *rule_of(const struct verdict *v, const char *name)
{
	for (size_t i = 0; i < v->rules.n; i++)
		if (str_eq(v->rules.at[i].name, str_of(name)))
			return &v->rules.at[i];
	for (size_t i = 0; i < v->funders.at[0].rules.n; i++)
		if (str_eq(v->funders.at[0].rules.at[i].name, str_of(name)))
			return &v->funders.at[0].rules.at[i];
	fail();
	return NULL;
}

/* A first request of 100 € of cost, asking exactly 57 %. */
static void admissible(void)
{
	fact("porteur . type", "association");
	fact("public . part", "60 %");
	fact("budget . coût total", "10 000 €");
	fact("historique . année", "1");
	ask("etat", 570000);
}

/* ---- outcomes ---- */

static void an_application_that_meets_every_rule_passes(void **state)
{
	(void)state;
	admissible();
	const struct verdict *v = judged();
	assert_int_equal(v->outcome, VERDICT_PASSES);
	assert_int_equal(v->funders.at[0].outcome, VERDICT_PASSES);
	assert_int_equal(v->missing.n, 0);
	assert_int_equal(rule_of(v, "recevable . public")->outcome, VERDICT_PASSES);
}

static void a_request_of_exactly_57_per_cent_passes_and_a_cent_more_fails(void **state)
{
	(void)state;
	fact("porteur . type", "conseil citoyen");
	fact("public . part", "60");
	fact("budget . coût total", "100");
	fact("historique . année", "1");
	ask("etat", 5700);
	const struct verdict *v = judged();
	assert_int_equal(v->outcome, VERDICT_PASSES);
	assert_int_equal(v->funders.at[0].maximum.value.cents, 5700);
	assert_false(v->funders.at[0].over.set);
	facts.asked.at[0].amount.cents = 5701;
	v = judged();
	assert_int_equal(v->outcome, VERDICT_FAILS);
	assert_int_equal(v->funders.at[0].over.value.cents, 1);
}

static void a_cost_of_exactly_2500_euros_passes_and_a_cent_less_fails(void **state)
{
	(void)state;
	admissible();
	facts.asked.at[0].amount.cents = 100;
	facts.facts.at[2].value = S("2500");
	assert_int_equal(judged()->outcome, VERDICT_PASSES);
	facts.facts.at[2].value = S("2 499,99 €");
	const struct verdict *v = judged();
	assert_int_equal(v->outcome, VERDICT_FAILS);
	assert_int_equal(rule_of(v, "État . seuil")->outcome, VERDICT_FAILS);
	assert_true(rule_of(v, "État . seuil")->blocks);
	facts.facts.at[0].value = S("conseil citoyen");
	assert_int_equal(judged()->outcome, VERDICT_PASSES);
}

static void a_rule_of_the_whole_call_that_fails_refuses_for_every_funder(void **state)
{
	(void)state;
	admissible();
	facts.facts.at[1].value = S("59,99 %");
	const struct verdict *v = judged();
	assert_int_equal(v->outcome, VERDICT_FAILS);
	assert_int_equal(v->funders.at[0].outcome, VERDICT_FAILS);
	assert_int_equal(v->funders.at[0].maximum.value.cents, 570000); /* what holds if the conditions did */
}

static void what_is_not_known_is_unknown_and_says_what_to_answer(void **state)
{
	(void)state;
	const struct verdict *v = judged();
	assert_int_equal(v->outcome, VERDICT_UNKNOWN);
	const struct verdict_rule *r = rule_of(v, "recevable . public");
	assert_int_equal(r->outcome, VERDICT_UNKNOWN);
	assert_int_equal(r->missing.n, 1);
	assert_text(r->missing.at[0].key, "part");
	assert_text(r->missing.at[0].question, "Quelle part ?");
	assert_true(str_has(r->sentence, S("Part du public")));
	assert_false(v->funders.at[0].maximum.set);
	assert_true(v->funders.at[0].has_maximum);
	for (size_t i = 1; i < v->missing.n; i++)
		assert_true(v->missing.at[i - 1].score >= v->missing.at[i].score);
	for (size_t i = 0; i < v->missing.n; i++)
		assert_false(str_eq(v->missing.at[i].name, S("État . base"))); /* a choice of the rules is never asked */
}

static void one_answer_at_a_time_leads_from_unknown_to_a_verdict(void **state)
{
	(void)state;
	static const char *const answers[][2] = {{"porteur . type", "association"}, {"public . part", "80 %"}, {"budget . coût total", "5000"},
	                                         {"historique . année", "1"},      {"État . montant demandé", "1000"}, {"dossier . RIB", "oui"}};
	size_t asked = 0;
	const struct verdict *v = judged();
	while (v->missing.n && asked++ < 6) {
		size_t i = 0;
		while (i < 6 && !str_eq(v->missing.at[0].name, str_of(answers[i][0])))
			i++;
		assert_true(i < 6);
		fact(answers[i][0], answers[i][1]);
		v = judged();
	}
	assert_int_equal(v->outcome, VERDICT_PASSES);
	assert_true(asked <= 5); /* what only warns is not asked */
}

static void a_warning_that_fails_does_not_block(void **state)
{
	(void)state;
	admissible();
	fact("dossier . RIB", "non");
	const struct verdict *v = judged();
	assert_int_equal(rule_of(v, "État . conseil")->outcome, VERDICT_FAILS);
	assert_false(rule_of(v, "État . conseil")->blocks);
	assert_int_equal(v->outcome, VERDICT_PASSES);
}

static void a_funder_of_whom_nothing_is_asked_is_not_judged(void **state)
{
	(void)state;
	admissible();
	facts.asked.at[0].funder = S("ville");
	*LIST_ADD(arena, &facts.other_funders) = S("ville");
	const struct verdict *v = judged();
	assert_int_equal(v->funders.at[0].outcome, VERDICT_NOT_APPLICABLE);
	assert_int_equal(rule_of(v, "État . seuil")->outcome, VERDICT_NOT_APPLICABLE);
	assert_int_equal(v->funders.at[0].asked.value.cents, 0);
	assert_int_equal(verdict_possible(&v->funders.at[0]).value.cents, 0);
}

static void an_amount_of_zero_asks_nothing_of_a_funder(void **state)
{
	(void)state;
	fact("public . part", "60 %");
	fact("État . montant demandé", "0 €");
	const struct verdict *v = judged();
	assert_int_equal(v->funders.at[0].outcome, VERDICT_NOT_APPLICABLE);
	assert_true(v->funders.at[0].asked.set);
	struct rules_result space;
	assert_int_equal(rules_evaluate(judge_run(judge), v->funders.at[0].funder->space, &space), OK);
	assert_int_equal(v->outcome, VERDICT_PASSES);
	assert_false(space.value.truth); /* rules elsewhere may ask whether the funder is asked */
	assert_int_equal(v->missing.n, 0);
}

static void a_rule_that_is_not_in_force_is_without_object(void **state)
{
	(void)state;
	static const char later[] = SMALL_HEAD "r:\n  titre: R\n  valeur: public . part >= 60 %\n  règlement:\n    rôle: condition\n    clause: c\n"
	                                       "    sévérité: bloque le dépôt\n    en vigueur: {du: 01/06/2020}\n";
	assert_int_equal(small_read(str_of(later), &set), OK);
	judge = judge_new(arena, set, day_of((struct civil){2026, 1, 1}));
	fact("public . part", "10 %");
	assert_int_equal(judged()->outcome, VERDICT_FAILS); /* read on the last day of the call */
	facts.filed = (opt_day){true, day_of((struct civil){2020, 5, 31})};
	facts.facts.n = 1;
	const struct verdict *v = judged();
	assert_int_equal(v->outcome, VERDICT_PASSES);
	assert_int_equal(v->rules.at[0].outcome, VERDICT_NOT_APPLICABLE);
	assert_true(str_has(v->rules.at[0].sentence, S("mai")));
	assert_true(str_has(v->rules.at[0].sentence, S("31")));
}

/* ---- what is shown ---- */

static void a_rule_shows_the_answers_and_steps_that_it_read(void **state)
{
	(void)state;
	admissible();
	const struct verdict_rule *r = rule_of(judged(), "État . limite");
	static const char *const expected[][2] = {{"Demandé à l’État", "5 700 €"}, {"Maximum de l’État", "5 700 €"}, {"Assiette", "10 000 €"},
	                                          {"Base de la dégressivité", "Le coût"}, {"Coût total", "10 000 €"}, {"Taux", "57 %"}, {"Année", "1"}};
	assert_int_equal(r->numbers.n, sizeof expected / sizeof expected[0]);
	for (size_t i = 0; i < r->numbers.n; i++) {
		bool found = false;
		for (size_t k = 0; k < r->numbers.n; k++)
			found |= str_eq(r->numbers.at[k].label, str_of(expected[i][0]));
		if (!found)
			print_error("no %s\n", expected[i][0]);
		assert_true(found);
	}
	assert_text(r->numbers.at[0].label, "Demandé à l’État");
}

static void sentences_hold_their_numbers_in_both_languages(void **state)
{
	(void)state;
	admissible();
	assert_true(str_has(rule_of(judged(), "recevable . public")->sentence, S("du public : assez.")));
	assert_true(str_has(rule_of(judged_in(LANG_EN), "recevable . public")->sentence, S("of the public: enough.")));
	assert_text(rule_of(judged_in(LANG_EN), "recevable . public")->title, "Public of the districts");
}

static void steps_come_in_the_order_of_computation_and_the_maximum_last(void **state)
{
	(void)state;
	admissible();
	const struct verdict_funder *f = &judged()->funders.at[0];
	size_t n = f->rules.n;
	assert_text(f->rules.at[n - 1].name, "État . maximum");
	assert_text(f->rules.at[n - 2].name, "État . taux");
	assert_text(f->rules.at[n - 3].name, "État . assiette");
	assert_int_equal(f->rules.at[n - 4].rule->role, ROLE_CONDITION);
	assert_int_equal(f->rules.at[n - 1].amount.value.cents, 570000);
	assert_false(f->rules.at[n - 2].amount.set); /* a rate is no amount */
}

static void a_choice_is_shown_with_its_reason_and_its_alternatives(void **state)
{
	(void)state;
	admissible();
	const struct verdict *v = judged();
	assert_int_equal(v->parameters.n, 1);
	assert_text(v->parameters.at[0].value, "Le coût");
	assert_text(v->parameters.at[0].sentence, "Le texte ne dit pas de quoi.");
	assert_int_equal(v->parameters.at[0].rule->choices.n, 2);
}

/* ---- waivers ---- */

static void waive(const char *rule, const char *reason, const char *author)
{
	*LIST_ADD(arena, &facts.waivers) = (struct verdict_waiver){.rule = str_of(rule), .reason = str_of(reason), .author = str_of(author), .file = S("a.yaml"), .line = 7};
}

static void a_waived_rule_no_longer_refuses_and_keeps_who_and_why(void **state)
{
	(void)state;
	admissible();
	facts.facts.at[1].value = S("50 %");
	waive("recevable . public", "Quartier en travaux", "Le sous-préfet");
	const struct verdict *v = judged();
	const struct verdict_rule *r = rule_of(v, "recevable . public");
	assert_int_equal(v->outcome, VERDICT_PASSES);
	assert_int_equal(r->outcome, VERDICT_WAIVED);
	assert_text(r->waiver->author, "Le sous-préfet");
	assert_text(r->waiver->reason, "Quartier en travaux");
	assert_true(str_has(r->sentence, S("il faut 60 %"))); /* what was waived stays said */
}

static void a_rule_that_passes_is_not_waived(void **state)
{
	(void)state;
	admissible();
	waive("recevable . public", "x", "y");
	assert_int_equal(rule_of(judged(), "recevable . public")->outcome, VERDICT_PASSES);
}

static void a_waiver_that_the_text_does_not_allow_is_a_problem_and_waives_nothing(void **state)
{
	(void)state;
	admissible();
	facts.facts.at[2].value = S("100");
	waive("État . seuil", "x", "y");
	waive("recevable . pubilc", "x", "y");
	waive("recevable . public", " ", "");
	const struct verdict *v = judged_in(LANG_FR);
	static const enum word expected[] = {W_verdict_waiver_not_allowed, W_verdict_waiver_unknown_near, W_verdict_waiver_needs_reason, W_verdict_waiver_needs_author};
	assert_int_equal(problems.total, 4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(problems.list.at[i].message, expected[i]);
	assert_int_equal(problems.list.at[0].line, 7);
	assert_int_equal(rule_of(v, "État . seuil")->outcome, VERDICT_FAILS);
}

/* ---- history ---- */

static struct rules_value value_of(const char *name)
{
	struct rules_result result;
	assert_int_equal(rules_evaluate(judge_run(judge), rules_find(set->model, str_of(name)), &result), OK);
	return result.value;
}

static int64_t whole(const char *name)
{
	struct rules_value v = value_of(name);
	int64_t n = -1;
	assert_int_equal(v.state, RULES_VALUE);
	assert_true(number_to_int64(v.number, &n));
	return n;
}

static void a_first_request_is_year_one(void **state)
{
	(void)state;
	facts.past_known = true;
	(void)judged();
	assert_int_equal(whole("historique . année"), 1);
	assert_false(value_of("historique . bilan manquant").truth);
	assert_int_equal(value_of("État . première subvention").state, RULES_NOT_DEFINED);
}

static void years_that_are_not_told_are_unknown(void **state)
{
	(void)state;
	(void)judged();
	assert_int_equal(value_of("historique . année").state, RULES_NOT_DEFINED);
}

static void the_years_in_a_row_are_counted_even_under_another_title(void **state)
{
	(void)state;
	(void)past(2018, 400000, "filed");
	(void)past(2019, 300000, "filed");
	(void)judged();
	assert_int_equal(whole("historique . année"), 3);
	assert_int_equal(whole("État . première subvention"), 4000);
	assert_int_equal(whole("État . subvention précédente"), 3000);
	assert_int_equal(whole("historique . coût total de la première année"), 10000);
}

static void grant(struct verdict_past *p, const char *funder, int64_t cents)
{
	*LIST_ADD(arena, &p->granted) = (struct verdict_asked){.funder = str_of(funder), .amount = {cents}};
}

/* B11: what another funder gave makes a renewal, and ages nobody else's money. */
static void a_funder_counts_only_the_years_that_it_funded(void **state)
{
	(void)state;
	facts.past_known = true;
	(void)judged();
	assert_int_equal(whole("État . année de financement"), 1);
	grant(past(2018, 0, "filed"), "region", 500000);
	grant(past(2019, 0, "filed"), "region", 500000);
	(void)judged();
	assert_int_equal(whole("historique . année"), 3);
	assert_int_equal(whole("État . année de financement"), 1);
	assert_int_equal(whole("État . première subvention"), 0);
	assert_int_equal(whole("État . subvention précédente"), 0);
	assert_int_equal(value_of("État . coût total de la première année").state, RULES_NOT_DEFINED);
	assert_int_equal(whole("historique . coût total de la première année"), 10000);
	grant(&facts.past.at[1], "etat", 200000);
	(void)judged();
	assert_int_equal(whole("historique . année"), 3);
	assert_int_equal(whole("État . année de financement"), 2);
	assert_int_equal(whole("État . première subvention"), 2000);
	assert_int_equal(whole("État . coût total de la première année"), 10000);
}

static void a_year_without_a_funder_breaks_its_own_row_only(void **state)
{
	(void)state;
	struct verdict_past *gap;
	past(2017, 400000, "filed")->total.value.cents = 700000;
	gap = past(2018, 0, "filed");
	grant(gap, "region", 100000);
	gap->total.value.cents = 800000;
	past(2019, 300000, "filed")->total.value.cents = 900000;
	(void)judged();
	assert_int_equal(whole("historique . année"), 4);
	assert_int_equal(whole("historique . coût total de la première année"), 7000);
	assert_int_equal(whole("État . année de financement"), 2);
	assert_int_equal(whole("État . première subvention"), 3000);
	assert_int_equal(whole("État . coût total de la première année"), 9000);
}

static void a_funder_s_year_that_a_person_gives_must_agree_with_the_history(void **state)
{
	(void)state;
	fact("annee-etat", "3");
	(void)judged();
	assert_int_equal(whole("État . année de financement"), 3);
	grant(past(2019, 0, "filed"), "region", 500000);
	(void)judged_in(LANG_FR);
	assert_int_equal(problems.total, 1);
	assert_int_equal(problems.list.at[0].message, W_verdict_fact_contradicts);
	assert_int_equal(whole("État . année de financement"), 1);
}

static void a_first_request_to_all_is_a_first_request_to_each(void **state)
{
	(void)state;
	fact("annee", "1");
	(void)judged();
	assert_int_equal(whole("État . année de financement"), 1);
	facts.facts.at[0].value = S("2");
	(void)judged();
	assert_int_equal(value_of("État . année de financement").state, RULES_NOT_DEFINED);
	fact("annee-etat", "2");
	(void)judged();
	assert_int_equal(whole("État . année de financement"), 2);
	facts.facts.at[0].value = S("1");
	(void)judged_in(LANG_FR);
	assert_int_equal(problems.total, 1);
	assert_int_equal(problems.list.at[0].message, W_verdict_fact_contradicts);
}

static void a_year_without_money_breaks_the_row(void **state)
{
	(void)state;
	(void)past(2017, 400000, "filed");
	(void)past(2018, 0, "filed");
	(void)past(2019, 300000, "filed");
	(void)judged();
	assert_int_equal(whole("historique . année"), 2);
	facts.past.n = 1;
	(void)judged();
	assert_int_equal(whole("historique . année"), 1);
}

static void the_rate_falls_with_the_years(void **state)
{
	(void)state;
	admissible();
	facts.facts.n = 3;
	(void)past(2019, 300000, "filed");
	const struct verdict *v = judged();
	assert_int_equal(v->funders.at[0].maximum.value.cents, 300000);
	assert_int_equal(v->outcome, VERDICT_FAILS); /* 5 700 € asked */
}

static void a_report_is_missing_when_it_is_overdue_or_when_money_was_given_and_there_is_none(void **state)
{
	(void)state;
	static const struct {
		const char *report;
		int64_t granted;
		bool missing;
	} cases[] = {{"filed", 100, false}, {"due", 100, false}, {"overdue", 100, true}, {"none", 100, true}, {"none", 0, false}, {"overdue", 0, true}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		facts.past.n = 0;
		(void)past(2019, cases[i].granted, cases[i].report);
		(void)judged();
		assert_int_equal(value_of("historique . bilan manquant").truth, cases[i].missing);
	}
}

static void what_a_person_says_against_the_history_is_a_problem(void **state)
{
	(void)state;
	(void)past(2019, 300000, "filed");
	fact("historique . année", "1");
	(void)judged_in(LANG_FR);
	assert_int_equal(problems.total, 1);
	assert_int_equal(problems.list.at[0].message, W_verdict_fact_contradicts);
	assert_int_equal(whole("historique . année"), 2);
	facts.facts.at[0].value = S("2");
	(void)judged();
}

static void the_moment_of_filing_is_a_fact(void **state)
{
	(void)state;
	facts.filed = (opt_day){true, day_of((struct civil){2020, 9, 13})};
	facts.filed_second = (opt_int){true, 43201};
	(void)judged();
	assert_int_equal(whole("dossier . heure de dépôt"), 43201);
	assert_int_equal(value_of("dossier . date de dépôt").date.number, facts.filed.value.number);
}

/* ---- answers as people write them ---- */

static void answers_are_read_as_people_write_them(void **state)
{
	(void)state;
	static const struct {
		const char *name, *value;
		int64_t hundredths;
	} good[] = {
		{"budget . coût total", "12 500,50 €", 1250050}, {"budget . coût total", "12 500,50 €", 1250050}, {"cout", "12500.5", 1250050},
		{"cout", "12500 euros", 1250000},                {"cout", "1500 EUR", 150000},                    {"cout", "0.125", 12},
		{"part", "60", 6000},                            {"part", "60,5 %", 6050},                        {"part", "60 pour cent", 6000},
		{"heure", "43200 s", 4320000},                   {"cout", "-5", -500},
	};
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		facts.facts.n = 0;
		fact(good[i].name, good[i].value);
		(void)judged();
		const struct ruleset_question *q = ruleset_question_named(set, str_of(good[i].name));
		struct rules_result r;
		int64_t hundredths;
		assert_int_equal(rules_evaluate(judge_run(judge), q->rule, &r), OK);
		assert_true(number_to_int64(number_div_whole(number_mul(r.value.number, number_of(100)), number_of(1)), &hundredths));
		assert_int_equal(hundredths, good[i].hundredths);
	}
}

static void answers_that_cannot_be_read_are_problems_at_their_place(void **state)
{
	(void)state;
	static const struct {
		const char *name, *value;
		enum word message;
	} bad[] = {
		{"cout", "beaucoup", W_verdict_number_expected_in}, {"cout", "12.500", W_verdict_number_ambiguous}, {"cout", "12,500 €", W_verdict_number_ambiguous},
		{"cout", "12 k€", W_verdict_unit_expected},        {"cout", "1 2,3,4", W_verdict_unit_expected},   {"cout", "€", W_verdict_number_expected_in},
		{"cout", "-", W_verdict_number_expected_in},       {"part", "60 €", W_verdict_unit_expected},      {"annee", "2 €", W_verdict_unit_not_expected},
		{"rib", "peut-être", W_verdict_yes_or_no_expected}, {"jour", "31/02/2020", W_verdict_date_expected}, {"porteur", "asociation", W_verdict_choice_expected_near},
		{"porteur", "zzz", W_verdict_choice_expected},     {"budget . cout totl", "1", W_verdict_unknown_fact_near}, {"zzzzzzzz", "1", W_verdict_unknown_fact},
		{"État . base", "coût", W_verdict_fact_is_a_parameter}, {"État . maximum", "1", W_verdict_fact_is_computed},
	};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		facts.facts.n = 0;
		fact(bad[i].name, bad[i].value);
		struct verdict *v = judged_in(LANG_FR);
		if (problems.total != 1 || problems.list.at[0].message != bad[i].message)
			print_error("%s: %s\n", bad[i].name, bad[i].value);
		assert_int_equal(problems.total, 1);
		assert_int_equal(problems.list.at[0].message, bad[i].message);
		assert_int_equal(problems.list.at[0].line, 1);
		assert_true(str_eq(problems.list.at[0].field, str_of(bad[i].name)));
		assert_non_null(v); /* the verdict on the rest is given */
	}
}

static void choices_are_known_by_value_or_label_whatever_the_accents(void **state)
{
	(void)state;
	static const char *const same[] = {"conseil citoyen", "'conseil citoyen'", "Conseil Citoyen", "Citizen council"};
	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
		facts.facts.n = 0;
		fact("porteur", same[i]);
		assert_int_equal(rule_of(judged(), "État . seuil")->outcome, VERDICT_PASSES);
	}
}

static void an_answer_left_empty_or_unknown_is_no_answer(void **state)
{
	(void)state;
	static const char *const none[] = {"", "  ", "inconnu", "unknown"};
	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
		facts.facts.n = 0;
		fact("part", none[i]);
		assert_int_equal(rule_of(judged(), "recevable . public")->outcome, VERDICT_UNKNOWN);
	}
}

static void a_funder_that_nobody_knows_is_a_problem_with_the_nearest(void **state)
{
	(void)state;
	admissible();
	facts.asked.at[0].funder = S("état");
	(void)judged_in(LANG_FR);
	assert_int_equal(problems.total, 1);
	assert_int_equal(problems.list.at[0].message, W_verdict_unknown_asked_near);
	assert_int_equal(problems.list.at[0].line, 9);
}

static void a_judge_forgets_the_application_before(void **state)
{
	(void)state;
	admissible();
	assert_int_equal(judged()->outcome, VERDICT_PASSES);
	facts = (struct application_facts){0};
	assert_int_equal(judged()->outcome, VERDICT_UNKNOWN);
}

static void an_answer_of_two_hundred_digits_is_a_number_or_a_problem(void **state)
{
	(void)state;
	char many[201] = {0};
	(void)memset(many, '9', 200);
	fact("cout", many);
	(void)judged_in(LANG_FR);
}

/* ---- comparing ---- */

static void two_verdicts_differ_by_rule_and_by_funder_in_euros(void **state)
{
	(void)state;
	admissible();
	const struct verdict *before = judged();
	facts.facts.at[2].value = S("8000");
	const struct verdict *after = judged();
	struct verdict_changes changes = {0};
	verdict_compare(arena, before, after, &changes);
	bool funder = false, limit = false, maximum = false;
	for (size_t i = 0; i < changes.list.n; i++) {
		const struct verdict_change *c = &changes.list.at[i];
		if (!c->name.p) {
			funder = true;
			assert_int_equal(c->before_amount.value.cents, 570000);
			assert_int_equal(c->after_amount.value.cents, 0); /* it refuses */
		} else if (str_eq(c->name, S("État . limite"))) {
			limit = c->before == VERDICT_PASSES && c->after == VERDICT_FAILS;
		} else if (str_eq(c->name, S("État . maximum"))) {
			maximum = c->after_amount.value.cents == 456000;
		}
	}
	assert_true(funder && limit && maximum);
	changes.list.n = 0;
	verdict_compare(arena, after, after, &changes);
	assert_int_equal(changes.list.n, 0);
}

/* ---- writing ---- */

static void the_json_of_a_verdict_is_whole(void **state)
{
	(void)state;
	admissible();
	const struct verdict_clause clauses[] = {{S("seuil"), S("Le seuil"), S("Article IV"), S("Le texte")}};
	struct out o = out_new(1 << 20);
	struct json j = json_new(&o);
	verdict_json(&j, LANG_EN, judged_in(LANG_EN), clauses, 1);
	str text = out_text(&o);
	static const char *const parts[] = {"{\"call\":\"petit\",\"version\":1,\"judged_on\":\"2020-12-31\"", "\"outcome\":\"passes\"", "\"maximum_cents\":570000",
	                                    "{\"code\":\"seuil\",\"article\":\"Article IV\",\"label\":\"Le seuil\",\"document\":\"Le texte\"}",
	                                    "\"stage\":\"ceiling\"", "\"asked_cents\":570000", "\"over_cents\":null"};
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		if (!str_has(text, str_of(parts[i])))
			print_error("no %s in %.*s\n", parts[i], STR_ARGS(text));
		assert_true(str_has(text, str_of(parts[i])));
	}
	assert_int_equal(j.depth, 0);
	out_free(&o);
}

static void the_text_of_a_verdict_begins_with_the_answer(void **state)
{
	(void)state;
	admissible();
	facts.reference = S("2020-1");
	facts.facts.at[1].value = S("10 %");
	struct out o = out_new(1 << 20);
	verdict_write(&o, LANG_FR, judged(), NULL, 0);
	str text = out_text(&o);
	size_t answer, why, seuil;
	assert_true(str_find(text, S("non recevable"), &answer));
	assert_true(str_find(text, S("il faut 60 %"), &why));
	assert_true(str_find(text, S("Au moins 2 500 €"), &seuil));
	assert_true(answer < why && why < seuil);
	assert_true(str_has(text, S("§ public-60")));
	assert_true(str_has(text, S("le sous-préfet")));
	out_free(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		JUDGING(an_application_that_meets_every_rule_passes),
		JUDGING(a_request_of_exactly_57_per_cent_passes_and_a_cent_more_fails),
		JUDGING(a_cost_of_exactly_2500_euros_passes_and_a_cent_less_fails),
		JUDGING(a_rule_of_the_whole_call_that_fails_refuses_for_every_funder),
		JUDGING(what_is_not_known_is_unknown_and_says_what_to_answer),
		JUDGING(one_answer_at_a_time_leads_from_unknown_to_a_verdict),
		JUDGING(a_warning_that_fails_does_not_block),
		JUDGING(a_funder_of_whom_nothing_is_asked_is_not_judged),
		JUDGING(an_amount_of_zero_asks_nothing_of_a_funder),
		JUDGING(a_rule_that_is_not_in_force_is_without_object),
		JUDGING(a_rule_shows_the_answers_and_steps_that_it_read),
		JUDGING(sentences_hold_their_numbers_in_both_languages),
		JUDGING(steps_come_in_the_order_of_computation_and_the_maximum_last),
		JUDGING(a_choice_is_shown_with_its_reason_and_its_alternatives),
		JUDGING(a_waived_rule_no_longer_refuses_and_keeps_who_and_why),
		JUDGING(a_rule_that_passes_is_not_waived),
		JUDGING(a_waiver_that_the_text_does_not_allow_is_a_problem_and_waives_nothing),
		JUDGING(a_first_request_is_year_one),
		JUDGING(years_that_are_not_told_are_unknown),
		JUDGING(the_years_in_a_row_are_counted_even_under_another_title),
		JUDGING(a_first_request_to_all_is_a_first_request_to_each),
		JUDGING(a_year_without_money_breaks_the_row),
		JUDGING(a_funder_counts_only_the_years_that_it_funded),
		JUDGING(a_year_without_a_funder_breaks_its_own_row_only),
		JUDGING(a_funder_s_year_that_a_person_gives_must_agree_with_the_history),
		JUDGING(the_rate_falls_with_the_years),
		JUDGING(a_report_is_missing_when_it_is_overdue_or_when_money_was_given_and_there_is_none),
		JUDGING(what_a_person_says_against_the_history_is_a_problem),
		JUDGING(the_moment_of_filing_is_a_fact),
		JUDGING(answers_are_read_as_people_write_them),
		JUDGING(answers_that_cannot_be_read_are_problems_at_their_place),
		JUDGING(choices_are_known_by_value_or_label_whatever_the_accents),
		JUDGING(an_answer_left_empty_or_unknown_is_no_answer),
		JUDGING(a_funder_that_nobody_knows_is_a_problem_with_the_nearest),
		JUDGING(a_judge_forgets_the_application_before),
		JUDGING(an_answer_of_two_hundred_digits_is_a_number_or_a_problem),
		JUDGING(two_verdicts_differ_by_rule_and_by_funder_in_euros),
		JUDGING(the_json_of_a_verdict_is_whole),
		JUDGING(the_text_of_a_verdict_begins_with_the_answer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
