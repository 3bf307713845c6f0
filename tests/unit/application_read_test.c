/* imports/application_read: the form of application files, in both languages, every mistake with its line. Rows N4, N5, L4. */
#include "imports/application_read.h"

#include "base/calendar.h"
#include "lib/in_arena.h"
#include "lib/small_rules.h"

#include <string.h>

static struct application_facts facts;

static enum status read_text(const char *text)
{
	problems = problems_new(arena);
	return application_read_bytes(arena, S("a.yaml"), str_of(text), &facts, &problems);
}

static void read_well(const char *text)
{
	enum status s = read_text(text);
	if (s != OK) {
		struct out o = out_new(1 << 20);
		problems_write(&o, LANG_EN, &problems);
		print_error("%.*s", STR_ARGS(out_text(&o)));
		out_free(&o);
	}
	assert_int_equal(s, OK);
}

#define assert_text(s, literal) assert_true(str_eq((s), S(literal)))

static void every_key_is_read_in_english(void **state)
{
	(void)state;
	read_well("reference: R1\ntitle: Jardin\ncall: petit\nyear: 2020\nfiled: 2020-09-13\nsituation: {a . b: 1}\nfunding:\n  etat: 5 000,50 €\n"
	          "history:\n  - {year: 2019, title: Avant, call: vieux, total: 12000, granted: {etat: 300}, report: filed}\n"
	          "waivers:\n  - {rule: r, reason: parce que, author: le préfet, date: 12/01/2020}\n");
	assert_text(facts.reference, "R1");
	assert_text(facts.title, "Jardin");
	assert_text(facts.call, "petit");
	assert_int_equal(facts.year, 2020);
	assert_int_equal(facts.filed.value.number, day_of((struct civil){2020, 9, 13}).number);
	assert_false(facts.filed_second.set);
	assert_int_equal(facts.asked.at[0].amount.cents, 500050);
	assert_int_equal(facts.asked.at[0].line, 8);
	assert_true(facts.past_known);
	assert_int_equal(facts.past.n, 1);
	assert_int_equal(facts.past.at[0].total.value.cents, 1200000);
	assert_int_equal(facts.past.at[0].granted.at[0].amount.cents, 30000);
	assert_text(facts.past.at[0].report, "filed");
	assert_text(facts.waivers.at[0].author, "le préfet");
	assert_int_equal(facts.waivers.at[0].date.value.number, day_of((struct civil){2020, 1, 12}).number);
}

static void every_key_is_read_in_french(void **state)
{
	(void)state;
	read_well("référence: R1\ntitre: Jardin\nappel: petit\nannée: 2020\ndépôt: 13/09/2020 11:59\nsituation: {a . b: 1}\nfinancement: {etat: 5000}\n"
	          "historique:\n  - {année: 2019, titre: Avant, appel: vieux, coût total: 12000, accordé: {etat: 300}, bilan: en retard}\n"
	          "dérogations:\n  - {règle: r, motif: parce que, auteur: le préfet, le: 2020-01-12}\n");
	assert_text(facts.reference, "R1");
	assert_int_equal(facts.filed_second.value, 11 * 3600 + 59 * 60);
	assert_text(facts.past.at[0].report, "overdue");
	assert_text(facts.waivers.at[0].reason, "parce que");
}

static void a_situation_is_dotted_or_nested(void **state)
{
	(void)state;
	read_well("situation:\n  porteur:\n    type: association\n  budget . coût total: 12 000 €\n  public: {part: 60 %}\n  vide:\n");
	assert_int_equal(facts.facts.n, 3);
	assert_text(facts.facts.at[0].name, "porteur . type");
	assert_text(facts.facts.at[0].value, "association");
	assert_int_equal(facts.facts.at[0].line, 3);
	assert_text(facts.facts.at[1].name, "budget . coût total");
	assert_text(facts.facts.at[2].name, "public . part");
}

static void a_moment_is_rounded_up_to_the_second(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t second;
	} cases[] = {{"2024-09-13T12:00:00", 43200}, {"2024-09-13 12:00:00.001", 43201}, {"13/09/2024 12:00:00,000", 43200}, {"13/09/2024 11:59:59.999999", 43200},
	             {"13/09/2024 00:00", 0}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		read_well(arena_fmt(arena, "filed: '%s'\n", cases[i].text).p);
		assert_true(facts.filed_second.set);
		assert_int_equal(facts.filed_second.value, cases[i].second);
	}
}

static void an_empty_history_is_a_first_request_and_an_absent_one_is_not_known(void **state)
{
	(void)state;
	read_well("history: []\n");
	assert_true(facts.past_known);
	assert_int_equal(facts.past.n, 0);
	read_well("history:\n");
	assert_false(facts.past_known);
	read_well("title: x\n");
	assert_false(facts.past_known);
}

