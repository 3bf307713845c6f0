/* What the pages of imports share: the import of the address with its file read in the sandbox, the frame of the five steps. Called by web/imports_*.c only. */
#ifndef WEB_IMPORTS_H
#define WEB_IMPORTS_H

#include "actions/table_import.h"
#include "web/page.h"

enum import_step { STEP_SEND, STEP_COLUMNS, STEP_CHECK, STEP_PREVIEW, STEP_DONE };

struct import_page {
	struct table_import import;
	const struct table_book *book; /* NULL when it could not be read: problems say why */
	struct problems problems;
	str call_title;
};

/* The import of :document, of :call. NOT_FOUND. */
must_use enum status import_page_head(struct page *pg, struct import_page *p);
/* And its file. A file that no longer reads is a problem, not an error. */
must_use enum status import_page_read(struct page *pg, struct import_page *p);
/* The plan with what is kept of the mapping. What stands against it is in p->problems. */
must_use enum status import_page_plan(struct page *pg, struct import_page *p, struct table_plan *plan);
void import_page_top(struct page *pg, const struct import_page *p, enum import_step here, struct layout_view *layout, struct import_top_view *top, str title);
/* The address of a page of this import: "check". */
url import_link(struct page *pg, const char *under);

/* Of pages that wait for what is written in the grid of this call. */
uint64_t import_topic(const struct page *pg);
/* What is kept of headings. */
str import_digest(struct arena *a, str headings);

str import_problem_text(const struct page *pg, const struct problem *problem);
/* "ligne 42, colonne « Date »". */
str import_place(const struct page *pg, const struct problem *problem);

/* Each page with problems on top. */
must_use enum status imports_page_show(struct page *pg, const struct problems *ps, str text);
must_use enum status import_columns_show(struct page *pg, struct import_page *p, const struct problems *ps);
must_use enum status import_check_show(struct page *pg, struct import_page *p, const struct problems *ps);
struct import_typed { /* what was typed on the preview, when it is shown again */
	str reason;
	bool confirmed;
};
must_use enum status import_preview_show(struct page *pg, struct import_page *p, const struct problems *ps, const struct import_typed *typed);

#endif
