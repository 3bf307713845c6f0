/* See rescan.h. */
#include "jobs/rescan.h"

#include "base/clock.h"
#include "base/limits.h"
#include "gen/queries.h"
#include "imports/antivirus.h"
#include "store/audit.h"

enum { FILE_ARENA = 128 * 1024 * 1024, FILE_MOST = 64 * 1024 * 1024 };

struct looked {
	struct arena *arena;
	struct q_files_not_scanned_rows waiting;
	enum scan *scans;
	size_t n;
};

static enum status write_one(struct db *db, const struct looked *l, size_t i)
{
	const str sha256 = l->waiting.at[i].sha256;
	if (l->scans[i] == SCAN_NONE)
		return OK;
	if (l->scans[i] == SCAN_CLEAN)
		return q_file_scanned(db, sha256);
	const struct audit_entry entry = {.at = clock_now(), .actor = S("job:rescan"), .verb = S("found_infected"), .thing = arena_fmt(l->arena, "file:%.*s", STR_ARGS(sha256))};
	return audit_append(db, &entry);
}

static enum status write_all(struct db *db, void *arg)
{
	const struct looked *l = arg;
	enum status s = OK;
	for (size_t i = 0; s == OK && i < l->n; i++)
		s = write_one(db, l, i);
	return s;
}

/* False: the antivirus did not answer. A file that cannot be read is the doctor's: it stays SCAN_NONE and does not stand before the others. */
static bool scan_one(struct files *files, const struct settings *settings, str sha256, enum scan *scan)
{
	struct arena *a = arena_new(FILE_ARENA);
	str bytes, found;
	*scan = SCAN_NONE;
	bool readable = files_get(files, a, sha256, FILE_MOST, &bytes) == OK;
	if (readable)
		*scan = antivirus_scan(a, settings->clamd, bytes, &found);
	arena_free(a);
	return !readable || *scan != SCAN_NONE;
}

enum status rescan(struct db *db, struct files *files, const struct settings *settings, size_t most, struct rescanned *done)
{
	struct looked l = {.arena = arena_new(LIMIT_STORE_ARENA)};
	*done = (struct rescanned){0};
	enum status s = antivirus_answers(l.arena, settings->clamd) ? q_files_not_scanned(db, l.arena, (int64_t)most, &l.waiting) : OK;
	l.scans = ARENA_ARRAY(l.arena, l.waiting.n + 1, enum scan);
	for (size_t i = 0; s == OK && i < l.waiting.n; i++) {
		if (!scan_one(files, settings, l.waiting.at[i].sha256, &l.scans[i]))
			break;
		l.n++;
		done->clean += l.scans[i] == SCAN_CLEAN;
		done->infected += l.scans[i] == SCAN_INFECTED;
	}
	if (s == OK && l.n > 0)
		s = db_write(db, write_all, &l);
	arena_free(l.arena);
	return s;
}
