/* The budget of a project (rows D2; standards.md §1.3): chart, sums, balance, funders by name, pasted blocks. */
#include "base/limits.h"
#include "domain/budget_parts.h"

#include "lib/small_form.h"

#include <string.h>

static struct budget_year read_year(size_t number)
{
	struct budget *budget = ARENA_NEW(arena, struct budget);
	budget_read(arena, form, &values, budget);
	assert_true(number <= budget->years.n);
	return budget->years.at[number - 1];
}

static const struct budget_line *line_of(const struct budget_year *y, const char *key)
{
	for (size_t i = 0; i < y->charges.n; i++)
		if (str_eq(y->charges.at[i].key, str_of(key)))
			return &y->charges.at[i];
	for (size_t i = 0; i < y->produits.n; i++)
		if (str_eq(y->produits.at[i].key, str_of(key)))
			return &y->produits.at[i];
	return NULL;
}

static int64_t class_sum(const struct budget_year *y, const char *code)
{
	for (size_t i = 0; i < y->charges.n; i++)
		if (strcmp(y->charges.at[i].account->code, code) == 0)
			return y->charges.at[i].amount.value.cents / 100;
	for (size_t i = 0; i < y->produits.n; i++)
		if (strcmp(y->produits.at[i].account->code, code) == 0)
			return y->produits.at[i].amount.value.cents / 100;
	fail_msg("no class %s", code);
	return 0;
}

/* The sums of the DAUPHIN record of standards.md §1.3: 141 112 + 116 000 = 257 112 on both sides. */
static void fill_record(void)
{
	set("budget.1.604", "30000");
	set("budget.1.641", "60112");
	set("budget.1.645", "31000");
	set("budget.1.chgfixe", "20000");
	set("budget.1.864", "116000");
	set("budget.1.74.cget", "100000");
	set("budget.1.74.agglo", "18425");
	set("budget.1.insufprevisionnel", "22687");
	set("budget.1.870", "116000");
}

static void the_sums_of_the_real_record_are_those_that_dauphin_prints(void **state)
{
	(void)state;
	open_form();
	fill_record();
	struct budget_year y = read_year(1);
	assert_int_equal(y.year, 2025);
	assert_int_equal(y.charges_before.cents, 14111200);
	assert_int_equal(y.produits_before.cents, 14111200);
	assert_int_equal(y.voluntary_charges.cents, 11600000);
	assert_int_equal(y.charges_total.cents, 25711200);
	assert_int_equal(y.produits_total.cents, 25711200);
	assert_int_equal(y.asked.cents, 11842500);
	assert_int_equal(class_sum(&y, "64"), 91112);
	assert_int_equal(class_sum(&y, "74"), 118425);
	assert_int_equal(class_sum(&y, "RESSPROPRES"), 22687);
	assert_true(y.balanced && y.voluntary_balanced && !y.empty);
	assert_int_equal(y.share_milli, 83922); /* 118 425 of 141 112: 83,922 % */
	budget_check(form, &values, true, &problems);
	assert_int_equal(problems.total, 0);
}

static void each_code_of_the_chart_stands_once_and_volunteering_is_870(void **state)
{
	(void)state;
	size_t n, lines = 0;
	const struct budget_account *chart = budget_chart(&n);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(chart[i].code, chart[k].code);
		assert_true(chart[i].level == 0 || i > 0);
		lines += chart[i].level == 1;
		assert_int_equal(chart[i].voluntary, chart[i].code[0] == '8');
	}
	assert_int_equal(lines, 29 + 23);
	for (size_t i = 0; i < n; i++)
		if (strcmp(chart[i].code, "870") == 0)
			assert_int_equal(chart[i].label, W_figures_account_870);
	assert_true(str_eq(word_text(LANG_FR, W_figures_account_870), S("Bénévolat")));
	assert_true(str_eq(word_text(LANG_FR, W_figures_account_875), S("Dons en nature")));
}

