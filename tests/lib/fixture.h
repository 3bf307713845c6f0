/* A fresh instance for each test, on either engine. SQLite: a folder under /tmp. PostgreSQL: a schema of its own in the database whose address
   is FAUBOURG_TEST_DB (tests/lib/postgres.sh run COMMAND sets it); without that variable the PostgreSQL cases are not in the list.
       struct fixture f; fixture_open(&f, DB_POSTGRES); … f.where … fixture_close(&f);
   Included by unit tests only; every function is static inline so that a test uses what it needs. */
#ifndef TESTS_LIB_FIXTURE_H
#define TESTS_LIB_FIXTURE_H

#include "base/arena.h"
#include "store/db.h"

#include <ftw.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct fixture {
	enum db_engine engine;
	struct arena *arena;
	char folder[64]; /* always there, for files of the test */
	char schema[64];
	char address[1024];
	str where; /* for db_create, db_open */
};

static inline const char *fixture_postgres(void)
{
	const char *address = getenv("FAUBOURG_TEST_DB");
	return address && address[0] ? address : NULL;
}

static inline void fixture_sql(const char *address, const char *sql_text)
{
	PGconn *c = PQconnectdb(address);
	PGresult *r = PQexec(c, sql_text);
	if (PQresultStatus(r) != PGRES_COMMAND_OK && PQresultStatus(r) != PGRES_TUPLES_OK) {
		(void)fprintf(stderr, "fixture: %s: %s\n", sql_text, PQerrorMessage(c));
		abort();
	}
	PQclear(r);
	PQfinish(c);
}

static inline void fixture_open(struct fixture *f, enum db_engine engine)
{
	static unsigned count;
	*f = (struct fixture){.engine = engine, .arena = arena_new(256 << 20)};
	const char *place = getenv("TMPDIR");
	(void)snprintf(f->folder, sizeof f->folder, "%s/faubourg-test-XXXXXX", place && place[0] == '/' && strlen(place) < sizeof f->folder / 2 ? place : "/tmp");
	if (!mkdtemp(f->folder))
		abort();
	if (engine == DB_SQLITE) {
		(void)snprintf(f->address, sizeof f->address, "%s/data", f->folder);
	} else {
		char text[256];
		(void)snprintf(f->schema, sizeof f->schema, "test_%ld_%u", (long)getpid(), ++count);
		(void)snprintf(text, sizeof text, "SET client_min_messages = warning; DROP SCHEMA IF EXISTS %s CASCADE; CREATE SCHEMA %s", f->schema, f->schema);
		fixture_sql(fixture_postgres(), text);
		(void)snprintf(f->address, sizeof f->address, "%s%coptions=-csearch_path%%3D%s", fixture_postgres(), strchr(fixture_postgres(), '?') ? '&' : '?', f->schema);
	}
	f->where = str_of(f->address);
}

static inline int fixture_remove_one(const char *path, const struct stat *info, int type, struct FTW *ftw)
{
	(void)info, (void)type, (void)ftw;
	return remove(path);
}

static inline void fixture_close(struct fixture *f)
{
	(void)nftw(f->folder, fixture_remove_one, 16, FTW_DEPTH | FTW_PHYS);
	if (f->engine == DB_POSTGRES) {
		char text[256];
		(void)snprintf(text, sizeof text, "SET client_min_messages = warning; DROP SCHEMA %s CASCADE", f->schema);
		fixture_sql(fixture_postgres(), text);
	}
	arena_free(f->arena);
}

#endif
