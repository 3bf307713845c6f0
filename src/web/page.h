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
	str application;              /* "TERRITORY.NUMBER", domain/application_code.h */
	str session;                  /* an id: a hearing, a committee */
	str opinion;                  /* an id */
	str topic, document, attachment, person, version, message, request, funder;
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
	bool seen;   /* it is time to note that the session was seen */
	person_id half; /* who has given the password and not yet the second factor; the actor is then nobody */
	str present; /* set by a handler: what page this person has open (actions/presence.h), noted after the answer; absent */
	str csrf;    /* token that every form of this page carries; absent on pages of ANYONE without forms (routes.h) */
	str visit;   /* a secret that this answer gives to a browser in which nobody is signed in, so that its forms have a token; absent */
	void *prepared; /* by route->prepare */
	int64_t wait_seconds; /* of page_wait */
	int answer; /* what page_again and the like chose; 0: 200 */
	bool keeps; /* by page_refused: committed though the answer is a refusal */
	struct rulesets *rulesets; /* compiled rulesets, shared by all workers */
	const struct route *route;
	enum lang lang;
	str base; /* "" or "/en" */
	str path; /* without the language */
	struct path_params in;
	uint64_t wakes; /* by page_wakes */
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

/* How the handler of a POST ends. On PostgreSQL, and when another process wrote at the same time, it may be run again from its beginning, its response empty again: it has
   no effect outside the transaction and the response.
   Done: OK with a body, or page_see_other, 303 to that address; what was written is committed before anything is sent. page_again: the page that the handler has written
   (its form with problems and all that was typed) is sent with 422, and nothing is committed; the handler returns what page_again returns. page_again_as: the same with
   another status (409 and the JSON of a conflict). page_refused: as page_again_as, and what the handler wrote is committed: the trace of who was refused what. page_wait: nothing is committed, the page of 429 is sent: too many tries, again in so many seconds. */
enum status page_see_other(struct page *pg, url where);
enum status page_again(struct page *pg);
enum status page_again_as(struct page *pg, int http_status);
enum status page_refused(struct page *pg, int http_status);
enum status page_wait(struct page *pg, int64_t seconds);

/* Once this write is committed, the requests that wait for that topic (route->waits) are answered anew. */
static inline void page_wakes(struct page *pg, uint64_t topic)
{
	pg->wakes = topic;
}

/* Where somebody goes who gave ?next=: an address of this program with its query, in the page's language when it names none; /my for anything else. */
url page_next(const struct page *pg, str next);

/* Whether that is a token of this browser: of its session or of its visit. Dispatch has asked, but for a multipart form, whose fields only its reader knows. */
bool page_csrf_is(const struct page *pg, str token);

/* Cookies of this site: HttpOnly, SameSite=Lax, Path=/; with an https address, Secure and named __Host-. `value` empty: the browser forgets it; `seconds` 0: it does
   when it is closed. */
void page_set_cookie(struct page *pg, str name, str value, int64_t seconds);
str page_cookie(const struct page *pg, str name);
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
