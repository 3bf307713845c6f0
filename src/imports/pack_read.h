/* Reads the folder of a pack into domain/pack.h. Reads files only; checks of one pack against itself are domain/pack_check.h's. */
#ifndef IMPORTS_PACK_READ_H
#define IMPORTS_PACK_READ_H

#include "base/problem.h"
#include "domain/pack.h"

/* Reads every file of the pack at `folder` (packs/SCHEMA.md). OK; or INVALID with every mistake that was found, each with file, line and path
   (also when the folder does not exist); BROKEN. `pack` is filled as far as possible; when this did not
   return OK it may only be given to pack_check, for more problems. */
must_use enum status pack_read(struct arena *a, const char *folder, struct pack *pack, struct problems *ps);

/* BLAKE2b-256 of a text of rules, in hexadecimal: which text judged an application. */
str rules_hash(struct arena *a, str text);

/* The same from one file's bytes, for tests and fuzzing: `name` is territory.yaml, districts.yaml… */
must_use enum status pack_read_bytes(struct arena *a, const char *name, str bytes, struct pack *pack, struct problems *ps);

#endif
