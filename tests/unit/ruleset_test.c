/* domain/ruleset: what a règlement says of its rules, every mistake with its line, codes, examples, versions compared. Rows N4, 57 and packs/RULES.md. */
#include "domain/ruleset.h"

#include "base/calendar.h"
#include "base/limits.h"
#include "lib/in_arena.h"
#include "lib/small_rules.h"

#include <string.h>

static struct ruleset *small(str rules)
{
	struct ruleset *set = NULL;
	enum status s = small_read(rules, &set);
	if (s != OK) {
		struct out o = out_new(1 << 20);
		problems_write(&o, LANG_EN, &problems);
		print_error("%.*s", STR_ARGS(out_text(&o)));
		out_free(&o);
	}
	assert_int_equal(s, OK);
	return set;
}

static const struct ruleset_rule *rule_of(const struct ruleset *set, str name)
{
	const struct ruleset_rule *r = ruleset_rule_of(set, rules_find(set->model, name));
	assert_non_null(r);
	return r;
}

#define assert_text(s, literal) assert_true(str_eq((s), S(literal)))

/* ---- what is read ---- */

static void the_head_names_the_call_its_version_and_its_days(void **state)
{
	(void)state;
	const struct ruleset *set = small(S(SMALL_RULES));
	assert_text(set->call, "petit");
	assert_int_equal(set->version, 1);
	assert_text(set->title[LANG_EN], "Small call");
	assert_int_equal(set->from.value.number, day_of((struct civil){2020, 1, 1}).number);
	assert_int_equal(set->to.value.number, day_of((struct civil){2020, 12, 31}).number);
}

static void a_rule_has_its_role_funder_clauses_severity_waiver_and_days(void **state)
{
	(void)state;
	const struct ruleset *set = small(S(SMALL_RULES));
	const struct ruleset_rule *r = rule_of(set, S("recevable . public"));
	assert_int_equal(r->role, ROLE_CONDITION);
	assert_int_equal(r->severity, BLOCKS_FILING);
	assert_null(r->funder.p);
	assert_text(r->waiver[LANG_EN], "the sub-prefect");
	assert_int_equal(r->from.value.number, set->from.value.number);
	assert_int_equal(r->examples.n, 3);
	r = rule_of(set, S("État . seuil"));
	assert_text(r->funder, "etat");
	assert_int_equal(r->clauses.n, 2);
	assert_int_equal(r->severity, BLOCKS_VOTE);
	assert_null(r->waiver[LANG_FR].p);
	r = rule_of(set, S("État . base"));
	assert_int_equal(r->role, ROLE_PARAMETER);
	assert_int_equal(r->choices.n, 2);
	assert_text(r->choices.at[1].label[LANG_EN], "The first grant");
	assert_text(r->why[LANG_EN], "The text does not say of what.");
	assert_int_equal(rule_of(set, S("État . maximum"))->stage, STAGE_CEILING);
}

static void questions_have_their_key_type_unit_and_choices(void **state)
{
	(void)state;
	const struct ruleset *set = small(S(SMALL_RULES));
	const struct ruleset_question *q = ruleset_question_keyed(set, S("cout"));
	assert_non_null(q);
	assert_int_equal(q->type, RULES_NUMBER);
	assert_text(q->unit, "€");
	assert_text(q->text[LANG_EN], "How much?");
	q = ruleset_question_named(set, S("porteur . type"));
	assert_int_equal(q->type, RULES_TEXT);
	assert_int_equal(q->choices.n, 2);
	assert_text(q->choices.at[1].value, "conseil citoyen");
	assert_text(q->choices.at[1].label[LANG_EN], "Citizen council");
	assert_int_equal(ruleset_question_keyed(set, S("rib"))->type, RULES_BOOLEAN);
	assert_int_equal(ruleset_question_keyed(set, S("jour"))->provider, PROVIDED_BY_FILING);
	assert_int_equal(ruleset_question_keyed(set, S("annee"))->provider, PROVIDED_BY_HISTORY);
	assert_null(ruleset_question_keyed(set, S("nobody")));
}

