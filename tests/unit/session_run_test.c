/* A committee of a real call planned, told, sat, closed on both engines (A10, N8; "Bad input" of deciding): quorum, proxies, conflicts, votes of a person and of an officer, forms that are
   stale, what is frozen, what a mail tells and to whom. */
#include "accounts/actor.h"
#include "actions/conflict.h"
#include "actions/grid_write.h"
#include "actions/load_pack.h"
#include "actions/session.h"
#include "gen/queries.h"

#include "lib/both.h"

enum { OFFICER = 1, MEMBER, REGION, STRANGER };
#define CALL S("libercourt-2025")

static struct problems ps;
static struct actor who;
static int64_t session;
static territory_id territory;
static application_id first, second;

static void open_world(void)
{
	struct findings fs = findings_new(fixture.arena);
	struct load_result result;
	const struct load_options options = {.actor = S("cli:0"), .folder = "packs/libercourt-2025"};
	ps = fresh_problems();
	session = 0;
	assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
	assert_int_equal(script("INSERT INTO person (person_id, email, name, lang, created_ms, confirmed_ms, administrator) VALUES (1, 'o@ville.example', 'Chargée de mission', 'fr', 1, 1, 0), "
	                        "(2, 'v@ville.example', 'Vice-présidente', 'fr', 1, 1, 0), (3, 'r@region.example', 'Agent de la Région', 'en', 1, 1, 0), (4, 'x@autre.example', 'Autre', 'fr', 1, 1, 0)"), OK);
	assert_int_equal(script("INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT t.territory_id, r.p, r.r, r.i, 1, 'cli:0' FROM territory t, "
	                        "(SELECT 1 AS p, 'officer' AS r, '' AS i UNION ALL SELECT 3, 'funder_agent', 'region') r"), OK);
	territory.v = ask_number(db, "SELECT territory_id FROM call WHERE code = 'libercourt-2025'");
	first.v = ask_number(db, "SELECT MIN(application_id) FROM application");
	second.v = ask_number(db, "SELECT MIN(application_id) FROM application WHERE application_id > (SELECT MIN(application_id) FROM application)");
}

struct doing {
	enum status (*run)(const struct session_step *step, const void *what);
	const void *what;
	struct session_step step;
};

static enum status in_write(struct db *d, void *arg)
{
	struct doing *x = arg;
	(void)d;
	ps = fresh_problems();
	x->step.ps = &ps;
	return x->run(&x->step, x->what);
}

static enum status as(int64_t person, enum status (*run)(const struct session_step *step, const void *what), const void *what)
{
	static int64_t ms = 1000;
	assert_int_equal(actor_of_person(db, fixture.arena, (person_id){person}, &who), OK);
	struct doing x = {run, what, {.db = db, .arena = fixture.arena, .actor = &who, .now = {++ms}, .territory = territory, .session = session, .public_url = S("https://aides.example")}};
	return db_write(db, in_write, &x);
}

static enum status run_make(const struct session_step *step, const void *what)
{
	return session_make(step, CALL, what, &session);
}

static enum status run_set(const struct session_step *step, const void *what)
{
	return session_set(step, what);
}

static enum status run_seat(const struct session_step *step, const void *what)
{
	return session_add_seat(step, what);
}

static enum status run_items(const struct session_step *step, const void *what)
{
	const application_id both[] = {first, second};
	return session_add_applications(step, both, 2, *(const int64_t *)what);
}

static enum status run_open(const struct session_step *step, const void *what)
{
	(void)what;
	return session_open(step);
}

static enum status run_close(const struct session_step *step, const void *what)
{
	(void)what;
	return session_close(step);
}

static struct told told;
static enum status run_summon(const struct session_step *step, const void *what)
{
	(void)what;
	return session_summon(step, &told);
}

static enum status run_attend(const struct session_step *step, const void *what)
{
	return session_note_attendance(step, what, 3);
}

struct one_vote {
	int64_t item, seat;
	enum vote_choice choice;
};
static enum status run_vote(const struct session_step *step, const void *what)
{
	const struct one_vote *v = what;
	return session_vote(step, v->item, v->seat, v->choice);
}

static enum status vote(int64_t person, int64_t item, int64_t seat, enum vote_choice choice)
{
	const struct one_vote v = {item, seat, choice};
	return as(person, run_vote, &v);
}

struct one_ballot {
	int64_t item;
	str to;
};
static enum status run_ballot(const struct session_step *step, const void *what)
{
	const struct one_ballot *b = what;
	return session_ballot(step, b->item, b->to);
}

