/* Inside rules/: sets of missing variables, each rule with its score. Most answers miss nothing: their set is 0 and costs nothing. A set never changes once it is
   made; all of a run's are forgotten at once. Owned by the scratch of a run; called while evaluating. */
#ifndef RULES_MISSING_H
#define RULES_MISSING_H

#include "rules/program.h"

struct scratch;

missing_set missing_merged(struct scratch *s, missing_set a, missing_set b); /* neither empty; scores of a rule in both add up */
missing_set missing_raised(struct scratch *s, missing_set a);                /* not empty; every score plus one */
missing_set missing_one(struct scratch *s, rule_no r, double score);
missing_set missing_with(struct scratch *s, missing_set a, rule_no r, double score); /* r's score becomes `score` */
missing_set missing_without(struct scratch *s, missing_set a, const rule_no *rules, size_t count);
double missing_highest(const struct scratch *s, missing_set a); /* 0 when empty */
bool missing_has(const struct scratch *s, missing_set a, rule_no r);

/* For the public face: heaviest first, then by name. Lives as long as the set. */
const struct rules_missing *missing_listed(struct scratch *s, const struct rules_model *m, missing_set a, size_t *count);

static inline missing_set missing_merge(struct scratch *s, missing_set a, missing_set b)
{
	if (__builtin_expect(!a, 1))
		return b;
	return b ? missing_merged(s, a, b) : a;
}
static inline missing_set missing_bonus(struct scratch *s, missing_set a)
{
	return __builtin_expect(!a, 1) ? 0 : missing_raised(s, a);
}

#endif
