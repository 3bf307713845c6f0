/* The answers that say no, in words: a page or JSON for every status that ends a request. Called by dispatch, and by intake for a file that
   is no longer given. */
#ifndef WEB_REFUSE_H
#define WEB_REFUSE_H

#include "web/page.h"

enum { REFUSE_INFECTED = 3403 }; /* a stored file in which a virus was found since */

/* Replaces what was answered. `code` is an HTTP status, the one above, or one of admit.h. A POST whose author must sign in first, whose token is old, or that cannot be saved now
   (503, 507), gets a page that holds all that was typed and sends it again. */
void refuse(struct page *pg, int code);

/* Only the page of an error, for what http/ answers by itself. */
void write_refusal_page(const struct page *pg, int code, str reference, struct out *body);

#endif
