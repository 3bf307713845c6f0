/* One request being answered by a page: what a handler is given, and the small tools that handlers share. A handler reads the database inside one
   snapshot that dispatch opened, fills a view of views.h, calls a generated page, and returns a status; it never sends bytes itself. */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "accounts/actor.h"
#include "base/seal.h"
#include "base/settings.h"
#include "gen/pages.h"
#include "http/http.h"
#include "store/db.h"
#include "store/files.h"
#include "web/views.h"

struct route;
struct rulesets;

/* The named segments of the path, checked to be codes (SCHEMA.md): [A-Za-z0-9][A-Za-z0-9._-]*, at most LIMIT_CODE_BYTES. */
struct path_params {
	str territory, district, call, asset;
	str applicant, sheet, upload; /* ids as base/ids.h writes them */
	str topic, document, attachment, person, version, message, request;
};

struct page {
	const struct http_request *rq;
	struct http_response *rs;
	struct arena *arena;
	struct db *db; /* in a read snapshot; in a write transaction of its own in the handler of a POST; NULL for a route that reads nothing */
	const struct settings *settings;
	struct files *files; /* NULL when there is no folder for them */
	const struct seal_key *key; /* NULL when there is none: what would be sealed is refused with a message */
	/* Who asks, and what the address names (its :sheet, :applicant, :call or :territory): dispatch asked `may` about them before the handler. Nobody and nothing on
	   ANYONE pages for which there is no session. */
	struct actor actor;
	struct thing thing;
	str session; /* hash of the session; absent */
	str csrf;    /* token that every form of this page carries */
	void *prepared; /* by route->prepare */
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

/* The value of a declared field of the form; absent otherwise. */
str page_form(const struct page *pg, str name);
/* All fields of the form whose name begins with a declared family ("f."), in order, names without the family. */
struct page_fields {
	struct http_field *at;
	size_t n, room;
};
struct page_fields page_form_family(const struct page *pg, str family);

/* How the handler of a POST ends. Done: 303 to that address, and what was written is committed before it is sent. page_again: the page that the handler has written
   (its form with problems and all that was typed) is sent with 422, and nothing is committed; the handler returns what page_again returns. */
enum status page_see_other(struct page *pg, url where);
enum status page_again(struct page *pg);
/* A handler that returns DENIED for somebody who is not signed in sends them to sign in, and back. */

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

/* Allows this page scripts of /assets, requests to this site and its service worker; nothing inline, nothing from elsewhere. */
void page_allows_scripts(struct page *pg);

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
