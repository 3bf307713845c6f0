/* The bearer's revised budget after a partial grant, on both engines (issue of deciding, point 8; rows D2, N3, P8): asked of a decided request that stays decided, only its budget open, never
   more than granted, less with its reason, what was asked never moved; and plans that are answered for good. */
#include "accounts/actor.h"
#include "actions/application_state.h"
#include "actions/desk_bulk.h"
#include "actions/examine_filings.h"
#include "actions/file_application.h"
#include "actions/load_pack.h"
#include "actions/read_ruleset.h"
#include "actions/receipt.h"
#include "actions/remind.h"
#include "actions/revised_budget.h"
#include "gen/queries.h"

#include "lib/both.h"
#include "lib/complete_draft.h"

#define DAY_MS INT64_C(86400000)
enum { WRITER = 1, SIGNATORY, STRANGER, OFFICER };
static const str call = S("lievin-2024");

static struct problems ps;
static struct filing_done done;
static instant moment;
static sheet_id sheet;
static territory_id territory;
static application_id application;
static str funder; /* the one that is asked 4 000 euros */

/* ---- a request that is filed ---- */

__attribute__((format(printf, 1, 2))) static void run(const char *format, ...)
{
	char text[2048];
	va_list args;
	va_start(args, format);
	always(vsnprintf(text, sizeof text, format, args) < (int)sizeof text);
	va_end(args);
	assert_int_equal(script(text), OK);
}

static void people(void)
{
	run("INSERT INTO person (person_id, email, name, lang, created_ms, confirmed_ms, administrator) VALUES (1, 'coordinatrice@jardins.example', 'Coordinatrice', 'fr', 1, 1, 0), "
	    "(2, 'presidente@jardins.example', 'Présidente', 'en', 1, 1, 0), (3, 'autre@club.example', 'Autre', 'fr', 1, 1, 0), (4, 'chargee@ville.example', 'Chargée de mission', 'fr', 1, 1, 0)");
	run("INSERT INTO applicant (applicant_id, name, kind, siret, siren, sheet_id, created_ms, created_by, bank_hint) VALUES (10, 'Jardins partagés', 'association', '73282932000074', '732829320', 11, 1, 1, '…0189')");
	run("INSERT INTO applicant_member (applicant_id, person_id, role, since_ms) VALUES (10, 1, 'writer', 1), (10, 2, 'signatory', 1)");
	run("INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, to_confirm) "
	    "VALUES (0, 11, 'identity', 10, 'Jardins partagés', 'draft', 'online', 1, 1, 1, 1, 1, 0)");
	run("INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 4, 'officer', '', 1, 'cli:0' FROM territory");
	run("INSERT INTO file (sha256, bytes, media, pages, scan, created_ms) VALUES ('aa', 1, 'application/pdf', 1, 'not_scanned', 1)");
}

static struct actor actor_is(int64_t person)
{
	struct actor actor;
	assert_int_equal(actor_of_person(db, fixture.arena, (person_id){person}, &actor), OK);
	return actor;
}

static struct ruleset *rules(void)
{
	struct ruleset *set = NULL;
	assert_int_equal(read_ruleset(db, fixture.arena, territory, call, 0, &set), OK);
	return set;
}

static const struct sheet *sheet_now(void) /* whose form points into it */
{
	struct sheet *read = ARENA_NEW(fixture.arena, struct sheet);
	assert_int_equal(sheet_read(db, fixture.arena, sheet, rules(), LANG_FR, read), OK);
	return read;
}

struct stepping {
	enum { CREATE, FILE_IT, ASK, CANCEL, SAVE, STATE, ANSWER, COMPLETE } kind;
	struct actor actor;
	struct sheet_new new;
	struct budget_ask ask;
	const char *key, *value; /* SAVE; ANSWER: answer, reason */
	enum application_state to;
};

