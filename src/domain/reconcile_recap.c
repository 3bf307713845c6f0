/* Amounts given a second time: the lines after a grand total that sum up by funder, and summary tables elsewhere in the book. Each is compared with
   the sums of the table it speaks of, and what one mentions and the other does not is said. */
#include "domain/reconcile_parts.h"

#include "base/limits.h"
#include "base/utf8.h"

enum { RECAP_LINES = 60, REGROUP_NAMES = 14, GROUPS_MAX = 4000 };

struct recap_line {
	size_t line;
	size_t column;        /* of the block, whose sum it gives; SIZE_MAX: of a group */
	bool known;           /* something in the table bears its name */
	int64_t printed, sum; /* sum: of what bears its name */
	size_t adopted[REGROUP_NAMES];
	size_t adopted_n;
};

struct recap {
	struct work *w;
	size_t amounts; /* column in which the recap's amounts stand */
	struct recap_line at[RECAP_LINES];
	size_t n;
};

static int64_t sum_of_column(const struct work *w, size_t column, size_t end)
{
	int64_t sum = 0, v;
	for (size_t i = w->first; i < end; i++)
		if (w->g->lines.at[i].kind == LINE_DATA && work_amount(w, &w->g->lines.at[i], column, &v))
			sum = micro_add(sum, v);
	return sum;
}

/* Sum of the lines one of whose words is that name. */
static bool sum_of_group(const struct work *w, str fold, size_t amounts, size_t end, int64_t *sum)
{
	bool found = false;
	*sum = 0;
	for (size_t i = w->first; i < end; i++) {
		const struct line *l = &w->g->lines.at[i];
		int64_t v;
		if (l->kind != LINE_DATA || !work_amount(w, l, amounts, &v))
			continue;
		for (uint32_t c = 0; c < l->n && c < w->g->columns; c++)
			if (l->v[c].kind == VALUE_TEXT && str_eq(l->v[c].fold, fold)) {
				*sum = micro_add(*sum, v);
				found = true;
				break;
			}
	}
	return found;
}

static void match(struct recap *r, struct recap_line *at, size_t end)
{
	const struct reconcile_block *b = work_block(r->w);
	const struct line *l = &r->w->g->lines.at[at->line];
	at->column = SIZE_MAX;
	for (size_t c = 0; c < b->columns.n; c++)
		if (c != r->amounts && column_sums(&b->columns.at[c]) && str_eq(name_fold(r->w->g->arena, b->columns.at[c].label), l->label_fold)) {
			at->column = c;
			at->known = true;
			at->sum = sum_of_column(r->w, c, end);
		}
	int64_t group;
	if ((!at->known || at->sum != at->printed) && sum_of_group(r->w, l->label_fold, r->amounts, end, &group) && (!at->known || group == at->printed)) {
		at->known = true;
		at->sum = group;
		at->column = SIZE_MAX;
	}
}

static bool gather(struct recap *r, size_t from, size_t *end)
{
	*end = from;
	for (size_t i = from; i < r->w->end && r->n < RECAP_LINES; i++) {
		const struct line *l = &r->w->g->lines.at[i];
		int64_t v;
		if (l->kind == LINE_OTHER && !l->n)
			continue;
		if (l->kind != LINE_DATA || !l->label_fold.n || !work_amount(r->w, l, r->amounts, &v))
			break;
		r->at[r->n++] = (struct recap_line){.line = i, .printed = v};
		*end = i + 1;
	}
	return r->n >= 2;
}

/* Names that the recap does not have, whose sums make up what some of its lines lack: "TFPB" that includes the landlords. */
struct regroup {
	struct recap *r;
	size_t names[REGROUP_NAMES];
	int64_t sums[REGROUP_NAMES];
	size_t n, steps;
};

