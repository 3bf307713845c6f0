/* One change of state of an application, with its event, its audit row and the state of its sheet, in the caller's write transaction. Every part that decides calls this one: the
   desk, the review, the grid, the adoption of a programme. It sends no mail and never decides by itself. */
#ifndef ACTIONS_APPLICATION_STATE_H
#define ACTIONS_APPLICATION_STATE_H

#include "base/problem.h"
#include "domain/permission.h"
#include "domain/workflow.h"
#include "store/db.h"

struct state_change {
	territory_id territory;
	application_id application;
	enum application_state to;
	str reason;    /* where application_step_needs_reason; else may be absent */
	str on_behalf; /* institution for which it is done; or absent */
	opt_int base;  /* events that the person had seen (application_events); another count is CONFLICT */
};

/* Asks run_desk. OK also when it is in that state already (nothing is written). DENIED. NOT_FOUND: no such application. INVALID: no such step, a reason is missing, a completion that
   must be asked through actions/follow_up.h because the application has a sheet (ps says which; field "state" or "reason"). CONFLICT: it changed meanwhile. */
must_use enum status change_state(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct state_change *change, struct problems *ps);

/* The same question without writing: for previews. */
must_use enum status may_change_state(struct db *db, struct arena *a, const struct actor *actor, const struct state_change *change, struct problems *ps);

/* How many changes of state it has had: what a form carries as its base. */
must_use enum status application_events(struct db *db, struct arena *a, territory_id territory, application_id application, int64_t *events);

/* For actions that move a sheet (filing_step.h): the event of its application, and its state. CONFLICT: the step is none of the table. */
must_use enum status application_follows_sheet(struct db *db, struct arena *a, const struct state_change *change, int64_t by, instant now);

#endif
