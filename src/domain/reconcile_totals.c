/* Printed totals against what they should sum. Data lines are "leaves", numbered in order; a total sums the leaves from some boundary (the start of the
   table, a heading, the end of another total, a change of group) up to where it stands. Which boundary is found by agreement, and by its words when
   nothing agrees: then the gap is a finding. */
#include "domain/reconcile_parts.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { BOUNDARIES_TRIED = 64, BOUNDARIES_SILENT = 8, SUBJECTS_TRIED = 1000, GAP_SETS_MAX = 200, RECAPS_MAX = 20, PREFIX_CELLS = 8 * 1000 * 1000 };

enum boundary_kind { AT_START, AT_GROUP, AFTER_TOTAL, AT_HEADING };

struct boundary {
	size_t leaf;
	enum boundary_kind kind;
	str fold; /* of the heading or group */
};

struct total {
	size_t line, from, to; /* leaves [from, to) */
};

/* The gaps of one total line, kept until all are known: neighbours explain each other. */
struct gap_set {
	struct gap *gaps;
	size_t n;
};

/* A total printed above what it sums. */
struct leading {
	size_t line, from;
};

struct hierarchy {
	struct work *w;
	size_t *columns; /* those that sum, as indexes in the block */
	size_t n_columns;
	LIST_OF(size_t) leaves;
	LIST_OF(struct boundary) boundaries;
	LIST_OF(struct total) totals;
	LIST_OF(struct gap_set) gap_sets;
	LIST_OF(struct leading) leading;
	int64_t *prefix; /* [(leaf + 1) * n_columns + column]: sums of the leaves before */
	size_t leaf_room;
	size_t group_column; /* SIZE_MAX: none */
	str group;
	size_t totals_left; /* total lines not yet met */
	size_t recaps;      /* looked for so far */
};

static int64_t absolute(int64_t x)
{
	return x < 0 ? -x : x;
}

static struct line *line_at(const struct hierarchy *h, size_t i)
{
	return &h->w->g->lines.at[i];
}

static const struct reconcile_column *column_at(const struct hierarchy *h, size_t k)
{
	return &work_block(h->w)->columns.at[h->columns[k]];
}

static int64_t range_sum(const struct hierarchy *h, size_t from, size_t to, size_t k)
{
	return micro_add(h->prefix[to * h->n_columns + k], -h->prefix[from * h->n_columns + k]);
}

static int64_t slack(const struct hierarchy *h, size_t from, size_t to, size_t k)
{
	int64_t each = column_at(h, k)->slack_micro;
	return each ? micro_add(each, each > INT64_MAX / (int64_t)(to - from + 2) ? 0 : each * (int64_t)(to - from)) : MICRO_PER_CENT / 2;
}

static void add_leaf(struct hierarchy *h, size_t i)
{
	size_t n = h->leaves.n;
	always(n < h->leaf_room);
	*LIST_ADD(h->w->g->arena, &h->leaves) = i;
	for (size_t k = 0; k < h->n_columns; k++) {
		int64_t v = 0;
		(void)work_amount(h->w, line_at(h, i), h->columns[k], &v);
		h->prefix[(n + 1) * h->n_columns + k] = micro_add(h->prefix[n * h->n_columns + k], v);
	}
}

static void add_boundary(struct hierarchy *h, enum boundary_kind kind, str fold)
{
	*LIST_ADD(h->w->g->arena, &h->boundaries) = (struct boundary){.leaf = h->leaves.n, .kind = kind, .fold = fold};
}

/* How well the leaves from a boundary agree with a printed line. */
struct agreement {
	size_t printed, agreed, telling; /* telling: agreed on something other than nothing */
};

static struct agreement agree(const struct hierarchy *h, const struct line *l, size_t from, size_t to)
{
	struct agreement a = {0};
	for (size_t k = 0; k < h->n_columns; k++) {
		int64_t v;
		if (!work_amount(h->w, l, h->columns[k], &v))
			continue;
		a.printed++;
		bool agrees = absolute(micro_add(v, -range_sum(h, from, to, k))) <= slack(h, from, to, k);
		a.agreed += agrees;
		a.telling += agrees && v != 0;
	}
	return a;
}

