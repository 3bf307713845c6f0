/* From a complete draft to its receipt, on both engines: deadlines to the millisecond, grace, replays, two signatories, refusals, completion, withdrawal, a pack loaded again,
   what each person may not do (rows L3, L4, A9, N14). */
#include "accounts/actor.h"
#include "actions/examine_filings.h"
#include "actions/file_application.h"
#include "actions/follow_up.h"
#include "actions/load_pack.h"
#include "actions/read_ruleset.h"
#include "actions/receipt.h"
#include "base/sha256.h"
#include "domain/frozen.h"
#include "gen/queries.h"

#include "lib/both.h"
#include "lib/complete_draft.h"

#define DAY_MS INT64_C(86400000)

struct real_call {
	const char *pack, *code, *number;
	int64_t open, last; /* an instant within, and the last one of all */
};
static const struct real_call calls[] = {
	{"packs/lievin-2024", "lievin-2024", "LIEVIN-2024-0001", INT64_C(1725955200000), INT64_C(1726221600000)},         /* noon in Paris on 13 September 2024 */
	{"packs/call-ami-2021", "call-ami-2021", "CALL-AMI-2021-0001", INT64_C(1618300800000), INT64_C(1619819999999)},    /* the whole of 30 April 2021 */
	{"packs/cabbalr-2020", "cabbalr-2020", "CABBALR-2020-0001", INT64_C(1571212800000), INT64_C(1572821999999)},       /* the whole of 3 November 2019 */
};
enum { LIEVIN, CALL_AMI, CABBALR, CALLS };
enum { WRITER = 1, SIGNATORY, STRANGER, OFFICER, SECOND_SIGNATORY };

static const struct real_call *call;
static struct problems ps;
static struct filing_done done;
static instant moment;
static sheet_id sheet;

static void load(void)
{
	struct findings fs = findings_new(fixture.arena);
	struct load_result result;
	const struct load_options options = {.actor = S("cli:0"), .folder = call->pack, .force = true};
	ps = fresh_problems();
	assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
}

static void people(void)
{
	assert_int_equal(script("INSERT INTO person (person_id, email, name, lang, created_ms, confirmed_ms, administrator) VALUES "
	                        "(1, 'coordinatrice@jardins.example', 'Coordinatrice', 'fr', 1, 1, 0), (2, 'presidente@jardins.example', 'Présidente', 'fr', 1, 1, 0), "
	                        "(3, 'autre@club.example', 'Autre', 'fr', 1, 1, 0), (4, 'chargee@ville.example', 'Chargée de mission', 'fr', 1, 1, 0), "
	                        "(5, 'tresoriere@jardins.example', 'Trésorière', 'en', 1, 1, 0)"), OK);
	assert_int_equal(script("INSERT INTO applicant (applicant_id, name, kind, siret, siren, sheet_id, created_ms, created_by, bank_hint) VALUES "
	                        "(10, 'Jardins partagés', 'association', '73282932000074', '732829320', 11, 1, 1, '…0189')"), OK);
	assert_int_equal(script("INSERT INTO applicant_member (applicant_id, person_id, role, since_ms) VALUES (10, 1, 'writer', 1), (10, 2, 'signatory', 1), (10, 5, 'signatory', 2)"), OK);
	assert_int_equal(script("INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, to_confirm) "
	                        "VALUES (0, 11, 'identity', 10, 'Jardins partagés', 'draft', 'online', 1, 1, 1, 1, 1, 0)"), OK);
	assert_int_equal(script("INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 4, 'officer', '', 1, 'cli:0' FROM territory"), OK);
	assert_int_equal(script("INSERT INTO file (sha256, bytes, media, pages, scan, created_ms) VALUES ('aa', 1, 'application/pdf', 1, 'not_scanned', 1), ('bb', 1, 'application/pdf', 1, 'not_scanned', 1)"), OK);
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
	struct q_call_territory_row row;
	assert_int_equal(q_call_territory(db, fixture.arena, str_of(call->code), &row), OK);
	enum status s = read_ruleset(db, fixture.arena, row.territory, str_of(call->code), 0, &set);
	assert_true(s == OK || s == NOT_FOUND);
	return set;
}

static struct sheet sheet_now(void)
{
	struct sheet read;
	assert_int_equal(sheet_read(db, fixture.arena, sheet, rules(), LANG_FR, &read), OK);
	return read;
}

