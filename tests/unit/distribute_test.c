/* The distribution under the règlement of a real call: a verdict that depends on the amount itself is only known once the amount is (N16, B16). In investment the Region gives 5 000 euros or nothing
   (CABBALR 2020, packs/cabbalr-2020): a project that lacks 3 000 is first proposed to it, judged, and given up. */
#include "actions/distribute.h"

#include "accounts/actor.h"
#include "actions/load_pack.h"

#include "lib/both.h"

static struct problems ps;

static void open_world(void)
{
	struct findings fs = findings_new(fixture.arena);
	struct load_result result;
	const struct load_options options = {.actor = S("cli:0"), .folder = "packs/cabbalr-2020"};
	ps = fresh_problems();
	assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
	assert_int_equal(script("INSERT INTO organisation (territory_id, code, name, kind, position) SELECT territory_id, 'jardins', 'Jardins', 'association', 99 FROM territory"), OK);
}

/* Asks the Region 20 000 of investment, and lacks `lacks`. */
static void add(int64_t number, int64_t lacks)
{
	str text = arena_fmt(fixture.arena,
	                    "INSERT INTO action (territory_id, code, title) SELECT territory_id, 'ACT-%lld', 'Projet %lld' FROM territory;"
	                    "INSERT INTO application (territory_id, application_id, call_code, action_code, bearer_code, title, state, total_cents, other_cents, position) "
	                    "SELECT territory_id, %lld, 'cabbalr-2020', 'ACT-%lld', 'jardins', 'Projet %lld', 'under_review', 2000000, %lld, %lld FROM territory;"
	                    "INSERT INTO financing_line (territory_id, application_id, funder_code, year, section, valued, asked_cents) SELECT territory_id, %lld, 'region', 2020, 'investment', 0, 2000000 FROM territory",
	                    (long long)number, (long long)number, (long long)number, (long long)number, (long long)number, (long long)(2000000 - lacks * 100), (long long)number, (long long)number);
	assert_int_equal(script(arena_cstr(fixture.arena, text)), OK);
}

static void a_verdict_that_moves_with_the_amount_is_judged_again_and_solved_again(void **state)
{
	(void)state;
	open_world();
	add(1, 3000);
	add(2, 8000);
	struct wish_fields fields = {0};
	*LIST_ADD(fixture.arena, &fields) = (struct wish_field){S("step"), S("100")};
	*LIST_ADD(fixture.arena, &fields) = (struct wish_field){S("percent"), S("100")};
	*LIST_ADD(fixture.arena, &fields) = (struct wish_field){S("e.region-investissement-2020"), S("50000")};
	const struct distributing t = {.db = db, .arena = fixture.arena, .lang = LANG_FR, .now = {1580000000000}, .call = S("cabbalr-2020"), .scenario = 1, .fields = &fields, .seconds = 10};
	struct distribution d;
	assert_int_equal(distribute(&t, &d, &ps), OK);
	assert_int_equal(d.outcome, SOLVE_OPTIMAL);
	assert_true(d.judged);
	assert_int_equal(d.rounds, 2);
	assert_int_equal(d.count, 1);
	assert_int_equal(d.given.cents, 800000);
	assert_int_equal(d.moved.n, 1);
	assert_int_equal(d.moved.at[0].application.v, 1);
	assert_int_equal(d.moved.at[0].is.cents, 0);
	assert_false(d.moved.at[0].still);
	for (size_t r = 0; r < d.solved->rows.n; r++)
		assert_false(d.solved->rows.at[r].refused_by_rule);
}

static void money_in_two_parts_goes_to_both_and_the_table_says_from_which(void **state)
{
	(void)state;
	open_world();
	for (int64_t i = 1; i <= 4; i++)
		add(i, 8000);
	assert_int_equal(script("INSERT INTO envelope_change (territory_id, call_code, envelope_code, decided_ms, decided_by, funder_code, section, part, wave, amount_cents, label, state, reason) "
	                        "SELECT territory_id, 'cabbalr-2020', 'imposed', 1, 1, 'region', 'investment', 'imposed', 1, 1600000, 'Imposées', 'notified', 'x' FROM territory;"
	                        "INSERT INTO envelope_change (territory_id, call_code, envelope_code, decided_ms, decided_by, funder_code, section, part, wave, amount_cents, label, state, reason) "
	                        "SELECT territory_id, 'cabbalr-2020', 'free', 1, 1, 'region', 'investment', 'free', 1, 1600000, 'Libres', 'notified', 'x' FROM territory;"
	                        "INSERT INTO envelope_change (territory_id, call_code, envelope_code, decided_ms, decided_by, funder_code, section, part, wave, amount_cents, label, state, reason) "
	                        "SELECT territory_id, 'cabbalr-2020', 'later', 1, 1, 'region', 'investment', 'reserve', 2, 9000000, 'Réserve', 'notified', 'x' FROM territory"), OK);
	struct wish_fields fields = {0};
	*LIST_ADD(fixture.arena, &fields) = (struct wish_field){S("step"), S("100")};
	*LIST_ADD(fixture.arena, &fields) = (struct wish_field){S("percent"), S("100")};
	const struct distributing t = {.db = db, .arena = fixture.arena, .lang = LANG_FR, .now = {1580000000000}, .call = S("cabbalr-2020"), .scenario = 1, .fields = &fields, .seconds = 10};
	struct distribution d;
	assert_int_equal(distribute(&t, &d, &ps), OK);
	assert_int_equal(d.count, 4);
	int64_t taken[3] = {0};
	for (size_t i = 0; i < d.solved->envelopes.n; i++) {
		const struct grid_envelope *e = &d.solved->envelopes.at[i];
		const str names[] = {S("imposed"), S("free"), S("later")};
		for (size_t k = 0; k < 3; k++)
			taken[k] += str_eq(e->code, names[k]) ? e->taken.cents : 0;
	}
	assert_int_equal(taken[0], 1600000);
	assert_int_equal(taken[1], 1600000);
	assert_int_equal(taken[2], 0);
	assert_int_equal(d.solved->columns.at[grid_column_of(d.solved, S("region:investment"))].unplaced.cents, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {BOTH(a_verdict_that_moves_with_the_amount_is_judged_again_and_solved_again), BOTH(money_in_two_parts_goes_to_both_and_the_table_says_from_which)};
	return both_run("distribute", tests, sizeof tests / sizeof *tests);
}
