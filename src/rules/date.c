/* Dates and the durations between them, with the reference's ways of counting: months pro rata of their days, years without leap days counted in a
   manner of its own. Owns nothing; called by the reader and the evaluator. Never asks what day it is, and knows no time zone. */
#include "rules/date.h"

#include "base/calendar.h"

enum { FIRST_YEAR = 100, LAST_YEAR = 9999, MONTHS = 12, QUARTER = 3, YEAR_DAYS = 365 };

static bool leap(int64_t year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int64_t year, int month)
{
	static const int days[MONTHS] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return days[month - 1] + (month == 2 && leap(year));
}

/* base/calendar.h counts the years of files; rules may speak of any year of four digits. */
static day day_number(struct civil c)
{
	static const int before[MONTHS] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
	static const int64_t epoch = 719162; /* days of the years 1 to 1969 */
	int64_t past = c.year - 1;
	int64_t years = YEAR_DAYS * past + past / 4 - past / 100 + past / 400;
	return (day){years + before[c.month - 1] + (c.month > 2 && leap(c.year)) + c.day - 1 - epoch};
}

static bool digits(str s, size_t most, int *value)
{
	int n = 0;
	if (s.n == 0 || s.n > most)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		n = n * 10 + (s.p[i] - '0');
	}
	*value = n;
	return true;
}

bool date_parse(str text, day *d)
{
	struct civil c = {.day = 1};
	str first, second, third;
	if (!str_cut(text, '/', &first, &second))
		return false;
	if (str_cut(second, '/', &second, &third)) {
		if (!digits(first, 2, &c.day))
			return false;
	} else {
		third = second;
		second = first;
	}
	if (!digits(second, 2, &c.month) || third.n != 4 || !digits(third, 4, &c.year))
		return false;
	if (c.year < FIRST_YEAR || c.month < 1 || c.month > MONTHS || c.day < 1 || c.day > month_days(c.year, c.month))
		return false;
	*d = day_number(c);
	return true;
}

bool date_exists(day d)
{
	return d.number >= day_number((struct civil){FIRST_YEAR, 1, 1}).number && d.number <= day_number((struct civil){LAST_YEAR, MONTHS, 31}).number;
}

void date_write(struct out *o, day d)
{
	struct civil c = civil_of(d);
	out_fmt(o, "%02d/%02d/%04d", c.day, c.month, c.year);
}

bool duration_unit_named(str unit, enum duration_unit *u)
{
	static const struct {
		const char *name;
		enum duration_unit unit;
	} units[] = {
		{"jour", DURATION_DAYS},           {"mois", DURATION_MONTHS},
		{"an", DURATION_YEARS},            {"trimestre", DURATION_QUARTERS},
		{"trimestre civil", DURATION_CIVIL_QUARTERS}, {"année civile", DURATION_CIVIL_YEARS},
	};
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (str_eq(unit, str_of(units[i].name))) {
			*u = units[i].unit;
			return true;
		}
	return false;
}

/* Whole months from one month to the other, less what of the first month is over, plus what of the last one has begun. */
static struct number months(day from, day to)
{
	struct civil a = civil_of(from), b = civil_of(to);
	struct number whole = number_of(b.month - a.month + MONTHS * (b.year - a.year));
	struct number over = number_ratio(a.day - 1, month_days(a.year, a.month));
	struct number begun = number_ratio(b.day, month_days(b.year, b.month));
	return number_add(number_sub(whole, over), begun);
}

/* The 29ths of February between the two are not counted. Which years are looked at depends on where the first day stands alone: the reference does
   not look at the last day for it. */
static struct number years(day from, day to)
{
	int64_t days = to.number - from.number;
	struct civil a = civil_of(from), b = civil_of(to);
	bool late = a.month > 2;
	int first = a.year + late, last = b.year - !late;
	for (int64_t year = first; year <= last; year++)
		days -= leap(year);
	return number_ratio(days, YEAR_DAYS);
}

static day quarter_start(day d)
{
	struct civil c = civil_of(d);
	return day_number((struct civil){c.year, (c.month - 1) / QUARTER * QUARTER + 1, 1});
}

static day year_start(day d)
{
	return day_number((struct civil){civil_of(d).year, 1, 1});
}

struct number date_difference(day from, day to, enum duration_unit u)
{
	switch (u) {
	case DURATION_DAYS:
		return number_of(to.number - from.number);
	case DURATION_MONTHS:
		return months(from, to);
	case DURATION_YEARS:
		return years(from, to);
	case DURATION_QUARTERS:
		return number_div(months(from, to), number_of(QUARTER));
	case DURATION_CIVIL_QUARTERS:
		return number_add(number_floor(number_div(months(quarter_start(from), quarter_start(to)), number_of(QUARTER))), number_of(1));
	case DURATION_CIVIL_YEARS:
		return number_add(number_floor(years(year_start(from), year_start(to))), number_of(1));
	}
	always(false);
	return number_of(0);
}