static void a_funder_of_the_call_is_asked_by_name_and_the_line_of_its_kind_is_not(void **state)
{
	(void)state;
	open_form();
	struct budget_year y = read_year(1);
	assert_non_null(line_of(&y, "budget.1.74.cget"));
	assert_non_null(line_of(&y, "budget.1.74.etat-dc"));
	assert_non_null(line_of(&y, "budget.1.74.agglo"));
	assert_null(line_of(&y, "budget.1.74etat"));
	assert_null(line_of(&y, "budget.1.74epci"));
	assert_non_null(line_of(&y, "budget.1.74region"));
	assert_non_null(line_of(&y, "budget.1.74fe"));
	assert_null(line_of(&y, "budget.1.74.bailleur")); /* P8: in kind, never asked as money */
	assert_null(line_of(&y, "budget.1.74.propres"));
	assert_non_null(form_field_of(form, S("budget.1.74.cget")));
	assert_null(form_field_of(form, S("budget.1.74etat")));
}

static void every_line_of_the_budget_is_a_field_of_the_form(void **state)
{
	(void)state;
	open_form();
	struct budget_year y = read_year(1);
	for (size_t i = 0; i < y.charges.n; i++)
		if (y.charges.at[i].typed)
			assert_non_null(form_field_of(form, y.charges.at[i].key));
	for (size_t i = 0; i < y.produits.n; i++)
		if (y.produits.at[i].typed)
			assert_non_null(form_field_of(form, y.produits.at[i].key));
}

static void money_from_others_counts_but_is_not_asked_of_this_call(void **state)
{
	(void)state;
	open_form();
	set("budget.1.604", "1000");
	set("budget.1.74x.1.name", "Fondation");
	set("budget.1.74x.1.amount", "300");
	set("budget.1.74aidespriv", "200");
	set("budget.1.74.cget", "500");
	struct budget_year y = read_year(1);
	assert_int_equal(y.asked.cents, 50000);
	assert_int_equal(class_sum(&y, "74"), 1000);
	assert_true(y.balanced);
	assert_true(str_eq(line_of(&y, "budget.1.74x.1.amount")->label, S("Fondation")));
}

static void two_free_lines_more_than_are_filled_are_shown(void **state)
{
	(void)state;
	open_form();
	assert_int_equal(budget_free_lines(arena, &values, 1), 2);
	set("budget.1.74x.3.name", "Fondation");
	assert_int_equal(budget_free_lines(arena, &values, 1), 5);
	set("budget.1.74x.20.amount", "1");
	assert_int_equal(budget_free_lines(arena, &values, 1), LIMIT_BUDGET_FREE_LINES);
}

static void the_gap_is_said_with_the_year_and_links_to_a_line(void **state)
{
	(void)state;
	open_form();
	set("budget.1.604", "1340");
	set("budget.1.74.cget", "1000");
	assert_int_equal(read_year(1).gap.cents, 34000);
	budget_check(form, &values, false, &problems);
	assert_int_equal(problems.total, 1);
	assert_true(has_problem("budget.1.insufprevisionnel", W_figures_gap_produits));
	assert_int_equal(problems.list.at[0].args[0].amount.cents, 34000);
	problems = problems_new(arena);
	set("budget.1.74.cget", "2000");
	budget_check(form, &values, false, &problems);
	assert_true(has_problem("budget.1.604", W_figures_gap_charges));
}

static void a_budget_of_which_only_one_side_is_written_is_not_yet_wrong(void **state)
{
	(void)state;
	open_form();
	set("budget.1.604", "1340");
	budget_check(form, &values, false, &problems);
	assert_int_equal(problems.total, 0);
	budget_check(form, &values, true, &problems);
	assert_true(has_problem("budget.1.insufprevisionnel", W_figures_gap_produits));
	assert_true(has_problem("budget.1.74.cget", W_figures_nothing_asked));
}

static void volunteering_on_one_side_only_is_a_problem_of_the_filing(void **state)
{
	(void)state;
	open_form();
	set("budget.1.604", "10");
	set("budget.1.74.cget", "10");
	set("budget.1.864", "500");
	assert_false(read_year(1).voluntary_balanced);
	assert_true(read_year(1).balanced);
	budget_check(form, &values, true, &problems);
	assert_int_equal(problems.total, 1);
	assert_true(has_problem("budget.1.870", W_figures_gap_87));
	problems = problems_new(arena);
	set("budget.1.864", "");
	set("budget.1.875", "500");
	budget_check(form, &values, true, &problems);
	assert_true(has_problem("budget.1.860", W_figures_gap_86));
}

