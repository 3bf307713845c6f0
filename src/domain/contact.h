/* How one reaches a person: e-mail addresses as they are kept and compared. Pure. Telephone numbers are identifier.h's. */
#ifndef DOMAIN_CONTACT_H
#define DOMAIN_CONTACT_H

#include "base/arena.h"

/* Without blanks around, ASCII letters small, as tables keep it. False: not an address that mail can be sent to (one @, a domain with a point, no blank, no control
   character, no comma, bracket or quote, at most LIMIT_EMAIL_BYTES; RFC 5321 without quoted forms and address literals). */
bool email_read(struct arena *a, str typed, str *email);

/* "c…@agglo.example": to recognise one's own address without showing it. */
str email_hint(struct arena *a, str email);

#endif
