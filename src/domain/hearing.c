/* Placing items in a day, greedily: at each moment the first item of the agenda that can be heard then. See hearing.h. */
#include "domain/hearing.h"

enum { MINUTE_MS = 60 * 1000, STEP_MS = 5 * MINUTE_MS, HORIZON_MS = 24 * 60 * MINUTE_MS };

bool hours_meet(instant from, instant to, instant other_from, instant other_to)
{
	return from.ms < other_to.ms && other_from.ms < to.ms;
}

static instant end_of(instant from, int64_t minutes)
{
	return (instant){from.ms + minutes * MINUTE_MS};
}

/* The break that a stay from `from` to `to` would meet; NULL: none. */
static const struct session_break *break_met(const struct session *s, instant from, instant to)
{
	for (size_t i = 0; i < s->breaks.n; i++)
		if (hours_meet(from, to, s->breaks.at[i].from, s->breaks.at[i].to))
			return &s->breaks.at[i];
	return NULL;
}

static bool is_away(const struct session_item *item, instant from, instant to)
{
	return item->away_from.set && item->away_to.set && hours_meet(from, to, item->away_from.value, item->away_to.value);
}

static bool fits(const struct session *s, const struct session_item *item, instant at)
{
	const instant to = end_of(at, item->minutes);
	return !is_away(item, at, to) && !break_met(s, at, to) && !(s->ends.set && to.ms > s->ends.value.ms);
}

size_t hearing_schedule(struct session *s)
{
	size_t left = 0;
	for (size_t i = 0; i < s->items.n; i++) {
		s->items.at[i].starts.set = false;
		left += s->items.at[i].minutes > 0;
	}
	for (instant at = s->starts; left && at.ms < s->starts.ms + HORIZON_MS && !(s->ends.set && at.ms >= s->ends.value.ms);) {
		struct session_item *next = NULL;
		for (size_t i = 0; i < s->items.n && !next; i++)
			if (s->items.at[i].minutes > 0 && !s->items.at[i].starts.set && fits(s, &s->items.at[i], at))
				next = &s->items.at[i];
		if (next) {
			next->starts = (opt_instant){true, at};
			at = end_of(at, next->minutes);
			left--;
			continue;
		}
		const struct session_break *in = break_met(s, at, (instant){at.ms + 1});
		at = in ? in->to : (instant){at.ms + STEP_MS};
	}
	return left;
}

static void add(struct arena *a, struct clashes *list, enum clash_kind kind, size_t item, size_t other)
{
	*LIST_ADD(a, list) = (struct clash){kind, item, other};
}

static void look_at(struct arena *a, const struct session *s, size_t i, struct clashes *list)
{
	const struct session_item *item = &s->items.at[i];
	const instant from = item->starts.value, to = end_of(from, item->minutes);
	for (size_t k = 0; k < i; k++)
		if (s->items.at[k].starts.set && hours_meet(from, to, s->items.at[k].starts.value, end_of(s->items.at[k].starts.value, s->items.at[k].minutes)))
			add(a, list, CLASH_TOGETHER, k, i);
	if (is_away(item, from, to))
		add(a, list, CLASH_AWAY, i, i);
	if (break_met(s, from, to))
		add(a, list, CLASH_BREAK, i, i);
	if (from.ms < s->starts.ms)
		add(a, list, CLASH_EARLY, i, i);
	if (s->ends.set && to.ms > s->ends.value.ms)
		add(a, list, CLASH_LATE, i, i);
}

struct clashes hearing_clashes(struct arena *a, const struct session *s)
{
	struct clashes list = {0};
	bool hours = false;
	for (size_t i = 0; i < s->items.n; i++)
		hours = hours || s->items.at[i].starts.set;
	for (size_t i = 0; hours && i < s->items.n; i++) {
		if (s->items.at[i].starts.set)
			look_at(a, s, i, &list);
		else if (s->items.at[i].minutes > 0)
			add(a, &list, CLASH_NO_HOUR, i, i);
	}
	return list;
}

enum word clash_word(enum clash_kind kind)
{
	static const enum word words[CLASH_KINDS] = {
		[CLASH_TOGETHER] = W_sessions_clash_together, [CLASH_AWAY] = W_sessions_clash_away, [CLASH_BREAK] = W_sessions_clash_break,
		[CLASH_EARLY] = W_sessions_clash_early, [CLASH_LATE] = W_sessions_clash_late, [CLASH_NO_HOUR] = W_sessions_clash_no_hour,
	};
	return kind < CLASH_KINDS ? words[kind] : W_sessions_clash_no_hour;
}
