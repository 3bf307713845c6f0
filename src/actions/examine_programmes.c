/* One text in memory at a time. See examine_programmes.h. */
#include "actions/examine_programmes.h"

#include "base/limits.h"
#include "base/sha256.h"
#include "domain/programme_frozen.h"
#include "gen/queries.h"

static bool is_whole(const struct q_adoption_all_frozen_row *row)
{
	struct programme p;
	struct arena *a = arena_new(LIMIT_COMMAND_ARENA);
	bool whole = str_eq(sha256_text(a, row->frozen), row->sha256) && programme_thaw(a, row->frozen, &p) == OK && str_eq(p.call, row->call) && p.version == row->version;
	arena_free(a);
	return whole;
}

enum status examine_programmes(struct db *db, struct arena *a, struct programmes_examined *examined)
{
	struct q_adoption_all_frozen_cursor cursor;
	struct q_adoption_all_frozen_row row;
	bool more = true;
	*examined = (struct programmes_examined){0};
	enum status s = q_adoption_all_frozen_open(db, &cursor);
	if (s)
		return s;
	while (!(s = q_adoption_all_frozen_next(&cursor, &row, &more)) && more) {
		examined->programmes++;
		if (is_whole(&row))
			continue;
		if (!examined->altered++)
			examined->first = arena_fmt(a, "%.*s v%lld", STR_ARGS(row.call), (long long)row.version);
	}
	q_adoption_all_frozen_close(&cursor);
	return s;
}
