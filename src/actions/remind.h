/* Reminders before the deadline of a call (issue 4, 7; row L4): seven days, two days and six hours before, to those who can still do something, once each. What is written is a mail of
   the outbox; filing, withdrawing and abandoning cancel what still waits, and what is about to be sent is looked at again. A deadline that moved reminds anew; a draft that began
   after a step gets the next one only. Also tells the office, once, of a completion request whose day has passed. Called by jobs/, in no request. */
#ifndef ACTIONS_REMIND_H
#define ACTIONS_REMIND_H

#include "base/calendar.h"
#include "domain/permission.h"
#include "store/db.h"

enum remind_step { REMIND_7_DAYS, REMIND_2_DAYS, REMIND_6_HOURS, REMIND_STEPS };

/* When that step is: days before at nine in the morning (or at the hour of the deadline when that is earlier), six hours before to the second. */
instant remind_at(enum remind_step step, instant closes, const struct zone *zone);
/* The step that counts now: the last one that has come, when it came after `since` (the deadline was moved then; 0: never). REMIND_STEPS: none, or it is over. */
enum remind_step remind_now(instant closes, const struct zone *zone, instant since, instant now);

/* Writes what is due now, each sheet in a write of its own; at most `most` sheets. `*written` counts sheets. The connection may write and has nothing open. BUSY, BROKEN. */
must_use enum status remind_round(struct db *db, str public_url, instant now, size_t most, size_t *written);

/* Is the reason of that reminder still there (its sheet neither filed nor given up, its deadline not moved, not over)? `once` is the mail's. Inside a snapshot or write. */
must_use enum status remind_holds(struct db *db, struct arena *a, str once, instant now, bool *holds);

/* Whether that person gets reminders of that sheet; and their choice, in a write transaction. NOT_FOUND, DENIED: not a member who would get any. */
must_use enum status remind_is_wanted(struct db *db, struct arena *a, const struct actor *actor, sheet_id sheet, bool *wanted);
enum remind_choice { REMIND_ME, REMIND_ME_NOT };
must_use enum status remind_choose(struct db *db, struct arena *a, const struct actor *actor, instant now, sheet_id sheet, enum remind_choice choice);

#endif
