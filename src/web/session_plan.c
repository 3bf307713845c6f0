/* /sessions/:session/seats and /agenda: who takes part, what is on the agenda, at which hours. Officers. */
#include "base/ids.h"
#include "domain/application_code.h"
#include "gen/queries.h"
#include "web/session_page.h"

static str number_text(struct page *pg, int64_t n)
{
	return arena_fmt(pg->arena, "%lld", (long long)n);
}

static bool is_frozen(const struct session *s)
{
	return str_eq(s->state, S("closed")) || str_eq(s->state, S("cancelled"));
}

/* ---- seats ---- */

static enum status add_choices(struct page *pg, const struct session *s, struct session_seats_view *v)
{
	struct q_sessions_people_rows people = {0};
	struct q_grid_funders_rows funders = {0};
	struct q_page_bodies_rows bodies = {0};
	const str chosen = session_page_typed(pg, S("person"));
	enum status status = q_sessions_people(pg->db, pg->arena, s->territory, &people);
	if (status == OK)
		status = q_grid_funders(pg->db, pg->arena, s->territory, &funders);
	if (status == OK)
		status = q_page_bodies(pg->db, pg->arena, s->territory, &bodies);
	for (size_t i = 0; status == OK && i < people.n; i++) {
		if (i && people.at[i].person == people.at[i - 1].person)
			continue;
		str code = id_code(pg->arena, people.at[i].person);
		str label = str_is_set(people.at[i].institution) ? arena_fmt(pg->arena, "%.*s (%.*s)", STR_ARGS(people.at[i].name), STR_ARGS(people.at[i].institution)) : people.at[i].name;
		*LIST_ADD(pg->arena, &v->people) = (struct desk_option){code, label, str_eq(code, chosen)};
	}
	for (size_t i = 0; status == OK && i < funders.n; i++)
		*LIST_ADD(pg->arena, &v->institutions) = (struct desk_option){funders.at[i].label, funders.at[i].code, false};
	*LIST_ADD(pg->arena, &v->bodies) = (struct session_body_choice){S("funders"), word_text(pg->lang, W_sessions_seats_funders)};
	for (size_t i = 0; status == OK && i < bodies.n; i++)
		*LIST_ADD(pg->arena, &v->bodies) = (struct session_body_choice){bodies.at[i].code, bodies.at[i].name};
	return status;
}

static enum status seats_page(struct page *pg, const struct problems *ps)
{
	struct session s;
	struct session_seats_view *v = ARENA_NEW(pg->arena, struct session_seats_view);
	enum status status = session_page_read(pg, &s);
	if (status == OK)
		status = add_choices(pg, &s, v);
	if (status != OK)
		return status;
	session_page_frame(pg, &s, ps, &v->layout, &v->problems, word_text(pg->lang, W_sessions_seats_title));
	v->base = number_text(pg, s.revision);
	v->frozen = is_frozen(&s);
	v->institution = session_page_typed(pg, S("institution"));
	v->role = session_page_typed(pg, S("role"));
	v->email = session_page_typed(pg, S("email"));
	v->votes = !ps->total || str_eq(session_page_typed(pg, S("votes")), S("yes"));
	v->institution_wrong = filing_page_wrong(ps, S("institution"));
	v->email_wrong = filing_page_wrong(ps, S("email"));
	v->person_wrong = filing_page_wrong(ps, S("person"));
	for (size_t i = 0; i < s.seats.n; i++) {
		const struct session_seat *seat = &s.seats.at[i];
		*LIST_ADD(pg->arena, &v->seats) = (struct session_seat_view){.seat = seat->seat, .label = seat->label, .role = seat->role, .name = seat->name, .votes = seat->votes,
			.chairs = seat->seat == s.chair_seat, .reachable = str_is_set(seat->email)};
		*LIST_ADD(pg->arena, &v->chairs) = (struct desk_option){number_text(pg, seat->seat),
			str_is_set(seat->role) ? arena_fmt(pg->arena, "%.*s – %.*s", STR_ARGS(seat->label), STR_ARGS(seat->role)) : seat->label, seat->seat == s.chair_seat};
	}
	v->action = SESSION_LINK(pg, "/seats");
	v->remove = SESSION_LINK(pg, "/seats/remove");
	v->add_body = SESSION_LINK(pg, "/seats/body");
	v->chair = SESSION_LINK(pg, "/seats/chair");
	v->back = SESSION_LINK(pg, "");
	RESPOND_HTML(pg, session_seats_page, v);
	return OK;
}

enum status show_session_seats(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return seats_page(pg, &none);
}

static enum status seats_end(struct page *pg, enum status s, struct problems *ps)
{
	return session_page_end(pg, s, ps, SESSION_LINK(pg, "/seats"), seats_page);
}

