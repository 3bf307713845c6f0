/* One file that holds everything: `faubourg backup FILE` always makes a SQLite file, whatever the engine; `faubourg restore FILE` fills either.
   A file is written beside its final name, checked (integrity, migrations, audit chain), synced, then renamed: a crash at any moment
   leaves no half file under the final name, and what it leaves beside it goes with the next backup of the same FILE. */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "store/copy.h"

struct backup_report {
	int64_t bytes;
	int64_t audit_rows;
	char audit_hash[65];
};

/* Backs the instance `where` up while it is in use. Replaces FILE when there is one, keeps its rights to the owner (0600). NOT_FOUND and DENIED also
   tell of FILE's folder; INVALID with problems: the copy does not verify (the instance's audit chain is broken, its file is damaged). */
must_use enum status backup_make(str where, const char *file, struct backup_report *report, struct problems *problems);

/* The same with the bytes of documents: those that the rows of the copy name are in the folder FILE.files before FILE has its name. Bytes are only ever added to it, so
   that a backup of every night copies what is new. `files`: the folder of the instance; absent: its rows only. OK with a problem: some bytes are not there any more. */
must_use enum status backup_make_with_files(str where, str files, const char *file, struct backup_report *report, struct problems *problems);

enum restore_over { RESTORE_EMPTY_ONLY, RESTORE_OVER_DATA };

/* Fills `where` (made if missing) from FILE in one transaction. CONFLICT with a problem: it holds data and `over` does not allow that. INVALID with
   problems: not a backup, damaged, altered or newer migrations, a broken audit chain; a schema that its migrations do not explain. One of
   an older version is migrated in a copy beside the target and checked there first; it is refused for PostgreSQL (restore it into a folder, then copy). */
must_use enum status restore_from(str where, const char *file, enum restore_over over, struct copy_report *report, struct problems *problems);
/* The same with the bytes of documents, from FILE.files into the folder `files`, before any row is written. INVALID too: bytes are missing or altered, and `over` does not
   allow that. */
must_use enum status restore_with_files(str where, str files, const char *file, enum restore_over over, struct copy_report *report, struct problems *problems);

#endif
