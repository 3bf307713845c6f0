/* Made by tools/queries from queries/. */
#include "gen/queries.h"

#include "base/log.h"

static const struct db_query queries[] = {
	{16, DB_MANY, "kinds_many", SQL("SELECT kind, text, note, n, CAST(SUM(paid) AS BIGINT) FROM note WHERE territory_id = $1 AND district_code = $2 AND kind <> 'it''s; -- not a comment' GROUP BY kind, text, note, n ORDER BY kind, note NULLS LAST"), "it", "tttii"},
	{17, DB_ONE, "kinds_one", SQL("SELECT valued, starts, at, cost, n, ends, until FROM thing WHERE territory_id = $1 AND application_id = $2"), "ii", "iiiiiii"},
	{18, DB_EXEC, "kinds_exec", SQL("INSERT INTO thing (territory_id, a, b, c, d, e) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (territory_id, a) DO UPDATE SET b = excluded.b"), "ittiii", ""},
	{19, DB_EACH, "kinds_each", SQL("WITH counted (code, n) AS (SELECT code, COUNT(*) FROM thing GROUP BY code) SELECT code, n FROM counted ORDER BY code"), "", "ti"},
	{20, DB_ONE, "kinds_returning", SQL("UPDATE thing SET n = n + 1 WHERE territory_id = $1 AND code = $2 RETURNING n"), "it", "i"},
	{0, DB_EXEC, "", SQL(""), "", ""},
};

enum status q_prepare_all(struct db *db)
{
	return db_prepare_all(db, queries, sizeof queries / sizeof queries[0] - 1);
}

static enum status read_kinds_many(struct db_statement *s, struct arena *arena, struct q_kinds_many_row *row)
{
	bool whole = true;
	whole = whole && !db_column_null(s, 0);
	row->kind = arena ? arena_str(arena, db_column_text(s, 0)) : db_column_text(s, 0);
	whole = whole && !db_column_null(s, 1);
	row->text = arena ? arena_str(arena, db_column_text(s, 1)) : db_column_text(s, 1);
	row->note = arena ? arena_str(arena, db_column_text(s, 2)) : db_column_text(s, 2);
	row->n.set = !db_column_null(s, 3);
	row->n.value = db_column_int(s, 3);
	row->paid.set = !db_column_null(s, 4);
	row->paid.value.cents = db_column_int(s, 4);
	return whole ? OK : broken("q_kinds_many", S("NULL in a column declared without ?"));
}

enum status q_kinds_many(struct db *db, struct arena *arena, territory_id territory, str district, struct q_kinds_many_rows *rows)
{
	rows->at = NULL;
	rows->n = 0;
	struct db_statement *s = NULL;
	enum status status = db_prepare(db, &queries[0], &s);
	if (status != OK)
		return status;
	db_bind_int(s, 0, territory.v);
	db_bind_text(s, 1, district);
	LIST_OF(struct q_kinds_many_row) list = {0};
	bool more = true;
	while (status == OK && (status = db_step(s, &more)) == OK && more)
		status = read_kinds_many(s, arena, LIST_ADD(arena, &list));
	db_finish(s);
	rows->at = list.at;
	rows->n = list.n;
	return status;
}

static enum status read_kinds_one(struct db_statement *s, struct arena *arena, struct q_kinds_one_row *row)
{
	bool whole = true;
	whole = whole && !db_column_null(s, 0);
	row->valued = db_column_int(s, 0) != 0;
	whole = whole && !db_column_null(s, 1);
	row->starts.number = db_column_int(s, 1);
	whole = whole && !db_column_null(s, 2);
	row->at.ms = db_column_int(s, 2);
	whole = whole && !db_column_null(s, 3);
	row->cost.cents = db_column_int(s, 3);
	whole = whole && !db_column_null(s, 4);
	row->n = db_column_int(s, 4);
	row->ends.set = !db_column_null(s, 5);
	row->ends.value.number = db_column_int(s, 5);
	row->until.set = !db_column_null(s, 6);
	row->until.value.ms = db_column_int(s, 6);
	return whole ? OK : broken("q_kinds_one", S("NULL in a column declared without ?"));
}

enum status q_kinds_one(struct db *db, struct arena *arena, territory_id territory, application_id id, struct q_kinds_one_row *row)
{
	struct db_statement *s = NULL;
	enum status status = db_prepare(db, &queries[1], &s);
	if (status != OK)
		return status;
	db_bind_int(s, 0, territory.v);
	db_bind_int(s, 1, id.v);
	bool more = false;
	status = db_step(s, &more);
	if (status == OK)
		status = more ? read_kinds_one(s, arena, row) : NOT_FOUND;
	db_finish(s);
	return status;
}

enum status q_kinds_exec(struct db *db, const struct q_kinds_exec_in *in)
{
	struct db_statement *s = NULL;
	enum status status = db_prepare(db, &queries[2], &s);
	if (status != OK)
		return status;
	db_bind_int(s, 0, in->territory.v);
	db_bind_text(s, 1, in->a);
	db_bind_text(s, 2, in->b);
	if (in->c.set)
		db_bind_int(s, 3, in->c.value);
	else
		db_bind_null(s, 3);
	db_bind_int(s, 4, in->d);
	db_bind_int(s, 5, in->e.cents);
	bool more = false;
	status = db_step(s, &more);
	db_finish(s);
	return status;
}

static enum status read_kinds_each(struct db_statement *s, struct arena *arena, struct q_kinds_each_row *row)
{
	bool whole = true;
	whole = whole && !db_column_null(s, 0);
	row->code = arena ? arena_str(arena, db_column_text(s, 0)) : db_column_text(s, 0);
	whole = whole && !db_column_null(s, 1);
	row->n = db_column_int(s, 1);
	return whole ? OK : broken("q_kinds_each", S("NULL in a column declared without ?"));
}

enum status q_kinds_each_open(struct db *db, struct q_kinds_each_cursor *cursor)
{
	cursor->statement = NULL;
	struct db_statement *s = NULL;
	enum status status = db_prepare(db, &queries[3], &s);
	if (status != OK)
		return status;
	cursor->statement = s;
	return OK;
}

enum status q_kinds_each_next(struct q_kinds_each_cursor *cursor, struct q_kinds_each_row *row, bool *more)
{
	enum status status = db_step(cursor->statement, more);
	return status == OK && *more ? read_kinds_each(cursor->statement, NULL, row) : status;
}

void q_kinds_each_close(struct q_kinds_each_cursor *cursor)
{
	db_finish(cursor->statement);
	cursor->statement = NULL;
}

static enum status read_kinds_returning(struct db_statement *s, struct arena *arena, struct q_kinds_returning_row *row)
{
	bool whole = true;
	whole = whole && !db_column_null(s, 0);
	row->n = db_column_int(s, 0);
	return whole ? OK : broken("q_kinds_returning", S("NULL in a column declared without ?"));
}

enum status q_kinds_returning(struct db *db, struct arena *arena, territory_id territory, str code, struct q_kinds_returning_row *row)
{
	struct db_statement *s = NULL;
	enum status status = db_prepare(db, &queries[4], &s);
	if (status != OK)
		return status;
	db_bind_int(s, 0, territory.v);
	db_bind_text(s, 1, code);
	bool more = false;
	status = db_step(s, &more);
	if (status == OK)
		status = more ? read_kinds_returning(s, arena, row) : NOT_FOUND;
	db_finish(s);
	return status;
}

