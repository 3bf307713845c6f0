/* One cell of the grid. The whole grid is read again inside the transaction: permission, envelope and gap are judged on what is there at that moment, not on what a screen showed. */
#include "actions/grid_write.h"

#include "actions/grid_step.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/amount.h"

bool grid_amount_typed(str typed, str field, struct problems *ps, opt_money *amount)
{
	str text = str_trim(typed.p ? typed : S(""));
	*amount = (opt_money){0};
	if (!text.n)
		return true;
	struct amount read = amount_read(text, HABIT_COMMA_DECIMAL);
	bool right = read.reading != AMOUNT_NONE && (read.unit == AMOUNT_PLAIN || read.unit == AMOUNT_EURO) && read.micro >= 0 && read.micro % MICRO_PER_CENT == 0;
	money value = right ? amount_money(read.micro) : (money){0};
	if (!right || value.cents > LIMIT_AMOUNT_CENTS) {
		PROBLEM(ps, STR_NONE, 0, field, W_grid_amount_wrong, ARG("typed", str_first(text, LIMIT_CODE_BYTES)));
		return false;
	}
	*amount = (opt_money){true, value};
	return true;
}

static bool concerns(const struct actor *actor, territory_id territory, opt_int person, str institution)
{
	if (person.set)
		return person.value == actor->person.v;
	for (size_t k = 0; str_is_set(institution) && k < actor->roles.n; k++)
		if (actor->roles.at[k].territory.v == territory.v && str_eq(actor->roles.at[k].institution, institution))
			return true;
	return false;
}

enum status grid_closed_rows(struct db *db, struct arena *a, const struct actor *actor, const struct grid *g, bool *closed)
{
	struct q_grid_call_conflicts_rows rows;
	enum status s = q_grid_call_conflicts(db, a, g->territory, g->call, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const size_t row = grid_row_of(g, rows.at[i].application);
		if (row != SIZE_MAX)
			closed[row] = closed[row] || concerns(actor, g->territory, rows.at[i].person, rows.at[i].institution);
	}
	return s;
}

enum status grid_has_conflict(struct db *db, struct arena *a, const struct actor *actor, territory_id territory, application_id application, bool *conflict)
{
	struct q_grid_conflicts_rows rows;
	enum status s = q_grid_conflicts(db, a, territory, application, &rows);
	*conflict = false;
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*conflict = *conflict || concerns(actor, territory, rows.at[i].person, rows.at[i].institution);
	return s;
}

enum status grid_step_begin(struct grid_step *t, const struct grid_writing *w, struct grid_written *written)
{
	*t = (struct grid_step){.w = w, .written = written, .grid = ARENA_NEW(w->arena, struct grid)};
	*written = (struct grid_written){.grid = t->grid, .row = SIZE_MAX, .column = SIZE_MAX};
	return read_grid(w->db, w->arena, w->lang, w->call, w->scenario, t->grid);
}

enum status grid_step_may(struct grid_step *t, str institution, application_id application)
{
	struct thing thing = {.territory = t->grid->territory, .call = t->w->call, .institution = institution};
	enum status s = application.v ? grid_has_conflict(t->w->db, t->w->arena, t->w->actor, thing.territory, application, &thing.conflict) : OK;
	if (s == OK && !may(t->w->actor, VERB_write_cell, &thing)) {
		t->written->conflict = thing.conflict;
		s = DENIED;
	}
	if (s == OK && !str_eq(t->grid->scenario_state, S("open"))) {
		t->written->closed = true;
		s = CONFLICT;
	}
	return s;
}

enum status grid_step_grow(struct grid_step *t)
{
	const struct grid_writing *w = t->w;
	struct q_grid_scenario_row row;
	enum status s = q_grid_scenario(w->db, w->arena, t->grid->territory, w->call, w->scenario, &row);
	if (s == NOT_FOUND)
		s = q_grid_add_scenario(w->db, &(struct q_grid_add_scenario_in){.territory = t->grid->territory, .call = w->call, .scenario = w->scenario,
			.name = t->grid->scenario_name, .origin = S("session"), .made = w->now, .by = w->actor->person.v});
	if (s == OK)
		s = q_grid_grow(w->db, t->grid->territory, w->call, w->scenario);
	t->grid->revision++;
	return s;
}

