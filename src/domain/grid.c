/* Adding up the decision grid: what each cell counts for, gaps of rows, remainders of envelopes, totals by column and by group of funders, districts and publics that are
   covered, and what is wrong. Two passes: a row by itself, then the sums over all rows; a keystroke repeats the first one for its row only. Pure; reads nothing. */
#include "domain/grid.h"

#include "base/status.h"

enum { GROUPS_MAX = 512, CODES_MAX = 512 };

/* ---- one row ---- */

static enum cell_stage stage_of(const struct grid_cell *c)
{
	if (c->refused)
		return CELL_REFUSED;
	if (c->voted.set)
		return CELL_VOTED;
	if (c->proposed.set)
		return CELL_PROPOSED;
	if (c->hoped.set)
		return CELL_HOPED;
	return c->asked.set ? CELL_ASKED : CELL_EMPTY;
}

static money amount_of(const struct grid_cell *c, bool own_funds)
{
	switch (c->stage) {
	case CELL_VOTED:
		return c->voted.value;
	case CELL_PROPOSED:
		return c->proposed.value;
	case CELL_HOPED:
		return c->hoped.value;
	case CELL_ASKED:
		return own_funds ? c->asked.value : MONEY_ZERO; /* what the bearer puts in needs nobody's decision */
	case CELL_EMPTY:
	case CELL_REFUSED:
	case CELL_STAGES:
		break;
	}
	return MONEY_ZERO;
}

static bool row_counts(const struct grid_row *r)
{
	if (str_eq(r->state, S("withdrawn")) || str_eq(r->decision, S("refused")))
		return false;
	if (str_is_set(r->decision))
		return true;
	return !str_eq(r->state, S("refused")) && !str_eq(r->state, S("inadmissible"));
}

static void compute_row(const struct grid *g, struct grid_row *r)
{
	r->asked = r->funded = MONEY_ZERO;
	r->refused_by_rule = false;
	r->counts = row_counts(r);
	for (size_t c = 0; c < g->columns.n; c++) {
		struct grid_cell *cell = &r->cells[c];
		cell->stage = stage_of(cell);
		cell->amount = amount_of(cell, g->columns.at[c].own_funds);
		cell->rule.over = (opt_money){0};
		if (cell->rule.judged && cell->rule.maximum.set && money_compare(cell->amount, cell->rule.maximum.value) > 0)
			cell->rule.over = (opt_money){true, money_subtract(cell->amount, cell->rule.maximum.value)};
		r->asked = money_add(r->asked, cell->asked.set ? cell->asked.value : MONEY_ZERO);
		r->funded = money_add(r->funded, cell->amount);
		r->refused_by_rule = r->refused_by_rule || (cell->amount.cents > 0 && (cell->rule.refuses || cell->rule.over.set));
	}
	r->gap = money_subtract(money_subtract(money_subtract(r->cost, r->other), r->later), r->funded);
	r->over = r->gap.cents < 0;
}

/* ---- sums ---- */

static void clear(struct grid *g)
{
	g->cost = g->asked = g->funded = g->valued = g->gap = MONEY_ZERO;
	g->counted = 0;
	for (size_t c = 0; c < g->columns.n; c++) {
		struct grid_column *col = &g->columns.at[c];
		col->asked = col->hoped = col->proposed = col->voted = col->amount = col->unplaced = MONEY_ZERO;
	}
	for (size_t i = 0; i < g->groups.n; i++) {
		g->groups.at[i].amount = g->groups.at[i].valued = MONEY_ZERO;
		g->groups.at[i].percent = 0;
	}
	for (size_t i = 0; i < g->envelopes.n; i++) {
		struct grid_envelope *e = &g->envelopes.at[i];
		e->asked = e->proposed = e->voted = e->taken = MONEY_ZERO;
		e->left = (opt_money){0};
	}
	for (size_t i = 0; i < g->districts.n; i++)
		g->districts.at[i].rows = g->districts.at[i].funded = 0, g->districts.at[i].amount = MONEY_ZERO;
	for (size_t i = 0; i < g->publics.n; i++)
		g->publics.at[i].rows = g->publics.at[i].funded = 0, g->publics.at[i].amount = MONEY_ZERO;
}

static void add_opt(money *sum, opt_money m)
{
	if (m.set)
		*sum = money_add(*sum, m.value);
}

static bool envelope_serves(const struct grid_envelope *e, const struct grid_column *col)
{
	return !col->valued && e->investment == col->investment && str_eq(e->funder, col->funder);
}

