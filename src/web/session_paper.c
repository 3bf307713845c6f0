/* Papers of a session: the agenda and the attendance sheet to print, its appointment, its minutes (words, adoption, Word and PDF); and what a bearer sees of the sessions of its file:
   only its own hour and, once the minutes are adopted, its own outcome. */
#include "base/ids.h"
#include "gen/queries.h"
#include "jobs/make_minutes.h"
#include "jobs/make_summons.h"
#include "web/session_page.h"

static struct document_maker maker_of(struct page *pg)
{
	return (struct document_maker){.db = pg->db, .arena = pg->arena, .files = pg->files, .settings = pg->settings, .lang = pg->lang, .now = pg->now};
}

/* ---- to print ---- */

enum status show_session_print(struct page *pg)
{
	struct session s;
	struct filing_problems ignored = {0};
	struct problems none = problems_new(pg->arena);
	struct session_print_view *v = ARENA_NEW(pg->arena, struct session_print_view);
	enum status status = session_page_read(pg, &s);
	if (status != OK)
		return status;
	session_page_frame(pg, &s, &none, &v->layout, &ignored, word_text(pg->lang, W_sessions_print));
	v->title = s.title;
	v->kind = page_word_of(pg, S("sessions.kind."), s.kind);
	v->call = s.call_title;
	v->when = session_page_when(pg, &s, s.starts);
	v->place = s.place;
	v->chair = s.chair;
	v->quorum = TEXT(pg, W_sessions_quorum_rule, ARG("percent", s.quorum_percent), ARG("n", s.quorum.voting));
	for (size_t i = 0; i < s.items.n; i++)
		*LIST_ADD(pg->arena, &v->items) = (struct session_item_view){.number = (int64_t)i + 1, .title = s.items.at[i].title, .bearer = s.items.at[i].bearer,
			.code = s.items.at[i].number, .when = session_page_hour(pg, &s, s.items.at[i].starts)};
	for (size_t i = 0; i < s.seats.n; i++) {
		const enum attendance a = s.seats.at[i].attendance;
		*LIST_ADD(pg->arena, &v->seats) = (struct session_seat_view){.label = s.seats.at[i].label, .role = s.seats.at[i].role, .name = s.seats.at[i].name, .votes = s.seats.at[i].votes,
			.said = a && a != ATTENDANCE_PRESENT ? page_word_of(pg, S("sessions.attendance."), attendance_name(a)) : S("")};
	}
	v->back = SESSION_LINK(pg, "");
	RESPOND_HTML(pg, session_print_page, v);
	return OK;
}

static enum status send(struct page *pg, enum status s, const struct made_document *made)
{
	if (s != OK)
		return s;
	respond_download(pg, made->media, made->name);
	out_str(&pg->rs->body, made->bytes);
	return OK;
}

enum status send_session_calendar(struct page *pg)
{
	struct made_document made = {0};
	const struct document_maker m = maker_of(pg);
	int64_t session;
	return id_of_code(pg->in.session, &session) ? send(pg, make_appointment(&m, pg->thing.territory, session, 0, &made), &made) : NOT_FOUND;
}

enum status send_session_summons(struct page *pg)
{
	struct made_document made = {0};
	struct problems ps = problems_new(pg->arena);
	const struct document_maker m = maker_of(pg);
	int64_t session;
	enum status s = id_of_code(pg->in.session, &session) ? make_summons(&m, pg->thing.territory, session, &made, &ps) : NOT_FOUND;
	if (s != INVALID)
		return send(pg, s, &made);
	pg->rs->status = 422; /* the town's template does not fit: the page says in what */
	return session_page(pg, &ps);
}

/* ---- minutes ---- */

static enum status minutes_page(struct page *pg, const struct problems *ps)
{
	struct session s;
	struct session_minutes_view *v = ARENA_NEW(pg->arena, struct session_minutes_view);
	const struct document_maker m = maker_of(pg);
	enum status status = session_page_read(pg, &s);
	if (status != OK)
		return status;
	session_page_frame(pg, &s, ps, &v->layout, &v->problems, word_text(pg->lang, W_sessions_minutes));
	v->base = arena_fmt(pg->arena, "%lld", (long long)s.revision);
	v->title = s.title;
	v->text = route_has_field(pg->route, S("minutes")) && ps->total ? session_page_typed(pg, S("minutes")) : s.minutes;
	v->closed = str_eq(s.state, S("closed"));
	v->is_adopted = s.minutes_adopted.set;
	v->runs = session_page_runs(pg);
	v->sha256 = s.sha256;
	v->minutes_sha256 = s.minutes_sha256;
	if (s.minutes_adopted.set)
		v->adopted = TEXT(pg, W_sessions_minutes_are_adopted_on, ARG("day", day_at(s.minutes_adopted.value, zone_of(s.time_zone))));
	v->has_pdf = documents_convert(&m);
	v->action = SESSION_LINK(pg, "/minutes");
	v->adopt = SESSION_LINK(pg, "/minutes/adopt");
	v->docx = SESSION_LINK(pg, "/minutes/minutes.docx");
	v->pdf = SESSION_LINK(pg, "/minutes/minutes.pdf");
	v->back = SESSION_LINK(pg, "");
	RESPOND_HTML(pg, session_minutes_page, v);
	return OK;
}

