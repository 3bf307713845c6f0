/* What the pages of hearings and committees show; part of views.h, as the others. */
#ifndef WEB_SESSIONS_VIEWS_H
#define WEB_SESSIONS_VIEWS_H

#include "web/desk_views.h"
#include "web/views.h"

struct sessions_row {
	url link;
	str title, kind, when, place, state, tone, body, counts, minutes;
};
struct sessions_body {
	str name, counts, said, tone;
};
struct sessions_view {
	struct layout_view layout;
	str call;
	bool runs;
	url add, grid;
	LIST_OF(struct sessions_row) sessions;
	LIST_OF(struct sessions_body) bodies;
	bool has_bodies;
	str year;
};

struct session_form_view {
	struct layout_view layout;
	struct filing_problems problems;
	bool makes; /* a session that is not there yet */
	str over;   /* why nothing changes any more; absent while it may */
	str heading, base, title, day, time, until, place, chair, quorum, proxies_most, button;
	struct desk_options kinds, bodies;
	bool casting, proxies_count, told;
	bool title_wrong, day_wrong, time_wrong, until_wrong, quorum_wrong, proxies_wrong, place_wrong, chair_wrong;
	url action, back;
};

/* ---- the session itself ---- */

struct session_seat_view {
	int64_t seat;
	str label, role, name, said, tone, proxy, id;
	bool votes, mine, chairs, wrong, told, reachable;
	struct desk_options attendances, proxies;
};
struct session_vote_view {
	int64_t seat;
	str label, role, said, id;
	bool may, conflict, themselves;
	struct desk_options choices;
};
struct session_item_view {
	int64_t number, item;
	str id, title, bearer, code, when, heard, outcome, tone, note, amount;
	str quorum, quorum_tone, tally, result, result_tone;
	bool open, counted, has_application, may_open, is_heard_kind;
	str told;
	url file, row;
	LIST_OF(struct session_vote_view) votes; /* of a ballot that is open, for officers; as they stood, once counted */
	LIST_OF(struct session_vote_view) mine;  /* seats that who looks votes for now */
	struct desk_options heards, outcomes, seats; /* seats: that may still declare a conflict */
	struct str_list conflicts;
	struct desk_options own_seats;
	bool editing; /* what was typed was refused: the panel stays open */
};
struct session_view {
	struct layout_view layout;
	struct filing_problems problems;
	str code, base, title, kind, when, place, chair, state, tone, call, body, others, second, cancel, sha256, said;
	str quorum, quorum_tone, quorum_rule;
	bool planned, open, closed, cancelled, runs, mine, has_quorum_problem, needs_minutes, adopted;
	LIST_OF(struct session_seat_view) seats;
	LIST_OF(struct session_item_view) items;
	LIST_OF(struct session_item_view *) ballots;
	struct str_list clashes;
	str reason; /* typed */
	url live, here, settings, seats_page, agenda, print, calendar, minutes, room, grid, to_state, to_attendance, to_second, to_item, to_ballot, to_vote, to_votes, to_conflict, to_summons, to_cancel, paper;
	bool has_paper;
	str told_counts;
};

struct session_body_choice {
	str code, label;
};
struct session_seats_view {
	struct layout_view layout;
	struct filing_problems problems;
	str base, institution, role, email;
	bool votes, institution_wrong, email_wrong, person_wrong, frozen;
	LIST_OF(struct session_seat_view) seats;
	struct desk_options people, institutions, chairs;
	LIST_OF(struct session_body_choice) bodies;
	url action, remove, add_body, chair, back;
};

struct session_plan_view {
	int64_t item, number;
	str title, bearer, position, starts, minutes, away_from, away_to;
	bool has_application, starts_wrong, minutes_wrong, away_wrong, position_wrong, told;
};
struct session_choice_view {
	str id, number, title, bearer, state;
	int64_t application;
	bool chosen;
};
struct session_break_view {
	int64_t number;
	str from, to;
	bool wrong;
};
struct session_agenda_view {
	struct layout_view layout;
	struct filing_problems problems;
	str base, title, minutes, each, over;
	bool hearing, frozen, title_wrong, minutes_wrong, list_wrong;
	LIST_OF(struct session_plan_view) items;
	LIST_OF(struct session_choice_view) choices;
	LIST_OF(struct session_break_view) breaks;
	struct str_list clashes;
	url add, point, plan, remove, schedule, back;
};

struct session_print_view {
	struct layout_view layout;
	str title, kind, when, place, chair, call, quorum;
	LIST_OF(struct session_item_view) items;
	LIST_OF(struct session_seat_view) seats;
	url back;
};

struct session_minutes_view {
	struct layout_view layout;
	struct filing_problems problems;
	str base, title, text, sha256, minutes_sha256, adopted;
	bool closed, is_adopted, runs, has_pdf;
	url action, adopt, docx, pdf, back;
};

struct session_bearer_row {
	str title, kind, when, place, said, tone;
	url calendar;
	bool has_calendar;
};
struct session_bearer_view {
	struct layout_view layout;
	struct filing_top top;
	LIST_OF(struct session_bearer_row) rows;
	url back;
};

/* ---- an agenda for what was picked in the desk's list ---- */
struct session_choose_one {
	str id, title, when, call, base, minutes, button;
	url action, link;
	LIST_OF(int64_t) applications;
};
struct session_choose_view {
	struct layout_view layout;
	str count;
	LIST_OF(struct session_choose_one) sessions;
	url back;
};

#endif
