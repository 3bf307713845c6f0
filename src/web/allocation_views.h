/* What the pages of the distribution show: scenarios, their comparison, demands and answers of the solver, cuts, revised plans. Included by views.h. Amounts are composed texts. */
#ifndef WEB_ALLOCATION_VIEWS_H
#define WEB_ALLOCATION_VIEWS_H

#include "web/desk_views.h"
#include "web/views.h"

/* ---- scenarios ---- */
struct scenario_view {
	url link, compare;
	int64_t number;
	str id, name, note, origin, state, state_tone, made, based_on;
	str funded, given, gap, gap_tone, covered;
	bool has_totals, closed, open, may_drop, may_close;
};
struct scenarios_view {
	struct layout_view layout;
	struct filing_problems problems;
	str title, name, note;
	bool runs, several, name_wrong;
	LIST_OF(struct scenario_view) scenarios;
	LIST_OF(struct scenario_view) dropped;
	struct desk_options sources;
	url compare, copy, state, table, allocate, cut;
};

/* ---- side by side ---- */
struct compared_value {
	str head;   /* name of its scenario, on a phone */
	str text, change, tone; /* "12 000 €", "+2 000 €" */
	str under;  /* "3 actions", a decision */
};
struct compared_line_view {
	str label, under;
	url link;
	LIST_OF(struct compared_value) values;
	LIST_OF(struct compared_line_view) cells; /* by funder, where they differ */
};
struct compared_lines_view {
	struct compared_line_view *at;
	size_t n, room;
};
struct compared_table_view {
	str id, title, caption, first;
	LIST_OF(struct compared_value) heads;
	struct compared_lines_view lines;
};
struct scenarios_compared_view {
	struct layout_view layout;
	str title, count;
	LIST_OF(struct scenario_view) choices;
	LIST_OF(struct compared_table_view) tables;
	bool only_differences, compared, too_many;
	url action, back, csv;
};

/* ---- demands ---- */
struct allocate_envelope_view {
	str id, label, funder, now, typed, wrong;
};
struct allocate_funder_view {
	str label;
	str least_id, least, least_wrong, ceiling_id, ceiling, ceiling_wrong, alone_id;
	bool alone;
};
struct allocate_wish_view {
	str kind_id, of_id, number_id, number, wrong, title;
	struct desk_options kinds, districts, publics, goals, envelopes;
};
struct allocate_run_view {
	url link;
	str name, state, tone;
};
struct allocate_view {
	struct layout_view layout;
	struct filing_problems problems;
	str title, name, percent, each, seconds;
	struct desk_options sources, steps;
	bool name_wrong, percent_wrong, each_wrong, seconds_wrong, step_wrong, beyond, keep, no_marks;
	LIST_OF(struct allocate_envelope_view) envelopes;
	LIST_OF(struct allocate_funder_view) funders;
	LIST_OF(struct allocate_wish_view) wishes;
	LIST_OF(struct allocate_run_view) runs;
	url action, back;
};

/* ---- its answer ---- */
struct distribution_envelope_view {
	str label, amount, taken, worth, next, tone;
	bool binds, changed;
};
struct distribution_view {
	struct layout_view layout;
	str title, name, state, tone, summary, detail, gap, asked, ranking, unbounded;
	bool waits, failed, found, infeasible, unknown, small, stale, still;
	LIST_OF(struct distribution_envelope_view) envelopes;
	struct str_list binding, conflict, unmet, moved;
	url here, solver, ranked, compare, back, again;
};

/* ---- what if a funder cuts ---- */
struct cut_line_view {
	str title, bearer, funder, before, after, loss, other; /* other: after it, the other way */
	url link;
};
struct cut_raise_view {
	str text;
};
struct cut_row_view {
	str title, bearer, gap, cost, freed, anchor;
	url link;
	bool closes;
	LIST_OF(struct cut_raise_view) raises;
};
struct cut_view {
	struct layout_view layout;
	struct filing_problems problems;
	str title, value, row, name, mode, scenario, by, what;
	struct desk_options scenarios, columns, envelopes, rows, ways, modes;
	bool runs, planned, value_wrong, what_wrong, name_wrong, nothing, judged;
	str summary, untouched, short_of, other_head, this_head;
	LIST_OF(struct cut_line_view) lines;
	LIST_OF(struct cut_row_view) gaps;
	struct str_list moves;
	url action, back;
};

/* ---- revised plans ---- */
struct plan_line_view {
	str label, before, after, change, tone;
};
struct plan_view {
	int64_t number;
	str cost, given, said, sent, due, answer, tone, answered, reason;
	bool waits;
	str budget; /* asked once it is accepted, within how long; or absent */
	LIST_OF(struct plan_line_view) lines;
};
struct plans_view {
	struct layout_view layout;
	struct filing_top top;
	struct filing_problems problems;
	str of, bearer; /* the application, for the officer */
	str title, due, said, reason;
	int64_t number;
	bool waits, signs, has_sheet, due_wrong, reason_wrong;
	str answer_wrong;
	bool asks_budget;
	str days, days_wrong; /* to send the revised budget */
	struct desk_options scenarios;
	LIST_OF(struct plan_view) plans;
	url action, back, budget; /* budget: of the bearer, while it is asked */
	str budget_asked;
};

#endif
