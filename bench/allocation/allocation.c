/* bench/allocation: distributions of 100, 1 000 and 5 000 projects among six funders, made by a fixed seed in the likeness of a contrat de ville's calls: solves one and says what it took, or
   writes it as a file that other solvers read. Run by bench/allocation/run.
     allocation solve PROJECTS SEED MILLISECONDS GAP_PPM     time ms, mark, bound, gap ppm, chosen, mark by ranking, demands that it breaks
     allocation write PROJECTS SEED FILE                      CPLEX LP format */
#include "solve/program.h"
#include "solve/solve.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>

enum { FUNDERS = 6, DISTRICTS = 16, THEMES = 10 };

static uint64_t state;

static uint32_t drawn(uint32_t below)
{
	state = state * 6364136223846793005U + 1442695040888963407U;
	return (uint32_t)(state >> 33) % below;
}

/* Costs of 3 000 to 60 000 euros, small ones more often; two to five funders asked for more than what is lacking, each bound to its part of the cost. */
static void add_project(struct arena *a, struct allocation *p, int64_t *asked)
{
	static const int64_t ceilings[FUNDERS] = {80, 50, 40, 30, 60, 50}, least[FUNDERS] = {1000, 1500, 500, 0, 0, 2500}, likely[FUNDERS] = {90, 60, 35, 45, 25, 15};
	uint32_t i = (uint32_t)p->projects.n;
	struct allocation_project *project = LIST_ADD(a, &p->projects);
	int64_t cost = 3000 + (int64_t)drawn(240) * drawn(240), need = cost * (60 + drawn(36)) / 100;
	*project = (struct allocation_project){.row = i, .mark = 2000 + 10 * (int64_t)drawn(400) + 10 * (int64_t)drawn(401), .need = {need * 100}, .low = need, .high = need, .first = (uint32_t)p->cells.n};
	for (uint32_t f = 0; f < FUNDERS; f++) {
		int64_t most = cost * ceilings[f] / 100 * (50 + drawn(51)) / 100;
		if (drawn(100) >= likely[f] || most < least[f] || most == 0)
			continue;
		if (most > need)
			most = need;
		*LIST_ADD(a, &p->cells) = (struct allocation_cell){.project = i, .envelope = f, .column = f, .least = least[f] > 0 ? least[f] : 1, .most = most};
		asked[f] += most;
	}
	project->count = (uint32_t)p->cells.n - project->first;
}

static struct allocation *made(struct arena *a, uint32_t projects, uint32_t seed)
{
	struct allocation *p = ARENA_NEW(a, struct allocation);
	int64_t asked[FUNDERS] = {0};
	state = seed * 7919U + projects;
	p->step_cents = 100;
	for (uint32_t i = 0; i < projects; i++)
		add_project(a, p, asked);
	for (uint32_t f = 0; f < FUNDERS; f++) {
		int64_t room = asked[f] * (30 + drawn(25)) / 100;
		*LIST_ADD(a, &p->envelopes) = (struct allocation_envelope){.code = arena_fmt(a, "E%u", f), .label = arena_fmt(a, "E%u", f), .index = f, .column = f, .amount = {room * 100}, .room = room};
		struct allocation_demand *d = LIST_ADD(a, &p->demands);
		*d = (struct allocation_demand){.kind = DEMAND_ENVELOPE};
		*LIST_ADD(a, &d->of) = f;
	}
	struct allocation_demand *districts[DISTRICTS], *theme;
	for (uint32_t i = 0; i < DISTRICTS; i++)
		*LIST_ADD(a, &p->demands) = (struct allocation_demand){.kind = DEMAND_COUNT_LEAST, .number = 1};
	*LIST_ADD(a, &p->demands) = (struct allocation_demand){.kind = DEMAND_MONEY_LEAST, .number = 15};
	for (uint32_t i = 0; i < DISTRICTS; i++)
		districts[i] = &p->demands.at[FUNDERS + i];
	theme = &p->demands.at[FUNDERS + DISTRICTS];
	for (uint32_t i = 0; i < projects; i++) {
		struct allocation_demand *district = districts[drawn(DISTRICTS)]; /* the macro reads its list several times */
		*LIST_ADD(a, &district->of) = i;
		if (drawn(THEMES) == 0)
			*LIST_ADD(a, &theme->of) = i;
	}
	return p;
}

