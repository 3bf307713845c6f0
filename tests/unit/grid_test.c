/* domain/grid: rows N1, N2, N7, P2, P4, P8, B16 of requirements.md. One row worked out again gives the whole grid worked out again, on random grids. */
#include "domain/grid.h"

#include "lib/in_arena.h"

static uint64_t seed;

static int64_t chance(int64_t n)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (int64_t)((seed >> 33) % (uint64_t)n);
}

static opt_money any_amount(void)
{
	return chance(3) ? (opt_money){true, {chance(2000000)}} : (opt_money){0};
}

static void any_cell(struct grid_cell *c)
{
	*c = (struct grid_cell){.asked = any_amount(), .hoped = chance(4) ? (opt_money){0} : any_amount(), .proposed = any_amount(), .voted = chance(2) ? (opt_money){0} : any_amount(),
		.refused = chance(9) == 0, .envelope = chance(4) ? STR_NONE : chance(2) ? S("imposed") : S("free")};
	c->rule = (struct grid_rule){.judged = chance(2) == 0, .refuses = chance(12) == 0, .maximum = any_amount(), .clause = S("art. 4"), .sentence = S("non")};
}

static void any_row(struct grid *g, struct grid_row *r)
{
	static const str states[] = {S("filed"), S("admissible"), S("refused"), S("withdrawn"), S("programmed")};
	static const str decisions[] = {{NULL, 0}, {NULL, 0}, S("programmed"), S("reserve"), S("refused")};
	r->state = states[chance(5)];
	r->decision = decisions[chance(5)];
	r->cost = (money){chance(9000000)};
	r->other = (money){chance(100000)};
	for (size_t c = 0; c < g->columns.n; c++)
		any_cell(&r->cells[c]);
}

static struct grid any_grid(size_t rows)
{
	struct grid g = {.call = S("x"), .scenario = 1};
	static const str groups[] = {S("public"), S("landlords")};
	for (size_t i = 0; i < 2; i++)
		*LIST_ADD(arena, &g.groups) = (struct grid_group){.code = groups[i], .label = groups[i]};
	*LIST_ADD(arena, &g.columns) = (struct grid_column){.code = S("state"), .funder = S("state"), .label = S("État"), .group = S("public")};
	*LIST_ADD(arena, &g.columns) = (struct grid_column){.code = S("region"), .funder = S("region"), .label = S("Région"), .group = S("public")};
	*LIST_ADD(arena, &g.columns) = (struct grid_column){.code = S("region:investment"), .funder = S("region"), .label = S("Région"), .group = S("public"), .investment = true};
	*LIST_ADD(arena, &g.columns) = (struct grid_column){.code = S("sia:valued"), .funder = S("sia"), .label = S("SIA"), .group = S("landlords"), .valued = true};
	*LIST_ADD(arena, &g.columns) = (struct grid_column){.code = S("own"), .funder = S("own"), .label = S("Fonds propres"), .group = S("public"), .own_funds = true};
	static const struct grid_envelope envelopes[] = {
		{.code = S("state-1"), .label = S("État"), .funder = S("state"), .part = S("main"), .wave = 1, .amount = {true, {30000000}}},
		{.code = S("imposed"), .label = S("imposés"), .funder = S("region"), .part = S("imposed"), .wave = 1, .amount = {true, {100000}}},
		{.code = S("free"), .label = S("libres"), .funder = S("region"), .part = S("free"), .wave = 1},
	};
	for (size_t i = 0; i < 3; i++)
		*LIST_ADD(arena, &g.envelopes) = envelopes[i];
	static const str districts[] = {S("north"), S("south"), S("empty")};
	for (size_t i = 0; i < 3; i++)
		*LIST_ADD(arena, &g.districts) = (struct grid_coverage){.code = districts[i], .label = districts[i]};
	for (size_t i = 0; i < rows; i++) {
		struct grid_row *r = LIST_ADD(arena, &g.rows);
		r->id = (application_id){(int64_t)i + 1};
		r->title = arena_fmt(arena, "Action %zu", i);
		r->cells = ARENA_ARRAY(arena, g.columns.n, struct grid_cell);
		for (size_t d = 0; d < 2; d++)
			if (chance(2))
				*LIST_ADD(arena, &r->districts) = districts[d];
		any_row(&g, r);
	}
	return g;
}

