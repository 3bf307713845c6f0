/* Who is told to come, when and where: seats, and at a hearing the bearers, each with a file for their calendar. What was told is kept beside each, so that only those for whom
   something changed are written to again. See session.h. */
#include "actions/filing_step.h"
#include "actions/session_step.h"
#include "base/format.h"
#include "base/ids.h"
#include "base/limits.h"
#include "domain/letter.h"
#include "store/outbox.h"

enum telling { TELL_COME, TELL_MOVED, TELL_CANCELLED, TELLINGS };

struct writing {
	const struct session_step *step;
	const struct session *s;
	struct told *told;
	bool again; /* only those who were told */
	bool paper; /* the town has its own template of summons: it goes with the mail */
};

static str instant_words(struct arena *a, enum lang lang, instant at, str zone)
{
	struct out o = out_new(256);
	out_instant(&o, lang, at, zone_of(zone));
	return out_keep(&o, a);
}

/* What changes when they must be told again. */
static str place_and_hour(const struct writing *w, instant at)
{
	return arena_fmt(w->step->arena, "%lld %.*s", (long long)at.ms, STR_ARGS(w->s->place));
}

struct addressee {
	str email;
	enum lang lang;
	str about;  /* of a hearing: the application; else absent */
	int64_t seat, item, sheet;
	instant at;
	str link;
};

static enum status send(const struct writing *w, enum telling what, const struct addressee *to)
{
	static const enum word subjects[TELLINGS] = {W_sessions_mail_come_subject, W_sessions_mail_moved_subject, W_sessions_mail_cancelled_subject};
	static const enum word bodies[TELLINGS][2] = {{W_sessions_mail_come, W_sessions_mail_come_bearer}, {W_sessions_mail_moved, W_sessions_mail_moved_bearer},
		{W_sessions_mail_cancelled, W_sessions_mail_cancelled_bearer}};
	struct arena *a = w->step->arena;
	const struct session *s = w->s;
	const bool bearer = to->about.p;
	str when = instant_words(a, to->lang, to->at, s->time_zone), place = str_is_set(s->place) ? s->place : word_text(to->lang, W_sessions_place_later);
	str reason = s->cancel_reason.p ? s->cancel_reason : S("");
	str subject = FILING_TEXT(a, to->lang, subjects[what], ARG("title", s->title), ARG("when", when));
	str text = FILING_TEXT(a, to->lang, bodies[what][bearer], ARG("title", s->title), ARG("when", when), ARG("place", place), ARG("territory", s->territory_name),
		ARG("call", s->call_title), ARG("application", bearer ? to->about : S("")), ARG("chair", s->chair.p ? s->chair : S("")), ARG("link", to->link), ARG("reason", reason));
	struct outgoing mail = {.territory = w->step->territory, .kind = S("summons"), .recipient = to->email, .subject = subject, .now = w->step->now, .due = w->step->now, .sheet = to->sheet,
		.once = arena_fmt(a, "summons:%lld:%lld:%lld:%d:%lld:%.*s", (long long)s->session, (long long)to->item, (long long)s->sequence, (int)what, (long long)w->step->now.ms,
			STR_ARGS(to->email)),
		.body = letter_text(a, &(struct letter){.lang = to->lang, .text = text, .site = w->step->public_url})};
	*LIST_ADD(a, &mail.attachments) = (struct outgoing_attachment){.name = S("rendez-vous.ics"),
		.what = arena_fmt(a, "session.ics:%lld:%lld:%lld", (long long)w->step->territory.v, (long long)s->session, (long long)to->item)};
	if (w->paper && what != TELL_CANCELLED)
		*LIST_ADD(a, &mail.attachments) = (struct outgoing_attachment){.name = S("convocation.pdf"),
			.what = arena_fmt(a, "summons:%lld:%lld:%lld:%lld", (long long)w->step->territory.v, (long long)s->session, (long long)to->seat, (long long)to->item)};
	return outbox_add(w->step->db, &mail);
}

static enum status person_lang(const struct writing *w, int64_t person, enum lang *lang)
{
	struct q_person_contact_row row = {0};
	*lang = LANG_FR;
	enum status s = person ? q_person_contact(w->step->db, w->step->arena, person, &row) : NOT_FOUND;
	if (s == OK)
		*lang = filing_lang(row.lang);
	return s == NOT_FOUND ? OK : s;
}

static enum status write_seat(const struct writing *w, enum telling what, const struct session_seat *seat)
{
	struct addressee to = {.email = seat->email, .seat = seat->seat, .at = w->s->starts};
	if (!str_is_set(seat->email)) {
		w->told->without++;
		return OK;
	}
	enum status s = person_lang(w, seat->person, &to.lang);
	to.link = letter_link(w->step->arena, w->step->public_url, to.lang, arena_fmt(w->step->arena, "/sessions/%.*s", STR_ARGS(id_code(w->step->arena, w->s->session))));
	if (s == OK)
		s = send(w, what, &to);
	if (s == OK)
		s = q_sessions_tell_seat(w->step->db, w->step->territory, w->step->session, seat->seat, place_and_hour(w, w->s->starts));
	w->told->seats++;
	return s;
}

