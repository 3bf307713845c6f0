/* Sub-totals that no word announces ("janvier, février, mars, 1er trimestre"). Called by totals_check before it walks the lines; only turns data lines
   into sub-totals. */
#include "domain/reconcile_parts.h"

/* What is kept while lines are read from the top, one figure a column. */
struct running {
	int64_t *part;   /* since the last candidate */
	int64_t *all;    /* every line */
	int64_t *leaves; /* without the candidates */
	size_t lines;    /* in part */
};

static bool equals(const struct work *w, const struct line *l, const int64_t *sums)
{
	size_t telling = 0;
	for (size_t c = 0; c < work_block(w)->columns.n; c++) {
		int64_t v;
		if (!column_sums(&work_block(w)->columns.at[c]) || !work_amount(w, l, c, &v))
			continue;
		if (v != sums[c])
			return false;
		telling += v != 0;
	}
	return telling > 0;
}

static void add_line(const struct work *w, const struct line *l, int64_t *sums)
{
	for (size_t c = 0; c < work_block(w)->columns.n; c++) {
		int64_t v;
		if (column_sums(&work_block(w)->columns.at[c]) && work_amount(w, l, c, &v))
			sums[c] = micro_add(sums[c], v);
	}
}

static struct running running_new(const struct work *w)
{
	size_t n = work_block(w)->columns.n + 1;
	struct arena *a = w->g->arena;
	return (struct running){.part = ARENA_ARRAY(a, n, int64_t), .all = ARENA_ARRAY(a, n, int64_t), .leaves = ARENA_ARRAY(a, n, int64_t)};
}

static void start_part(const struct work *w, struct running *r)
{
	for (size_t c = 0; c < work_block(w)->columns.n; c++)
		r->part[c] = 0;
	r->lines = 0;
}

static bool another_total(const struct work *w, size_t from)
{
	for (size_t i = from; i < w->end; i++)
		if (w->g->lines.at[i].kind == LINE_TOTAL)
			return true;
	return false;
}

size_t hidden_subtotals(struct work *w)
{
	struct running r = running_new(w);
	LIST_OF(size_t) found = {0};
	size_t i = w->first;
	for (; i < w->end && w->g->lines.at[i].kind != LINE_TOTAL; i++) {
		const struct line *l = &w->g->lines.at[i];
		if (l->kind != LINE_DATA)
			continue;
		add_line(w, l, r.all);
		if (r.lines >= 2 && equals(w, l, r.part)) {
			*LIST_ADD(w->g->arena, &found) = i;
			start_part(w, &r);
			continue;
		}
		add_line(w, l, r.part);
		add_line(w, l, r.leaves);
		r.lines++;
	}
	if (found.n < 2 || i >= w->end || another_total(w, i + 1))
		return 0;
	const struct line *total = &w->g->lines.at[i];
	if (equals(w, total, r.all) || !equals(w, total, r.leaves))
		return 0;
	for (size_t k = 0; k < found.n; k++) {
		w->g->lines.at[found.at[k]].kind = LINE_TOTAL;
		w->g->lines.at[found.at[k]].total = TOTAL_SUB;
	}
	return found.n;
}

bool is_last_figure(const struct work *w, size_t i)
{
	for (size_t k = i + 1; k < w->end; k++)
		if (w->g->lines.at[k].kind == LINE_DATA || w->g->lines.at[k].kind == LINE_TOTAL)
			return false;
	return true;
}
