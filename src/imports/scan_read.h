/* Whose page is it? Reads the marks (domain/letter_code.h) of a file of signed letters that came back: by what the PDF itself says when it was signed on a screen, else by the QR of
   each page made a picture (documents/raster.h), whichever way up. Everything is decoded in the sandboxed child, with libqpdf and libzbar (decision 0029). Called by jobs/. */
#ifndef IMPORTS_SCAN_READ_H
#define IMPORTS_SCAN_READ_H

#include "base/problem.h"
#include "domain/letter_code.h"

enum scan_found { SCAN_NOTHING, SCAN_TEXT, SCAN_PICTURE, SCAN_BLANK };

struct scan_page {
	enum scan_found found;
	struct letter_mark mark; /* of TEXT and PICTURE */
	int turn;                /* quarters clockwise that make it upright */
};
struct scan_pages {
	struct scan_page *at;
	size_t n, room;
};

/* One for each page of the PDF: TEXT, or NOTHING. INVALID, TOO_BIG with a problem: not a PDF, more than LIMIT_SCAN_PAGES. BROKEN. */
must_use enum status scan_text(struct arena *a, str name, str pdf, struct scan_pages *pages, struct problems *ps);

/* One page as a grey picture (PGM, binary): PICTURE, BLANK or NOTHING. INVALID: not such a picture. BROKEN. */
must_use enum status scan_picture(struct arena *a, str pgm, struct scan_page *page, struct problems *ps);
/* The decoder itself, for the child and for the fuzzer. */
must_use enum status scan_picture_here(struct arena *a, str pgm, struct scan_page *page);

#endif
