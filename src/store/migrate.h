/* Numbered, forward-only changes of the schema, embedded in the program (migrations/NNNN_name.sql). The table schema_migration holds which
   were applied and the BLAKE2b-256 of each file, so that a file edited after the fact and a schema newer than the program are refused. */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "store/db.h"

struct migration {
	int64_t version;
	str name; /* "frame" of 0001_frame.sql */
	str text; /* as embedded */
	str checksum; /* 64 hex digits */
};
struct migrations {
	const struct migration *at;
	size_t n;
};

/* Those of this program, in order. */
struct migrations migrate_known(struct arena *a);

/* OK: the schema is exactly this program's. NOT_FOUND: no schema there. INVALID with problems: altered, newer, or older. BUSY, BROKEN. */
must_use enum status migrate_check(struct db *db, struct problems *problems);

/* Applies what is missing, one transaction each. INVALID with problems as above, except older. Two processes at once are safe. */
must_use enum status migrate_apply(struct db *db, struct problems *problems);

/* All of them on a database without tables, inside the caller's db_write. For restore. */
must_use enum status migrate_within(struct db *db, struct arena *a);

/* The script that an engine runs for a file: its sections, in the engine's dialect. INVALID: an unknown "-- engine:" heading. */
must_use enum status migrate_script(struct arena *a, enum db_engine engine, str text, str *script);

#endif
