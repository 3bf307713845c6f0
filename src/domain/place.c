/* Reads a point by hand, so that a comma may be a decimal mark or a separator; finds a commune by its folded name. Called by the page that finds a district. */
#include "domain/place.h"

#include "base/utf8.h"

enum { MILLION = 1000000, DECIMALS = 6, DEGREES_DIGITS = 3 };

static bool is_digit(str s, size_t i)
{
	return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

/* One number of degrees at the start; more than six decimals are cut (11 cm). */
static bool read_degrees(str *rest, int32_t *millionths)
{
	size_t i = 0, whole = 0;
	bool negative = rest->n && rest->p[0] == '-';
	int64_t value = 0;
	for (i = negative; is_digit(*rest, i); i++, whole++)
		if (whole < DEGREES_DIGITS)
			value = value * 10 + (rest->p[i] - '0');
	if (!whole || whole > DEGREES_DIGITS || i >= rest->n || (rest->p[i] != '.' && rest->p[i] != ',') || !is_digit(*rest, i + 1))
		return false;
	size_t decimals = 0;
	for (i++; is_digit(*rest, i); i++)
		if (decimals < DECIMALS) {
			value = value * 10 + (rest->p[i] - '0');
			decimals++;
		}
	for (; decimals < DECIMALS; decimals++)
		value *= 10;
	*millionths = (int32_t)(negative ? -value : value);
	*rest = str_skip(*rest, i);
	return value <= INT64_C(180) * MILLION;
}

static bool is_latitude(int32_t n)
{
	return n >= -90 * MILLION && n <= 90 * MILLION;
}

static bool is_of_metropolis(int32_t lat, int32_t lon)
{
	return lat >= 41 * MILLION && lat <= 52 * MILLION && lon >= -6 * MILLION && lon <= 10 * MILLION;
}

bool place_read_point(str text, struct geo_point *point)
{
	str rest = str_trim(text);
	int32_t first, second;
	if (!read_degrees(&rest, &first))
		return false;
	while (rest.n && (rest.p[0] == ' ' || rest.p[0] == ',' || rest.p[0] == ';' || rest.p[0] == '/'))
		rest = str_skip(rest, 1);
	if (!read_degrees(&rest, &second) || str_trim(rest).n)
		return false;
	bool turned = !is_of_metropolis(first, second) && is_of_metropolis(second, first);
	*point = turned ? (struct geo_point){.lon = first, .lat = second} : (struct geo_point){.lon = second, .lat = first};
	return is_latitude(point->lat);
}

bool place_names(struct arena *a, str text, str commune)
{
	str where = arena_fmt(a, " %.*s ", STR_ARGS(name_fold(a, text))), name = name_fold(a, commune);
	return str_is_set(name) && str_has(where, arena_fmt(a, " %.*s ", STR_ARGS(name)));
}
