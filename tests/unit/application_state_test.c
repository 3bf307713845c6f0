/* One change of state on both engines (model.md, L1): who may, which steps, the reason, the event and the audit row, the sheet that follows, a base that is old; what is done to several
   and taken back. */
#include "accounts/actor.h"
#include "actions/application_state.h"
#include "actions/desk_bulk.h"
#include "actions/load_pack.h"
#include "gen/queries.h"

#include "lib/both.h"

enum { OFFICER = 4, STRANGER = 5, SHEET = 301 };

static territory_id territory;
static application_id first, second;
static struct problems ps;
static struct actor officer;
static struct state_change change;
static enum status answer;

static void begin(void)
{
	struct findings fs = findings_new(fixture.arena);
	struct load_result result;
	const struct load_options options = {.actor = S("cli:0"), .folder = "packs/libercourt-2025", .force = true};
	ps = fresh_problems();
	assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
	territory = (territory_id){ask_number(db, "SELECT territory_id FROM call WHERE code = 'libercourt-2025'")};
	first = (application_id){ask_number(db, "SELECT MIN(application_id) FROM application")};
	second = (application_id){first.v + 1};
	assert_int_equal(script("INSERT INTO person (person_id, email, name, lang, created_ms, confirmed_ms, administrator) VALUES (4, 'a@ville.example', 'Chargée de mission', 'fr', 1, 1, 0), "
	                        "(5, 'b@club.example', 'Voisine', 'fr', 1, 1, 0)"), OK);
	assert_int_equal(script("INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 4, 'officer', '', 1, 'cli:0' FROM territory"), OK);
	assert_int_equal(script("UPDATE application SET state = 'filed'"), OK);
	assert_int_equal(script("INSERT INTO applicant (applicant_id, name, kind, sheet_id, created_ms, created_by) VALUES (10, 'Jardins', 'association', 11, 1, 5)"), OK);
	assert_int_equal(script(arena_cstr(fixture.arena, arena_fmt(fixture.arena, "INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, call_code, request, title, state, channel, revision, created_ms, "
		"created_by, changed_ms, changed_by, to_confirm, number, application_id) VALUES (%lld, 301, 'application', 10, 'libercourt-2025', 'first', 'Jardin', 'filed', 'online', 1, 1, 5, 1, 5, 0, 'N-1', %lld)",
		(long long)territory.v, (long long)first.v))), OK);
	assert_int_equal(actor_of_person(db, fixture.arena, (person_id){OFFICER}, &officer), OK);
}

static enum status change_in(struct db *d, void *arg)
{
	const struct actor *actor = arg;
	ps = fresh_problems();
	answer = change_state(d, fixture.arena, actor, (instant){1000 + ask_number(d, "SELECT COUNT(*) FROM audit")}, &change, &ps);
	return answer;
}

static enum status moved(application_id id, enum application_state to, str reason)
{
	change = (struct state_change){.territory = territory, .application = id, .to = to, .reason = reason};
	enum status s = db_write(db, change_in, &officer);
	assert_int_equal(s, answer);
	return s;
}

static void a_step_leaves_an_event_and_an_audit_row(void **state)
{
	(void)state;
	begin();
	assert_int_equal(moved(second, APPLICATION_admissible, STR_NONE), OK);
	assert_true(str_eq(ask(db, "SELECT to_state FROM application_event"), S("admissible")));
	assert_true(str_eq(ask(db, "SELECT detail FROM audit WHERE verb = 'change_state'"), S("filed -> admissible")));
	assert_int_equal(moved(second, APPLICATION_admissible, STR_NONE), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM application_event"), 1);
}

static void a_refusal_without_a_reason_and_a_step_of_no_table_change_nothing(void **state)
{
	(void)state;
	begin();
	assert_int_equal(moved(second, APPLICATION_refused, S("  ")), INVALID);
	assert_true(str_eq(ps.list.at[0].field, S("reason")));
	assert_int_equal(moved(second, APPLICATION_closed, S("Fini")), INVALID);
	assert_true(str_eq(ps.list.at[0].field, S("state")));
	assert_int_equal(moved((application_id){999999}, APPLICATION_admissible, STR_NONE), NOT_FOUND);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM application_event"), 0);
}

static void who_runs_no_desk_changes_no_state(void **state)
{
	(void)state;
	struct actor stranger;
	begin();
	assert_int_equal(actor_of_person(db, fixture.arena, (person_id){STRANGER}, &stranger), OK);
	change = (struct state_change){.territory = territory, .application = second, .to = APPLICATION_admissible};
	assert_int_equal(db_write(db, change_in, &stranger), DENIED);
}

static void the_sheet_follows_its_application(void **state)
{
	(void)state;
	begin();
	assert_int_equal(moved(first, APPLICATION_completion_requested, S("Il manque le budget")), INVALID);
	assert_int_equal(moved(first, APPLICATION_withdrawn, S("À la demande du porteur")), OK);
	assert_true(str_eq(ask(db, "SELECT state FROM sheet WHERE sheet_id = 301"), S("withdrawn")));
	assert_int_equal(moved(first, APPLICATION_filed, S("Erreur")), OK);
	assert_true(str_eq(ask(db, "SELECT state FROM sheet WHERE sheet_id = 301"), S("filed")));
	assert_int_equal(moved(first, APPLICATION_under_review, STR_NONE), OK);
	assert_true(str_eq(ask(db, "SELECT state FROM sheet WHERE sheet_id = 301"), S("filed")));
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM sheet_event"), 2);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM application_event"), 3);
}

