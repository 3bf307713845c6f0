/* The SQLite driver: one file faubourg.db in the data folder, in WAL mode, with every commit synced (architecture.md §4).
   Owns sqlite3 and sqlite3_stmt; called by db.c through sqlite_driver. Never retries: db.c does. */
#include "store/driver.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/out.h"
#include "store/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct sqlite_db {
	struct db base;
	sqlite3 *handle;
	sqlite3_stmt *begin_read, *begin_write, *commit, *rollback, *version;
	sqlite3_stmt *loading; /* the INSERT of a bulk load */
	int log_pages;         /* in the write-ahead log after the last commit of this connection */
	int cut_at;            /* pages from which the log is to be cut off */
};

struct sqlite_statement {
	struct db_statement base;
	sqlite3_stmt *handle;
	int parameter[]; /* SQLite's index of $1, $2, … */
};

static struct sqlite_db *of(struct db *db)
{
	return (struct sqlite_db *)db;
}

static struct sqlite_statement *of_statement(struct db_statement *s)
{
	return (struct sqlite_statement *)s;
}

sqlite3 *sqlite_handle(struct db *db)
{
	always(db->driver->engine == DB_SQLITE);
	return of(db)->handle;
}

/* SQLite says "full" for ENOSPC only. A quota and a limit on the size of files are the same to people: the write-ahead log, which every change goes to first, keeps its last errno. */
static bool log_has_no_room(sqlite3 *handle)
{
	sqlite3_file *file = NULL;
	int last = 0;
	if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, (void *)&file) != SQLITE_OK || !file || !file->pMethods)
		return false;
	return file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &last) == SQLITE_OK && (last == ENOSPC || last == EDQUOT || last == EFBIG);
}

enum status sqlite_status(sqlite3 *handle, const char *where, int code)
{
	if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE)
		return OK;
	if ((code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED)
		return BUSY;
	if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_ROWID)
		return CONFLICT;
	if ((code & 0xff) == SQLITE_FULL || (handle && (code & 0xff) == SQLITE_IOERR && log_has_no_room(handle)))
		return no_room(where);
	return broken(where, str_of(handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code)));
}

static enum status run(struct db *db, const char *script)
{
	return sqlite_status(of(db)->handle, "sqlite_run", sqlite3_exec(of(db)->handle, script, NULL, NULL, NULL));
}

/* ---- the write-ahead log: the writer's half of checkpoint.h ---- */

static int note_log(void *context, sqlite3 *handle, const char *name, int pages)
{
	(void)handle, (void)name;
	((struct sqlite_db *)context)->log_pages = pages;
	return SQLITE_OK;
}

/* New readers meanwhile read the file and not the log, so that this waits only for those that began before. For another checkpoint SQLite does
   not wait: it is asked again. */
static bool cut_log(struct sqlite_db *s)
{
	int code = SQLITE_BUSY;
	int64_t until = clock_monotonic_ms() + LIMIT_WAL_CUT_WAIT_MS;
	for (int64_t left = LIMIT_WAL_CUT_WAIT_MS; left > 0; left = until - clock_monotonic_ms()) {
		(void)sqlite3_busy_timeout(s->handle, (int)left);
		code = sqlite3_wal_checkpoint_v2(s->handle, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
		if ((code & 0xff) != SQLITE_BUSY)
			break;
		(void)sqlite3_sleep(1);
	}
	(void)sqlite3_busy_timeout(s->handle, LIMIT_SQLITE_BUSY_MS);
	return code == SQLITE_OK;
}

/* After a commit, which stands whatever becomes of this. A reader that stays makes one commit wait, then none before the log has grown by a quarter. */
static void shorten_log(struct sqlite_db *s)
{
	int pages = s->log_pages;
	s->log_pages = 0;
	if (pages < LIMIT_WAL_CUT_PAGES)
		s->cut_at = LIMIT_WAL_CUT_PAGES;
	if (pages >= s->cut_at)
		s->cut_at = cut_log(s) ? LIMIT_WAL_CUT_PAGES : pages + LIMIT_WAL_CUT_PAGES / 4;
	else if (pages >= LIMIT_WAL_WRITER_PAGES)
		(void)sqlite3_wal_checkpoint_v2(s->handle, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

void sqlite_cut_log(struct db *db)
{
	always(db->driver->engine == DB_SQLITE);
	(void)cut_log(of(db));
}

/* ---- opening ---- */

/* Defences first, then what makes it durable. The order matters: changing to WAL may meet a lock, so the time-out comes before it. */
static enum status configure(struct db *db)
{
	sqlite3 *h = of(db)->handle;
	(void)sqlite3_busy_timeout(h, LIMIT_SQLITE_BUSY_MS);
	(void)sqlite3_extended_result_codes(h, 1);
	bool set = sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) == SQLITE_OK && sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DML, 0, NULL) == SQLITE_OK &&
	           sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL) == SQLITE_OK && sqlite3_db_config(h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL) == SQLITE_OK;
	if (!set)
		return broken("sqlite_open", S("a defence cannot be set"));
	(void)sqlite3_wal_hook(h, note_log, of(db)); /* instead of SQLite's own checkpoints inside each commit */
	bool reads = db->access == DB_READ_ONLY;
	return run(db, reads ? "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA query_only = ON; PRAGMA cache_size = -8000"
	                     : "PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -8000;"
	                       "PRAGMA journal_size_limit = 67108864");
}

