/* What the pages of imports show: the five steps (receive, columns, check, preview, done), in words. */
#ifndef WEB_IMPORTS_VIEWS_H
#define WEB_IMPORTS_VIEWS_H

struct import_step_view { /* where one is among the five */
	str label;
	url link;
	bool here, reached;
};
struct import_top_view {
	str call, name, state, tone;
	LIST_OF(struct import_step_view) steps;
};

struct imports_row_view {
	str number, name, kind, state, tone, said;
	url link;
};
struct imports_book_view {
	str xlsx_label, ods_label;
	url xlsx, ods;
};
struct imports_view {
	struct layout_view layout;
	struct filing_problems problems;
	str call, text; /* pasted, kept */
	url action, paste, xlsx, ods, dauphin, grid;
	LIST_OF(struct imports_row_view) rows;
	LIST_OF(struct imports_book_view) books; /* of each scenario, when there are several */
};

struct import_column_view {
	str number, heading, values;
	bool ignored; /* it holds amounts that nothing takes */
	struct desk_options roles, stages;
};
struct import_columns_view {
	struct layout_view layout;
	struct import_top_view top;
	struct filing_problems problems;
	url action, drop;
	str header, found;
	struct desk_options sheets, stages, scenarios;
	LIST_OF(struct import_column_view) columns;
};

struct import_fault_view {
	str place, text, tone;
};
struct import_question_view {
	str number, key, text, place;
	bool required, answered;
	struct desk_options options;
};
struct import_check_view {
	struct layout_view layout;
	struct import_top_view top;
	struct filing_problems problems;
	url action, next, drop, errors;
	str counts, merged, printed, printed_tone, report;
	bool has_errors, has_findings;
	struct finding_list findings;
	LIST_OF(struct import_fault_view) faults;
	LIST_OF(struct import_question_view) questions;
	int64_t fault_count, open, faults_more;
};

struct import_change_view {
	str what, before, after;
	bool conflict, mine;
	str key; /* of the box that takes one's own value */
};
struct import_line_view {
	str number, title, bearer, verdict, tone, by;
	bool can_leave, left;
	LIST_OF(struct import_change_view) changes;
	LIST_OF(struct import_fault_view) notes;
};
struct import_preview_view {
	struct layout_view layout;
	struct import_top_view top;
	struct filing_problems problems;
	url action, check, drop, errors, undo, grid;
	str lead, digest, shown, reason, passed, done;
	bool can_apply, has_errors, is_done, can_undo, confirmed, has_conflicts;
	int64_t makes, changes, same, asks, refused, left, more, deleted_count;
	LIST_OF(struct import_line_view) lines;
	struct str_list deleted;
};

#endif
