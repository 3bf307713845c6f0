/* store/: the same cases on SQLite, and on PostgreSQL when FAUBOURG_TEST_DB is set (tests/lib/postgres.sh run build/release/tests/store_test). */
#include "base/clock.h"
#include "gen/queries.h"
#include "store/driver.h"
#include "store/migrate.h"

#include "lib/fixture.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static struct fixture fixture;
static struct db *db;

static int start_on(enum db_engine engine)
{
	fixture_open(&fixture, engine);
	if (db_create(fixture.where) != OK || db_open(fixture.where, DB_READ_WRITE, &db) != OK)
		return -1;
	return 0;
}

static int start_sqlite(void **state)
{
	(void)state;
	return start_on(DB_SQLITE);
}

static int start_postgres(void **state)
{
	(void)state;
	return start_on(DB_POSTGRES);
}

static int stop(void **state)
{
	(void)state;
	db_close(db);
	db = NULL;
	fixture_close(&fixture);
	return 0;
}

/* Runs a script in a write, for what no query of the program may do. */
static enum status run_script(struct db *d, void *arg)
{
	return db_run(d, arg);
}

static enum status script(const char *text)
{
	char copy[1024];
	(void)snprintf(copy, sizeof copy, "%s", text);
	return db_write(db, run_script, copy);
}

static struct problems problems(void)
{
	return problems_new(fixture.arena);
}

static enum status reopen(struct problems *ps)
{
	struct db *other = NULL;
	enum status s = db_open_explained(fixture.where, DB_READ_ONLY, ps, &other);
	db_close(other);
	return s;
}

static void every_statement_prepares(void **state)
{
	(void)state;
	assert_int_equal(q_prepare_all(db), OK);
}

static void creating_twice_changes_nothing(void **state)
{
	(void)state;
	assert_int_equal(db_create(fixture.where), OK);
	struct problems ps = problems();
	assert_int_equal(reopen(&ps), OK);
}

static void an_empty_place_is_not_found(void **state)
{
	(void)state;
	struct fixture empty;
	fixture_open(&empty, fixture.engine);
	struct db *none = NULL;
	assert_int_equal(db_open(empty.where, DB_READ_WRITE, &none), NOT_FOUND);
	assert_null(none);
	fixture_close(&empty);
}

static void an_altered_migration_is_refused(void **state)
{
	(void)state;
	assert_int_equal(script("UPDATE schema_migration SET checksum = 'edited' WHERE version = 1"), OK);
	struct problems ps = problems();
	assert_int_equal(reopen(&ps), INVALID);
	assert_int_equal(ps.total, 1);
	assert_int_equal(ps.list.at[0].message, W_store_migration_altered);
	assert_int_equal(db_create(fixture.where), INVALID);
}

static void a_newer_schema_is_refused(void **state)
{
	(void)state;
	assert_int_equal(script("INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (9999, 'future', 'x', 0)"), OK);
	struct problems ps = problems();
	assert_int_equal(reopen(&ps), INVALID);
	assert_int_equal(ps.list.at[0].message, W_store_schema_newer);
	assert_int_equal(db_create(fixture.where), INVALID);
}

static void an_older_schema_is_refused_until_it_is_migrated(void **state)
{
	(void)state;
	assert_int_equal(script("DELETE FROM schema_migration WHERE version = (SELECT MAX(version) FROM schema_migration)"), OK);
	struct problems ps = problems();
	assert_int_equal(reopen(&ps), INVALID);
	assert_int_equal(ps.list.at[0].message, W_store_schema_older);
}

#define BOTH(name) \
	cmocka_unit_test_setup_teardown(name, start_sqlite, stop), cmocka_unit_test_setup_teardown(name, start_postgres, stop)

int main(void)
{
	const struct CMUnitTest both[] = {
		BOTH(every_statement_prepares),
		BOTH(creating_twice_changes_nothing),
		BOTH(an_empty_place_is_not_found),
		BOTH(an_altered_migration_is_refused),
		BOTH(a_newer_schema_is_refused),
		BOTH(an_older_schema_is_refused_until_it_is_migrated),
	};
	enum { COUNT = sizeof both / sizeof both[0] };
	struct CMUnitTest tests[COUNT];
	size_t n = 0;
	for (size_t i = 0; i < COUNT; i++)
		if (fixture_postgres() || both[i].setup_func != start_postgres)
			tests[n++] = both[i];
	return _cmocka_run_group_tests("store", tests, n, NULL, NULL);
}
