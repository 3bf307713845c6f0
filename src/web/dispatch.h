/* From a checked request to a handler and back: language, route, guard, cache, snapshot, error pages. */
#ifndef WEB_DISPATCH_H
#define WEB_DISPATCH_H

#include "http/http.h"
#include "web/cache.h"
#include "web/page.h"
#include "web/recent.h"

enum { WAKES = 16 }; /* calls whose table is written in one commit; more are seen a second later */

/* One a thread that runs handlers. */
struct worker {
	struct db *db;
	bool open; /* a snapshot: ended by dispatch_left */
	struct cache *cache;
	struct rulesets *rulesets;
	const struct settings *settings;
	struct files *files;
	const struct seal_key *key;
	void (*touch)(void *web, str session); /* asks the writer to note that a session was seen */
	void *web;
	void (*wake)(void *web, uint64_t topic); /* after a commit: those who wait for it look again */
	uint64_t wakes[WAKES];                   /* of the requests of the open transaction */
	size_t wake_count;
	struct recent recent; /* what screens that follow a table ask at once */
	int64_t data_version, commits, audited; /* the last ones seen: of the data, of this process's commits, of the audit chain */
};

/* Answers the request; rq->worker is a struct worker. */
void dispatch(void *context, struct http_request *rq, struct http_response *rs);
enum http_place dispatch_where(void *context, const struct http_request *rq);
bool dispatch_changed(void *context, void *worker);
uint64_t dispatch_body_limit(void *context, str target);
/* What writes (http_writer): first `prepare` in a snapshot of its own, then everything again inside the transaction, for a session may end in between. */
bool dispatch_prepare(void *context, struct http_request *rq, struct http_response *rs);
enum status dispatch_write(void *context, struct http_request *rq, struct http_response *rs);
enum status dispatch_write_begin(void *context, void *worker);
enum status dispatch_write_later(void *context, void *worker, str session);
enum status dispatch_write_left(void *context, void *worker);
enum status dispatch_write_commit(void *context, void *worker);
void dispatch_write_abandon(void *context, void *worker);
void dispatch_write_failed(void *context, struct http_request *rq, struct http_response *rs, enum status s);
/* Ends what a request left open on its worker: after it, and after a jump out of it (its memory was full). */
void dispatch_left(void *context, void *worker);
/* The page of an error that http/ answers by itself. */
void dispatch_error_body(void *context, int status, str accept_language, struct out *body);

/* Status to HTTP: the only place. */
int http_status_of(enum status s);

/* Takes the language off: "/en/calls/x" gives LANG_EN and "/calls/x". */
enum lang path_language(str *path);

/* What makes two requests the same page: language, path, declared parameters in the route's order. In the arena. */
str cache_key(const struct page *pg);

#endif
