/* From the tables to struct session. See read_session.h. */
#include "actions/read_session.h"

#include "actions/read_grid.h"
#include "base/log.h"
#include "base/sha256.h"
#include "domain/session_frozen.h"
#include "gen/queries.h"

static int64_t value_of(opt_int v)
{
	return v.set ? v.value : 0;
}

bool session_seat_is_of(const struct session_seat *seat, const struct actor *actor)
{
	if (!actor->person.v)
		return false;
	return seat->person ? seat->person == actor->person.v : actor->confirmed && str_is_set(seat->email) && str_eq_nocase(seat->email, actor->email);
}

static enum status read_head(struct db *db, struct arena *a, territory_id territory, int64_t session, struct session *s)
{
	struct q_sessions_head_row r = {0};
	enum status status = q_sessions_head(db, a, territory, session, &r);
	*s = (struct session){.session = session, .territory = territory, .territory_code = r.territory_code, .territory_name = r.territory_name, .time_zone = r.time_zone, .call = r.call,
		.call_title = r.call_title, .kind = r.kind, .title = r.title, .body = r.body, .body_name = r.body_name, .place = r.place, .chair = r.chair, .state = r.state,
		.cancel_reason = r.cancel_reason, .second_reason = r.second_reason, .starts = r.starts, .ends = r.ends, .opened = r.opened, .closed = r.closed, .second = r.second,
		.chair_seat = value_of(r.chair_seat), .quorum_percent = r.quorum, .proxies_most = r.proxies_most, .sequence = r.sequence, .revision = r.revision, .casting = r.casting,
		.proxies_count = r.proxies_count, .frozen = r.frozen, .sha256 = r.sha256, .minutes = r.minutes, .minutes_sha256 = r.minutes_sha256, .minutes_adopted = r.adopted};
	return status;
}

static enum status read_seats(struct db *db, struct arena *a, struct session *s)
{
	struct q_sessions_seats_rows rows = {0};
	enum status status = q_sessions_seats(db, a, s->territory, s->session, &rows);
	for (size_t i = 0; status == OK && i < rows.n; i++) {
		const struct q_sessions_seats_row *r = &rows.at[i];
		*LIST_ADD(a, &s->seats) = (struct session_seat){.seat = r->seat, .institution = r->institution, .label = r->label, .role = r->role, .name = r->name,
			.person = value_of(r->person), .email = str_is_set(r->person_email) ? r->person_email : r->email, .told = r->told, .votes = r->votes,
			.attendance = attendance_of(r->attendance), .proxy = value_of(r->proxy)};
	}
	return status;
}

static enum status read_items(struct db *db, struct arena *a, struct session *s)
{
	struct q_sessions_items_rows rows = {0};
	enum status status = q_sessions_items(db, a, s->territory, s->session, &rows);
	for (size_t i = 0; status == OK && i < rows.n; i++) {
		const struct q_sessions_items_row *r = &rows.at[i];
		*LIST_ADD(a, &s->items) = (struct session_item){.item = r->item, .position = r->position, .application = value_of(r->application), .title = r->title, .bearer = r->bearer,
			.bearer_code = r->bearer_code, .number = r->number, .starts = r->starts, .away_from = r->away_from, .away_to = r->away_to, .minutes = r->minutes, .told = r->told,
			.heard = r->heard, .ballot = r->ballot, .outcome = r->outcome, .note = r->note, .counted = r->counted, .needed = r->needed,
			.choices = ARENA_ARRAY(a, s->seats.n + 1, struct session_choice)};
	}
	return status;
}

static enum status read_votes(struct db *db, struct arena *a, struct session *s)
{
	struct q_sessions_votes_rows rows = {0};
	enum status status = q_sessions_votes(db, a, s->territory, s->session, &rows);
	for (size_t i = 0; status == OK && i < rows.n; i++) {
		const size_t item = session_item_at(s, rows.at[i].item), seat = session_seat_at(s, rows.at[i].seat);
		if (item == SIZE_MAX || seat == SIZE_MAX)
			continue;
		s->items.at[item].choices[seat].choice = vote_choice_of(rows.at[i].choice);
		s->items.at[item].choices[seat].by = rows.at[i].by;
	}
	return status;
}