static enum status step_in(struct db *d, void *arg)
{
	const struct stepping *s = arg;
	struct arena *a = fixture.arena;
	int64_t revision = s->kind == CREATE ? 0 : ask_number(d, "SELECT MAX(revision) FROM sheet WHERE kind = 'application'");
	const struct follow_up u = {.db = d, .arena = a, .actor = &s->actor, .now = moment, .sheet = sheet, .public_url = S("https://aides.example")};
	const struct filing_request q = {.db = d, .arena = a, .actor = &s->actor, .now = moment, .sheet = sheet, .base = revision, .set = rules(), .lang = LANG_FR,
		.public_url = S("https://aides.example"), .capacity = S("Présidente"), .attests = true};
	struct sheet_save save = {.sheet = sheet, .base = revision};
	struct sheet_saved saved;
	static const str topics[] = {S("project")};
	const struct completion_ask completion = {.reason = S("Précisez"), .due = {moment.ms / DAY_MS + 20}, .opened = topics, .count = 1};
	const struct state_change change = {.territory = territory, .application = application, .to = s->to, .reason = S("Décidé")};
	ps = fresh_problems();
	switch (s->kind) {
	case CREATE: return sheet_create(d, a, &s->actor, moment, &s->new, &ps, &sheet);
	case FILE_IT: return file_application(&q, &ps, &done);
	case ASK: return ask_budget(&u, &s->ask, &ps);
	case CANCEL: return cancel_completion(&u, S("Reçu autrement"), &ps);
	case STATE: return change_state(d, a, &s->actor, moment, &change, &ps);
	case ANSWER: return answer_plan(&u, application, 1, str_of(s->key), str_of(s->value), &ps);
	case COMPLETE: return ask_completion(&u, &completion, &ps);
	case SAVE: break;
	}
	*LIST_ADD(a, &save.typed) = (struct sheet_typed){.key = str_of(s->key), .typed = str_of(s->value)};
	return sheet_save(d, a, &s->actor, moment, &save, rules(), LANG_FR, &saved);
}

static enum status step(struct stepping s, int64_t person)
{
	s.actor = actor_is(person);
	return db_write(db, step_in, &s);
}

static void put(int64_t place, int64_t id, const struct form_values *values)
{
	for (size_t i = 0; i < values->n; i++)
		run("INSERT INTO sheet_value (territory_id, sheet_id, field, value, revision, changed_ms, changed_by) VALUES (%lld, %lld, '%.*s', '%.*s', 1, 1, 1)", (long long)place, (long long)id,
		    STR_ARGS(values->at[i].key), STR_ARGS(values->at[i].value));
}

static void write_all(const struct sheet *draft)
{
	struct form_values identity = {0}, values = {0};
	complete_form(fixture.arena, &draft->context, true, &identity);
	complete_form(fixture.arena, &draft->context, false, &values);
	put(0, 11, &identity);
	put(territory.v, sheet.v, &values);
	for (size_t i = 0; i < draft->context.documents.n; i++)
		run("INSERT INTO attachment (territory_id, sheet_id, attachment_id, code, name, sha256, added_ms, added_by) VALUES (%lld, %lld, %zu, '%.*s', 'piece.pdf', 'aa', 1, 1)",
		    (long long)territory.v, (long long)sheet.v, i + 1, STR_ARGS(draft->context.documents.at[i].code));
}

static void filed_request(void)
{
	struct findings fs = findings_new(fixture.arena);
	struct load_result result;
	const struct load_options options = {.actor = S("cli:0"), .folder = "packs/lievin-2024", .force = true};
	moment = (instant){INT64_C(1725955200000)};
	ps = fresh_problems();
	assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
	people();
	territory = (territory_id){ask_number(db, "SELECT territory_id FROM call WHERE code = 'lievin-2024'")};
	assert_int_equal(step((struct stepping){.kind = CREATE, .new = {.call = call, .applicant = {10}, .request = S("first"), .channel = S("online")}}, WRITER), OK);
	write_all(sheet_now());
	assert_int_equal(step((struct stepping){.kind = FILE_IT}, SIGNATORY), OK);
	application = (application_id){ask_number(db, "SELECT application_id FROM sheet WHERE kind = 'application'")};
	funder = ask(db, arena_cstr(fixture.arena, arena_fmt(fixture.arena, "SELECT funder_code FROM financing_line WHERE application_id = %lld", (long long)application.v)));
	moment.ms += 90 * DAY_MS; /* long after the deadline */
}