/* The boundary whose leaves agree best; SIZE_MAX when none is convincing. On a tie a general total goes back furthest, the others least. */
static size_t best_boundary(const struct hierarchy *h, const struct line *l, size_t tries, bool furthest, struct agreement *best)
{
	size_t found = SIZE_MAX, tried = 0;
	*best = (struct agreement){0};
	for (size_t b = h->boundaries.n; b-- > 0;) {
		if (tried >= tries)
			b = 0; /* after the nearest ones, only the start of the table */
		size_t from = h->boundaries.at[b].leaf;
		if (from >= h->leaves.n)
			continue;
		tried++;
		struct agreement a = agree(h, l, from, h->leaves.n);
		bool convincing = a.telling >= 1 && a.agreed * 3 >= a.printed;
		if (convincing && (found == SIZE_MAX || a.telling > best->telling || (a.telling == best->telling && furthest))) {
			*best = a;
			found = from;
		}
	}
	return found;
}

static size_t latest_boundary(const struct hierarchy *h)
{
	for (size_t b = h->boundaries.n; b-- > 0;)
		if (h->boundaries.at[b].leaf < h->leaves.n && h->boundaries.at[b].kind != AT_GROUP)
			return h->boundaries.at[b].leaf;
	return 0;
}

static bool subject_boundary(const struct hierarchy *h, const struct line *l, size_t *from)
{
	str subject = total_subject(h->w->g->arena, l->label_fold);
	for (size_t b = h->boundaries.n, tried = 0; subject.n && b-- > 0 && tried++ < SUBJECTS_TRIED;) {
		const struct boundary *at = &h->boundaries.at[b];
		bool named = at->fold.n && (str_eq(at->fold, subject) || str_starts(at->fold, subject) || str_has(subject, at->fold));
		if (named && at->leaf < h->leaves.n) {
			*from = at->leaf;
			return true;
		}
	}
	return false;
}

/* What a total that agrees with nothing was meant to sum. */
static size_t meant_boundary(const struct hierarchy *h, const struct line *l)
{
	size_t from;
	if (l->total == TOTAL_GENERAL)
		return 0;
	if (subject_boundary(h, l, &from))
		return from;
	bool loose = h->totals.n == 0 || h->totals.at[h->totals.n - 1].to < h->leaves.n;
	if (l->total == TOTAL_SUB && loose)
		return latest_boundary(h);
	if (!loose || h->totals_left == 0)
		return 0;
	return latest_boundary(h);
}

/* Sum of the printed totals of the range, loose leaves added: a total may be right about wrong sub-totals. */
static int64_t sum_of_totals(const struct hierarchy *h, size_t from, size_t to, size_t k)
{
	int64_t sum = 0;
	size_t at = to;
	for (size_t i = h->totals.n; i-- > 0 && at > from;) {
		const struct total *t = &h->totals.at[i];
		int64_t v;
		if (t->to <= from)
			break;
		if (t->to > at || t->from < from || (t->from == from && t->to == to) || !work_amount(h->w, line_at(h, t->line), h->columns[k], &v))
			continue;
		sum = micro_add(sum, micro_add(range_sum(h, t->to, at, k), v));
		at = t->from;
	}
	return micro_add(sum, range_sum(h, from, at, k));
}

static void print_section(struct hierarchy *h, const struct line *l, size_t from, size_t to)
{
	struct reconcile_block *b = work_block(h->w);
	size_t section = line_at(h, h->leaves.at[from])->section;
	if (section == SIZE_MAX || line_at(h, h->leaves.at[to - 1])->section != section || (from > 0 && line_at(h, h->leaves.at[from - 1])->section == section))
		return;
	for (size_t k = 0; k < h->n_columns; k++) {
		int64_t v;
		struct reconcile_figure *f = &b->sections.at[section].figures[h->columns[k]];
		if (!f->printed_set && work_amount(h->w, l, h->columns[k], &v))
			*f = (struct reconcile_figure){.printed_set = true, .printed_micro = v};
	}
}

static void make_section(struct hierarchy *h, const struct line *l, size_t from, size_t to)
{
	struct reconcile_block *b = work_block(h->w);
	bool whole = from == 0 && h->totals_left == 0;
	if (whole || line_at(h, h->leaves.at[from])->section != SIZE_MAX || b->sections.n >= section_limit(b))
		return;
	size_t columns = b->columns.n;
	struct reconcile_section *s = LIST_ADD(h->w->g->arena, &b->sections);
	*s = (struct reconcile_section){.label = l->label.n ? l->label : line_at(h, h->leaves.at[from])->v[0].text, .first_row = line_at(h, h->leaves.at[from])->number};
	s->figures = ARENA_ARRAY(h->w->g->arena, columns + 1, struct reconcile_figure);
	for (size_t i = from; i < to; i++)
		if (line_at(h, h->leaves.at[i])->section == SIZE_MAX)
			line_at(h, h->leaves.at[i])->section = b->sections.n - 1;
}

