/* The règlement over the grid of real calls, with the amounts as they are typed (N4, N7, B10, A3): a row below the State's threshold, the envelope of a call to the cent. */
#include "actions/grid_rules.h"

#include "accounts/actor.h"
#include "actions/grid_write.h"
#include "actions/filed_facts.h"
#include "actions/load_pack.h"
#include "actions/read_ruleset.h"

#include "base/sha256.h"
#include "domain/frozen.h"

#include "lib/both.h"

static struct problems ps;
static struct grid_written written;
static struct actor officer;
static str call;

static void open_world(const char *pack, str of)
{
	struct findings fs = findings_new(fixture.arena);
	struct load_result result;
	const struct load_options options = {.actor = S("cli:0"), .folder = pack};
	ps = fresh_problems();
	call = of;
	assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
	assert_int_equal(script("INSERT INTO person (person_id, email, name, lang, created_ms, confirmed_ms, administrator) VALUES (1, 'o@ville.example', 'Chargée de mission', 'fr', 1, 1, 0)"), OK);
	assert_int_equal(script("INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 1, 'officer', '', 1, 'cli:0' FROM territory"), OK);
	assert_int_equal(actor_of_person(db, fixture.arena, (person_id){1}, &officer), OK);
}

struct step {
	const struct row_new *row;
	const struct cell_change *cell;
	const struct row_change *change;
};

static enum status in_write(struct db *d, void *arg)
{
	const struct step *step = arg;
	const struct grid_writing w = {.db = d, .arena = fixture.arena, .actor = &officer, .now = {1600000000000}, .call = call, .scenario = 1};
	ps = fresh_problems();
	if (step->row)
		return grid_add_row(&w, step->row, &ps, &written);
	return step->cell ? grid_write_cell(&w, step->cell, &ps, &written) : grid_write_row(&w, step->change, &ps, &written);
}

static void add(str bearer, int64_t cents)
{
	const struct row_new row = {.title = S("Jardin partagé"), .bearer = bearer, .cost = {true, {cents}}};
	assert_int_equal(db_write(db, in_write, &(struct step){.row = &row}), OK);
}

static void propose(application_id row, str column, int64_t base, int64_t cents)
{
	const struct cell_change cell = {.application = row, .column = column, .base = base, .proposed = {true, {true, {cents}}}};
	assert_int_equal(db_write(db, in_write, &(struct step){.cell = &cell}), OK);
}

static struct grid judged(void)
{
	struct grid g;
	struct ruleset *set;
	assert_int_equal(read_grid(db, fixture.arena, LANG_FR, call, 1, &g), OK);
	assert_int_equal(read_ruleset(db, fixture.arena, g.territory, call, 0, &set), OK);
	const struct grid_judging j = {.db = db, .arena = fixture.arena, .lang = LANG_FR, .set = set, .judge = judge_new(fixture.arena, set, (day){18300}), .grid = &g};
	assert_int_equal(grid_judge(&j), OK);
	return g;
}

static size_t broken_programme_rules(const struct grid *g)
{
	size_t n = 0;
	for (size_t i = 0; i < g->findings.list.n; i++)
		n += g->findings.list.at[i].message == W_grid_finding_programme && g->findings.list.at[i].severity == SEVERITY_ERROR;
	return n;
}

static void a_row_under_the_threshold_of_the_state_is_refused_with_its_clause(void **state)
{
	(void)state;
	open_world("packs/cabbalr-2020", S("cabbalr-2020"));
	assert_int_equal(script("INSERT INTO organisation (territory_id, code, name, kind, position) SELECT territory_id, 'jardins', 'Jardins', 'association', 99 FROM territory"), OK);
	add(S("jardins"), 249999);
	const application_id row = written.application;
	propose(row, S("cget"), 0, 100000);
	struct grid g = judged();
	size_t r = grid_row_of(&g, row), c = grid_column_of(&g, S("cget"));
	const struct grid_rule *rule = &g.rows.at[r].cells[c].rule;
	assert_true(rule->judged && rule->refuses && g.rows.at[r].refused_by_rule);
	assert_true(str_is_set(rule->sentence) && str_is_set(rule->clause));
	assert_true(str_has(rule->sentence, S("2")));
	const struct row_change change = {.application = row, .base = g.rows.at[r].revision, .cost = {true, {true, {250000}}}};
	assert_int_equal(db_write(db, in_write, &(struct step){.change = &change}), OK);
	g = judged();
	assert_false(g.rows.at[grid_row_of(&g, row)].cells[grid_column_of(&g, S("cget"))].rule.refuses); /* 2 500 € exactly passes, other answers being unknown */
}

static void a_cell_that_asks_nothing_is_not_judged(void **state)
{
	(void)state;
	open_world("packs/cabbalr-2020", S("cabbalr-2020"));
	add(S("Association des jardins"), 249999);
	const application_id row = written.application;
	propose(row, S("region"), 0, 100000);
	struct grid g = judged();
	assert_false(g.rows.at[grid_row_of(&g, row)].cells[grid_column_of(&g, S("cget"))].rule.judged);
}

