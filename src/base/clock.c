/* The clocks. */
#include "base/clock.h"

#include "base/calendar.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

static int64_t first_asked; /* monotonic ms: from when a clock that was set runs */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static int64_t read_clock(clockid_t id)
{
	struct timespec t;
	(void)clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool digits(str s, size_t at, size_t n, int *value)
{
	*value = 0;
	for (size_t i = at; i < at + n; i++) {
		if (i >= s.n || s.p[i] < '0' || s.p[i] > '9')
			return false;
		*value = *value * 10 + (s.p[i] - '0');
	}
	return true;
}

/* "2024-09-10", "2024-09-10T10:00", "2024-09-10T10:00:30", each with or without Z: UTC. A day alone is its noon. */
static bool parse(str s, instant *at)
{
	day d;
	int hour = 12, minute = 0, second = 0;
	if (str_ends(s, S("Z")))
		s = str_first(s, s.n - 1);
	if (!day_parse(str_first(s, 10), &d))
		return false;
	bool timed = s.n > 10;
	if (timed && !(s.p[10] == 'T' && digits(s, 11, 2, &hour) && s.n >= 16 && s.p[13] == ':' && digits(s, 14, 2, &minute)))
		return false;
	if (s.n > 16 && !(s.n == 19 && s.p[16] == ':' && digits(s, 17, 2, &second)))
		return false;
	if (hour > 23 || minute > 59 || second > 59)
		return false;
	*at = (instant){d.number * INT64_C(86400000) + ((hour * 60 + minute) * INT64_C(60) + second) * 1000};
	return true;
}

static void note_first(void)
{
	first_asked = read_clock(CLOCK_MONOTONIC);
}

static bool read_set_clock(instant *now)
{
	str text = str_of(getenv("FAUBOURG_CLOCK"));
	bool runs = str_ends(text, S("+"));
	if (runs)
		text = str_first(text, text.n - 1);
	if (!text.n || !parse(text, now))
		return false;
	(void)pthread_once(&once, note_first);
	if (runs)
		now->ms += read_clock(CLOCK_MONOTONIC) - first_asked;
	return true;
}

bool clock_is_set(void)
{
	instant ignored;
	return read_set_clock(&ignored);
}

instant clock_now(void)
{
	instant now;
	return read_set_clock(&now) ? now : (instant){read_clock(CLOCK_REALTIME)};
}

int64_t clock_monotonic_ms(void)
{
	return read_clock(CLOCK_MONOTONIC);
}
