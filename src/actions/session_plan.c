/* Making a session, moving it, and who has a seat in it. See session.h. */
#include "accounts/person.h"
#include "actions/session_step.h"
#include "base/ids.h"
#include "base/limits.h"
#include "domain/contact.h"

/* ---- what it is ---- */

struct wanted { /* read from what was typed */
	struct session_typed t;
	instant starts;
	opt_instant ends;
	int64_t quorum, proxies;
};

static void read_hours(const struct session_step *step, const struct zone *zone, struct wanted *w)
{
	day on = {0};
	const bool has_day = day_parse(str_trim(w->t.day.p ? w->t.day : S("")), &on);
	if (!has_day)
		PROBLEM(step->ps, STR_NONE, 0, S("day"), W_sessions_day_wrong);
	if (!session_hour(w->t.time, on, zone, &w->starts))
		PROBLEM(step->ps, STR_NONE, 0, S("time"), W_sessions_hour_wrong);
	if (!str_is_set(str_trim(w->t.until.p ? w->t.until : S(""))))
		return;
	w->ends.set = session_hour(w->t.until, on, zone, &w->ends.value);
	if (!w->ends.set)
		PROBLEM(step->ps, STR_NONE, 0, S("until"), W_sessions_hour_wrong);
	else if (w->ends.value.ms <= w->starts.ms)
		PROBLEM(step->ps, STR_NONE, 0, S("until"), W_sessions_ends_before);
}

static enum status read_wanted(const struct session_step *step, const struct zone *zone, struct wanted *w)
{
	struct q_sessions_body_row body;
	enum status s = OK;
	w->t.title = str_trim(w->t.title.p ? w->t.title : S(""));
	w->t.body = session_or_none(w->t.body);
	w->t.place = session_or_none(w->t.place);
	w->t.chair = session_or_none(w->t.chair);
	if (!str_eq(w->t.kind, S("hearing")) && !str_eq(w->t.kind, S("committee")))
		PROBLEM(step->ps, STR_NONE, 0, S("kind"), W_sessions_kind_wrong);
	if (!w->t.title.n)
		PROBLEM(step->ps, STR_NONE, 0, S("title"), W_sessions_title_missing);
	(void)session_text_fits(step, w->t.title, S("title"), LIMIT_SESSION_TITLE_CHARS);
	(void)session_text_fits(step, w->t.place, S("place"), LIMIT_SESSION_TITLE_CHARS);
	(void)session_text_fits(step, w->t.chair, S("chair"), LIMIT_SESSION_TITLE_CHARS);
	read_hours(step, zone, w);
	if (!session_number(w->t.quorum, 0, 100, &w->quorum))
		PROBLEM(step->ps, STR_NONE, 0, S("quorum"), W_sessions_quorum_wrong);
	if (!session_number(w->t.proxies_most, 0, 9, &w->proxies))
		PROBLEM(step->ps, STR_NONE, 0, S("proxies_most"), W_sessions_proxies_wrong);
	if (w->t.body.p)
		s = q_sessions_body(step->db, step->arena, step->territory, w->t.body, &body);
	if (s == NOT_FOUND) {
		PROBLEM(step->ps, STR_NONE, 0, S("body"), W_sessions_body_wrong);
		s = OK;
	}
	return s != OK ? s : step->ps->total ? INVALID : OK;
}

enum status session_make(const struct session_step *step, str call, const struct session_typed *typed, int64_t *session)
{
	struct q_call_territory_row row = {0};
	struct wanted w = {.t = *typed};
	const struct thing thing = {.territory = step->territory, .call = call};
	if (!may(step->actor, VERB_run_desk, &thing))
		return DENIED;
	enum status s = q_call_territory(step->db, step->arena, call, &row);
	if (s == OK && row.territory.v != step->territory.v)
		s = NOT_FOUND;
	if (s == OK)
		s = read_wanted(step, zone_of(row.time_zone), &w);
	if (s != OK)
		return s;
	*session = id_new();
	s = q_sessions_add(step->db, &(struct q_sessions_add_in){.territory = step->territory, .session = *session, .call = call, .kind = w.t.kind, .title = w.t.title, .body = w.t.body,
		.starts = w.starts, .ends = w.ends, .place = w.t.place, .chair = w.t.chair, .casting = w.t.casting, .quorum = w.quorum, .proxies_most = w.proxies,
		.proxies_count = w.t.proxies_count, .made = step->now, .by = step->actor->person.v});
	return s == OK ? session_tell(step, *session, "make_session", arena_fmt(step->arena, "call=%.*s kind=%.*s", STR_ARGS(call), STR_ARGS(w.t.kind))) : s;
}

