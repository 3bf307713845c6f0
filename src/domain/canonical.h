/* Reading back, in the very order in which it was written, a canonical text that base/json wrote: what was signed (frozen.h), what was voted (programme_frozen.h). Nothing is
   skipped and nothing guessed: whatever does not follow makes `wrong`, for good. Writing what was read again must give the same bytes, which the caller proves. Pure. */
#ifndef DOMAIN_CANONICAL_H
#define DOMAIN_CANONICAL_H

#include "base/arena.h"

struct canonical {
	struct arena *arena;
	str rest;
	bool wrong;
};

void canonical_expect(struct canonical *r, str literal);
bool canonical_next_is(const struct canonical *r, char c);
str canonical_text(struct canonical *r);               /* "…" with its escapes */
str canonical_named(struct canonical *r, str name);    /* "name":"…" */
bool canonical_bool(struct canonical *r);
int64_t canonical_number(struct canonical *r);

#endif
