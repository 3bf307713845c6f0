/* The filing itself, inside actions/ only: everything that is written when a request is filed, in the caller's transaction: frozen text, number, filing row, state, projection
   into application and its rows, audit, receipt and correspondents' mails, end of the reminders. Called by file_application.c. */
#ifndef ACTIONS_FILING_WRITE_H
#define ACTIONS_FILING_WRITE_H

#include "actions/file_application.h"
#include "actions/filing_step.h"

/* SHA-256 of all that a signature would freeze but who signs: two that are equal show the same answers, identity, bank account and documents. Absent: too big. */
str filing_shown(struct arena *a, const struct q_filing_head_row *head, const struct sheet *sheet, const struct ruleset *set);

must_use enum status filing_write(struct filing_step *f, const struct filing_request *q, struct sheet *sheet, struct filing_done *done);

/* Rows of application, organisation, action and what hangs on them; again at each version. Fills head.application, head.action. (filing_project.c) */
must_use enum status filing_project(struct filing_step *f, const struct sheet *sheet);

/* The answer to a request for the revised budget: cost, other income and what is taken of each funder, beside what was asked, which stays; in place of filing_project.
   (revised_budget.c) */
must_use enum status filing_keep_revised(struct filing_step *f, const struct sheet *sheet, int64_t version);

/* Completion no more awaited, sheet and application withdrawn, correspondents told. CONFLICT: the application is where nobody withdraws any more. (file_application.c) */
must_use enum status filing_withdraw(struct filing_step *f, str reason);

/* Receipt to the one who filed, the organisation, its signatories; copy to all correspondents of the call (L3). (filing_receipt.c) */
must_use enum status filing_send_receipts(struct filing_step *f, const struct sheet *sheet, int64_t version);
must_use enum status filing_tell_withdrawal(struct filing_step *f, str reason);
must_use enum status filing_cancel_reminders(struct filing_step *f);

#endif
