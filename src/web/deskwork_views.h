/* What the pages of the area "deskwork" show; part of views.h, as the others: the list of a desk, its filters, what is done to several files at once, routing, labels. */
#ifndef WEB_DESKWORK_VIEWS_H
#define WEB_DESKWORK_VIEWS_H

#include "web/desk_views.h"

struct deskwork_link {
	str label, hint;
	url link;
	bool chosen;
};
struct deskwork_links {
	struct deskwork_link *at;
	size_t n, room;
};

/* One column in the panel of filters. */
struct deskwork_field {
	str code, label, from, to, typed;
	str from_id, to_id, empty_id;
	bool is_choice, is_text, is_range, is_day, is_active, is_empty, wrong;
	int64_t chosen; /* how many */
	struct desk_options options;
};
struct deskwork_fields {
	struct deskwork_field *at;
	size_t n, room;
};

struct deskwork_hidden {
	str name, value;
};
struct deskwork_hiddens {
	struct deskwork_hidden *at;
	size_t n, room;
};

struct deskwork_head {
	str label, sorted; /* none | ascending | descending */
	url sort;
	bool num;
};
struct deskwork_cell {
	str text, label, tone; /* label: of the column, on a phone */
	bool num, empty;
};
struct deskwork_row {
	bool is_group;
	str id, title, first; /* first: the text of the first column, which leads to the file */
	str group, group_count;
	url link;
	LIST_OF(struct deskwork_cell) cells; /* without the first */
};

struct deskwork_list_view {
	struct layout_view layout;
	struct filing_problems problems;
	str territory, said;
	str count, bearers, asked, cost, shown, search;
	bool may_run, cut, filtered, is_open, has_pages, can_undo, grouped;
	url action, bulk, plain, csv, xlsx, ods, previous, next, keep, forget, undo, routing, labels, templates, logos;
	str undo_id, first_label;
	struct deskwork_fields fields;
	struct desk_options columns, groups, sizes;
	struct deskwork_links chips, views;
	struct deskwork_hiddens kept; /* the whole wish, for forms */
	LIST_OF(struct deskwork_head) heads;
	LIST_OF(struct deskwork_row) rows;
	LIST_OF(struct deskwork_cell) totals;
	LIST_OF(struct desk_waiting_row) waiting;
	LIST_OF(struct desk_call_row) call_rows;
	struct desk_options officers, stickers, states;
	str query, view_name, opinions_awaited, replies_late; /* of the review: said when there are any */
	url opinions;
	struct desk_options own_views; /* that may be removed */
};

/* What an application's officers know of it, on the page of its sheet or on its own. */
struct deskwork_money {
	str label, asked, voted;
};
struct deskwork_past {
	str title, call, year, bearer, state, cost;
	bool same_action, same_bearer, is_this;
	url link;
	LIST_OF(struct deskwork_money) funders;
};
struct deskwork_pasts {
	struct deskwork_past *at;
	size_t n, room;
};
struct deskwork_twin {
	str why, title, bearer, other;
	url link;
};
struct deskwork_note {
	str note, who, when, text;
	bool mine;
};
struct deskwork_label {
	str code, label, tone;
};
struct deskwork_file {
	str base;   /* the revision that its forms carry */
	str code;   /* of the application, in addresses */
	str others; /* who else has it open */
	str state, tone; /* of the application, which goes on when the sheet is filed */
	bool may_run, has_sheet;
	url to_review, to_scores, to_opinions, to_conflicts;
	url to_plan; /* of what was filed here */
	bool may_mark;
	url to_labels, to_unlabel, to_notes, to_note_remove, to_state, to_two, to_presence, back, previous, next;
	str list;  /* its wish */
	str place; /* in the list that one comes from */
	str note, state_reason; /* typed */
	bool note_wrong, state_wrong;
	struct desk_options stickers, states;
	LIST_OF(struct deskwork_label) labels;
	LIST_OF(struct deskwork_note) notes;
	LIST_OF(struct follow_event) history;
	struct deskwork_pasts pasts;
	LIST_OF(struct deskwork_twin) twins;
	LIST_OF(struct follow_event) changed; /* since the page that was sent was shown */
};
struct deskwork_bulk_line {
	str number, title, bearer, before, after, why;
	bool can;
};
struct deskwork_bulk_view {
	struct layout_view layout;
	struct filing_problems problems;
	str kind, kind_said, count, wish, picked, can_picked, text, due, owner, label, state, will, will_not;
	bool is_owner, is_due, is_label, is_state, is_text, is_completion, ready;
	struct desk_options owners, labels, states, topics;
	LIST_OF(struct deskwork_bulk_line) lines;
	url action, act, back;
};
struct deskwork_rule {
	str name, title, days;
	struct desk_options calls, districts, themes, goals, people;
};
struct deskwork_caught {
	str title, bearer, to, rule;
};
struct deskwork_routing_view {
	struct layout_view layout;
	struct filing_problems problems;
	LIST_OF(struct deskwork_rule) rules;
	LIST_OF(struct deskwork_caught) caught;
	int64_t caught_count;
	url action, apply;
};
struct deskwork_label_row {
	str code, label, tone, used;
};
struct deskwork_labels_view {
	struct layout_view layout;
	struct filing_problems problems;
	LIST_OF(struct deskwork_label_row) labels;
	struct desk_options tones;
	str label;
	url action, remove, list;
};
struct deskwork_application_view {
	struct layout_view layout;
	struct filing_problems problems;
	struct deskwork_file work;
	str title, bearer, call, state, tone, number, cost, asked, owner, due, due_typed, summary;
	struct desk_options officers;
	LIST_OF(struct deskwork_money) funders;
	struct str_list districts, goals, themes, publics;
	url to_follow, programme;
};

#endif
