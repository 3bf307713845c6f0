/* The wishes of an officer for a distribution (domain/allocation.h) from the fields of a form, the same whether they come from a page, from the command line or from what was kept of them:
     step (euros) percent beyond=yes keep=yes each (actions by district) seconds
     e.ENVELOPE (amount for this time; blank: as in the table)   l.COLUMN (least grant)   c.COLUMN (per cent of the cost, at most)   x.COLUMN=yes (left alone)
     w.N.kind (count_least count_most money_least money_most part_least) w.N.of ("district:CODE", "public:", "goal:", "envelope:") w.N.number, N from 1
   Reads nothing but its arguments. Called by the pages of the distribution, the command line and actions/distribute.c. */
#ifndef ACTIONS_DISTRIBUTION_WISHES_H
#define ACTIONS_DISTRIBUTION_WISHES_H

#include "domain/allocation.h"

struct wish_field {
	str name, value;
};
struct wish_fields {
	struct wish_field *at;
	size_t n, room;
};

/* Absent when it is not given. */
str wish_field(const struct wish_fields *fields, str name);

/* INVALID with problems, each at the field that it is about. `*seconds` from 1 to LIMIT_ALLOCATION_SECONDS. */
must_use enum status distribution_wishes(struct arena *a, const struct grid *g, const struct wish_fields *fields, struct allocation_wishes *w, int64_t *seconds, struct problems *ps);

/* As one text, and back: a line each, "name=value". Empty fields are left out. */
str wish_fields_text(struct arena *a, const struct wish_fields *fields);
void wish_fields_read(struct arena *a, str text, struct wish_fields *fields);

#endif
