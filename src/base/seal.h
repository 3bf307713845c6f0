/* Sealing what must not be read from a stolen database: bank details, TOTP secrets. XSalsa20-Poly1305 of libsodium under the key of the instance (settings.key_file), a fresh
   nonce each time; sealed text is base64url and begins with "s1:". The key is read once at start and lives in locked memory. */
#ifndef BASE_SEAL_H
#define BASE_SEAL_H

#include "base/arena.h"
#include "base/status.h"

struct seal_key;

/* Writes a new random key of mode 0600 when there is no file. OK; DENIED; INVALID: not a key, or readable by everybody; BROKEN. */
must_use enum status seal_key_make(const char *path);
must_use enum status seal_key_open(const char *path, struct seal_key **key);
void seal_key_close(struct seal_key *key);

/* `context` binds a sealed text to its place ("bank:APPLICANT"): moved to another row, it does not open. */
str seal_text(struct arena *a, const struct seal_key *key, str context, str plain);
/* INVALID: not sealed with this key for that place. */
must_use enum status unseal_text(struct arena *a, const struct seal_key *key, str context, str sealed, str *plain);

#endif
