/* store/copy, store/backup and store/doctor: what arrives is what was sent, and nothing half-made is ever found. */
#include "store/audit.h"
#include "store/backup.h"
#include "store/copy.h"
#include "store/doctor.h"
#include "store/search.h"
#include "store/tables.h"

#include "lib/both.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>

static enum status furnish_in_write(struct db *d, void *arg)
{
	(void)arg;
	enum status s = db_run(d, "INSERT INTO territory (territory_id, code, name, kind, time_zone, summary) VALUES (1, 'un', 'Un', 'municipality', 'Europe/Paris', 'tab\there\nline \\N \"é\"');"
	                          "INSERT INTO goal (territory_id, code, parent_code, depth, kind, label, position) VALUES (1, 'z-parent', NULL, 0, 'pillar', 'P', 1), "
	                          "(1, 'a-child', 'z-parent', 1, 'challenge', '', 2);"
	                          "INSERT INTO funder_group (territory_id, code, label, position) VALUES (1, 'g', 'G', -9223372036854775807)");
	for (int64_t i = 0; s == OK && i < 25; i++)
		s = audit_append(d, &(struct audit_entry){{1}, {i}, S("user:1"), STR_NONE, S("load"), S("x"), STR_NONE});
	struct search_entry entry = {S("goal"), S("/p"), S("Parentalité"), STR_NONE, S("parentalite")};
	return s == OK ? search_rebuild(d, (territory_id){1}, &entry, 1) : s;
}

static void furnish(void)
{
	assert_int_equal(db_write(db, furnish_in_write, NULL), OK);
}

static void assert_same_data(struct db *a, struct db *b)
{
	size_t count = 0;
	const char *const *tables = store_tables(&count);
	for (size_t i = 0; i < count; i++) {
		struct table_digest x, y;
		assert_int_equal(store_digest(a, fixture.arena, tables[i], &x), OK);
		assert_int_equal(store_digest(b, fixture.arena, tables[i], &y), OK);
		assert_memory_equal(&x, &y, sizeof x);
	}
	assert_true(str_eq(ask(a, "SELECT summary FROM territory"), ask(b, "SELECT summary FROM territory")));
}

static void assert_search_works(struct db *d)
{
	struct search_results r;
	assert_int_equal(search_find(d, fixture.arena, (territory_id){1}, S("parent"), 5, &r), OK);
	assert_int_equal(r.n, 1);
}

static const char *in_folder(const char *name)
{
	return arena_cstr(fixture.arena, arena_fmt(fixture.arena, "%s/%s", fixture.folder, name));
}

static enum db_engine other_engine(void)
{
	return fixture.engine == DB_SQLITE && fixture_postgres() ? DB_POSTGRES : DB_SQLITE;
}

static void a_copy_there_and_back_gives_equal_data(void **state)
{
	(void)state;
	furnish();
	struct fixture other, back;
	fixture_open(&other, other_engine());
	fixture_open(&back, fixture.engine);
	struct copy_report there, again;
	struct problems ps = fresh_problems();
	assert_int_equal(copy_instance(fixture.where, other.where, NULL, &there, &ps), OK);
	assert_int_equal(copy_instance(other.where, back.where, NULL, &again, &ps), OK);
	assert_int_equal(ps.total, 0);
	assert_int_equal(there.rows, again.rows);
	assert_int_equal(there.audit_rows, 25);
	assert_string_equal(there.audit_hash, again.audit_hash);
	struct db *returned = NULL;
	assert_int_equal(db_open(back.where, DB_READ_ONLY, &returned), OK);
	assert_same_data(db, returned);
	assert_search_works(returned);
	db_close(returned);
	fixture_close(&other);
	fixture_close(&back);
}

static void a_copy_onto_data_is_refused(void **state)
{
	(void)state;
	furnish();
	struct copy_report report;
	struct problems ps = fresh_problems();
	assert_int_equal(copy_instance(fixture.where, fixture.where, NULL, &report, &ps), CONFLICT);
	assert_int_equal(ps.list.at[0].message, W_store_not_empty);
}

