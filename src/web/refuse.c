/* Refusals. See refuse.h. Reads no table. */
#include "web/refuse.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/log.h"
#include "web/admit.h"
#include "web/dispatch.h"
#include "web/routes.h"

struct refusal {
	int code;
	enum word heading, explanation;
};

static const struct refusal refusals[] = {
	{400, W_pages_error_400, W_pages_error_400_text},
	{401, W_core_error_401, W_core_error_401_text},
	{403, W_core_error_403, W_core_error_403_text},
	{404, W_pages_error_404, W_pages_error_404_text},
	{405, W_pages_error_405, W_pages_error_405_text},
	{409, W_core_error_409, W_core_error_409_text},
	{413, W_pages_error_413, W_pages_error_413_text},
	{422, W_core_error_422, W_core_error_422_text},
	{429, W_core_error_429, W_core_error_429_text},
	{503, W_pages_error_503, W_pages_error_503_text},
	{507, W_core_error_507, W_core_error_507_text},
	{REFUSE_INFECTED, W_files_found_infected, W_files_found_infected_text},
	{ADMIT_FORGED, W_core_error_forged, W_core_error_forged_text},
	{ADMIT_STALE, W_core_error_stale, W_core_error_stale_text},
	{500, W_pages_error_500, W_pages_error_500_text},
};

static const struct refusal *refusal_of(int code)
{
	size_t last = sizeof refusals / sizeof *refusals - 1;
	for (size_t i = 0; i < last; i++)
		if (refusals[i].code == code)
			return &refusals[i];
	return code >= 500 && code < 1000 ? &refusals[last] : &refusals[0];
}

static int http_code(int code)
{
	return code == ADMIT_FORGED || code == ADMIT_STALE || code == REFUSE_INFECTED ? 403 : code;
}

void write_refusal_page(const struct page *pg, int code, str reference, struct out *body)
{
	const struct refusal *r = refusal_of(code);
	struct error_view *v = ARENA_NEW(pg->arena, struct error_view);
	page_layout(pg, &v->layout, word_text(pg->lang, r->heading));
	v->layout.refuse_index = true;
	v->layout.has_alternates = false;
	v->status = http_code(code);
	v->heading = word_text(pg->lang, r->heading);
	v->explanation = word_text(pg->lang, r->explanation);
	v->has_reference = str_is_set(reference);
	v->reference = reference;
	error_page(body, v);
}

/* A program that holds an old token gets the one that is good now: another site cannot read it. */
static void write_refusal_json(const struct page *pg, int code, str reference, struct out *body)
{
	struct json j = json_new(body);
	json_object(&j);
	json_object_in(&j, S("error"));
	json_int(&j, S("status"), http_code(code));
	json_text(&j, S("message"), word_text(pg->lang, refusal_of(code)->heading));
	if (code == ADMIT_STALE)
		json_text(&j, S("csrf"), pg->csrf);
	if (code == 401)
		json_text(&j, S("sign_in"), sign_in_page(pg, S("/my")).s);
	if (str_is_set(reference))
		json_text(&j, S("reference"), reference);
	json_end(&j);
	json_end(&j);
}

/* ---- a form that was filled and cannot be taken yet ---- */

/* Passwords and codes are not written into a page. */
static bool holds_a_secret(const struct http_fields *form)
{
	for (size_t i = 0; i < form->n; i++) {
		size_t at;
		if (str_find(form->at[i].name, S("password"), &at) || str_eq(form->at[i].name, S("code")) || str_eq(form->at[i].name, S("current")))
			return true;
	}
	return false;
}

static str page_before(const struct page *pg)
{
	str referer = http_header(pg->rq, S("Referer")), rest, path;
	if (!str_starts(referer, S("http")) || !str_find(referer, S("//"), &(size_t){0}))
		return S("/my");
	size_t at = 0;
	(void)str_find(referer, S("//"), &at);
	(void)str_cut(str_skip(referer, at + 2), '/', &rest, &path);
	return arena_fmt(pg->arena, "/%.*s", STR_ARGS(path));
}

static void write_resend_page(struct page *pg, int code)
{
	const struct refusal *r = refusal_of(code);
	const struct http_fields *form = &pg->rq->form;
	struct resend_view *v = ARENA_NEW(pg->arena, struct resend_view);
	admit_token(pg);
	page_layout(pg, &v->layout, word_text(pg->lang, r->heading));
	v->layout.refuse_index = true;
	v->layout.has_alternates = false;
	v->status = http_code(code);
	v->heading = v->layout.title;
	v->explanation = word_text(pg->lang, r->explanation);
	v->asks_to_sign_in = code == 401;
	v->sign_in = sign_in_page(pg, page_before(pg));
	v->can_resend = form->n > 0 && !holds_a_secret(form) && pg->rq->body.n <= LIMIT_FORM_BODY_BYTES;
	v->action = v->layout.here;
	for (size_t i = 0; v->can_resend && i < form->n; i++)
		if (!str_eq(form->at[i].name, S("csrf")))
			*LIST_ADD(pg->arena, &v->fields) = (struct resent_field){.name = form->at[i].name, .value = form->at[i].value};
	resend_page(&pg->rs->body, v);
}

void refuse(struct page *pg, int code)
{
	http_response_reset(pg->rs);
	pg->rs->status = http_code(code);
	http_respond_header(pg->rs, S("Cache-Control"), S("no-store"));
	if (code == 405)
		http_respond_header(pg->rs, S("Allow"), routes_allow(pg->path));
	if (code == 503 || code == 507)
		http_respond_header(pg->rs, S("Retry-After"), code == 503 ? S("2") : S("60"));
	str reference = code == 500 ? last_fault_reference() : STR_NONE;
	bool for_program = (pg->route && pg->route->kind == ROUTE_DATA) || str_starts(pg->path, S("/api/"));
	static const int passing[] = {401, ADMIT_STALE, 503, 507}; /* the same may be taken later */
	bool again = false;
	for (size_t i = 0; pg->rq->method == HTTP_POST && i < sizeof passing / sizeof *passing; i++)
		again = again || code == passing[i];
	pg->rs->content_type = for_program ? S("application/json; charset=utf-8") : S("text/html; charset=utf-8");
	if (for_program)
		write_refusal_json(pg, code, reference, &pg->rs->body);
	else if (again)
		write_resend_page(pg, code);
	else
		write_refusal_page(pg, code, reference, &pg->rs->body);
}
