/* The clocks. */
#include "base/clock.h"

#include "base/calendar.h"

#include <stdlib.h>
#include <time.h>

static int64_t read_clock(clockid_t id)
{
	struct timespec t;
	(void)clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

instant clock_now(void)
{
	day fixed;
	if (day_parse(str_of(getenv("FAUBOURG_CLOCK")), &fixed))
		return (instant){fixed.number * INT64_C(86400000) + INT64_C(43200000)};
	return (instant){read_clock(CLOCK_REALTIME)};
}

int64_t clock_monotonic_ms(void)
{
	return read_clock(CLOCK_MONOTONIC);
}