static enum status prepare_own(struct db *db)
{
	struct sqlite_db *s = of(db);
	const struct {
		const char *text;
		sqlite3_stmt **statement;
	} own[] = {
		{"BEGIN", &s->begin_read},   {"BEGIN IMMEDIATE", &s->begin_write},     {"COMMIT", &s->commit},
		{"ROLLBACK", &s->rollback}, {"PRAGMA data_version", &s->version},
	};
	int code = SQLITE_OK;
	for (size_t i = 0; code == SQLITE_OK && i < sizeof own / sizeof own[0]; i++)
		code = sqlite3_prepare_v3(s->handle, own[i].text, -1, SQLITE_PREPARE_PERSISTENT, own[i].statement, NULL);
	return sqlite_status(s->handle, "sqlite_open", code);
}

static void sqlite_close_db(struct db *db)
{
	struct sqlite_db *s = of(db);
	sqlite3_stmt *own[] = {s->begin_read, s->begin_write, s->commit, s->rollback, s->version, s->loading};
	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
		(void)sqlite3_finalize(own[i]);
	(void)sqlite3_close(s->handle);
	free(s);
}

static enum status run_own(struct db *db, sqlite3_stmt *statement, const char *where)
{
	int code = sqlite3_step(statement);
	enum status s = sqlite_status(of(db)->handle, where, code);
	(void)sqlite3_reset(statement);
	return s;
}

static void sqlite_rollback(struct db *db)
{
	if (!sqlite3_get_autocommit(of(db)->handle) && run_own(db, of(db)->rollback, "ROLLBACK") != OK)
		LOG(LOG_ERROR, "rollback failed", log_text("engine", S("sqlite")));
}

static enum status sqlite_begin(struct db *db, bool write)
{
	return run_own(db, write ? of(db)->begin_write : of(db)->begin_read, "BEGIN");
}

static enum status sqlite_commit(struct db *db)
{
	enum status s = run_own(db, of(db)->commit, "COMMIT");
	if (s != OK)
		sqlite_rollback(db);
	else
		shorten_log(of(db));
	return s;
}

static enum status sqlite_prepare(struct db *db, const struct db_query *query, struct db_statement **s)
{
	sqlite3_stmt *handle = NULL;
	int code = sqlite3_prepare_v3(of(db)->handle, query->text.text, (int)query->text.n, query->slot ? SQLITE_PREPARE_PERSISTENT : 0, &handle, NULL);
	if (code != SQLITE_OK)
		return sqlite_status(of(db)->handle, query->name, code);
	size_t count = strlen(query->in);
	bool fits = (size_t)sqlite3_bind_parameter_count(handle) == count && (size_t)sqlite3_column_count(handle) == strlen(query->out);
	if (!fits || (query->kind != DB_EXEC && query->kind != DB_ONE && !sqlite3_stmt_readonly(handle))) {
		(void)sqlite3_finalize(handle);
		return broken(query->name, S("parameters or columns differ from the heading"));
	}
	struct sqlite_statement *made = calloc(1, sizeof *made + (count + 1) * sizeof made->parameter[0]);
	always(made != NULL);
	made->base = (struct db_statement){.db = db, .query = query};
	made->handle = handle;
	for (size_t i = 0; i < count; i++) {
		char name[24];
		(void)snprintf(name, sizeof name, "$%zu", i + 1);
		made->parameter[i] = sqlite3_bind_parameter_index(handle, name);
	}
	*s = &made->base;
	return OK;
}

static void sqlite_release(struct db_statement *s)
{
	(void)sqlite3_finalize(of_statement(s)->handle);
	free(s);
}

static void sqlite_bind_text_at(struct db_statement *s, size_t index, str value)
{
	(void)sqlite3_bind_text64(of_statement(s)->handle, of_statement(s)->parameter[index], value.p, value.n, SQLITE_STATIC, SQLITE_UTF8);
}

static void sqlite_bind_int_at(struct db_statement *s, size_t index, int64_t value)
{
	(void)sqlite3_bind_int64(of_statement(s)->handle, of_statement(s)->parameter[index], value);
}