static void keep_gaps(struct hierarchy *h, size_t i, size_t from, size_t to)
{
	struct line *l = line_at(h, i);
	struct grid *g = h->w->g;
	struct gap_set set = {.gaps = ARENA_ARRAY(g->arena, h->n_columns + 1, struct gap)};
	size_t *lines = ARENA_ARRAY(g->arena, to - from + 1, size_t);
	for (size_t n = from; n < to; n++)
		lines[n - from] = h->leaves.at[n];
	for (size_t k = 0; k < h->n_columns; k++) {
		int64_t v, sum = range_sum(h, from, to, k);
		if (!work_amount(h->w, l, h->columns[k], &v))
			continue;
		int64_t off = absolute(micro_add(v, -sum)), allowed = slack(h, from, to, k);
		if (off > MICRO_PER_CENT / 2 && off <= allowed)
			NOTE(g, SEVERITY_INFORMATION, l->number, (int64_t)column_at(h, k)->index, W_reconcile_rounding, ARG("label", l->label),
			     figure_arg(g->arena, "gap", column_at(h, k), micro_add(v, -sum)));
		if (off > allowed && absolute(micro_add(v, -sum_of_totals(h, from, to, k))) > allowed)
			set.gaps[set.n++] = (struct gap){.column = h->columns[k], .total_line = i, .lines = lines, .count = to - from, .printed = v, .computed = sum};
	}
	if (set.n && h->gap_sets.n < GAP_SETS_MAX)
		*LIST_ADD(g->arena, &h->gap_sets) = set;
	else if (set.n)
		NOTE(g, SEVERITY_ERROR, l->number, -1, W_reconcile_more_gaps, ARG("label", l->label));
}

/* Another total of the same column, off by as much the other way: a line counted in the wrong part. */
static bool neighbour_explains(struct hierarchy *h, const struct gap *gap)
{
	int64_t off = micro_add(gap->printed, -gap->computed);
	for (size_t s = 0; s < h->gap_sets.n; s++)
		for (size_t n = 0; n < h->gap_sets.at[s].n; n++) {
			const struct gap *other = &h->gap_sets.at[s].gaps[n];
			if (other->column != gap->column || other->total_line == gap->total_line || micro_add(other->printed, -other->computed) != -off)
				continue;
			const struct reconcile_column *c = &work_block(h->w)->columns.at[gap->column];
			NOTE(h->w->g, SEVERITY_INFORMATION, line_at(h, gap->total_line)->number, (int64_t)c->index, W_reconcile_because_other_part, ARG("label", line_at(h, gap->total_line)->label),
			     ARG("other", line_at(h, other->total_line)->label), ARG("line", (int64_t)line_at(h, other->total_line)->number), figure_arg(h->w->g->arena, "gap", c, off));
			return true;
		}
	return false;
}

/* The words that a total's amount stands next to: two tables side by side have one label each. */
static str label_beside(const struct work *w, const struct line *l, size_t column)
{
	for (size_t c = work_block(w)->columns.at[column].index + 1; c-- > 0;) {
		const struct value *v = work_value(w, l, c);
		if (v->kind == VALUE_TEXT && total_word_of(v->text, v->fold) != TOTAL_NONE)
			return v->text;
	}
	return l->label;
}

static void report_gaps(struct hierarchy *h)
{
	struct grid *g = h->w->g;
	for (size_t s = 0; s < h->gap_sets.n; s++) {
		const struct gap_set *set = &h->gap_sets.at[s];
		for (size_t n = 0; n < set->n; n++) {
			const struct gap *gap = &set->gaps[n];
			const struct line *l = line_at(h, gap->total_line);
			const struct reconcile_column *c = &work_block(h->w)->columns.at[gap->column];
			NOTE(g, SEVERITY_ERROR, l->number, (int64_t)c->index, W_reconcile_total_gap, ARG("label", label_beside(h->w, l, gap->column)), figure_arg(g->arena, "printed", c, gap->printed),
			     figure_arg(g->arena, "computed", c, gap->computed), figure_arg(g->arena, "gap", c, micro_add(gap->printed, -gap->computed)));
			bool part = neighbour_explains(h, gap);
			if (gap->count && (!part || gap->printed < gap->computed))
				gap_explain(h->w, set->gaps, set->n, n);
		}
	}
}

