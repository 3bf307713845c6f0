/* The agenda: applications and points, their order and their hours. See session.h. */
#include "actions/session_step.h"
#include "base/limits.h"
#include "domain/hearing.h"

static int64_t next_item(const struct session *s)
{
	int64_t next = 1;
	for (size_t i = 0; i < s->items.n; i++)
		next = s->items.at[i].item >= next ? s->items.at[i].item + 1 : next;
	return next;
}

static int64_t next_position(const struct session *s)
{
	int64_t next = 1;
	for (size_t i = 0; i < s->items.n; i++)
		next = s->items.at[i].position >= next ? s->items.at[i].position + 1 : next;
	return next;
}

static bool is_on_it(const struct session *s, application_id application)
{
	for (size_t i = 0; i < s->items.n; i++)
		if (s->items.at[i].application == application.v)
			return true;
	return false;
}

/* Another call's is none of ours. */
static enum status add_application(const struct session_step *step, const struct session *s, application_id application, int64_t place, int64_t minutes)
{
	struct q_sessions_application_row row = {0};
	enum status status = q_sessions_application(step->db, step->arena, step->territory, application, &row);
	if (status == OK && !str_eq(row.call, s->call))
		status = NOT_FOUND;
	if (status != OK)
		return status;
	return q_sessions_add_item(step->db, &(struct q_sessions_add_item_in){.territory = step->territory, .session = step->session, .item = next_item(s) + place,
		.position = next_position(s) + place, .application = {true, application.v}, .title = row.title, .minutes = minutes});
}

enum status session_add_applications(const struct session_step *step, const application_id *applications, size_t n, int64_t minutes)
{
	struct session s;
	int64_t added = 0;
	enum status status = session_step_begin(step, &s);
	if (status != OK)
		return status;
	if (!n)
		PROBLEM(step->ps, STR_NONE, 0, S("applications"), W_sessions_applications_none);
	if (minutes < 0 || minutes > 1440)
		PROBLEM(step->ps, STR_NONE, 0, S("minutes"), W_sessions_minutes_wrong);
	if (s.items.n + n > LIMIT_SESSION_ITEMS)
		PROBLEM(step->ps, STR_NONE, 0, S("applications"), W_sessions_items_too_many, ARG("n", (int64_t)LIMIT_SESSION_ITEMS));
	if (step->ps->total)
		return INVALID;
	for (size_t i = 0; status == OK && i < n; i++) {
		bool twice = is_on_it(&s, applications[i]);
		for (size_t k = 0; k < i && !twice; k++)
			twice = applications[k].v == applications[i].v;
		if (twice)
			continue;
		status = add_application(step, &s, applications[i], added, minutes);
		added++;
	}
	return status == OK ? session_step_end(step, "add_items", arena_fmt(step->arena, "items=%lld", (long long)added)) : status;
}

enum status session_add_point(const struct session_step *step, str title, int64_t minutes)
{
	struct session s;
	str name = str_trim(title.p ? title : S(""));
	enum status status = session_step_begin(step, &s);
	if (status != OK)
		return status;
	if (!name.n)
		PROBLEM(step->ps, STR_NONE, 0, S("title"), W_sessions_point_missing);
	(void)session_text_fits(step, name, S("title"), LIMIT_SESSION_TITLE_CHARS);
	if (minutes < 0 || minutes > 1440)
		PROBLEM(step->ps, STR_NONE, 0, S("minutes"), W_sessions_minutes_wrong);
	if (s.items.n >= LIMIT_SESSION_ITEMS)
		PROBLEM(step->ps, STR_NONE, 0, S("title"), W_sessions_items_too_many, ARG("n", (int64_t)LIMIT_SESSION_ITEMS));
	if (step->ps->total)
		return INVALID;
	status = q_sessions_add_item(step->db, &(struct q_sessions_add_item_in){.territory = step->territory, .session = step->session, .item = next_item(&s), .position = next_position(&s),
		.title = name, .minutes = minutes});
	return status == OK ? session_step_end(step, "add_items", S("points=1")) : status;
}

enum status session_remove_item(const struct session_step *step, int64_t item)
{
	struct session s;
	enum status status = session_step_begin(step, &s);
	const size_t at = status == OK ? session_item_at(&s, item) : SIZE_MAX;
	if (status != OK)
		return status;
	if (at == SIZE_MAX)
		return NOT_FOUND;
	bool voted = str_is_set(s.items.at[at].ballot);
	for (size_t i = 0; i < s.seats.n; i++)
		voted = voted || s.items.at[at].choices[i].choice != VOTE_NONE;
	if (voted) {
		PROBLEM(step->ps, STR_NONE, 0, STR_NONE, W_sessions_item_voted);
		return INVALID;
	}
	status = q_sessions_remove_item(step->db, step->territory, step->session, item);
	return status == OK ? session_step_end(step, "remove_item", arena_fmt(step->arena, "item=%lld", (long long)item)) : status;
}

/* ---- order and hours ---- */

static enum status store_plan(const struct session_step *step, const struct session_item *item)
{
	return q_sessions_plan_item(step->db, &(struct q_sessions_plan_item_in){.territory = step->territory, .session = step->session, .item = item->item, .position = item->position,
		.starts = item->starts, .minutes = item->minutes, .away_from = item->away_from, .away_to = item->away_to});
}

