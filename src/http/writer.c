/* The writer: one thread for every request that writes. It takes all that wait, runs them one after the other inside one transaction of the product's, and gives their
   answers back only when that is committed: many requests share one durable commit, and no request waits for another but for it (group commit, architecture.md §3).
   A request that fails undoes its own work only. When the whole transaction is lost to another writer it is run again; when it is lost otherwise before its end,
   each request runs again alone, so that one does not take the others with it. A thread here never touches a connection. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "http/inside.h"

#include <setjmp.h>
#include <stdlib.h>
#include <time.h>

enum { FIRST_PAUSE_MS = 2, NOTE_BYTES = 200 };

struct writer {
	struct http_server *server;
	pthread_t thread;
	bool has_thread;
	struct job_queue queue;
	void *worker;
	bool begun; /* the last try had its transaction: one of its requests may be what was in the way */
	bool ended; /* the last try got as far as its commit: it may not be made again in pieces */
};

/* One request inside the open transaction. Not OK: the transaction is lost. */
static enum status run_one(struct writer *w, struct job *job)
{
	const struct http_writer *writer = &w->server->handlers.writer;
	if (!job->connection)
		return writer->later(w->server->handlers.context, w->worker, out_text(&job->note));
	jmp_buf full;
	enum status s;
	http_response_reset(&job->rs);
	job->rs.status = 200;
	job->rq.worker = w->worker;
	if (setjmp(full) == 0) {
		arena_on_full(job->arena, &full);
		s = writer->one(w->server->handlers.context, &job->rq, &job->rs);
	} else {
		http_fault("request", S("a request that writes passed LIMIT_REQUEST_ARENA"));
		s = writer->left(w->server->handlers.context, w->worker);
		request_fault(w->server, job);
	}
	arena_on_full(job->arena, NULL);
	return s;
}

static enum status run_all(struct writer *w, struct job **jobs, size_t n)
{
	const struct http_writer *writer = &w->server->handlers.writer;
	void *context = w->server->handlers.context;
	w->ended = false;
	enum status s = writer->begin(context, w->worker);
	w->begun = s == OK;
	for (size_t i = 0; s == OK && i < n; i++)
		s = run_one(w, jobs[i]);
	if (s == OK) {
		w->ended = true;
		s = writer->commit(context, w->worker);
	}
	if (s != OK)
		writer->abandon(context, w->worker);
	return s;
}

/* What was lost to another writer is run again, after a pause that doubles: 2, 4 … 256 ms. Not after `until`: somebody who holds a lock for long has people told so, in time. */
static enum status run_again_while_busy(struct writer *w, struct job **jobs, size_t n, int64_t until)
{
	enum status s = run_all(w, jobs, n);
	for (unsigned i = 0; s == BUSY && i < LIMIT_WRITE_ATTEMPTS && clock_monotonic_ms() < until; i++) {
		struct timespec pause = {.tv_nsec = (long)(FIRST_PAUSE_MS << i) * 1000000};
		(void)nanosleep(&pause, NULL);
		s = run_all(w, jobs, n);
	}
	return s;
}

static void end_job(struct job *job)
{
	if (job->connection) {
		io_give_back(job);
		return;
	}
	out_free(&job->note);
	free(job);
}

static void answer_failed(struct writer *w, struct job *job, enum status s)
{
	http_response_reset(&job->rs);
	job->rs.status = 500;
	w->server->handlers.writer.failed(w->server->handlers.context, &job->rq, &job->rs, s);
}

static void run_batch(struct writer *w, struct job **jobs, size_t n)
{
	enum status s = run_again_while_busy(w, jobs, n, clock_monotonic_ms() + LIMIT_WRITE_PATIENCE_MS);
	bool in_pieces = s != OK && s != FULL && n > 1 && !w->ended && w->begun;
	int64_t until = clock_monotonic_ms() + LIMIT_WRITE_PATIENCE_MS;
	for (size_t i = 0; i < n; i++) {
		bool tried = in_pieces && clock_monotonic_ms() < until;
		enum status own = tried ? run_again_while_busy(w, &jobs[i], 1, until) : s;
		if (own != OK && jobs[i]->connection)
			answer_failed(w, jobs[i], own);
	}
	for (size_t i = 0; i < n; i++)
		end_job(jobs[i]);
}

static void *run(void *argument)
{
	struct writer *w = argument;
	const struct http_handlers *handlers = &w->server->handlers;
	w->worker = handlers->writer.start(handlers->context);
	server_report(w->server, w->worker != NULL);
	if (!w->worker)
		return NULL;
	struct job *jobs[LIMIT_WRITE_BATCH];
	const unsigned most = w->server->options.write_batch;
	for (size_t n = queue_take(&w->queue, jobs, most); n; n = queue_take(&w->queue, jobs, most))
		run_batch(w, jobs, n);
	handlers->writer.stop(handlers->context, w->worker);
	return NULL;
}

struct writer *writer_start(struct http_server *server)
{
	struct writer *w = calloc(1, sizeof *w);
	always(w);
	w->server = server;
	queue_open(&w->queue, server->options.write_queue);
	if (!server->handlers.writer.one)
		return w;
	w->has_thread = pthread_create(&w->thread, NULL, run, w) == 0;
	if (!w->has_thread)
		server_report(server, false);
	return w;
}

bool writer_give(struct writer *w, struct job *job)
{
	return w->has_thread && queue_give(&w->queue, job);
}

void http_write_later(struct http_server *server, str note)
{
	struct job *job = calloc(1, sizeof *job);
	always(job && note.n <= NOTE_BYTES && server->handlers.writer.later);
	job->note = out_new(NOTE_BYTES);
	out_str(&job->note, note);
	if (!writer_give(server->writer, job))
		end_job(job);
}

void writer_stop(struct writer *w)
{
	queue_stop(&w->queue);
	if (w->has_thread)
		(void)pthread_join(w->thread, NULL);
	struct job *job;
	while (queue_take(&w->queue, &job, 1)) { /* its worker did not start */
		job->abandoned = true;
		end_job(job);
	}
}

void writer_free(struct writer *w)
{
	queue_close(&w->queue);
	free(w);
}
