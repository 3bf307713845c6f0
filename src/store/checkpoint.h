/* Keeps the write-ahead log of a served SQLite instance short without slowing its writers: a thread of its own moves the log into the file
   (PASSIVE) once it holds about 1 000 pages, while every writer cuts it off (TRUNCATE) when it passes 64 MB, because a log that is always being
   read would otherwise grow without end (architecture.md §4). The thread's half is here, for whoever serves; the writer's half is sqlite.c's.
   It writes nothing of its own: it holds a read-only connection. */
#ifndef STORE_CHECKPOINT_H
#define STORE_CHECKPOINT_H

#include "base/status.h"
#include "base/str.h"

struct checkpointer;

/* Starts the thread for `where` (as db_open), which must live until checkpointer_stop. PostgreSQL looks after its own log: OK and NULL.
   A folder that may only be read is never written to: there the thread ends by itself. Statuses as db_open. */
must_use enum status checkpointer_start(str where, struct checkpointer **started);
void checkpointer_stop(struct checkpointer *c); /* NULL is fine */

#endif
