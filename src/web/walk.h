/* See walk.c. */
#ifndef WEB_WALK_H
#define WEB_WALK_H

#include "web/page.h"

/* Fills layout->walk on the pages of a call that is being decided, for who may see two of them at least; nothing elsewhere. */
void page_walk(const struct page *pg, struct layout_view *layout);

/* The links of a call, for lists of calls (/my): what the person who asks may see of it. `territory`: the code of its territory. */
struct walk_links walk_of(const struct page *pg, const struct thing *call, str territory);

#endif