/* The first main envelope of the column, the earliest wave first. */
static size_t main_envelope(const struct grid *g, const struct grid_column *col)
{
	size_t found = SIZE_MAX;
	for (size_t i = 0; i < g->envelopes.n; i++) {
		const struct grid_envelope *e = &g->envelopes.at[i];
		if (str_eq(e->part, S("main")) && envelope_serves(e, col) && (found == SIZE_MAX || e->wave < g->envelopes.at[found].wave))
			found = i;
	}
	return found;
}

static size_t envelope_from(const struct grid *g, const struct grid_cell *cell, size_t column, size_t main)
{
	if (!str_is_set(cell->envelope))
		return main;
	for (size_t i = 0; i < g->envelopes.n; i++)
		if (str_eq(g->envelopes.at[i].code, cell->envelope) && envelope_serves(&g->envelopes.at[i], &g->columns.at[column]))
			return i;
	return main;
}

size_t grid_envelope_of(const struct grid *g, size_t row, size_t column)
{
	return envelope_from(g, &g->rows.at[row].cells[column], column, main_envelope(g, &g->columns.at[column]));
}

/* Money that may be given now: the reserve waits until somebody takes from it. */
static bool is_open_room(const struct grid_envelope *e, size_t column)
{
	return e->column == column && e->amount.set && !str_eq(e->part, S("reserve"));
}

static bool has_open_room(const struct grid *g, size_t column)
{
	for (size_t i = 0; i < g->envelopes.n; i++)
		if (is_open_room(&g->envelopes.at[i], column))
			return true;
	return false;
}

bool grid_column_left(const struct grid *g, size_t column, money *left)
{
	*left = money_subtract(MONEY_ZERO, g->columns.at[column].unplaced);
	for (size_t i = 0; i < g->envelopes.n; i++)
		if (is_open_room(&g->envelopes.at[i], column))
			*left = money_add(*left, money_subtract(g->envelopes.at[i].amount.value, g->envelopes.at[i].taken));
	return has_open_room(g, column);
}

static void sum_column(struct grid *g, size_t c)
{
	struct grid_column *col = &g->columns.at[c];
	const size_t main = main_envelope(g, col);
	const bool has_room = has_open_room(g, c);
	for (size_t i = 0; i < g->rows.n; i++) {
		const struct grid_row *r = &g->rows.at[i];
		const struct grid_cell *cell = &r->cells[c];
		if (!r->counts || cell->stage == CELL_EMPTY)
			continue;
		const size_t from = envelope_from(g, cell, c, main);
		struct grid_envelope *e = from == SIZE_MAX ? NULL : &g->envelopes.at[from];
		add_opt(&col->asked, cell->asked);
		if (e)
			add_opt(&e->asked, cell->asked);
		if (cell->refused)
			continue;
		add_opt(&col->hoped, cell->hoped);
		add_opt(&col->proposed, cell->proposed);
		add_opt(&col->voted, cell->voted);
		col->amount = money_add(col->amount, cell->amount);
		if (has_room && (!e || !e->amount.set))
			col->unplaced = money_add(col->unplaced, cell->amount);
		if (!e)
			continue;
		add_opt(&e->proposed, cell->proposed);
		add_opt(&e->voted, cell->voted);
		e->taken = money_add(e->taken, cell->amount);
	}
}

static void sum_groups(struct grid *g)
{
	money amounts[GROUPS_MAX] = {0};
	int percents[GROUPS_MAX] = {0};
	always(g->groups.n <= GROUPS_MAX);
	for (size_t c = 0; c < g->columns.n; c++) {
		const struct grid_column *col = &g->columns.at[c];
		if (col->valued)
			g->valued = money_add(g->valued, col->amount);
		for (size_t i = 0; i < g->groups.n; i++) {
			if (!str_eq(g->groups.at[i].code, col->group))
				continue;
			g->groups.at[i].amount = money_add(g->groups.at[i].amount, col->amount);
			if (col->valued)
				g->groups.at[i].valued = money_add(g->groups.at[i].valued, col->amount);
		}
	}
	for (size_t i = 0; i < g->groups.n; i++)
		amounts[i] = g->groups.at[i].amount;
	if (g->groups.n)
		percents_of(amounts, g->groups.n, percents);
	for (size_t i = 0; i < g->groups.n; i++)
		g->groups.at[i].percent = percents[i];
}

