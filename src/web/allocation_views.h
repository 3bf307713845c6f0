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

#endif
