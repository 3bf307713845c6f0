/* What the files of http/ share and nobody outside includes.
   Ownership: a server owns its I/O threads and its slow pool; an I/O thread owns its daemon and its connections, and is the only one that
   touches them; a job is owned by the I/O thread, then by the slow pool, then by the I/O thread again, handed over under a lock. */
#ifndef HTTP_INSIDE_H
#define HTTP_INSIDE_H

#include "http/chunks.h"
#include "http/guard.h"
#include "http/http.h"

#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>

enum { READ_CHUNK_BYTES = 16 * 1024, DEFAULT_HEADERS_MAX = 8 };

/* A request with its response, from the moment it is complete until the response is queued. */
struct job {
	struct arena *arena;
	struct http_request rq;
	struct http_response rs;
	struct connection *connection;
	struct job *next;
	bool abandoned; /* never handled: the pool was full or stopping */
	int64_t until;  /* of one that is parked: then it is answered as it is */
	enum http_place place;
	struct out note; /* of http_write_later: then there is no connection */
};

struct job_queue {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct job *first, *last;
	unsigned waiting, room;
	bool stopping; /* nothing more is taken in; what is there is still given out */
};

/* A body on the disk: a file without a name, gone with its descriptor. */
struct spool {
	bool used, failed; /* failed: the disk, or LIMIT_SPOOLED_BYTES */
	bool full;         /* failed because the disk has no room */
	int fd;
	size_t bytes;
	void *map;
};

enum connection_state {
	CONNECTION_IDLE,    /* nothing of a head yet */
	CONNECTION_HEAD,    /* a part of one */
	CONNECTION_BODY,    /* head accepted, Content-Length bytes to come */
	CONNECTION_CHUNKED, /* head accepted, chunked body: the last request of the connection */
	CONNECTION_READY,   /* whole request read: being handled */
	CONNECTION_SENDING, /* response queued */
	CONNECTION_LINGER   /* refused: what still comes is thrown away until the other end has closed */
};

struct connection {
	struct io *io;
	struct connection *previous, *next;
	struct MHD_Connection *mhd;
	int fd;
	enum connection_state state;
	int64_t deadline, since, started; /* monotonic ms */
	char peer[INET6_ADDRSTRLEN];
	bool ipv6;

	/* reader: bytes received and not yet passed on */
	struct out held;
	size_t scanned;
	bool drained, ended; /* the socket had nothing more; the other end closed */
	size_t thrown_away;

	/* the request under way */
	struct out head;
	struct guard_head read;
	uint64_t body_left;
	struct chunks chunks;
	struct out body;
	struct spool spool; /* instead of `body`, when it is long */
	bool woken; /* suspended and resumed once, so that what is held is looked at afterwards */
	struct job *job;
	int status;
	size_t sent_bytes;
};

struct io {
	struct http_server *server;
	struct MHD_Daemon *daemon;
	pthread_t thread;
	bool has_thread;
	int listen_fd, wake_fd, epoll_fd;
	void *worker;
	int64_t now, next_sweep;
	struct arena *arena; /* of the request being handled on this thread */
	struct connection *connections;
	size_t connection_count, suspended;
	struct connection **by_fd;
	size_t by_fd_n;
	char chunk[READ_CHUNK_BYTES];
	pthread_mutex_t lock;
	struct job *done; /* under lock: answered by the slow pool */
	bool quiet;       /* no longer accepting */
	bool again;       /* something was resumed on this thread: do not wait */
};

struct default_header {
	const char *name, *value;
};

struct http_server {
	struct http_options options;
	struct http_handlers handlers;
	unsigned port;
	unsigned long number; /* of this server in the process: which one a shared body was prepared for */
	char *policy, *spool_folder; /* the second may be NULL */
	atomic_size_t spooled;       /* bytes of all bodies on the disk */
	struct default_header defaults[DEFAULT_HEADERS_MAX];
	size_t default_count;
	struct io *io;
	struct slow_pool *slow;
	struct writer *writer;
	struct parking *parking;
	atomic_bool stopping, ending;
	atomic_uint open_ios; /* that still have connections */
	pthread_mutex_t lock;
	pthread_cond_t changed;
	unsigned started, failed; /* under lock: threads */
};

/* connection.c: the guarded reader and the deadlines */
struct connection *connection_open(struct io *io, struct MHD_Connection *mhd);
void connection_close(struct connection *c);
void connection_next(struct connection *c); /* the response has been sent: ready for another head */
void connection_sweep(struct io *io);
void connection_refuse(struct connection *c, int status, const char *reason);
void connection_cut(struct connection *c); /* the socket is shut; libmicrohttpd then closes it */
bool connection_has_more(const struct connection *c);
void connection_log(const struct connection *c, int status, size_t bytes, const char *reason);
extern _Thread_local struct io *io_of_thread;

/* request.c: one request, from libmicrohttpd's callback to the queued response */
enum MHD_Result request_step(struct connection *c, const char *upload, size_t *upload_n, bool first);
void request_run(struct http_server *server, struct job *job, void *worker);
bool request_prepare(struct http_server *server, struct job *job, void *worker); /* false: answered */
void request_fault(const struct http_server *server, struct job *job);           /* 500 instead of what was answered */
void job_free(struct job *job);

/* spool.c: long bodies */
bool spool_open(struct http_server *server, struct spool *spool);
void spool_write(struct http_server *server, struct spool *spool, const char *p, size_t n); /* says `failed` */
bool spool_map(struct spool *spool, str *bytes);
void spool_close(struct http_server *server, struct spool *spool);

/* response.c */
void response_defaults(struct http_server *server);
/* Queues rs, which it empties; *bytes gets the size of the body. False: could not. */
bool response_queue(struct connection *c, const struct http_request *rq, struct http_response *rs);
/* The body of an error, and its content type. */
void response_error(const struct http_server *server, int status, str language, struct out *body, str *content_type);
/* The whole reply to a refused request, head included. */
void response_refusal(const struct http_server *server, int status, str raw_head, struct out *reply);

/* Logs a fault of ours whose status nobody needs. */
void http_fault(const char *where, str detail);

/* server.c: a thread of the server has its worker, or could not have it */
void server_report(struct http_server *server, bool started);

/* queue.c */
void queue_open(struct job_queue *q, unsigned room);
void queue_close(struct job_queue *q);
bool queue_give(struct job_queue *q, struct job *job);                      /* false: full, or stopping */
size_t queue_take(struct job_queue *q, struct job **jobs, size_t most);     /* waits for one; 0: stopping, and nothing left */
void queue_stop(struct job_queue *q);

/* writer.c */
struct writer *writer_start(struct http_server *server); /* without a thread when nothing writes */
bool writer_give(struct writer *w, struct job *job);     /* false: full */
void writer_stop(struct writer *w);                      /* does all that waits first */
void writer_free(struct writer *w);

/* park.c */
struct parking *park_start(struct http_server *server); /* without a thread when nothing waits (handlers.parks) */
bool park_give(struct parking *p, struct job *job);     /* false: stopping */
void park_stop(struct parking *p);                      /* answers all that waits */
void park_free(struct parking *p);

/* slow.c */
struct slow_pool *slow_start(struct http_server *server);
bool slow_give(struct slow_pool *pool, struct job *job); /* false: full */
void slow_stop(struct slow_pool *pool);                  /* waits for what runs; gives back the rest as abandoned */
void slow_free(struct slow_pool *pool);
void io_give_back(struct job *job);                      /* from a slow thread to the I/O thread of the connection */

/* listen.c */
must_use enum status listen_open(str address, unsigned count, int *fds, unsigned *port);

#endif
