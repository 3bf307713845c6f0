/* See read_ranking.h. */
#include "actions/read_ranking.h"

#include "gen/queries.h"

enum status read_ranking(struct db *db, struct arena *a, territory_id territory, str call, struct ranking *ranking)
{
	struct q_ruleset_call_year_row head;
	struct q_review_applications_rows rows = {0};
	struct scored_list *scores = ARENA_NEW(a, struct scored_list);
	struct call_criteria criteria = {0};
	enum status s = q_ruleset_call_year(db, a, territory, call, &head);
	if (s == OK)
		s = q_review_applications(db, a, territory, call, &rows);
	if (s == OK)
		s = read_scores(db, a, territory, call, scores);
	if (s == OK)
		s = read_criteria(db, a, territory, call, &criteria);
	if (s != OK)
		return s;
	*ranking = (struct ranking){.call = call, .title = head.title, .year = head.year};
	for (size_t i = 0; i < rows.n; i++)
		*LIST_ADD(a, &ranking->rows) = (struct ranked){.application = rows.at[i].application, .number = rows.at[i].number.p ? rows.at[i].number : rows.at[i].code, .title = rows.at[i].title,
			.bearer = rows.at[i].bearer, .state = rows.at[i].state, .cost = rows.at[i].cost, .asked = rows.at[i].asked, .sum = scores_of(scores, rows.at[i].application)};
	for (size_t i = 0; i < criteria.n; i++)
		if (criteria.at[i].weight > 0) {
			*LIST_ADD(a, &ranking->criteria) = criteria.at[i].code;
			*LIST_ADD(a, &ranking->labels) = criteria.at[i].label;
		}
	ranking_sort(ranking);
	return OK;
}
