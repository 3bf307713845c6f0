/* An import done: in one transaction, one revision of the scenario, the past of every cell kept, and a note of each thing made or changed, which undoes it. The plan is worked out again
   on the grid as it is at that moment: it must be the one that the person saw. See table_import.h. */
#include "actions/import_step.h"

#include "actions/application_state.h"
#include "base/utf8.h"
#include "domain/identifier.h"

struct applying {
	struct db *db;
	struct arena *a;
	enum lang lang;
	const struct actor *actor;
	instant now;
	const struct table_apply *apply;
	const struct table_import *import;
	struct table_import wanted;
	struct problems *ps;
	struct table_plan plan;
	struct grid_writing writing;
	struct grid_written written;
	struct grid_step step;
	int64_t position, actions; /* of changes noted; number of the last action made */
	int64_t last_application;
	str reason; /* of cells that need one: the name of the file */
};

static enum status note(struct applying *x, str thing, str before, str after)
{
	return q_imports_add_change(x->db, &(struct q_imports_add_change_in){.territory = x->import->territory, .id = x->import->id, .position = ++x->position, .thing = thing, .before = before, .after = after});
}

/* ---- what an application needs ---- */

static enum status make_organisation(struct applying *x, const struct import_line *line, str *code)
{
	struct q_grid_organisation_row row;
	*code = line->bearer_code;
	if (code->n)
		return OK;
	enum status s = q_grid_organisation(x->db, x->a, x->import->territory, line->bearer, &row);
	if (s == OK) /* made for a line above */
		*code = row.code;
	if (s != NOT_FOUND)
		return s;
	*code = arena_fmt(x->a, "ORG-I%lld-%lld", (long long)x->import->id, (long long)x->position + 1);
	s = q_filing_add_organisation(x->db, &(struct q_filing_add_organisation_in){.territory = x->import->territory, .code = *code, .name = line->bearer, .kind = S("other"),
		.siren = line->said && line->said->siren.n ? line->said->siren : STR_NONE});
	return s == OK ? note(x, arena_fmt(x->a, "organisation:%.*s", STR_ARGS(*code)), STR_NONE, line->bearer) : s;
}

static enum status make_action(struct applying *x, const struct import_line *line, str *code)
{
	struct q_filing_action_row known;
	struct q_filing_action_taken_row taken;
	str said = line->said ? line->said->action : S("");
	enum status s = code_is_well_formed(said) ? q_filing_action(x->db, x->a, x->import->territory, said, &known) : NOT_FOUND;
	if (s == OK)
		s = q_filing_action_taken(x->db, x->a, x->import->territory, x->import->call, said, &taken);
	else if (s == NOT_FOUND && code_is_well_formed(said)) {
		*code = said;
		s = q_filing_add_action(x->db, x->import->territory, *code, line->title);
		return s == OK ? note(x, arena_fmt(x->a, "action:%.*s", STR_ARGS(*code)), STR_NONE, line->title) : s;
	} else if (s == NOT_FOUND)
		s = OK;
	if (s == NOT_FOUND) { /* an action of another year that comes back (N11) */
		*code = said;
		return OK;
	}
	while (s == OK) {
		*code = arena_fmt(x->a, "ACT-%.*s-%06lld", STR_ARGS(x->step.grid->territory_code), (long long)++x->actions);
		s = q_filing_action(x->db, x->a, x->import->territory, *code, &known);
	}
	if (s == NOT_FOUND)
		s = q_filing_add_action(x->db, x->import->territory, *code, line->title);
	return s == OK ? note(x, arena_fmt(x->a, "action:%.*s", STR_ARGS(*code)), STR_NONE, line->title) : s;
}

static str value_of(const struct import_line *line, enum import_field field)
{
	for (size_t i = 0; i < line->values.n; i++)
		if (line->values.at[i].field == field && line->values.at[i].taken)
			return line->values.at[i].after;
	return STR_NONE;
}

static money cents_of(str text)
{
	money amount = MONEY_ZERO;
	if (!str_is_set(text) || !str_to_int64(text, &amount.cents))
		return MONEY_ZERO;
	return amount;
}