static void every_mistake_is_said_with_its_line(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum word message;
		int64_t line;
	} bad[] = {
		{"titel: x\n", W_verdict_unknown_word_near, 1},
		{"zzzzzz: x\n", W_verdict_unknown_word, 1},
		{"title:\n  a: b\n", W_verdict_text_expected, 2},
		{"year: vingt\n", W_verdict_file_year_expected, 1},
		{"year: 20200\n", W_verdict_file_year_expected, 1},
		{"filed: demain\n", W_verdict_file_moment_expected, 1},
		{"filed: 31/02/2020\n", W_verdict_file_moment_expected, 1},
		{"filed: 13/09/2024 24:00\n", W_verdict_file_moment_expected, 1},
		{"filed: 13/09/2024 12:00:00.x\n", W_verdict_file_moment_expected, 1},
		{"situation: [a]\n", W_verdict_situation_is_a_map, 1},
		{"situation:\n  a: [1, 2]\n", W_verdict_situation_is_a_map, 2},
		{"funding: 5000\n", W_verdict_file_map_expected, 1},
		{"funding: {etat: beaucoup}\n", W_verdict_file_amount_expected, 1},
		{"funding: {etat: -5}\n", W_verdict_file_amount_expected, 1},
		{"funding: {etat: 12.500}\n", W_verdict_number_ambiguous, 1},
		{"funding: {etat: 0.001}\n", W_verdict_file_amount_expected, 1},
		{"funding: {etat: 10 %}\n", W_verdict_file_amount_expected, 1},
		{"funding: {etat: 5 000,50 €}\n", W_verdict_file_cut_number, 1},
		{"situation: {part: 59,99 %}\n", W_verdict_file_cut_number, 1},
		{"history: {year: 2019}\n", W_verdict_list_expected, 1},
		{"history:\n  - {title: x}\n", W_verdict_file_key_missing, 2},
		{"history:\n  - {year: 2019, report: perdu}\n", W_verdict_unknown_word, 2},
		{"waivers:\n  - {reason: x}\n", W_verdict_file_key_missing, 2},
		{"waivers:\n  - {rule: r, date: hier}\n", W_verdict_date_expected, 2},
		{"- a\n", W_verdict_file_map_expected, 1},
	};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		enum status s = read_text(bad[i].text);
		if (s != INVALID || problems.total != 1 || problems.list.at[0].message != bad[i].message || problems.list.at[0].line != bad[i].line) {
			struct out o = out_new(1 << 20);
			problems_write(&o, LANG_EN, &problems);
			print_error("%s -> %.*s", bad[i].text, STR_ARGS(out_text(&o)));
			out_free(&o);
			fail();
		}
	}
}

static void several_mistakes_are_said_at_once(void **state)
{
	(void)state;
	assert_int_equal(read_text("titel: x\nyear: no\nfunding: {a: b, c: d}\n"), INVALID);
	assert_int_equal(problems.total, 4);
}

static void a_file_that_is_not_there_is_said_so(void **state)
{
	(void)state;
	problems = problems_new(arena);
	assert_int_equal(application_read(arena, "/nowhere/a.yaml", &facts, &problems), NOT_FOUND);
	assert_int_equal(problems.total, 1);
}

/* What `rules blank` writes is an application of which nothing is known, and nothing in it is a problem. */
static void a_blank_application_reads_as_nothing_known(void **state)
{
	(void)state;
	struct ruleset *set;
	assert_int_equal(small_read(S(SMALL_RULES), &set), OK);
	for (enum lang lang = LANG_FR; lang < LANG_COUNT; lang++) {
		struct out o = out_new(1 << 20);
		application_blank(&o, lang, set);
		str text = out_keep(&o, arena);
		assert_true(str_has(text, S("  porteur . type:\n")));
		assert_true(str_has(text, S("  etat:\n")));
		assert_false(str_has(text, S("historique . année:")));
		assert_false(str_has(text, S("  État . montant demandé:")));
		read_well(text.p);
		assert_text(facts.call, "petit");
		assert_int_equal(facts.facts.n, 0);
		assert_int_equal(facts.asked.n, 0);
		assert_false(facts.past_known);
		struct verdict *v;
		struct judge *judge = judge_new(arena, set, day_of((struct civil){2020, 5, 5}));
		assert_int_equal(judge_verdict(judge, arena, lang, &facts, &problems, &v), OK);
		assert_int_equal(v->outcome, VERDICT_UNKNOWN);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(every_key_is_read_in_english),
		IN_ARENA(every_key_is_read_in_french),
		IN_ARENA(a_situation_is_dotted_or_nested),
		IN_ARENA(a_moment_is_rounded_up_to_the_second),
		IN_ARENA(an_empty_history_is_a_first_request_and_an_absent_one_is_not_known),
		IN_ARENA(every_mistake_is_said_with_its_line),
		IN_ARENA(several_mistakes_are_said_at_once),
		IN_ARENA(a_file_that_is_not_there_is_said_so),
		IN_ARENA(a_blank_application_reads_as_nothing_known),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
