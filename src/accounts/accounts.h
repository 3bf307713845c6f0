/* What every change of an account is given: where, who, when. A function that takes it runs inside a write transaction that the caller has begun (a POST, a command) and
   writes the change, its audit row and its mail together. */
#ifndef ACCOUNTS_ACCOUNTS_H
#define ACCOUNTS_ACCOUNTS_H

#include "base/seal.h"
#include "base/settings.h"
#include "domain/permission.h"
#include "store/db.h"

struct accounts {
	struct db *db;
	struct arena *arena;
	const struct settings *settings; /* links in mails begin with settings->public_url */
	const struct seal_key *key;      /* NULL when the instance has none: no second factor then */
	const struct actor *actor;       /* who asks; NULL: the person who runs the command line, who may do all */
	instant now;
};

/* Audit row of the instance: who, verb, "person:ID", detail or absent. No e-mail address goes into the audit: it is for ever. */
must_use enum status accounts_audit(const struct accounts *accounts, str verb, person_id person, str detail);

/* True for the command line; else may(). */
bool accounts_may(const struct accounts *accounts, enum verb verb, const struct thing *thing);

#endif
