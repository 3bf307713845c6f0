/* The règlements of the three real calls (packs/NAME/rules.publicodes) in our engine: they read, in both languages; their examples give what they say; the
   worked applications of tests/golden/verdict give what the texts say of them (expected.yaml). tests/reference/regulations.mjs holds the reference of the
   language to the same files. Rows A3-A9, A11-A14, B2-B7, B9-B11, B13, B16-B18, B23, L2-L5, N4, N5. Run from the root of the project. */
#include "base/calendar.h"
#include "base/file.h"
#include "domain/verdict.h"
#include "imports/application_read.h"
#include "imports/pack_yaml.h"
#include "lib/in_arena.h"

#define FOLDER "tests/golden/verdict/"

static const char *const packs[] = {"cabbalr-2020", "call-ami-2021", "lievin-2024"};
enum { PACKS = sizeof packs / sizeof packs[0], EXAMPLES_AT_LEAST = 500, APPLICATIONS_OF_A_CALL = 13 };

static const day today = {20000};

static str content(const char *path)
{
	str text;
	assert_int_equal(file_read(arena, path, LIMIT_RULES_BYTES, &text), OK);
	return text;
}

static void no_problem(const char *what)
{
	struct out o = out_new(LIMIT_CELL_BYTES);
	problems_write(&o, LANG_EN, &problems);
	if (problems.total)
		print_error("%s: %.*s\n", what, STR_ARGS(out_text(&o)));
	out_free(&o);
	assert_int_equal(problems.total, 0);
}

static struct ruleset *read_with(const char *pack, str rules)
{
	const struct rules_source vocabulary = {S("packs/vocabulary.publicodes"), content("packs/vocabulary.publicodes")};
	const struct rules_source own = {str_of(pack), rules};
	struct ruleset *set = NULL;
	assert_int_equal(ruleset_read(arena, &vocabulary, &own, &problems, &set), OK);
	no_problem(pack);
	return set;
}

static struct ruleset *ruleset_of(const char *pack)
{
	return read_with(pack, content(arena_fmt(arena, "packs/%s/rules.publicodes", pack).p));
}

/* ---- reading ---- */

static void every_ruleset_is_that_of_its_call(void **state)
{
	(void)state;
	for (size_t i = 0; i < PACKS; i++) {
		const struct ruleset *set = ruleset_of(packs[i]);
		assert_true(str_eq(set->call, str_of(packs[i])));
		assert_int_equal(set->version, 1);
		assert_true(set->rules.n > 10 && set->funders.n > 0);
	}
}

static void said_in_both(const struct ruleset_words *words, str name)
{
	if (!words->text[LANG_FR].v || !words->text[LANG_EN].v)
		print_error("a sentence is missing: %.*s\n", STR_ARGS(name));
	assert_true(words->text[LANG_FR].v && words->text[LANG_EN].v);
}

static void every_rule_and_question_speaks_both_languages(void **state)
{
	(void)state;
	for (size_t i = 0; i < PACKS; i++) {
		const struct ruleset *set = ruleset_of(packs[i]);
		for (size_t k = 0; k < set->rules.n; k++) {
			const struct ruleset_rule *rule = &set->rules.at[k];
			assert_true(str_is_set(rule->title[LANG_FR]) && str_is_set(rule->title[LANG_EN]));
			if (rule->role != ROLE_PARAMETER)
				said_in_both(&rule->passes, rules_name(set->model, rule->rule));
			if (rule->role == ROLE_CONDITION || rule->role == ROLE_PROGRAMME)
				said_in_both(&rule->fails, rules_name(set->model, rule->rule));
		}
		for (size_t k = 0; k < set->questions.n; k++)
			assert_true(str_is_set(set->questions.at[k].text[LANG_FR]) && str_is_set(set->questions.at[k].text[LANG_EN]));
	}
}

/* ---- examples ---- */

static void every_example_gives_what_it_says(void **state)
{
	(void)state;
	size_t ran = 0;
	for (size_t i = 0; i < PACKS; i++) {
		ran += ruleset_run_examples(ruleset_of(packs[i]), arena, today, &problems);
		no_problem(packs[i]);
	}
	assert_true(ran >= EXAMPLES_AT_LEAST);
}

