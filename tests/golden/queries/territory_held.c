/* Made by tools/queries from queries/. */
#include "gen/queries.h"

#include "base/log.h"

static const struct db_query queries[] = {
	{16, DB_MANY, "held_by_join", SQL("SELECT a.code, b.name, CASE WHEN EXISTS (SELECT 1 FROM c WHERE c.territory_id = a.territory_id AND c.code = a.code) THEN 1 ELSE 0 END FROM a JOIN b ON b.territory_id = a.territory_id AND b.code = a.code WHERE a.territory_id = $1 ORDER BY a.code"), "i", "tti"},
	{17, DB_MANY, "held_by_using", SQL("SELECT a.code FROM a JOIN b USING (territory_id, code) WHERE $1 = a.territory_id"), "i", "t"},
	{18, DB_MANY, "held_by_pair", SQL("SELECT code FROM a WHERE (territory_id, code) = ($1, $2)"), "it", "t"},
	{19, DB_MANY, "held_in_cte", SQL("WITH RECURSIVE tree (code) AS ( SELECT g.code FROM goal g WHERE g.territory_id = $1 AND g.parent_code IS NULL UNION ALL SELECT g.code FROM goal g JOIN tree t ON g.parent_code = t.code WHERE g.territory_id = $1 ) SELECT code FROM tree"), "i", "t"},
	{20, DB_EXEC, "held_delete", SQL("DELETE FROM a WHERE territory_id = $1 AND code NOT IN (SELECT b.code FROM b WHERE b.territory_id = $1)"), "i", ""},
	{21, DB_EXEC, "held_insert_select", SQL("INSERT INTO a (territory_id, code) SELECT b.territory_id, b.code FROM b WHERE b.territory_id = $1"), "i", ""},
	{0, DB_EXEC, "", SQL(""), "", ""},
};

enum status q_prepare_all(struct db *db)
{
	return db_prepare_all(db, queries, sizeof queries / sizeof queries[0] - 1);
}

static enum status read_held_by_join(struct db_statement *s, struct arena *arena, struct q_held_by_join_row *row)
{
	bool whole = true;
	whole = whole && !db_column_null(s, 0);
	row->code = arena ? arena_str(arena, db_column_text(s, 0)) : db_column_text(s, 0);
	whole = whole && !db_column_null(s, 1);
	row->name = arena ? arena_str(arena, db_column_text(s, 1)) : db_column_text(s, 1);
	whole = whole && !db_column_null(s, 2);
	row->yes = db_column_int(s, 2);
	return whole ? OK : broken("q_held_by_join", S("NULL in a column declared without ?"));
}

enum status q_held_by_join(struct db *db, struct arena *arena, territory_id territory, struct q_held_by_join_rows *rows)
{
	rows->at = NULL;
	rows->n = 0;
	struct db_statement *s = NULL;
	enum status status = db_prepare(db, &queries[0], &s);
	if (status != OK)
		return status;
	db_bind_int(s, 0, territory.v);
	LIST_OF(struct q_held_by_join_row) list = {0};
	bool more = true;
	while (status == OK && (status = db_step(s, &more)) == OK && more)
		status = read_held_by_join(s, arena, LIST_ADD(arena, &list));
	db_finish(s);
	rows->at = list.at;
	rows->n = list.n;
	return status;
}

static enum status read_held_by_using(struct db_statement *s, struct arena *arena, struct q_held_by_using_row *row)
{
	bool whole = true;
	whole = whole && !db_column_null(s, 0);
	row->code = arena ? arena_str(arena, db_column_text(s, 0)) : db_column_text(s, 0);
	return whole ? OK : broken("q_held_by_using", S("NULL in a column declared without ?"));
}

enum status q_held_by_using(struct db *db, struct arena *arena, territory_id territory, struct q_held_by_using_rows *rows)
{
	rows->at = NULL;
	rows->n = 0;
	struct db_statement *s = NULL;
	enum status status = db_prepare(db, &queries[1], &s);
	if (status != OK)
		return status;
	db_bind_int(s, 0, territory.v);
	LIST_OF(struct q_held_by_using_row) list = {0};
	bool more = true;
	while (status == OK && (status = db_step(s, &more)) == OK && more)
		status = read_held_by_using(s, arena, LIST_ADD(arena, &list));
	db_finish(s);
	rows->at = list.at;
	rows->n = list.n;
	return status;
}

static enum status read_held_by_pair(struct db_statement *s, struct arena *arena, struct q_held_by_pair_row *row)
{
	bool whole = true;
	whole = whole && !db_column_null(s, 0);
	row->code = arena ? arena_str(arena, db_column_text(s, 0)) : db_column_text(s, 0);
	return whole ? OK : broken("q_held_by_pair", S("NULL in a column declared without ?"));
}

enum status q_held_by_pair(struct db *db, struct arena *arena, territory_id territory, str code, struct q_held_by_pair_rows *rows)
{
	rows->at = NULL;
	rows->n = 0;
	struct db_statement *s = NULL;
	enum status status = db_prepare(db, &queries[2], &s);
	if (status != OK)
		return status;
	db_bind_int(s, 0, territory.v);
	db_bind_text(s, 1, code);
	LIST_OF(struct q_held_by_pair_row) list = {0};
	bool more = true;
	while (status == OK && (status = db_step(s, &more)) == OK && more)
		status = read_held_by_pair(s, arena, LIST_ADD(arena, &list));
	db_finish(s);
	rows->at = list.at;
	rows->n = list.n;
	return status;
}

static enum status read_held_in_cte(struct db_statement *s, struct arena *arena, struct q_held_in_cte_row *row)
{
	bool whole = true;
	whole = whole && !db_column_null(s, 0);
	row->code = arena ? arena_str(arena, db_column_text(s, 0)) : db_column_text(s, 0);
	return whole ? OK : broken("q_held_in_cte", S("NULL in a column declared without ?"));
}

enum status q_held_in_cte(struct db *db, struct arena *arena, territory_id territory, struct q_held_in_cte_rows *rows)
{
	rows->at = NULL;
	rows->n = 0;
	struct db_statement *s = NULL;
	enum status status = db_prepare(db, &queries[3], &s);
	if (status != OK)
		return status;
	db_bind_int(s, 0, territory.v);
	LIST_OF(struct q_held_in_cte_row) list = {0};
	bool more = true;
	while (status == OK && (status = db_step(s, &more)) == OK && more)
		status = read_held_in_cte(s, arena, LIST_ADD(arena, &list));
	db_finish(s);
	rows->at = list.at;
	rows->n = list.n;
	return status;
}

enum status q_held_delete(struct db *db, territory_id territory)
{
	struct db_statement *s = NULL;
	enum status status = db_prepare(db, &queries[4], &s);
	if (status != OK)
		return status;
	db_bind_int(s, 0, territory.v);
	bool more = false;
	status = db_step(s, &more);
	db_finish(s);
	return status;
}

enum status q_held_insert_select(struct db *db, territory_id territory)
{
	struct db_statement *s = NULL;
	enum status status = db_prepare(db, &queries[5], &s);
	if (status != OK)
		return status;
	db_bind_int(s, 0, territory.v);
	bool more = false;
	status = db_step(s, &more);
	db_finish(s);
	return status;
}

