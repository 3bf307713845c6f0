/* See ranking.h. */
#include "domain/ranking.h"

#include <stdlib.h>

static int64_t key_of(const struct ranked *row)
{
	return row->sum && row->sum->milli.set ? row->sum->milli.value : -1;
}

/* What was first stays first among equals: rows come in the order of the call, kept in `rank` while sorting. */
static int by_score(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	const int64_t left = key_of(x), right = key_of(y);
	if (left != right)
		return left > right ? -1 : 1;
	return x->rank < y->rank ? -1 : x->rank > y->rank;
}

void ranking_sort(struct ranking *ranking)
{
	for (size_t i = 0; i < ranking->rows.n; i++)
		ranking->rows.at[i].rank = (int64_t)i;
	if (ranking->rows.n)
		qsort(ranking->rows.at, ranking->rows.n, sizeof *ranking->rows.at, by_score);
	for (size_t i = 0; i < ranking->rows.n; i++) {
		struct ranked *row = &ranking->rows.at[i];
		const bool same = i && key_of(row) == key_of(row - 1);
		row->rank = key_of(row) < 0 ? 0 : same ? row[-1].rank : (int64_t)i + 1;
	}
}

const struct score_criterion *ranked_on(const struct ranked *row, str criterion)
{
	for (size_t i = 0; row->sum && i < row->sum->criteria.n; i++)
		if (str_eq(row->sum->criteria.at[i].criterion, criterion))
			return &row->sum->criteria.at[i];
	return NULL;
}
