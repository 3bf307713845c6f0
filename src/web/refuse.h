/* The answers that say no, in words: a page or JSON for every status that ends a request. Called by dispatch only. */
#ifndef WEB_REFUSE_H
#define WEB_REFUSE_H

#include "web/page.h"

/* Replaces what was answered. `code` is an HTTP status, or one of admit.h. A POST whose author must sign in first, or whose token is old, gets a page that holds all that
   was typed and sends it again. */
void refuse(struct page *pg, int code);

/* Only the page of an error, for what http/ answers by itself. */
void write_refusal_page(const struct page *pg, int code, str reference, struct out *body);

#endif
