/* The Gregorian calendar and the time zones of French territories, without libc's global time zone.
   Days are counted from 1970-01-01, instants in milliseconds UTC. Range: years 1900 to 2200. */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include "base/values.h"

struct civil {
	int year, month, day; /* month 1-12, day 1-31 */
};

struct local_time {
	struct civil date;
	int hour, minute, second;
};

bool civil_exists(struct civil date); /* 2025-02-29 does not */
day day_of(struct civil date);        /* date must exist */
struct civil civil_of(day d);
int weekday_of(day d); /* 0 Monday to 6 Sunday */

/* A zone of the table in calendar.c: Europe/Paris (European summer time) and the overseas territories (fixed offset).
   NULL when the name is not in the table. */
struct zone;
const struct zone *zone_named(str name);
/* The zone of a territory, by the name it gives; Europe/Paris when it gives none or one that is not in the table. */
const struct zone *zone_of(str name);
const char *const *zone_names(size_t *count); /* all of them, for "what was expected" */

/* Local to UTC. An hour that the spring change skips counts as if winter time went on; one that autumn repeats is the first of the two. */
instant instant_of(struct local_time local, const struct zone *z);
struct local_time local_of(instant at, const struct zone *z);
day day_at(instant at, const struct zone *z);

/* ISO 8601, exactly `2024-09-13`; false when malformed or when the day does not exist. */
bool day_parse(str s, day *d);
/* "2024-09-13" and "2024-09-13T10:00:00Z". `text` must hold 32 bytes; returns it. */
char *day_iso(day d, char text[32]);
char *instant_iso(instant at, char text[32]);

#endif
