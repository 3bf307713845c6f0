/* The checks of `faubourg doctor`: a table of questions with the answer that is expected, and a few that need more than a question. Called by
   cli. Changes nothing: it reads through a read-only connection. */
#include "store/doctor.h"

#include "base/limits.h"
#include "store/audit.h"
#include "store/driver.h"
#include "store/migrate.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

enum { BYTES_OF_A_MEBIBYTE = 1 << 20 };

struct examination {
	struct arena *arena;
	struct db *db;
	const char *folder; /* SQLite's, else NULL */
	struct doctor_report *report;
};

static struct doctor_result *add(struct examination *e, const char *name, enum doctor_state state, enum word message)
{
	struct doctor_result *r = LIST_ADD(e->arena, &e->report->list);
	*r = (struct doctor_result){.name = str_of(name), .state = state, .message = message};
	if (state > e->report->worst)
		e->report->worst = state;
	return r;
}

static void add_with(struct examination *e, const char *name, enum doctor_state state, enum word message, struct word_arg arg)
{
	struct doctor_result *r = add(e, name, state, message);
	r->args[0] = arg;
	r->arg_count = 1;
}

struct question {
	enum db_engine engine;
	const char *name, *text;
	str expected; /* absent: no row expected */
	enum doctor_state otherwise;
	enum word good, bad;
};

static const struct question questions[] = {
	{DB_SQLITE, "integrity", "PRAGMA integrity_check(1)", S("ok"), DOCTOR_FAILED, W_store_doctor_integrity, W_store_doctor_integrity_bad},
	{DB_SQLITE, "foreign_keys", "PRAGMA foreign_key_check", STR_NONE, DOCTOR_FAILED, W_store_doctor_foreign_keys, W_store_doctor_foreign_keys_bad},
	{DB_SQLITE, "journal", "PRAGMA journal_mode", S("wal"), DOCTOR_WARNING, W_store_doctor_journal, W_store_doctor_journal_bad},
	{DB_SQLITE, "synchronous", "PRAGMA synchronous", S("2"), DOCTOR_FAILED, W_store_doctor_synchronous, W_store_doctor_synchronous_bad},
	{DB_POSTGRES, "integrity", "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT (i.indisvalid AND i.indisready) LIMIT 1", STR_NONE,
     DOCTOR_FAILED, W_store_doctor_integrity, W_store_doctor_integrity_bad},
	{DB_POSTGRES, "foreign_keys", "SELECT conname FROM pg_constraint WHERE NOT convalidated LIMIT 1", STR_NONE, DOCTOR_FAILED, W_store_doctor_foreign_keys,
     W_store_doctor_foreign_keys_bad},
	{DB_POSTGRES, "triggers", "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass('audit') AND NOT tgisinternal AND tgenabled <> 'O' LIMIT 1", STR_NONE, DOCTOR_FAILED,
     W_store_doctor_triggers, W_store_doctor_triggers_bad},
	{DB_POSTGRES, "fsync", "SHOW fsync", S("on"), DOCTOR_FAILED, W_store_doctor_synchronous, W_store_doctor_synchronous_bad},
	{DB_POSTGRES, "synchronous", "SHOW synchronous_commit", S("on"), DOCTOR_WARNING, W_store_doctor_synchronous, W_store_doctor_synchronous_bad},
	{DB_POSTGRES, "full_page_writes", "SHOW full_page_writes", S("on"), DOCTOR_FAILED, W_store_doctor_synchronous, W_store_doctor_synchronous_bad},
	{DB_POSTGRES, "encoding", "SHOW server_encoding", S("UTF8"), DOCTOR_FAILED, W_store_doctor_encoding, W_store_doctor_encoding_bad},
};

static void ask_question(struct examination *e, const struct question *q)
{
	str answer = STR_NONE;
	enum status s = db_ask(e->db, e->arena, q->text, &answer);
	if (s == OK && str_eq(answer, q->expected))
		add(e, q->name, DOCTOR_OK, q->good);
	else
		add_with(e, q->name, q->otherwise, q->bad, ARG("detail", answer.p ? answer : str_of(status_name(s))));
}

