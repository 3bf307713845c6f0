/* What is done to hearings and committees (issue of decisions, point 3; A10, N8, H5): planned, told, opened, sat, closed. Each verb runs inside the caller's write transaction, reads
   the session again, asks permission again (run_desk; the person of the seat for a vote), refuses what was shown of an older revision and a closed session, grows the revision and
   leaves an audit row (thing "session:CODE"; codes and numbers only). Nothing of a closed session ever changes but the words of its minutes until they are adopted. */
#ifndef ACTIONS_SESSION_H
#define ACTIONS_SESSION_H

#include "actions/read_session.h"
#include "base/problem.h"

struct session_step {
	struct db *db;
	struct arena *arena;
	const struct actor *actor;
	instant now;
	enum lang lang;
	territory_id territory;
	int64_t session;
	opt_int base;   /* revision that the person saw; another one is CONFLICT */
	str public_url; /* for links in mails */
	struct problems *ps;
};
/* Statuses of all: OK; DENIED; NOT_FOUND; INVALID and CONFLICT with problems in ps (CONFLICT: changed since, closed, without quorum, voted already); BUSY, BROKEN. */

/* ---- planning ---- */

struct session_typed { /* as typed; times in the territory's zone */
	str kind, title, body, day, time, until, place, chair, quorum, proxies_most; /* "2025-02-04", "09:30" */
	bool casting, proxies_count;
};
/* A new one of that call; *session is its number. Fields of problems: the members' names. */
must_use enum status session_make(const struct session_step *step, str call, const struct session_typed *typed, int64_t *session);
/* Planned or open. When people were told to come and the day, the hour or the place changes, its items move with it and all of them are told again. */
must_use enum status session_set(const struct session_step *step, const struct session_typed *typed);

struct seat_typed {
	str institution, role, email;
	int64_t person; /* 0: none */
	bool votes;
};
must_use enum status session_add_seat(const struct session_step *step, const struct seat_typed *typed);
/* The members of a governance body, or ("funders") the funders of the call's territory; those who sit already are left out. A funder with one agent who has an account sits by it. *added. */
must_use enum status session_add_seats_of(const struct session_step *step, str body, size_t *added);
/* INVALID once it has voted. */
must_use enum status session_remove_seat(const struct session_step *step, int64_t seat);
/* Which seat chairs; 0: none. */
must_use enum status session_set_chair(const struct session_step *step, int64_t seat);

/* Applications of the call that are not on the agenda yet, `minutes` each. INVALID: none, too many. */
must_use enum status session_add_applications(const struct session_step *step, const application_id *applications, size_t n, int64_t minutes);
must_use enum status session_add_point(const struct session_step *step, str title, int64_t minutes);
/* INVALID once there are votes. */
must_use enum status session_remove_item(const struct session_step *step, int64_t item);

struct item_plan { /* of one item, as typed; times of the day of the session */
	int64_t item;
	str position, starts, minutes, away_from, away_to;
};
/* Fields: "starts-ITEM"… */
must_use enum status session_plan_items(const struct session_step *step, const struct item_plan *plans, size_t n);
struct break_typed {
	str from, to;
};
/* Hours for all items (domain/hearing.h), around these breaks; *left: how many have none. `minutes` empty: as each is. */
must_use enum status session_schedule(const struct session_step *step, str minutes, const struct break_typed *breaks, size_t n, size_t *left);

/* ---- telling ---- */

struct told {
	size_t seats, bearers; /* mails written */
	size_t without;        /* who should be told and has no address */
};
/* Mails with an .ics to the seats and, at a hearing, to the bearers: those who were never told, or told something else. */
must_use enum status session_summon(const struct session_step *step, struct told *told);
/* All who were told learn that it will not take place. INVALID: no reason. */
must_use enum status session_cancel(const struct session_step *step, str reason);

/* ---- sitting ---- */

must_use enum status session_open(const struct session_step *step);
struct attendance_note {
	int64_t seat;
	enum attendance attendance;
	int64_t proxy; /* of represented */
};
/* Fields: "proxy-SEAT". */
must_use enum status session_note_attendance(const struct session_step *step, const struct attendance_note *notes, size_t n);
/* Second convocation on the same agenda, for want of quorum: it sits without one. INVALID: no reason. */
must_use enum status session_sit_again(const struct session_step *step, str reason);
/* Of a seat on an item: its person when it has one, else that seat alone; or its whole institution, all of whose seats leave (actions/conflict.h). Officers; and the person of the
   seat, or somebody of that institution. */
enum conflict_reach { CONFLICT_OF_SEAT, CONFLICT_OF_INSTITUTION };
must_use enum status session_declare_conflict(const struct session_step *step, int64_t item, int64_t seat, enum conflict_reach reach, str reason);

struct item_note {
	int64_t item;
	str heard, outcome, note; /* "": none */
};
must_use enum status session_note_item(const struct session_step *step, const struct item_note *note);
/* "open": the item is put to the vote; "closed": it is counted, and its outcome is what the majority says; "again": the votes are taken back. CONFLICT without quorum. */
must_use enum status session_ballot(const struct session_step *step, int64_t item, str to);
/* The seat's person, the person of the seat that represents it, or an officer who notes it; VOTE_NONE takes it back. While the ballot is open. CONFLICT: no quorum, not open, or
   an officer over what the person voted themselves. INVALID: a seat that may not vote on that item. */
must_use enum status session_vote(const struct session_step *step, int64_t item, int64_t seat, enum vote_choice choice);
/* The trace of a vote that session_vote refused because of the seat (INVALID): who, for which one. It moves nothing, the session's revision neither. */
must_use enum status session_note_refused_vote(const struct session_step *step, int64_t item, int64_t seat);
/* Freezes it. INVALID: a ballot is still open, an attendance is not noted. */
must_use enum status session_close(const struct session_step *step);

/* ---- minutes ---- */

must_use enum status session_write_minutes(const struct session_step *step, str text);
must_use enum status session_adopt_minutes(const struct session_step *step);

/* ---- for screens ---- */

/* What requests that wait for news of a session wait for (page_wakes). */
uint64_t session_topic(int64_t session);

#endif
