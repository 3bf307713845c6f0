/* The town's and the funders' own document templates (table template): the last one of a kind that was not removed is used; none is ever overwritten. Verb run_desk. The file has
   been looked at before (documents/template.h): nothing is added that cannot be filled. */
#ifndef ACTIONS_TEMPLATES_H
#define ACTIONS_TEMPLATES_H

#include "actions/safe.h"
#include "domain/permission.h"

struct template_add {
	territory_id territory;
	str kind, funder; /* name of the kind; code, or empty: all funders */
	struct stored_file file;
};
/* INVALID: no such funder. DENIED. */
must_use enum status template_add(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct template_add *add, int64_t *id, struct problems *ps);
/* OK also when it was removed already. NOT_FOUND, DENIED. */
must_use enum status template_remove(struct db *db, struct arena *a, const struct actor *actor, instant now, territory_id territory, int64_t id);

#endif
