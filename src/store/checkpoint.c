/* The checkpoint thread. It looks twice a second whether something was committed and whether the log is long enough to be worth it. See
   checkpoint.h. */
#include "store/checkpoint.h"

#include "base/limits.h"
#include "base/log.h"
#include "store/driver.h"
#include "store/sqlite.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

enum { WAL_PAGE_BYTES = 4096 + 24 }; /* a page with its header in the log */

struct checkpointer {
	struct db *db;
	const char *wal; /* sqlite3_filename_wal's: lives as long as the connection */
	int64_t version; /* of the data when the log was last moved */
	bool behind;     /* a reader kept some of it back */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool stopping; /* under lock */
};

/* The log's file keeps its length when the log starts again: this is "long enough", not "how long". */
static bool is_long(const struct checkpointer *c)
{
	struct stat info;
	return stat(c->wal, &info) == 0 && info.st_size >= (off_t)LIMIT_WAL_SERVED_PAGES * WAL_PAGE_BYTES;
}

/* False when there is nothing more that this thread could ever do. */
static bool look(struct checkpointer *c)
{
	int64_t version = 0;
	if (db_data_version(c->db, &version) != OK)
		return true;
	if ((version == c->version && !c->behind) || !is_long(c))
		return true;
	int logged = 0, moved = 0;
	int code = sqlite3_wal_checkpoint_v2(sqlite_handle(c->db), "main", SQLITE_CHECKPOINT_PASSIVE, &logged, &moved);
	c->behind = code != SQLITE_OK || moved < logged;
	c->version = version;
	if ((code & 0xff) == SQLITE_READONLY)
		return false;
	LOG(LOG_DEBUG, "checkpoint", log_int("code", code), log_int("pages", logged), log_int("moved", moved));
	return true;
}

/* Waits until the next look; true when it is time to stop. */
static bool pause_or_stop(struct checkpointer *c)
{
	struct timespec until;
	(void)clock_gettime(CLOCK_MONOTONIC, &until);
	int64_t ns = until.tv_nsec + INT64_C(1000000) * LIMIT_CHECKPOINT_PAUSE_MS;
	until.tv_sec += ns / 1000000000;
	until.tv_nsec = ns % 1000000000;
	(void)pthread_mutex_lock(&c->lock);
	int waited = 0;
	while (!c->stopping && waited == 0)
		waited = pthread_cond_timedwait(&c->changed, &c->lock, &until);
	bool stop = c->stopping;
	(void)pthread_mutex_unlock(&c->lock);
	return stop;
}

static void *run(void *argument)
{
	struct checkpointer *c = argument;
	bool more = look(c);
	while (!pause_or_stop(c))
		if (more)
			more = look(c);
	return NULL;
}

static void release(struct checkpointer *c)
{
	(void)pthread_mutex_destroy(&c->lock);
	(void)pthread_cond_destroy(&c->changed);
	db_close(c->db);
	free(c);
}

/* Signals are for the main thread: this one inherits a full mask. */
static bool start_thread(struct checkpointer *c)
{
	sigset_t all, before;
	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_BLOCK, &all, &before);
	bool started = pthread_create(&c->thread, NULL, run, c) == 0;
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return started;
}

enum status checkpointer_start(str where, struct checkpointer **started)
{
	*started = NULL;
	struct db *db = NULL;
	enum status s = db_open(where, DB_READ_ONLY, &db);
	if (s != OK || db_engine_of(db) != DB_SQLITE) {
		db_close(db);
		return s;
	}
	struct checkpointer *c = calloc(1, sizeof *c);
	always(c != NULL);
	c->db = db;
	c->wal = sqlite3_filename_wal(sqlite3_db_filename(sqlite_handle(db), "main"));
	c->behind = true; /* what was committed before us */
	(void)pthread_mutex_init(&c->lock, NULL);
	pthread_condattr_t attributes;
	(void)pthread_condattr_init(&attributes);
	(void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&c->changed, &attributes);
	(void)pthread_condattr_destroy(&attributes);
	if (!start_thread(c)) {
		release(c);
		return broken("checkpointer_start", S("a thread did not start"));
	}
	*started = c;
	return OK;
}

void checkpointer_stop(struct checkpointer *c)
{
	if (!c)
		return;
	(void)pthread_mutex_lock(&c->lock);
	c->stopping = true;
	(void)pthread_cond_signal(&c->changed);
	(void)pthread_mutex_unlock(&c->lock);
	(void)pthread_join(c->thread, NULL);
	release(c);
}
