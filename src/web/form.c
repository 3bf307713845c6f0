/* The tools of page.h for what people send: fields of a form, and how the handler of a POST ends. Reads no table. */
#include "base/limits.h"
#include "http/percent.h"
#include "web/page.h"
#include "web/routes.h"

str page_form(const struct page *pg, str name)
{
	always(route_has_field(pg->route, name));
	return http_form(pg->rq, name);
}

struct page_fields page_form_family(const struct page *pg, str family)
{
	struct page_fields fields = {0};
	always(route_has_field(pg->route, arena_fmt(pg->arena, "%.*sx", STR_ARGS(family))));
	for (size_t i = 0; i < pg->rq->form.n; i++) {
		const struct http_field *field = &pg->rq->form.at[i];
		if (field->name.n > family.n && str_starts(field->name, family))
			*LIST_ADD(pg->arena, &fields) = (struct http_field){.name = str_skip(field->name, family.n), .value = field->value};
	}
	return fields;
}

enum status page_see_other(struct page *pg, url where)
{
	pg->answer = 303;
	http_respond_header(pg->rs, S("Location"), where.s);
	return OK;
}

enum status page_again_as(struct page *pg, int http_status)
{
	always(http_status >= 400 && http_status < 500);
	pg->answer = http_status;
	return INVALID;
}

enum status page_refused(struct page *pg, int http_status)
{
	always(http_status >= 400 && http_status < 500);
	pg->answer = http_status;
	pg->keeps = true;
	return OK;
}

enum status page_again(struct page *pg)
{
	return page_again_as(pg, 422);
}

enum status page_wait(struct page *pg, int64_t seconds)
{
	pg->answer = 429;
	pg->wait_seconds = seconds > 0 ? seconds : 1;
	return BUSY;
}

void page_allows_scripts(struct page *pg)
{
	pg->rs->policy = S("default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; manifest-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
	                   "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
}

/* What page_url takes as it is written. */
static bool is_plain_name(str name)
{
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
		if (!plain)
			return false;
	}
	return name.n > 0;
}

/* A path of ours: "/…", not "//…", nothing that a browser would read as another host. */
url page_next(const struct page *pg, str next)
{
	url home = URL_PATH(pg->arena, pg->base, "/my");
	str path, query, base = S("");
	struct http_fields params = {0};
	bool own = next.n > 0 && next.n <= LIMIT_TARGET_BYTES && next.p[0] == '/' && !str_starts(next, S("//"));
	for (size_t i = 0; own && i < next.n; i++)
		own = (unsigned char)next.p[i] > 0x20 && next.p[i] != '\\' && next.p[i] != 0x7f;
	if (!own)
		return home;
	(void)str_cut(next, '?', &path, &query);
	if (form_parse(pg->arena, query, &params) != OK)
		return home;
	for (size_t i = 0; i < params.n; i++)
		if (!is_plain_name(params.at[i].name))
			return home;
	if (str_eq(path, S("/en")) || str_starts(path, S("/en/")))
		path = str_skip(path, 3), base = S("/en");
	return page_url(pg, str_is_set(base) ? base : pg->base, str_is_set(path) ? path : S("/"), params.at, params.n);
}
