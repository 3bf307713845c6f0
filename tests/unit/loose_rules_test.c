/* Loose rules (packs/RULES.md): rules of no call, such as the worked examples of docs/guide/rules. Read without head nor vocabulary, tried like the
   others (N4). */
#include "domain/ruleset.h"

#include "lib/in_arena.h"

static const char THRESHOLD[] = "budget:\n"
                                "budget . coût total:\n"
                                "  question: Combien ?\n"
                                "  question en: How much?\n"
                                "  identifiant court: cout\n"
                                "  unité: €\n"
                                "seuil:\n"
                                "  titre: Au moins 2 500 €\n"
                                "  valeur: budget . coût total >= 2500 €\n"
                                "  règlement:\n"
                                "    rôle: condition\n"
                                "    clause: seuil\n"
                                "    sévérité: bloque le dépôt\n"
                                "    phrases:\n"
                                "      oui: {fr: Oui., en: Yes.}\n"
                                "      non: {fr: Non., en: No.}\n"
                                "    exemples:\n"
                                "      - {situation: {budget . coût total: 2500 €}, attendu: oui}\n"
                                "      - {situation: {budget . coût total: 2499.99 €}, attendu: non}\n"
                                "      - {attendu: inconnu}\n";

static struct rules_source source_of(const char *text)
{
	return (struct rules_source){.name = S("seuil.publicodes"), .text = str_of(text)};
}

static const day ANY_DAY = {20000};

static void loose_rules_need_no_head_and_belong_to_no_call(void **state)
{
	(void)state;
	struct rules_source source = source_of(THRESHOLD);
	struct ruleset *set;
	assert_int_equal(ruleset_read_loose(arena, &source, &problems, &set), OK);
	assert_int_equal(problems.total, 0);
	assert_null(set->call.p);
	assert_int_equal(set->version, 0);
	assert_int_equal(set->rules.n, 1);
	assert_int_equal(set->questions.n, 1);
	assert_int_equal(ruleset_run_examples(set, arena, ANY_DAY, &problems), 3);
	assert_int_equal(problems.total, 0);
}

static void a_loose_example_that_says_the_contrary_is_a_problem_at_its_line(void **state)
{
	(void)state;
	str text = str_of(THRESHOLD);
	size_t at;
	assert_true(str_find(text, S("attendu: non"), &at));
	const char *wrong = arena_cstr(arena, arena_fmt(arena, "%.*sattendu: oui%s", (int)at, THRESHOLD, THRESHOLD + at + sizeof "attendu: non" - 1));
	struct rules_source source = source_of(wrong);
	struct ruleset *set;
	assert_int_equal(ruleset_read_loose(arena, &source, &problems, &set), OK);
	assert_int_equal(ruleset_run_examples(set, arena, ANY_DAY, &problems), 3);
	assert_int_equal(problems.total, 1);
	assert_int_equal(problems.list.at[0].line, 19);
}

static void loose_rules_bring_their_own_questions(void **state)
{
	(void)state;
	/* `porteur . type` is a question of the vocabulary, which is not read with them. */
	struct rules_source source = source_of("seuil:\n"
	                                       "  valeur: porteur . type = 'association'\n"
	                                       "  règlement: {rôle: étape, étape: taux}\n");
	struct ruleset *set;
	assert_int_equal(ruleset_read_loose(arena, &source, &problems, &set), INVALID);
	assert_null(set);
	assert_int_equal(problems.list.at[0].line, 2);
}

static void the_rules_of_a_call_still_need_their_head(void **state)
{
	(void)state;
	struct rules_source rules = source_of(THRESHOLD), vocabulary = {.name = S("vocabulary"), .text = S("public:\n")};
	struct ruleset *set;
	assert_int_equal(ruleset_read(arena, &vocabulary, &rules, &problems, &set), INVALID);
	assert_null(set);
	assert_int_equal(problems.total, 1);
	assert_int_equal(problems.list.at[0].message, W_verdict_head_missing);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		IN_ARENA(loose_rules_need_no_head_and_belong_to_no_call),
		IN_ARENA(a_loose_example_that_says_the_contrary_is_a_problem_at_its_line),
		IN_ARENA(loose_rules_bring_their_own_questions),
		IN_ARENA(the_rules_of_a_call_still_need_their_head),
	};
	return cmocka_run_group_tests(cases, NULL, NULL);
}
