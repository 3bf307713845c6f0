/* The marks of a call or of a whole territory, added up: the one truth of the score that the grid, the desk, the ranking and the allocation show. A read verb that asks no permission.
   Marks of who has a conflict of interest do not count. A fixed number of statements. */
#ifndef ACTIONS_READ_SCORES_H
#define ACTIONS_READ_SCORES_H

#include "domain/scoring.h"
#include "store/db.h"

struct scored {
	application_id application;
	struct score_sum sum;
};
struct scored_list {
	struct scored *at; /* those that have a mark, in the order of their numbers */
	size_t n, room;
};

/* `call` '': all calls of the territory. None is OK. BUSY, BROKEN. */
must_use enum status read_scores(struct db *db, struct arena *a, territory_id territory, str call, struct scored_list *list);
/* NULL: it has no mark. */
const struct score_sum *scores_of(const struct scored_list *list, application_id application);

struct call_criterion {
	str code, label, reason;
	int64_t weight; /* that counts: the officers' last word, else the pack's, else 1 */
	opt_int pack_weight;
	bool own; /* made by officers */
	opt_instant decided;
};
struct call_criteria {
	struct call_criterion *at;
	size_t n, room;
	bool blind; /* marks of others are hidden until one's own are given */
};
must_use enum status read_criteria(struct db *db, struct arena *a, territory_id territory, str call, struct call_criteria *criteria);

#endif
