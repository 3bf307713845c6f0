/* Reminders (issue 4, 7; row L4), on both engines: when each step is, to whom, once; a deadline that moved, a draft that began late, a person who wants none, what filing cancels; and
   what a message looks like on the wire. */
#include "accounts/actor.h"
#include "actions/load_pack.h"
#include "actions/remind.h"
#include "base/ids.h"
#include "gen/queries.h"
#include "jobs/message.h"
#include "jobs/send.h"

#include "lib/both.h"

#define HOUR_MS INT64_C(3600000)
#define DAY_MS (24 * HOUR_MS)
/* noon in Paris on 13 September 2024 */
#define CLOSES INT64_C(1726221600000)

static void load(void)
{
	struct findings fs = findings_new(fixture.arena);
	struct problems ps = fresh_problems();
	struct load_result result;
	const struct load_options options = {.actor = S("cli:0"), .folder = "packs/lievin-2024", .force = true};
	assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
}

/* A writer, a signatory who reads English, one whose address was never confirmed, a reader, an officer. */
static void people(void)
{
	assert_int_equal(script("INSERT INTO person (person_id, email, name, lang, created_ms, confirmed_ms, administrator) VALUES "
	                        "(1, 'coordinatrice@jardins.example', 'Coordinatrice', 'fr', 1, 1, 0), (2, 'presidente@jardins.example', 'Présidente', 'en', 1, 1, 0), "
	                        "(3, 'nouvelle@jardins.example', 'Nouvelle', 'fr', 1, NULL, 0), (4, 'lectrice@jardins.example', 'Lectrice', 'fr', 1, 1, 0), "
	                        "(5, 'chargee@ville.example', 'Chargée de mission', 'fr', 1, 1, 0)"), OK);
	assert_int_equal(script("INSERT INTO applicant (applicant_id, name, kind, sheet_id, created_ms, created_by) VALUES (10, 'Jardins partagés', 'association', 11, 1, 1)"), OK);
	assert_int_equal(script("INSERT INTO applicant_member (applicant_id, person_id, role, since_ms) VALUES (10, 1, 'writer', 1), (10, 2, 'signatory', 1), (10, 3, 'writer', 2), (10, 4, 'reader', 2)"), OK);
	assert_int_equal(script("INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, to_confirm) "
	                        "VALUES (0, 11, 'identity', 10, 'Jardins partagés', 'draft', 'online', 1, 1, 1, 1, 1, 0)"), OK);
	assert_int_equal(script("INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 5, 'officer', '', 1, 'cli:0' FROM territory"), OK);
}

static void draft(int64_t sheet, int64_t created)
{
	assert_int_equal(script(arena_cstr(fixture.arena, arena_fmt(fixture.arena,
		"INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, call_code, request, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, to_confirm) "
		"SELECT territory_id, %lld, 'application', 10, 'lievin-2024', 'first', 'Un jardin pour tous', 'draft', 'online', 1, %lld, 1, 1, 1, 0 FROM territory",
		(long long)sheet, (long long)created))), OK);
}

static void prepare(void)
{
	load();
	people();
	draft(20, CLOSES - 30 * DAY_MS);
}

static size_t remind(int64_t at)
{
	size_t written;
	assert_int_equal(remind_round(db, S("https://aides.example"), (instant){at}, 50, &written), OK);
	return written;
}

static int64_t mails(const char *where)
{
	return ask_number(db, arena_cstr(fixture.arena, arena_fmt(fixture.arena, "SELECT COUNT(*) FROM outbox WHERE kind = 'reminder' AND %s", where)));
}

static str body_to(const char *email)
{
	return ask(db, arena_cstr(fixture.arena, arena_fmt(fixture.arena, "SELECT body FROM outbox WHERE recipient = '%s' ORDER BY created_ms DESC LIMIT 1", email)));
}

static struct actor actor_is(int64_t person)
{
	struct actor actor;
	assert_int_equal(actor_of_person(db, fixture.arena, (person_id){person}, &actor), OK);
	return actor;
}

static void each_step_is_at_an_hour_when_people_are_awake(void **state)
{
	(void)state;
	const struct zone *paris = zone_named(S("Europe/Paris")), *cayenne = zone_named(S("America/Cayenne"));
	assert_int_equal(remind_at(REMIND_7_DAYS, (instant){CLOSES}, paris).ms, CLOSES - 7 * DAY_MS - 3 * HOUR_MS); /* nine in the morning */
	assert_int_equal(remind_at(REMIND_2_DAYS, (instant){CLOSES}, paris).ms, CLOSES - 2 * DAY_MS - 3 * HOUR_MS);
	assert_int_equal(remind_at(REMIND_6_HOURS, (instant){CLOSES}, paris).ms, CLOSES - 6 * HOUR_MS);
	assert_int_equal(remind_at(REMIND_7_DAYS, (instant){CLOSES}, cayenne).ms, CLOSES - 7 * DAY_MS); /* it closes at seven there */
	/* the week of the change to winter time has an hour more */
	const instant november = instant_of((struct local_time){.date = {2024, 11, 1}, .hour = 12}, paris);
	assert_int_equal(remind_at(REMIND_7_DAYS, november, paris).ms, november.ms - 7 * DAY_MS - 4 * HOUR_MS);
}

