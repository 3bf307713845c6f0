/* A session that sits: who came, conflicts, items, ballots, votes, and the freeze at its end. See session.h. */
#include "actions/conflict.h"
#include "actions/filing_step.h"
#include "actions/session_step.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "domain/session_frozen.h"

enum status session_open(const struct session_step *step)
{
	struct session s;
	enum status status = session_step_begin(step, &s);
	if (status != OK)
		return status;
	if (str_eq(s.state, S("open"))) {
		PROBLEM(step->ps, STR_NONE, 0, STR_NONE, W_sessions_open_already);
		return CONFLICT;
	}
	if (!s.seats.n)
		PROBLEM(step->ps, STR_NONE, 0, STR_NONE, W_sessions_no_seat);
	if (step->ps->total)
		return INVALID;
	status = q_sessions_open(step->db, step->territory, step->session, step->now);
	return status == OK ? session_step_end(step, "open_session", arena_fmt(step->arena, "seats=%zu items=%zu", s.seats.n, s.items.n)) : status;
}

/* ---- who is there ---- */

/* Somebody whose vote stands on an item that is being voted cannot be said to be away. */
static bool votes_now(const struct session *s, size_t seat)
{
	for (size_t i = 0; i < s->items.n; i++)
		if (str_eq(s->items.at[i].ballot, S("open")) && s->items.at[i].choices[seat].choice != VOTE_NONE)
			return true;
	return false;
}

static enum status take_notes(const struct session_step *step, struct session *s, const struct attendance_note *notes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const size_t at = session_seat_at(s, notes[i].seat);
		if (at == SIZE_MAX || notes[i].attendance >= ATTENDANCES)
			return NOT_FOUND;
		struct session_seat *seat = &s->seats.at[at];
		if (seat->attendance != notes[i].attendance && votes_now(s, at))
			PROBLEM(step->ps, STR_NONE, 0, arena_fmt(step->arena, "attendance-%lld", (long long)seat->seat), W_sessions_votes_now, ARG("seat", seat->label));
		seat->attendance = notes[i].attendance;
		seat->proxy = notes[i].attendance == ATTENDANCE_REPRESENTED ? notes[i].proxy : 0;
	}
	for (size_t i = 0; i < s->seats.n; i++) {
		const struct session_seat *seat = &s->seats.at[i];
		const enum word wrong = seat->attendance == ATTENDANCE_REPRESENTED ? session_proxy_refused(s, seat->seat, seat->proxy) : WORD_COUNT;
		if (wrong != WORD_COUNT)
			PROBLEM(step->ps, STR_NONE, 0, arena_fmt(step->arena, "proxy-%lld", (long long)seat->seat), wrong, ARG("seat", seat->label), ARG("n", s->proxies_most));
	}
	return step->ps->total ? INVALID : OK;
}

enum status session_note_attendance(const struct session_step *step, const struct attendance_note *notes, size_t n)
{
	struct session s;
	enum status status = session_step_begin(step, &s);
	if (status == OK)
		status = session_is_open(step, &s);
	if (status == OK)
		status = take_notes(step, &s, notes, n);
	for (size_t i = 0; status == OK && i < s.seats.n; i++) {
		const struct session_seat *seat = &s.seats.at[i];
		status = q_sessions_set_attendance(step->db, &(struct q_sessions_set_attendance_in){.territory = step->territory, .session = step->session, .seat = seat->seat,
			.attendance = session_or_none(attendance_name(seat->attendance)), .proxy = {seat->proxy != 0, seat->proxy}});
	}
	if (status != OK)
		return status;
	session_compute(&s);
	return session_step_end(step, "note_attendance", arena_fmt(step->arena, "counted=%lld needed=%lld", (long long)s.quorum.counted, (long long)s.quorum.needed));
}

enum status session_sit_again(const struct session_step *step, str reason)
{
	struct session s;
	str why = session_or_none(reason);
	enum status status = session_step_begin(step, &s);
	if (status != OK)
		return status;
	if (!why.p)
		PROBLEM(step->ps, STR_NONE, 0, S("second_reason"), W_sessions_second_reason_missing);
	(void)session_text_fits(step, why, S("second_reason"), LIMIT_REASON_CHARS);
	if (step->ps->total)
		return INVALID;
	status = q_sessions_second(step->db, step->territory, step->session, step->now, why);
	return status == OK ? session_step_end(step, "second_convocation", STR_NONE) : status;
}

