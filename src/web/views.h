/* What each page shows, ready to be written: the handlers of web/ fill these structs, the generated functions of gen/pages.h write them.
   Text that was composed (dates, quantities with their unit, words of a code) is a str; money, counts and days keep their types.
   A list has `at` and `n`. Everything belongs to the arena of the request. */
#ifndef WEB_VIEWS_H
#define WEB_VIEWS_H

#include "base/arena.h"
#include "base/html.h"
#include "base/values.h"

struct str_list {
	str *at;
	size_t n, room;
};

struct crumb_view {
	str label;
	url link;
};

struct walk_link {
	str label;
	url link;
	bool current;
	size_t under; /* its place in the table of walk.c */
};
struct walk_links {
	LIST_OF(struct walk_link) links;
};

struct layout_view {
	enum lang lang;
	const struct zone *zone; /* of the dates that the page writes; NULL: Europe/Paris */
	str lang_code; /* "fr" */
	str base;      /* "" or "/en": what literal links of the page are prefixed with */
	str title;     /* of the page, without the product's name */
	str section;   /* territory or call that the page belongs to, for the <title>; or absent */
	bool in_french, shows_trail, has_alternates, has_accent, wide, refuse_index;
	url french, english; /* this page in both languages, for hreflang */
	url here, other;     /* this page; the same page in the other language */
	url css, accent, icon;
	url help; /* /help; on the pages of a request, whom to call about it */
	str query; /* what the search box holds */
	str clock; /* that the time is not the real one; absent when it is */
	str csrf;  /* of every form that posts */
	LIST_OF(struct crumb_view) crumbs;
	LIST_OF(struct walk_link) walk; /* the other pages of the same call, where `walks` (walk.h) */
	bool walks;
};

struct finding_view {
	str tone; /* error | warning | information */
	str severity, place, text;
};
struct finding_list {
	LIST_OF(struct finding_view) findings;
	int64_t more; /* beyond LIMIT_PAGE_FINDINGS */
};

struct call_card {
	url link, programme;
	str title, kind, territory, year;
	url territory_link;
	str tone;  /* open | soon | closed */
	str state; /* "Ouvert" */
	str when;  /* "jusqu'au 13 septembre 2024 à midi" */
	bool has_programme, has_territory;
};
struct call_cards {
	LIST_OF(struct call_card) calls;
};

/* ---- home ---- */
struct home_territory {
	url link;
	str name, kind, population;
	int64_t districts, municipalities;
};
struct home_programme {
	url link;
	str title, territory, state;
	money total;
	int64_t actions;
};
struct home_view {
	struct layout_view layout;
	LIST_OF(struct home_territory) territories;
	LIST_OF(struct home_programme) programmes;
	struct call_cards open, past;
	bool has_rules; /* of one call at least: a project can be checked */
};

/* ---- pieces that several pages share ---- */
struct heading_items {
	str heading;
	struct str_list items;
};
struct linked_item {
	str label;
	url link; /* the territory's page, filtered by this item */
	bool has_link;
};
struct linked_items {
	str heading;
	LIST_OF(struct linked_item) items;
};
struct indicator_view {
	str label, unit, source, measures;
	bool sexed;
	struct str_list values; /* "2024, point de départ : 12" */
};
struct goal_list;
struct goal_view {
	str code, anchor, number, label, summary, kind, original; /* original: the library's label when the district words it otherwise */
	str below; /* "3 pistes d'action" */
	str more;  /* what has_more holds */
	bool collapsed, is_root, has_more, shows_coverage, covered, has_original;
	int64_t actions;
	money amount;
	LIST_OF(struct heading_items) details;
	LIST_OF(struct heading_items) items; /* publics, themes, events */
	LIST_OF(struct indicator_view) indicators;
	struct goal_list *children;
};
struct goal_list {
	LIST_OF(struct goal_view) goals;
};

