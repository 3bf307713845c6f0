/* domain/verdict and domain/ruleset: how a verdict is said. Numbers and days in the reader's language, the hour as a clock, what does not concern the
   application folded under its reason, a funder of whom the text says nothing, the rank of a question. Rows N4, L4, B19. */
#include "base/calendar.h"
#include "domain/verdict.h"

#include "lib/in_arena.h"
#include "lib/small_rules.h"

#define MORE_RULES \
	"recevable . coût:\n  titre: Coût connu\n  titre en: Known cost\n  valeur: budget . coût total > 0 €\n" \
	"  règlement:\n    rôle: condition\n    clause: public-60\n    sévérité: bloque le dépôt\n    phrases:\n" \
	"      oui: {fr: \"Le coût est de {{budget . coût total}}, déposé le {{dossier . date de dépôt}}.\"," \
	" en: \"The cost is {{budget . coût total}}, filed on {{dossier . date de dépôt}}.\"}\n" \
	"recevable . heure:\n  titre: À l’heure\n  titre en: In time\n  valeur: dossier . heure de dépôt <= 43200 s\n" \
	"  règlement: {rôle: condition, clause: public-60, sévérité: bloque le dépôt}\n" \
	"recevable . conseil A:\n  titre: Point A\n  titre en: Point A\n  applicable si: porteur . type = 'conseil citoyen'\n  valeur: oui\n" \
	"  règlement:\n    rôle: condition\n    clause: public-60\n    sévérité: information\n" \
	"    phrases: {sans objet: {fr: Pour un conseil seulement., en: For a council only.}}\n" \
	"recevable . conseil B:\n  titre: Point B\n  titre en: Point B\n  applicable si: porteur . type = 'conseil citoyen'\n  valeur: oui\n" \
	"  règlement:\n    rôle: condition\n    clause: public-60\n    sévérité: information\n" \
	"    phrases: {sans objet: {fr: Pour un conseil seulement., en: For a council only.}}\n" \
	"Ville:\n  titre: La ville\n  titre en: The town\n  règlement: {rôle: financeur, financeur: ville}\n  valeur: oui\n" \
	"Ville . montant demandé:\n  question: Combien à la ville ?\n  titre: Demandé à la ville\n  identifiant court: demande-ville\n  rang: 2\n  unité: €\n"

static struct ruleset *set;
static struct application_facts facts;

static int start(void **state)
{
	(void)arena_start(state);
	if (small_read(S(SMALL_RULES MORE_RULES), &set) != OK)
		return 1;
	facts = (struct application_facts){.filed = {true, day_of((struct civil){2020, 9, 13})}, .filed_second = {true, 43201}};
	*LIST_ADD(arena, &facts.facts) = (struct verdict_fact){.name = S("porteur"), .value = S("association")};
	*LIST_ADD(arena, &facts.facts) = (struct verdict_fact){.name = S("part"), .value = S("80 %")};
	*LIST_ADD(arena, &facts.facts) = (struct verdict_fact){.name = S("cout"), .value = S("12500,50 €")};
	return 0;
}

#define JUDGING(name) cmocka_unit_test_setup_teardown(name, start, arena_stop)

static str said(enum lang lang)
{
	struct verdict *v;
	problems = problems_new(arena);
	struct judge *judge = judge_new(arena, set, day_of((struct civil){2020, 10, 1}));
	assert_int_equal(judge_verdict(judge, arena, lang, &facts, &problems, &v), OK);
	struct out o = out_new(1 << 20);
	verdict_write(&o, lang, v, NULL, 0);
	return out_keep(&o, arena);
}

static void expect(str text, str part)
{
	if (!str_has(text, part))
		print_error("no \"%.*s\" in:\n%.*s\n", STR_ARGS(part), STR_ARGS(text));
	assert_true(str_has(text, part));
}

static size_t times(str text, str part)
{
	size_t n = 0, at;
	while (str_find(text, part, &at)) {
		n++;
		text = (str){text.p + at + part.n, text.n - at - part.n};
	}
	return n;
}

static void an_english_sentence_has_english_amounts_and_days(void **state)
{
	(void)state;
	expect(said(LANG_EN), S("The cost is €12,500.50, filed on 13 September 2020."));
}

static void a_judge_that_spoke_english_speaks_french_again(void **state)
{
	(void)state;
	struct verdict *v;
	problems = problems_new(arena);
	struct judge *judge = judge_new(arena, set, day_of((struct civil){2020, 10, 1}));
	static const enum lang turns[] = {LANG_EN, LANG_FR};
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(judge_verdict(judge, arena, turns[i], &facts, &problems, &v), OK);
	struct out o = out_new(1 << 20);
	verdict_write(&o, LANG_FR, v, NULL, 0);
	expect(out_text(&o), S("déposé le 13/09/2020."));
	assert_false(str_has(out_text(&o), S("€12,500")));
	out_free(&o);
}

static void the_hour_of_filing_is_said_as_a_clock(void **state)
{
	(void)state;
	str text = said(LANG_FR);
	expect(text, S("12:00:01"));
	assert_false(str_has(text, S("201 s")));
	facts.filed_second.value = 0;
	expect(said(LANG_FR), S("00:00:00"));
}

static void rules_without_object_are_folded_under_their_reason(void **state)
{
	(void)state;
	str text = said(LANG_EN);
	expect(text, S("Not applicable here: 2 rules"));
	expect(text, S("For a council only. (Point A; Point B)"));
	assert_int_equal(times(text, S("For a council only.")), 1);
	assert_int_equal(times(text, S("Point A")), 1);
}

static void a_funder_without_rules_is_to_be_asked(void **state)
{
	(void)state;
	str text = said(LANG_EN);
	expect(text, S("no rule in the text: ask them"));
	expect(text, S("The text gives no rule of this funder’s own: ask them what they support, and up to how much."));
	assert_int_equal(times(text, S("no rule in the text")), 1);
}

static void a_question_has_the_rank_that_is_written_or_none(void **state)
{
	(void)state;
	assert_int_equal(ruleset_question_keyed(set, S("demande-ville"))->rank, 2);
	assert_int_equal(ruleset_question_keyed(set, S("cout"))->rank, 0);
}

static void a_rank_that_is_no_whole_number_is_refused(void **state)
{
	(void)state;
	static const char *const ranks[] = {"0", "-1", "premier", "1.5"};
	for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++) {
		struct ruleset *refused;
		problems = problems_new(arena);
		str text = arena_fmt(arena, "%sa:\n  question: A ?\n  titre: A\n  identifiant court: a\n  rang: %s\n  unité: €\n", SMALL_RULES, ranks[i]);
		assert_int_equal(small_read(text, &refused), INVALID);
		assert_int_equal(problems.list.at[0].message, W_verdict_rank_expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		JUDGING(an_english_sentence_has_english_amounts_and_days),
		JUDGING(a_judge_that_spoke_english_speaks_french_again),
		JUDGING(the_hour_of_filing_is_said_as_a_clock),
		JUDGING(rules_without_object_are_folded_under_their_reason),
		JUDGING(a_funder_without_rules_is_to_be_asked),
		JUDGING(a_question_has_the_rank_that_is_written_or_none),
		JUDGING(a_rank_that_is_no_whole_number_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
