/* Start, the I/O loops, stop. Each I/O thread drives its own libmicrohttpd daemon with poll() and MHD_run(): the library's own epoll thread
   freezes when exactly 128·k events are ready at once (architecture.md §3). */
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "http/inside.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { DAEMON_MEMORY_BYTES = 16 * 1024 }; /* a connection's buffers in libmicrohttpd: a plain head in, a response head out */

void http_fault(const char *where, str detail)
{
	enum status status = broken(where, detail);
	always(status == BROKEN);
}

static void wake(const struct io *io)
{
	uint64_t one = 1;
	if (write(io->wake_fd, &one, sizeof one) < 0) {
		/* the counter is full: it is awake */
	}
}

/* ---- libmicrohttpd's callbacks ---- */

static enum MHD_Result on_request(void *cls, struct MHD_Connection *mhd, const char *url, const char *method, const char *version,
                                  const char *upload, size_t *upload_n, void **request)
{
	(void)cls, (void)url, (void)method, (void)version;
	bool first = *request == NULL;
	if (first)
		*request = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
	return request_step(*request, upload, upload_n, first);
}

static void on_completed(void *cls, struct MHD_Connection *mhd, void **request, enum MHD_RequestTerminationCode code)
{
	(void)cls, (void)mhd;
	struct connection *c = *request;
	if (!c)
		return;
	if (c->state != CONNECTION_LINGER)
		connection_log(c, c->status, c->sent_bytes, code == MHD_REQUEST_TERMINATED_COMPLETED_OK ? NULL : "connection lost");
	connection_next(c);
	*request = NULL;
}

static void on_connection(void *cls, struct MHD_Connection *mhd, void **context, enum MHD_ConnectionNotificationCode code)
{
	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		*context = connection_open(cls, mhd);
	} else if (*context) {
		connection_close(*context);
		*context = NULL;
	}
}

/* ---- the loop ---- */

void io_give_back(struct job *job)
{
	struct io *io = job->connection->io;
	(void)pthread_mutex_lock(&io->lock);
	job->next = io->done;
	io->done = job;
	(void)pthread_mutex_unlock(&io->lock);
	wake(io);
}

static void resume_answered(struct io *io)
{
	(void)pthread_mutex_lock(&io->lock);
	struct job *job = io->done;
	io->done = NULL;
	(void)pthread_mutex_unlock(&io->lock);
	for (; job; job = job->next) {
		io->suspended--;
		MHD_resume_connection(job->connection->mhd);
	}
}

static int wait_ms(const struct io *io)
{
	MHD_UNSIGNED_LONG_LONG own;
	if (io->again)
		return 0;
	int64_t wait = io->connections ? io->next_sweep - io->now : -1;
	if (io->connections && wait < 0)
		wait = 0;
	if (MHD_get_timeout(io->daemon, &own) == MHD_YES && (wait < 0 || own < (unsigned long long)wait))
		wait = (int64_t)own;
	return wait > 60000 ? 60000 : (int)wait;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* A quarter of the shortest deadline: none is exceeded by more. */
static int64_t sweep_interval(const struct http_options *o)
{
	int64_t shortest = least(least(o->head_ms, o->body_ms), least(o->idle_ms, least(o->send_ms, o->linger_ms))) / 4;
	return shortest < 5 ? 5 : least(shortest, 1000);
}

static void turn(struct io *io)
{
	struct pollfd fds[] = {{.fd = io->epoll_fd, .events = POLLIN}, {.fd = io->wake_fd, .events = POLLIN}};
	(void)poll(fds, 2, wait_ms(io));
	io->now = clock_monotonic_ms();
	io->again = false;
	if (fds[1].revents) {
		uint64_t count;
		if (read(io->wake_fd, &count, sizeof count) > 0)
			resume_answered(io);
	}
	(void)MHD_run(io->daemon);
	if (io->now >= io->next_sweep) {
		connection_sweep(io);
		io->next_sweep = io->now + sweep_interval(&io->server->options);
	}
}

void server_report(struct http_server *server, bool started)
{
	(void)pthread_mutex_lock(&server->lock);
	server->started += started;
	server->failed += !started;
	(void)pthread_cond_broadcast(&server->changed);
	(void)pthread_mutex_unlock(&server->lock);
}

/* No new connection from here on; what is idle is closed, what is under way may end. */
static void grow_quiet(struct io *io)
{
	io->quiet = true;
	int fd = MHD_quiesce_daemon(io->daemon);
	if (fd >= 0)
		(void)close(fd);
	connection_sweep(io);
}

static void announce_empty(struct http_server *server)
{
	(void)pthread_mutex_lock(&server->lock);
	(void)atomic_fetch_sub(&server->open_ios, 1);
	(void)pthread_cond_broadcast(&server->changed);
	(void)pthread_mutex_unlock(&server->lock);
}

static void *io_run(void *argument)
{
	struct io *io = argument;
	struct http_server *server = io->server;
	const struct http_handlers *handlers = &server->handlers;
	io_of_thread = io;
	io->now = clock_monotonic_ms();
	io->worker = handlers->on_worker_start(handlers->context);
	server_report(server, io->worker != NULL);
	bool announced = false;
	while (io->worker && !atomic_load(&server->ending)) {
		turn(io);
		if (atomic_load(&server->stopping) && !io->quiet)
			grow_quiet(io);
		if (io->quiet && !announced && io->connection_count == 0) {
			announced = true;
			announce_empty(server);
		}
	}
	/* The slow pool has stopped and given everything back: let what is answered out, then close the rest. */
	resume_answered(io);
	for (int i = 0; io->worker && (i < 3 || io->suspended); i++) {
		wake(io);
		turn(io);
	}
	MHD_stop_daemon(io->daemon);
	io->daemon = NULL;
	if (io->worker)
		handlers->on_worker_stop(handlers->context, io->worker);
	io_of_thread = NULL;
	return NULL;
}

/* ---- start ---- */

static unsigned or_default(unsigned value, unsigned standard)
{
	return value ? value : standard;
}

static int ms_or_default(int value, int seconds)
{
	return value > 0 ? value : seconds * 1000;
}

/* Every connection is a descriptor: what the process may have open, less what it needs itself, shared by the threads. */
static unsigned connections_possible(unsigned io_threads)
{
	struct rlimit files;
	if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur <= 2 * LIMIT_OTHER_DESCRIPTORS)
		return LIMIT_OTHER_DESCRIPTORS / io_threads;
	rlim_t each = (files.rlim_cur - LIMIT_OTHER_DESCRIPTORS) / io_threads;
	return each < LIMIT_CONNECTIONS ? (unsigned)each : LIMIT_CONNECTIONS;
}

