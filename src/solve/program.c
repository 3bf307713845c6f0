/* The rows and columns: for each project whether it is chosen (y), for each cell an amount (x) and, where its funder has a threshold, whether it gives at all (z).
     low y <= sum x <= high y        x <= most y   or   least z <= x <= most z, z <= y        sum of an envelope <= room        demands
   The aim is the sum of marks; by so little that it never outweighs a thousandth of a mark, less money for the same marks. */
#include "solve/program.h"

#include <float.h>

static int add_column(struct program *g, double lower, double upper, double cost, bool whole)
{
	*LIST_ADD(g->arena, &g->lower) = lower;
	*LIST_ADD(g->arena, &g->upper) = upper;
	*LIST_ADD(g->arena, &g->cost) = cost;
	*LIST_ADD(g->arena, &g->whole) = whole;
	return g->columns++;
}

static int add_row(struct program *g, double lower, double upper)
{
	*LIST_ADD(g->arena, &g->row_lower) = lower;
	*LIST_ADD(g->arena, &g->row_upper) = upper;
	return g->rows++;
}

static void put(struct program *g, int row, int column, double value)
{
	*LIST_ADD(g->arena, &g->entries) = (struct program_entry){row, column, value};
}

struct put {
	struct program *g;
	const struct allocation *p;
	const struct program_form *form;
	struct program_map *map;
};

static double units(const struct put *t, int64_t steps)
{
	return (double)steps / t->form->unit;
}

static bool is_dropped(const struct put *t, size_t demand)
{
	return t->form->dropped && t->form->dropped[demand];
}

/* A thousandth of a mark, shared between all the money that could be given: never enough to turn a choice by marks. */
static double price_of_money(const struct put *t)
{
	double all = 1;
	for (size_t i = 0; i < t->p->projects.n; i++)
		all += units(t, t->p->projects.at[i].high);
	return 0.0005 / all;
}

static void add_columns(struct put *t)
{
	const struct allocation *p = t->p;
	const double price = price_of_money(t);
	t->map->projects = 0;
	t->map->cells = (int)p->projects.n;
	for (size_t i = 0; i < p->projects.n; i++) {
		const struct allocation_project *project = &p->projects.at[i];
		bool may = !project->barred && !(t->form->left_out && t->form->left_out[i]);
		double upper = may ? 1 : 0, lower = t->form->taken && t->form->taken[i] ? upper : 0;
		if (t->form->decided)
			lower = upper = t->form->decided[i] && may ? 1 : 0;
		double aim = (double)project->mark / 1000 - 2 * price * units(t, project->high);
		(void)add_column(t->g, lower, upper, t->form->spend ? 0 : aim, true);
	}
	for (size_t i = 0; i < p->cells.n; i++)
		(void)add_column(t->g, 0, units(t, p->cells.at[i].most), t->form->spend ? 1 : price, t->form->whole_money);
	for (size_t i = 0; i < p->cells.n; i++) {
		t->map->uses[i] = -1;
		if (p->cells.at[i].least <= 1)
			continue;
		double lower = 0, upper = 1;
		if (t->form->used)
			lower = upper = t->form->used[i] ? 1 : 0;
		t->map->uses[i] = add_column(t->g, lower, upper, 0, true);
	}
}

static void add_project(struct put *t, size_t i)
{
	const struct allocation_project *project = &t->p->projects.at[i];
	double low = units(t, project->low), high = units(t, project->high);
	int y = t->map->projects + (int)i, most = add_row(t->g, project->low == project->high ? 0 : -DBL_MAX, 0);
	int least = project->low == project->high ? -1 : add_row(t->g, 0, DBL_MAX);
	put(t->g, most, y, -high);
	if (least >= 0)
		put(t->g, least, y, -low);
	for (uint32_t k = project->first; k < project->first + project->count; k++) {
		const struct allocation_cell *cell = &t->p->cells.at[k];
		int x = t->map->cells + (int)k, z = t->map->uses[k];
		put(t->g, most, x, 1);
		if (least >= 0)
			put(t->g, least, x, 1);
		int cap = add_row(t->g, -DBL_MAX, 0);
		put(t->g, cap, x, 1);
		put(t->g, cap, z < 0 ? y : z, -units(t, cell->most));
		if (z < 0)
			continue;
		int floor = add_row(t->g, 0, DBL_MAX), only = add_row(t->g, -DBL_MAX, 0);
		put(t->g, floor, x, 1);
		put(t->g, floor, z, -units(t, cell->least));
		put(t->g, only, z, 1);
		put(t->g, only, y, -1);
	}
}