/* What a row brings to the districts (or publics) that it names: counted in each, its money shared equally between them. */
static void cover(struct grid_coverage *all, size_t n, const str *codes, size_t count, money amount)
{
	int64_t weights[CODES_MAX];
	money parts[CODES_MAX];
	if (!count || count > CODES_MAX)
		return;
	for (size_t i = 0; i < count; i++)
		weights[i] = 1;
	money_split(amount, weights, count, parts);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < n; k++)
			if (str_eq(all[k].code, codes[i])) {
				all[k].rows++;
				all[k].funded += amount.cents > 0;
				all[k].amount = money_add(all[k].amount, parts[i]);
			}
}

static void add_up(struct grid *g)
{
	clear(g);
	for (size_t i = 0; i < g->rows.n; i++) {
		const struct grid_row *r = &g->rows.at[i];
		if (!r->counts)
			continue;
		g->counted++;
		g->cost = money_add(g->cost, r->cost);
		g->asked = money_add(g->asked, r->asked);
		g->funded = money_add(g->funded, r->funded);
		g->gap = money_add(g->gap, r->gap);
		cover(g->districts.at, g->districts.n, r->districts.at, r->districts.n, r->funded);
		cover(g->publics.at, g->publics.n, r->publics.at, r->publics.n, r->funded);
	}
	for (size_t c = 0; c < g->columns.n; c++)
		sum_column(g, c);
	sum_groups(g);
	for (size_t i = 0; i < g->envelopes.n; i++) {
		struct grid_envelope *e = &g->envelopes.at[i];
		e->left = (opt_money){e->amount.set, e->amount.set ? money_subtract(e->amount.value, e->taken) : MONEY_ZERO};
	}
}

/* ---- what is wrong ---- */

static str place_of(struct arena *a, const struct grid_row *r)
{
	return str_is_set(r->number) ? arena_fmt(a, "%.*s %.*s", STR_ARGS(r->number), STR_ARGS(r->title)) : r->title;
}

static void find_in_cell(struct grid *g, str place, const struct grid_column *col, const struct grid_cell *cell)
{
	if (cell->amount.cents <= 0 || col->own_funds)
		return;
	if (cell->asked.set && money_compare(cell->amount, cell->asked.value) > 0)
		FINDING(&g->findings, SEVERITY_WARNING, place, W_grid_finding_above_asked, ARG("funder", col->label), ARG("amount", cell->amount), ARG("asked", cell->asked.value));
	if (cell->rule.over.set)
		FINDING(&g->findings, SEVERITY_ERROR, place, W_grid_finding_maximum, ARG("funder", col->label), ARG("amount", cell->amount), ARG("maximum", cell->rule.maximum.value),
		        ARG("clause", cell->rule.clause));
	if (cell->rule.refuses)
		FINDING(&g->findings, SEVERITY_ERROR, place, W_grid_finding_rule, ARG("funder", col->label), ARG("sentence", cell->rule.sentence));
	if (str_is_set(cell->rule.warning))
		FINDING(&g->findings, SEVERITY_WARNING, place, W_grid_finding_rule, ARG("funder", col->label), ARG("sentence", cell->rule.warning));
}

static void find_in_row(struct arena *a, struct grid *g, const struct grid_row *r)
{
	bool wrong = r->over || r->refused_by_rule || (r->gap.cents > 0 && str_eq(r->decision, S("programmed")));
	for (size_t c = 0; c < g->columns.n && !wrong; c++)
		wrong = (r->cells[c].asked.set && money_compare(r->cells[c].amount, r->cells[c].asked.value) > 0) || (r->cells[c].amount.cents > 0 && str_is_set(r->cells[c].rule.warning));
	if (!wrong)
		return;
	str place = place_of(a, r);
	if (r->over)
		FINDING(&g->findings, SEVERITY_WARNING, place, W_grid_finding_row_over, ARG("over", money_subtract(MONEY_ZERO, r->gap)));
	else if (r->gap.cents > 0 && str_eq(r->decision, S("programmed")))
		FINDING(&g->findings, SEVERITY_WARNING, place, W_grid_finding_row_gap, ARG("gap", r->gap));
	for (size_t c = 0; c < g->columns.n; c++)
		find_in_cell(g, place, &g->columns.at[c], &r->cells[c]);
}

/* B16: a funder that splits its money between imposed and free figures aims at half for each, in money. */
static void find_halves(struct grid *g)
{
	for (size_t c = 0; c < g->columns.n; c++) {
		const struct grid_column *col = &g->columns.at[c];
		money imposed = MONEY_ZERO, free_part = MONEY_ZERO;
		bool both[2] = {false, false};
		for (size_t i = 0; i < g->envelopes.n; i++) {
			const struct grid_envelope *e = &g->envelopes.at[i];
			if (!envelope_serves(e, col))
				continue;
			if (str_eq(e->part, S("imposed")))
				both[0] = true, imposed = money_add(imposed, e->taken);
			else if (str_eq(e->part, S("free")))
				both[1] = true, free_part = money_add(free_part, e->taken);
		}
		if (both[0] && both[1] && money_compare(imposed, free_part))
			FINDING(&g->findings, SEVERITY_INFORMATION, col->label, W_grid_finding_half, ARG("imposed", imposed), ARG("free", free_part));
	}
}

