/* One database, two engines. The rest of the program sees only this header and the generated query functions (gen/queries.h).
   A `struct db` is one connection and belongs to one thread. Parameters are $1…$n in both engines; values are text, int64 or NULL:
   money is cents, instants are ms UTC, days are days since 1970, booleans 0/1 (architecture.md §4). */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/arena.h"
#include "base/problem.h"
#include "base/status.h"
#include "base/values.h"

struct db;
struct db_statement; /* a prepared statement, owned and cached by its db */

enum db_engine { DB_SQLITE, DB_POSTGRES };
enum db_access { DB_READ_ONLY, DB_READ_WRITE };

/* `where` is a folder (SQLite: where/faubourg.db, created when writable) or a postgres:// or postgresql:// address.
   `sqlite:FOLDER` is accepted too. NOT_FOUND: no instance there. INVALID: schema newer than this program, or an altered migration. BROKEN. */
must_use enum status db_open(str where, enum db_access access, struct db **db);
void db_close(struct db *db); /* NULL is fine */
enum db_engine db_engine_of(const struct db *db);

/* A read snapshot: everything read between begin and end is one state of the data. */
must_use enum status db_read_begin(struct db *db);
void db_read_end(struct db *db);

/* Runs fn in one write transaction (BEGIN IMMEDIATE; SERIALIZABLE) and commits durably when it returns OK; rolls back otherwise.
   Retried up to 8 times on BUSY, so fn must have no effect outside the database but what it resets itself. */
must_use enum status db_write(struct db *db, enum status (*fn)(struct db *db, void *arg), void *arg);

/* One statement, used by generated code only. Bind from 0; step gives a row while *row is true; values live until the next step. */
must_use enum status db_prepare(struct db *db, sql text, size_t *cache_slot, struct db_statement **s);
void db_bind_text(struct db_statement *s, size_t index, str value); /* absent binds NULL; the text must live until step */
void db_bind_int(struct db_statement *s, size_t index, int64_t value);
void db_bind_null(struct db_statement *s, size_t index);
must_use enum status db_step(struct db_statement *s, bool *row);
void db_finish(struct db_statement *s);
bool db_column_null(struct db_statement *s, size_t column);
int64_t db_column_int(struct db_statement *s, size_t column);
str db_column_text(struct db_statement *s, size_t column);

/* A number that changes whenever the data changed, cheap enough to ask at each request (SQLite: PRAGMA data_version plus own writes;
   PostgreSQL: a counter that every db_write raises, read at most every 250 ms). For caches of rendered pages. */
must_use enum status db_data_version(struct db *db, int64_t *version);

#endif
