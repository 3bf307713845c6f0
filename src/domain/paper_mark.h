/* How a field is marked in a Word sheet, so that what is written beside it finds its way back: the tag of its content control, and the print of a form by which a sheet of
   another call or of an older form is known. Shared by documents/ (writes them) and imports/ (reads them). Pure. */
#ifndef DOMAIN_PAPER_MARK_H
#define DOMAIN_PAPER_MARK_H

#include "domain/form.h"

/* The name of the property of the document that carries a mark. */
#define PAPER_PROPERTY "FaubourgSheet"

enum { PAPER_TAG_BYTES = 64 }; /* Word refuses longer ones */

/* "project.title"; of a box to tick "project.districts=QN06228M"; what would be too long is "#" and 32 digits of its SHA-256. `code` may be absent. */
str paper_tag(struct arena *a, str key, str code);

/* 16 digits that depend on every key, kind and choice of both forms, in their order, not on words. */
str paper_print(struct arena *a, const struct form *identity, const struct form *application);

struct paper_mark {
	str call, request, applicant_kind, print;
};
/* "lievin-2024 first association 0123456789abcdef". */
str paper_mark_write(struct arena *a, const struct paper_mark *mark);
/* False: no such text. */
bool paper_mark_read(str text, struct paper_mark *mark);

#endif