static void unprotect_and_break(void)
{
	assert_int_equal(script(fixture.engine == DB_SQLITE ? "DROP TRIGGER audit_is_not_updated; UPDATE audit SET thing = 'y' WHERE seq = 9"
	                                                    : "ALTER TABLE audit DISABLE TRIGGER USER; UPDATE audit SET thing = 'y' WHERE seq = 9"),
	                 OK);
}

static void a_copy_of_a_broken_chain_is_refused_and_leaves_nothing(void **state)
{
	(void)state;
	furnish();
	unprotect_and_break();
	struct fixture other;
	fixture_open(&other, other_engine());
	struct copy_report report;
	struct problems ps = fresh_problems();
	assert_int_equal(copy_instance(fixture.where, other.where, NULL, &report, &ps), INVALID);
	assert_int_equal(ps.list.at[0].message, W_store_audit_broken);
	struct db *target = NULL;
	bool empty = false;
	assert_int_equal(db_open(other.where, DB_READ_ONLY, &target), OK);
	assert_int_equal(store_is_empty(target, &empty), OK);
	assert_true(empty);
	db_close(target);
	fixture_close(&other);
}

static void a_backup_restores_into_either_engine(void **state)
{
	(void)state;
	furnish();
	const char *file = in_folder("save.db");
	struct backup_report made;
	struct problems ps = fresh_problems();
	assert_int_equal(backup_make(fixture.where, file, &made, &ps), OK);
	assert_int_equal(made.audit_rows, 25);
	struct stat info;
	assert_int_equal(stat(file, &info), 0);
	assert_int_equal(info.st_size, made.bytes);
	assert_int_equal(info.st_mode & 0777, 0600);
	for (int i = 0; i < 2; i++) {
		struct fixture other;
		fixture_open(&other, i ? other_engine() : fixture.engine);
		struct copy_report restored;
		assert_int_equal(restore_from(other.where, file, RESTORE_EMPTY_ONLY, &restored, &ps), OK);
		assert_string_equal(restored.audit_hash, made.audit_hash);
		struct db *target = NULL;
		assert_int_equal(db_open(other.where, DB_READ_ONLY, &target), OK);
		assert_same_data(db, target);
		assert_search_works(target);
		db_close(target);
		fixture_close(&other);
	}
}

static void a_restore_onto_data_needs_to_be_forced(void **state)
{
	(void)state;
	const char *file = in_folder("empty.db");
	struct backup_report made;
	struct copy_report restored;
	struct problems ps = fresh_problems();
	assert_int_equal(backup_make(fixture.where, file, &made, &ps), OK);
	furnish();
	assert_int_equal(restore_from(fixture.where, file, RESTORE_EMPTY_ONLY, &restored, &ps), CONFLICT);
	assert_int_equal(ps.list.at[0].message, W_store_not_empty);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit"), 25);
	assert_int_equal(restore_from(fixture.where, file, RESTORE_OVER_DATA, &restored, &ps), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit"), 0);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM territory"), 0);
	furnish(); /* an open connection goes on, and the audit rows are protected again */
	assert_int_equal(script("UPDATE audit SET actor = 'x'"), BROKEN);
}

static void write_file(const char *path, const char *bytes, size_t n, off_t at)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0600);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, n, at), (ssize_t)n);
	assert_int_equal(close(fd), 0);
}

static void a_file_that_is_no_backup_is_refused(void **state)
{
	(void)state;
	furnish();
	struct copy_report restored;
	struct problems ps = fresh_problems();
	assert_int_equal(restore_from(fixture.where, in_folder("nothing.db"), RESTORE_OVER_DATA, &restored, &ps), NOT_FOUND);
	write_file(in_folder("text.db"), "not a database", 14, 0);
	assert_int_equal(restore_from(fixture.where, in_folder("text.db"), RESTORE_OVER_DATA, &restored, &ps), INVALID);
	write_file(in_folder("head.db"), "SQLite format 3\0and then nonsense", 33, 0);
	assert_int_equal(restore_from(fixture.where, in_folder("head.db"), RESTORE_OVER_DATA, &restored, &ps), INVALID);
	assert_int_equal(restore_from(fixture.where, fixture.folder, RESTORE_OVER_DATA, &restored, &ps), NOT_FOUND);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit"), 25);
}

