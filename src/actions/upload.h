/* Files on their way in pieces: a row for each, whose bytes grow in files/incoming (web/uploads.c). A line that is cut, a tab that is closed lose nothing: the same person
   who sends the same file for the same purpose goes on where it stands. Writing functions run inside a write transaction. Called by web/ and by jobs. */
#ifndef ACTIONS_UPLOAD_H
#define ACTIONS_UPLOAD_H

#include "domain/permission.h"
#include "store/db.h"

struct upload {
	int64_t id;
	person_id person;
	str name;
	int64_t bytes;
	/* where it goes: "sheet:ID:CODE" or "safe:ID:KIND" (ids as base/ids.h writes them), read into: */
	str purpose;
	bool to_safe;
	int64_t thing; /* sheet or applicant */
	str code;      /* document or kind */
	instant created;
};

/* The purpose read; false when it is none. */
bool upload_purpose(struct upload *upload, str purpose);

/* One that the same person has under way already, or a new one. INVALID with ps: no name, no bytes or too many, no such purpose, too many under way. DENIED: may not write
   there. */
must_use enum status upload_begin(struct db *db, struct arena *a, const struct actor *actor, instant now, struct upload *upload, struct problems *ps);
/* NOT_FOUND also when it is somebody else's. */
must_use enum status upload_read(struct db *db, struct arena *a, const struct actor *actor, int64_t id, struct upload *upload);
must_use enum status upload_end(struct db *db, int64_t id);
/* Forgets those that were begun more than LIMIT_UPLOAD_HOURS ago. Their bytes: files_sweep (store/files.h). */
must_use enum status upload_forget_old(struct db *db, instant now);

#endif
