/* The document safe of an organisation: statutes, bank details, accounts… given once, with until when they are good, used for every request. Writing functions run inside
   a write transaction that the caller has begun and ask `may` again. Called by the pages of organisations and of attachments. */
#ifndef ACTIONS_SAFE_H
#define ACTIONS_SAFE_H

#include "domain/permission.h"
#include "store/db.h"

/* A file whose bytes are in the store; its row is written with what names it. */
struct stored_file {
	str name;    /* as shown, ends as its type */
	str sha256, media;
	int64_t bytes;
	opt_int pages;
	bool scanned; /* an antivirus has looked at it */
};
/* The row of its bytes, once. Inside a write. */
must_use enum status stored_file_keep(struct db *db, struct arena *a, instant now, const struct stored_file *file);

enum safe_validity { SAFE_GOOD, SAFE_ENDS_SOON, SAFE_ENDED, SAFE_NOT_YET }; /* soon: within LIMIT_SAFE_SOON_DAYS */

struct safe_document {
	int64_t id;
	str kind, name, sha256, media;
	int64_t bytes;
	opt_int pages;
	opt_day starts, ends; /* ends: last day on which it is good */
	enum safe_validity validity;
	bool scanned, removed;
	instant added;
	str by;
};
struct safe_documents {
	struct safe_document *at;
	size_t n, room;
};
/* The first day that is not soon: a document whose last day is before it ends soon (LIMIT_SAFE_SOON_DAYS), or has ended. Pure. */
day safe_soon(day today);
/* By kind, newest first. The caller has asked read_applicant. */
must_use enum status safe_list(struct db *db, struct arena *a, applicant_id applicant, day today, struct safe_documents *documents);
/* One, also when it was removed. NOT_FOUND. */
must_use enum status safe_read(struct db *db, struct arena *a, applicant_id applicant, int64_t document, day today, struct safe_document *read);

struct safe_add {
	applicant_id applicant;
	str kind;
	opt_day starts, ends;
	struct stored_file file;
};
/* INVALID with ps: an unknown kind, days inverted, too many. The same bytes of the same kind twice are one document: OK, its number. DENIED. */
must_use enum status safe_add(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct safe_add *add, struct problems *ps, int64_t *document);
/* NOT_FOUND, DENIED. Requests that it is attached to keep it. */
must_use enum status safe_remove(struct db *db, struct arena *a, const struct actor *actor, instant now, applicant_id applicant, int64_t document);

#endif
