/* Bytes of documents, by their SHA-256, in a folder of the instance (settings.files): files/ab/abcdef…; written whole and synced before any row names them, so that a
   row never names bytes that are not there; bytes that no row names are removed by `doctor --repair` after a day. Rows are the table `file`. */
#ifndef STORE_FILES_H
#define STORE_FILES_H

#include "store/db.h"

struct files; /* the folder; may be used by any thread */

/* Makes the folder (0700) when it is missing. DENIED, INVALID (not a folder), BROKEN. */
must_use enum status files_open(str folder, struct files **files);
void files_close(struct files *files);

/* Stores bytes that are in memory, or a file that is already on the same disk (it is moved). `sha256` gets 64 hex digits. Bytes already there are not written again.
   FULL: no room on the disk. BROKEN. */
must_use enum status files_put(struct files *files, struct arena *a, str bytes, str *sha256);
must_use enum status files_take(struct files *files, struct arena *a, const char *path, str *sha256);
/* NOT_FOUND; BROKEN also when the bytes are no longer those of the name. At most max bytes. */
must_use enum status files_get(struct files *files, struct arena *a, str sha256, size_t max, str *bytes);
/* The path of the bytes, for a worker that reads them itself. The name is one (files_is_name). */
str files_path(struct files *files, struct arena *a, str sha256);
/* Opens the bytes to be sent; the caller closes *fd. NOT_FOUND, BROKEN. */
must_use enum status files_reader(struct files *files, struct arena *a, str sha256, int *fd, int64_t *size);
/* 64 hex digits in small letters. */
bool files_is_name(str sha256);
/* The name that these bytes would have; of a file: NOT_FOUND, BROKEN. */
str files_name_of(struct arena *a, str bytes);
must_use enum status files_hash_file(struct arena *a, const char *path, str *sha256);
str files_folder(const struct files *files);
/* Adds a piece to what is on its way, at that offset, synced. OK also when these bytes are there already; *size is then, and in every case, what is safely there. CONFLICT:
   something is missing before the offset. INVALID: the piece would pass `most`. FULL: no room on the disk. Two at once for the same name wait for one another. */
must_use enum status files_add_piece(struct files *files, struct arena *a, str name, int64_t offset, str piece, int64_t most, int64_t *size);
/* How much of it is there; 0 when nothing is. */
int64_t files_piece_size(struct files *files, struct arena *a, str name);
/* Removes what has been on its way, untouched, since before that second (since 1970). Returns how many. */
size_t files_sweep(struct files *files, struct arena *a, int64_t older_than_s);
/* Removes bytes that no row names, when they were last stored before that second (since 1970). For doctor --repair only. */
bool files_forget(struct files *files, struct arena *a, str sha256, int64_t older_than_s);
/* The path of what is on its way, on that folder's disk: files/incoming/NAME. Nothing is made; NAME has no slash and does not begin with a dot. */
str files_incoming(struct files *files, struct arena *a, str name);

#endif
