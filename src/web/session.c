/* /sessions/:session: a hearing or a committee as it is planned, sits and is closed. Officers run it; whoever has a seat votes from a phone; all see it move (live.json). Reads only; the
   forms are session_post.c's. */
#include "actions/presence.h"
#include "base/ids.h"
#include "base/json.h"
#include "domain/application_code.h"
#include "gen/queries.h"
#include "jobs/make_document.h"
#include "web/session_page.h"

#include <stdio.h>

struct showing {
	struct page *pg;
	struct session s;
	const struct problems *ps;
	struct session_view *v;
};

static str number_text(struct page *pg, int64_t n)
{
	return arena_fmt(pg->arena, "%lld", (long long)n);
}

static str family(const struct page *pg, const char *name, int64_t n)
{
	str field = arena_fmt(pg->arena, "%s.%lld", name, (long long)n);
	return pg->rq->method == HTTP_POST && route_has_field(pg->route, field) ? page_form(pg, field) : STR_NONE;
}

static str seat_name(struct page *pg, const struct session_seat *seat)
{
	return str_is_set(seat->role) ? arena_fmt(pg->arena, "%.*s – %.*s", STR_ARGS(seat->label), STR_ARGS(seat->role)) : seat->label;
}

/* ---- seats ---- */

static void add_attendances(struct showing *w, const struct session_seat *seat, struct session_seat_view *view)
{
	struct page *pg = w->pg;
	str typed = family(pg, "s.attendance", seat->seat), proxy = family(pg, "s.proxy", seat->seat);
	const enum attendance now = typed.p ? attendance_of(typed) : seat->attendance;
	for (enum attendance a = 0; a < ATTENDANCES; a++)
		*LIST_ADD(pg->arena, &view->attendances) = (struct desk_option){attendance_name(a),
			a ? page_word_of(pg, S("sessions.attendance."), attendance_name(a)) : word_text(pg->lang, W_sessions_attendance_none), a == now};
	for (size_t i = 0; i < w->s.seats.n; i++) {
		const struct session_seat *other = &w->s.seats.at[i];
		str code = number_text(pg, other->seat);
		if (other->seat != seat->seat && other->votes)
			*LIST_ADD(pg->arena, &view->proxies) = (struct desk_option){code, seat_name(pg, other), proxy.p ? str_eq(code, proxy) : other->seat == seat->proxy};
	}
}

static void add_seats(struct showing *w)
{
	static const str tones[ATTENDANCES] = {S(""), S("good"), S("past"), S("error"), S("warning")};
	struct page *pg = w->pg;
	for (size_t i = 0; i < w->s.seats.n; i++) {
		const struct session_seat *seat = &w->s.seats.at[i];
		const size_t proxy = seat->attendance == ATTENDANCE_REPRESENTED ? session_seat_at(&w->s, seat->proxy) : SIZE_MAX;
		struct session_seat_view view = {.seat = seat->seat, .label = seat->label, .role = seat->role, .name = seat->name, .votes = seat->votes,
			.chairs = seat->seat == w->s.chair_seat, .mine = session_seat_is_of(seat, &pg->actor),
			.said = seat->attendance ? page_word_of(pg, S("sessions.attendance."), attendance_name(seat->attendance)) : S(""), .tone = tones[seat->attendance],
			.proxy = proxy != SIZE_MAX ? TEXT(pg, W_sessions_proxy_by, ARG("seat", w->s.seats.at[proxy].label)) : S(""),
			.wrong = filing_page_wrong(w->ps, arena_fmt(pg->arena, "proxy-%lld", (long long)seat->seat))};
		if (w->v->runs && w->v->open)
			add_attendances(w, seat, &view);
		*LIST_ADD(pg->arena, &w->v->seats) = view;
	}
}

/* ---- items ---- */

static struct desk_options options_of(struct page *pg, const char *prefix, const str *codes, size_t n, str now)
{
	struct desk_options list = {0};
	for (size_t i = 0; i < n; i++)
		*LIST_ADD(pg->arena, &list) = (struct desk_option){codes[i], page_word_of(pg, str_of(prefix), codes[i]), str_eq(codes[i], now)};
	return list;
}

static str choice_said(const struct page *pg, enum vote_choice c)
{
	return c ? page_word_of(pg, S("sessions.vote."), vote_choice_name(c)) : S("");
}

