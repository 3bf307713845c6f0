/* The hours of an agenda (A10): each item gets its time one after the other, around breaks and around the hours when a bearer cannot come; and what is wrong with hours that people
   chose themselves. Pure: instants are given, nothing is read. Called by actions/session_plan.c and its test. */
#ifndef DOMAIN_HEARING_H
#define DOMAIN_HEARING_H

#include "domain/session.h"

/* Gives `starts` to each item, in the order of the agenda from the beginning of the session, `minutes` long, never over a break, never when its bearer is away (another one is heard
   before), never beyond the end. An item of no minutes gets no hour. Those that fit nowhere lose theirs. Returns how many did. */
size_t hearing_schedule(struct session *s);

enum clash_kind { CLASH_TOGETHER, CLASH_AWAY, CLASH_BREAK, CLASH_EARLY, CLASH_LATE, CLASH_NO_HOUR, CLASH_KINDS };
struct clash {
	enum clash_kind kind;
	size_t item, other; /* positions; other: of CLASH_TOGETHER */
};
struct clashes {
	struct clash *at;
	size_t n, room;
};
/* What does not hold in the hours as they are. CLASH_NO_HOUR only once another item has an hour. */
struct clashes hearing_clashes(struct arena *a, const struct session *s);
enum word clash_word(enum clash_kind kind); /* {item}, {other} */

/* Do they share a moment? Touching is none. */
bool hours_meet(instant from, instant to, instant other_from, instant other_to);

#endif
