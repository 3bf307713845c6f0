/* Between documents/template.c, which works on a template, and template_file.c, which has it done in a child. Private. */
#ifndef DOCUMENTS_TEMPLATE_RUN_H
#define DOCUMENTS_TEMPLATE_RUN_H

#include "documents/template.h"

struct template_run {
	struct arena *a;
	enum template_kind kind;
	enum lang lang;     /* of the problems' place */
	const str *funders; /* codes */
	size_t funder_count;
	struct problems *ps;
};

/* OK, INVALID, TOO_BIG with problems. */
must_use enum status template_look_run(const struct template_run *run, str bytes, struct template_look *look);
must_use enum status template_fill_run(const struct template_run *run, str bytes, const struct template_scope *const *data, size_t count, str *made);

#endif
