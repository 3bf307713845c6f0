/* The request guard: decides whether the head of a request may exist at all, before anything else looks at it. Pure functions over bytes,
   no socket, no memory: called by connection.c for every head of every connection, first or pipelined, and by the fuzzer.
   What it accepts is unambiguous: one framing, one host, one meaning of the path (docs/design/decisions/0003-request-guard.md). */
#ifndef HTTP_GUARD_H
#define HTTP_GUARD_H

#include "http/http.h"

enum guard_verdict { GUARD_MORE, GUARD_ACCEPT, GUARD_REFUSE };

struct guard_answer {
	enum guard_verdict verdict;
	int status;         /* of a refusal: 400, 405, 413, 414, 417, 431, 501, 505 */
	const char *reason; /* of a refusal, for the log */
};

/* An accepted head. The strs point into the bytes that were read. */
struct guard_head {
	enum http_method method;
	bool http_1_0;
	bool close;   /* the client, or its version, wants the connection closed afterwards */
	bool expects; /* Expect: 100-continue */
	bool chunked;
	uint64_t body_bytes; /* Content-Length; 0 when there is none; at most LIMIT_SPOOLED_BODY_BYTES: whether this target may have so many is asked next (connection.c) */
	str target;          /* raw: path and query */
	str host;            /* absent only in HTTP/1.0 */
	size_t fields;
};

/* Looks for the end of the first head in `bytes`, from *scanned on, which it moves: call it again with the same bytes and more.
   ACCEPT: *end is the length of the head with its empty line. MORE: not there yet. REFUSE at the first byte that cannot be:
   control characters, NUL, CR or LF alone, more than LIMIT_HEAD_BYTES or LIMIT_TARGET_BYTES. */
struct guard_answer guard_scan(str bytes, size_t *scanned, size_t *end);

/* Checks a whole head that guard_scan accepted. Never MORE. */
struct guard_answer guard_read(str head, struct guard_head *read);

/* The header fields of an accepted head, values trimmed: writes read->fields of them. */
void guard_fields(str head, struct http_field *fields);

/* Path (decoded into the arena, with the checks that guard_read made) and raw query of an accepted target. */
void guard_target(struct arena *a, str target, str *path, str *query);

/* Accept-Language of bytes that may be anything: for the page of a refusal. Absent when there is none, or it is strange. */
str guard_language(str bytes);

enum { GUARD_PLAIN_HEAD_BYTES = 160 };
/* The head that libmicrohttpd is given instead of the client's: method, version and framing, nothing that came from outside.
   `last`: no request follows on this connection. Returns the length. */
size_t guard_plain_head(const struct guard_head *read, bool last, char to[GUARD_PLAIN_HEAD_BYTES]);

#endif
