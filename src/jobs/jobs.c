/* The thread and its rounds. See jobs.h. */
#include "jobs/jobs.h"

#include "actions/remind.h"
#include "actions/remind_opinions.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "gen/queries.h"
#include "jobs/distribute.h"
#include "jobs/rescan.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#define HOUR_MS INT64_C(3600000)
enum { LOOK_MS = 1000, MAILS_A_ROUND = 200, RESCANNED = 20, MAILS_AT_ONCE = 100 * 1000 };

struct jobs {
	struct jobs_options options;
	struct db *db;
	struct sender *sender;
	struct distributor *distributor; /* of jobs_start only */
	atomic_bool stop;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	int64_t due[5];     /* when each round comes next, monotonic */
	size_t downs;       /* rounds that found the server down, one behind the other */
	struct sent sent;
	size_t reminders;
};

/* ---- the rounds; each gives the pause before its next ---- */

static int64_t round_mail(struct jobs *j)
{
	static const int64_t pauses[] = {5000, 15000, 60000, 5 * 60000};
	const enum status s = send_round(j->sender, MAILS_A_ROUND, &j->sent);
	j->downs = s == OK && j->sent.down ? j->downs + 1 : 0;
	if (j->downs) {
		LOG(LOG_WARNING, "mail_server_down", log_text("answer", j->sent.answer));
		return pauses[j->downs < 4 ? j->downs - 1 : 3];
	}
	return j->sent.sent + j->sent.later + j->sent.failed >= MAILS_A_ROUND ? 0 : LOOK_MS;
}

static int64_t round_reminders(struct jobs *j)
{
	const enum status s = remind_round(j->db, j->options.settings->public_url, clock_now(), LIMIT_REMINDERS, &j->reminders);
	if (j->reminders)
		LOG(LOG_INFO, "reminders", log_int("written", (int64_t)j->reminders));
	return s == OK && j->reminders >= LIMIT_REMINDERS ? LOOK_MS : 60000;
}

static int64_t round_opinions(struct jobs *j)
{
	size_t written = 0;
	const enum status s = remind_opinions_round(j->db, j->options.settings->public_url, clock_now(), LIMIT_OPINION_REMINDERS, &written);
	if (written)
		LOG(LOG_INFO, "opinion_reminders", log_int("written", (int64_t)written));
	return s == OK && written >= LIMIT_OPINION_REMINDERS ? LOOK_MS : 60000;
}

static int64_t round_files(struct jobs *j)
{
	struct rescanned done = {0};
	if (j->options.files && rescan(j->db, j->options.files, j->options.settings, RESCANNED, &done) == OK && done.clean + done.infected)
		LOG(LOG_INFO, "rescanned", log_int("clean", (int64_t)done.clean), log_int("infected", (int64_t)done.infected));
	return done.clean + done.infected >= RESCANNED ? LOOK_MS : 5 * 60000;
}

static enum status sweep(struct db *db, void *arg)
{
	const instant *now = arg;
	enum status s = q_session_sweep(db, *now);
	if (s == OK)
		s = q_token_sweep(db, *now);
	if (s == OK)
		s = q_review_link_sweep(db, *now);
	return s == OK ? q_upload_delete_old(db, (instant){now->ms - LIMIT_UPLOAD_HOURS * HOUR_MS}) : s;
}

static int64_t round_sweep(struct jobs *j)
{
	instant now = clock_now();
	struct arena *a = arena_new(LIMIT_STORE_ARENA);
	if (db_write(j->db, sweep, &now) == OK && j->options.files)
		(void)files_sweep(j->options.files, a, (now.ms - LIMIT_UPLOAD_HOURS * HOUR_MS) / 1000);
	arena_free(a);
	return HOUR_MS;
}

static int64_t (*const rounds[])(struct jobs *j) = {round_reminders, round_opinions, round_mail, round_files, round_sweep};
enum { ROUNDS = sizeof rounds / sizeof *rounds };

/* ---- the thread ---- */

