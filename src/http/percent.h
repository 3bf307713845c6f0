/* Percent-encoding and application/x-www-form-urlencoded: bounded, strict, checked for UTF-8. Pure; used by the guard and by server.c. */
#ifndef HTTP_PERCENT_H
#define HTTP_PERCENT_H

#include "http/http.h"

/* Decodes %XX into `to` (room for raw.n bytes). False: a '%' without two hexadecimal digits, or a NUL, written or encoded. */
bool percent_decode(str raw, char *to, size_t *n);

/* name=value pairs joined by '&', '+' for a space, in order, duplicates kept, empty pairs skipped, a pair without '=' has an empty value.
   Text is copied into the arena. INVALID: bad encoding, NUL or not UTF-8. TOO_BIG: over LIMIT_FORM_FIELDS. */
must_use enum status form_parse(struct arena *a, str raw, struct http_fields *fields);

/* Whether form_parse would take it, without memory; at most LIMIT_TARGET_BYTES long, else INVALID. */
must_use enum status query_check(str raw);

#endif