static void check_percent_total(struct hierarchy *h, const struct line *l, size_t from, size_t to)
{
	struct grid *g = h->w->g;
	for (size_t c = 0; c < work_block(h->w)->columns.n; c++) {
		const struct value *printed = work_value(h->w, l, c);
		if (work_block(h->w)->columns.at[c].kind != COLUMN_PERCENT || printed->micro != 100 * MICRO || (printed->kind != VALUE_PERCENT && printed->kind != VALUE_AMOUNT))
			continue;
		int64_t sum = 0, allowed = 0;
		size_t filled = 0;
		for (size_t i = from; i < to; i++) {
			const struct value *v = work_value(h->w, line_at(h, h->leaves.at[i]), c);
			bool figure = v->kind == VALUE_PERCENT || v->kind == VALUE_AMOUNT;
			sum = figure ? micro_add(sum, v->micro) : sum;
			allowed += figure ? (v->step == 1 ? MICRO_PER_CENT : v->step) / 2 + 1 : 0;
			filled += figure;
		}
		int64_t off = absolute(sum - 100 * MICRO);
		if (filled < 2 || off <= MICRO_PER_CENT)
			continue;
		struct reconcile_column in_percent = {.scale = 1};
		NOTE(g, off <= allowed ? SEVERITY_INFORMATION : SEVERITY_ERROR, l->number, (int64_t)work_block(h->w)->columns.at[c].index, W_reconcile_percent_sum_column,
		     figure_arg(g->arena, "computed", &in_percent, sum), ARG("printed", (int64_t)100));
	}
}

static void close_total(struct hierarchy *h, size_t i, size_t from, size_t to)
{
	struct line *l = line_at(h, i);
	l->kind = LINE_TOTAL;
	make_section(h, l, from, to);
	keep_gaps(h, i, from, to);
	check_percent_total(h, l, from, to);
	print_section(h, l, from, to);
	*LIST_ADD(h->w->g->arena, &h->totals) = (struct total){i, from, to};
	add_boundary(h, AFTER_TOTAL, S(""));
}

/* Data lines below, up to the next total: for totals printed above what they sum. Returns the end, or 0 when they do not agree. */
static size_t forward_range(const struct hierarchy *h, size_t i, size_t *lines)
{
	const struct line *l = line_at(h, i);
	int64_t *sums = ARENA_ARRAY(h->w->g->arena, h->n_columns + 1, int64_t);
	*lines = 0;
	for (size_t k = i + 1; k < h->w->end; k++) {
		const struct line *below = line_at(h, k);
		if (below->kind == LINE_TOTAL)
			break;
		if (below->kind != LINE_DATA)
			continue;
		++*lines;
		size_t printed = 0, agreed = 0;
		for (size_t c = 0; c < h->n_columns; c++) {
			int64_t v = 0, own;
			(void)work_amount(h->w, below, h->columns[c], &v);
			sums[c] = micro_add(sums[c], v);
			bool has = work_amount(h->w, l, h->columns[c], &own);
			printed += has && own != 0;
			agreed += has && own != 0 && own == sums[c];
		}
		if (*lines >= 2 && printed && agreed == printed)
			return k + 1;
	}
	return 0;
}


static void open_leading(struct hierarchy *h, size_t i)
{
	*LIST_ADD(h->w->g->arena, &h->leading) = (struct leading){i, h->leaves.n};
}

/* Where what a leading total sums ends: at a later leading total, or at the end of the table. */
static size_t leading_end(const struct hierarchy *h, size_t at)
{
	const struct leading *lead = &h->leading.at[at];
	const struct line *l = line_at(h, lead->line);
	size_t next = h->leaves.n;
	size_t last = h->leading.n < at + BOUNDARIES_TRIED ? h->leading.n : at + BOUNDARIES_TRIED;
	for (size_t k = last; k-- > at + 1;) {
		size_t to = h->leading.at[k].from;
		if (to <= lead->from)
			continue;
		struct agreement a = agree(h, l, lead->from, to);
		if (a.telling && a.agreed == a.printed)
			return to;
		next = to;
	}
	struct agreement whole = agree(h, l, lead->from, h->leaves.n);
	bool general = l->total == TOTAL_GENERAL || (lead->from == 0 && at == 0 && l->total != TOTAL_SUB && !total_subject(h->w->g->arena, l->label_fold).n);
	return general || (whole.telling && whole.agreed == whole.printed) ? h->leaves.n : next;
}

