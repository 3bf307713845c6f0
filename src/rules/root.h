/* Where a function of one number is zero, for inversions and circular references. Pure. */
#ifndef RULES_ROOT_H
#define RULES_ROOT_H

#include <stdbool.h>

struct root_search {
	double (*at)(void *context, double x); /* NaN when it has no value */
	void *context;
	double low, high;    /* between which it is looked for */
	double tolerance;    /* a value this near to 0 is a root, and half of it is how near x must be */
	double acceptable;   /* after the last turn, the last x whose value was this near to 0 is good enough */
	int turns;
};

/* False when none was found in so many turns. */
bool root_find(const struct root_search *search, double *x);

#endif
