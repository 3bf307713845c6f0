/* The search index: rows of search_entry, and beside them FTS5's on SQLite (written here: with trusted_schema off no trigger may), an index
   over to_tsvector on PostgreSQL. Called by actions after a load and by web and cli to search. Folds nothing itself but titles, to rank. */
#include "store/search.h"

#include "base/limits.h"
#include "base/out.h"
#include "base/utf8.h"
#include "gen/queries.h"
#include "store/driver.h"

#include <stdlib.h>

/* The only SQL outside queries/ that reads tables: the two engines have no common words for it. */
static const struct db_query find_in[] = {
	[DB_SQLITE] = {DB_SLOT_SEARCH, DB_MANY, "search_find",
                   SQL("SELECT e.territory_id, e.kind, e.path, e.title, e.context FROM search_text s CROSS JOIN search_entry e "
                       "ON e.territory_id = s.rowid / 4294967296 AND e.entry_id = s.rowid % 4294967296 "
                       "WHERE s.search_text MATCH $1 AND s.rowid BETWEEN $2 * 4294967296 AND $3 * 4294967296 + 4294967295 ORDER BY s.rowid DESC LIMIT $4"),
                   "tiii", "itttt"},
	[DB_POSTGRES] = {DB_SLOT_SEARCH, DB_MANY, "search_find",
                     SQL("SELECT e.territory_id, e.kind, e.path, e.title, e.context FROM search_entry e "
                         "WHERE to_tsvector('simple', e.folded) @@ to_tsquery('simple', $1) AND e.territory_id BETWEEN $2 AND $3 "
                         "ORDER BY e.territory_id DESC, e.entry_id DESC LIMIT $4"),
                     "tiii", "itttt"},
};
static const struct db_query index_add = {DB_SLOT_INDEX_ADD, DB_EXEC, "search_index_add", SQL("INSERT INTO search_text (rowid, folded) VALUES ($1, $2)"), "it", ""};
static const struct db_query index_drop = {
	DB_SLOT_INDEX_DROP, DB_EXEC, "search_index_drop", SQL("INSERT INTO search_text (search_text, rowid, folded) VALUES ('delete', $1, $2)"), "it", ""};

enum { TERRITORY_LAST = 0x7ffffffe }; /* its rows still fit in SQLite's rowid */

static enum status index_row(struct db *db, const struct db_query *query, territory_id territory, int64_t entry, str folded)
{
	struct db_statement *s = NULL;
	bool row = false;
	enum status status = db_prepare(db, query, &s);
	if (status != OK)
		return status;
	db_bind_int(s, 0, (int64_t)(((uint64_t)territory.v << 32) | (uint64_t)entry));
	db_bind_text(s, 1, folded);
	status = db_step(s, &row);
	db_finish(s);
	return status;
}

/* FTS5 without content forgets a row only when told what it held. */
static enum status drop_index(struct db *db, territory_id territory)
{
	if (db_engine_of(db) != DB_SQLITE)
		return OK;
	struct q_store_search_entries_cursor cursor;
	struct q_store_search_entries_row row;
	bool more = true;
	enum status s = q_store_search_entries_open(db, territory, &cursor);
	while (s == OK && (s = q_store_search_entries_next(&cursor, &row, &more)) == OK && more)
		s = index_row(db, &index_drop, territory, row.entry_id, row.folded);
	q_store_search_entries_close(&cursor);
	return s;
}

enum status search_rebuild(struct db *db, territory_id territory, const struct search_entry *entries, size_t count)
{
	always(territory.v > 0 && territory.v <= TERRITORY_LAST && count <= UINT32_MAX);
	enum status s = drop_index(db, territory);
	if (s == OK)
		s = q_store_search_clear(db, territory);
	for (size_t i = 0; s == OK && i < count; i++) {
		const struct search_entry *e = &entries[i];
		int64_t id = (int64_t)i + 1;
		s = q_store_search_add(db, &(struct q_store_search_add_in){territory, id, e->kind, e->path, e->title, e->context, e->folded});
		if (s == OK && db_engine_of(db) == DB_SQLITE)
			s = index_row(db, &index_add, territory, id, e->folded);
	}
	return s;
}

enum status search_reindex(struct db *db)
{
	if (db_engine_of(db) != DB_SQLITE)
		return OK;
	enum status s = db_run(db, "INSERT INTO search_text (search_text) VALUES ('delete-all')");
	struct q_store_search_everywhere_cursor cursor = {0};
	struct q_store_search_everywhere_row row;
	bool more = true;
	if (s == OK)
		s = q_store_search_everywhere_open(db, &cursor);
	while (s == OK && (s = q_store_search_everywhere_next(&cursor, &row, &more)) == OK && more)
		s = index_row(db, &index_add, row.territory, row.entry_id, row.folded);
	q_store_search_everywhere_close(&cursor);
	return s;
}

