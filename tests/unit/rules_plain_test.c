/* Facts given as text: whether a constant is told at once or by the reader of expressions, it is the same constant (A, B rows: what an applicant gives is what
   is judged). An expression in parentheses always goes to the reader. */
#include "lib/in_arena.h"

#include "base/calendar.h"
#include "rules/run.h"
#include "rules/unit_table.h"

#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const char model_text[] = "fait:\nautre:\nmontant:\n  unité: €\ndurée:\n  unité: mois\n";

static struct rules_run *new_run(void)
{
	struct rules_source source = {S("model"), str_of(model_text)};
	struct rules_model *m = NULL;
	assert_int_equal(rules_load(arena, &source, 1, &problems, &m), OK);
	rules_seal(m);
	return rules_run_new(arena, m, day_of((struct civil){2026, 6, 15}));
}

static enum status set(struct rules_run *run, const char *name, str expression)
{
	struct problems ps = problems_new(arena);
	return rules_set_expression(run, rules_find(run->scratch->model, str_of(name)), expression, &ps);
}

/* Type, value and unit of a rule: "1:12.5|€". */
static str worth(struct rules_run *run, const char *name)
{
	struct rules_result result;
	struct out o = out_new(LIMIT_BODY_BYTES);
	assert_int_equal(rules_evaluate(run, rules_find(run->scratch->model, str_of(name)), &result), OK);
	const struct rules_value *v = &result.value;
	assert_int_equal(v->state, RULES_VALUE);
	out_fmt(&o, "%d:", (int)v->type);
	if (v->type == RULES_NUMBER) {
		number_write_shortest(&o, v->number);
	} else if (v->type == RULES_TEXT) {
		out_str(&o, v->text);
	} else {
		out_int(&o, v->type == RULES_DATE ? v->date.number : v->truth);
	}
	out_fmt(&o, "|%.*s", STR_ARGS(rules_unit_text(run, v->unit)));
	str kept = arena_str(arena, out_text(&o));
	out_free(&o);
	return kept;
}

static const char *const constants[] = {
	"oui", "non", "0", "7", "007", "12500 €", "12500.5 €", "12500.50 €", "12500.00 €", "0.001 €", "57 %", "33.3 %", "12 mois", "12mois", "12  mois", "12 €/mois",
	"3 k€", "1.5 k€", "2 an", "4 trimestre", "2 kWh", "2 kWh/mois", "2 correspondants", "151.67 h/mois", "1.123456789 €", "1.12345678 €", "9999999999.99 €",
	"99999999999999999", "123456789012345678 €", "12345678901234567890 €", "0.1234567890123456789 €", "13/09/2024", "1/9/2024", "09/2024", "'association'", "''",
	"'l'association'", "'a' + 'b'", "'13/09/2024'", " oui ", " 12 € ", "'quartier prioritaire'", "3 une très longue unité sans nom court", "6 an/mois", "12 €.mois",
};

static void a_constant_is_the_same_told_at_once_or_read(void **state)
{
	(void)state;
	struct rules_run *run = new_run();
	static const char *const rules[] = {"fait", "montant", "durée"};
	for (size_t i = 0; i < COUNT(constants); i++)
		for (size_t r = 0; r < COUNT(rules); r++) {
			struct out o = out_new(LIMIT_BODY_BYTES);
			out_fmt(&o, "(%s)", constants[i]);
			rules_clear(run);
			assert_int_equal(set(run, rules[r], out_text(&o)), OK);
			str read = worth(run, rules[r]);
			for (int turn = 0; turn < 3; turn++) { /* the first time a unit is read, then it is remembered, also in the next situation */
				if (turn == 2)
					rules_clear(run);
				assert_int_equal(set(run, rules[r], str_of(constants[i])), OK);
				if (!str_eq(worth(run, rules[r]), read))
					fail_msg("%s is %.*s, read it is %.*s", constants[i], STR_ARGS(worth(run, rules[r])), STR_ARGS(read));
			}
			out_free(&o);
		}
}