static void a_damaged_backup_is_refused(void **state)
{
	(void)state;
	furnish();
	const char *file = in_folder("save.db");
	struct backup_report made;
	struct copy_report restored;
	struct problems ps = fresh_problems();
	assert_int_equal(backup_make(fixture.where, file, &made, &ps), OK);
	char noise[8192];
	memset(noise, 0x5a, sizeof noise);
	write_file(file, noise, sizeof noise, made.bytes / 2 / 4096 * 4096);
	assert_int_equal(restore_from(fixture.where, file, RESTORE_OVER_DATA, &restored, &ps), INVALID);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit"), 25);
}

static void a_backup_that_brings_a_foreign_trigger_is_refused(void **state)
{
	(void)state;
	furnish();
	struct backup_report made;
	struct copy_report restored;
	struct problems ps = fresh_problems();
	struct fixture other;
	fixture_open(&other, DB_SQLITE);
	assert_int_equal(script("CREATE TRIGGER guest AFTER INSERT ON territory BEGIN DELETE FROM search_entry; END"), OK);
	assert_int_equal(backup_make(fixture.where, in_folder("save.db"), &made, &ps), OK);
	assert_int_equal(restore_from(other.where, in_folder("save.db"), RESTORE_EMPTY_ONLY, &restored, &ps), INVALID);
	assert_int_equal(ps.list.at[0].message, W_store_backup_other_schema);
	fixture_close(&other);
}

static void a_backup_of_a_broken_chain_is_refused_and_leaves_no_file(void **state)
{
	(void)state;
	furnish();
	unprotect_and_break();
	struct backup_report made;
	struct problems ps = fresh_problems();
	assert_int_equal(backup_make(fixture.where, in_folder("save.db"), &made, &ps), INVALID);
	assert_int_equal(access(in_folder("save.db"), F_OK), -1);
}

static void a_backup_that_cannot_be_written_says_so(void **state)
{
	(void)state;
	struct backup_report made;
	struct problems ps = fresh_problems();
	assert_int_equal(backup_make(fixture.where, in_folder("no/such/folder/save.db"), &made, &ps), NOT_FOUND);
	assert_int_equal(ps.list.at[0].message, W_store_cannot_write);
}

static void a_backup_made_while_others_write_is_whole(void **state)
{
	(void)state;
	furnish();
	pid_t child = fork();
	if (child == 0) {
		struct db *own = NULL;
		if (db_open(fixture.where, DB_READ_WRITE, &own) != OK)
			_exit(1);
		for (;;)
			if (db_write(own, both_run_script, (char[]){"UPDATE territory SET summary = name"}) != OK)
				_exit(1);
	}
	struct backup_report made;
	struct problems ps = fresh_problems();
	enum status s = backup_make(fixture.where, in_folder("save.db"), &made, &ps);
	(void)kill(child, SIGKILL);
	(void)waitpid(child, NULL, 0);
	assert_int_equal(s, OK);
	assert_int_equal(made.audit_rows, 25);
}

static void a_killed_backup_leaves_the_old_file_or_a_whole_one(void **state)
{
	(void)state;
	furnish();
	const char *file = in_folder("save.db");
	struct backup_report made;
	for (unsigned i = 0; i < 12; i++) {
		pid_t child = fork();
		if (child == 0) {
			struct problems ps = fresh_problems();
			_exit(backup_make(fixture.where, file, &made, &ps) == OK ? 0 : 1);
		}
		(void)usleep(2000 + 12000 * i);
		(void)kill(child, SIGKILL);
		(void)waitpid(child, NULL, 0);
		if (access(file, F_OK) != 0)
			continue;
		struct fixture other;
		fixture_open(&other, DB_SQLITE);
		struct copy_report restored;
		struct problems ps = fresh_problems();
		assert_int_equal(restore_from(other.where, file, RESTORE_EMPTY_ONLY, &restored, &ps), OK);
		assert_int_equal(restored.audit_rows, 25);
		fixture_close(&other);
	}
	struct problems ps = fresh_problems();
	assert_int_equal(backup_make(fixture.where, file, &made, &ps), OK);
}

