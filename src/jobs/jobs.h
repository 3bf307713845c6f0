/* Work in the background of an instance: one thread with its own connection that sends mail, writes reminders, looks again at files that no antivirus saw, and sweeps what has
   expired. Started by `serve`; the same rounds by `faubourg jobs run` for who prefers cron, or another machine on PostgreSQL. Several at once are fine: each mail is claimed,
   each reminder is written once. Never answers a request. */
#ifndef JOBS_JOBS_H
#define JOBS_JOBS_H

#include "jobs/send.h"

struct jobs;
struct jobs_options {
	str place;                       /* of the data (store/db.h) */
	const struct settings *settings; /* both outlive the jobs */
	struct files *files;             /* NULL: no documents */
};
struct jobs_done {
	struct sent sent;
	size_t reminders;
};

/* NOT_FOUND, DENIED, INVALID: of the database. BROKEN: no thread. */
must_use enum status jobs_start(const struct jobs_options *options, struct jobs **jobs);
void jobs_stop(struct jobs *jobs); /* ends what is being sent; it stays in the outbox. NULL is fine */

/* All that is due now, in this thread. OK also when the mail server is down (`done` says so). BUSY, BROKEN. */
must_use enum status jobs_once(const struct jobs_options *options, struct jobs_done *done);

#endif