static enum status ballot(int64_t item, str to)
{
	const struct one_ballot b = {item, to};
	return as(OFFICER, run_ballot, &b);
}

static enum status run_conflict(const struct session_step *step, const void *what)
{
	const struct one_vote *v = what;
	return session_declare_conflict(step, v->item, v->seat, CONFLICT_OF_SEAT, S("membre du bureau"));
}

static enum status run_institution_conflict(const struct session_step *step, const void *what)
{
	const struct one_vote *v = what;
	return session_declare_conflict(step, v->item, v->seat, CONFLICT_OF_INSTITUTION, S("bailleur de l’action"));
}

static struct session now(void)
{
	struct session s;
	assert_int_equal(read_session(db, fixture.arena, territory, session, &s), OK);
	return s;
}

static struct session_typed usual(void)
{
	return (struct session_typed){.kind = S("committee"), .title = S("Comité"), .day = S("2025-02-04"), .time = S("09:00"), .until = S("12:00"), .place = S("Mairie"), .quorum = S("60"),
		.proxies_most = S("1")};
}

/* Three seats that vote: the member, the Region's agent, tenants without an account. */
static void open_session(void)
{
	const struct session_typed typed = usual();
	const struct seat_typed seats[] = {{S("Agglomération"), S("Vice-présidente"), S(""), MEMBER, true}, {S("region"), S("Agent"), S("r@region.example"), 0, true},
		{S("Locataires"), S(""), S(""), 0, true}};
	const int64_t minutes = 10;
	open_world();
	assert_int_equal(as(OFFICER, run_make, &typed), OK);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(as(OFFICER, run_seat, &seats[i]), OK);
	assert_int_equal(as(OFFICER, run_items, &minutes), OK);
	assert_int_equal(as(OFFICER, run_open, NULL), OK);
}

static void attend(enum attendance a, enum attendance b, enum attendance c)
{
	const struct attendance_note notes[] = {{1, a, 0}, {2, b, 0}, {3, c, 0}};
	assert_int_equal(as(OFFICER, run_attend, notes), OK);
}

static void nobody_votes_without_quorum(void **state)
{
	(void)state;
	open_session();
	attend(ATTENDANCE_PRESENT, ATTENDANCE_ABSENT, ATTENDANCE_ABSENT);
	assert_int_equal(now().quorum.missing, 1);
	assert_int_equal(ballot(1, S("open")), CONFLICT);
	attend(ATTENDANCE_PRESENT, ATTENDANCE_PRESENT, ATTENDANCE_ABSENT);
	assert_int_equal(ballot(1, S("open")), OK);
	attend(ATTENDANCE_PRESENT, ATTENDANCE_ABSENT, ATTENDANCE_ABSENT); /* who leaves takes the quorum away, before a vote and before it is counted */
	assert_int_equal(vote(MEMBER, 1, 1, VOTE_YES), CONFLICT);
	assert_int_equal(ballot(1, S("closed")), CONFLICT);
}

static void a_vote_is_of_the_seat_and_an_officer_does_not_write_over_it(void **state)
{
	(void)state;
	open_session();
	attend(ATTENDANCE_PRESENT, ATTENDANCE_PRESENT, ATTENDANCE_PRESENT);
	assert_int_equal(now().seats.at[1].person, REGION); /* found by its address */
	assert_int_equal(vote(MEMBER, 1, 1, VOTE_YES), CONFLICT); /* not put to the vote */
	assert_int_equal(ballot(1, S("open")), OK);
	assert_int_equal(ballot(1, S("open")), CONFLICT);
	assert_int_equal(vote(MEMBER, 1, 1, VOTE_YES), OK);
	assert_int_equal(vote(MEMBER, 1, 1, VOTE_NO), OK);
	assert_int_equal(vote(MEMBER, 1, 2, VOTE_NO), DENIED);
	assert_int_equal(vote(STRANGER, 1, 1, VOTE_YES), DENIED);
	assert_int_equal(vote(OFFICER, 1, 1, VOTE_YES), CONFLICT);
	assert_int_equal(vote(OFFICER, 1, 3, VOTE_YES), OK);
	assert_int_equal(vote(OFFICER, 1, 3, VOTE_ABSTAIN), OK);
	assert_int_equal(vote(OFFICER, 1, 9, VOTE_YES), NOT_FOUND);
	const struct session s = now();
	assert_int_equal(s.items.at[0].tally.no, 1);
	assert_int_equal(s.items.at[0].tally.abstain, 1);
	assert_int_equal(s.items.at[0].tally.silent, 1);
	assert_int_equal(ballot(1, S("closed")), OK);
	assert_true(str_eq(now().items.at[0].outcome, S("unfavourable")));
	assert_int_equal(vote(MEMBER, 1, 1, VOTE_YES), CONFLICT);
}

