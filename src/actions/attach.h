/* Documents of an application: added, removed, renamed, taken from the safe or kept there, and the checklist of the call (rows A9, B3, B7). Every writing function runs
   inside a write transaction that the caller has begun, asks `may` again, and writes the audit. The bytes are in the store before (store/files.h). Called by the pages of
   attachments, by uploads, and by whoever files. */
#ifndef ACTIONS_ATTACH_H
#define ACTIONS_ATTACH_H

#include "actions/safe.h"
#include "domain/checklist.h"

/* The code of what the call does not ask for. */
#define ATTACH_OTHER S("other")

struct attach {
	sheet_id sheet;
	str code; /* of the call's document, or "other" */
	struct stored_file file;
};
/* INVALID with ps: no such document in this call, too many or too much for one application. CONFLICT: the state does not let this document change any more.
   DENIED, NOT_FOUND. The same bytes for the same document twice are one attachment: OK, its number. */
must_use enum status attach_add(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct attach *attach, struct problems *ps, int64_t *attachment);

struct attach_change {
	sheet_id sheet;
	int64_t attachment;
};
/* The bytes stay for what was filed with them. NOT_FOUND: it is not there, or gone already. CONFLICT, DENIED as above. */
must_use enum status attach_remove(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct attach_change *change);
/* INVALID: nothing is left of the name. The ending stays that of its type. */
must_use enum status attach_rename(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct attach_change *change, str name, struct problems *ps);

/* The document of the safe of the sheet's applicant is attached as it is. INVALID: it is good no longer (ps). */
must_use enum status attach_from_safe(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct attach *attach, int64_t document, struct problems *ps);
/* An attachment is kept in the safe too, under the kind that its code is. INVALID: the safe has no kind for it. */
must_use enum status attach_keep_in_safe(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct attach_change *change, struct problems *ps);

/* Photos that are attached, in the chosen order, have become one PDF (`attach.file`): it takes their place. */
struct attach_join {
	struct attach attach;
	const int64_t *photos;
	size_t count;
};
must_use enum status attach_replace(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct attach_join *join, struct problems *ps);

/* ---- reading; the caller has asked read_application ---- */

struct attached_file {
	int64_t id;
	str code, name, sha256, media;
	int64_t bytes;
	opt_int pages;
	bool scanned; /* an antivirus has looked at it */
	bool picture, removed;
	bool in_safe; /* its bytes are in the safe already; said by the checklist only */
	instant added;
	str by; /* name of who added it; absent when they are gone */
};
/* One, also when it was removed: what was filed with it still shows it. NOT_FOUND. */
must_use enum status attach_read(struct db *db, struct arena *a, sheet_id sheet, int64_t attachment, struct attached_file *file);

struct checklist_item {
	str code, label, note; /* label absent: other documents */
	str medium;
	bool applies;     /* to this bearer and this request; one that does not is listed only when something is attached to it */
	bool open;        /* may be changed now */
	bool original;    /* an original on paper is asked for too */
	opt_day received; /* that original was received */
	str safe_kind;    /* or absent */
	opt_day ended;    /* the last day on which what is attached was good, when that is over */
	enum document_state state;
	LIST_OF(struct attached_file) files;
	LIST_OF(struct safe_document) safe; /* of that kind, good today, not attached already */
};
struct checklist {
	territory_id territory;
	applicant_id applicant;
	str call, state, title, applicant_name;
	LIST_OF(struct checklist_item) items; /* the call's in its order, then the others */
	size_t missing; /* items that stop a filing */
	size_t asked;   /* items that apply and that somebody must attach */
	int64_t bytes;
	size_t not_scanned;
	bool writable;  /* something may be changed now */
};
must_use enum status attach_checklist(struct db *db, struct arena *a, sheet_id sheet, day today, struct checklist *checklist);
/* A problem for each item that stops a filing; its field is the code. */
void attach_check(const struct checklist *checklist, struct problems *ps);

#endif
