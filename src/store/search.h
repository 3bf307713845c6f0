/* Search over everything an instance shows. Entries are written whole, per territory, by what loads or changes it; texts and queries come
   folded (base/utf8 text_fold), so accents, case, ligatures and plurals never matter. The only place where the engines differ: FTS5, tsvector. */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "store/db.h"

struct search_entry {
	str kind;    /* territory, district, call, goal, action, organisation, contact, indicator, funder, document */
	str path;    /* of the page, without its language */
	str title;   /* what a result shows */
	str context; /* or absent: what stands under it */
	str folded;  /* everything it is found by, folded: give title and context too */
};

/* Replaces the territory's entries; of two that match alike the later in the list comes first. Inside db_write only. */
must_use enum status search_rebuild(struct db *db, territory_id territory, const struct search_entry *entries, size_t count);

struct search_result {
	territory_id territory;
	str kind, path, title, context;
};
struct search_results {
	const struct search_result *at;
	size_t n;
	bool more; /* there are others beyond `limit` */
};

/* Entries that hold every word of the folded query, the last one as the beginning of a word (at most LIMIT_SEARCH_WORDS count). Territory 0:
   all of them. Among the LIMIT_SEARCH_RANKED newest, titles that hold the words come first, then the newest. At most `limit` results.
   A query without a word gives none. */
must_use enum status search_find(struct db *db, struct arena *a, territory_id territory, str folded, size_t limit, struct search_results *results);

/* Makes the index again from the entries of every territory, after a copy. Inside db_write only. */
must_use enum status search_reindex(struct db *db);

#endif
