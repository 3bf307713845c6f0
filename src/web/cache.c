/* A chained hash table whose entries are also in one list by last use. One mutex, held for a look-up only: nothing is rendered, copied or freed
   of any size under it. */
#include "web/cache.h"

#include "base/status.h"

#include <pthread.h>
#include <stdatomic.h>

enum { BUCKETS = 4096, ENTRY_OVERHEAD = 256 };

struct entry {
	struct entry *next;             /* in its bucket */
	struct entry *newer, *older;    /* by use */
	struct http_body *body;
	instant until;
	size_t bytes;
	uint64_t hash;
	size_t key_length;
	char key[];
};

struct cache {
	pthread_mutex_t lock;
	int64_t generation;
	atomic_int_least64_t commits;
	size_t bytes, max_bytes;
	struct entry *newest, *oldest;
	struct entry *buckets[BUCKETS];
};

static uint64_t hash_of(str key)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < key.n; i++)
		h = (h ^ (unsigned char)key.p[i]) * UINT64_C(0x100000001b3);
	return h;
}

struct cache *cache_new(size_t max_bytes)
{
	struct cache *c = calloc(1, sizeof *c);
	always(c != NULL);
	always(pthread_mutex_init(&c->lock, NULL) == 0);
	c->max_bytes = max_bytes;
	c->generation = 1;
	return c;
}

static void unlink_use(struct cache *c, struct entry *e)
{
	if (e->newer)
		e->newer->older = e->older;
	else
		c->newest = e->older;
	if (e->older)
		e->older->newer = e->newer;
	else
		c->oldest = e->newer;
}

static void link_newest(struct cache *c, struct entry *e)
{
	e->newer = NULL;
	e->older = c->newest;
	if (c->newest)
		c->newest->newer = e;
	c->newest = e;
	if (!c->oldest)
		c->oldest = e;
}

static void remove_entry(struct cache *c, struct entry *e)
{
	struct entry **at = &c->buckets[e->hash % BUCKETS];
	while (*at != e)
		at = &(*at)->next;
	*at = e->next;
	unlink_use(c, e);
	c->bytes -= e->bytes;
	http_body_drop(e->body);
	free(e);
}

void cache_free(struct cache *c)
{
	if (!c)
		return;
	while (c->newest)
		remove_entry(c, c->newest);
	(void)pthread_mutex_destroy(&c->lock);
	free(c);
}

static void lock(struct cache *c)
{
	always(pthread_mutex_lock(&c->lock) == 0);
}

static void unlock(struct cache *c)
{
	always(pthread_mutex_unlock(&c->lock) == 0);
}

void cache_note_commit(struct cache *c)
{
	(void)atomic_fetch_add(&c->commits, 1);
}

int64_t cache_commits(struct cache *c)
{
	return atomic_load(&c->commits);
}

int64_t cache_generation(struct cache *c)
{
	lock(c);
	int64_t generation = c->generation;
	unlock(c);
	return generation;
}

void cache_data_changed(struct cache *c)
{
	lock(c);
	c->generation++;
	while (c->newest)
		remove_entry(c, c->newest);
	unlock(c);
}

static struct entry *find(struct cache *c, str key, uint64_t hash)
{
	struct entry *e = c->buckets[hash % BUCKETS];
	while (e && !(e->hash == hash && str_eq((str){e->key, e->key_length}, key)))
		e = e->next;
	return e;
}

bool cache_get(struct cache *c, str key, instant now, struct http_body **found)
{
	uint64_t hash = hash_of(key);
	lock(c);
	struct entry *e = find(c, key, hash);
	if (e && e->until.ms <= now.ms) {
		remove_entry(c, e);
		e = NULL;
	}
	if (e) {
		unlink_use(c, e);
		link_newest(c, e);
		*found = http_body_keep(e->body);
	}
	unlock(c);
	return e != NULL;
}

void cache_put(struct cache *c, str key, int64_t generation, instant until, struct http_body *body)
{
	size_t bytes = http_body_size(body) + key.n + ENTRY_OVERHEAD;
	if (bytes > c->max_bytes / 4)
		return;
	struct entry *e = malloc(sizeof *e + key.n);
	always(e != NULL);
	*e = (struct entry){.until = until, .bytes = bytes, .hash = hash_of(key), .key_length = key.n};
	for (size_t i = 0; i < key.n; i++)
		e->key[i] = key.p[i];
	lock(c);
	if (generation != c->generation) {
		unlock(c);
		free(e);
		return;
	}
	struct entry *before = find(c, key, e->hash);
	if (before)
		remove_entry(c, before);
	while (c->oldest && c->bytes + bytes > c->max_bytes)
		remove_entry(c, c->oldest); /* NOLINT(clang-analyzer-unix.Malloc): unlink_use has moved `oldest` before anything is freed */
	e->body = http_body_keep(body);
	e->next = c->buckets[e->hash % BUCKETS];
	c->buckets[e->hash % BUCKETS] = e;
	link_newest(c, e);
	c->bytes += bytes;
	unlock(c);
}

size_t cache_bytes(struct cache *c)
{
	lock(c);
	size_t bytes = c->bytes;
	unlock(c);
	return bytes;
}
