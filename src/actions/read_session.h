/* A hearing or a committee, read whole: seats, agenda, votes, conflicts; one that is closed is what its frozen text holds (domain/session_frozen.h). A read verb that asks no
   permission: VERB_attend_session is its caller's. A fixed number of statements. Called by the pages of sessions, the command line, the minutes and every action on a session. */
#ifndef ACTIONS_READ_SESSION_H
#define ACTIONS_READ_SESSION_H

#include "domain/permission.h"
#include "domain/session.h"
#include "store/db.h"

/* session_compute has been called. Amounts are those of the frozen text; none while it is not closed (read_session_amounts). NOT_FOUND. BROKEN: also when the frozen text does not
   have its SHA-256. BUSY. */
must_use enum status read_session(struct db *db, struct arena *a, territory_id territory, int64_t session, struct session *s);

/* Fills amounts of the items from the table of the session of its call, as it stands; leaves a closed session alone. */
must_use enum status read_session_amounts(struct db *db, struct arena *a, enum lang lang, struct session *s);

/* Is that person's seat, by their account or by their confirmed address? */
bool session_seat_is_of(const struct session_seat *seat, const struct actor *actor);

#endif