struct words {
	str at[LIMIT_SEARCH_WORDS];
	size_t n;
};

static struct words split(str folded)
{
	struct words w = {.n = 0};
	size_t end = folded.n < LIMIT_SEARCH_QUERY_BYTES ? folded.n : LIMIT_SEARCH_QUERY_BYTES;
	while (end && end < folded.n && ((unsigned char)folded.p[end] & 0xc0) == 0x80)
		end--; /* not in the middle of a character */
	str word, rest = str_trim(str_first(folded, end));
	while (rest.n && w.n < LIMIT_SEARCH_WORDS) {
		if (!str_cut(rest, ' ', &word, &rest))
			rest = STR_NONE;
		if (word.n)
			w.at[w.n++] = word;
	}
	return w;
}

/* "a" "b" "c" * for FTS5, 'a' & 'b' & 'c':* for tsquery. A quote cannot come out of folding; one that did would be left out. */
static str match_text(struct arena *a, enum db_engine engine, const struct words *w)
{
	struct out o = out_new(4 * LIMIT_SEARCH_QUERY_BYTES + 64);
	char quote = engine == DB_SQLITE ? '"' : '\'';
	for (size_t i = 0; i < w->n; i++) {
		if (i)
			out_str(&o, engine == DB_SQLITE ? S(" ") : S(" & "));
		out_char(&o, quote);
		for (size_t k = 0; k < w->at[i].n; k++)
			if (w->at[i].p[k] != quote && w->at[i].p[k] != '\\')
				out_char(&o, w->at[i].p[k]);
		out_char(&o, quote);
	}
	out_str(&o, engine == DB_SQLITE ? S(" *") : S(":*"));
	str text = arena_str(a, out_text(&o));
	out_free(&o);
	return text;
}

struct hit {
	struct search_result result;
	unsigned score;
	size_t place;
};

/* 2 for each query word that is a word of the title, 1 when it only begins one, 4 more when the title begins with the first. */
static unsigned score_of(str title, const struct words *w)
{
	unsigned score = str_starts(title, w->at[0]) ? 4 : 0;
	for (size_t i = 0; i < w->n; i++) {
		unsigned best = 0;
		str word, rest = title;
		for (bool more = true; more;) {
			more = str_cut(rest, ' ', &word, &rest);
			unsigned found = str_eq(word, w->at[i]) ? 2 : str_starts(word, w->at[i]) ? 1 : 0;
			best = found > best ? found : best;
		}
		score += best;
	}
	return score;
}

static int by_score(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->place < y->place ? -1 : 1;
}

static enum status read_hits(struct db_statement *s, struct arena *a, const struct words *w, struct hit *hits, size_t *count)
{
	bool more = true;
	enum status status = OK;
	while ((status = db_step(s, &more)) == OK && more) {
		struct search_result r = {{db_column_int(s, 0)}, arena_str(a, db_column_text(s, 1)), arena_str(a, db_column_text(s, 2)), arena_str(a, db_column_text(s, 3)),
		                          arena_str(a, db_column_text(s, 4))};
		hits[*count] = (struct hit){r, score_of(text_fold(a, r.title), w), *count};
		(*count)++;
	}
	return status;
}

enum status search_find(struct db *db, struct arena *a, territory_id territory, str folded, size_t limit, struct search_results *results)
{
	*results = (struct search_results){0};
	struct words w = split(folded);
	struct db_statement *s = NULL;
	if (w.n == 0)
		return OK;
	enum status status = db_prepare(db, &find_in[db_engine_of(db)], &s);
	if (status != OK)
		return status;
	struct hit *hits = ARENA_ARRAY(a, LIMIT_SEARCH_RANKED, struct hit);
	size_t count = 0;
	db_bind_text(s, 0, match_text(a, db_engine_of(db), &w));
	db_bind_int(s, 1, territory.v);
	db_bind_int(s, 2, territory.v ? territory.v : TERRITORY_LAST);
	db_bind_int(s, 3, LIMIT_SEARCH_RANKED);
	status = read_hits(s, a, &w, hits, &count);
	db_finish(s);
	if (count)
		qsort(hits, count, sizeof *hits, by_score);
	results->n = count < limit ? count : limit;
	results->more = count > limit;
	struct search_result *at = ARENA_ARRAY(a, results->n + 1, struct search_result);
	for (size_t i = 0; i < results->n; i++)
		at[i] = hits[i].result;
	results->at = at;
	return status;
}