enum status grid_step_tell(const struct grid_step *t, const char *verb, str thing, str on_behalf, str detail)
{
	const struct audit_entry entry = {.territory = t->grid->territory, .at = t->w->now, .actor = arena_fmt(t->w->arena, "user:%lld", (long long)t->w->actor->person.v),
		.on_behalf = on_behalf, .verb = str_of(verb), .thing = thing, .detail = detail};
	return audit_append(t->w->db, &entry);
}

bool grid_text_fits(str text, str field, struct problems *ps)
{
	if (!text.p || utf8_count(text) <= LIMIT_REASON_CHARS)
		return true;
	PROBLEM(ps, STR_NONE, 0, field, W_grid_too_long, ARG("n", (int64_t)LIMIT_REASON_CHARS));
	return false;
}

/* ---- a cell ---- */

struct cell_step {
	struct grid_step step;
	const struct cell_change *change;
	struct problems *ps;
	str funder;
	bool investment, valued;
	struct grid_cell before, after;
};

static str section_of(bool investment)
{
	return investment ? S("investment") : S("operating");
}

/* The row, the column, and the cell as it is now. */
static enum status find_cell(struct cell_step *c)
{
	struct grid *g = c->step.grid;
	struct grid_written *written = c->step.written;
	bool known = false;
	if (!grid_column_parse(c->change->column, &c->funder, &c->investment, &c->valued))
		return NOT_FOUND;
	for (size_t i = 0; i < g->columns.n; i++)
		known = known || str_eq(g->columns.at[i].funder, c->funder);
	written->row = grid_row_of(g, c->change->application);
	written->column = grid_column_of(g, c->change->column);
	if (!known || written->row == SIZE_MAX)
		return NOT_FOUND;
	if (written->column != SIZE_MAX)
		c->before = g->rows.at[written->row].cells[written->column];
	return OK;
}

static bool same_money(opt_money a, opt_money b)
{
	return a.set == b.set && (!a.set || a.value.cents == b.value.cents);
}

static bool same_text(str a, str b)
{
	return str_is_set(a) ? str_eq(a, b) : !str_is_set(b);
}

static void set_money(opt_money *to, const struct change_money *change)
{
	if (change->given)
		*to = change->amount;
}

/* An amount that is typed takes a refusal back, unless both were said. */
static void change_cell(struct cell_step *c)
{
	const struct cell_change *ch = c->change;
	c->after = c->before;
	set_money(&c->after.hoped, &ch->hoped);
	set_money(&c->after.proposed, &ch->proposed);
	set_money(&c->after.voted, &ch->voted);
	if (ch->refused.given)
		c->after.refused = ch->refused.on;
	else if ((ch->hoped.given && ch->hoped.amount.set) || (ch->proposed.given && ch->proposed.amount.set) || (ch->voted.given && ch->voted.amount.set))
		c->after.refused = false;
	if (ch->locked.given)
		c->after.locked = ch->locked.on;
	if (ch->reason.given)
		c->after.reason = str_trim(ch->reason.text);
	if (ch->envelope.given)
		c->after.envelope = str_trim(ch->envelope.text);
}

static bool is_unchanged(const struct cell_step *c)
{
	const struct grid_cell *b = &c->before, *a = &c->after;
	return same_money(b->hoped, a->hoped) && same_money(b->proposed, a->proposed) && same_money(b->voted, a->voted) && b->refused == a->refused && b->locked == a->locked &&
	       same_text(b->reason, a->reason) && same_text(b->envelope, a->envelope);
}

static bool envelope_known(const struct cell_step *c)
{
	const struct grid *g = c->step.grid;
	if (!str_is_set(c->after.envelope))
		return true;
	for (size_t i = 0; i < g->envelopes.n; i++) {
		const struct grid_envelope *e = &g->envelopes.at[i];
		if (str_eq(e->code, c->after.envelope) && str_eq(e->funder, c->funder) && e->investment == c->investment && !c->valued)
			return true;
	}
	return false;
}

static void check_amount(const struct cell_step *c, str field, const struct change_money *change)
{
	if (!change->given || !change->amount.set)
		return;
	if (change->amount.value.cents < 0 || change->amount.value.cents > LIMIT_AMOUNT_CENTS)
		PROBLEM(c->ps, STR_NONE, 0, field, W_grid_amount_bounds);
	else if (c->after.asked.set && money_compare(change->amount.value, c->after.asked.value) > 0 && !str_is_set(c->after.reason))
		PROBLEM(c->ps, STR_NONE, 0, S("reason"), W_grid_above_needs_reason, ARG("asked", c->after.asked.value));
}

