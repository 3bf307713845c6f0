/* Rows of the grid, rows typed at the table, envelopes, scenarios: what officers write beside the cells (agents: the envelopes of their funder). See grid_write.h. */
#include "actions/grid_step.h"
#include "base/limits.h"
#include "base/utf8.h"

static opt_money chosen_money(opt_money before, const struct change_money *change)
{
	return change->given ? change->amount : before;
}

static str chosen_text(str before, const struct change_text *change)
{
	str text = change->given ? str_trim(change->text) : before;
	return str_is_set(text) ? text : STR_NONE;
}

static str state_of(str decision)
{
	return str_is_set(decision) ? decision : S("none");
}

/* ---- a row ---- */

static void check_money(const struct change_money *change, str field, struct problems *ps)
{
	if (change->given && change->amount.set && (change->amount.value.cents < 0 || change->amount.value.cents > LIMIT_AMOUNT_CENTS))
		PROBLEM(ps, STR_NONE, 0, field, W_grid_amount_bounds);
}

static bool is_decision(str decision)
{
	return !str_is_set(decision) || str_eq(decision, S("programmed")) || str_eq(decision, S("reserve")) || str_eq(decision, S("refused"));
}

static bool is_code(str text)
{
	bool right = text.n <= LIMIT_CODE_BYTES;
	for (size_t i = 0; i < text.n && right; i++) {
		char ch = text.p[i];
		right = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') || (i && (ch == '.' || ch == '_' || ch == '-'));
	}
	return right;
}

static enum status check_row(const struct row_change *change, str decision, str axis, str note, struct problems *ps)
{
	check_money(&change->cost, S("cost"), ps);
	check_money(&change->other, S("other"), ps);
	if (!is_decision(decision))
		PROBLEM(ps, STR_NONE, 0, S("decision"), W_grid_decision_unknown);
	if (!is_code(axis))
		PROBLEM(ps, STR_NONE, 0, S("axis"), W_grid_axis_wrong);
	if (str_eq(decision, S("refused")) && !str_is_set(note))
		PROBLEM(ps, STR_NONE, 0, S("note"), W_grid_refusal_needs_reason);
	(void)grid_text_fits(note, S("note"), ps);
	return ps->total ? INVALID : OK;
}

