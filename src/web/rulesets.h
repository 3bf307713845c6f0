/* Compiled rulesets, kept in memory: read and compiled once a text, shared by every worker thread (a ruleset never changes once read; each request
   judges with a run of its own). Bounded in number; the least recently used goes first, once nobody answers with it. Called by the pages of the
   self-diagnosis and of the règlement. */
#ifndef WEB_RULESETS_H
#define WEB_RULESETS_H

#include "domain/verdict.h"
#include "web/page.h"

struct rulesets;

struct rulesets *rulesets_new(void);
void rulesets_free(struct rulesets *r);

struct ruleset_key { /* which text; `hash` is the table's */
	territory_id territory;
	str call;
	int64_t version;
	str hash;
};

/* The compiled ruleset; it stays until the request's arena ends. NOT_FOUND: no such version. BROKEN: a text in the table that cannot be read
   (loading checks them), logged. */
must_use enum status rulesets_get(struct page *pg, const struct ruleset_key *key, const struct ruleset **set);

/* A judge for this request, for today in the territory's time. */
struct judge *rulesets_judge(struct page *pg, const struct ruleset *set, str time_zone);

size_t rulesets_kept(struct rulesets *r); /* for tests */

#endif
