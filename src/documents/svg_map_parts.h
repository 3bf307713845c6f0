/* What the steps of the map share: projection, boxes that must not overlap. Private to svg_map*.c. */
#ifndef DOCUMENTS_SVG_MAP_PARTS_H
#define DOCUMENTS_SVG_MAP_PARTS_H

#include "documents/svg.h"
#include "documents/svg_draw.h"
#include "documents/svg_perimeter.h"

struct map_box {
	double left, top, right, bottom;
};

struct map_place {
	bool drawn;
	double x, y;   /* of the marker */
	double ax, ay; /* of what it marks */
};

struct map_drawing {
	struct svg s;
	const struct map_of_districts *map;
	struct map_rings *rings;   /* one per district */
	double *commune_x, *commune_y; /* one per commune with a point */
	bool *touched;             /* one per commune */
	struct map_place *places;  /* one per district */
	LIST_OF(struct map_box) taken;
	double height;             /* of the map proper, without the legend */
	double pixels_per_km;
	double west, north, scale_x, scale_y;
	size_t not_drawn;
};

enum { MARKER_RADIUS = 11, MARKER_APART = 2 * MARKER_RADIUS + 3 };

/* Where everything stands: fills commune_*, places, height, pixels_per_km. */
void map_project(struct map_drawing *m);
void map_place_markers(struct map_drawing *m);

/* Names of communes where there is room: those with a district first, then the most populous. Writes them. */
void map_write_names(struct map_drawing *m);

static inline double map_x(const struct map_drawing *m, double longitude)
{
	return (longitude - m->west) * m->scale_x;
}
static inline double map_y(const struct map_drawing *m, double latitude)
{
	return (m->north - latitude) * m->scale_y;
}

#endif