static bool assign(struct regroup *g, size_t name, int64_t *lacks)
{
	if (++g->steps > 200000)
		return false;
	if (name == g->n) {
		for (size_t i = 0; i < g->r->n; i++)
			if (lacks[i] != 0)
				return false;
		return true;
	}
	for (size_t i = 0; i < g->r->n; i++) {
		struct recap_line *at = &g->r->at[i];
		if (lacks[i] < g->sums[name] || lacks[i] <= 0)
			continue;
		lacks[i] -= g->sums[name];
		at->adopted[at->adopted_n++] = g->names[name];
		if (assign(g, name + 1, lacks))
			return true;
		at->adopted_n--;
		lacks[i] += g->sums[name];
	}
	return false;
}

static void regroup(struct recap *r, size_t end)
{
	const struct reconcile_block *b = work_block(r->w);
	struct regroup g = {.r = r};
	for (size_t c = 0; c < b->columns.n; c++) {
		bool taken = false;
		for (size_t i = 0; i < r->n; i++)
			taken = taken || r->at[i].column == c;
		int64_t sum = b->columns.at[c].named ? sum_of_column(r->w, c, end) : 0;
		if (taken || !b->columns.at[c].named || sum <= 0)
			continue;
		if (g.n == REGROUP_NAMES)
			return;
		g.names[g.n] = c;
		g.sums[g.n++] = sum;
	}
	int64_t lacks[RECAP_LINES];
	for (size_t i = 0; i < r->n; i++)
		lacks[i] = micro_add(r->at[i].printed, -r->at[i].sum);
	if (!g.n || !assign(&g, 0, lacks))
		for (size_t i = 0; i < r->n; i++)
			r->at[i].adopted_n = 0;
}

static void report_line(struct recap *r, const struct recap_line *at)
{
	struct grid *g = r->w->g;
	struct reconcile_block *b = work_block(r->w);
	const struct line *l = &g->lines.at[at->line];
	const struct reconcile_column *c = &b->columns.at[r->amounts];
	if (at->adopted_n) {
		struct out o = out_new(LIMIT_TEXT_CHARS);
		for (size_t i = 0; i < at->adopted_n; i++) {
			out_str(&o, i ? S(", ") : S(""));
			out_str(&o, b->columns.at[at->adopted[i]].label);
		}
		NOTE(g, SEVERITY_INFORMATION, l->number, (int64_t)c->index, W_reconcile_recap_regroups, ARG("label", l->label), figure_arg(g->arena, "printed", c, at->printed),
		     figure_arg(g->arena, "computed", c, at->sum), ARG("names", out_text(&o)));
		out_free(&o);
	} else if (!at->known) {
		NOTE(g, SEVERITY_WARNING, l->number, (int64_t)c->index, W_reconcile_recap_unknown, ARG("label", l->label), figure_arg(g->arena, "printed", c, at->printed));
	} else if (at->sum != at->printed) {
		NOTE(g, SEVERITY_ERROR, l->number, (int64_t)c->index, W_reconcile_recap_gap, ARG("label", l->label), figure_arg(g->arena, "printed", c, at->printed),
		     figure_arg(g->arena, "computed", c, at->sum), figure_arg(g->arena, "gap", c, micro_add(at->printed, -at->sum)));
	}
	if (at->column != SIZE_MAX && !at->adopted_n) {
		b->columns.at[at->column].figure.printed_set = true;
		b->columns.at[at->column].figure.printed_micro = at->printed;
	}
}

