/* The grid of a real call read and written on both engines (N1, N7, P8; "Bad input" of deciding): columns of others, envelopes, stale cells, conflicts of interest, closed
   scenarios, rows typed at the table, what is kept of the past. */
#include "accounts/actor.h"
#include "actions/grid_write.h"
#include "actions/load_pack.h"
#include "gen/queries.h"

#include "lib/both.h"

enum { OFFICER = 1, STATE_AGENT, REGION_AGENT, ELECTED, STRANGER };
#define CALL S("libercourt-2025")

static struct problems ps;
static struct grid_written written;
static struct actor who;

static void open_world(void)
{
	struct findings fs = findings_new(fixture.arena);
	struct load_result result;
	const struct load_options options = {.actor = S("cli:0"), .folder = "packs/libercourt-2025"};
	ps = fresh_problems();
	assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
	assert_int_equal(script("INSERT INTO person (person_id, email, name, lang, created_ms, confirmed_ms, administrator) VALUES (1, 'o@ville.example', 'Chargée de mission', 'fr', 1, 1, 0), "
	                        "(2, 'e@etat.example', 'Déléguée du préfet', 'fr', 1, 1, 0), (3, 'r@region.example', 'Agent de la Région', 'fr', 1, 1, 0), "
	                        "(4, 'v@ville.example', 'Vice-présidente', 'fr', 1, 1, 0), (5, 'x@autre.example', 'Autre', 'fr', 1, 1, 0)"), OK);
	assert_int_equal(script("INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT t.territory_id, r.p, r.r, r.i, 1, 'cli:0' FROM territory t, "
	                        "(SELECT 1 AS p, 'officer' AS r, '' AS i UNION ALL SELECT 2, 'funder_agent', 'anct' UNION ALL SELECT 3, 'funder_agent', 'region' UNION ALL SELECT 4, 'elected', '') r"), OK);
}

struct writing {
	enum status (*run)(const struct grid_writing *w, const void *change);
	const void *change;
	struct grid_writing w;
};

static enum status in_write(struct db *d, void *arg)
{
	struct writing *x = arg;
	(void)d;
	ps = fresh_problems();
	return x->run(&x->w, x->change);
}

static enum status run_as(int64_t person, int64_t scenario, enum status (*run)(const struct grid_writing *w, const void *change), const void *change)
{
	static int64_t ms = 1000;
	assert_int_equal(actor_of_person(db, fixture.arena, (person_id){person}, &who), OK);
	struct writing x = {run, change, {.db = db, .arena = fixture.arena, .actor = &who, .now = {++ms}, .call = CALL, .scenario = scenario}};
	return db_write(db, in_write, &x);
}

static enum status run_cell(const struct grid_writing *w, const void *change)
{
	return grid_write_cell(w, change, &ps, &written);
}

static enum status cell_as(int64_t person, struct cell_change change)
{
	return run_as(person, 1, run_cell, &change);
}

static enum status run_row(const struct grid_writing *w, const void *change)
{
	return grid_write_row(w, change, &ps, &written);
}

static enum status run_add(const struct grid_writing *w, const void *change)
{
	return grid_add_row(w, change, &ps, &written);
}

static enum status run_envelope(const struct grid_writing *w, const void *change)
{
	return grid_set_envelope(w, change, &ps);
}

static enum status run_state(const struct grid_writing *w, const void *change)
{
	return grid_set_state(w, *(const str *)change, S("fin de la séance"), &ps);
}

static int64_t copied;
static enum status run_copy(const struct grid_writing *w, const void *change)
{
	return grid_copy_scenario(w, *(const str *)change, STR_NONE, S("copy"), &ps, &copied);
}

static struct change_money euros(int64_t n)
{
	return (struct change_money){true, {true, {n * 100}}};
}

static struct grid grid_now(int64_t scenario)
{
	struct grid g;
	assert_int_equal(read_grid(db, fixture.arena, LANG_FR, CALL, scenario, &g), OK);
	return g;
}

static application_id first_row(void)
{
	return grid_now(1).rows.at[0].id;
}

