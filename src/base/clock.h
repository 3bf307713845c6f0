/* The only door to the time. domain/ never reads it: instants are passed in. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/values.h"

#include <stdbool.h>

/* Now; or, for tests and to try calls as they were, what the environment variable FAUBOURG_CLOCK says: an ISO instant in UTC ("2024-09-10T08:00:00Z"; a
   day alone is its noon), which stands still, or with a "+" behind it runs on from there since it was first asked. What does not read is the real time. */
instant clock_now(void);
/* Whether that is not the real time: pages then say so. */
bool clock_is_set(void);
/* Milliseconds that only grow, for durations. */
int64_t clock_monotonic_ms(void);

#endif