static void only_the_last_step_that_came_counts(void **state)
{
	(void)state;
	const struct zone *paris = zone_named(S("Europe/Paris"));
	const instant closes = {CLOSES}, never = {0};
	const instant last = remind_at(REMIND_2_DAYS, closes, paris);
	assert_int_equal(remind_now(closes, paris, never, (instant){CLOSES - 20 * DAY_MS}), REMIND_STEPS);
	assert_int_equal(remind_now(closes, paris, never, (instant){CLOSES - 7 * DAY_MS}), REMIND_7_DAYS);
	assert_int_equal(remind_now(closes, paris, never, (instant){last.ms - 1}), REMIND_7_DAYS);
	assert_int_equal(remind_now(closes, paris, never, last), REMIND_2_DAYS);
	assert_int_equal(remind_now(closes, paris, never, (instant){CLOSES - 1}), REMIND_6_HOURS);
	assert_int_equal(remind_now(closes, paris, never, closes), REMIND_STEPS);
	assert_int_equal(remind_now(closes, paris, last, last), REMIND_STEPS); /* moved just then: the next one only */
	assert_int_equal(remind_now(closes, paris, last, (instant){CLOSES - HOUR_MS}), REMIND_6_HOURS);
}

static void writers_and_signatories_are_reminded_once(void **state)
{
	(void)state;
	prepare();
	assert_int_equal(remind(CLOSES - 8 * DAY_MS), 0);
	assert_int_equal(remind(CLOSES - 7 * DAY_MS), 1);
	assert_int_equal(mails("1 = 1"), 2);
	assert_int_equal(mails("recipient IN ('coordinatrice@jardins.example', 'presidente@jardins.example')"), 2);
	assert_int_equal(remind(CLOSES - 7 * DAY_MS), 0);
	assert_int_equal(remind(CLOSES - 6 * DAY_MS), 0);
	assert_int_equal(mails("1 = 1"), 2);
	str french = body_to("coordinatrice@jardins.example"), english = body_to("presidente@jardins.example");
	assert_true(str_starts(french, S("Bonjour,\n\nLa demande «\u00a0Un jardin pour tous\u00a0» de Jardins partagés")));
	assert_true(str_has(french, S("7 jours")) && str_has(french, S("13\u00a0septembre 2024")) && str_has(french, S("heure de Paris")));
	assert_true(str_has(french, S("\n– "))); /* what is not done */
	assert_true(str_has(french, arena_fmt(fixture.arena, "https://aides.example/sheets/%.*s\n", STR_ARGS(id_code(fixture.arena, 20)))));
	assert_true(str_has(french, S("/reminders\n")));
	assert_true(str_has(english, S("7 days")) && str_has(english, S("https://aides.example/en/sheets/")));
	assert_int_equal(remind(CLOSES - 2 * DAY_MS), 1);
	assert_int_equal(remind(CLOSES - 5 * HOUR_MS), 1);
	assert_int_equal(mails("1 = 1"), 6);
	assert_true(str_has(body_to("coordinatrice@jardins.example"), S("5 heures")));
	assert_int_equal(remind(CLOSES), 0);
}

static void a_draft_that_began_late_gets_what_is_still_ahead(void **state)
{
	(void)state;
	prepare();
	draft(21, CLOSES - 5 * DAY_MS);
	assert_int_equal(remind(CLOSES - 4 * DAY_MS), 1);
	assert_int_equal(mails("sheet_id = 21"), 0);
	assert_int_equal(remind(CLOSES - 2 * DAY_MS), 2);
	assert_int_equal(mails("sheet_id = 21"), 2);
}

static void when_jobs_were_down_for_days_one_reminder_leaves_not_two(void **state)
{
	(void)state;
	prepare();
	assert_int_equal(remind(CLOSES - HOUR_MS), 1);
	assert_int_equal(mails("1 = 1"), 2);
}