static void write_rows(struct arena *a, FILE *f, const struct program *g)
{
	int *starts = ARENA_ARRAY(a, (size_t)g->rows + 2, int), *at = ARENA_ARRAY(a, (size_t)g->rows + 1, int);
	struct program_entry *by_row = ARENA_ARRAY(a, g->entries.n + 1, struct program_entry);
	for (size_t i = 0; i < g->entries.n; i++)
		starts[g->entries.at[i].row + 1]++;
	for (int i = 0; i < g->rows; i++)
		starts[i + 1] += starts[i];
	for (size_t i = 0; i < g->entries.n; i++) {
		int row = g->entries.at[i].row;
		by_row[starts[row] + at[row]++] = g->entries.at[i];
	}
	for (int r = 0; r < g->rows; r++) {
		bool lower = g->row_lower.at[r] > -DBL_MAX, upper = g->row_upper.at[r] < DBL_MAX;
		(void)fprintf(f, "r%d:", r);
		for (int k = starts[r]; k < starts[r + 1]; k++)
			(void)fprintf(f, " %+.9g c%d\n", by_row[k].value, by_row[k].column);
		(void)fprintf(f, " %s %.9g\n", lower && upper ? "=" : lower ? ">=" : "<=", lower ? g->row_lower.at[r] : g->row_upper.at[r]);
	}
}

static int write_file(struct arena *a, const struct allocation *p, const char *path)
{
	struct program_map map = {0};
	const struct program_form form = {.unit = 1000};
	const struct program *g = program_of(a, p, &form, &map);
	FILE *f = fopen(path, "we");
	if (!f)
		return 74;
	(void)fprintf(f, "Maximize\nobj:");
	for (int i = 0; i < g->columns; i++)
		if (g->cost.at[i] > 0 || g->cost.at[i] < 0)
			(void)fprintf(f, " %+.9g c%d\n", g->cost.at[i], i);
	(void)fprintf(f, "Subject To\n");
	write_rows(a, f, g);
	(void)fprintf(f, "Bounds\n");
	for (int i = 0; i < g->columns; i++)
		(void)fprintf(f, "0 <= c%d <= %.9g\n", i, g->upper.at[i]);
	(void)fprintf(f, "Generals\n");
	for (int i = 0; i < g->columns; i++)
		if (g->whole.at[i])
			(void)fprintf(f, "c%d\n", i);
	(void)fprintf(f, "End\n");
	return fclose(f) == 0 ? 0 : 74;
}

static int solve(struct arena *a, const struct allocation *p, int64_t milliseconds, int64_t gap_ppm)
{
	struct problems ps = problems_new(a);
	struct solution solution;
	const struct solve_limits limits = {.milliseconds = milliseconds, .gap_ppm = gap_ppm};
	struct allocation_ranking rank = allocation_by_rank(a, p);
	if (solve_allocation(a, p, &limits, &solution, &ps) != OK || !solution.answer) {
		(void)fprintf(stderr, "allocation: no answer (outcome %d)\n", (int)solution.outcome);
		return 70;
	}
	(void)printf("%lld %lld %lld %lld %zu %lld %zu\n", (long long)solution.milliseconds, (long long)solution.answer->mark, (long long)solution.bound, (long long)solution.gap_ppm,
	             solution.answer->count, (long long)rank.answer->mark, rank.unmet.n);
	return 0;
}

static int64_t number(const char *text)
{
	int64_t value = 0;
	return str_to_int64(str_of(text), &value) ? value : -1;
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new((size_t)2 << 30);
	if (argc == 6 && str_eq(str_of(argv[1]), S("solve")))
		return solve(a, made(a, (uint32_t)number(argv[2]), (uint32_t)number(argv[3])), number(argv[4]), number(argv[5]));
	if (argc == 5 && str_eq(str_of(argv[1]), S("write")))
		return write_file(a, made(a, (uint32_t)number(argv[2]), (uint32_t)number(argv[3])), argv[4]);
	(void)fprintf(stderr, "allocation solve PROJECTS SEED MILLISECONDS GAP_PPM | write PROJECTS SEED FILE\n");
	return 64;
}
