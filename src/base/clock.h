/* The only door to the time. domain/ never reads it: instants are passed in. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/values.h"

/* Now; or the fixed instant of the environment variable FAUBOURG_CLOCK (an ISO day, noon UTC), which tests set so that pages do not change. */
instant clock_now(void);
/* Milliseconds that only grow, for durations. */
int64_t clock_monotonic_ms(void);

#endif
