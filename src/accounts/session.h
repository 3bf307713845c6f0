/* Sessions: a random cookie whose hash is a row. Begun by signing in, ended by signing out, by another device or by time: 12 hours without a request, 30 days when the
   person said that the device is theirs, 90 days at most. What writes runs inside a write transaction of the caller. */
#ifndef ACCOUNTS_SESSION_H
#define ACCOUNTS_SESSION_H

#include "accounts/actor.h"

struct session_new {
	person_id person;
	bool mine;         /* "this device is mine" */
	bool waits_factor; /* half signed in */
	str agent;         /* of agent_words */
	instant now;
};
/* Sweeps what has expired, and gives the new cookie. */
must_use enum status session_begin(struct db *db, struct arena *a, const struct session_new *new, str *cookie);
must_use enum status session_end(struct db *db, str hash);
/* All of a person but one; `keep` absent: all. */
must_use enum status session_end_others(struct db *db, person_id person, str keep);

/* A GET only reads: when this says yes, the writer thread is given session_touch, and nobody waits for it. */
bool session_touch_is_due(const struct session_read *read, instant now);
must_use enum status session_touch(struct db *db, str hash, instant now);

struct session_row {
	str handle; /* first 32 digits of the hash: names it in a form, opens nothing */
	str agent;
	instant created, seen, expires;
	bool waits_factor, mine;
};
struct session_rows {
	struct session_row *at;
	size_t n, room;
};
/* Those that are alive, last seen first. */
must_use enum status sessions_read(struct db *db, struct arena *a, person_id person, instant now, struct session_rows *rows);
/* NOT_FOUND: not of this person, or ended. */
must_use enum status session_end_handle(struct db *db, struct arena *a, person_id person, str handle, instant now);

/* "Firefox · Windows", from the header User-Agent; "?" for what is not known. No version: it would be out of date and single people out. */
str agent_words(struct arena *a, str user_agent);

#endif
