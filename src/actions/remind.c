/* Which reminders are due, and what they say. See remind.h. */
#include "actions/remind.h"

#include "actions/call_deadline.h"
#include "actions/filing_step.h"
#include "actions/read_ruleset.h"
#include "actions/sheet.h"
#include "base/ids.h"
#include "base/limits.h"

#define DAY_MS INT64_C(86400000)
#define HOUR_MS INT64_C(3600000)
enum { MORNING = 9, LINES = 12 };

static const struct {
	const char *name;
	int days, hours;
} steps[REMIND_STEPS] = {[REMIND_7_DAYS] = {"D-7", 7, 0}, [REMIND_2_DAYS] = {"D-2", 2, 0}, [REMIND_6_HOURS] = {"H-6", 0, 6}};

instant remind_at(enum remind_step step, instant closes, const struct zone *zone)
{
	if (steps[step].hours)
		return (instant){closes.ms - steps[step].hours * HOUR_MS};
	struct local_time t = local_of(closes, zone);
	t.date = civil_of((day){day_of(t.date).number - steps[step].days});
	if (t.hour >= MORNING) {
		t.hour = MORNING;
		t.minute = t.second = 0;
	}
	return instant_of(t, zone);
}

enum remind_step remind_now(instant closes, const struct zone *zone, instant since, instant now)
{
	enum remind_step last = REMIND_STEPS;
	if (now.ms >= closes.ms)
		return REMIND_STEPS;
	for (enum remind_step step = 0; step < REMIND_STEPS; step++) {
		const instant at = remind_at(step, closes, zone);
		if (at.ms <= now.ms)
			last = at.ms > since.ms ? step : REMIND_STEPS;
	}
	return last;
}

/* ---- one reminder ---- */

struct reminding {
	str public_url;
	instant now, closes;
	enum remind_step step;
	sheet_id sheet;
	const struct ruleset *set;
	bool written;
};

/* Titles of what is not done yet, in the words of the task list; too many are counted. */
static void add_left(struct out *o, struct arena *a, enum lang lang, const struct form *form, const struct form_values *values, size_t *n)
{
	for (size_t i = 0; i < form->topics.n; i++) {
		const struct form_topic *t = &form->topics.at[i];
		const bool here = t->kind == TOPIC_FIELDS || t->kind == TOPIC_BUDGET || t->kind == TOPIC_PUBLICS;
		if (!here || form_topic_state(form, values, t, a) == TOPIC_DONE)
			continue;
		if ((*n)++ < LINES)
			out_fmt(o, "%s%.*s\n", lang == LANG_FR ? "– " : "- ", STR_ARGS(t->title));
	}
}

static str left_to_do(struct filing_step *f, const struct reminding *r, enum lang lang, size_t *n)
{
	struct sheet sheet;
	struct out o = out_new(LIMIT_MAIL_BYTES);
	*n = 0;
	if (sheet_read(f->db, f->arena, r->sheet, r->set, lang, &sheet) != OK)
		return S("");
	const struct form_context context = {.applicant_kind = sheet.head.applicant_kind};
	add_left(&o, f->arena, lang, sheet.form, &sheet.values, n);
	add_left(&o, f->arena, lang, form_build(f->arena, &context, true, lang, &sheet.identity), &sheet.identity, n);
	if (*n > LINES)
		WORDS(&o, lang, W_mail_remind_more, ARG("n", *n - LINES));
	str text = out_keep(&o, f->arena);
	return text.p ? text : S("");
}

/* "7 jours", "6 heures": as one would say it. */
static str time_left(struct arena *a, enum lang lang, int64_t ms)
{
	return ms >= 2 * DAY_MS ? FILING_TEXT(a, lang, W_mail_days_left, ARG("n", ms / DAY_MS)) : FILING_TEXT(a, lang, W_mail_hours_left, ARG("n", (ms + HOUR_MS / 2) / HOUR_MS));
}

static enum status write_mail(struct filing_step *f, const struct reminding *r, const struct q_filing_members_row *person)
{
	struct arena *a = f->arena;
	const enum lang lang = filing_lang(person->lang);
	const bool to_sign = filing_state_is(f, "to_sign");
	size_t n = 0;
	const str missing = to_sign ? S("") : left_to_do(f, r, lang, &n);
	const str todo = to_sign ? word_text(lang, W_mail_remind_to_sign) : n ? FILING_TEXT(a, lang, W_mail_remind_missing, ARG("list", missing)) : word_text(lang, W_mail_remind_complete);
	const str left = time_left(a, lang, r->closes.ms - f->now.ms);
	const struct filing_mail mail = {.kind = "reminder", .turn = r->closes.ms * 10 + (int64_t)r->step, .recipient = person->email, .lang = lang,
		.subject = FILING_TEXT(a, lang, to_sign ? W_mail_remind_sign_subject : W_mail_remind_subject, ARG("left", left), ARG("title", f->head.title)),
		.body = FILING_TEXT(a, lang, W_mail_remind, ARG("title", f->head.title), ARG("organisation", f->head.name), ARG("call", f->head.call_title), ARG("left", left),
		                    ARG("deadline", filing_instant(f, lang, r->closes)), ARG("todo", todo), ARG("link", filing_link(f, lang, to_sign ? "sign" : "")),
		                    ARG("stop", filing_link(f, lang, "reminders")))};
	return filing_send(f, &mail);
}

