/* One application as a file that a person writes or that a program exports: what is known of it, by the names of the vocabulary. The form is described in
   packs/RULES.md; keys are English or French. Called by `faubourg verdict`, `rules try` and the tests. Whether a name is a question, and its value an answer
   to it, is the judge's to say (domain/verdict.h): here only the form is checked. */
#ifndef IMPORTS_APPLICATION_READ_H
#define IMPORTS_APPLICATION_READ_H

#include "base/problem.h"
#include "domain/verdict.h"

/* OK; or INVALID, NOT_FOUND, DENIED, TOO_BIG with every problem (file, line, field); BROKEN. At most LIMIT_APPLICATION_BYTES. */
must_use enum status application_read(struct arena *a, const char *path, struct application_facts *facts, struct problems *ps);
/* The same for bytes already received; `name` is how problems call them. */
must_use enum status application_read_bytes(struct arena *a, str name, str bytes, struct application_facts *facts, struct problems *ps);

/* An empty application for a ruleset, with every question as a comment: what `faubourg rules blank CALL` prints. Read again, it is an application of which
   nothing is known. */
void application_blank(struct out *o, enum lang lang, const struct ruleset *set);

#endif