static enum status make_application(struct applying *x, const struct import_line *line, application_id *id)
{
	str bearer, action, state = value_of(line, IMPORT_STATE), summary = line->said && line->said->summary.n ? line->said->summary : STR_NONE;
	enum status s = make_organisation(x, line, &bearer);
	if (s == OK)
		s = make_action(x, line, &action);
	if (s != OK)
		return s;
	*id = (application_id){++x->last_application};
	s = q_filing_add_application(x->db, &(struct q_filing_add_application_in){.territory = x->import->territory, .application = id->v, .call = x->import->call, .action = action, .bearer = bearer,
		.title = line->title, .summary = summary, .state = str_is_set(state) ? state : S("under_review"), .total = cents_of(value_of(line, IMPORT_COST)),
		.other = cents_of(value_of(line, IMPORT_INCOME))});
	return s == OK ? note(x, arena_fmt(x->a, "application:%lld", (long long)id->v), STR_NONE, line->title) : s;
}

/* ---- cells ---- */

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

static enum status write_asked(struct applying *x, application_id id, const struct import_cell *c)
{
	struct cell_key key;
	if (!key_of(c->column, &key))
		return INVALID;
	enum status s = q_imports_set_asked(x->db, &(struct q_imports_set_asked_in){.territory = x->import->territory, .application = id, .funder = key.funder, .year = x->step.grid->year,
		.section = key.section, .valued = key.valued, .asked = c->after});
	str before = c->before.set ? arena_fmt(x->a, "%lld", (long long)c->before.value.cents) : STR_NONE;
	return s == OK ? note(x, arena_fmt(x->a, "asked:%lld/%.*s", (long long)id.v, STR_ARGS(c->column)), before, arena_fmt(x->a, "%lld", (long long)c->after.value.cents)) : s;
}

static void change_kept(const struct applying *x, const struct import_cell *c, struct kept_cell *to)
{
	opt_money *stage = c->stage == IMPORT_STAGE_hoped ? &to->hoped : c->stage == IMPORT_STAGE_proposed ? &to->proposed : &to->voted;
	const bool refusal = c->refused_after && !c->refused_before;
	if (!refusal)
		*stage = c->after;
	if (refusal || c->stage == IMPORT_STAGE_voted)
		to->refused = c->refused_after;
	if ((to->refused || c->above) && !str_is_set(to->reason))
		to->reason = x->reason;
}

static struct kept_cell shown_cell(const struct applying *x, const struct import_line *line, str column)
{
	size_t at = grid_column_of(x->step.grid, column);
	if (line->row == SIZE_MAX || at == SIZE_MAX)
		return (struct kept_cell){0};
	const struct grid_cell *cell = &x->step.grid->rows.at[line->row].cells[at];
	return (struct kept_cell){cell->hoped, cell->proposed, cell->voted, cell->refused, cell->locked, cell->envelope, cell->reason};
}

/* All that a line says of one column is one cell. */
static enum status write_cell(struct applying *x, const struct import_line *line, application_id id, str column)
{
	struct cell_key key;
	struct q_imports_cell_row there;
	const struct grid *g = x->step.grid;
	struct kept_cell after = shown_cell(x, line, column);
	str before = STR_NONE;
	if (!key_of(column, &key))
		return INVALID;
	enum status s = q_imports_cell(x->db, x->a, &(struct q_imports_cell_in){.territory = g->territory, .call = g->call, .scenario = g->scenario, .application = id, .funder = key.funder,
		.section = key.section, .valued = key.valued}, &there);
	if (s == OK) {
		after = (struct kept_cell){there.hoped, there.proposed, there.voted, there.refused, there.locked, there.envelope, there.reason};
		before = kept_cell_text(x->a, &after);
		s = q_grid_keep_cell(x->db, &(struct q_grid_keep_cell_in){.territory = g->territory, .call = g->call, .scenario = g->scenario, .application = id, .funder = key.funder,
			.section = key.section, .valued = key.valued});
	} else if (s == NOT_FOUND)
		s = OK;
	for (size_t i = 0; i < line->cells.n; i++)
		if (line->cells.at[i].taken && line->cells.at[i].stage != IMPORT_STAGE_asked && str_eq(line->cells.at[i].column, column))
			change_kept(x, &line->cells.at[i], &after);
	if (s == OK)
		s = q_grid_write_cell(x->db, &(struct q_grid_write_cell_in){.territory = g->territory, .call = g->call, .scenario = g->scenario, .application = id, .funder = key.funder,
			.section = key.section, .valued = key.valued, .hoped = after.hoped, .proposed = after.proposed, .voted = after.voted, .refused = after.refused,
			.reason = str_is_set(after.reason) ? after.reason : STR_NONE, .locked = after.locked, .envelope = str_is_set(after.envelope) ? after.envelope : STR_NONE,
			.revision = g->revision, .changed = x->now, .by = x->actor->person.v, .on_behalf = key.funder});
	return s == OK ? note(x, arena_fmt(x->a, "cell:%lld/%.*s", (long long)id.v, STR_ARGS(column)), before, kept_cell_text(x->a, &after)) : s;
}

