/* The drawing of the mark of a letter's page, as PDF operators: no font, no picture, so that a PDF/A stays one. Private to documents/. */
#ifndef DOCUMENTS_LETTER_MARK_H
#define DOCUMENTS_LETTER_MARK_H

#include "base/out.h"
#include "domain/letter_code.h"

/* In the bottom right corner of a page `width` points wide. False: no memory for the QR. */
bool letter_mark_draw(struct out *o, struct arena *a, const struct letter_mark *mark, double width);

#endif
