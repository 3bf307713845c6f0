/* A short list under one mutex, held for a look-up only: texts are read and compiled outside of it, so two threads may compile the same text at once;
   the first to come back is kept. Each entry is counted: an entry that leaves the list lives until the last request that uses it ends. */
#include "web/rulesets.h"

#include "actions/read_ruleset.h"
#include "base/calendar.h"
#include "base/limits.h"
#include "web/when.h"

#include <pthread.h>
#include <stdlib.h>

struct held {
	struct rulesets *home;
	struct arena *arena;
	struct ruleset_key key;
	const struct ruleset *set;
	unsigned users; /* the list is one */
	uint64_t used;
};

struct rulesets {
	pthread_mutex_t lock;
	uint64_t clock;
	size_t n;
	struct held *kept[LIMIT_RULESETS_KEPT];
};

struct rulesets *rulesets_new(void)
{
	struct rulesets *r = calloc(1, sizeof *r);
	always(r != NULL);
	always(pthread_mutex_init(&r->lock, NULL) == 0);
	return r;
}

static void held_free(struct held *h)
{
	arena_free(h->arena);
	free(h);
}

void rulesets_free(struct rulesets *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->n; i++)
		held_free(r->kept[i]);
	(void)pthread_mutex_destroy(&r->lock);
	free(r);
}

static void lock(struct rulesets *r)
{
	always(pthread_mutex_lock(&r->lock) == 0);
}

static void unlock(struct rulesets *r)
{
	always(pthread_mutex_unlock(&r->lock) == 0);
}

size_t rulesets_kept(struct rulesets *r)
{
	lock(r);
	size_t n = r->n;
	unlock(r);
	return n;
}

/* Runs when the request's arena ends. */
static void let_go(void *thing)
{
	struct held *h = thing;
	struct rulesets *r = h->home;
	lock(r);
	unsigned users = --h->users;
	unlock(r);
	if (!users)
		held_free(h);
}

static bool same_key(const struct ruleset_key *a, const struct ruleset_key *b)
{
	return a->territory.v == b->territory.v && a->version == b->version && str_eq(a->call, b->call) && str_eq(a->hash, b->hash);
}

/* Under the lock. */
static struct held *find(struct rulesets *r, const struct ruleset_key *key)
{
	for (size_t i = 0; i < r->n; i++)
		if (same_key(&r->kept[i]->key, key)) {
			r->kept[i]->used = ++r->clock;
			r->kept[i]->users++;
			return r->kept[i];
		}
	return NULL;
}

/* Under the lock: makes room, and gives what nobody uses any more, to be freed outside of it. */
static struct held *make_room(struct rulesets *r)
{
	if (r->n < LIMIT_RULESETS_KEPT)
		return NULL;
	size_t oldest = 0;
	for (size_t i = 1; i < r->n; i++)
		if (r->kept[i]->used < r->kept[oldest]->used)
			oldest = i;
	struct held *out = r->kept[oldest];
	r->kept[oldest] = r->kept[--r->n];
	return --out->users ? NULL : out;
}

/* ---- compiling ---- */

static enum status compile(struct page *pg, const struct ruleset_key *key, struct held **made)
{
	struct held *h = calloc(1, sizeof *h);
	always(h != NULL);
	h->home = pg->rulesets;
	h->arena = arena_new(LIMIT_RULESET_ARENA);
	h->key = *key;
	h->key.call = arena_str(h->arena, key->call);
	h->key.hash = arena_str(h->arena, key->hash);
	struct ruleset *set;
	enum status s = read_ruleset(pg->db, h->arena, key->territory, key->call, key->version, &set);
	if (s) {
		held_free(h);
		return s;
	}
	h->set = set;
	*made = h;
	return OK;
}

/* Puts what was compiled into the list, unless another thread was faster. */
static struct held *keep(struct rulesets *r, struct held *made)
{
	lock(r);
	struct held *there = find(r, &made->key), *over = there ? made : make_room(r);
	if (!there) {
		there = made;
		made->users = 2;
		made->used = ++r->clock;
		r->kept[r->n++] = made;
	}
	unlock(r);
	if (over)
		held_free(over);
	return there;
}

enum status rulesets_get(struct page *pg, const struct ruleset_key *key, const struct ruleset **set)
{
	lock(pg->rulesets);
	struct held *h = find(pg->rulesets, key);
	unlock(pg->rulesets);
	if (!h) {
		struct held *made;
		enum status s = compile(pg, key, &made);
		if (s)
			return s;
		h = keep(pg->rulesets, made);
	}
	arena_defer(pg->arena, let_go, h);
	*set = h->set;
	return OK;
}

struct judge *rulesets_judge(struct page *pg, const struct ruleset *set, str time_zone)
{
	return judge_new(pg->arena, set, day_at(pg->now, when_zone(time_zone)));
}
