/* Loose rules (packs/RULES.md): rules of no call, such as the worked examples of docs/guide/rules. Read without head nor vocabulary, tried like the
   others (N4). */
#include "actions/read_ruleset.h"
#include "base/file.h"

#include "lib/in_arena.h"

#include <dirent.h>

#define GUIDE "docs/guide/rules"

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

/* ---- the worked examples of the guide ---- */

static struct ruleset *guide_rules(const char *name)
{
	struct rules_source source = {.name = str_of(name)};
	struct ruleset *set;
	assert_int_equal(file_read(arena, arena_cstr(arena, arena_fmt(arena, GUIDE "/%s", name)), LIMIT_RULES_BYTES, &source.text), OK);
	assert_int_equal(ruleset_read_loose(arena, &source, &problems, &set), OK);
	return set;
}

static bool has_choice(const struct ruleset_question *q, str value)
{
	for (size_t i = 0; i < q->choices.n; i++)
		if (str_eq(q->choices.at[i].value, value))
			return true;
	return false;
}

/* How many questions of the file the vocabulary has too: each is asked alike, so that its rules can be copied into a call's. */
static size_t asked_alike(const struct ruleset *set, const struct ruleset *vocabulary)
{
	size_t shared = 0;
	for (size_t i = 0; i < set->questions.n; i++) {
		const struct ruleset_question *q = &set->questions.at[i];
		rule_id rule = rules_find(vocabulary->model, rules_name(set->model, q->rule));
		const struct ruleset_question *known = rule.v ? ruleset_question_of(vocabulary, rule) : NULL;
		if (!known)
			continue;
		shared++;
		if (!str_eq(q->key, known->key) || q->type != known->type || !str_eq(q->unit, known->unit) || q->provider != known->provider)
			fail_msg("%.*s: %.*s is not asked as the vocabulary asks it", STR_ARGS(set->file), STR_ARGS(rules_name(set->model, q->rule)));
		for (size_t c = 0; c < q->choices.n; c++)
			if (!has_choice(known, q->choices.at[c].value))
				fail_msg("%.*s: the vocabulary has no choice %.*s", STR_ARGS(set->file), STR_ARGS(q->choices.at[c].value));
	}
	return shared;
}

static void the_guide_asks_its_questions_as_the_vocabulary_does(void **state)
{
	(void)state;
	struct rules_source source = ruleset_vocabulary();
	struct ruleset *vocabulary;
	assert_int_equal(ruleset_read_loose(arena, &source, &problems, &vocabulary), OK);
	DIR *dir = opendir(GUIDE);
	assert_non_null(dir);
	size_t files = 0, shared = 0;
	for (struct dirent *entry; (entry = readdir(dir));) {
		if (!str_ends(str_of(entry->d_name), S(".publicodes")))
			continue;
		files++;
		shared += asked_alike(guide_rules(entry->d_name), vocabulary);
	}
	closedir(dir);
	assert_true(files >= 65);
	assert_true(shared >= 60);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		IN_ARENA(loose_rules_need_no_head_and_belong_to_no_call),
		IN_ARENA(a_loose_example_that_says_the_contrary_is_a_problem_at_its_line),
		IN_ARENA(loose_rules_bring_their_own_questions),
		IN_ARENA(the_rules_of_a_call_still_need_their_head),
		IN_ARENA(the_guide_asks_its_questions_as_the_vocabulary_does),
	};
	return cmocka_run_group_tests(cases, NULL, NULL);
}
