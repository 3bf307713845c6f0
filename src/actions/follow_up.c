/* The steps of the office and the messages. */
#include "actions/follow_up.h"

#include "actions/filing_ready.h"
#include "actions/filing_step.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "store/audit.h"

enum { MINUTES_MOST = 43200 }; /* of a grace: a month */

static struct filing_step step_of(const struct follow_up *u)
{
	return (struct filing_step){.db = u->db, .arena = u->arena, .actor = u->actor, .now = u->now, .sheet = u->sheet, .public_url = u->public_url};
}

static bool text_is_right(str text, str field, enum word missing, int64_t most, struct problems *ps)
{
	if (!str_is_set(str_trim(text)))
		PROBLEM(ps, STR_NONE, 0, field, missing);
	else if ((int64_t)utf8_count(text) > most)
		PROBLEM(ps, STR_NONE, 0, field, W_filing_too_long, ARG("n", most));
	else
		return true;
	return false;
}

/* ---- mails ---- */

/* To those of the bearer who write and sign. `turn` makes each news one of its own. */
static enum status mail_bearer(struct filing_step *f, const char *kind, int64_t turn, enum word subject, enum word body, str reason, opt_day due)
{
	struct q_filing_members_rows rows;
	enum status s = q_filing_members(f->db, f->arena, f->head.applicant, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		if (str_eq(rows.at[i].role, S("reader")) || rows.at[i].person == f->actor->person.v)
			continue;
		enum lang lang = filing_lang(rows.at[i].lang);
		const struct filing_mail mail = {.kind = kind, .turn = turn, .recipient = rows.at[i].email, .lang = lang,
			.subject = FILING_TEXT(f->arena, lang, subject, ARG("number", f->head.number), ARG("title", f->head.title)),
			.body = FILING_TEXT(f->arena, lang, body, ARG("number", f->head.number), ARG("title", f->head.title), ARG("reason", reason), ARG("day", due.value),
			                    ARG("link", filing_link(f, lang, "follow-up")))};
		s = filing_send(f, &mail);
	}
	return s;
}

/* To the owner of the file, else to all officers of the territory. */
static enum status mail_office(struct filing_step *f, const char *kind, int64_t turn, enum word subject, enum word body)
{
	struct q_filing_officers_rows rows;
	enum status s = q_filing_officers(f->db, f->arena, f->head.territory, &rows);
	bool owned = false;
	for (size_t i = 0; s == OK && i < rows.n; i++)
		owned = owned || (f->head.owner.set && rows.at[i].person == f->head.owner.value);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		if (owned && rows.at[i].person != f->head.owner.value)
			continue;
		enum lang lang = filing_lang(rows.at[i].lang);
		str link = arena_fmt(f->arena, "%.*s%s/desk/%.*s/sheets/%.*s", STR_ARGS(f->public_url), lang == LANG_EN ? "/en" : "", STR_ARGS(f->head.territory_code), STR_ARGS(f->code));
		const struct filing_mail mail = {.kind = kind, .turn = turn, .recipient = rows.at[i].email, .lang = lang,
			.subject = FILING_TEXT(f->arena, lang, subject, ARG("number", f->head.number.p ? f->head.number : S("")), ARG("title", f->head.title)),
			.body = FILING_TEXT(f->arena, lang, body, ARG("number", f->head.number.p ? f->head.number : S("")), ARG("title", f->head.title),
			                    ARG("organisation", f->head.name), ARG("link", link))};
		s = filing_send(f, &mail);
	}
	return s;
}

/* ---- completion ---- */

static str joined_lines(struct arena *a, const str *lines, size_t count)
{
	str all = S("");
	for (size_t i = 0; i < count; i++)
		all = arena_fmt(a, "%.*s%s%.*s", STR_ARGS(all), i ? "\n" : "", STR_ARGS(lines[i]));
	return all;
}

enum status ask_completion(const struct follow_up *u, const struct completion_ask *ask, struct problems *ps)
{
	struct filing_step f = step_of(u);
	enum status s = filing_begin(&f, VERB_run_desk);
	if (s == OK && !filing_state_is(&f, "filed"))
		s = CONFLICT;
	if (s != OK)
		return s;
	if (!ask->count)
		PROBLEM(ps, STR_NONE, 0, S("opened"), W_desk_opened_missing);
	if (ask->due.number <= day_at(u->now, f.zone).number)
		PROBLEM(ps, STR_NONE, 0, S("due"), W_desk_due_past);
	(void)text_is_right(ask->reason, S("reason"), W_filing_reason_missing, LIMIT_REASON_CHARS, ps);
	if (ps->total)
		return INVALID;
	str reason = str_trim(ask->reason);
	s = q_filing_add_completion(f.db, &(struct q_filing_add_completion_in){.territory = f.head.territory, .sheet = f.sheet.v, .asked = u->now, .by = u->actor->person.v,
		.due = ask->due, .reason = reason, .opened = joined_lines(f.arena, ask->opened, ask->count)});
	if (s == OK)
		s = filing_move(&f, "completion_requested", "ask_completion", reason);
	return s == OK ? mail_bearer(&f, "completion", u->now.ms, W_filing_mail_completion_subject, W_filing_mail_completion, reason, (opt_day){true, ask->due}) : s;
}