static void the_published_programme_is_the_grid_that_nobody_typed_in(void **state)
{
	(void)state;
	open_world();
	struct grid g = grid_now(1);
	assert_int_equal(g.rows.n, 10);
	assert_true(g.funded.cents == 24865600 && g.gap.cents == 0);
	static const struct {
		const char *group;
		int64_t cents;
		int percent;
	} printed[] = {{"ville", 4820700, 19}, {"ccas", 2995000, 12}, {"anct", 9749400, 39}, {"region", 500000, 2}, {"caf", 2000000, 8}, {"tfpb", 3376500, 14}, {"autres", 1424000, 6}};
	for (size_t i = 0; i < 7; i++) {
		assert_true(str_eq(g.groups.at[i].code, str_of(printed[i].group)));
		assert_true(g.groups.at[i].amount.cents == printed[i].cents && g.groups.at[i].percent == printed[i].percent);
	}
	assert_int_equal(read_grid(db, fixture.arena, LANG_FR, CALL, 2, &g), NOT_FOUND);
	assert_int_equal(read_grid(db, fixture.arena, LANG_FR, S("nowhere"), 1, &g), NOT_FOUND);
}

static void an_agent_writes_in_the_column_of_their_funder_only(void **state)
{
	(void)state;
	open_world();
	application_id id = first_row();
	assert_int_equal(cell_as(REGION_AGENT, (struct cell_change){.application = id, .column = S("anct"), .voted = euros(1000)}), DENIED);
	assert_int_equal(cell_as(ELECTED, (struct cell_change){.application = id, .column = S("anct"), .voted = euros(1000)}), DENIED);
	assert_int_equal(cell_as(STRANGER, (struct cell_change){.application = id, .column = S("anct"), .voted = euros(1000)}), DENIED);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM cell"), 0);
	assert_int_equal(cell_as(STATE_AGENT, (struct cell_change){.application = id, .column = S("anct"), .voted = euros(1000)}), OK);
	const struct grid_cell *c = &written.grid->rows.at[written.row].cells[written.column];
	assert_true(c->voted.value.cents == 100000 && c->revision == 1 && !c->on_behalf.p && str_eq(c->by, S("Déléguée du préfet")));
	assert_true(c->proposed.value.cents == 3146500); /* what the pack printed stays beside it */
	assert_int_equal(cell_as(OFFICER, (struct cell_change){.application = id, .column = S("region"), .hoped = euros(2000)}), OK);
	assert_true(str_eq(written.grid->rows.at[written.row].cells[written.column].on_behalf, S("region")));
	assert_int_equal(ask_number(db, "SELECT count(*) FROM audit WHERE verb = 'write_cell'"), 2);
	assert_true(str_eq(ask(db, "SELECT detail FROM audit WHERE verb = 'write_cell' AND on_behalf = 'region'"), S("hoped=->200000")));
	assert_int_equal(ask_number(db, "SELECT revision FROM scenario"), 2);
}

static void a_cell_that_somebody_changed_is_not_written_over(void **state)
{
	(void)state;
	open_world();
	application_id id = first_row();
	assert_int_equal(cell_as(STATE_AGENT, (struct cell_change){.application = id, .column = S("anct"), .voted = euros(1000)}), OK);
	assert_int_equal(cell_as(OFFICER, (struct cell_change){.application = id, .column = S("anct"), .voted = euros(900)}), CONFLICT);
	assert_true(written.stale && written.grid->rows.at[written.row].cells[written.column].voted.value.cents == 100000);
	assert_int_equal(cell_as(OFFICER, (struct cell_change){.application = id, .column = S("anct"), .base = 1, .voted = euros(900)}), OK);
	assert_int_equal(ask_number(db, "SELECT voted_cents FROM cell_past"), 100000);
	assert_int_equal(cell_as(OFFICER, (struct cell_change){.application = id, .column = S("anct"), .base = 1, .voted = euros(900)}), OK);
	assert_true(written.unchanged);
}