static void close_leading(struct hierarchy *h)
{
	for (size_t k = 0; k < h->leading.n; k++) {
		size_t from = h->leading.at[k].from, to = leading_end(h, k);
		if (to <= from)
			continue;
		keep_gaps(h, h->leading.at[k].line, from, to);
		print_section(h, line_at(h, h->leading.at[k].line), from, to);
		*LIST_ADD(h->w->g->arena, &h->totals) = (struct total){h->leading.at[k].line, from, to};
	}
}

/* A worded total. Returns the next line to look at. */
static size_t meet_total(struct hierarchy *h, size_t i)
{
	struct line *l = line_at(h, i);
	struct agreement a;
	size_t lines;
	if (h->totals_left)
		h->totals_left--;
	size_t from = best_boundary(h, l, BOUNDARIES_TRIED, l->total == TOTAL_GENERAL, &a);
	bool closed = h->totals.n > 0 && h->totals.at[h->totals.n - 1].to == h->leaves.n;
	bool above = h->leaves.n == 0 || h->leading.n > 0 || ((closed || !h->totals.n) && forward_range(h, i, &lines));
	if (from == SIZE_MAX && above) {
		open_leading(h, i);
		return i + 1;
	}
	if (from == SIZE_MAX)
		from = meant_boundary(h, l);
	close_total(h, i, from, h->leaves.n);
	bool whole = (from == 0 || l->total == TOTAL_GENERAL) && h->recaps++ < RECAPS_MAX;
	return whole ? recap_after_total(h->w, i + 1, i) : i + 1;
}

static bool ends_segment(const struct hierarchy *h, size_t i)
{
	for (size_t k = i + 1; k < h->w->end; k++) {
		const struct line *next = line_at(h, k);
		if (next->kind == LINE_DATA || next->kind == LINE_TOTAL)
			return next->number > line_at(h, i)->number + 1 || next->kind == LINE_TOTAL;
		if (next->kind == LINE_SECTION)
			return true;
	}
	return true;
}

static bool named_like_boundary(const struct hierarchy *h, const struct line *l)
{
	for (size_t b = h->boundaries.n, tried = 0; b-- > 0 && l->label_fold.n && tried++ < BOUNDARIES_TRIED;)
		if (h->boundaries.at[b].fold.n && str_eq(h->boundaries.at[b].fold, l->label_fold) && h->boundaries.at[b].leaf < h->leaves.n)
			return true;
	return false;
}

static bool ends_table(const struct hierarchy *h, size_t i)
{
	for (size_t k = i + 1; k < h->w->end; k++)
		if (line_at(h, k)->kind == LINE_DATA || line_at(h, k)->kind == LINE_TOTAL)
			return false;
	return true;
}

/* A line without the word that is a total all the same: everything printed agrees, and more than chance says so. */
static bool silent_total(const struct hierarchy *h, size_t i, size_t *from)
{
	const struct line *l = line_at(h, i);
	struct agreement a;
	*from = best_boundary(h, l, BOUNDARIES_SILENT, false, &a);
	if (*from == SIZE_MAX)
		return false;
	size_t lines = h->leaves.n - *from;
	if (a.agreed < a.printed) /* last, without a name, and most of it agrees: a total, with an error */
		return !l->label_fold.n && lines >= 2 && a.telling >= 2 && a.agreed * 2 > a.printed && ends_table(h, i);
	if (l->total == TOTAL_WEAK)
		return true;
	if (!l->label_fold.n || named_like_boundary(h, l))
		return lines >= 2;
	return lines >= 3 && a.telling >= 2 && ends_segment(h, i);
}

static void meet_group(struct hierarchy *h, const struct line *l)
{
	if (h->group_column == SIZE_MAX)
		return;
	const struct value *v = work_value(h->w, l, h->group_column);
	if (v->kind != VALUE_TEXT || str_eq(v->fold, h->group))
		return;
	h->group = v->fold;
	add_boundary(h, AT_GROUP, v->fold);
}