struct contact_view {
	str institution, role, theme, note, municipalities;
	bool everywhere;
};
struct option_view {
	str value, label;
	bool selected;
};
struct contacts_view {
	url action;       /* of the form */
	str field;        /* id of the select */
	LIST_OF(struct option_view) municipalities;
	bool asked, known;
	str asked_name;
	LIST_OF(struct contact_view) here, everywhere; /* of the commune asked for */
	LIST_OF(struct contact_view) all;
};

struct source_view {
	str title, kind, publisher, date;
	str anchor;
	url link;
	bool has_link;
};
struct source_list {
	LIST_OF(struct source_view) sources;
};

/* ---- territory ---- */
struct filtered_action {
	url link;
	str title, bearer;
	money total;
};
/* By theme and by public (L1): what the page then shows of calls, goals and actions. */
struct filter_view {
	url action, clear;
	bool offered, asked;
	str words; /* "1 appel, 4 objectifs" */
	LIST_OF(struct option_view) themes, publics;
	LIST_OF(struct filtered_action) actions;
	int64_t action_count;
	money total;
};
struct district_row {
	url link;
	int64_t number; /* of its marker on the map */
	str name, codes, municipalities, population, renewal;
	bool has_renewal;
};
struct district_group {
	str label, explanation, subtotal;
	int64_t count;
	bool counted, coded, renewed; /* which columns have something */
	LIST_OF(struct district_row) rows;
};
struct printed_row {
	str label, printed, computed, place, source, verdict, tone;
};
struct dated_line {
	str date, text;
};
struct agreement_view {
	str title, kind, period, signed_on;
	bool has_signature;
	struct str_list signatories, commitments;
	LIST_OF(struct dated_line) amendments;
};
struct body_view {
	str name, chair, open_to, meetings;
	bool has_meetings;
	struct str_list members, missions;
};
struct cooperation_view {
	str label, text, municipality, district;
	url district_link;
	bool has_district;
};
struct fact_view {
	str label, value;
};
struct territory_view {
	struct layout_view layout;
	str name, kind, summary;
	LIST_OF(struct fact_view) facts;
	LIST_OF(struct district_group) groups;
	str population;
	bool has_total;
	html map;
	bool has_map;
	struct call_cards calls;
	LIST_OF(struct agreement_view) agreements;
	struct goal_list goals;
	LIST_OF(struct linked_items) lists;
	struct filter_view filter;
	LIST_OF(struct body_view) bodies;
	LIST_OF(struct heading_items) participation;
	LIST_OF(struct cooperation_view) cooperations;
	str impact_summary;
	str impact_year;
	bool has_impact;
	struct contacts_view contacts;
	LIST_OF(struct printed_row) printed;
	struct finding_list findings;
	struct source_list sources;
};

/* ---- district ---- */
struct portrait_row {
	str label, value, comparison, comparison_label, source, note;
	str gap;  /* in words: "14,2 points au-dessus" */
	str tone; /* above | below | same | none */
};
struct place_view {
	str name;
	bool shared;
};
struct district_action {
	str title, bearer, call;
	url link;
	money total, funded;
};
struct district_view {
	struct layout_view layout;
	str name, code, kind, explanation, population, renewal, perimeter_note;
	str territory;
	url territory_link;
	bool has_population;
	LIST_OF(struct fact_view) codes;
	LIST_OF(struct place_view) places;
	LIST_OF(struct portrait_row) portrait;
	struct str_list irritants, opportunities, stakes;
	bool has_notes;
	struct goal_list goals;
	str coverage; /* "3 objectifs sur 4 ont une action financée, pour 248 656 €." */
	str coverage_tone;
	html drawing;
	bool has_drawing;
	str drawing_source;
	LIST_OF(struct district_action) actions;
	money actions_total;
};

