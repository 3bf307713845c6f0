/* Sessions, things, permissions and forged forms, in that order of questions. See admit.h. Reads the tables through accounts/ only and writes nothing. */
#include "web/admit.h"

#include "accounts/session.h"
#include "base/ids.h"
#include "base/limits.h"
#include "web/routes.h"

static const str session_name = S("session"), visit_name = S("visit"), purpose = S("form");

enum { SECRET_LETTERS = 43 };

static bool is_secure(const struct page *pg)
{
	return str_starts(pg->settings->public_url, S("https://"));
}

/* A browser refuses the prefix where pages do not travel by https. */
static str cookie_name(const struct page *pg, str name)
{
	return is_secure(pg) ? arena_fmt(pg->arena, "__Host-%.*s", STR_ARGS(name)) : name;
}

str page_cookie(const struct page *pg, str name)
{
	str value = http_cookie(pg->rq, cookie_name(pg, name));
	return str_is_set(value) ? value : STR_NONE;
}

void page_set_cookie(struct page *pg, str name, str value, int64_t seconds)
{
	struct out o = out_new(LIMIT_TARGET_BYTES);
	out_fmt(&o, "%.*s=%.*s; Path=/; HttpOnly; SameSite=Lax%s", STR_ARGS(cookie_name(pg, name)), STR_ARGS(value), is_secure(pg) ? "; Secure" : "");
	if (seconds || !str_is_set(value))
		out_fmt(&o, "; Max-Age=%lld", (long long)(str_is_set(value) ? seconds : 0));
	http_respond_header(pg->rs, S("Set-Cookie"), out_keep(&o, pg->arena));
}

/* ---- forms ---- */

/* A cookie that we did not make proves nothing. */
static bool holds(const struct page *pg, str cookie, str token)
{
	str secret = page_cookie(pg, cookie);
	return secret.n == SECRET_LETTERS && secret_equal(secret_token(pg->arena, secret, purpose), token);
}

bool page_csrf_is(const struct page *pg, str token)
{
	return holds(pg, session_name, token) || holds(pg, visit_name, token);
}

/* "https://host[:port]" of an Origin or a Referer, against what people are told and against what this request was sent to. */
static bool is_our_origin(const struct page *pg, str address)
{
	str ours = pg->settings->public_url, host = STR_NONE;
	if (str_is_set(ours) && str_starts(address, ours) && (address.n == ours.n || address.p[ours.n] == '/'))
		return true;
	if (str_starts(address, S("https://")))
		host = str_skip(address, 8);
	else if (str_starts(address, S("http://")) && !is_secure(pg))
		host = str_skip(address, 7);
	str rest;
	(void)str_cut(host, '/', &host, &rest);
	return str_is_set(host) && str_eq_nocase(host, pg->rq->host);
}

static bool comes_from_us(const struct page *pg)
{
	str fetch_site = http_header(pg->rq, S("Sec-Fetch-Site")), origin = http_header(pg->rq, S("Origin")), referer = http_header(pg->rq, S("Referer"));
	if (fetch_site.p && !str_eq(fetch_site, S("same-origin")))
		return false;
	if (origin.p)
		return is_our_origin(pg, origin);
	return fetch_site.p || (referer.p && is_our_origin(pg, referer));
}

static bool is_multipart(const struct page *pg)
{
	str type = http_header(pg->rq, S("Content-Type")), rest;
	(void)str_cut(type, ';', &type, &rest);
	return str_eq_nocase(str_trim(type), S("multipart/form-data"));
}

int admit_form(const struct page *pg)
{
	if (pg->route->method != HTTP_POST)
		return 0;
	if (!comes_from_us(pg))
		return ADMIT_FORGED;
	if (pg->route->parts && is_multipart(pg))
		return 0;
	str token = http_header(pg->rq, S("X-Csrf"));
	if (!token.p && !pg->route->open_body)
		token = http_form(pg->rq, S("csrf"));
	return page_csrf_is(pg, token) ? 0 : ADMIT_STALE;
}

void admit_token(struct page *pg)
{
	bool has_session = pg->actor.person.v || pg->half.v;
	str secret = page_cookie(pg, has_session ? session_name : visit_name);
	if (secret.n != SECRET_LETTERS) {
		if (!pg->visit.p)
			pg->visit = secret_new(pg->arena);
		secret = pg->visit;
	}
	pg->csrf = secret_token(pg->arena, secret, purpose);
}

