/* Letters as PDF: the mark on the foot of each page (QR and the same code in letters, decision 0029), all of them in one file to be signed, and a signed letter put together again
   from the pages of a scan. All of it happens in the sandboxed child with libqpdf: a scan is anybody's file, and a letter was made from somebody's template. Called by jobs/. */
#ifndef DOCUMENTS_LETTER_PDF_H
#define DOCUMENTS_LETTER_PDF_H

#include "base/problem.h"
#include "base/values.h"

struct letter_pdf {
	str code; /* domain/letter_code.h */
	str pdf;
	int64_t pages; /* out */
};

/* Each page gets its mark; `pdf` is replaced, `pages` set. INVALID, TOO_BIG with problems: not a PDF, more than LIMIT_LETTER_PAGES pages, too much. BROKEN. */
must_use enum status letters_stamp(struct arena *a, struct letter_pdf *letters, size_t count, struct problems *ps);

/* One file, in that order. */
must_use enum status letters_merge(struct arena *a, const str *pdfs, size_t count, str *pdf, struct problems *ps);
/* The same to be printed on both sides: each letter begins on a sheet of its own. */
must_use enum status letters_merge_both_sides(struct arena *a, const str *pdfs, size_t count, str *pdf, struct problems *ps);

struct scan_part {
	str pdf;      /* the scan */
	int64_t page; /* in it, from 1 */
	int turn;     /* quarters clockwise that make it upright */
};
/* Those pages, in that order, upright. INVALID: a page that is not there. */
must_use enum status letter_assemble(struct arena *a, const struct scan_part *parts, size_t count, str *pdf, struct problems *ps);

#endif
