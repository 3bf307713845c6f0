/* See walk.c. */
#ifndef WEB_WALK_H
#define WEB_WALK_H

#include "web/page.h"

/* Fills layout->walk on the pages of a call that is being decided, for who may see two of them at least; nothing elsewhere. */
void page_walk(const struct page *pg, struct layout_view *layout);

#endif