static bool has_stopped(const struct q_remind_stopped_rows *stopped, int64_t person)
{
	for (size_t i = 0; i < stopped->n; i++)
		if (stopped->at[i].person == person)
			return true;
	return false;
}

/* While it waits for a signature only signatories can do something. Addresses that were never confirmed may be somebody else's. */
static enum status write_mails(struct filing_step *f, const struct reminding *r)
{
	struct q_filing_members_rows people;
	struct q_remind_stopped_rows stopped;
	enum status s = q_filing_members(f->db, f->arena, f->head.applicant, &people);
	if (s == OK)
		s = q_remind_stopped(f->db, f->arena, f->head.territory, f->sheet.v, &stopped);
	for (size_t i = 0; s == OK && i < people.n; i++) {
		const struct q_filing_members_row *p = &people.at[i];
		const bool signs = str_eq(p->role, S("signatory")), acts = signs || (str_eq(p->role, S("writer")) && !filing_state_is(f, "to_sign"));
		if (acts && p->confirmed && !has_stopped(&stopped, p->person))
			s = write_mail(f, r, p);
	}
	return s;
}

static enum status read_head(struct filing_step *f)
{
	enum status s = q_filing_head(f->db, f->arena, f->sheet.v, &f->head);
	if (s != OK)
		return s;
	f->zone = zone_of(f->head.time_zone);
	f->code = id_code(f->arena, f->sheet.v);
	return OK;
}

static enum status remind_one(struct db *db, void *arg)
{
	struct reminding *r = arg;
	struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
	struct filing_step f = {.db = db, .arena = a, .now = r->now, .sheet = r->sheet, .public_url = r->public_url};
	struct q_remind_note_row noted;
	r->written = false;
	enum status s = read_head(&f);
	if (s == OK && (filing_state_is(&f, "draft") || filing_state_is(&f, "to_sign"))) {
		const struct q_remind_note_in in = {f.head.territory, r->sheet.v, str_of(steps[r->step].name), r->closes, r->now};
		s = q_remind_note(db, a, &in, &noted);
		r->written = s == OK;
		if (s == OK)
			s = write_mails(&f, r);
	}
	arena_free(a);
	return s == NOT_FOUND ? OK : s; /* gone, or another process has written it */
}

/* ---- the office: completion that did not come ---- */

struct overdue {
	str public_url;
	instant now;
	const struct q_remind_overdue_row *row;
};

static enum status write_overdue(struct filing_step *f, const struct overdue *o, const struct q_filing_officers_rows *officers)
{
	enum status s = OK;
	for (size_t i = 0; s == OK && i < officers->n; i++) {
		const struct q_filing_officers_row *p = &officers->at[i];
		const enum lang lang = filing_lang(p->lang);
		/* whoever follows the file; everybody when nobody does */
		if (f->head.owner.set && f->head.owner.value != p->person)
			continue;
		const str link = arena_fmt(f->arena, "%.*s%s/desk/%.*s/sheets/%.*s", STR_ARGS(f->public_url), lang == LANG_EN ? "/en" : "", STR_ARGS(f->head.territory_code), STR_ARGS(f->code));
		const struct filing_mail mail = {.kind = "overdue", .turn = o->row->due.number, .recipient = p->email, .lang = lang,
			.subject = FILING_TEXT(f->arena, lang, f->head.revises ? W_revised_mail_overdue_subject : W_mail_overdue_subject, ARG("number", f->head.number), ARG("title", f->head.title)),
			.body = FILING_TEXT(f->arena, lang, f->head.revises ? W_revised_mail_overdue : W_mail_overdue, ARG("number", f->head.number), ARG("title", f->head.title), ARG("organisation", f->head.name), ARG("day", o->row->due),
			                    ARG("link", link))};
		s = filing_send(f, &mail);
	}
	return s;
}

