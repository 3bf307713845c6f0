/* The language between a sandboxed child and its parent: little-endian integers and length-prefixed text. The reader trusts nothing: whatever the
   bytes, it ends, stays inside them and inside the limits, and says `bad`. What it returns points into the bytes read. */
#ifndef IMPORTS_WIRE_H
#define IMPORTS_WIRE_H

#include "base/problem.h"

struct table_book; /* domain/table.h */

/* For a sandbox_work: */
void wire_put_u32(struct out *o, uint32_t value);
void wire_put_str(struct out *o, str s); /* absent stays absent */

/* For a sandbox_take: */
struct wire {
	str rest;
	bool bad; /* sticky: every later read gives zero */
};
/* A count of things of at least `least` bytes each, at most `max`: anything that could not be in the bytes is bad. */
uint32_t wire_count(struct wire *w, size_t least, size_t max);
uint32_t wire_u32(struct wire *w);
str wire_str(struct wire *w);
bool wire_ended(const struct wire *w); /* all read, nothing bad */

void wire_put_book(struct out *o, const struct table_book *book);
/* False when the bytes are no book, or one over the limits. */
bool wire_book(struct wire *w, struct arena *a, struct table_book *book);

/* A whole message, for sandbox.c: 'FBI1', status, problems, result. */
void wire_put_message(struct out *o, enum status s, const struct problems *ps, str result);
/* Problems are added to `ps`, with `file` in the place of an absent one. False when the bytes are no message: *s, ps and *result then mean nothing. */
bool wire_message(str bytes, str file, enum status *s, struct problems *ps, str *result);

#endif
