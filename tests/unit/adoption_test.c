/* From the grid to a voted programme (P1–P5, P8, B15): what stops it, what must be said, what is frozen, what a second version holds, and that nothing voted changes. Both databases. */
#include "actions/adopt_programme.h"
#include "actions/examine_programmes.h"
#include "actions/load_pack.h"
#include "actions/read_programme.h"
#include "accounts/actor.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "domain/programme_compare.h"
#include "domain/programme_frozen.h"
#include "gen/queries.h"

#include "lib/both.h"

#include <string.h>

#define CALL "libercourt-2025"

static struct problems ps;
static struct actor officer;

static void load(void)
{
	struct findings fs = findings_new(fixture.arena);
	struct load_result result;
	const struct load_options options = {.actor = S("cli:0"), .folder = "packs/libercourt-2025", .force = true};
	ps = fresh_problems();
	assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
	struct actor_role role = {.territory = {ask_number(db, "SELECT territory_id FROM call WHERE code = '" CALL "'")}, .role = ROLE_OFFICER};
	officer = (struct actor){.person = {7}, .confirmed = true};
	*LIST_ADD(fixture.arena, &officer.roles) = role;
}

static const struct adoption first = {.call = S(CALL), .scenario = GRID_SESSION, .title = S("Programmation 2025")};
static const struct adoption again = {.call = S(CALL), .scenario = 2, .title = S("Programmation complémentaire")};

static void does(const char *text)
{
	assert_int_equal(script(text), OK);
}

struct wish {
	const struct adoption *adoption;
	int64_t version;
};

static enum status do_adopt(struct db *to, void *thing)
{
	struct wish *w = thing;
	ps = fresh_problems();
	return adopt_programme(to, fixture.arena, LANG_FR, &officer, (instant){1743667200000}, w->adoption, &w->version, &ps);
}

static enum status adopt(const struct adoption *adoption, int64_t *version)
{
	struct wish w = {.adoption = adoption};
	enum status s = db_write(db, do_adopt, &w);
	*version = w.version;
	return s;
}

static struct adoption_check check(const struct adoption *adoption)
{
	struct adoption_check c;
	assert_int_equal(check_adoption(db, fixture.arena, LANG_FR, (instant){1743667200000}, adoption, &c), OK);
	return c;
}

/* What an officer types in a second scenario: the first action costs 100 euros more. */
static void copy_scenario(void)
{
	does("INSERT INTO scenario (territory_id, call_code, scenario, name, origin, state, revision, made_ms, made_by) SELECT territory_id, code, 2, 'Copie', 'copy', 'open', 1, 1, 7 "
	            "FROM call WHERE code = '" CALL "'");
}

static void type_more(void)
{
	copy_scenario();
	does("INSERT INTO scenario_row (territory_id, call_code, scenario, application_id, cost_cents, decision, note, revision, changed_ms, changed_by) "
	            "SELECT territory_id, call_code, 2, application_id, total_cents + 10000, 'programmed', 'Dit en séance', 1, 1, 7 FROM application "
	            "WHERE call_code = '" CALL "' AND position = (SELECT MIN(position) FROM application WHERE call_code = '" CALL "')");
}

static str frozen_text(int64_t version, str *sha256)
{
	struct q_adoption_frozen_row row;
	const territory_id territory = {ask_number(db, "SELECT territory_id FROM call WHERE code = '" CALL "'")};
	assert_int_equal(q_adoption_frozen(db, fixture.arena, territory, S(CALL), version, &row), OK);
	*sha256 = row.sha256;
	return row.frozen;
}

static void a_table_that_changes_nothing_is_not_voted_again(void **state)
{
	(void)state;
	int64_t version;
	load();
	assert_int_equal(adopt(&first, &version), OK);
	assert_int_equal(version, 2); /* the pack's proposition is 1 */
	assert_int_equal(adopt(&first, &version), CONFLICT); /* the scenario is adopted */
	copy_scenario();
	struct adoption_check c = check(&again);
	assert_true(c.stops);
	assert_string_equal(c.kind.p, "complementary");
	assert_int_equal(adopt(&again, &version), INVALID);
	assert_true(ps.total > 0);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM programme WHERE frozen IS NOT NULL"), 1);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM application WHERE call_code = '" CALL "' AND state = 'programmed'"),
	                 ask_number(db, "SELECT COUNT(*) FROM application WHERE call_code = '" CALL "'"));
}

