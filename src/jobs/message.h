/* A mail as it travels (RFC 5322, 2045–2047, 2231, 3834): one recipient, text in UTF-8, files. Pure: the same mail gives the same message, but for its Date. Called by send.c and
   its tests; never reads the database or the network. */
#ifndef JOBS_MESSAGE_H
#define JOBS_MESSAGE_H

#include "base/arena.h"
#include "base/out.h"
#include "base/values.h"

struct message_file {
	str name;  /* as people read it: any UTF-8 */
	str media; /* "application/pdf" */
	str bytes;
};
struct message {
	int64_t mail;  /* its number makes the Message-ID: what is sent twice is known as one */
	str from;      /* of the settings: "Faubourg <ne-pas-repondre@ville.example>", or an address alone */
	str recipient, reply_to; /* addresses; reply_to may be absent */
	str subject, text;       /* UTF-8; lines of the text end with \n */
	instant now;
	LIST_OF(struct message_file) files;
};

/* The address in "Name <address>" or alone; absent when there is none. */
str message_address(str from);
/* "<7KQ2M4XR9TBC@ville.example>". */
str message_id(struct arena *a, const struct message *m);
/* The whole message, lines end with CR LF, none is longer than 998 bytes. */
void message_write(struct out *o, struct arena *a, const struct message *m);

#endif
