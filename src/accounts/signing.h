/* Signing in, in two halves: the slow one tries a password inside a read snapshot (route->prepare), the quick one begins the session in the write transaction. */
#ifndef ACCOUNTS_SIGNING_H
#define ACCOUNTS_SIGNING_H

#include "accounts/person.h"

struct sign_in_tried {
	bool good;
	struct person person; /* when good */
	str rehash;           /* a hash with today's parameters, when the kept one is old */
};
/* One work-out of argon2id whether the account exists or not. OK also when it is wrong. BUSY, BROKEN. */
must_use enum status sign_in_try(struct db *db, struct arena *a, str email, str password, struct sign_in_tried *tried);

struct sign_in {
	person_id person;
	bool mine;   /* "this device is mine" */
	str agent;   /* of agent_words */
	str how;     /* for the audit: password, code, recovery, single_sign_on, reset */
	bool strong; /* a second factor was given, or none is asked: by its provider */
};
/* A session, its audit row, and a mail when the person is signed in elsewhere with another kind of browser. With a second factor set and not given yet, the session waits for
   it (*waits). NOT_FOUND: the account was closed meanwhile. */
must_use enum status sign_in_begin(const struct accounts *accounts, const struct sign_in *sign_in, str *cookie, bool *waits);

/* The second factor of a half session (its person, its hash): a good code ends it and begins a whole one. INVALID: not good. NOT_FOUND: no factor is set any more. */
must_use enum status sign_in_factor(const struct accounts *accounts, person_id half, str session, str code, const struct sign_in *sign_in, str *cookie);

must_use enum status sign_out(const struct accounts *accounts, person_id person, str hash);

#endif