static enum status check_cell(struct cell_step *c)
{
	const struct grid_row *row = &c->step.grid->rows.at[c->step.written->row];
	if (str_eq(row->state, S("withdrawn")))
		PROBLEM(c->ps, STR_NONE, 0, STR_NONE, W_grid_withdrawn);
	check_amount(c, S("hoped"), &c->change->hoped);
	check_amount(c, S("proposed"), &c->change->proposed);
	check_amount(c, S("voted"), &c->change->voted);
	if (c->after.refused && !str_is_set(c->after.reason))
		PROBLEM(c->ps, STR_NONE, 0, S("reason"), W_grid_refusal_needs_reason);
	(void)grid_text_fits(c->after.reason, S("reason"), c->ps);
	if (!envelope_known(c))
		PROBLEM(c->ps, STR_NONE, 0, S("envelope"), W_grid_envelope_unknown);
	return c->ps->total ? INVALID : OK;
}

/* Does a vote take more from its envelope than before, and pass it? Only an officer who says why may let it. */
static enum status check_envelope(struct cell_step *c)
{
	struct grid *g = c->step.grid;
	struct grid_written *written = c->step.written;
	if (written->column == SIZE_MAX)
		return OK; /* money of a kind that no envelope of this call has */
	struct grid_cell *cell = &g->rows.at[written->row].cells[written->column];
	const money before = cell->amount;
	const size_t from = grid_envelope_of(g, written->row, written->column);
	*cell = c->after;
	grid_compute_row(c->step.w->arena, g, written->row);
	const size_t at = grid_envelope_of(g, written->row, written->column);
	if (!c->change->voted.given || cell->stage != CELL_VOTED || (at == from && money_compare(cell->amount, before) <= 0))
		return OK;
	const struct grid_envelope *e = at == SIZE_MAX ? NULL : &g->envelopes.at[at];
	money left = MONEY_ZERO, room = MONEY_ZERO;
	if (e && e->left.set) {
		left = e->left.value;
		room = e->amount.value;
	} else if (grid_column_left(g, written->column, &left)) { /* no envelope was chosen: all those of the funder together */
		room = money_add(left, g->columns.at[written->column].amount);
	}
	if (left.cents >= 0)
		return OK;
	const struct thing desk = {.territory = g->territory, .call = g->call};
	const bool officer = may(c->step.w->actor, VERB_run_desk, &desk);
	if (officer && c->change->confirmed && str_is_set(c->after.reason))
		return OK;
	written->passed = true;
	written->envelope = e && e->left.set ? e->label : g->columns.at[written->column].label;
	written->over = money_subtract(MONEY_ZERO, left);
	PROBLEM(c->ps, STR_NONE, 0, S("voted"), officer ? W_grid_passes_confirm : W_grid_passes, ARG("envelope", written->envelope), ARG("over", written->over), ARG("amount", room));
	*cell = c->before;
	grid_compute_row(c->step.w->arena, g, written->row);
	return INVALID;
}

static void out_amount(struct out *o, const char *name, opt_money before, opt_money after)
{
	if (same_money(before, after))
		return;
	out_fmt(o, "%s%s=", o->n ? " " : "", name);
	if (before.set)
		out_int(o, before.value.cents);
	out_str(o, S("->"));
	if (after.set)
		out_int(o, after.value.cents);
}

/* "voted=100000->150000 locked=0->1 reason": cents; a reason is in the tables. */
static str detail_of(struct cell_step *c)
{
	struct out o = out_new(LIMIT_REASON_CHARS);
	out_amount(&o, "hoped", c->before.hoped, c->after.hoped);
	out_amount(&o, "proposed", c->before.proposed, c->after.proposed);
	out_amount(&o, "voted", c->before.voted, c->after.voted);
	if (c->before.refused != c->after.refused)
		out_fmt(&o, "%srefused=%d->%d", o.n ? " " : "", c->before.refused, c->after.refused);
	if (c->before.locked != c->after.locked)
		out_fmt(&o, "%slocked=%d->%d", o.n ? " " : "", c->before.locked, c->after.locked);
	if (!same_text(c->before.envelope, c->after.envelope))
		out_fmt(&o, "%senvelope=%.*s->%.*s", o.n ? " " : "", STR_ARGS(c->before.envelope), STR_ARGS(c->after.envelope));
	if (!same_text(c->before.reason, c->after.reason))
		out_fmt(&o, "%sreason", o.n ? " " : "");
	if (c->change->confirmed && c->change->voted.given)
		out_fmt(&o, "%sover_envelope_confirmed", o.n ? " " : "");
	return out_keep(&o, c->step.w->arena);
}

