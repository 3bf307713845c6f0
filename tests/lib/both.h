/* Cases that run on SQLite always and on PostgreSQL when FAUBOURG_TEST_DB is set, each in an instance of its own:
       BOTH(name) in the array, both_run("group", array, count) in main; `fixture` and an open `db` are there in the case. */
#ifndef TESTS_LIB_BOTH_H
#define TESTS_LIB_BOTH_H

#include "store/driver.h"

#include "lib/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct fixture fixture;
static struct db *db;

static int both_start(enum db_engine engine)
{
	fixture_open(&fixture, engine);
	return db_create(fixture.where) == OK && db_open(fixture.where, DB_READ_WRITE, &db) == OK ? 0 : -1;
}

static inline int both_start_sqlite(void **state)
{
	(void)state;
	return both_start(DB_SQLITE);
}

static inline int both_start_postgres(void **state)
{
	(void)state;
	return both_start(DB_POSTGRES);
}

static inline int both_stop(void **state)
{
	(void)state;
	db_close(db);
	db = NULL;
	fixture_close(&fixture);
	return 0;
}

#define ON_SQLITE(name) {"sqlite: " #name, name, both_start_sqlite, both_stop, NULL}
#define BOTH(name) ON_SQLITE(name), {"postgres: " #name, name, both_start_postgres, both_stop, NULL}

enum { BOTH_MAX = 128 };

static inline int both_run(const char *group, const struct CMUnitTest *all, size_t count)
{
	struct CMUnitTest tests[BOTH_MAX];
	size_t n = 0;
	always(count <= BOTH_MAX);
	for (size_t i = 0; i < count; i++)
		if (fixture_postgres() || all[i].setup_func != both_start_postgres)
			tests[n++] = all[i];
	return _cmocka_run_group_tests(group, tests, n, NULL, NULL);
}

/* SQL that no query of the program holds, as a write of its own. */
static inline enum status both_run_script(struct db *d, void *arg)
{
	return db_run(d, arg);
}

static inline enum status script(const char *text)
{
	char copy[2048];
	always(strlen(text) < sizeof copy);
	(void)snprintf(copy, sizeof copy, "%s", text);
	return db_write(db, both_run_script, copy);
}

static inline str ask(struct db *d, const char *text)
{
	str answer = STR_NONE;
	if (db_ask(d, fixture.arena, text, &answer) != OK)
		return S("failed");
	return answer;
}

static inline int64_t ask_number(struct db *d, const char *text)
{
	int64_t value = -1;
	(void)str_to_int64(ask(d, text), &value);
	return value;
}

static inline struct problems fresh_problems(void)
{
	return problems_new(fixture.arena);
}

#endif
