/* One request being answered by a page: what a handler is given, and the small tools that handlers share. A handler reads the database inside one
   snapshot that dispatch opened, fills a view of views.h, calls a generated page, and returns a status; it never sends bytes itself. */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "gen/pages.h"
#include "http/http.h"
#include "store/db.h"
#include "web/views.h"

struct route;
struct rulesets;

/* The named segments of the path, checked to be codes (SCHEMA.md): [A-Za-z0-9][A-Za-z0-9._-]*, at most LIMIT_CODE_BYTES. */
struct path_params {
	str territory, district, call, asset;
};

struct page {
	const struct http_request *rq;
	struct http_response *rs;
	struct arena *arena;
	struct db *db; /* in a read snapshot; NULL for a route that reads nothing */
	struct rulesets *rulesets; /* compiled rulesets, shared by all workers */
	const struct route *route;
	enum lang lang;
	str base; /* "" or "/en" */
	str path; /* without the language */
	struct path_params in;
	instant now;
	instant until; /* what is rendered stays true until then, if the data do not change */
	bool immutable; /* set by a handler: this address will never give anything else */
};

/* The value of a query parameter that the route declares; absent otherwise. Reading an undeclared one stops the process. */
str page_param(const struct page *pg, str name);

/* All the values of a declared parameter that may stand several times (check boxes), in order; without the empty ones. */
struct str_list page_params(const struct page *pg, str name);

/* A message in the page's language, as text in the arena. */
str page_words(const struct page *pg, enum word word, const struct word_arg *args, size_t count);
#define TEXT(pg, word, ...) \
	page_words((pg), (word), (const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}, \
	           sizeof((const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}) / sizeof(struct word_arg) - 1)

/* The words of a code: ("pages.district_kind.", "qpv"). The code itself when there are none. */
str page_word_of(const struct page *pg, str prefix, str code);

/* As a person of the page's language reads them (base/format.h), in the arena. */
str page_number(const struct page *pg, int64_t value);
str page_milli(const struct page *pg, int64_t thousandths);
str page_money(const struct page *pg, money amount);
str page_day(const struct page *pg, day d);
/* "a, b, c" */
str page_joined(const struct page *pg, const str *items, size_t n);

/* What is shown changes at that instant: the page is not kept longer. */
void page_changes_at(struct page *pg, instant at);

/* The frame of a page: language, alternates, style sheets. `title` without the product's name. */
void page_layout(const struct page *pg, struct layout_view *layout, str title);
void page_crumb(const struct page *pg, struct layout_view *layout, str label, url link);
/* Links the style sheet of the territory's accent when it has a sound one. */
void page_accent(const struct page *pg, struct layout_view *layout, str territory, str accent);
/* True for "#rrggbb" that can be read on white (domain/identifier.h). */
bool accent_is_readable(str accent);

/* The address of a path of this program that is not known before (an entry of the search index, this page in the other language): every segment and
   every value is percent-encoded again. `params` are put behind; names must be plain words. `path` begins with "/"; `base` is "" or "/en". */
url page_url(const struct page *pg, str base, str path, const struct http_field *params, size_t count);

#define LINK(pg, pattern, ...) URL_PATH((pg)->arena, (pg)->base, pattern, __VA_ARGS__)

#endif
