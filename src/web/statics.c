/* Pages that are words only, and files: style sheet, icon, accent of a territory, robots, health. */
#include "base/json.h"
#include "base/version.h"
#include "gen/embedded.h"
#include "gen/queries.h"
#include "web/handlers.h"
#include "web/respond.h"
#include "web/routes.h"

static struct words_view *words(struct page *pg, enum word title)
{
	struct words_view *v = ARENA_NEW(pg->arena, struct words_view);
	page_layout(pg, &v->layout, word_text(pg->lang, title));
	v->version = S(FAUBOURG_VERSION);
	return v;
}

enum status show_help(struct page *pg)
{
	RESPOND_HTML(pg, help_page, words(pg, W_pages_help_title));
	return OK;
}

enum status show_accessibility(struct page *pg)
{
	RESPOND_HTML(pg, accessibility_page, words(pg, W_pages_a11y_title));
	return OK;
}

enum status show_legal(struct page *pg)
{
	RESPOND_HTML(pg, legal_page, words(pg, W_pages_legal_title));
	return OK;
}

static const struct {
	str extension, type;
} types[] = {
	{S(".css"), S("text/css; charset=utf-8")}, {S(".svg"), S("image/svg+xml")}, {S(".js"), S("text/javascript; charset=utf-8")},
	{S(".png"), S("image/png")}, {S(".txt"), S("text/plain; charset=utf-8")},
};

static enum status send_embedded(struct page *pg, str name)
{
	for (size_t i = 0; i < embedded_count; i++) {
		str path = str_of(embedded_files[i].path);
		if (!str_starts(path, S("assets/")) || !str_eq(str_skip(path, sizeof("assets/") - 1), name))
			continue;
		out_bytes(&pg->rs->body, (const char *)embedded_files[i].bytes, embedded_files[i].n);
		pg->rs->content_type = S("application/octet-stream");
		for (size_t k = 0; k < sizeof types / sizeof *types; k++)
			if (str_ends(name, types[k].extension))
				pg->rs->content_type = types[k].type;
		return OK;
	}
	return NOT_FOUND;
}

/* With its digest in the address a file never changes: it may be kept for a year. */
enum status send_asset(struct page *pg)
{
	pg->immutable = str_is_set(page_param(pg, S("v")));
	return send_embedded(pg, pg->in.asset);
}

/* At the root, so that its scope may be /sheets/; never kept by the browser longer than it is the same. */
enum status send_worker(struct page *pg)
{
	page_allows_scripts(pg); /* what it may fetch is its own policy */
	return send_embedded(pg, S("worker.js"));
}

enum status send_icon(struct page *pg)
{
	return send_embedded(pg, S("icon.svg"));
}

/* The accent is dark enough for white paper (accent_is_readable): on a dark screen and on paper the site's own stays. */
enum status send_accent(struct page *pg)
{
	str code = page_param(pg, S("territory"));
	struct q_page_territory_by_code_row row;
	if (!str_is_set(code))
		return NOT_FOUND;
	enum status s = q_page_territory_by_code(pg->db, pg->arena, code, &row);
	if (s)
		return s;
	if (!row.accent.p || !accent_is_readable(row.accent))
		return NOT_FOUND;
	pg->rs->content_type = S("text/css; charset=utf-8");
	out_fmt(&pg->rs->body, "@media screen and (prefers-color-scheme: light) { :root { --accent: %.*s; } }\n", STR_ARGS(row.accent));
	return OK;
}

enum status send_robots(struct page *pg)
{
	pg->rs->content_type = S("text/plain; charset=utf-8");
	out_str(&pg->rs->body, S("User-agent: *\nDisallow: /search\nDisallow: /en/search\nDisallow: /*diagnosis*?\nDisallow: /*regulation/rule\nAllow: /\n"));
	return OK;
}

/* Answered only when the database answers; a broken one is a 500 before this is written. */
enum status send_health(struct page *pg)
{
	struct q_page_territories_rows rows;
	enum status s = q_page_territories(pg->db, pg->arena, &rows);
	if (s)
		return s;
	pg->rs->content_type = S("application/json; charset=utf-8");
	http_respond_header(pg->rs, S("Cache-Control"), S("no-store"));
	struct json j = json_new(&pg->rs->body);
	json_object(&j);
	json_bool(&j, S("ok"), true);
	json_text(&j, S("version"), S(FAUBOURG_VERSION));
	json_text(&j, S("database"), db_engine_of(pg->db) == DB_SQLITE ? S("sqlite") : S("postgres"));
	json_int(&j, S("territories"), (int64_t)rows.n);
	json_end(&j);
	return OK;
}