/* ---- a draft that is ready ---- */

static void put(int64_t territory, int64_t id, const struct form_values *values)
{
	for (size_t i = 0; i < values->n; i++)
		assert_int_equal(script(arena_cstr(fixture.arena, arena_fmt(fixture.arena,
			"INSERT INTO sheet_value (territory_id, sheet_id, field, value, revision, changed_ms, changed_by) VALUES (%lld, %lld, '%.*s', '%.*s', 1, 1, 1)",
			(long long)territory, (long long)id, STR_ARGS(values->at[i].key), STR_ARGS(values->at[i].value)))), OK);
}

struct creating {
	struct sheet_new new;
	struct actor actor;
};
static enum status create_in(struct db *d, void *arg)
{
	struct creating *c = arg;
	ps = fresh_problems();
	return sheet_create(d, fixture.arena, &c->actor, moment, &c->new, &ps, &sheet);
}

static void attach_all(const struct sheet *draft)
{
	int64_t n = 0;
	for (size_t i = 0; i < draft->context.documents.n; i++) {
		const struct form_document *d = &draft->context.documents.at[i];
		assert_int_equal(script(arena_cstr(fixture.arena, arena_fmt(fixture.arena,
			"INSERT INTO attachment (territory_id, sheet_id, attachment_id, code, name, sha256, added_ms, added_by) VALUES (%lld, %lld, %lld, '%.*s', 'piece.pdf', 'aa', 1, 1)",
			(long long)draft->head.territory.v, (long long)sheet.v, (long long)++n, STR_ARGS(d->code)))), OK);
	}
}

static void complete(void)
{
	struct sheet draft = sheet_now();
	struct form_values identity = {0}, values = {0};
	complete_form(fixture.arena, &draft.context, true, &identity);
	complete_form(fixture.arena, &draft.context, false, &values);
	put(0, 11, &identity);
	put(draft.head.territory.v, sheet.v, &values);
	attach_all(&draft);
}

static void prepare_empty(size_t which)
{
	call = &calls[which];
	moment = (instant){call->open};
	load();
	people();
	struct creating c = {.new = {.call = str_of(call->code), .applicant = {10}, .request = S("first"), .channel = S("online")}, .actor = actor_is(WRITER)};
	assert_int_equal(db_write(db, create_in, &c), OK);
}

static void prepare(size_t which)
{
	prepare_empty(which);
	complete();
}

/* ---- steps ---- */

struct stepping {
	struct filing_request q;
	struct follow_up u;
	struct actor actor;
	int kind;
	const struct completion_ask *ask;
	const struct call_decision *decision;
};
enum { FILE_IT, ASK, TAKE_BACK, REFUSE, WITHDRAW, ABANDON, ASK_COMPLETION, CANCEL_COMPLETION, MESSAGE, OFFICE_MESSAGE, DECIDE, RECEIVED, ORIGINAL };

static enum status step_in(struct db *d, void *arg)
{
	struct stepping *s = arg;
	ps = fresh_problems();
	s->q.db = s->u.db = d;
	s->q.actor = s->u.actor = &s->actor;
	switch (s->kind) {
	case FILE_IT: return file_application(&s->q, &ps, &done);
	case ASK: return ask_signature(&s->q, &ps, &done);
	case TAKE_BACK: return take_back(&s->q);
	case REFUSE: return refuse_signature(&s->q, &ps);
	case WITHDRAW: return withdraw_application(&s->q, &ps);
	case ABANDON: return abandon_draft(&s->q);
	case ASK_COMPLETION: return ask_completion(&s->u, s->ask, &ps);
	case CANCEL_COMPLETION: return cancel_completion(&s->u, S("Reçu autrement"), &ps);
	case MESSAGE: return send_message(&s->u, false, S("Bonjour"), &ps);
	case OFFICE_MESSAGE: return send_message(&s->u, true, S("Bonjour"), &ps);
	case DECIDE: return decide_call(&s->u, s->decision, &ps);
	case RECEIVED: return note_received(&s->u, S("2024-09-12"), S("17:30"), S("Tampon du courrier"), &ps);
	case ORIGINAL: return note_original(&s->u, &(struct original_note){.code = S("request"), .received = S("2024-09-10"), .note = S("")}, &ps);
	default: return BROKEN;
	}
}

