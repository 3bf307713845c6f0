/* Arenas: a chain of blocks, newest first, each twice the size of the one before up to 1 MiB. */
#include "base/arena.h"

#include "base/status.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

enum { FIRST_BLOCK = 16 * 1024, LARGEST_STEP = 1024 * 1024, ALIGNMENT = 16, AFTER_FULL_BYTES = 64 * 1024 };

struct block {
	struct block *older;
	size_t size, used;
	_Alignas(16) char bytes[];
};

struct deferred {
	struct deferred *older;
	void (*fn)(void *);
	void *thing;
};

struct arena {
	struct block *newest;
	struct deferred *deferred;
	jmp_buf *on_full;
	size_t max, used;
	size_t after_full; /* given once, on top of max, to whoever is jumped to */
};

struct arena *arena_new(size_t max_bytes)
{
	struct arena *a = calloc(1, sizeof *a);
	always(a);
	a->max = max_bytes;
	return a;
}

static void run_deferred(struct arena *a)
{
	while (a->deferred) {
		struct deferred *d = a->deferred;
		a->deferred = d->older;
		d->fn(d->thing);
	}
}

static void free_blocks(struct block *b)
{
	while (b) {
		struct block *older = b->older;
		UNPOISON(b->bytes, b->size);
		free(b);
		b = older;
	}
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	run_deferred(a);
	free_blocks(a->newest);
	free(a);
}

void arena_reset(struct arena *a)
{
	run_deferred(a);
	struct block *first = a->newest;
	if (first) {
		/* the oldest block is the smallest and is always there again: keep it */
		struct block *newer = NULL;
		while (first->older) {
			newer = first;
			first = first->older;
		}
		if (newer) {
			newer->older = NULL;
			free_blocks(a->newest);
		}
		first->used = 0;
		POISON(first->bytes, first->size);
	}
	a->newest = first;
	a->used = 0;
	a->after_full = 0;
	a->on_full = NULL;
}

size_t arena_used(const struct arena *a)
{
	return a->used;
}

void arena_on_full(struct arena *a, jmp_buf *handler)
{
	a->on_full = handler;
}

/* Whoever is jumped to still has an answer to make with this arena: it finds a little room, once. */
static void full(struct arena *a)
{
	jmp_buf *handler = a->on_full;
	if (handler) {
		a->on_full = NULL;
		a->after_full = AFTER_FULL_BYTES;
		longjmp(*handler, 1);
	}
	always_failed("an arena reached its maximum", __FILE__, __LINE__);
}

static struct block *add_block(struct arena *a, size_t need)
{
	size_t size = a->newest ? a->newest->size * 2 : FIRST_BLOCK;
	if (size > LARGEST_STEP)
		size = LARGEST_STEP;
	if (size < need)
		size = need;
	struct block *b = malloc(sizeof *b + size);
	always(b);
	b->older = a->newest;
	b->size = size;
	b->used = 0;
	POISON(b->bytes, b->size);
	a->newest = b;
	return b;
}

void *arena_alloc(struct arena *a, size_t bytes)
{
	if (bytes > a->max + a->after_full || a->used > a->max + a->after_full - bytes)
		full(a);
	size_t need = (bytes + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	struct block *b = a->newest;
	if (!b || b->size - b->used < need)
		b = add_block(a, need);
	void *p = b->bytes + b->used;
	b->used += need;
	a->used += need;
	UNPOISON(p, bytes);
	memset(p, 0, bytes);
	return p;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes))
		full(a);
	return arena_alloc(a, bytes);
}

str arena_str(struct arena *a, str s)
{
	if (!s.p)
		return STR_NONE;
	return (str){arena_cstr(a, s), s.n};
}

const char *arena_cstr(struct arena *a, str s)
{
	char *p = arena_alloc(a, s.n + 1);
	if (s.n)
		memcpy(p, s.p, s.n);
	return p;
}

/* Written where it will stay when the block has room for it, which it nearly always has: what is worked out twice is the exception. */
str arena_fmt(struct arena *a, const char *format, ...)
{
	struct block *b = a->newest;
	size_t room = b ? b->size - b->used : 0, allowed = a->max + a->after_full - a->used;
	if (room > allowed)
		room = allowed;
	char *p = b ? b->bytes + b->used : NULL;
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	UNPOISON(p, room);
	int n = vsnprintf(p, room, format, args);
	POISON(p, room);
	va_end(args);
	always(n >= 0);
	size_t need = ((size_t)n + 1 + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	if (b && need <= room) {
		b->used += need;
		a->used += need;
		UNPOISON(p, (size_t)n + 1);
	} else {
		p = arena_alloc(a, (size_t)n + 1);
		(void)vsnprintf(p, (size_t)n + 1, format, again);
	}
	va_end(again);
	return (str){p, (size_t)n};
}

void arena_defer(struct arena *a, void (*fn)(void *), void *thing)
{
	struct deferred *d = ARENA_NEW(a, struct deferred);
	*d = (struct deferred){.older = a->deferred, .fn = fn, .thing = thing};
	a->deferred = d;
}

void *arena_grow(struct arena *a, void *at, size_t n, size_t *room, size_t size)
{
	if (n < *room)
		return at;
	size_t larger = *room ? *room * 2 : 8;
	void *copy = arena_array(a, larger, size);
	if (n)
		memcpy(copy, at, n * size);
	*room = larger;
	return copy;
}
