/* See review_step.h. */
#include "actions/review_step.h"

#include "actions/conflict.h"
#include "base/utf8.h"
#include "store/audit.h"

enum status review_begin(struct review_step *r, const struct desk_step *step)
{
	int64_t revision = 0;
	*r = (struct review_step){.step = step, .thing = {.territory = step->territory, .application = step->application}};
	enum status s = q_deskwork_head(step->db, step->arena, step->territory, step->application, &r->head);
	if (s == OK)
		s = desk_revision(step->db, step->arena, step->territory, step->application, r->head.sheet, &revision);
	if (s != OK)
		return s;
	r->zone = zone_of(r->head.time_zone);
	r->thing.call = r->head.call;
	return step->base.set && step->base.value != revision ? CONFLICT : OK;
}

enum status review_may(struct review_step *r, enum verb verb, struct problems *ps)
{
	const struct desk_step *step = r->step;
	bool could = may(step->actor, verb, &r->thing);
	enum status s = actor_has_conflict(step->db, step->arena, step->actor, step->territory, step->application, &r->thing.conflict);
	if (s != OK)
		return s;
	if (could && may(step->actor, verb, &r->thing))
		return OK;
	if (could)
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_review_conflict_refused);
	return DENIED;
}

enum status review_tell(const struct review_step *r, const char *verb, str detail)
{
	const struct desk_step *step = r->step;
	const struct audit_entry entry = {.territory = step->territory, .at = step->now, .verb = str_of(verb), .detail = detail,
		.actor = step->actor->person.v ? arena_fmt(step->arena, "user:%lld", (long long)step->actor->person.v) : S("link"),
		.thing = arena_fmt(step->arena, "application:%lld", (long long)step->application.v)};
	return audit_append(step->db, &entry);
}

bool review_text(str text, str field, enum word missing, int64_t most, struct problems *ps)
{
	str t = str_trim(text);
	if (!str_is_set(t) && missing != WORD_COUNT)
		PROBLEM(ps, STR_NONE, 0, field, missing);
	else if (t.p && (int64_t)utf8_count(t) > most)
		PROBLEM(ps, STR_NONE, 0, field, W_filing_too_long, ARG("n", most));
	else
		return true;
	return false;
}

str review_trimmed(str text)
{
	str t = str_trim(text);
	return str_is_set(t) ? t : STR_NONE;
}
