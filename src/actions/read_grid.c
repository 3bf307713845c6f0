/* Rows of tables to struct grid. Applications are found by a sorted index of their numbers, columns by the funder's place; nothing is asked of the database twice.
   Called by pages, the command line, the solver, the adoption of a programme; writes nothing. */
#include "actions/read_grid.h"

#include "actions/read_scores.h"

#include "base/limits.h"
#include "gen/queries.h"

#include <stdlib.h>

enum { KINDS = 4 }; /* of columns of one funder: operating or investment, cash or valued */

struct place {
	int64_t id;
	size_t row;
};

struct reading {
	struct db *db;
	struct arena *a;
	struct grid *g;
	struct place *places; /* by id */
	struct q_grid_funders_rows funders;
	struct q_grid_lines_rows lines;
	struct q_grid_cells_rows cells;
	size_t (*column)[KINDS]; /* by funder row; SIZE_MAX: none */
};

static int by_id(const void *x, const void *y)
{
	const struct place *a = x, *b = y;
	return (a->id > b->id) - (a->id < b->id);
}

static struct grid_row *row_of(const struct reading *r, application_id id)
{
	const struct place wanted = {.id = id.v};
	const struct place *found = bsearch(&wanted, r->places, r->g->rows.n, sizeof *r->places, by_id);
	return found ? &r->g->rows.at[found->row] : NULL;
}

static bool is_investment(str section)
{
	return str_eq(section, S("investment"));
}

static size_t kind_of(bool investment, bool valued)
{
	return (investment ? 2u : 0u) + (valued ? 1u : 0u);
}

static size_t funder_of(const struct reading *r, str code)
{
	for (size_t i = 0; i < r->funders.n; i++)
		if (str_eq(r->funders.at[i].code, code))
			return i;
	return SIZE_MAX;
}

/* ---- head ---- */

enum status read_grid_head(struct db *db, struct arena *a, enum lang lang, str call, int64_t scenario, struct grid *g)
{
	struct q_grid_head_row head;
	struct q_grid_scenario_row row;
	*g = (struct grid){.call = arena_str(a, call), .scenario = scenario, .findings = findings_new(a)};
	enum status s = q_grid_head(db, a, call, &head);
	if (s != OK)
		return s;
	g->territory = head.territory;
	g->territory_code = head.territory_code;
	g->title = head.title;
	g->year = head.year;
	s = q_grid_scenario(db, a, g->territory, call, scenario, &row);
	if (s == NOT_FOUND && scenario == GRID_SESSION) {
		g->scenario_name = word_text(lang, W_grid_session);
		g->scenario_state = S("open");
		return OK;
	}
	if (s != OK)
		return s;
	g->scenario_name = row.name;
	g->scenario_state = row.state;
	g->revision = row.revision;
	return OK;
}

/* ---- rows ---- */

static enum status read_rows(struct reading *r)
{
	struct grid *g = r->g;
	struct q_grid_rows_rows rows;
	enum status s = q_grid_rows(r->db, r->a, g->territory, g->call, g->scenario, &rows);
	if (s != OK)
		return s;
	if (rows.n > LIMIT_GRID_ROWS)
		return TOO_BIG;
	r->places = ARENA_ARRAY(r->a, rows.n + 1, struct place);
	g->rows.at = ARENA_ARRAY(r->a, rows.n + 1, struct grid_row);
	g->rows.room = rows.n + 1;
	for (size_t i = 0; i < rows.n; i++) {
		const struct q_grid_rows_row *q = &rows.at[i];
		g->rows.at[g->rows.n++] = (struct grid_row){.id = q->id, .number = q->number, .title = q->title, .bearer = q->bearer, .action = q->action, .state = q->state,
			.has_sheet = q->number.p != NULL, .cost = q->cost.set ? q->cost.value : q->total, .other = q->other_revised.set ? q->other_revised.value : q->other,
			.filed_cost = {q->cost.set && q->cost.value.cents != q->total.cents, q->total}, .decision = q->decision,
			.axis = str_is_set(q->axis_typed) ? q->axis_typed : q->axis, .note = q->note, .revision = q->revision.set ? q->revision.value : 0};
		r->places[i] = (struct place){q->id.v, i};
	}
	qsort(r->places, rows.n, sizeof *r->places, by_id);
	return OK;
}

/* ---- columns ---- */

static enum status read_funders(struct reading *r)
{
	struct grid *g = r->g;
	enum status s = q_grid_funders(r->db, r->a, g->territory, &r->funders);
	if (s == OK)
		s = q_grid_lines(r->db, r->a, g->territory, g->call, &r->lines);
	if (s == OK)
		s = q_grid_cells(r->db, r->a, g->territory, g->call, g->scenario, &r->cells);
	r->column = arena_array(r->a, r->funders.n + 1, sizeof *r->column);
	return s;
}

