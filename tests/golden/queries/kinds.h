/* Made by tools/queries from queries/. */
#ifndef GEN_QUERIES_H
#define GEN_QUERIES_H

#include "store/db.h"

/* Prepares every statement once, so that a wrong one is found at start. BROKEN: logged by name. */
must_use enum status q_prepare_all(struct db *db);

/* kinds.sql:3 */
struct q_kinds_many_row {
	str kind;
	str text;
	str note;
	opt_int n;
	opt_money paid;
};
struct q_kinds_many_rows {
	const struct q_kinds_many_row *at;
	size_t n;
};
must_use enum status q_kinds_many(struct db *db, struct arena *arena, territory_id territory, str district, struct q_kinds_many_rows *rows);

/* kinds.sql:12 */
struct q_kinds_one_row {
	bool valued;
	day starts;
	instant at;
	money cost;
	int64_t n;
	opt_day ends;
	opt_instant until;
};
must_use enum status q_kinds_one(struct db *db, struct arena *arena, territory_id territory, application_id id, struct q_kinds_one_row *row);

/* kinds.sql:18 */
struct q_kinds_exec_in {
	territory_id territory;
	str a;
	str b;
	opt_int c;
	bool d;
	money e;
};
must_use enum status q_kinds_exec(struct db *db, const struct q_kinds_exec_in *in);

/* kinds.sql:24 */
struct q_kinds_each_row {
	str code;
	int64_t n;
};
struct q_kinds_each_cursor {
	struct db_statement *statement;
};
must_use enum status q_kinds_each_open(struct db *db, struct q_kinds_each_cursor *cursor);
must_use enum status q_kinds_each_next(struct q_kinds_each_cursor *cursor, struct q_kinds_each_row *row, bool *more);
void q_kinds_each_close(struct q_kinds_each_cursor *cursor);

/* kinds.sql:30 */
struct q_kinds_returning_row {
	int64_t n;
};
must_use enum status q_kinds_returning(struct db *db, struct arena *arena, territory_id territory, str code, struct q_kinds_returning_row *row);

#endif
