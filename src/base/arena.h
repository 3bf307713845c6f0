/* Memory with a named lifetime: one request, one command, one load. Everything is freed at once; closes can be deferred to that moment.
   An arena has a maximum. Inputs are bounded before they are read, so reaching it is a fault of ours: the arena then jumps to the handler
   that its owner set (a request answers 500), or stops the process when there is none. Allocation therefore never returns NULL.
   Not shared between threads. Under AddressSanitizer freed and unused parts are poisoned. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

#include <setjmp.h>

struct arena;

struct arena *arena_new(size_t max_bytes);
void arena_free(struct arena *a);  /* runs the deferred calls, last first; NULL is fine */
void arena_reset(struct arena *a); /* as free and new, keeping the first block */
size_t arena_used(const struct arena *a);

/* Where to jump when the maximum is reached, once; NULL to stop the process instead. Who is jumped to has 64 KiB more, to answer with. */
void arena_on_full(struct arena *a, jmp_buf *handler);

/* Zeroed memory, aligned for any type. */
void *arena_alloc(struct arena *a, size_t bytes);
/* The same for `count` things; the product is checked. */
void *arena_array(struct arena *a, size_t count, size_t size);
#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, count, type) ((type *)arena_array((a), (count), sizeof(type)))

str arena_str(struct arena *a, str s);         /* a copy; absent stays absent; one NUL follows the bytes */
const char *arena_cstr(struct arena *a, str s); /* a terminated copy, for libraries */
str arena_fmt(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Runs fn(thing) when the arena ends. */
void arena_defer(struct arena *a, void (*fn)(void *), void *thing);

/* A list that grows in an arena: struct { T *at; size_t n, room; } with LIST_ADD(arena, &list) -> pointer to a zeroed new last element. */
#define LIST_OF(type) \
	struct { \
		type *at; \
		size_t n, room; \
	}
#define LIST_ADD(a, list) \
	((list)->at = (__typeof__((list)->at))arena_grow((a), (list)->at, (list)->n, &(list)->room, sizeof *(list)->at), &(list)->at[(list)->n++])
void *arena_grow(struct arena *a, void *at, size_t n, size_t *room, size_t size);

#endif
