/* A file that is being made beside its final name, as FILE.PID.part, and takes that name only when it is whole and synced. Its maker holds a lock
   on it (flock), which ends with the process: what a killed one left is told from what a living one writes, and removed the next time that
   FILE is made. Called by backup.c. */
#ifndef STORE_PART_H
#define STORE_PART_H

#include "base/arena.h"
#include "base/status.h"

struct part {
	struct arena *arena;
	const char *file, *path; /* the final name; the name meanwhile */
	int fd;                  /* carries the lock; -1 when there is nothing to keep or drop */
};

/* Removes what dead processes left of the same FILE, then makes an empty file that only its owner can read. NOT_FOUND and DENIED tell of
   FILE's folder. Ends with part_keep or part_drop, after every other use of the file in this process. */
must_use enum status part_begin(struct arena *a, const char *file, struct part *p);

/* Syncs it, gives it its final name, replacing what had it, and syncs the folder. Dropped when that fails. */
must_use enum status part_keep(struct part *p);

/* Removes it with what SQLite put beside it. Nothing to do after part_keep, or when part_begin failed. */
void part_drop(struct part *p);

#endif
