/* Whole files in and out, bounded. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/status.h"

/* Reads a regular file of at most max bytes into the arena. NOT_FOUND, DENIED, TOO_BIG, INVALID (not a regular file), BROKEN. */
must_use enum status file_read(struct arena *a, const char *path, size_t max, str *content);

/* Writes a new file beside `path`, syncs it, renames it over `path`: after a crash there is the old file or the new one. DENIED, NOT_FOUND, BROKEN. */
must_use enum status file_replace(const char *path, str content);

#endif