static void a_deadline_that_moved_reminds_anew(void **state)
{
	(void)state;
	prepare();
	assert_int_equal(remind(CLOSES - 2 * DAY_MS), 1);
	assert_int_equal(script(arena_cstr(fixture.arena, arena_fmt(fixture.arena,
		"INSERT INTO call_filing (territory_id, call_code, decided_ms, decided_by, closes_ms, grace_minutes, reason) SELECT territory_id, 'lievin-2024', %lld, 'user:5', %lld, 0, 'Panne' FROM territory",
		(long long)(CLOSES - DAY_MS), (long long)(CLOSES + 3 * DAY_MS)))), OK);
	bool holds = true;
	str once = ask(db, "SELECT MIN(once) FROM outbox");
	assert_int_equal(remind_holds(db, fixture.arena, once, (instant){CLOSES - DAY_MS}, &holds), OK);
	assert_false(holds); /* what still waits would tell the old day */
	assert_int_equal(remind(CLOSES - DAY_MS), 0); /* seven days before the new one are past */
	assert_int_equal(remind(CLOSES + DAY_MS), 1);
	assert_int_equal(mails("1 = 1"), 4);
	assert_true(str_has(body_to("coordinatrice@jardins.example"), S("16\u00a0septembre 2024")));
}

static void while_it_waits_for_a_signature_only_the_signatory_is_written_to(void **state)
{
	(void)state;
	prepare();
	assert_int_equal(script("UPDATE sheet SET state = 'to_sign' WHERE sheet_id = 20"), OK);
	assert_int_equal(remind(CLOSES - 2 * DAY_MS), 1);
	assert_int_equal(mails("recipient = 'presidente@jardins.example'"), 1);
	assert_int_equal(mails("1 = 1"), 1);
	assert_true(str_has(body_to("presidente@jardins.example"), S("only your signature is missing")));
	assert_true(str_has(body_to("presidente@jardins.example"), S("/sign\n")));
}

static void what_was_filed_or_given_up_is_never_reminded(void **state)
{
	(void)state;
	prepare();
	assert_int_equal(remind(CLOSES - 7 * DAY_MS), 1);
	str once = ask(db, "SELECT MIN(once) FROM outbox");
	bool holds = false;
	assert_int_equal(remind_holds(db, fixture.arena, once, (instant){CLOSES - DAY_MS}, &holds), OK);
	assert_true(holds);
	assert_int_equal(remind_holds(db, fixture.arena, once, (instant){CLOSES}, &holds), OK);
	assert_false(holds);
	static const char *const states[] = {"filed", "withdrawn", "abandoned", "completion_requested"};
	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		assert_int_equal(script(arena_cstr(fixture.arena, arena_fmt(fixture.arena, "UPDATE sheet SET state = '%s' WHERE sheet_id = 20", states[i]))), OK);
		assert_int_equal(remind_holds(db, fixture.arena, once, (instant){CLOSES - DAY_MS}, &holds), OK);
		assert_false(holds);
		assert_int_equal(remind(CLOSES - DAY_MS), 0);
	}
	assert_int_equal(mails("1 = 1"), 2);
	static const char *const broken_onces[] = {"", "reminder", "reminder:x:1:a@b", "reminder:20:", "reminder:20:x:a@b", "reminder:99:10:a@b"};
	for (size_t i = 0; i < sizeof broken_onces / sizeof *broken_onces; i++) {
		holds = true;
		assert_int_equal(remind_holds(db, fixture.arena, str_of(broken_onces[i]), (instant){CLOSES - DAY_MS}, &holds), OK);
		assert_false(holds);
	}
}

struct choosing {
	struct actor actor;
	enum remind_choice choice;
};
static enum status choose(struct db *d, void *arg)
{
	struct choosing *c = arg;
	return remind_choose(d, fixture.arena, &c->actor, (instant){1}, (sheet_id){20}, c->choice);
}