static void the_libercourt_annex_from_the_grid_is_the_published_one(void **state)
{
	(void)state;
	struct programme published;
	load();
	struct adoption_check c = check(&first);
	assert_int_equal(read_programme(db, fixture.arena, S(CALL), 0, &published), OK);
	assert_int_equal(c.whole.total.cents, published.total.cents);
	assert_int_equal(c.whole.funded.cents, published.funded.cents);
	assert_int_equal(c.whole.valued.cents, published.valued.cents);
	assert_int_equal(c.whole.action_count, published.action_count);
	for (size_t x = 0; x < published.axes.n; x++)
		for (size_t i = 0; i < published.axes.at[x].actions.n; i++) {
			size_t axis;
			const struct programme_action *a = &published.axes.at[x].actions.at[i], *b = programme_action_of(&c.whole, a->code, &axis);
			assert_non_null(b);
			assert_int_equal(a->total.cents, b->total.cents);
			assert_int_equal(a->funded.cents, b->funded.cents);
		}
	assert_int_equal(c.whole.funders.n, published.funders.n);
	for (size_t i = 0; i < published.funders.n; i++) {
		size_t k = 0;
		while (k < c.whole.funders.n && !str_eq(c.whole.funders.at[k].code, published.funders.at[i].code))
			k++;
		assert_true(k < c.whole.funders.n); /* those who give in kind have the same code as in the pack */
		assert_int_equal(c.whole.funders.at[k].amount.cents, published.funders.at[i].amount.cents);
		assert_int_equal(c.whole.funders.at[k].valued, published.funders.at[i].valued);
	}
}

static struct actor by_desk(const char *call)
{
	struct actor actor = {.person = {7}, .confirmed = true};
	const territory_id territory = {ask_number(db, call)};
	*LIST_ADD(fixture.arena, &actor.roles) = (struct actor_role){.territory = territory, .role = ROLE_OFFICER};
	return actor;
}

/* A town with one action that its funder takes on: cost and amount in cents. */
static void load_world(const char *folder, const char *call, const char *funder, int64_t cost, int64_t amount)
{
	struct findings fs = findings_new(fixture.arena);
	struct load_result result;
	const struct load_options options = {.actor = S("cli:0"), .folder = folder, .force = true};
	ps = fresh_problems();
	assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
	officer = by_desk(arena_cstr(fixture.arena, arena_fmt(fixture.arena, "SELECT territory_id FROM call WHERE code = '%s'", call)));
	does("INSERT INTO organisation (territory_id, code, name, kind, position, origin) SELECT territory_id, 'jardins', 'Jardins', 'association', 99, 'filing' FROM territory");
	does("INSERT INTO action (territory_id, code, title, origin) SELECT territory_id, 'ACT-1', 'Jardin', 'filing' FROM territory");
	does(arena_cstr(fixture.arena, arena_fmt(fixture.arena, "INSERT INTO application (territory_id, application_id, call_code, action_code, bearer_code, title, state, total_cents, position) "
		"SELECT territory_id, 900, '%s', 'ACT-1', 'jardins', 'Jardin', 'under_review', %lld, 1 FROM territory", call, (long long)cost)));
	does(arena_cstr(fixture.arena, arena_fmt(fixture.arena, "INSERT INTO scenario (territory_id, call_code, scenario, name, origin, state, revision, made_ms, made_by) "
		"SELECT territory_id, '%s', 1, 'Séance', 'session', 'open', 1, 1, 7 FROM territory", call)));
	does(arena_cstr(fixture.arena, arena_fmt(fixture.arena, "INSERT INTO scenario_row (territory_id, call_code, scenario, application_id, decision, note, revision, changed_ms, changed_by) "
		"SELECT territory_id, '%s', 1, 900, 'programmed', 'Le reste est à la charge du porteur', 1, 1, 7 FROM territory", call)));
	does(arena_cstr(fixture.arena, arena_fmt(fixture.arena, "INSERT INTO cell (territory_id, call_code, scenario, application_id, funder_code, section, valued, proposed_cents, refused, locked, revision, "
		"changed_ms, changed_by) SELECT territory_id, '%s', 1, 900, '%s', 'operating', 0, %lld, 0, 0, 1, 1, 7 FROM territory", call, funder, (long long)amount)));
}

static void load_ami(void)
{
	load_world("packs/call-ami-2021", "call-ami-2021", "call", 20000000, 15000001);
}

