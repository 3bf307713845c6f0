/* What both engines share: addresses, opening, transactions with their retries, the statement cache, and the rule that a failed statement
   fails its whole transaction (PostgreSQL's way, made true of SQLite). Called by everyone through db.h; holds no SQL. */
#include "store/db.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/utf8.h"
#include "store/driver.h"
#include "store/migrate.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum status db_address_parse(struct arena *a, str where, struct db_address *address)
{
	if (where.n == 0 || memchr(where.p, 0, where.n))
		return INVALID;
	bool postgres = str_starts(where, S("postgres://")) || str_starts(where, S("postgresql://"));
	if (!postgres && str_starts(where, S("sqlite:")))
		where = str_skip(where, 7);
	if (where.n == 0)
		return INVALID;
	*address = (struct db_address){postgres ? DB_POSTGRES : DB_SQLITE, arena_cstr(a, where)};
	return OK;
}

enum status db_open_raw(const struct db_address *address, enum db_access access, bool create, struct db **db)
{
	*db = NULL;
	if (sodium_init() < 0)
		return broken("db_open", S("libsodium does not start"));
	if (address->engine == DB_POSTGRES)
		return postgres_open(address->target, access, db);
	return sqlite_open(address->target, access, create, db);
}

static enum status explain(struct problems *problems, str where, enum status s)
{
	if (s == NOT_FOUND)
		PROBLEM(problems, where, 0, STR_NONE, W_store_not_found);
	else if (s == DENIED)
		PROBLEM(problems, where, 0, STR_NONE, W_store_denied);
	else if (s == INVALID && problems->total == 0)
		PROBLEM(problems, where, 0, STR_NONE, W_store_address);
	else if (s == BUSY)
		PROBLEM(problems, where, 0, STR_NONE, W_store_busy);
	return s;
}

enum status db_open_explained(str where, enum db_access access, struct problems *problems, struct db **db)
{
	*db = NULL;
	struct db_address address;
	enum status s = db_address_parse(problems->arena, where, &address);
	if (s == OK)
		s = db_open_raw(&address, access, false, db);
	if (s == OK)
		s = migrate_check(*db, problems);
	if (s == OK) {
		always(*db != NULL);
		(*db)->ready = true;
	} else {
		db_close(*db);
		*db = NULL;
	}
	return explain(problems, where, s);
}

enum status db_open(str where, enum db_access access, struct db **db)
{
	struct arena *a = arena_new(LIMIT_STORE_ARENA);
	struct problems problems = problems_new(a);
	enum status s = db_open_explained(where, access, &problems, db);
	arena_free(a);
	return s;
}

/* 1, 2, 4 … 128 ms, each with up to as much again by chance, so that two writers do not meet at each try. */
static void wait_before_retry(unsigned attempt)
{
	int64_t ms = INT64_C(1) << attempt;
	int64_t ns = ms * 1000000 + (int64_t)randombytes_uniform((uint32_t)(ms * 1000000));
	struct timespec pause = {.tv_sec = ns / 1000000000, .tv_nsec = ns % 1000000000};
	(void)nanosleep(&pause, NULL);
}

/* Two processes that make the same instance at once meet at the change to WAL, for which SQLite does not wait. */
enum status db_create_explained(str where, struct problems *problems)
{
	struct db_address address;
	struct db *db = NULL;
	enum status s = db_address_parse(problems->arena, where, &address);
	if (s == OK)
		s = db_open_raw(&address, DB_READ_WRITE, true, &db);
	for (unsigned attempt = 0; s == BUSY && attempt < LIMIT_WRITE_ATTEMPTS; attempt++) {
		wait_before_retry(attempt);
		s = db_open_raw(&address, DB_READ_WRITE, true, &db);
	}
	if (s == OK)
		s = migrate_apply(db, problems);
	db_close(db);
	return explain(problems, where, s);
}

enum status db_create(str where)
{
	struct arena *a = arena_new(LIMIT_STORE_ARENA);
	struct problems problems = problems_new(a);
	enum status s = db_create_explained(where, &problems);
	arena_free(a);
	return s;
}

