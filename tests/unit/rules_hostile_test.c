/* Models written to harm: what doubles or grows at each step ends in bounded time and memory, with an answer or a refusal that says why; and the run answers
   the next question as if nothing had been (A rows: a text of rules may come from anybody). What is refused when a model is read is in rules_refuse_test.c. */
#include "lib/in_arena.h"

#include "base/calendar.h"
#include "base/limits.h"
#include "rules/run.h"

#include <math.h>

static struct rules_model *model_of(struct out *text)
{
	struct rules_source source = {S("model"), out_keep(text, arena)};
	struct rules_model *m = NULL;
	assert_int_equal(rules_load(arena, &source, 1, &problems, &m), OK);
	rules_seal(m);
	return m;
}

static struct rules_run *run_of(struct out *text)
{
	return rules_run_new(arena, model_of(text), day_of((struct civil){2024, 9, 13}));
}

static enum status ask(struct rules_run *run, const char *rule, struct rules_result *r)
{
	rule_id id = rules_find(run->scratch->model, str_of(rule));
	assert_int_not_equal(id.v, 0);
	return rules_evaluate(run, id, r);
}

static void fails(struct rules_run *run, const char *rule, enum word why)
{
	struct rules_result r;
	assert_int_equal(ask(run, rule, &r), INVALID);
	assert_int_equal(rules_error(run)->message, why);
	assert_int_equal(r.value.state, RULES_NOT_DEFINED);
	assert_true(arena_used(run->scratch->memory) <= LIMIT_RULES_RUN_BYTES);
}

static void is_number(struct rules_run *run, const char *rule, int64_t expected)
{
	struct rules_result r;
	int64_t n = 0;
	assert_int_equal(ask(run, rule, &r), OK);
	assert_int_equal(r.value.state, RULES_VALUE);
	assert_true(number_to_int64(r.value.number, &n));
	assert_int_equal(n, expected);
}

/* Each of eight circles looks for its answer with the one before it: 25 to the 8 trials, each in a copy of a run of 120 000 rules. */
static void searches_inside_searches_in_a_big_model_end(void **state)
{
	(void)state;
	struct out o = out_new(LIMIT_RULES_BYTES);
	for (int i = 0; i < 40000; i++)
		out_fmt(&o, "f%d: %d\n", i, i);
	out_str(&o, S("z0: 1\n"));
	for (int i = 1; i <= 8; i++)
		out_fmt(&o, "z%d: {valeur: z%d * 0.3 + z%d, résoudre la référence circulaire: oui}\n", i, i, i - 1);
	struct rules_run *run = run_of(&o);
	fails(run, "z8", W_rules_evaluate_too_long);
	is_number(run, "f39999", 39999);
}

static void a_text_that_doubles_is_stopped(void **state)
{
	(void)state;
	static const char *const twice[] = {"t%d: {texte: \"{{ t%d }}{{ t%d }}\"}\n", "t%d: t%d + t%d\n"};
	for (size_t way = 0; way < 2; way++) {
		struct out o = out_new(LIMIT_RULES_BYTES);
		out_str(&o, S("t0: \"'abcdefgh'\"\n"));
		for (int i = 1; i < 60; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			out_fmt(&o, twice[way], i, i - 1, i - 1);
#pragma GCC diagnostic pop
		}
		struct rules_run *run = run_of(&o);
		struct rules_result r;
		fails(run, "t59", W_rules_evaluate_too_much_text);
		rules_clear(run);
		assert_int_equal(ask(run, "t10", &r), OK);
		assert_int_equal(r.value.text.n, 8 * 1024);
	}
}

/* Each text holds the one before: together they are a square. */
static void texts_inside_texts_are_stopped(void **state)
{
	(void)state;
	struct out o = out_new(LIMIT_RULES_BYTES);
	out_str(&o, S("t0: \"'a'\"\n"));
	for (int i = 1; i < 800; i++)
		out_fmt(&o, "t%d: {texte: \"x{{ t%d }}y\"}\n", i, i - 1);
	struct rules_run *run = run_of(&o);
	struct rules_result r;
	fails(run, "t799", W_rules_evaluate_too_much_text);
	rules_clear(run);
	assert_int_equal(ask(run, "t100", &r), OK);
	assert_int_equal(r.value.text.n, 201);
}

