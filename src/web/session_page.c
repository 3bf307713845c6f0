/* Small tools of the pages of sessions. See session_page.h. */
#include "web/session_page.h"

#include "base/format.h"
#include "base/ids.h"
#include "domain/hearing.h"
#include "gen/queries.h"

enum status session_page_read(struct page *pg, struct session *s)
{
	int64_t id;
	return id_of_code(pg->in.session, &id) ? read_session(pg->db, pg->arena, pg->thing.territory, id, s) : NOT_FOUND;
}

str session_page_typed(const struct page *pg, str name)
{
	str value = pg->rq->method == HTTP_POST && route_has_field(pg->route, name) ? page_form(pg, name) : STR_NONE;
	return value.p ? value : S("");
}

bool session_page_runs(const struct page *pg)
{
	const struct thing desk = {.territory = pg->thing.territory};
	return may(&pg->actor, VERB_run_desk, &desk);
}

struct session_step session_page_step(struct page *pg, struct problems *ps)
{
	struct session_step step = {.db = pg->db, .arena = pg->arena, .actor = &pg->actor, .now = pg->now, .lang = pg->lang, .territory = pg->thing.territory,
		.public_url = pg->settings->public_url, .ps = ps};
	(void)id_of_code(pg->in.session.p ? pg->in.session : S(""), &step.session);
	step.base.set = str_to_int64(session_page_typed(pg, S("base")), &step.base.value);
	return step;
}

void session_page_frame(struct page *pg, const struct session *s, const struct problems *ps, struct layout_view *layout, struct filing_problems *problems, str title)
{
	page_layout(pg, layout, ps->total ? TEXT(pg, W_sessions_wrong_title, ARG("title", title)) : title);
	page_crumb(pg, layout, s->call_title, LINK(pg, "/calls/:call", s->call));
	page_crumb(pg, layout, word_text(pg->lang, W_sessions_title), LINK(pg, "/calls/:call/sessions", s->call));
	if (s->title.p && !str_eq(title, s->title))
		page_crumb(pg, layout, s->title, SESSION_LINK(pg, ""));
	layout->refuse_index = true;
	layout->zone = zone_of(s->time_zone);
	filing_page_problems(pg, ps, problems);
}

str session_page_when(const struct page *pg, const struct session *s, instant at)
{
	struct out o = out_new(256);
	out_instant(&o, pg->lang, at, zone_of(s->time_zone));
	return out_keep(&o, pg->arena);
}

str session_page_hour(const struct page *pg, const struct session *s, opt_instant at)
{
	if (!at.set)
		return S("");
	const struct local_time t = local_of(at.value, zone_of(s->time_zone));
	return arena_fmt(pg->arena, "%02d:%02d", t.hour, t.minute);
}

str session_page_quorum(const struct page *pg, const struct quorum *q)
{
	if (q->waived)
		return TEXT(pg, W_sessions_quorum_waived, ARG("counted", q->counted), ARG("needed", q->needed));
	return q->reached ? TEXT(pg, W_sessions_quorum_reached, ARG("counted", q->counted), ARG("needed", q->needed))
	                  : TEXT(pg, W_sessions_quorum_missing, ARG("n", q->missing), ARG("counted", q->counted), ARG("needed", q->needed));
}

str session_page_quorum_tone(const struct quorum *q)
{
	return q->waived ? S("warning") : q->reached ? S("good") : S("error");
}

enum status session_page_clashes(struct page *pg, const struct session *s, struct str_list *clashes)
{
	struct q_sessions_others_of_seats_rows seats = {0};
	struct q_sessions_others_of_bearers_rows bearers = {0};
	const struct clashes own = hearing_clashes(pg->arena, s);
	for (size_t i = 0; i < own.n; i++)
		*LIST_ADD(pg->arena, clashes) = TEXT(pg, clash_word(own.at[i].kind), ARG("item", s->items.at[own.at[i].item].title), ARG("other", s->items.at[own.at[i].other].title));
	if (!str_eq(s->state, S("planned")))
		return OK;
	const instant ends = s->ends.set ? s->ends.value : (instant){s->starts.ms + 7200000};
	enum status status = q_sessions_others_of_seats(pg->db, pg->arena, s->territory, s->session, s->starts, ends, &seats);
	if (status == OK)
		status = q_sessions_others_of_bearers(pg->db, pg->arena, s->territory, s->session, &bearers);
	for (size_t i = 0; status == OK && i < seats.n; i++) {
		const size_t at = session_seat_at(s, seats.at[i].seat);
		if (at != SIZE_MAX)
			*LIST_ADD(pg->arena, clashes) = TEXT(pg, W_sessions_clash_seat, ARG("seat", s->seats.at[at].label), ARG("title", seats.at[i].title));
	}
	for (size_t i = 0; status == OK && i < bearers.n; i++) {
		const size_t at = session_item_at(s, bearers.at[i].item);
		if (at != SIZE_MAX)
			*LIST_ADD(pg->arena, clashes) = TEXT(pg, W_sessions_clash_bearer, ARG("item", s->items.at[at].title), ARG("title", bearers.at[i].title));
	}
	return status;
}

enum status session_page_end(struct page *pg, enum status s, struct problems *ps, url where, enum status (*again)(struct page *pg, const struct problems *ps))
{
	int64_t session;
	if (s == OK) {
		if (id_of_code(pg->in.session.p ? pg->in.session : S(""), &session))
			page_wakes(pg, session_topic(session));
		return page_see_other(pg, where);
	}
	if (s != INVALID && s != CONFLICT)
		return s;
	enum status shown = again(pg, ps);
	return shown != OK ? shown : s == CONFLICT ? page_again_as(pg, 409) : page_again(pg);
}

str session_page_over(const struct page *pg, const struct session *s)
{
	if (str_eq(s->state, S("cancelled")))
		return word_text(pg->lang, W_sessions_is_cancelled);
	return str_eq(s->state, S("closed")) ? word_text(pg->lang, W_sessions_is_closed) : STR_NONE;
}
