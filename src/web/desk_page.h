/* The page of a file at the desk, shown by its GET and again by each POST in which something is wrong. Inside web/. */
#ifndef WEB_DESK_PAGE_H
#define WEB_DESK_PAGE_H

#include "web/filing_page.h"
#include "web/routes.h"

/* NOT_FOUND: an identity, or a sheet of another territory than the address says. */
must_use enum status desk_file(struct page *pg, const struct problems *ps);

#endif