/* Whom it is about: a seat without an account is itself, and no institution's. */
static struct conflict_declaration declaration_of(const struct session_step *step, const struct session *s, const struct session_seat *seat, enum conflict_reach reach)
{
	struct conflict_declaration d = {.territory = step->territory, .institution = S("")};
	if (reach == CONFLICT_OF_INSTITUTION) {
		d.institution = seat->institution;
	} else if (seat->person) {
		d.person = (person_id){seat->person};
	} else {
		str name = str_is_set(seat->role) ? arena_fmt(step->arena, "%.*s – %.*s", STR_ARGS(seat->label), STR_ARGS(seat->role)) : seat->label;
		d.institution = FILING_TEXT(step->arena, LANG_FR, W_sessions_conflict_one_seat, ARG("name", name), ARG("seat", seat->seat));
		d.session = s->session;
		d.seat = seat->seat;
	}
	return d;
}

/* Votes of all seats that leave are taken out. */
static enum status unvote(const struct session_step *step, const struct session *s, size_t item, size_t seat, enum conflict_reach reach)
{
	enum status status = OK;
	for (size_t i = 0; status == OK && i < s->seats.n; i++)
		if (i == seat || (reach == CONFLICT_OF_INSTITUTION && str_eq(s->seats.at[i].institution, s->seats.at[seat].institution)))
			status = q_sessions_unvote(step->db, step->territory, step->session, s->items.at[item].item, s->seats.at[i].seat);
	return status;
}

/* The person of a seat declares their own without being an officer. */
enum status session_declare_conflict(const struct session_step *step, int64_t item, int64_t seat, enum conflict_reach reach, str reason)
{
	struct session s;
	int64_t conflict;
	enum status status = read_session(step->db, step->arena, step->territory, step->session, &s);
	if (status != OK)
		return status;
	const size_t at = session_item_at(&s, item), by = session_seat_at(&s, seat);
	if (at == SIZE_MAX || by == SIZE_MAX || !s.items.at[at].application)
		return NOT_FOUND;
	if (str_eq(s.state, S("closed")) || str_eq(s.state, S("cancelled"))) {
		PROBLEM(step->ps, STR_NONE, 0, STR_NONE, str_eq(s.state, S("closed")) ? W_sessions_is_closed : W_sessions_is_cancelled);
		return CONFLICT;
	}
	if (str_eq(s.items.at[at].ballot, S("closed"))) {
		PROBLEM(step->ps, STR_NONE, 0, STR_NONE, W_sessions_conflict_late);
		return CONFLICT;
	}
	struct conflict_declaration d = declaration_of(step, &s, &s.seats.at[by], reach);
	d.application = (application_id){s.items.at[at].application};
	d.reason = reason;
	status = declare_conflict(step->db, step->arena, step->actor, step->now, &d, &conflict, step->ps);
	if (status == OK)
		status = unvote(step, &s, at, by, reach);
	return status == OK ? session_step_end(step, "session_conflict", arena_fmt(step->arena, "item=%lld seat=%lld", (long long)item, (long long)seat)) : status;
}

/* ---- items ---- */

static bool is_one_of(str value, const str *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(value, list[i]))
			return true;
	return !value.p;
}

