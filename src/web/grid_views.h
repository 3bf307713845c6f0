/* What the pages of the decision grid show: the table (whole, and large for a meeting room), one row as a form, envelopes. Included by views.h. Amounts are composed texts; `value`
   is the plain number that a field holds. */
#ifndef WEB_GRID_VIEWS_H
#define WEB_GRID_VIEWS_H

#include "web/desk_views.h"
#include "web/views.h"

struct grid_column_view {
	str code, label, group;
	str kind;           /* "valorisé", "investissement"; or absent */
	str left, left_tone; /* of its main envelopes: what is left; absent without one */
	str left_label;
	str asked, amount;
	bool own, writes;   /* of the institution of who looks; may type in it */
};
struct grid_cell_view {
	str id;      /* of the element: "c-12-region" */
	str column, label;
	str text;    /* what counts: "12 000 €" */
	str stage;   /* css word */
	str mark;    /* "voté" */
	str detail;  /* all of it in words, for the description and the panel */
	str value;   /* what typing starts from: "12000" */
	int64_t revision;
	bool own, writes, locked, wrong, flagged;
};
struct grid_row_view {
	str anchor, number, title, bearer, where, state, decision, decision_tone;
	int64_t application;
	str cost, cost_filed, funded, gap, gap_tone, score;
	str wrong; /* what the rules say of it, joined; or absent */
	url link;
	bool struck, has_score;
	bool closed; /* to who looks: a conflict of interest */
	LIST_OF(struct grid_cell_view) cells;
};
struct grid_envelope_view {
	str code, label, funder, part, wave, amount, taken, left, tone, state;
	url link;
	bool writes;
};
struct grid_coverage_view {
	str code, label, amount, tone;
	int64_t rows, funded; /* actions that count; of them, those that somebody funds */
};
struct grid_group_view {
	str code, label, amount, percent;
};
struct grid_sums_view {
	struct finding_list findings;
	str findings_more; /* absent: all are shown */
	LIST_OF(struct grid_envelope_view) envelopes;
	LIST_OF(struct grid_group_view) groups;
	LIST_OF(struct grid_coverage_view) districts, publics;
};
struct grid_choice_view { /* an envelope that one may type on */
	str code, label, column;
};
struct grid_table_view {
	str title, scenario, caption;
	url cell, live, typing;
	str csrf, me; /* me: code of who looks */
	int64_t revision, scenario_number, rows_shown;
	LIST_OF(struct grid_column_view) columns;
	LIST_OF(struct grid_row_view) rows;
	str cost, asked, funded, gap, gap_tone;
	bool has_scores, writes;
};
struct grid_view {
	struct layout_view layout;
	struct grid_table_view table;
	str state, state_tone, count, summary;
	bool open, closed, settled, runs, filtered, has_rows; /* settled: adopted or dropped */
	struct grid_sums_view sums;
	LIST_OF(struct grid_choice_view) choices; /* of columns that have several envelopes */
	struct desk_options stages, districts, themes, publics, decisions, sorts;
	bool gap_only;
	url action, room, envelopes_link, add, state_action, csv, programme;
};
struct grid_room_view {
	struct layout_view layout;
	str title;
	url back, previous, next, whole;
	bool one, has_previous, has_next;
	struct grid_table_view table;
	LIST_OF(struct grid_envelope_view) envelopes;
};

/* ---- one row as a form ---- */
struct grid_field_view { /* one funder's money */
	str key;             /* prefix of the names: column code */
	str label, kind, now, asked;
	str by;              /* who typed last, when */
	str hoped, proposed, voted, reason, envelope_now;
	int64_t base;
	bool refused, locked, writes, own, has_envelopes, confirmed, asks_confirm;
	str wrong;           /* messages of this column, joined */
	bool is_wrong;
	str rule, rule_tone;
	struct desk_options envelopes;
};
struct grid_past_view {
	str when, who, column, what, reason;
};
struct grid_form_view {
	struct layout_view layout;
	struct filing_problems problems;
	str title, number, bearer, state, cost_now, gap, gap_tone, funded, other_now;
	bool runs, writes, open, saved;
	str cost, other, note;
	int64_t base;
	struct desk_options decisions, axes;
	bool cost_wrong, other_wrong, note_wrong, decision_wrong;
	LIST_OF(struct grid_field_view) fields;
	LIST_OF(struct grid_past_view) past;
	url action, back;
	int64_t scenario;
};
struct grid_new_view {
	struct layout_view layout;
	struct filing_problems problems;
	str title, bearer, cost;
	bool title_wrong, bearer_wrong, cost_wrong;
	struct desk_options axes, bearers;
	url action, back;
	int64_t scenario;
};
struct grid_envelopes_view {
	struct layout_view layout;
	struct filing_problems problems;
	str title;
	LIST_OF(struct grid_envelope_view) envelopes;
	bool writes, closed;
	struct desk_options codes, funders, sections, parts, states;
	str wave, amount, label, reason;
	bool funder_wrong, part_wrong, wave_wrong, amount_wrong, label_wrong, reason_wrong;
	url action, back;
};

#endif
