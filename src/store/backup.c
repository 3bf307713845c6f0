/* Backup and restore. SQLite to SQLite goes page by page through the online backup API; PostgreSQL goes row by row through copy. Called by cli.
   Never trusts a file before its integrity, migrations and audit chain were checked. */
#include "store/backup.h"

#include "base/limits.h"
#include "base/log.h"
#include "gen/queries.h"
#include "store/audit.h"
#include "store/driver.h"
#include "store/files_copy.h"
#include "store/migrate.h"
#include "store/part.h"
#include "store/sqlite.h"
#include "store/tables.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Steps until it is done or fails; a lock is waited for. */
static int step_through(sqlite3_backup *backup, int pages)
{
	int code = SQLITE_OK;
	do
		code = sqlite3_backup_step(backup, pages);
	while ((code == SQLITE_BUSY || code == SQLITE_LOCKED) && sqlite3_sleep(LIMIT_BACKUP_PAUSE_MS) >= 0);
	return code;
}

/* All pages at once: a reader of a WAL database stops nobody. `agree`, when there is one, is asked while nobody else can write to `to`, which
   must not be touched by it; nothing is copied unless it says OK. */
static enum status copy_pages(struct db *from, struct db *to, enum status (*agree)(void *context), void *context)
{
	sqlite3_backup *backup = sqlite3_backup_init(sqlite_handle(to), "main", sqlite_handle(from), "main");
	if (!backup)
		return sqlite_status(sqlite_handle(to), "backup", sqlite3_errcode(sqlite_handle(to)));
	int code = step_through(backup, 0); /* no page yet, but the lock */
	enum status agreed = code == SQLITE_OK && agree ? agree(context) : OK;
	if (code == SQLITE_OK && agreed == OK)
		code = step_through(backup, -1);
	int finished = sqlite3_backup_finish(backup);
	if (agreed != OK)
		return agreed;
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
		return copy_pages(from, to, NULL, NULL);
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

/* FILE.files */
static str folder_of_backup(struct arena *a, const char *file)
{
	return arena_fmt(a, "%s.files", file);
}

/* After the rows: what they name was stored before them, and is only ever added to. */
static enum status keep_files(const char *made, str files, const char *file, struct problems *problems)
{
	struct db *db = NULL;
	struct files_copied copied;
	enum status s = sqlite_open_file(made, DB_READ_ONLY, false, &db);
	if (s == OK)
		s = files_copy_folders(db, files, folder_of_backup(problems->arena, file), problems, &copied);
	db_close(db);
	return s;
}

enum status backup_make(str where, const char *file, struct backup_report *report, struct problems *problems)
{
	return backup_make_with_files(where, STR_NONE, file, report, problems);
}

enum status backup_make_with_files(str where, str files, const char *file, struct backup_report *report, struct problems *problems)
{
	*report = (struct backup_report){0};
	struct db *from = NULL;
	enum status s = db_open_explained(where, DB_READ_ONLY, problems, &from);
	if (s != OK)
		return s;
	struct audit_report audit = {0};
	struct part part;
	s = part_begin(problems->arena, file, &part);
	if (s == OK)
		s = make_file(from, part.path, &audit, problems);
	if (s == OK && str_is_set(files))
		s = keep_files(part.path, files, file, problems);
	db_close(from);
	struct stat info;
	if (s == OK && fstat(part.fd, &info) == 0)
		report->bytes = info.st_size;
	if (s == OK)
		s = part_keep(&part);
	part_drop(&part);
	if ((s == NOT_FOUND || s == DENIED) && problems->total == 0)
		PROBLEM(problems, str_of(file), 0, STR_NONE, W_store_cannot_write);
	report->audit_rows = audit.rows;
	memcpy(report->audit_hash, audit.last_hash, sizeof report->audit_hash);
	return s;
}

/* The file and what is known of it. An older schema is the only fault that may pass; such a file is checked once it has been migrated. */
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
	if (*older)
		return OK;
	if (s == OK)
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

struct restoring {
	struct db *from;
	const char *file;
	enum restore_over over;
	struct copy_report *report;
	struct problems *problems;
};

struct agreement {
	struct db *target; /* a connection of its own to what is written */
	const struct restoring *r;
};

static enum status agree_to_restore(void *context)
{
	const struct agreement *a = context;
	enum status s = refuse_data(a->target, a->r->over, a->r->problems);
	return s == OK ? refuse_other_schema(a->r->from, a->target, a->r->problems) : s;
}

/* The backup API writes the target's pages in one transaction of the target: readers see the old state, then the new one. */
static enum status restore_pages(const struct restoring *r, str where, struct db *to)
{
	struct agreement agreement = {.r = r};
	enum status s = db_open_explained(where, DB_READ_ONLY, r->problems, &agreement.target);
	if (s == OK)
		s = copy_pages(r->from, to, agree_to_restore, &agreement);
	db_close(agreement.target);
	db_forget_statements(to);
	sqlite_cut_log(to);
	return s;
}

/* A copy of an older backup, beside the target, with this program's schema: checked like a backup of today before anything is written. */
static enum status make_current(const struct restoring *r, const char *path, struct db **current)
{
	struct audit_report audit;
	enum status s = sqlite_open_file(path, DB_READ_WRITE, true, current);
	if (s == OK)
		s = copy_pages(r->from, *current, NULL, NULL);
	if (s == OK)
		s = migrate_apply(*current, r->problems);
	return s == OK ? check_file(*current, r->file, &audit, r->problems) : s;
}

static enum status restore_older_pages(const struct restoring *r, str where, const char *folder, struct db *to)
{
	struct arena *a = r->problems->arena;
	struct part part;
	struct db *current = NULL;
	enum status s = part_begin(a, arena_cstr(a, arena_fmt(a, "%s/restore", folder)), &part);
	if (s == OK)
		s = make_current(r, part.path, &current);
	if (s == OK) {
		struct restoring migrated = *r;
		migrated.from = current;
		s = restore_pages(&migrated, where, to);
	}
	db_close(current);
	part_drop(&part);
	return s;
}

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

static enum status restore_into_folder(const struct restoring *r, bool older, str where, struct db *to)
{
	struct db_address address;
	enum status s = db_address_parse(r->problems->arena, where, &address);
	if (s == OK)
		s = older ? restore_older_pages(r, where, address.target, to) : restore_pages(r, where, to);
	return s == OK ? report_pages(to, r->report) : s;
}

/* A backup of before there were documents has no table of them. */
static enum status bring_files(struct db *from, str files, const char *file, enum restore_over over, struct problems *problems)
{
	struct files_copied copied;
	str table = STR_NONE;
	enum status s = db_ask(from, problems->arena, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'file'", &table);
	if (s != OK || !table.p)
		return s;
	s = files_copy_folders(from, folder_of_backup(problems->arena, file), files, problems, &copied);
	return s == OK && copied.missing > 0 && over == RESTORE_EMPTY_ONLY ? INVALID : s;
}

enum status restore_from(str where, const char *file, enum restore_over over, struct copy_report *report, struct problems *problems)
{
	return restore_with_files(where, STR_NONE, file, over, report, problems);
}

enum status restore_with_files(str where, str files, const char *file, enum restore_over over, struct copy_report *report, struct problems *problems)
{
	*report = (struct copy_report){0};
	struct db *from = NULL, *to = NULL;
	bool older = false;
	enum status s = open_backup(file, problems, &older, &from);
	if (s == OK)
		s = db_create_explained(where, problems);
	if (s == OK)
		s = db_open_explained(where, DB_READ_WRITE, problems, &to);
	if (s == OK && str_is_set(files))
		s = bring_files(from, files, file, over, problems);
	struct restoring r = {from, file, over, report, problems};
	if (s == OK && db_engine_of(to) == DB_SQLITE) {
		s = restore_into_folder(&r, older, where, to);
	} else if (s == OK && older) {
		PROBLEM(problems, str_of(file), 0, STR_NONE, W_store_backup_older);
		s = INVALID;
	} else if (s == OK)
		s = restore_into_postgres(from, to, &r);
	db_close(to);
	db_close(from);
	return s;
}
