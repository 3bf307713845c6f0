/* What the pages of the area "figures" show; part of views.h, as the others: the budget, the publics, the place of an address, the verdict of a sheet. */
#ifndef WEB_FIGURES_VIEWS_H
#define WEB_FIGURES_VIEWS_H

#include "web/views.h"

#include "web/writing_views.h"

/* ---- budget ---- */
struct budget_cell_view { /* one line that is typed; a funder's with what the rules say of it */
	str key, id, name, number, label, value, wrong, described;
	bool is_shown, is_named, has_verdict, is_over;
	str name_id, name_name, name_label, name_value, name_wrong; /* of a funder that the call does not know */
	str state, tone, most, reason, article;
	str granted, granted_tone; /* while the revised budget is asked: what was asked and is given; or absent */
};
struct budget_class_view {
	str code, number, label, sum;
	bool open, is_funders;
	LIST_OF(struct budget_cell_view) cells;
};
struct budget_side_view {
	str title, code, total;
	LIST_OF(struct budget_class_view) classes;
};
struct budget_tab {
	str label;
	url link;
	bool current;
};
struct budget_balance {
	str charges, produits, gap, tone, asked, share, in_kind, in_kind_tone, charges_total, produits_total;
	bool has_share, has_in_kind;
};
struct pasted_view {
	str typed, why;
};
struct budget_view {
	struct layout_view layout;
	struct sheet_bar bar;
	str title, lead, year, pasted, status;
	bool several, in_kind_open, has_rules, can_paste, paste_open;
	bool revises, takes; /* the revised budget is asked; its amounts may be taken here */
	str revised_due, less_id, less_name, less, less_label, less_wrong, took;
	url action, live, verdict;
	str block;
	LIST_OF(struct budget_tab) tabs;
	struct budget_side_view charges, produits, in_kind_charges, in_kind_produits;
	struct budget_balance balance;
	LIST_OF(struct option_view) first_charges, first_produits; /* lines from which a block may be pasted */
	LIST_OF(struct pasted_view) unplaced;
};

/* ---- publics ---- */
struct public_cell_view {
	str id, name, value, label, wrong;
};
struct public_band_view {
	str label, total;
	LIST_OF(struct public_cell_view) cells; /* by sex */
};
struct public_tab {
	str code, label, kind, total;
	url link;
	bool current;
};
struct publics_view {
	struct layout_view layout;
	struct sheet_bar bar;
	str title, lead, district, code, kind, total, women, priority, geography, gap, gap_tone, next_label;
	bool has_share, has_gap, has_next, is_shown, only_priority;
	url action, live, place;
	LIST_OF(struct public_tab) tabs, others;
	struct str_list sexes, sums;
	LIST_OF(struct public_band_view) bands;
	LIST_OF(struct field_view) fields;
};

/* ---- place ---- */
struct found_district {
	str label, kind, how;
	bool in_scope;
};
struct district_finder_view {
	struct layout_view layout;
	struct sheet_bar bar;
	str asked, said;
	bool was_asked, has_outlines;
	url action, back;
	LIST_OF(struct found_district) found;
};

/* ---- verdict ---- */
struct sheet_verdict_view {
	struct layout_view layout;
	struct sheet_bar bar;
	bool has_rules, several;
	str status, of_year;
	url call_link;
	LIST_OF(struct budget_tab) years;
	struct call_verdict_view call;
	LIST_OF(struct linked_name) missing;
};

#endif
