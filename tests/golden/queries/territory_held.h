/* Made by tools/queries from queries/. */
#ifndef GEN_QUERIES_H
#define GEN_QUERIES_H

#include "store/db.h"

/* Prepares every statement once, so that a wrong one is found at start. BROKEN: logged by name. */
must_use enum status q_prepare_all(struct db *db);

/* territory_held.sql:3 */
struct q_held_by_join_row {
	str code;
	str name;
	int64_t yes;
};
struct q_held_by_join_rows {
	const struct q_held_by_join_row *at;
	size_t n;
};
must_use enum status q_held_by_join(struct db *db, struct arena *arena, territory_id territory, struct q_held_by_join_rows *rows);

/* territory_held.sql:10 */
struct q_held_by_using_row {
	str code;
};
struct q_held_by_using_rows {
	const struct q_held_by_using_row *at;
	size_t n;
};
must_use enum status q_held_by_using(struct db *db, struct arena *arena, territory_id territory, struct q_held_by_using_rows *rows);

/* territory_held.sql:16 */
struct q_held_by_pair_row {
	str code;
};
struct q_held_by_pair_rows {
	const struct q_held_by_pair_row *at;
	size_t n;
};
must_use enum status q_held_by_pair(struct db *db, struct arena *arena, territory_id territory, str code, struct q_held_by_pair_rows *rows);

/* territory_held.sql:22 */
struct q_held_in_cte_row {
	str code;
};
struct q_held_in_cte_rows {
	const struct q_held_in_cte_row *at;
	size_t n;
};
must_use enum status q_held_in_cte(struct db *db, struct arena *arena, territory_id territory, struct q_held_in_cte_rows *rows);

/* territory_held.sql:33 */
must_use enum status q_held_delete(struct db *db, territory_id territory);

/* territory_held.sql:38 */
must_use enum status q_held_insert_select(struct db *db, territory_id territory);

#endif
