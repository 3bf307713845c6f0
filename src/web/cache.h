/* Rendered public answers, kept in memory while they stay true: same generation of the data, and before the instant at which what they say changes
   (a phase that opens or closes, an hour). Shared by all worker threads; bounded in bytes; the least recently used goes first. */
#ifndef WEB_CACHE_H
#define WEB_CACHE_H

#include "base/str.h"
#include "base/values.h"
#include "http/http.h"

struct cache;

struct cache *cache_new(size_t max_bytes);
void cache_free(struct cache *c);

/* The generation of the data. A worker that sees its database change raises it: everything kept before is then gone. */
int64_t cache_generation(struct cache *c);
void cache_data_changed(struct cache *c);
/* Commits of this process, counted before and after each: a worker whose database changed while this stood still knows that another process wrote. */
void cache_note_commit(struct cache *c);
int64_t cache_commits(struct cache *c);

/* True and a reference of its own (http_body_drop) when `key` is kept and still true at `now`. */
bool cache_get(struct cache *c, str key, instant now, struct http_body **found);

/* Keeps `body` (the cache takes its own reference) as true for `generation`, the one read before the data were, until `until`.
   Does nothing when the generation has passed or when the body is more than a quarter of the room. */
void cache_put(struct cache *c, str key, int64_t generation, instant until, struct http_body *body);

size_t cache_bytes(struct cache *c); /* kept now, for tests */

#endif
