/* Numbers of things that people make at the same time on several machines: random, 60 bits, never 0, so that no counter is fought over and no address can be
   guessed from another. In addresses they are written in 12 letters and digits without I, L, O, U (Crockford's base 32). Owns nothing. */
#ifndef BASE_IDS_H
#define BASE_IDS_H

#include "base/arena.h"

int64_t id_new(void); /* 1 to 2^60-1 */

/* "7KQ2M4XR9TBC". */
str id_code(struct arena *a, int64_t id);
/* Reads it back; small letters are the same, I and L are 1, O is 0. False: not such a code. */
bool id_of_code(str code, int64_t *id);

/* 256 random bits in 43 letters of base64url: session cookies, links in mails. */
str secret_new(struct arena *a);
/* What proves that one holds a secret without telling it: BLAKE2b-256 of `purpose` keyed with the secret, 43 letters of base64url. */
str secret_token(struct arena *a, str secret, str purpose);
/* In a time that does not depend on where they differ. */
bool secret_equal(str a, str b);
/* BLAKE2b-256 of a secret, 64 hex digits: what tables keep of it. */
str secret_hash(struct arena *a, str secret);

#endif
