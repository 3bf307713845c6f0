/* Files that come in with a request: a form with files read, each file looked at by the antivirus and in the sandbox, its bytes stored. Runs in `prepare`, on the slow pool;
   the handler then writes rows, in the transaction. Called by the pages of attachments, of the safe and by uploads. Writes no row. */
#ifndef WEB_INTAKE_H
#define WEB_INTAKE_H

#include "actions/safe.h"
#include "http/multipart.h"
#include "web/page.h"

struct infected {
	str name, found; /* of the file; what the antivirus called it */
};
struct intake {
	struct multipart form; /* fields; absent parts when the request is no form with files */
	LIST_OF(struct stored_file) files; /* in their order, in the store */
	LIST_OF(struct infected) infected; /* kept nowhere */
	struct problems problems;          /* of files that were not taken: field "file" */
};

/* A form with files: pg->prepared becomes the struct intake. Asks page_csrf_is. "join" in the form: several pictures become one PDF. OK; DENIED: forged; INVALID: no such
   form; TOO_BIG: too many parts. */
must_use enum status intake_form(struct page *pg);
/* One file whose bytes are here already. The problems and the infected are the intake's. */
must_use enum status intake_new(struct page *pg, struct intake **intake);
void intake_file(struct page *pg, struct intake *intake, str name, str bytes);
/* Pictures that are stored already, in this order, become one PDF in the store, the only file of the intake. */
void intake_join(struct page *pg, struct intake *intake, str name, const str *sha256, size_t count);

/* What the audit says of infected files. Inside the write. */
must_use enum status intake_tell(struct page *pg, const struct intake *intake, territory_id territory, str thing);

/* What a form may choose: the value of `accept`. */
str intake_accepts(void);
/* "PDF, 3 pages, 1,2 Mo". */
str file_facts(const struct page *pg, str media, int64_t bytes, opt_int pages);
/* Sends stored bytes as a download, never to be shown in our pages' place. */
must_use enum status send_stored(struct page *pg, str sha256, str name, str media);

#endif
