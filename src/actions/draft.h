/* A draft as a file, apart from any account: what a bearer would type for one call, by key (domain/form.h). Read for `faubourg form check`, for tests and for what others give
   us in that shape: {"call", "request", "applicant_kind", "identity": {key: text}, "values": {key: text}, "attached": [code]}. Never writes. */
#ifndef ACTIONS_DRAFT_H
#define ACTIONS_DRAFT_H

#include "domain/form_facts.h"
#include "store/db.h"

struct draft {
	str call, request, applicant_kind;
	struct form_values identity, values; /* as typed */
	LIST_OF(struct attached) attached;
};

/* INVALID: not such a file (ps). */
must_use enum status draft_read(struct arena *a, str file, str text, struct draft *draft, struct problems *ps);

/* What the draft is as sheets: forms of its call and bearer, values as they are kept. Problems of what does not read, contradicts itself or is missing to file go to ps
   (`file` absent, `field` the key); an unknown key too. OK also with problems. NOT_FOUND: no such call. */
struct drafted {
	struct form_context context, identity_context;
	struct form *form, *identity_form;
	struct form_values values, identity; /* kept */
};
must_use enum status draft_check(struct db *db, struct arena *a, const struct draft *draft, const struct ruleset *set, enum lang lang, struct drafted *drafted, struct problems *ps);

#endif