static void a_change_on_an_old_base_is_refused(void **state)
{
	(void)state;
	begin();
	assert_int_equal(moved(second, APPLICATION_admissible, STR_NONE), OK);
	change = (struct state_change){.territory = territory, .application = second, .to = APPLICATION_under_review, .base = {true, 0}};
	assert_int_equal(db_write(db, change_in, &officer), CONFLICT);
	change.base.value = 1;
	assert_int_equal(db_write(db, change_in, &officer), OK);
}

/* ---- several at once ---- */

static struct bulk_wish wish;
static int64_t bulk;

static enum status bulk_in(struct db *d, void *arg)
{
	(void)arg;
	const application_id both[] = {first, second};
	const struct desk_step step = {.db = d, .arena = fixture.arena, .actor = &officer, .now = {5000}, .territory = territory};
	ps = fresh_problems();
	return bulk_do(&step, &wish, both, 2, &bulk, &ps);
}

static enum status undo_in(struct db *d, void *arg)
{
	(void)arg;
	const struct desk_step step = {.db = d, .arena = fixture.arena, .actor = &officer, .now = {6000}, .territory = territory};
	ps = fresh_problems();
	return bulk_undo(&step, bulk, &ps);
}

static void what_one_cannot_do_is_done_to_none(void **state)
{
	(void)state;
	begin();
	assert_int_equal(moved(second, APPLICATION_withdrawn, S("Retrait")), OK);
	wish = (struct bulk_wish){.kind = BULK_STATE, .state = APPLICATION_admissible};
	assert_int_equal(db_write(db, bulk_in, NULL), CONFLICT);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM application WHERE state = 'admissible'"), 0);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM desk_bulk"), 0);
}

static void an_owner_given_to_several_is_taken_back_but_where_it_changed_since(void **state)
{
	(void)state;
	begin();
	wish = (struct bulk_wish){.kind = BULK_OWNER, .owner = {OFFICER}};
	assert_int_equal(db_write(db, bulk_in, NULL), OK);
	assert_int_equal(ask_number(db, "SELECT owner_person FROM sheet WHERE sheet_id = 301"), OFFICER);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM application WHERE owner_person = 4"), 1);
	assert_int_equal(script("UPDATE sheet SET owner_person = 5 WHERE sheet_id = 301"), OK);
	assert_int_equal(db_write(db, undo_in, NULL), OK);
	assert_int_equal(ask_number(db, "SELECT owner_person FROM sheet WHERE sheet_id = 301"), 5);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM application WHERE owner_person = 4"), 0);
	assert_int_equal(db_write(db, undo_in, NULL), CONFLICT);
	wish = (struct bulk_wish){.kind = BULK_OWNER, .owner = {STRANGER}};
	assert_int_equal(db_write(db, bulk_in, NULL), INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(a_step_leaves_an_event_and_an_audit_row),
		BOTH(a_refusal_without_a_reason_and_a_step_of_no_table_change_nothing),
		BOTH(who_runs_no_desk_changes_no_state),
		BOTH(the_sheet_follows_its_application),
		BOTH(a_change_on_an_old_base_is_refused),
		BOTH(what_one_cannot_do_is_done_to_none),
		BOTH(an_owner_given_to_several_is_taken_back_but_where_it_changed_since),
	};
	return both_run("application state", tests, sizeof tests / sizeof tests[0]);
}