static size_t told(const struct adoption_check *c, enum word message)
{
	size_t n = 0;
	for (size_t i = 0; i < c->findings.list.n; i++)
		n += c->findings.list.at[i].message == message && c->findings.list.at[i].severity == SEVERITY_WARNING;
	return n;
}

static void a_vote_over_the_envelope_is_told_with_its_clause_and_needs_a_reason(void **state)
{
	(void)state;
	int64_t version;
	struct adoption wish = {.call = S("call-ami-2021"), .scenario = GRID_SESSION};
	load_ami();
	struct adoption_check c = check(&wish);
	assert_int_equal(told(&c, W_adoption_finding_envelope), 1);
	assert_int_equal(told(&c, W_grid_finding_programme), 1); /* the règlement says it too */
	assert_true(c.needs_reason && !c.stops);
	assert_int_equal(adopt(&wish, &version), INVALID);
	assert_string_equal(ps.list.at[0].field.p, "reason");
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM programme WHERE frozen IS NOT NULL"), 0);
	wish.reason = S("Abondement délibéré le 3 mars");
	assert_int_equal(adopt(&wish, &version), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit WHERE verb = 'adopt_programme' AND detail LIKE '%over_envelope=%:1 %' AND detail LIKE '%3 mars%'"), 1);
}

static void what_a_rule_refuses_is_told_with_its_clause(void **state)
{
	(void)state;
	int64_t version;
	struct adoption wish = {.call = S("cabbalr-2020"), .scenario = GRID_SESSION};
	load_world("packs/cabbalr-2020", "cabbalr-2020", "cget", 249999, 100000); /* under the 2 500 € of the State */
	struct adoption_check c = check(&wish);
	assert_int_equal(told(&c, W_adoption_finding_rule), 1);
	for (size_t i = 0; i < c.findings.list.n; i++)
		if (c.findings.list.at[i].message == W_adoption_finding_rule)
			assert_true(str_has(finding_text(fixture.arena, LANG_FR, &c.findings.list.at[i]), S("2")));
	assert_int_equal(adopt(&wish, &version), INVALID);
	does("UPDATE application SET total_cents = 250000");
	c = check(&wish);
	assert_int_equal(told(&c, W_adoption_finding_rule), 0);
}

static void what_is_voted_is_in_the_cells_the_lines_and_the_version_of_new_applications(void **state)
{
	(void)state;
	int64_t version;
	struct adoption wish = {.call = S("call-ami-2021"), .scenario = GRID_SESSION, .reason = S("Dit en séance")};
	load_ami();
	assert_int_equal(adopt(&wish, &version), OK);
	assert_int_equal(version, 1);
	assert_int_equal(ask_number(db, "SELECT voted_cents FROM cell WHERE application_id = 900 AND scenario = 1"), 15000001);
	assert_int_equal(ask_number(db, "SELECT proposed_cents FROM cell_past WHERE application_id = 900 AND scenario = 1"), 15000001);
	assert_int_equal(ask_number(db, "SELECT voted_cents FROM financing_line WHERE application_id = 900"), 15000001);
	assert_int_equal(ask_number(db, "SELECT version FROM application WHERE application_id = 900"), 1);
	assert_int_equal(ask_number(db, "SELECT revision FROM scenario WHERE call_code = 'call-ami-2021'"), 2);
	struct findings fs = findings_new(fixture.arena); /* the pack again: not a row of what was voted moves */
	struct load_result result;
	const struct load_options options = {.actor = S("cli:0"), .folder = "packs/call-ami-2021", .force = true};
	ps = fresh_problems();
	assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
	assert_int_equal(ask_number(db, "SELECT version FROM application WHERE application_id = 900 AND state = 'programmed'"), 1);
}

static void a_pack_loaded_again_leaves_what_was_voted(void **state)
{
	(void)state;
	int64_t version;
	load();
	const int64_t lines = ask_number(db, "SELECT COUNT(*) FROM financing_line");
	assert_int_equal(adopt(&first, &version), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM financing_line WHERE voted_cents = proposed_cents"), lines);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM cell WHERE voted_cents IS NOT NULL"), lines);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM application WHERE version = 1"), 10); /* the pack's first version reads the same */
	load();
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM financing_line WHERE voted_cents = proposed_cents"), lines);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM application WHERE state = 'programmed'"), 10);
}

