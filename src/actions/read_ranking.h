/* The applications of a call by their score (B8): the page of the ranking, its files and `faubourg scores` read this one list. A read verb that asks no permission. */
#ifndef ACTIONS_READ_RANKING_H
#define ACTIONS_READ_RANKING_H

#include "actions/read_scores.h"
#include "domain/ranking.h"

/* Best first, equal scores share their rank; those without a mark come last, in the order of the call. */
must_use enum status read_ranking(struct db *db, struct arena *a, territory_id territory, str call, struct ranking *ranking);

#endif