static void a_vote_over_the_envelope_is_refused_until_an_officer_confirms_it(void **state)
{
	(void)state;
	open_world();
	application_id id = first_row();
	const struct envelope_set set = {.funder = S("region"), .part = S("main"), .wave = 1, .amount = {true, {600000}}, .label = S("Région 2025"), .reason = S("notification")};
	assert_int_equal(run_as(STATE_AGENT, 1, run_envelope, &set), DENIED);
	assert_int_equal(run_as(REGION_AGENT, 1, run_envelope, &set), OK);
	struct grid g = grid_now(1);
	assert_int_equal(g.envelopes.n, 1);
	assert_true(g.envelopes.at[0].left.value.cents == 100000); /* 5 000 € are proposed already */
	assert_int_equal(cell_as(REGION_AGENT, (struct cell_change){.application = id, .column = S("region"), .voted = euros(1001)}), INVALID);
	assert_true(written.passed && written.over.cents == 100 && str_eq(ps.list.at[0].field, S("voted")));
	assert_int_equal(cell_as(REGION_AGENT, (struct cell_change){.application = id, .column = S("region"), .voted = euros(1001), .confirmed = true, .reason = {true, S("tant pis")}}), INVALID);
	assert_int_equal(cell_as(OFFICER, (struct cell_change){.application = id, .column = S("region"), .voted = euros(1001), .confirmed = true}), INVALID);
	assert_int_equal(cell_as(REGION_AGENT, (struct cell_change){.application = id, .column = S("region"), .voted = euros(1000)}), OK);
	assert_int_equal(cell_as(OFFICER, (struct cell_change){.application = id, .column = S("region"), .base = written.grid->revision, .voted = euros(1001), .confirmed = true,
		.reason = {true, S("abondement annoncé")}}), OK);
	assert_true(str_has(ask(db, "SELECT detail FROM audit WHERE on_behalf = 'region'"), S("over_envelope_confirmed")));
	assert_true(grid_now(1).envelopes.at[0].left.value.cents == -100 && grid_now(1).findings.errors == 1);
}

static const struct grid_envelope *envelope_of(const struct grid *g, str part)
{
	for (size_t i = 0; i < g->envelopes.n; i++)
		if (str_eq(g->envelopes.at[i].part, part))
			return &g->envelopes.at[i];
	fail_msg("no envelope %.*s", STR_ARGS(part));
	return NULL;
}

static void the_reserve_of_the_second_wave_is_apart_from_the_first(void **state)
{
	(void)state;
	open_world();
	application_id id = first_row();
	const struct envelope_set first = {.funder = S("region"), .part = S("main"), .wave = 1, .amount = {true, {600000}}, .label = S("Région 2025"), .reason = S("notification")};
	const struct envelope_set second = {.funder = S("region"), .part = S("reserve"), .wave = 2, .amount = {true, {200000}}, .label = S("Réserve d’automne"), .expected = true, .reason = S("annoncée")};
	assert_int_equal(run_as(REGION_AGENT, 1, run_envelope, &first), OK);
	assert_int_equal(run_as(REGION_AGENT, 1, run_envelope, &second), OK);
	struct grid g = grid_now(1);
	assert_int_equal(g.envelopes.n, 2);
	assert_true(envelope_of(&g, S("main"))->left.value.cents == 100000 && envelope_of(&g, S("reserve"))->left.value.cents == 200000);
	const str reserve = envelope_of(&g, S("reserve"))->code;
	assert_true(envelope_of(&g, S("reserve"))->wave == 2 && envelope_of(&g, S("reserve"))->expected);
	/* what does not fit in the first wave is taken from the second, and only from it */
	assert_int_equal(cell_as(REGION_AGENT, (struct cell_change){.application = id, .column = S("region"), .voted = euros(1500)}), INVALID);
	assert_int_equal(cell_as(REGION_AGENT, (struct cell_change){.application = id, .column = S("region"), .voted = euros(1500), .envelope = {true, reserve}}), OK);
	g = grid_now(1);
	assert_true(envelope_of(&g, S("main"))->left.value.cents == 100000);
	assert_true(envelope_of(&g, S("reserve"))->left.value.cents == 50000);
	assert_int_equal(cell_as(REGION_AGENT, (struct cell_change){.application = id, .column = S("region"), .base = g.revision, .voted = euros(2001)}), INVALID);
	assert_true(written.passed && str_eq(written.envelope, S("Réserve d’automne")) && written.over.cents == 100);
	/* back in the first wave: the reserve is whole again */
	assert_int_equal(cell_as(REGION_AGENT, (struct cell_change){.application = id, .column = S("region"), .base = g.revision, .voted = euros(900), .envelope = {true, S("")}}), OK);
	g = grid_now(1);
	assert_true(envelope_of(&g, S("main"))->left.value.cents == 10000 && envelope_of(&g, S("reserve"))->left.value.cents == 200000);
}