static void what_a_pack_says_was_voted_is_kept_before_something_is_added(void **state)
{
	(void)state;
	int64_t version;
	struct programme published, kept, whole;
	load();
	does("UPDATE programme SET state = 'voted'");
	does("UPDATE financing_line SET voted_cents = proposed_cents, proposed_cents = NULL");
	assert_int_equal(read_programme(db, fixture.arena, S(CALL), 1, &published), OK);
	type_more();
	assert_int_equal(adopt(&again, &version), OK);
	assert_int_equal(version, 2);
	assert_int_equal(read_programme(db, fixture.arena, S(CALL), 1, &kept), OK);
	assert_int_equal(kept.total.cents, published.total.cents);
	assert_int_equal(kept.funded.cents, published.funded.cents);
	assert_int_equal(kept.action_count, published.action_count);
	assert_non_null(kept.sha256.p);
	assert_true(published.printed_total.set && kept.printed_total.set && kept.printed_total.value.cents == published.printed_total.value.cents);
	assert_int_equal(kept.findings.list.n, published.findings.list.n); /* what was printed differs as it did */
	for (size_t i = 0; i < published.groups.n; i++)
		assert_int_equal(kept.groups.at[i].printed_amount.cents, published.groups.at[i].printed_amount.cents);
	assert_int_equal(read_programme(db, fixture.arena, S(CALL), 0, &whole), OK);
	assert_int_equal(whole.total.cents, published.total.cents + 10000);
	assert_false(whole.printed_total.set); /* with what was added it is no more what was printed */
	load(); /* the pack has a first version too: the kept one stays */
	assert_int_equal(read_programme(db, fixture.arena, S(CALL), 1, &kept), OK);
	assert_int_equal(kept.funded.cents, published.funded.cents);
	struct grid g;
	assert_int_equal(read_grid(db, fixture.arena, LANG_FR, S(CALL), GRID_SESSION, &g), OK);
	assert_int_equal(g.funded.cents, published.funded.cents); /* a table where nobody typed shows what it showed */
}

static void who_comes_second_adopts_nothing(void **state)
{
	(void)state;
	int64_t version, other;
	load();
	assert_int_equal(adopt(&first, &version), OK);
	struct adoption late = first;
	late.revision = (opt_int){true, 0};
	assert_int_equal(adopt(&late, &other), CONFLICT);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM programme WHERE frozen IS NOT NULL"), 1);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit WHERE verb = 'adopt_programme'"), 1);
}

static void what_must_be_said_is_asked_and_kept(void **state)
{
	(void)state;
	int64_t version;
	load();
	type_more();
	does("UPDATE scenario_row SET note = NULL");
	struct adoption wish = again;
	assert_true(check(&wish).needs_reason); /* 100 € more of cost, nobody gives them */
	assert_int_equal(adopt(&wish, &version), INVALID);
	assert_string_equal(ps.list.at[0].field.p, "reason");
	wish.reason = S("La commune complétera en juin");
	assert_int_equal(adopt(&wish, &version), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit WHERE verb = 'adopt_programme' AND detail LIKE '%en juin%'"), 1);
}

static void a_complementary_version_holds_only_what_changed_and_the_whole_is_read_together(void **state)
{
	(void)state;
	int64_t version;
	str sha256;
	struct programme before, alone, whole;
	load();
	assert_int_equal(read_programme(db, fixture.arena, S(CALL), 0, &before), OK);
	assert_int_equal(adopt(&first, &version), OK);
	type_more();
	assert_int_equal(adopt(&again, &version), OK);
	assert_int_equal(version, 3);
	str text = frozen_text(3, &sha256);
	assert_true(str_eq(sha256_text(fixture.arena, text), sha256));
	assert_int_equal(read_programme(db, fixture.arena, S(CALL), 3, &alone), OK);
	assert_int_equal(alone.action_count, 1);
	assert_string_equal(alone.kind.p, "complementary");
	assert_int_equal(read_programme(db, fixture.arena, S(CALL), 0, &whole), OK);
	assert_true(whole.cumulated);
	assert_int_equal(whole.action_count, before.action_count);
	assert_int_equal(whole.total.cents, before.total.cents + 10000);
	assert_int_equal(whole.funded.cents, before.funded.cents);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM scenario WHERE state = 'adopted'"), 2);
	assert_int_equal(adopt(&again, &version), CONFLICT); /* the scenario is adopted */
}

static void an_action_refused_later_is_removed_from_the_whole_and_kept_in_what_was_voted(void **state)
{
	(void)state;
	int64_t version;
	struct programme voted, alone, whole;
	load();
	assert_int_equal(adopt(&first, &version), OK);
	assert_int_equal(read_programme(db, fixture.arena, S(CALL), 2, &voted), OK);
	type_more();
	does("UPDATE scenario_row SET decision = 'refused', cost_cents = NULL, note = 'Action abandonnée'");
	struct adoption wish = again;
	wish.kind = S("erratum");
	assert_int_equal(adopt(&wish, &version), OK);
	assert_int_equal(read_programme(db, fixture.arena, S(CALL), 3, &alone), OK);
	assert_string_equal(alone.kind.p, "erratum");
	assert_int_equal(alone.action_count, 1);
	assert_string_equal(alone.axes.at[0].actions.at[0].change.p, "removed");
	assert_int_equal(read_programme(db, fixture.arena, S(CALL), 0, &whole), OK);
	assert_int_equal(whole.action_count, voted.action_count - 1);
	assert_true(whole.total.cents < voted.total.cents);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM application WHERE call_code = '" CALL "' AND state = 'refused'"), 1);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM application_event WHERE to_state = 'refused' AND reason = 'Action abandonnée'"), 1);
	struct programme again_voted;
	assert_int_equal(read_programme(db, fixture.arena, S(CALL), 2, &again_voted), OK);
	assert_int_equal(again_voted.total.cents, voted.total.cents);
}

