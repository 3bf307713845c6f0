/* Summons to a session (N8) as papers: by the town's own Word template when it has one, else by ours. All of a session in one PDF, to be printed and posted; or one, as the file of the
   mail that tells somebody to come. Reads only; the caller holds a read snapshot. Called by the pages and by the sender of mails. */
#ifndef JOBS_MAKE_SUMMONS_H
#define JOBS_MAKE_SUMMONS_H

#include "base/problem.h"
#include "jobs/make_document.h"

/* One summons a seat and, at a hearing, a bearer that is heard. NOT_FOUND: no such session, nobody to tell, no LibreOffice. INVALID: the town's template does not fit (ps). TOO_BIG,
   BUSY, BROKEN. */
must_use enum status make_summons(const struct document_maker *m, territory_id territory, int64_t session, struct made_document *made, struct problems *ps);

/* By the name of an attachment of the outbox: "summons:TERRITORY:SESSION:SEAT:ITEM", numbers in decimal, 0 for the one that it is not. A PDF, or the document itself where there is no
   LibreOffice: made->name says. A template of the town that no longer fits gives way to ours. INVALID: not such a name. */
must_use enum status make_named_summons(const struct document_maker *m, str what, struct made_document *made);

#endif
