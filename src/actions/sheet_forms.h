/* What forms are built from, kept in memory: the lists of a call and a form that holds every key it may have, by call, request, kind of bearer, language, règlement and the
   digest of the pack, so that an ordinary save builds and reads nothing. Shared by all threads, read-only; an entry that leaves the list lives until the last arena that
   uses it ends. Called by actions/sheet*.c only. */
#ifndef ACTIONS_SHEET_FORMS_H
#define ACTIONS_SHEET_FORMS_H

#include "domain/form.h"
#include "store/db.h"

struct sheet_form_key {
	territory_id territory; /* where lists are read; not part of the key: a code of a call is of one territory */
	bool identity;
	str call, pack;         /* digest of what was loaded */
	str request, applicant_kind;
	const struct ruleset *rules; /* or NULL */
	enum lang lang;
};

struct sheet_form {
	struct form_context context; /* `rules` is NULL: they are the caller's */
	const struct form *form;     /* with all its lines and years */
};

/* Stays until `a` ends. NOT_FOUND: no such call. BUSY, BROKEN. */
must_use enum status sheet_form_get(struct db *db, struct arena *a, const struct sheet_form_key *key, const struct sheet_form **form);

/* What the call's lists are, read from the tables; without `applicant_kind` and `request`. */
must_use enum status sheet_context_read(struct db *db, struct arena *a, territory_id territory, str call, struct form_context *context);

#endif
