/* One database, two engines. The rest of the program sees only this header and the generated query functions (gen/queries.h).
   A `struct db` is one connection and belongs to one thread. Parameters are $1…$n in both engines; values are text, int64 or NULL:
   money is cents, instants are ms UTC, days are days since 1970, booleans 0/1 (architecture.md §4). Text is UTF-8 without NUL and
   compares byte by byte on both engines. */
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

/* `where` is a folder (SQLite: where/faubourg.db) or a postgres:// or postgresql:// address. `sqlite:FOLDER` is accepted too.
   Opens what db_create made, and never makes anything. NOT_FOUND: no instance there. INVALID: schema newer than this program, older than it
   (db_create brings it up to date), or an altered migration; db_open_explained says which. DENIED: the folder may not be read. BROKEN. */
must_use enum status db_open(str where, enum db_access access, struct db **db);
/* The same, and puts into `problems` a message for every status but OK and BROKEN. */
must_use enum status db_open_explained(str where, enum db_access access, struct problems *problems, struct db **db);
void db_close(struct db *db); /* NULL is fine */
enum db_engine db_engine_of(const struct db *db);

/* Makes the folder (0700) and the database (0600) if they are missing, and applies the migrations that are not applied yet. Safe to call on
   an instance that is up to date, and from two processes at once. Statuses as db_open. */
must_use enum status db_create(str where);
must_use enum status db_create_explained(str where, struct problems *problems);

/* A read snapshot: everything read between begin and end is one state of the data. Pairs may be nested, also inside a write; the outermost counts. */
must_use enum status db_read_begin(struct db *db);
void db_read_end(struct db *db);

/* Runs fn in one write transaction (BEGIN IMMEDIATE; SERIALIZABLE) and commits durably when it returns OK; rolls back otherwise.
   Retried up to 8 times on BUSY, so fn must have no effect outside the database but what it resets itself. A statement that failed inside
   fn fails the whole transaction with its status, whatever fn returns. Not to be nested. CONFLICT: a key exists already. */
must_use enum status db_write(struct db *db, enum status (*fn)(struct db *db, void *arg), void *arg);

/* The same write, opened by hand: for the server's writer thread, which commits many requests at once (http/writer.c). Between begin and commit each piece of
   work stands between db_savepoint and either db_savepoint_release or db_savepoint_undo; pieces see what those before them wrote. Nothing is retried here.
   begin: BUSY, another process writes. release: the status of the first statement that failed since the savepoint; then it must be undone. Undo also ends what a
   jump out of the piece left open. A status of undo other than OK, and any of commit: the whole transaction is gone, and db_write_abandon ends it. */
must_use enum status db_write_begin(struct db *db);
must_use enum status db_savepoint(struct db *db);
must_use enum status db_savepoint_release(struct db *db);
must_use enum status db_savepoint_undo(struct db *db);
enum status db_failure(const struct db *db); /* of the first statement that failed since the savepoint; OK */
must_use enum status db_write_commit(struct db *db); /* rolled back unless OK */
void db_write_abandon(struct db *db);                /* also after a commit that failed, and when nothing is open */

/* A named statement of queries/, written by tools/queries. */
enum db_kind { DB_MANY, DB_ONE, DB_EXEC, DB_EACH };
struct db_query {
	size_t slot; /* from 1, its place in each connection's cache; 0 is prepared each time */
	enum db_kind kind;
	const char *name;
	sql text;
	const char *in, *out; /* one letter for each parameter and column: t text, i int64 */
};

/* One statement, used by generated code only. Bind from 0; step gives a row while *row is true; values live until the next step.
   An exec outside db_write is refused as BROKEN. A failed prepare leaves *s NULL; everything else ends with db_finish. */
must_use enum status db_prepare(struct db *db, const struct db_query *query, struct db_statement **s);
must_use enum status db_prepare_all(struct db *db, const struct db_query *queries, size_t count);
void db_bind_text(struct db_statement *s, size_t index, str value); /* absent binds NULL; the text must live until step */
void db_bind_int(struct db_statement *s, size_t index, int64_t value);
void db_bind_null(struct db_statement *s, size_t index);
must_use enum status db_step(struct db_statement *s, bool *row);
void db_finish(struct db_statement *s); /* NULL is fine */
bool db_column_null(struct db_statement *s, size_t column);
int64_t db_column_int(struct db_statement *s, size_t column); /* 0 for NULL */
str db_column_text(struct db_statement *s, size_t column);    /* absent for NULL */

/* A number that changes whenever the data changed, cheap enough to ask at each request (SQLite: PRAGMA data_version plus own writes;
   PostgreSQL: a digest of the snapshot that a transaction would see, read at most every 250 ms). For caches of rendered pages. */
must_use enum status db_data_version(struct db *db, int64_t *version);

#endif
