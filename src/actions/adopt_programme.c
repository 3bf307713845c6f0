/* Writing what check_adoption found good: the frozen text and its SHA-256, the states of the applications, the scenario closed, one audit row; and what is noted of it later. */
#include "actions/adopt_programme.h"

#include "actions/adoption_voted.h"
#include "actions/application_state.h"
#include "base/calendar.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "domain/programme_frozen.h"
#include "gen/queries.h"
#include "store/audit.h"

struct adopting {
	struct db *db;
	struct arena *a;
	enum lang lang;
	const struct actor *actor;
	instant now;
	const struct adoption *adoption;
	struct adoption_check check;
	struct problems *ps;
	str sha256;
};

static enum status audit(struct db *db, struct arena *a, const struct actor *actor, instant now, territory_id territory, const char *verb, str call, int64_t version, str detail)
{
	const struct audit_entry entry = {.territory = territory, .at = now, .actor = arena_fmt(a, "user:%lld", (long long)actor->person.v), .verb = str_of(verb),
		.thing = arena_fmt(a, "programme:%.*s:%lld", STR_ARGS(call), (long long)version), .detail = detail};
	return audit_append(db, &entry);
}

/* ---- refusals ---- */

static enum status judge(struct adopting *w)
{
	const struct adoption_check *check = &w->check;
	if (check->adopted)
		return CONFLICT;
	if (w->adoption->revision.set && w->adoption->revision.value != check->grid.revision)
		return CONFLICT;
	for (size_t i = 0; i < check->findings.list.n; i++)
		if (check->findings.list.at[i].severity == SEVERITY_ERROR) {
			const struct finding *f = &check->findings.list.at[i];
			PROBLEM(w->ps, STR_NONE, 0, S("findings"), W_adoption_stopped, ARG("place", f->place), ARG("message", finding_text(w->a, w->lang, f)));
		}
	str reason = w->adoption->reason.p ? str_trim(w->adoption->reason) : S("");
	if (check->needs_reason && !check->stops && !reason.n)
		PROBLEM(w->ps, STR_NONE, 0, S("reason"), W_adoption_reason_missing, ARG("n", (int64_t)check->findings.warnings));
	if (utf8_count(reason) > LIMIT_REASON_CHARS)
		PROBLEM(w->ps, STR_NONE, 0, S("reason"), W_filing_too_long, ARG("n", (int64_t)LIMIT_REASON_CHARS));
	if (utf8_count(check->whole.title) > LIMIT_NAME_CHARS)
		PROBLEM(w->ps, STR_NONE, 0, S("title"), W_filing_too_long, ARG("n", (int64_t)LIMIT_NAME_CHARS));
	return w->ps->total ? INVALID : OK;
}

/* ---- states ---- */

static enum application_state state_after(const struct adopting *w, const struct grid_row *r, str *reason)
{
	size_t axis;
	static const enum application_state refused = APPLICATION_refused;
	const struct programme_action *action = programme_action_of(&w->check.whole, r->action, &axis);
	if (action)
		return APPLICATION_programmed;
	if (str_eq(r->decision, S("reserve")) || (!str_is_set(r->decision) && str_eq(r->state, S("reserve"))))
		return APPLICATION_reserve;
	for (size_t c = 0; c < w->check.grid.columns.n && !str_is_set(*reason); c++)
		if (r->cells[c].stage == CELL_REFUSED && str_is_set(r->cells[c].reason))
			*reason = r->cells[c].reason;
	if (!str_is_set(*reason))
		*reason = str_is_set(r->note) ? r->note : word_text(w->lang, W_adoption_refused_by_committee);
	return refused;
}