/* Every computed number of a grid in one text. */
static str all_of(const struct grid *g)
{
	struct out o = out_new(4 << 20);
#define N(x) (out_int(&o, (x)), out_char(&o, ' '))
	N(g->cost.cents), N(g->asked.cents), N(g->funded.cents), N(g->valued.cents), N(g->gap.cents), N((int64_t)g->counted), N((int64_t)g->findings.errors), N((int64_t)g->findings.warnings);
	for (size_t i = 0; i < g->columns.n; i++)
		N(g->columns.at[i].asked.cents), N(g->columns.at[i].hoped.cents), N(g->columns.at[i].proposed.cents), N(g->columns.at[i].voted.cents), N(g->columns.at[i].amount.cents);
	for (size_t i = 0; i < g->groups.n; i++)
		N(g->groups.at[i].amount.cents), N(g->groups.at[i].valued.cents), N(g->groups.at[i].percent);
	for (size_t i = 0; i < g->envelopes.n; i++)
		N(g->envelopes.at[i].asked.cents), N(g->envelopes.at[i].proposed.cents), N(g->envelopes.at[i].voted.cents), N(g->envelopes.at[i].taken.cents), N(g->envelopes.at[i].left.value.cents);
	for (size_t i = 0; i < g->districts.n; i++)
		N((int64_t)g->districts.at[i].rows), N(g->districts.at[i].amount.cents);
	for (size_t i = 0; i < g->rows.n; i++) {
		const struct grid_row *r = &g->rows.at[i];
		N(r->asked.cents), N(r->funded.cents), N(r->gap.cents), N(r->counts), N(r->over), N(r->refused_by_rule);
		for (size_t c = 0; c < g->columns.n; c++)
			N((int64_t)r->cells[c].stage), N(r->cells[c].amount.cents), N(r->cells[c].rule.over.value.cents);
	}
	for (size_t i = 0; i < g->findings.list.n; i++)
		out_str(&o, finding_text(arena, LANG_FR, &g->findings.list.at[i]));
#undef N
	assert_false(o.full);
	return out_keep(&o, arena);
}

static void a_row_computed_again_gives_what_the_whole_grid_gives(void **state)
{
	(void)state;
	for (seed = 1; seed < 40; seed = seed + 1) {
		uint64_t kept = seed;
		struct grid g = any_grid((size_t)(1 + chance(30)));
		grid_compute(arena, &g);
		for (int change = 0; change < 8; change++) {
			size_t row = (size_t)chance((int64_t)g.rows.n);
			any_row(&g, &g.rows.at[row]);
			grid_compute_row(arena, &g, row);
			str one = all_of(&g);
			grid_compute(arena, &g);
			assert_true(str_eq(one, all_of(&g)));
		}
		seed = kept;
	}
}

static void sums_in_both_directions_agree(void **state)
{
	(void)state;
	for (seed = 100; seed < 130; seed++) {
		uint64_t kept = seed;
		struct grid g = any_grid(25);
		grid_compute(arena, &g);
		int64_t rows = 0, columns = 0, groups = 0, percents = 0, shared = 0, placed = 0;
		for (size_t i = 0; i < g.rows.n; i++) {
			const struct grid_row *r = &g.rows.at[i];
			assert_true(r->gap.cents == r->cost.cents - r->other.cents - r->funded.cents);
			rows += r->counts ? r->funded.cents : 0;
			placed += r->counts && r->districts.n ? r->funded.cents : 0;
		}
		for (size_t i = 0; i < g.columns.n; i++)
			columns += g.columns.at[i].amount.cents;
		for (size_t i = 0; i < g.groups.n; i++)
			groups += g.groups.at[i].amount.cents, percents += g.groups.at[i].percent;
		for (size_t i = 0; i < g.districts.n; i++)
			shared += g.districts.at[i].amount.cents;
		assert_true(rows == g.funded.cents && columns == rows && groups == rows && shared == placed);
		assert_int_equal(percents, rows ? 100 : 0);
		seed = kept;
	}
}

static struct grid one_row(void)
{
	seed = 3;
	struct grid g = any_grid(1);
	struct grid_row *r = &g.rows.at[0];
	r->state = S("filed");
	r->decision = STR_NONE;
	r->cost = (money){1000000};
	r->other = MONEY_ZERO;
	for (size_t c = 0; c < g.columns.n; c++)
		r->cells[c] = (struct grid_cell){0};
	return g;
}

static void what_is_only_asked_counts_for_nothing_but_the_bearers_own_money(void **state)
{
	(void)state;
	struct grid g = one_row();
	g.rows.at[0].cells[0].asked = (opt_money){true, {400000}};
	g.rows.at[0].cells[4].asked = (opt_money){true, {100000}};
	grid_compute(arena, &g);
	assert_true(g.rows.at[0].funded.cents == 100000 && g.rows.at[0].gap.cents == 900000);
	assert_int_equal(g.rows.at[0].cells[0].stage, CELL_ASKED);
	assert_true(g.envelopes.at[0].asked.cents == 400000 && g.envelopes.at[0].taken.cents == 0);
}

