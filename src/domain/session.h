/* A hearing or a committee that sits (A10, N8): who has a seat, who came, whether enough did, who may vote on what, what the votes give. Whoever fills it (actions/read_session.h, a
   frozen text, a test) gives seats, items, choices and conflicts; session_compute gives quorums and tallies: nobody counts a vote but this. Memory belongs to the caller's arena. Pure.

   Rules (decision 0028): the quorum is a share of the seats that vote. A seat with a conflict of interest on an item is counted neither among those who came nor among those who
   vote (CGCT L. 2131-11). A seat that is represented votes through the seat that holds its proxy, and counts in the quorum only if the committee said so (CGCT L. 2121-17: it does
   not). A second convocation on the same agenda, with its reason, sits without quorum. The majority is that of the votes cast; equal votes are no majority unless the chair's decides. */
#ifndef DOMAIN_SESSION_H
#define DOMAIN_SESSION_H

#include "base/arena.h"
#include "base/values.h"
#include "base/words.h"

enum attendance { ATTENDANCE_UNKNOWN, ATTENDANCE_PRESENT, ATTENDANCE_EXCUSED, ATTENDANCE_ABSENT, ATTENDANCE_REPRESENTED, ATTENDANCES };
enum vote_choice { VOTE_NONE, VOTE_YES, VOTE_NO, VOTE_ABSTAIN, VOTE_CHOICES };
/* Names of the tables; "" for the first. And back: the first for any other name. */
str attendance_name(enum attendance a);
enum attendance attendance_of(str name);
str vote_choice_name(enum vote_choice c);
enum vote_choice vote_choice_of(str name);

struct quorum {
	int64_t voting;  /* seats that vote, without those in a conflict */
	int64_t counted; /* of them, those who are there */
	int64_t needed, missing;
	bool reached;    /* enough, or not asked any more (second convocation) */
	bool waived;     /* not enough, and not asked any more */
};
enum vote_result { RESULT_NONE, RESULT_ADOPTED, RESULT_REJECTED, RESULT_EQUAL, VOTE_RESULTS };
struct tally {
	int64_t yes, no, abstain;
	int64_t silent; /* may vote and did not */
	enum vote_result result;
	bool by_chair; /* the votes were equal */
};

struct session_seat {
	int64_t seat;
	str institution, label; /* code or name; as people read it */
	str role, name;         /* name: of the person with an account, or absent */
	int64_t person;         /* 0: none */
	str email;              /* where it is told, or absent */
	str told;
	bool votes;
	enum attendance attendance;
	int64_t proxy; /* seat that represents it; 0: none */
};
struct session_choice { /* of one seat on one item, in the order of the seats */
	enum vote_choice choice;
	int64_t by;     /* person who noted it */
	bool conflict;  /* the seat has a conflict of interest on it */
	bool may_vote;  /* computed */
};
struct session_amount {
	str label;
	money amount;
	bool voted; /* else proposed or hoped */
};
struct session_item {
	int64_t item, position;
	int64_t application; /* 0: a point without one */
	str title, bearer, number, bearer_code;
	opt_instant starts, away_from, away_to;
	int64_t minutes;
	str told, heard, ballot, outcome, note; /* or absent */
	opt_int counted, needed; /* when its ballot was closed */
	struct session_choice *choices; /* one per seat */
	LIST_OF(struct session_amount) amounts; /* of the grid, as they stand or stood */
	money amount;
	/* computed */
	struct quorum quorum;
	struct tally tally;
};
struct session_break {
	instant from, to;
};
struct session {
	int64_t session;
	territory_id territory;
	str territory_code, territory_name, time_zone, call, call_title;
	str kind, title, body, body_name, place, chair, state, cancel_reason, second_reason;
	instant starts;
	opt_instant ends, opened, closed, second;
	int64_t chair_seat, quorum_percent, proxies_most, sequence, revision;
	bool casting, proxies_count;
	str frozen, sha256, minutes, minutes_sha256;
	opt_instant minutes_adopted;
	LIST_OF(struct session_seat) seats;
	LIST_OF(struct session_item) items; /* by position */
	LIST_OF(struct session_break) breaks;
	/* computed */
	struct quorum quorum; /* of the whole, without conflicts */
};

/* Fills quorums, tallies, who may vote. */
void session_compute(struct session *s);
/* Position by number; SIZE_MAX. */
size_t session_seat_at(const struct session *s, int64_t seat);
size_t session_item_at(const struct session *s, int64_t item);
/* How many proxies that seat holds. */
int64_t session_proxies_of(const struct session *s, int64_t seat);
/* Why `proxy` cannot represent `seat`; WORD_COUNT when it can: itself, not there, no seat that votes, too many already. */
enum word session_proxy_refused(const struct session *s, int64_t seat, int64_t proxy);

/* Meetings of a body by that day against what it owes a year (H5): how many should have been held when they are spread over the year, and whether it is late. */
struct governance {
	int64_t held, planned, owed, expected;
	bool late;   /* fewer held than the part of the year that is gone asks */
	bool short_; /* held and planned together do not reach what it owes */
};
struct governance governance_count(int64_t held, int64_t planned, int64_t per_year, day today);

#endif
