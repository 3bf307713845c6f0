/* Marks on the criteria of a call (B8, A13), out of 10 by half points, of one person on one application; the criteria themselves: weights beside the pack, criteria of one's own, are
   marks hidden until one's own are given. A mark that changes keeps the one before and needs a reason. Inside the caller's write transaction; read_scores.h reads. */
#ifndef ACTIONS_GIVE_SCORES_H
#define ACTIONS_GIVE_SCORES_H

#include "actions/desk_work.h"

struct score_typed {
	str criterion, typed; /* as typed: "7,5"; empty: none given, and a mark given before stays */
};
/* All of a form at once. DENIED: give_score, or a conflict of interest (then ps says it). INVALID (ps): no such criterion ("c.CODE"), not a mark ("c.CODE"), a change without a reason
   ("reason"), nothing typed. OK also when nothing changes: nothing is written then. */
must_use enum status give_scores(const struct desk_step *step, const struct score_typed *marks, size_t n, str reason, struct problems *ps);

/* Of a call: step->application is not used; run_desk is asked. INVALID (ps): no such criterion, not a weight from 0 to 1000 ("weight"), no reason ("reason"). */
must_use enum status weigh_criterion(const struct desk_step *step, str call, str criterion, str weight, str reason, struct problems *ps);
/* INVALID (ps): no label ("label") or one that is there already, too many. */
must_use enum status add_criterion(const struct desk_step *step, str call, str label, str weight, str reason, struct problems *ps);
must_use enum status set_blind(const struct desk_step *step, str call, bool blind);

#endif
