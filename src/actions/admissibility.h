/* Admissibility of an application (B14, N4): the verdict of the rules of its call on what was filed, waivers, the decision with its reason, which also moves its state; an inadmissible one
   tells its bearer with the clause. All decisions are kept. Inside the caller's write transaction, except the reads. */
#ifndef ACTIONS_ADMISSIBILITY_H
#define ACTIONS_ADMISSIBILITY_H

#include "actions/desk_work.h"
#include "domain/verdict.h"

/* The last version that was filed as the facts that `set` asks, signed as it is; of an application without a sheet, what its tables tell. For judge_verdict. NOT_FOUND, BUSY, BROKEN. */
must_use enum status read_filed_facts(struct db *db, struct arena *a, enum lang lang, territory_id territory, application_id application, const struct ruleset *set,
                                      struct application_facts *facts);

/* The rules that stop it: they fail, block, and nobody waived them; of the call and of the funders that are asked. */
struct stopping_rules {
	const struct verdict_rule **at;
	size_t n, room;
};
void rules_that_stop(struct arena *a, const struct verdict *verdict, struct stopping_rules *rules);

struct admissibility_decision {
	bool admissible;
	str reason;  /* required when it is inadmissible, or admissible against a rule that fails */
	str clause;  /* code of a clause of the call, for one that is inadmissible; or empty */
	str despite; /* why, while a completion is still awaited: the request is then taken back */
};
/* Asks run_desk. INVALID (ps): the step is none of the workflow ("state"), a reason is missing ("reason"), no such clause ("clause"), a completion is awaited and nothing says why
   ("despite"). CONFLICT: somebody changed the file. */
must_use enum status decide_admissibility(const struct desk_step *step, const struct admissibility_decision *decision, struct problems *ps);

/* Waives a rule, takes a waiver back. `author`: who allows it, in words. INVALID, CONFLICT (ps says): as waive.h. Asks run_desk. */
must_use enum status waive_on_file(const struct desk_step *step, str rule, str author, str reason, struct problems *ps);
must_use enum status unwaive_on_file(const struct desk_step *step, str rule, str reason, struct problems *ps);

#endif