static bool same_money(opt_money a, opt_money b)
{
	return a.set == b.set && (!a.set || a.value.cents == b.value.cents);
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

static str row_detail(struct arena *a, const struct q_grid_row_kept_row *before, const struct q_grid_row_kept_row *after)
{
	struct out o = out_new(LIMIT_REASON_CHARS);
	out_amount(&o, "cost", before->cost, after->cost);
	out_amount(&o, "other", before->other, after->other);
	if (!str_eq(state_of(before->decision), state_of(after->decision)))
		out_fmt(&o, "%sdecision=%.*s->%.*s", o.n ? " " : "", STR_ARGS(state_of(before->decision)), STR_ARGS(state_of(after->decision)));
	if (!str_eq(state_of(before->axis), state_of(after->axis)))
		out_fmt(&o, "%saxis=%.*s->%.*s", o.n ? " " : "", STR_ARGS(state_of(before->axis)), STR_ARGS(state_of(after->axis)));
	if (!str_eq(state_of(before->note), state_of(after->note)))
		out_fmt(&o, "%snote", o.n ? " " : "");
	return out_keep(&o, a);
}

static enum status store_row(struct grid_step *t, application_id application, const struct q_grid_row_kept_row *before, const struct q_grid_row_kept_row *after)
{
	const struct grid_writing *w = t->w;
	enum status s = grid_step_grow(t);
	if (s == OK)
		s = q_grid_write_row(w->db, &(struct q_grid_write_row_in){.territory = t->grid->territory, .call = w->call, .scenario = w->scenario, .application = application,
			.cost = after->cost, .other = after->other, .decision = after->decision, .axis = after->axis, .note = after->note, .revision = t->grid->revision, .changed = w->now,
			.by = w->actor->person.v});
	str thing = arena_fmt(w->arena, "row:%.*s/%lld/%lld", STR_ARGS(w->call), (long long)w->scenario, (long long)application.v);
	return s == OK ? grid_step_tell(t, "write_row", thing, STR_NONE, row_detail(w->arena, before, after)) : s;
}

enum status grid_write_row(const struct grid_writing *w, const struct row_change *change, struct problems *ps, struct grid_written *written)
{
	struct grid_step t;
	struct q_grid_row_kept_row before = {0};
	enum status s = grid_step_begin(&t, w, written);
	if (s == OK && (written->row = grid_row_of(t.grid, change->application)) == SIZE_MAX)
		s = NOT_FOUND;
	if (s == OK)
		s = grid_step_may(&t, STR_NONE, change->application);
	if (s == OK)
		s = q_grid_row_kept(w->db, w->arena, t.grid->territory, w->call, w->scenario, change->application, &before);
	if (s == NOT_FOUND && written->row != SIZE_MAX)
		s = OK; /* as filed */
	if (s != OK)
		return s;
	const struct q_grid_row_kept_row after = {.cost = chosen_money(before.cost, &change->cost), .other = chosen_money(before.other, &change->other),
		.decision = chosen_text(before.decision, &change->decision), .axis = chosen_text(before.axis, &change->axis), .note = chosen_text(before.note, &change->note)};
	written->unchanged = same_money(before.cost, after.cost) && same_money(before.other, after.other) && str_eq(state_of(before.decision), state_of(after.decision)) &&
	                     str_eq(state_of(before.axis), state_of(after.axis)) && str_eq(state_of(before.note), state_of(after.note));
	if (written->unchanged)
		return OK;
	if (before.revision != change->base) {
		written->stale = true;
		return CONFLICT;
	}
	s = check_row(change, after.decision, after.axis, after.note, ps);
	if (s == OK)
		s = store_row(&t, change->application, &before, &after);
	if (s == OK)
		s = read_grid(w->db, w->arena, w->lang, w->call, w->scenario, t.grid);
	return s;
}

/* ---- a row typed at the table ---- */

static enum status find_bearer(struct grid_step *t, str bearer, str *code)
{
	const struct grid_writing *w = t->w;
	struct q_grid_organisation_row row;
	enum status s = q_grid_organisation(w->db, w->arena, t->grid->territory, bearer, &row);
	if (s != NOT_FOUND) {
		*code = s == OK ? row.code : STR_NONE;
		return s;
	}
	struct q_load_application_last_row last;
	s = q_load_application_last(w->db, w->arena, t->grid->territory, &last);
	*code = s == OK ? arena_fmt(w->arena, "ORG-T-%06lld", (long long)last.last + 1) : STR_NONE;
	if (s != OK)
		return s;
	return q_filing_add_organisation(w->db, &(struct q_filing_add_organisation_in){.territory = t->grid->territory, .code = *code, .name = bearer, .kind = S("other"), .siren = STR_NONE});
}

static enum status make_action(struct grid_step *t, str title, str *code)
{
	const struct grid_writing *w = t->w;
	struct q_filing_action_count_row count;
	struct q_filing_action_row known;
	enum status s = q_filing_action_count(w->db, w->arena, t->grid->territory, &count);
	for (int64_t n = count.made + 1; s == OK; n++) {
		*code = arena_fmt(w->arena, "ACT-%.*s-%06lld", STR_ARGS(t->grid->territory_code), (long long)n);
		s = q_filing_action(w->db, w->arena, t->grid->territory, *code, &known);
	}
	return s == NOT_FOUND ? q_filing_add_action(w->db, t->grid->territory, *code, title) : s;
}

static enum status check_new(const struct row_new *row, struct problems *ps)
{
	const struct change_money cost = {true, row->cost};
	if (!str_is_set(str_trim(row->title)))
		PROBLEM(ps, STR_NONE, 0, S("title"), W_grid_title_missing);
	else if (utf8_count(row->title) > LIMIT_LABEL_CHARS)
		PROBLEM(ps, STR_NONE, 0, S("title"), W_grid_too_long, ARG("n", (int64_t)LIMIT_LABEL_CHARS));
	if (!str_is_set(str_trim(row->bearer)))
		PROBLEM(ps, STR_NONE, 0, S("bearer"), W_grid_bearer_missing);
	else if (utf8_count(row->bearer) > LIMIT_LABEL_CHARS)
		PROBLEM(ps, STR_NONE, 0, S("bearer"), W_grid_too_long, ARG("n", (int64_t)LIMIT_LABEL_CHARS));
	if (!row->cost.set)
		PROBLEM(ps, STR_NONE, 0, S("cost"), W_grid_cost_missing);
	check_money(&cost, S("cost"), ps);
	if (!is_code(row->axis))
		PROBLEM(ps, STR_NONE, 0, S("axis"), W_grid_axis_wrong);
	return ps->total ? INVALID : OK;
}

enum status grid_add_row(const struct grid_writing *w, const struct row_new *row, struct problems *ps, struct grid_written *written)
{
	struct grid_step t;
	struct q_load_application_last_row last;
	str bearer = STR_NONE, action = STR_NONE, title = str_trim(row->title.p ? row->title : S(""));
	enum status s = grid_step_begin(&t, w, written);
	if (s == OK)
		s = grid_step_may(&t, STR_NONE, (application_id){0});
	if (s == OK)
		s = t.grid->rows.n >= LIMIT_GRID_ROWS ? TOO_BIG : check_new(row, ps);
	if (s == OK)
		s = find_bearer(&t, str_trim(row->bearer), &bearer);
	if (s == OK)
		s = make_action(&t, title, &action);
	if (s == OK)
		s = q_load_application_last(w->db, w->arena, t.grid->territory, &last);
	if (s != OK)
		return s;
	written->application = (application_id){last.last + 1};
	s = q_filing_add_application(w->db, &(struct q_filing_add_application_in){.territory = t.grid->territory, .application = written->application.v, .call = w->call, .action = action,
		.bearer = bearer, .title = title, .summary = STR_NONE, .state = S("under_review"), .total = row->cost.value, .other = MONEY_ZERO});
	const struct q_grid_row_kept_row before = {0}, after = {.axis = str_is_set(row->axis) ? row->axis : STR_NONE};
	if (s == OK)
		s = grid_step_tell(&t, "add_row", arena_fmt(w->arena, "application:%lld", (long long)written->application.v), STR_NONE,
		                   arena_fmt(w->arena, "call=%.*s cost=%lld action=%.*s", STR_ARGS(w->call), (long long)row->cost.value.cents, STR_ARGS(action)));
	if (s == OK)
		s = store_row(&t, written->application, &before, &after);
	if (s == OK)
		s = read_grid(w->db, w->arena, w->lang, w->call, w->scenario, t.grid);
	written->row = s == OK ? grid_row_of(t.grid, written->application) : SIZE_MAX;
	return s;
}

/* ---- an envelope ---- */

static bool is_part(str part)
{
	static const str parts[] = {S("main"), S("reserve"), S("imposed"), S("free"), S("priority")};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (str_eq(part, parts[i]))
			return true;
	return false;
}

static enum status check_set(const struct grid *g, const struct envelope_set *e, struct problems *ps)
{
	const struct change_money amount = {true, e->amount};
	bool known = false;
	for (size_t i = 0; i < g->columns.n; i++)
		known = known || str_eq(g->columns.at[i].funder, e->funder);
	if (!known)
		PROBLEM(ps, STR_NONE, 0, S("funder"), W_grid_funder_unknown);
	if (!is_part(e->part))
		PROBLEM(ps, STR_NONE, 0, S("part"), W_grid_part_unknown);
	if (e->wave < 1 || e->wave > 9)
		PROBLEM(ps, STR_NONE, 0, S("wave"), W_grid_wave_wrong);
	check_money(&amount, S("amount"), ps);
	if (e->label.p && utf8_count(e->label) > LIMIT_LABEL_CHARS)
		PROBLEM(ps, STR_NONE, 0, S("label"), W_grid_too_long, ARG("n", (int64_t)LIMIT_LABEL_CHARS));
	if (!str_is_set(str_trim(e->reason.p ? e->reason : S(""))))
		PROBLEM(ps, STR_NONE, 0, S("reason"), W_grid_reason_missing);
	(void)grid_text_fits(e->reason, S("reason"), ps);
	return ps->total ? INVALID : OK;
}

/* The envelope of that code belongs to its funder for ever: an agent does not take over another's. */
static enum status find_envelope(const struct grid *g, struct arena *a, const struct envelope_set *e, str *code)
{
	if (str_is_set(e->code)) {
		for (size_t i = 0; i < g->envelopes.n; i++)
			if (str_eq(g->envelopes.at[i].code, e->code) && str_eq(g->envelopes.at[i].funder, e->funder)) {
				*code = e->code;
				return OK;
			}
		return NOT_FOUND;
	}
	for (size_t n = g->envelopes.n + 1;; n++) {
		*code = arena_fmt(a, "%.*s-%lld-%zu", STR_ARGS(str_first(e->funder, LIMIT_CODE_BYTES / 2)), (long long)g->year, n);
		bool taken = false;
		for (size_t i = 0; i < g->envelopes.n; i++)
			taken = taken || str_eq(g->envelopes.at[i].code, *code);
		if (!taken)
			return OK;
	}
}

enum status grid_set_envelope(const struct grid_writing *w, const struct envelope_set *e, struct problems *ps)
{
	struct grid_step t;
	struct grid_written written;
	struct q_grid_envelope_last_row last;
	str code = STR_NONE;
	enum status s = grid_step_begin(&t, w, &written);
	if (s == OK)
		s = grid_step_may(&t, e->funder, (application_id){0});
	if (s == OK)
		s = check_set(t.grid, e, ps);
	if (s == OK)
		s = find_envelope(t.grid, w->arena, e, &code);
	if (s == OK)
		s = q_grid_envelope_last(w->db, w->arena, t.grid->territory, w->call, code, &last);
	if (s != OK)
		return s;
	const instant at = {last.last >= w->now.ms ? last.last + 1 : w->now.ms};
	s = grid_step_grow(&t);
	if (s == OK)
		s = q_grid_add_envelope(w->db, &(struct q_grid_add_envelope_in){.territory = t.grid->territory, .call = w->call, .code = code, .decided = at, .by = w->actor->person.v,
			.funder = e->funder, .section = e->investment ? S("investment") : S("operating"), .part = e->part, .wave = e->wave, .amount = e->amount,
			.label = str_is_set(e->label) ? str_trim(e->label) : STR_NONE, .state = e->expected ? S("expected") : S("notified"), .reason = str_trim(e->reason)});
	if (s == OK)
		s = q_grid_grow_others(w->db, t.grid->territory, w->call, w->scenario);
	str amount = e->amount.set ? arena_fmt(w->arena, "%lld", (long long)e->amount.value.cents) : S("unknown");
	return s == OK ? grid_step_tell(&t, "set_envelope", arena_fmt(w->arena, "envelope:%.*s/%.*s", STR_ARGS(w->call), STR_ARGS(code)), STR_NONE,
	                                arena_fmt(w->arena, "amount=%.*s part=%.*s wave=%lld", STR_ARGS(amount), STR_ARGS(e->part), (long long)e->wave)) : s;
}

/* ---- scenarios ---- */

enum status grid_copy_scenario(const struct grid_writing *w, str name, str note, str origin, struct problems *ps, int64_t *scenario)
{
	struct grid_step t = {.w = w, .grid = ARENA_NEW(w->arena, struct grid)};
	struct q_grid_last_scenario_row last;
	enum status s = read_grid_head(w->db, w->arena, w->lang, w->call, w->scenario, t.grid);
	const struct thing thing = {.territory = t.grid->territory, .call = w->call};
	if (s == OK && !may(w->actor, VERB_write_cell, &thing))
		s = DENIED;
	if (s == OK && (!str_is_set(str_trim(name.p ? name : S(""))) || utf8_count(name) > LIMIT_LABEL_CHARS)) {
		PROBLEM(ps, STR_NONE, 0, S("name"), W_grid_name_wrong, ARG("n", (int64_t)LIMIT_LABEL_CHARS));
		s = INVALID;
	}
	if (s == OK)
		s = q_grid_last_scenario(w->db, w->arena, t.grid->territory, w->call, &last);
	if (s != OK)
		return s;
	*scenario = last.last + 1;
	s = q_grid_add_scenario(w->db, &(struct q_grid_add_scenario_in){.territory = t.grid->territory, .call = w->call, .scenario = *scenario, .name = str_trim(name),
		.note = str_is_set(note) ? note : STR_NONE, .origin = origin, .based_on = {true, w->scenario}, .made = w->now, .by = w->actor->person.v});
	if (s == OK)
		s = q_grid_grow(w->db, t.grid->territory, w->call, *scenario);
	if (s == OK)
		s = q_grid_copy_cells(w->db, t.grid->territory, w->call, w->scenario, *scenario);
	if (s == OK)
		s = q_grid_copy_rows(w->db, t.grid->territory, w->call, w->scenario, *scenario);
	return s == OK ? grid_step_tell(&t, "copy_scenario", arena_fmt(w->arena, "scenario:%.*s/%lld", STR_ARGS(w->call), (long long)*scenario), STR_NONE,
	                                arena_fmt(w->arena, "from=%lld origin=%.*s", (long long)w->scenario, STR_ARGS(origin))) : s;
}

static bool may_become(int64_t scenario, str from, str to)
{
	if (str_eq(from, S("adopted")) || str_eq(from, to))
		return false;
	if (str_eq(to, S("dropped")))
		return scenario != GRID_SESSION;
	return str_eq(to, S("open")) || str_eq(to, S("closed")) || str_eq(to, S("adopted"));
}

enum status grid_set_state(const struct grid_writing *w, str state, str reason, struct problems *ps)
{
	struct grid_step t = {.w = w, .grid = ARENA_NEW(w->arena, struct grid)};
	enum status s = read_grid_head(w->db, w->arena, w->lang, w->call, w->scenario, t.grid);
	const struct thing thing = {.territory = t.grid->territory, .call = w->call};
	if (s == OK && !may(w->actor, VERB_write_cell, &thing))
		s = DENIED;
	if (s == OK && !may_become(w->scenario, t.grid->scenario_state, state))
		s = CONFLICT;
	if (s == OK && !grid_text_fits(reason, S("reason"), ps))
		s = INVALID;
	if (s == OK)
		s = grid_step_grow(&t);
	if (s == OK)
		s = q_grid_set_scenario_state(w->db, t.grid->territory, w->call, w->scenario, state);
	return s == OK ? grid_step_tell(&t, "set_scenario", arena_fmt(w->arena, "scenario:%.*s/%lld", STR_ARGS(w->call), (long long)w->scenario), STR_NONE,
	                                arena_fmt(w->arena, "%.*s->%.*s %.*s", STR_ARGS(t.grid->scenario_state), STR_ARGS(state), STR_ARGS(reason))) : s;
}
