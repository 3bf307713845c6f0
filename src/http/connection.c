/* The guarded reader. libmicrohttpd reads its sockets with recv(); this file defines recv() for the program, so that on an I/O thread, for a
   socket of ours, what libmicrohttpd gets is what the guard has accepted: a head written by guard_plain_head, then the bytes of the body, one
   request at a time. Everywhere else it is the recv() of the system. If libmicrohttpd should ever read in another way, request.c meets a request
   without an accepted head and closes the connection. Also here: deadlines, refusals, the access log.
   Only the I/O thread that owns a connection calls these functions. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "http/inside.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
	SMALL_BUFFER_BYTES = 2048,                        /* an idle connection may keep this much */
	HELD_BYTES = LIMIT_HEAD_BYTES + READ_CHUNK_BYTES /* a head that is not whole yet, and one more read */
};

_Thread_local struct io *io_of_thread;

/* ---- buffers ---- */

static void forget_start(struct out *o, size_t n)
{
	o->n -= n;
	if (o->n)
		memmove(o->bytes, o->bytes + n, o->n);
}

/* ---- life ---- */

static void set_state(struct connection *c, enum connection_state state, int64_t allowed_ms)
{
	c->state = state;
	c->since = c->io->now;
	c->deadline = allowed_ms < 0 ? INT64_MAX : c->io->now + allowed_ms;
}

static void name_peer(struct connection *c)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(c->mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *address = info ? info->client_addr : NULL;
	if (address && address->sa_family == AF_INET)
		(void)inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)address)->sin_addr, c->peer, sizeof c->peer);
	if (address && address->sa_family == AF_INET6) {
		c->ipv6 = true;
		(void)inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, c->peer, sizeof c->peer);
	}
}

static void place(struct io *io, int fd, struct connection *c)
{
	size_t at = (size_t)fd;
	if (at >= io->by_fd_n) {
		size_t larger = at * 2 + 64;
		struct connection **table = realloc(io->by_fd, larger * sizeof(struct connection *));
		always(table);
		memset(table + io->by_fd_n, 0, (larger - io->by_fd_n) * sizeof(struct connection *));
		io->by_fd = table;
		io->by_fd_n = larger;
	}
	io->by_fd[at] = c;
}

/* Room for a newcomer: the connection that has been idle longest goes. */
static void cut_most_idle(struct io *io)
{
	struct connection *oldest = NULL;
	for (struct connection *c = io->connections; c; c = c->next)
		if (c->state == CONNECTION_IDLE && c->deadline > io->now && (!oldest || c->since < oldest->since))
			oldest = c;
	if (oldest)
		connection_cut(oldest);
}

struct connection *connection_open(struct io *io, struct MHD_Connection *mhd)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
	struct connection *c = calloc(1, sizeof *c);
	always(c && info);
	c->io = io;
	c->mhd = mhd;
	c->fd = info->connect_fd;
	c->held = out_new(HELD_BYTES);
	c->head = out_new(LIMIT_HEAD_BYTES);
	c->body = out_new(LIMIT_BODY_BYTES);
	name_peer(c);
	if (io->connection_count + io->server->options.connections / 16 + 1 >= io->server->options.connections)
		cut_most_idle(io);
	set_state(c, CONNECTION_IDLE, io->server->options.idle_ms);
	place(io, c->fd, c);
	c->next = io->connections;
	if (c->next)
		c->next->previous = c;
	io->connections = c;
	io->connection_count++;
	return c;
}

void connection_close(struct connection *c)
{
	struct io *io = c->io;
	io->by_fd[c->fd] = NULL;
	if (c->previous)
		c->previous->next = c->next;
	else
		io->connections = c->next;
	if (c->next)
		c->next->previous = c->previous;
	io->connection_count--;
	io->again = true; /* a daemon that was full listens again when it next runs */
	job_free(c->job);
	out_free(&c->held);
	out_free(&c->head);
	out_free(&c->body);
	spool_close(io->server, &c->spool);
	free(c);
}