enum status session_note_item(const struct session_step *step, const struct item_note *note)
{
	static const str heards[] = {S("heard"), S("absent"), S("postponed")}, outcomes[] = {S("favourable"), S("reserved"), S("unfavourable"), S("postponed")};
	struct session s;
	const str heard = session_or_none(note->heard), outcome = session_or_none(note->outcome), text = session_or_none(note->note);
	enum status status = session_step_begin(step, &s);
	if (status == OK)
		status = session_is_open(step, &s);
	if (status != OK)
		return status;
	const size_t at = session_item_at(&s, note->item);
	if (at == SIZE_MAX || !is_one_of(heard, heards, 3) || !is_one_of(outcome, outcomes, 4))
		return NOT_FOUND;
	const struct session_item *item = &s.items.at[at];
	if (str_eq(item->ballot, S("open")) && outcome.p)
		PROBLEM(step->ps, STR_NONE, 0, S("outcome"), W_sessions_outcome_while_open);
	(void)session_text_fits(step, text, S("note"), LIMIT_NOTE_CHARS);
	if (step->ps->total)
		return INVALID;
	status = q_sessions_note_item(step->db, &(struct q_sessions_note_item_in){.territory = step->territory, .session = step->session, .item = note->item, .heard = heard,
		.outcome = outcome, .note = text});
	return status == OK ? session_step_end(step, "note_item", arena_fmt(step->arena, "item=%lld heard=%.*s outcome=%.*s", (long long)note->item, STR_ARGS(heard), STR_ARGS(outcome))) : status;
}

/* ---- ballots ---- */

static enum status refuse(const struct session_step *step, enum word word)
{
	PROBLEM(step->ps, STR_NONE, 0, STR_NONE, word);
	return CONFLICT;
}

static enum status has_quorum(const struct session_step *step, const struct session_item *item)
{
	if (item->quorum.reached)
		return OK;
	PROBLEM(step->ps, STR_NONE, 0, STR_NONE, W_sessions_no_quorum, ARG("title", item->title), ARG("n", item->quorum.missing), ARG("counted", item->quorum.counted),
	        ARG("needed", item->quorum.needed));
	return CONFLICT;
}

static enum status begin_item(const struct session_step *step, int64_t item, struct session *s, struct session_item **found)
{
	enum status status = session_step_begin(step, s);
	*found = NULL;
	if (status == OK)
		status = session_is_open(step, s);
	if (status != OK)
		return status;
	const size_t at = session_item_at(s, item);
	if (at == SIZE_MAX)
		return NOT_FOUND;
	*found = &s->items.at[at];
	return OK;
}

static str outcome_of(enum vote_result result)
{
	return result == RESULT_ADOPTED ? S("favourable") : result == RESULT_NONE ? STR_NONE : S("unfavourable");
}

static enum status close_ballot(const struct session_step *step, const struct session_item *item)
{
	const struct tally *t = &item->tally;
	if (!str_eq(item->ballot, S("open")))
		return refuse(step, W_sessions_ballot_not_open);
	enum status s = has_quorum(step, item);
	if (s == OK && !(t->yes + t->no + t->abstain)) {
		PROBLEM(step->ps, STR_NONE, 0, STR_NONE, W_sessions_nobody_voted, ARG("title", item->title));
		s = INVALID;
	}
	if (s == OK)
		s = q_sessions_set_ballot(step->db, &(struct q_sessions_set_ballot_in){.territory = step->territory, .session = step->session, .item = item->item, .ballot = S("closed"),
			.counted = {true, item->quorum.counted}, .needed = {true, item->quorum.needed}, .outcome = outcome_of(t->result)});
	if (s != OK)
		return s;
	return session_step_end(step, "close_ballot", arena_fmt(step->arena, "item=%lld yes=%lld no=%lld abstain=%lld counted=%lld needed=%lld", (long long)item->item, (long long)t->yes,
		(long long)t->no, (long long)t->abstain, (long long)item->quorum.counted, (long long)item->quorum.needed));
}

static enum status open_ballot(const struct session_step *step, const struct session_item *item)
{
	if (str_is_set(item->ballot))
		return refuse(step, W_sessions_ballot_again);
	enum status s = has_quorum(step, item);
	if (s == OK)
		s = q_sessions_set_ballot(step->db, &(struct q_sessions_set_ballot_in){.territory = step->territory, .session = step->session, .item = item->item, .ballot = S("open")});
	return s == OK ? session_step_end(step, "open_ballot", arena_fmt(step->arena, "item=%lld", (long long)item->item)) : s;
}

static enum status ballot_again(const struct session_step *step, const struct session_item *item)
{
	enum status s = q_sessions_clear_votes(step->db, step->territory, step->session, item->item);
	if (s == OK)
		s = q_sessions_set_ballot(step->db, &(struct q_sessions_set_ballot_in){.territory = step->territory, .session = step->session, .item = item->item});
	return s == OK ? session_step_end(step, "ballot_again", arena_fmt(step->arena, "item=%lld yes=%lld no=%lld abstain=%lld", (long long)item->item, (long long)item->tally.yes,
		(long long)item->tally.no, (long long)item->tally.abstain)) : s;
}

