/* Outlines of districts and whether a point is in one. Coordinates are whole millionths of a degree (about 11 cm), so that every test is exact.
   Pure. The importer checks every outline with them; finding the district of an address
   (requirements.md D5) will ask geo_contains. */
#ifndef DOMAIN_GEO_H
#define DOMAIN_GEO_H

#include "base/arena.h"
#include "base/status.h"

struct geo_point {
	int32_t lon, lat; /* millionths of a degree, WGS 84; within ±180 and ±90 degrees */
};

struct geo_box {
	struct geo_point least, most;
};

struct geo_ring { /* closed: the last point is the first */
	const struct geo_point *at;
	size_t n;
};

/* One polygon: the first ring is its outline, the others are holes. */
struct geo_polygon {
	LIST_OF(struct geo_ring) rings;
};

struct geo_shape {
	LIST_OF(struct geo_polygon) polygons;
	struct geo_box box;
};

/* Reads the geometry text that imports/geojson.h makes: {"type":"MultiPolygon","coordinates":[[[[2.81,50.43],…]]]}. False when it is not of that form,
   has a coordinate out of range, a ring of fewer than four points or an open ring. */
must_use bool geo_shape_read(struct arena *a, str geometry, struct geo_shape *shape);

/* A point on an outline, the border of a hole included, is inside: whoever lives on the border street lives in the district. */
bool geo_contains(const struct geo_shape *shape, struct geo_point p);

#endif
