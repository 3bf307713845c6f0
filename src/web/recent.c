/* See recent.h: a ring of a few answers, found by comparing keys. */
#include "web/recent.h"

#include "base/limits.h"

#include <string.h>

bool recent_get(const struct recent *r, str key, struct out *o)
{
	for (size_t i = 0; i < RECENT_ANSWERS; i++)
		if (r->at[i].key_n && str_eq((str){r->at[i].key, r->at[i].key_n}, key)) {
			out_str(o, out_text(&r->at[i].bytes));
			return true;
		}
	return false;
}

void recent_put(struct recent *r, str key, str bytes)
{
	if (!key.n || key.n > RECENT_KEY_BYTES)
		return;
	struct recent_answer *a = &r->at[r->next];
	r->next = (r->next + 1) % RECENT_ANSWERS;
	out_free(&a->bytes);
	a->bytes = out_new(LIMIT_RESPONSE_BYTES);
	out_str(&a->bytes, bytes);
	a->key_n = key.n;
	memcpy(a->key, key.p, key.n);
}

void recent_end(struct recent *r)
{
	for (size_t i = 0; i < RECENT_ANSWERS; i++)
		out_free(&r->at[i].bytes);
}
