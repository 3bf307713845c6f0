/* Calendar arithmetic (civil from days and back, after the well-known era method) and the zone table. */
#include "base/calendar.h"

#include "base/status.h"

#include <stdio.h>

enum { MS_PER_SECOND = 1000, MS_PER_MINUTE = 60 * 1000, MS_PER_HOUR = 60 * 60 * 1000, MS_PER_DAY = 24 * 60 * 60 * 1000 };

struct zone {
	const char *name;
	int minutes;      /* offset from UTC in winter */
	bool summer_time; /* European rule: last Sunday of March to last Sunday of October, 01:00 UTC */
};

static const struct zone zones[] = {
	{"Europe/Paris", 60, true},         {"America/Guadeloupe", -240, false}, {"America/Martinique", -240, false},
	{"America/Cayenne", -180, false},   {"Indian/Reunion", 240, false},      {"Indian/Mayotte", 180, false},
	{"Pacific/Noumea", 660, false},     {"Pacific/Tahiti", -600, false},     {"Pacific/Wallis", 720, false},
	{"America/St_Barthelemy", -240, false}, {"America/Marigot", -240, false}, {"UTC", 0, false},
};
enum { ZONE_COUNT = sizeof zones / sizeof zones[0], UTC_ZONE = ZONE_COUNT - 1 }; /* UTC is the last row */

static const char *const names[ZONE_COUNT + 1] = {
	"Europe/Paris",   "America/Guadeloupe", "America/Martinique", "America/Cayenne", "Indian/Reunion", "Indian/Mayotte",
	"Pacific/Noumea", "Pacific/Tahiti",     "Pacific/Wallis",     "America/St_Barthelemy", "America/Marigot", "UTC",
};

const struct zone *zone_named(str name)
{
	for (size_t i = 0; i < ZONE_COUNT; i++)
		if (str_eq(name, str_of(zones[i].name)))
			return &zones[i];
	return NULL;
}

const struct zone *zone_of(str name)
{
	const struct zone *zone = zone_named(name);
	return zone ? zone : zone_named(S("Europe/Paris"));
}

const char *const *zone_names(size_t *count)
{
	*count = ZONE_COUNT;
	return names;
}

static bool leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
	static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return month == 2 && leap(year) ? 29 : days[month - 1];
}

bool civil_exists(struct civil date)
{
	return date.year >= 1900 && date.year <= 2200 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
	       date.day <= days_in_month(date.year, date.month);
}

day day_of(struct civil date)
{
	always(civil_exists(date));
	int64_t y = date.month <= 2 ? date.year - 1 : date.year;
	int64_t era = y / 400;
	int64_t year_of_era = y - era * 400;
	int64_t month = (date.month + 9) % 12;
	int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return (day){era * 146097 + day_of_era - 719468};
}

struct civil civil_of(day d)
{
	int64_t z = d.number + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t day_of_era = z - era * 146097;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t m = (5 * day_of_year + 2) / 153;
	int64_t month = m < 10 ? m + 3 : m - 9;
	int64_t year = year_of_era + era * 400 + (month <= 2);
	return (struct civil){(int)year, (int)month, (int)(day_of_year - (153 * m + 2) / 5 + 1)};
}

int weekday_of(day d)
{
	int64_t w = (d.number + 3) % 7;
	return (int)(w < 0 ? w + 7 : w);
}

static int64_t last_sunday_1am(int year, int month)
{
	day last = day_of((struct civil){year, month, 31});
	int64_t sunday = last.number - (weekday_of(last) + 1) % 7;
	return sunday * MS_PER_DAY + MS_PER_HOUR;
}

static bool in_summer(instant at, const struct zone *z)
{
	if (!z->summer_time)
		return false;
	int64_t number = at.ms / MS_PER_DAY - (at.ms % MS_PER_DAY < 0);
	int year = civil_of((day){number}).year;
	return at.ms >= last_sunday_1am(year, 3) && at.ms < last_sunday_1am(year, 10);
}

static int64_t offset_ms(instant at, const struct zone *z)
{
	return (int64_t)z->minutes * MS_PER_MINUTE + (in_summer(at, z) ? MS_PER_HOUR : 0);
}

instant instant_of(struct local_time local, const struct zone *z)
{
	int64_t wall = day_of(local.date).number * MS_PER_DAY + (int64_t)local.hour * MS_PER_HOUR + (int64_t)local.minute * MS_PER_MINUTE +
	               (int64_t)local.second * MS_PER_SECOND;
	instant as_summer = {wall - (int64_t)z->minutes * MS_PER_MINUTE - MS_PER_HOUR};
	if (z->summer_time && in_summer(as_summer, z))
		return as_summer;
	return (instant){wall - (int64_t)z->minutes * MS_PER_MINUTE};
}

struct local_time local_of(instant at, const struct zone *z)
{
	int64_t wall = at.ms + offset_ms(at, z);
	int64_t number = wall / MS_PER_DAY - (wall % MS_PER_DAY < 0);
	int64_t rest = wall - number * MS_PER_DAY;
	return (struct local_time){.date = civil_of((day){number}),
	                           .hour = (int)(rest / MS_PER_HOUR),
	                           .minute = (int)(rest % MS_PER_HOUR / MS_PER_MINUTE),
	                           .second = (int)(rest % MS_PER_MINUTE / MS_PER_SECOND)};
}

day day_at(instant at, const struct zone *z)
{
	return day_of(local_of(at, z).date);
}

static bool digits(str s, int *value)
{
	int64_t n;
	if (s.n == 0 || s.p[0] == '-' || !str_to_int64(s, &n))
		return false;
	*value = (int)n;
	return true;
}

bool day_parse(str s, day *d)
{
	struct civil c;
	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		return false;
	if (!digits(str_first(s, 4), &c.year) || !digits(str_first(str_skip(s, 5), 2), &c.month) || !digits(str_skip(s, 8), &c.day))
		return false;
	if (!civil_exists(c))
		return false;
	*d = day_of(c);
	return true;
}

char *day_iso(day d, char text[32])
{
	struct civil c = civil_of(d);
	(void)snprintf(text, 32, "%04d-%02d-%02d", c.year, c.month, c.day);
	return text;
}

char *instant_iso(instant at, char text[32])
{
	static const struct zone utc = {"UTC", 0, false};
	struct local_time t = local_of(at, &utc);
	(void)snprintf(text, 32, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.date.year, t.date.month, t.date.day, t.hour, t.minute, t.second);
	return text;
}