static void money_on_no_envelope_counts_against_all_those_of_its_funder(void **state)
{
	(void)state;
	open_world();
	application_id id = first_row();
	const struct envelope_set imposed = {.funder = S("region"), .part = S("imposed"), .wave = 1, .amount = {true, {300000}}, .label = S("Imposées"), .reason = S("notification")};
	const struct envelope_set others = {.funder = S("region"), .part = S("free"), .wave = 1, .amount = {true, {300000}}, .label = S("Libres"), .reason = S("notification")};
	const struct envelope_set reserve = {.funder = S("region"), .part = S("reserve"), .wave = 2, .amount = {true, {900000}}, .label = S("Réserve"), .reason = S("notification")};
	assert_int_equal(run_as(REGION_AGENT, 1, run_envelope, &imposed), OK);
	assert_int_equal(run_as(REGION_AGENT, 1, run_envelope, &others), OK);
	assert_int_equal(run_as(REGION_AGENT, 1, run_envelope, &reserve), OK);
	struct grid g = grid_now(1);
	const size_t column = grid_column_of(&g, S("region"));
	money left;
	assert_int_equal(g.columns.at[column].unplaced.cents, 500000); /* what the programme of the pack gives */
	assert_true(grid_column_left(&g, column, &left) && left.cents == 100000); /* of both parts; the reserve is apart */
	assert_int_equal(cell_as(REGION_AGENT, (struct cell_change){.application = id, .column = S("region"), .voted = euros(1001)}), INVALID);
	assert_true(written.passed && written.over.cents == 100);
	assert_int_equal(cell_as(REGION_AGENT, (struct cell_change){.application = id, .column = S("region"), .voted = euros(1001), .envelope = {true, envelope_of(&g, S("free"))->code}}), OK);
	g = grid_now(1);
	assert_true(envelope_of(&g, S("free"))->left.value.cents == 199900 && envelope_of(&g, S("imposed"))->left.value.cents == 300000);
	assert_int_equal(g.columns.at[column].unplaced.cents, 500000);
	size_t told = 0;
	for (size_t i = 0; i < g.findings.list.n; i++)
		told += g.findings.list.at[i].message == W_grid_finding_unplaced;
	assert_int_equal(told, 1);
}

static void an_amount_above_what_was_asked_needs_a_reason_and_is_kept(void **state)
{
	(void)state;
	open_world();
	application_id id = first_row();
	assert_int_equal(script("UPDATE financing_line SET asked_cents = 100000 WHERE funder_code = 'caf'"), OK);
	assert_int_equal(cell_as(OFFICER, (struct cell_change){.application = id, .column = S("caf"), .voted = euros(1001)}), INVALID);
	assert_true(str_eq(ps.list.at[0].field, S("reason")));
	assert_int_equal(cell_as(OFFICER, (struct cell_change){.application = id, .column = S("caf"), .voted = euros(1001), .reason = {true, S("action élargie")}}), OK);
	assert_int_equal(cell_as(OFFICER, (struct cell_change){.application = id, .column = S("anct"), .refused = {true, true}}), INVALID);
	assert_int_equal(cell_as(OFFICER, (struct cell_change){.application = id, .column = S("anct"), .refused = {true, true}, .reason = {true, S("hors priorités")}}), OK);
	assert_true(written.grid->rows.at[written.row].cells[written.column].amount.cents == 0);
}

static void a_conflict_of_interest_closes_the_row_to_who_has_it(void **state)
{
	(void)state;
	open_world();
	application_id id = first_row();
	assert_int_equal(script("INSERT INTO conflict_of_interest (territory_id, conflict_id, application_id, person_id, institution, reason, declared_ms, declared_by) "
	                        "SELECT territory_id, 1, (SELECT min(application_id) FROM application), NULL, 'anct', 'siège au conseil', 1, 2 FROM territory"), OK);
	assert_int_equal(cell_as(STATE_AGENT, (struct cell_change){.application = id, .column = S("anct"), .voted = euros(1)}), DENIED);
	assert_int_equal(cell_as(OFFICER, (struct cell_change){.application = id, .column = S("region"), .voted = euros(1)}), OK);
	assert_int_equal(script("UPDATE conflict_of_interest SET withdrawn_ms = 2, withdrawn_by = 1"), OK);
	assert_int_equal(cell_as(STATE_AGENT, (struct cell_change){.application = id, .column = S("anct"), .voted = euros(1)}), OK);
}