static void read_optional_hour(const struct session_step *step, const struct session *s, str typed, const char *name, int64_t item, opt_instant *at)
{
	const struct zone *zone = zone_of(s->time_zone);
	*at = (opt_instant){0};
	if (!str_is_set(str_trim(typed.p ? typed : S(""))))
		return;
	at->set = session_hour(typed, day_at(s->starts, zone), zone, &at->value);
	if (!at->set)
		PROBLEM(step->ps, STR_NONE, 0, arena_fmt(step->arena, "%s-%lld", name, (long long)item), W_sessions_hour_wrong);
}

static void read_plan(const struct session_step *step, const struct session *s, const struct item_plan *plan, struct session_item *item)
{
	if (!session_number(plan->position, 0, 100000, &item->position))
		PROBLEM(step->ps, STR_NONE, 0, arena_fmt(step->arena, "position-%lld", (long long)plan->item), W_sessions_position_wrong);
	if (!session_number(plan->minutes, 0, 1440, &item->minutes))
		PROBLEM(step->ps, STR_NONE, 0, arena_fmt(step->arena, "minutes-%lld", (long long)plan->item), W_sessions_minutes_wrong);
	read_optional_hour(step, s, plan->starts, "starts", plan->item, &item->starts);
	read_optional_hour(step, s, plan->away_from, "away_from", plan->item, &item->away_from);
	read_optional_hour(step, s, plan->away_to, "away_to", plan->item, &item->away_to);
	if (item->away_from.set != item->away_to.set || (item->away_from.set && item->away_to.value.ms <= item->away_from.value.ms))
		PROBLEM(step->ps, STR_NONE, 0, arena_fmt(step->arena, "away_to-%lld", (long long)plan->item), W_sessions_away_wrong);
}

enum status session_plan_items(const struct session_step *step, const struct item_plan *plans, size_t n)
{
	struct session s;
	enum status status = session_step_begin(step, &s);
	for (size_t i = 0; status == OK && i < n; i++) {
		const size_t at = session_item_at(&s, plans[i].item);
		if (at == SIZE_MAX)
			return NOT_FOUND;
		read_plan(step, &s, &plans[i], &s.items.at[at]);
	}
	if (status == OK && step->ps->total)
		status = INVALID;
	for (size_t i = 0; status == OK && i < s.items.n; i++)
		status = store_plan(step, &s.items.at[i]);
	return status == OK ? session_step_end(step, "plan_items", arena_fmt(step->arena, "items=%zu", n)) : status;
}

static enum status store_breaks(const struct session_step *step, struct session *s, const struct break_typed *breaks, size_t n)
{
	const struct zone *zone = zone_of(s->time_zone);
	const day on = day_at(s->starts, zone);
	s->breaks.n = 0;
	for (size_t i = 0; i < n; i++) {
		struct session_break b;
		if (!str_is_set(breaks[i].from) && !str_is_set(breaks[i].to))
			continue;
		if (!session_hour(breaks[i].from, on, zone, &b.from) || !session_hour(breaks[i].to, on, zone, &b.to) || b.to.ms <= b.from.ms)
			PROBLEM(step->ps, STR_NONE, 0, arena_fmt(step->arena, "break%zu_from", i + 1), W_sessions_break_wrong);
		else
			*LIST_ADD(step->arena, &s->breaks) = b;
	}
	if (step->ps->total)
		return INVALID;
	enum status status = q_sessions_clear_breaks(step->db, step->territory, step->session);
	for (size_t i = 0; status == OK && i < s->breaks.n; i++) {
		bool twice = false;
		for (size_t k = 0; k < i; k++)
			twice = twice || s->breaks.at[k].from.ms == s->breaks.at[i].from.ms;
		if (!twice)
			status = q_sessions_add_break(step->db, step->territory, step->session, s->breaks.at[i].from, s->breaks.at[i].to);
	}
	return status;
}

/* The agenda follows the hours: what is heard first comes first; what has no hour comes last. */
static void order_by_hour(struct session *s)
{
	for (size_t i = 0; i < s->items.n; i++) {
		int64_t before = 1;
		for (size_t k = 0; k < s->items.n; k++) {
			const struct session_item *a = &s->items.at[k], *b = &s->items.at[i];
			const int64_t ha = a->starts.set ? a->starts.value.ms : INT64_MAX, hb = b->starts.set ? b->starts.value.ms : INT64_MAX;
			before += ha < hb || (ha == hb && k < i);
		}
		s->items.at[i].position = before;
	}
}

enum status session_schedule(const struct session_step *step, str minutes, const struct break_typed *breaks, size_t n, size_t *left)
{
	struct session s;
	int64_t each = 0;
	*left = 0;
	enum status status = session_step_begin(step, &s);
	if (status != OK)
		return status;
	const bool given = str_is_set(str_trim(minutes.p ? minutes : S("")));
	if (given && !session_number(minutes, 1, 480, &each))
		PROBLEM(step->ps, STR_NONE, 0, S("minutes"), W_sessions_minutes_wrong);
	status = store_breaks(step, &s, breaks, n);
	for (size_t i = 0; status == OK && given && i < s.items.n; i++)
		if (s.items.at[i].application)
			s.items.at[i].minutes = each;
	if (status == OK)
		*left = hearing_schedule(&s);
	if (status == OK)
		order_by_hour(&s);
	for (size_t i = 0; status == OK && i < s.items.n; i++)
		status = store_plan(step, &s.items.at[i]);
	return status == OK ? session_step_end(step, "schedule", arena_fmt(step->arena, "items=%zu left=%zu", s.items.n, *left)) : status;
}
