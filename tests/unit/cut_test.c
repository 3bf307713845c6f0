/* domain/cut and domain/grid_compare: what a cut takes, to the cent and never from a locked amount; what could be done for each action; scenarios side by side. Rows N3, N6. */
#include "domain/cut.h"
#include "domain/grid_compare.h"

#include "lib/in_arena.h"

enum { STATE, REGION, OWN, COLUMNS };

static opt_money euros(int64_t n)
{
	return (opt_money){true, {n * 100}};
}

static void add_row(struct grid *g, int64_t id, int64_t cost, int64_t state, int64_t region, int64_t score)
{
	struct grid_row *r = LIST_ADD(arena, &g->rows);
	*r = (struct grid_row){.id = {id}, .title = arena_fmt(arena, "Action %lld", (long long)id), .bearer = id % 2 ? S("Club") : S("Régie"), .state = S("under_review"), .cost = {cost * 100},
		.score_milli = {score > 0, score}, .cells = ARENA_ARRAY(arena, COLUMNS, struct grid_cell)};
	r->cells[STATE] = (struct grid_cell){.asked = euros(state + 500), .voted = euros(state)};
	r->cells[REGION] = (struct grid_cell){.asked = euros(region + 500), .proposed = euros(region)};
}

static struct grid *table(void)
{
	struct grid *g = ARENA_NEW(arena, struct grid);
	*LIST_ADD(arena, &g->columns) = (struct grid_column){.code = S("state"), .funder = S("state"), .label = S("État"), .group = S("public")};
	*LIST_ADD(arena, &g->columns) = (struct grid_column){.code = S("region"), .funder = S("region"), .label = S("Région"), .group = S("public")};
	*LIST_ADD(arena, &g->columns) = (struct grid_column){.code = S("own"), .funder = S("own"), .label = S("Fonds propres"), .group = S("public"), .own_funds = true};
	*LIST_ADD(arena, &g->groups) = (struct grid_group){.code = S("public"), .label = S("Public")};
	*LIST_ADD(arena, &g->envelopes) = (struct grid_envelope){.code = S("r"), .label = S("Région"), .funder = S("region"), .part = S("main"), .wave = 1, .amount = euros(6700), .column = REGION};
	add_row(g, 1, 3000, 1000, 2000, 7000);
	add_row(g, 2, 4000, 1001, 2999, 0);
	add_row(g, 3, 2500, 1000, 1500, 9000);
	grid_compute(arena, g);
	return g;
}

static void a_cut_in_proportion_takes_exactly_what_was_asked(void **state)
{
	(void)state;
	struct grid *g = table();
	for (int64_t cents = 1; cents < 300100; cents += 4999) {
		struct cut cut;
		int64_t taken = 0;
		assert_int_equal(cut_plan(arena, g, &(struct cut_wish){.column = S("state"), .amount = cents}, &cut), OK);
		for (size_t i = 0; i < cut.lines.n; i++) {
			taken += cut.lines.at[i].before.cents - cut.lines.at[i].after.cents;
			assert_true(cut.lines.at[i].after.cents >= 0);
		}
		assert_int_equal(taken, cents);
		assert_int_equal(cut_applied(arena, g, &cut)->columns.at[STATE].amount.cents, 300100 - cents);
	}
	assert_int_equal(g->columns.at[STATE].amount.cents, 300100); /* the table itself did not move */
}

static void whole_euros_stay_whole(void **state)
{
	(void)state;
	struct cut cut;
	assert_int_equal(cut_plan(arena, table(), &(struct cut_wish){.column = S("state"), .share = true, .amount = 1000}, &cut), OK);
	assert_int_equal(cut.done.cents, 30000);
	for (size_t i = 0; i < cut.lines.n; i++)
		assert_int_equal(cut.lines.at[i].after.cents % 100, 0);
}

static void a_locked_amount_is_left_alone_and_said(void **state)
{
	(void)state;
	struct grid *g = table();
	struct cut cut;
	g->rows.at[0].cells[STATE].locked = true;
	assert_int_equal(cut_plan(arena, g, &(struct cut_wish){.column = S("state"), .amount = 250000}, &cut), OK);
	assert_int_equal(cut.locked.cents, 100000);
	assert_int_equal(cut.done.cents, 200100);
	for (size_t i = 0; i < cut.lines.n; i++)
		assert_int_not_equal(cut.lines.at[i].row, 0);
}

static void by_score_the_lowest_mark_loses_first(void **state)
{
	(void)state;
	struct cut cut;
	assert_int_equal(cut_plan(arena, table(), &(struct cut_wish){.column = S("state"), .amount = 150100, .mode = CUT_BY_SCORE}, &cut), OK);
	assert_int_equal(cut.lines.n, 2);
	assert_int_equal(cut.lines.at[0].after.cents, 50000); /* 7 out of 10 */
	assert_int_equal(cut.lines.at[1].after.cents, 0);     /* no mark */
}