static bool votes_for(const struct session *s, size_t seat, const struct actor *actor)
{
	const struct session_seat *of = &s->seats.at[seat];
	const size_t proxy = of->attendance == ATTENDANCE_REPRESENTED ? session_seat_at(s, of->proxy) : SIZE_MAX;
	return proxy != SIZE_MAX ? session_seat_is_of(&s->seats.at[proxy], actor) : session_seat_is_of(of, actor);
}

static void add_votes(struct showing *w, const struct session_item *item, struct session_item_view *view)
{
	static const str choices[] = {S("yes"), S("no"), S("abstain")};
	struct page *pg = w->pg;
	for (size_t i = 0; i < w->s.seats.n; i++) {
		const struct session_seat *seat = &w->s.seats.at[i];
		const struct session_choice *c = &item->choices[i];
		if (!seat->votes)
			continue;
		struct session_vote_view vote = {.seat = seat->seat, .label = seat->label, .role = seat->role, .may = c->may_vote, .conflict = c->conflict,
			.id = arena_fmt(pg->arena, "v-%lld-%lld", (long long)item->item, (long long)seat->seat), .themselves = c->choice && seat->person && c->by == seat->person,
			.choices = options_of(pg, "sessions.vote.", choices, 3, vote_choice_name(c->choice)),
			.said = c->may_vote ? choice_said(pg, c->choice) : word_text(pg->lang, c->conflict ? W_sessions_vote_left : W_sessions_vote_away)};
		*LIST_ADD(pg->arena, &view->votes) = vote;
		if (votes_for(&w->s, i, &pg->actor)) {
			vote.said = choice_said(pg, c->choice);
			*LIST_ADD(pg->arena, &view->mine) = vote;
		}
	}
}

static void add_conflicts(struct showing *w, const struct session_item *item, struct session_item_view *view)
{
	struct page *pg = w->pg;
	for (size_t i = 0; i < w->s.seats.n; i++) {
		const struct session_seat *seat = &w->s.seats.at[i];
		if (item->choices[i].conflict)
			*LIST_ADD(pg->arena, &view->conflicts) = TEXT(pg, W_sessions_left_room, ARG("seat", seat_name(pg, seat)));
		else if (item->application && !view->counted && (w->v->runs || session_seat_is_of(seat, &pg->actor)))
			*LIST_ADD(pg->arena, &view->seats) = (struct desk_option){number_text(pg, seat->seat), seat_name(pg, seat), false};
	}
}

static void add_counts(struct page *pg, const struct session_item *item, struct session_item_view *view)
{
	static const enum word results[VOTE_RESULTS] = {W_sessions_result_none, W_sessions_result_adopted, W_sessions_result_rejected, W_sessions_result_equal};
	const struct tally *t = &item->tally;
	if (view->open)
		view->tally = TEXT(pg, W_sessions_tally_open, ARG("n", t->yes + t->no + t->abstain), ARG("left", t->silent));
	if (view->counted) {
		str tally = TEXT(pg, W_sessions_tally, ARG("yes", t->yes), ARG("no", t->no), ARG("abstain", t->abstain));
		view->tally = t->by_chair ? TEXT(pg, W_sessions_tally_chair, ARG("tally", tally)) : tally;
		view->result = word_text(pg->lang, results[t->result]);
		view->result_tone = t->result == RESULT_ADOPTED ? S("good") : S("error");
		if (item->counted.set && item->needed.set)
			view->quorum = TEXT(pg, W_sessions_item_quorum, ARG("counted", item->counted.value), ARG("needed", item->needed.value));
	} else if (!item->quorum.reached) {
		view->quorum = TEXT(pg, W_sessions_item_quorum_missing, ARG("n", item->quorum.missing));
		view->quorum_tone = S("error");
	}
}

static str outcome_tone(str outcome)
{
	return str_eq(outcome, S("favourable")) ? S("good") : str_eq(outcome, S("unfavourable")) ? S("error") : S("warning");
}

