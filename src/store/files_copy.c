/* Walks the rows of files and the folder beside one another. Called by backup, copy and the command line. See files_copy.h. */
#include "store/files_copy.h"

#include "base/limits.h"
#include "gen/queries.h"

#include <dirent.h>
#include <sys/stat.h>

enum { DAY_SECONDS = 24 * 60 * 60, FILE_MOST = 64 * 1024 * 1024, FILE_ARENA = 256 * 1024 * 1024 };

static bool is_there(struct files *files, struct arena *a, str sha256, int64_t bytes)
{
	struct stat info;
	return files_is_name(sha256) && stat(arena_cstr(a, files_path(files, a, sha256)), &info) == 0 && S_ISREG(info.st_mode) && info.st_size == bytes;
}

/* One file; NOT_FOUND when its bytes are not what they were. */
static enum status copy_one(struct files *from, struct files *to, str sha256, int64_t bytes, struct files_copied *copied)
{
	struct arena *a = arena_new(FILE_ARENA);
	str content, name;
	enum status s = OK;
	if (!is_there(to, a, sha256, bytes)) {
		s = is_there(from, a, sha256, bytes) ? files_get(from, a, sha256, FILE_MOST, &content) : NOT_FOUND;
		s = s == BROKEN || s == TOO_BIG ? NOT_FOUND : s;
		if (s == OK)
			s = files_put(to, a, content, &name);
		copied->files += s == OK;
		copied->bytes += s == OK ? bytes : 0;
	}
	arena_free(a);
	return s;
}

enum status files_copy_named(struct db *db, struct files *from, struct files *to, struct problems *problems, struct files_copied *copied)
{
	struct q_file_each_cursor cursor;
	struct q_file_each_row row;
	str first = STR_NONE;
	bool more = true;
	*copied = (struct files_copied){0};
	enum status s = q_file_each_open(db, &cursor);
	while (s == OK && (s = q_file_each_next(&cursor, &row, &more)) == OK && more) {
		s = copy_one(from, to, row.sha256, row.bytes, copied);
		if (s != NOT_FOUND)
			continue;
		if (copied->missing++ == 0)
			first = arena_str(problems->arena, row.sha256);
		s = OK;
	}
	q_file_each_close(&cursor);
	if (s == OK && copied->missing > 0)
		PROBLEM(problems, files_folder(from), 0, STR_NONE, W_files_bytes_missing, ARG("n", copied->missing), ARG("first", first));
	return s;
}

static enum status any_row(struct db *db, bool *any)
{
	struct q_file_each_cursor cursor;
	struct q_file_each_row row;
	*any = false;
	enum status s = q_file_each_open(db, &cursor);
	if (s == OK)
		s = q_file_each_next(&cursor, &row, any);
	q_file_each_close(&cursor);
	return s;
}

enum status files_copy_folders(struct db *db, str from, str to, struct problems *problems, struct files_copied *copied)
{
	struct files *source = NULL, *target = NULL;
	struct stat info;
	bool any;
	*copied = (struct files_copied){0};
	enum status s = any_row(db, &any);
	if (s != OK || !any)
		return s;
	if (!str_is_set(from) || stat(arena_cstr(problems->arena, from), &info) != 0 || !S_ISDIR(info.st_mode)) {
		PROBLEM(problems, from, 0, STR_NONE, W_files_no_folder);
		return NOT_FOUND;
	}
	s = files_open(from, &source);
	if (s == OK)
		s = files_open(to, &target);
	if (s != OK)
		PROBLEM(problems, s == OK || source ? to : from, 0, STR_NONE, W_files_folder_closed);
	if (s == OK)
		s = files_copy_named(db, source, target, problems, copied);
	files_close(source);
	files_close(target);
	return s;
}

/* ---- doctor ---- */

struct visit {
	struct arena *arena;
	struct db *db;
	struct files *files;
	struct doctor_report *report;
	enum doctor_depth depth;
	enum doctor_hand hand;
	int64_t now_s;
	int64_t rows, missing, altered, unnamed, forgotten;
};

static void add(struct visit *v, const char *name, enum doctor_state state, enum word message, int64_t n)
{
	struct doctor_result *r = LIST_ADD(v->arena, &v->report->list);
	*r = (struct doctor_result){.name = str_of(name), .state = state, .message = message, .arg_count = 1};
	r->args[0] = ARG("n", (long long)n);
	if (state > v->report->worst)
		v->report->worst = state;
}