/* Voted, 2 500 euros of the 4 000. */
static void partly_voted(void)
{
	filed_request();
	run("UPDATE financing_line SET voted_cents = 250000 WHERE application_id = %lld", (long long)application.v);
	run("UPDATE application SET state = 'programmed' WHERE application_id = %lld", (long long)application.v);
}

static day in_days(int64_t days)
{
	return (day){moment.ms / DAY_MS + days};
}

static const char *funder_key(void)
{
	return arena_cstr(fixture.arena, arena_fmt(fixture.arena, "budget.1.74.%.*s", STR_ARGS(funder)));
}

static void save(const char *key, const char *value)
{
	assert_int_equal(step((struct stepping){.kind = SAVE, .key = key, .value = value}, WRITER), OK);
}

static void budget_asked(void)
{
	assert_int_equal(step((struct stepping){.kind = ASK, .ask = {.due = in_days(15), .said = S("Avant la convention")}}, OFFICER), OK);
}

#define STATES(of_sheet, of_application) \
	do { \
		assert_string_equal(arena_cstr(fixture.arena, ask(db, "SELECT state FROM sheet WHERE kind = 'application'")), of_sheet); \
		assert_string_equal(arena_cstr(fixture.arena, ask(db, arena_cstr(fixture.arena, arena_fmt(fixture.arena, "SELECT state FROM application WHERE application_id = %lld", (long long)application.v)))), of_application); \
	} while (0)

static bool says(enum word word)
{
	for (size_t i = 0; i < ps.list.n; i++)
		if (ps.list.at[i].message == word)
			return true;
	return false;
}

static bool blocks(str where)
{
	for (size_t i = 0; i < done.ready.points.n; i++)
		if (done.ready.points.at[i].blocks && str_eq(done.ready.points.at[i].where, where))
			return true;
	return false;
}

/* ---- asked ---- */

static void a_decided_request_is_asked_its_budget_and_stays_decided(void **state)
{
	(void)state;
	partly_voted();
	assert_int_equal(step((struct stepping){.kind = ASK, .ask = {.due = in_days(15)}}, SIGNATORY), DENIED);
	assert_int_equal(step((struct stepping){.kind = ASK, .ask = {.due = in_days(0)}}, OFFICER), INVALID);
	assert_true(says(W_desk_due_past));
	budget_asked();
	STATES("completion_requested", "programmed");
	const struct sheet *open = sheet_now();
	assert_true(open->head.revises);
	assert_true(sheet_is_open(open, S("budget.1.604")) && sheet_is_open(open, BUDGET_LESS));
	assert_false(sheet_is_open(open, S("project.summary")));
	assert_int_equal(open->context.granted.n, 1);
	assert_int_equal(open->context.granted.at[0].asked.cents, 400000);
	assert_int_equal(open->context.granted.at[0].granted.cents, 250000);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'budget'"), 2);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'budget' AND body LIKE '%500%' AND body LIKE '%/topics/budget%'"), 2);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit WHERE verb = 'ask_budget' AND detail = 'request=1'"), 1);
	assert_int_equal(step((struct stepping){.kind = ASK, .ask = {.due = in_days(15)}}, OFFICER), CONFLICT);
}

static void nobody_is_asked_again_for_what_is_not_decided_or_wholly_given(void **state)
{
	(void)state;
	filed_request();
	assert_int_equal(step((struct stepping){.kind = ASK, .ask = {.due = in_days(15)}}, OFFICER), INVALID);
	assert_true(says(W_revised_nobody_decided));
	run("UPDATE financing_line SET voted_cents = asked_cents WHERE application_id = %lld", (long long)application.v);
	assert_int_equal(step((struct stepping){.kind = ASK, .ask = {.due = in_days(15)}}, OFFICER), INVALID);
	assert_true(says(W_revised_as_asked));
	STATES("filed", "filed");
}

