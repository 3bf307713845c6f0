/* How wide a text is before anybody has drawn it: to set row heights of workbooks and to place labels in drawings.
   Widths are those of DejaVu Sans, among the widest of the usual sans-serif faces, so that what fits by this measure fits in Arial, Liberation
   or Noto too. Unit: thousandths of the font size ("milliems"). Owns nothing but its table. */
#ifndef DOCUMENTS_MEASURE_H
#define DOCUMENTS_MEASURE_H

#include "base/arena.h"

int64_t text_milliems(str s);

struct text_lines {
	LIST_OF(str) list; /* pieces of the text, without the blanks between lines */
};

/* Breaks at blanks (never at a no-break space) and at line feeds; a word wider than a line is cut. width >= 1. An empty text has one empty line. */
struct text_lines text_wrap(struct arena *a, str s, int64_t width_milliems);
/* How many lines text_wrap would give. */
size_t text_line_count(str s, int64_t width_milliems);
/* s, or its beginning and "…" when it is wider. */
str text_fit(struct arena *a, str s, int64_t width_milliems);

#endif