static enum status write_cells(struct applying *x, const struct import_line *line, application_id id)
{
	enum status s = OK;
	for (size_t i = 0; s == OK && i < line->cells.n; i++) {
		const struct import_cell *c = &line->cells.at[i];
		bool again = false;
		for (size_t k = 0; k < i && c->stage != IMPORT_STAGE_asked; k++)
			again = again || (line->cells.at[k].taken && line->cells.at[k].stage != IMPORT_STAGE_asked && str_eq(line->cells.at[k].column, c->column));
		if (!c->taken || again)
			continue;
		s = c->stage == IMPORT_STAGE_asked ? write_asked(x, id, c) : write_cell(x, line, id, c->column);
	}
	return s;
}

/* ---- the row ---- */

static bool is_row_field(enum import_field field, bool made)
{
	return field == IMPORT_AXIS_CODE || field == IMPORT_NOTE || field == IMPORT_DECISION || (!made && (field == IMPORT_COST || field == IMPORT_INCOME));
}

static void change_row(const struct import_line *line, bool made, struct kept_row *row)
{
	for (size_t i = 0; i < line->values.n; i++) {
		const struct import_value *v = &line->values.at[i];
		if (!v->taken || !is_row_field(v->field, made))
			continue;
		if (v->field == IMPORT_COST)
			row->cost = (opt_money){true, cents_of(v->after)};
		else if (v->field == IMPORT_INCOME)
			row->other = (opt_money){true, cents_of(v->after)};
		else if (v->field == IMPORT_AXIS_CODE)
			row->axis = str_is_set(v->after) ? v->after : STR_NONE;
		else if (v->field == IMPORT_NOTE)
			row->note = str_is_set(v->after) ? v->after : STR_NONE;
		else
			row->decision = str_is_set(v->after) ? v->after : STR_NONE;
	}
}

static enum status write_row(struct applying *x, const struct import_line *line, application_id id)
{
	struct q_grid_row_kept_row there;
	const struct grid *g = x->step.grid;
	struct kept_row row = {0};
	str before = STR_NONE;
	bool some = false, made = line->row == SIZE_MAX;
	for (size_t i = 0; i < line->values.n; i++)
		some = some || (line->values.at[i].taken && is_row_field(line->values.at[i].field, made));
	if (!some)
		return OK;
	enum status s = q_grid_row_kept(x->db, x->a, g->territory, g->call, g->scenario, id, &there);
	if (s == OK) {
		row = (struct kept_row){there.cost, there.other, there.decision, there.axis, there.note};
		before = kept_row_text(x->a, &row);
	} else if (s != NOT_FOUND)
		return s;
	change_row(line, made, &row);
	if (str_eq(row.decision, S("refused")) && !str_is_set(row.note))
		row.note = x->reason;
	s = q_grid_write_row(x->db, &(struct q_grid_write_row_in){.territory = g->territory, .call = g->call, .scenario = g->scenario, .application = id, .cost = row.cost, .other = row.other,
		.decision = row.decision, .axis = row.axis, .note = row.note, .revision = g->revision, .changed = x->now, .by = x->actor->person.v});
	return s == OK ? note(x, arena_fmt(x->a, "row:%lld", (long long)id.v), before, kept_row_text(x->a, &row)) : s;
}

static enum status write_reference(struct applying *x, const struct import_line *line, application_id id)
{
	str reference = value_of(line, IMPORT_DAUPHIN);
	struct q_imports_reference_row there;
	if (!str_is_set(reference))
		return OK;
	enum status s = q_imports_reference(x->db, x->a, x->import->territory, id, &there);
	if (s != OK && s != NOT_FOUND)
		return s;
	str before = s == OK ? there.reference : STR_NONE;
	s = q_imports_set_reference(x->db, x->import->territory, id, reference, x->import->id);
	return s == OK ? note(x, arena_fmt(x->a, "reference:%lld", (long long)id.v), before, reference) : s;
}