static void want(struct reading *r, size_t funder, bool investment, bool valued)
{
	if (funder != SIZE_MAX)
		r->column[funder][kind_of(investment, valued)] = 1;
}

/* Each funder has a column of operating money; others appear when something is in them. */
static void lay_out_columns(struct reading *r)
{
	struct grid *g = r->g;
	for (size_t i = 0; i < r->funders.n; i++)
		want(r, i, false, r->funders.at[i].valued);
	for (size_t i = 0; i < r->lines.n; i++)
		if (r->lines.at[i].year == g->year)
			want(r, funder_of(r, r->lines.at[i].funder), is_investment(r->lines.at[i].section), r->lines.at[i].valued);
	for (size_t i = 0; i < r->cells.n; i++)
		want(r, funder_of(r, r->cells.at[i].funder), is_investment(r->cells.at[i].section), r->cells.at[i].valued);
	for (size_t i = 0; i < g->envelopes.n; i++)
		want(r, funder_of(r, g->envelopes.at[i].funder), g->envelopes.at[i].investment, false);
	for (size_t i = 0; i < r->funders.n; i++)
		for (size_t k = 0; k < KINDS; k++) {
			bool wanted = r->column[i][k] == 1;
			r->column[i][k] = wanted ? g->columns.n : SIZE_MAX;
			if (!wanted)
				continue;
			const struct q_grid_funders_row *f = &r->funders.at[i];
			*LIST_ADD(r->a, &g->columns) = (struct grid_column){.code = grid_column_code(r->a, f->code, k >= 2, k % 2), .funder = f->code, .label = f->label,
				.group = f->group_code, .investment = k >= 2, .valued = k % 2, .own_funds = str_eq(f->kind, S("own_funds"))};
		}
	struct grid_cell *cells = ARENA_ARRAY(r->a, g->rows.n * g->columns.n + 1, struct grid_cell);
	for (size_t i = 0; i < g->rows.n; i++)
		g->rows.at[i].cells = &cells[i * g->columns.n];
	for (size_t i = 0; i < g->envelopes.n; i++) {
		struct grid_envelope *e = &g->envelopes.at[i];
		e->column = grid_column_of(g, grid_column_code(r->a, e->funder, e->investment, false));
	}
}

static enum status read_groups(struct reading *r)
{
	struct q_grid_groups_rows rows;
	enum status s = q_grid_groups(r->db, r->a, r->g->territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		bool used = false;
		for (size_t c = 0; c < r->g->columns.n && !used; c++)
			used = str_eq(r->g->columns.at[c].group, rows.at[i].code);
		if (used)
			*LIST_ADD(r->a, &r->g->groups) = (struct grid_group){.code = rows.at[i].code, .label = rows.at[i].label};
	}
	return s;
}

/* ---- cells ---- */

static struct grid_cell *cell_of(struct reading *r, application_id id, str funder, str section, bool valued)
{
	struct grid_row *row = row_of(r, id);
	size_t f = funder_of(r, funder);
	size_t column = f == SIZE_MAX ? SIZE_MAX : r->column[f][kind_of(is_investment(section), valued)];
	return row && column != SIZE_MAX ? &row->cells[column] : NULL;
}

static void fill_lines(struct reading *r)
{
	for (size_t i = 0; i < r->lines.n; i++) {
		const struct q_grid_lines_row *l = &r->lines.at[i];
		if (l->year != r->g->year) {
			struct grid_row *row = row_of(r, l->id);
			opt_money later = l->voted.set ? l->voted : l->proposed.set ? l->proposed : l->asked;
			if (row && later.set)
				row->later = money_add(row->later, later.value);
			continue;
		}
		struct grid_cell *cell = cell_of(r, l->id, l->funder, l->section, l->valued);
		if (!cell)
			continue;
		cell->asked = l->asked;
		cell->proposed = l->proposed;
		cell->voted = l->voted;
	}
}

static void fill_cells(struct reading *r)
{
	for (size_t i = 0; i < r->cells.n; i++) {
		const struct q_grid_cells_row *c = &r->cells.at[i];
		struct grid_cell *cell = cell_of(r, c->id, c->funder, c->section, c->valued);
		if (!cell)
			continue;
		opt_money asked = cell->asked;
		*cell = (struct grid_cell){.asked = asked, .hoped = c->hoped, .proposed = c->proposed, .voted = c->voted, .refused = c->refused, .locked = c->locked, .reason = c->reason,
			.envelope = c->envelope, .revision = c->revision, .by = c->by, .on_behalf = c->on_behalf, .changed = {true, c->changed}};
	}
}

/* ---- envelopes ---- */

