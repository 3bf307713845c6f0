/* One request, from libmicrohttpd's callback to the queued response. The request that a handler sees is read from the head that the guard
   accepted, never from what libmicrohttpd parsed. */
#include "base/limits.h"
#include "base/log.h"
#include "http/inside.h"
#include "http/percent.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading a request ---- */

static str find(struct http_fields fields, str name)
{
	for (size_t i = 0; i < fields.n; i++)
		if (str_eq(fields.at[i].name, name))
			return fields.at[i].value;
	return STR_NONE;
}

str http_header(const struct http_request *rq, str name)
{
	for (size_t i = 0; i < rq->headers.n; i++)
		if (str_eq_nocase(rq->headers.at[i].name, name))
			return rq->headers.at[i].value;
	return STR_NONE;
}

str http_param(const struct http_request *rq, str name)
{
	return find(rq->params, name);
}

str http_form(const struct http_request *rq, str name)
{
	return find(rq->form, name);
}

str http_cookie(const struct http_request *rq, str name)
{
	str pair, key, value, rest = http_header(rq, S("cookie"));
	for (bool more = rest.p != NULL; more;) {
		more = str_cut(rest, ';', &pair, &rest);
		if (str_cut(str_trim(pair), '=', &key, &value) && str_eq(key, name))
			return value;
	}
	return STR_NONE;
}

static bool is_form(const struct http_request *rq)
{
	str type, rest;
	(void)str_cut(http_header(rq, S("content-type")), ';', &type, &rest);
	return str_eq_nocase(str_trim(type), S("application/x-www-form-urlencoded"));
}

/* The arena may be that of the I/O thread: everything is copied out of the connection but the body, which lives as long as the request. */
static enum status read_request(struct connection *c, struct arena *a, struct http_request *rq)
{
	*rq = (struct http_request){.arena = a, .method = c->read.method, .peer = str_of(c->peer), .worker = c->io->worker};
	guard_target(a, c->read.target, &rq->path, &rq->query);
	rq->host = c->read.host;
	struct http_field *headers = ARENA_ARRAY(a, c->read.fields + 1, struct http_field);
	guard_fields(out_text(&c->head), headers);
	rq->headers = (struct http_fields){headers, c->read.fields};
	rq->body = out_text(&c->body);
	if (c->spool.used && !spool_map(&c->spool, &rq->body))
		return c->spool.full ? FULL : BUSY;
	enum status status = rq->query.p ? form_parse(a, rq->query, &rq->params) : OK;
	if (status == OK && rq->method == HTTP_POST && is_form(rq))
		status = form_parse(a, rq->body, &rq->form);
	return status;
}

/* ---- running it ---- */

static void answer_error(const struct http_server *server, struct job *job, int status)
{
	http_response_reset(&job->rs);
	job->rs.status = status;
	response_error(server, status, http_header(&job->rq, S("accept-language")), &job->rs.body, &job->rs.content_type);
	http_respond_header(&job->rs, S("Cache-Control"), S("no-store"));
}

void request_fault(const struct http_server *server, struct job *job)
{
	answer_error(server, job, 500);
}

static void leave(const struct http_server *server, void *worker)
{
	if (server->handlers.left)
		server->handlers.left(server->handlers.context, worker);
}

bool request_prepare(struct http_server *server, struct job *job, void *worker)
{
	jmp_buf full;
	volatile bool goes_on = false;
	job->rq.worker = worker;
	job->rs.status = 200;
	if (setjmp(full) == 0) {
		arena_on_full(job->arena, &full);
		goes_on = server->handlers.prepare(server->handlers.context, &job->rq, &job->rs);
	} else {
		http_fault("request", S("a request passed LIMIT_REQUEST_ARENA while it was prepared"));
		leave(server, worker);
		answer_error(server, job, 500);
	}
	arena_on_full(job->arena, NULL);
	return goes_on;
}

void request_run(struct http_server *server, struct job *job, void *worker)
{
	jmp_buf full;
	job->rq.worker = worker;
	job->rs.status = 200;
	if (setjmp(full) == 0) {
		arena_on_full(job->arena, &full);
		server->handlers.handle(server->handlers.context, &job->rq, &job->rs);
	} else {
		http_fault("request", S("a request passed LIMIT_REQUEST_ARENA"));
		leave(server, worker);
		answer_error(server, job, 500);
	}
	arena_on_full(job->arena, NULL);
}

void job_free(struct job *job)
{
	if (!job)
		return;
	http_response_reset(&job->rs);
	out_free(&job->rs.body);
	arena_free(job->arena);
	free(job);
}

static enum MHD_Result send_job(struct connection *c, struct job *job)
{
	struct io *io = c->io;
	if (!response_queue(c, &job->rq, &job->rs)) {
		http_fault("request", S("libmicrohttpd did not take a response"));
		return MHD_NO;
	}
	c->state = CONNECTION_SENDING;
	c->since = io->now;
	const struct http_options *options = &io->server->options;
	c->deadline = io->now + options->send_ms + (int64_t)c->sent_bytes * 1000 / options->send_bytes_per_second;
	return MHD_YES;
}

