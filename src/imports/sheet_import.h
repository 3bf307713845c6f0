/* A filled sheet as answers: what each line, control and cell says, by tag where tags are left, by the words of the form where they are not. Everything that has no place is
   listed with where it stands, so that nothing is lost in silence. Reads no table and decides nothing of what is right: form_keep judges later. Rows L5, N14. */
#ifndef IMPORTS_SHEET_IMPORT_H
#define IMPORTS_SHEET_IMPORT_H

#include "domain/form.h"
#include "domain/paper_mark.h"
#include "imports/sheet_file.h"

struct imported_value {
	const struct form *form; /* identity or application */
	const struct form_field *field;
	str key, typed;          /* as it would be typed: codes of choices, text else; never empty */
};

enum unread_reason {
	UNREAD_TEXT,    /* belongs to no question */
	UNREAD_CHOICE,  /* none of the choices; `near` is the nearest */
	UNREAD_BOTH,    /* yes and no are ticked */
	UNREAD_TWICE,   /* the question stands twice with two answers; the first was read */
	UNREAD_TOO_MANY /* more lines than the list holds */
};
struct unread {
	enum unread_reason reason;
	str where; /* title of the topic, label of the question; may be empty */
	str text;  /* what stands there */
	str near;  /* or absent */
};
struct sheet_import {
	bool marked; /* it says of which call and form it is */
	struct paper_mark mark;
	LIST_OF(struct imported_value) values;
	LIST_OF(struct unread) unread; /* at most LIMIT_PAPER_UNREAD */
	size_t unread_count;           /* all */
};

/* Both forms in the language of the sheet; they must outlive the import. O(lines × fields). */
void sheet_import_match(struct arena *a, const struct sheet_file *file, const struct form *identity, const struct form *form, struct sheet_import *import);

/* The forms of a bearer in a call, as the sheet needs them, and what was read with them. */
struct sheet_reading {
	const struct form *identity, *form;
	struct sheet_import import;
};
/* `identity` and `values`: of the draft into which the sheet goes, or NULL. Years and lines of other funders that the sheet holds are in the form; `lang` is the reader's: the
   headings of the sheet say in which one it is written. Everything belongs to `a`. */
void sheet_import_read(struct arena *a, const struct sheet_file *file, const struct form_context *context, enum lang lang, const struct form_values *identity,
                       const struct form_values *values, struct sheet_reading *reading);

#endif