static void walk(struct hierarchy *h)
{
	add_boundary(h, AT_START, S(""));
	for (size_t i = h->w->first; i < h->w->end;) {
		struct line *l = line_at(h, i);
		size_t from, next = i + 1;
		if (l->kind == LINE_SECTION) {
			add_boundary(h, AT_HEADING, l->label_fold);
		} else if (l->kind == LINE_TOTAL) {
			next = meet_total(h, i);
		} else if (l->kind == LINE_DATA) {
			meet_group(h, l);
			if (h->leaves.n && silent_total(h, i, &from))
				close_total(h, i, from, h->leaves.n);
			else
				add_leaf(h, i);
		}
		i = next;
	}
}

/* Headings that carry the sum of the lines below them, without numbers: believed when they follow one another from the first line to the last. */
static void leading_totals(struct hierarchy *h)
{
	LIST_OF(size_t) parents = {0};
	size_t lines;
	for (size_t i = h->w->first; i < h->w->end;) {
		const struct line *l = line_at(h, i);
		if (l->kind != LINE_DATA) {
			i++;
			continue;
		}
		size_t end = forward_range(h, i, &lines);
		if (!end)
			return;
		*LIST_ADD(h->w->g->arena, &parents) = i;
		i = end;
	}
	for (size_t i = 0; parents.n >= 2 && i < parents.n; i++)
		line_at(h, parents.at[i])->kind = LINE_RECAP;
}

static void choose_columns(struct hierarchy *h)
{
	struct reconcile_block *b = work_block(h->w);
	h->columns = ARENA_ARRAY(h->w->g->arena, b->columns.n + 1, size_t);
	size_t lines = h->w->end - h->w->first + 1;
	for (size_t c = 0; c < b->columns.n; c++)
		if (column_sums(&b->columns.at[c]) && (h->n_columns + 1) * (lines + 1) <= PREFIX_CELLS)
			h->columns[h->n_columns++] = c;
	h->leaf_room = lines;
	h->prefix = calloc((lines + 1) * (h->n_columns + 1), sizeof *h->prefix); /* large and short-lived: not of the arena */
	always(h->prefix);
}

static void fill_figures(struct hierarchy *h)
{
	struct reconcile_block *b = work_block(h->w);
	size_t n = h->leaves.n;
	for (size_t k = 0; k < h->n_columns; k++)
		b->columns.at[h->columns[k]].figure.sum_micro = range_sum(h, 0, n, k);
	for (size_t i = 0; i < n; i++) {
		const struct line *l = line_at(h, h->leaves.at[i]);
		if (l->section == SIZE_MAX)
			continue;
		struct reconcile_section *s = &b->sections.at[l->section];
		s->rows++;
		s->last_row = l->number;
		for (size_t k = 0; k < h->n_columns; k++) {
			int64_t v = 0;
			(void)work_amount(h->w, l, h->columns[k], &v);
			s->figures[h->columns[k]].sum_micro = micro_add(s->figures[h->columns[k]].sum_micro, v);
		}
	}
	b->rows = n;
	block_bound(h->w);
}

/* The table's own grand total: one that covers every leaf, or totals that together do. */
static void fill_printed(struct hierarchy *h)
{
	struct reconcile_block *b = work_block(h->w);
	for (size_t k = 0; k < h->n_columns; k++) {
		int64_t sum = 0, v;
		size_t at = h->leaves.n;
		for (size_t i = h->totals.n; i-- > 0 && at > 0;) {
			const struct total *t = &h->totals.at[i];
			if (t->to != at || !work_amount(h->w, line_at(h, t->line), h->columns[k], &v))
				continue;
			sum = micro_add(sum, v);
			at = t->from;
		}
		struct reconcile_figure *f = &b->columns.at[h->columns[k]].figure;
		if (at == 0 && h->leaves.n && !f->printed_set) {
			f->printed_set = true;
			f->printed_micro = sum;
		}
	}
}

void totals_check(struct work *w)
{
	struct reconcile_block *b = work_block(w);
	struct hierarchy h = {.w = w, .group_column = group_column(w), .group = STR_NONE};
	choose_columns(&h);
	for (size_t i = 0; i < b->sections.n; i++)
		b->sections.at[i].figures = ARENA_ARRAY(w->g->arena, b->columns.n + 1, struct reconcile_figure);
	for (size_t i = w->first; i < w->end; i++)
		h.totals_left += line_at(&h, i)->kind == LINE_TOTAL;
	outline_check(w);
	accounts_check(w);
	leading_totals(&h);
	h.totals_left += hidden_subtotals(w);
	walk(&h);
	close_leading(&h);
	report_gaps(&h);
	fill_figures(&h);
	fill_printed(&h);
	sections_drop_empty(w);
	free(h.prefix);
}
