/* Exact geometry on whole millionths of a degree. */
#include "domain/geo.h"

#include <string.h>

enum { LON_MAX = 180 * 1000 * 1000, LAT_MAX = 90 * 1000 * 1000, POINTS_MIN = 4 };

struct reader {
	struct arena *arena;
	str rest;
};

static bool take(struct reader *r, char c)
{
	while (r->rest.n && (r->rest.p[0] == ' ' || r->rest.p[0] == '\n'))
		r->rest = str_skip(r->rest, 1);
	if (!r->rest.n || r->rest.p[0] != c)
		return false;
	r->rest = str_skip(r->rest, 1);
	return true;
}

/* A decimal number of at most six decimals. */
static bool take_degrees(struct reader *r, int64_t max, int32_t *micro)
{
	bool negative = take(r, '-');
	int64_t value = 0;
	int digits = 0, decimals = -1;
	for (; r->rest.n; r->rest = str_skip(r->rest, 1)) {
		char c = r->rest.p[0];
		if (c == '.' && decimals < 0) {
			decimals = 0;
			continue;
		}
		if (c < '0' || c > '9')
			break;
		if (++digits > 9 || decimals >= 6)
			return false;
		value = value * 10 + (c - '0');
		decimals += decimals >= 0;
	}
	for (int i = decimals < 0 ? 0 : decimals; i < 6; i++)
		value *= 10;
	if (!digits || value > max)
		return false;
	*micro = (int32_t)(negative ? -value : value);
	return true;
}

static void widen(struct geo_box *box, struct geo_point p)
{
	box->least.lon = p.lon < box->least.lon ? p.lon : box->least.lon;
	box->least.lat = p.lat < box->least.lat ? p.lat : box->least.lat;
	box->most.lon = p.lon > box->most.lon ? p.lon : box->most.lon;
	box->most.lat = p.lat > box->most.lat ? p.lat : box->most.lat;
}

static bool read_ring(struct reader *r, struct geo_shape *shape, struct geo_ring *ring)
{
	LIST_OF(struct geo_point) points = {0};
	if (!take(r, '['))
		return false;
	do {
		struct geo_point p;
		if (!take(r, '[') || !take_degrees(r, LON_MAX, &p.lon) || !take(r, ',') || !take_degrees(r, LAT_MAX, &p.lat) || !take(r, ']'))
			return false;
		*LIST_ADD(r->arena, &points) = p;
		widen(&shape->box, p);
	} while (take(r, ','));
	if (!take(r, ']') || points.n < POINTS_MIN || memcmp(&points.at[0], &points.at[points.n - 1], sizeof *points.at) != 0)
		return false;
	*ring = (struct geo_ring){points.at, points.n};
	return true;
}

static bool read_polygon(struct reader *r, struct geo_shape *shape)
{
	struct geo_polygon *polygon = LIST_ADD(r->arena, &shape->polygons);
	if (!take(r, '['))
		return false;
	do {
		if (!read_ring(r, shape, LIST_ADD(r->arena, &polygon->rings)))
			return false;
	} while (take(r, ','));
	return take(r, ']');
}

bool geo_shape_read(struct arena *a, str geometry, struct geo_shape *shape)
{
	static const char single[] = "{\"type\":\"Polygon\",\"coordinates\":", many[] = "{\"type\":\"MultiPolygon\",\"coordinates\":";
	*shape = (struct geo_shape){.box = {.least = {LON_MAX, LAT_MAX}, .most = {-LON_MAX, -LAT_MAX}}};
	struct reader r = {.arena = a};
	if (str_starts(geometry, str_of(single))) {
		r.rest = str_skip(geometry, strlen(single));
		return read_polygon(&r, shape) && take(&r, '}') && !r.rest.n;
	}
	if (!str_starts(geometry, str_of(many)))
		return false;
	r.rest = str_skip(geometry, strlen(many));
	if (!take(&r, '['))
		return false;
	do {
		if (!read_polygon(&r, shape))
			return false;
	} while (take(&r, ','));
	return take(&r, ']') && take(&r, '}') && !r.rest.n;
}

enum side { OUTSIDE, INSIDE, ON_BORDER };

/* Which side of the segment a-b the point is on: the sign of the cross product. Differences are below 4e8, so products fit. */
static int64_t turn(struct geo_point a, struct geo_point b, struct geo_point p)
{
	return ((int64_t)b.lon - a.lon) * ((int64_t)p.lat - a.lat) - ((int64_t)b.lat - a.lat) * ((int64_t)p.lon - a.lon);
}

static bool between(int32_t x, int32_t a, int32_t b)
{
	return a < b ? x >= a && x <= b : x >= b && x <= a;
}

/* Counts crossings of the half-line to the east; a segment counts for its lower end only, so that a vertex counts once. */
static enum side ring_side(const struct geo_ring *ring, struct geo_point p)
{
	bool inside = false;
	for (size_t i = 0; i + 1 < ring->n; i++) {
		struct geo_point a = ring->at[i], b = ring->at[i + 1];
		int64_t t = turn(a, b, p);
		if (t == 0 && between(p.lon, a.lon, b.lon) && between(p.lat, a.lat, b.lat))
			return ON_BORDER;
		if ((a.lat <= p.lat) != (b.lat <= p.lat) && (b.lat > a.lat ? t > 0 : t < 0))
			inside = !inside;
	}
	return inside ? INSIDE : OUTSIDE;
}

static bool polygon_contains(const struct geo_polygon *polygon, struct geo_point p)
{
	for (size_t i = 0; i < polygon->rings.n; i++) {
		enum side side = ring_side(&polygon->rings.at[i], p);
		if (side == ON_BORDER)
			return true;
		if ((side == INSIDE) != (i == 0))
			return false;
	}
	return polygon->rings.n > 0;
}

bool geo_contains(const struct geo_shape *shape, struct geo_point p)
{
	if (!between(p.lon, shape->box.least.lon, shape->box.most.lon) || !between(p.lat, shape->box.least.lat, shape->box.most.lat))
		return false;
	for (size_t i = 0; i < shape->polygons.n; i++)
		if (polygon_contains(&shape->polygons.at[i], p))
			return true;
	return false;
}