static void an_envelope_is_cut_in_the_amounts_that_take_from_it(void **state)
{
	(void)state;
	struct grid *g = table();
	struct cut cut;
	assert_int_equal(cut_plan(arena, g, &(struct cut_wish){.envelope = S("r"), .amount = 100}, &cut), OK);
	assert_int_equal(cut.there.cents, 649900);
	for (size_t i = 0; i < cut.lines.n; i++)
		assert_int_equal(cut.lines.at[i].column, REGION);
	assert_int_equal(cut_plan(arena, g, &(struct cut_wish){.envelope = S("nowhere"), .amount = 100}, &cut), NOT_FOUND);
	assert_int_equal(cut_plan(arena, g, &(struct cut_wish){.column = S("state"), .share = true, .amount = 10001}, &cut), INVALID);
}

static void options_stay_within_what_was_asked_the_ceiling_and_the_envelope(void **state)
{
	(void)state;
	struct grid *g = table();
	struct cut cut;
	struct cut_rows rows;
	assert_int_equal(cut_plan(arena, g, &(struct cut_wish){.column = S("state"), .row = {1}, .amount = 30000}, &cut), OK);
	struct grid *after = cut_applied(arena, g, &cut);
	cut_options(arena, g, after, &cut, &rows);
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.at[0].gap.cents, 30000);
	assert_int_equal(rows.at[0].cost.cents, 270000);
	assert_int_equal(rows.at[0].raises.n, 1);
	assert_int_equal(rows.at[0].raises.at[0].bound, CUT_BOUND_ENVELOPE); /* 6 700 less 6 499 */
	assert_int_equal(rows.at[0].raises.at[0].by.cents, 20100);
	assert_false(rows.at[0].closes);
	after->rows.at[0].cells[REGION].rule = (struct grid_rule){.judged = true, .maximum = euros(2100)};
	cut_options(arena, g, after, &cut, &rows);
	assert_int_equal(rows.at[0].raises.at[0].bound, CUT_BOUND_CEILING);
	assert_int_equal(rows.at[0].raises.at[0].by.cents, 10000);
	after->rows.at[0].cells[REGION].locked = true;
	cut_options(arena, g, after, &cut, &rows);
	assert_int_equal(rows.at[0].raises.n, 0);
}

static void a_ceiling_that_the_cut_lowers_is_named(void **state)
{
	(void)state;
	struct grid *g = table();
	struct cut_moves moves;
	g->rows.at[1].cells[REGION].rule = (struct grid_rule){.judged = true, .maximum = euros(3000)};
	struct grid *after = grid_copy(arena, g);
	cut_ceilings(arena, g, after, &moves);
	assert_int_equal(moves.n, 0);
	after->rows.at[1].cells[REGION].rule.maximum = euros(2000);
	grid_compute(arena, after);
	cut_ceilings(arena, g, after, &moves);
	assert_int_equal(moves.n, 1);
	assert_int_equal(moves.at[0].row, 1);
	assert_true(moves.at[0].breaks); /* 2 999 is proposed */
}

static void scenarios_side_by_side_add_up_and_name_who_loses(void **state)
{
	(void)state;
	struct grid *g = table();
	struct cut cut;
	struct grid_comparison c;
	assert_int_equal(cut_plan(arena, g, &(struct cut_wish){.column = S("state"), .row = {2}, .amount = 40000}, &cut), OK);
	const struct grid *grids[] = {g, cut_applied(arena, g, &cut)};
	grid_compare(arena, grids, 2, &c);
	assert_int_equal(c.given[0].cents, 950000);
	assert_int_equal(c.given[1].cents, 910000);
	assert_int_equal(c.same, 2);
	assert_int_equal(c.bearers.n, 1);
	assert_string_equal(arena_cstr(arena, c.bearers.at[0].label), "Régie");
	assert_true(c.rows.at[1].differs);
	assert_int_equal(c.rows.at[1].cells.n, 1);
	assert_int_equal(c.rows.at[1].cells.at[0].amounts[1].cents, 60100);
	int64_t funders = 0;
	for (size_t i = 0; i < c.funders.n; i++)
		funders += c.funders.at[i].amounts[1].cents;
	assert_int_equal(funders, c.given[1].cents);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		IN_ARENA(a_cut_in_proportion_takes_exactly_what_was_asked), IN_ARENA(whole_euros_stay_whole), IN_ARENA(a_locked_amount_is_left_alone_and_said),
		IN_ARENA(by_score_the_lowest_mark_loses_first), IN_ARENA(an_envelope_is_cut_in_the_amounts_that_take_from_it),
		IN_ARENA(options_stay_within_what_was_asked_the_ceiling_and_the_envelope), IN_ARENA(a_ceiling_that_the_cut_lowers_is_named),
		IN_ARENA(scenarios_side_by_side_add_up_and_name_who_loses),
	};
	return cmocka_run_group_tests(cases, NULL, NULL);
}