static enum status overdue_one(struct db *db, void *arg)
{
	const struct overdue *o = arg;
	struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
	struct filing_step f = {.db = db, .arena = a, .now = o->now, .sheet = {o->row->sheet}, .public_url = o->public_url};
	struct q_remind_note_row noted;
	struct q_filing_officers_rows officers;
	const struct q_remind_note_in in = {o->row->territory, o->row->sheet, S("overdue"), {o->row->due.number * DAY_MS}, o->now};
	enum status s = q_remind_note(db, a, &in, &noted);
	if (s == OK)
		s = read_head(&f);
	if (s == OK)
		s = q_filing_officers(db, a, o->row->territory, &officers);
	if (s == OK)
		s = write_overdue(&f, o, &officers);
	arena_free(a);
	return s == NOT_FOUND ? OK : s;
}

static enum status overdue_round(struct db *db, struct arena *a, str public_url, instant now, size_t most, size_t *written)
{
	struct q_remind_overdue_rows rows;
	/* a day may have begun in Paris that has not where the territory is: each is looked at in its own zone */
	enum status s = q_remind_overdue(db, a, (day){now.ms / DAY_MS + 1}, (int64_t)most, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		if (rows.at[i].due.number >= day_at(now, zone_of(rows.at[i].time_zone)).number)
			continue;
		struct overdue one = {.public_url = public_url, .now = now, .row = &rows.at[i]};
		s = db_write(db, overdue_one, &one);
		*written += s == OK;
	}
	return s;
}

/* ---- the bearer: the revised budget is due soon ---- */

enum { BUDGET_DAYS_BEFORE = 3 };

struct soon {
	str public_url;
	instant now;
	const struct q_revised_due_soon_row *row;
	bool written;
};

static enum status write_soon(struct filing_step *f, const struct soon *o)
{
	struct q_filing_members_rows people;
	struct q_remind_stopped_rows stopped;
	enum status s = q_filing_members(f->db, f->arena, f->head.applicant, &people);
	if (s == OK)
		s = q_remind_stopped(f->db, f->arena, f->head.territory, f->sheet.v, &stopped);
	for (size_t i = 0; s == OK && i < people.n; i++) {
		const struct q_filing_members_row *p = &people.at[i];
		const enum lang lang = filing_lang(p->lang);
		if (str_eq(p->role, S("reader")) || !p->confirmed || has_stopped(&stopped, p->person))
			continue;
		const struct filing_mail mail = {.kind = "budget_soon", .turn = o->row->due.number, .recipient = p->email, .lang = lang,
			.subject = FILING_TEXT(f->arena, lang, W_revised_mail_soon_subject, ARG("number", f->head.number), ARG("day", o->row->due)),
			.body = FILING_TEXT(f->arena, lang, W_revised_mail_soon, ARG("number", f->head.number), ARG("title", f->head.title), ARG("day", o->row->due),
			                    ARG("link", filing_link(f, lang, "topics/budget")))};
		s = filing_send(f, &mail);
	}
	return s;
}

static enum status soon_one(struct db *db, void *arg)
{
	struct soon *o = arg;
	struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
	struct filing_step f = {.db = db, .arena = a, .now = o->now, .sheet = {o->row->sheet}, .public_url = o->public_url};
	struct q_remind_note_row noted;
	const struct q_remind_note_in in = {o->row->territory, o->row->sheet, S("budget"), {o->row->due.number * DAY_MS}, o->now};
	enum status s = q_remind_note(db, a, &in, &noted);
	o->written = s == OK;
	if (s == OK)
		s = read_head(&f);
	if (s == OK && f.head.revises)
		s = write_soon(&f, o);
	arena_free(a);
	return s == NOT_FOUND ? OK : s; /* gone, or another process has written it */
}

static enum status soon_round(struct db *db, struct arena *a, str public_url, instant now, size_t most, size_t *written)
{
	struct q_revised_due_soon_rows rows;
	const day today = {now.ms / DAY_MS};
	enum status s = q_revised_due_soon(db, a, today, (day){today.number + BUDGET_DAYS_BEFORE}, (int64_t)most, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		struct soon one = {.public_url = public_url, .now = now, .row = &rows.at[i]};
		s = db_write(db, soon_one, &one);
		*written += s == OK && one.written;
	}
	return s;
}

/* ---- the round ---- */

