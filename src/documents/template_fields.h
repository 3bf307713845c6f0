/* Every field that a template may use: its name, the list it stands in, for which kinds of documents, what it is in words, an example. One table. Read by the engine, the command
   line and the page of templates. */
#ifndef DOCUMENTS_TEMPLATE_FIELDS_H
#define DOCUMENTS_TEMPLATE_FIELDS_H

#include "documents/template.h"

struct template_field {
	str name;       /* "amount_*": one for each funder, by its code */
	str within;     /* list that it stands in; empty: anywhere */
	bool list;      /* repeats: {{#name}} … {{/name}} */
	unsigned kinds; /* bit 1 << enum template_kind */
	enum word label, example;
};
const struct template_field *template_fields(size_t *count);

/* Fills look->unused. */
void template_unused(struct arena *a, enum template_kind kind, struct template_look *look);

#endif
