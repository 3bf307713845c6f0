/* What every action of the review shares, inside actions/ only: the head of an application, `may` asked again with the conflicts of interest of who acts, the revision that they saw,
   the audit row. All run inside the caller's write transaction. */
#ifndef ACTIONS_REVIEW_STEP_H
#define ACTIONS_REVIEW_STEP_H

#include "actions/desk_work.h"
#include "base/calendar.h"
#include "gen/queries.h"

struct review_step {
	const struct desk_step *step;
	struct q_deskwork_head_row head;
	const struct zone *zone;
	struct thing thing; /* institution and person are the caller's to fill before review_may */
};

/* Reads the head and compares the base. NOT_FOUND; CONFLICT: somebody changed the file meanwhile. */
must_use enum status review_begin(struct review_step *r, const struct desk_step *step);
/* DENIED; with a problem (no field) when it is a conflict of interest that refuses. */
must_use enum status review_may(struct review_step *r, enum verb verb, struct problems *ps);
/* An audit row about the application. `detail`: codes and numbers only. */
must_use enum status review_tell(const struct review_step *r, const char *verb, str detail);
/* Adds a problem and gives false when the text is empty (`missing`; WORD_COUNT: it may be) or longer than `most` characters. */
bool review_text(str text, str field, enum word missing, int64_t most, struct problems *ps);
/* Trimmed; absent when nothing is left. */
str review_trimmed(str text);

#endif
