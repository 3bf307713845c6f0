/* The steps around a signature. The filing itself is written by filing_write.c. */
#include "actions/file_application.h"

#include "actions/filing_write.h"
#include "base/limits.h"
#include "base/utf8.h"

static struct filing_step step_of(const struct filing_request *q)
{
	return (struct filing_step){.db = q->db, .arena = q->arena, .actor = q->actor, .now = q->now, .sheet = q->sheet, .public_url = q->public_url};
}

/* A reason that a person can act upon. */
static enum status check_reason(const struct filing_request *q, struct problems *ps)
{
	str reason = str_trim(q->reason);
	if (!str_is_set(reason))
		PROBLEM(ps, STR_NONE, 0, S("reason"), W_filing_reason_missing);
	else if (utf8_count(reason) > LIMIT_REASON_CHARS)
		PROBLEM(ps, STR_NONE, 0, S("reason"), W_filing_too_long, ARG("n", (int64_t)LIMIT_REASON_CHARS));
	else
		return OK;
	return INVALID;
}

/* Words for a moment at which nothing is filed. */
static enum status check_moment(const struct filing_request *q, const struct filing_step *f, const struct filing_ready *ready, struct problems *ps)
{
	const struct deadline *d = &ready->deadline.at;
	if (ready->completes || d->moment == FILING_IS_OPEN || d->moment == FILING_IS_IN_GRACE)
		return OK;
	if (d->moment == FILING_IS_NOT_TAKEN)
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_filing_not_taken);
	else if (d->moment == FILING_IS_EARLY)
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_filing_too_early, ARG("when", filing_instant(f, q->lang, d->opens.value)));
	else
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_filing_too_late, ARG("when", filing_instant(f, q->lang, d->closes.value)),
		        ARG("now", filing_instant(f, q->lang, ready->counts)));
	return INVALID;
}

static enum status check_ready(const struct filing_request *q, const struct filing_step *f, struct sheet *sheet, struct problems *ps, struct filing_done *done)
{
	enum status s = sheet_read(q->db, q->arena, q->sheet, q->set, q->lang, sheet);
	if (s == OK)
		s = filing_is_ready(q->db, q->arena, sheet, q->set, q->now, f->head.received, q->lang, &done->ready);
	if (s != OK)
		return s;
	s = check_moment(q, f, &done->ready, ps);
	if (done->ready.blocking) {
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_filing_not_ready, ARG("n", done->ready.blocking));
		s = INVALID;
	}
	return s;
}

/* Told to the members of the applicant who may sign, or to those who write. */
static enum status tell_members(struct filing_step *f, const char *kind, int64_t turn, const char *role, enum word subject, enum word body, const char *page)
{
	struct q_filing_members_rows rows;
	enum status s = q_filing_members(f->db, f->arena, f->head.applicant, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		bool wanted = role ? str_eq(rows.at[i].role, str_of(role)) : !str_eq(rows.at[i].role, S("reader"));
		if (!wanted || (rows.at[i].person == f->actor->person.v && !role))
			continue;
		enum lang lang = filing_lang(rows.at[i].lang);
		const struct filing_mail mail = {.kind = kind, .turn = turn, .recipient = rows.at[i].email, .lang = lang,
			.subject = FILING_TEXT(f->arena, lang, subject, ARG("title", f->head.title)),
			.body = FILING_TEXT(f->arena, lang, body, ARG("title", f->head.title), ARG("call", f->head.call_title), ARG("organisation", f->head.name),
			                    ARG("who", f->actor->name), ARG("link", filing_link(f, lang, page)))};
		s = filing_send(f, &mail);
	}
	return s;
}

