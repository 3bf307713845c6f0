/* Files of a session: its minutes by the town's template when it has one, else by ours (N8), and its appointments for calendars. Reads only; the caller holds a read snapshot. Called by
   the pages, the mails and the command line. */
#ifndef JOBS_MAKE_MINUTES_H
#define JOBS_MAKE_MINUTES_H

#include "base/problem.h"
#include "jobs/make_document.h"

/* `ending`: "docx" (or what the town's template is) or "pdf". INVALID: the town's template does not fit (ps). NOT_FOUND: no such session, ending, or no LibreOffice. TOO_BIG, BUSY, BROKEN. */
must_use enum status make_minutes(const struct document_maker *m, territory_id territory, int64_t session, str ending, struct made_document *made, struct problems *ps);

/* The appointment of the session, or (item not 0) of one hearing. NOT_FOUND: no such session or item. BUSY, BROKEN. */
must_use enum status make_appointment(const struct document_maker *m, territory_id territory, int64_t session, int64_t item, struct made_document *made);
/* By the name of an attachment of the outbox: "session.ics:TERRITORY:SESSION:ITEM", numbers in decimal. INVALID: not such a name. */
must_use enum status make_named_appointment(const struct document_maker *m, str what, struct made_document *made);

#endif