static enum status call_round(struct db *db, struct arena *a, const struct q_remind_calls_row *call, struct reminding r, size_t most, size_t *written)
{
	struct call_deadline deadline;
	struct q_remind_sheets_rows sheets = {0};
	struct ruleset *set = NULL;
	enum status s = read_deadline(db, a, call->territory, call->call, r.now, &deadline);
	if (s != OK || !deadline.at.closes.set)
		return s;
	r.closes = deadline.at.closes.value;
	const instant since = deadline.at.moved && deadline.decided.set ? deadline.decided.value : (instant){0};
	r.step = remind_now(r.closes, deadline.zone, since, r.now);
	if (r.step == REMIND_STEPS)
		return OK;
	const struct q_remind_sheets_in in = {call->territory, call->call, remind_at(r.step, r.closes, deadline.zone), str_of(steps[r.step].name), r.closes, (int64_t)most};
	s = q_remind_sheets(db, a, &in, &sheets);
	if (s == OK && sheets.n) {
		s = read_ruleset(db, a, call->territory, call->call, 0, &set);
		r.set = s == OK ? set : NULL;
		s = s == NOT_FOUND ? OK : s;
	}
	for (size_t i = 0; s == OK && i < sheets.n; i++) {
		r.sheet = (sheet_id){sheets.at[i].sheet};
		s = db_write(db, remind_one, &r);
		*written += s == OK && r.written;
	}
	return s;
}

enum status remind_round(struct db *db, str public_url, instant now, size_t most, size_t *written)
{
	struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
	struct q_remind_calls_rows calls;
	*written = 0;
	enum status s = q_remind_calls(db, a, &calls);
	for (size_t i = 0; s == OK && i < calls.n && *written < most; i++) {
		struct arena *own = arena_new(LIMIT_REQUEST_ARENA);
		s = call_round(db, own, &calls.at[i], (struct reminding){.public_url = public_url.p ? public_url : S(""), .now = now}, most - *written, written);
		arena_free(own);
	}
	if (s == OK && *written < most)
		s = overdue_round(db, a, public_url.p ? public_url : S(""), now, most - *written, written);
	if (s == OK && *written < most)
		s = soon_round(db, a, public_url.p ? public_url : S(""), now, most - *written, written);
	arena_free(a);
	return s;
}

/* ---- when it is sent; who wants none ---- */

/* "reminder:SHEET:TURN:ADDRESS", as filing_send makes it; TURN is ten times the deadline and the step. */
static bool once_read(str once, int64_t *sheet, int64_t *closes)
{
	str kind, rest, id, turn;
	int64_t n;
	if (!str_cut(once, ':', &kind, &rest) || !str_cut(rest, ':', &id, &rest) || !str_cut(rest, ':', &turn, &rest) || !str_to_int64(id, sheet) || !str_to_int64(turn, &n))
		return false;
	*closes = n / 10;
	return true;
}

enum status remind_holds(struct db *db, struct arena *a, str once, instant now, bool *holds)
{
	struct filing_step f = {.db = db, .arena = a, .now = now};
	struct call_deadline deadline;
	int64_t closes;
	*holds = false;
	if (!once_read(once, &f.sheet.v, &closes))
		return OK;
	enum status s = read_head(&f);
	if (s == OK)
		s = read_deadline(db, a, f.head.territory, f.head.call, now, &deadline);
	if (s == OK)
		*holds = (filing_state_is(&f, "draft") || filing_state_is(&f, "to_sign")) && deadline.at.closes.set && deadline.at.closes.value.ms == closes && now.ms < closes;
	return s == NOT_FOUND ? OK : s;
}

enum status remind_is_wanted(struct db *db, struct arena *a, const struct actor *actor, sheet_id sheet, bool *wanted)
{
	struct filing_step f = {.db = db, .arena = a, .actor = actor, .sheet = sheet};
	struct q_remind_stopped_rows stopped;
	*wanted = false;
	enum status s = filing_begin(&f, VERB_read_application);
	if (s == OK && actor_role_in(actor, (applicant_id){f.head.applicant}) < MEMBER_WRITER)
		s = DENIED;
	if (s == OK)
		s = q_remind_stopped(db, a, f.head.territory, sheet.v, &stopped);
	if (s == OK)
		*wanted = !has_stopped(&stopped, actor->person.v);
	return s;
}

enum status remind_choose(struct db *db, struct arena *a, const struct actor *actor, instant now, sheet_id sheet, enum remind_choice choice)
{
	struct filing_step f = {.db = db, .arena = a, .actor = actor, .now = now, .sheet = sheet};
	bool wanted;
	enum status s = remind_is_wanted(db, a, actor, sheet, &wanted);
	if (s == OK)
		s = filing_begin(&f, VERB_read_application);
	if (s != OK || wanted == (choice == REMIND_ME))
		return s;
	s = choice == REMIND_ME ? q_remind_resume(db, f.head.territory, sheet.v, actor->person.v) : q_remind_stop(db, f.head.territory, sheet.v, actor->person.v, now);
	return s == OK ? filing_tell(&f, choice == REMIND_ME ? "remind_me" : "remind_me_not", STR_NONE) : s;
}
