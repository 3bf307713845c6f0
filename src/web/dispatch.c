/* One request. A kept answer is sent without touching the tables; otherwise the handler runs inside one read snapshot and what it made is kept.
   Every refusal is a page with words, in the language of the address. */
#include "web/dispatch.h"

#include "accounts/session.h"
#include "actions/presence.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "gen/queries.h"
#include "web/admit.h"
#include "web/refuse.h"
#include "web/routes.h"

enum { HOUR_MS = 60 * 60 * 1000, ETAG_BYTES = 40 };

int http_status_of(enum status s)
{
	static const int codes[] = {[OK] = 200, [NOT_FOUND] = 404, [DENIED] = 403, [INVALID] = 400, [CONFLICT] = 409, [TOO_BIG] = 413, [BUSY] = 503, [FULL] = 507, [BROKEN] = 500};
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

/* A change that this worker's connection sees ends everything that was kept, whoever made it; but for the drafts that this process saves all the time, which no public page
   shows: whatever such a page shows is changed with a row of the audit chain, and drafts are saved without one (decision 0019). Read before the snapshot: what is kept may be newer
   than its generation says, never older. */
static enum status follow_data(struct worker *w)
{
	struct q_page_audited_row row = {0};
	int64_t version, commits = cache_commits(w->cache);
	enum status s = db_data_version(w->db, &version);
	if (s || version == w->data_version)
		return s;
	struct arena *a = arena_new(LIMIT_CELL_BYTES);
	s = q_page_audited(w->db, a, &row);
	arena_free(a);
	if (s)
		return s;
	bool all_ours = commits != w->commits;
	bool same = all_ours && row.seq == w->audited;
	w->data_version = version;
	w->commits = commits;
	w->audited = row.seq;
	if (!same)
		cache_data_changed(w->cache);
	return OK;
}

/* What only that person may see stays in no store between us and them. */
static void finish(struct page *pg, enum status s)
{
	struct http_response *rs = pg->rs;
	if (s == OK && rs->body.full)
		s = TOO_BIG;
	if (pg->answer && (s == OK || s == INVALID))
		rs->status = pg->answer;
	else if (s == BUSY && pg->answer == 429)
		refuse(pg, 429);
	else if (s == DENIED && !pg->actor.person.v && pg->rq->method != HTTP_POST && pg->route->kind == ROUTE_PAGE)
		admit_sends_to_sign_in(pg);
	else if (s == DENIED && !pg->actor.person.v)
		refuse(pg, 401);
	else if (s != OK)
		refuse(pg, http_status_of(s));
}

/* Headers that every answer about or for one person has. */
static void finish_personal(struct page *pg)
{
	bool told = false;
	for (size_t i = 0; i < pg->rs->header_count; i++)
		told = told || str_eq_nocase(pg->rs->headers[i].name, S("Cache-Control"));
	if (!told && (route_is_personal(pg->route) || str_is_set(pg->session)))
		http_respond_header(pg->rs, S("Cache-Control"), S("no-store"));
	if (pg->visit.p)
		page_set_cookie(pg, S("visit"), pg->visit, LIMIT_VISIT_SECONDS);
	if (pg->wait_seconds)
		http_respond_header(pg->rs, S("Retry-After"), arena_fmt(pg->arena, "%lld", (long long)pg->wait_seconds));
}

void dispatch_left(void *context, void *worker)
{
	(void)context;
	struct worker *w = worker;
	if (w->open)
		db_read_end(w->db);
	w->open = false;
}

/* Opens the snapshot that the request's end, also by a jump, closes. */
static enum status begin_snapshot(struct page *pg, struct worker *w)
{
	enum status s = db_read_begin(w->db);
	if (s)
		return s;
	w->open = true;
	pg->db = w->db;
	return OK;
}

/* Admits and runs; what is answered when that fails is answered too. `run` is the handler, or what comes before it. */
static enum status admit_and_run(struct page *pg, enum status (*run)(struct page *))
{
	int refused = admit(pg);
	if (refused && refused != 303)
		refuse(pg, refused);
	if (refused)
		return DENIED;
	enum status s = run(pg);
	finish(pg, s);
	return s;
}

static void run_personal(struct page *pg, struct worker *w)
{
	enum status s = pg->route->without_data && pg->route->guard.kind == GUARD_ANYONE ? OK : begin_snapshot(pg, w);
	if (s != OK) {
		refuse(pg, http_status_of(s));
		return;
	}
	(void)admit_and_run(pg, pg->route->handler);
	if (pg->db)
		dispatch_left(NULL, w);
	if (pg->seen && w->touch)
		w->touch(w->web, pg->session);
	if (pg->present.p && pg->actor.person.v && w->touch)
		w->touch(w->web, presence_note(pg->arena, pg->present, pg->actor.person));
	finish_personal(pg);
}

/* For everybody the same: without a session, from what was kept when it was. */
static enum status run_in_snapshot(struct page *pg, struct worker *w)
{
	if (pg->route->without_data)
		return pg->route->handler(pg);
	enum status s = begin_snapshot(pg, w);
	if (s)
		return s;
	s = pg->route->handler(pg);
	dispatch_left(NULL, w);
	return s;
}

static void run_public(struct page *pg, struct worker *w)
{
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
	else if (pg->answer)
		pg->rs->status = pg->answer;
	else if (pg->rs->status == 0 || pg->rs->status == 200)
		keep_and_send(pg, w, key, generation);
}

static void redirect(struct page *pg, str target)
{
	pg->rs->status = 301;
	http_respond_header(pg->rs, S("Location"), target);
}

/* The page of a request, and its row of the table. */
static enum status page_of(struct http_request *rq, struct http_response *rs, const struct worker *w, struct page *pg)
{
	*pg = (struct page){.rq = rq, .rs = rs, .arena = rq->arena, .path = rq->path, .now = clock_now(), .rulesets = w->rulesets, .prepared = rq->prepared};
	pg->settings = w->settings;
	pg->files = w->files;
	pg->key = w->key;
	pg->lang = path_language(&pg->path);
	pg->base = pg->lang == LANG_EN ? S("/en") : S("");
	pg->until = (instant){pg->now.ms - pg->now.ms % HOUR_MS + HOUR_MS};
	enum status s = route_find(rq->method, pg->path, &pg->route, &pg->in);
	bool no_such = s == OK && (pg->route->guard.kind == GUARD_MISSING || (pg->route->kind == ROUTE_FILE && pg->lang != LANG_FR));
	return no_such ? NOT_FOUND : s;
}

/* An address with a slash too much is that without it. */
static bool sent_without_slash(struct page *pg)
{
	if (pg->path.n <= 1 || !str_ends(pg->path, S("/")))
		return false;
	str without = str_first(pg->path, pg->path.n - 1);
	if (route_find(HTTP_GET, without, &pg->route, &pg->in) != OK)
		return false;
	pg->path = without;
	struct layout_view layout;
	page_layout(pg, &layout, S(""));
	redirect(pg, layout.here.s);
	return true;
}

void dispatch(void *context, struct http_request *rq, struct http_response *rs)
{
	(void)context;
	struct page pg;
	struct worker *w = rq->worker;
	enum status s = page_of(rq, rs, w, &pg);
	if (s != OK) {
		const struct route *route = pg.route;
		pg.route = s == DENIED ? route : NULL;
		if (!sent_without_slash(&pg))
			refuse(&pg, s == DENIED ? 405 : 404);
		return;
	}
	if (route_is_personal(pg.route) || pg.route->fresh)
		run_personal(&pg, w);
	else
		run_public(&pg, w);
}

enum http_place dispatch_where(void *context, const struct http_request *rq)
{
	(void)context;
	struct page pg;
	struct http_request asked = *rq;
	if (page_of(&asked, NULL, rq->worker, &pg) != OK)
		return HTTP_AT_ONCE;
	if (pg.route->waits)
		return HTTP_PARK;
	if (!route_writes(pg.route))
		return pg.route->slow ? HTTP_SLOW : HTTP_AT_ONCE;
	if (admit_form(&pg) != 0)
		return HTTP_AT_ONCE; /* its refusal needs no writer */
	return pg.route->prepare ? HTTP_SLOW_THEN_WRITE : HTTP_WRITE;
}

uint64_t dispatch_body_limit(void *context, str target)
{
	(void)context;
	str path, query;
	const struct route *route;
	struct path_params ignored;
	(void)str_cut(target, '?', &path, &query); /* no parameter of ours needs an encoded letter */
	(void)path_language(&path);
	bool found = route_find(HTTP_POST, path, &route, &ignored) == OK;
	return found && route->body_bytes > LIMIT_BODY_BYTES ? route->body_bytes : LIMIT_BODY_BYTES;
}

/* ---- what writes ---- */

bool dispatch_prepare(void *context, struct http_request *rq, struct http_response *rs)
{
	(void)context;
	struct page pg;
	struct worker *w = rq->worker;
	enum status s = page_of(rq, rs, w, &pg);
	always(s == OK);
	s = begin_snapshot(&pg, w);
	if (s != OK) {
		refuse(&pg, http_status_of(s));
		return false;
	}
	s = admit_and_run(&pg, pg.route->prepare);
	dispatch_left(NULL, w);
	rq->prepared = pg.prepared;
	if (s != OK || pg.answer || pg.rs->status >= 300) {
		finish_personal(&pg);
		return false;
	}
	return true;
}

enum status dispatch_write(void *context, struct http_request *rq, struct http_response *rs)
{
	(void)context;
	struct page pg;
	struct worker *w = rq->worker;
	enum status s = page_of(rq, rs, w, &pg);
	always(s == OK && route_writes(pg.route));
	s = db_savepoint(w->db);
	if (s != OK)
		return s;
	pg.db = w->db;
	bool admitted = admit_and_run(&pg, pg.route->handler) == OK && (rs->status < 400 || pg.keeps);
	enum status failure = db_failure(w->db);
	if (failure == BUSY || failure == FULL)
		return failure; /* nothing of the whole transaction can be written now */
	if (failure == OK && admitted)
		failure = db_savepoint_release(w->db);
	if (failure != OK || !admitted)
		s = db_savepoint_undo(w->db);
	else if (pg.wakes && w->wake_count < WAKES)
		w->wakes[w->wake_count++] = pg.wakes;
	if (failure != OK && admitted)
		refuse(&pg, http_status_of(failure)); /* the handler believed it done; one that saw it has answered */
	finish_personal(&pg);
	return failure == BUSY || failure == FULL ? failure : s;
}

enum status dispatch_write_later(void *context, void *worker, str session)
{
	(void)context;
	struct db *db = ((struct worker *)worker)->db;
	enum status s = db_savepoint(db);
	if (s != OK)
		return s;
	enum status touched = presence_is_note(session) ? presence_take_note(db, session, clock_now()) : session_touch(db, session, clock_now());
	if (db_failure(db) == BUSY || db_failure(db) == FULL)
		return db_failure(db);
	if (touched == OK)
		touched = db_savepoint_release(db);
	return touched == OK || touched == BUSY || touched == FULL ? touched : db_savepoint_undo(db);
}

enum status dispatch_write_begin(void *context, void *worker)
{
	(void)context;
	struct worker *w = worker;
	w->wake_count = 0;
	return db_write_begin(w->db);
}

enum status dispatch_write_left(void *context, void *worker)
{
	(void)context;
	return db_savepoint_undo(((struct worker *)worker)->db);
}

/* What was kept of pages is gone before anybody is told that something changed. */
enum status dispatch_write_commit(void *context, void *worker)
{
	(void)context;
	struct worker *w = worker;
	struct q_page_audited_row row = {0};
	struct arena *a = arena_new(LIMIT_CELL_BYTES);
	enum status s = q_page_audited(w->db, a, &row);
	arena_free(a);
	if (s)
		return s;
	cache_note_commit(w->cache);
	s = db_write_commit(w->db);
	cache_note_commit(w->cache);
	if (s == OK && row.seq != w->audited)
		cache_data_changed(w->cache);
	if (s == OK)
		w->audited = row.seq;
	for (size_t i = 0; s == OK && w->wake && i < w->wake_count; i++)
		w->wake(w->web, w->wakes[i]);
	return s;
}

bool dispatch_changed(void *context, void *worker)
{
	(void)context;
	struct worker *w = worker;
	int64_t version;
	bool changed = db_data_version(w->db, &version) == OK && version != w->data_version;
	if (changed)
		w->data_version = version;
	return changed;
}

void dispatch_write_abandon(void *context, void *worker)
{
	(void)context;
	db_write_abandon(((struct worker *)worker)->db);
}

void dispatch_write_failed(void *context, struct http_request *rq, struct http_response *rs, enum status s)
{
	(void)context;
	struct page pg;
	enum status found = page_of(rq, rs, rq->worker, &pg);
	always(found == OK);
	refuse(&pg, s == BUSY || s == FULL ? http_status_of(s) : 500);
	finish_personal(&pg);
}
