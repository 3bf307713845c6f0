/* Does every filing hold together? Its frozen text is the one of its SHA-256, its receipt is in the outbox, its application is there, and what that asks is what was frozen.
   A read verb for `faubourg doctor` and tests, inside the caller's snapshot. */
#ifndef ACTIONS_EXAMINE_FILINGS_H
#define ACTIONS_EXAMINE_FILINGS_H

#include "base/words.h"
#include "store/db.h"

enum filing_fault { FILING_SOUND, FILING_ALTERED, FILING_WITHOUT_RECEIPT, FILING_WITHOUT_APPLICATION, FILING_SUM_DIFFERS };

struct filings_examined {
	int64_t filings;         /* looked at */
	int64_t faults;          /* that do not hold together */
	enum filing_fault first; /* of the first one */
	str number;              /* which */
};

must_use enum status examine_filings(struct db *db, struct arena *a, struct filings_examined *examined);
enum word filing_fault_word(enum filing_fault fault); /* arguments: n, number */

#endif
