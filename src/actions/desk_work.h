/* What officers do to one application, with or without a sheet: who follows it, labels, private notes, what is no duplicate; and the labels of a territory. Each inside the caller's write
   transaction, with its audit row; run_desk is asked again. A note is never shown to the bearer: no page of /sheets reads it. */
#ifndef ACTIONS_DESK_WORK_H
#define ACTIONS_DESK_WORK_H

#include "base/problem.h"
#include "domain/permission.h"
#include "store/db.h"

struct desk_step {
	struct db *db;
	struct arena *arena;
	const struct actor *actor;
	instant now;
	territory_id territory;
	application_id application;
	opt_int base; /* desk_revision that the person saw; another one is CONFLICT */
	str public_url;
};

/* The last change of an application and of its sheet (audit sequence): what each form of its page carries. */
must_use enum status desk_revision(struct db *db, struct arena *a, territory_id territory, application_id application, opt_int sheet, int64_t *revision);

/* Statuses of all: DENIED, NOT_FOUND (no such application), CONFLICT (base), INVALID (ps), BUSY, BROKEN. */

/* `owner` 0: nobody. INVALID: not an officer of the territory (field "owner"). */
must_use enum status follow_application(const struct desk_step *step, person_id owner, opt_day due, struct problems *ps);
/* INVALID: no such label (field "label"). OK also when it is (not) there already. */
must_use enum status stick_label(const struct desk_step *step, str code, struct problems *ps);
must_use enum status unstick_label(const struct desk_step *step, str code, struct problems *ps);
/* INVALID: empty, too long (field "note"). Its text is not in the audit. */
must_use enum status write_note(const struct desk_step *step, str text, struct problems *ps);
must_use enum status remove_note(const struct desk_step *step, int64_t note);
must_use enum status say_not_duplicate(const struct desk_step *step, application_id other);

/* Labels of the territory; step->application is not used. tone: neutral, good, wait, bad. */
must_use enum status add_desk_label(const struct desk_step *step, str label, str tone, struct problems *ps);
/* Taken off every file too. */
must_use enum status remove_desk_label(const struct desk_step *step, str code);

#endif