static void nobody_writes_in_a_closed_scenario_and_its_copy_is_open(void **state)
{
	(void)state;
	open_world();
	application_id id = first_row();
	const str closed = S("closed"), adopted = S("adopted"), open = S("open"), dropped = S("dropped"), name = S("Sans la CAF"), none = S("");
	assert_int_equal(cell_as(OFFICER, (struct cell_change){.application = id, .column = S("caf"), .voted = euros(7)}), OK);
	assert_int_equal(run_as(STATE_AGENT, 1, run_state, &closed), DENIED);
	assert_int_equal(run_as(OFFICER, 1, run_state, &dropped), CONFLICT);
	assert_int_equal(run_as(OFFICER, 1, run_state, &closed), OK);
	assert_int_equal(cell_as(OFFICER, (struct cell_change){.application = id, .column = S("caf"), .base = 1, .voted = euros(8)}), CONFLICT);
	assert_true(written.closed);
	assert_int_equal(run_as(OFFICER, 1, run_copy, &none), INVALID);
	assert_int_equal(run_as(OFFICER, 1, run_copy, &name), OK);
	assert_int_equal(copied, 2);
	struct grid g = grid_now(2);
	assert_true(g.rows.at[0].cells[grid_column_of(&g, S("caf"))].voted.value.cents == 700 && str_eq(g.scenario_state, S("open")));
	const struct cell_change change = {.application = id, .column = S("caf"), .base = 1, .voted = euros(0)};
	assert_int_equal(run_as(OFFICER, 2, run_cell, &change), OK);
	assert_true(grid_now(1).rows.at[0].cells[grid_column_of(&g, S("caf"))].voted.value.cents == 700);
	assert_int_equal(run_as(OFFICER, 1, run_state, &adopted), OK);
	assert_int_equal(run_as(OFFICER, 1, run_state, &open), CONFLICT);
}

static void a_row_is_decided_by_officers_and_a_refusal_says_why(void **state)
{
	(void)state;
	open_world();
	struct row_change change = {.application = first_row(), .decision = {true, S("refused")}};
	assert_int_equal(run_as(STATE_AGENT, 1, run_row, &change), DENIED);
	assert_int_equal(run_as(OFFICER, 1, run_row, &change), INVALID);
	change.note = (struct change_text){true, S("hors quartier")};
	change.cost = euros(40000);
	assert_int_equal(run_as(OFFICER, 1, run_row, &change), OK);
	struct grid g = grid_now(1);
	assert_true(!g.rows.at[0].counts && g.rows.at[0].cost.cents == 4000000 && g.rows.at[0].filed_cost.value.cents == 5095000 && g.counted == 9);
	change.decision.text = S("programmed");
	assert_int_equal(run_as(OFFICER, 1, run_row, &change), CONFLICT);
	assert_true(written.stale);
	change.base = 1;
	assert_int_equal(run_as(OFFICER, 1, run_row, &change), OK);
	assert_true(str_has(ask(db, "SELECT detail FROM audit WHERE verb = 'write_row' ORDER BY seq DESC LIMIT 1"), S("decision=refused->programmed")));
}

static void a_row_typed_at_the_table_is_an_application(void **state)
{
	(void)state;
	open_world();
	const struct row_new wrong = {.title = S(" "), .bearer = S("")}, right = {.title = S("Jardin partagé"), .bearer = S("Les Jardins d’à côté"), .cost = {true, {500000}}};
	assert_int_equal(run_as(REGION_AGENT, 1, run_add, &right), DENIED);
	assert_int_equal(run_as(OFFICER, 1, run_add, &wrong), INVALID);
	assert_int_equal(ps.list.n, 3);
	assert_int_equal(run_as(OFFICER, 1, run_add, &right), OK);
	struct grid g = grid_now(1);
	assert_int_equal(g.rows.n, 11);
	const struct grid_row *r = &g.rows.at[10];
	assert_true(r->id.v == written.application.v && str_eq(r->bearer, S("Les Jardins d’à côté")) && r->gap.cents == 500000 && str_eq(r->state, S("under_review")) && !r->has_sheet);
	assert_int_equal(run_as(OFFICER, 1, run_add, &right), OK);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM organisation WHERE name = 'Les Jardins d’à côté'"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(the_published_programme_is_the_grid_that_nobody_typed_in), BOTH(an_agent_writes_in_the_column_of_their_funder_only), BOTH(a_cell_that_somebody_changed_is_not_written_over),
		BOTH(the_reserve_of_the_second_wave_is_apart_from_the_first), BOTH(money_on_no_envelope_counts_against_all_those_of_its_funder), BOTH(a_vote_over_the_envelope_is_refused_until_an_officer_confirms_it), BOTH(an_amount_above_what_was_asked_needs_a_reason_and_is_kept),
		BOTH(a_conflict_of_interest_closes_the_row_to_who_has_it), BOTH(nobody_writes_in_a_closed_scenario_and_its_copy_is_open),
		BOTH(a_row_is_decided_by_officers_and_a_refusal_says_why), BOTH(a_row_typed_at_the_table_is_an_application),
	};
	return both_run("grid_write", tests, sizeof tests / sizeof *tests);
}