size_t recap_after_total(struct work *w, size_t from, size_t total_line)
{
	struct recap *r = ARENA_NEW(w->g->arena, struct recap);
	r->w = w;
	r->amounts = SIZE_MAX;
	int64_t printed = 0, sum = 0;
	for (size_t c = 0; c < work_block(w)->columns.n && r->amounts == SIZE_MAX; c++)
		if (column_sums(&work_block(w)->columns.at[c]) && work_amount(w, &w->g->lines.at[total_line], c, &printed))
			r->amounts = c;
	size_t end;
	if (r->amounts == SIZE_MAX || !gather(r, from, &end))
		return from;
	size_t known = 0, right = 0;
	for (size_t i = 0; i < r->n; i++) {
		match(r, &r->at[i], total_line);
		known += r->at[i].known;
		right += r->at[i].known && r->at[i].sum == r->at[i].printed;
		sum = micro_add(sum, r->at[i].printed);
	}
	bool splits_total = sum == printed;
	if (!(splits_total || (known >= 2 && known * 2 >= r->n && right * 2 >= known)))
		return from;
	for (size_t i = from; i < end; i++)
		if (w->g->lines.at[i].kind == LINE_DATA)
			w->g->lines.at[i].kind = LINE_RECAP;
	if (known) {
		regroup(r, total_line);
		for (size_t i = 0; i < r->n; i++)
			report_line(r, &r->at[i]);
	}
	return end;
}

/* --- summary tables --- */

struct group {
	str fold, label;
	size_t work;
	const struct reconcile_figure *figures; /* by column of its block */
	bool mentioned;
};

struct groups {
	LIST_OF(struct group) list;
	size_t budget; /* steps left: the search is given up rather than made to last */
	size_t regrouped; /* the table that the one at hand shares out otherwise: its other columns are not compared with it either; SIZE_MAX: none */
};
enum { SUMMARY_STEPS = 60 * 1000 * 1000 };

static void add_group(struct arena *a, struct groups *gs, str label, size_t work, const struct reconcile_figure *figures)
{
	str fold = name_fold(a, label);
	if (fold.n && gs->list.n < GROUPS_MAX)
		*LIST_ADD(a, &gs->list) = (struct group){.fold = fold, .label = label, .work = work, .figures = figures};
}

/* Sections of every table, and every sheet as a whole. */
static void gather_groups(struct reconciliation *r, const struct works *works, struct groups *gs)
{
	for (size_t k = 0; k < works->list.n; k++) {
		const struct reconcile_block *b = work_block(&works->list.at[k]);
		for (size_t s = 0; s < b->sections.n; s++)
			add_group(r->arena, gs, b->sections.at[s].label, k, b->sections.at[s].figures);
		struct reconcile_figure *whole = ARENA_ARRAY(r->arena, b->columns.n + 1, struct reconcile_figure);
		for (size_t c = 0; c < b->columns.n; c++)
			whole[c] = b->columns.at[c].figure;
		if (b->sheet.n)
			add_group(r->arena, gs, b->sheet, k, whole);
	}
}

static struct group *group_of(struct groups *gs, str fold, size_t other_than)
{
	for (size_t i = 0; fold.n && i < gs->list.n; i++) {
		struct group *g = &gs->list.at[i];
		if (g->work != other_than && (str_eq(g->fold, fold) || (g->fold.n > 4 && fold.n > 4 && (str_starts(g->fold, fold) || str_starts(fold, g->fold)))))
			return g;
	}
	return NULL;
}

struct pairing {
	size_t mine, theirs; /* columns: of the summary, of the other table */
	size_t work;         /* the other table */
	str label;           /* fold of the other column's label: where the parts are sheets, each has a column of that name */
	size_t tried, agreed;
};

static bool figure_named(struct groups *gs, const struct works *works, const struct group *g, const struct pairing *p, int64_t *sum)
{
	if (g->work == p->work) {
		*sum = g->figures[p->theirs].sum_micro;
		return true;
	}
	const struct reconcile_block *b = work_block(&works->list.at[g->work]);
	for (size_t c = 0; c < b->columns.n && gs->budget; c++, gs->budget--)
		if (column_sums(&b->columns.at[c]) && p->label.n && str_eq(name_fold(works->list.at[g->work].g->arena, b->columns.at[c].label), p->label)) {
			*sum = g->figures[c].sum_micro;
			return true;
		}
	return false;
}

