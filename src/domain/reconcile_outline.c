/* Numbered outlines ("1", "1.1", "1.2", "2"): a line whose number begins its followers' numbers carries their total, printed above them. */
#include "domain/reconcile_parts.h"

#include <string.h>

enum { OUTLINE_DEPTH = 8 };

static struct line *line_at(const struct work *w, size_t i)
{
	return &w->g->lines.at[i];
}

/* "1", "1.1", "1.2", "2": a line whose number begins its followers' numbers is their total, printed above. Returns the length of the number, or 0. */
static size_t outline_length(str s)
{
	size_t i = 0, parts = 0;
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && parts < OUTLINE_DEPTH) {
		size_t digits = 0;
		while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && digits++ < 4)
			i++;
		parts++;
		if (i + 1 < s.n && s.p[i] == '.' && s.p[i + 1] >= '0' && s.p[i + 1] <= '9')
			i++;
		else
			break;
	}
	if (!parts || (i < s.n && s.p[i] >= '0' && s.p[i] <= '9'))
		return 0;
	return i;
}

static str outline_of(const struct line *l)
{
	str text = l->n ? l->v[0].text : S("");
	size_t n = outline_length(text);
	if (!n || (n < text.n && text.p[n] != ' ' && text.p[n] != '.' && text.p[n] != '-' && text.p[n] != ')'))
		return S("");
	return str_first(text, n);
}

static bool is_child(str parent, str child)
{
	return parent.n && child.n > parent.n && str_starts(child, parent) && child.p[parent.n] == '.';
}

static size_t children_end(const struct work *w, size_t i, str parent)
{
	size_t end = i + 1;
	for (size_t k = i + 1; k < w->end; k++) {
		if (line_at(w, k)->kind != LINE_DATA)
			continue;
		if (!is_child(parent, outline_of(line_at(w, k))))
			break;
		end = k + 1;
	}
	return end;
}

/* A parent's own amounts against its children's. The deepest are leaves; every ancestor is a total. Believed when one parent at least agrees. */
static bool parent_agrees(const struct work *w, size_t i, size_t end, str parent, struct gap *gap)
{
	size_t printed = 0, agreed = 0;
	for (size_t c = 0; c < work_block(w)->columns.n; c++) {
		int64_t own, sum = 0, v;
		if (!column_sums(&work_block(w)->columns.at[c]) || !work_amount(w, line_at(w, i), c, &own))
			continue;
		for (size_t k = i + 1; k < end; k++) {
			str number = outline_of(line_at(w, k));
			bool direct = is_child(parent, number) && !memchr(number.p + parent.n + 1, '.', number.n - parent.n - 1);
			if (line_at(w, k)->kind == LINE_DATA && direct && work_amount(w, line_at(w, k), c, &v))
				sum = micro_add(sum, v);
		}
		printed++;
		agreed += own == sum;
		if (own != sum)
			*gap = (struct gap){.column = c, .total_line = i, .printed = own, .computed = sum};
	}
	return printed && agreed == printed;
}

void outline_check(struct work *w)
{
	struct grid *g = w->g;
	LIST_OF(struct gap) wrong = {0};
	LIST_OF(size_t) parents = {0};
	size_t right = 0;
	for (size_t i = w->first; i < w->end; i++) {
		str number = line_at(w, i)->kind == LINE_DATA ? outline_of(line_at(w, i)) : S("");
		size_t end = number.n ? children_end(w, i, number) : i + 1;
		if (end == i + 1)
			continue;
		struct gap gap = {0};
		*LIST_ADD(g->arena, &parents) = i;
		if (parent_agrees(w, i, end, number, &gap))
			right++;
		else if (gap.total_line == i)
			*LIST_ADD(g->arena, &wrong) = gap;
	}
	if (!right || right < wrong.n)
		return;
	for (size_t i = 0; i < parents.n; i++)
		line_at(w, parents.at[i])->kind = LINE_RECAP;
	for (size_t i = 0; i < wrong.n; i++) {
		const struct reconcile_column *c = &work_block(w)->columns.at[wrong.at[i].column];
		const struct line *l = line_at(w, wrong.at[i].total_line);
		NOTE(g, SEVERITY_ERROR, l->number, (int64_t)c->index, W_reconcile_total_gap, ARG("label", l->label), figure_arg(g->arena, "printed", c, wrong.at[i].printed),
		     figure_arg(g->arena, "computed", c, wrong.at[i].computed), figure_arg(g->arena, "gap", c, micro_add(wrong.at[i].printed, -wrong.at[i].computed)));
	}
}