static enum status write_state(struct applying *x, const struct import_line *line, application_id id)
{
	str state = value_of(line, IMPORT_STATE);
	if (!str_is_set(state) || line->row == SIZE_MAX)
		return OK;
	const struct state_change change = {.territory = x->import->territory, .application = id, .to = application_state_of_name(state), .reason = x->reason};
	enum status s = change_state(x->db, x->a, x->actor, x->now, &change, x->ps);
	return s == OK ? note(x, arena_fmt(x->a, "state:%lld", (long long)id.v), x->step.grid->rows.at[line->row].state, state) : s;
}

/* ---- a line ---- */

static enum status check_conflict(struct applying *x, const struct import_line *line)
{
	bool conflict = false;
	if (line->row == SIZE_MAX)
		return OK;
	enum status s = grid_has_conflict(x->db, x->a, x->actor, x->import->territory, x->step.grid->rows.at[line->row].id, &conflict);
	if (s == OK && conflict) {
		PROBLEM(x->ps, STR_NONE, 0, arena_fmt(x->a, "line-%u", line->number), W_imports_conflict, ARG("title", line->title), ARG("line", (int64_t)line->number));
		return INVALID;
	}
	return s;
}

static enum status write_line(struct applying *x, const struct import_line *line)
{
	application_id id = {0};
	if (line->row != SIZE_MAX)
		id = x->step.grid->rows.at[line->row].id;
	enum status s = check_conflict(x, line);
	if (s == OK && line->row == SIZE_MAX)
		s = make_application(x, line, &id);
	static enum status (*const parts[])(struct applying *, const struct import_line *, application_id) = {write_cells, write_row, write_reference, write_state};
	for (size_t i = 0; s == OK && i < sizeof parts / sizeof *parts; i++)
		s = parts[i](x, line, id);
	if (s != OK)
		return s;
	const struct audit_entry entry = {.territory = x->import->territory, .at = x->now, .actor = arena_fmt(x->a, "user:%lld", (long long)x->actor->person.v), .verb = S("import_row"),
		.thing = arena_fmt(x->a, "application:%lld", (long long)id.v), .detail = arena_fmt(x->a, "import=%lld line=%u cells=%zu values=%zu %s", (long long)x->import->id, line->number,
		line->cells.n, line->values.n, import_verdict_name(line->verdict))};
	return audit_append(x->db, &entry);
}

/* ---- all ---- */

/* The plan that the person saw; then that plan with what they ticked on it. */
static enum status make_plan(struct applying *x)
{
	enum status s = plan_table(x->db, x->a, x->lang, x->import, x->apply->book, &x->plan, x->ps);
	if (s == OK && !str_eq(x->plan.plan.digest, x->apply->digest)) {
		PROBLEM(x->ps, STR_NONE, 0, STR_NONE, W_imports_moved);
		return CONFLICT;
	}
	if (s != OK || !x->apply->wanted)
		return s;
	x->wanted = *x->import;
	x->wanted.mapping = *x->apply->wanted;
	x->import = &x->wanted;
	return plan_table(x->db, x->a, x->lang, x->import, x->apply->book, &x->plan, x->ps);
}

static enum status check_plan(struct applying *x)
{
	const struct import_plan *p = &x->plan.plan;
	if (x->plan.closed) {
		PROBLEM(x->ps, STR_NONE, 0, STR_NONE, W_imports_closed, ARG("name", x->plan.grid->scenario_name));
		return CONFLICT;
	}
	if (!p->counts[IMPORT_MAKES] && !p->counts[IMPORT_CHANGES]) {
		PROBLEM(x->ps, STR_NONE, 0, STR_NONE, W_imports_nothing);
		return INVALID;
	}
	bool said = str_is_set(str_trim(x->apply->reason.p ? x->apply->reason : S("")));
	if (p->passed.n && (!x->apply->confirmed || !said))
		PROBLEM(x->ps, STR_NONE, 0, x->apply->confirmed ? S("reason") : S("confirmed"), W_imports_passes, ARG("envelope", p->passed.at[0]), ARG("over", p->over), ARG("n", (int64_t)p->passed.n));
	if (said && utf8_count(x->apply->reason) > LIMIT_REASON_CHARS)
		PROBLEM(x->ps, STR_NONE, 0, S("reason"), W_imports_fault_long, ARG("n", (int64_t)LIMIT_REASON_CHARS));
	return x->ps->total ? INVALID : OK;
}

