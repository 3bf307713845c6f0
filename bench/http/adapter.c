/* The same bytes through src/http: the guard, the request struct, the default headers, one shared body. Usage: adapter PORT FILE */
#include "base/file.h"
#include "http/http.h"

#include <signal.h>
#include <stdio.h>

static struct http_body *page;

static void *start_worker(void *context)
{
	return context;
}

static void stop_worker(void *context, void *worker)
{
	(void)context, (void)worker;
}

static void handle(void *context, struct http_request *rq, struct http_response *rs)
{
	(void)context, (void)rq;
	rs->shared = http_body_keep(page);
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		(void)fprintf(stderr, "usage: adapter PORT FILE\n");
		return 64;
	}
	struct arena *arena = arena_new(16 << 20);
	str content;
	if (file_read(arena, argv[2], 8 << 20, &content) != OK)
		return 74;
	struct out bytes = out_new(8 << 20);
	out_str(&bytes, content);
	page = http_body_new(&bytes, S("text/html; charset=utf-8"), NULL, 0);
	out_free(&bytes);
	struct http_options options = {.address = arena_fmt(arena, "127.0.0.1:%s", argv[1]), .connections_per_address = 2000};
	struct http_handlers handlers = {.context = &page, .on_worker_start = start_worker, .on_worker_stop = stop_worker, .handle = handle};
	struct http_server *server;
	if (http_start(&options, &handlers, &server) != OK)
		return 70;
	sigset_t stop;
	int which;
	(void)sigemptyset(&stop);
	(void)sigaddset(&stop, SIGTERM);
	(void)sigaddset(&stop, SIGINT);
	(void)sigprocmask(SIG_BLOCK, &stop, NULL);
	(void)sigwait(&stop, &which);
	http_stop(server, 1000);
	http_body_drop(page);
	arena_free(arena);
	return 0;
}