enum status read_grid_envelopes(struct db *db, struct arena *a, struct grid *g)
{
	struct q_grid_envelopes_rows rows;
	struct q_grid_envelope_changes_rows changes;
	enum status s = q_grid_envelopes(db, a, g->territory, g->call, g->year, &rows);
	if (s == OK)
		s = q_grid_envelope_changes(db, a, g->territory, g->call, &changes);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_grid_envelopes_row *e = &rows.at[i];
		*LIST_ADD(a, &g->envelopes) = (struct grid_envelope){.code = e->code, .label = str_is_set(e->label) ? e->label : e->code, .funder = e->funder,
			.investment = is_investment(e->section), .part = e->part, .wave = e->wave, .amount = e->amount, .expected = str_eq(e->state, S("expected")), .column = SIZE_MAX};
	}
	for (size_t i = 0; s == OK && i < changes.n; i++) {
		const struct q_grid_envelope_changes_row *e = &changes.at[i];
		size_t at = 0;
		while (at < g->envelopes.n && !str_eq(g->envelopes.at[at].code, e->code))
			at++;
		struct grid_envelope *to = at < g->envelopes.n ? &g->envelopes.at[at] : LIST_ADD(a, &g->envelopes);
		str label = str_is_set(e->label) ? e->label : str_is_set(to->label) ? to->label : e->code;
		*to = (struct grid_envelope){.code = e->code, .label = label, .funder = e->funder, .investment = is_investment(e->section), .part = e->part, .wave = e->wave,
			.amount = e->amount, .expected = str_eq(e->state, S("expected")), .column = SIZE_MAX};
	}
	return s;
}

/* ---- what rows say of themselves ---- */

static enum status read_names(struct reading *r)
{
	struct grid *g = r->g;
	struct q_grid_districts_rows districts;
	struct q_grid_items_rows items;
	enum status s = q_grid_districts(r->db, r->a, g->territory, g->call, &districts);
	if (s == OK)
		s = q_grid_items(r->db, r->a, g->territory, g->call, &items);
	for (size_t i = 0; s == OK && i < districts.n; i++)
		*LIST_ADD(r->a, &g->districts) = (struct grid_coverage){.code = districts.at[i].code, .label = districts.at[i].label};
	for (size_t i = 0; s == OK && i < items.n; i++)
		if (str_eq(items.at[i].of_list, S("publics")))
			*LIST_ADD(r->a, &g->publics) = (struct grid_coverage){.code = items.at[i].code, .label = items.at[i].label};
	return s;
}

static enum status read_codes(struct reading *r)
{
	struct grid *g = r->g;
	struct q_grid_row_districts_rows districts;
	struct q_grid_row_goals_rows goals;
	struct q_grid_row_items_rows items;
	struct grid_row *row;
	enum status s = q_grid_row_districts(r->db, r->a, g->territory, g->call, &districts);
	if (s == OK)
		s = q_grid_row_goals(r->db, r->a, g->territory, g->call, &goals);
	if (s == OK)
		s = q_grid_row_items(r->db, r->a, g->territory, g->call, &items);
	if (s != OK)
		return s;
	for (size_t i = 0; i < districts.n; i++)
		if ((row = row_of(r, districts.at[i].id)))
			*LIST_ADD(r->a, &row->districts) = districts.at[i].code;
	for (size_t i = 0; i < goals.n; i++)
		if ((row = row_of(r, goals.at[i].id)))
			*LIST_ADD(r->a, &row->goals) = goals.at[i].code;
	for (size_t i = 0; i < items.n; i++) {
		if (!(row = row_of(r, items.at[i].id)))
			continue;
		if (str_eq(items.at[i].of_list, S("publics")))
			*LIST_ADD(r->a, &row->publics) = items.at[i].code;
		else
			*LIST_ADD(r->a, &row->themes) = items.at[i].code;
	}
	return OK;
}

/* ---- marks ---- */

static enum status read_marks(struct reading *r)
{
	struct scored_list scores;
	enum status s = read_scores(r->db, r->a, r->g->territory, r->g->call, &scores);
	for (size_t i = 0; s == OK && i < scores.n; i++) {
		struct grid_row *row = row_of(r, scores.at[i].application);
		if (row)
			row->score_milli = scores.at[i].sum.milli;
	}
	return s;
}

enum status read_grid(struct db *db, struct arena *a, enum lang lang, str call, int64_t scenario, struct grid *g)
{
	struct reading r = {.db = db, .a = a, .g = g};
	enum status s = read_grid_head(db, a, lang, call, scenario, g);
	if (s == OK)
		s = read_rows(&r);
	if (s == OK)
		s = read_grid_envelopes(db, a, g);
	if (s == OK)
		s = read_funders(&r);
	if (s != OK)
		return s;
	lay_out_columns(&r);
	fill_lines(&r);
	fill_cells(&r);
	static enum status (*const steps[])(struct reading *) = {read_groups, read_names, read_codes, read_marks};
	for (size_t i = 0; s == OK && i < sizeof steps / sizeof *steps; i++)
		s = steps[i](&r);
	if (s == OK)
		grid_compute(a, g);
	return s;
}
