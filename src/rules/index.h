/* Inside rules/: what a model keeps so that names and replacements are found at once, also after it is sealed (an expression of a situation needs both).
   names.c owns the table of names, replace.c the replacements. */
#ifndef RULES_INDEX_H
#define RULES_INDEX_H

#include "rules/model.h"

struct index_slot {
	uint64_t hash;
	rule_no rule; /* 0: free */
};

struct replacement {
	rule_no by, target;
	bool by_nothing;       /* `rend non applicable` */
	struct number priority;
	node_id definition;    /* a reference to `by` */
	node_id condition;     /* `by` is applicable; 0 with by_nothing */
	rule_no *only, *except; /* `dans`, `sauf dans` */
	uint32_t only_count, except_count;
	uint64_t order;        /* in the text: of the rule, then in it */
};

struct replaced { /* what some replacements make of the references to one rule */
	uint64_t key;
	const uint32_t *replacements; /* indexes, in their order */
	uint32_t n;
	node_id node;
};

struct replacements_of { /* a rule */
	uint32_t first, count; /* in `replacements` */
	LIST_OF(struct replaced) made;
};

struct rule_index {
	struct index_slot *slots;
	size_t count, room; /* room is a power of two */
	struct replacement *replacements; /* by target, then in the order in which they are tried */
	uint32_t replacement_count;
	struct replacements_of *of; /* by rule_no; NULL when nothing is replaced */
};

#endif