static bool is_there(const char *name)
{
	return access(in_folder(name), F_OK) == 0;
}

static void what_a_killed_backup_left_goes_with_the_next_one(void **state)
{
	(void)state;
	furnish();
	static const char *const dead[] = {"save.db.4194304.part", "save.db.4194304.part-wal", "save.db.4194304.part-shm", "save.db.1.part"};
	static const char *const others[] = {"save.db.part", "save.db.12x.part", "save.db2.4194304.part", "other.db.4194304.part", "save.db.7.part"};
	for (size_t i = 0; i < sizeof dead / sizeof dead[0]; i++)
		write_file(in_folder(dead[i]), "half", 4, 0);
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		write_file(in_folder(others[i]), "mine", 4, 0);
	int living = open(in_folder("save.db.7.part"), O_RDONLY); /* as its maker holds it */
	assert_int_equal(flock(living, LOCK_EX), 0);
	struct backup_report made;
	struct problems ps = fresh_problems();
	assert_int_equal(backup_make(fixture.where, in_folder("save.db"), &made, &ps), OK);
	for (size_t i = 0; i < sizeof dead / sizeof dead[0]; i++)
		assert_false(is_there(dead[i]));
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		assert_true(is_there(others[i]));
	assert_int_equal(close(living), 0);
	assert_int_equal(backup_make(fixture.where, in_folder("save.db"), &made, &ps), OK);
	assert_false(is_there("save.db.7.part"));
}

static void a_file_with_the_name_of_our_part_is_not_built_upon(void **state)
{
	(void)state;
	furnish();
	char name[64];
	(void)snprintf(name, sizeof name, "save.db.%ld.part", (long)getpid()); /* process numbers come back, in a container at each start */
	write_file(in_folder(name), "not a database at all", 21, 0);
	struct backup_report made;
	struct problems ps = fresh_problems();
	assert_int_equal(backup_make(fixture.where, in_folder("save.db"), &made, &ps), OK);
	assert_int_equal(made.audit_rows, 25);
}

/* Turns a backup into one of the program before its last migration: without what that one made, and without its row. */
static void make_older(const char *file, const char *besides)
{
	struct db *old = NULL;
	assert_int_equal(sqlite_open_file(file, DB_READ_WRITE, false, &old), OK);
	assert_int_equal(ask_number(old, "SELECT MAX(version) FROM schema_migration"), 10); /* a new migration: say here what it made */
	assert_int_equal(db_run(old, "DROP TABLE revised_budget_line; DROP TABLE revised_budget; DROP TABLE application_reference; DROP TABLE table_import_change; DROP TABLE table_import; DROP TABLE funder_mention; DROP TABLE funder_logo; DROP TABLE notification_again; DROP TABLE notification_mail; DROP TABLE notification_signed; DROP TABLE notification_scan_page; DROP TABLE notification_scan; DROP TABLE notification_setting; DROP TABLE notification; DROP TABLE template; DELETE FROM schema_migration WHERE version = 10"), OK);
	assert_int_equal(db_run(old, besides), OK);
	assert_int_equal(db_run(old, "PRAGMA journal_mode = DELETE"), OK);
	db_close(old);
}

