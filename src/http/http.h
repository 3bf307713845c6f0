/* The HTTP adapter: libmicrohttpd behind a request guard. Knows no product: it turns bytes into a checked request and a response into bytes.
   Two I/O threads by default (architecture.md §3). A handler is straight-line code; it never sees a request that the guard refused
   (docs/design/decisions/0003-request-guard.md). */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include "base/arena.h"
#include "base/out.h"
#include "base/status.h"
#include "base/values.h"

/* HTTP_OTHER never reaches a handler: the guard answers 405 or 501. */
enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_OTHER };

struct http_field {
	str name, value;
};
struct http_fields {
	const struct http_field *at;
	size_t n;
};

/* Everything here is valid UTF-8 without NUL, but `body`. */
struct http_request {
	struct arena *arena; /* ends when the response has been handed over */
	enum http_method method;
	str path;  /* percent-decoded, begins with '/'; no control character, backslash, '//', '.' or '..' segment; no encoded '/' */
	str query; /* raw, without '?'; absent when there is none */
	struct http_fields headers;
	struct http_fields params; /* of the query string, decoded, in order; at most LIMIT_FORM_FIELDS */
	struct http_fields form;   /* of an application/x-www-form-urlencoded POST, the same */
	str body;                  /* of a POST, as received; empty when there is none. A long one (body_limit) is a file mapped into memory */
	str host;                  /* absent only in HTTP/1.0 */
	str peer;                  /* address of the other end, without port */
	void *worker;              /* what on_worker_start gave for this thread */
	void *prepared;            /* what `prepare` left for the writer */
};

/* The first value of that name, or absent. Header names compare without case. */
str http_header(const struct http_request *rq, str name);
str http_param(const struct http_request *rq, str name);
str http_form(const struct http_request *rq, str name);
/* The first cookie of exactly that name, or absent. */
str http_cookie(const struct http_request *rq, str name);

/* Bytes that several responses share: a cached page, an asset. Counted; safe between threads. Everything given is copied.
   Headers given at creation go with it; with an "ETag" among them, a GET or HEAD that names it in If-None-Match gets 304 by itself. */
struct http_body;
struct http_body *http_body_new(const struct out *bytes, str content_type, const struct http_field *headers, size_t count);
struct http_body *http_body_keep(struct http_body *b);
void http_body_drop(struct http_body *b); /* NULL is fine */
size_t http_body_size(const struct http_body *b);

enum { HTTP_RESPONSE_HEADERS = 16 };

struct http_response {
	int status;               /* 200 when the handler says nothing; from 200 to 599 */
	struct http_body *shared; /* when set, dropped after sending, and `body` is ignored */
	bool from_file;           /* http_respond_file was called: the bytes of `file` are sent instead of `body` */
	int file;
	uint64_t file_bytes;
	struct out body;          /* made by the adapter with LIMIT_RESPONSE_BYTES; a full one becomes a 500 */
	str content_type;         /* absent: text/plain */
	str policy;               /* Content-Security-Policy of this page instead of the server's; not of a shared body */
	struct http_field headers[HTTP_RESPONSE_HEADERS];
	size_t header_count;
	bool waits;     /* http_respond_wait */
	uint64_t topic;
};
/* name and value must live in the arena or be literals; CR, LF, NUL or another control character in a value stop the process.
   The adapter adds the security headers, Date, Content-Length and Connection: do not set them. An empty value is not sent. */
void http_respond_header(struct http_response *rs, str name, str value);

/* The answer is the first `bytes` bytes of an open file, which the adapter closes, also when it is not sent. */
void http_respond_file(struct http_response *rs, int fd, uint64_t bytes);

/* Nothing new to say yet: what was written is the answer only when some seconds have passed (LIMIT_PARK_MS); until then the request waits, holding no thread, and is handled again from
   its beginning when somebody calls http_wake of that topic (not 0), or when `changed` says that another process wrote. Only of HTTP_PARK; elsewhere the answer is sent at once. */
static inline void http_respond_wait(struct http_response *rs, uint64_t topic)
{
	rs->waits = true;
	rs->topic = topic;
}

/* Forgets all that was answered, as if the handler had not begun. */
void http_response_reset(struct http_response *rs);

/* True when the request is a GET or HEAD that already has this version (If-None-Match; weak comparison). `etag` with its quotes.
   The caller then answers 304 with the ETag header and no body. */
bool http_not_modified(const struct http_request *rq, str etag);

/* Where a request is answered: at once on its I/O thread; on the slow pool, its connection suspended (exports); on the writer thread, with others in one commit;
   or on the thread of those that may wait (http_respond_wait). */
enum http_place { HTTP_AT_ONCE, HTTP_SLOW, HTTP_WRITE, HTTP_SLOW_THEN_WRITE, HTTP_PARK };

