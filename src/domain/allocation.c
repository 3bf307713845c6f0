/* From a grid and an officer's wishes to the problem of allocation.h: what stays as it is, what each project still lacks, what each funder may give it, what is left in each envelope, and
   the demands by their names. Called by actions/ and by benches; solves nothing. */
#include "domain/allocation.h"

#include "base/limits.h"

/* ---- wishes ---- */

/* What an envelope holds: what an officer says for this time, else what the table says. */
static opt_money amount_of(const struct grid_envelope *e, const struct allocation_wishes *w)
{
	for (size_t i = 0; i < w->rooms.n; i++)
		if (str_eq(w->rooms.at[i].envelope, e->code))
			return (opt_money){true, w->rooms.at[i].amount};
	return e->amount;
}

static bool code_is_known(const struct grid *g, const struct allocation_wishes *all, const struct allocation_wish *w)
{
	if (w->kind == WISH_DISTRICT_EACH)
		return true;
	if (w->kind == WISH_PART_LEAST) {
		for (size_t i = 0; i < g->envelopes.n; i++)
			if (str_eq(g->envelopes.at[i].code, w->code))
				return amount_of(&g->envelopes.at[i], all).set;
		return false;
	}
	for (size_t i = 0; i < g->rows.n; i++) {
		const struct grid_row *row = &g->rows.at[i];
		for (size_t k = 0; w->family == FAMILY_GOAL && k < row->goals.n; k++)
			if (str_eq(row->goals.at[k], w->code))
				return true;
	}
	for (size_t i = 0; w->family == FAMILY_DISTRICT && i < g->districts.n; i++)
		if (str_eq(g->districts.at[i].code, w->code))
			return true;
	for (size_t i = 0; w->family == FAMILY_PUBLIC && i < g->publics.n; i++)
		if (str_eq(g->publics.at[i].code, w->code))
			return true;
	return false;
}

static bool is_share(enum allocation_wish_kind kind)
{
	return kind == WISH_MONEY_LEAST || kind == WISH_MONEY_MOST || kind == WISH_PART_LEAST;
}

enum status allocation_wishes_check(const struct grid *g, const struct allocation_wishes *w, struct problems *ps)
{
	if (w->step_cents < 100 || w->step_cents > LIMIT_ALLOCATION_STEP_CENTS || w->step_cents % 100)
		PROBLEM(ps, STR_NONE, 0, S("step"), W_allocation_step_wrong);
	if (w->funded_percent < 1 || w->funded_percent > 100)
		PROBLEM(ps, STR_NONE, 0, S("percent"), W_allocation_percent_wrong);
	for (size_t i = 0; i < w->thresholds.n; i++)
		if (grid_column_of(g, w->thresholds.at[i].column) == SIZE_MAX || w->thresholds.at[i].least.cents < 0 || w->thresholds.at[i].least.cents > LIMIT_AMOUNT_CENTS)
			PROBLEM(ps, STR_NONE, 0, S("threshold"), W_allocation_threshold_wrong, ARG("column", w->thresholds.at[i].column));
	for (size_t i = 0; i < w->ceilings.n; i++)
		if (grid_column_of(g, w->ceilings.at[i].column) == SIZE_MAX || w->ceilings.at[i].percent < 0 || w->ceilings.at[i].percent > 100)
			PROBLEM(ps, STR_NONE, 0, S("ceiling"), W_allocation_share_wrong);
	for (size_t i = 0; i < w->rooms.n; i++) {
		bool known = false;
		for (size_t e = 0; e < g->envelopes.n; e++)
			known = known || str_eq(g->envelopes.at[e].code, w->rooms.at[i].envelope);
		if (!known || w->rooms.at[i].amount.cents < 0 || w->rooms.at[i].amount.cents > LIMIT_AMOUNT_CENTS)
			PROBLEM(ps, STR_NONE, 0, S("room"), W_allocation_code_unknown, ARG("code", w->rooms.at[i].envelope));
	}
	if (w->wishes.n > LIMIT_ALLOCATION_WISHES)
		PROBLEM(ps, STR_NONE, 0, S("wish"), W_allocation_wishes_many, ARG("n", (int64_t)LIMIT_ALLOCATION_WISHES));
	for (size_t i = 0; i < w->wishes.n; i++) {
		const struct allocation_wish *wish = &w->wishes.at[i];
		if (wish->number < 0 || wish->number > (is_share(wish->kind) ? 100 : LIMIT_ALLOCATION_ROWS))
			PROBLEM(ps, STR_NONE, 0, S("wish"), is_share(wish->kind) ? W_allocation_share_wrong : W_allocation_number_wrong);
		if (!code_is_known(g, w, wish))
			PROBLEM(ps, STR_NONE, 0, S("wish"), W_allocation_code_unknown, ARG("code", wish->code));
	}
	return ps->total ? INVALID : OK;
}