static void a_backup_of_an_older_version_is_migrated_into_a_folder(void **state)
{
	(void)state;
	furnish();
	const char *file = in_folder("old.db");
	struct backup_report made;
	struct copy_report restored;
	struct problems ps = fresh_problems();
	assert_int_equal(backup_make(fixture.where, file, &made, &ps), OK);
	make_older(file, "");
	struct fixture other;
	fixture_open(&other, DB_SQLITE);
	assert_int_equal(restore_from(other.where, file, RESTORE_EMPTY_ONLY, &restored, &ps), OK);
	assert_int_equal(ps.total, 0);
	assert_string_equal(restored.audit_hash, made.audit_hash);
	struct db *target = NULL;
	assert_int_equal(db_open(other.where, DB_READ_WRITE, &target), OK);
	assert_same_data(db, target);
	assert_int_equal(db_write(target, both_run_script, (char[]){"DELETE FROM audit"}), BROKEN); /* the missing migration was applied */
	db_close(target);
	assert_int_equal(restore_from(other.where, file, RESTORE_EMPTY_ONLY, &restored, &ps), CONFLICT);
	fixture_close(&other);
	if (fixture_postgres()) {
		fixture_open(&other, DB_POSTGRES);
		ps = fresh_problems();
		assert_int_equal(restore_from(other.where, file, RESTORE_EMPTY_ONLY, &restored, &ps), INVALID);
		assert_int_equal(ps.list.at[0].message, W_store_backup_older);
		fixture_close(&other);
	}
}

static void an_older_backup_that_brings_a_foreign_trigger_is_refused(void **state)
{
	(void)state;
	furnish();
	const char *file = in_folder("old.db");
	struct backup_report made;
	struct copy_report restored;
	struct problems ps = fresh_problems();
	struct fixture other;
	fixture_open(&other, DB_SQLITE);
	assert_int_equal(backup_make(fixture.where, file, &made, &ps), OK);
	make_older(file, "CREATE TRIGGER guest AFTER INSERT ON territory BEGIN DELETE FROM search_entry; END");
	assert_int_equal(restore_from(other.where, file, RESTORE_EMPTY_ONLY, &restored, &ps), INVALID);
	assert_int_equal(ps.list.at[0].message, W_store_backup_other_schema);
	struct db *target = NULL;
	assert_int_equal(db_open(other.where, DB_READ_ONLY, &target), OK);
	assert_int_equal(ask_number(target, "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'guest'"), 0);
	db_close(target);
	str part = arena_fmt(fixture.arena, "%s/restore.%ld.part", other.address, (long)getpid());
	assert_int_equal(access(arena_cstr(fixture.arena, part), F_OK), -1);
	fixture_close(&other);
}

static enum status furnish_slowly(struct db *d, void *arg)
{
	enum status s = furnish_in_write(d, arg);
	char byte = 'x';
	always(write(*(int *)arg, &byte, 1) == 1);
	(void)usleep(400000);
	return s;
}

static void a_restore_that_meets_a_first_write_does_not_undo_it(void **state)
{
	(void)state;
	const char *file = in_folder("save.db");
	struct backup_report made;
	struct copy_report restored;
	struct problems ps = fresh_problems();
	assert_int_equal(backup_make(fixture.where, file, &made, &ps), OK);
	int told[2];
	assert_int_equal(pipe(told), 0);
	pid_t child = fork();
	if (child == 0) {
		struct db *own = NULL;
		if (db_open(fixture.where, DB_READ_WRITE, &own) != OK)
			_exit(1);
		_exit(db_write(own, furnish_slowly, &told[1]) == OK ? 0 : 1);
	}
	char byte;
	assert_int_equal(read(told[0], &byte, 1), 1); /* written, not yet committed: it still looks empty from here */
	assert_int_equal(restore_from(fixture.where, file, RESTORE_EMPTY_ONLY, &restored, &ps), CONFLICT);
	int code = -1;
	(void)waitpid(child, &code, 0);
	assert_int_equal(code, 0);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit"), 25);
	(void)close(told[0]), (void)close(told[1]);
}

/* The check's result; one named "missing" when it was not made. */
static struct doctor_result result_named(const struct doctor_report *report, str name)
{
	for (size_t i = 0; i < report->list.n; i++)
		if (str_eq(report->list.at[i].name, name))
			return report->list.at[i];
	return (struct doctor_result){.name = S("missing")};
}

static struct doctor_report examine(void)
{
	struct doctor_report report;
	assert_int_equal(doctor_run(fixture.arena, fixture.where, &report), OK);
	return report;
}

