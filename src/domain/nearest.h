/* "Did you mean": the name nearest to one that is not known, accents and case aside, since they are what people get wrong. Pure. */
#ifndef DOMAIN_NEAREST_H
#define DOMAIN_NEAREST_H

#include "base/arena.h"

/* The candidate nearest to `found`, or STR_NONE when none is near. */
str nearest_name(struct arena *a, str found, const str *candidates, size_t count);

#endif
