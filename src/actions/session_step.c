/* The beginning and the end of every write of a session. See session_step.h. */
#include "actions/session_step.h"

#include "base/ids.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "store/audit.h"

uint64_t session_topic(int64_t session)
{
	return (uint64_t)session * UINT64_C(0x9e3779b97f4a7c15) | 1;
}

enum status session_step_begin(const struct session_step *step, struct session *s)
{
	const struct thing thing = {.territory = step->territory};
	if (!may(step->actor, VERB_run_desk, &thing))
		return DENIED;
	enum status status = read_session(step->db, step->arena, step->territory, step->session, s);
	if (status != OK)
		return status;
	if (str_eq(s->state, S("closed")) || str_eq(s->state, S("cancelled"))) {
		PROBLEM(step->ps, STR_NONE, 0, STR_NONE, str_eq(s->state, S("closed")) ? W_sessions_is_closed : W_sessions_is_cancelled);
		return CONFLICT;
	}
	if (step->base.set && step->base.value != s->revision) {
		PROBLEM(step->ps, STR_NONE, 0, STR_NONE, W_sessions_stale);
		return CONFLICT;
	}
	return OK;
}

enum status session_is_open(const struct session_step *step, const struct session *s)
{
	if (str_eq(s->state, S("open")))
		return OK;
	PROBLEM(step->ps, STR_NONE, 0, STR_NONE, W_sessions_not_open);
	return CONFLICT;
}

enum status session_tell(const struct session_step *step, int64_t session, const char *verb, str detail)
{
	const struct audit_entry entry = {.territory = step->territory, .at = step->now, .actor = arena_fmt(step->arena, "user:%lld", (long long)step->actor->person.v),
		.verb = str_of(verb), .thing = arena_fmt(step->arena, "session:%.*s", STR_ARGS(id_code(step->arena, session))), .detail = detail};
	return audit_append(step->db, &entry);
}

enum status session_step_end(const struct session_step *step, const char *verb, str detail)
{
	enum status s = q_sessions_grow(step->db, step->territory, step->session);
	return s == OK ? session_tell(step, step->session, verb, detail) : s;
}

bool session_number(str typed, int64_t least, int64_t most, int64_t *value)
{
	return str_to_int64(str_trim(typed.p ? typed : S("")), value) && *value >= least && *value <= most;
}

bool session_hour(str typed, day on, const struct zone *zone, instant *at)
{
	str hours, minutes;
	int64_t hour, minute;
	if (!str_cut(str_trim(typed.p ? typed : S("")), ':', &hours, &minutes) || !session_number(hours, 0, 23, &hour) || !session_number(str_first(minutes, 2), 0, 59, &minute))
		return false;
	*at = instant_of((struct local_time){.date = civil_of(on), .hour = (int)hour, .minute = (int)minute}, zone);
	return true;
}

bool session_text_fits(const struct session_step *step, str text, str field, int64_t most)
{
	if (!text.p || (int64_t)utf8_count(text) <= most)
		return true;
	PROBLEM(step->ps, STR_NONE, 0, field, W_filing_too_long, ARG("n", most));
	return false;
}

str session_or_none(str text)
{
	str trimmed = str_trim(text.p ? text : S(""));
	return trimmed.n ? trimmed : STR_NONE;
}