/* ---- what stays as it is ---- */

struct building {
	struct arena *a;
	const struct grid *g;
	const struct allocation_wishes *w;
	struct allocation *p;
	bool *alone;           /* by column: its cells stay */
	money *least;          /* by column */
	int64_t *percent;      /* by column: of the cost, at most */
	uint32_t *main;        /* by column: its envelope among p->envelopes */
	uint32_t *from;        /* by row and column: the envelope of each cell */
	money *kept;           /* by row: money of funders that stays */
};

static bool stays(const struct building *b, size_t column, const struct grid_cell *cell)
{
	return b->alone[column] || cell->locked || cell->refused || (b->w->keep_typed && (cell->stage == CELL_PROPOSED || cell->stage == CELL_VOTED));
}

/* Money of a column that nobody decides here: the bearer's own, work and goods that are valued. What was announced counts until somebody says otherwise. */
static money given_beside(const struct grid_cell *cell)
{
	if (cell->refused)
		return MONEY_ZERO;
	return cell->stage == CELL_ASKED && cell->asked.set ? cell->asked.value : cell->amount;
}

static bool is_beside(const struct grid_column *column)
{
	return column->own_funds || column->valued;
}

static void read_columns(struct building *b)
{
	size_t n = b->g->columns.n;
	b->alone = ARENA_ARRAY(b->a, n + 1, bool);
	b->least = ARENA_ARRAY(b->a, n + 1, money);
	b->percent = ARENA_ARRAY(b->a, n + 1, int64_t);
	b->main = ARENA_ARRAY(b->a, n + 1, uint32_t);
	b->kept = ARENA_ARRAY(b->a, b->g->rows.n + 1, money);
	for (size_t i = 0; i < n; i++) {
		b->main[i] = ALLOCATION_NONE;
		b->percent[i] = 100;
	}
	for (size_t i = 0; i < b->w->ceilings.n; i++)
		b->percent[grid_column_of(b->g, b->w->ceilings.at[i].column)] = b->w->ceilings.at[i].percent;
	for (size_t i = 0; i < b->w->left_alone.n; i++) {
		size_t column = grid_column_of(b->g, b->w->left_alone.at[i]);
		if (column != SIZE_MAX)
			b->alone[column] = true;
	}
	for (size_t i = 0; i < b->w->thresholds.n; i++)
		b->least[grid_column_of(b->g, b->w->thresholds.at[i].column)] = b->w->thresholds.at[i].least;
}

/* Those whose amount is known; the main one of a column is its first wave's, else the first there is. A reserve is only taken from where somebody said so. */
static void read_envelopes(struct building *b)
{
	const struct grid *g = b->g;
	for (size_t i = 0; i < g->envelopes.n; i++) {
		const struct grid_envelope *e = &g->envelopes.at[i];
		const opt_money amount = amount_of(e, b->w);
		if (!amount.set || e->column == SIZE_MAX)
			continue;
		*LIST_ADD(b->a, &b->p->envelopes) = (struct allocation_envelope){.code = e->code, .label = e->label, .index = i, .column = e->column, .amount = amount.value};
	}
	for (size_t i = 0; i < b->p->envelopes.n; i++) {
		size_t column = b->p->envelopes.at[i].column;
		const struct grid_envelope *e = &g->envelopes.at[b->p->envelopes.at[i].index];
		if (str_eq(e->part, S("reserve")))
			continue;
		if (b->main[column] == ALLOCATION_NONE) {
			b->main[column] = (uint32_t)i;
			continue;
		}
		const struct grid_envelope *before = &g->envelopes.at[b->p->envelopes.at[b->main[column]].index];
		bool is_main = str_eq(e->part, S("main")), was_main = str_eq(before->part, S("main"));
		if ((is_main && !was_main) || (is_main == was_main && e->wave < before->wave))
			b->main[column] = (uint32_t)i;
	}
	for (size_t i = 0; i < g->columns.n; i++)
		b->p->unbounded += !is_beside(&g->columns.at[i]) && b->main[i] == ALLOCATION_NONE && !b->alone[i];
}

