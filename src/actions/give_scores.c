/* See give_scores.h. */
#include "actions/give_scores.h"

#include "actions/read_scores.h"
#include "actions/review_step.h"
#include "base/ids.h"
#include "base/limits.h"
#include "store/audit.h"

static bool criterion_is_used(const struct call_criteria *criteria, str code)
{
	for (size_t i = 0; i < criteria->n; i++)
		if (str_eq(criteria->at[i].code, code))
			return criteria->at[i].weight > 0;
	return false;
}

/* What they said last; absent: nothing yet. */
static opt_int last_mark(const struct q_review_scores_of_rows *rows, str criterion, int64_t person)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->at[i].person == person && str_eq(rows->at[i].criterion, criterion))
			return (opt_int){true, rows->at[i].tenths};
	return (opt_int){0};
}

struct scoring {
	struct review_step r;
	struct call_criteria criteria;
	struct q_review_scores_of_rows before;
	LIST_OF(struct score_mark) changed;
	bool again; /* one of them replaces another */
};

static void judge_mark(struct scoring *g, const struct score_typed *mark, struct problems *ps)
{
	const struct desk_step *step = g->r.step;
	str field = arena_fmt(step->arena, "c.%.*s", STR_ARGS(mark->criterion));
	int64_t tenths = 0;
	if (!str_is_set(str_trim(mark->typed)))
		return;
	if (!criterion_is_used(&g->criteria, mark->criterion)) {
		PROBLEM(ps, STR_NONE, 0, field, W_review_criterion_unknown);
	} else if (!score_read(mark->typed, &tenths)) {
		PROBLEM(ps, STR_NONE, 0, field, W_review_mark_wrong, ARG("typed", str_first(str_trim(mark->typed), 20)));
	} else {
		const opt_int last = last_mark(&g->before, mark->criterion, step->actor->person.v);
		if (last.set && last.value == tenths)
			return;
		g->again = g->again || last.set;
		*LIST_ADD(step->arena, &g->changed) = (struct score_mark){.criterion = mark->criterion, .tenths = tenths};
	}
}

enum status give_scores(const struct desk_step *step, const struct score_typed *marks, size_t n, str reason, struct problems *ps)
{
	struct scoring g = {0};
	enum status s = review_begin(&g.r, step);
	if (s == OK)
		s = review_may(&g.r, VERB_give_score, ps);
	if (s == OK)
		s = read_criteria(step->db, step->arena, step->territory, g.r.head.call, &g.criteria);
	if (s == OK)
		s = q_review_scores_of(step->db, step->arena, step->territory, step->application, &g.before);
	if (s != OK)
		return s;
	bool typed = false;
	for (size_t i = 0; i < n; i++) {
		typed = typed || str_is_set(str_trim(marks[i].typed));
		judge_mark(&g, &marks[i], ps);
	}
	if (!typed)
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_review_mark_none);
	if (g.again)
		(void)review_text(reason, S("reason"), W_review_rescore_reason, LIMIT_REASON_CHARS, ps);
	if (ps->total)
		return INVALID;
	for (size_t i = 0; s == OK && i < g.changed.n; i++)
		s = q_review_add_score(step->db, &(struct q_review_add_score_in){.territory = step->territory, .application = step->application, .criterion = g.changed.at[i].criterion,
			.person = step->actor->person.v, .at = step->now, .tenths = g.changed.at[i].tenths, .reason = review_trimmed(reason)});
	if (s != OK || !g.changed.n)
		return s;
	return review_tell(&g.r, g.again ? "score_again" : "give_score", arena_fmt(step->arena, "criteria=%zu", g.changed.n));
}

/* ---- the criteria of a call ---- */

static enum status tell_call(const struct desk_step *step, const char *verb, str call, str detail)
{
	const struct audit_entry entry = {.territory = step->territory, .at = step->now, .verb = str_of(verb), .detail = detail,
		.actor = arena_fmt(step->arena, "user:%lld", (long long)step->actor->person.v), .thing = arena_fmt(step->arena, "call:%.*s", STR_ARGS(call))};
	return audit_append(step->db, &entry);
}