static void an_empty_budget_is_asked_for_at_the_filing_only(void **state)
{
	(void)state;
	open_form();
	budget_check(form, &values, false, &problems);
	assert_int_equal(problems.total, 0);
	budget_check(form, &values, true, &problems);
	assert_int_equal(problems.total, 1);
	assert_true(has_problem("budget.1.604", W_figures_budget_empty));
}

static void aid_in_kind_only_asks_no_money_of_a_funder(void **state)
{
	(void)state;
	open_form();
	set("budget.1.604", "10");
	set("budget.1.756", "10");
	set("request.aid", "in_kind");
	budget_check(form, &values, true, &problems);
	assert_int_equal(problems.total, 0);
}

static void an_amount_without_a_name_and_a_name_without_an_amount_are_problems(void **state)
{
	(void)state;
	open_form();
	set("budget.1.604", "10");
	set("budget.1.74.cget", "5");
	set("budget.1.74x.1.amount", "5");
	set("budget.1.74x.2.name", "Fondation");
	budget_check(form, &values, false, &problems);
	assert_int_equal(problems.total, 1);
	assert_true(has_problem("budget.1.74x.1.name", W_figures_free_name_missing));
	budget_check(form, &values, true, &problems);
	assert_true(has_problem("budget.1.74x.2.amount", W_figures_free_amount_missing));
}

static void what_is_no_amount_counts_for_nothing_and_is_told(void **state)
{
	(void)state;
	open_form();
	set("budget.1.604", "12.345");
	set("budget.1.601", "100");
	struct budget_year y = read_year(1);
	assert_int_equal(y.charges_before.cents, 10000);
	assert_false(line_of(&y, "budget.1.604")->reads);
	assert_false(y.empty);
}

