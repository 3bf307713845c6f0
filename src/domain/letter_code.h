/* The code that a letter carries on each of its pages, so that the signed scan finds its file again: twelve letters and digits (base/ids.h) and a thirteenth that catches any one
   wrong letter and any two exchanged (a check in the field of 32 elements). People read "7KQ2-M4XR-9TBC-5"; the QR says "FBG1:7KQ2M4XR9TBC5:2:3", page 2 of 3. Pure. */
#ifndef DOMAIN_LETTER_CODE_H
#define DOMAIN_LETTER_CODE_H

#include "base/arena.h"
#include "base/values.h"

enum { LETTER_CODE_LETTERS = 13 };

/* From id_code(id_new()): 12 letters in, 13 out. */
str letter_code_make(struct arena *a, str id_code);
/* As a person types or reads it: blanks, hyphens, small letters, O for 0, I and L for 1. False: not one, or the check fails. */
bool letter_code_read(struct arena *a, str typed, str *code);
/* With hyphens. */
str letter_code_shown(struct arena *a, str code);

struct letter_mark {
	str code;
	int64_t page, pages; /* from 1; at most LIMIT_LETTER_PAGES */
};
str letter_mark_text(struct arena *a, const struct letter_mark *mark);
/* False for anything that letter_mark_text does not give. */
bool letter_mark_read(struct arena *a, str text, struct letter_mark *mark);

#endif