static void a_funder_has_its_space_what_is_asked_its_maximum_and_its_history(void **state)
{
	(void)state;
	const struct ruleset *set = small(S(SMALL_RULES));
	assert_int_equal(set->funders.n, 1);
	const struct ruleset_funder *f = ruleset_funder_coded(set, S("etat"));
	assert_true(f->space.v == rules_find(set->model, S("État")).v);
	assert_true(f->asked.v == rules_find(set->model, S("État . montant demandé")).v);
	assert_true(f->maximum.v == rules_find(set->model, S("État . maximum")).v);
	assert_true(f->first.v && f->previous.v);
	assert_text(f->title[LANG_EN], "The State");
}

static void words_that_are_only_french_serve_both_languages(void **state)
{
	(void)state;
	const struct ruleset *set = small(S(SMALL_RULES));
	assert_text(rule_of(set, S("État . taux"))->title[LANG_EN], "Taux");
	assert_text(ruleset_question_keyed(set, S("rib"))->text[LANG_EN], "RIB joint ?");
}

/* ---- mistakes ---- */

static int64_t line_of(const char *text, const char *part)
{
	const char *at = strstr(text, part);
	assert_non_null(at);
	int64_t line = 1;
	for (const char *p = text; p < at; p++)
		line += *p == '\n';
	return line;
}

/* The rules with one mistake give this problem, at the line where `part` stands. */
static void refused(const char *rules, enum word message, const char *part)
{
	struct ruleset *set;
	problems = problems_new(arena);
	enum status s = small_read(str_of(rules), &set);
	for (size_t i = 0; s == INVALID && i < problems.list.n; i++)
		if (problems.list.at[i].message == message && problems.list.at[i].line == line_of(rules, part))
			return;
	struct out o = out_new(1 << 20);
	problems_write(&o, LANG_EN, &problems);
	print_error("expected at line %lld: %.*s\nfound: %.*s", (long long)line_of(rules, part), STR_ARGS(word_text(LANG_EN, message)), STR_ARGS(out_text(&o)));
	out_free(&o);
	fail();
}

#define RULE(keys) SMALL_HEAD "r:\n  titre: R\n  valeur: public . part >= 60 %\n  règlement:\n" keys
#define GOOD "    rôle: condition\n    clause: c\n    sévérité: bloque le dépôt\n"

static void every_mistake_of_a_rule_is_said_at_its_line(void **state)
{
	(void)state;
	refused(RULE("    clause: c\n"), W_verdict_role_missing, "  règlement:");
	refused(RULE("    rôle: conditoin\n    clause: c\n    sévérité: information\n"), W_verdict_unknown_word_near, "rôle: conditoin");
	refused(RULE(GOOD "    severite: x\n"), W_verdict_unknown_word_near, "severite");
	refused(RULE(GOOD "    pourquoi: x\n"), W_verdict_key_of_another_role, "pourquoi");
	refused(RULE("    rôle: condition\n    clause: c\n"), W_verdict_key_missing, "  règlement:");
	refused(RULE("    rôle: condition\n    sévérité: information\n"), W_verdict_key_missing, "  règlement:");
	refused(RULE("    rôle: condition\n    clause: c\n    sévérité: bloque\n"), W_verdict_unknown_word, "sévérité: bloque");
	refused(RULE(GOOD "    dérogation: {en: x}\n"), W_verdict_french_missing, "dérogation");
	refused(RULE(GOOD "    dérogation: {fr: x, de: y}\n"), W_verdict_unknown_word, "dérogation");
	refused(RULE(GOOD "    en vigueur: {du: 31/02/2020}\n"), W_verdict_day_expected, "en vigueur: {du: 31");
	refused(RULE(GOOD "    en vigueur: {du: 02/02/2020, au: 01/02/2020}\n"), W_verdict_days_reversed, "en vigueur: {du: 02/02");
	refused(RULE(GOOD "    phrases: {oiu: {fr: x}}\n"), W_verdict_unknown_word_near, "phrases");
	refused(RULE(GOOD "    exemples: {a: b}\n"), W_verdict_list_expected, "exemples");
	refused(RULE(GOOD "    exemples:\n      - {situation: {public . part: 60 %}}\n"), W_verdict_example_needs_expected, "      - {sit");
	refused(RULE(GOOD "    exemples:\n      - {situation: vide, attendu: oui}\n"), W_verdict_situation_is_a_map, "      - {sit");
	refused(RULE("    rôle: paramètre\n    pourquoi: x\n"), W_verdict_parameter_needs_choices, "r:\n");
	refused(RULE("    rôle: étape\n    étape: base\n"), W_verdict_unknown_word, "étape: base");
	refused(RULE(GOOD "    financeur: eta\n") SMALL_STATE, W_verdict_funder_without_space_near, "r:\n");
	refused(RULE(GOOD "    financeur: caf\n"), W_verdict_funder_without_space, "r:\n");
}