/* A step that the table has not (an action that has already begun, a request that was withdrawn) is left where it is. */
static enum status move_applications(struct adopting *w)
{
	enum status s = OK;
	for (size_t i = 0; !s && i < w->check.grid.rows.n; i++) {
		const struct grid_row *r = &w->check.grid.rows.at[i];
		str reason = S("");
		enum application_state from = application_state_of_name(r->state), to = state_after(w, r, &reason);
		if (from == to || from == APPLICATION_STATE_COUNT || from == APPLICATION_withdrawn || from == APPLICATION_inadmissible || application_step(from, to) == STEP_NONE)
			continue;
		if (application_step_needs_reason(from, to) && !str_is_set(reason))
			reason = word_text(w->lang, W_adoption_decided_by_committee);
		const struct state_change change = {.territory = w->check.grid.territory, .application = r->id, .to = to, .reason = reason};
		s = change_state(w->db, w->a, w->actor, w->now, &change, w->ps);
	}
	return s;
}

static enum status write_version(struct adopting *w)
{
	const struct adoption_check *check = &w->check;
	str frozen = programme_freeze(w->a, &check->frozen);
	if (!frozen.p) {
		PROBLEM(w->ps, STR_NONE, 0, S("findings"), W_adoption_too_big);
		return INVALID;
	}
	w->sha256 = sha256_text(w->a, frozen);
	return q_adoption_add(w->db, &(struct q_adoption_add_in){.territory = check->grid.territory, .call = check->grid.call, .version = check->version, .title = check->whole.title,
		.annex = str_is_set(check->whole.annex) ? check->whole.annex : STR_NONE, .frozen = frozen, .sha256 = w->sha256, .frozen_at = w->now, .by = w->actor->person.v, .scenario = check->grid.scenario});
}

/* What the reason answers for: " over_envelope=ami-2021:100 warnings=3", cents. */
static str owned(const struct adopting *w)
{
	const struct grid *g = &w->check.grid;
	struct out o = out_new(LIMIT_REASON_CHARS);
	for (size_t i = 0; i < g->envelopes.n; i++)
		if (g->envelopes.at[i].left.set && g->envelopes.at[i].left.value.cents < 0)
			out_fmt(&o, " over_envelope=%.*s:%lld", STR_ARGS(g->envelopes.at[i].code), (long long)-g->envelopes.at[i].left.value.cents);
	if (w->check.findings.warnings)
		out_fmt(&o, " warnings=%zu", w->check.findings.warnings);
	str text = out_keep(&o, w->a);
	return text.p ? text : S("");
}

enum status adopt_programme(struct db *db, struct arena *a, enum lang lang, const struct actor *actor, instant now, const struct adoption *adoption, int64_t *version, struct problems *ps)
{
	struct adopting w = {.db = db, .a = a, .lang = lang, .actor = actor, .now = now, .adoption = adoption, .ps = ps};
	enum status s = check_adoption(db, a, lang, now, adoption, &w.check);
	if (s)
		return s;
	const struct thing thing = {.territory = w.check.grid.territory, .call = adoption->call};
	if (!may(actor, VERB_run_desk, &thing))
		return DENIED;
	if ((s = judge(&w)))
		return s;
	s = adoption_keep_published(db, a, actor, now, &w.check);
	if (!s)
		s = write_version(&w);
	if (!s)
		s = move_applications(&w);
	if (!s)
		s = q_adoption_close_scenario(db, &(struct q_adoption_close_scenario_in){.territory = thing.territory, .call = adoption->call, .scenario = adoption->scenario,
			.name = w.check.grid.scenario_name, .at = now, .by = actor->person.v});
	if (!s)
		s = adoption_write_voted(db, a, actor, now, &w.check);
	*version = w.check.version;
	str reason = str_is_set(adoption->reason) ? str_trim(adoption->reason) : S("");
	return s ? s : audit(db, a, actor, now, thing.territory, "adopt_programme", adoption->call, *version,
		arena_fmt(a, "%.*s scenario %lld sha256 %.*s%.*s %.*s", STR_ARGS(w.check.kind), (long long)adoption->scenario, STR_ARGS(w.sha256), STR_ARGS(owned(&w)), STR_ARGS(reason)));
}

