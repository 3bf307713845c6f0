/* The rings of a GeoJSON geometry, for drawing. The text comes from an imported file: whatever is not a closed ring of numbers is left out.
   Private to the drawings; never fails, never keeps the text. */
#ifndef DOCUMENTS_SVG_PERIMETER_H
#define DOCUMENTS_SVG_PERIMETER_H

#include "base/arena.h"

struct map_point {
	double latitude, longitude;
};

struct map_ring {
	LIST_OF(struct map_point) points;
};

struct map_rings {
	LIST_OF(struct map_ring) list;
};

/* Polygon and MultiPolygon; anything else, or malformed text, has no ring. Longitudes within ±180, latitudes within ±89; at most
   LIMIT_PERIMETER_POINTS points are read. */
struct map_rings perimeter_rings(struct arena *a, str geometry);

#endif
