/* Looking at a file that somebody sent: what it is by its content, whether it can be opened, and what is kept of it. Pictures are always made again without what they
   say of place and device, upright, and no larger than what prints well; several become one PDF. All decoding happens in the sandboxed child. Rows A9, B3, B7, L5.
   Called by web/ on the slow pool and by tests; knows no table and no folder. */
#ifndef IMPORTS_DOCUMENT_H
#define IMPORTS_DOCUMENT_H

#include "base/problem.h"
#include "base/values.h"

struct document {
	str media;     /* "application/pdf" */
	str extension; /* "pdf", without the dot */
	bool picture;  /* may be joined with others */
	opt_int pages; /* of a PDF */
	str bytes;     /* what is to be kept */
};

/* At most LIMIT_UPLOAD_BYTES. `name` is only for problems. OK; INVALID or TOO_BIG with a problem: not of an accepted type, damaged, needs a password, holds macros,
   unpacks to too much. BROKEN: the sandbox could not be set up. */
must_use enum status document_look(struct arena *a, str name, str bytes, struct document *document, struct problems *ps);

/* Pictures as document_look keeps them, in this order, one on each A4 page. INVALID, TOO_BIG with a problem. */
must_use enum status document_join(struct arena *a, str name, const str *pictures, size_t count, struct document *document, struct problems *ps);

/* A name of a file as a person may be shown it: composed characters (NFC), without folders, controls or what turns the writing around, at most LIMIT_FILE_NAME_CHARS,
   with that extension. "Document.pdf" when nothing is left. */
str document_name(struct arena *a, str typed, str extension);

#endif
