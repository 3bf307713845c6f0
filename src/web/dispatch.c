/* One request. A kept answer is sent without touching the tables; otherwise the handler runs inside one read snapshot and what it made is kept.
   Every refusal is a page with words, in the language of the address. */
#include "web/dispatch.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/log.h"
#include "web/routes.h"

enum { HOUR_MS = 60 * 60 * 1000, ETAG_BYTES = 40 };

int http_status_of(enum status s)
{
	static const int codes[] = {[OK] = 200, [NOT_FOUND] = 404, [DENIED] = 403, [INVALID] = 400, [CONFLICT] = 409, [TOO_BIG] = 413, [BUSY] = 503, [BROKEN] = 500};
	return codes[s];
}

enum lang path_language(str *path)
{
	if (str_eq(*path, S("/en"))) {
		*path = S("/");
		return LANG_EN;
	}
	if (!str_starts(*path, S("/en/")))
		return LANG_FR;
	*path = str_skip(*path, 3);
	return LANG_EN;
}

str cache_key(const struct page *pg)
{
	struct out o = out_new(LIMIT_TARGET_BYTES * 2);
	out_str(&o, pg->lang == LANG_FR ? S("fr") : S("en"));
	out_str(&o, pg->path);
	str rest = str_of(pg->route->params);
	while (str_is_set(rest)) {
		str name, tail;
		(void)str_cut(rest, ' ', &name, &tail);
		for (size_t i = 0; i < pg->rq->params.n; i++) {
			const struct http_field *field = &pg->rq->params.at[i];
			if (!route_names(name, field->name))
				continue;
			out_char(&o, '\0'); /* no path and no name holds one */
			out_str(&o, field->name);
			out_char(&o, '=');
			out_str(&o, field->value);
		}
		rest = tail;
	}
	str key = o.full ? STR_NONE : arena_str(pg->arena, out_text(&o));
	out_free(&o);
	return key;
}

/* ---- refusals ---- */

struct refusal {
	int code;
	enum word heading, explanation;
};

static const struct refusal refusals[] = {
	{400, W_pages_error_400, W_pages_error_400_text}, {404, W_pages_error_404, W_pages_error_404_text}, {405, W_pages_error_405, W_pages_error_405_text},
	{413, W_pages_error_413, W_pages_error_413_text}, {503, W_pages_error_503, W_pages_error_503_text}, {500, W_pages_error_500, W_pages_error_500_text},
};

static const struct refusal *refusal_of(int code)
{
	size_t last = sizeof refusals / sizeof *refusals - 1;
	for (size_t i = 0; i < last; i++)
		if (refusals[i].code == code)
			return &refusals[i];
	return code >= 500 ? &refusals[last] : &refusals[0];
}

static void write_refusal_page(const struct page *pg, int code, str reference, struct out *body)
{
	const struct refusal *r = refusal_of(code);
	struct error_view *v = ARENA_NEW(pg->arena, struct error_view);
	page_layout(pg, &v->layout, word_text(pg->lang, r->heading));
	v->layout.refuse_index = true;
	v->layout.has_alternates = false;
	v->status = code;
	v->heading = word_text(pg->lang, r->heading);
	v->explanation = word_text(pg->lang, r->explanation);
	v->has_reference = str_is_set(reference);
	v->reference = reference;
	error_page(body, v);
}

static void write_refusal_json(const struct page *pg, int code, str reference, struct out *body)
{
	struct json j = json_new(body);
	json_object(&j);
	json_object_in(&j, S("error"));
	json_int(&j, S("status"), code);
	json_text(&j, S("message"), word_text(pg->lang, refusal_of(code)->heading));
	if (str_is_set(reference))
		json_text(&j, S("reference"), reference);
	json_end(&j);
	json_end(&j);
}

static void refuse(const struct page *pg, int code)
{
	out_reset(&pg->rs->body);
	pg->rs->header_count = 0;
	pg->rs->policy = STR_NONE;
	pg->rs->status = code;
	http_respond_header(pg->rs, S("Cache-Control"), S("no-store"));
	if (code == 405)
		http_respond_header(pg->rs, S("Allow"), S("GET, HEAD"));
	if (code == 503)
		http_respond_header(pg->rs, S("Retry-After"), S("1"));
	str reference = code == 500 ? last_fault_reference() : STR_NONE;
	bool for_program = (pg->route && pg->route->kind == ROUTE_DATA) || str_starts(pg->path, S("/api/"));
	pg->rs->content_type = for_program ? S("application/json; charset=utf-8") : S("text/html; charset=utf-8");
	if (for_program)
		write_refusal_json(pg, code, reference, &pg->rs->body);
	else
		write_refusal_page(pg, code, reference, &pg->rs->body);
}

static bool prefers_english(str accept_language)
{
	size_t english, french;
	if (!str_find(accept_language, S("en"), &english))
		return false;
	return !str_find(accept_language, S("fr"), &french) || english < french;
}

void dispatch_error_body(void *context, int status, str accept_language, struct out *body)
{
	(void)context;
	struct arena *arena = arena_new(LIMIT_BODY_BYTES * 4);
	bool english = str_is_set(accept_language) && prefers_english(accept_language);
	struct http_request rq = {.arena = arena};
	struct page pg = {.rq = &rq, .arena = arena, .path = S("/"), .base = english ? S("/en") : S(""), .lang = english ? LANG_EN : LANG_FR};
	write_refusal_page(&pg, status, status == 500 ? last_fault_reference() : STR_NONE, body);
	arena_free(arena);
}

