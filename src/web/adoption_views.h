/* What the pages of the area "adoption" show; part of views.h, as the others: voted versions, what stands against a vote, one version, year on year, templates. */
#ifndef WEB_ADOPTION_VIEWS_H
#define WEB_ADOPTION_VIEWS_H

#include "web/desk_views.h"

struct adoption_version {
	url link;
	str label, number, title, kind, frozen, decision, tone;
};
struct adoption_scenario {
	url link;
	str label;
};
struct adoption_view {
	struct layout_view layout;
	str call;
	url public_page, compare, templates, notifications;
	bool may_run;
	LIST_OF(struct adoption_version) versions;
	LIST_OF(struct adoption_scenario) scenarios;
};

struct adoption_point {
	str place, text;
};
struct adoption_points {
	struct adoption_point *at;
	size_t n, room;
};
struct adoption_row {
	str title, bearer, change;
	money total;
};
struct adopt_view {
	struct layout_view layout;
	struct filing_problems problems;
	url action, back;
	str heading, counts, title, annex, reason, button, scenario, revision;
	money total, funded, gap;
	bool stops, says, good, is_change, may_adopt;
	int64_t stop_count, say_count;
	struct adoption_points stopping, saying, informing;
	struct desk_options kinds;
	LIST_OF(struct adoption_row) rows;
};

struct adoption_file {
	url link;
	str label;
};
struct adoption_receipt {
	str number, sent, received, place;
};
struct voted_version_view {
	struct layout_view layout;
	struct filing_problems problems;
	url back, public_page, templates, decide, receive, compare;
	str heading, frozen, sha256, call, kind, template_name;
	bool altered, may_run, has_sha256, editable;
	money total, funded;
	str number, day, receipt_number, sent, received, place;
	LIST_OF(struct adoption_receipt) receipts;
	LIST_OF(struct adoption_file) files;
	struct finding_list findings;
	bool has_findings;
};

struct annex_refused_view { /* the town's template does not fit any more */
	struct layout_view layout;
	struct filing_problems problems;
	str name;
	url templates, ours, back;
	bool may_run;
};

struct compare_cell {
	str label;
	money before, after;
	str change, tone;
	bool valued;
};
struct compare_row {
	str title, code, bearer, situation, tone, change, results;
	money before, after;
};
struct compare_group {
	str heading;
	LIST_OF(struct compare_row) rows;
};
struct compare_view {
	struct layout_view layout;
	str lead;
	url action, csv;
	bool none, compared;
	struct desk_options choices;
	LIST_OF(struct compare_cell) funders;
	LIST_OF(struct compare_group) groups;
};

struct template_row {
	str name, kind, funder, added, state, tone, remove_label;
	url link, preview, remove;
	bool in_use, has_preview;
};
struct template_field_row {
	str name, within, label, example, kinds;
};
struct template_made_row {
	str label;
	url link;
};
struct templates_view {
	struct layout_view layout;
	struct filing_problems problems;
	url action;
	str preview_of;
	struct desk_options kinds, funders;
	LIST_OF(struct template_row) rows;
	LIST_OF(struct template_made_row) made;
	LIST_OF(struct template_field_row) fields;
};

#endif