static bool spend(struct groups *gs, size_t steps)
{
	if (gs->budget < steps) {
		gs->budget = 0;
		return false;
	}
	gs->budget -= steps;
	return true;
}

/* What bears that name elsewhere: a section, a sheet, or the lines of the other table with that word. */
static bool their_sum(const struct works *works, struct groups *gs, const struct pairing *p, size_t self, str fold, int64_t *sum)
{
	const struct work *other = &works->list.at[p->work];
	if (!spend(gs, gs->list.n + 1))
		return false;
	const struct group *g = group_of(gs, fold, self);
	if (g && figure_named(gs, works, g, p, sum))
		return true;
	return spend(gs, other->end - other->first) && sum_of_group(other, fold, p->theirs, other->end, sum);
}

static void try_pairing(const struct works *works, struct groups *gs, size_t self, struct pairing *p)
{
	const struct work *w = &works->list.at[self];
	p->tried = p->agreed = 0;
	for (size_t i = w->first; i < w->end; i++) {
		const struct line *l = &w->g->lines.at[i];
		int64_t mine, theirs;
		if (l->kind != LINE_DATA || !work_amount(w, l, p->mine, &mine) || !their_sum(works, gs, p, self, l->label_fold, &theirs))
			continue;
		p->tried++;
		p->agreed += mine == theirs && mine != 0;
	}
}

/* The other column whose sums by name are what this column prints. Believed from two agreements that are half of what could be compared; once one
   column of the summary is believed, a column of the same name needs no more proof. */
static bool find_pairing(const struct works *works, struct groups *gs, size_t self, size_t mine, bool believed, struct pairing *best)
{
	bool found = false;
	struct arena *a = works->list.at[self].g->arena;
	str own = name_fold(a, work_block(&works->list.at[self])->columns.at[mine].label);
	for (size_t other = 0; other < works->list.n; other++) {
		const struct reconcile_block *b = work_block(&works->list.at[other]);
		if (other == self || other == gs->regrouped || (b->rows <= work_block(&works->list.at[self])->rows && works->list.at[other].g == works->list.at[self].g))
			continue;
		for (size_t c = 0; c < b->columns.n && gs->budget; c++) {
			if (!column_sums(&b->columns.at[c]))
				continue;
			struct pairing p = {.mine = mine, .theirs = c, .work = other, .label = name_fold(a, b->columns.at[c].label)};
			try_pairing(works, gs, self, &p);
			bool enough = (p.agreed >= 2 && p.agreed * 2 >= p.tried) || (believed && p.tried >= 2 && str_eq(p.label, own));
			if (enough && (!found || p.agreed > best->agreed)) {
				*best = p;
				found = true;
			}
		}
	}
	return found;
}

static bool bears_one_of(const struct line *l, uint32_t columns, const struct work *named)
{
	for (size_t i = named->first; i < named->end; i++) {
		const struct line *n = &named->g->lines.at[i];
		for (uint32_t c = 0; n->kind == LINE_DATA && c < l->n && c < columns; c++)
			if (l->v[c].kind == VALUE_TEXT && str_eq(l->v[c].fold, n->label_fold))
				return true;
	}
	return false;
}

/* Both tables share out the same total, but not between the same names (funders here, groups of funders there): what differs is the roll-up,
   not a mistake. Tables with sections are compared by section and never fall under this. */
static bool shares_out_otherwise(const struct works *works, struct groups *gs, size_t self, const struct pairing *p)
{
	const struct work *mine = &works->list.at[self], *theirs = &works->list.at[p->work];
	if (work_block(theirs)->sections.n || theirs->end - theirs->first > RECAP_LINES)
		return false;
	if (sum_of_column(mine, p->mine, mine->end) != sum_of_column(theirs, p->theirs, theirs->end))
		return false;
	int64_t sum, v;
	for (size_t i = mine->first; i < mine->end; i++) {
		const struct line *l = &mine->g->lines.at[i];
		if (l->kind == LINE_DATA && work_amount(mine, l, p->mine, &v) && v != 0 && !their_sum(works, gs, p, self, l->label_fold, &sum))
			return true;
	}
	for (size_t i = theirs->first; i < theirs->end; i++) {
		const struct line *l = &theirs->g->lines.at[i];
		if (l->kind == LINE_DATA && work_amount(theirs, l, p->theirs, &v) && v != 0 && !bears_one_of(l, theirs->g->columns, mine))
			return true;
	}
	return false;
}

