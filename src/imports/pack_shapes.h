/* The tables of packs/SCHEMA.md: what each file may hold and where it goes in domain/pack.h. A new key of the format is a row there. */
#ifndef IMPORTS_PACK_SHAPES_H
#define IMPORTS_PACK_SHAPES_H

#include "imports/pack_decode.h"

struct pack_file {
	const char *name;
	const struct shape *shape; /* of struct pack */
	enum presence presence;
};

/* territory.yaml first: its time zone is needed to read the others. */
enum { PACK_FILE_COUNT = 5 };
extern const struct pack_file pack_files[PACK_FILE_COUNT];

#endif