static enum status look_at_rows(struct visit *v)
{
	struct q_file_each_cursor cursor;
	struct q_file_each_row row;
	bool more = true;
	enum status s = q_file_each_open(v->db, &cursor);
	while (s == OK && (s = q_file_each_next(&cursor, &row, &more)) == OK && more) {
		struct arena *a = arena_new(LIMIT_STORE_ARENA);
		str name;
		bool there = is_there(v->files, a, row.sha256, row.bytes);
		v->rows++;
		v->missing += !there;
		if (there && v->depth == DOCTOR_DEEP && files_hash_file(a, arena_cstr(a, files_path(v->files, a, row.sha256)), &name) == OK)
			v->altered += !str_eq(name, row.sha256);
		arena_free(a);
	}
	q_file_each_close(&cursor);
	return s;
}

static enum status look_at_file(struct visit *v, str name)
{
	struct q_file_row_row row;
	struct stat info;
	struct arena *a = arena_new(LIMIT_STORE_ARENA);
	enum status s = q_file_row(v->db, a, name, &row);
	if (s == NOT_FOUND && stat(arena_cstr(a, files_path(v->files, a, name)), &info) == 0 && info.st_mtime < v->now_s - DAY_SECONDS) {
		v->unnamed++;
		if (v->hand == DOCTOR_REPAIRS && files_forget(v->files, a, name, v->now_s - DAY_SECONDS))
			v->forgotten++;
	}
	arena_free(a);
	return s == NOT_FOUND ? OK : s;
}

/* files/ab/abcd… */
static enum status look_at_folder(struct visit *v)
{
	enum status s = OK;
	for (int i = 0; s == OK && i < 256; i++) {
		str path = arena_fmt(v->arena, "%.*s/%02x", STR_ARGS(files_folder(v->files)), i);
		DIR *d = opendir(arena_cstr(v->arena, path));
		if (!d)
			continue;
		for (const struct dirent *entry = readdir(d); entry && s == OK; entry = readdir(d))
			if (files_is_name(str_of(entry->d_name)))
				s = look_at_file(v, str_of(entry->d_name));
		(void)closedir(d);
	}
	return s;
}

static enum status examine(struct visit *v)
{
	struct q_files_not_scanned_rows waiting;
	enum status s = look_at_rows(v);
	if (s == OK)
		s = look_at_folder(v);
	if (s == OK)
		s = q_files_not_scanned(v->db, v->arena, LIMIT_FETCH_ROWS, &waiting);
	if (s != OK)
		return s;
	if (v->missing)
		add(v, "files", DOCTOR_FAILED, W_files_doctor_missing, v->missing);
	if (v->altered)
		add(v, "files", DOCTOR_FAILED, W_files_doctor_altered, v->altered);
	if (!v->missing && !v->altered)
		add(v, "files", DOCTOR_OK, W_files_doctor_good, v->rows);
	if (v->unnamed > v->forgotten)
		add(v, "files_unnamed", DOCTOR_WARNING, W_files_doctor_unnamed, v->unnamed - v->forgotten);
	if (v->forgotten)
		add(v, "files_unnamed", DOCTOR_OK, W_files_doctor_forgotten, v->forgotten);
	if (waiting.n)
		add(v, "antivirus", DOCTOR_WARNING, W_files_doctor_not_scanned, (int64_t)waiting.n);
	return OK;
}

enum status doctor_files(struct arena *a, str where, str folder, enum doctor_depth depth, enum doctor_hand hand, int64_t now_s, struct doctor_report *report)
{
	struct visit v = {.arena = a, .report = report, .depth = depth, .hand = hand, .now_s = now_s};
	enum status s = db_open(where, DB_READ_ONLY, &v.db);
	if (s == OK)
		s = files_open(folder, &v.files);
	if (s == OK && hand == DOCTOR_REPAIRS)
		(void)files_sweep(v.files, a, now_s - DAY_SECONDS);
	if (s == OK)
		s = examine(&v);
	else if (v.db)
		add(&v, "files", DOCTOR_FAILED, W_files_doctor_closed, 0);
	files_close(v.files);
	db_close(v.db);
	return s;
}
