/* Reads the list of a territory's applications, with or without a sheet, never a draft: what domain/desk_list.h selects from. A read verb, for the desk's page, its exports, its bulk
   actions and `faubourg applications`. The caller holds a read snapshot (or its write transaction) and has asked permission. */
#ifndef ACTIONS_READ_DESK_H
#define ACTIONS_READ_DESK_H

#include "domain/desk_list.h"
#include "store/db.h"

struct desk_source {
	struct db *db;
	struct arena *arena;
	territory_id territory;
	const struct zone *zone;
	enum lang lang;
	instant now;
};

/* Columns, with those of the funders and the words of their codes; no row yet: what desk_query_read needs. BUSY, BROKEN. */
must_use enum status read_desk_columns(const struct desk_source *source, struct desk_list *list);
/* The rows, with what the wish looks at: other columns stay empty. At most LIMIT_DESK_APPLICATIONS (list->cut). */
must_use enum status read_desk_rows(const struct desk_source *source, const struct desk_query *q, struct desk_list *list);

#endif
