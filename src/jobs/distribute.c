/* See distribute.h. Looks twice a second whether somebody asked: one small read, which costs nothing beside what it waits for. */
#include "jobs/distribute.h"

#include "actions/distribute.h"
#include "base/clock.h"
#include "base/log.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

enum { PAUSE_MS = 500 };

struct distributor {
	struct db *db;
	atomic_bool stop;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
};

static void wait_a_little(struct distributor *d)
{
	struct timespec until;
	(void)clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += PAUSE_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	(void)pthread_mutex_lock(&d->lock);
	int waited = 0;
	while (!atomic_load(&d->stop) && waited == 0)
		waited = pthread_cond_timedwait(&d->changed, &d->lock, &until);
	(void)pthread_mutex_unlock(&d->lock);
}

static void *run(void *argument)
{
	struct distributor *d = argument;
	while (!atomic_load(&d->stop)) {
		bool found = false;
		const enum status s = distribute_next(d->db, clock_now(), &d->stop, &found);
		if (s != OK || !found)
			wait_a_little(d);
	}
	return NULL;
}

static void end(struct distributor *d)
{
	(void)pthread_cond_destroy(&d->changed);
	(void)pthread_mutex_destroy(&d->lock);
	db_close(d->db);
	free(d);
}

enum status distributor_start(str place, struct distributor **distributor)
{
	sigset_t all, before;
	pthread_condattr_t attributes;
	struct distributor *d = calloc(1, sizeof *d);
	always(d != NULL);
	enum status s = db_open(place, DB_READ_WRITE, &d->db);
	if (s != OK) {
		free(d);
		return s;
	}
	(void)pthread_mutex_init(&d->lock, NULL);
	(void)pthread_condattr_init(&attributes);
	(void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&d->changed, &attributes);
	(void)pthread_condattr_destroy(&attributes);
	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	const int failed = pthread_create(&d->thread, NULL, run, d);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (failed) {
		end(d);
		return broken("distributor", S("no thread"));
	}
	*distributor = d;
	return OK;
}

void distributor_stop(struct distributor *distributor)
{
	if (!distributor)
		return;
	(void)pthread_mutex_lock(&distributor->lock);
	atomic_store(&distributor->stop, true);
	(void)pthread_cond_signal(&distributor->changed);
	(void)pthread_mutex_unlock(&distributor->lock);
	(void)pthread_join(distributor->thread, NULL);
	end(distributor);
}