static struct stepping stepping(int kind, int64_t person)
{
	int64_t revision = ask_number(db, arena_cstr(fixture.arena, arena_fmt(fixture.arena, "SELECT revision FROM sheet WHERE sheet_id = %lld", (long long)sheet.v)));
	return (struct stepping){.kind = kind, .actor = actor_is(person),
		.q = {.arena = fixture.arena, .now = moment, .sheet = sheet, .base = revision, .set = rules(), .lang = LANG_FR, .public_url = S("https://aides.example"),
		      .capacity = S("Présidente"), .attests = true, .reason = S("Une raison")},
		.u = {.arena = fixture.arena, .now = moment, .sheet = sheet, .public_url = S("https://aides.example")}};
}

static enum status step(int kind, int64_t person)
{
	struct stepping s = stepping(kind, person);
	return db_write(db, step_in, &s);
}

static str state_now(void)
{
	return ask(db, arena_cstr(fixture.arena, arena_fmt(fixture.arena, "SELECT state FROM sheet WHERE sheet_id = %lld", (long long)sheet.v)));
}
#define STATE_IS(literal) assert_true(str_eq(state_now(), S(literal)))

static bool refused_with(enum word word)
{
	for (size_t i = 0; i < ps.list.n; i++)
		if (ps.list.at[i].message == word)
			return true;
	return false;
}

/* Nothing blocks; what does is printed, so that a change of a form is understood. */
static void filed(int64_t person)
{
	enum status s = step(FILE_IT, person);
	for (size_t i = 0; s != OK && i < done.ready.points.n; i++)
		if (done.ready.points.at[i].blocks)
			print_message("blocks: %.*s %.*s\n", STR_ARGS(done.ready.points.at[i].where), STR_ARGS(done.ready.points.at[i].text));
	assert_int_equal(s, OK);
}

/* ---- cases ---- */

static void each_real_call_gives_a_number_a_receipt_and_an_application(void **state)
{
	(void)state;
	for (size_t i = 0; i < CALLS; i++) {
		if (i) {
			both_stop(state);
			assert_int_equal(both_start_sqlite(state), 0);
		}
		prepare(i);
		filed(SIGNATORY);
		assert_true(str_eq(done.number, str_of(calls[i].number)));
		STATE_IS("filed");
		assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM application WHERE state = 'filed' AND version IS NULL"), 1);
		assert_int_equal(ask_number(db, "SELECT total_cents - other_cents FROM application WHERE version IS NULL"), 400000); /* a balanced budget: what is left is what is asked (P2) */
		assert_int_equal(ask_number(db, "SELECT SUM(l.asked_cents) FROM financing_line l JOIN application a ON a.territory_id = l.territory_id AND a.application_id = l.application_id WHERE a.version IS NULL"), 400000);
	}
}

static void the_receipt_goes_to_the_bearer_and_the_copy_to_every_correspondent(void **state)
{
	(void)state;
	prepare(LIEVIN);
	filed(SIGNATORY);
	/* who filed, the other signatory, the address that the identity gives */
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'receipt' AND recipient IN ('presidente@jardins.example', 'tresoriere@jardins.example', 'contact@association.example')"), 3);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'receipt'"), 3);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'correspondent' AND recipient = 'chargee@ville.example'"), 1);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox_attachment"), 8); /* the sheet as PDF and Word with each */
	assert_true(str_has(ask(db, "SELECT body FROM outbox WHERE recipient = 'tresoriere@jardins.example'"), S("filed for the call")));
	str body = ask(db, "SELECT body FROM outbox WHERE recipient = 'presidente@jardins.example'");
	struct receipt r;
	assert_int_equal(read_receipt(db, fixture.arena, sheet, 0, LANG_FR, &r), OK);
	static const str said[] = {S("LIEVIN-2024-0001"), S("septembre"), S("10:00:00"), S("heure de Paris"), S("L231-4"), S("telerecours"), S("chargee@ville.example")};
	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		if (!str_has(body, said[i]))
			print_message("%.*s is not in:\n%.*s\n", STR_ARGS(said[i]), STR_ARGS(body));
		assert_true(str_has(body, said[i]));
	}
	assert_true(str_has(body, r.sha256));
}