/* B10, A4, L4: what an officer changes by one cent, one hundredth or one second is seen by an example. */
static void a_threshold_that_moves_is_seen_by_its_examples(void **state)
{
	static const struct {
		const char *pack, *written, *changed;
	} moves[] = {
		{"cabbalr-2020", "valeur: 2500 €", "valeur: 2500.01 €"}, {"cabbalr-2020", "valeur: 5000 €", "valeur: 4999.99 €"},
		{"cabbalr-2020", "alors: 30000 €", "alors: 30000.01 €"}, {"cabbalr-2020", "valeur: 60 %", "valeur: 59.99 %"},
		{"cabbalr-2020", "valeur: 03/11/2019", "valeur: 04/11/2019"}, {"call-ami-2021", "valeur: 60 %", "valeur: 60.01 %"},
		{"call-ami-2021", "valeur: 150000 €", "valeur: 150000.01 €"}, {"lievin-2024", "alors: 43200 s", "alors: 43201 s"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
		str text = content(arena_fmt(arena, "packs/%s/rules.publicodes", moves[i].pack).p), written = str_of(moves[i].written);
		size_t at;
		assert_true(str_find(text, written, &at));
		str changed = arena_fmt(arena, "%.*s%s%.*s", STR_ARGS(str_first(text, at)), moves[i].changed, STR_ARGS(str_skip(text, at + written.n)));
		(void)ruleset_run_examples(read_with(moves[i].pack, changed), arena, today, &problems);
		if (!problems.total)
			print_error("no example sees %s -> %s\n", moves[i].written, moves[i].changed);
		assert_true(problems.total > 0);
		problems = problems_new(arena);
	}
}

/* ---- worked applications ---- */

struct worked {
	str name;
	const struct pack_node *expected;
	const struct verdict *verdict;
};

static void differs(const struct worked *w, str what, str expected, str found)
{
	print_error("%.*s: %.*s: expected %.*s, found %.*s\n", STR_ARGS(w->name), STR_ARGS(what), STR_ARGS(expected), STR_ARGS(found));
	fail();
}

static void same_outcome(const struct worked *w, str what, const struct pack_node *expected, enum verdict_outcome found)
{
	if (!expected) {
		differs(w, what, S("something"), S("nothing"));
		return;
	}
	if (!str_eq(expected->text, str_of(verdict_outcome_name(found))))
		differs(w, what, expected->text, str_of(verdict_outcome_name(found)));
}

typedef LIST_OF(str) names;

static void gather(const struct verdict_rule *rules, size_t n, enum verdict_outcome outcome, bool blocks, names *found)
{
	for (size_t i = 0; i < n; i++) {
		const struct verdict_rule *rule = &rules[i];
		bool counts = outcome == VERDICT_WAIVED || (blocks ? rule->blocks : rule->rule->role == ROLE_CONDITION && rule->rule->severity == RULE_WARNING);
		if (rule->outcome == outcome && counts)
			*LIST_ADD(arena, found) = rule->name;
	}
}

/* The names under `key`, each once, and no other. */
static void same_names(const struct worked *w, const char *key, enum verdict_outcome outcome, bool blocks)
{
	names found = {0};
	const struct pack_node *list = pack_node_child(w->expected, str_of(key));
	gather(w->verdict->rules.at, w->verdict->rules.n, outcome, blocks, &found);
	for (size_t i = 0; i < w->verdict->funders.n; i++)
		gather(w->verdict->funders.at[i].rules.at, w->verdict->funders.at[i].rules.n, outcome, blocks, &found);
	for (size_t i = 0; i < found.n; i++) {
		const struct pack_node *n = list ? list->first : NULL;
		while (n && !str_eq(n->text, found.at[i]))
			n = n->next;
		if (!n)
			differs(w, str_of(key), S("nothing more"), found.at[i]);
	}
	assert_int_equal(found.n, list ? list->count : 0);
}

static const struct verdict_funder *funder_of(const struct verdict *v, str code)
{
	for (size_t i = 0; i < v->funders.n; i++)
		if (str_eq(v->funders.at[i].funder->code, code))
			return &v->funders.at[i];
	return NULL;
}

/* Euros as expected.yaml writes them: 5000, 2499.99. */
static str euros(opt_money amount)
{
	if (!amount.set)
		return S("unknown");
	int64_t cents = amount.value.cents;
	return cents % 100 ? arena_fmt(arena, "%lld.%02lld", (long long)(cents / 100), (long long)(cents % 100)) : arena_fmt(arena, "%lld", (long long)(cents / 100));
}

static void same_funders(const struct worked *w)
{
	const struct pack_node *list = pack_node_child(w->expected, S("funders"));
	for (const struct pack_node *n = list ? list->first : NULL; n; n = n->next) {
		const struct verdict_funder *f = funder_of(w->verdict, n->key);
		const struct pack_node *maximum = pack_node_child(n, S("maximum"));
		if (!f) {
			differs(w, S("funder"), n->key, S("none"));
			return;
		}
		same_outcome(w, n->key, pack_node_child(n, S("outcome")), f->outcome);
		str wanted = maximum ? maximum->text : S("unknown");
		if (!str_eq(wanted, euros(f->maximum)))
			differs(w, arena_fmt(arena, "maximum of %.*s", STR_ARGS(n->key)), wanted, euros(f->maximum));
	}
	for (size_t i = 0; i < w->verdict->funders.n; i++) {
		const struct verdict_funder *f = &w->verdict->funders.at[i];
		if (f->asked.set && f->asked.value.cents > 0 && !(list && pack_node_child(list, f->funder->code)))
			differs(w, S("funder"), S("nobody else"), f->funder->code);
	}
}

static void check_application(struct judge *j, str name, const struct pack_node *expected, const struct application_facts *facts)
{
	struct verdict *v = NULL;
	assert_int_equal(judge_verdict(j, arena, LANG_FR, facts, &problems, &v), OK);
	no_problem(arena_fmt(arena, "%.*s", STR_ARGS(name)).p);
	const struct worked w = {name, expected, v};
	same_outcome(&w, S("outcome"), pack_node_child(expected, S("outcome")), v->outcome);
	same_names(&w, "fails", VERDICT_FAILS, true);
	same_names(&w, "unknown", VERDICT_UNKNOWN, true);
	same_names(&w, "warnings", VERDICT_FAILS, false);
	same_names(&w, "waived", VERDICT_WAIVED, false);
	same_funders(&w);
}

static const struct pack_node *expectations(void)
{
	const struct pack_node *root = NULL;
	assert_int_equal(pack_yaml_read(arena, S("expected.yaml"), content(FOLDER "expected.yaml"), &problems, &root), OK);
	no_problem("expected.yaml");
	return root;
}

static void every_worked_application_gives_what_the_texts_say(void **state)
{
	(void)state;
	const struct pack_node *root = expectations();
	for (size_t i = 0; i < PACKS; i++) {
		struct judge *j = judge_new(arena, ruleset_of(packs[i]), today);
		size_t judged = 0;
		for (const struct pack_node *n = root->first; n; n = n->next) {
			struct application_facts facts = {0};
			assert_int_equal(application_read(arena, arena_fmt(arena, FOLDER "%.*s.yaml", STR_ARGS(n->key)).p, &facts, &problems), OK);
			no_problem(arena_fmt(arena, "%.*s", STR_ARGS(n->key)).p);
			if (!str_eq(facts.call, str_of(packs[i])))
				continue;
			check_application(j, n->key, n, &facts);
			judged++;
		}
		assert_true(judged >= APPLICATIONS_OF_A_CALL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(every_ruleset_is_that_of_its_call),
		IN_ARENA(every_rule_and_question_speaks_both_languages),
		IN_ARENA(every_example_gives_what_it_says),
		IN_ARENA(a_threshold_that_moves_is_seen_by_its_examples),
		IN_ARENA(every_worked_application_gives_what_the_texts_say),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
