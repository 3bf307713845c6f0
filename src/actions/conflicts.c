/* See conflicts.h. */
#include "actions/conflicts.h"

#include "actions/review_step.h"
#include "base/ids.h"
#include "base/limits.h"

static enum status person_is_here(const struct desk_step *step, int64_t person, bool *here)
{
	struct q_review_people_rows rows = {0};
	enum status s = q_review_people(step->db, step->arena, step->territory, &rows);
	*here = false;
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*here = *here || rows.at[i].person == person;
	return s;
}

static enum status stands_already(const struct review_step *r, const struct conflict_new *c, bool *stands)
{
	struct q_review_conflicts_rows rows = {0};
	enum status s = q_review_conflicts(r->step->db, r->step->arena, r->step->territory, r->step->application, &rows);
	*stands = false;
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*stands = *stands || (!rows.at[i].withdrawn.set && rows.at[i].person.value == c->person.v && rows.at[i].person.set == (c->person.v != 0) && str_eq(rows.at[i].institution, c->institution));
	return s;
}

enum status declare_conflict(const struct desk_step *step, const struct conflict_new *wish, struct problems *ps)
{
	struct review_step r;
	bool here = true, stands = false;
	struct conflict_new c = *wish;
	c.institution = c.person.v || !c.institution.p ? S("") : str_trim(c.institution);
	enum status s = review_begin(&r, step);
	if (s != OK)
		return s;
	if (!may(step->actor, c.person.v == step->actor->person.v ? VERB_read_grid : VERB_run_desk, &r.thing))
		return DENIED;
	if (c.person.v)
		s = person_is_here(step, c.person.v, &here);
	if (s == OK)
		s = stands_already(&r, &c, &stands);
	if (s != OK)
		return s;
	if ((!c.person.v && !c.institution.n) || !here)
		PROBLEM(ps, STR_NONE, 0, S("who"), W_review_conflict_who);
	else if (stands)
		PROBLEM(ps, STR_NONE, 0, S("who"), W_review_conflict_twice);
	(void)review_text(c.institution, S("who"), WORD_COUNT, LIMIT_LABEL_CHARS, ps);
	(void)review_text(c.reason, S("reason"), W_review_reason_missing, LIMIT_REASON_CHARS, ps);
	if (ps->total)
		return INVALID;
	const int64_t id = id_new();
	s = q_review_add_conflict(step->db, &(struct q_review_add_conflict_in){.territory = step->territory, .conflict = id, .application = step->application,
		.person = {c.person.v != 0, c.person.v}, .institution = c.institution, .reason = str_trim(c.reason), .at = step->now, .by = step->actor->person.v});
	return s == OK ? review_tell(&r, "declare_conflict", arena_fmt(step->arena, "conflict=%lld person=%lld", (long long)id, (long long)c.person.v)) : s;
}

enum status withdraw_conflict(const struct desk_step *step, int64_t conflict, str reason, struct problems *ps)
{
	struct review_step r;
	struct q_review_conflicts_rows rows = {0};
	enum status s = review_begin(&r, step);
	if (s == OK && !may(step->actor, VERB_run_desk, &r.thing))
		s = DENIED;
	if (s == OK)
		s = q_review_conflicts(step->db, step->arena, step->territory, step->application, &rows);
	if (s != OK)
		return s;
	s = NOT_FOUND;
	for (size_t i = 0; i < rows.n; i++)
		if (rows.at[i].conflict == conflict && !rows.at[i].withdrawn.set)
			s = rows.at[i].person.set && rows.at[i].person.value == step->actor->person.v ? DENIED : OK;
	if (s == DENIED)
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_review_conflict_own);
	if (s == OK && !review_text(reason, S("withdraw-reason"), W_review_reason_missing, LIMIT_REASON_CHARS, ps))
		s = INVALID;
	if (s == OK)
		s = q_review_withdraw_conflict(step->db, &(struct q_review_withdraw_conflict_in){step->territory, conflict, step->now, step->actor->person.v, str_trim(reason)});
	return s == OK ? review_tell(&r, "withdraw_conflict", arena_fmt(step->arena, "conflict=%lld", (long long)conflict)) : s;
}
