/* The slow pool: a few threads for requests that may take long, behind a bounded queue. Its I/O thread suspends the connection, gives the job
   here, and gets it back answered. A thread here never touches a connection or libmicrohttpd. */
#include "base/log.h"
#include "http/inside.h"

#include <stdlib.h>

struct slow_pool {
	struct http_server *server;
	pthread_t *threads;
	unsigned count;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct job *first, *last; /* under lock */
	unsigned waiting;         /* under lock */
	bool stopping;            /* under lock */
};

static struct job *take(struct slow_pool *pool)
{
	(void)pthread_mutex_lock(&pool->lock);
	while (!pool->first && !pool->stopping)
		(void)pthread_cond_wait(&pool->changed, &pool->lock);
	struct job *job = pool->stopping ? NULL : pool->first;
	if (job) {
		pool->first = job->next;
		pool->waiting--;
	}
	(void)pthread_mutex_unlock(&pool->lock);
	return job;
}

static void *run(void *argument)
{
	struct slow_pool *pool = argument;
	struct http_server *server = pool->server;
	const struct http_handlers *handlers = &server->handlers;
	void *worker = handlers->on_worker_start(handlers->context);
	server_report(server, worker != NULL);
	if (!worker)
		return NULL;
	for (struct job *job = take(pool); job; job = take(pool)) {
		request_run(server, job, worker);
		io_give_back(job);
	}
	handlers->on_worker_stop(handlers->context, worker);
	return NULL;
}

struct slow_pool *slow_start(struct http_server *server)
{
	struct slow_pool *pool = calloc(1, sizeof *pool);
	always(pool);
	pool->server = server;
	pool->threads = calloc(server->options.slow_threads, sizeof *pool->threads);
	always(pool->threads);
	(void)pthread_mutex_init(&pool->lock, NULL);
	(void)pthread_cond_init(&pool->changed, NULL);
	for (unsigned i = 0; i < server->options.slow_threads; i++) {
		if (pthread_create(&pool->threads[pool->count], NULL, run, pool) == 0)
			pool->count++;
		else
			server_report(server, false);
	}
	return pool;
}

bool slow_give(struct slow_pool *pool, struct job *job)
{
	(void)pthread_mutex_lock(&pool->lock);
	bool taken = !pool->stopping && pool->waiting < pool->server->options.slow_queue;
	if (taken) {
		job->next = NULL;
		if (pool->first)
			pool->last->next = job;
		else
			pool->first = job;
		pool->last = job;
		pool->waiting++;
		(void)pthread_cond_signal(&pool->changed);
	}
	(void)pthread_mutex_unlock(&pool->lock);
	return taken;
}

void slow_stop(struct slow_pool *pool)
{
	(void)pthread_mutex_lock(&pool->lock);
	pool->stopping = true;
	(void)pthread_cond_broadcast(&pool->changed);
	(void)pthread_mutex_unlock(&pool->lock);
	for (unsigned i = 0; i < pool->count; i++)
		(void)pthread_join(pool->threads[i], NULL);
	for (struct job *job = pool->first, *next; job; job = next) {
		next = job->next;
		job->abandoned = true;
		io_give_back(job);
	}
	pool->first = NULL;
}

void slow_free(struct slow_pool *pool)
{
	(void)pthread_mutex_destroy(&pool->lock);
	(void)pthread_cond_destroy(&pool->changed);
	free(pool->threads);
	free(pool);
}
