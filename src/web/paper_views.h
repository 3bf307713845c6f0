/* What the pages of the area "paper" show: sending back a filled Word sheet, and what was read of it. Part of views.h, as the others. */
#ifndef WEB_PAPER_VIEWS_H
#define WEB_PAPER_VIEWS_H

#include "web/views.h"
#include "web/writing_views.h"

struct word_choice {
	str id, value, label;
	bool chosen;
};
struct word_answer {
	str label, value, wrong; /* wrong: what does not read in it; or absent */
};
struct word_topic {
	str title;
	LIST_OF(struct word_answer) answers;
};
struct word_unread {
	str where, text, reason;
};
struct word_view {
	struct layout_view layout;
	str call, title, accepts, problem; /* problem: why the file was not taken; or absent */
	bool existing;      /* into a sheet that is begun */
	bool has_organisations;
	url action, docx, odt, organisation, back;
	bool has_odt;
	LIST_OF(struct word_choice) organisations;
};
struct word_preview_view {
	struct layout_view layout;
	str call, file, found, missing, sealed, applicant, kind, warning; /* warning: of another form; or absent */
	bool existing, nothing;
	url action, back;
	LIST_OF(struct word_topic) topics;
	LIST_OF(struct word_unread) unread;
	int64_t unread_count;
	str problem;                   /* why it was not taken; or absent */
	bool is_renewal;
	struct apply_choices previous; /* of a renewal or a roll-out: the project it starts from */
};

#endif
