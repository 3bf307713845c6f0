/* An application of the instance as the facts that rules read: the one place where our tables meet the names of the vocabulary. A read verb, shared by
   `faubourg verdict CALL --application CODE`, `rules try` and, later, the officers' pages. The caller holds a read snapshot. */
#ifndef ACTIONS_READ_APPLICATION_H
#define ACTIONS_READ_APPLICATION_H

#include "domain/verdict.h"
#include "store/db.h"

/* Only what `set` asks is given, so that a fact is never a problem. What an application does not tell stays unknown: shares of public, documents…
   Asked amounts are what was asked, else proposed, else voted, without what is valued in kind. History: the same action in earlier calls, whatever its title
   (B11); when there is none here, earlier years are unknown rather than none, since an instance may begin anywhere. Waivers: those not withdrawn.
   NOT_FOUND: no application of that code in that call. BUSY, BROKEN. */
must_use enum status read_application(struct db *db, struct arena *a, territory_id territory, str call, str code, const struct ruleset *set, struct application_facts *facts);

struct application_codes {
	str *at;
	size_t n, room;
};
/* Of a call, in their order; none is OK. */
must_use enum status read_application_codes(struct db *db, struct arena *a, territory_id territory, str call, struct application_codes *codes);

/* What any application of the territory has: codes of funders that `asked` may name, the year of the call when `facts` gives none, and the waivers granted to
   the application that `facts` calls by its reference, if there are any. For application files. */
must_use enum status read_surroundings(struct db *db, struct arena *a, territory_id territory, str call, struct application_facts *facts);

/* Earlier years of an action, whatever their titles, into facts->past: those of calls before `year` (B11). */
must_use enum status read_history(struct db *db, struct arena *a, territory_id territory, str action, int64_t year, struct application_facts *facts);

#endif