static void a_pack_loaded_again_leaves_what_was_voted_alone(void **state)
{
	(void)state;
	int64_t version;
	str sha256;
	load();
	type_more();
	assert_int_equal(adopt(&again, &version), OK);
	str text = frozen_text(2, &sha256);
	load();
	str kept;
	assert_true(str_eq(frozen_text(2, &kept), text));
	assert_true(str_eq(kept, sha256));
}

static void an_altered_text_is_told_by_page_and_doctor(void **state)
{
	(void)state;
	int64_t version;
	struct programme p;
	struct programmes_examined examined;
	load();
	type_more();
	assert_int_equal(adopt(&again, &version), OK);
	assert_int_equal(examine_programmes(db, fixture.arena, &examined), OK);
	assert_int_equal(examined.programmes, 1);
	assert_int_equal(examined.altered, 0);
	does("UPDATE programme SET frozen = REPLACE(frozen, 'Programmation', 'Programmatiom') WHERE frozen IS NOT NULL");
	assert_int_equal(examine_programmes(db, fixture.arena, &examined), OK);
	assert_int_equal(examined.altered, 1);
	assert_string_equal(examined.first.p, CALL " v2");
	assert_int_equal(read_programme(db, fixture.arena, S(CALL), 2, &p), OK);
	assert_true(p.altered);
	assert_true(p.findings.errors > 0);
}

static enum status do_decision(struct db *to, void *thing)
{
	ps = fresh_problems();
	return note_decision(to, fixture.arena, &officer, (instant){1743667200000}, thing, &ps);
}

static enum status do_receipt(struct db *to, void *thing)
{
	ps = fresh_problems();
	return note_receipt(to, fixture.arena, &officer, (instant){1743667200000}, thing, &ps);
}

static void a_decision_and_receipts_come_later_and_two_numbers_are_told(void **state)
{
	(void)state;
	int64_t version;
	str sha256, after;
	struct programme p;
	load();
	type_more();
	assert_int_equal(adopt(&again, &version), OK);
	str text = frozen_text(2, &sha256);
	struct decision_note decision = {.call = S(CALL), .version = 2, .number = S("2025-041"), .day = S("2025-04-03")};
	assert_int_equal(db_write(db, do_decision, &decision), OK);
	struct receipt_note receipt = {.call = S(CALL), .version = 2, .number = S("062-A"), .sent = S("2025-04-04"), .received = S("2025-04-04")};
	assert_int_equal(db_write(db, do_receipt, &receipt), OK);
	receipt.number = S("062-B");
	assert_int_equal(db_write(db, do_receipt, &receipt), OK);
	assert_int_equal(read_programme(db, fixture.arena, S(CALL), 2, &p), OK);
	assert_string_equal(p.decision_number.p, "2025-041");
	assert_int_equal(p.receipts.n, 2);
	assert_int_equal(p.findings.warnings, 1); /* P5 */
	assert_true(str_eq(frozen_text(2, &after), text));
	decision.day = S("2025-02-30");
	assert_int_equal(db_write(db, do_decision, &decision), INVALID);
	decision = (struct decision_note){.call = S(CALL), .version = 1, .number = S("X"), .day = S("")};
	assert_int_equal(db_write(db, do_decision, &decision), INVALID); /* of the pack */
	receipt.received = S("2025-04-01");
	assert_int_equal(db_write(db, do_receipt, &receipt), INVALID);
	receipt = (struct receipt_note){.call = S(CALL), .version = 2, .number = S(" ")};
	assert_int_equal(db_write(db, do_receipt, &receipt), INVALID);
}