static void fill_defaults(struct http_options *o)
{
	o->io_threads = or_default(o->io_threads, 2);
	o->slow_threads = or_default(o->slow_threads, 2);
	o->slow_queue = or_default(o->slow_queue, LIMIT_SLOW_QUEUE);
	o->write_batch = or_default(o->write_batch, LIMIT_WRITE_BATCH);
	always(o->write_batch <= LIMIT_WRITE_BATCH);
	o->write_queue = or_default(o->write_queue, LIMIT_WRITE_QUEUE);
	o->connections = or_default(o->connections, connections_possible(o->io_threads));
	o->connections_per_address = or_default(o->connections_per_address, LIMIT_CONNECTIONS_PER_ADDRESS);
	o->head_ms = ms_or_default(o->head_ms, LIMIT_HEAD_SECONDS);
	o->body_ms = ms_or_default(o->body_ms, LIMIT_BODY_SECONDS);
	o->idle_ms = ms_or_default(o->idle_ms, LIMIT_IDLE_SECONDS);
	o->send_ms = ms_or_default(o->send_ms, LIMIT_SEND_SECONDS);
	if (o->send_bytes_per_second <= 0)
		o->send_bytes_per_second = LIMIT_SEND_BYTES_PER_SECOND;
	o->linger_ms = ms_or_default(o->linger_ms, LIMIT_LINGER_SECONDS);
}

static bool io_open(struct io *io)
{
	const struct http_options *o = &io->server->options;
	(void)pthread_mutex_init(&io->lock, NULL);
	io->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	io->daemon = MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request, NULL, MHD_OPTION_LISTEN_SOCKET,
	                              io->listen_fd, MHD_OPTION_CONNECTION_LIMIT, o->connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
	                              o->connections_per_address, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)DAEMON_MEMORY_BYTES,
	                              MHD_OPTION_CONNECTION_TIMEOUT, 0U, MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL,
	                              MHD_OPTION_NOTIFY_CONNECTION, on_connection, io, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
	if (!io->daemon || io->wake_fd < 0)
		return false;
	io->epoll_fd = MHD_get_daemon_info(io->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
	return true;
}

static void io_free(struct io *io)
{
	if (io->daemon) {
		MHD_stop_daemon(io->daemon); /* its thread never ran */
		io->daemon = NULL;
	}
	if (io->wake_fd >= 0)
		(void)close(io->wake_fd);
	(void)pthread_mutex_destroy(&io->lock);
	arena_free(io->arena);
	free(io->by_fd);
}

static void server_free(struct http_server *server)
{
	for (unsigned i = 0; i < server->options.io_threads; i++)
		io_free(&server->io[i]);
	free(server->io);
	free(server->policy);
	free(server->spool_folder);
	(void)pthread_mutex_destroy(&server->lock);
	(void)pthread_cond_destroy(&server->changed);
	free(server);
}

