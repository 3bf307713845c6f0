/* A call's applications in the order of their scores. Pure: read by actions/read_ranking.h, written by documents/ranking_table.h, the pages and the command line. */
#ifndef DOMAIN_RANKING_H
#define DOMAIN_RANKING_H

#include "domain/scoring.h"

struct ranked {
	application_id application;
	int64_t rank; /* from 1; 0: no mark that counts */
	str number, title, bearer, state;
	money cost, asked;
	const struct score_sum *sum; /* NULL: no mark */
};
struct ranking {
	str call, title;
	int64_t year;
	LIST_OF(struct ranked) rows;
	LIST_OF(str) criteria, labels; /* codes, and what they are called; those that count */
};

/* Puts rows in order and numbers them. */
void ranking_sort(struct ranking *ranking);
/* Of a row on a criterion; NULL: not marked. */
const struct score_criterion *ranked_on(const struct ranked *row, str criterion);

#endif