/* ---- who, what, may they ---- */

static enum status read_session(struct page *pg)
{
	struct session_read read = {0};
	str cookie = page_cookie(pg, session_name);
	if (!cookie.p)
		return OK;
	enum status s = actor_of_session(pg->db, pg->arena, cookie, pg->now, &read);
	if (s != OK)
		return s;
	pg->actor = read.actor;
	pg->session = read.hash;
	pg->seen = str_is_set(read.hash) && session_touch_is_due(&read, pg->now);
	pg->half = read.waits_factor ? read.half : (person_id){0};
	return OK;
}

static enum status read_thing(struct page *pg)
{
	int64_t id;
	if (pg->in.sheet.p)
		return id_of_code(pg->in.sheet, &id) ? thing_of_sheet(pg->db, pg->arena, id, &pg->thing) : NOT_FOUND;
	if (pg->in.application.p)
		return thing_of_application(pg->db, pg->arena, pg->in.application, &pg->thing);
	if (pg->in.session.p)
		return id_of_code(pg->in.session, &id) ? thing_of_session(pg->db, pg->arena, &pg->actor, id, &pg->thing) : NOT_FOUND;
	if (pg->in.opinion.p)
		return id_of_code(pg->in.opinion, &id) ? thing_of_opinion(pg->db, pg->arena, id, &pg->thing) : NOT_FOUND;
	if (pg->in.applicant.p)
		return id_of_code(pg->in.applicant, &id) ? thing_of_applicant(pg->db, pg->arena, id, &pg->thing) : NOT_FOUND;
	if (pg->in.call.p) {
		enum status s = thing_of_call(pg->db, pg->arena, pg->in.call, &pg->thing);
		pg->thing.institution = pg->in.funder; /* absent but where the address names one */
		return s;
	}
	if (pg->in.territory.p)
		return thing_of_territory(pg->db, pg->arena, pg->in.territory, &pg->thing);
	return OK;
}

static bool codes_are_ids(const struct page *pg)
{
	const str ids[] = {pg->in.sheet, pg->in.applicant, pg->in.upload, pg->in.opinion};
	int64_t id;
	for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
		if (ids[i].p && !id_of_code(ids[i], &id))
			return false;
	return true;
}

url sign_in_page(const struct page *pg, str next)
{
	if (pg->half.v)
		return LINK(pg, "/second-factor?next=:next", next);
	return LINK(pg, "/sign-in?next=:next", next);
}

void admit_sends_to_sign_in(struct page *pg)
{
	str query = pg->rq->query;
	str here = arena_fmt(pg->arena, "%.*s%.*s%s%.*s", STR_ARGS(pg->base), STR_ARGS(pg->path), str_is_set(query) ? "?" : "", STR_ARGS(query));
	http_response_reset(pg->rs);
	pg->rs->status = 303;
	http_respond_header(pg->rs, S("Location"), sign_in_page(pg, here).s);
}

static int ask_permission(struct page *pg)
{
	if (!codes_are_ids(pg))
		return 404;
	if (!pg->actor.person.v && (pg->route->kind != ROUTE_PAGE || pg->rq->method == HTTP_POST))
		return 401;
	if (!pg->actor.person.v) {
		admit_sends_to_sign_in(pg);
		return 303;
	}
	enum status s = read_thing(pg);
	if (s != OK)
		return s == NOT_FOUND ? 404 : s == BUSY ? 503 : 500;
	if (may(&pg->actor, pg->route->guard.verb, &pg->thing))
		return 0;
	/* that somebody else's sheet or organisation exists is not told */
	return pg->in.sheet.p || pg->in.applicant.p || pg->in.application.p || pg->in.session.p || pg->in.opinion.p ? 404 : 403;
}

int admit(struct page *pg)
{
	int refused = admit_form(pg);
	enum status s = pg->db ? read_session(pg) : OK;
	if (s != OK)
		return s == BUSY ? 503 : 500;
	if (route_is_personal(pg->route))
		admit_token(pg);
	if (refused)
		return refused;
	switch (pg->route->guard.kind) {
	case GUARD_ANYONE: return codes_are_ids(pg) ? 0 : 404;
	case GUARD_MAY: return ask_permission(pg);
	case GUARD_MISSING: break;
	}
	return 404;
}