void db_forget_statements(struct db *db)
{
	for (size_t i = 0; i < db->cache_room; i++)
		if (db->cache[i]) {
			db->driver->release(db->cache[i]);
			db->cache[i] = NULL;
		}
}

void db_close(struct db *db)
{
	if (!db)
		return;
	if (db->depth)
		db->driver->rollback(db);
	db_forget_statements(db);
	free(db->cache);
	db->driver->close(db);
}

enum db_engine db_engine_of(const struct db *db)
{
	return db->driver->engine;
}

static enum status note_failure(struct db *db, enum status s)
{
	if (s != OK && db->depth && db->failed == OK)
		db->failed = s;
	return s;
}

enum status db_read_begin(struct db *db)
{
	if (db->depth == 0) {
		enum status s = db->driver->begin(db, false);
		if (s != OK)
			return s;
		db->failed = OK;
	}
	db->depth++;
	return OK;
}

void db_read_end(struct db *db)
{
	always(db->depth > 0);
	if (--db->depth == 0)
		db->driver->rollback(db);
}

static enum status write_once(struct db *db, enum status (*fn)(struct db *db, void *arg), void *arg)
{
	enum status s = db->driver->begin(db, true);
	if (s != OK)
		return s;
	db->depth = 1;
	db->writing = true;
	db->failed = OK;
	s = fn(db, arg);
	if (db->failed != OK)
		s = db->failed;
	always(db->depth == 1);
	if (s == OK)
		s = db->driver->commit(db);
	else
		db->driver->rollback(db);
	db->depth = 0;
	db->writing = false;
	db->failed = OK;
	if (s == OK)
		db->own_writes++;
	return s;
}

enum status db_write(struct db *db, enum status (*fn)(struct db *db, void *arg), void *arg)
{
	always(db->depth == 0);
	if (db->access != DB_READ_WRITE)
		return broken("db_write", S("on a read-only connection"));
	enum status s = BUSY;
	for (unsigned attempt = 0; s == BUSY && attempt < LIMIT_WRITE_ATTEMPTS; attempt++) {
		if (attempt)
			wait_before_retry(attempt - 1);
		s = write_once(db, fn, arg);
	}
	return s;
}

/* ---- a write that is opened by hand ---- */

enum status db_write_begin(struct db *db)
{
	always(db->depth == 0);
	if (db->access != DB_READ_WRITE)
		return broken("db_write_begin", S("on a read-only connection"));
	enum status s = db->driver->begin(db, true);
	if (s != OK)
		return s;
	db->depth = 1;
	db->writing = true;
	db->failed = OK;
	return OK;
}

enum status db_savepoint(struct db *db)
{
	always(db->writing && db->depth == 1);
	db->failed = OK;
	return note_failure(db, db->driver->run(db, "SAVEPOINT piece"));
}

enum status db_savepoint_release(struct db *db)
{
	always(db->writing && db->depth == 1);
	return db->failed != OK ? db->failed : note_failure(db, db->driver->run(db, "RELEASE SAVEPOINT piece"));
}

enum status db_failure(const struct db *db)
{
	return db->failed;
}

/* A piece that was left by a jump has not finished its statements: they would be taken for busy for ever. */
static void finish_all(struct db *db)
{
	for (size_t i = 0; i < db->cache_room; i++)
		if (db->cache[i] && db->cache[i]->in_use)
			db_finish(db->cache[i]);
}

enum status db_savepoint_undo(struct db *db)
{
	always(db->writing && db->depth >= 1);
	finish_all(db);
	db->depth = 1;
	db->failed = OK;
	return note_failure(db, db->driver->run(db, "ROLLBACK TO SAVEPOINT piece; RELEASE SAVEPOINT piece"));
}

void db_write_abandon(struct db *db)
{
	if (!db->writing)
		return;
	finish_all(db);
	db->driver->rollback(db);
	db->depth = 0;
	db->writing = false;
	db->failed = OK;
}