enum status cancel_completion(const struct follow_up *u, str reason, struct problems *ps)
{
	struct filing_step f = step_of(u);
	enum status s = filing_begin(&f, VERB_run_desk);
	if (s == OK && !filing_state_is(&f, "completion_requested"))
		s = CONFLICT;
	if (s == OK && !text_is_right(reason, S("reason"), W_filing_reason_missing, LIMIT_REASON_CHARS, ps))
		s = INVALID;
	if (s == OK)
		s = q_filing_cancel_completion(f.db, f.head.territory, f.sheet.v, u->now);
	const bool revises = f.head.revises;
	if (s == OK)
		s = revises ? filing_move_sheet(&f, "filed", "cancel_budget", str_trim(reason)) : filing_move(&f, "filed", "cancel_completion", str_trim(reason));
	return s == OK ? mail_bearer(&f, "completion_cancelled", u->now.ms, revises ? W_revised_mail_cancelled_subject : W_filing_mail_cancelled_subject, revises ? W_revised_mail_cancelled : W_filing_mail_cancelled, str_trim(reason), (opt_day){0}) : s;
}

/* ---- messages ---- */

enum status send_message(const struct follow_up *u, bool from_office, str text, struct problems *ps)
{
	struct filing_step f = step_of(u);
	struct q_filing_last_message_row last;
	enum status s = filing_begin(&f, from_office ? VERB_run_desk : VERB_write_message);
	if (s == OK && !from_office && actor_role_in(u->actor, (applicant_id){f.head.applicant}) < MEMBER_WRITER)
		s = DENIED; /* an officer writes as the office, from the desk */
	if (s == OK && !text_is_right(text, S("text"), W_filing_message_missing, LIMIT_MESSAGE_CHARS, ps))
		s = INVALID;
	if (s == OK)
		s = q_filing_add_message(f.db, &(struct q_filing_add_message_in){
			.territory = f.head.territory, .sheet = f.sheet.v, .sent = u->now, .by = u->actor->person.v, .from_office = from_office, .text = str_trim(text)});
	if (s == OK)
		s = q_filing_last_message(f.db, f.arena, f.head.territory, f.sheet.v, &last);
	if (s == OK)
		s = filing_tell(&f, "message", arena_fmt(f.arena, "message=%lld", (long long)last.message));
	if (s != OK)
		return s;
	if (from_office)
		return mail_bearer(&f, "message", last.message, W_filing_mail_message_subject, W_filing_mail_message, S(""), (opt_day){0});
	return mail_office(&f, "message", last.message, W_filing_mail_message_subject, W_filing_mail_message_office);
}

enum status mark_messages_read(const struct follow_up *u, bool by_office)
{
	struct filing_step f = step_of(u);
	enum status s = filing_begin(&f, by_office ? VERB_run_desk : VERB_write_message);
	if (s == OK && !by_office && actor_role_in(u->actor, (applicant_id){f.head.applicant}) < MEMBER_WRITER)
		s = DENIED; /* an officer does not read in the bearer's name */
	return s == OK ? q_filing_read_messages(f.db, f.head.territory, f.sheet.v, !by_office, u->now) : s;
}

/* ---- the office's notes ---- */

enum status set_owner(const struct follow_up *u, person_id owner, opt_day due, struct problems *ps)
{
	struct filing_step f = step_of(u);
	struct q_filing_officers_rows rows;
	enum status s = filing_begin(&f, VERB_run_desk);
	if (s == OK)
		s = q_filing_officers(f.db, f.arena, f.head.territory, &rows);
	bool known = !owner.v;
	for (size_t i = 0; s == OK && i < rows.n; i++)
		known = known || rows.at[i].person == owner.v;
	if (s == OK && !known) {
		PROBLEM(ps, STR_NONE, 0, S("owner"), W_desk_owner_unknown);
		s = INVALID;
	}
	if (s == OK)
		s = q_filing_set_owner(f.db, f.head.territory, f.sheet.v, (opt_int){owner.v != 0, owner.v}, due);
	return s == OK ? filing_tell(&f, "own", arena_fmt(f.arena, "owner=%lld", (long long)owner.v)) : s;
}

static enum status document_exists(struct filing_step *f, str code, bool *exists)
{
	struct q_filing_documents_rows rows;
	enum status s = q_filing_documents(f->db, f->arena, f->head.territory, f->head.call, &rows);
	*exists = str_eq(code, S("request"));
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*exists = *exists || str_eq(rows.at[i].code, code);
	return s;
}