void connection_next(struct connection *c)
{
	const struct http_options *options = &c->io->server->options;
	job_free(c->job);
	c->job = NULL;
	out_free(&c->body);
	spool_close(c->io->server, &c->spool);
	c->woken = false;
	if (c->state == CONNECTION_LINGER)
		return;
	if (c->held.n == 0 && c->held.room > SMALL_BUFFER_BYTES)
		out_free(&c->held);
	set_state(c, c->held.n ? CONNECTION_HEAD : CONNECTION_IDLE, c->held.n ? options->head_ms : options->idle_ms);
}

void connection_cut(struct connection *c)
{
	if (c->state == CONNECTION_SENDING) {
		/* A reader that does not read: what waits in the kernel is dropped with the connection. */
		struct linger now = {.l_onoff = 1, .l_linger = 0};
		(void)setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
	}
	c->deadline = INT64_MAX;
	(void)shutdown(c->fd, SHUT_RDWR);
}

bool connection_has_more(const struct connection *c)
{
	return c->held.n > 0 || !c->drained || c->ended;
}

/* ---- refusals ---- */

static bool throw_away(struct connection *c)
{
	for (;;) {
		ssize_t n = recvfrom(c->fd, c->io->chunk, sizeof c->io->chunk, MSG_DONTWAIT, NULL, NULL);
		if (n < 0)
			return errno == EAGAIN || errno == EINTR;
		c->thrown_away += (size_t)n;
		if (n == 0 || c->thrown_away > LIMIT_LINGER_BYTES)
			return false;
	}
}