static void noon_is_filed_and_a_millisecond_later_is_refused_with_the_draft_kept(void **state)
{
	(void)state;
	prepare(LIEVIN);
	moment.ms = call->last + 1;
	assert_int_equal(step(FILE_IT, SIGNATORY), INVALID);
	assert_true(refused_with(W_filing_too_late));
	STATE_IS("draft");
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'receipt'"), 0);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM filing_number"), 0);
	moment.ms = call->last;
	filed(SIGNATORY);
	assert_false(done.late);
}

static void a_grace_takes_what_is_late_marks_it_and_logs_the_rule(void **state)
{
	(void)state;
	prepare(LIEVIN);
	struct stepping s = stepping(DECIDE, OFFICER);
	struct call_decision decision = {.territory = sheet_now().head.territory, .call = str_of(call->code), .closes_day = S(""), .closes_hour = S(""), .grace = S("30"), .reason = S("Panne du site")};
	s.decision = &decision;
	assert_int_equal(db_write(db, step_in, &s), OK);
	moment.ms = call->last + 30 * 60000 + 1;
	assert_int_equal(step(FILE_IT, SIGNATORY), INVALID);
	moment.ms = call->last + 1;
	filed(SIGNATORY);
	assert_true(done.late);
	assert_int_equal(ask_number(db, "SELECT late FROM filing"), 1);
	assert_true(str_has(ask(db, "SELECT grace FROM filing"), S("Panne du site")));
	decision.grace = S("beaucoup");
	decision.reason = S("");
	assert_int_equal(db_write(db, step_in, &s), INVALID);
	assert_true(refused_with(W_desk_grace_wrong) && refused_with(W_filing_reason_missing));
	s.actor = actor_is(SIGNATORY);
	assert_int_equal(db_write(db, step_in, &s), DENIED);
}

static void filing_twice_is_one_receipt_whoever_signs_second(void **state)
{
	(void)state;
	prepare(LIEVIN);
	struct stepping first = stepping(FILE_IT, SIGNATORY), second = stepping(FILE_IT, SECOND_SIGNATORY);
	assert_int_equal(db_write(db, step_in, &first), OK);
	int64_t mails = ask_number(db, "SELECT COUNT(*) FROM outbox");
	assert_int_equal(db_write(db, step_in, &first), OK);
	assert_true(done.replayed && str_eq(done.number, S("LIEVIN-2024-0001")));
	assert_int_equal(db_write(db, step_in, &second), OK);
	assert_true(done.replayed && done.version == 1);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM filing"), 1);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox"), mails);
}

static void what_changed_since_it_was_read_is_not_signed(void **state)
{
	(void)state;
	prepare(LIEVIN);
	struct stepping s = stepping(FILE_IT, SIGNATORY);
	assert_int_equal(script("UPDATE sheet SET revision = revision + 1 WHERE kind = 'application'"), OK);
	assert_int_equal(db_write(db, step_in, &s), CONFLICT);
	STATE_IS("draft");
}

static void a_draft_that_is_not_ready_is_refused_with_each_place(void **state)
{
	(void)state;
	prepare_empty(LIEVIN);
	assert_int_equal(step(FILE_IT, SIGNATORY), INVALID);
	assert_true(refused_with(W_filing_not_ready));
	bool field = false, identity = false, document = false;
	for (size_t i = 0; i < done.ready.points.n; i++) {
		field = field || done.ready.points.at[i].place == FILING_FIELD;
		identity = identity || done.ready.points.at[i].place == FILING_IDENTITY;
		document = document || done.ready.points.at[i].place == FILING_DOCUMENT;
	}
	assert_true(field && identity);
	assert_true(document || !sheet_now().context.documents.n);
}