static bool is_part_beside(const struct building *b, size_t envelope, size_t column)
{
	const struct grid_envelope *main = &b->g->envelopes.at[b->p->envelopes.at[b->main[column]].index], *e = &b->g->envelopes.at[b->p->envelopes.at[envelope].index];
	return e->column == column && e->wave == main->wave && !str_eq(e->part, S("reserve"));
}

/* A funder whose money is in parts only (imposed and free figures, B16): amounts whose part nobody said are shared between its parts, each to the one that has the most left. */
static uint32_t roomiest(const struct building *b, size_t column, const money *load)
{
	uint32_t found = b->main[column];
	if (found == ALLOCATION_NONE || str_eq(b->g->envelopes.at[b->p->envelopes.at[found].index].part, S("main")))
		return found;
	for (size_t i = 0; i < b->p->envelopes.n; i++)
		if (is_part_beside(b, i, column) && money_compare(money_subtract(b->p->envelopes.at[i].amount, load[i]), money_subtract(b->p->envelopes.at[found].amount, load[found])) > 0)
			found = (uint32_t)i;
	return found;
}

static uint32_t envelope_of(const struct building *b, size_t row, size_t column)
{
	return b->from[row * b->g->columns.n + column];
}

static void place_cells(struct building *b)
{
	const size_t columns = b->g->columns.n;
	money *load = ARENA_ARRAY(b->a, b->p->envelopes.n + 1, money);
	b->from = ARENA_ARRAY(b->a, b->g->rows.n * columns + 1, uint32_t);
	for (size_t r = 0; r < b->g->rows.n; r++)
		for (size_t c = 0; c < columns; c++) {
			const struct grid_cell *cell = &b->g->rows.at[r].cells[c];
			uint32_t e = ALLOCATION_NONE;
			for (size_t i = 0; str_is_set(cell->envelope) && i < b->p->envelopes.n; i++)
				if (str_eq(b->p->envelopes.at[i].code, cell->envelope))
					e = (uint32_t)i;
			if (e == ALLOCATION_NONE)
				e = roomiest(b, c, load);
			if (e != ALLOCATION_NONE)
				load[e] = money_add(load[e], cell->asked.set ? cell->asked.value : cell->amount);
			b->from[r * columns + c] = e;
		}
}

static bool is_barred(const struct grid_row *row)
{
	return !row->counts || str_eq(row->decision, S("refused"));
}

/* The first reading: what each project has for sure, what is taken from each envelope. */
static void keep_amounts(struct building *b)
{
	for (size_t r = 0; r < b->g->rows.n; r++) {
		const struct grid_row *row = &b->g->rows.at[r];
		struct allocation_project *project = LIST_ADD(b->a, &b->p->projects);
		money need = money_subtract(money_subtract(row->cost, row->other), row->later);
		for (size_t c = 0; c < b->g->columns.n; c++) {
			const struct grid_cell *cell = &row->cells[c];
			if (is_beside(&b->g->columns.at[c])) {
				need = money_subtract(need, given_beside(cell));
			} else if (row->counts && stays(b, c, cell)) {
				uint32_t e = envelope_of(b, r, c);
				need = money_subtract(need, cell->amount);
				b->kept[r] = money_add(b->kept[r], cell->amount);
				if (e != ALLOCATION_NONE)
					b->p->envelopes.at[e].kept = money_add(b->p->envelopes.at[e].kept, cell->amount);
			}
		}
		*project = (struct allocation_project){.row = r, .mark = row->score_milli.set && row->score_milli.value > 1 ? row->score_milli.value : 1,
			.need = need.cents > 0 ? need : MONEY_ZERO, .must = str_eq(row->decision, S("programmed")) && row->counts, .barred = is_barred(row)};
	}
	for (size_t i = 0; i < b->p->envelopes.n; i++) {
		struct allocation_envelope *e = &b->p->envelopes.at[i];
		e->room = e->kept.cents < e->amount.cents ? (e->amount.cents - e->kept.cents) / b->p->step_cents : 0;
	}
}