static bool pause_or_stop(struct jobs *j, int64_t ms)
{
	struct timespec until;
	(void)clock_gettime(CLOCK_MONOTONIC, &until);
	const int64_t ns = until.tv_nsec + ms * 1000000;
	until.tv_sec += ns / 1000000000;
	until.tv_nsec = ns % 1000000000;
	(void)pthread_mutex_lock(&j->lock);
	int waited = 0;
	while (!atomic_load(&j->stop) && waited == 0)
		waited = pthread_cond_timedwait(&j->changed, &j->lock, &until);
	(void)pthread_mutex_unlock(&j->lock);
	return atomic_load(&j->stop);
}

static void *run(void *argument)
{
	struct jobs *j = argument;
	int64_t wait = 0;
	while (!pause_or_stop(j, wait)) {
		wait = LOOK_MS;
		for (size_t i = 0; i < ROUNDS && !atomic_load(&j->stop); i++) {
			if (j->due[i] <= clock_monotonic_ms())
				j->due[i] = clock_monotonic_ms() + rounds[i](j);
			const int64_t left = j->due[i] - clock_monotonic_ms();
			wait = left < wait ? (left > 0 ? left : 0) : wait;
		}
	}
	return NULL;
}

static enum status open_jobs(const struct jobs_options *options, struct jobs **jobs)
{
	struct jobs *j = calloc(1, sizeof *j);
	always(j != NULL);
	j->options = *options;
	const enum status s = db_open(options->place, DB_READ_WRITE, &j->db);
	if (s != OK) {
		free(j);
		return s;
	}
	j->sender = sender_new(&(struct sender_options){.db = j->db, .settings = options->settings, .files = options->files, .stop = &j->stop});
	*jobs = j;
	return OK;
}

static void close_jobs(struct jobs *j)
{
	distributor_stop(j->distributor);
	sender_free(j->sender);
	db_close(j->db);
	free(j);
}

enum status jobs_start(const struct jobs_options *options, struct jobs **jobs)
{
	struct jobs *j;
	sigset_t all, before;
	pthread_condattr_t attributes;
	enum status s = open_jobs(options, &j);
	if (s != OK)
		return s;
	s = distributor_start(options->place, &j->distributor);
	if (s != OK) {
		close_jobs(j);
		return s;
	}
	(void)pthread_mutex_init(&j->lock, NULL);
	(void)pthread_condattr_init(&attributes);
	(void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&j->changed, &attributes);
	(void)pthread_condattr_destroy(&attributes);
	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	const int failed = pthread_create(&j->thread, NULL, run, j);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (failed) {
		close_jobs(j);
		return broken("jobs", S("no thread"));
	}
	*jobs = j;
	return OK;
}

void jobs_stop(struct jobs *jobs)
{
	if (!jobs)
		return;
	(void)pthread_mutex_lock(&jobs->lock);
	atomic_store(&jobs->stop, true);
	(void)pthread_cond_signal(&jobs->changed);
	(void)pthread_mutex_unlock(&jobs->lock);
	(void)pthread_join(jobs->thread, NULL);
	(void)pthread_cond_destroy(&jobs->changed);
	(void)pthread_mutex_destroy(&jobs->lock);
	close_jobs(jobs);
}

enum status jobs_once(const struct jobs_options *options, struct jobs_done *done)
{
	struct jobs *j;
	size_t written = LIMIT_REMINDERS;
	*done = (struct jobs_done){0};
	enum status s = open_jobs(options, &j);
	if (s != OK)
		return s;
	while (s == OK && written >= LIMIT_REMINDERS) {
		s = remind_round(j->db, options->settings->public_url, clock_now(), LIMIT_REMINDERS, &written);
		done->reminders += written;
	}
	written = LIMIT_OPINION_REMINDERS;
	while (s == OK && written >= LIMIT_OPINION_REMINDERS) {
		s = remind_opinions_round(j->db, options->settings->public_url, clock_now(), LIMIT_OPINION_REMINDERS, &written);
		done->reminders += written;
	}
	if (s == OK)
		s = send_round(j->sender, MAILS_AT_ONCE, &done->sent);
	(void)round_files(j);
	(void)round_sweep(j);
	close_jobs(j);
	return s;
}
