/* The second factor: a six-digit code of an application on a phone (TOTP: RFC 6238, SHA-1, 30 s, one step either way, each code once), and ten recovery codes for the day when the
   phone is lost. The secret is sealed in its row (base/seal.h); of a recovery code only the hash is kept. What writes runs inside the caller's write transaction. */
#ifndef ACCOUNTS_FACTOR_H
#define ACCOUNTS_FACTOR_H

#include "base/limits.h"
#include "base/seal.h"
#include "domain/permission.h"
#include "store/db.h"

/* Begins again while it is not confirmed: a new secret, in 32 letters of base 32. CONFLICT: it is confirmed already. */
must_use enum status factor_begin(struct db *db, struct arena *a, const struct seal_key *key, person_id person, str *secret);
/* The secret that waits to be confirmed. NOT_FOUND. */
must_use enum status factor_waiting(struct db *db, struct arena *a, const struct seal_key *key, person_id person, str *secret);
/* INVALID: not the code of now. OK: the factor is set, and these are its recovery codes, shown this once ("7KQ2-M4XR-9TBC"). */
must_use enum status factor_confirm(struct db *db, struct arena *a, const struct seal_key *key, person_id person, str code, instant now, str recovery[LIMIT_RECOVERY_CODES]);
/* New recovery codes; the old ones are worth nothing any more. */
must_use enum status factor_renew_recovery(struct db *db, struct arena *a, person_id person, str recovery[LIMIT_RECOVERY_CODES]);

enum factor_answer { FACTOR_CODE, FACTOR_RECOVERY };
/* A code of the application or a recovery code; used up by OK. INVALID: neither, or used already. NOT_FOUND: no factor is set. */
must_use enum status factor_check(struct db *db, struct arena *a, const struct seal_key *key, person_id person, str code, instant now, enum factor_answer *answer);
must_use enum status factor_remove(struct db *db, person_id person);
/* Recovery codes that are left. */
must_use enum status factor_recovery_left(struct db *db, struct arena *a, person_id person, int64_t *left);

/* What the application scans: "otpauth://totp/…". `product` and `email` are shown by it. */
str factor_address(struct arena *a, str product, str email, str secret);
/* In groups of four, to be typed by hand. */
str factor_grouped(struct arena *a, str secret);

/* A QR code as one SVG path of unit squares, and its width with the quiet zone of 4 around it. BROKEN: too long for one. */
must_use enum status qr_path(struct arena *a, str text, str *path, int64_t *width);

/* RFC 6238 by itself: the step of the code within one of now and after `last_step`; false when it is none. `secret` in base 32. */
bool totp_step_of(str secret, str code, instant now, int64_t last_step, int64_t *step);

#endif