static void the_envelope_of_a_call_is_passed_from_the_first_cent(void **state)
{
	(void)state;
	open_world("packs/call-ami-2021", S("call-ami-2021"));
	struct grid g = judged();
	const int64_t before = g.columns.at[grid_column_of(&g, S("call"))].amount.cents;
	add(S("Association des jardins"), 20000000);
	const application_id row = written.application;
	propose(row, S("call"), 0, 15000000 - before);
	g = judged();
	assert_int_equal(broken_programme_rules(&g), 0);
	propose(row, S("call"), g.rows.at[grid_row_of(&g, row)].cells[grid_column_of(&g, S("call"))].revision, 15000001 - before);
	g = judged();
	assert_int_equal(broken_programme_rules(&g), 1);
	assert_true(g.envelopes.at[0].left.value.cents == -1);
}

static str garden; /* another title in each world: what a text gave is remembered in the process */

/* The text of a filing, whose budget is that many euros of purchases. */
static str filed_text(const char *euros)
{
	struct frozen f = {.call = call, .request = S("first"), .channel = S("online"), .title = garden, .applicant = S("000000000001"), .name = S("Jardins"), .kind = S("association"),
		.bank = S(""), .signatory = S("P"), .capacity = S("P")};
	form_set(fixture.arena, &f.values, S("budget.1.601"), str_of(euros));
	form_set(fixture.arena, &f.values, S("budget.1.74.cget"), S("500"));
	form_set(fixture.arena, &f.values, S("project.expense"), S("operating"));
	return frozen_write(fixture.arena, &f);
}

static void file(int version, const char *euros)
{
	const str text = filed_text(euros), sha = sha256_text(fixture.arena, text);
	const str insert = arena_fmt(fixture.arena, "INSERT INTO filing (territory_id, sheet_id, version, filed_ms, filed_by, channel, late, grace, received_ms, verdict, frozen, sha256) "
	                                            "SELECT territory_id, 31, %d, 1571558400000, 1, 'online', 0, NULL, 1571558400000, 'passes', '%.*s', '%.*s' FROM territory",
	                             version, STR_ARGS(text), STR_ARGS(sha));
	assert_int_equal(script(arena_cstr(fixture.arena, insert)), OK);
}

static void a_filed_text_is_read_once_and_again_when_a_new_version_is_filed(void **state)
{
	(void)state;
	static int worlds;
	open_world("packs/cabbalr-2020", S("cabbalr-2020"));
	garden = arena_fmt(fixture.arena, "Jardin %d", ++worlds);
	assert_int_equal(script("INSERT INTO organisation (territory_id, code, name, kind, position) SELECT territory_id, 'jardins', 'Jardins', 'association', 99 FROM territory"), OK);
	add(S("jardins"), 200000);
	const application_id row = written.application;
	const str sheet = arena_fmt(fixture.arena,
	                            "INSERT INTO applicant (applicant_id, name, kind, sheet_id, created_ms, created_by) VALUES (21, 'Jardins', 'association', 30, 1, 1);"
	                            "INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, to_confirm) "
	                            "VALUES (0, 30, 'identity', 21, 'Jardins', 'draft', 'online', 0, 1, 1, 1, 1, 0);"
	                            "INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, call_code, request, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, to_confirm, "
	                            "application_id, number) SELECT territory_id, 31, 'application', 21, 'cabbalr-2020', 'first', 'Jardin', 'filed', 'online', 1, 1, 1, 1, 1, 0, %lld, 'C-1' FROM territory",
	                            (long long)row.v);
	assert_int_equal(script(arena_cstr(fixture.arena, sheet)), OK);
	propose(row, S("cget"), 0, 50000);
	file(1, "2000");
	const uint64_t before = filed_facts_read();
	struct grid g = judged();
	const size_t r = grid_row_of(&g, row), c = grid_column_of(&g, S("cget"));
	assert_true(g.rows.at[r].cells[c].rule.refuses); /* B10: under 2 500 euros */
	assert_int_equal(filed_facts_read(), before + 1);
	g = judged();
	assert_true(g.rows.at[r].cells[c].rule.refuses);
	assert_int_equal(filed_facts_read(), before + 1);
	file(2, "3000");
	g = judged();
	assert_false(g.rows.at[r].cells[c].rule.refuses);
	assert_int_equal(filed_facts_read(), before + 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(a_row_under_the_threshold_of_the_state_is_refused_with_its_clause), BOTH(a_cell_that_asks_nothing_is_not_judged), BOTH(the_envelope_of_a_call_is_passed_from_the_first_cent),
		BOTH(a_filed_text_is_read_once_and_again_when_a_new_version_is_filed),
	};
	return both_run("grid_rules", tests, sizeof tests / sizeof *tests);
}
