/* An import undone: what it noted is put back, the last first. Whatever somebody changed since is told, all of it, and then nothing is put back. See table_import.h. */
#include "actions/import_step.h"

#include "actions/application_state.h"

struct undoing {
	struct db *db;
	struct arena *a;
	enum lang lang;
	const struct actor *actor;
	instant now;
	const struct table_import *import;
	struct problems *ps;
	struct grid_writing writing;
	struct grid_written written;
	struct grid_step step;
	bool grown;
};

struct undo_change {
	str before, after; /* before absent: it made it */
	application_id id;
	str rest; /* of the thing: behind the slash */
};

/* "Somebody changed it since", with the name that people know it by. */
static void refuse(struct undoing *x, const struct undo_change *c, enum word word, str what)
{
	struct q_imports_application_row row;
	str title = c->after;
	if (c->id.v && q_imports_application(x->db, x->a, x->import->territory, c->id, &row) == OK)
		title = row.title;
	PROBLEM(x->ps, STR_NONE, 0, STR_NONE, word, ARG("title", title.p ? title : S("")), ARG("what", what));
}

struct cell_key {
	str funder, section;
	bool valued;
};

static bool key_of(str column, struct cell_key *key)
{
	bool investment;
	if (!grid_column_parse(column, &key->funder, &investment, &key->valued))
		return false;
	key->section = investment ? S("investment") : S("operating");
	return true;
}

static str label_of(const struct undoing *x, str column)
{
	size_t at = grid_column_of(x->step.grid, column);
	return at == SIZE_MAX ? column : x->step.grid->columns.at[at].label;
}

static enum status undo_cell(struct undoing *x, const struct undo_change *c)
{
	struct cell_key key;
	struct kept_cell kept;
	struct q_imports_cell_row there;
	const struct grid *g = x->step.grid;
	if (!key_of(c->rest, &key))
		return BROKEN;
	enum status s = q_imports_cell(x->db, x->a, &(struct q_imports_cell_in){.territory = g->territory, .call = g->call, .scenario = g->scenario, .application = c->id, .funder = key.funder,
		.section = key.section, .valued = key.valued}, &there);
	if (s != OK && s != NOT_FOUND)
		return s;
	kept = s == OK ? (struct kept_cell){there.hoped, there.proposed, there.voted, there.refused, there.locked, there.envelope, there.reason} : (struct kept_cell){0};
	if (s == NOT_FOUND || !str_eq(kept_cell_text(x->a, &kept), c->after)) {
		refuse(x, c, W_imports_undo_cell, label_of(x, c->rest));
		return OK;
	}
	s = q_grid_keep_cell(x->db, &(struct q_grid_keep_cell_in){.territory = g->territory, .call = g->call, .scenario = g->scenario, .application = c->id, .funder = key.funder,
		.section = key.section, .valued = key.valued});
	if (s != OK)
		return s;
	if (!c->before.p)
		return q_imports_remove_cell(x->db, &(struct q_imports_remove_cell_in){.territory = g->territory, .call = g->call, .scenario = g->scenario, .application = c->id, .funder = key.funder,
			.section = key.section, .valued = key.valued});
	if (!kept_cell_read(x->a, c->before, &kept))
		return BROKEN;
	return q_grid_write_cell(x->db, &(struct q_grid_write_cell_in){.territory = g->territory, .call = g->call, .scenario = g->scenario, .application = c->id, .funder = key.funder,
		.section = key.section, .valued = key.valued, .hoped = kept.hoped, .proposed = kept.proposed, .voted = kept.voted, .refused = kept.refused, .reason = kept.reason, .locked = kept.locked,
		.envelope = kept.envelope, .revision = g->revision, .changed = x->now, .by = x->actor->person.v, .on_behalf = key.funder});
}