enum status note_original(const struct follow_up *u, const struct original_note *note, struct problems *ps)
{
	struct filing_step f = step_of(u);
	bool exists = false;
	day received;
	enum status s = filing_begin(&f, VERB_run_desk);
	if (s == OK)
		s = document_exists(&f, note->code, &exists);
	if (s != OK)
		return s;
	if (!exists)
		PROBLEM(ps, STR_NONE, 0, S("document"), W_desk_document_unknown);
	if (!day_parse(str_trim(note->received), &received))
		PROBLEM(ps, STR_NONE, 0, S("received"), W_desk_day_wrong);
	else if (received.number > day_at(u->now, f.zone).number)
		PROBLEM(ps, STR_NONE, 0, S("received"), W_desk_day_to_come);
	if (note->note.p && utf8_count(note->note) > LIMIT_LABEL_CHARS)
		PROBLEM(ps, STR_NONE, 0, S("note"), W_filing_too_long, ARG("n", (int64_t)LIMIT_LABEL_CHARS));
	if (ps->total)
		return INVALID;
	s = q_filing_add_original(f.db, &(struct q_filing_add_original_in){.territory = f.head.territory, .sheet = f.sheet.v, .code = note->code, .received = received,
		.by = u->actor->person.v, .noted = u->now, .note = str_is_set(str_trim(note->note)) ? str_trim(note->note) : STR_NONE});
	return s == OK ? filing_tell(&f, "note_original", note->code) : s;
}

enum status note_received(const struct follow_up *u, str on, str hour, str reason, struct problems *ps)
{
	struct filing_step f = step_of(u);
	instant at = {0};
	enum status s = filing_begin(&f, VERB_run_desk);
	if (s == OK && (str_eq(f.head.channel, S("online")) || f.head.number.p))
		s = CONFLICT;
	if (s != OK)
		return s;
	if (!str_is_set(str_trim(hour)) || !deadline_typed(on, hour, f.zone, &at))
		PROBLEM(ps, STR_NONE, 0, S("received"), W_desk_received_wrong);
	else if (at.ms > u->now.ms)
		PROBLEM(ps, STR_NONE, 0, S("received"), W_desk_day_to_come);
	(void)text_is_right(reason, S("reason"), W_filing_reason_missing, LIMIT_REASON_CHARS, ps);
	if (ps->total)
		return INVALID;
	s = q_filing_set_received(f.db, f.head.territory, f.sheet.v, (opt_instant){true, at}, str_trim(reason));
	if (s == OK)
		s = filing_tell(&f, "note_received", arena_fmt(f.arena, "received=%lld", (long long)at.ms));
	return s == OK ? mail_bearer(&f, "confirm", u->now.ms, W_filing_mail_confirm_subject, W_filing_mail_confirm, S(""), (opt_day){0}) : s;
}

enum status decide_call(const struct follow_up *u, const struct call_decision *d, struct problems *ps)
{
	const struct thing thing = {.territory = d->territory, .call = d->call};
	struct q_filing_zone_row zone;
	struct call_deadline known;
	if (!may(u->actor, VERB_run_desk, &thing))
		return DENIED;
	enum status s = q_filing_zone(u->db, u->arena, d->territory, &zone);
	if (s == OK)
		s = read_deadline(u->db, u->arena, d->territory, d->call, u->now, &known);
	if (s != OK)
		return s;
	if (known.at.moment == FILING_IS_NOT_TAKEN)
		return NOT_FOUND;
	struct q_filing_decide_call_in row = {.territory = d->territory, .call = d->call, .decided = u->now, .author = u->actor->name, .reason = str_trim(d->reason)};
	if (str_is_set(str_trim(d->closes_day))) {
		row.closes.set = deadline_typed(d->closes_day, d->closes_hour, zone_of(zone.time_zone), &row.closes.value);
		if (!row.closes.set)
			PROBLEM(ps, STR_NONE, 0, S("closes"), W_desk_closes_wrong);
	}
	if (str_is_set(str_trim(d->grace)) && (!str_to_int64(str_trim(d->grace), &row.grace_minutes) || row.grace_minutes < 0 || row.grace_minutes > MINUTES_MOST))
		PROBLEM(ps, STR_NONE, 0, S("grace"), W_desk_grace_wrong, ARG("n", (int64_t)MINUTES_MOST));
	(void)text_is_right(d->reason, S("reason"), W_filing_reason_missing, LIMIT_REASON_CHARS, ps);
	if (ps->total)
		return INVALID;
	s = q_filing_decide_call(u->db, &row);
	const struct audit_entry entry = {.territory = d->territory, .at = u->now, .actor = arena_fmt(u->arena, "user:%lld", (long long)u->actor->person.v),
		.verb = S("decide_call"), .thing = arena_fmt(u->arena, "call:%.*s", STR_ARGS(d->call)),
		.detail = arena_fmt(u->arena, "closes=%lld grace=%lld", (long long)row.closes.value.ms, (long long)row.grace_minutes)};
	return s == OK ? audit_append(u->db, &entry) : s;
}
