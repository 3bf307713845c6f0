/* Looks again, when the antivirus is back, at files that were taken while it was away. For the thread of jobs; also by hand. */
#ifndef JOBS_RESCAN_H
#define JOBS_RESCAN_H

#include "base/settings.h"
#include "store/db.h"
#include "store/files.h"

struct rescanned {
	size_t clean, infected;
};
/* At most `most` files, oldest first; stops at the first that the antivirus does not answer for. What is clean says so; what is infected keeps its mark, is told once, in the
   audit and to who put it there, and is no longer given to anybody (web/intake.h). Reads outside of any write; writes once at the end. BUSY, BROKEN. */
must_use enum status rescan(struct db *db, struct files *files, const struct settings *settings, size_t most, struct rescanned *done);

#endif