static void a_request_taken_back_leaves_what_was_decided(void **state)
{
	(void)state;
	partly_voted();
	budget_asked();
	assert_int_equal(step((struct stepping){.kind = CANCEL}, OFFICER), OK);
	STATES("filed", "programmed");
	assert_false(sheet_now()->head.revises);
	budget_asked(); /* and may be asked again */
	STATES("completion_requested", "programmed");
}

static void a_request_goes_on_while_its_budget_is_awaited(void **state)
{
	(void)state;
	partly_voted();
	budget_asked();
	assert_int_equal(step((struct stepping){.kind = STATE, .to = APPLICATION_agreed}, OFFICER), OK);
	STATES("completion_requested", "agreed");
	assert_int_equal(step((struct stepping){.kind = STATE, .to = APPLICATION_programmed}, OFFICER), OK);
	assert_int_equal(step((struct stepping){.kind = STATE, .to = APPLICATION_refused}, OFFICER), OK);
	STATES("filed", "refused"); /* nothing is awaited any more */
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM completion_request WHERE cancelled_ms IS NOT NULL"), 1);
}

static enum status bulk_in(struct db *d, void *arg)
{
	struct bulk_lines *lines = arg;
	const struct actor officer = actor_is(OFFICER);
	const struct desk_step desk = {.db = d, .arena = fixture.arena, .actor = &officer, .now = moment, .territory = territory, .public_url = S("https://aides.example")};
	const struct bulk_wish wish = {.kind = BULK_BUDGET, .due = {true, in_days(15)}, .text = S("")};
	int64_t bulk;
	ps = fresh_problems();
	*lines = (struct bulk_lines){0};
	enum status s = bulk_preview(&desk, &wish, &application, 1, lines, &ps);
	return s == OK && lines->can ? bulk_do(&desk, &wish, &application, 1, &bulk, &ps) : s;
}

static void the_list_asks_several_at_once_and_says_of_which_it_cannot(void **state)
{
	(void)state;
	struct bulk_lines lines;
	filed_request();
	assert_int_equal(db_write(db, bulk_in, &lines), OK);
	assert_int_equal(lines.n, 1);
	assert_true(str_eq(lines.at[0].why, word_text(LANG_FR, W_revised_nobody_decided)));
	run("UPDATE financing_line SET voted_cents = 250000 WHERE application_id = %lld", (long long)application.v);
	assert_int_equal(db_write(db, bulk_in, &lines), OK);
	assert_int_equal(lines.can, 1);
	STATES("completion_requested", "filed");
	assert_int_equal(db_write(db, bulk_in, &lines), OK);
	assert_true(str_eq(lines.at[0].why, word_text(LANG_FR, W_revised_bulk_awaited)));
}

/* ---- sent ---- */

static void more_than_granted_is_refused_and_less_is_explained(void **state)
{
	(void)state;
	partly_voted();
	budget_asked();
	const struct sheet *untouched = sheet_now();
	struct problems shown = fresh_problems();
	form_check(untouched->form, &untouched->values, form_topic(untouched->form, S("budget")), false, &shown);
	assert_int_equal(shown.total, 0); /* who only just opened the page is not scolded */
	assert_int_equal(step((struct stepping){.kind = FILE_IT}, SIGNATORY), INVALID);
	assert_true(blocks(str_of(funder_key())));
	save(funder_key(), "3000");
	const struct sheet *over = sheet_now();
	shown = fresh_problems();
	form_check(over->form, &over->values, form_topic(over->form, S("budget")), false, &shown);
	assert_int_equal(shown.total, 2); /* above what is granted, and no more balanced */
	save(funder_key(), "2000");
	save("budget.1.604", "8000");
	assert_int_equal(step((struct stepping){.kind = FILE_IT}, SIGNATORY), INVALID);
	assert_true(blocks(BUDGET_LESS) && !blocks(str_of(funder_key())));
	save("budget.less", "Une séance de moins suffit");
	assert_int_equal(step((struct stepping){.kind = FILE_IT}, WRITER), DENIED);
	assert_int_equal(step((struct stepping){.kind = FILE_IT}, SIGNATORY), OK);
	assert_int_equal(ask_number(db, "SELECT kept_cents FROM revised_budget_line"), 200000);
}