/* Hours of items move with the session. */
static enum status move_items(const struct session_step *step, const struct session *s, int64_t by_ms)
{
	enum status status = OK;
	for (size_t i = 0; status == OK && by_ms && i < s->items.n; i++) {
		const struct session_item *item = &s->items.at[i];
		const opt_instant starts = {item->starts.set, {item->starts.value.ms + by_ms}};
		if (item->starts.set) /* when a bearer is away was said of the old day */
			status = q_sessions_plan_item(step->db, &(struct q_sessions_plan_item_in){.territory = step->territory, .session = step->session, .item = item->item,
				.position = item->position, .starts = starts, .minutes = item->minutes});
	}
	if (status == OK && by_ms && s->breaks.n)
		status = q_sessions_clear_breaks(step->db, step->territory, step->session);
	for (size_t i = 0; status == OK && by_ms && i < s->breaks.n; i++)
		status = q_sessions_add_break(step->db, step->territory, step->session, (instant){s->breaks.at[i].from.ms + by_ms}, (instant){s->breaks.at[i].to.ms + by_ms});
	return status;
}

static bool was_told(const struct session *s)
{
	for (size_t i = 0; i < s->seats.n; i++)
		if (str_is_set(s->seats.at[i].told))
			return true;
	for (size_t i = 0; i < s->items.n; i++)
		if (str_is_set(s->items.at[i].told))
			return true;
	return false;
}

enum status session_set(const struct session_step *step, const struct session_typed *typed)
{
	struct session s, after;
	struct wanted w = {.t = *typed};
	enum status status = session_step_begin(step, &s);
	if (status == OK)
		status = read_wanted(step, zone_of(s.time_zone), &w);
	if (status != OK)
		return status;
	const bool moved = w.starts.ms != s.starts.ms || w.ends.set != s.ends.set || w.ends.value.ms != s.ends.value.ms || !str_eq(w.t.place.p ? w.t.place : S(""), s.place.p ? s.place : S(""));
	const bool told = moved && was_told(&s);
	status = q_sessions_set(step->db, &(struct q_sessions_set_in){.territory = step->territory, .session = step->session, .kind = w.t.kind, .title = w.t.title, .body = w.t.body,
		.starts = w.starts, .ends = w.ends, .place = w.t.place, .chair = w.t.chair, .casting = w.t.casting, .quorum = w.quorum, .proxies_most = w.proxies,
		.proxies_count = w.t.proxies_count, .sequence = s.sequence + told});
	if (status == OK)
		status = move_items(step, &s, w.starts.ms - s.starts.ms);
	if (status == OK && told)
		status = read_session(step->db, step->arena, step->territory, step->session, &after);
	if (status == OK && told)
		status = session_tell_again(step, &after);
	return status == OK ? session_step_end(step, moved ? "move_session" : "change_session", arena_fmt(step->arena, "starts=%lld", (long long)w.starts.ms)) : status;
}

/* ---- seats ---- */

static int64_t next_seat(const struct session *s)
{
	int64_t next = 1;
	for (size_t i = 0; i < s->seats.n; i++)
		next = s->seats.at[i].seat >= next ? s->seats.at[i].seat + 1 : next;
	return next;
}

static enum status add_seat(const struct session_step *step, int64_t seat, const struct seat_typed *t)
{
	return q_sessions_add_seat(step->db, &(struct q_sessions_add_seat_in){.territory = step->territory, .session = step->session, .seat = seat, .institution = t->institution,
		.role = t->role, .person = {t->person != 0, t->person}, .email = session_or_none(t->email), .votes = t->votes});
}

/* Somebody who has an account sits by it. */
static enum status find_person(const struct session_step *step, struct seat_typed *t)
{
	struct person person;
	str email = session_or_none(t->email);
	if (t->person) {
		enum status s = person_read(step->db, step->arena, (person_id){t->person}, &person);
		if (s == NOT_FOUND)
			PROBLEM(step->ps, STR_NONE, 0, S("person"), W_sessions_person_wrong);
		return s == NOT_FOUND ? OK : s;
	}
	if (!email.p)
		return OK;
	if (!email_read(step->arena, email, &t->email)) {
		PROBLEM(step->ps, STR_NONE, 0, S("email"), W_sessions_email_wrong);
		return OK;
	}
	enum status s = person_of_email(step->db, step->arena, t->email, &person);
	if (s == OK && person.confirmed)
		t->person = person.id.v;
	return s == NOT_FOUND ? OK : s;
}

enum status session_add_seat(const struct session_step *step, const struct seat_typed *typed)
{
	struct session s;
	struct seat_typed t = *typed;
	enum status status = session_step_begin(step, &s);
	if (status != OK)
		return status;
	t.institution = str_trim(t.institution.p ? t.institution : S(""));
	t.role = str_trim(t.role.p ? t.role : S(""));
	if (!t.institution.n)
		PROBLEM(step->ps, STR_NONE, 0, S("institution"), W_sessions_institution_missing);
	(void)session_text_fits(step, t.institution, S("institution"), LIMIT_SESSION_TITLE_CHARS);
	(void)session_text_fits(step, t.role, S("role"), LIMIT_SESSION_TITLE_CHARS);
	if (s.seats.n >= LIMIT_SESSION_SEATS)
		PROBLEM(step->ps, STR_NONE, 0, S("institution"), W_sessions_seats_too_many, ARG("n", (int64_t)LIMIT_SESSION_SEATS));
	status = find_person(step, &t);
	for (size_t i = 0; status == OK && t.person && i < s.seats.n; i++)
		if (s.seats.at[i].person == t.person)
			PROBLEM(step->ps, STR_NONE, 0, S("person"), W_sessions_person_twice, ARG("seat", s.seats.at[i].label));
	if (status == OK && step->ps->total)
		status = INVALID;
	if (status == OK)
		status = add_seat(step, next_seat(&s), &t);
	return status == OK ? session_step_end(step, "add_seat", arena_fmt(step->arena, "seat=%lld", (long long)next_seat(&s))) : status;
}

