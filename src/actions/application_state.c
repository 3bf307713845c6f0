/* Reads the application, judges the step (domain/workflow.h), writes state, event and audit row, and keeps the sheet's own state in step: completion_requested and withdrawn are
   states of both, for everything else a sheet is filed. */
#include "actions/application_state.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "gen/queries.h"
#include "store/audit.h"

struct changing {
	struct db *db;
	struct arena *arena;
	const struct actor *actor;
	instant now;
	const struct state_change *change;
	struct problems *ps;
	struct q_deskwork_state_row row;
	enum application_state from;
	str reason; /* trimmed; absent when there is none */
};

enum status application_events(struct db *db, struct arena *a, territory_id territory, application_id application, int64_t *events)
{
	struct q_deskwork_event_count_row row;
	enum status s = q_deskwork_event_count(db, a, territory, application, &row);
	*events = s == OK ? row.events : 0;
	return s;
}

static str trimmed(str text)
{
	str t = str_trim(text);
	return str_is_set(t) ? t : STR_NONE;
}

static enum status read_it(struct changing *c)
{
	const struct state_change *change = c->change;
	enum status s = q_deskwork_state(c->db, c->arena, change->territory, change->application, &c->row);
	if (s != OK)
		return s;
	const struct thing thing = {.territory = change->territory, .call = c->row.call, .application = change->application};
	if (!may(c->actor, VERB_run_desk, &thing))
		return DENIED;
	c->from = application_state_of_name(c->row.state);
	c->reason = trimmed(change->reason);
	return change->base.set && change->base.value != c->row.events ? CONFLICT : OK;
}

static enum status judge(struct changing *c)
{
	enum application_state to = c->change->to;
	if (application_step(c->from, to) == STEP_NONE)
		PROBLEM(c->ps, STR_NONE, 0, S("state"), W_deskwork_state_no_step, ARG("from", word_text(c->actor->lang, application_state_word(c->from))),
		        ARG("to", word_text(c->actor->lang, application_state_word(to))));
	else if (to == APPLICATION_completion_requested && c->row.sheet.set)
		PROBLEM(c->ps, STR_NONE, 0, S("state"), W_deskwork_state_by_completion);
	else if (application_step_needs_reason(c->from, to) && !c->reason.p)
		PROBLEM(c->ps, STR_NONE, 0, S("reason"), W_deskwork_state_reason_missing);
	else if (c->reason.p && utf8_count(c->reason) > LIMIT_REASON_CHARS)
		PROBLEM(c->ps, STR_NONE, 0, S("reason"), W_filing_too_long, ARG("n", (int64_t)LIMIT_REASON_CHARS));
	else
		return OK;
	return INVALID;
}

static enum status write_event(struct changing *c)
{
	const struct state_change *change = c->change;
	str to = str_of(application_state_name(change->to));
	enum status s = q_filing_application_state(c->db, change->territory, change->application.v, to);
	return s == OK ? q_deskwork_add_event(c->db, &(struct q_deskwork_add_event_in){.territory = change->territory, .application = change->application, .at = c->now,
		.by = c->actor->person.v, .on_behalf = change->on_behalf, .before = c->row.state, .after = to, .reason = c->reason}) : s;
}

/* What the sheet is called while its application is there. A revised budget that is asked goes on being asked, but of a request that is refused. */
static str sheet_state_of(const struct changing *c)
{
	const enum application_state state = c->change->to;
	if (c->row.revises && state != APPLICATION_refused && state != APPLICATION_inadmissible && state != APPLICATION_withdrawn)
		return c->row.sheet_state;
	if (state == APPLICATION_completion_requested || state == APPLICATION_withdrawn)
		return str_of(application_state_name(state));
	return S("filed");
}

static enum status move_sheet(struct changing *c)
{
	territory_id territory = c->change->territory;
	str to = sheet_state_of(c);
	if (!c->row.sheet.set || str_eq(to, c->row.sheet_state))
		return OK;
	int64_t sheet = c->row.sheet.value;
	enum status s = str_eq(c->row.sheet_state, S("completion_requested")) ? q_filing_cancel_completion(c->db, territory, sheet, c->now) : OK;
	if (s == OK)
		s = q_filing_set_state(c->db, territory, sheet, to);
	return s == OK ? q_filing_add_event(c->db, &(struct q_filing_add_event_in){.territory = territory, .sheet = sheet, .at = c->now, .by = c->actor->person.v,
		.before = c->row.sheet_state, .after = to, .reason = c->reason}) : s;
}

static enum status tell(struct changing *c)
{
	const struct state_change *change = c->change;
	const struct audit_entry entry = {.territory = change->territory, .at = c->now, .on_behalf = change->on_behalf, .verb = S("change_state"),
		.actor = c->actor->person.v ? arena_fmt(c->arena, "user:%lld", (long long)c->actor->person.v) : S("cli:0"),
		.thing = arena_fmt(c->arena, "application:%lld", (long long)change->application.v),
		.detail = arena_fmt(c->arena, "%.*s -> %s", STR_ARGS(c->row.state), application_state_name(change->to))};
	return audit_append(c->db, &entry);
}

enum status may_change_state(struct db *db, struct arena *a, const struct actor *actor, const struct state_change *change, struct problems *ps)
{
	struct changing c = {.db = db, .arena = a, .actor = actor, .change = change, .ps = ps};
	enum status s = read_it(&c);
	return s == OK && c.from != change->to ? judge(&c) : s;
}

enum status change_state(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct state_change *change, struct problems *ps)
{
	struct changing c = {.db = db, .arena = a, .actor = actor, .now = now, .change = change, .ps = ps};
	enum status s = read_it(&c);
	if (s != OK || c.from == change->to)
		return s;
	s = judge(&c);
	if (s == OK)
		s = write_event(&c);
	if (s == OK)
		s = move_sheet(&c);
	return s == OK ? tell(&c) : s;
}

enum status application_follows_sheet(struct db *db, struct arena *a, const struct state_change *change, int64_t by, instant now)
{
	const struct actor actor = {.person = {by}};
	struct changing c = {.db = db, .arena = a, .actor = &actor, .now = now, .change = change, .reason = trimmed(change->reason)};
	enum status s = q_deskwork_state(db, a, change->territory, change->application, &c.row);
	if (s != OK)
		return s;
	c.from = application_state_of_name(c.row.state);
	if (c.from == change->to)
		return OK;
	return application_step(c.from, change->to) == STEP_NONE ? CONFLICT : write_event(&c);
}
