/* The last few answers that one thread made and that many ask for in the same instant: what changed in a table, for each screen that follows it. Owned by a worker; never shared between
   threads. What it keeps must be the same for all who may ask. */
#ifndef WEB_RECENT_H
#define WEB_RECENT_H

#include "base/out.h"

enum { RECENT_ANSWERS = 8, RECENT_KEY_BYTES = 160 };

struct recent {
	struct recent_answer {
		char key[RECENT_KEY_BYTES];
		size_t key_n;
		struct out bytes;
	} at[RECENT_ANSWERS];
	size_t next;
};

/* Writes the answer of that key; false when it is not kept. */
bool recent_get(const struct recent *r, str key, struct out *o);
/* Keeps it in place of the oldest. A key too long is not kept. */
void recent_put(struct recent *r, str key, str bytes);
void recent_end(struct recent *r);

#endif
