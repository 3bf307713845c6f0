/* The web server as the command line starts it: one read-only connection a thread, one cache, the route table. */
#ifndef WEB_SERVE_H
#define WEB_SERVE_H

#include "base/seal.h"
#include "base/settings.h"
#include "base/status.h"
#include "store/files.h"
#include "base/str.h"

struct web;

struct web_options {
	str place;   /* of the data: a folder, or postgres://… (store/db.h) */
	str address; /* "127.0.0.1:8080"; port 0 takes a free one */
	unsigned io_threads, slow_threads; /* 0: http/'s choice */
	unsigned write_queue;              /* saves that may wait; 0: LIMIT_WRITE_QUEUE */
	bool access_log;
	const struct settings *settings; /* NULL: none given */
	struct files *files;             /* NULL: documents are refused */
	const struct seal_key *key;      /* NULL: what would be sealed is refused */
	str spool_folder;                /* where long bodies wait, on the disk of the files; absent: they are refused */
};

/* INVALID: address malformed. CONFLICT: address in use. NOT_FOUND: no instance there. DENIED, BROKEN. The strings must live until web_stop. */
must_use enum status web_start(const struct web_options *options, struct web **web);
unsigned web_port(const struct web *web);
void web_stop(struct web *web, int grace_ms);

#endif
