/* What every mail has around its text: a greeting, and at the end which site wrote it. One place, so that all mails read alike. Pure. */
#ifndef DOMAIN_LETTER_H
#define DOMAIN_LETTER_H

#include "base/arena.h"
#include "base/values.h"

struct letter {
	enum lang lang;
	str name; /* of who reads; absent or empty: nobody is named */
	str text; /* without greeting or signature; blank lines around it do not matter */
	str site; /* "https://aides.ville.example"; may be absent */
	bool is_read; /* an answer to it arrives somewhere: at the office in charge */
};
/* Lines end with \n. */
str letter_text(struct arena *a, const struct letter *letter);
/* The address of a page in a mail: site, "/en" for who reads English, path from "/". */
str letter_link(struct arena *a, str site, enum lang lang, str path);

#endif