static void what_was_asked_never_moves_and_the_new_version_is_kept_beside_it(void **state)
{
	(void)state;
	struct filings_examined examined;
	struct receipt receipt;
	partly_voted();
	const int64_t total = ask_number(db, "SELECT MAX(total_cents) FROM application WHERE state = 'programmed'");
	budget_asked();
	save(funder_key(), "2500");
	save("budget.1.604", "8500");
	assert_int_equal(step((struct stepping){.kind = FILE_IT}, SIGNATORY), OK);
	assert_int_equal(done.version, 2);
	STATES("filed", "programmed");
	assert_int_equal(ask_number(db, "SELECT asked_cents FROM financing_line WHERE voted_cents = 250000"), 400000);
	assert_int_equal(ask_number(db, "SELECT MAX(total_cents) FROM application WHERE state = 'programmed'"), total);
	assert_int_equal(ask_number(db, "SELECT cost_cents FROM revised_budget WHERE version = 2"), 850000);
	assert_int_equal(ask_number(db, "SELECT other_cents FROM revised_budget WHERE version = 2"), 600000);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'correspondent' AND subject LIKE 'Budget révisé reçu%'"), 1);
	assert_int_equal(read_receipt(db, fixture.arena, sheet, 2, LANG_FR, &receipt), OK);
	assert_int_equal(receipt.revised.cents, 250000);
	assert_int_equal(receipt.total_asked.cents, 400000);
	assert_int_equal(examine_filings(db, fixture.arena, &examined), OK);
	assert_int_equal(examined.faults, 0);
	run("UPDATE revised_budget_line SET kept_cents = 250001");
	assert_int_equal(examine_filings(db, fixture.arena, &examined), OK);
	assert_int_equal(examined.first, FILING_SUM_DIFFERS);
}

/* ---- plans ---- */

static void plan_sent(int64_t days)
{
	run("INSERT INTO revised_plan (territory_id, application_id, plan, scenario, cost_cents, text, sent_ms, sent_by, due_day, budget_days) VALUES (%lld, %lld, 1, 1, 1000000, "
	    "'Financeur\t400000\t300000\t%.*s\nEn nature\t0\t50000\t%.*s:valued\n\nMot', 1, 4, %lld, %lld)", (long long)territory.v, (long long)application.v, STR_ARGS(funder), STR_ARGS(funder),
	    (long long)in_days(5).number, (long long)days);
}

static void an_accepted_plan_opens_the_budget_with_its_amounts(void **state)
{
	(void)state;
	filed_request();
	run("UPDATE application SET state = 'under_review' WHERE application_id = %lld", (long long)application.v);
	plan_sent(15);
	assert_int_equal(step((struct stepping){.kind = ANSWER, .key = "accepted", .value = ""}, SIGNATORY), OK);
	STATES("completion_requested", "under_review");
	assert_int_equal(ask_number(db, "SELECT granted_cents FROM revised_budget_line"), 300000); /* what is in kind is no line of account 74 (P8) */
	assert_int_equal(ask_number(db, "SELECT due_day FROM completion_request"), in_days(15).number);
	assert_int_equal(ask_number(db, "SELECT asked_by FROM completion_request"), OFFICER);
	save(funder_key(), "3000");
	save("budget.1.604", "9000");
	assert_int_equal(step((struct stepping){.kind = FILE_IT}, SIGNATORY), OK);
	STATES("filed", "under_review");
	assert_int_equal(step((struct stepping){.kind = COMPLETE}, OFFICER), OK); /* something else is asked later: what was asked of funders still stays */
	STATES("completion_requested", "completion_requested");
	assert_int_equal(step((struct stepping){.kind = FILE_IT}, SIGNATORY), OK);
	assert_int_equal(ask_number(db, "SELECT SUM(asked_cents) FROM financing_line WHERE asked_cents IS NOT NULL AND voted_cents IS NULL AND application_id = (SELECT application_id FROM sheet WHERE kind = 'application')"), 400000);
	struct filings_examined examined;
	assert_int_equal(examine_filings(db, fixture.arena, &examined), OK);
	assert_int_equal(examined.faults, 0);
}