static void report_pairing(const struct works *works, struct groups *gs, size_t self, const struct pairing *p)
{
	const struct work *w = &works->list.at[self];
	const struct reconcile_column *c = &work_block(w)->columns.at[p->mine];
	if (shares_out_otherwise(works, gs, self, p)) {
		gs->regrouped = p->work;
		NOTE(w->g, SEVERITY_INFORMATION, w->g->lines.at[w->first].number, (int64_t)c->index, W_reconcile_summary_regroups, ARG("label", c->label));
		return;
	}
	for (size_t i = w->first; i < w->end; i++) {
		const struct line *l = &w->g->lines.at[i];
		int64_t mine, theirs;
		if (l->kind != LINE_DATA || !work_amount(w, l, p->mine, &mine))
			continue;
		struct group *g = group_of(gs, l->label_fold, self);
		if (g)
			g->mentioned = true;
		if (!their_sum(works, gs, p, self, l->label_fold, &theirs)) {
			if (mine != 0)
				NOTE(w->g, SEVERITY_ERROR, l->number, (int64_t)c->index, W_reconcile_summary_absent, ARG("label", l->label), figure_arg(w->g->arena, "printed", c, mine));
		} else if (mine != theirs) {
			NOTE(w->g, SEVERITY_ERROR, l->number, (int64_t)c->index, W_reconcile_recap_gap, ARG("label", l->label), figure_arg(w->g->arena, "printed", c, mine),
			     figure_arg(w->g->arena, "computed", c, theirs), figure_arg(w->g->arena, "gap", c, micro_add(mine, -theirs)));
		}
	}
	for (size_t i = 0; i < gs->list.n; i++) {
		const struct group *g = &gs->list.at[i];
		const struct reconcile_block *b = work_block(&works->list.at[p->work]);
		if (g->work == p->work && !g->mentioned && !str_eq(g->label, b->sheet) && g->figures[p->theirs].sum_micro != 0)
			NOTE(w->g, SEVERITY_WARNING, 0, -1, W_reconcile_summary_forgets, ARG("label", g->label), figure_arg(w->g->arena, "computed", c, g->figures[p->theirs].sum_micro));
	}
}

static void check_summary(struct works *works, struct groups *gs, size_t self)
{
	const struct reconcile_block *b = work_block(&works->list.at[self]);
	bool *paired = ARENA_ARRAY(works->list.at[self].g->arena, b->columns.n + 1, bool);
	bool believed = false;
	gs->regrouped = SIZE_MAX;
	for (int round = 0; round < 2; round++)
		for (size_t c = 0; c < b->columns.n && (round == 0 || believed); c++) {
			struct pairing p;
			if (paired[c] || !column_sums(&b->columns.at[c]) || !find_pairing(works, gs, self, c, round == 1, &p))
				continue;
			paired[c] = believed = true;
			report_pairing(works, gs, self, &p);
			for (size_t i = 0; i < gs->list.n; i++)
				gs->list.at[i].mentioned = false;
		}
}

void recaps_check(struct reconciliation *r, struct works *works)
{
	struct groups gs = {.budget = SUMMARY_STEPS};
	if (works->list.n < 2)
		return;
	gather_groups(r, works, &gs);
	for (size_t self = 0; self < works->list.n; self++)
		if (work_block(&works->list.at[self])->rows <= RECAP_LINES)
			check_summary(works, &gs, self);
}
