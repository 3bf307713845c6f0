/* GeoJSON geometry to rings. */
#include "documents/svg_perimeter.h"

#include "base/limits.h"

#include <jansson.h>
#include <string.h>

struct reading {
	struct arena *arena;
	struct map_rings rings;
	size_t points;
};

static bool read_point(const json_t *pair, struct map_point *point)
{
	const json_t *longitude = json_array_get(pair, 0), *latitude = json_array_get(pair, 1);
	if (!json_is_number(longitude) || !json_is_number(latitude))
		return false;
	*point = (struct map_point){.latitude = json_number_value(latitude), .longitude = json_number_value(longitude)};
	return point->latitude > -89 && point->latitude < 89 && point->longitude >= -180 && point->longitude <= 180;
}

static void read_ring(struct reading *r, const json_t *ring)
{
	size_t n = json_array_size(ring);
	if (n < 4 || r->points + n > LIMIT_PERIMETER_POINTS)
		return;
	struct map_ring read = {0};
	struct map_point point;
	for (size_t i = 0; i < n; i++) {
		if (!read_point(json_array_get(ring, i), &point))
			return;
		*LIST_ADD(r->arena, &read.points) = point;
	}
	r->points += n;
	*LIST_ADD(r->arena, &r->rings.list) = read;
}

static void read_polygon(struct reading *r, const json_t *polygon)
{
	for (size_t i = 0; i < json_array_size(polygon); i++)
		read_ring(r, json_array_get(polygon, i));
}

struct map_rings perimeter_rings(struct arena *a, str geometry)
{
	struct reading r = {.arena = a};
	json_t *root = str_is_set(geometry) ? json_loadb(geometry.p, geometry.n, 0, NULL) : NULL;
	const char *type = json_string_value(json_object_get(root, "type"));
	const json_t *coordinates = json_object_get(root, "coordinates");
	if (type && strcmp(type, "Polygon") == 0)
		read_polygon(&r, coordinates);
	if (type && strcmp(type, "MultiPolygon") == 0)
		for (size_t i = 0; i < json_array_size(coordinates); i++)
			read_polygon(&r, json_array_get(coordinates, i));
	json_decref(root);
	return r.rings;
}
