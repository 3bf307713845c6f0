/* The one list of the tables that hold data, parents before children: copy, backup and restore follow it; a test holds it against the
   migrations. A migration that makes a table adds it here. */
#ifndef STORE_TABLES_H
#define STORE_TABLES_H

#include "store/db.h"

/* In foreign-key order; schema_migration is not one of them: each instance is migrated by its own program. */
const char *const *store_tables(size_t *count);

/* Is there a row in any of them? */
must_use enum status store_is_empty(struct db *db, bool *empty);

/* What a table holds, in a form that does not depend on the engine or on the order of its rows. */
struct table_digest {
	int64_t rows;
	uint64_t integers; /* sum over all integer columns of (value * column number), modulo 2^64 */
	uint64_t texts;    /* sum of the FNV-1a of every text with its column */
	uint64_t nulls;    /* NULLs, weighted by column */
};
must_use enum status store_digest(struct db *db, struct arena *a, const char *table, struct table_digest *digest);

/* Reads every row of a table, columns in the order of `columns` ("a,b,c") with their letters. */
must_use enum status store_read_table(struct db *db, const char *table, str columns, str letters,
                                      enum status (*row)(void *context, struct db_statement *s), void *context);

#endif