enum status show_session_minutes(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return minutes_page(pg, &none);
}

enum status post_session_minutes(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	return session_page_end(pg, session_write_minutes(&step, session_page_typed(pg, S("minutes"))), &ps, SESSION_LINK(pg, "/minutes"), minutes_page);
}

enum status post_session_minutes_adopt(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	return session_page_end(pg, session_adopt_minutes(&step), &ps, SESSION_LINK(pg, "/minutes"), minutes_page);
}

enum status send_session_minutes(struct page *pg)
{
	struct made_document made = {0};
	struct problems ps = problems_new(pg->arena);
	const struct document_maker m = maker_of(pg);
	str name, ending;
	int64_t session;
	if (!id_of_code(pg->in.session, &session) || !str_cut(pg->in.document, '.', &name, &ending) || !str_eq(name, S("minutes")))
		return NOT_FOUND;
	enum status s = make_minutes(&m, pg->thing.territory, session, ending, &made, &ps);
	if (s != INVALID)
		return send(pg, s, &made);
	pg->rs->status = 422; /* the town's template does not fit: the page says in what */
	return minutes_page(pg, &ps);
}

/* ---- what a bearer sees ---- */

static struct session_bearer_row bearer_row(struct page *pg, const struct q_sessions_of_application_row *r, str time_zone)
{
	const struct session frame = {.time_zone = time_zone};
	const bool told = str_is_set(r->told), coming = str_eq(r->state, S("planned")) || str_eq(r->state, S("open"));
	struct session_bearer_row row = {.title = r->title, .kind = page_word_of(pg, S("sessions.kind."), r->kind), .place = r->place,
		.when = session_page_when(pg, &frame, r->item_starts.set && told ? r->item_starts.value : r->starts), .has_calendar = told && coming,
		.calendar = LINK(pg, "/sheets/:sheet/sessions/:session", pg->in.sheet, id_code(pg->arena, r->session)), .tone = S("soon")};
	if (str_eq(r->state, S("cancelled"))) {
		row.said = page_word_of(pg, S("sessions.state."), r->state);
		row.tone = S("error");
	} else if (coming) {
		row.said = word_text(pg->lang, W_sessions_bearer_to_come);
	} else if (!r->adopted.set || !str_is_set(r->outcome)) {
		row.said = word_text(pg->lang, W_sessions_bearer_deciding);
	} else {
		row.said = TEXT(pg, W_sessions_bearer_said, ARG("outcome", page_word_of(pg, S("sessions.outcome."), r->outcome)));
		row.tone = str_eq(r->outcome, S("favourable")) ? S("good") : str_eq(r->outcome, S("unfavourable")) ? S("error") : S("warning");
	}
	return row;
}

/* A committee is not announced to bearers: it shows once its minutes are adopted. */
static bool concerns_bearer(const struct q_sessions_of_application_row *r)
{
	return str_is_set(r->told) || r->adopted.set;
}

enum status show_sheet_sessions(struct page *pg)
{
	struct filing_page p;
	struct q_filing_head_row head = {0};
	struct q_sessions_of_application_rows rows = {0};
	struct session_bearer_view *v = ARENA_NEW(pg->arena, struct session_bearer_view);
	enum status s = filing_page_read(pg, &p);
	if (s == OK)
		s = q_filing_head(pg->db, pg->arena, p.sheet.head.sheet.v, &head);
	if (s == OK && head.application.set)
		s = q_sessions_of_application(pg->db, pg->arena, head.territory, (application_id){head.application.value}, &rows);
	if (s != OK)
		return s;
	filing_page_top(pg, &p.sheet.head, &v->layout, &v->top, word_text(pg->lang, W_sessions_bearer_title));
	for (size_t i = 0; i < rows.n; i++)
		if (concerns_bearer(&rows.at[i]))
			*LIST_ADD(pg->arena, &v->rows) = bearer_row(pg, &rows.at[i], head.time_zone);
	v->back = SHEET_LINK(pg, "/follow-up");
	RESPOND_HTML(pg, session_bearer_page, v);
	return OK;
}

enum status send_sheet_calendar(struct page *pg)
{
	struct made_document made = {0};
	struct q_filing_head_row head = {0};
	struct session s;
	const struct document_maker m = maker_of(pg);
	int64_t session, sheet;
	if (!id_of_code(pg->in.session, &session) || !id_of_code(pg->in.sheet, &sheet))
		return NOT_FOUND;
	enum status status = q_filing_head(pg->db, pg->arena, sheet, &head);
	if (status == OK)
		status = head.application.set ? read_session(pg->db, pg->arena, head.territory, session, &s) : NOT_FOUND;
	for (size_t i = 0; status == OK && i < s.items.n; i++)
		if (s.items.at[i].application == head.application.value && str_is_set(s.items.at[i].told))
			return send(pg, make_appointment(&m, head.territory, session, s.items.at[i].item, &made), &made);
	return status == OK ? NOT_FOUND : status;
}