static void a_conflict_of_interest_holds_everywhere(void **state)
{
	(void)state;
	const struct one_vote of_region = {1, 2, VOTE_NONE}, of_tenants = {1, 3, VOTE_NONE}, late = {1, 1, VOTE_NONE};
	bool stands;
	open_session();
	attend(ATTENDANCE_PRESENT, ATTENDANCE_PRESENT, ATTENDANCE_PRESENT);
	assert_int_equal(as(MEMBER, run_conflict, &of_region), DENIED);
	assert_int_equal(as(REGION, run_conflict, &of_region), OK);
	assert_int_equal(as(REGION, run_conflict, &of_region), OK); /* said twice is said once */
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM conflict_of_interest"), 1);
	assert_int_equal(actor_of_person(db, fixture.arena, (person_id){REGION}, &who), OK);
	assert_int_equal(grid_has_conflict(db, fixture.arena, &who, territory, first, &stands), OK);
	assert_true(stands);
	assert_int_equal(actor_has_conflict(db, fixture.arena, &who, territory, first, &stands), OK);
	assert_true(stands);
	assert_int_equal(actor_has_conflict(db, fixture.arena, &who, territory, second, &stands), OK);
	assert_false(stands);
	assert_int_equal(ballot(1, S("open")), OK);
	assert_int_equal(vote(REGION, 1, 2, VOTE_YES), INVALID);
	assert_int_equal(vote(OFFICER, 1, 2, VOTE_YES), INVALID);
	assert_int_equal(vote(OFFICER, 1, 3, VOTE_YES), OK);
	assert_int_equal(as(MEMBER, run_conflict, &of_tenants), DENIED);
	assert_int_equal(as(OFFICER, run_conflict, &of_tenants), OK); /* a seat without an account: that seat, and no institution */
	assert_int_equal(as(OFFICER, run_conflict, &of_tenants), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM conflict_of_interest"), 2);
	assert_int_equal(conflict_stands(db, fixture.arena, territory, first, (person_id){0}, S("Locataires"), &stands), OK);
	assert_false(stands);
	assert_true(now().items.at[0].choices[2].conflict);
	assert_int_equal(vote(OFFICER, 1, 3, VOTE_YES), INVALID); /* it does not vote */
	assert_int_equal(as(OFFICER, run_institution_conflict, &of_tenants), OK);
	assert_int_equal(conflict_stands(db, fixture.arena, territory, first, (person_id){0}, S("Locataires"), &stands), OK);
	assert_true(stands);
	const struct session s = now();
	assert_int_equal(s.items.at[0].quorum.voting, 1);
	assert_int_equal(s.items.at[0].tally.yes, 0); /* what it had voted is taken out */
	assert_int_equal(vote(MEMBER, 1, 1, VOTE_YES), OK);
	assert_int_equal(ballot(1, S("closed")), OK);
	assert_int_equal(as(OFFICER, run_conflict, &late), CONFLICT);
}

static enum status run_withdraw(const struct session_step *step, const void *what)
{
	return withdraw_conflict(step->db, step->arena, step->actor, step->now, territory, ask_number(db, "SELECT conflict_id FROM conflict_of_interest"), *(const str *)what, step->ps);
}

static void a_conflict_is_withdrawn_by_an_officer_who_says_why(void **state)
{
	(void)state;
	const struct one_vote of_region = {1, 2, VOTE_NONE};
	const str why = S("a quitté le bureau"), nothing = S(" ");
	open_session();
	assert_int_equal(as(REGION, run_conflict, &of_region), OK);
	assert_int_equal(as(REGION, run_withdraw, &why), DENIED);
	assert_int_equal(as(OFFICER, run_withdraw, &nothing), INVALID);
	assert_int_equal(as(OFFICER, run_withdraw, &why), OK);
	assert_int_equal(as(OFFICER, run_withdraw, &why), CONFLICT);
	assert_false(now().items.at[0].choices[1].conflict);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit WHERE verb IN ('declare_conflict', 'withdraw_conflict')"), 2);
}

static void a_closed_session_is_what_it_was(void **state)
{
	(void)state;
	const struct session_typed typed = usual();
	open_session();
	attend(ATTENDANCE_PRESENT, ATTENDANCE_PRESENT, ATTENDANCE_EXCUSED);
	assert_int_equal(ballot(1, S("open")), OK);
	assert_int_equal(vote(MEMBER, 1, 1, VOTE_YES), OK);
	assert_int_equal(as(OFFICER, run_close, NULL), INVALID); /* a ballot is open */
	assert_int_equal(ballot(1, S("closed")), OK);
	assert_int_equal(as(OFFICER, run_close, NULL), OK);
	assert_int_equal(as(OFFICER, run_close, NULL), CONFLICT);
	assert_int_equal(as(OFFICER, run_set, &typed), CONFLICT);
	assert_int_equal(vote(MEMBER, 1, 1, VOTE_NO), CONFLICT);
	const struct session before = now();
	assert_true(before.items.at[0].amounts.n > 0); /* of the table, as it stood */
	assert_int_equal(script("UPDATE application SET title = 'Autre'; UPDATE session_item SET title = 'Autre'; DELETE FROM session_vote"), OK);
	const struct session after = now();
	assert_true(str_eq(after.items.at[0].title, before.items.at[0].title));
	assert_int_equal(after.items.at[0].tally.yes, 1);
	assert_int_equal(after.items.at[0].amount.cents, before.items.at[0].amount.cents);
	assert_int_equal(script("UPDATE committee_session SET frozen = REPLACE(frozen, 'yes', 'no')"), OK);
	struct session altered;
	assert_int_equal(read_session(db, fixture.arena, territory, session, &altered), BROKEN);
}

static void a_form_of_an_older_revision_changes_nothing(void **state)
{
	(void)state;
	struct session_typed typed = usual();
	open_world();
	assert_int_equal(as(OFFICER, run_make, &typed), OK);
	assert_int_equal(actor_of_person(db, fixture.arena, (person_id){OFFICER}, &who), OK);
	struct doing x = {run_set, &typed, {.db = db, .arena = fixture.arena, .actor = &who, .now = {1}, .territory = territory, .session = session, .base = {true, 0}}};
	assert_int_equal(db_write(db, in_write, &x), CONFLICT);
	x.step.base.value = 1;
	assert_int_equal(db_write(db, in_write, &x), OK);
	assert_int_equal(db_write(db, in_write, &x), CONFLICT);
	assert_int_equal(now().revision, 2);
}

static void only_those_for_whom_something_changed_are_told_again(void **state)
{
	(void)state;
	struct session_typed typed = usual();
	open_session();
	assert_int_equal(as(OFFICER, run_summon, NULL), OK);
	assert_int_equal(told.seats, 2);
	assert_int_equal(told.without, 1);
	assert_int_equal(as(OFFICER, run_summon, NULL), OK);
	assert_int_equal(told.seats, 0);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'summons'"), 2);
	typed.title = S("Comité des financeurs"); /* neither hour nor place */
	assert_int_equal(as(OFFICER, run_set, &typed), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'summons'"), 2);
	typed.place = S("Salle des fêtes");
	assert_int_equal(as(OFFICER, run_set, &typed), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'summons'"), 4);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox_attachment WHERE what LIKE 'session.ics:%'"), 4);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'summons' AND subject LIKE 'Change:%'"), 1); /* the agent reads English */
}

static void what_does_not_read_is_told_field_by_field(void **state)
{
	(void)state;
	const struct session_typed typed = {.kind = S("party"), .title = S(" "), .day = S("2025-02-30"), .time = S("9h"), .until = S(""), .quorum = S("101"), .proxies_most = S("-1"), .body = S("nul")};
	open_world();
	assert_int_equal(as(OFFICER, run_make, &typed), INVALID);
	assert_int_equal(ps.total, 7);
	assert_int_equal(as(MEMBER, run_make, &typed), DENIED);
	struct session_typed ends = usual();
	ends.until = S("08:30");
	assert_int_equal(as(OFFICER, run_make, &ends), INVALID);
	assert_true(str_eq(ps.list.at[0].field, S("until")));
}

int main(void)
{
	const struct CMUnitTest all[] = {
		BOTH(nobody_votes_without_quorum),
		BOTH(a_vote_is_of_the_seat_and_an_officer_does_not_write_over_it),
		BOTH(a_conflict_of_interest_holds_everywhere),
		BOTH(a_conflict_is_withdrawn_by_an_officer_who_says_why),
		BOTH(a_closed_session_is_what_it_was),
		BOTH(a_form_of_an_older_revision_changes_nothing),
		BOTH(only_those_for_whom_something_changed_are_told_again),
		BOTH(what_does_not_read_is_told_field_by_field),
	};
	return both_run("session_run", all, sizeof all / sizeof *all);
}
