/* Backup and restore. SQLite to SQLite goes page by page through the online backup API; PostgreSQL goes row by row through copy. Called by cli.
   Never trusts a file before its integrity, migrations and audit chain were checked. */
#include "store/backup.h"

#include "base/limits.h"
#include "base/log.h"
#include "gen/queries.h"
#include "store/audit.h"
#include "store/driver.h"
#include "store/migrate.h"
#include "store/sqlite.h"
#include "store/tables.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* All pages at once: a reader of a WAL database stops nobody. */
static enum status copy_pages(struct db *from, struct db *to)
{
	sqlite3_backup *backup = sqlite3_backup_init(sqlite_handle(to), "main", sqlite_handle(from), "main");
	if (!backup)
		return sqlite_status(sqlite_handle(to), "backup", sqlite3_errcode(sqlite_handle(to)));
	int code = SQLITE_OK;
	do
		code = sqlite3_backup_step(backup, -1);
	while ((code == SQLITE_BUSY || code == SQLITE_LOCKED) && sqlite3_sleep(LIMIT_BACKUP_PAUSE_MS) >= 0);
	int finished = sqlite3_backup_finish(backup);
	return sqlite_status(sqlite_handle(to), "backup", code == SQLITE_DONE ? finished : code);
}

/* Integrity and audit chain of a SQLite file that is open. */
static enum status check_file(struct db *db, const char *file, struct audit_report *audit, struct problems *problems)
{
	struct arena *a = problems->arena;
	str answer = STR_NONE;
	enum status s = db_ask(db, a, "PRAGMA integrity_check(1)", &answer);
	if (s != OK || !str_eq(answer, S("ok"))) {
		PROBLEM(problems, str_of(file), 0, STR_NONE, W_store_damaged, ARG("detail", answer.p ? answer : S("?")));
		return INVALID;
	}
	s = audit_verify(db, audit);
	if (s == OK && audit->first_broken) {
		PROBLEM(problems, str_of(file), 0, STR_NONE, W_store_audit_broken, ARG("seq", audit->first_broken));
		return INVALID;
	}
	return s;
}

static enum status fill_new_file(struct db *from, struct db *to, struct problems *problems)
{
	if (db_engine_of(from) == DB_SQLITE)
		return copy_pages(from, to);
	struct copy_report copied;
	enum status s = migrate_apply(to, problems);
	return s == OK ? copy_into(from, to, NULL, &copied, problems) : s;
}

/* Everything into one file that needs no companion, checked. */
static enum status make_file(struct db *from, const char *file, struct audit_report *audit, struct problems *problems)
{
	struct db *to = NULL;
	enum status s = sqlite_open_file(file, DB_READ_WRITE, true, &to);
	if (s == OK)
		s = fill_new_file(from, to, problems);
	if (s == OK)
		s = db_run(to, "PRAGMA journal_mode = DELETE");
	if (s == OK)
		s = migrate_check(to, problems);
	if (s == OK)
		s = check_file(to, file, audit, problems);
	db_close(to);
	return s;
}

static enum status sync_path(const char *path, int flags)
{
	int fd = open(path, flags | O_RDONLY | O_CLOEXEC);
	int failed = fd < 0 || fsync(fd) != 0;
	enum status s = failed ? broken("backup", str_of(strerror(errno))) : OK;
	if (fd >= 0)
		(void)close(fd);
	return s;
}

static enum status rename_durably(struct arena *a, const char *from, const char *to)
{
	const char *slash = strrchr(to, '/');
	str folder = !slash ? S(".") : slash == to ? S("/") : (str){to, (size_t)(slash - to)};
	enum status s = sync_path(from, 0);
	if (s == OK && rename(from, to) != 0)
		s = errno == EACCES || errno == EPERM ? DENIED : broken("backup", str_of(strerror(errno)));
	return s == OK ? sync_path(arena_cstr(a, folder), O_DIRECTORY) : s;
}

static void remove_with_companions(struct arena *a, const char *file)
{
	static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
		(void)unlink(arena_cstr(a, arena_fmt(a, "%s%s", file, endings[i])));
}

enum status backup_make(str where, const char *file, struct backup_report *report, struct problems *problems)
{
	struct arena *a = problems->arena;
	*report = (struct backup_report){0};
	struct db *from = NULL;
	enum status s = db_open_explained(where, DB_READ_ONLY, problems, &from);
	if (s != OK)
		return s;
	const char *temporary = arena_cstr(a, arena_fmt(a, "%s.%ld.part", file, (long)getpid()));
	struct audit_report audit = {0};
	s = make_file(from, temporary, &audit, problems);
	db_close(from);
	struct stat info;
	if (s == OK && stat(temporary, &info) == 0)
		report->bytes = info.st_size;
	if (s == OK)
		s = rename_durably(a, temporary, file);
	if (s != OK)
		remove_with_companions(a, temporary);
	if ((s == NOT_FOUND || s == DENIED) && problems->total == 0)
		PROBLEM(problems, str_of(file), 0, STR_NONE, W_store_cannot_write);
	report->audit_rows = audit.rows;
	memcpy(report->audit_hash, audit.last_hash, sizeof report->audit_hash);
	return s;
}

