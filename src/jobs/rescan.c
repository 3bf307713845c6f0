/* See rescan.h. */
#include "jobs/rescan.h"

#include "actions/tell_infected.h"
#include "base/clock.h"
#include "base/limits.h"
#include "gen/queries.h"
#include "imports/antivirus.h"

enum { FILE_ARENA = 128 * 1024 * 1024, FILE_MOST = 64 * 1024 * 1024 };

struct looked {
	struct arena *arena;
	const struct settings *settings;
	struct q_files_not_scanned_rows waiting;
	enum scan *scans;
	str *found; /* of each: the antivirus's name of what it holds */
	size_t n;
};

static enum status write_one(struct db *db, const struct looked *l, size_t i)
{
	const str sha256 = l->waiting.at[i].sha256;
	if (l->scans[i] == SCAN_NONE)
		return OK;
	if (l->scans[i] == SCAN_CLEAN)
		return q_file_scanned(db, sha256);
	return tell_infected(db, l->arena, sha256, l->found[i], l->settings->public_url, clock_now());
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
static bool scan_one(struct files *files, const struct looked *l, size_t i)
{
	struct arena *a = arena_new(FILE_ARENA);
	str bytes, found = STR_NONE;
	enum scan *scan = &l->scans[i];
	*scan = SCAN_NONE;
	l->found[i] = S("");
	bool readable = files_get(files, a, l->waiting.at[i].sha256, FILE_MOST, &bytes) == OK;
	if (readable)
		*scan = antivirus_scan(a, l->settings->clamd, bytes, &found);
	if (*scan == SCAN_INFECTED)
		l->found[i] = arena_str(l->arena, found);
	arena_free(a);
	return !readable || *scan != SCAN_NONE;
}

enum status rescan(struct db *db, struct files *files, const struct settings *settings, size_t most, struct rescanned *done)
{
	struct looked l = {.arena = arena_new(LIMIT_STORE_ARENA), .settings = settings};
	*done = (struct rescanned){0};
	enum status s = antivirus_answers(l.arena, settings->clamd) ? q_files_not_scanned(db, l.arena, (int64_t)most, &l.waiting) : OK;
	l.scans = ARENA_ARRAY(l.arena, l.waiting.n + 1, enum scan);
	l.found = ARENA_ARRAY(l.arena, l.waiting.n + 1, str);
	for (size_t i = 0; s == OK && i < l.waiting.n; i++) {
		if (!scan_one(files, &l, i))
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
