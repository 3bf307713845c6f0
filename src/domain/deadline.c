/* The window that counts, and the side of its ends on which an instant falls. */
#include "domain/deadline.h"

enum { MS_OF_A_MINUTE = 60 * 1000, HOURS_OF_A_DAY = 24, MINUTES_OF_AN_HOUR = 60, MONTHS_OF_A_YEAR = 12 };

static bool before(opt_instant end, instant now)
{
	return end.set && end.value.ms < now.ms;
}

static bool after(opt_instant start, instant now)
{
	return start.set && start.value.ms > now.ms;
}

/* A closing later than another; one without end is the latest. */
static bool later(opt_instant a, opt_instant b)
{
	return b.set && (!a.set || a.value.ms > b.value.ms);
}

static bool earlier(opt_instant a, opt_instant b)
{
	return b.set && (!a.set || a.value.ms < b.value.ms);
}

/* The pack's window with the officer's decision on its ends: the first opening, the last closing. */
static struct deadline_window decided(const struct deadline_window *windows, size_t count, size_t i, const struct deadline_decision *decision)
{
	struct deadline_window w = windows[i];
	size_t first = 0, last = 0;
	for (size_t k = 1; k < count; k++) {
		if (earlier(windows[k].opens, windows[first].opens))
			first = k;
		if (later(windows[k].closes, windows[last].closes))
			last = k;
	}
	if (decision->set && decision->opens.set && i == first)
		w.opens = decision->opens;
	if (decision->set && decision->closes.set && i == last)
		w.closes = decision->closes;
	return w;
}

struct deadline deadline_at(const struct deadline_window *windows, size_t count, const struct deadline_decision *decision, instant now)
{
	struct deadline d = {.moment = FILING_IS_NOT_TAKEN};
	bool has_next = false, has_open = false;
	for (size_t i = 0; i < count; i++) {
		struct deadline_window w = decided(windows, count, i, decision);
		bool past = before(w.closes, now), future = !past && after(w.opens, now);
		bool first = d.moment == FILING_IS_NOT_TAKEN;
		bool counts = past ? !has_open && !has_next && (first || later(w.closes, d.closes))
		              : future ? !has_open && (!has_next || earlier(w.opens, d.opens))
		                       : !has_open || later(w.closes, d.closes);
		if (!counts)
			continue;
		d.opens = w.opens;
		d.closes = w.closes;
		d.moment = past ? FILING_IS_OVER : future ? FILING_IS_EARLY : FILING_IS_OPEN;
		has_open = has_open || d.moment == FILING_IS_OPEN;
		has_next = has_next || d.moment == FILING_IS_EARLY;
	}
	d.moved = decision->set && decision->closes.set && d.closes.set && d.closes.value.ms == decision->closes.value.ms;
	if (decision->set && decision->grace_minutes > 0 && d.closes.set)
		d.grace_ends = (opt_instant){true, {d.closes.value.ms + decision->grace_minutes * MS_OF_A_MINUTE}};
	if (d.moment == FILING_IS_OVER && d.grace_ends.set && now.ms <= d.grace_ends.value.ms)
		d.moment = FILING_IS_IN_GRACE;
	return d;
}

/* Two digits and what follows. */
static bool two_digits(str *s, int *value)
{
	if (s->n < 2 || s->p[0] < '0' || s->p[0] > '9' || s->p[1] < '0' || s->p[1] > '9')
		return false;
	*value = (s->p[0] - '0') * 10 + (s->p[1] - '0');
	*s = str_skip(*s, 2);
	return true;
}

static bool colon(str *s)
{
	bool is = s->n && s->p[0] == ':';
	*s = str_skip(*s, is ? 1 : 0);
	return is;
}

static bool hour_typed(str s, struct local_time *t)
{
	if (!two_digits(&s, &t->hour) || !colon(&s) || !two_digits(&s, &t->minute))
		return false;
	if (s.n && (!colon(&s) || !two_digits(&s, &t->second)))
		return false;
	return !s.n && t->hour < HOURS_OF_A_DAY && t->minute < MINUTES_OF_AN_HOUR && t->second < MINUTES_OF_AN_HOUR;
}

bool deadline_typed(str text, str hour, const struct zone *zone, instant *at)
{
	day d;
	if (!day_parse(str_trim(text), &d))
		return false;
	struct local_time t = {.date = civil_of(d)};
	hour = str_trim(hour);
	bool whole = !str_is_set(hour);
	if (!whole && !hour_typed(hour, &t))
		return false;
	if (whole) {
		t.date = civil_of((day){d.number + 1});
		if (!civil_exists(t.date))
			return false;
	}
	*at = instant_of(t, zone);
	at->ms -= whole ? 1 : 0;
	return true;
}

day deadline_months_after(day from, int months)
{
	struct civil c = civil_of(from);
	int month = c.month - 1 + months;
	c.year += month / MONTHS_OF_A_YEAR;
	c.month = month % MONTHS_OF_A_YEAR + 1;
	while (!civil_exists(c))
		c.day--;
	return day_of(c);
}