enum status post_session_seat(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	struct seat_typed typed = {.institution = session_page_typed(pg, S("institution")), .role = session_page_typed(pg, S("role")), .email = session_page_typed(pg, S("email")),
		.votes = str_eq(session_page_typed(pg, S("votes")), S("yes"))};
	str person = session_page_typed(pg, S("person"));
	if (str_is_set(person) && !id_of_code(person, &typed.person))
		return NOT_FOUND;
	/* what is chosen in the list of funders is their label: their code ties the seat to its column */
	struct q_grid_funders_rows funders = {0};
	enum status s = q_grid_funders(pg->db, pg->arena, pg->thing.territory, &funders);
	for (size_t i = 0; s == OK && i < funders.n; i++)
		if (str_eq(str_trim(typed.institution), funders.at[i].label))
			typed.institution = funders.at[i].code;
	return seats_end(pg, s == OK ? session_add_seat(&step, &typed) : s, &ps);
}

enum status post_session_body(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	size_t added;
	return seats_end(pg, session_add_seats_of(&step, session_page_typed(pg, S("body")), &added), &ps);
}

enum status post_session_seat_remove(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	int64_t seat;
	return str_to_int64(session_page_typed(pg, S("seat")), &seat) ? seats_end(pg, session_remove_seat(&step, seat), &ps) : NOT_FOUND;
}

enum status post_session_chair(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	int64_t seat;
	return str_to_int64(session_page_typed(pg, S("seat")), &seat) ? seats_end(pg, session_set_chair(&step, seat), &ps) : NOT_FOUND;
}

/* ---- agenda ---- */

static str family(const struct page *pg, const char *name, int64_t item)
{
	str field = arena_fmt(pg->arena, "%s.%lld", name, (long long)item);
	return pg->rq->method == HTTP_POST && route_has_field(pg->route, field) ? page_form(pg, field) : STR_NONE;
}

/* What was typed, else what is there. */
static str typed_or(const struct page *pg, const char *name, int64_t item, str now)
{
	str typed = family(pg, name, item);
	return typed.p ? typed : now;
}

static bool wrong_at(struct page *pg, const struct problems *ps, const char *name, int64_t item)
{
	return filing_page_wrong(ps, arena_fmt(pg->arena, "%s-%lld", name, (long long)item));
}

static void add_items(struct page *pg, const struct session *s, const struct problems *ps, struct session_agenda_view *v)
{
	for (size_t i = 0; i < s->items.n; i++) {
		const struct session_item *item = &s->items.at[i];
		const int64_t n = item->item;
		*LIST_ADD(pg->arena, &v->items) = (struct session_plan_view){.item = n, .number = (int64_t)i + 1, .title = item->title, .bearer = item->bearer,
			.position = typed_or(pg, "p.position", n, number_text(pg, item->position)), .starts = typed_or(pg, "p.starts", n, session_page_hour(pg, s, item->starts)),
			.minutes = typed_or(pg, "p.minutes", n, number_text(pg, item->minutes)), .away_from = typed_or(pg, "p.away_from", n, session_page_hour(pg, s, item->away_from)),
			.away_to = typed_or(pg, "p.away_to", n, session_page_hour(pg, s, item->away_to)), .has_application = item->application != 0, .told = str_is_set(item->told),
			.starts_wrong = wrong_at(pg, ps, "starts", n), .minutes_wrong = wrong_at(pg, ps, "minutes", n), .position_wrong = wrong_at(pg, ps, "position", n),
			.away_wrong = wrong_at(pg, ps, "away_to", n)};
	}
}

enum { BREAKS = 3 };

static void add_breaks(struct page *pg, const struct session *s, const struct problems *ps, struct session_agenda_view *v)
{
	for (int64_t number = 1; number <= BREAKS; number++) {
		const size_t at = (size_t)number - 1;
		const bool is = at < s->breaks.n;
		str from = is ? session_page_hour(pg, s, (opt_instant){true, s->breaks.at[at].from}) : S(""), to = is ? session_page_hour(pg, s, (opt_instant){true, s->breaks.at[at].to}) : S("");
		*LIST_ADD(pg->arena, &v->breaks) = (struct session_break_view){number, typed_or(pg, "b.from", number, from), typed_or(pg, "b.to", number, to),
			filing_page_wrong(ps, arena_fmt(pg->arena, "break%lld_from", (long long)number))};
	}
}