enum status db_write_commit(struct db *db)
{
	always(db->writing && db->depth == 1);
	enum status s = db->failed != OK ? db->failed : db->driver->commit(db);
	if (s == OK) {
		db->depth = 0;
		db->writing = false;
		db->own_writes++;
	}
	db_write_abandon(db);
	return s;
}

static void grow_cache(struct db *db, size_t slot)
{
	if (slot < db->cache_room)
		return;
	size_t room = slot + 64;
	struct db_statement **cache = realloc(db->cache, room * sizeof(struct db_statement *));
	always(cache != NULL);
	memset(cache + db->cache_room, 0, (room - db->cache_room) * sizeof(struct db_statement *));
	db->cache = cache;
	db->cache_room = room;
}

enum status db_prepare(struct db *db, const struct db_query *query, struct db_statement **s)
{
	*s = NULL;
	if (db->depth && db->failed != OK)
		return db->failed;
	if (query->kind == DB_EXEC && !db->writing)
		return broken(query->name, S("written outside db_write"));
	grow_cache(db, query->slot);
	struct db_statement *cached = query->slot ? db->cache[query->slot] : NULL;
	if (cached && !cached->in_use) {
		*s = cached;
	} else {
		enum status status = db->driver->prepare(db, query, s);
		if (status != OK) {
			*s = NULL;
			return note_failure(db, status);
		}
		(*s)->cached = query->slot && !cached;
		if ((*s)->cached)
			db->cache[query->slot] = *s;
	}
	(*s)->in_use = true;
	(*s)->bound = OK;
	return OK;
}

enum status db_prepare_all(struct db *db, const struct db_query *queries, size_t count)
{
	enum status worst = OK;
	for (size_t i = 0; i < count; i++) {
		grow_cache(db, queries[i].slot);
		if (db->cache[queries[i].slot])
			continue;
		struct db_statement *s = NULL;
		enum status status = db->driver->prepare(db, &queries[i], &s);
		if (status == OK) {
			s->cached = true;
			db->cache[queries[i].slot] = s;
		} else
			worst = status;
	}
	return worst;
}

void db_bind_text(struct db_statement *s, size_t index, str value)
{
	if (value.p && (memchr(value.p, 0, value.n) || !utf8_valid(value)))
		s->bound = BROKEN;
	else if (value.p)
		s->db->driver->bind_text(s, index, value);
	else
		s->db->driver->bind_null(s, index);
}

void db_bind_int(struct db_statement *s, size_t index, int64_t value)
{
	s->db->driver->bind_int(s, index, value);
}

void db_bind_null(struct db_statement *s, size_t index)
{
	s->db->driver->bind_null(s, index);
}

enum status db_step(struct db_statement *s, bool *row)
{
	*row = false;
	if (s->bound != OK)
		return note_failure(s->db, broken(s->query->name, S("text that is not UTF-8 or holds a NUL was bound")));
	return note_failure(s->db, s->db->driver->step(s, row));
}

void db_finish(struct db_statement *s)
{
	if (!s)
		return;
	s->in_use = false;
	if (s->cached)
		s->db->driver->reset(s);
	else
		s->db->driver->release(s);
}

void db_again(struct db_statement *s)
{
	s->db->driver->reset(s);
	s->bound = OK;
}

bool db_column_null(struct db_statement *s, size_t column)
{
	return s->db->driver->column_null(s, column);
}

int64_t db_column_int(struct db_statement *s, size_t column)
{
	return s->db->driver->column_int(s, column);
}

str db_column_text(struct db_statement *s, size_t column)
{
	return s->db->driver->column_text(s, column);
}

enum status db_data_version(struct db *db, int64_t *version)
{
	return db->driver->data_version(db, version);
}

enum status db_run(struct db *db, const char *script)
{
	return note_failure(db, db->driver->run(db, script));
}

enum status db_has_table(struct db *db, const char *name, bool *has)
{
	return db->driver->has_table(db, name, has);
}

enum status db_ask(struct db *db, struct arena *a, const char *text, str *answer)
{
	return note_failure(db, db->driver->ask(db, a, text, answer));
}
