/* Loading a pack: read, check, then one transaction that makes the database hold exactly what the pack says of its territory.
   Called by the command `load`. Changes nothing at all when anything is refused. */
#ifndef ACTIONS_LOAD_PACK_H
#define ACTIONS_LOAD_PACK_H

#include "domain/finding.h"
#include "store/db.h"

struct load_options {
	str actor;          /* of the audit row: "cli:0" */
	const char *folder; /* packs/NAME */
	bool force;         /* write again even when no file changed, and when the territory came from a pack of another name */
};

struct load_result {
	str territory, name; /* code and name of the territory; absent when it could not be read */
	territory_id id;     /* 0 when nothing was written and the territory is not there */
	bool unchanged;      /* the files are those of the last load: nothing was written */
	int64_t rows;        /* rows that the pack makes, of the last load when unchanged */
};

/* OK: loaded or unchanged; `fs` holds what does not add up in the pack (printed figures, programmes), which never stops a load.
   INVALID: every problem is in `ps`, nothing was written. CONFLICT: the pack drops something that somebody's application still uses, or
   the territory was loaded from a pack of another name (a copy made for another year would silently replace it); `ps` names both.
   BUSY: another writer kept the database too long. BROKEN.
   What is kept across loads: territory and application numbers, imported perimeters, applications that are in no programme, the audit. */
must_use enum status load_pack(struct db *db, struct arena *arena, const struct load_options *options, struct load_result *result,
                               struct problems *ps, struct findings *fs);

#endif
