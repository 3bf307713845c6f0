/* Dotted names ("budget . coût total"): finding a rule by its name, going up, comparing, and resolving a name as seen from a rule. Inside rules/ only.
   Called by load.c, resolve.c, replace.c and by whoever has a name. Names are never changed: two names are the same when their bytes are. */
#ifndef RULES_NAMES_H
#define RULES_NAMES_H

#include "rules/model.h"

uint64_t name_hash(str name);

void index_new(struct rules_model *m);
void index_add(struct rules_model *m, rule_no rule);          /* its name is not in the index */
rule_no index_find(const struct rules_model *m, str space, str name); /* of "space . name"; of "name" when space is empty; 0 when none */

str name_leaf(str name);               /* "coût total" */
bool name_up(str name, str *parent);   /* false at the root */
size_t name_common(str a, str b);      /* how many parts they begin with in common */
size_t name_parts(str name);
str name_title(struct arena *a, str text); /* with a capital */

/* As a French dictionary orders them, and as the reference does (Unicode's default order): spaces, signs, digits, letters; then accents; then capitals. */
int name_compare(str a, str b);

enum resolution { RESOLVED, UNKNOWN_NAME, HIDDEN_NAME, ABOVE_ROOT };
/* What `name` means in rule `from` (0: at the root); *rule is what was meant when it is hidden there, or when ^ goes above the root. */
enum resolution name_resolve(const struct rules_model *m, rule_no from, str name, rule_no *rule);

/* Whether rule `name` may be used in the rule that is called `from` (empty: at the root): private ones only by their space. */
bool name_accessible(const struct rules_model *m, str from, rule_no name);

/* A rule whose name is near; absent when none is. */
str name_nearest(const struct rules_model *m, rule_no from, str name);

#endif
