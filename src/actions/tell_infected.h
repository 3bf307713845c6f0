/* A document whose virus was found after it was sent: the audit says so once, and each person who had attached it or kept it in a safe gets one mail, naming their document and where to
   replace it (rows A9, B3; decision 0012). Called by jobs/rescan.c, inside its write. */
#ifndef ACTIONS_TELL_INFECTED_H
#define ACTIONS_TELL_INFECTED_H

#include "store/db.h"

/* `found`: the antivirus's name of it. `site`: the public address, or absent. OK also when nobody has the file any more. */
must_use enum status tell_infected(struct db *db, struct arena *a, str sha256, str found, str site, instant now);

#endif