static void kept_amounts_are_exact_to_the_cent(void **state)
{
	(void)state;
	static const struct {
		const char *value;
		bool reads;
		int64_t cents;
	} cases[] = {
		{"0", true, 0},           {"1250", true, 125000},  {"1250.5", true, 125050},   {"0.01", true, 1},      {"10000000000", true, LIMIT_AMOUNT_CENTS},
		{"10000000000.01", false, 0}, {"", false, 0},      {".5", false, 0},           {"1.", false, 0},       {"1.234", false, 0},
		{"-5", false, 0},         {"1,5", false, 0},       {"99999999999999999999", false, 0}, {"1e3", false, 0}, {" 1", false, 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		money m = MONEY_ZERO;
		bool reads = money_kept(str_of(cases[i].value), &m);
		if (reads != cases[i].reads || (reads && m.cents != cases[i].cents))
			fail_msg("%s", cases[i].value);
	}
}

static void sums_beyond_every_budget_are_told_and_do_not_overflow(void **state)
{
	(void)state;
	open_form();
	size_t n;
	const struct budget_account *chart = budget_chart(&n);
	for (size_t i = 0; i < n; i++)
		if (chart[i].level)
			form_set(arena, &values, budget_key(arena, 1, chart[i].code), S("10000000000"));
	struct budget budget;
	budget_read(arena, form, &values, &budget);
	assert_true(budget.over_limit);
	budget_check(form, &values, false, &problems);
	assert_true(has_problem("budget.1.604", W_figures_over_limit));
}

static void several_years_have_their_own_lines_and_their_own_gap(void **state)
{
	(void)state;
	open_form();
	set("request.period", "multi_year");
	set("request.years", "3");
	set("budget.1.604", "10");
	set("budget.1.74.cget", "10");
	set("budget.2.604", "30");
	set("budget.2.74.cget", "20");
	rebuild();
	struct budget budget;
	budget_read(arena, form, &values, &budget);
	assert_int_equal(budget.years.n, 3);
	assert_int_equal(budget.years.at[1].year, 2026);
	assert_true(budget.years.at[0].balanced);
	assert_int_equal(budget.years.at[1].gap.cents, 1000);
	assert_true(budget.years.at[2].empty);
	assert_non_null(form_field_of(form, S("budget.3.604")));
	assert_null(form_field_of(form, S("budget.4.604")));
	assert_true(str_ends(form_field_of(form, S("budget.2.604"))->label, S("(2026)")));
	budget_check(form, &values, true, &problems);
	assert_true(has_problem("budget.2.insufprevisionnel", W_figures_gap_produits));
	assert_true(has_problem("budget.3.604", W_figures_budget_empty));
}

static void years_beyond_four_are_four_and_a_project_of_one_year_has_one(void **state)
{
	(void)state;
	open_form();
	set("request.years", "9");
	set("request.period", "multi_year");
	assert_int_equal(budget_year_count(&values), LIMIT_BUDGET_YEARS);
	set("request.period", "one_off");
	assert_int_equal(budget_year_count(&values), 1);
	set("request.period", "multi_year");
	set("request.years", "deux");
	assert_int_equal(budget_year_count(&values), 1);
}

/* ---- pasted blocks ---- */

static struct pasted_cells paste(const char *first, const char *text)
{
	struct pasted_cells cells;
	budget_paste(arena, form, &values, str_of(first), str_of(text), &cells);
	return cells;
}

static const char *placed(const struct pasted_cells *cells, const char *key)
{
	for (size_t i = 0; i < cells->n; i++)
		if (str_eq(cells->at[i].key, str_of(key)) && cells->at[i].value.p)
			return arena_cstr(arena, cells->at[i].value);
	return "nothing";
}

static size_t refused(const struct pasted_cells *cells)
{
	size_t n = 0;
	for (size_t i = 0; i < cells->n; i++)
		n += !cells->at[i].value.p;
	return n;
}

static void a_column_fills_the_lines_below_and_passes_over_sums(void **state)
{
	(void)state;
	open_form();
	struct pasted_cells c = paste("budget.1.604", "1 200\r\n350,50 €\r\n\r\n800\r\n");
	assert_string_equal(placed(&c, "budget.1.604"), "1200");
	assert_string_equal(placed(&c, "budget.1.601"), "350.50");
	assert_string_equal(placed(&c, "budget.1.60x"), "nothing");
	assert_string_equal(placed(&c, "budget.1.613"), "800");
	assert_int_equal(refused(&c), 0);
}

static void amounts_read_as_french_and_english_spreadsheets_write_them(void **state)
{
	(void)state;
	open_form();
	struct pasted_cells c = paste("budget.1.604", "1\u202f200,00\u00a0€\n\"2 000\"\n12.50\n1,234.56\n0");
	assert_string_equal(placed(&c, "budget.1.604"), "1200");
	assert_string_equal(placed(&c, "budget.1.601"), "2000");
	assert_string_equal(placed(&c, "budget.1.60x"), "12.50");
	assert_string_equal(placed(&c, "budget.1.613"), "1234.56");
	assert_string_equal(placed(&c, "budget.1.615"), "0");
}

static void what_could_be_read_in_two_ways_or_is_no_amount_is_refused(void **state)
{
	(void)state;
	open_form();
	static const char *const wrong[] = {"-50", "(50)", "1.234", "1 234,567", "abc", "50 %", "12 personnes", "99999999999999", "1e5", "=A1"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct pasted_cells c = paste("budget.1.604", wrong[i]);
		if (c.n != 1 || c.at[0].value.p || !str_eq(c.at[0].typed, str_of(wrong[i])))
			fail_msg("%s", wrong[i]);
		assert_true(str_eq(c.at[0].key, S("budget.1.604")));
	}
}

static void a_label_or_an_account_number_finds_its_line(void **state)
{
	(void)state;
	open_form();
	struct pasted_cells c = paste("budget.1.604",
		"60\tAchats\t1 500\n604\tPrestations de services\t1 200\nachats de matieres et de fournitures\t300\n64 - Charges de personnel\t\n641 - R\u00e9mun\u00e9ration des personnels\t4 000\n\t900");
	assert_string_equal(placed(&c, "budget.1.604"), "1200");
	assert_string_equal(placed(&c, "budget.1.601"), "300");
	assert_string_equal(placed(&c, "budget.1.641"), "4000");
	assert_string_equal(placed(&c, "budget.1.645"), "900");
	assert_int_equal(refused(&c), 0);
}

static void a_label_that_no_line_has_is_told_and_its_amount_still_placed(void **state)
{
	(void)state;
	open_form();
	struct pasted_cells c = paste("budget.1.604", "Gouter\t120\nBus\t80");
	assert_string_equal(placed(&c, "budget.1.604"), "120");
	assert_string_equal(placed(&c, "budget.1.601"), "80");
	assert_int_equal(refused(&c), 2);
}

static void a_second_column_of_amounts_has_no_line(void **state)
{
	(void)state;
	open_form();
	struct pasted_cells c = paste("budget.1.604", "Assurance\t120\t130");
	assert_string_equal(placed(&c, "budget.1.616"), "120");
	assert_int_equal(refused(&c), 1);
	assert_null(c.at[1].key.p);
}

static void cells_below_the_last_line_have_no_place(void **state)
{
	(void)state;
	open_form();
	struct pasted_cells c = paste("budget.1.864", "10\n20");
	assert_string_equal(placed(&c, "budget.1.864"), "10");
	assert_null(c.at[1].key.p);
	assert_int_equal(refused(&c), 1);
}

static void quotes_hold_tabs_and_line_breaks(void **state)
{
	(void)state;
	open_form();
	struct pasted_cells c = paste("budget.1.604", "\"Sortie\n\"\"au\tparc\"\"\"\t75\n25");
	assert_string_equal(placed(&c, "budget.1.604"), "75");
	assert_string_equal(placed(&c, "budget.1.601"), "25");
	assert_true(str_eq(c.at[0].typed, S("Sortie\n\"au\tparc\"")));
}

static void funders_are_found_by_their_name(void **state)
{
	(void)state;
	open_form();
	struct pasted_cells c = paste("budget.1.70x", "Agglom\u00e9ration\t2 500\nEtat, politique de la ville\t4000");
	assert_string_equal(placed(&c, "budget.1.74.agglo"), "2500");
	assert_string_equal(placed(&c, "budget.1.74.cget"), "4000");
}

static void a_block_for_a_line_that_does_not_exist_gives_nothing(void **state)
{
	(void)state;
	open_form();
	assert_int_equal(paste("budget.7.604", "10").n, 0);
	assert_int_equal(paste("", "10").n, 0);
	assert_int_equal(paste("budget.1.604", "").n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(the_sums_of_the_real_record_are_those_that_dauphin_prints),
		IN_ARENA(each_code_of_the_chart_stands_once_and_volunteering_is_870),
		IN_ARENA(a_funder_of_the_call_is_asked_by_name_and_the_line_of_its_kind_is_not),
		IN_ARENA(every_line_of_the_budget_is_a_field_of_the_form),
		IN_ARENA(money_from_others_counts_but_is_not_asked_of_this_call),
		IN_ARENA(two_free_lines_more_than_are_filled_are_shown),
		IN_ARENA(the_gap_is_said_with_the_year_and_links_to_a_line),
		IN_ARENA(a_budget_of_which_only_one_side_is_written_is_not_yet_wrong),
		IN_ARENA(volunteering_on_one_side_only_is_a_problem_of_the_filing),
		IN_ARENA(an_empty_budget_is_asked_for_at_the_filing_only),
		IN_ARENA(aid_in_kind_only_asks_no_money_of_a_funder),
		IN_ARENA(an_amount_without_a_name_and_a_name_without_an_amount_are_problems),
		IN_ARENA(what_is_no_amount_counts_for_nothing_and_is_told),
		IN_ARENA(kept_amounts_are_exact_to_the_cent),
		IN_ARENA(sums_beyond_every_budget_are_told_and_do_not_overflow),
		IN_ARENA(several_years_have_their_own_lines_and_their_own_gap),
		IN_ARENA(years_beyond_four_are_four_and_a_project_of_one_year_has_one),
		IN_ARENA(a_column_fills_the_lines_below_and_passes_over_sums),
		IN_ARENA(amounts_read_as_french_and_english_spreadsheets_write_them),
		IN_ARENA(what_could_be_read_in_two_ways_or_is_no_amount_is_refused),
		IN_ARENA(a_label_or_an_account_number_finds_its_line),
		IN_ARENA(a_label_that_no_line_has_is_told_and_its_amount_still_placed),
		IN_ARENA(a_second_column_of_amounts_has_no_line),
		IN_ARENA(cells_below_the_last_line_have_no_place),
		IN_ARENA(quotes_hold_tabs_and_line_breaks),
		IN_ARENA(funders_are_found_by_their_name),
		IN_ARENA(a_block_for_a_line_that_does_not_exist_gives_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