static enum status add_applications(struct page *pg, const struct session *s, struct session_agenda_view *v)
{
	struct q_grid_rows_rows rows = {0};
	enum status status = q_grid_rows(pg->db, pg->arena, s->territory, s->call, 1, &rows);
	for (size_t i = 0; status == OK && i < rows.n; i++) {
		bool there = str_eq(rows.at[i].state, S("withdrawn"));
		for (size_t k = 0; k < s->items.n; k++)
			there = there || s->items.at[k].application == rows.at[i].id.v;
		if (!there)
			*LIST_ADD(pg->arena, &v->choices) = (struct session_choice_view){.id = arena_fmt(pg->arena, "a-%lld", (long long)rows.at[i].id.v), .application = rows.at[i].id.v,
				.number = rows.at[i].number.p ? rows.at[i].number : S(""), .title = rows.at[i].title, .bearer = rows.at[i].bearer,
				.state = page_word_of(pg, S("application_state."), rows.at[i].state), .chosen = family(pg, "a", rows.at[i].id.v).p != NULL};
	}
	return status;
}

static enum status agenda_page(struct page *pg, const struct problems *ps)
{
	struct session s;
	struct session_agenda_view *v = ARENA_NEW(pg->arena, struct session_agenda_view);
	enum status status = session_page_read(pg, &s);
	if (status == OK)
		status = session_page_clashes(pg, &s, &v->clashes);
	if (status == OK)
		status = add_applications(pg, &s, v);
	if (status != OK)
		return status;
	session_page_frame(pg, &s, ps, &v->layout, &v->problems, word_text(pg->lang, W_sessions_agenda_title));
	v->base = number_text(pg, s.revision);
	v->title = s.title;
	v->hearing = str_eq(s.kind, S("hearing"));
	v->over = session_page_over(pg, &s);
	v->frozen = is_frozen(&s);
	v->minutes = str_is_set(session_page_typed(pg, S("minutes"))) ? session_page_typed(pg, S("minutes")) : v->hearing ? S("15") : S("5");
	v->each = S("");
	v->title_wrong = filing_page_wrong(ps, S("title"));
	v->minutes_wrong = filing_page_wrong(ps, S("minutes"));
	v->list_wrong = filing_page_wrong(ps, S("applications"));
	add_items(pg, &s, ps, v);
	add_breaks(pg, &s, ps, v);
	v->add = SESSION_LINK(pg, "/agenda");
	v->point = SESSION_LINK(pg, "/agenda/point");
	v->plan = SESSION_LINK(pg, "/agenda/plan");
	v->remove = SESSION_LINK(pg, "/agenda/remove");
	v->schedule = SESSION_LINK(pg, "/agenda/schedule");
	v->back = SESSION_LINK(pg, "");
	RESPOND_HTML(pg, session_agenda_page, v);
	return OK;
}

enum status show_session_agenda(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return agenda_page(pg, &none);
}

static enum status agenda_end(struct page *pg, enum status s, struct problems *ps)
{
	return session_page_end(pg, s, ps, SESSION_LINK(pg, "/agenda"), agenda_page);
}

/* -1, which no session takes, for what is no number. */
static int64_t minutes_typed(const struct page *pg)
{
	int64_t minutes;
	return str_to_int64(str_trim(session_page_typed(pg, S("minutes"))), &minutes) ? minutes : -1;
}

enum status post_session_items(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	const struct page_fields fields = page_form_family(pg, S("a."));
	application_id *applications = ARENA_ARRAY(pg->arena, fields.n + 1, application_id);
	for (size_t i = 0; i < fields.n; i++)
		if (!str_to_int64(fields.at[i].name, &applications[i].v))
			return NOT_FOUND;
	return agenda_end(pg, session_add_applications(&step, applications, fields.n, minutes_typed(pg)), &ps);
}

enum status post_session_point(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	return agenda_end(pg, session_add_point(&step, session_page_typed(pg, S("title")), minutes_typed(pg)), &ps);
}

enum status post_session_plan(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	const struct page_fields fields = page_form_family(pg, S("p.position."));
	struct item_plan *plans = ARENA_ARRAY(pg->arena, fields.n + 1, struct item_plan);
	for (size_t i = 0; i < fields.n; i++) {
		if (!str_to_int64(fields.at[i].name, &plans[i].item))
			return NOT_FOUND;
		const int64_t n = plans[i].item;
		plans[i] = (struct item_plan){n, fields.at[i].value, family(pg, "p.starts", n), family(pg, "p.minutes", n), family(pg, "p.away_from", n), family(pg, "p.away_to", n)};
	}
	return agenda_end(pg, session_plan_items(&step, plans, fields.n), &ps);
}

enum status post_session_item_remove(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	int64_t item;
	return str_to_int64(session_page_typed(pg, S("item")), &item) ? agenda_end(pg, session_remove_item(&step, item), &ps) : NOT_FOUND;
}

enum status post_session_schedule(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	struct break_typed breaks[BREAKS];
	size_t left;
	for (int64_t i = 0; i < BREAKS; i++)
		breaks[i] = (struct break_typed){family(pg, "b.from", i + 1), family(pg, "b.to", i + 1)};
	return agenda_end(pg, session_schedule(&step, session_page_typed(pg, S("minutes")), breaks, BREAKS, &left), &ps);
}