static bool sits(const struct session *s, str institution)
{
	for (size_t i = 0; i < s->seats.n; i++)
		if (str_eq(s->seats.at[i].institution, institution))
			return true;
	return false;
}

/* Names of institutions that a body is made of. */
static enum status members_of(const struct session_step *step, str body, struct q_page_body_lines_rows *lines, struct q_grid_funders_rows *funders)
{
	if (str_eq(body, S("funders")))
		return q_grid_funders(step->db, step->arena, step->territory, funders);
	return q_page_body_lines(step->db, step->arena, step->territory, lines);
}

/* The one agent of a funder who has an account, and sits nowhere here yet: the seat votes from their phone. Of several agents the officer chooses. */
static int64_t only_agent_of(const struct session *s, const struct q_review_people_rows *people, str funder)
{
	int64_t found = 0;
	for (size_t i = 0; i < people->n; i++) {
		if (!str_eq(people->at[i].role, S("funder_agent")) || !str_eq(people->at[i].institution, funder))
			continue;
		if (found)
			return 0;
		found = people->at[i].person;
	}
	for (size_t i = 0; i < s->seats.n; i++)
		if (s->seats.at[i].person == found)
			return 0;
	return found;
}

enum status session_add_seats_of(const struct session_step *step, str body, size_t *added)
{
	struct session s;
	struct q_page_body_lines_rows lines = {0};
	struct q_grid_funders_rows funders = {0};
	struct q_review_people_rows people = {0};
	*added = 0;
	enum status status = session_step_begin(step, &s);
	if (status == OK)
		status = members_of(step, body, &lines, &funders);
	if (status == OK)
		status = q_review_people(step->db, step->arena, step->territory, &people);
	int64_t seat = next_seat(&s);
	for (size_t i = 0; status == OK && i < lines.n + funders.n && s.seats.n + *added < LIMIT_SESSION_SEATS; i++) {
		const bool is_line = i < lines.n;
		if (is_line ? !str_eq(lines.at[i].body, body) || !str_eq(lines.at[i].kind, S("member")) : str_eq(funders.at[i - lines.n].kind, S("own_funds")) || funders.at[i - lines.n].valued)
			continue;
		const str institution = is_line ? lines.at[i].text : funders.at[i - lines.n].code;
		if (sits(&s, institution))
			continue;
		const int64_t person = is_line ? 0 : only_agent_of(&s, &people, institution);
		status = add_seat(step, seat++, &(struct seat_typed){.institution = institution, .role = S(""), .person = person, .votes = true});
		++*added;
	}
	if (status == OK && !*added) {
		PROBLEM(step->ps, STR_NONE, 0, S("body"), W_sessions_nobody_added);
		status = INVALID;
	}
	return status == OK ? session_step_end(step, "add_seats", arena_fmt(step->arena, "seats=%zu", *added)) : status;
}

static bool has_voted(const struct session *s, size_t seat)
{
	for (size_t i = 0; i < s->items.n; i++)
		if (s->items.at[i].choices[seat].choice != VOTE_NONE)
			return true;
	return false;
}

enum status session_remove_seat(const struct session_step *step, int64_t seat)
{
	struct session s;
	enum status status = session_step_begin(step, &s);
	const size_t at = status == OK ? session_seat_at(&s, seat) : SIZE_MAX;
	if (status != OK)
		return status;
	if (at == SIZE_MAX)
		return NOT_FOUND;
	if (has_voted(&s, at)) {
		PROBLEM(step->ps, STR_NONE, 0, STR_NONE, W_sessions_seat_voted);
		return INVALID;
	}
	status = q_sessions_forget_proxy(step->db, step->territory, step->session, seat);
	if (status == OK && s.chair_seat == seat)
		status = q_sessions_set_chair(step->db, step->territory, step->session, (opt_int){0});
	if (status == OK)
		status = q_sessions_remove_seat(step->db, step->territory, step->session, seat);
	return status == OK ? session_step_end(step, "remove_seat", arena_fmt(step->arena, "seat=%lld", (long long)seat)) : status;
}

enum status session_set_chair(const struct session_step *step, int64_t seat)
{
	struct session s;
	enum status status = session_step_begin(step, &s);
	if (status == OK && seat && session_seat_at(&s, seat) == SIZE_MAX)
		status = NOT_FOUND;
	if (status == OK)
		status = q_sessions_set_chair(step->db, step->territory, step->session, (opt_int){seat != 0, seat});
	return status == OK ? session_step_end(step, "set_chair", arena_fmt(step->arena, "seat=%lld", (long long)seat)) : status;
}
