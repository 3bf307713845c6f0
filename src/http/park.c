/* Requests that wait for something to happen (http_respond_wait): a screen that follows a table. One thread runs all of them, one after the other, and keeps those that have nothing new,
   their connections suspended: a hundred screens that wait cost memory, no thread and no look at the tables. http_wake runs the waiters of one topic again; every second, while
   somebody waits, `changed` asks whether another process wrote. What waited LIMIT_PARK_MS is answered as it is, and asks again. A thread here never touches a connection. */
#include "base/clock.h"
#include "base/limits.h"
#include "http/inside.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

enum { TOPICS = 64, TICK_MS = 1000 };

struct parking {
	struct http_server *server;
	pthread_t thread;
	bool has_thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct job *arrived;      /* under lock, as are the next four */
	uint64_t topics[TOPICS];
	size_t topic_count;
	bool all;                 /* more topics than there is room for, or something that another process wrote */
	bool stopping;
	struct job *parked;       /* of the thread */
	size_t count;
	int64_t ticked;
};

/* What was asked of the thread since it last looked. */
struct calls {
	struct job *arrived;
	uint64_t topics[TOPICS];
	size_t topic_count;
	bool all, stopping;
};

static bool is_called(const struct calls *calls, uint64_t topic)
{
	for (size_t i = 0; i < calls->topic_count; i++)
		if (calls->topics[i] == topic)
			return true;
	return calls->all;
}

static void wait_for_call(struct parking *p, struct calls *calls)
{
	struct timespec until;
	(void)clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += TICK_MS / 1000;
	(void)pthread_mutex_lock(&p->lock);
	while (!p->arrived && !p->topic_count && !p->all && !p->stopping)
		if (!p->count)
			(void)pthread_cond_wait(&p->changed, &p->lock);
		else if (pthread_cond_timedwait(&p->changed, &p->lock, &until) == ETIMEDOUT)
			break;
	*calls = (struct calls){.arrived = p->arrived, .topic_count = p->topic_count, .all = p->all, .stopping = p->stopping};
	for (size_t i = 0; i < p->topic_count; i++)
		calls->topics[i] = p->topics[i];
	p->arrived = NULL;
	p->topic_count = 0;
	p->all = false;
	(void)pthread_mutex_unlock(&p->lock);
}

static void run_again(struct parking *p, struct job *job, void *worker)
{
	http_response_reset(&job->rs);
	request_run(p->server, job, worker);
}

static void keep_or_answer(struct parking *p, struct job *job, int64_t now, bool stopping)
{
	if (job->rs.waits && now < job->until && !stopping) {
		job->next = p->parked;
		p->parked = job;
		p->count++;
		return;
	}
	io_give_back(job);
}

static void look(struct parking *p, struct calls *calls, void *worker)
{
	const struct http_handlers *handlers = &p->server->handlers;
	const int64_t now = clock_monotonic_ms();
	if (p->count && now - p->ticked >= TICK_MS) {
		p->ticked = now;
		calls->all = (handlers->changed && handlers->changed(handlers->context, worker)) || calls->all;
	}
	struct job *waiting = p->parked;
	p->parked = NULL;
	p->count = 0;
	for (struct job *next; waiting; waiting = next) {
		next = waiting->next;
		if (is_called(calls, waiting->rs.topic))
			run_again(p, waiting, worker);
		keep_or_answer(p, waiting, now, calls->stopping);
	}
	for (struct job *next; calls->arrived; calls->arrived = next) {
		next = calls->arrived->next;
		calls->arrived->until = now + LIMIT_PARK_MS;
		request_run(p->server, calls->arrived, worker);
		keep_or_answer(p, calls->arrived, now, calls->stopping);
	}
}

static void *run(void *argument)
{
	struct parking *p = argument;
	const struct http_handlers *handlers = &p->server->handlers;
	void *worker = handlers->on_worker_start(handlers->context);
	server_report(p->server, worker != NULL);
	if (!worker)
		return NULL;
	struct calls calls = {0};
	while (!calls.stopping) {
		wait_for_call(p, &calls);
		look(p, &calls, worker);
	}
	handlers->on_worker_stop(handlers->context, worker);
	return NULL;
}

struct parking *park_start(struct http_server *server)
{
	struct parking *p = calloc(1, sizeof *p);
	always(p);
	p->server = server;
	(void)pthread_mutex_init(&p->lock, NULL);
	pthread_condattr_t attributes;
	(void)pthread_condattr_init(&attributes);
	(void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&p->changed, &attributes);
	(void)pthread_condattr_destroy(&attributes);
	if (!server->handlers.parks)
		return p;
	p->has_thread = pthread_create(&p->thread, NULL, run, p) == 0;
	if (!p->has_thread)
		server_report(server, false);
	return p;
}

bool park_give(struct parking *p, struct job *job)
{
	(void)pthread_mutex_lock(&p->lock);
	bool taken = p->has_thread && !p->stopping;
	if (taken) {
		job->next = p->arrived;
		p->arrived = job;
		(void)pthread_cond_signal(&p->changed);
	}
	(void)pthread_mutex_unlock(&p->lock);
	return taken;
}

void http_wake(struct http_server *server, uint64_t topic)
{
	struct parking *p = server->parking;
	(void)pthread_mutex_lock(&p->lock);
	if (p->topic_count < TOPICS)
		p->topics[p->topic_count++] = topic;
	else
		p->all = true;
	(void)pthread_cond_signal(&p->changed);
	(void)pthread_mutex_unlock(&p->lock);
}

void park_stop(struct parking *p)
{
	(void)pthread_mutex_lock(&p->lock);
	p->stopping = true;
	(void)pthread_cond_signal(&p->changed);
	(void)pthread_mutex_unlock(&p->lock);
	if (p->has_thread)
		(void)pthread_join(p->thread, NULL);
	while (p->arrived) { /* its worker did not start, or it came as the thread ended */
		struct job *job = p->arrived;
		p->arrived = job->next;
		job->abandoned = true;
		io_give_back(job);
	}
}

void park_free(struct parking *p)
{
	(void)pthread_mutex_destroy(&p->lock);
	(void)pthread_cond_destroy(&p->changed);
	free(p);
}
