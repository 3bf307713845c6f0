/* What backup.c and doctor.c may know of the SQLite driver. Never included outside store/. */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include "store/db.h"

#include <sqlite3.h>

sqlite3 *sqlite_handle(struct db *db);
/* After a write that went past db_write (the backup API): the log is cut off if that is possible now. */
void sqlite_cut_log(struct db *db);
must_use enum status sqlite_status(sqlite3 *handle, const char *where, int code);

#endif