void connection_refuse(struct connection *c, int status, const char *reason)
{
	struct out reply = out_new((size_t)2 * LIMIT_ERROR_BODY_BYTES);
	bool in_body = c->state == CONNECTION_BODY || c->state == CONNECTION_CHUNKED;
	response_refusal(c->io->server, status, out_text(in_body ? &c->head : &c->held), &reply);
	if (reply.n > 8192) {
		int room = (int)reply.n * 2; /* it goes out at once: nothing else is under way on this connection */
		(void)setsockopt(c->fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
	}
	(void)send(c->fd, reply.bytes, reply.n, MSG_NOSIGNAL | MSG_DONTWAIT);
	connection_log(c, status, reply.n, reason);
	out_free(&reply);
	out_free(&c->held);
	set_state(c, CONNECTION_LINGER, c->io->server->options.linger_ms);
	(void)shutdown(c->fd, SHUT_WR);
}

/* ---- the reader ---- */

static bool guard_refuses(struct connection *c, struct guard_answer answer)
{
	if (answer.verdict == GUARD_REFUSE)
		connection_refuse(c, answer.status, answer.reason);
	return answer.verdict != GUARD_ACCEPT;
}

/* A body longer than those of forms: only for the targets that take one, and to the disk. */
static struct guard_answer place_body(struct connection *c)
{
	const struct http_handlers *handlers = &c->io->server->handlers;
	uint64_t allowed = LIMIT_BODY_BYTES;
	if (c->read.body_bytes <= allowed)
		return (struct guard_answer){.verdict = GUARD_ACCEPT};
	if (c->read.method == HTTP_POST && handlers->body_limit && c->io->server->spool_folder)
		allowed = handlers->body_limit(handlers->context, c->read.target);
	if (c->read.body_bytes > allowed)
		return (struct guard_answer){GUARD_REFUSE, 413, "body too long"};
	if (!spool_open(c->io->server, &c->spool))
		return (struct guard_answer){GUARD_REFUSE, 503, "no room for a long body"};
	return (struct guard_answer){.verdict = GUARD_ACCEPT};
}

static int64_t body_ms(const struct connection *c)
{
	return c->io->server->options.body_ms + (c->spool.used ? (int64_t)(c->read.body_bytes * 1000 / LIMIT_SPOOLED_BYTES_PER_SECOND) : 0);
}

/* A whole head is held: checks it, keeps it, and writes the plain one for libmicrohttpd. Returns its length, 0 when there is no head yet or it was refused. */
static size_t pass_head(struct connection *c, char *to)
{
	size_t end = 0;
	struct http_server *server = c->io->server;
	if (guard_refuses(c, guard_scan(out_text(&c->held), &c->scanned, &end)))
		return 0;
	out_reset(&c->head);
	out_bytes(&c->head, c->held.bytes, end);
	if (guard_refuses(c, guard_read(out_text(&c->head), &c->read)) || guard_refuses(c, place_body(c)))
		return 0;
	char plain[GUARD_PLAIN_HEAD_BYTES];
	bool last = c->read.close || c->read.chunked || atomic_load_explicit(&server->stopping, memory_order_relaxed);
	size_t n = guard_plain_head(&c->read, last, plain);
	memcpy(to, plain, n);
	forget_start(&c->held, end);
	c->scanned = 0;
	c->status = 0;
	c->started = c->io->now;
	c->body_left = c->read.body_bytes;
	c->chunks = (struct chunks){0};
	if (c->read.chunked)
		set_state(c, CONNECTION_CHUNKED, server->options.body_ms);
	else if (c->body_left)
		set_state(c, CONNECTION_BODY, body_ms(c));
	else
		set_state(c, CONNECTION_READY, -1);
	return n;
}

/* How many of the next n bytes belong to the body; *whole when it ends with them. 0 and refused when its framing is wrong. */
static size_t claim_body(struct connection *c, size_t n, bool *whole)
{
	if (c->state == CONNECTION_BODY) {
		n = n > c->body_left ? (size_t)c->body_left : n;
		c->body_left -= n;
		*whole = c->body_left == 0;
		return n;
	}
	struct guard_answer answer = chunks_read(&c->chunks, (str){c->held.bytes, n}, &n);
	*whole = answer.verdict == GUARD_ACCEPT;
	return answer.verdict != GUARD_MORE && guard_refuses(c, answer) ? 0 : n;
}

static size_t pass_body(struct connection *c, char *to, size_t room)
{
	bool whole = false;
	size_t n = claim_body(c, c->held.n < room ? c->held.n : room, &whole);
	if (n) {
		memcpy(to, c->held.bytes, n);
		forget_start(&c->held, n);
	}
	if (whole)
		set_state(c, CONNECTION_READY, -1);
	return n;
}

static bool in_head(const struct connection *c)
{
	return c->state == CONNECTION_IDLE || c->state == CONNECTION_HEAD;
}

static bool in_body(const struct connection *c)
{
	return c->state == CONNECTION_BODY || c->state == CONNECTION_CHUNKED;
}

/* Takes what the socket has, once. False when nothing came. */
static bool pull(struct connection *c)
{
	struct io *io = c->io;
	ssize_t n = recvfrom(c->fd, io->chunk, sizeof io->chunk, MSG_DONTWAIT, NULL, NULL);
	c->drained = n < (ssize_t)sizeof io->chunk;
	c->ended = n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
	if (n <= 0)
		return false;
	out_bytes(&c->held, io->chunk, (size_t)n);
	always(!c->held.full);
	if (c->state == CONNECTION_IDLE)
		set_state(c, CONNECTION_HEAD, io->server->options.head_ms);
	return true;
}

/* libmicrohttpd's epoll is edge-triggered and takes a short read for "nothing more": so this stops short only when the socket is empty, or when
   the request is complete (request.c then wakes the connection again if something is left). */
static ssize_t guarded_read(struct connection *c, char *to, size_t room)
{
	size_t done = 0;
	if (c->state == CONNECTION_READY || c->state == CONNECTION_SENDING) {
		errno = EINTR; /* a resumed connection is read first: not now, but EAGAIN would make libmicrohttpd forget that there is more */
		return -1;
	}
	if (in_head(c) && room < GUARD_PLAIN_HEAD_BYTES) {
		errno = EAGAIN; /* not a read between two requests, when libmicrohttpd's buffer is empty: it is probing a broken socket */
		return -1;
	}
	for (c->drained = false;;) {
		if (in_head(c) && c->held.n)
			done += pass_head(c, to + done);
		if (in_body(c) && c->held.n)
			done += pass_body(c, to + done, room - done);
		if (c->state == CONNECTION_LINGER) {
			if (!throw_away(c))
				return 0;
			done = 0; /* what was taken is of the refused request: libmicrohttpd does not hear of it */
			break;
		}
		if (done == room || !(in_head(c) || in_body(c)) || c->drained || !pull(c))
			break;
	}
	if (done)
		return (ssize_t)done;
	if (c->ended)
		return 0;
	errno = EAGAIN;
	return -1;
}

#if defined(__clang__)
#define FOR_LIBRARIES __attribute__((used, visibility("default")))
#else
#define FOR_LIBRARIES __attribute__((used, externally_visible, visibility("default")))
#endif

/* See the head of this file. The C library's own parameter names are reserved to it: NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
FOR_LIBRARIES ssize_t recv(int fd, void *to, size_t n, int flags)
{
	const struct io *io = io_of_thread;
	struct connection *c = io && fd >= 0 && (size_t)fd < io->by_fd_n ? io->by_fd[fd] : NULL;
	return c ? guarded_read(c, to, n) : recvfrom(fd, to, n, flags, NULL, NULL);
}

/* ---- deadlines ---- */

static void expire(struct connection *c)
{
	switch (c->state) {
	case CONNECTION_HEAD: connection_refuse(c, 408, "head took too long"); break;
	case CONNECTION_BODY:
	case CONNECTION_CHUNKED: connection_refuse(c, 408, "body took too long"); break;
	case CONNECTION_SENDING:
		LOG(LOG_INFO, "slow reader cut", log_int("bytes", (int64_t)c->sent_bytes));
		connection_cut(c);
		break;
	case CONNECTION_IDLE:
	case CONNECTION_LINGER: connection_cut(c); break;
	case CONNECTION_READY: c->deadline = INT64_MAX; break;
	}
}

void connection_sweep(struct io *io)
{
	bool stopping = atomic_load(&io->server->stopping);
	for (struct connection *c = io->connections, *next; c; c = next) {
		next = c->next;
		if (c->deadline == INT64_MAX)
			continue;
		if (stopping && in_head(c))
			connection_cut(c); /* nothing of it has been acted upon */
		else if (c->deadline <= io->now)
			expire(c);
	}
}

/* ---- the access log ---- */

/* A prefix that names a network, not a person: /24 of IPv4, /48 of IPv6. */
static str network_of(const struct connection *c, char text[INET6_ADDRSTRLEN + 4])
{
	unsigned char address[16] = {0};
	int family = c->ipv6 ? AF_INET6 : AF_INET;
	if (inet_pton(family, c->peer, address) != 1)
		return S("");
	size_t kept = c->ipv6 ? 6 : 3;
	memset(address + kept, 0, sizeof address - kept);
	(void)inet_ntop(family, address, text, INET6_ADDRSTRLEN);
	memcpy(text + strlen(text), c->ipv6 ? "/48" : "/24", 4);
	return str_of(text);
}

void connection_log(const struct connection *c, int status, size_t bytes, const char *reason)
{
	if (!c->io->server->options.access_log)
		return;
	static const str names[] = {[HTTP_GET] = S("GET"), [HTTP_HEAD] = S("HEAD"), [HTTP_POST] = S("POST"), [HTTP_OTHER] = S("")};
	char network[INET6_ADDRSTRLEN + 4];
	str path = S(""), query;
	bool known = !in_head(c) && c->head.n > 0;
	if (known)
		(void)str_cut(c->read.target, '?', &path, &query);
	LOG(LOG_INFO, "request", log_text("method", known ? names[c->read.method] : S("")), log_text("path", path), log_int("status", status),
	    log_int("bytes", (int64_t)bytes), log_int("ms", clock_monotonic_ms() - (known ? c->started : c->since)),
	    log_text("network", network_of(c, network)), log_text("refused", reason ? str_of(reason) : S("")));
}
