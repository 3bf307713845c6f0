/* Passwords: argon2id (libsodium, its interactive parameters: 64 MB, two passes), at most LIMIT_PASSWORD_HASHES worked out at once. Runs on the slow pool (route->prepare)
   or the command line, never in a transaction. What is asked of a password: twelve characters, and not one of the few that everybody tries. */
#ifndef ACCOUNTS_PASSWORD_H
#define ACCOUNTS_PASSWORD_H

#include "base/arena.h"
#include "base/status.h"
#include "base/words.h"

/* What is wrong with it, as words to show; WORD_COUNT when it is good. `email` and `name` are the person's: neither is a password. */
enum word password_refusal(struct arena *a, str password, str email, str name);

/* The text that the table keeps. TOO_BIG: over LIMIT_PASSWORD_BYTES; BROKEN: no memory. */
must_use enum status password_hash(struct arena *a, str password, str *hash);

/* Does one work-out whatever is given: an absent hash (no such account, or one without password) takes as long as a wrong password, and is false. */
bool password_verify(str hash, str password);

/* Was made with smaller parameters than today's: hash it again at the next sign-in. */
bool password_is_old(str hash);

/* Work-outs since the start: a test counts them, because it cannot count time. */
uint64_t password_workouts(void);

#endif
