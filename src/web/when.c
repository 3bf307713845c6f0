/* Words for spans of time, in the territory's zone. Pure but for the arena. */
#include "web/when.h"

#include "base/format.h"

enum { DATE_MAX = 256, MINUTE_MS = 60 * 1000, HOUR_MINUTES = 60, DAY_MINUTES = 24 * 60, SHORT_DAYS = 7 };

const struct zone *when_zone(str name)
{
	return zone_of(name);
}

static bool is_precise(const struct moment *m)
{
	return str_eq(m->precision, S("minute")) || str_eq(m->precision, S("day"));
}

/* "vendredi 13 septembre 2024 à midi", "mai 2021", "dernier trimestre 2024", "2024" */
static str moment_text(const struct page *pg, const struct zone *zone, const struct moment *m)
{
	struct out o = out_new(DATE_MAX);
	struct local_time local = local_of(m->at.value, zone);
	day d = day_of(local.date);
	if (is_precise(m)) {
		char key[32];
		(void)snprintf(key, sizeof key, "pages.weekday.%d", weekday_of(d));
		out_str(&o, word_text(pg->lang, word_named(str_of(key), W_pages_weekday_0)));
		out_char(&o, ' ');
		if (str_eq(m->precision, S("minute")))
			out_instant(&o, pg->lang, m->at.value, zone);
		else
			out_day(&o, pg->lang, d);
	} else if (str_eq(m->precision, S("month"))) {
		out_month(&o, pg->lang, local.date.year, local.date.month);
	} else if (str_eq(m->precision, S("quarter"))) {
		static const enum word quarters[] = {W_pages_quarter_1, W_pages_quarter_2, W_pages_quarter_3, W_pages_quarter_4};
		char year[16];
		(void)snprintf(year, sizeof year, "%d", local.date.year);
		WORDS(&o, pg->lang, quarters[(local.date.month - 1) / 3], ARG("year", str_of(year)));
	} else {
		out_fmt(&o, "%d", local.date.year);
	}
	return out_keep(&o, pg->arena);
}

static bool same_day(const struct zone *zone, const struct span *span)
{
	return str_eq(span->start.precision, S("day")) && str_eq(span->end.precision, S("day")) &&
	       day_at(span->start.at.value, zone).number == day_at(span->end.at.value, zone).number;
}

str when_text(const struct page *pg, const struct zone *zone, const struct span *span)
{
	bool has_start = span->start.at.set, has_end = span->end.at.set;
	str start = has_start ? moment_text(pg, zone, &span->start) : S(""), end = has_end ? moment_text(pg, zone, &span->end) : S("");
	if (has_start && has_end) {
		if (same_day(zone, span))
			return TEXT(pg, W_pages_phase_on, ARG("start", start));
		if (str_eq(start, end))
			return start;
		bool precise = is_precise(&span->start) && is_precise(&span->end);
		return TEXT(pg, precise ? W_pages_phase_between : W_pages_phase_span, ARG("start", start), ARG("end", end));
	}
	if (has_start)
		return TEXT(pg, is_precise(&span->start) ? W_pages_phase_from : W_pages_phase_since_period, ARG("start", start));
	if (has_end)
		return TEXT(pg, is_precise(&span->end) ? W_pages_phase_until : W_pages_phase_until_period, ARG("end", end));
	return S("");
}

int when_side(instant now, const struct span *span)
{
	if (span->end.at.set && span->end.at.value.ms < now.ms)
		return -1;
	if (span->start.at.set && span->start.at.value.ms > now.ms)
		return 1;
	return 0;
}

static struct filing filing_with(struct page *pg, const struct zone *zone, enum filing_state state, const struct moment *m)
{
	static const struct {
		str tone;
		enum word label, day, period;
	} states[] = {
		[FILING_UNKNOWN] = {S("closed"), W_pages_state_unknown, W_pages_state_unknown, W_pages_state_unknown},
		[FILING_OPEN] = {S("open"), W_pages_state_open, W_pages_when_until, W_pages_when_until_period},
		[FILING_SOON] = {S("soon"), W_pages_state_soon, W_pages_when_from, W_pages_when_from_period},
		[FILING_CLOSED] = {S("closed"), W_pages_state_closed, W_pages_when_closed, W_pages_when_closed_period},
	};
	struct filing f = {.state = state, .tone = states[state].tone, .label = word_text(pg->lang, states[state].label), .when = S("")};
	if (m && m->at.set)
		f.when = TEXT(pg, is_precise(m) ? states[state].day : states[state].period, ARG("when", moment_text(pg, zone, m)));
	return f;
}

struct filing when_filing(struct page *pg, const struct zone *zone, const struct span *spans, size_t n)
{
	const struct span *open = NULL, *soon = NULL, *closed = NULL;
	for (size_t i = 0; i < n; i++) {
		const struct span *span = &spans[i];
		if (span->start.at.set)
			page_changes_at(pg, span->start.at.value);
		if (span->end.at.set)
			page_changes_at(pg, (instant){span->end.at.value.ms + 1});
		int side = when_side(pg->now, span);
		if (side == 0 && (!open || (span->end.at.set && span->end.at.value.ms > open->end.at.value.ms)))
			open = span;
		if (side > 0 && (!soon || span->start.at.value.ms < soon->start.at.value.ms))
			soon = span;
		if (side < 0 && (!closed || span->end.at.value.ms > closed->end.at.value.ms))
			closed = span;
	}
	if (open)
		return filing_with(pg, zone, FILING_OPEN, &open->end);
	if (soon)
		return filing_with(pg, zone, FILING_SOON, &soon->start);
	return closed ? filing_with(pg, zone, FILING_CLOSED, &closed->end) : filing_with(pg, zone, FILING_UNKNOWN, NULL);
}

/* ---- the time that is left ---- */

str when_left(const struct page *pg, int64_t ms)
{
	int64_t minutes = ms / MINUTE_MS, days = minutes / DAY_MINUTES, hours = minutes / HOUR_MINUTES % 24;
	if (minutes < 1)
		return word_text(pg->lang, W_writing_less_than_a_minute);
	str first = TEXT(pg, W_writing_minutes, ARG("n", minutes % HOUR_MINUTES)), second = STR_NONE;
	if (days) {
		second = hours ? TEXT(pg, W_writing_hours, ARG("n", hours)) : STR_NONE;
		first = TEXT(pg, W_writing_days, ARG("n", days));
	} else if (hours) {
		second = minutes % HOUR_MINUTES ? first : STR_NONE;
		first = TEXT(pg, W_writing_hours, ARG("n", hours));
	}
	return second.p ? TEXT(pg, W_writing_and, ARG("first", first), ARG("second", second)) : first;
}

bool when_left_is_short(int64_t ms)
{
	return ms < (int64_t)SHORT_DAYS * DAY_MINUTES * MINUTE_MS;
}
