/* What the files of notify*.c share. Private to actions/. */
#ifndef ACTIONS_NOTIFY_STEP_H
#define ACTIONS_NOTIFY_STEP_H

#include "actions/notify.h"
#include "gen/queries.h"

/* DENIED unless the actor may tell for that funder. */
must_use enum status notify_may(const struct notifying *w);
must_use enum status notify_tell(const struct notifying *w, const char *verb, str thing, str detail);
/* About one letter: "application:ID", so that its file's history has it. */
must_use enum status notify_tell_letter(const struct notifying *w, const char *verb, const struct q_notify_letter_row *letter, int64_t id, str more);
/* A letter of this funder and call. NOT_FOUND. */
must_use enum status notify_find(const struct notifying *w, int64_t id, struct q_notify_letter_row *letter);
/* Not empty, not too long; else a problem. */
bool notify_reason_is_right(str reason, str field, struct problems *ps);

#endif
