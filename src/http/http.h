/* The HTTP adapter: libmicrohttpd behind a request guard. Knows no product: it turns bytes into a checked request and a response into bytes.
   Two I/O threads by default (architecture.md §3). A handler is straight-line code; it never sees a request that the guard refused. */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include "base/arena.h"
#include "base/out.h"
#include "base/status.h"
#include "base/values.h"

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_OTHER };

struct http_field {
	str name, value;
};
struct http_fields {
	const struct http_field *at;
	size_t n;
};

struct http_request {
	struct arena *arena; /* freed when the response has been handed over */
	enum http_method method;
	str path;  /* percent-decoded, valid UTF-8, begins with '/', no NUL, no '//', no '.' or '..' segment */
	str query; /* raw, without '?'; absent when there is none */
	struct http_fields headers;
	struct http_fields params; /* of the query string, decoded, valid UTF-8 */
	struct http_fields form;   /* of an application/x-www-form-urlencoded body */
	str host;
	str peer;     /* address of the other end, without port */
	void *worker; /* what on_worker_start gave for this thread */
};

/* The first value of that name, or absent. Header names compare without case. */
str http_header(const struct http_request *rq, str name);
str http_param(const struct http_request *rq, str name);

/* Bytes that several responses share: a cached page, an asset. Counted; safe between threads. Headers given at creation go with it. */
struct http_body;
struct http_body *http_body_new(const struct out *bytes, str content_type, const struct http_field *headers, size_t count);
struct http_body *http_body_keep(struct http_body *b);
void http_body_drop(struct http_body *b);
size_t http_body_size(const struct http_body *b);

enum { HTTP_RESPONSE_HEADERS = 16 };

struct http_response {
	int status;            /* 200 when the handler says nothing */
	struct http_body *shared; /* when set, dropped after sending, and `body` is ignored */
	struct out body;       /* made by the adapter with LIMIT_RESPONSE_BYTES; a full one becomes a 500 */
	str content_type;
	struct http_field headers[HTTP_RESPONSE_HEADERS];
	size_t header_count;
};
/* name and value must live in the arena or be literals; CR, LF and NUL in a value stop the process. */
void http_respond_header(struct http_response *rs, str name, str value);

struct http_handlers {
	void *context;
	/* Once per thread that runs handlers; what it returns is rq->worker. NULL stops the server from starting. */
	void *(*on_worker_start)(void *context);
	void (*on_worker_stop)(void *context, void *worker);
	/* True for what may take long (exports): the connection is suspended and `handle` runs on the slow pool. Called on an I/O thread; quick, no I/O. */
	bool (*is_slow)(void *context, const struct http_request *rq);
	void (*handle)(void *context, struct http_request *rq, struct http_response *rs);
	/* The body of an error that the guard or the adapter answers itself (400, 404 never, 405, 408, 411, 413, 414, 417, 431, 500, 501, 503, 505).
	   May be NULL: then a line of text. */
	void (*error_body)(void *context, int status, str accept_language, struct out *body);
};

struct http_options {
	str address;        /* "127.0.0.1:8080", "[::1]:8080"; port 0 takes a free one */
	unsigned io_threads;   /* 0: two */
	unsigned slow_threads; /* 0: two */
	bool access_log;       /* one structured line a request */
};

struct http_server;

/* Binds and starts. INVALID: address malformed. CONFLICT: address in use. DENIED. BROKEN. */
must_use enum status http_start(const struct http_options *options, const struct http_handlers *handlers, struct http_server **server);
unsigned http_port(const struct http_server *server);
/* Stops accepting, lets requests in flight end for at most `grace_ms`, closes, frees. */
void http_stop(struct http_server *server, int grace_ms);

#endif
