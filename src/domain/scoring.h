/* Marks of several people on several criteria, added up (B8, A13): the mean of each criterion over its markers, the weighted mean of the criteria that were marked, the mean that each
   marker gives, the spread between them. Pure: whole numbers only, so that the same marks give the same rank on every machine. */
#ifndef DOMAIN_SCORING_H
#define DOMAIN_SCORING_H

#include "base/arena.h"
#include "base/values.h"

enum { SCORE_MOST = 100, SCORE_STEP = 5, SPREAD_WIDE = 3000 }; /* tenths of a mark out of 10; half a point; thousandths between two markers that are worth a word */

struct score_mark {
	str criterion;
	int64_t person;
	int64_t tenths; /* 0 to 100 */
	int64_t weight; /* of the criterion, 0 to 1000; 0: it does not count */
};

struct score_criterion {
	str criterion;
	int64_t weight, markers;
	int64_t mean_milli; /* thousandths of a mark out of 10, rounded to the nearest */
	int64_t low, high;  /* tenths */
};
struct score_marker {
	int64_t person;
	opt_int milli;   /* their own weighted mean; absent: they marked nothing that counts */
	int64_t marked;  /* criteria */
};
struct score_sum {
	LIST_OF(struct score_criterion) criteria;
	LIST_OF(struct score_marker) markers;
	opt_int milli;   /* weighted mean of the criteria that were marked; absent: none that counts */
	opt_int spread;  /* between the highest and the lowest marker, thousandths; absent with fewer than two */
};

/* `marks`: of one application, the last of each person on each criterion, by criterion. */
void score_sum(struct arena *a, const struct score_mark *marks, size_t n, struct score_sum *sum);

/* "7,5", "7.5", "7": a mark out of ten by half points. False: not one. */
bool score_read(str typed, int64_t *tenths);

#endif
