/* Sums in whole thousandths. See scoring.h. */
#include "domain/scoring.h"

static int64_t nearest(int64_t sum, int64_t by)
{
	return by > 0 ? (sum + by / 2) / by : 0;
}

static struct score_marker *marker_of(struct arena *a, struct score_sum *sum, int64_t person)
{
	for (size_t i = 0; i < sum->markers.n; i++)
		if (sum->markers.at[i].person == person)
			return &sum->markers.at[i];
	struct score_marker *m = LIST_ADD(a, &sum->markers);
	m->person = person;
	return m;
}

static void add_criteria(struct arena *a, const struct score_mark *marks, size_t n, struct score_sum *sum)
{
	for (size_t i = 0; i < n;) {
		struct score_criterion c = {.criterion = marks[i].criterion, .weight = marks[i].weight, .low = SCORE_MOST};
		int64_t tenths = 0;
		for (; i < n && str_eq(marks[i].criterion, c.criterion); i++) {
			tenths += marks[i].tenths;
			c.markers++;
			c.low = marks[i].tenths < c.low ? marks[i].tenths : c.low;
			c.high = marks[i].tenths > c.high ? marks[i].tenths : c.high;
		}
		c.mean_milli = nearest(tenths * 100, c.markers);
		*LIST_ADD(a, &sum->criteria) = c;
	}
}

static void add_markers(struct arena *a, const struct score_mark *marks, size_t n, struct score_sum *sum)
{
	for (size_t i = 0; i < n; i++)
		marker_of(a, sum, marks[i].person)->marked++;
	for (size_t m = 0; m < sum->markers.n; m++) {
		int64_t total = 0, weights = 0;
		for (size_t i = 0; i < n; i++)
			if (marks[i].person == sum->markers.at[m].person) {
				total += marks[i].weight * marks[i].tenths * 100;
				weights += marks[i].weight;
			}
		sum->markers.at[m].milli = (opt_int){weights > 0, nearest(total, weights)};
	}
}

void score_sum(struct arena *a, const struct score_mark *marks, size_t n, struct score_sum *sum)
{
	int64_t total = 0, weights = 0, low = 0, high = 0, count = 0;
	*sum = (struct score_sum){0};
	add_criteria(a, marks, n, sum);
	add_markers(a, marks, n, sum);
	for (size_t i = 0; i < sum->criteria.n; i++) {
		total += sum->criteria.at[i].weight * sum->criteria.at[i].mean_milli;
		weights += sum->criteria.at[i].weight;
	}
	sum->milli = (opt_int){weights > 0, nearest(total, weights)};
	for (size_t i = 0; i < sum->markers.n; i++) {
		const opt_int own = sum->markers.at[i].milli;
		if (!own.set)
			continue;
		low = !count || own.value < low ? own.value : low;
		high = !count || own.value > high ? own.value : high;
		count++;
	}
	sum->spread = (opt_int){count > 1, high - low};
}

bool score_read(str typed, int64_t *tenths)
{
	str text = str_trim(typed), whole, rest = STR_NONE;
	int64_t n = 0, half = 0;
	if (!str_cut(text, ',', &whole, &rest))
		(void)str_cut(text, '.', &whole, &rest);
	if (!whole.n || whole.p[0] == '-' || !str_to_int64(whole, &n) || n > SCORE_MOST / 10)
		return false;
	if (rest.p && !str_eq(rest, S("5")) && !str_eq(rest, S("0")) && !str_eq(rest, S("50")) && !str_eq(rest, S("00")))
		return false;
	half = rest.p && rest.p[0] == '5' ? SCORE_STEP : 0;
	*tenths = n * 10 + half;
	return *tenths <= SCORE_MOST;
}