static void a_writer_asks_and_a_signatory_refuses_or_signs(void **state)
{
	(void)state;
	prepare(LIEVIN);
	assert_int_equal(step(FILE_IT, WRITER), DENIED);
	assert_int_equal(step(ASK, STRANGER), DENIED);
	assert_int_equal(step(ASK, WRITER), OK);
	STATE_IS("to_sign");
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'signature'"), 2);
	assert_int_equal(step(REFUSE, WRITER), DENIED);
	assert_int_equal(step(REFUSE, SIGNATORY), OK);
	STATE_IS("draft");
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'refusal' AND recipient = 'coordinatrice@jardins.example'"), 1);
	moment.ms += 1000;
	assert_int_equal(step(ASK, WRITER), OK);
	assert_int_equal(step(TAKE_BACK, WRITER), OK);
	moment.ms += 1000;
	assert_int_equal(step(ASK, WRITER), OK);
	filed(SIGNATORY);
	assert_true(str_eq(ask(db, "SELECT decision FROM signature"), S("signed")));
	assert_true(str_eq(ask(db, "SELECT s.sha256 FROM signature s"), ask(db, "SELECT f.sha256 FROM filing f")));
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM sheet_event"), 6);
}

static void a_signature_needs_a_capacity_and_the_attestation(void **state)
{
	(void)state;
	prepare(LIEVIN);
	struct stepping s = stepping(FILE_IT, SIGNATORY);
	s.q.capacity = S(" ");
	s.q.attests = false;
	assert_int_equal(db_write(db, step_in, &s), INVALID);
	assert_true(refused_with(W_filing_capacity_missing) && refused_with(W_filing_attest_missing));
	STATE_IS("draft");
}

static void what_is_filed_is_frozen_with_its_bytes(void **state)
{
	(void)state;
	prepare(LIEVIN);
	filed(SIGNATORY);
	str text = ask(db, "SELECT frozen FROM filing");
	struct frozen frozen;
	assert_int_equal(frozen_read(fixture.arena, text, &frozen), OK);
	assert_true(str_eq(sha256_text(fixture.arena, text), ask(db, "SELECT sha256 FROM filing")));
	assert_true(str_eq(frozen.bank, S("…0189")) && str_eq(frozen.capacity, S("Présidente")));
	struct sheet now = sheet_now();
	assert_true(str_eq(form_value(&frozen.values, S("budget.1.604")), form_value(&now.values, S("budget.1.604"))));
	assert_int_equal(script("UPDATE filing SET frozen = '{}'"), OK);
	struct receipt r;
	assert_int_equal(read_receipt(db, fixture.arena, sheet, 0, LANG_FR, &r), BROKEN);
}

static void completion_reopens_only_what_was_asked_and_gives_a_second_version(void **state)
{
	(void)state;
	prepare(LIEVIN);
	filed(SIGNATORY);
	static const str topics[] = {S("project")};
	struct completion_ask wanted = {.reason = S("Précisez le public"), .due = {call->last / DAY_MS + 20}, .opened = topics, .count = 1};
	struct stepping s = stepping(ASK_COMPLETION, OFFICER);
	s.ask = &wanted;
	struct completion_ask wrong = {.reason = S(""), .due = {0}};
	s.ask = &wrong;
	assert_int_equal(db_write(db, step_in, &s), INVALID);
	assert_int_equal(ps.total, 3);
	s.ask = &wanted;
	assert_int_equal(db_write(db, step_in, &s), OK);
	STATE_IS("completion_requested");
	struct sheet open = sheet_now();
	assert_true(str_eq(open.opened, S("project")));
	assert_true(sheet_is_open(&open, S("project.summary")));
	assert_false(sheet_is_open(&open, S("budget.1.604")));
	moment.ms = call->last + 5 * DAY_MS; /* long after the deadline: not asked again */
	assert_int_equal(step(FILE_IT, WRITER), DENIED);
	filed(SIGNATORY);
	assert_int_equal(done.version, 2);
	assert_false(done.late);
	STATE_IS("filed");
	assert_true(str_eq(done.number, S("LIEVIN-2024-0001")));
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM completion_request WHERE answered_ms IS NOT NULL"), 1);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM application WHERE version IS NULL"), 1);
}

static void a_missing_document_may_be_given_by_any_writer(void **state)
{
	(void)state;
	prepare(LIEVIN);
	filed(SIGNATORY);
	struct sheet draft = sheet_now();
	assert_true(draft.context.documents.n > 0);
	str document[] = {draft.context.documents.at[0].code};
	struct completion_ask wanted = {.reason = S("Illisible"), .due = {call->last / DAY_MS + 20}, .opened = document, .count = 1};
	struct stepping s = stepping(ASK_COMPLETION, OFFICER);
	s.ask = &wanted;
	assert_int_equal(db_write(db, step_in, &s), OK);
	filed(WRITER); /* whatever capacity is sent along, who is no signatory signs nothing */
	assert_int_equal(done.version, 2);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM signature WHERE decided_by = 1"), 0);
	struct receipt r;
	assert_int_equal(read_receipt(db, fixture.arena, sheet, 0, LANG_FR, &r), OK);
	assert_true(str_eq(r.capacity, S("")));
}