static enum status undo_row(struct undoing *x, const struct undo_change *c)
{
	struct kept_row row;
	struct q_grid_row_kept_row there;
	const struct grid *g = x->step.grid;
	enum status s = q_grid_row_kept(x->db, x->a, g->territory, g->call, g->scenario, c->id, &there);
	if (s != OK && s != NOT_FOUND)
		return s;
	row = s == OK ? (struct kept_row){there.cost, there.other, there.decision, there.axis, there.note} : (struct kept_row){0};
	if (s == NOT_FOUND || !str_eq(kept_row_text(x->a, &row), c->after)) {
		refuse(x, c, W_imports_undo_row, S(""));
		return OK;
	}
	if (!c->before.p)
		return q_imports_remove_row(x->db, g->territory, g->call, g->scenario, c->id);
	if (!kept_row_read(x->a, c->before, &row))
		return BROKEN;
	return q_grid_write_row(x->db, &(struct q_grid_write_row_in){.territory = g->territory, .call = g->call, .scenario = g->scenario, .application = c->id, .cost = row.cost, .other = row.other,
		.decision = row.decision, .axis = row.axis, .note = row.note, .revision = g->revision, .changed = x->now, .by = x->actor->person.v});
}

static enum status undo_asked(struct undoing *x, const struct undo_change *c)
{
	struct cell_key key;
	struct q_imports_asked_row there;
	opt_money before = {0};
	if (!key_of(c->rest, &key))
		return BROKEN;
	const territory_id territory = x->import->territory;
	enum status s = q_imports_asked(x->db, x->a, &(struct q_imports_asked_in){.territory = territory, .application = c->id, .funder = key.funder, .year = x->step.grid->year, .section = key.section,
		.valued = key.valued}, &there);
	if (s != OK && s != NOT_FOUND)
		return s;
	if (s == NOT_FOUND || !there.asked.set || !str_eq(arena_fmt(x->a, "%lld", (long long)there.asked.value.cents), c->after)) {
		refuse(x, c, W_imports_undo_cell, label_of(x, c->rest));
		return OK;
	}
	if (!c->before.p && !there.proposed.set && !there.voted.set)
		return q_imports_remove_line(x->db, &(struct q_imports_remove_line_in){.territory = territory, .application = c->id, .funder = key.funder, .year = x->step.grid->year,
			.section = key.section, .valued = key.valued});
	before.set = c->before.p && str_to_int64(c->before, &before.value.cents);
	return q_imports_set_asked(x->db, &(struct q_imports_set_asked_in){.territory = territory, .application = c->id, .funder = key.funder, .year = x->step.grid->year, .section = key.section,
		.valued = key.valued, .asked = before});
}

static enum status undo_reference(struct undoing *x, const struct undo_change *c)
{
	struct q_imports_reference_row there;
	enum status s = q_imports_reference(x->db, x->a, x->import->territory, c->id, &there);
	if (s != OK && s != NOT_FOUND)
		return s;
	if (s == NOT_FOUND || !str_eq(there.reference, c->after)) {
		refuse(x, c, W_imports_undo_reference, S(""));
		return OK;
	}
	return c->before.p ? q_imports_set_reference(x->db, x->import->territory, c->id, c->before, x->import->id) : q_imports_remove_reference(x->db, x->import->territory, c->id);
}

static enum status undo_state(struct undoing *x, const struct undo_change *c)
{
	struct q_imports_application_row row;
	struct problems said = problems_new(x->a);
	struct out reason = out_new(LIMIT_REASON_CHARS);
	WORDS(&reason, x->lang, W_imports_undo_reason, ARG("name", x->import->name));
	const struct state_change change = {.territory = x->import->territory, .application = c->id, .to = application_state_of_name(c->before), .reason = out_keep(&reason, x->a)};
	enum status s = q_imports_application(x->db, x->a, x->import->territory, c->id, &row);
	if (s == OK && str_eq(row.state, c->after))
		s = change_state(x->db, x->a, x->actor, x->now, &change, &said);
	else if (s == OK || s == NOT_FOUND)
		s = INVALID;
	if (s != INVALID)
		return s;
	refuse(x, c, W_imports_undo_state, S(""));
	return OK;
}