static void every_mistake_of_the_whole_is_said(void **state)
{
	(void)state;
	refused("règlement:\n  appel: petit\n  version: 0\n", W_verdict_version_expected, "  version");
	refused("règlement:\n  appel: petit\n  version: 4294967297\n", W_verdict_version_expected, "  version");
	refused("règlement:\n  version: 1\n", W_verdict_head_key_missing, "règlement:");
	refused(SMALL_HEAD "q:\n  question: Quoi ?\n  identifiant court: Q\n  type: texte\n", W_verdict_short_key_expected, "q:\n");
	refused(SMALL_HEAD "q:\n  question: Quoi ?\n  identifiant court: cout\n  type: texte\n", W_verdict_short_key_twice, "q:\n");
	refused(SMALL_HEAD "q:\n  question: Quoi ?\n  identifiant court: q\n", W_verdict_type_unknown, "q:\n");
	refused(SMALL_HEAD "f:\n  titre: F\n  valeur: oui\n  règlement: {rôle: financeur, financeur: f}\n", W_verdict_asked_missing, "f:\n");
	refused(SMALL_RULES "État . autre:\n  titre: A\n  valeur: 10 €\n  règlement: {rôle: maximum, financeur: etat}\n", W_verdict_maximum_twice, "État . autre");
	struct ruleset *set;
	problems = problems_new(arena);
	assert_int_equal(small_read(S("r:\n  valeur: 1\n"), &set), INVALID);
	assert_int_equal(problems.list.at[0].message, W_verdict_head_missing);
}

static void several_mistakes_are_said_at_once(void **state)
{
	(void)state;
	struct ruleset *set;
	assert_int_equal(small_read(S(RULE("    rôle: condition\n    foo: 1\n    bar: 2\n")), &set), INVALID);
	assert_int_equal(problems.total, 4); /* two keys that are unknown, two that are missing */
	assert_null(set);
}

static void a_sentence_that_names_no_rule_is_refused(void **state)
{
	(void)state;
	struct ruleset *set;
	assert_int_equal(small_read(S(RULE(GOOD "    phrases: {oui: {fr: \"{{nulle part}}\"}}\n")), &set), INVALID);
	assert_true(problems.total > 0);
}

/* ---- codes ---- */

static void codes_that_the_pack_lacks_are_refused_with_the_nearest(void **state)
{
	(void)state;
	const struct ruleset *set = small(S(SMALL_RULES));
	const str clauses[] = {S("public-60"), S("seuil"), S("exceptoin"), S("rib")}, funders[] = {S("etat")};
	ruleset_check_codes(set, clauses, 4, funders, 1, &problems);
	assert_int_equal(problems.total, 1);
	assert_int_equal(problems.list.at[0].message, W_verdict_unknown_clause_near);
	assert_text(problems.list.at[0].args[1].text, "exceptoin");
	problems = problems_new(arena);
	const str all[] = {S("public-60"), S("seuil"), S("exception"), S("rib")}, others[] = {S("region")};
	ruleset_check_codes(set, all, 4, others, 1, &problems);
	assert_int_equal(problems.total, 1);
	assert_int_equal(problems.list.at[0].message, W_verdict_unknown_funder);
}