static bool weight_read(str typed, int64_t *weight, struct problems *ps)
{
	if (str_to_int64(str_trim(typed), weight) && *weight >= 0 && *weight <= LIMIT_CRITERION_WEIGHT)
		return true;
	PROBLEM(ps, STR_NONE, 0, S("weight"), W_review_weight_wrong, ARG("n", (int64_t)LIMIT_CRITERION_WEIGHT));
	return false;
}

static enum status may_run(const struct desk_step *step, str call)
{
	const struct thing thing = {.territory = step->territory, .call = call};
	return may(step->actor, VERB_run_desk, &thing) ? OK : DENIED;
}

static enum status write_weight(const struct desk_step *step, str call, str criterion, int64_t weight, str reason)
{
	enum status s = q_review_add_weight(step->db, &(struct q_review_add_weight_in){.territory = step->territory, .call = call, .criterion = criterion, .at = step->now,
		.by = step->actor->person.v, .weight = weight, .reason = str_trim(reason)});
	return s == OK ? tell_call(step, "weigh_criterion", call, arena_fmt(step->arena, "criterion=%.*s weight=%lld", STR_ARGS(criterion), (long long)weight)) : s;
}

enum status weigh_criterion(const struct desk_step *step, str call, str criterion, str typed, str reason, struct problems *ps)
{
	struct call_criteria criteria = {0};
	int64_t weight = 0;
	enum status s = may_run(step, call);
	if (s == OK)
		s = read_criteria(step->db, step->arena, step->territory, call, &criteria);
	if (s != OK)
		return s;
	const struct call_criterion *known = NULL;
	for (size_t i = 0; i < criteria.n; i++)
		if (str_eq(criteria.at[i].code, criterion))
			known = &criteria.at[i];
	if (!known)
		PROBLEM(ps, STR_NONE, 0, S("weight"), W_review_criterion_unknown);
	(void)weight_read(typed, &weight, ps);
	(void)review_text(reason, S("reason"), W_review_reason_missing, LIMIT_REASON_CHARS, ps);
	if (ps->total)
		return INVALID;
	return write_weight(step, call, criterion, weight, reason);
}

enum status add_criterion(const struct desk_step *step, str call, str label, str typed, str reason, struct problems *ps)
{
	struct call_criteria criteria = {0};
	int64_t weight = 0;
	enum status s = may_run(step, call);
	if (s == OK)
		s = read_criteria(step->db, step->arena, step->territory, call, &criteria);
	if (s != OK)
		return s;
	(void)review_text(label, S("label"), W_review_label_missing, LIMIT_LABEL_CHARS, ps);
	for (size_t i = 0; i < criteria.n; i++)
		if (str_eq(criteria.at[i].label, str_trim(label)))
			PROBLEM(ps, STR_NONE, 0, S("label"), W_review_label_twice);
	if (criteria.n >= LIMIT_CRITERIA)
		PROBLEM(ps, STR_NONE, 0, S("label"), W_review_criteria_many, ARG("n", (int64_t)LIMIT_CRITERIA));
	(void)weight_read(typed, &weight, ps);
	(void)review_text(reason, S("reason"), W_review_reason_missing, LIMIT_REASON_CHARS, ps);
	if (ps->total)
		return INVALID;
	str code = arena_fmt(step->arena, "own-%.*s", STR_ARGS(id_code(step->arena, id_new())));
	s = q_review_add_criterion(step->db, &(struct q_review_add_criterion_in){step->territory, call, code, str_trim(label), step->now, step->actor->person.v});
	return s == OK ? write_weight(step, call, code, weight, reason) : s;
}

enum status set_blind(const struct desk_step *step, str call, bool blind)
{
	struct call_criteria criteria = {0};
	enum status s = may_run(step, call);
	if (s == OK)
		s = read_criteria(step->db, step->arena, step->territory, call, &criteria);
	if (s != OK || criteria.blind == blind)
		return s;
	s = q_review_set_blind(step->db, &(struct q_review_set_blind_in){step->territory, call, step->now, step->actor->person.v, blind});
	return s == OK ? tell_call(step, "set_blind", call, blind ? S("blind=1") : S("blind=0")) : s;
}
