/* Between imports/sheet_import*.c: every place an answer may have, and what was gathered for it. Private. */
#ifndef IMPORTS_SHEET_IMPORT_PARTS_H
#define IMPORTS_SHEET_IMPORT_PARTS_H

#include "imports/sheet_import.h"

struct place { /* of one answer, or of one box of an answer */
	const struct form *form;
	const struct form_topic *topic;
	const struct form_field *field;
	const struct form_option *option; /* of a box; NULL */
	str key, tag, label;              /* label: folded */
};
struct gathered { /* an answer */
	const struct form *form;
	const struct form_topic *topic;
	const struct form_field *field;
	str key, text;
	uint32_t number;      /* of the control; 0: by its label */
	LIST_OF(str) ticked;  /* codes */
};
struct importing {
	struct arena *a;
	const struct form *forms[2];
	struct sheet_import *import;
	LIST_OF(struct place) places;
	LIST_OF(struct gathered) answers;
	LIST_OF(str) known; /* folded: what the sheet itself says, hints, headings, instructions */
	const struct form_topic *topic;
	const struct form *topic_form;
	struct place *current; /* the question under which lines stand now; NULL */
	bool begun;            /* a topic was met */
	bool ended;            /* the list of documents was */
	size_t budgets;        /* tables of budgets met: years */
};

str import_fold(struct importing *im, str s); /* words only; without the star and the number in front */
const struct place *import_place_tagged(const struct importing *im, str tag);
void import_answer(struct importing *im, const struct place *place, str key, str text, uint32_t number);
void import_tick(struct importing *im, const struct place *place, str code);
void import_unread(struct importing *im, enum unread_reason reason, str where, str text, str near);
bool import_is_known(struct importing *im, str text); /* nothing was written there: a hint, a placeholder, nothing */

/* Lines of one table, from `first`; gives the index behind it. */
size_t import_table(struct importing *im, const struct sheet_file *file, size_t first);
/* A line as if it stood in no table. */
void import_line(struct importing *im, const struct sheet_line *line);

#endif
