/* Replacements: where a rule is named that others replace, the first of these that is applicable answers, else the rule itself. What some replacements make
   of a rule is one node, wherever it stands. A replacement is not itself replaced. Works on rules whose names are resolved; called by load.c, and by
   expressions.c for one expression. */
#include "rules/names.h"
#include "rules/read.h"

#include "base/limits.h"

#include <stdlib.h>

/* ---- the table ---- */

static const struct rules_model *sorting; /* qsort has no context; set and read on one thread at a time */

static int in_order(const struct replacement *a, const struct replacement *b, const struct rules_model *m)
{
	if (a->target != b->target)
		return a->target < b->target ? -1 : 1;
	int by_priority = number_cmp(b->priority, a->priority);
	if (by_priority == 1 || by_priority == -1)
		return by_priority;
	int by_name = name_compare(m->rules.at[b->by].name, m->rules.at[a->by].name);
	if (by_name)
		return by_name;
	return a->order < b->order ? 1 : a->order > b->order ? -1 : 0;
}