static void check_audit(struct examination *e)
{
	struct audit_report audit;
	enum status s = audit_verify(e->db, &audit);
	if (s == OK && audit.first_broken == 0)
		add_with(e, "audit", DOCTOR_OK, W_store_doctor_audit, ARG("n", audit.rows));
	else
		add_with(e, "audit", DOCTOR_FAILED, W_store_audit_broken, ARG("seq", audit.first_broken));
}

static void check_disk(struct examination *e)
{
	struct statvfs v;
	if (statvfs(e->folder, &v) != 0)
		return;
	int64_t free_bytes = (int64_t)(v.f_bavail * v.f_frsize);
	enum doctor_state state = free_bytes < LIMIT_FREE_DISK_BYTES ? DOCTOR_WARNING : DOCTOR_OK;
	add_with(e, "disk", state, state == DOCTOR_OK ? W_store_doctor_disk : W_store_doctor_disk_bad, ARG("mib", free_bytes / BYTES_OF_A_MEBIBYTE));
}

/* Applications and bank details are in there: nobody but the owner may read it. */
static void check_rights(struct examination *e)
{
	static const char *const names[] = {"", "/faubourg.db", "/faubourg.db-wal", "/faubourg.db-shm"};
	struct stat info;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		str path = arena_fmt(e->arena, "%s%s", e->folder, names[i]);
		if (stat(arena_cstr(e->arena, path), &info) == 0 && (info.st_mode & (S_IRWXG | S_IRWXO))) {
			add_with(e, "rights", DOCTOR_WARNING, W_store_doctor_rights_bad, ARG("path", path));
			return;
		}
	}
	add(e, "rights", DOCTOR_OK, W_store_doctor_rights);
}

static void check_schema(struct examination *e, struct problems *problems, enum status s)
{
	if (s == OK) {
		struct migrations known = migrate_known(e->arena);
		add_with(e, "schema", DOCTOR_OK, W_store_doctor_schema, ARG("version", known.at[known.n - 1].version));
	}
	for (size_t i = 0; i < problems->list.n; i++) {
		const struct problem *p = &problems->list.at[i];
		struct doctor_result *r = add(e, "schema", DOCTOR_FAILED, p->message);
		for (size_t k = 0; k < p->arg_count; k++)
			r->args[k] = p->args[k];
		r->arg_count = p->arg_count;
	}
	if (s != OK && problems->list.n == 0)
		add_with(e, "schema", DOCTOR_FAILED, W_store_doctor_does_not_open, ARG("detail", str_of(status_name(s))));
}

static void examine(struct examination *e)
{
	enum db_engine engine = db_engine_of(e->db);
	for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++)
		if (questions[i].engine == engine)
			ask_question(e, &questions[i]);
	check_audit(e);
	if (e->folder) {
		check_rights(e);
		check_disk(e);
	}
}

enum status doctor_run(struct arena *a, str where, struct doctor_report *report)
{
	*report = (struct doctor_report){.worst = DOCTOR_OK};
	struct db_address address;
	struct examination e = {.arena = a, .report = report};
	enum status s = db_address_parse(a, where, &address);
	if (s != OK)
		return s;
	if (address.engine == DB_SQLITE)
		e.folder = address.target;
	struct problems problems = problems_new(a);
	s = db_open_explained(where, DB_READ_ONLY, &problems, &e.db);
	check_schema(&e, &problems, s);
	if (s == OK)
		examine(&e);
	db_close(e.db);
	return OK;
}

const char *doctor_state_name(enum doctor_state state)
{
	static const char *const names[] = {[DOCTOR_OK] = "ok", [DOCTOR_WARNING] = "warning", [DOCTOR_FAILED] = "failed"};
	return names[state];
}

void doctor_write(struct out *o, enum lang lang, const struct doctor_report *report)
{
	static const enum word states[] = {[DOCTOR_OK] = W_store_doctor_state_ok, [DOCTOR_WARNING] = W_store_doctor_state_warning, [DOCTOR_FAILED] = W_store_doctor_state_failed};
	for (size_t i = 0; i < report->list.n; i++) {
		const struct doctor_result *r = &report->list.at[i];
		WORDS(o, lang, states[r->state]);
		out_str(o, S("  "));
		words_write(o, lang, r->message, r->args, r->arg_count);
		out_char(o, '\n');
	}
}
