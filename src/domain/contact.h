/* How one reaches a person: e-mail addresses as they are kept and compared. Pure. Telephone numbers are identifier.h's. */
#ifndef DOMAIN_CONTACT_H
#define DOMAIN_CONTACT_H

#include "base/arena.h"

/* Without blanks around, ASCII letters small, as tables keep it. False: not an address that mail can be sent to (one @, a domain with a point, no blank, no control
   character, no comma, bracket or quote, at most LIMIT_EMAIL_BYTES; RFC 5321 without quoted forms and address literals). */
bool email_read(struct arena *a, str typed, str *email);

/* A person's name on one line: control characters and marks that turn the direction of what follows are left out, runs of blanks are one. False when nothing is left, when it is
   not UTF-8, or when it holds an address of the web: it is printed in mails that go to people who have not asked for them. */
bool name_read(struct arena *a, str typed, str *name);

/* "c…@agglo.example": to recognise one's own address without showing it. */
str email_hint(struct arena *a, str email);

#endif