/* A person's conflict is that of the seats they sit on; an institution's, of all its seats; a seat's, of that seat alone. */
static bool is_of_seat(const struct session *s, const struct q_sessions_conflicts_row *r, const struct session_seat *seat)
{
	if (r->seat.set)
		return r->session.set && r->session.value == s->session && r->seat.value == seat->seat;
	return r->person.set ? seat->person == r->person.value : str_eq(seat->institution, r->institution);
}

static enum status read_conflicts(struct db *db, struct arena *a, struct session *s)
{
	struct q_sessions_conflicts_rows rows = {0};
	enum status status = q_sessions_conflicts(db, a, s->territory, s->session, &rows);
	for (size_t i = 0; status == OK && i < rows.n; i++) {
		const struct q_sessions_conflicts_row *r = &rows.at[i];
		const size_t item = session_item_at(s, r->item);
		for (size_t k = 0; item != SIZE_MAX && k < s->seats.n; k++) {
			const struct session_seat *seat = &s->seats.at[k];
			s->items.at[item].choices[k].conflict = s->items.at[item].choices[k].conflict || is_of_seat(s, r, seat);
		}
	}
	return status;
}

static enum status read_breaks(struct db *db, struct arena *a, struct session *s)
{
	struct q_sessions_breaks_rows rows = {0};
	enum status status = q_sessions_breaks(db, a, s->territory, s->session, &rows);
	for (size_t i = 0; status == OK && i < rows.n; i++)
		*LIST_ADD(a, &s->breaks) = (struct session_break){rows.at[i].from, rows.at[i].to};
	return status;
}

static enum status thaw(struct arena *a, struct session *s)
{
	const bool right = str_eq(sha256_text(a, s->frozen), s->sha256) && session_thaw(a, s->frozen, s) == OK;
	if (right)
		return OK;
	LOG(LOG_ERROR, "session_altered", log_int("session", s->session));
	return BROKEN;
}

/* Who sits is not in the frozen text, which names nobody. */
static enum status add_accounts(struct db *db, struct arena *a, struct session *s)
{
	struct q_sessions_seats_rows rows = {0};
	enum status status = q_sessions_seats(db, a, s->territory, s->session, &rows);
	for (size_t i = 0; status == OK && i < rows.n; i++) {
		const size_t at = session_seat_at(s, rows.at[i].seat);
		if (at == SIZE_MAX)
			continue;
		s->seats.at[at].person = value_of(rows.at[i].person);
		s->seats.at[at].name = rows.at[i].name;
		s->seats.at[at].email = str_is_set(rows.at[i].person_email) ? rows.at[i].person_email : rows.at[i].email;
	}
	return status;
}

enum status read_session(struct db *db, struct arena *a, territory_id territory, int64_t session, struct session *s)
{
	static enum status (*const parts[])(struct db *db, struct arena *a, struct session *s) = {read_seats, read_items, read_votes, read_conflicts, read_breaks};
	enum status status = read_head(db, a, territory, session, s);
	if (status != OK)
		return status;
	if (str_is_set(s->frozen)) {
		status = thaw(a, s);
		return status == OK ? add_accounts(db, a, s) : status;
	}
	for (size_t i = 0; status == OK && i < sizeof parts / sizeof *parts; i++)
		status = parts[i](db, a, s);
	if (status == OK)
		session_compute(s);
	return status;
}

enum status read_session_amounts(struct db *db, struct arena *a, enum lang lang, struct session *s)
{
	struct grid *g = ARENA_NEW(a, struct grid);
	if (str_is_set(s->frozen))
		return OK;
	enum status status = read_grid(db, a, lang, s->call, GRID_SESSION, g);
	for (size_t i = 0; status == OK && i < s->items.n; i++) {
		struct session_item *item = &s->items.at[i];
		const size_t row = item->application ? grid_row_of(g, (application_id){item->application}) : SIZE_MAX;
		item->amounts.n = 0;
		if (row == SIZE_MAX)
			continue;
		item->amount = g->rows.at[row].funded;
		for (size_t c = 0; c < g->columns.n; c++) {
			const struct grid_cell *cell = &g->rows.at[row].cells[c];
			if (cell->amount.cents)
				*LIST_ADD(a, &item->amounts) = (struct session_amount){g->columns.at[c].label, cell->amount, cell->stage == CELL_VOTED};
		}
	}
	return status;
}
