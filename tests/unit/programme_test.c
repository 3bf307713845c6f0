/* domain/money and domain/programme: rows P1-P5, P8, N2 of requirements.md. */
#include "domain/programme.h"

#include "lib/in_arena.h"

static void a_split_loses_no_cent(void **state)
{
	(void)state;
	for (int64_t whole = -500; whole <= 500; whole++) {
		const int64_t weights[] = {1, 1, 1, 0, 7};
		money parts[5];
		int64_t sum = 0;
		money_split((money){whole}, weights, 5, parts);
		for (size_t i = 0; i < 5; i++)
			sum += parts[i].cents;
		assert_true(sum == whole);
		assert_true(parts[3].cents == 0);
	}
}

static void a_split_without_weights_gives_all_to_the_first(void **state)
{
	(void)state;
	const int64_t weights[] = {0, 0};
	money parts[2];
	money_split((money){7}, weights, 2, parts);
	assert_true(parts[0].cents == 7 && parts[1].cents == 0);
}

static void the_published_percentages_of_libercourt_come_out(void **state)
{
	(void)state;
	const money groups[] = {{4820700}, {2995000}, {9749400}, {500000}, {2000000}, {3376500}, {1424000}};
	const int expected[] = {19, 12, 39, 2, 8, 14, 6};
	int percents[7];
	percents_of(groups, 7, percents);
	for (size_t i = 0; i < 7; i++)
		assert_int_equal(percents[i], expected[i]);
}

static void percentages_of_nothing_are_all_zero(void **state)
{
	(void)state;
	const money groups[] = {{0}, {0}};
	int percents[2] = {1, 1};
	percents_of(groups, 2, percents);
	assert_int_equal(percents[0], 0);
	assert_int_equal(percents[1], 0);
}

static struct programme two_actions(int64_t second_line)
{
	struct programme p = {.call = S("x"), .title = S("T"), .territory_name = S("Ville")};
	*LIST_ADD(arena, &p.groups) = (struct programme_group){.code = S("ville"), .label = S("Ville")};
	*LIST_ADD(arena, &p.groups) = (struct programme_group){.code = S("tfpb"), .label = S("TFPB")};
	*LIST_ADD(arena, &p.funders) = (struct programme_funder){.code = S("ville"), .label = S("Ville"), .group = 0};
	*LIST_ADD(arena, &p.funders) = (struct programme_funder){.code = S("sia"), .label = S("SIA"), .group = 1, .valued = true};
	*LIST_ADD(arena, &p.funders) = (struct programme_funder){.code = S("pdc"), .label = S("PDC"), .group = 1, .valued = true};
	struct programme_axis *axis = LIST_ADD(arena, &p.axes);
	axis->label = S("Axe");
	struct programme_action *first = LIST_ADD(arena, &axis->actions);
	*first = (struct programme_action){.title = S("Une"), .bearer = S("CCAS"), .total = {10000}};
	*LIST_ADD(arena, &first->lines) = (struct programme_line){0, {6000}};
	*LIST_ADD(arena, &first->lines) = (struct programme_line){1, {4000}};
	struct programme_action *second = LIST_ADD(arena, &axis->actions);
	*second = (struct programme_action){.title = S("Deux"), .bearer = S("Ville"), .total = {5000}};
	*LIST_ADD(arena, &second->lines) = (struct programme_line){2, {second_line}};
	return p;
}

static void both_levels_of_funders_sum_to_the_same_total(void **state)
{
	(void)state;
	struct programme p = two_actions(5000);
	programme_compute(arena, &p);
	assert_true(p.total.cents == 15000 && p.funded.cents == 15000 && p.valued.cents == 9000);
	assert_true(p.groups.at[1].amount.cents == 9000 && p.groups.at[1].valued.cents == 9000);
	assert_int_equal(p.groups.at[0].percent + p.groups.at[1].percent, 100);
	assert_int_equal(p.findings.list.n, 0);
}

static void a_row_that_is_one_cent_short_says_so_in_place(void **state)
{
	(void)state;
	struct programme p = two_actions(4999);
	programme_compute(arena, &p);
	assert_int_equal(p.findings.errors, 1);
	assert_true(str_eq(p.findings.list.at[0].place, S("Deux")));
	assert_true(p.axes.at[0].actions.at[1].gap.cents == 1);
}

static void computing_twice_gives_the_same_table(void **state)
{
	(void)state;
	struct programme p = two_actions(4999);
	programme_compute(arena, &p);
	programme_compute(arena, &p);
	assert_true(p.total.cents == 15000 && p.funded.cents == 14999);
	assert_int_equal(p.findings.list.n, 1);
}

static void printed_figures_that_differ_are_reported(void **state)
{
	(void)state;
	struct programme p = two_actions(5000);
	p.printed_total = (opt_money){true, {15100}};
	p.groups.at[0].printed_amount_set = true;
	p.groups.at[0].printed_amount = (money){6000};
	p.groups.at[1].printed_percent_set = true;
	p.groups.at[1].printed_percent = 61;
	programme_compute(arena, &p);
	assert_int_equal(p.findings.errors, 1);
	assert_int_equal(p.findings.warnings, 1);
}

