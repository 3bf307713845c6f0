/* A territory's page by theme and by public (L1): which calls, goals and actions are shown. Codes come from the address; nothing is kept. */
#ifndef WEB_TERRITORY_FILTER_H
#define WEB_TERRITORY_FILTER_H

#include "web/goal_tree.h"
#include "web/territory_parts.h"

/* An item of a list, linked to the page filtered by it when it is a theme or a public. */
struct linked_item filter_link(const struct page *pg, str territory, str list, str code, str label);

/* Reads what is asked; fills the form and b->filter. Before the calls and the goals. */
must_use enum status filter_read(struct territory_build *b);
/* Marks what the tree shows: goals of the theme and of the public, what is above and below them. Nothing asked: everything. Lists their actions. */
must_use enum status filter_goals(struct territory_build *b, struct goal_tree *tree);
/* Is the call to be shown? */
bool filter_has_call(const struct territory_build *b, str call);
/* The sentence that sums up. After the calls and the goals. */
must_use enum status filter_words(struct territory_build *b);

#endif
