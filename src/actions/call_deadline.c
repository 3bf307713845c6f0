/* Three small reads and one judgement. */
#include "actions/call_deadline.h"

#include "gen/queries.h"

enum status read_deadline(struct db *db, struct arena *a, territory_id territory, str call, instant now, struct call_deadline *deadline)
{
	struct q_filing_phases_rows phases = {0};
	struct q_filing_decision_row decision = {0};
	struct q_filing_zone_row zone = {0};
	*deadline = (struct call_deadline){0};
	enum status s = q_filing_zone(db, a, territory, &zone);
	if (s == OK)
		s = q_filing_phases(db, a, territory, call, &phases);
	if (s != OK)
		return s;
	s = q_filing_decision(db, a, territory, call, &decision);
	if (s != OK && s != NOT_FOUND)
		return s;
	struct deadline_decision d = {.set = s == OK, .opens = decision.opens, .closes = decision.closes, .grace_minutes = decision.grace_minutes};
	struct deadline_window *windows = ARENA_ARRAY(a, phases.n + 1, struct deadline_window);
	for (size_t i = 0; i < phases.n; i++)
		windows[i] = (struct deadline_window){phases.at[i].opens, phases.at[i].closes};
	deadline->at = deadline_at(windows, phases.n, &d, now);
	deadline->zone = zone_of(zone.time_zone);
	deadline->grace_minutes = d.grace_minutes;
	if (d.set) {
		deadline->reason = decision.reason;
		deadline->author = decision.author;
		deadline->decided = (opt_instant){true, decision.decided};
	}
	return OK;
}