static void two_receipt_numbers_on_one_annex_are_reported(void **state)
{
	(void)state;
	struct programme p = two_actions(5000);
	*LIST_ADD(arena, &p.receipts) = (struct programme_receipt){.number = S("DELIB-2024-1179")};
	*LIST_ADD(arena, &p.receipts) = (struct programme_receipt){.number = S("DELIB-2024-69"), .place = S("page 2")};
	programme_compute(arena, &p);
	assert_int_equal(p.findings.warnings, 1);
	assert_true(str_has(finding_text(arena, LANG_FR, &p.findings.list.at[0]), S("DELIB-2024-69")));
}

static bool has_finding(const struct programme *p, enum word message)
{
	for (size_t i = 0; i < p->findings.list.n; i++)
		if (p->findings.list.at[i].message == message)
			return true;
	return false;
}

static void a_negative_line_is_an_error_and_stops_nothing(void **state)
{
	(void)state;
	struct programme p = two_actions(-5000);
	programme_compute(arena, &p);
	assert_true(has_finding(&p, W_programme_finding_negative));
	assert_true(p.funded.cents == 5000 && p.groups.at[1].amount.cents == -1000); /* counted as it stands */
	assert_int_equal(p.groups.at[0].percent, 100);
	assert_int_equal(p.groups.at[1].percent, 0);
	struct out o = out_new(1 << 20);
	programme_json(&o, LANG_EN, &p);
	programme_csv(&o, LANG_FR, &p);
	programme_text(&o, LANG_FR, &p);
	assert_true(str_has(out_text(&o), S("“PDC” brings a negative amount: -€50")));
	assert_int_equal(out_end(&o), OK);
	out_free(&o);
}

static void a_programme_of_negative_amounts_only_has_no_percentages(void **state)
{
	(void)state;
	struct programme p = two_actions(-1);
	struct programme_action *first = &p.axes.at[0].actions.at[0];
	first->total = (money){-10000};
	first->lines.at[0].amount = (money){-6000};
	first->lines.at[1].amount = (money){-4000};
	programme_compute(arena, &p);
	assert_true(has_finding(&p, W_programme_finding_negative_cost));
	assert_int_equal(p.groups.at[0].percent + p.groups.at[1].percent, 0);
	programme_compute(arena, &p);
	assert_true(p.funded.cents == -10001);
}

static void the_json_names_what_the_contract_names(void **state)
{
	(void)state;
	struct programme p = two_actions(4999);
	programme_compute(arena, &p);
	struct out o = out_new(1 << 20);
	programme_json(&o, LANG_FR, &p);
	assert_true(str_starts(out_text(&o), S("{\"call\":\"x\",\"total_cents\":15000,\"groups\":[{\"label\":\"Ville\",\"amount_cents\":6000,\"percent\":40,")));
	assert_true(str_has(out_text(&o), S("{\"title\":\"Deux\",\"bearer\":\"Ville\",\"total_cents\":5000,\"gap_cents\":1,\"funding\":[{\"funder\":\"PDC\",\"amount_cents\":4999}]")));
	assert_true(str_has(out_text(&o), S("\"findings\":[{\"severity\":\"error\",\"place\":\"Deux\"")));
	out_free(&o);
}

static void the_csv_ends_with_the_totals(void **state)
{
	(void)state;
	struct programme p = two_actions(5000);
	programme_compute(arena, &p);
	struct out o = out_new(1 << 20);
	programme_csv(&o, LANG_FR, &p);
	assert_true(str_ends(out_text(&o), S("TOTAL;;;;150;60;40;50;0\r\n")));
	out_free(&o);
}

static void a_programme_without_actions_has_empty_totals(void **state)
{
	(void)state;
	struct programme p = {.call = S("x"), .title = S("T")};
	programme_compute(arena, &p);
	struct out o = out_new(1 << 20);
	programme_text(&o, LANG_FR, &p);
	programme_csv(&o, LANG_EN, &p);
	assert_int_equal(out_end(&o), OK);
	assert_true(p.total.cents == 0);
	out_free(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(a_split_loses_no_cent),
		IN_ARENA(a_split_without_weights_gives_all_to_the_first),
		IN_ARENA(the_published_percentages_of_libercourt_come_out),
		IN_ARENA(percentages_of_nothing_are_all_zero),
		IN_ARENA(both_levels_of_funders_sum_to_the_same_total),
		IN_ARENA(a_row_that_is_one_cent_short_says_so_in_place),
		IN_ARENA(computing_twice_gives_the_same_table),
		IN_ARENA(printed_figures_that_differ_are_reported),
		IN_ARENA(two_receipt_numbers_on_one_annex_are_reported),
		IN_ARENA(a_negative_line_is_an_error_and_stops_nothing),
		IN_ARENA(a_programme_of_negative_amounts_only_has_no_percentages),
		IN_ARENA(the_json_names_what_the_contract_names),
		IN_ARENA(the_csv_ends_with_the_totals),
		IN_ARENA(a_programme_without_actions_has_empty_totals),
	};
	return cmocka_run_group_tests_name("programme", tests, NULL, NULL);
}
