/* The order: frozen text, signature, projection, filing row, sheet and event, mails. Any failure undoes them all with the caller's transaction. */
#include "actions/filing_write.h"

#include "actions/desk_routing.h"
#include "base/ids.h"
#include "base/sha256.h"
#include "domain/frozen.h"

struct writing {
	struct filing_step *f;
	const struct filing_request *q;
	struct sheet *sheet;
	struct filing_done *done;
	str text, sha256;
	bool signs;   /* else a writer answers a completion request that opened documents only: no signature */
	str capacity; /* empty when nobody signs */
};

static struct frozen frozen_of(struct arena *a, const struct q_filing_head_row *head, const struct sheet *sheet, const struct ruleset *set)
{
	str title = form_value(&sheet->values, S("project.title"));
	struct frozen frozen = {.call = head->call, .request = head->request, .channel = head->channel, .title = str_is_set(title) ? title : head->title,
		.ruleset = set ? set->version : 0, .applicant = id_code(a, head->applicant), .name = head->name, .kind = head->applicant_kind, .bank = head->bank_hint,
		.signatory = S(""), .capacity = S(""), .values = sheet->values, .identity = sheet->identity};
	for (size_t i = 0; i < sheet->attached.n; i++)
		*LIST_ADD(a, &frozen.attached) = sheet->attached.at[i];
	return frozen;
}

str filing_shown(struct arena *a, const struct q_filing_head_row *head, const struct sheet *sheet, const struct ruleset *set)
{
	struct frozen frozen = frozen_of(a, head, sheet, set);
	str text = frozen_write(a, &frozen);
	return text.p ? sha256_text(a, text) : STR_NONE;
}

static str freeze(struct writing *w)
{
	const struct filing_step *f = w->f;
	struct frozen frozen = frozen_of(f->arena, &f->head, w->sheet, w->q->set);
	frozen.signatory = f->actor->name;
	frozen.capacity = w->capacity;
	frozen.mandate = w->signs && w->q->mandate;
	return frozen_write(f->arena, &frozen);
}

/* CALL-0001: upper case, four digits at least. */
static enum status give_number(struct filing_step *f)
{
	struct q_filing_last_number_row row;
	if (f->head.number.p)
		return OK;
	enum status s = q_filing_count_number(f->db, f->head.territory, f->head.call);
	if (s == OK)
		s = q_filing_last_number(f->db, f->arena, f->head.territory, f->head.call, &row);
	if (s != OK)
		return s;
	str number = arena_fmt(f->arena, "%.*s-%04lld", STR_ARGS(f->head.call), (long long)row.last);
	char *upper = arena_alloc(f->arena, number.n + 1);
	for (size_t i = 0; i < number.n; i++)
		upper[i] = number.p[i] >= 'a' && number.p[i] <= 'z' ? (char)(number.p[i] - 'a' + 'A') : number.p[i];
	f->head.number = (str){upper, number.n};
	return OK;
}

static enum status write_signature(struct writing *w)
{
	struct filing_step *f = w->f;
	if (!w->signs)
		return OK;
	struct q_filing_signature_row asked;
	enum status s = q_filing_signature(f->db, f->arena, f->head.territory, f->sheet.v, &asked);
	bool waits = s == OK && !asked.decision.p && asked.revision == f->head.revision;
	if (s != OK && s != NOT_FOUND)
		return s;
	s = waits ? OK : q_filing_ask_signature(f->db, &(struct q_filing_ask_signature_in){
			.territory = f->head.territory, .sheet = f->sheet.v, .revision = f->head.revision, .at = f->now, .by = f->actor->person.v});
	if (s == OK)
		s = q_filing_decide_signature(f->db, &(struct q_filing_decide_signature_in){.territory = f->head.territory, .sheet = f->sheet.v, .revision = f->head.revision,
			.decision = S("signed"), .at = f->now, .by = f->actor->person.v, .capacity = w->capacity, .sha256 = w->sha256});
	return s;
}

static str verdict_code(const struct filing_ready *ready)
{
	return ready->verdict ? str_of(verdict_outcome_name(ready->verdict->outcome)) : S("");
}

static enum status write_filing(struct writing *w)
{
	struct filing_step *f = w->f;
	struct filing_done *done = w->done;
	const struct call_deadline *d = &done->ready.deadline;
	struct q_filing_last_row last = {0};
	enum status s = q_filing_last(f->db, f->arena, f->head.territory, f->sheet.v, &last);
	if (s != OK && s != NOT_FOUND)
		return s;
	done->version = last.version + 1;
	done->late = !done->ready.completes && d->at.moment == FILING_IS_IN_GRACE;
	str grace = done->late ? arena_fmt(f->arena, "%lld min: %.*s (%.*s)", (long long)d->grace_minutes, STR_ARGS(d->reason), STR_ARGS(d->author)) : STR_NONE;
	return q_filing_add(f->db, &(struct q_filing_add_in){.territory = f->head.territory, .sheet = f->sheet.v, .version = done->version, .filed = f->now,
		.by = f->actor->person.v, .on_behalf = f->head.name, .channel = f->head.channel, .deadline = d->at.closes, .late = done->late, .grace = grace,
		.received = f->head.received, .ruleset = {w->q->set != NULL, w->q->set ? w->q->set->version : 0}, .verdict = verdict_code(&done->ready), .frozen = w->text,
		.sha256 = w->sha256});
}

static enum status mark(struct writing *w)
{
	struct filing_step *f = w->f;
	str reason = w->done->late ? S("late") : STR_NONE;
	enum status s = q_filing_mark_sheet(f->db, &(struct q_filing_mark_sheet_in){.territory = f->head.territory, .sheet = f->sheet.v, .number = f->head.number,
		.application = f->head.application.value, .action = f->head.action});
	if (s == OK && w->done->ready.completes)
		s = q_filing_answer_completion(f->db, f->head.territory, f->sheet.v, f->now);
	if (s == OK)
		s = q_filing_add_event(f->db, &(struct q_filing_add_event_in){.territory = f->head.territory, .sheet = f->sheet.v, .at = f->now, .by = f->actor->person.v,
			.before = filing_event_state(f), .after = S("filed"), .reason = reason});
	if (s == OK)
		s = filing_tell(f, "file", arena_fmt(f->arena, "%.*s version=%lld sha256=%.*s%s", STR_ARGS(f->head.number), (long long)w->done->version, STR_ARGS(w->sha256),
		                                     w->done->late ? " late" : ""));
	return s;
}

enum status filing_write(struct filing_step *f, const struct filing_request *q, struct sheet *sheet, struct filing_done *done)
{
	struct writing w = {.f = f, .q = q, .sheet = sheet, .done = done};
	w.signs = filing_may(f, VERB_sign_application);
	w.capacity = w.signs ? str_trim(q->capacity) : S("");
	w.text = freeze(&w);
	if (!w.text.p)
		return TOO_BIG;
	w.sha256 = sha256_text(f->arena, w.text);
	enum status s = give_number(f);
	if (s == OK)
		s = write_signature(&w);
	if (s == OK && !f->head.revises)
		s = filing_project(f, sheet);
	if (s == OK)
		s = write_filing(&w);
	if (s == OK && f->head.revises)
		s = filing_keep_revised(f, sheet, done->version);
	if (s == OK)
		s = mark(&w);
	if (s == OK)
		s = routing_at_filing(f);
	if (s == OK)
		s = filing_cancel_reminders(f);
	if (s == OK)
		s = filing_send_receipts(f, sheet, done->version);
	done->number = f->head.number;
	return s;
}
