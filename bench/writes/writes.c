/* bench/writes: posts a second of a trivial save (one row of 4 kB, one audit row) through http/ and its writer, over real sockets, with synchronous=FULL: BATCH 1 is a commit for
   each, 256 is what the server does. usage: writes FOLDER CONNECTIONS SECONDS BATCH; prints posts a second, then the median and the 99th percentile in microseconds. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "http/http.h"
#include "store/audit.h"
#include "store/driver.h"

#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 512, TEXT_BYTES = 4096, TIMES_MAX = 200 * 1000 };

static str place;
static unsigned port;
static atomic_bool over;
static atomic_llong serial;

static void *start_reader(void *context)
{
	(void)context;
	return malloc(1);
}

static void *start_writer(void *context)
{
	(void)context;
	struct db *db;
	return db_open(place, DB_READ_WRITE, &db) == OK ? db : NULL;
}

static void stop_writer(void *context, void *worker)
{
	(void)context;
	db_close(worker);
}

static void stop_reader(void *context, void *worker)
{
	(void)context;
	free(worker);
}

static enum status begin(void *context, void *worker)
{
	(void)context;
	return db_write_begin(worker);
}

static enum status save(void *context, struct http_request *rq, struct http_response *rs)
{
	(void)context;
	static const struct db_query add = {.slot = 900, .name = "bench_add", .kind = DB_EXEC, .text = SQL("INSERT INTO register_answer (key, answer, asked_ms) VALUES ($1, $2, $3)"), .in = "tti", .out = ""};
	struct db *db = rq->worker;
	struct db_statement *s;
	bool row;
	enum status status = db_savepoint(db);
	if (status == OK)
		status = db_prepare(db, &add, &s);
	if (status != OK)
		return status;
	db_bind_text(s, 0, arena_fmt(rq->arena, "%lld", (long long)atomic_fetch_add(&serial, 1)));
	db_bind_text(s, 1, rq->body);
	db_bind_int(s, 2, 1);
	status = db_step(s, &row);
	db_finish(s);
	const struct audit_entry entry = {.at = clock_now(), .actor = S("bench:0"), .verb = S("save"), .thing = S("bench:1")};
	if (status == OK)
		status = audit_append(db, &entry);
	out_str(&rs->body, S("saved"));
	return status == OK ? db_savepoint_release(db) : status;
}

static enum status left(void *context, void *worker)
{
	(void)context;
	return db_savepoint_undo(worker);
}

static enum status commit(void *context, void *worker)
{
	(void)context;
	return db_write_commit(worker);
}

static void abandon(void *context, void *worker)
{
	(void)context;
	db_write_abandon(worker);
}

static void failed(void *context, struct http_request *rq, struct http_response *rs, enum status s)
{
	(void)context, (void)rq, (void)s;
	rs->status = 500;
}

static enum http_place where(void *context, const struct http_request *rq)
{
	(void)context, (void)rq;
	return HTTP_WRITE;
}

static void handle(void *context, struct http_request *rq, struct http_response *rs)
{
	(void)context, (void)rq;
	rs->status = 404;
}

/* ---- clients ---- */

struct client {
	pthread_t thread;
	long *times; /* microseconds */
	size_t n;
};

static long now_us(void)
{
	struct timespec t;
	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (long)(t.tv_sec * 1000000 + t.tv_nsec / 1000);
}

static void *post_until_over(void *argument)
{
	struct client *c = argument;
	char request[TEXT_BYTES + 200], answer[4096];
	int head = snprintf(request, sizeof request, "POST /save HTTP/1.1\r\nHost: bench.example\r\nContent-Length: %d\r\n\r\n", TEXT_BYTES);
	memset(request + head, 'x', TEXT_BYTES);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	always(fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
	while (!atomic_load(&over) && c->n < TIMES_MAX) {
		long began = now_us();
		always(send(fd, request, (size_t)head + TEXT_BYTES, MSG_NOSIGNAL) == head + TEXT_BYTES);
		size_t got = 0;
		do {
			ssize_t part = recv(fd, answer + got, sizeof answer - 1 - got, 0);
			always(part > 0);
			got += (size_t)part;
			answer[got] = 0;
		} while (!strstr(answer, "\r\n\r\nsaved"));
		c->times[c->n++] = now_us() - began;
	}
	(void)close(fd);
	return NULL;
}

static int by_size(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;
	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	int64_t connections = 0, seconds = 0, batch = 0;
	if (argc != 5 || !str_to_int64(str_of(argv[2]), &connections) || !str_to_int64(str_of(argv[3]), &seconds) || !str_to_int64(str_of(argv[4]), &batch) || connections > CONNECTIONS_MAX)
		return 64;
	place = str_of(argv[1]);
	if (db_create(place) != OK)
		return 74;
	const struct http_handlers handlers = {.on_worker_start = start_reader, .on_worker_stop = stop_reader, .where = where, .handle = handle,
		.writer = {.start = start_writer, .stop = stop_writer, .begin = begin, .one = save, .left = left, .commit = commit, .abandon = abandon, .failed = failed}};
	const struct http_options options = {.address = S("127.0.0.1:0"), .write_batch = (unsigned)batch, .connections_per_address = CONNECTIONS_MAX * 2};
	struct http_server *server;
	if (http_start(&options, &handlers, &server) != OK)
		return 70;
	port = http_port(server);
	static struct client clients[CONNECTIONS_MAX];
	long began = now_us();
	for (int64_t i = 0; i < connections; i++) {
		clients[i].times = malloc(TIMES_MAX * sizeof(long));
		always(clients[i].times && pthread_create(&clients[i].thread, NULL, post_until_over, &clients[i]) == 0);
	}
	(void)usleep((unsigned)seconds * 1000000);
	atomic_store(&over, true);
	size_t total = 0;
	for (int64_t i = 0; i < connections; i++) {
		(void)pthread_join(clients[i].thread, NULL);
		total += clients[i].n;
	}
	long took = now_us() - began;
	long *all = malloc((total + 1) * sizeof *all);
	always(all && total);
	for (int64_t i = 0, at = 0; i < connections; at += (int64_t)clients[i].n, i++)
		memcpy(all + at, clients[i].times, clients[i].n * sizeof *all);
	qsort(all, total, sizeof *all, by_size);
	(void)printf("%.0f %ld %ld\n", (double)total * 1e6 / (double)took, all[total / 2], all[total * 99 / 100]);
	http_stop(server, 1000);
	return 0;
}
