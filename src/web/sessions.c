/* /calls/:call/sessions: the hearings and committees of a call, how many times each body met this year (H5), and the form of a new one; /sessions/:session/settings: day, place, rules. */
#include "base/ids.h"
#include "domain/session.h"
#include "gen/queries.h"
#include "web/session_page.h"

/* ---- the list ---- */

static str tone_of(str state)
{
	return str_eq(state, S("open")) ? S("warning") : str_eq(state, S("closed")) ? S("good") : str_eq(state, S("cancelled")) ? S("past") : S("soon");
}

static enum status add_sessions(struct page *pg, struct session *frame, struct sessions_view *v)
{
	struct q_sessions_of_call_rows rows = {0};
	enum status s = q_sessions_of_call(pg->db, pg->arena, pg->thing.territory, pg->in.call, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_sessions_of_call_row *r = &rows.at[i];
		const bool closed = str_eq(r->state, S("closed"));
		*LIST_ADD(pg->arena, &v->sessions) = (struct sessions_row){.link = LINK(pg, "/sessions/:session", id_code(pg->arena, r->session)), .title = r->title,
			.kind = page_word_of(pg, S("sessions.kind."), r->kind), .when = session_page_when(pg, frame, r->starts), .place = r->place, .body = r->body_name,
			.state = page_word_of(pg, S("sessions.state."), r->state), .tone = tone_of(r->state),
			.counts = TEXT(pg, W_sessions_counts, ARG("seats", r->seats), ARG("items", r->items)),
			.minutes = !closed ? S("") : word_text(pg->lang, r->adopted.set ? W_sessions_minutes_are_adopted : W_sessions_minutes_are_due)};
	}
	return s;
}

static struct governance meetings_of(const struct q_sessions_meetings_rows *rows, str body, int64_t owed, day today)
{
	for (size_t i = 0; i < rows->n; i++)
		if (str_eq(rows->at[i].body, body))
			return governance_count(rows->at[i].held, rows->at[i].planned, owed, today);
	return governance_count(0, 0, owed, today);
}

static enum status add_bodies(struct page *pg, const struct zone *zone, struct sessions_view *v)
{
	struct q_page_bodies_rows bodies = {0};
	struct q_sessions_meetings_rows rows = {0};
	const day today = day_at(pg->now, zone);
	const int year = civil_of(today).year;
	enum status s = q_page_bodies(pg->db, pg->arena, pg->thing.territory, &bodies);
	if (s == OK)
		s = q_sessions_meetings(pg->db, pg->arena, pg->thing.territory, instant_of((struct local_time){.date = {year, 1, 1}}, zone),
			instant_of((struct local_time){.date = {year + 1, 1, 1}}, zone), &rows);
	v->year = arena_fmt(pg->arena, "%d", year);
	for (size_t i = 0; s == OK && i < bodies.n; i++) {
		if (!bodies.at[i].meetings.set)
			continue;
		const struct governance g = meetings_of(&rows, bodies.at[i].code, bodies.at[i].meetings.value, today);
		*LIST_ADD(pg->arena, &v->bodies) = (struct sessions_body){.name = bodies.at[i].name,
			.counts = TEXT(pg, W_sessions_body_counts, ARG("held", g.held), ARG("planned", g.planned), ARG("owed", g.owed)),
			.said = word_text(pg->lang, g.late ? W_sessions_body_late : g.short_ ? W_sessions_body_short : W_sessions_body_good),
			.tone = g.late ? S("error") : g.short_ ? S("warning") : S("good")};
	}
	v->has_bodies = v->bodies.n > 0;
	return s;
}

enum status show_call_sessions(struct page *pg)
{
	struct q_desk_call_row call = {0};
	struct session frame = {.call = pg->in.call};
	struct sessions_view *v = ARENA_NEW(pg->arena, struct sessions_view);
	enum status s = q_desk_call(pg->db, pg->arena, pg->thing.territory, pg->in.call, &call);
	frame.time_zone = call.time_zone;
	if (s == OK)
		s = add_sessions(pg, &frame, v);
	if (s == OK)
		s = add_bodies(pg, zone_of(call.time_zone), v);
	if (s != OK)
		return s;
	page_layout(pg, &v->layout, word_text(pg->lang, W_sessions_title));
	page_crumb(pg, &v->layout, call.title, LINK(pg, "/calls/:call", pg->in.call));
	v->layout.refuse_index = true;
	v->call = call.title;
	v->runs = session_page_runs(pg);
	v->add = LINK(pg, "/calls/:call/sessions/new", pg->in.call);
	v->grid = LINK(pg, "/grids/:call", pg->in.call);
	RESPOND_HTML(pg, sessions_page, v);
	return OK;
}

/* ---- the form ---- */

static struct session_typed typed_of(const struct page *pg)
{
	return (struct session_typed){.kind = session_page_typed(pg, S("kind")), .title = session_page_typed(pg, S("title")), .body = session_page_typed(pg, S("body")),
		.day = session_page_typed(pg, S("day")), .time = session_page_typed(pg, S("time")), .until = session_page_typed(pg, S("until")), .place = session_page_typed(pg, S("place")),
		.chair = session_page_typed(pg, S("chair")), .quorum = session_page_typed(pg, S("quorum")), .proxies_most = session_page_typed(pg, S("proxies_most")),
		.casting = str_eq(session_page_typed(pg, S("casting")), S("yes")), .proxies_count = str_eq(session_page_typed(pg, S("proxies_count")), S("yes"))};
}

