/* Drawings made on the server as inline SVG: co-funding, map of districts. They need no script, no style attribute and no style sheet:
   presentation attributes only, text in currentColor (dark mode), hatching as well as colour, a title that states the finding. The table underneath
   is the page's work. Classes "drawing", "drawing-phone", "drawing-desk" (by width), "drawing-link", "drawing-muted" are there for the site's style sheet.
   Units are CSS pixels at the given width; the picture shrinks on a narrower screen and never grows by itself.
   Every function returns markup that lives in the arena. The same data give the same bytes. */
#ifndef DOCUMENTS_SVG_H
#define DOCUMENTS_SVG_H

#include "base/html.h"
#include "domain/programme.h"

enum { SVG_WIDTH_PHONE = 360, SVG_WIDTH_DESK = 720 };

/* Who funds what: one bar for the programme, then one per axis when there are several (interface.md "Pictures", requirements.md P3, P4, N2).
   At most 8 groups are told apart; the smallest of the others are added up as one. What is not funded is a hollow segment.
   `prefix` makes ids unique in a page: letters, digits and '-' only. width: SVG_WIDTH_PHONE to 1200. `p` has been through programme_compute. */
html svg_cofunding(struct arena *a, enum lang lang, str prefix, int width, const struct programme *p);

/* The same twice, drawn for a phone and for a desk: in one size text is either lost at 375 px or huge on a desk. Ids begin with prefix-phone and
   prefix-desk; the site's style sheet shows one of ".drawing-phone" and ".drawing-desk", by the width of the page. */
html svg_cofunding_both(struct arena *a, enum lang lang, str prefix, const struct programme *p);

struct map_commune {
	str name;
	int64_t population; /* 0 when not known: decides whose name is written first */
	bool has_point;     /* without a point it is left out */
	double latitude, longitude;
};

enum map_kind { MAP_QPV, MAP_LOCAL_INTEREST, MAP_WATCH, MAP_KINDS };

struct map_district {
	str name;
	enum map_kind kind;
	bool renewal;           /* in the national programme of urban renewal */
	const size_t *communes; /* positions in `communes`, main one first; at least one */
	size_t commune_count;
	url href;      /* absent or "#": no link */
	str perimeter; /* GeoJSON geometry (Polygon or MultiPolygon), or absent */
};

struct map_of_districts {
	str prefix; /* as above */
	int width;
	const struct map_commune *communes;
	size_t commune_count;
	const struct map_district *districts; /* a marker shows its number, from 1, in this order: the table's number */
	size_t district_count;
};

/* The map (requirements.md L11, B25). A district whose communes have no point and that has no perimeter is not drawn; the title counts it. */
html svg_map(struct arena *a, enum lang lang, const struct map_of_districts *map);

/* Twice, as svg_cofunding_both; map->width is not looked at. */
html svg_map_both(struct arena *a, enum lang lang, const struct map_of_districts *map);

/* The sentence of the map's title: "16 quartiers prioritaires et 5 quartiers d'intérêt communautaire dans 16 communes". */
str svg_map_title(struct arena *a, enum lang lang, const struct map_of_districts *map);

#endif
