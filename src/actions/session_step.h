/* What every write of a session shares, inside actions/ only: the session read in the transaction, permission, revision, audit; typed hours. */
#ifndef ACTIONS_SESSION_STEP_H
#define ACTIONS_SESSION_STEP_H

#include "actions/session.h"
#include "base/calendar.h"
#include "gen/queries.h"

/* Reads the session into *s and asks run_desk, the base, and that it is neither closed nor cancelled: CONFLICT with its problem. */
must_use enum status session_step_begin(const struct session_step *step, struct session *s);
/* CONFLICT with its problem unless it is open. */
must_use enum status session_is_open(const struct session_step *step, const struct session *s);
/* Grows the revision and leaves an audit row. */
must_use enum status session_step_end(const struct session_step *step, const char *verb, str detail);
must_use enum status session_tell(const struct session_step *step, int64_t session, const char *verb, str detail);

/* "09:30" of that day. False: not an hour. */
bool session_hour(str typed, day on, const struct zone *zone, instant *at);
bool session_number(str typed, int64_t least, int64_t most, int64_t *value);
bool session_text_fits(const struct session_step *step, str text, str field, int64_t most);
/* Absent when there is nothing in it. */
str session_or_none(str text);

/* Tells again all who were told; `s` is as it is now. */
must_use enum status session_tell_again(const struct session_step *step, const struct session *s);

#endif
