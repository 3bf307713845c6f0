/* The bearer's revised budget after a partial grant (issue of deciding, point 8): what each funder gives, the request that opens the budget alone, what comes back. It goes by the
   completion requests of follow_up.h and the filing of file_application.h; the application stays in its state, what it asked at first stays where it is. Called by the desk, the
   pages of plans and the filing. */
#ifndef ACTIONS_REVISED_BUDGET_H
#define ACTIONS_REVISED_BUDGET_H

#include "actions/filing_step.h"
#include "actions/follow_up.h"
#include "actions/revise_plan.h"

struct granted_line { /* one funder, in cash, in the year of the call */
	str funder, label;
	money asked, granted;
};
struct granted {
	LIST_OF(struct granted_line) lines;
	opt_int plan; /* accepted plan that the amounts come from; not set: the vote */
	bool differs; /* one of them is not what was asked */
};
/* What was voted; else, or when it was accepted after the vote, the last accepted plan. NOT_FOUND: neither is there. The caller holds a snapshot. */
must_use enum status read_granted(struct db *db, struct arena *a, territory_id territory, application_id application, struct granted *granted);
/* May the revised budget of that application be asked, as far as amounts go? `*why` says why not; WORD_COUNT: it may. */
must_use enum status why_no_budget(struct db *db, struct arena *a, territory_id territory, application_id application, enum word *why);

struct budget_ask {
	day due;
	str said; /* to the bearer; may be empty */
};
/* Officers; the sheet is u->sheet. It opens its budget until `due`, its writers and signatories are told, with the amounts. INVALID: no later day, a text too long, nobody decided,
   everything that was asked is given (ps). CONFLICT: not filed (something else is awaited, withdrawn). */
must_use enum status ask_budget(const struct follow_up *u, const struct budget_ask *ask, struct problems *ps);
/* The same by the plan that was just accepted, with its lines, for its days; in the step of who accepted. Nothing when something is awaited of the sheet already. */
must_use enum status ask_budget_of_plan(struct filing_step *f, const struct plan *plan);

struct revised_line {
	str funder, label;
	money asked, granted;
	opt_money kept; /* not set: has not come */
};
struct revised_budget {
	bool asked;     /* one was asked; else nothing below counts */
	bool waits;
	instant since;
	day due;
	str said;
	opt_instant received;
	opt_int version; /* that holds it */
	money cost, other;
	LIST_OF(struct revised_line) lines;
};
/* The last that was asked of a sheet and not taken back. The caller holds a snapshot. */
must_use enum status read_revised_budget(struct db *db, struct arena *a, territory_id territory, sheet_id sheet, struct revised_budget *revised);

#endif