static enum MHD_Result send_error(struct connection *c, struct job *job, int status)
{
	answer_error(c->io->server, job, status);
	if (status == 503)
		http_respond_header(&job->rs, S("Retry-After"), S("2"));
	else
		http_respond_header(&job->rs, S("Connection"), S("close"));
	return send_job(c, job);
}

/* A request that was read and that nobody takes now: the product answers, which knows the page and gives back what was typed. */
static enum MHD_Result send_refused(struct connection *c, struct job *job, enum status s)
{
	const struct http_handlers *handlers = &c->io->server->handlers;
	jmp_buf full;
	if (!handlers->writer.failed)
		return send_error(c, job, s == BUSY ? 503 : 507);
	http_response_reset(&job->rs);
	job->rs.status = 500;
	if (setjmp(full) == 0) {
		arena_on_full(job->arena, &full);
		handlers->writer.failed(handlers->context, &job->rq, &job->rs, s);
	} else {
		request_fault(c->io->server, job);
	}
	arena_on_full(job->arena, NULL);
	return send_job(c, job);
}

static enum MHD_Result suspend(struct connection *c)
{
	MHD_suspend_connection(c->mhd);
	return MHD_YES;
}

/* The slow pool or the writer gets a job of its own, with the arena of this thread; the thread makes a new one when it needs it. */
static enum MHD_Result give_away(struct connection *c, const struct job *quick)
{
	struct io *io = c->io;
	struct job *job = malloc(sizeof *job);
	always(job);
	*job = *quick;
	io->arena = NULL;
	c->job = job;
	bool taken = job->place == HTTP_WRITE  ? writer_give(io->server->writer, job)
	             : job->place == HTTP_PARK ? park_give(io->server->parking, job)
	                                       : slow_give(io->server->slow, job);
	if (!taken)
		return send_refused(c, job, BUSY);
	io->suspended++;
	return suspend(c);
}

static enum MHD_Result start_job(struct connection *c)
{
	struct io *io = c->io;
	struct http_server *server = io->server;
	const struct http_handlers *handlers = &server->handlers;
	if (!io->arena)
		io->arena = arena_new(LIMIT_REQUEST_ARENA);
	struct job job = {.arena = io->arena, .connection = c, .rs = {.body = out_new(LIMIT_RESPONSE_BYTES)}};
	enum status status = read_request(c, io->arena, &job.rq);
	enum MHD_Result result;
	if (status == OK && handlers->where)
		job.place = handlers->where(handlers->context, &job.rq);
	if (status != OK) {
		result = status == FULL || status == BUSY ? send_refused(c, &job, status) : send_error(c, &job, status == TOO_BIG ? 413 : 400);
	} else if (job.place != HTTP_AT_ONCE) {
		result = give_away(c, &job);
	} else {
		request_run(server, &job, io->worker);
		result = send_job(c, &job);
	}
	if (io->arena)
		arena_reset(io->arena);
	return result;
}

/* ---- libmicrohttpd's callback ---- */

/* What was read beyond this request would wait for an event that has already come: a connection that is resumed is looked at again. */
static enum MHD_Result wake_afterwards(struct connection *c)
{
	c->woken = true;
	MHD_suspend_connection(c->mhd);
	MHD_resume_connection(c->mhd);
	c->io->again = true; /* a resumed connection does not show in the epoll set */
	return MHD_YES;
}

static enum MHD_Result answer(struct connection *c)
{
	if (c->state != CONNECTION_READY)
		return MHD_NO;
	c->deadline = INT64_MAX;
	if (c->job && c->job->abandoned)
		return send_refused(c, c->job, BUSY);
	if (c->job)
		return send_job(c, c->job);
	if (connection_has_more(c) && !c->woken && !c->read.chunked)
		return wake_afterwards(c);
	return start_job(c);
}

/* The reader bounds every body, with Content-Length or chunked. What a GET should not have is read and dropped. */
static void take_body(struct connection *c, const char *upload, size_t n)
{
	if (c->state == CONNECTION_LINGER || c->read.method != HTTP_POST)
		return;
	if (c->spool.used) {
		spool_write(c->io->server, &c->spool, upload, n);
		return;
	}
	out_bytes(&c->body, upload, n);
	always(!c->body.full);
}

enum MHD_Result request_step(struct connection *c, const char *upload, size_t *upload_n, bool first)
{
	if (first && c->state != CONNECTION_BODY && c->state != CONNECTION_CHUNKED && c->state != CONNECTION_READY) {
		http_fault("request", S("a request reached libmicrohttpd without the guard"));
		return MHD_NO;
	}
	if (first)
		return MHD_YES; /* libmicrohttpd 0.9.75 closes a connection whose response is queued now, even without a body */
	if (*upload_n > 0) {
		take_body(c, upload, *upload_n);
		*upload_n = 0;
		return MHD_YES;
	}
	return answer(c);
}