/* ---- what each funder may give ---- */

static int64_t least_of(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t steps_up(int64_t cents, int64_t step)
{
	return (cents + step - 1) / step;
}

static int64_t most_of(const struct building *b, const struct allocation_project *project, size_t column, const struct grid_cell *cell)
{
	const int64_t cost = b->g->rows.at[project->row].cost.cents;
	int64_t most = least_of(project->need.cents, cost / 100 * b->percent[column] + cost % 100 * b->percent[column] / 100);
	if (cell->rule.refuses)
		return 0;
	if (!b->w->beyond_asked)
		most = least_of(most, cell->asked.set ? cell->asked.value.cents : 0);
	if (cell->rule.maximum.set)
		most = least_of(most, cell->rule.maximum.value.cents);
	return most > 0 ? most / b->p->step_cents : 0;
}

static void add_cells(struct building *b)
{
	int64_t step = b->p->step_cents;
	for (size_t i = 0; i < b->p->projects.n; i++) {
		struct allocation_project *project = &b->p->projects.at[i];
		const struct grid_row *row = &b->g->rows.at[project->row];
		project->first = (uint32_t)b->p->cells.n;
		project->high = project->need.cents / step;
		project->low = least_of(project->high, steps_up(project->need.cents / 100 * b->w->funded_percent + project->need.cents % 100 * b->w->funded_percent / 100, step));
		for (size_t c = 0; c < b->g->columns.n && !project->barred; c++) {
			const struct grid_cell *cell = &row->cells[c];
			if (is_beside(&b->g->columns.at[c]) || stays(b, c, cell))
				continue;
			uint32_t e = envelope_of(b, project->row, c);
			int64_t least = steps_up(b->least[c].cents, step), most = most_of(b, project, c, cell);
			/* the room of the envelope is a demand of its own, so that it can be named when nothing fits */
			if (most > 0 && most >= least)
				*LIST_ADD(b->a, &b->p->cells) = (struct allocation_cell){.project = (uint32_t)i, .envelope = e, .column = (uint32_t)c, .least = least > 0 ? least : 1, .most = most};
		}
		project->count = (uint32_t)b->p->cells.n - project->first;
	}
}

/* ---- demands ---- */

static bool row_is_of(const struct grid_row *row, enum allocation_family family, str code)
{
	const str *at = family == FAMILY_DISTRICT ? row->districts.at : family == FAMILY_PUBLIC ? row->publics.at : row->goals.at;
	size_t n = family == FAMILY_DISTRICT ? row->districts.n : family == FAMILY_PUBLIC ? row->publics.n : row->goals.n;
	for (size_t i = 0; i < n; i++)
		if (str_eq(at[i], code))
			return true;
	return false;
}

static void add_family(struct building *b, enum allocation_demand_kind kind, const struct allocation_wish *w, str label)
{
	struct allocation_demand *d = LIST_ADD(b->a, &b->p->demands);
	*d = (struct allocation_demand){.kind = kind, .code = w->code, .label = label, .number = w->number};
	for (size_t i = 0; i < b->p->projects.n; i++) {
		size_t row = b->p->projects.at[i].row;
		int64_t kept = b->kept[row].cents;
		d->kept_whole += kept;
		if (!row_is_of(&b->g->rows.at[row], w->family, w->code))
			continue;
		d->kept_of += kept;
		*LIST_ADD(b->a, &d->of) = (uint32_t)i;
	}
}

static str label_of(const struct building *b, const struct allocation_wish *w)
{
	for (size_t i = 0; w->family == FAMILY_DISTRICT && i < b->g->districts.n; i++)
		if (str_eq(b->g->districts.at[i].code, w->code))
			return b->g->districts.at[i].label;
	for (size_t i = 0; w->family == FAMILY_PUBLIC && i < b->g->publics.n; i++)
		if (str_eq(b->g->publics.at[i].code, w->code))
			return b->g->publics.at[i].label;
	return w->code;
}

/* The share of one envelope in what its funder gives, all envelopes of that funder together. */
static void add_part(struct building *b, const struct allocation_wish *w)
{
	uint32_t part = ALLOCATION_NONE;
	for (size_t i = 0; i < b->p->envelopes.n; i++)
		if (str_eq(b->p->envelopes.at[i].code, w->code))
			part = (uint32_t)i;
	if (part == ALLOCATION_NONE)
		return;
	const struct allocation_envelope *of = &b->p->envelopes.at[part];
	struct allocation_demand *d = LIST_ADD(b->a, &b->p->demands);
	*d = (struct allocation_demand){.kind = DEMAND_PART_LEAST, .code = w->code, .label = of->label, .number = w->number, .kept_of = of->kept.cents};
	*LIST_ADD(b->a, &d->of) = part;
	for (size_t i = 0; i < b->p->envelopes.n; i++) {
		if (!str_eq(b->g->envelopes.at[b->p->envelopes.at[i].index].funder, b->g->envelopes.at[of->index].funder))
			continue;
		d->kept_whole += b->p->envelopes.at[i].kept.cents;
		*LIST_ADD(b->a, &d->whole) = (uint32_t)i;
	}
}

static void add_wish(struct building *b, const struct allocation_wish *w)
{
	static const enum allocation_demand_kind kinds[WISH_KINDS] = {
		[WISH_COUNT_LEAST] = DEMAND_COUNT_LEAST, [WISH_COUNT_MOST] = DEMAND_COUNT_MOST, [WISH_MONEY_LEAST] = DEMAND_MONEY_LEAST, [WISH_MONEY_MOST] = DEMAND_MONEY_MOST};
	if (w->kind == WISH_PART_LEAST) {
		add_part(b, w);
		return;
	}
	if (w->kind != WISH_DISTRICT_EACH) {
		add_family(b, kinds[w->kind], w, label_of(b, w));
		return;
	}
	for (size_t i = 0; i < b->g->districts.n; i++) {
		const struct allocation_wish one = {.kind = WISH_COUNT_LEAST, .family = FAMILY_DISTRICT, .code = b->g->districts.at[i].code, .number = w->number};
		add_family(b, DEMAND_COUNT_LEAST, &one, b->g->districts.at[i].label);
	}
}

static void add_demands(struct building *b)
{
	for (size_t i = 0; i < b->p->envelopes.n; i++) {
		struct allocation_demand *d = LIST_ADD(b->a, &b->p->demands);
		*d = (struct allocation_demand){.kind = DEMAND_ENVELOPE, .code = b->p->envelopes.at[i].code, .label = b->p->envelopes.at[i].label};
		*LIST_ADD(b->a, &d->of) = (uint32_t)i;
	}
	for (size_t i = 0; i < b->p->projects.n; i++) {
		if (!b->p->projects.at[i].must)
			continue;
		struct allocation_demand *d = LIST_ADD(b->a, &b->p->demands);
		const struct grid_row *row = &b->g->rows.at[b->p->projects.at[i].row];
		*d = (struct allocation_demand){.kind = DEMAND_MUST, .code = row->number, .label = row->title, .number = 1};
		*LIST_ADD(b->a, &d->of) = (uint32_t)i;
	}
	for (size_t i = 0; i < b->w->wishes.n; i++)
		add_wish(b, &b->w->wishes.at[i]);
}

struct allocation *allocation_of(struct arena *a, const struct grid *g, const struct allocation_wishes *w)
{
	struct building b = {.a = a, .g = g, .w = w, .p = ARENA_NEW(a, struct allocation)};
	b.p->step_cents = w->step_cents;
	read_columns(&b);
	read_envelopes(&b);
	place_cells(&b);
	keep_amounts(&b);
	add_cells(&b);
	add_demands(&b);
	return b.p;
}
