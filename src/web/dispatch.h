/* From a checked request to a handler and back: language, route, guard, cache, snapshot, error pages. */
#ifndef WEB_DISPATCH_H
#define WEB_DISPATCH_H

#include "http/http.h"
#include "web/cache.h"
#include "web/page.h"

/* One a thread that runs handlers. */
struct worker {
	struct db *db;
	struct cache *cache;
	struct rulesets *rulesets;
	int64_t data_version; /* the last one seen */
};

/* Answers the request; rq->worker is a struct worker. */
void dispatch(void *context, struct http_request *rq, struct http_response *rs);
bool dispatch_is_slow(void *context, const struct http_request *rq);
/* The page of an error that http/ answers by itself. */
void dispatch_error_body(void *context, int status, str accept_language, struct out *body);

/* Status to HTTP: the only place. */
int http_status_of(enum status s);

/* Takes the language off: "/en/calls/x" gives LANG_EN and "/calls/x". */
enum lang path_language(str *path);

/* What makes two requests the same page: language, path, declared parameters in the route's order. In the arena. */
str cache_key(const struct page *pg);

#endif
