/* Before a handler: who asks (session), what the address names (thing), whether they may, and whether a POST comes from a page of ours. Called by dispatch only. */
#ifndef WEB_ADMIT_H
#define WEB_ADMIT_H

#include "web/page.h"

/* The HTTP status that ends the request here; 0: go on. Fills pg->actor, ->thing, ->session, ->half, ->csrf, ->visit. 303: pg->rs already sends to sign in. Inside a snapshot
   or a write transaction of pg->db. A request whose token is wrong is told apart as ADMIT_FORGED (from elsewhere) and ADMIT_STALE (from a page of ours). */
enum { ADMIT_FORGED = 1403, ADMIT_STALE = 2403 };
int admit(struct page *pg);

/* Without the tables: whether a POST carries a token of this browser and comes from this site. 0, ADMIT_FORGED, ADMIT_STALE. */
int admit_form(const struct page *pg);

/* A token for the forms of an answer, also when nobody is signed in. */
void admit_token(struct page *pg);

/* The 303 of a page that is for those who are signed in. */
void admit_sends_to_sign_in(struct page *pg);

/* Where to sign in and come back to `next`, an address of this program. */
url sign_in_page(const struct page *pg, str next);

#endif
