/* A bounded buffer for everything that is written: pages, JSON, CSV, SQL never.
   Invariants: bytes[0..n) is what was written; n never passes max; once something did not fit, `full` stays set and nothing more is added,
   so a writer checks once, at the end. With a sink, the buffer is flushed to it when it passes 64 KiB and max counts all that went through. */
#ifndef BASE_OUT_H
#define BASE_OUT_H

#include "base/status.h"
#include "base/str.h"

struct arena;

struct out {
	char *bytes;
	size_t n, room, max;
	size_t flushed; /* bytes already given to the sink */
	bool full;      /* did not fit, or the sink failed */
	enum status (*sink)(void *context, str bytes);
	void *context;
};

struct out out_new(size_t max_bytes);
struct out out_to_fd(size_t max_bytes, int *fd); /* *fd must outlive the out */
void out_free(struct out *o);
void out_reset(struct out *o);

void out_bytes(struct out *o, const char *p, size_t n);
void out_str(struct out *o, str s); /* verbatim */
void out_char(struct out *o, char c);
void out_int(struct out *o, int64_t value);
void out_pad(struct out *o, char c, size_t times);
void out_fmt(struct out *o, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Gives what remains to the sink. OK, TOO_BIG when it did not fit, BROKEN when the sink failed. Without a sink: OK or TOO_BIG. */
must_use enum status out_end(struct out *o);
str out_text(const struct out *o); /* what is in the buffer; valid until the next write */
/* The same, copied into the arena; the buffer is freed. Absent when nothing was written. */
str out_keep(struct out *o, struct arena *a);

#endif