enum status session_ballot(const struct session_step *step, int64_t item, str to)
{
	struct session s;
	struct session_item *found;
	enum status status = begin_item(step, item, &s, &found);
	if (status != OK)
		return status;
	return str_eq(to, S("open")) ? open_ballot(step, found) : str_eq(to, S("closed")) ? close_ballot(step, found) : str_eq(to, S("again")) ? ballot_again(step, found) : NOT_FOUND;
}

/* ---- votes ---- */

/* The person of the seat, or of the one that holds its proxy; 0: nobody with an account. */
static bool votes_for(const struct session *s, size_t seat, const struct actor *actor)
{
	const struct session_seat *of = &s->seats.at[seat];
	const size_t proxy = of->attendance == ATTENDANCE_REPRESENTED ? session_seat_at(s, of->proxy) : SIZE_MAX;
	return proxy != SIZE_MAX ? session_seat_is_of(&s->seats.at[proxy], actor) : session_seat_is_of(of, actor);
}

/* Of whoever votes: a conflict is a matter of the seat (may_vote), not of the officer who writes down what is said aloud. */
static enum status may_vote_for(const struct session_step *step, const struct session *s, const struct session_item *item, size_t seat, bool *own)
{
	*own = votes_for(s, seat, step->actor);
	const struct thing thing = {.territory = step->territory, .person = *own ? step->actor->person : (person_id){0}, .conflict = *own && item->choices[seat].conflict};
	const struct thing desk = {.territory = step->territory};
	if (!may(step->actor, VERB_vote_in_session, &thing) && !(thing.conflict && may(step->actor, VERB_run_desk, &desk)))
		return thing.conflict ? INVALID : DENIED;
	return OK;
}

static enum status check_vote(const struct session_step *step, const struct session *s, const struct session_item *item, size_t seat, bool own)
{
	const struct session_choice *c = &item->choices[seat];
	if (c->conflict)
		PROBLEM(step->ps, STR_NONE, 0, STR_NONE, W_sessions_vote_conflict, ARG("seat", s->seats.at[seat].label));
	else if (!c->may_vote)
		PROBLEM(step->ps, STR_NONE, 0, STR_NONE, W_sessions_vote_not_there, ARG("seat", s->seats.at[seat].label));
	if (step->ps->total)
		return INVALID;
	if (!str_eq(item->ballot, S("open")))
		return refuse(step, W_sessions_ballot_not_open);
	if (!own && c->choice != VOTE_NONE && c->by != step->actor->person.v && session_seat_is_of(&s->seats.at[seat], &(struct actor){.person = {c->by}}))
		return refuse(step, W_sessions_voted_themselves);
	return has_quorum(step, item);
}

enum status session_vote(const struct session_step *step, int64_t item, int64_t seat, enum vote_choice choice)
{
	struct session s;
	bool own;
	enum status status = read_session(step->db, step->arena, step->territory, step->session, &s);
	if (status != OK)
		return status;
	const size_t at = session_item_at(&s, item), of = session_seat_at(&s, seat);
	if (at == SIZE_MAX || of == SIZE_MAX || choice >= VOTE_CHOICES)
		return NOT_FOUND;
	const struct session_item *found = &s.items.at[at];
	status = may_vote_for(step, &s, found, of, &own);
	if (status == DENIED)
		return status;
	status = str_eq(s.state, S("closed")) ? refuse(step, W_sessions_is_closed) : session_is_open(step, &s);
	if (status == OK)
		status = check_vote(step, &s, found, of, own);
	if (status != OK || found->choices[of].choice == choice)
		return status;
	status = choice == VOTE_NONE ? q_sessions_unvote(step->db, step->territory, step->session, item, seat)
	                             : q_sessions_vote(step->db, &(struct q_sessions_vote_in){.territory = step->territory, .session = step->session, .item = item, .seat = seat,
	                                       .choice = vote_choice_name(choice), .at = step->now, .by = step->actor->person.v});
	return status == OK ? session_step_end(step, "vote", arena_fmt(step->arena, "item=%lld seat=%lld choice=%.*s own=%d", (long long)item, (long long)seat,
		STR_ARGS(vote_choice_name(choice)), own)) : status;
}

