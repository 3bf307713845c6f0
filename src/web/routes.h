/* All that the server answers, in one readable table (route_table.c): method, path, who may, handler, what it is. */
#ifndef WEB_ROUTES_H
#define WEB_ROUTES_H

#include "web/page.h"

/* Who may. 0 is "nobody wrote it": a test refuses such a row, and dispatch denies it. */
enum guard_kind { GUARD_MISSING, GUARD_ANYONE, GUARD_MAY };
struct guard {
	enum guard_kind kind;
	const char *name; /* of the verb, for GUARD_MAY */
	enum verb verb;   /* may(actor, verb, thing) */
};
#define ANYONE {GUARD_ANYONE, NULL, VERB_COUNT}
#define MAY(verb) {GUARD_MAY, #verb, VERB_##verb}

enum route_kind {
	ROUTE_PAGE, /* HTML, in both languages */
	ROUTE_DATA, /* for programs and spreadsheets, in both languages */
	ROUTE_FILE  /* without language: assets, robots */
};

struct route {
	enum http_method method;
	const char *path; /* a segment is a literal ("programme.csv") or a parameter (":call": a code that lands in path_params.call), never both */
	struct guard guard;
	enum status (*handler)(struct page *pg);
	enum route_kind kind;
	enum word summary;  /* for the OpenAPI description and `faubourg routes` */
	const char *form;   /* declared fields of a POST, the same way ("f.*" for the fields of a sheet); NULL for none but "csrf", which every form has */
	/* Of a POST that has slow work before it writes (a password to hash, a file to look at, another server to ask): runs on the slow pool inside a read snapshot and leaves
	   what it found in pg->prepared; not OK ends the request. The handler then runs in the write transaction. A GET row that has one also writes, without a token: only for
	   the return from a provider of single sign-on, which is bound to a cookie. */
	enum status (*prepare)(struct page *pg);
	size_t body_bytes;  /* of a POST; 0: LIMIT_BODY_BYTES */
	const char *params; /* declared query parameters, separated by spaces, "x-*" for all that begin with x-; NULL for none */
	bool slow;          /* runs on the slow pool */
	bool waits;         /* its handler may say http_respond_wait: answered when page_wakes is said of its :call, or some seconds later; holds no thread meanwhile */
	bool fresh;         /* never cached: it looks at the machine, or has its own caching */
	bool without_data;  /* needs no database snapshot */
	bool open_body;     /* its body is no form: JSON or bytes of a file (rq->body); the token is then in the header X-Csrf */
	bool parts;         /* of an open_body: multipart/form-data, whose token its `prepare` reads among the parts (page_csrf_is) */
	bool forms;         /* of a page of ANYONE: it shows a form that posts, so it is not kept and has a token; known by itself when its own path has a POST */
};

extern const struct route route_table[];
extern const size_t route_count;

/* Tests of dispatch answer with a table of their own; NULL: the real one again. Before any server runs. */
void routes_use(const struct route *other, size_t count);

const struct route *routes_all(size_t *count);
bool route_declares(const struct route *route, str param); /* NULL route: false */
bool route_has_field(const struct route *route, str field); /* the same for the fields of its form */
/* Whether a declared name ("limit", or "x-*" for a family: the fields of a form whose questions a ruleset names) stands for this parameter. */
bool route_names(str declared, str param);

/* True when what it answers may depend on who asks: never kept. */
bool route_is_personal(const struct route *route);
/* True when it runs on the writer thread. */
bool route_writes(const struct route *route);
/* "GET, HEAD, POST": the methods of that path, a literal. */
str routes_allow(str path);

/* The route of that path. DENIED when the path exists for another method only; NOT_FOUND. The segments land in *params. */
must_use enum status route_find(enum http_method method, str path, const struct route **route, struct path_params *params);

/* One line a route: method, path, guard, summary in French. */
void routes_print(struct out *o);

/* OpenAPI 3.1 of the ROUTE_DATA rows that everybody may read. */
void routes_openapi(struct out *o, enum lang lang);

#endif