static void only_an_officer_adopts_and_a_scenario_that_moved_is_read_again(void **state)
{
	(void)state;
	int64_t version;
	load();
	type_more();
	struct adoption wish = again;
	wish.revision = (opt_int){true, 99};
	assert_int_equal(adopt(&wish, &version), CONFLICT);
	officer.roles.at[0].role = ROLE_FUNDER_AGENT;
	assert_int_equal(adopt(&again, &version), DENIED);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM programme WHERE frozen IS NOT NULL"), 0);
}

static void a_frozen_text_reads_back_byte_for_byte_or_not_at_all(void **state)
{
	(void)state;
	int64_t version;
	str sha256;
	struct programme p;
	load();
	type_more();
	assert_int_equal(adopt(&again, &version), OK);
	str text = frozen_text(2, &sha256);
	assert_int_equal(programme_thaw(fixture.arena, text, &p), OK);
	assert_true(str_eq(programme_freeze(fixture.arena, &p), text));
	for (size_t cut = 0; cut < text.n; cut += text.n / 97 + 1)
		assert_int_equal(programme_thaw(fixture.arena, str_first(text, cut), &p), INVALID);
	assert_int_equal(programme_thaw(fixture.arena, arena_fmt(fixture.arena, "%.*s ", STR_ARGS(text)), &p), INVALID);
}

static void year_on_year_links_actions_by_their_code(void **state)
{
	(void)state;
	int64_t version;
	struct programme before, after;
	struct programme_comparison c;
	load();
	assert_int_equal(adopt(&first, &version), OK);
	type_more();
	assert_int_equal(adopt(&again, &version), OK);
	assert_int_equal(read_programme(db, fixture.arena, S(CALL), 2, &before), OK);
	assert_int_equal(read_programme(db, fixture.arena, S(CALL), 3, &after), OK);
	programme_compare(fixture.arena, &before, &after, &c);
	assert_int_equal(c.actions.n, before.action_count);
	assert_int_equal(c.actions.at[0].kind, COMPARED_KEPT);
	assert_int_equal(c.actions.at[0].after->total.cents - c.actions.at[0].before->total.cents, 10000);
	assert_int_equal(c.actions.at[1].kind, COMPARED_DROPPED);
	money sum = MONEY_ZERO;
	for (size_t i = 0; i < c.funders.n; i++)
		sum = money_add(sum, c.funders.at[i].before);
	assert_int_equal(sum.cents, before.funded.cents);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(a_vote_over_the_envelope_is_told_with_its_clause_and_needs_a_reason), BOTH(what_a_rule_refuses_is_told_with_its_clause),
		BOTH(what_is_voted_is_in_the_cells_the_lines_and_the_version_of_new_applications), BOTH(a_pack_loaded_again_leaves_what_was_voted),
		BOTH(what_a_pack_says_was_voted_is_kept_before_something_is_added), BOTH(who_comes_second_adopts_nothing),
		BOTH(a_table_that_changes_nothing_is_not_voted_again),
		BOTH(the_libercourt_annex_from_the_grid_is_the_published_one),
		BOTH(what_must_be_said_is_asked_and_kept),
		BOTH(a_complementary_version_holds_only_what_changed_and_the_whole_is_read_together),
		BOTH(an_action_refused_later_is_removed_from_the_whole_and_kept_in_what_was_voted),
		BOTH(a_pack_loaded_again_leaves_what_was_voted_alone),
		BOTH(an_altered_text_is_told_by_page_and_doctor),
		BOTH(a_decision_and_receipts_come_later_and_two_numbers_are_told),
		BOTH(only_an_officer_adopts_and_a_scenario_that_moved_is_read_again),
		BOTH(a_frozen_text_reads_back_byte_for_byte_or_not_at_all),
		BOTH(year_on_year_links_actions_by_their_code),
	};
	return both_run("adoption", tests, sizeof tests / sizeof *tests);
}