static void what_is_no_constant_is_still_refused_or_read(void **state)
{
	(void)state;
	static const char *const refused[] = {"",    "12,5 €", "12 500 €", "12. €", "31/02/2024", "00/01/2024", "13/13/2024", "ouii", "Oui", "'ouvert",
	                                      "12 €/ mois", "5 € €/", "5 + ", "12 *", ".5 €",      "1/2",        "12e",        NULL};
	struct rules_run *run = new_run();
	for (size_t i = 0; refused[i]; i++)
		for (int turn = 0; turn < 2; turn++) {
			assert_int_equal(set(run, "fait", S("5 €")), OK);
			if (strcmp(refused[i], "12e") == 0)
				assert_int_equal(set(run, "fait", str_of(refused[i])), OK); /* twelve of the unit e */
			else if (set(run, "fait", str_of(refused[i])) == OK)
				fail_msg("taken: %s", refused[i]);
			else
				assert_true(str_eq(worth(run, "fait"), S("1:5|€"))); /* what was known stays */
		}
	for (int turn = 0; turn < 2; turn++) {
		assert_int_equal(set(run, "fait", S("5 € + 3 €")), OK);
		assert_true(str_eq(worth(run, "fait"), S("1:8|€")));
		assert_int_equal(set(run, "autre", S("7 € + 3 €")), OK);
		assert_true(str_eq(worth(run, "autre"), S("1:10|€")));
	}
}

static void units_of_a_situation_are_not_taken_for_those_of_the_next(void **state)
{
	(void)state;
	struct rules_run *run = new_run();
	static const char *const units[] = {"sacs", "lots", "tours", "pages"};
	for (size_t i = 0; i < 4 * COUNT(units); i++) { /* each is the first unit of its own situation, and so has the number of the one before */
		struct out text = out_new(LIMIT_BODY_BYTES), expected = out_new(LIMIT_BODY_BYTES);
		rules_clear(run);
		out_fmt(&text, "4 %s", units[i * 3 % COUNT(units)]);
		out_fmt(&expected, "1:4|%s", units[i * 3 % COUNT(units)]);
		assert_int_equal(set(run, "fait", out_text(&text)), OK);
		assert_true(str_eq(worth(run, "fait"), out_text(&expected)));
		assert_int_equal(rules_set_number(run, rules_find(run->scratch->model, S("autre")), number_of(4), str_of(units[i * 3 % COUNT(units)])), OK);
		assert_true(str_eq(worth(run, "autre"), out_text(&expected)));
		out_free(&text);
		out_free(&expected);
	}
}

static void many_units_given_in_turn_keep_their_names(void **state)
{
	(void)state;
	struct rules_run *run = new_run();
	static const char *const units[] = {"€", "k€", "%", "mois", "an", "jour", "trimestre", "g", "kg", "mg", "m", "km", "cm", "mm"};
	for (size_t i = 0; i < 10 * COUNT(units); i++) {
		str unit = str_of(units[i * 5 % COUNT(units)]);
		struct out text = out_new(LIMIT_BODY_BYTES), expected = out_new(LIMIT_BODY_BYTES);
		out_fmt(&text, i % 2 ? "4 %.*s" : "4%.*s", STR_ARGS(unit));
		out_fmt(&expected, "1:4|%.*s", STR_ARGS(unit));
		assert_int_equal(set(run, "fait", out_text(&text)), OK);
		assert_true(str_eq(worth(run, "fait"), out_text(&expected)));
		assert_int_equal(rules_set_number(run, rules_find(run->scratch->model, S("autre")), number_of(4), unit), OK);
		assert_true(str_eq(worth(run, "autre"), out_text(&expected)));
		assert_false(run->scratch->units.own->unit_count);
		out_free(&text);
		out_free(&expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(a_constant_is_the_same_told_at_once_or_read),
		IN_ARENA(what_is_no_constant_is_still_refused_or_read),
		IN_ARENA(units_of_a_situation_are_not_taken_for_those_of_the_next),
		IN_ARENA(many_units_given_in_turn_keep_their_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
