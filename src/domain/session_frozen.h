/* All that is known of a session when it closes, as one canonical text that never changes (N8): who was there, the quorum, the conflicts, each item with its votes, its outcome and
   the amounts of the grid as they stood. Same session, same bytes: its SHA-256 is printed on the minutes. Institutions and roles, no name of a person. Pure. */
#ifndef DOMAIN_SESSION_FROZEN_H
#define DOMAIN_SESSION_FROZEN_H

#include "base/status.h"
#include "domain/session.h"

/* The text. Texts that are not UTF-8 get U+FFFD. Absent when it would pass LIMIT_SESSION_FROZEN_BYTES. */
str session_freeze(struct arena *a, struct session *s);

/* OK: what the text holds is in *s, and computed; the rest of *s (numbers, addresses, minutes) is left as it was. INVALID: not a text that session_freeze gives, byte for byte. */
must_use enum status session_thaw(struct arena *a, str text, struct session *s);

#endif
