/* Gives one message after the other to a mail server (libcurl; RFC 5321), over one connection as long as it holds. Belongs to one thread. Says what became of each: whose fault a
   failure is decides what happens next. Never retries by itself. */
#ifndef JOBS_SMTP_H
#define JOBS_SMTP_H

#include "base/arena.h"
#include "base/settings.h"

#include <stdatomic.h>

enum smtp_outcome {
	SMTP_SENT,    /* 250 after the text */
	SMTP_REFUSED, /* 5xx about this recipient or this text: never again */
	SMTP_LATER,   /* 4xx about this recipient or this text, or the connection was cut while it was being given: again later */
	SMTP_DOWN     /* no connection, no TLS, no sign-in, sender refused, 421: the server takes no mail from us now, whatever it is */
};
struct smtp_result {
	enum smtp_outcome outcome;
	str answer; /* of the server, or why there was none; one line, in the arena */
};
struct smtp;

/* Settings outlive it; nothing is connected yet. `stop` turning true ends what is being sent (SMTP_DOWN); or NULL. */
struct smtp *smtp_open(const struct settings *settings, const atomic_bool *stop);
void smtp_close(struct smtp *smtp);                       /* NULL is fine */
struct smtp_result smtp_send(struct smtp *smtp, struct arena *a, str from, str recipient, str message);

#endif