/* ---- answers that are kept ---- */

/* A cache key, not a signature: what differs in one bit gets another tag. */
static void write_etag(char etag[ETAG_BYTES], str bytes)
{
	uint64_t a = UINT64_C(0xcbf29ce484222325), b = UINT64_C(0x9E3779B97F4A7C15);
	for (size_t i = 0; i < bytes.n; i++) {
		a = (a ^ (unsigned char)bytes.p[i]) * UINT64_C(0x100000001b3);
		b = (b + (unsigned char)bytes.p[i]) * UINT64_C(0x5851F42D4C957F2D) ^ b >> 29;
	}
	(void)snprintf(etag, ETAG_BYTES, "\"%016llx%016llx\"", (unsigned long long)a, (unsigned long long)b);
}

/* Turns what the handler wrote into bytes with their headers, which the cache and this response share. http/ answers 304 by the ETag. */
static void keep_and_send(struct page *pg, struct worker *w, str key, int64_t generation)
{
	struct http_response *rs = pg->rs;
	char etag[ETAG_BYTES];
	write_etag(etag, out_text(&rs->body));
	http_respond_header(rs, S("ETag"), arena_str(pg->arena, str_of(etag)));
	http_respond_header(rs, S("Cache-Control"), pg->immutable ? S("public, max-age=31536000, immutable") : S("no-cache"));
	rs->shared = http_body_new(&rs->body, rs->content_type, rs->headers, rs->header_count);
	rs->header_count = 0;
	if (str_is_set(key))
		cache_put(w->cache, key, generation, pg->until, rs->shared);
}

/* ---- one request ---- */

/* A change that this worker's connection sees ends everything that was kept, whoever made it. Read before the snapshot: what is kept may be
   newer than its generation says, never older. */
static enum status follow_data(struct worker *w)
{
	int64_t version;
	enum status s = db_data_version(w->db, &version);
	if (s || version == w->data_version)
		return s;
	w->data_version = version;
	cache_data_changed(w->cache);
	return OK;
}

/* Ends the snapshot also when the request runs out of memory: http/ then leaves the handler with a jump, and what was deferred runs. */
static void end_snapshot(void *open)
{
	struct db **db = open;
	if (*db)
		db_read_end(*db);
	*db = NULL;
}

static enum status run_in_snapshot(struct page *pg, struct worker *w)
{
	if (pg->route->without_data)
		return pg->route->handler(pg);
	enum status s = db_read_begin(w->db);
	if (s)
		return s;
	struct db **open = ARENA_NEW(pg->arena, struct db *);
	*open = pg->db = w->db;
	arena_defer(pg->arena, end_snapshot, open);
	s = pg->route->handler(pg);
	end_snapshot(open);
	return s;
}

static void run_route(struct page *pg, struct worker *w)
{
	if (pg->route->fresh) {
		enum status s = run_in_snapshot(pg, w);
		if (s)
			refuse(pg, http_status_of(s));
		return;
	}
	enum status s = follow_data(w);
	if (s) {
		refuse(pg, http_status_of(s));
		return;
	}
	str key = cache_key(pg);
	if (str_is_set(key) && cache_get(w->cache, key, pg->now, &pg->rs->shared))
		return;
	int64_t generation = cache_generation(w->cache);
	s = run_in_snapshot(pg, w);
	if (s || pg->rs->body.full)
		refuse(pg, http_status_of(s ? s : TOO_BIG));
	else if (pg->rs->status == 0 || pg->rs->status == 200)
		keep_and_send(pg, w, key, generation);
}

static void redirect(struct page *pg, str target)
{
	pg->rs->status = 301;
	http_respond_header(pg->rs, S("Location"), target);
}

void dispatch(void *context, struct http_request *rq, struct http_response *rs)
{
	(void)context;
	const struct worker *w = rq->worker;
	struct page pg = {.rq = rq, .rs = rs, .arena = rq->arena, .path = rq->path, .now = clock_now(), .rulesets = w->rulesets};
	pg.lang = path_language(&pg.path);
	pg.base = pg.lang == LANG_EN ? S("/en") : S("");
	pg.until = (instant){pg.now.ms - pg.now.ms % HOUR_MS + HOUR_MS};
	if (pg.path.n > 1 && str_ends(pg.path, S("/"))) {
		str without = str_first(pg.path, pg.path.n - 1);
		if (route_find(HTTP_GET, without, &pg.route, &pg.in) == OK) {
			pg.path = without;
			struct layout_view layout;
			page_layout(&pg, &layout, S(""));
			redirect(&pg, layout.here.s);
			return;
		}
	}
	enum status s = route_find(rq->method, pg.path, &pg.route, &pg.in);
	if (s) {
		refuse(&pg, s == DENIED ? 405 : 404);
		return;
	}
	if (pg.route->guard.kind != GUARD_ANYONE || (pg.route->kind == ROUTE_FILE && pg.lang != LANG_FR)) {
		refuse(&pg, 404);
		return;
	}
	run_route(&pg, rq->worker);
}

bool dispatch_is_slow(void *context, const struct http_request *rq)
{
	(void)context;
	str path = rq->path;
	(void)path_language(&path);
	const struct route *route;
	struct path_params ignored;
	return route_find(rq->method, path, &route, &ignored) == OK && route->slow;
}
