/* The pieces of memory of a run: see store.h. Called by missing.c and run.c. */
#include "rules/store.h"

#include "rules/run.h"

static struct piece *piece_for(struct scratch *s, struct piece_store *store, size_t bytes)
{
	struct piece *last = store->at;
	for (struct piece *p = last ? last->next : store->first; p; p = p->next) {
		p->used = 0;
		if (p->size >= bytes)
			return p;
		last = p;
	}
	size_t size = bytes > store->at_once ? bytes : store->at_once;
	struct piece *p = run_take(s, sizeof *p + size);
	if (!p)
		return NULL;
	p->size = size;
	if (last)
		last->next = p;
	else
		store->first = p;
	return p;
}

void *pieces_take(struct scratch *s, struct piece_store *store, size_t bytes)
{
	if (bytes > store->most - store->total)
		return NULL;
	struct piece *p = store->at;
	if (!p || p->size - p->used < bytes)
		p = piece_for(s, store, bytes);
	if (!p)
		return NULL;
	store->at = p;
	void *given = p->bytes + p->used;
	p->used += bytes;
	store->total += bytes;
	return given;
}

void pieces_return(struct piece_store *store, size_t bytes)
{
	store->at->used -= bytes;
	store->total -= bytes;
}

void pieces_forget(struct piece_store *store)
{
	store->at = NULL;
	store->total = 0;
}
