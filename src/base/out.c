/* The bounded buffer. */
#include "base/out.h"

#include "base/arena.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FLUSH_AT = 64 * 1024, FIRST_ROOM = 512 };

struct out out_new(size_t max_bytes)
{
	return (struct out){.max = max_bytes};
}

static enum status write_fd(void *context, str bytes)
{
	int fd = *(const int *)context;
	while (bytes.n) {
		ssize_t done = write(fd, bytes.p, bytes.n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return BROKEN;
		bytes = str_skip(bytes, (size_t)done);
	}
	return OK;
}

struct out out_to_fd(size_t max_bytes, int *fd)
{
	return (struct out){.max = max_bytes, .sink = write_fd, .context = fd};
}

void out_free(struct out *o)
{
	free(o->bytes);
	*o = (struct out){.max = o->max};
}

void out_reset(struct out *o)
{
	o->n = 0;
	o->flushed = 0;
	o->full = false;
}

static void flush(struct out *o)
{
	if (!o->sink || o->n == 0)
		return;
	if (o->sink(o->context, (str){o->bytes, o->n}) != OK)
		o->full = true;
	o->flushed += o->n;
	o->n = 0;
}

static bool make_room(struct out *o, size_t more)
{
	if (o->full)
		return false;
	if (more > o->max || o->n + o->flushed > o->max - more) {
		o->full = true;
		return false;
	}
	if (o->room - o->n >= more)
		return true;
	size_t room = o->room ? o->room : FIRST_ROOM;
	while (room - o->n < more)
		room *= 2;
	char *bytes = realloc(o->bytes, room);
	always(bytes);
	o->bytes = bytes;
	o->room = room;
	return true;
}

void out_bytes(struct out *o, const char *p, size_t n)
{
	bool fits = !o->full && n <= o->room - o->n && o->n + o->flushed + n <= o->max; /* the common case, without a call */
	if (n == 0 || (!fits && !make_room(o, n)))
		return;
	memcpy(o->bytes + o->n, p, n);
	o->n += n;
	if (o->sink && o->n >= FLUSH_AT)
		flush(o);
}

void out_str(struct out *o, str s)
{
	out_bytes(o, s.p, s.n);
}

void out_char(struct out *o, char c)
{
	out_bytes(o, &c, 1);
}

void out_int(struct out *o, int64_t value)
{
	char digits[21];
	char *p = digits + sizeof digits;
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	do {
		*--p = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest);
	if (value < 0)
		*--p = '-';
	out_bytes(o, p, (size_t)(digits + sizeof digits - p));
}

void out_pad(struct out *o, char c, size_t times)
{
	while (times--)
		out_char(o, c);
}

void out_fmt(struct out *o, const char *format, ...)
{
	char small[256];
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(small, sizeof small, format, args);
	va_end(args);
	always(n >= 0);
	if ((size_t)n < sizeof small) {
		out_bytes(o, small, (size_t)n);
	} else {
		char *large = malloc((size_t)n + 1);
		always(large);
		(void)vsnprintf(large, (size_t)n + 1, format, again);
		out_bytes(o, large, (size_t)n);
		free(large);
	}
	va_end(again);
}

enum status out_end(struct out *o)
{
	if (!o->sink)
		return o->full ? TOO_BIG : OK;
	bool over = o->full;
	flush(o);
	if (over)
		return TOO_BIG;
	return o->full ? BROKEN : OK;
}

str out_text(const struct out *o)
{
	return (str){o->bytes ? o->bytes : "", o->n};
}

str out_keep(struct out *o, struct arena *a)
{
	str text = arena_str(a, out_text(o));
	out_free(o);
	return text;
}