/* What it made goes only when nothing hangs on it. */
static enum status undo_application(struct undoing *x, const struct undo_change *c)
{
	struct q_imports_hanging_row hanging;
	enum status s = q_imports_hanging(x->db, x->a, x->import->territory, c->id, &hanging);
	if (s != OK)
		return s;
	if (hanging.n) {
		refuse(x, c, W_imports_undo_application, S(""));
		return OK;
	}
	s = q_imports_forget_cells(x->db, x->import->territory, x->import->call, c->id); /* its number may be given again */
	return s == OK ? q_imports_remove_application(x->db, x->import->territory, c->id) : s;
}

static enum status undo_action(struct undoing *x, const struct undo_change *c)
{
	return q_imports_remove_action(x->db, x->import->territory, c->rest);
}

static enum status undo_organisation(struct undoing *x, const struct undo_change *c)
{
	return q_imports_remove_organisation(x->db, x->import->territory, c->rest);
}

static enum status undo_scenario(struct undoing *x, const struct undo_change *c)
{
	(void)c;
	return q_grid_set_scenario_state(x->db, x->import->territory, x->import->call, x->writing.scenario, S("dropped"));
}

static const struct {
	str kind;
	bool numbered; /* the number of an application stands first */
	enum status (*undo)(struct undoing *x, const struct undo_change *c);
} kinds[] = {
	{S("cell"), true, undo_cell}, {S("row"), true, undo_row}, {S("asked"), true, undo_asked}, {S("reference"), true, undo_reference}, {S("state"), true, undo_state},
	{S("application"), true, undo_application}, {S("action"), false, undo_action}, {S("organisation"), false, undo_organisation}, {S("scenario"), false, undo_scenario},
};

static enum status undo_one(struct undoing *x, const struct q_imports_changes_row *row)
{
	str kind, rest, number;
	struct undo_change c = {.before = row->before, .after = row->after};
	(void)str_cut(row->thing, ':', &kind, &rest);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!str_eq(kinds[i].kind, kind))
			continue;
		c.rest = rest;
		if (kinds[i].numbered) {
			(void)str_cut(rest, '/', &number, &c.rest);
			if (!str_to_int64(number, &c.id.v))
				return BROKEN;
		}
		return kinds[i].undo(x, &c);
	}
	return BROKEN;
}

static int64_t scenario_of(const struct table_import *import)
{
	str word, number, rest;
	int64_t scenario = GRID_SESSION;
	if (import->summary.p && str_cut(import->summary, '=', &word, &rest)) {
		(void)str_cut(rest, ' ', &number, &rest);
		if (!str_to_int64(number, &scenario))
			scenario = GRID_SESSION;
	}
	return scenario;
}

enum status undo_table(struct db *db, struct arena *a, enum lang lang, const struct actor *actor, instant now, const struct table_import *import, struct problems *ps)
{
	struct undoing x = {.db = db, .a = a, .lang = lang, .actor = actor, .now = now, .import = import, .ps = ps};
	struct q_imports_changes_rows rows;
	if (!import_may(actor, import->territory, import->call))
		return DENIED;
	if (!str_eq(import->state, S("done"))) {
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_imports_not_done);
		return CONFLICT;
	}
	x.writing = (struct grid_writing){.db = db, .arena = a, .actor = actor, .now = now, .lang = lang, .call = import->call, .scenario = scenario_of(import)};
	enum status s = grid_step_begin(&x.step, &x.writing, &x.written);
	if (s == OK)
		s = grid_step_may(&x.step, STR_NONE, (application_id){0});
	if (s == CONFLICT && x.step.grid)
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_imports_closed, ARG("name", x.step.grid->scenario_name));
	if (s == OK)
		s = grid_step_grow(&x.step);
	if (s == OK)
		s = q_imports_changes(db, a, import->territory, import->id, &rows);
	if (s != OK)
		return s;
	for (size_t i = 0; s == OK && i < rows.n; i++)
		s = undo_one(&x, &rows.at[i]);
	if (s == OK && ps->total)
		s = INVALID;
	if (s == OK)
		s = q_imports_undone(db, import->territory, import->id, now, actor->person.v);
	return s == OK ? import_tell(db, a, actor, now, import, "undo_table", arena_fmt(a, "changes=%zu", rows.n)) : s;
}
