/* Importing the official outlines of priority districts (requirement D5): each feature goes to every district of the instance that has its official
   code, of either generation. Called by the command `import perimeters`. One transaction; one audit row for each territory that changed. */
#ifndef ACTIONS_LOAD_PERIMETERS_H
#define ACTIONS_LOAD_PERIMETERS_H

#include "domain/finding.h"
#include "store/db.h"

struct perimeters_options {
	str actor;        /* of the audit rows: "cli:0" */
	const char *file; /* a GeoJSON file as imports/geojson.h reads it */
};

struct perimeters_result {
	size_t features;  /* in the file */
	size_t written;   /* outlines that are new or changed */
	size_t unchanged; /* outlines that were already there */
	size_t elsewhere; /* features that are of no district of this instance, as most of the national file */
	size_t missing;   /* districts whose code is of a generation of the file, and that the file lacks */
};

/* OK: `fs` names the districts that the file lacks (a warning each) and says how many features are of no district here (information).
   INVALID, NOT_FOUND, DENIED, TOO_BIG: the file, with problems; nothing is written. BUSY, BROKEN. */
must_use enum status load_perimeters(struct db *db, struct arena *arena, const struct perimeters_options *options, struct perimeters_result *result,
                                     struct problems *ps, struct findings *fs);

#endif
