/* Reads the official outlines of priority districts (requirements.md D5, standards.md §3.2): a GeoJSON FeatureCollection in WGS 84, property names of
   2015 (CODE_QP, NOM_QP, COMMUNE_QP) or 2024 (code_qp, lib_qp, insee_com, lib_com, siren_epci) in any case. All or nothing: every problem is listed,
   none is skipped. Untrusted: parsed in the sandboxed child. */
#ifndef IMPORTS_GEOJSON_H
#define IMPORTS_GEOJSON_H

#include "base/problem.h"
#include "domain/geo.h"

struct geo_district {
	str code;       /* QP062007, QN06207M */
	int generation; /* 2015 or 2024 */
	str name;       /* or empty */
	str epci;       /* SIREN, or empty */
	LIST_OF(str) commune_codes; /* INSEE; empty in files of 2015 */
	LIST_OF(str) commune_names;
	str geometry; /* compact GeoJSON geometry, at most 6 decimals; geo_shape_read() reads it */
	struct geo_box box;
};

struct geo_districts {
	LIST_OF(struct geo_district) list; /* in the order of the file */
};

/* OK; NOT_FOUND, DENIED, TOO_BIG, INVALID, BROKEN, each with problems. */
must_use enum status geojson_read(struct arena *a, const char *path, struct geo_districts *districts, struct problems *ps);

/* Here and now: for the child, the tests and the fuzzers. */
must_use enum status geojson_parse(struct arena *a, str bytes, struct geo_districts *districts, struct problems *ps);

#endif
