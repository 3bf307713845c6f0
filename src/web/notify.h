/* The page of one funder's notifications, shown by its GET and again by each POST in which something is wrong. Inside web/. */
#ifndef WEB_NOTIFY_H
#define WEB_NOTIFY_H

#include "actions/read_notices.h"
#include "actions/notify.h"
#include "jobs/make_document.h"
#include "web/filing_page.h"

struct document_maker notify_maker(struct page *pg);
struct notifying notify_who(struct page *pg);
/* Of the call and the funder of the address, with the reasons of the rules. */
must_use enum status notify_read(struct page *pg, struct notices *n);
/* `said`: what was done, or absent. */
must_use enum status notify_page_write(struct page *pg, const struct problems *ps, str said);
/* Where a POST that is done goes: back, with what it did as a code of notify.done_… and a number. */
must_use enum status notify_done(struct page *pg, const char *what, size_t n);
str notify_typed(const struct page *pg, str name);

#endif