static void add_item(struct showing *w, size_t at)
{
	static const str heards[] = {S("heard"), S("absent"), S("postponed")}, outcomes[] = {S("favourable"), S("reserved"), S("unfavourable"), S("postponed")};
	struct page *pg = w->pg;
	const struct session_item *item = &w->s.items.at[at];
	const bool typed = pg->rq->method == HTTP_POST && route_has_field(pg->route, S("note")) && str_eq(session_page_typed(pg, S("item")), number_text(pg, item->item));
	struct session_item_view view = {.number = (int64_t)at + 1, .item = item->item, .id = arena_fmt(pg->arena, "item-%lld", (long long)item->item), .title = item->title,
		.bearer = item->bearer, .code = item->number, .open = str_eq(item->ballot, S("open")), .counted = str_eq(item->ballot, S("closed")),
		.has_application = item->application != 0, .is_heard_kind = str_eq(w->s.kind, S("hearing")), .editing = typed,
		.when = session_page_hour(pg, &w->s, item->starts), .heard = str_is_set(item->heard) ? page_word_of(pg, S("sessions.heard."), item->heard) : S(""),
		.outcome = str_is_set(item->outcome) ? page_word_of(pg, S("sessions.outcome."), item->outcome) : S(""), .tone = outcome_tone(item->outcome),
		.note = typed ? session_page_typed(pg, S("note")) : item->note, .amount = item->amount.cents ? page_money(pg, item->amount) : S("")};
	if (item->application) {
		view.file = LINK(pg, "/applications/:application", application_code(pg->arena, w->s.territory_code, (application_id){item->application}));
		view.row = LINK(pg, "/grids/:call/rows/:request", w->s.call, number_text(pg, item->application));
	}
	view.heards = options_of(pg, "sessions.heard.", heards, 3, typed ? session_page_typed(pg, S("heard")) : item->heard);
	view.outcomes = options_of(pg, "sessions.outcome.", outcomes, 4, typed ? session_page_typed(pg, S("outcome")) : item->outcome);
	add_counts(pg, item, &view);
	if (view.open)
		add_votes(w, item, &view);
	if (w->v->open || w->v->closed)
		add_conflicts(w, item, &view);
	*LIST_ADD(pg->arena, &w->v->items) = view;
}

/* ---- the whole ---- */

static void add_links(struct showing *w)
{
	struct page *pg = w->pg;
	struct session_view *v = w->v;
	const struct thing thing = {.territory = w->s.territory, .call = w->s.call};
	v->live = SESSION_LINK(pg, "/live.json");
	v->settings = SESSION_LINK(pg, "/settings");
	v->seats_page = SESSION_LINK(pg, "/seats");
	v->agenda = SESSION_LINK(pg, "/agenda");
	v->print = SESSION_LINK(pg, "/print");
	v->calendar = SESSION_LINK(pg, "/session.ics");
	v->to_state = SESSION_LINK(pg, "/state");
	v->to_attendance = SESSION_LINK(pg, "/attendance");
	v->to_second = SESSION_LINK(pg, "/second");
	v->to_item = SESSION_LINK(pg, "/item");
	v->to_ballot = SESSION_LINK(pg, "/ballot");
	v->to_vote = SESSION_LINK(pg, "/vote");
	v->to_votes = SESSION_LINK(pg, "/votes");
	v->to_conflict = SESSION_LINK(pg, "/conflicts");
	v->to_summons = SESSION_LINK(pg, "/summons");
	v->to_cancel = SESSION_LINK(pg, "/cancel");
	v->paper = SESSION_LINK(pg, "/summons.pdf");
	v->has_paper = documents_convert(&(struct document_maker){.arena = pg->arena, .settings = pg->settings}) && w->s.seats.n + w->s.items.n > 0;
	if (!may(&pg->actor, VERB_read_grid, &thing))
		return;
	v->grid = LINK(pg, "/grids/:call", w->s.call);
	v->room = LINK(pg, "/grids/:call/room", w->s.call);
	if (!v->planned && !v->cancelled)
		v->minutes = SESSION_LINK(pg, "/minutes");
}

static void add_told(struct showing *w)
{
	const struct session *s = &w->s;
	int64_t told = 0, left = 0;
	for (size_t i = 0; i < s->seats.n; i++) {
		told += str_is_set(s->seats.at[i].told);
		left += !str_is_set(s->seats.at[i].told);
	}
	for (size_t i = 0; str_eq(s->kind, S("hearing")) && i < s->items.n; i++) {
		const struct session_item *item = &s->items.at[i];
		char now[32];
		(void)snprintf(now, sizeof now, "%lld ", (long long)(item->starts.set ? item->starts.value.ms : s->starts.ms));
		const bool is = str_is_set(item->told) && str_starts(item->told, str_of(now));
		told += item->application && is;
		left += item->application && !is;
	}
	w->v->told_counts = TEXT(w->pg, W_sessions_told_counts, ARG("told", told), ARG("left", left));
}