/* 3 000 rules, each of which misses what the one before does and one thing more: four million and a half. */
static void millions_of_missing_variables_are_stopped(void **state)
{
	(void)state;
	struct out o = out_new(LIMIT_RULES_BYTES);
	for (int i = 0; i < 3000; i++)
		out_fmt(&o, "q%d: {question: q}\n", i);
	out_str(&o, S("r0: q0\n"));
	for (int i = 1; i < 3000; i++)
		out_fmt(&o, "r%d: r%d + q%d\n", i, i - 1, i);
	struct rules_run *run = run_of(&o);
	struct rules_result r;
	fails(run, "r2999", W_rules_evaluate_too_many_missing);
	rules_clear(run);
	assert_int_equal(ask(run, "r1000", &r), OK);
	assert_int_equal(r.missing_count, 1001);
}

static void powers_of_powers_are_infinite_at_once(void **state)
{
	(void)state;
	struct out o = out_new(4096);
	out_str(&o, S("a: 10 ** 10 ** 10\nb: 2 ** 1000000000\nc: 1.0000001 ** 1000000000000\nd: 0 ** (0 - 1)\n"));
	struct rules_run *run = run_of(&o);
	static const char *const rules[] = {"a", "b", "c", "d"};
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		struct rules_result r;
		assert_int_equal(ask(run, rules[i], &r), OK);
		assert_true(isinf(number_to_double(r.value.number)));
	}
}

/* Each `contexte` asks twice for the one below: 2 to the 59 contexts, were each not worked out once for its situation. */
static void contexts_that_double_are_worked_out_once(void **state)
{
	(void)state;
	struct out o = out_new(LIMIT_RULES_BYTES);
	out_str(&o, S("x: 0\nc0: x\n"));
	for (int i = 1; i < 60; i++)
		out_fmt(&o, "c%d: {valeur: c%d + c%d, contexte: {x: x + %d}}\n", i, i - 1, i - 1, i);
	struct rules_run *run = run_of(&o);
	struct rules_result r;
	assert_int_equal(ask(run, "c59", &r), OK);
	assert_true(number_to_double(r.value.number) == ldexp(59 * 60 / 2, 59)); /* exact: a small whole number and a power of two */
	rules_clear(run);
	is_number(run, "c20", (INT64_C(1) << 20) * (20 * 21 / 2));
}

/* Asked twice at each step, worked out once: 2 to the 400 questions would never end. */
static void rules_that_ask_twice_are_worked_out_once(void **state)
{
	(void)state;
	struct out o = out_new(LIMIT_RULES_BYTES);
	out_str(&o, S("r0: 1\n"));
	for (int i = 1; i <= 400; i++)
		out_fmt(&o, "r%d: r%d * r%d\n", i, i - 1, i - 1);
	is_number(run_of(&o), "r400", 1);
}

/* Every rule is in one circle with all the others. */
static void a_circle_of_thousands_of_rules_ends(void **state)
{
	(void)state;
	enum { RULES = 3000 };
	struct out o = out_new(LIMIT_RULES_BYTES);
	for (int i = 0; i < RULES; i++)
		out_fmt(&o, "r%d: r%d + r%d\n", i, (i + 1) % RULES, (i + 2) % RULES);
	struct rules_run *run = run_of(&o);
	struct rules_result r;
	size_t count;
	const struct rules_cycle *cycles = rules_cycles(run->scratch->model, arena, &count);
	assert_int_equal(count, 1);
	assert_true(cycles[0].count >= RULES / 2);
	(void)ask(run, "r0", &r);
	assert_int_equal(r.value.state, RULES_NOT_DEFINED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(searches_inside_searches_in_a_big_model_end),
		IN_ARENA(a_text_that_doubles_is_stopped),
		IN_ARENA(texts_inside_texts_are_stopped),
		IN_ARENA(millions_of_missing_variables_are_stopped),
		IN_ARENA(powers_of_powers_are_infinite_at_once),
		IN_ARENA(contexts_that_double_are_worked_out_once),
		IN_ARENA(rules_that_ask_twice_are_worked_out_once),
		IN_ARENA(a_circle_of_thousands_of_rules_ends),
	};
	return cmocka_run_group_tests_name("rules: hostile models", tests, NULL, NULL);
}