static void sqlite_bind_null_at(struct db_statement *s, size_t index)
{
	(void)sqlite3_bind_null(of_statement(s)->handle, of_statement(s)->parameter[index]);
}

static enum status sqlite_step_row(struct db_statement *s, bool *row)
{
	int code = sqlite3_step(of_statement(s)->handle);
	*row = code == SQLITE_ROW;
	if (code == SQLITE_ROW || code == SQLITE_DONE)
		return OK;
	return sqlite_status(of(s->db)->handle, s->query->name, code);
}

static void sqlite_reset_statement(struct db_statement *s)
{
	(void)sqlite3_reset(of_statement(s)->handle);
	(void)sqlite3_clear_bindings(of_statement(s)->handle);
}

static bool sqlite_column_is_null(struct db_statement *s, size_t column)
{
	return sqlite3_column_type(of_statement(s)->handle, (int)column) == SQLITE_NULL;
}

static int64_t sqlite_column_number(struct db_statement *s, size_t column)
{
	return sqlite3_column_int64(of_statement(s)->handle, (int)column);
}

static str sqlite_column_string(struct db_statement *s, size_t column)
{
	const unsigned char *p = sqlite3_column_text(of_statement(s)->handle, (int)column);
	if (!p)
		return STR_NONE;
	return (str){(const char *)p, (size_t)sqlite3_column_bytes(of_statement(s)->handle, (int)column)};
}

/* data_version counts the commits of other connections; own writes are counted beside it. */
static enum status sqlite_data_version(struct db *db, int64_t *version)
{
	sqlite3_stmt *statement = of(db)->version;
	int code = sqlite3_step(statement);
	int64_t others = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
	enum status s = sqlite_status(of(db)->handle, "data_version", code);
	(void)sqlite3_reset(statement);
	*version = (int64_t)(((uint64_t)db->own_writes << 32) ^ (uint64_t)others);
	return s;
}

static enum status sqlite_ask(struct db *db, struct arena *a, const char *text, str *answer)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(of(db)->handle, text, -1, &statement, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_step(statement);
	const unsigned char *p = code == SQLITE_ROW ? sqlite3_column_text(statement, 0) : NULL;
	*answer = p ? arena_str(a, str_of((const char *)p)) : STR_NONE;
	enum status s = sqlite_status(of(db)->handle, text, code);
	(void)sqlite3_finalize(statement);
	return s;
}

static enum status sqlite_has_table(struct db *db, const char *name, bool *has)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(of(db)->handle, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1", -1, &statement, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
	if (code == SQLITE_OK)
		code = sqlite3_step(statement);
	*has = code == SQLITE_ROW;
	enum status s = sqlite_status(of(db)->handle, "has_table", code);
	(void)sqlite3_finalize(statement);
	return s;
}