static enum status add_present(struct showing *w)
{
	struct page *pg = w->pg;
	struct presence_names names = {0};
	str thing = arena_fmt(pg->arena, "session:%.*s", STR_ARGS(pg->in.session));
	enum status s = presence_others(pg->db, pg->arena, thing, pg->actor.person, pg->now, &names);
	if (s == OK && names.n && !w->v->closed && !w->v->cancelled)
		w->v->others = TEXT(pg, W_sessions_others, ARG("who", page_joined(pg, names.at, names.n)));
	pg->present = thing;
	return s;
}

static void add_head(struct showing *w)
{
	struct page *pg = w->pg;
	struct session_view *v = w->v;
	const struct session *s = &w->s;
	v->planned = str_eq(s->state, S("planned"));
	v->open = str_eq(s->state, S("open"));
	v->closed = str_eq(s->state, S("closed"));
	v->cancelled = str_eq(s->state, S("cancelled"));
	v->runs = session_page_runs(pg);
	v->base = number_text(pg, s->revision);
	v->title = s->title;
	v->kind = page_word_of(pg, S("sessions.kind."), s->kind);
	v->call = s->call_title;
	v->when = session_page_when(pg, s, s->starts);
	v->place = s->place;
	v->chair = s->chair;
	v->state = page_word_of(pg, S("sessions.state."), s->state);
	v->tone = v->open ? S("warning") : v->closed ? S("good") : v->cancelled ? S("error") : S("soon");
	v->cancel = s->cancel_reason;
	v->second = s->second_reason;
	v->sha256 = s->sha256;
	v->quorum = v->planned || v->cancelled ? TEXT(pg, W_sessions_quorum_needed, ARG("n", s->quorum.needed)) : session_page_quorum(pg, &s->quorum);
	v->quorum_tone = v->planned || v->cancelled ? S("soon") : session_page_quorum_tone(&s->quorum);
	v->quorum_rule = TEXT(pg, W_sessions_quorum_rule, ARG("percent", s->quorum_percent), ARG("n", s->quorum.voting));
	v->has_quorum_problem = v->open && !s->quorum.reached;
	add_told(w);
}

enum status session_page(struct page *pg, const struct problems *ps)
{
	struct showing w = {.pg = pg, .ps = ps, .v = ARENA_NEW(pg->arena, struct session_view)};
	enum status s = session_page_read(pg, &w.s);
	if (s != OK)
		return s;
	add_head(&w);
	session_page_frame(pg, &w.s, ps, &w.v->layout, &w.v->problems, w.s.title);
	add_links(&w);
	add_seats(&w);
	for (size_t i = 0; i < w.s.items.n; i++)
		add_item(&w, i);
	for (size_t i = 0; i < w.v->items.n; i++)
		if (w.v->open && w.v->items.at[i].open && w.v->items.at[i].mine.n)
			*LIST_ADD(pg->arena, &w.v->ballots) = &w.v->items.at[i];
	if (w.v->runs && w.v->planned)
		s = session_page_clashes(pg, &w.s, &w.v->clashes);
	if (s == OK)
		s = add_present(&w);
	page_allows_scripts(pg);
	if (s == OK)
		RESPOND_HTML(pg, session_page_html, w.v);
	return s;
}

enum status show_session(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return session_page(pg, &none);
}

/* Answers at once when there is news, else when there is some. */
enum status send_session_live(struct page *pg)
{
	struct q_sessions_head_row head = {0};
	int64_t id, since;
	if (!id_of_code(pg->in.session, &id))
		return NOT_FOUND;
	enum status s = q_sessions_head(pg->db, pg->arena, pg->thing.territory, id, &head);
	if (s != OK)
		return s;
	pg->rs->content_type = S("application/json; charset=utf-8");
	http_respond_header(pg->rs, S("Cache-Control"), S("no-store"));
	pg->present = arena_fmt(pg->arena, "session:%.*s", STR_ARGS(pg->in.session));
	struct json j = json_new(&pg->rs->body);
	json_object(&j);
	json_int(&j, S("revision"), head.revision);
	json_text(&j, S("state"), head.state);
	json_end(&j);
	if (str_to_int64(page_param(pg, S("since")).p ? page_param(pg, S("since")) : S(""), &since) && head.revision <= since)
		http_respond_wait(pg->rs, session_topic(id));
	return OK;
}
