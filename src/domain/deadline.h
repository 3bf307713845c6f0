/* When a call takes requests, to the millisecond of the server's clock (L4): windows of the pack's filing phases, what an officer decided since, the grace that is logged.
   Instants are UTC; days and hours are turned into instants in the territory's zone by who reads them. Pure. */
#ifndef DOMAIN_DEADLINE_H
#define DOMAIN_DEADLINE_H

#include "base/calendar.h"

struct deadline_window { /* of one filing phase: from its first instant to its last, both in it; absent: no such end */
	opt_instant opens, closes;
};
struct deadline_decision { /* the last row of call_filing; `set` false: none */
	bool set;
	opt_instant opens, closes; /* in place of the pack's first opening, last closing; absent: the pack's */
	int64_t grace_minutes;     /* after the closing, during which a request is taken and marked late; 0: none */
};

enum filing_moment {
	FILING_IS_NOT_TAKEN, /* the call has no filing phase: nobody files here */
	FILING_IS_EARLY,     /* before it opens, or between two windows */
	FILING_IS_OPEN,
	FILING_IS_IN_GRACE,  /* after the last instant, within the grace minutes */
	FILING_IS_OVER
};
struct deadline {
	enum filing_moment moment;
	opt_instant opens;      /* of the window that counts: the open one, the next one, else the last */
	opt_instant closes;     /* its last instant: noon itself is on time, a millisecond later is late */
	opt_instant grace_ends; /* last instant of the grace; absent without grace */
	bool moved;             /* an officer moved the closing */
};

/* Windows in any order. O(n). */
struct deadline deadline_at(const struct deadline_window *windows, size_t count, const struct deadline_decision *decision, instant now);

/* A day and an hour as an officer types them ("2024-09-13", "12:00" or "12:00:00"); without an hour, the last instant of the day. False: they do not read. */
bool deadline_typed(str day, str hour, const struct zone *zone, instant *at);

/* The same day of the month `months` later, or the last day of that month when it has no such day: two months after 31 December end on 28 or 29 February. */
day deadline_months_after(day from, int months);

#endif