static enum status has_signatory(struct filing_step *f, struct problems *ps)
{
	struct q_filing_members_rows rows;
	enum status s = q_filing_members(f->db, f->arena, f->head.applicant, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		if (str_eq(rows.at[i].role, S("signatory")))
			return OK;
	if (s != OK)
		return s;
	PROBLEM(ps, STR_NONE, 0, STR_NONE, W_filing_no_signatory);
	return INVALID;
}

enum status ask_signature(const struct filing_request *q, struct problems *ps, struct filing_done *done)
{
	struct filing_step f = step_of(q);
	struct sheet sheet;
	*done = (struct filing_done){0};
	enum status s = filing_begin(&f, VERB_write_application);
	if (s != OK)
		return s;
	if (!filing_state_is(&f, "draft") || f.head.revision != q->base)
		return CONFLICT;
	s = check_ready(q, &f, &sheet, ps, done);
	if (s == OK)
		s = has_signatory(&f, ps);
	if (s == OK)
		s = q_filing_ask_signature(f.db, &(struct q_filing_ask_signature_in){
			.territory = f.head.territory, .sheet = f.sheet.v, .revision = f.head.revision, .at = q->now, .by = f.actor->person.v});
	if (s == OK)
		s = filing_move(&f, "to_sign", "ask_signature", STR_NONE);
	return s == OK ? tell_members(&f, "signature", q->now.ms, "signatory", W_filing_mail_sign_subject, W_filing_mail_sign, "sign") : s;
}

enum status take_back(const struct filing_request *q)
{
	struct filing_step f = step_of(q);
	enum status s = filing_begin(&f, VERB_write_application);
	if (s == OK && !filing_state_is(&f, "to_sign"))
		s = CONFLICT;
	return s == OK ? filing_move(&f, "draft", "take_back", STR_NONE) : s;
}

enum status refuse_signature(const struct filing_request *q, struct problems *ps)
{
	struct filing_step f = step_of(q);
	struct q_filing_signature_row asked;
	enum status s = filing_begin(&f, VERB_sign_application);
	if (s == OK && !filing_state_is(&f, "to_sign"))
		s = CONFLICT;
	if (s == OK)
		s = check_reason(q, ps);
	if (s == OK)
		s = q_filing_signature(f.db, f.arena, f.head.territory, f.sheet.v, &asked);
	if (s == OK)
		s = q_filing_decide_signature(f.db, &(struct q_filing_decide_signature_in){.territory = f.head.territory, .sheet = f.sheet.v, .revision = asked.revision,
			.decision = S("refused"), .at = q->now, .by = f.actor->person.v, .reason = str_trim(q->reason)});
	if (s == OK)
		s = filing_move(&f, "draft", "refuse_signature", str_trim(q->reason));
	return s == OK ? tell_members(&f, "refusal", q->now.ms, NULL, W_filing_mail_refused_subject, W_filing_mail_refused, "") : s;
}

/* Who may give the answer to a completion request: any writer when only documents were opened, else a signatory. */
static bool only_documents(const struct sheet *sheet)
{
	str rest = sheet->opened;
	if (!str_is_set(rest))
		return false;
	while (rest.p) {
		str line, tail;
		(void)str_cut(rest, '\n', &line, &tail);
		bool is_document = !str_is_set(line);
		for (size_t i = 0; i < sheet->context.documents.n; i++)
			is_document = is_document || str_eq(sheet->context.documents.at[i].code, line);
		if (!is_document)
			return false;
		rest = tail;
	}
	return true;
}

static enum status check_signature(const struct filing_request *q, const struct filing_step *f, const struct sheet *sheet, struct problems *ps)
{
	if (!filing_may(f, VERB_sign_application)) {
		bool answers = filing_state_is(f, "completion_requested") && only_documents(sheet);
		return answers ? OK : DENIED;
	}
	str capacity = str_trim(q->capacity);
	if (!str_is_set(capacity))
		PROBLEM(ps, STR_NONE, 0, S("capacity"), W_filing_capacity_missing);
	else if (utf8_count(capacity) > LIMIT_CAPACITY_CHARS)
		PROBLEM(ps, STR_NONE, 0, S("capacity"), W_filing_too_long, ARG("n", (int64_t)LIMIT_CAPACITY_CHARS));
	if (!q->attests)
		PROBLEM(ps, STR_NONE, 0, S("attests"), W_filing_attest_missing);
	return ps->total ? INVALID : OK;
}

/* The same answer for a second click, a second signatory, a request sent again by a bad connection. */
static enum status replay(struct filing_step *f, struct filing_done *done)
{
	struct q_filing_last_row last;
	enum status s = q_filing_last(f->db, f->arena, f->head.territory, f->sheet.v, &last);
	done->replayed = true;
	done->number = f->head.number;
	done->version = s == OK ? last.version : 0;
	return s;
}

enum status file_application(const struct filing_request *q, struct problems *ps, struct filing_done *done)
{
	struct filing_step f = step_of(q);
	struct sheet sheet;
	*done = (struct filing_done){0};
	enum status s = filing_begin(&f, VERB_read_application);
	if (s != OK)
		return s;
	if (!filing_may(&f, VERB_sign_application) && !filing_may(&f, VERB_write_application) && !filing_state_is(&f, "filed"))
		return DENIED;
	if (filing_state_is(&f, "filed"))
		return replay(&f, done);
	if (!filing_state_is(&f, "draft") && !filing_state_is(&f, "to_sign") && !filing_state_is(&f, "completion_requested"))
		return CONFLICT;
	if (f.head.revision != q->base)
		return CONFLICT;
	s = check_ready(q, &f, &sheet, ps, done);
	if ((s == OK || s == INVALID) && q->shown.p && !str_eq(q->shown, filing_shown(q->arena, &f.head, &sheet, q->set)))
		return CONFLICT;
	if (s == OK || s == INVALID) {
		enum status signing = check_signature(q, &f, &sheet, ps);
		s = signing != OK ? signing : s;
	}
	return s == OK ? filing_write(&f, q, &sheet, done) : s;
}

enum status filing_withdraw(struct filing_step *f, str reason)
{
	enum status s = q_filing_cancel_completion(f->db, f->head.territory, f->sheet.v, f->now);
	if (s == OK)
		s = filing_move(f, "withdrawn", "withdraw", reason);
	return s == OK ? filing_tell_withdrawal(f, reason) : s;
}

enum status withdraw_application(const struct filing_request *q, struct problems *ps)
{
	struct filing_step f = step_of(q);
	enum status s = filing_begin(&f, VERB_sign_application);
	if (s == OK && !filing_state_is(&f, "filed") && !filing_state_is(&f, "completion_requested"))
		s = CONFLICT;
	if (s == OK)
		s = check_reason(q, ps);
	return s == OK ? filing_withdraw(&f, str_trim(q->reason)) : s;
}

enum status abandon_draft(const struct filing_request *q)
{
	struct filing_step f = step_of(q);
	enum status s = filing_begin(&f, VERB_write_application);
	if (s == OK && !filing_state_is(&f, "draft") && !filing_state_is(&f, "to_sign"))
		s = CONFLICT;
	if (s == OK)
		s = filing_move(&f, "abandoned", "abandon", STR_NONE);
	return s == OK ? filing_cancel_reminders(&f) : s;
}
