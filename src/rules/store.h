/* Inside rules/: memory that a run uses again for every situation. It is taken in pieces the first time it is needed, handed out from the first piece on,
   and forgotten all at once. Not for what outlives a situation. */
#ifndef RULES_STORE_H
#define RULES_STORE_H

#include "rules/missing.h"

struct piece {
	struct piece *next;
	size_t size, used;
	_Alignas(16) char bytes[];
};
struct piece_store {
	struct piece *first, *at;
	size_t at_once, most, total; /* bytes: of one piece, of all, used */
};

void *pieces_take(struct scratch *s, struct piece_store *store, size_t bytes); /* multiple of 8 is kept aligned; NULL when there is no more */
void pieces_return(struct piece_store *store, size_t bytes);                   /* the end of what was taken last */
void pieces_forget(struct piece_store *store);

struct missing_entry {
	rule_no rule;
	double score;
};
_Static_assert(sizeof(struct missing_entry) == sizeof(struct rules_missing), "both are taken from one store");

struct missing_store *missing_store_new(struct scratch *s);
void missing_forget(struct missing_store *store);

#endif