/* The file and what is known of it. An older schema is the only fault that may pass. */
static enum status open_backup(const char *file, struct problems *problems, bool *older, struct db **db)
{
	struct stat info;
	*older = false;
	*db = NULL;
	unsigned char head[16] = {0};
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool readable = fd >= 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
	bool is_sqlite = readable && read(fd, head, sizeof head) == (ssize_t)sizeof head && memcmp(head, "SQLite format 3", sizeof head) == 0;
	if (fd >= 0)
		(void)close(fd);
	if (!is_sqlite) {
		PROBLEM(problems, str_of(file), 0, STR_NONE, readable ? W_store_not_a_backup : W_store_cannot_read);
		return readable ? INVALID : NOT_FOUND;
	}
	enum status s = sqlite_open_file(file, DB_READ_ONLY, false, db);
	struct audit_report audit;
	struct problems found = problems_new(problems->arena);
	if (s == OK)
		s = migrate_check(*db, &found);
	*older = s == INVALID && found.total == 1 && found.list.at[0].message == W_store_schema_older;
	if (s == OK || *older)
		return check_file(*db, file, &audit, problems);
	if (s == INVALID)
		for (size_t i = 0; i < found.list.n; i++)
			problem_add(problems, str_of(file), 0, STR_NONE, found.list.at[i].message, found.list.at[i].args, found.list.at[i].arg_count);
	else
		PROBLEM(problems, str_of(file), 0, STR_NONE, W_store_not_a_backup);
	return INVALID;
}

static enum status refuse_data(struct db *to, enum restore_over over, struct problems *problems)
{
	bool empty = false;
	enum status s = over == RESTORE_OVER_DATA ? OK : store_is_empty(to, &empty);
	if (s != OK || over == RESTORE_OVER_DATA || empty)
		return s;
	PROBLEM(problems, STR_NONE, 0, STR_NONE, W_store_not_empty);
	return CONFLICT;
}

/* Pages bring their schema along: a file made by hand could hold triggers that this program never wrote. The target's schema is what its migrations made. */
static enum status refuse_other_schema(struct db *from, struct db *to, struct problems *problems)
{
	static const char every_object[] = "SELECT group_concat(type || ' ' || name || ' ' || coalesce(sql, ''), char(10)) FROM (SELECT * FROM sqlite_schema ORDER BY type, name)";
	str theirs = STR_NONE, ours = STR_NONE;
	enum status s = db_ask(from, problems->arena, every_object, &theirs);
	if (s == OK)
		s = db_ask(to, problems->arena, every_object, &ours);
	if (s != OK || str_eq(theirs, ours))
		return s;
	PROBLEM(problems, STR_NONE, 0, STR_NONE, W_store_backup_other_schema);
	return INVALID;
}

/* The backup API writes the target's pages in one transaction of the target: readers see the old state, then the new one. */
static enum status restore_pages(struct db *from, struct db *to, bool older, enum restore_over over, struct problems *problems)
{
	enum status s = refuse_data(to, over, problems);
	if (s == OK && !older)
		s = refuse_other_schema(from, to, problems);
	if (s == OK)
		s = copy_pages(from, to);
	if (s == OK)
		db_forget_statements(to);
	return s == OK ? migrate_apply(to, problems) : s;
}

struct restoring {
	struct db *from;
	enum restore_over over;
	struct copy_report *report;
	struct problems *problems;
};

/* Drops every table and makes it again: audit rows cannot be deleted one by one. */
static enum status make_again(struct db *to, struct problems *problems)
{
	size_t count = 0;
	struct arena *a = problems->arena;
	const char *const *tables = store_tables(&count);
	enum status s = OK;
	for (size_t i = count; s == OK && i-- > 0;)
		s = db_run(to, arena_cstr(a, arena_fmt(a, "DROP TABLE IF EXISTS %s CASCADE", tables[i])));
	if (s == OK)
		s = db_run(to, "DROP TABLE IF EXISTS schema_migration; DROP FUNCTION IF EXISTS audit_is_append_only()");
	db_forget_statements(to);
	return s == OK ? migrate_within(to, a) : s;
}

static enum status restore_rows(struct db *to, void *arg)
{
	struct restoring *r = arg;
	enum status s = refuse_data(to, r->over, r->problems);
	if (s == OK && r->over == RESTORE_OVER_DATA)
		s = make_again(to, r->problems);
	return s == OK ? copy_rows(r->from, to, NULL, r->report, r->problems) : s;
}

static enum status restore_into_postgres(struct db *from, struct db *to, struct restoring *r)
{
	enum status s = db_read_begin(from);
	if (s != OK)
		return s;
	s = db_write(to, restore_rows, r);
	db_read_end(from);
	db_forget_statements(to);
	return s;
}

static enum status report_pages(struct db *to, struct copy_report *report)
{
	struct audit_report audit;
	enum status s = audit_verify(to, &audit);
	(void)store_tables(&report->tables);
	report->audit_rows = audit.rows;
	memcpy(report->audit_hash, audit.last_hash, sizeof report->audit_hash);
	return s;
}

enum status restore_from(str where, const char *file, enum restore_over over, struct copy_report *report, struct problems *problems)
{
	*report = (struct copy_report){0};
	struct db *from = NULL, *to = NULL;
	bool older = false;
	enum status s = open_backup(file, problems, &older, &from);
	if (s == OK)
		s = db_create_explained(where, problems);
	if (s == OK)
		s = db_open_explained(where, DB_READ_WRITE, problems, &to);
	struct restoring r = {from, over, report, problems};
	if (s == OK && db_engine_of(to) == DB_SQLITE) {
		s = restore_pages(from, to, older, over, problems);
		if (s == OK)
			s = report_pages(to, report);
	} else if (s == OK && older) {
		PROBLEM(problems, str_of(file), 0, STR_NONE, W_store_backup_older);
		s = INVALID;
	} else if (s == OK)
		s = restore_into_postgres(from, to, &r);
	db_close(to);
	db_close(from);
	return s;
}