/* The scenario that is written in: its own one, or a new one, copied from the session's. */
static enum status begin_scenario(struct applying *x)
{
	x->writing = (struct grid_writing){.db = x->db, .arena = x->a, .actor = x->actor, .now = x->now, .lang = x->lang, .call = x->import->call,
		.scenario = x->import->mapping.scenario ? x->import->mapping.scenario : GRID_SESSION};
	if (!x->import->mapping.scenario) {
		str name = str_first(x->import->name, LIMIT_LABEL_CHARS);
		while (name.n && !utf8_valid(name))
			name.n--;
		enum status s = grid_copy_scenario(&x->writing, name, STR_NONE, S("import"), x->ps, &x->writing.scenario);
		if (s != OK)
			return s;
		s = note(x, arena_fmt(x->a, "scenario:%lld", (long long)x->writing.scenario), STR_NONE, x->import->name);
		if (s != OK)
			return s;
	}
	enum status s = grid_step_begin(&x->step, &x->writing, &x->written);
	if (s == OK)
		s = grid_step_may(&x->step, STR_NONE, (application_id){0});
	return s == OK ? grid_step_grow(&x->step) : s;
}

static enum status write_all(struct applying *x)
{
	struct q_load_application_last_row last;
	struct q_filing_action_count_row count;
	enum status s = q_load_application_last(x->db, x->a, x->import->territory, &last);
	if (s == OK)
		s = q_filing_action_count(x->db, x->a, x->import->territory, &count);
	if (s != OK)
		return s;
	x->last_application = last.last;
	x->actions = count.made;
	bool conflict = false;
	for (size_t i = 0; s == OK && i < x->plan.plan.lines.n; i++) {
		const struct import_line *line = &x->plan.plan.lines.at[i];
		if (line->verdict != IMPORT_MAKES && line->verdict != IMPORT_CHANGES)
			continue;
		s = write_line(x, line);
		conflict = conflict || s == INVALID;
		s = s == INVALID ? OK : s; /* all of them are told; nothing is kept */
	}
	return s == OK && conflict ? INVALID : s;
}

static enum status finish(struct applying *x)
{
	const struct import_plan *p = &x->plan.plan;
	str summary = arena_fmt(x->a, "scenario=%lld makes=%zu changes=%zu same=%zu asks=%zu refused=%zu left=%zu", (long long)x->writing.scenario, p->counts[IMPORT_MAKES], p->counts[IMPORT_CHANGES],
		p->counts[IMPORT_SAME], p->counts[IMPORT_ASKS], p->counts[IMPORT_REFUSED], p->counts[IMPORT_LEFT]);
	enum status s = q_imports_done(x->db, &(struct q_imports_done_in){.territory = x->import->territory, .id = x->import->id,
		.mapping = import_mapping_write(x->a, &x->import->mapping), .summary = summary, .done = x->now});
	str reason = p->passed.n ? arena_fmt(x->a, "%.*s over_envelope_confirmed", STR_ARGS(summary)) : summary;
	return s == OK ? import_tell(x->db, x->a, x->actor, x->now, x->import, "apply_table", arena_fmt(x->a, "%.*s plan=%.*s", STR_ARGS(reason), STR_ARGS(p->digest))) : s;
}

enum status apply_table(struct db *db, struct arena *a, enum lang lang, const struct actor *actor, instant now, const struct table_apply *apply, int64_t *scenario, struct problems *ps)
{
	struct applying x = {.db = db, .a = a, .lang = lang, .actor = actor, .now = now, .apply = apply, .import = apply->import, .ps = ps};
	x.reason = str_is_set(apply->reason) ? str_trim(apply->reason) : arena_fmt(a, "%.*s", STR_ARGS(apply->import->name));
	if (!import_may(actor, apply->import->territory, apply->import->call))
		return DENIED;
	if (!str_eq(apply->import->state, S("received")) && !str_eq(apply->import->state, S("mapped"))) {
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_imports_already);
		return CONFLICT;
	}
	enum status s = make_plan(&x);
	if (s == OK)
		s = check_plan(&x);
	if (s == OK)
		s = begin_scenario(&x);
	if (s == OK)
		s = write_all(&x);
	if (s == OK)
		s = finish(&x);
	*scenario = x.writing.scenario;
	return s;
}