static str thing_of(const struct grid_writing *w, const struct cell_change *change)
{
	return arena_fmt(w->arena, "cell:%.*s/%lld/%lld/%.*s", STR_ARGS(w->call), (long long)w->scenario, (long long)change->application.v, STR_ARGS(change->column));
}

/* An officer who does not stand for the funder types on its behalf. */
static str on_behalf_of(const struct cell_step *c)
{
	const struct actor *actor = c->step.w->actor;
	for (size_t i = 0; i < actor->roles.n; i++)
		if (actor->roles.at[i].role == ROLE_FUNDER_AGENT && actor->roles.at[i].territory.v == c->step.grid->territory.v && str_eq(actor->roles.at[i].institution, c->funder))
			return STR_NONE;
	return c->funder;
}

static enum status store_cell(struct cell_step *c)
{
	const struct grid_writing *w = c->step.w;
	const struct grid *g = c->step.grid;
	const str section = section_of(c->investment), behalf = on_behalf_of(c);
	enum status s = grid_step_grow(&c->step);
	if (s == OK)
		s = q_grid_keep_cell(w->db, &(struct q_grid_keep_cell_in){.territory = g->territory, .call = w->call, .scenario = w->scenario, .application = c->change->application,
			.funder = c->funder, .section = section, .valued = c->valued});
	if (s == OK)
		s = q_grid_write_cell(w->db, &(struct q_grid_write_cell_in){.territory = g->territory, .call = w->call, .scenario = w->scenario, .application = c->change->application,
			.funder = c->funder, .section = section, .valued = c->valued, .hoped = c->after.hoped, .proposed = c->after.proposed, .voted = c->after.voted,
			.refused = c->after.refused, .reason = str_is_set(c->after.reason) ? c->after.reason : STR_NONE, .locked = c->after.locked,
			.envelope = str_is_set(c->after.envelope) ? c->after.envelope : STR_NONE, .revision = g->revision, .changed = w->now, .by = w->actor->person.v, .on_behalf = behalf});
	return s == OK ? grid_step_tell(&c->step, "write_cell", thing_of(w, c->change), behalf, detail_of(c)) : s;
}

enum status grid_write_cell(const struct grid_writing *w, const struct cell_change *change, struct problems *ps, struct grid_written *written)
{
	struct cell_step c = {.change = change, .ps = ps};
	enum status s = grid_step_begin(&c.step, w, written);
	if (s == OK)
		s = find_cell(&c);
	if (s == OK)
		s = grid_step_may(&c.step, c.funder, change->application);
	if (s != OK)
		return s;
	change_cell(&c);
	if (is_unchanged(&c)) {
		written->unchanged = true;
		return OK;
	}
	if (c.before.revision != change->base) {
		written->stale = true;
		return CONFLICT;
	}
	s = check_cell(&c);
	if (s == OK)
		s = check_envelope(&c);
	if (s == OK)
		s = store_cell(&c);
	if (s != OK)
		return s;
	s = read_grid(w->db, w->arena, w->lang, w->call, w->scenario, c.step.grid);
	written->row = grid_row_of(c.step.grid, change->application);
	written->column = grid_column_of(c.step.grid, change->column);
	return s;
}

/* ---- refused ---- */

static str why_refused(const struct grid_written *written, enum status said)
{
	if (said == DENIED)
		return written->conflict ? S("conflict_of_interest") : S("column_of_another");
	if (said == CONFLICT)
		return written->stale ? S("changed_meanwhile") : S("closed");
	return written->passed ? S("over_envelope") : STR_NONE;
}

enum status grid_note_refusal(const struct grid_writing *w, const struct cell_change *change, const struct grid_written *written, enum status said)
{
	const str why = why_refused(written, said);
	const struct grid_step t = {.w = w, .grid = written->grid};
	struct out o = out_new(LIMIT_REASON_CHARS);
	if (!why.p || !written->grid)
		return OK;
	out_fmt(&o, "why=%.*s base=%lld", STR_ARGS(why), (long long)change->base);
	const opt_money none = {0};
	out_amount(&o, "hoped", none, change->hoped.amount);
	out_amount(&o, "proposed", none, change->proposed.amount);
	out_amount(&o, "voted", none, change->voted.amount);
	return grid_step_tell(&t, "refuse_cell", thing_of(w, change), STR_NONE, out_keep(&o, w->arena));
}
