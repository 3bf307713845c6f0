/* The revised plan of an application (N3): after a cut or a partial grant, an officer sends the bearer what each funder gives now and what the action would cost; a signatory accepts, withdraws
   or asks to discuss before a day. Each runs inside the caller's write transaction and asks `may` again; all plans are kept. Called by the pages of plans. */
#ifndef ACTIONS_REVISE_PLAN_H
#define ACTIONS_REVISE_PLAN_H

#include "actions/follow_up.h"
#include "actions/read_grid.h"

struct plan_line { /* one funder, in cash or valued: before is the amount asked */
	str label;
	str column; /* its code in the grid; absent in plans of before the code was kept */
	money before, after;
};
struct plan {
	int64_t plan, scenario;
	money cost;
	LIST_OF(struct plan_line) lines;
	str said;   /* by the officer */
	instant sent;
	int64_t by;          /* who sent it */
	day due;
	int64_t budget_days; /* once it is accepted, its revised budget is asked for, so many days; 0: it is not */
	str answer; /* accepted | withdrawn | discussed; absent: waits */
	opt_instant answered;
	str reason;
};
struct plans {
	struct plan *at;
	size_t n, room;
};

/* Of an application, the latest first; none is OK. The caller holds a snapshot. */
must_use enum status read_plans(struct db *db, struct arena *a, territory_id territory, application_id application, struct plans *plans);

struct plan_sending {
	str call;
	int64_t scenario; /* whose amounts are sent */
	application_id application;
	day due;
	int64_t budget_days; /* 0: no budget is asked; else 1 to LIMIT_BUDGET_DAYS */
	str said;
	enum lang lang;
};
/* u->sheet is that of the application. Officers. INVALID: no later day, days out of range, a text too long (ps). CONFLICT: a plan waits for its answer already. NOT_FOUND: no such scenario or row. */
must_use enum status send_plan(const struct follow_up *u, const struct plan_sending *sending, struct problems *ps, int64_t *plan);

/* Signatories. "withdrawn" withdraws the request itself; "accepted" has its revised budget asked where the plan says so. INVALID: no such answer, no reason for a withdrawal or a
   discussion, a request that is too far to be withdrawn (ps). CONFLICT: answered already. */
must_use enum status answer_plan(const struct follow_up *u, application_id application, int64_t plan, str answer, str reason, struct problems *ps);

#endif