/* 100 part - number whole, of what is given; what is kept stands on the other side. In shares of the whole, so that the numbers stay small. */
static void add_share(struct put *t, size_t demand, int row)
{
	const struct allocation *p = t->p;
	const struct allocation_demand *d = &p->demands.at[demand];
	double share = (double)d->number / 100;
	bool *of = ARENA_ARRAY(t->g->arena, p->projects.n + p->envelopes.n + 1, bool), *whole = ARENA_ARRAY(t->g->arena, p->envelopes.n + 1, bool);
	for (size_t i = 0; i < d->of.n; i++)
		of[d->of.at[i]] = true;
	for (size_t i = 0; i < d->whole.n; i++)
		whole[d->whole.at[i]] = true;
	for (size_t k = 0; k < p->cells.n; k++) {
		const struct allocation_cell *cell = &p->cells.at[k];
		bool by_envelope = d->kind == DEMAND_PART_LEAST, known = cell->envelope != ALLOCATION_NONE;
		bool in_whole = by_envelope ? known && whole[cell->envelope] : true, in_part = by_envelope ? known && of[cell->envelope] : of[cell->project];
		double value = (in_part ? 1.0 : 0.0) - (in_whole ? share : 0.0);
		if (value < 0 || value > 0)
			put(t->g, row, t->map->cells + (int)k, value);
	}
}

static void add_demand(struct put *t, size_t demand)
{
	const struct allocation_demand *d = &t->p->demands.at[demand];
	double steps_per_unit = t->form->unit * (double)t->p->step_cents, kept = ((double)d->kept_whole * (double)d->number / 100 - (double)d->kept_of) / steps_per_unit;
	int row = -1;
	switch (d->kind) {
	case DEMAND_ENVELOPE:
		row = add_row(t->g, -DBL_MAX, units(t, t->p->envelopes.at[d->of.at[0]].room));
		for (size_t k = 0; k < t->p->cells.n; k++)
			if (t->p->cells.at[k].envelope == d->of.at[0])
				put(t->g, row, t->map->cells + (int)k, 1);
		break;
	case DEMAND_MUST:
	case DEMAND_COUNT_LEAST:
	case DEMAND_COUNT_MOST:
		row = d->kind == DEMAND_COUNT_MOST ? add_row(t->g, -DBL_MAX, (double)d->number) : add_row(t->g, (double)d->number, DBL_MAX);
		for (size_t i = 0; i < d->of.n; i++)
			put(t->g, row, t->map->projects + (int)d->of.at[i], 1);
		break;
	case DEMAND_MONEY_LEAST:
	case DEMAND_PART_LEAST:
		row = add_row(t->g, kept, DBL_MAX);
		add_share(t, demand, row);
		break;
	case DEMAND_MONEY_MOST:
		row = add_row(t->g, -DBL_MAX, kept);
		add_share(t, demand, row);
		break;
	case DEMAND_KINDS:
		break;
	}
	t->map->demand_row[demand] = row;
}

/* Counting sort by column. */
void program_pack(struct program *g)
{
	size_t n = g->entries.n;
	g->starts = ARENA_ARRAY(g->arena, (size_t)g->columns + 2, int);
	g->indices = ARENA_ARRAY(g->arena, n + 1, int);
	g->values = ARENA_ARRAY(g->arena, n + 1, double);
	for (size_t i = 0; i < n; i++)
		g->starts[g->entries.at[i].column + 1]++;
	for (int i = 0; i < g->columns; i++)
		g->starts[i + 1] += g->starts[i];
	int *at = ARENA_ARRAY(g->arena, (size_t)g->columns + 1, int);
	for (size_t i = 0; i < n; i++) {
		const struct program_entry *entry = &g->entries.at[i];
		int to = g->starts[entry->column] + at[entry->column]++;
		g->indices[to] = entry->row;
		g->values[to] = entry->value;
	}
}

struct program *program_of(struct arena *a, const struct allocation *p, const struct program_form *form, struct program_map *map)
{
	struct program *g = ARENA_NEW(a, struct program);
	struct put t = {g, p, form, map};
	g->arena = a;
	map->uses = ARENA_ARRAY(a, p->cells.n + 1, int);
	map->demand_row = ARENA_ARRAY(a, p->demands.n + 1, int);
	add_columns(&t);
	for (size_t i = 0; i < p->projects.n; i++)
		add_project(&t, i);
	for (size_t i = 0; i < p->demands.n; i++) {
		map->demand_row[i] = -1;
		if (!is_dropped(&t, i))
			add_demand(&t, i);
	}
	program_pack(g);
	return g;
}
