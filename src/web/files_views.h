/* What the pages of the area "files" show; part of views.h, as the others: the checklist of an application with what is attached, and the safe of an organisation. Texts are
   ready to be written. */
#ifndef WEB_FILES_VIEWS_H
#define WEB_FILES_VIEWS_H

#include "web/views.h"
#include "web/writing_views.h"

struct file_problem {
	str text;
	url link; /* to what it is about */
};
struct file_problems {
	struct file_problem *at;
	size_t n, room;
};
struct file_line {
	str id, name, facts; /* facts: "PDF, 3 pages, 1,2 Mo – ajouté le 3 mars 2025 par …" */
	url link, remove, rename, keep;
	bool not_scanned, open, can_keep;
	str remove_label;
};
struct photo_line {
	str id, name, order;
};
struct safe_offer {
	str id, name, facts, use_label;
};
struct checklist_view_item {
	str code, label, note, state, tone, purpose, original, ended;
	str choose_label, send_label; /* with the document in them, for those who do not see the page */
	bool is_other, open, for_others; /* for_others: this bearer is not asked */
	bool can_join;
	url from_safe, join;
	LIST_OF(struct file_line) files;
	LIST_OF(struct safe_offer) safe;
	LIST_OF(struct photo_line) photos; /* two or more */
};
struct attachments_view {
	struct layout_view layout;
	str over, title, progress, progress_tone, done; /* done: what was just done; or absent */
	url action, list, safe;
	str accepts;
	bool writable, no_antivirus, has_problems;
	int64_t problem_count;
	struct file_problems problems;
	struct unfiled_view unfiled;
	LIST_OF(struct checklist_view_item) items;
};

struct safe_line {
	str id, name, facts, validity, tone, remove_label;
	url link, remove;
	bool not_scanned;
};
struct safe_group {
	str code, label;
	LIST_OF(struct safe_line) documents;
};
struct safe_kind_option {
	str code, label;
	bool chosen;
};
struct safe_view {
	struct layout_view layout;
	str title, accepts, done, starts, ends;
	url action, back;
	bool writable, no_antivirus, has_problems;
	int64_t problem_count;
	struct file_problems problems;
	LIST_OF(struct safe_group) groups;
	LIST_OF(struct safe_kind_option) kinds;
};

#endif