/* Those of the bearer who write and sign. */
static enum status write_bearer(const struct writing *w, enum telling what, const struct session_item *item)
{
	struct q_sessions_application_row row = {0};
	struct q_filing_members_rows rows = {0};
	struct arena *a = w->step->arena;
	const size_t before = w->told->bearers;
	enum status s = q_sessions_application(w->step->db, a, w->step->territory, (application_id){item->application}, &row);
	if (s == OK && row.applicant.set)
		s = q_filing_members(w->step->db, a, row.applicant.value, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		if (str_eq(rows.at[i].role, S("reader")))
			continue;
		const enum lang lang = filing_lang(rows.at[i].lang);
		const struct addressee to = {.email = rows.at[i].email, .lang = lang, .about = item->title, .item = item->item, .sheet = row.sheet.value,
			.at = item->starts.set ? item->starts.value : w->s->starts,
			.link = letter_link(a, w->step->public_url, lang, arena_fmt(a, "/sheets/%.*s/sessions", STR_ARGS(id_code(a, row.sheet.value))))};
		s = send(w, what, &to);
		w->told->bearers++;
	}
	if (s == OK && w->told->bearers == before)
		w->told->without++;
	else if (s == OK)
		s = q_sessions_tell_item(w->step->db, w->step->territory, w->step->session, item->item, place_and_hour(w, item->starts.set ? item->starts.value : w->s->starts));
	return s;
}

static bool is_heard(const struct session *s, const struct session_item *item)
{
	return str_eq(s->kind, S("hearing")) && item->application && (item->starts.set || !item->minutes);
}

/* Everybody who was never told, or told something else. */
static enum status tell_all(struct writing *w)
{
	const struct session *s = w->s;
	struct q_adoption_template_used_row template = {0};
	enum status status = q_adoption_template_used(w->step->db, w->step->arena, w->step->territory, S("summons"), S(""), &template);
	w->paper = status == OK;
	if (status == NOT_FOUND)
		status = OK;
	for (size_t i = 0; status == OK && i < s->seats.n; i++) {
		const bool was = str_is_set(s->seats.at[i].told);
		if ((was || !w->again) && !(was && str_eq(s->seats.at[i].told, place_and_hour(w, s->starts))))
			status = write_seat(w, was ? TELL_MOVED : TELL_COME, &s->seats.at[i]);
	}
	for (size_t i = 0; status == OK && i < s->items.n; i++) {
		const struct session_item *item = &s->items.at[i];
		const bool was = str_is_set(item->told);
		if (is_heard(s, item) && (was || !w->again) && !(was && str_eq(item->told, place_and_hour(w, item->starts.set ? item->starts.value : s->starts))))
			status = write_bearer(w, was ? TELL_MOVED : TELL_COME, item);
	}
	return status;
}

enum status session_tell_again(const struct session_step *step, const struct session *s)
{
	struct told told = {0};
	struct writing w = {.step = step, .s = s, .told = &told, .again = true};
	return tell_all(&w);
}

enum status session_summon(const struct session_step *step, struct told *told)
{
	struct session s;
	*told = (struct told){0};
	enum status status = session_step_begin(step, &s);
	if (status != OK)
		return status;
	struct writing w = {.step = step, .s = &s, .told = told};
	if (!s.seats.n && !s.items.n)
		PROBLEM(step->ps, STR_NONE, 0, STR_NONE, W_sessions_nobody_to_tell);
	if (step->ps->total)
		return INVALID;
	status = tell_all(&w);
	return status == OK ? session_step_end(step, "summon", arena_fmt(step->arena, "seats=%zu bearers=%zu without=%zu", told->seats, told->bearers, told->without)) : status;
}

enum status session_cancel(const struct session_step *step, str reason)
{
	struct session s;
	struct told told = {0};
	str why = session_or_none(reason);
	enum status status = session_step_begin(step, &s);
	if (status != OK)
		return status;
	if (!why.p)
		PROBLEM(step->ps, STR_NONE, 0, S("reason"), W_sessions_cancel_reason_missing);
	(void)session_text_fits(step, why, S("reason"), LIMIT_REASON_CHARS);
	if (step->ps->total)
		return INVALID;
	s.cancel_reason = why;
	s.sequence++;
	const struct writing w = {.step = step, .s = &s, .told = &told, .again = true};
	for (size_t i = 0; status == OK && i < s.seats.n; i++)
		if (str_is_set(s.seats.at[i].told))
			status = write_seat(&w, TELL_CANCELLED, &s.seats.at[i]);
	for (size_t i = 0; status == OK && i < s.items.n; i++)
		if (str_is_set(s.items.at[i].told))
			status = write_bearer(&w, TELL_CANCELLED, &s.items.at[i]);
	if (status == OK)
		status = q_sessions_cancel(step->db, step->territory, step->session, why, s.sequence);
	return status == OK ? session_step_end(step, "cancel_session", arena_fmt(step->arena, "told=%zu", told.seats + told.bearers)) : status;
}