static void a_cancelled_completion_leaves_the_filed_version(void **state)
{
	(void)state;
	prepare(LIEVIN);
	filed(SIGNATORY);
	static const str topics[] = {S("project")};
	struct completion_ask wanted = {.reason = S("Précisez"), .due = {call->last / DAY_MS + 20}, .opened = topics, .count = 1};
	struct stepping s = stepping(ASK_COMPLETION, OFFICER);
	s.ask = &wanted;
	assert_int_equal(db_write(db, step_in, &s), OK);
	assert_int_equal(step(CANCEL_COMPLETION, SIGNATORY), DENIED);
	assert_int_equal(step(CANCEL_COMPLETION, OFFICER), OK);
	STATE_IS("filed");
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM filing"), 1);
}

static void a_withdrawal_is_a_signatorys_and_keeps_the_number(void **state)
{
	(void)state;
	prepare(LIEVIN);
	filed(SIGNATORY);
	assert_int_equal(step(WITHDRAW, WRITER), DENIED);
	assert_int_equal(step(WITHDRAW, SIGNATORY), OK);
	STATE_IS("withdrawn");
	assert_int_equal(step(WITHDRAW, SIGNATORY), CONFLICT);
	assert_true(str_eq(ask(db, "SELECT state FROM application WHERE version IS NULL"), S("withdrawn")));
	sheet_id first = sheet;
	struct creating c = {.new = {.call = str_of(call->code), .applicant = {10}, .request = S("first"), .channel = S("online")}, .actor = actor_is(WRITER)};
	assert_int_equal(db_write(db, create_in, &c), OK);
	assert_int_not_equal(first.v, sheet.v);
	struct sheet draft = sheet_now();
	struct form_values values = {0};
	complete_form(fixture.arena, &draft.context, false, &values);
	put(draft.head.territory.v, sheet.v, &values);
	attach_all(&draft);
	filed(SIGNATORY);
	assert_true(str_eq(done.number, S("LIEVIN-2024-0002")));
}

static void messages_tell_the_other_side_without_their_text(void **state)
{
	(void)state;
	prepare(LIEVIN);
	filed(SIGNATORY);
	assert_int_equal(step(MESSAGE, STRANGER), DENIED);
	assert_int_equal(step(MESSAGE, OFFICER), DENIED); /* an officer writes as the office */
	assert_int_equal(step(MESSAGE, WRITER), OK);
	assert_int_equal(step(OFFICE_MESSAGE, WRITER), DENIED);
	assert_int_equal(step(OFFICE_MESSAGE, OFFICER), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'message' AND recipient = 'chargee@ville.example'"), 1);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'message'"), 4);
}

static void a_pack_loaded_again_neither_refuses_nor_takes_away_what_was_filed(void **state)
{
	(void)state;
	prepare(LIEVIN);
	filed(SIGNATORY);
	load();
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM application WHERE version IS NULL AND state = 'filed'"), 1);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM action WHERE origin = 'filing'"), 1);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM organisation WHERE origin = 'filing'"), 1);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM filing"), 1);
}

