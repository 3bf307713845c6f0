/* Sends what waits in the outbox. At least once: what was being sent when the process died is sent again a few minutes later with the same Message-ID, so that mail programs show
   it once; with several processes on one PostgreSQL each mail is claimed by one. Nothing is lost when the server is down or not set: mails wait. Called by the thread of jobs and
   by `faubourg jobs run`; never inside a request. */
#ifndef JOBS_SEND_H
#define JOBS_SEND_H

#include "jobs/make_document.h"

#include <stdatomic.h>

struct sender; /* one thread's */
struct sender_options {
	struct db *db; /* may write */
	const struct settings *settings;
	struct files *files;      /* NULL: mails leave without files */
	const atomic_bool *stop;  /* ends a round, and what is being sent; or NULL */
};
struct sent {
	size_t sent, failed, later, dropped; /* dropped: had no reason any more */
	bool down;                           /* the server took nothing: the round stopped */
	str answer;                          /* its last one then, until the next round */
};

struct sender *sender_new(const struct sender_options *options);
void sender_free(struct sender *sender);
/* Is there a server, and an address to send from? */
bool mail_is_set(const struct settings *settings);
/* At most `most` mails that are due. OK also when the server is down. BUSY, BROKEN: of the database. */
must_use enum status send_round(struct sender *sender, size_t most, struct sent *sent);

/* When a mail is tried again after its nth failed try (from 1): 1, 5, 15, 60 minutes, then hours, three days in all. False: never again. */
bool send_pause(int64_t tries, int64_t *ms);

#endif
