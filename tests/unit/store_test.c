/* store/db and store/migrate: opening, migrations, transactions, retries, streams, values; on both engines. */
#include "base/clock.h"
#include "gen/queries.h"
#include "store/audit.h"
#include "store/migrate.h"
#include "store/tables.h"

#include "lib/both.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

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
	struct problems ps = fresh_problems();
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
	assert_int_equal(access(empty.address, F_OK), -1);
	fixture_close(&empty);
}

static void an_altered_migration_is_refused(void **state)
{
	(void)state;
	assert_int_equal(script("UPDATE schema_migration SET checksum = 'edited' WHERE version = 1"), OK);
	struct problems ps = fresh_problems();
	assert_int_equal(reopen(&ps), INVALID);
	assert_int_equal(ps.total, 1);
	assert_int_equal(ps.list.at[0].message, W_store_migration_altered);
	assert_int_equal(db_create(fixture.where), INVALID);
}

static void a_newer_schema_is_refused(void **state)
{
	(void)state;
	assert_int_equal(script("INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (9999, 'future', 'x', 0)"), OK);
	struct problems ps = fresh_problems();
	assert_int_equal(reopen(&ps), INVALID);
	assert_int_equal(ps.list.at[0].message, W_store_schema_newer);
	assert_int_equal(db_create(fixture.where), INVALID);
}

static void an_older_schema_is_refused_until_it_is_migrated(void **state)
{
	(void)state;
	assert_int_equal(script("DROP TABLE revised_budget_line; DROP TABLE revised_budget; DROP TABLE application_reference; DROP TABLE table_import_change; DROP TABLE table_import; DROP TABLE funder_mention; DROP TABLE funder_logo; DROP TABLE notification_again; DROP TABLE notification_mail; DROP TABLE notification_signed; DROP TABLE notification_scan_page; DROP TABLE notification_scan; DROP TABLE notification_setting; DROP TABLE notification; DROP TABLE template"), OK); /* what the last migration made */
	assert_int_equal(script("DELETE FROM schema_migration WHERE version = 10"), OK);
	struct problems ps = fresh_problems();
	assert_int_equal(reopen(&ps), INVALID);
	assert_int_equal(ps.list.at[0].message, W_store_schema_older);
	assert_int_equal(db_create(fixture.where), OK);
	ps = fresh_problems();
	assert_int_equal(reopen(&ps), OK);
}

static void a_missing_migration_below_a_later_one_is_refused(void **state)
{
	(void)state;
	assert_int_equal(script("DELETE FROM schema_migration WHERE version = 1"), OK);
	struct problems ps = fresh_problems();
	assert_int_equal(reopen(&ps), INVALID);
	assert_int_equal(ps.list.at[0].message, W_store_migration_skipped);
}

