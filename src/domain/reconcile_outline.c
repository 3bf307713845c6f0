/* Totals printed above what they sum. Two ways of showing it: a numbered outline ("1", "1.1", "1.2", "2"), and a text column that is empty on the
   line of the group and filled on the lines below it (a funder group, then its funders). */
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

/* A line that may be the total of others, and those just below it in rank. */
struct parent {
	size_t line;
	LIST_OF(size_t) children;
};

struct parents {
	LIST_OF(struct parent) list;
};

/* Every printed amount of the parent against the sum of its children; the first that differs goes to *gap. */
static bool parent_agrees(const struct work *w, const struct parent *p, struct gap *gap)
{
	size_t printed = 0, agreed = 0;
	for (size_t c = 0; c < work_block(w)->columns.n; c++) {
		int64_t own, sum = 0, v;
		if (!column_sums(&work_block(w)->columns.at[c]) || !work_amount(w, line_at(w, p->line), c, &own))
			continue;
		for (size_t k = 0; k < p->children.n; k++)
			if (work_amount(w, line_at(w, p->children.at[k]), c, &v))
				sum = micro_add(sum, v);
		printed++;
		agreed += own == sum;
		if (own != sum && gap->total_line != p->line)
			*gap = (struct gap){.column = c, .total_line = p->line, .printed = own, .computed = sum};
	}
	return printed && agreed == printed;
}

static void report_parent(struct work *w, const struct gap *gap)
{
	struct grid *g = w->g;
	const struct reconcile_column *c = &work_block(w)->columns.at[gap->column];
	const struct line *l = line_at(w, gap->total_line);
	NOTE(g, SEVERITY_ERROR, l->number, (int64_t)c->index, W_reconcile_total_gap, ARG("label", l->label), figure_arg(g->arena, "printed", c, gap->printed),
	     figure_arg(g->arena, "computed", c, gap->computed), figure_arg(g->arena, "gap", c, micro_add(gap->printed, -gap->computed)));
}

/* Believed when as many parents agree as differ, `least` at least: they become recapitulations, and those that differ are reported. */
static bool settle(struct work *w, const struct parents *parents, size_t least)
{
	LIST_OF(struct gap) wrong = {0};
	size_t right = 0;
	for (size_t i = 0; i < parents->list.n; i++) {
		struct gap gap = {.total_line = SIZE_MAX};
		if (parent_agrees(w, &parents->list.at[i], &gap))
			right++;
		else if (gap.total_line != SIZE_MAX)
			*LIST_ADD(w->g->arena, &wrong) = gap;
	}
	if (right < least || right < wrong.n)
		return false;
	for (size_t i = 0; i < parents->list.n; i++)
		line_at(w, parents->list.at[i].line)->kind = LINE_RECAP;
	for (size_t i = 0; i < wrong.n; i++)
		report_parent(w, &wrong.at[i]);
	return true;
}

/* ---- numbers ---- */

static bool is_direct(str parent, str child)
{
	return is_child(parent, child) && !memchr(child.p + parent.n + 1, '.', child.n - parent.n - 1);
}

/* The deepest are leaves; every ancestor is a total of those one rank below. */
static bool numbered_parent(const struct work *w, size_t i, struct parent *p)
{
	str number = line_at(w, i)->kind == LINE_DATA ? outline_of(line_at(w, i)) : S("");
	bool found = false;
	*p = (struct parent){.line = i};
	for (size_t k = i + 1; number.n && k < w->end; k++) {
		if (line_at(w, k)->kind != LINE_DATA)
			continue;
		str below = outline_of(line_at(w, k));
		if (!is_child(number, below))
			break;
		found = true;
		if (is_direct(number, below))
			*LIST_ADD(w->g->arena, &p->children) = k;
	}
	return found;
}

static bool settle_numbers(struct work *w)
{
	struct parents parents = {0};
	for (size_t i = w->first; i < w->end; i++) {
		struct parent p;
		if (numbered_parent(w, i, &p))
			*LIST_ADD(w->g->arena, &parents.list) = p;
	}
	return settle(w, &parents, 1);
}

/* ---- a column that only the lines below fill ---- */

/* False when the column does not part the data lines into groups that each begin with their parent and have a child. */
static bool groups_by_column(const struct work *w, size_t column, struct parents *parents)
{
	for (size_t i = w->first; i < w->end; i++) {
		if (line_at(w, i)->kind != LINE_DATA)
			continue;
		enum value_kind kind = work_value(w, line_at(w, i), column)->kind;
		if (kind == VALUE_EMPTY)
			*LIST_ADD(w->g->arena, &parents->list) = (struct parent){.line = i};
		else if (kind != VALUE_TEXT || parents->list.n == 0)
			return false;
		else
			*LIST_ADD(w->g->arena, &parents->list.at[parents->list.n - 1].children) = i;
	}
	for (size_t i = 0; i < parents->list.n; i++)
		if (parents->list.at[i].children.n == 0)
			return false;
	return parents->list.n > 0;
}

void outline_check(struct work *w)
{
	enum { LEAST_GROUPS = 2 };
	if (settle_numbers(w))
		return;
	for (size_t c = 0; c < work_block(w)->columns.n; c++) {
		struct parents parents = {0};
		if (work_block(w)->columns.at[c].kind == COLUMN_TEXT && groups_by_column(w, c, &parents) && settle(w, &parents, LEAST_GROUPS))
			return;
	}
}