static void a_plan_without_days_asks_for_nothing_until_an_officer_does(void **state)
{
	(void)state;
	filed_request();
	plan_sent(0);
	assert_int_equal(step((struct stepping){.kind = ANSWER, .key = "accepted", .value = ""}, SIGNATORY), OK);
	STATES("filed", "filed");
	budget_asked();
	assert_int_equal(ask_number(db, "SELECT plan FROM revised_budget"), 1);
}

static void a_plan_answered_withdrawn_withdraws_the_request(void **state)
{
	(void)state;
	partly_voted();
	plan_sent(15);
	assert_int_equal(step((struct stepping){.kind = ANSWER, .key = "withdrawn", .value = " "}, SIGNATORY), INVALID);
	assert_int_equal(step((struct stepping){.kind = ANSWER, .key = "withdrawn", .value = "Trop peu"}, SIGNATORY), OK);
	STATES("withdrawn", "withdrawn");
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM application_event WHERE from_state = 'programmed' AND to_state = 'withdrawn'"), 1);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit WHERE verb IN ('answer_plan', 'withdraw')"), 2);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'withdrawal'"), 1);
}

static void what_is_refused_is_not_withdrawn_and_the_plan_still_waits(void **state)
{
	(void)state;
	filed_request();
	run("UPDATE application SET state = 'refused' WHERE application_id = %lld", (long long)application.v);
	plan_sent(15);
	assert_int_equal(step((struct stepping){.kind = ANSWER, .key = "withdrawn", .value = "Trop peu"}, SIGNATORY), INVALID);
	assert_true(says(W_revised_not_withdrawn));
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM revised_plan WHERE answer IS NULL"), 1);
	STATES("filed", "refused");
}

/* ---- reminders ---- */

static void the_bearer_is_reminded_once_three_days_before(void **state)
{
	(void)state;
	size_t written;
	partly_voted();
	budget_asked();
	assert_int_equal(remind_round(db, S("https://aides.example"), moment, 100, &written), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'budget_soon'"), 0);
	moment.ms += 12 * DAY_MS;
	for (int again = 0; again < 2; again++)
		assert_int_equal(remind_round(db, S("https://aides.example"), moment, 100, &written), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'budget_soon'"), 2);
	moment.ms += 5 * DAY_MS;
	assert_int_equal(remind_round(db, S("https://aides.example"), moment, 100, &written), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'overdue' AND subject LIKE 'Budget révisé non reçu%'"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(a_decided_request_is_asked_its_budget_and_stays_decided),
		ON_SQLITE(nobody_is_asked_again_for_what_is_not_decided_or_wholly_given),
		BOTH(a_request_taken_back_leaves_what_was_decided),
		ON_SQLITE(a_request_goes_on_while_its_budget_is_awaited),
		ON_SQLITE(the_list_asks_several_at_once_and_says_of_which_it_cannot),
		ON_SQLITE(more_than_granted_is_refused_and_less_is_explained),
		BOTH(what_was_asked_never_moves_and_the_new_version_is_kept_beside_it),
		BOTH(an_accepted_plan_opens_the_budget_with_its_amounts),
		ON_SQLITE(a_plan_without_days_asks_for_nothing_until_an_officer_does),
		BOTH(a_plan_answered_withdrawn_withdraws_the_request),
		ON_SQLITE(what_is_refused_is_not_withdrawn_and_the_plan_still_waits),
		BOTH(the_bearer_is_reminded_once_three_days_before),
	};
	return both_run("revised", tests, sizeof tests / sizeof tests[0]);
}
