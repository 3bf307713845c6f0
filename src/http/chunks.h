/* The framing of a chunked body, read strictly before libmicrohttpd sees a byte of it: sizes in hexadecimal, CR LF where the standard wants
   them, at most LIMIT_BODY_BYTES of content. Chunk extensions and trailers are refused: no browser sends them, attacks do. A pure state
   machine over bytes, no socket, no memory: called by connection.c as bytes come in, and by the fuzzer. */
#ifndef HTTP_CHUNKS_H
#define HTTP_CHUNKS_H

#include "http/guard.h"

enum chunk_place { CHUNK_SIZE, CHUNK_SIZE_LF, CHUNK_CONTENT, CHUNK_CONTENT_CR, CHUNK_CONTENT_LF, CHUNK_LAST_CR, CHUNK_LAST_LF, CHUNK_DONE };

/* Where the reading of one body stands; all zero before its first byte. */
struct chunks {
	enum chunk_place place;
	size_t digits; /* of the size being read */
	size_t left;   /* of the content of this chunk */
	size_t total;  /* content announced so far, at most LIMIT_BODY_BYTES */
};

/* Reads on. MORE: all of `bytes` is good and the body goes on. ACCEPT: the body ends after *n bytes. REFUSE: 400, or 413 for more than
   LIMIT_BODY_BYTES, at the first byte that cannot be; nothing may be read afterwards. How the bytes are cut changes nothing. */
struct guard_answer chunks_read(struct chunks *c, str bytes, size_t *n);

#endif