static void a_person_may_stop_them_for_one_request(void **state)
{
	(void)state;
	prepare();
	struct choosing stop = {actor_is(1), REMIND_ME_NOT}, start = {actor_is(1), REMIND_ME}, reader = {actor_is(4), REMIND_ME_NOT}, officer = {actor_is(5), REMIND_ME_NOT};
	bool wanted;
	assert_int_equal(db_write(db, choose, &stop), OK);
	assert_int_equal(db_write(db, choose, &stop), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit WHERE verb = 'remind_me_not'"), 1);
	assert_int_equal(db_write(db, choose, &reader), DENIED);
	assert_int_equal(db_write(db, choose, &officer), DENIED);
	assert_int_equal(remind(CLOSES - 7 * DAY_MS), 1);
	assert_int_equal(mails("recipient = 'coordinatrice@jardins.example'"), 0);
	assert_int_equal(mails("recipient = 'presidente@jardins.example'"), 1);
	assert_int_equal(remind_is_wanted(db, fixture.arena, &stop.actor, (sheet_id){20}, &wanted), OK);
	assert_false(wanted);
	assert_int_equal(db_write(db, choose, &start), OK);
	assert_int_equal(remind(CLOSES - 2 * DAY_MS), 1);
	assert_int_equal(mails("recipient = 'coordinatrice@jardins.example'"), 1);
}

static void the_office_is_told_once_of_a_completion_that_did_not_come(void **state)
{
	(void)state;
	prepare();
	const int64_t due = 20000; /* 4 October 2024 */
	assert_int_equal(script("UPDATE sheet SET state = 'completion_requested', number = 'LIEVIN-2024-0001' WHERE sheet_id = 20"), OK);
	assert_int_equal(script("INSERT INTO completion_request (territory_id, sheet_id, request, asked_ms, asked_by, due_day, reason, opened) SELECT territory_id, 20, 1, 1, 5, 20000, 'RIB', 'rib' FROM territory"), OK);
	assert_int_equal(remind(due * DAY_MS + 12 * HOUR_MS), 0); /* the day itself is in time */
	assert_int_equal(remind((due + 1) * DAY_MS + 12 * HOUR_MS), 1);
	assert_int_equal(remind((due + 2) * DAY_MS + 12 * HOUR_MS), 0);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'overdue' AND recipient = 'chargee@ville.example'"), 1);
	assert_true(str_has(body_to("chargee@ville.example"), S("LIEVIN-2024-0001")));
}

static void pauses_grow_and_end_after_three_days(void **state)
{
	(void)state;
	int64_t before = 0, all = 0, ms;
	for (int64_t n = 1; send_pause(n, &ms); n++) {
		assert_true(ms > before);
		all += before = ms;
	}
	assert_true(all >= 3 * DAY_MS && all < 4 * DAY_MS);
	assert_false(send_pause(0, &ms));
	assert_true(send_pause(1, &ms) && ms == 60000);
}

static void a_message_is_made_of_short_ascii_lines(void **state)
{
	(void)state;
	struct message m = {.mail = 77, .from = S("Ville, de Liévin <a@b.example>"), .recipient = S("p@q.example"), .now = {CLOSES},
		.subject = S("Accusé de réception : «\u00a0Été à l’école, les jardins partagés et la fête des voisins du quartier\u00a0»"), .text = S("Une ligne qui finit par un blanc \n.\nà = é\n")};
	*LIST_ADD(fixture.arena, &m.files) = (struct message_file){S("é\"\r\n.pdf"), S("application/pdf"), S("\0\1\2")};
	struct out o = out_new(1 << 20);
	message_write(&o, fixture.arena, &m);
	str all = out_text(&o), line, rest = all;
	assert_true(str_has(all, S("\r\nDate: Fri, 13 Sep 2024 12:00:00 +0200\r\n")) || str_starts(all, S("Date: Fri, 13 Sep 2024 12:00:00 +0200\r\n")));
	assert_true(str_has(all, S("Une ligne qui finit par un blanc=20\r\n.\r\n=C3=A0 =3D =C3=A9\r\n")));
	assert_true(str_has(all, S("\r\n\r\nAAEC\r\n")));
	while (str_cut(rest, '\n', &line, &rest)) {
		assert_true(line.n && line.p[line.n - 1] == '\r' && line.n <= 79);
		for (size_t i = 0; i + 1 < line.n; i++)
			assert_true((unsigned char)line.p[i] >= 0x20 && (unsigned char)line.p[i] < 0x7f);
	}
	assert_true(str_eq(message_address(S("A <a@b.example>")), S("a@b.example")) && str_eq(message_address(S(" a@b.example ")), S("a@b.example")));
	assert_null(message_address(S("nobody")).p);
	assert_null(message_address(S("A <nobody>")).p);
	out_free(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_SQLITE(each_step_is_at_an_hour_when_people_are_awake), ON_SQLITE(only_the_last_step_that_came_counts), BOTH(writers_and_signatories_are_reminded_once),
		BOTH(a_draft_that_began_late_gets_what_is_still_ahead), BOTH(when_jobs_were_down_for_days_one_reminder_leaves_not_two), BOTH(a_deadline_that_moved_reminds_anew),
		BOTH(while_it_waits_for_a_signature_only_the_signatory_is_written_to), BOTH(what_was_filed_or_given_up_is_never_reminded), BOTH(a_person_may_stop_them_for_one_request),
		BOTH(the_office_is_told_once_of_a_completion_that_did_not_come), ON_SQLITE(pauses_grow_and_end_after_three_days), ON_SQLITE(a_message_is_made_of_short_ascii_lines),
	};
	return both_run("remind", tests, sizeof tests / sizeof *tests);
}