static void a_paper_request_counts_when_the_office_received_it_once_its_bearer_signs(void **state)
{
	(void)state;
	prepare(LIEVIN);
	assert_int_equal(step(RECEIVED, OFFICER), DENIED); /* a draft on line is not the office's */
	assert_int_equal(script("UPDATE sheet SET channel = 'paper', to_confirm = 1, created_by = 4 WHERE kind = 'application'"), OK);
	moment.ms = call->last + DAY_MS; /* the office types it the day after the deadline */
	assert_int_equal(step(RECEIVED, OFFICER), OK);
	assert_int_equal(step(FILE_IT, OFFICER), DENIED);
	moment.ms += DAY_MS;
	filed(SIGNATORY);
	assert_false(done.late);
	assert_int_equal(ask_number(db, "SELECT received_ms FROM filing"), INT64_C(1726155000000)); /* 12 September 2024, 17:30 in Paris */
	struct receipt r;
	assert_int_equal(read_receipt(db, fixture.arena, sheet, 0, LANG_FR, &r), OK);
	assert_true(str_has(r.received, S("17:30:00")));
	assert_int_equal(step(ORIGINAL, SIGNATORY), DENIED);
	assert_int_equal(step(ORIGINAL, OFFICER), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM paper_original WHERE code = 'request'"), 1);
}

static enum filing_fault examined(void)
{
	struct filings_examined found;
	assert_int_equal(examine_filings(db, fixture.arena, &found), OK);
	assert_int_equal(found.filings, 1);
	return found.first;
}

static void doctor_finds_a_filing_that_lost_its_receipt_its_application_or_a_cent(void **state)
{
	(void)state;
	prepare(LIEVIN);
	filed(SIGNATORY);
	assert_int_equal(examined(), FILING_SOUND);
	assert_int_equal(script("UPDATE financing_line SET asked_cents = asked_cents + 1 WHERE asked_cents IS NOT NULL"), OK);
	assert_int_equal(examined(), FILING_SUM_DIFFERS);
	assert_int_equal(script("UPDATE sheet SET application_id = NULL WHERE kind = 'application'"), OK);
	assert_int_equal(examined(), FILING_WITHOUT_APPLICATION);
	assert_int_equal(script("UPDATE outbox SET kind = 'other' WHERE kind = 'receipt'"), OK);
	assert_int_equal(examined(), FILING_WITHOUT_RECEIPT);
	assert_int_equal(script("UPDATE filing SET sha256 = 'aa'"), OK);
	assert_int_equal(examined(), FILING_ALTERED);
}

static void an_abandoned_draft_gets_no_more_reminders(void **state)
{
	(void)state;
	prepare(LIEVIN);
	assert_int_equal(script(arena_cstr(fixture.arena, arena_fmt(fixture.arena,
		"INSERT INTO outbox (territory_id, mail_id, once, kind, recipient, subject, body, created_ms, next_ms, tries, state) SELECT territory_id, 1, 'reminder:%lld:D-7:a@b.example', 'reminder', "
		"'a@b.example', 's', 'b', 1, 1, 0, 'waiting' FROM sheet WHERE kind = 'application'", (long long)sheet.v))), OK);
	assert_int_equal(step(ABANDON, STRANGER), DENIED);
	assert_int_equal(step(ABANDON, WRITER), OK);
	STATE_IS("abandoned");
	assert_true(str_eq(ask(db, "SELECT state FROM outbox WHERE kind = 'reminder'"), S("cancelled")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_SQLITE(each_real_call_gives_a_number_a_receipt_and_an_application),
		BOTH(the_receipt_goes_to_the_bearer_and_the_copy_to_every_correspondent),
		BOTH(noon_is_filed_and_a_millisecond_later_is_refused_with_the_draft_kept),
		BOTH(a_grace_takes_what_is_late_marks_it_and_logs_the_rule),
		BOTH(filing_twice_is_one_receipt_whoever_signs_second),
		BOTH(what_changed_since_it_was_read_is_not_signed),
		BOTH(a_draft_that_is_not_ready_is_refused_with_each_place),
		BOTH(a_writer_asks_and_a_signatory_refuses_or_signs),
		BOTH(a_signature_needs_a_capacity_and_the_attestation),
		BOTH(what_is_filed_is_frozen_with_its_bytes),
		BOTH(completion_reopens_only_what_was_asked_and_gives_a_second_version),
		BOTH(a_missing_document_may_be_given_by_any_writer),
		BOTH(a_cancelled_completion_leaves_the_filed_version),
		BOTH(a_withdrawal_is_a_signatorys_and_keeps_the_number),
		BOTH(messages_tell_the_other_side_without_their_text),
		BOTH(a_pack_loaded_again_neither_refuses_nor_takes_away_what_was_filed),
		BOTH(a_paper_request_counts_when_the_office_received_it_once_its_bearer_signs),
		BOTH(doctor_finds_a_filing_that_lost_its_receipt_its_application_or_a_cent),
		BOTH(an_abandoned_draft_gets_no_more_reminders),
	};
	return both_run("filing", tests, sizeof tests / sizeof tests[0]);
}
