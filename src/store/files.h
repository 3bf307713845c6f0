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
   TOO_BIG: no room on the disk. BROKEN. */
must_use enum status files_put(struct files *files, struct arena *a, str bytes, str *sha256);
must_use enum status files_take(struct files *files, struct arena *a, const char *path, str *sha256);
/* NOT_FOUND; BROKEN also when the bytes are no longer those of the name. At most max bytes. */
must_use enum status files_get(struct files *files, struct arena *a, str sha256, size_t max, str *bytes);
/* The path of the bytes, for a worker that reads them itself. */
str files_path(struct files *files, struct arena *a, str sha256);
/* A new empty file of that folder's disk for what is on its way: files/incoming/NAME. */
str files_incoming(struct files *files, struct arena *a, str name);

#endif
