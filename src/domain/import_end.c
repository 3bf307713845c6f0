/* The end of a plan: what the grid would be with it, envelopes that it would pass, gaps of rows, counts, and the digest of all that would be written. */
#include "domain/import.h"

#include "base/limits.h"
#include "base/sha256.h"
#include "domain/grid.h"

#include <string.h>

static bool is_written(const struct import_line *line)
{
	return line->verdict == IMPORT_MAKES || line->verdict == IMPORT_CHANGES;
}

static opt_money *stage_of(struct grid_cell *cell, enum import_stage stage)
{
	switch (stage) {
	case IMPORT_STAGE_asked: return &cell->asked;
	case IMPORT_STAGE_hoped: return &cell->hoped;
	case IMPORT_STAGE_proposed: return &cell->proposed;
	case IMPORT_STAGE_any:
	case IMPORT_STAGE_voted:
	case IMPORT_STAGE_COUNT: break;
	}
	return &cell->voted;
}

static void apply_values(const struct import_line *line, struct grid_row *row)
{
	int64_t cents;
	for (size_t i = 0; i < line->values.n; i++) {
		const struct import_value *v = &line->values.at[i];
		if (!v->taken)
			continue;
		if (v->field == IMPORT_COST && str_to_int64(v->after, &cents))
			row->cost = (money){cents};
		if (v->field == IMPORT_INCOME && str_to_int64(v->after, &cents))
			row->other = (money){cents};
		if (v->field == IMPORT_DECISION)
			row->decision = v->after;
	}
}

static void apply_line(const struct grid *g, const struct import_line *line, struct grid_row *row)
{
	apply_values(line, row);
	for (size_t i = 0; i < line->cells.n; i++) {
		const struct import_cell *c = &line->cells.at[i];
		size_t at = grid_column_of(g, c->column);
		if (!c->taken || at == SIZE_MAX)
			continue;
		*stage_of(&row->cells[at], c->stage) = c->after;
		if (c->stage == IMPORT_STAGE_voted)
			row->cells[at].refused = c->refused_after;
	}
}

/* A grid of its own, with the lines that would be written. *at: their rows. */
static struct grid *with_plan(struct arena *a, const struct grid *g, const struct import_plan *plan, size_t *at)
{
	struct grid *copy = ARENA_NEW(a, struct grid);
	size_t most = g->rows.n + plan->lines.n + 1;
	*copy = *g;
	copy->findings = findings_new(a);
	copy->rows.at = ARENA_ARRAY(a, most, struct grid_row);
	copy->rows.room = most;
	copy->envelopes.at = ARENA_ARRAY(a, g->envelopes.n + 1, struct grid_envelope);
	copy->columns.at = ARENA_ARRAY(a, g->columns.n + 1, struct grid_column);
	copy->groups.at = ARENA_ARRAY(a, g->groups.n + 1, struct grid_group);
	copy->districts.at = ARENA_ARRAY(a, g->districts.n + 1, struct grid_coverage);
	copy->publics.at = ARENA_ARRAY(a, g->publics.n + 1, struct grid_coverage);
#define COPY_LIST(list) \
	if (g->list.n) \
	memcpy(copy->list.at, g->list.at, g->list.n * sizeof *g->list.at)
	COPY_LIST(rows);
	COPY_LIST(envelopes);
	COPY_LIST(columns);
	COPY_LIST(groups);
	COPY_LIST(districts);
	COPY_LIST(publics);
	for (size_t i = 0; i < plan->lines.n; i++) {
		const struct import_line *line = &plan->lines.at[i];
		at[i] = SIZE_MAX;
		if (!is_written(line))
			continue;
		at[i] = line->row == SIZE_MAX ? copy->rows.n++ : line->row;
		struct grid_row *row = &copy->rows.at[at[i]];
		struct grid_cell *cells = ARENA_ARRAY(a, g->columns.n + 1, struct grid_cell);
		if (line->row == SIZE_MAX)
			*row = (struct grid_row){.title = line->title, .bearer = line->bearer, .state = S("under_review")};
		else if (g->columns.n)
			memcpy(cells, row->cells, g->columns.n * sizeof *cells);
		row->cells = cells;
		apply_line(g, line, row);
	}
	grid_compute(a, copy);
	return copy;
}

static void find_passed(struct arena *a, const struct grid *before, const struct grid *after, struct import_plan *plan)
{
	for (size_t i = 0; i < before->envelopes.n; i++) {
		const struct grid_envelope *b = &before->envelopes.at[i], *e = &after->envelopes.at[i];
		if (!e->left.set || e->left.value.cents >= 0 || (b->left.set && b->left.value.cents <= e->left.value.cents))
			continue;
		if (!plan->passed.n)
			plan->over = money_subtract(MONEY_ZERO, e->left.value);
		*LIST_ADD(a, &plan->passed) = e->label;
	}
}

static bool gives_money(const struct import_line *line)
{
	for (size_t i = 0; i < line->cells.n; i++)
		if (line->cells.at[i].taken && line->cells.at[i].stage != IMPORT_STAGE_asked && line->cells.at[i].after.set)
			return true;
	return false;
}

static void out_line(struct out *o, const struct import_line *line)
{
	out_fmt(o, "%u %s %zu %.*s %.*s\n", line->number, import_verdict_name(line->verdict), line->row, STR_ARGS(line->title), STR_ARGS(line->bearer_code.n ? line->bearer_code : line->bearer));
	for (size_t i = 0; i < line->cells.n; i++) {
		const struct import_cell *c = &line->cells.at[i];
		out_fmt(o, " %.*s %s %d %lld %d%d %lld %d%d\n", STR_ARGS(c->column), import_stage_name(c->stage), c->taken, c->before.set ? (long long)c->before.value.cents : -1LL, c->before.set,
		        c->refused_before, c->after.set ? (long long)c->after.value.cents : -1LL, c->after.set, c->refused_after);
	}
	for (size_t i = 0; i < line->values.n; i++)
		out_fmt(o, " %d %d %.*s\n %.*s\n", (int)line->values.at[i].field, line->values.at[i].taken, STR_ARGS(line->values.at[i].before), STR_ARGS(line->values.at[i].after));
}

void import_plan_end(struct arena *a, const struct grid *g, struct import_plan *plan)
{
	size_t *at = ARENA_ARRAY(a, plan->lines.n + 1, size_t);
	const struct grid *after = with_plan(a, g, plan, at);
	struct out o = out_new(LIMIT_RESPONSE_BYTES);
	find_passed(a, g, after, plan);
	for (size_t i = 0; i < plan->lines.n; i++) {
		struct import_line *line = &plan->lines.at[i];
		plan->counts[line->verdict]++;
		if (!is_written(line))
			continue;
		out_line(&o, line);
		money gap = after->rows.at[at[i]].gap;
		if (gives_money(line) && gap.cents > 0)
			PROBLEM(&line->remarks, STR_NONE, line->number, S(""), W_imports_remark_gap, ARG("amount", gap));
		if (gives_money(line) && gap.cents < 0)
			PROBLEM(&line->remarks, STR_NONE, line->number, S(""), W_imports_remark_excess, ARG("amount", money_subtract(MONEY_ZERO, gap)));
	}
	for (size_t i = 0; i < plan->questions.n; i++)
		plan->open += plan->questions.at[i].required && !str_is_set(plan->questions.at[i].chosen);
	plan->digest = sha256_text(a, out_text(&o));
	out_free(&o);
}