/* The writer thread (writer.c). `one` may be NULL: nothing writes. All are called on that thread, with the worker that `start` gave. */
struct http_writer {
	void *(*start)(void *context);
	void (*stop)(void *context, void *worker);
	enum status (*begin)(void *context, void *worker);
	/* Answers one request; what it wrote counts or is undone by itself. It may be called again for the same request, with the response empty again. Not OK: the
	   transaction is lost; BUSY: to be made again as a whole. */
	enum status (*one)(void *context, struct http_request *rq, struct http_response *rs);
	/* `one` was left by a jump (its arena was full): undoes what it wrote. */
	enum status (*left)(void *context, void *worker);
	enum status (*commit)(void *context, void *worker);
	void (*abandon)(void *context, void *worker);
	/* A note of http_write_later, between the requests: what it wrote counts or is undone by itself. Statuses as `one`. NULL: there are no notes. */
	enum status (*later)(void *context, void *worker, str note);
	/* The answer of a request whose transaction was lost, or that nobody could take (BUSY: too many wait; FULL: its long body has no room on the disk); then also one that does not
	   write, on an I/O thread. Quick, no I/O. NULL: error_body's. */
	void (*failed)(void *context, struct http_request *rq, struct http_response *rs, enum status s);
};

struct http_handlers {
	void *context;
	/* Once per thread that runs handlers; what it returns is rq->worker. NULL stops the server from starting. */
	void *(*on_worker_start)(void *context);
	void (*on_worker_stop)(void *context, void *worker);
	/* Where it is answered. Called on an I/O thread; quick, no I/O. May be NULL: all at once. */
	enum http_place (*where)(void *context, const struct http_request *rq);
	/* How long the body of a POST to that raw target (path and query, valid) may be, when it announces more than LIMIT_BODY_BYTES (Content-Length; a chunked body never
	   may): it is then written to a nameless file of options.spool_folder as it comes. Called on an I/O thread; quick, no I/O. May be NULL: no more. */
	uint64_t (*body_limit)(void *context, str target);
	/* For HTTP_SLOW_THEN_WRITE, on the slow pool: what takes long before the write. False: it has answered. */
	bool (*prepare)(void *context, struct http_request *rq, struct http_response *rs);
	bool parks; /* `where` may say HTTP_PARK: there is a thread for it, with a worker of its own */
	/* Has something been written since it was last asked, by whoever? Called on that thread, every second while a request waits. May be NULL. */
	bool (*changed)(void *context, void *worker);
	struct http_writer writer;
	/* When the arena is full, jumps out of `handle` and 500 is answered; what was deferred in the arena runs. */
	void (*handle)(void *context, struct http_request *rq, struct http_response *rs);
	/* After such a jump out of `handle` or `prepare`, on the same thread: ends what the request left open on that worker. May be NULL. */
	void (*left)(void *context, void *worker);
	/* The body (HTML) of an error that the guard or the adapter answers itself (400, 405, 408, 413, 414, 417, 431, 500, 501, 503, 505).
	   At most LIMIT_ERROR_BODY_BYTES. Called on an I/O thread. May be NULL: then a line of text. */
	void (*error_body)(void *context, int status, str accept_language, struct out *body);
};

/* 0 in a number takes the default of base/limits.h. Durations are milliseconds. */
struct http_options {
	str address;                 /* "127.0.0.1:8080", "[::1]:8080", "localhost:8080"; port 0 takes a free one */
	str content_security_policy; /* absent: "default-src 'none'" */
	str spool_folder;            /* of bodies longer than LIMIT_BODY_BYTES; absent: there are none */
	unsigned io_threads;         /* 0: two */
	unsigned slow_threads;       /* 0: two */
	unsigned slow_queue;         /* requests waiting for a slow thread */
	unsigned write_queue;        /* requests waiting for the writer */
	unsigned write_batch;        /* requests of one commit, at most LIMIT_WRITE_BATCH; 1 measures what grouping brings */
	bool access_log;             /* one structured line a request */
	int head_ms;                 /* whole head, from its first byte */
	int body_ms;                 /* whole body */
	int idle_ms;                 /* keep-alive */
	int send_ms;                 /* whole response, plus its size at the pace below */
	int send_bytes_per_second;
	int linger_ms;               /* after a refusal */
	unsigned connections;             /* per I/O thread; when nearly full, the connection that has been idle longest is closed */
	unsigned connections_per_address; /* per I/O thread; behind a proxy all come from one address: give `connections` */
};

struct http_server;

/* Binds and starts. INVALID: address malformed. CONFLICT: address in use. DENIED. BROKEN. `handlers` is copied; options are needed only here. */
must_use enum status http_start(const struct http_options *options, const struct http_handlers *handlers, struct http_server **server);
/* Gives the writer something to do for which nobody waits (a session was seen); `note` is copied, at most 200 bytes. Dropped when the writer has too much to do or stops. */
void http_write_later(struct http_server *server, str note);
/* Runs again what waits for that topic. Any thread; after the commit that it tells of. */
void http_wake(struct http_server *server, uint64_t topic);
unsigned http_port(const struct http_server *server);
/* Stops accepting, lets requests in flight end for at most `grace_ms`, closes, frees. A handler that is running is always waited for. */
void http_stop(struct http_server *server, int grace_ms);

#endif