static void a_later_stage_replaces_an_earlier_one_and_a_refusal_all_of_them(void **state)
{
	(void)state;
	struct grid g = one_row();
	struct grid_cell *c = &g.rows.at[0].cells[0];
	c->hoped = (opt_money){true, {100}};
	grid_compute(arena, &g);
	assert_true(c->amount.cents == 100);
	c->proposed = (opt_money){true, {90}};
	grid_compute(arena, &g);
	assert_true(c->amount.cents == 90);
	c->voted = (opt_money){true, {0}};
	grid_compute(arena, &g);
	assert_true(c->amount.cents == 0 && c->stage == CELL_VOTED);
	c->refused = true;
	grid_compute(arena, &g);
	assert_true(c->amount.cents == 0 && c->stage == CELL_REFUSED && g.columns.at[0].voted.cents == 0);
}

static void a_withdrawn_row_takes_nothing_from_an_envelope(void **state)
{
	(void)state;
	struct grid g = one_row();
	g.rows.at[0].cells[0].voted = (opt_money){true, {400000}};
	grid_compute(arena, &g);
	assert_true(g.envelopes.at[0].left.value.cents == 29600000);
	g.rows.at[0].state = S("withdrawn");
	grid_compute(arena, &g);
	assert_true(g.envelopes.at[0].left.value.cents == 30000000 && g.counted == 0 && g.cost.cents == 0);
}

static size_t count_findings(const struct grid *g, enum word message)
{
	size_t n = 0;
	for (size_t i = 0; i < g->findings.list.n; i++)
		n += g->findings.list.at[i].message == message;
	return n;
}

static void what_is_wrong_is_said(void **state)
{
	(void)state;
	struct grid g = one_row();
	struct grid_row *r = &g.rows.at[0];
	r->cells[0] = (struct grid_cell){.asked = {true, {100}}, .voted = {true, {40000000}}, .rule = {.judged = true, .maximum = {true, {50}}, .clause = S("art. 4.2")}};
	r->cells[1] = (struct grid_cell){.voted = {true, {150000}}, .envelope = S("imposed"), .rule = {.judged = true, .refuses = true, .sentence = S("hors délai")}};
	grid_compute(arena, &g);
	assert_int_equal(count_findings(&g, W_grid_finding_envelope), 2); /* the State's, and the imposed figures */
	assert_int_equal(count_findings(&g, W_grid_finding_row_over), 1);
	assert_int_equal(count_findings(&g, W_grid_finding_above_asked), 1);
	assert_int_equal(count_findings(&g, W_grid_finding_maximum), 1);
	assert_int_equal(count_findings(&g, W_grid_finding_rule), 1);
	assert_int_equal(count_findings(&g, W_grid_finding_half), 1);
	assert_true(count_findings(&g, W_grid_finding_district) >= 1);
	assert_true(r->refused_by_rule && r->over && r->cells[0].rule.over.value.cents == 39999950);
}

static void half_and_half_between_imposed_and_free_is_silent(void **state)
{
	(void)state;
	struct grid g = one_row();
	g.rows.at[0].cells[1] = (struct grid_cell){.voted = {true, {50000}}, .envelope = S("imposed")};
	grid_compute(arena, &g);
	assert_int_equal(count_findings(&g, W_grid_finding_half), 1);
	g.rows.at[0].cells[1].envelope = S("free");
	g.rows.at[0].cells[1].voted = (opt_money){true, {0}};
	grid_compute(arena, &g);
	assert_int_equal(count_findings(&g, W_grid_finding_half), 0);
}

static void codes_of_columns_go_both_ways(void **state)
{
	(void)state;
	static const struct {
		const char *code;
		bool right, investment, valued;
	} cases[] = {{"region", true, false, false}, {"region:investment", true, true, false}, {"region:valued", true, false, true}, {"region:investment:valued", true, true, true},
	             {"region:valued:investment", false, 0, 0}, {"region:", false, 0, 0}, {":valued", false, 0, 0}, {"", false, 0, 0}, {"region:investment:", false, 0, 0}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		str funder;
		bool investment, valued, right = grid_column_parse(str_of(cases[i].code), &funder, &investment, &valued);
		assert_int_equal(right, cases[i].right);
		if (right)
			assert_true(investment == cases[i].investment && valued == cases[i].valued && str_eq(grid_column_code(arena, funder, investment, valued), str_of(cases[i].code)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(a_row_computed_again_gives_what_the_whole_grid_gives), IN_ARENA(sums_in_both_directions_agree),
		IN_ARENA(what_is_only_asked_counts_for_nothing_but_the_bearers_own_money), IN_ARENA(a_later_stage_replaces_an_earlier_one_and_a_refusal_all_of_them),
		IN_ARENA(a_withdrawn_row_takes_nothing_from_an_envelope), IN_ARENA(what_is_wrong_is_said), IN_ARENA(half_and_half_between_imposed_and_free_is_silent),
		IN_ARENA(codes_of_columns_go_both_ways),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