static void a_sound_instance_passes_every_check(void **state)
{
	(void)state;
	furnish();
	struct doctor_report r = examine();
	for (size_t i = 0; i < r.list.n; i++)
		if (!str_eq(r.list.at[i].name, S("disk")))
			assert_int_equal(r.list.at[i].state, DOCTOR_OK);
	static const str expected[] = {S("schema"), S("integrity"), S("foreign_keys"), S("synchronous"), S("audit")};
	for (size_t i = 0; i < 5; i++)
		assert_true(str_eq(result_named(&r, expected[i]).name, expected[i]));
	struct out o = out_new(1 << 16);
	doctor_write(&o, LANG_EN, &r);
	assert_true(str_has(out_text(&o), S("audit log intact (25 rows)")));
	out_free(&o);
}

static void the_doctor_finds_a_broken_chain(void **state)
{
	(void)state;
	furnish();
	unprotect_and_break();
	struct doctor_report r = examine();
	assert_int_equal(r.worst, DOCTOR_FAILED);
	assert_int_equal(result_named(&r, S("audit")).state, DOCTOR_FAILED);
	if (fixture.engine == DB_POSTGRES)
		assert_int_equal(result_named(&r, S("triggers")).state, DOCTOR_FAILED);
}

static void the_doctor_finds_an_orphan_row_and_open_rights(void **state)
{
	(void)state;
	assert_int_equal(db_run(db, "PRAGMA foreign_keys = OFF"), OK);
	assert_int_equal(script("INSERT INTO impact_framework (territory_id, summary) VALUES (99, 'orphan')"), OK);
	assert_int_equal(chmod(fixture.address, 0755), 0);
	struct doctor_report r = examine();
	assert_int_equal(result_named(&r, S("foreign_keys")).state, DOCTOR_FAILED);
	assert_int_equal(result_named(&r, S("rights")).state, DOCTOR_WARNING);
}

static void the_doctor_reports_an_altered_schema(void **state)
{
	(void)state;
	assert_int_equal(script("UPDATE schema_migration SET checksum = 'x' WHERE version = 2"), OK);
	struct doctor_report r = examine();
	assert_int_equal(r.worst, DOCTOR_FAILED);
	assert_int_equal(result_named(&r, S("schema")).message, W_store_migration_altered);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(a_copy_there_and_back_gives_equal_data),
		BOTH(a_copy_onto_data_is_refused),
		BOTH(a_copy_of_a_broken_chain_is_refused_and_leaves_nothing),
		BOTH(a_backup_restores_into_either_engine),
		BOTH(a_restore_onto_data_needs_to_be_forced),
		ON_SQLITE(a_file_that_is_no_backup_is_refused),
		ON_SQLITE(a_damaged_backup_is_refused),
		ON_SQLITE(a_backup_that_brings_a_foreign_trigger_is_refused),
		BOTH(a_backup_of_a_broken_chain_is_refused_and_leaves_no_file),
		BOTH(a_backup_that_cannot_be_written_says_so),
		BOTH(a_backup_made_while_others_write_is_whole),
		BOTH(a_killed_backup_leaves_the_old_file_or_a_whole_one),
		BOTH(what_a_killed_backup_left_goes_with_the_next_one),
		BOTH(a_file_with_the_name_of_our_part_is_not_built_upon),
		ON_SQLITE(a_backup_of_an_older_version_is_migrated_into_a_folder),
		ON_SQLITE(an_older_backup_that_brings_a_foreign_trigger_is_refused),
		ON_SQLITE(a_restore_that_meets_a_first_write_does_not_undo_it),
		BOTH(a_sound_instance_passes_every_check),
		BOTH(the_doctor_finds_a_broken_chain),
		ON_SQLITE(the_doctor_finds_an_orphan_row_and_open_rights),
		BOTH(the_doctor_reports_an_altered_schema),
	};
	return both_run("copy, backup, doctor", tests, sizeof tests / sizeof tests[0]);
}