static struct http_server *server_new(const struct http_options *options, const struct http_handlers *handlers)
{
	static atomic_ulong numbers;
	struct http_server *server = calloc(1, sizeof *server);
	always(server);
	server->options = *options;
	server->handlers = *handlers;
	server->number = atomic_fetch_add(&numbers, 1) + 1;
	if (str_is_set(options->spool_folder)) {
		server->spool_folder = calloc(1, options->spool_folder.n + 1);
		always(server->spool_folder);
		memcpy(server->spool_folder, options->spool_folder.p, options->spool_folder.n);
	}
	fill_defaults(&server->options);
	response_defaults(server);
	(void)pthread_mutex_init(&server->lock, NULL);
	pthread_condattr_t attributes;
	(void)pthread_condattr_init(&attributes);
	(void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&server->changed, &attributes);
	(void)pthread_condattr_destroy(&attributes);
	server->io = calloc(server->options.io_threads, sizeof *server->io);
	always(server->io);
	for (unsigned i = 0; i < server->options.io_threads; i++)
		server->io[i] = (struct io){.server = server, .listen_fd = -1, .wake_fd = -1};
	return server;
}

/* Signals are for the main thread: those that are created here inherit a full mask. */
static bool start_threads(struct http_server *server)
{
	sigset_t all, before;
	(void)sigfillset(&all);
	(void)sigdelset(&all, SIGSEGV);
	(void)sigdelset(&all, SIGBUS);
	(void)sigdelset(&all, SIGABRT);
	(void)pthread_sigmask(SIG_BLOCK, &all, &before);
	server->writer = writer_start(server);
	server->slow = slow_start(server);
	server->parking = park_start(server);
	unsigned running = 0;
	for (; running < server->options.io_threads; running++) {
		if (pthread_create(&server->io[running].thread, NULL, io_run, &server->io[running]) != 0)
			break;
		server->io[running].has_thread = true;
	}
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	(void)pthread_mutex_lock(&server->lock);
	while (server->started + server->failed < running + server->options.slow_threads + (server->handlers.writer.one != NULL) + server->handlers.parks)
		(void)pthread_cond_wait(&server->changed, &server->lock);
	bool whole = server->failed == 0 && running == server->options.io_threads;
	(void)pthread_mutex_unlock(&server->lock);
	return whole;
}

enum status http_start(const struct http_options *options, const struct http_handlers *handlers, struct http_server **started)
{
	enum { IO_THREADS_MAX = 64 };
	int fds[IO_THREADS_MAX];
	*started = NULL;
	always(options->io_threads <= IO_THREADS_MAX && handlers->handle && handlers->on_worker_start && handlers->on_worker_stop);
	struct http_server *server = server_new(options, handlers);
	enum status status = listen_open(options->address, server->options.io_threads, fds, &server->port);
	if (status != OK) {
		server_free(server);
		return status;
	}
	bool opened = true;
	for (unsigned i = 0; i < server->options.io_threads; i++) {
		server->io[i].listen_fd = fds[i];
		opened &= io_open(&server->io[i]);
	}
	atomic_store(&server->open_ios, server->options.io_threads);
	if (!opened) {
		server_free(server);
		return broken("http_start", S("libmicrohttpd did not start"));
	}
	if (!start_threads(server)) {
		http_stop(server, 0);
		return broken("http_start", S("a thread or its worker did not start"));
	}
	*started = server;
	return OK;
}

unsigned http_port(const struct http_server *server)
{
	return server->port;
}

/* ---- stop ---- */

static void wait_until_empty(struct http_server *server, int grace_ms)
{
	struct timespec until;
	(void)clock_gettime(CLOCK_MONOTONIC, &until);
	int64_t ns = until.tv_nsec + (int64_t)grace_ms * 1000000;
	until.tv_sec += ns / 1000000000;
	until.tv_nsec = ns % 1000000000;
	(void)pthread_mutex_lock(&server->lock);
	while (atomic_load(&server->open_ios) > 0)
		if (pthread_cond_timedwait(&server->changed, &server->lock, &until) == ETIMEDOUT)
			break;
	(void)pthread_mutex_unlock(&server->lock);
}

static void wake_all(const struct http_server *server)
{
	for (unsigned i = 0; i < server->options.io_threads; i++)
		wake(&server->io[i]);
}

void http_stop(struct http_server *server, int grace_ms)
{
	atomic_store(&server->stopping, true);
	wake_all(server);
	park_stop(server->parking);
	if (grace_ms > 0)
		wait_until_empty(server, grace_ms);
	slow_stop(server->slow);
	writer_stop(server->writer);
	atomic_store(&server->ending, true);
	wake_all(server);
	for (unsigned i = 0; i < server->options.io_threads; i++)
		if (server->io[i].has_thread)
			(void)pthread_join(server->io[i].thread, NULL);
	slow_free(server->slow);
	park_free(server->parking);
	writer_free(server->writer);
	server_free(server);
}