/* ---- examples ---- */

static size_t run(str rules)
{
	problems = problems_new(arena);
	return ruleset_run_examples(small(rules), arena, day_of((struct civil){2020, 6, 1}), &problems);
}

static void examples_that_give_what_they_say_are_counted(void **state)
{
	(void)state;
	assert_int_equal(run(S(SMALL_RULES)), 5);
	assert_int_equal(problems.total, 0);
}

static void an_example_that_differs_is_a_problem_at_its_line(void **state)
{
	(void)state;
	const char *rules = RULE(GOOD "    exemples:\n      - {situation: {public . part: 60 %}, attendu: non}\n");
	assert_int_equal(run(str_of(rules)), 1);
	assert_int_equal(problems.total, 1);
	assert_int_equal(problems.list.at[0].message, W_verdict_example_differs);
	assert_int_equal(problems.list.at[0].line, line_of(rules, "      - {sit"));
	assert_text(problems.list.at[0].args[1].text, "oui");
}

static void amounts_of_examples_are_compared_to_the_cent_with_their_unit(void **state)
{
	(void)state;
#define AMOUNT(expected) \
	SMALL_HEAD "r:\n  titre: R\n  valeur: budget . coût total * 57 %\n  unité: €\n  règlement: {rôle: étape, étape: assiette, exemples: [{situation: {budget . coût " \
	           "total: 100 €}, attendu: " expected "}]}\n"
	(void)run(S(AMOUNT("57 €")));
	assert_int_equal(problems.total, 0); /* binary floating point says 56.99999999999999 */
	(void)run(S(AMOUNT("57.01 €")));
	assert_int_equal(problems.total, 1);
	(void)run(S(AMOUNT("57")));
	assert_int_equal(problems.total, 1);
	(void)run(S(AMOUNT("inconnu")));
	assert_int_equal(problems.total, 1);
}

static void a_name_of_an_example_that_is_no_rule_is_a_problem_with_the_nearest(void **state)
{
	(void)state;
	(void)run(S(RULE(GOOD "    exemples:\n      - {situation: {public . prat: 60 %}, attendu: oui}\n")));
	assert_int_equal(problems.total, 1);
	assert_int_equal(problems.list.at[0].message, W_verdict_example_unknown_name_near);
}

static void circles_are_told_rule_by_rule(void **state)
{
	(void)state;
	const struct ruleset *set = small(S(SMALL_HEAD "a:\n  valeur: b + 1\nb:\n  valeur: a + 1\n"));
	ruleset_report_cycles(set->model, arena, &problems);
	assert_int_equal(problems.total, 1);
	assert_int_equal(problems.list.at[0].message, W_verdict_circle);
	assert_true(str_has(problems.list.at[0].args[0].text, S("a → b")) || str_has(problems.list.at[0].args[0].text, S("b → a")));
}

/* ---- days and text ---- */

static void a_closed_call_is_judged_by_what_held_then(void **state)
{
	(void)state;
	const struct ruleset *set = small(S(SMALL_RULES));
	const day last = day_of((struct civil){2020, 12, 31}), first = day_of((struct civil){2020, 1, 1}), in = day_of((struct civil){2020, 5, 4});
	assert_int_equal(ruleset_day(set, (opt_day){0}, day_of((struct civil){2026, 1, 1})).number, last.number);
	assert_int_equal(ruleset_day(set, (opt_day){0}, day_of((struct civil){2019, 1, 1})).number, first.number);
	assert_int_equal(ruleset_day(set, (opt_day){true, in}, day_of((struct civil){2026, 1, 1})).number, in.number);
}

static void the_text_of_a_rule_is_as_it_is_written_without_what_follows(void **state)
{
	(void)state;
	const struct ruleset *set = small(S(SMALL_HEAD "# before\na:\n  valeur: 1 # one\n\n  titre: A\n\n# about b\nb: 2\n"));
	assert_text(ruleset_text_of(set, rules_find(set->model, S("a"))), "a:\n  valeur: 1 # one\n\n  titre: A");
	assert_text(ruleset_text_of(set, rules_find(set->model, S("b"))), "b: 2");
	assert_null(ruleset_text_of(set, rules_find(set->model, S("budget . coût total"))).p);
}