static void find(struct arena *a, struct grid *g)
{
	g->findings = findings_new(a);
	for (size_t i = 0; i < g->envelopes.n; i++) {
		const struct grid_envelope *e = &g->envelopes.at[i];
		if (e->left.set && e->left.value.cents < 0)
			FINDING(&g->findings, SEVERITY_ERROR, str_is_set(e->label) ? e->label : e->code, W_grid_finding_envelope, ARG("over", money_subtract(MONEY_ZERO, e->left.value)),
			        ARG("amount", e->amount.value));
	}
	for (size_t i = 0; i < g->rows.n; i++)
		if (g->rows.at[i].counts)
			find_in_row(a, g, &g->rows.at[i]);
	find_halves(g);
	for (size_t c = 0; c < g->columns.n; c++)
		if (g->columns.at[c].unplaced.cents > 0)
			FINDING(&g->findings, SEVERITY_WARNING, g->columns.at[c].label, W_grid_finding_unplaced, ARG("amount", g->columns.at[c].unplaced));
	for (size_t i = 0; i < g->districts.n; i++)
		if (!g->districts.at[i].rows)
			FINDING(&g->findings, SEVERITY_INFORMATION, g->districts.at[i].label, W_grid_finding_district);
	for (size_t i = 0; i < g->publics.n; i++)
		if (!g->publics.at[i].rows)
			FINDING(&g->findings, SEVERITY_INFORMATION, g->publics.at[i].label, W_grid_finding_public);
}

void grid_compute(struct arena *a, struct grid *g)
{
	for (size_t i = 0; i < g->rows.n; i++)
		compute_row(g, &g->rows.at[i]);
	add_up(g);
	find(a, g);
}

void grid_compute_row(struct arena *a, struct grid *g, size_t row)
{
	always(row < g->rows.n);
	compute_row(g, &g->rows.at[row]);
	add_up(g);
	find(a, g);
}

/* ---- names ---- */

static const struct {
	const char *name;
	enum word word;
} stages[CELL_STAGES] = {
	[CELL_EMPTY] = {"empty", W_grid_stage_empty},       [CELL_ASKED] = {"asked", W_grid_stage_asked}, [CELL_HOPED] = {"hoped", W_grid_stage_hoped},
	[CELL_PROPOSED] = {"proposed", W_grid_stage_proposed}, [CELL_VOTED] = {"voted", W_grid_stage_voted}, [CELL_REFUSED] = {"refused", W_grid_stage_refused},
};

const char *cell_stage_name(enum cell_stage s)
{
	return s < CELL_STAGES ? stages[s].name : "none";
}

enum word cell_stage_word(enum cell_stage s)
{
	return stages[s < CELL_STAGES ? s : CELL_EMPTY].word;
}

size_t grid_column_of(const struct grid *g, str code)
{
	for (size_t i = 0; i < g->columns.n; i++)
		if (str_eq(g->columns.at[i].code, code))
			return i;
	return SIZE_MAX;
}

size_t grid_row_of(const struct grid *g, application_id id)
{
	for (size_t i = 0; i < g->rows.n; i++)
		if (g->rows.at[i].id.v == id.v)
			return i;
	return SIZE_MAX;
}

str grid_column_code(struct arena *a, str funder, bool investment, bool valued)
{
	if (!investment && !valued)
		return funder;
	return arena_fmt(a, "%.*s%s%s", STR_ARGS(funder), investment ? ":investment" : "", valued ? ":valued" : "");
}

bool grid_column_parse(str code, str *funder, bool *investment, bool *valued)
{
	str rest = STR_NONE, more = STR_NONE, part;
	*investment = *valued = false;
	if (!str_cut(code, ':', funder, &rest))
		return str_is_set(*funder);
	if (str_cut(rest, ':', &part, &more) ? !str_eq(part, S("investment")) || !str_eq(more, S("valued")) : !str_eq(rest, S("investment")) && !str_eq(rest, S("valued")))
		return false;
	*investment = str_starts(rest, S("investment"));
	*valued = str_ends(rest, S("valued"));
	return str_is_set(*funder);
}