enum status session_note_refused_vote(const struct session_step *step, int64_t item, int64_t seat)
{
	return session_tell(step, step->session, "refuse_vote", arena_fmt(step->arena, "item=%lld seat=%lld", (long long)item, (long long)seat));
}

/* ---- the end ---- */

enum status session_close(const struct session_step *step)
{
	struct session s;
	enum status status = session_step_begin(step, &s);
	if (status == OK)
		status = session_is_open(step, &s);
	if (status == OK)
		status = read_session_amounts(step->db, step->arena, step->lang, &s);
	if (status != OK)
		return status;
	for (size_t i = 0; i < s.items.n; i++)
		if (str_eq(s.items.at[i].ballot, S("open")))
			PROBLEM(step->ps, STR_NONE, 0, STR_NONE, W_sessions_ballot_left_open, ARG("title", s.items.at[i].title));
	for (size_t i = 0; i < s.seats.n; i++)
		if (s.seats.at[i].attendance == ATTENDANCE_UNKNOWN)
			PROBLEM(step->ps, STR_NONE, 0, arena_fmt(step->arena, "attendance-%lld", (long long)s.seats.at[i].seat), W_sessions_attendance_missing, ARG("seat", s.seats.at[i].label));
	if (step->ps->total)
		return INVALID;
	s.closed = (opt_instant){true, step->now};
	str frozen = session_freeze(step->arena, &s);
	if (!frozen.p)
		return TOO_BIG;
	str sha256 = sha256_text(step->arena, frozen);
	status = q_sessions_close(step->db, &(struct q_sessions_close_in){.territory = step->territory, .session = step->session, .at = step->now, .by = step->actor->person.v,
		.frozen = frozen, .sha256 = sha256});
	return status == OK ? session_step_end(step, "close_session", arena_fmt(step->arena, "sha256=%.*s", STR_ARGS(sha256))) : status;
}

/* ---- minutes ---- */

static enum status begin_minutes(const struct session_step *step, struct session *s)
{
	const struct thing thing = {.territory = step->territory};
	if (!may(step->actor, VERB_run_desk, &thing))
		return DENIED;
	enum status status = read_session(step->db, step->arena, step->territory, step->session, s);
	if (status != OK)
		return status;
	if (s->minutes_adopted.set || str_eq(s->state, S("cancelled")))
		return refuse(step, s->minutes_adopted.set ? W_sessions_minutes_adopted : W_sessions_is_cancelled);
	return step->base.set && step->base.value != s->revision ? refuse(step, W_sessions_stale) : OK;
}

enum status session_write_minutes(const struct session_step *step, str text)
{
	struct session s;
	str words = str_trim(text.p ? text : S(""));
	enum status status = begin_minutes(step, &s);
	if (status == OK && !session_text_fits(step, words, S("minutes"), LIMIT_SESSION_MINUTES_CHARS))
		status = INVALID;
	if (status == OK)
		status = q_sessions_set_minutes(step->db, step->territory, step->session, words);
	return status == OK ? session_step_end(step, "write_minutes", arena_fmt(step->arena, "bytes=%zu", words.n)) : status;
}

enum status session_adopt_minutes(const struct session_step *step)
{
	struct session s;
	enum status status = begin_minutes(step, &s);
	if (status == OK && !str_eq(s.state, S("closed")))
		status = refuse(step, W_sessions_minutes_not_closed);
	if (status != OK)
		return status;
	str sha256 = sha256_text(step->arena, arena_fmt(step->arena, "%.*s\n%.*s", STR_ARGS(s.frozen), STR_ARGS(s.minutes)));
	status = q_sessions_adopt_minutes(step->db, &(struct q_sessions_adopt_minutes_in){.territory = step->territory, .session = step->session, .at = step->now,
		.by = step->actor->person.v, .sha256 = sha256});
	return status == OK ? session_step_end(step, "adopt_minutes", arena_fmt(step->arena, "sha256=%.*s", STR_ARGS(sha256))) : status;
}