static enum status sqlite_columns(struct db *db, struct arena *a, const char *table, str *names, str *letters)
{
	sqlite3_stmt *statement = NULL;
	struct out n = out_new(LIMIT_COLUMNS_BYTES), l = out_new(LIMIT_COLUMNS_BYTES);
	int code = sqlite3_prepare_v2(of(db)->handle, "SELECT name, type FROM pragma_table_info($1) ORDER BY cid", -1, &statement, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_bind_text(statement, 1, table, -1, SQLITE_STATIC);
	while (code == SQLITE_OK || code == SQLITE_ROW) {
		code = sqlite3_step(statement);
		if (code != SQLITE_ROW)
			break;
		out_str(&n, n.n ? S(",") : S(""));
		out_str(&n, str_of((const char *)sqlite3_column_text(statement, 0)));
		out_char(&l, str_eq(str_of((const char *)sqlite3_column_text(statement, 1)), S("INTEGER")) ? 'i' : 't');
	}
	*names = arena_str(a, out_text(&n));
	*letters = arena_str(a, out_text(&l));
	enum status s = sqlite_status(of(db)->handle, table, code);
	(void)sqlite3_finalize(statement);
	out_free(&n);
	out_free(&l);
	return s;
}

/* BEGIN IMMEDIATE is lock enough. */
static enum status sqlite_schema_lock(struct db *db)
{
	(void)db;
	return OK;
}

static enum status sqlite_load_prepare(struct db *db)
{
	return run(db, "PRAGMA defer_foreign_keys = ON");
}

static enum status sqlite_load_begin(struct db *db, const char *table, const char *columns, const char *letters)
{
	char text[4096];
	int n = snprintf(text, sizeof text, "INSERT INTO %s (%s) VALUES (?", table, columns);
	for (size_t i = 1; letters[i] && n > 0 && (size_t)n + 4 < sizeof text; i++)
		n += snprintf(text + n, sizeof text - (size_t)n, ",?");
	always(n > 0 && (size_t)n + 4 < sizeof text);
	(void)snprintf(text + n, sizeof text - (size_t)n, ")");
	return sqlite_status(of(db)->handle, table, sqlite3_prepare_v2(of(db)->handle, text, -1, &of(db)->loading, NULL));
}

static enum status sqlite_load_row(struct db *db, const struct db_value *values, size_t count)
{
	sqlite3_stmt *statement = of(db)->loading;
	for (size_t i = 0; i < count; i++) {
		const struct db_value *v = &values[i];
		if (!v->set)
			(void)sqlite3_bind_null(statement, (int)i + 1);
		else if (v->is_text)
			(void)sqlite3_bind_text64(statement, (int)i + 1, v->text.p, v->text.n, SQLITE_STATIC, SQLITE_UTF8);
		else
			(void)sqlite3_bind_int64(statement, (int)i + 1, v->number);
	}
	int code = sqlite3_step(statement);
	enum status s = sqlite_status(of(db)->handle, "load_row", code);
	(void)sqlite3_reset(statement);
	return s;
}

static enum status sqlite_load_end(struct db *db)
{
	(void)sqlite3_finalize(of(db)->loading);
	of(db)->loading = NULL;
	return OK;
}

static const struct db_driver sqlite_driver = {
	.engine = DB_SQLITE,
	.close = sqlite_close_db,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.prepare = sqlite_prepare,
	.release = sqlite_release,
	.bind_text = sqlite_bind_text_at,
	.bind_int = sqlite_bind_int_at,
	.bind_null = sqlite_bind_null_at,
	.step = sqlite_step_row,
	.reset = sqlite_reset_statement,
	.column_null = sqlite_column_is_null,
	.column_int = sqlite_column_number,
	.column_text = sqlite_column_string,
	.data_version = sqlite_data_version,
	.run = run,
	.has_table = sqlite_has_table,
	.ask = sqlite_ask,
	.columns = sqlite_columns,
	.schema_lock = sqlite_schema_lock,
	.schema_unlock = sqlite_schema_lock,
	.load_prepare = sqlite_load_prepare,
	.load_begin = sqlite_load_begin,
	.load_row = sqlite_load_row,
	.load_end = sqlite_load_end,
};

/* Makes an empty file that only its owner can read, so that SQLite never makes one with wider rights. */
static enum status make_private_file(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd >= 0)
		return close(fd) == 0 ? OK : broken("sqlite_open", str_of(strerror(errno)));
	return errno == EACCES || errno == EPERM || errno == EROFS ? DENIED : errno == ENOENT ? NOT_FOUND : broken("sqlite_open", str_of(strerror(errno)));
}

enum status sqlite_open_file(const char *path, enum db_access access, bool create, struct db **db)
{
	*db = NULL;
	struct stat info;
	if (create) {
		enum status made = make_private_file(path);
		if (made != OK)
			return made;
	} else if (stat(path, &info) != 0)
		return errno == EACCES ? DENIED : NOT_FOUND;
	struct sqlite_db *made = calloc(1, sizeof *made);
	always(made != NULL);
	made->base = (struct db){.driver = &sqlite_driver, .access = access};
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_PRIVATECACHE;
	int code = sqlite3_open_v2(path, &made->handle, flags | SQLITE_OPEN_READWRITE, NULL);
	if (code != SQLITE_OK && access == DB_READ_ONLY) {
		(void)sqlite3_close(made->handle);
		code = sqlite3_open_v2(path, &made->handle, flags | SQLITE_OPEN_READONLY, NULL);
	}
	enum status s = code == SQLITE_CANTOPEN || code == SQLITE_PERM ? DENIED : sqlite_status(made->handle, "sqlite_open", code);
	if (s == OK)
		s = configure(&made->base);
	if (s == OK)
		s = prepare_own(&made->base);
	if (s != OK) {
		sqlite_close_db(&made->base);
		return s;
	}
	*db = &made->base;
	return OK;
}

enum status sqlite_open(const char *folder, enum db_access access, bool create, struct db **db)
{
	char path[LIMIT_PATH_BYTES];
	if ((size_t)snprintf(path, sizeof path, "%s/faubourg.db", folder) >= sizeof path)
		return INVALID;
	if (create && mkdir(folder, 0700) != 0 && errno != EEXIST)
		return errno == EACCES || errno == EPERM || errno == EROFS ? DENIED : errno == ENOENT || errno == ENOTDIR ? NOT_FOUND
		                                                                                                         : broken("db_create", str_of(strerror(errno)));
	return sqlite_open_file(path, access, create, db);
}
