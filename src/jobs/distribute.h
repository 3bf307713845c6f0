/* The thread that works out distributions (actions/distribute.h), beside that of mail because one takes seconds: one at a time, with its own connection. Started and stopped by jobs.c; on several
   servers over one PostgreSQL each run is taken by one. */
#ifndef JOBS_DISTRIBUTE_H
#define JOBS_DISTRIBUTE_H

#include "store/db.h"

struct distributor;

/* `place`: of the data; outlives it. Statuses of db_open; BROKEN: no thread. */
must_use enum status distributor_start(str place, struct distributor **distributor);
/* Ends what is being worked out, which then waits for the next start. NULL is fine. */
void distributor_stop(struct distributor *distributor);

#endif
