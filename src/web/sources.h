/* The documents that a territory's figures are cited from. */
#ifndef WEB_SOURCES_H
#define WEB_SOURCES_H

#include "gen/queries.h"
#include "web/page.h"

/* All of them, or only `code` when it is present. */
must_use enum status sources_read(const struct page *pg, territory_id territory, str code, struct source_list *list);

#endif
