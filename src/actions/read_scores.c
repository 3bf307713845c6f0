/* One query, one pass. See read_scores.h. */
#include "actions/read_scores.h"

#include "gen/queries.h"

enum status read_scores(struct db *db, struct arena *a, territory_id territory, str call, struct scored_list *list)
{
	struct q_review_marks_rows rows = {0};
	*list = (struct scored_list){0};
	enum status s = q_review_marks(db, a, territory, call, &rows);
	if (s != OK || !rows.n)
		return s;
	struct score_mark *marks = ARENA_ARRAY(a, rows.n, struct score_mark);
	for (size_t i = 0; i < rows.n;) {
		size_t n = 0, first = i;
		for (; i < rows.n && rows.at[i].application.v == rows.at[first].application.v; i++)
			marks[n++] = (struct score_mark){rows.at[i].criterion, rows.at[i].person, rows.at[i].tenths, rows.at[i].weight};
		struct scored *one = LIST_ADD(a, list);
		one->application = rows.at[first].application;
		score_sum(a, marks, n, &one->sum);
	}
	return OK;
}

const struct score_sum *scores_of(const struct scored_list *list, application_id application)
{
	size_t low = 0, high = list->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list->at[middle].application.v < application.v)
			low = middle + 1;
		else
			high = middle;
	}
	return low < list->n && list->at[low].application.v == application.v ? &list->at[low].sum : NULL;
}

enum status read_criteria(struct db *db, struct arena *a, territory_id territory, str call, struct call_criteria *criteria)
{
	struct q_review_criteria_rows rows = {0};
	struct q_review_blind_row blind = {.blind = true};
	*criteria = (struct call_criteria){0};
	enum status s = q_review_criteria(db, a, territory, call, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_review_criteria_row *r = &rows.at[i];
		*LIST_ADD(a, criteria) = (struct call_criterion){.code = r->code, .label = r->label, .reason = r->reason, .own = r->own, .pack_weight = r->pack_weight, .decided = r->decided,
			.weight = r->weight.set ? r->weight.value : r->pack_weight.set ? r->pack_weight.value : 1};
	}
	if (s == OK)
		s = q_review_blind(db, a, territory, call, &blind);
	criteria->blind = s == NOT_FOUND || blind.blind;
	return s == NOT_FOUND ? OK : s;
}
