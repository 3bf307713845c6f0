/* Starts and stops the server. Owns the cache, the compiled rulesets and, for each worker thread, its read-only connection. */
#include "web/serve.h"

#include "base/limits.h"
#include "base/log.h"
#include "web/dispatch.h"
#include "web/rulesets.h"

#include <stdatomic.h>

static const struct settings no_settings;

/* Behind a proxy of this machine everybody comes from one address, and the proxy counts (docs/operate/deadline.md). */
static bool listens_here_only(str address)
{
	return str_starts(address, S("127.")) || str_starts(address, S("[::1]")) || str_starts(address, S("localhost:"));
}

struct web {
	_Atomic(struct http_server *) server; /* known once all its threads run */
	struct cache *cache;
	struct rulesets *rulesets;
	str place;
	struct web_options options;
};

static void wake(void *context, uint64_t topic)
{
	struct web *web = context;
	struct http_server *server = atomic_load(&web->server);
	if (server)
		http_wake(server, topic);
}

static void touch(void *context, str session)
{
	struct web *web = context;
	struct http_server *server = atomic_load(&web->server);
	if (server)
		http_write_later(server, session);
}

static void *start_with(struct web *web, enum db_access access)
{
	struct worker *w = calloc(1, sizeof *w);
	always(w != NULL);
	w->cache = web->cache;
	w->rulesets = web->rulesets;
	w->settings = web->options.settings ? web->options.settings : &no_settings;
	w->touch = touch;
	w->wake = wake;
	w->web = web;
	w->files = web->options.files;
	w->key = web->options.key;
	if (db_open(web->place, access, &w->db) != OK) {
		LOG(LOG_ERROR, "worker_without_database");
		free(w);
		return NULL;
	}
	if (db_data_version(w->db, &w->data_version) != OK) {
		db_close(w->db);
		free(w);
		return NULL;
	}
	/* this connection cannot tell what changed before it: nothing kept earlier counts */
	cache_data_changed(web->cache);
	return w;
}

static void *start_worker(void *context)
{
	return start_with(context, DB_READ_ONLY);
}

/* The only connection that writes while the server runs. */
static void *start_writer(void *context)
{
	return start_with(context, DB_READ_WRITE);
}

static void stop_worker(void *context, void *worker)
{
	(void)context;
	struct worker *w = worker;
	if (!w)
		return;
	recent_end(&w->recent);
	db_close(w->db);
	free(w);
}

enum status web_start(const struct web_options *options, struct web **started)
{
	struct web *web = calloc(1, sizeof *web);
	always(web != NULL);
	web->place = options->place;
	web->options = *options;
	web->cache = cache_new(LIMIT_PAGE_CACHE_BYTES);
	web->rulesets = rulesets_new();
	const struct http_handlers handlers = {
		.context = web,
		.on_worker_start = start_worker,
		.on_worker_stop = stop_worker,
		.where = dispatch_where,
		.parks = true,
		.changed = dispatch_changed,
		.body_limit = dispatch_body_limit,
		.prepare = dispatch_prepare,
		.handle = dispatch,
		.left = dispatch_left,
		.writer = {.start = start_writer, .stop = stop_worker, .begin = dispatch_write_begin, .one = dispatch_write, .later = dispatch_write_later, .left = dispatch_write_left,
		           .commit = dispatch_write_commit, .abandon = dispatch_write_abandon, .failed = dispatch_write_failed},
		.error_body = dispatch_error_body,
	};
	const struct http_options http = {
		.address = options->address,
		.content_security_policy =
			S("default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
		.spool_folder = options->spool_folder,
		.io_threads = options->io_threads,
		.slow_threads = options->slow_threads,
		.write_queue = options->write_queue,
		.access_log = options->access_log,
		.connections_per_address = listens_here_only(options->address) ? LIMIT_CONNECTIONS : 0,
	};
	struct http_server *server;
	enum status s = http_start(&http, &handlers, &server);
	if (s) {
		cache_free(web->cache);
		rulesets_free(web->rulesets);
		free(web);
		return s;
	}
	atomic_store(&web->server, server);
	*started = web;
	return OK;
}

unsigned web_port(const struct web *web)
{
	return http_port(web->server);
}

void web_stop(struct web *web, int grace_ms)
{
	http_stop(web->server, grace_ms);
	cache_free(web->cache);
	rulesets_free(web->rulesets);
	free(web);
}
