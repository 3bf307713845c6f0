/* What a handler does last. */
#ifndef WEB_RESPOND_H
#define WEB_RESPOND_H

#include "web/page.h"

/* RESPOND_HTML(pg, home_page, view): writes the generated page. */
#define RESPOND_HTML(pg, write, view) \
	do { \
		(pg)->rs->content_type = S("text/html; charset=utf-8"); \
		write(&(pg)->rs->body, (view)); \
	} while (0)

/* A file to keep, under that name. */
static inline void respond_download(struct page *pg, str content_type, str file_name)
{
	pg->rs->content_type = content_type;
	http_respond_header(pg->rs, S("Content-Disposition"), arena_fmt(pg->arena, "attachment; filename=\"%.*s\"", STR_ARGS(file_name)));
}

static inline void respond_json(struct page *pg)
{
	pg->rs->content_type = S("application/json; charset=utf-8");
	http_respond_header(pg->rs, S("Access-Control-Allow-Origin"), S("*"));
}

#endif
