/* Another program that reads or makes a document: LibreOffice, poppler. It runs in a process of its own that ends after LIMIT_PAPER_SECONDS with everything it started, bounded in
   memory, processor time and what it may write, with its output thrown away and no network where the kernel lets us. Between fork and exec only calls that are safe in a process of
   several threads. Private to documents/. */
#ifndef DOCUMENTS_WALLED_H
#define DOCUMENTS_WALLED_H

#include "base/status.h"

/* arguments[0] is the program's path; both lists end with NULL; `folder` is where it runs. OK: it ended well. BUSY: it took too long. BROKEN: it did not, or could not be started. */
must_use enum status walled_run(char *const *arguments, char *const *environment, const char *folder);

/* A folder and all that is in it. */
void walled_remove(const char *folder);

#endif
