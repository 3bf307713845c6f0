/* Copies every table of store/tables.h from one connection to another and compares what arrived with what was sent. Called by cli copy, by
   backup (PostgreSQL to a file) and by restore (a file to PostgreSQL). Never leaves a half-filled target: it is one transaction. */
#include "store/copy.h"

#include "base/limits.h"
#include "store/audit.h"
#include "store/driver.h"
#include "store/search.h"
#include "store/tables.h"

#include <string.h>

enum { COLUMNS_MAX = 64 };

struct table_copy {
	struct db *to;
	str letters;
	int64_t rows;
};

static enum status send_row(void *context, struct db_statement *s)
{
	struct table_copy *t = context;
	struct db_value values[COLUMNS_MAX];
	for (size_t i = 0; i < t->letters.n; i++) {
		bool text = t->letters.p[i] == 't', set = !db_column_null(s, i);
		values[i] = (struct db_value){.set = set, .is_text = text};
		if (set && text)
			values[i].text = db_column_text(s, i);
		else if (set)
			values[i].number = db_column_int(s, i);
	}
	t->rows++;
	return t->to->driver->load_row(t->to, values, t->letters.n);
}

static enum status copy_table(struct db *from, struct db *to, struct arena *a, const char *table, int64_t *rows)
{
	str names, letters;
	enum status s = from->driver->columns(from, a, table, &names, &letters);
	if (s != OK)
		return s;
	always(letters.n > 0 && letters.n <= COLUMNS_MAX);
	struct table_copy t = {.to = to, .letters = letters};
	s = to->driver->load_begin(to, table, arena_cstr(a, names), arena_cstr(a, letters));
	if (s != OK)
		return s;
	s = store_read_table(from, table, names, letters, send_row, &t);
	enum status ended = to->driver->load_end(to);
	*rows += t.rows;
	return s == OK ? ended : s;
}

static enum status compare_table(struct db *from, struct db *to, struct arena *a, const char *table, struct problems *problems)
{
	struct table_digest sent, arrived;
	enum status s = store_digest(from, a, table, &sent);
	if (s == OK)
		s = store_digest(to, a, table, &arrived);
	if (s == OK && memcmp(&sent, &arrived, sizeof sent) != 0) {
		PROBLEM(problems, STR_NONE, 0, STR_NONE, W_store_copy_differs, ARG("table", str_of(table)), ARG("sent", sent.rows), ARG("arrived", arrived.rows));
		s = INVALID;
	}
	return s;
}

static enum status compare_audit(struct db *from, struct db *to, struct copy_report *report, struct problems *problems)
{
	struct audit_report sent, arrived;
	enum status s = audit_verify(from, &sent);
	if (s == OK)
		s = audit_verify(to, &arrived);
	if (s != OK)
		return s;
	if (sent.first_broken || arrived.first_broken || sent.rows != arrived.rows || strcmp(sent.last_hash, arrived.last_hash) != 0) {
		int64_t row = sent.first_broken ? sent.first_broken : arrived.first_broken;
		PROBLEM(problems, STR_NONE, 0, STR_NONE, W_store_audit_broken, ARG("seq", row));
		return INVALID;
	}
	report->audit_rows = arrived.rows;
	memcpy(report->audit_hash, arrived.last_hash, sizeof report->audit_hash);
	return OK;
}

enum status copy_rows(struct db *from, struct db *to, const struct copy_progress *progress, struct copy_report *report, struct problems *problems)
{
	size_t count = 0;
	const char *const *tables = store_tables(&count);
	*report = (struct copy_report){.tables = count};
	enum status s = to->driver->load_prepare(to);
	for (size_t i = 0; s == OK && i < count; i++) {
		struct arena *a = arena_new(LIMIT_STORE_ARENA);
		s = copy_table(from, to, a, tables[i], &report->rows);
		if (s == OK)
			s = compare_table(from, to, a, tables[i], problems);
		arena_free(a);
		if (s == OK && progress && progress->table_done)
			progress->table_done(progress->context, tables[i], i + 1, count);
	}
	if (s == OK)
		s = compare_audit(from, to, report, problems);
	return s == OK ? search_reindex(to) : s;
}

struct copying {
	struct db *from;
	const struct copy_progress *progress;
	struct copy_report *report;
	struct problems *problems;
};

static enum status fill(struct db *to, void *arg)
{
	struct copying *c = arg;
	bool empty = false;
	enum status s = store_is_empty(to, &empty);
	if (s == OK && !empty) {
		PROBLEM(c->problems, STR_NONE, 0, STR_NONE, W_store_not_empty);
		return CONFLICT;
	}
	return s == OK ? copy_rows(c->from, to, c->progress, c->report, c->problems) : s;
}

enum status copy_into(struct db *from, struct db *to, const struct copy_progress *progress, struct copy_report *report, struct problems *problems)
{
	struct copying c = {from, progress, report, problems};
	enum status s = db_read_begin(from);
	if (s != OK)
		return s;
	s = db_write(to, fill, &c);
	db_read_end(from);
	return s;
}

enum status copy_instance(str from, str to, const struct copy_progress *progress, struct copy_report *report, struct problems *problems)
{
	struct db *source = NULL, *target = NULL;
	*report = (struct copy_report){0};
	enum status s = db_open_explained(from, DB_READ_ONLY, problems, &source);
	if (s == OK)
		s = db_create_explained(to, problems);
	if (s == OK)
		s = db_open_explained(to, DB_READ_WRITE, problems, &target);
	if (s == OK)
		s = copy_into(source, target, progress, report, problems);
	db_close(target);
	db_close(source);
	return s;
}
