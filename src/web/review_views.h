/* What the pages of the area "review" show; part of views.h, as the others: admissibility, marks, criteria, ranking, opinions, conflicts of interest. */
#ifndef WEB_REVIEW_VIEWS_H
#define WEB_REVIEW_VIEWS_H

#include "web/deskwork_views.h"

struct review_tab {
	str label;
	url link;
	bool current;
};
struct review_top { /* of the pages of one application */
	str heading, title, bearer, call, state, tone, number, base;
	bool may_run;
	LIST_OF(struct review_tab) tabs;
};

/* ---- admissibility ---- */
struct review_waiver {
	str rule, title, author, reason, day, withdrawn;
	bool stands;
};
struct review_decided {
	str what, when, who, reason, clause, verdict, tone;
};
struct review_view {
	struct layout_view layout;
	struct review_top top;
	struct filing_problems problems;
	bool has_rules, fails, awaited, can_decide, wrong_reason, wrong_despite, wrong_author, wrong_waive, wrong_unwaive;
	str status, awaited_for, author, waive_reason, unwaive_reason, reason, despite, stopping;
	bool admissible, inadmissible; /* chosen */
	struct call_verdict_view verdict;
	struct desk_options rules, clauses;
	LIST_OF(struct review_waiver) waivers;
	LIST_OF(struct review_decided) past;
	url decide, waive, unwaive;
};

/* ---- marks ---- */
struct review_criterion {
	str code, label, weight, typed, mine, mean, spread, wide, reason, pack, of; /* wide: "écart de 4 points"; of: field of its form */
	bool own, wrong, is_used;
	int64_t weight_number;
	struct str_list points;
};
struct review_marker {
	str name, mean, marked;
};
struct review_mark_past {
	str name, criterion, mark, when, reason;
};
struct review_scores_view {
	struct layout_view layout;
	struct review_top top;
	struct filing_problems problems;
	bool may_mark, conflict, again, shown, wrong_reason, has_weights;
	str mean, spread, reason, hidden;
	LIST_OF(struct review_criterion) criteria;
	LIST_OF(struct review_marker) markers;
	LIST_OF(struct review_mark_past) past;
	url action, criteria_page, conflicts;
};
struct review_criteria_view {
	struct layout_view layout;
	struct filing_problems problems;
	str call, label, weight, reason;
	bool may_run, blind, wrong_label, wrong_weight, wrong_reason;
	LIST_OF(struct review_criterion) criteria;
	url action, ranking;
};
struct review_ranked {
	str rank, title, bearer, mean, markers, spread, cost, asked, state, number;
	bool wide;
	url link;
};
struct review_ranking_view {
	struct layout_view layout;
	str call, count;
	LIST_OF(struct review_ranked) rows;
	int64_t hidden;
	bool may_run;
	url csv, xlsx, criteria, grid;
};

/* ---- opinions ---- */
struct review_opinion {
	str code, who, what, question, due, due_tone, answer, tone, text, given, how, reply, reply_due, reply_tone, title, call, bearer;
	bool is_given, secret, confidential, late, replied, may_cancel, may_reply, owes_reply;
	url link, file;
};
struct review_opinions {
	struct review_opinion *at;
	size_t n, room;
};
struct review_other { /* a row for somebody who is in no list */
	str name_id, email_id, name, email, number;
};
struct review_ask { /* the form that asks for opinions */
	url action;
	str base, picked, question, due, reply_due;
	bool confidential, wrong_who, wrong_due, wrong_reply, wrong_subject, wrong_email, wrong_question, is_bulk;
	struct desk_options kinds, subjects, institutions, people;
	LIST_OF(struct review_other) others;
};
struct review_opinions_view {
	struct layout_view layout;
	struct review_top top;
	struct filing_problems problems;
	str said, count;
	struct review_opinions opinions;
	struct review_ask ask;
	url action;
};
struct review_ask_view {
	struct layout_view layout;
	struct filing_problems problems;
	str count;
	struct review_ask ask;
	url back;
};
struct review_past_opinion {
	str answer, text, when, who;
};
struct review_opinion_view {
	struct layout_view layout;
	struct filing_problems problems;
	struct review_opinion opinion;
	str title, bearer, call, summary, cost, asked, districts, answer_text, received, today, reply;
	bool may_give, on_behalf, cancelled, may_run, wrong_answer, wrong_text, wrong_received, wrong_reply, conflict, may_file;
	struct desk_options answers;
	LIST_OF(struct deskwork_money) funders;
	LIST_OF(struct review_past_opinion) past;
	url action, cancel, to_reply, back;
};
struct review_mine_view {
	struct layout_view layout;
	struct review_opinions awaited, given;
};
struct review_link_one {
	struct review_opinion opinion;
	str summary, cost, asked, districts, text, id;
	bool open, wrong_answer, wrong_text;
	struct desk_options answers;
};
struct review_link_view {
	struct layout_view layout;
	struct filing_problems problems;
	str secret, who, call, said;
	bool known;
	LIST_OF(struct review_link_one) opinions;
};
struct review_desk_view {
	struct layout_view layout;
	str territory, said;
	LIST_OF(struct review_tab) filters;
	struct review_opinions opinions;
	url list;
};

/* ---- conflicts of interest ---- */
struct review_conflict {
	str who, reason, when, lifted, code;
	bool stands, may_lift;
};
struct review_conflicts_view {
	struct layout_view layout;
	struct review_top top;
	struct filing_problems problems;
	LIST_OF(struct review_conflict) conflicts;
	struct desk_options people, institutions;
	str reason, lift_reason, other;
	bool wrong_who, wrong_reason, wrong_lift;
	url action, lift;
};

/* ---- public ---- */
struct review_public_view {
	struct layout_view layout;
	str call;
	url call_link;
	struct review_opinions opinions;
};

#endif