/* ---- versions ---- */

static void two_versions_differ_rule_by_rule(void **state)
{
	(void)state;
	const struct ruleset *before = small(S(SMALL_HEAD "a:\n  valeur: 1\nb:\n  valeur: 2\nc:\n  valeur: 3\n"));
	const struct ruleset *after = small(S(SMALL_HEAD "# a comment\nc:\n    valeur: 3\na:\n  valeur: 10\n  titre en: ten\nd:\n  valeur: 4\n"));
	struct ruleset_changes changes = {0};
	ruleset_compare(arena, before, after, &changes);
	assert_int_equal(changes.list.n, 3);
	assert_int_equal(changes.list.at[0].kind, RULE_CHANGED);
	assert_text(changes.list.at[0].name, "a");
	assert_text(changes.list.at[0].title[LANG_EN], "ten");
	assert_text(changes.list.at[0].before, "a:\n  valeur: 1");
	assert_int_equal(changes.list.at[1].kind, RULE_ADDED);
	assert_text(changes.list.at[1].name, "d");
	assert_null(changes.list.at[1].before.p);
	assert_int_equal(changes.list.at[2].kind, RULE_REMOVED);
	assert_text(changes.list.at[2].name, "b");
	assert_null(changes.list.at[2].after.p);
}

static void a_version_does_not_differ_from_itself(void **state)
{
	(void)state;
	struct ruleset_changes changes = {0};
	ruleset_compare(arena, small(S(SMALL_RULES)), small(S(SMALL_RULES)), &changes);
	assert_int_equal(changes.list.n, 0);
}

/* The server would stop when it reads such a text again: it is refused when it is loaded. */
static void a_ruleset_that_a_server_cannot_keep_is_refused(void **state)
{
	(void)state;
	struct ruleset *set;
	struct out o = out_new(LIMIT_RULES_BYTES);
	out_str(&o, S(SMALL_RULES));
	for (int i = 0; i < 20000; i++)
		out_fmt(&o, "\nnombre %d: 1", i);
	out_char(&o, '\n');
	assert_int_equal(small_read(out_keep(&o, arena), &set), INVALID);
	assert_int_equal(problems.total, 1);
	assert_int_equal(problems.list.at[0].message, W_verdict_ruleset_too_big);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(the_head_names_the_call_its_version_and_its_days),
		IN_ARENA(a_rule_has_its_role_funder_clauses_severity_waiver_and_days),
		IN_ARENA(questions_have_their_key_type_unit_and_choices),
		IN_ARENA(a_funder_has_its_space_what_is_asked_its_maximum_and_its_history),
		IN_ARENA(words_that_are_only_french_serve_both_languages),
		IN_ARENA(every_mistake_of_a_rule_is_said_at_its_line),
		IN_ARENA(every_mistake_of_the_whole_is_said),
		IN_ARENA(several_mistakes_are_said_at_once),
		IN_ARENA(a_sentence_that_names_no_rule_is_refused),
		IN_ARENA(codes_that_the_pack_lacks_are_refused_with_the_nearest),
		IN_ARENA(examples_that_give_what_they_say_are_counted),
		IN_ARENA(an_example_that_differs_is_a_problem_at_its_line),
		IN_ARENA(amounts_of_examples_are_compared_to_the_cent_with_their_unit),
		IN_ARENA(a_name_of_an_example_that_is_no_rule_is_a_problem_with_the_nearest),
		IN_ARENA(circles_are_told_rule_by_rule),
		IN_ARENA(a_closed_call_is_judged_by_what_held_then),
		IN_ARENA(the_text_of_a_rule_is_as_it_is_written_without_what_follows),
		IN_ARENA(two_versions_differ_rule_by_rule),
		IN_ARENA(a_version_does_not_differ_from_itself),
		IN_ARENA(a_ruleset_that_a_server_cannot_keep_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
