/* The slow pool: a few threads for requests that may take long, behind a bounded queue. Its I/O thread suspends the connection, gives the job
   here, and gets it back answered; a job that must also write goes on to the writer. A thread here never touches a connection or libmicrohttpd. */
#include "base/log.h"
#include "http/inside.h"

#include <stdlib.h>

struct slow_pool {
	struct http_server *server;
	pthread_t *threads;
	unsigned count;
	struct job_queue queue;
	atomic_bool stopping;
};

static void run_job(struct http_server *server, struct job *job, void *worker)
{
	if (job->place == HTTP_SLOW) {
		request_run(server, job, worker);
		io_give_back(job);
	} else if (!request_prepare(server, job, worker)) {
		io_give_back(job);
	} else if (!writer_give(server->writer, job)) {
		job->abandoned = true;
		io_give_back(job);
	}
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
	struct job *job;
	while (queue_take(&pool->queue, &job, 1)) {
		if (atomic_load(&pool->stopping)) {
			job->abandoned = true;
			io_give_back(job);
		} else {
			run_job(server, job, worker);
		}
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
	queue_open(&pool->queue, server->options.slow_queue);
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
	return queue_give(&pool->queue, job);
}

void slow_stop(struct slow_pool *pool)
{
	atomic_store(&pool->stopping, true);
	queue_stop(&pool->queue);
	for (unsigned i = 0; i < pool->count; i++)
		(void)pthread_join(pool->threads[i], NULL);
	struct job *job;
	while (queue_take(&pool->queue, &job, 1)) { /* no thread could start */
		job->abandoned = true;
		io_give_back(job);
	}
}

void slow_free(struct slow_pool *pool)
{
	queue_close(&pool->queue);
	free(pool->threads);
	free(pool);
}