/* ---- call ---- */
struct phase_view {
	str label, kind, when, body, note, state, tone;
};
struct clause_view {
	str label, text, article, funder;
};
struct clause_group {
	str label;
	int64_t count;
	LIST_OF(struct clause_view) clauses;
};
struct channel_view {
	str kind, label, note;
	url link;
	bool has_link;
};
struct document_view {
	str label, bearer, request, medium, note;
};
struct criterion_view {
	str label, weight;
	bool has_weight;
	struct str_list points;
};
struct envelope_view {
	str funder, label, section, state, year, amount;
};
struct linked_name {
	str label;
	url link;
};
struct call_view {
	struct layout_view layout;
	str title, kind, summary, territory, year, agreement;
	url territory_link, programme_link, diagnosis_link, regulation_link, apply_link, opinions_link;
	int64_t opinions; /* of citizen councils, published with their replies */
	bool has_programme, has_rules, open;
	str state, tone, when;
	LIST_OF(struct phase_view) phases;
	LIST_OF(struct clause_group) applicants; /* who may apply, with whom, where */
	LIST_OF(struct clause_group) clauses;    /* the other clauses */
	struct goal_list goals;
	str goals_heading;
	LIST_OF(struct linked_items) lists;
	LIST_OF(struct document_view) documents;
	LIST_OF(struct criterion_view) criteria;
	struct str_list self_diagnosis;
	LIST_OF(struct envelope_view) envelopes;
	LIST_OF(struct channel_view) channels;
	struct contacts_view contacts;
	struct str_list logos;
	LIST_OF(struct linked_name) districts;
	struct source_list sources;
};
struct call_contacts_view {
	struct layout_view layout;
	str call;
	struct contacts_view contacts;
};

/* ---- programme ---- */
struct funder_column {
	str label, group;
	bool valued;
	money amount;
};
struct amount_cell {
	str funder;
	money amount;
	bool zero, valued;
};
struct programme_row {
	str anchor, title, summary, bearer;
	money total, gap;
	bool has_gap, has_more;
	str gap_text;
	LIST_OF(struct amount_cell) cells;
	struct str_list results;
};
struct programme_section {
	str label;
	int64_t columns; /* of the whole table */
	money total;
	LIST_OF(struct programme_row) rows;
	LIST_OF(struct amount_cell) totals;
};
struct group_row {
	str label, percent, printed;
	money amount, valued;
	bool has_valued, differs;
	LIST_OF(struct funder_column) funders;
};
struct receipt_view {
	str number, place, sent, received;
};
/* A version as it was voted: its text, for whoever wants to work out the fingerprint again. */
struct voted_version {
	str label, frozen, decision, sha256, file;
	url text;
};
struct programme_view {
	struct layout_view layout;
	str title, call, territory, annex, state, decision, printed_total;
	str tone;
	url call_link, csv, json, xlsx, docx, ods, opinions_link;
	int64_t opinions; /* of citizen councils, published with their replies */
	money total, funded, valued;
	int64_t action_count;
	bool has_valued, has_decision, has_printed, has_findings, has_chart, has_table, has_xlsx, has_word, is_empty;
	struct finding_list findings;
	LIST_OF(struct receipt_view) receipts;
	LIST_OF(struct voted_version) voted; /* latest first */
	LIST_OF(struct funder_column) funders;
	LIST_OF(struct programme_section) axes;
	LIST_OF(struct group_row) groups;
	html chart;
};

/* ---- search ---- */
struct search_hit {
	url link;
	str kind, title, context, territory;
};
struct search_view {
	struct layout_view layout;
	str query, heading;
	bool asked, found, has_more;
	int64_t count;
	url more;
	LIST_OF(struct search_hit) hits;
};

/* ---- words only, and refusals ---- */
struct words_view {
	struct layout_view layout;
	str version;
};
struct error_view {
	struct layout_view layout;
	int64_t status;
	str heading, explanation, reference;
	bool has_reference;
};

#include "web/rule_views.h"
#include "web/core_views.h"
#include "web/accounts_views.h"
#include "web/organisation_views.h"
#include "web/writing_views.h"
#include "web/figures_views.h"
#include "web/grid_views.h"
#include "web/allocation_views.h"
#include "web/files_views.h"
#include "web/revised_views.h"
#include "web/filing_views.h"
#include "web/mail_views.h"
#include "web/desk_views.h"
#include "web/adoption_views.h"
#include "web/imports_views.h"
#include "web/notify_views.h"
#include "web/paper_views.h"
#include "web/deskwork_views.h"
#include "web/sessions_views.h"
#include "web/review_views.h"

#endif