static void two_processes_that_create_at_once_both_succeed(void **state)
{
	(void)state;
	struct fixture empty;
	fixture_open(&empty, fixture.engine);
	pid_t children[3];
	for (size_t i = 0; i < 3; i++)
		if ((children[i] = fork()) == 0)
			_exit(db_create(empty.where) == OK ? 0 : 1);
	for (size_t i = 0; i < 3; i++) {
		int status = 0;
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	struct db *made = NULL;
	assert_int_equal(db_open(empty.where, DB_READ_ONLY, &made), OK);
	db_close(made);
	fixture_close(&empty);
}

static void the_folder_and_the_file_belong_to_their_owner_only(void **state)
{
	(void)state;
	struct stat info;
	assert_int_equal(stat(fixture.address, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0700);
	static const char *const files[] = {"faubourg.db", "faubourg.db-wal", "faubourg.db-shm"};
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(stat(arena_cstr(fixture.arena, arena_fmt(fixture.arena, "%s/%s", fixture.address, files[i])), &info), 0);
		assert_int_equal(info.st_mode & 0777, 0600);
	}
}

static void an_address_that_is_none_is_explained(void **state)
{
	(void)state;
	struct db *none = NULL;
	struct problems ps = fresh_problems();
	assert_int_equal(db_open_explained(S(""), DB_READ_ONLY, &ps, &none), INVALID);
	assert_int_equal(ps.list.at[0].message, W_store_address);
	ps = fresh_problems();
	assert_int_equal(db_open_explained(S("sqlite:/tmp/faubourg-there-is-no-such-folder"), DB_READ_ONLY, &ps, &none), NOT_FOUND);
	assert_int_equal(ps.list.at[0].message, W_store_not_found);
}

static const char one_territory[] = "INSERT INTO territory (territory_id, code, name, kind, time_zone) VALUES (7, 'seven', 'Sept', 'municipality', 'Europe/Paris')";

static void what_a_failed_write_did_is_undone(void **state)
{
	(void)state;
	assert_int_equal(script(one_territory), OK);
	assert_int_equal(script("INSERT INTO impact_framework (territory_id, summary) VALUES (7, 'x'); INSERT INTO impact_framework (territory_id, summary) VALUES (7, 'y')"), CONFLICT);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM impact_framework"), 0);
	assert_int_equal(script("INSERT INTO impact_framework (territory_id, summary) VALUES (7, 'z')"), OK);
}

static enum status forgive_a_failure(struct db *d, void *arg)
{
	(void)arg;
	enum status ignored = db_run(d, "INSERT INTO territory (territory_id, code, name, kind, time_zone) VALUES (7, 'other', 'x', 'municipality', 'x')");
	enum status refused = db_run(d, "SELECT 1");
	(void)refused;
	return ignored == CONFLICT ? OK : BROKEN;
}

static void a_failed_statement_fails_the_whole_write_on_both_engines(void **state)
{
	(void)state;
	assert_int_equal(script(one_territory), OK);
	assert_int_equal(db_write(db, forgive_a_failure, NULL), CONFLICT);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM territory"), 1);
}

static void a_statement_that_writes_outside_a_write_is_refused(void **state)
{
	(void)state;
	assert_int_equal(q_store_search_clear(db, (territory_id){1}), BROKEN);
}

static enum status nothing(struct db *d, void *arg)
{
	(void)d, (void)arg;
	return OK;
}

static void a_read_only_connection_writes_nothing(void **state)
{
	(void)state;
	struct db *reader = NULL;
	assert_int_equal(db_open(fixture.where, DB_READ_ONLY, &reader), OK);
	assert_int_equal(db_write(reader, nothing, NULL), BROKEN);
	assert_int_equal(db_run(reader, one_territory), BROKEN);
	db_close(reader);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM territory"), 0);
}

static void a_reader_keeps_its_snapshot_while_a_writer_commits(void **state)
{
	(void)state;
	struct db *reader = NULL;
	assert_int_equal(db_open(fixture.where, DB_READ_ONLY, &reader), OK);
	assert_int_equal(db_read_begin(reader), OK);
	assert_int_equal(ask_number(reader, "SELECT COUNT(*) FROM territory"), 0);
	assert_int_equal(script(one_territory), OK);
	assert_int_equal(ask_number(reader, "SELECT COUNT(*) FROM territory"), 0);
	db_read_end(reader);
	assert_int_equal(ask_number(reader, "SELECT COUNT(*) FROM territory"), 1);
	db_close(reader);
}

static void the_data_version_changes_with_every_commit(void **state)
{
	(void)state;
	struct db *reader = NULL;
	assert_int_equal(db_open(fixture.where, DB_READ_ONLY, &reader), OK);
	int64_t before = 0, same = 0, after = 0, own = 0, own_after = 0;
	assert_int_equal(db_data_version(reader, &before), OK);
	assert_int_equal(db_data_version(db, &own), OK);
	assert_int_equal(db_data_version(reader, &same), OK);
	assert_int_equal(before, same);
	assert_int_equal(script(one_territory), OK);
	assert_int_equal(db_data_version(db, &own_after), OK);
	assert_int_not_equal(own, own_after);
	(void)usleep(300000);
	assert_int_equal(db_data_version(reader, &after), OK);
	assert_int_not_equal(before, after);
	db_close(reader);
}

/* A read and a write that depend on each other: lost updates and equal numbers would show. */
static enum status count_and_add(struct db *d, void *arg)
{
	const char *who = arg;
	struct arena *a = arena_new(1 << 16);
	str answer = STR_NONE;
	int64_t n = -1;
	enum status s = db_ask(d, a, "SELECT COUNT(*) FROM territory", &answer);
	if (s == OK && !str_to_int64(answer, &n))
		s = BROKEN;
	if (s == OK)
		s = db_run(d, arena_cstr(a, arena_fmt(a, "INSERT INTO territory (territory_id, code, name, kind, time_zone) VALUES (%lld, 't%lld', '%s', 'municipality', 'x')",
		                                      (long long)n + 1, (long long)n + 1, who)));
	if (s == OK)
		s = audit_append(d, &(struct audit_entry){{n + 1}, clock_now(), str_of(who), STR_NONE, S("add"), S("territory"), STR_NONE});
	arena_free(a);
	return s;
}

static int write_many(const char *who, int times)
{
	struct db *own = NULL;
	char name[16];
	(void)snprintf(name, sizeof name, "%s", who);
	if (db_open(fixture.where, DB_READ_WRITE, &own) != OK)
		return 2;
	for (int i = 0; i < times; i++)
		if (db_write(own, count_and_add, name) != OK)
			return 1;
	db_close(own);
	return 0;
}

static void writers_at_once_all_succeed(void **state)
{
	(void)state;
	enum { WRITERS = 3, TIMES = 20 };
	pid_t children[WRITERS];
	for (size_t i = 0; i < WRITERS; i++)
		if ((children[i] = fork()) == 0)
			_exit(write_many(i ? "b" : "a", TIMES));
	for (size_t i = 0; i < WRITERS; i++) {
		int status = 0;
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM territory"), WRITERS * TIMES);
	struct audit_report report;
	assert_int_equal(audit_verify(db, &report), OK);
	assert_int_equal(report.rows, WRITERS * TIMES);
	assert_int_equal(report.first_broken, 0);
}

static void a_killed_writer_leaves_whole_transactions_and_an_intact_chain(void **state)
{
	(void)state;
	int64_t before = 0;
	for (unsigned i = 0; i < 15; i++) {
		pid_t child = fork();
		if (child == 0)
			_exit(write_many("killed", 1000000));
		(void)usleep(20000 + 3000 * i);
		assert_int_equal(kill(child, SIGKILL), 0);
		assert_int_equal(waitpid(child, NULL, 0), child);
		struct db *after = NULL;
		assert_int_equal(db_open(fixture.where, DB_READ_WRITE, &after), OK);
		int64_t rows = ask_number(after, "SELECT COUNT(*) FROM territory");
		struct audit_report report;
		assert_int_equal(audit_verify(after, &report), OK);
		assert_int_equal(report.first_broken, 0);
		assert_true(rows >= before);
		before = rows;
		db_close(after);
	}
	assert_true(before > 0);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM territory"), ask_number(db, "SELECT COUNT(*) FROM audit"));
}

static void fill(int rows)
{
	char text[512];
	(void)snprintf(text, sizeof text,
	               "INSERT INTO territory (territory_id, code, name, kind, time_zone) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
	               "SELECT i, CAST(i AS TEXT), 'nom', 'municipality', 'x' FROM n",
	               rows);
	assert_int_equal(script(text), OK);
}

static const struct db_query all_territories = {
	0, DB_EACH, "all_territories", SQL("SELECT territory_id, code, summary FROM territory WHERE territory_id >= $1 ORDER BY territory_id"), "i", "itt"};

static void stream(int rows)
{
	struct db_statement *s = NULL;
	assert_int_equal(db_prepare(db, &all_territories, &s), OK);
	db_bind_int(s, 0, 1);
	bool more = true;
	int64_t n = 0, code = 0;
	while (db_step(s, &more) == OK && more) {
		n++;
		assert_int_equal(db_column_int(s, 0), n);
		assert_true(str_to_int64(db_column_text(s, 1), &code) && code == n);
		assert_true(db_column_null(s, 2) && db_column_text(s, 2).p == NULL);
	}
	db_finish(s);
	assert_int_equal(n, rows);
}

static void a_stream_gives_every_row_whatever_the_size_of_its_batches(void **state)
{
	(void)state;
	stream(0);
	fill(10000); /* exactly two batches */
	stream(10000);
	assert_int_equal(db_read_begin(db), OK);
	stream(10000);
	db_read_end(db);
	assert_int_equal(script("DELETE FROM territory WHERE territory_id > 9999"), OK);
	stream(9999);
}

static void a_stream_left_in_the_middle_leaves_the_connection_usable(void **state)
{
	(void)state;
	fill(10000);
	for (int inside = 0; inside < 2; inside++) {
		if (inside)
			assert_int_equal(db_read_begin(db), OK);
		struct db_statement *one = NULL, *two = NULL;
		bool more = false;
		assert_int_equal(db_prepare(db, &all_territories, &one), OK);
		db_bind_int(one, 0, 1);
		assert_int_equal(db_step(one, &more), OK);
		assert_int_equal(db_prepare(db, &all_territories, &two), OK);
		db_bind_int(two, 0, 5);
		assert_int_equal(db_step(two, &more), OK);
		assert_int_equal(db_column_int(two, 0), 5);
		assert_int_equal(db_step(one, &more), OK);
		assert_int_equal(db_column_int(one, 0), 2);
		db_finish(one);
		db_finish(two);
		if (inside)
			db_read_end(db);
	}
	assert_int_equal(script(one_territory), CONFLICT);
}

static const struct db_query echo = {0, DB_ONE, "echo", SQL("SELECT $1, $2, $3, $4"), "iitt", "iitt"};

static void values_come_back_as_they_were_bound(void **state)
{
	(void)state;
	struct db_statement *s = NULL;
	bool row = false;
	assert_int_equal(db_prepare(db, &echo, &s), OK);
	db_bind_int(s, 0, INT64_MIN);
	db_bind_int(s, 1, INT64_MAX);
	db_bind_text(s, 2, S(""));
	db_bind_text(s, 3, S("Nœux-les-Mines \xf0\x9f\x8f\x98 'quoted' \\ \"x\"\n"));
	assert_int_equal(db_step(s, &row), OK);
	assert_true(row);
	assert_true(db_column_int(s, 0) == INT64_MIN && db_column_int(s, 1) == INT64_MAX);
	assert_true(!db_column_null(s, 2) && db_column_text(s, 2).p && db_column_text(s, 2).n == 0);
	assert_true(str_eq(db_column_text(s, 3), S("Nœux-les-Mines \xf0\x9f\x8f\x98 'quoted' \\ \"x\"\n")));
	assert_int_equal(db_step(s, &row), OK);
	assert_false(row);
	db_finish(s);
}

static void text_that_is_not_utf8_or_holds_a_nul_is_refused(void **state)
{
	(void)state;
	static const str wrong[] = {S("a\0b"), S("caf\xe9")};
	for (size_t i = 0; i < 2; i++) {
		struct db_statement *s = NULL;
		bool row = false;
		assert_int_equal(db_prepare(db, &echo, &s), OK);
		db_bind_text(s, 2, wrong[i]);
		assert_int_equal(db_step(s, &row), BROKEN);
		assert_false(row);
		db_finish(s);
	}
}

static void text_is_ordered_by_its_bytes_on_both_engines(void **state)
{
	(void)state;
	assert_int_equal(script("INSERT INTO territory (territory_id, code, name, kind, time_zone) VALUES (1, 'b', 'x', 'municipality', 'x'), "
	                        "(2, 'A', 'x', 'municipality', 'x'), (3, 'a', 'x', 'municipality', 'x'), (4, 'é', 'x', 'municipality', 'x'), (5, 'Z', 'x', 'municipality', 'x')"),
	                 OK);
	str first = ask(db, "SELECT code FROM territory ORDER BY code LIMIT 1"), third = ask(db, "SELECT code FROM territory ORDER BY code LIMIT 1 OFFSET 2");
	assert_true(str_eq(first, S("A")) && str_eq(third, S("a")));
	assert_true(str_eq(ask(db, "SELECT code FROM territory ORDER BY code DESC LIMIT 1"), S("é")));
}

static void the_list_of_tables_is_that_of_the_migrations_parents_first(void **state)
{
	(void)state;
	size_t count = 0;
	const char *const *tables = store_tables(&count);
	bool lite = fixture.engine == DB_SQLITE;
	const char *in_schema = lite ? "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_text%' AND name NOT LIKE 'sqlite_%'"
	                             : "SELECT COUNT(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace";
	assert_int_equal(ask_number(db, in_schema), count + 1); /* and schema_migration */
	for (size_t i = 0; i < count; i++) {
		bool has = false;
		assert_int_equal(db_has_table(db, tables[i], &has), OK);
		assert_true(has);
		for (size_t k = i + 1; lite && k < count; k++) {
			str text = arena_fmt(fixture.arena, "SELECT COUNT(*) FROM pragma_foreign_key_list('%s') WHERE \"table\" = '%s'", tables[i], tables[k]);
			assert_int_equal(ask_number(db, arena_cstr(fixture.arena, text)), 0);
		}
	}
}

static void migrations_speak_each_engines_dialect(void **state)
{
	(void)state;
	str script_text;
	str text = S("CREATE TABLE a ( -- INTEGER\n\tb TEXT NOT NULL CHECK (b IN ('TEXT')),\n\tc INTEGER\n) STRICT;\n-- engine: postgres\nP TEXT;\n-- engine: sqlite\nL;\n-- engine: both\nINSERT;");
	assert_int_equal(migrate_script(fixture.arena, DB_POSTGRES, text, &script_text), OK);
	assert_true(str_eq(str_trim(script_text),
	                   S("CREATE TABLE a ( -- INTEGER\n\tb TEXT COLLATE \"C\" NOT NULL CHECK (b IN ('TEXT')),\n\tc BIGINT\n);\nP TEXT;\n\nINSERT;")));
	assert_int_equal(migrate_script(fixture.arena, DB_SQLITE, text, &script_text), OK);
	assert_true(str_has(script_text, S("c INTEGER\n) STRICT;")) && str_has(script_text, S("L;")) && !str_has(script_text, S("P TEXT")));
	assert_int_equal(migrate_script(fixture.arena, DB_SQLITE, S("-- engine: oracle\nX"), &script_text), INVALID);
}

static void a_lost_connection_is_broken_once_then_made_again(void **state)
{
	(void)state;
	struct db *other = NULL;
	assert_int_equal(db_open(fixture.where, DB_READ_WRITE, &other), OK);
	struct arena *a = fixture.arena;
	str pid = ask(other, "SELECT pg_backend_pid()");
	char who[] = "again";
	assert_int_equal(db_write(other, count_and_add, who), OK); /* its statements are prepared on the connection that is lost */
	assert_true(str_eq(ask(db, arena_cstr(a, arena_fmt(a, "SELECT pg_terminate_backend(%.*s)", STR_ARGS(pid)))), S("t")));
	assert_int_equal(db_write(other, count_and_add, who), BROKEN);
	assert_int_equal(db_write(other, count_and_add, who), OK);
	db_close(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(every_statement_prepares),
		BOTH(creating_twice_changes_nothing),
		BOTH(an_empty_place_is_not_found),
		BOTH(an_altered_migration_is_refused),
		BOTH(a_newer_schema_is_refused),
		BOTH(an_older_schema_is_refused_until_it_is_migrated),
		BOTH(a_missing_migration_below_a_later_one_is_refused),
		BOTH(two_processes_that_create_at_once_both_succeed),
		ON_SQLITE(the_folder_and_the_file_belong_to_their_owner_only),
		ON_SQLITE(an_address_that_is_none_is_explained),
		BOTH(what_a_failed_write_did_is_undone),
		BOTH(a_failed_statement_fails_the_whole_write_on_both_engines),
		BOTH(a_statement_that_writes_outside_a_write_is_refused),
		BOTH(a_read_only_connection_writes_nothing),
		BOTH(a_reader_keeps_its_snapshot_while_a_writer_commits),
		BOTH(the_data_version_changes_with_every_commit),
		BOTH(writers_at_once_all_succeed),
		BOTH(a_killed_writer_leaves_whole_transactions_and_an_intact_chain),
		BOTH(a_stream_gives_every_row_whatever_the_size_of_its_batches),
		BOTH(a_stream_left_in_the_middle_leaves_the_connection_usable),
		BOTH(values_come_back_as_they_were_bound),
		BOTH(text_that_is_not_utf8_or_holds_a_nul_is_refused),
		BOTH(text_is_ordered_by_its_bytes_on_both_engines),
		BOTH(the_list_of_tables_is_that_of_the_migrations_parents_first),
		ON_SQLITE(migrations_speak_each_engines_dialect),
		{"postgres: a_lost_connection_is_broken_once_then_made_again", a_lost_connection_is_broken_once_then_made_again, both_start_postgres, both_stop, NULL},
	};
	return both_run("store", tests, sizeof tests / sizeof tests[0]);
}
