/* Reminders of opinions (N9): three days before the due day and once it has passed, to who was asked; and to the office when a citizen council's reply is late. Each once for a due day,
   between eight and twenty o'clock where the territory is; those of one institution in one mail. Called by jobs/, in no request. */
#ifndef ACTIONS_REMIND_OPINIONS_H
#define ACTIONS_REMIND_OPINIONS_H

#include "store/db.h"

/* `*written` counts the opinions that a mail was written for, or that nobody can be written to about. The connection may write and has nothing open. BUSY, BROKEN. */
must_use enum status remind_opinions_round(struct db *db, str public_url, instant now, size_t most, size_t *written);

#endif