/* ---- later ---- */

static enum status find_frozen(struct db *db, struct arena *a, const struct actor *actor, str call, int64_t version, territory_id *territory, struct problems *ps)
{
	struct q_programme_head_row head;
	struct q_adoption_frozen_row row;
	struct q_programme_version_row known;
	enum status s = q_programme_head(db, a, call, &head);
	if (s)
		return s;
	*territory = head.territory;
	if (!may(actor, VERB_run_desk, &(struct thing){.territory = head.territory, .call = call}))
		return DENIED;
	s = version < 1 ? NOT_FOUND : q_adoption_frozen(db, a, head.territory, call, version, &row);
	if (s == NOT_FOUND && version >= 1 && q_programme_version(db, a, head.territory, call, version, &known) == OK) {
		PROBLEM(ps, STR_NONE, 0, S("number"), W_adoption_of_pack);
		return INVALID;
	}
	return s;
}

static opt_day typed_day(str typed, str field, struct problems *ps)
{
	opt_day d = {0};
	if (!str_is_set(str_trim(typed)))
		return d;
	d.set = day_parse(str_trim(typed), &d.value);
	if (!d.set)
		PROBLEM(ps, STR_NONE, 0, field, W_adoption_day_wrong);
	return d;
}

static str typed_number(str typed, struct problems *ps)
{
	str number = typed.p ? str_trim(typed) : S("");
	if (utf8_count(number) > LIMIT_DECISION_CHARS)
		PROBLEM(ps, STR_NONE, 0, S("number"), W_filing_too_long, ARG("n", (int64_t)LIMIT_DECISION_CHARS));
	return number;
}

enum status note_decision(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct decision_note *note, struct problems *ps)
{
	territory_id territory;
	enum status s = find_frozen(db, a, actor, note->call, note->version, &territory, ps);
	if (s)
		return s;
	str number = typed_number(note->number, ps);
	opt_day on = typed_day(note->day.p ? note->day : S(""), S("day"), ps);
	if (ps->total)
		return INVALID;
	s = q_adoption_set_decision(db, &(struct q_adoption_set_decision_in){.territory = territory, .call = note->call, .version = note->version, .number = number.n ? number : STR_NONE, .decision = on});
	return s ? s : audit(db, a, actor, now, territory, "note_decision", note->call, note->version, arena_fmt(a, "%.*s %.*s", STR_ARGS(number), STR_ARGS(note->day)));
}

enum status note_receipt(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct receipt_note *note, struct problems *ps)
{
	territory_id territory;
	enum status s = find_frozen(db, a, actor, note->call, note->version, &territory, ps);
	if (s)
		return s;
	str number = typed_number(note->number, ps), place = note->place.p ? str_trim(note->place) : S("");
	opt_day sent = typed_day(note->sent.p ? note->sent : S(""), S("sent"), ps), received = typed_day(note->received.p ? note->received : S(""), S("received"), ps);
	if (!number.n)
		PROBLEM(ps, STR_NONE, 0, S("number"), W_adoption_receipt_number_missing);
	if (sent.set && received.set && received.value.number < sent.value.number)
		PROBLEM(ps, STR_NONE, 0, S("received"), W_adoption_receipt_before);
	if (utf8_count(place) > LIMIT_DECISION_CHARS)
		PROBLEM(ps, STR_NONE, 0, S("place"), W_filing_too_long, ARG("n", (int64_t)LIMIT_DECISION_CHARS));
	if (ps->total)
		return INVALID;
	s = q_adoption_add_receipt(db, &(struct q_adoption_add_receipt_in){.territory = territory, .call = note->call, .version = note->version, .number = number, .sent = sent, .received = received,
		.place = place.n ? place : STR_NONE});
	return s ? s : audit(db, a, actor, now, territory, "note_receipt", note->call, note->version, number);
}
