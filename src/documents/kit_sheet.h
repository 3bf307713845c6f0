/* The page of instructions inside a communication kit (L7): which logos in which order, what each funder asks to be printed and where, as a Word document of one page. Called by
   jobs/make_kit.c; pure. */
#ifndef DOCUMENTS_KIT_SHEET_H
#define DOCUMENTS_KIT_SHEET_H

#include "base/arena.h"
#include "base/status.h"
#include "base/words.h"

struct kit_line {
	str label, mention, places;
	str picture; /* PNG or JPEG; absent: the logo was not given yet */
};
struct kit_sheet {
	enum lang lang;
	str title, call;      /* of the action */
	str sentence, rules;  /* rules: a line each */
	str note;             /* in small at the end: when it was made, from what */
	const struct kit_line *lines;
	size_t count;
};
/* Same sheet, same bytes. A picture whose size cannot be read is left out. TOO_BIG, BROKEN. */
must_use enum status kit_sheet_docx(struct arena *a, const struct kit_sheet *sheet, str *docx);

#endif