static enum status fill_form(struct page *pg, const struct session_typed *t, const struct problems *ps, struct session_form_view *v)
{
	static const str kinds[] = {S("committee"), S("hearing")};
	struct q_page_bodies_rows bodies = {0};
	enum status s = q_page_bodies(pg->db, pg->arena, pg->thing.territory, &bodies);
	for (size_t i = 0; i < 2; i++)
		*LIST_ADD(pg->arena, &v->kinds) = (struct desk_option){kinds[i], page_word_of(pg, S("sessions.kind."), kinds[i]), str_eq(kinds[i], t->kind)};
	for (size_t i = 0; s == OK && i < bodies.n; i++)
		*LIST_ADD(pg->arena, &v->bodies) = (struct desk_option){bodies.at[i].code, bodies.at[i].name, str_eq(bodies.at[i].code, t->body)};
	v->title = t->title;
	v->day = t->day;
	v->time = t->time;
	v->until = t->until;
	v->place = t->place;
	v->chair = t->chair;
	v->quorum = t->quorum;
	v->proxies_most = t->proxies_most;
	v->casting = t->casting;
	v->proxies_count = t->proxies_count;
	v->title_wrong = filing_page_wrong(ps, S("title"));
	v->day_wrong = filing_page_wrong(ps, S("day"));
	v->time_wrong = filing_page_wrong(ps, S("time"));
	v->until_wrong = filing_page_wrong(ps, S("until"));
	v->quorum_wrong = filing_page_wrong(ps, S("quorum"));
	v->proxies_wrong = filing_page_wrong(ps, S("proxies_most"));
	return s;
}

static enum status new_page(struct page *pg, const struct problems *ps)
{
	static const struct session_typed usual = {.kind = S("committee"), .quorum = S("50"), .proxies_most = S("1"), .time = S("09:00")};
	struct q_desk_call_row call = {0};
	struct session_form_view *v = ARENA_NEW(pg->arena, struct session_form_view);
	const struct session_typed typed = pg->rq->method == HTTP_POST ? typed_of(pg) : usual;
	enum status s = q_desk_call(pg->db, pg->arena, pg->thing.territory, pg->in.call, &call);
	const struct session frame = {.call = pg->in.call, .call_title = call.title, .time_zone = call.time_zone};
	if (s == OK)
		s = fill_form(pg, &typed, ps, v);
	if (s != OK)
		return s;
	v->heading = word_text(pg->lang, W_sessions_new_title);
	session_page_frame(pg, &frame, ps, &v->layout, &v->problems, v->heading);
	v->button = word_text(pg->lang, W_sessions_make_button);
	v->action = LINK(pg, "/calls/:call/sessions/new", pg->in.call);
	v->makes = true;
	v->back = LINK(pg, "/calls/:call/sessions", pg->in.call);
	RESPOND_HTML(pg, session_form_page, v);
	return OK;
}

enum status show_session_new(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return new_page(pg, &none);
}

enum status post_session_new(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	const struct session_typed typed = typed_of(pg);
	int64_t session = 0;
	enum status s = session_make(&step, pg->in.call, &typed, &session);
	return session_page_end(pg, s, &ps, LINK(pg, "/sessions/:session", id_code(pg->arena, session)), new_page);
}

static bool was_told(const struct session *s)
{
	bool told = false;
	for (size_t i = 0; i < s->seats.n; i++)
		told = told || str_is_set(s->seats.at[i].told);
	for (size_t i = 0; i < s->items.n; i++)
		told = told || str_is_set(s->items.at[i].told);
	return told;
}

static enum status settings_page(struct page *pg, const struct problems *ps)
{
	struct session s;
	char day_text[32];
	struct session_form_view *v = ARENA_NEW(pg->arena, struct session_form_view);
	enum status status = session_page_read(pg, &s);
	if (status != OK)
		return status;
	const struct session_typed now = {.kind = s.kind, .title = s.title, .body = s.body, .day = arena_str(pg->arena, str_of(day_iso(day_at(s.starts, zone_of(s.time_zone)), day_text))),
		.time = session_page_hour(pg, &s, (opt_instant){true, s.starts}), .until = session_page_hour(pg, &s, s.ends), .place = s.place, .chair = s.chair,
		.quorum = arena_fmt(pg->arena, "%lld", (long long)s.quorum_percent), .proxies_most = arena_fmt(pg->arena, "%lld", (long long)s.proxies_most), .casting = s.casting,
		.proxies_count = s.proxies_count};
	const struct session_typed typed = pg->rq->method == HTTP_POST ? typed_of(pg) : now;
	status = fill_form(pg, &typed, ps, v);
	if (status != OK)
		return status;
	v->heading = word_text(pg->lang, W_sessions_settings);
	session_page_frame(pg, &s, ps, &v->layout, &v->problems, v->heading);
	v->base = arena_fmt(pg->arena, "%lld", (long long)s.revision);
	v->over = session_page_over(pg, &s);
	v->told = was_told(&s);
	v->button = word_text(pg->lang, W_sessions_save);
	v->action = SESSION_LINK(pg, "/settings");
	v->back = SESSION_LINK(pg, "");
	RESPOND_HTML(pg, session_form_page, v);
	return OK;
}

enum status show_session_settings(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return settings_page(pg, &none);
}

enum status post_session_settings(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	const struct session_typed typed = typed_of(pg);
	return session_page_end(pg, session_set(&step, &typed), &ps, SESSION_LINK(pg, ""), settings_page);
}
