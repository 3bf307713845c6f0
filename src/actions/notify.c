/* Settings, letters made, letters taken back. Sending is notify_send.c, scans notify_scan.c. See notify.h. */
#include "actions/notify.h"

#include "actions/notify_step.h"
#include "base/calendar.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "store/audit.h"

enum status notify_may(const struct notifying *w)
{
	return may(w->actor, VERB_notify_bearer, &(struct thing){.territory = w->territory, .call = w->call, .institution = w->funder}) ? OK : DENIED;
}

enum status notify_tell(const struct notifying *w, const char *verb, str thing, str detail)
{
	const struct audit_entry entry = {.territory = w->territory, .at = w->now, .actor = arena_fmt(w->arena, "user:%lld", (long long)w->actor->person.v),
		.on_behalf = arena_fmt(w->arena, "funder:%.*s", STR_ARGS(w->funder)), .verb = str_of(verb), .thing = thing, .detail = detail};
	return audit_append(w->db, &entry);
}

enum status notify_tell_letter(const struct notifying *w, const char *verb, const struct q_notify_letter_row *letter, int64_t id, str more)
{
	return notify_tell(w, verb, arena_fmt(w->arena, "application:%lld", (long long)letter->application.v),
		arena_fmt(w->arena, "letter=%lld %.*s %.*s", (long long)id, STR_ARGS(letter->kind), STR_ARGS(more)));
}

enum status notify_find(const struct notifying *w, int64_t id, struct q_notify_letter_row *letter)
{
	enum status s = q_notify_letter(w->db, w->arena, w->territory, id, letter);
	return !s && (!str_eq(letter->call, w->call) || !str_eq(letter->funder, w->funder)) ? NOT_FOUND : s;
}

bool notify_reason_is_right(str reason, str field, struct problems *ps)
{
	if (!reason.p || !str_trim(reason).n)
		PROBLEM(ps, STR_NONE, 0, field, W_notify_reason_missing);
	else if (utf8_count(reason) > LIMIT_REASON_CHARS)
		PROBLEM(ps, STR_NONE, 0, field, W_filing_too_long, ARG("n", (int64_t)LIMIT_REASON_CHARS));
	else
		return true;
	return false;
}

/* ---- settings ---- */

static str fitting(str typed, str field, size_t most, struct problems *ps)
{
	str text = typed.p ? str_trim(typed) : S("");
	if (utf8_count(text) > most)
		PROBLEM(ps, STR_NONE, 0, field, W_filing_too_long, ARG("n", (int64_t)most));
	return text;
}

enum status notify_set(const struct notifying *w, const struct setting_typed *typed, struct problems *ps)
{
	struct q_notify_funder_row funder;
	enum status s = notify_may(w);
	if (!s)
		s = q_notify_funder(w->db, w->arena, w->territory, w->funder, &funder);
	if (s)
		return s;
	struct q_notify_add_setting_in row = {.territory = w->territory, .call = w->call, .funder = w->funder, .at = w->now, .by = w->actor->person.v,
		.sender = fitting(typed->sender, S("sender"), LIMIT_SENDER_CHARS, ps), .decision_number = fitting(typed->decision_number, S("decision_number"), LIMIT_DECISION_CHARS, ps),
		.appeal = fitting(typed->appeal, S("appeal"), LIMIT_REASON_CHARS, ps), .court = fitting(typed->court, S("court"), LIMIT_LABEL_CHARS, ps),
		.contact = fitting(typed->contact, S("contact"), LIMIT_LABEL_CHARS, ps)};
	str on = typed->decision.p ? str_trim(typed->decision) : S("");
	if (on.n && !(row.decision.set = day_parse(on, &row.decision.value)))
		PROBLEM(ps, STR_NONE, 0, S("decision"), W_adoption_day_wrong);
	if (!row.sender.n)
		PROBLEM(ps, STR_NONE, 0, S("sender"), W_notify_sender_missing);
	if (ps->total)
		return INVALID;
	s = q_notify_add_setting(w->db, &row);
	return s ? s : notify_tell(w, "set_notifying", arena_fmt(w->arena, "call:%.*s", STR_ARGS(w->call)), row.decision_number);
}

/* ---- letters ---- */

static enum status cancel(const struct notifying *w, int64_t id, const struct q_notify_letter_row *letter, str reason)
{
	enum status s = q_notify_cancel(w->db, &(struct q_notify_cancel_in){.territory = w->territory, .id = id, .at = w->now, .by = w->actor->person.v, .reason = str_trim(reason)});
	if (!s)
		s = q_notify_cancel_mails(w->db, w->territory, id);
	return s ? s : notify_tell_letter(w, "cancel_letter", letter, id, S(""));
}

/* The letter that counts is the one that was seen. */
static enum status is_still_so(const struct notifying *w, const struct letter_made *made)
{
	struct q_notify_letters_rows rows;
	enum status s = q_notify_letters(w->db, w->arena, w->territory, w->call, w->funder, &rows);
	for (size_t i = 0; !s && i < rows.n; i++)
		if (rows.at[i].application.v == made->application.v && !rows.at[i].cancelled.set && (!made->replaces.set || made->replaces.value != rows.at[i].id))
			return CONFLICT;
	return s;
}

static enum status record_one(const struct notifying *w, const struct letter_made *made, int64_t id, int64_t batch, str reason)
{
	struct q_notify_letter_row former;
	enum status s = is_still_so(w, made);
	if (!s && made->replaces.set) {
		s = notify_find(w, made->replaces.value, &former);
		if (!s)
			s = former.cancelled.set ? CONFLICT : cancel(w, made->replaces.value, &former, reason);
	}
	if (!s)
		s = stored_file_keep(w->db, w->arena, w->now, &made->file);
	if (!s)
		s = q_notify_add_letter(w->db, &(struct q_notify_add_letter_in){.territory = w->territory, .id = id, .call = w->call, .version = made->version, .application = made->application,
			.funder = w->funder, .kind = made->kind, .amount = made->amount, .valued = made->valued, .code = made->code, .reference = str_is_set(made->reference) ? made->reference : STR_NONE,
			.made = w->now, .by = w->actor->person.v, .batch = batch, .sha256 = made->file.sha256, .pages = made->pages, .template = made->template, .replaces = made->replaces});
	const struct q_notify_letter_row letter = {.application = made->application, .kind = made->kind};
	return s ? s : notify_tell_letter(w, "make_letter", &letter, id, made->file.sha256);
}

enum status notify_record(const struct notifying *w, const struct letter_made *letters, size_t count, str reason, int64_t *batch, struct problems *ps)
{
	struct q_notify_last_row last;
	bool replaces = false;
	enum status s = notify_may(w);
	for (size_t i = 0; i < count; i++)
		replaces = replaces || letters[i].replaces.set;
	if (!s && replaces && !notify_reason_is_right(reason, S("reason"), ps))
		s = INVALID;
	if (!s)
		s = q_notify_last(w->db, w->arena, w->territory, &last);
	if (s)
		return s;
	*batch = last.batch + 1;
	for (size_t i = 0; !s && i < count; i++)
		s = record_one(w, &letters[i], last.last + 1 + (int64_t)i, *batch, reason);
	return s;
}

enum status notify_cancel(const struct notifying *w, int64_t id, str reason, struct problems *ps)
{
	struct q_notify_letter_row letter;
	enum status s = notify_may(w);
	if (!s)
		s = notify_find(w, id, &letter);
	if (!s && letter.cancelled.set)
		s = CONFLICT;
	if (!s && !notify_reason_is_right(reason, S("reason"), ps))
		s = INVALID;
	return s ? s : cancel(w, id, &letter, reason);
}
