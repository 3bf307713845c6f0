/* Letters, orders and refusals of one funder as PDFs that are ready to be signed (B15, L7, P8): filled from the funder's own template, the town's or ours, all by one sandboxed child and
   one run of LibreOffice, each page with its mark; and all of them in one file. Writes bytes into the store and no row: actions/notify.h records them. Called on the slow pool and by the
   command line. */
#ifndef JOBS_MAKE_LETTERS_H
#define JOBS_MAKE_LETTERS_H

#include "actions/notify.h"
#include "actions/read_notices.h"
#include "documents/template.h"
#include "jobs/make_document.h"

struct letters_wish {
	const struct notices *notices;
	const struct notice **which; /* with a decision that can be told */
	size_t count;                /* at most LIMIT_LETTERS_BATCH */
	bool orders;                 /* awards as orders, not as letters */
};
struct letters_made {
	struct letter_made *at;
	size_t n, room;
};
/* OK; INVALID with problems: nobody signs, the template does not fit, too many; NOT_FOUND: no LibreOffice, or no store of files; BUSY, TOO_BIG, BROKEN. */
must_use enum status make_letters(const struct document_maker *m, const struct letters_wish *wish, struct letters_made *made, struct problems *ps);

/* Those PDFs of the store in one file, to be signed; on both sides of the paper when `both_sides` is LETTERS_BOTH_SIDES. Statuses as above. */
enum letters_sides { LETTERS_ONE_SIDE, LETTERS_BOTH_SIDES };
must_use enum status merge_letters(const struct document_maker *m, const str *sha256, size_t count, enum letters_sides sides, str *pdf, struct problems *ps);

/* What a letter says of one notice: for the preview of a template, and tests. */
const struct template_scope *letter_data(const struct document_maker *m, const struct notices *n, const struct notice *notice, str code);
/* "letters-lievin-2024-region.pdf" */
str letters_name(struct arena *a, const struct notices *n, const char *what);

#endif
