/* Does the key of the instance open what is sealed in its tables? A backup of the data never holds the key: this is how one learns, before it is needed, that the wrong one was put
   back. Called by `faubourg doctor`. Tells how many, never what. */
#include "store/doctor.h"

#include "base/limits.h"
#include "base/log.h"
#include "gen/queries.h"

#include <unistd.h>

/* Counts what is sealed, and what of it the key (NULL: none) does not open. */
static enum status count(struct db *db, const struct seal_key *key, int64_t *sealed, int64_t *lost)
{
	struct q_store_sealed_cursor cursor;
	struct q_store_sealed_row row;
	bool more;
	enum status s = q_store_sealed_open(db, &cursor);
	while (s == OK && (s = q_store_sealed_next(&cursor, &row, &more)) == OK && more) {
		struct arena *a = arena_new(LIMIT_CELL_BYTES * 8);
		str ignored, place = arena_fmt(a, "%.*s:%lld", STR_ARGS(row.kind), (long long)row.owner);
		(*sealed)++;
		*lost += !key || unseal_text(a, key, place, row.sealed, &ignored) != OK;
		arena_free(a);
	}
	q_store_sealed_close(&cursor);
	return s;
}

static void add(struct doctor_report *report, struct arena *a, enum doctor_state state, enum word message, str file, int64_t n)
{
	*LIST_ADD(a, &report->list) =
		(struct doctor_result){.name = S("key"), .state = state, .message = message, .args = {ARG("file", file), ARG("n", n)}, .arg_count = 2};
	if (state > report->worst)
		report->worst = state;
}

enum status doctor_key(struct arena *a, str where, str key_file, struct doctor_report *report)
{
	struct db *db;
	struct seal_key *key = NULL;
	int64_t sealed = 0, lost = 0;
	str file = str_is_set(key_file) ? key_file : S("key_file");
	if (db_open(where, DB_READ_ONLY, &db) != OK)
		return OK; /* doctor_run has said so */
	bool there = str_is_set(key_file) && access(arena_cstr(a, key_file), F_OK) == 0;
	bool opens = there && seal_key_open(arena_cstr(a, key_file), &key) == OK;
	enum status s = count(db, key, &sealed, &lost);
	if (s == OK && there && !opens)
		add(report, a, DOCTOR_FAILED, W_core_doctor_key_refused, file, sealed); /* `serve` does not start with it either */
	else if (s == OK && lost)
		add(report, a, DOCTOR_FAILED, W_core_doctor_key_lost, file, lost);
	else if (s == OK)
		add(report, a, opens ? DOCTOR_OK : DOCTOR_WARNING, opens ? W_core_doctor_key : W_core_doctor_key_none, file, sealed);
	seal_key_close(key);
	db_close(db);
	return s;
}
