/* What a filed sheet tells the rules: the facts of the text that was filed last, not of what its author is changing since. Reading a text that never changes is done once: what it gave is kept in
   memory by the SHA-256 of the text, of the règlement and of the pack, so that a table of 200 filed rows is judged in the time of its rules. What the tables say around it (earlier years,
   waivers, how it was sent) is read each time. A read verb; the caller holds a snapshot or a transaction. Called by grid_rules.c. */
#ifndef ACTIONS_FILED_FACTS_H
#define ACTIONS_FILED_FACTS_H

#include "actions/sheet.h"

struct filed_facts_of {
	sheet_id sheet;
	territory_id territory;
	const struct ruleset *set;
	str rules; /* SHA-256 of its text */
	enum lang lang; /* of labels that nobody reads here */
};

/* Facts live in `a`. NOT_FOUND: it was never filed. BUSY, BROKEN. */
must_use enum status filed_facts(struct db *db, struct arena *a, const struct filed_facts_of *of, struct application_facts *facts);

/* How many texts had to be read since the process began: for tests. */
uint64_t filed_facts_read(void);

#endif
