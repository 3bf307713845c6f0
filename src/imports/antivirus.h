/* Asks clamd whether bytes are infected (its INSTREAM command, over its socket). Called on the slow pool and by jobs; never keeps a connection. */
#ifndef IMPORTS_ANTIVIRUS_H
#define IMPORTS_ANTIVIRUS_H

#include "base/arena.h"

enum scan {
	SCAN_CLEAN,
	SCAN_INFECTED, /* *found names what */
	SCAN_NONE      /* there is no antivirus, or it did not answer: nothing is known */
};

/* `clamd`: path of its socket, host:port, "none", or absent: at its usual place. At most LIMIT_CLAMD_SECONDS. */
enum scan antivirus_scan(struct arena *a, str clamd, str bytes, str *found);
/* Is it there? For pages and doctor. */
bool antivirus_answers(struct arena *a, str clamd);

#endif
