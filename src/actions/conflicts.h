/* Conflicts of interest with an application: declared by who has one, or by an officer for anybody and for whole institutions; taken back by an officer only, with a reason; kept for
   ever. Who has one neither marks, nor gives an opinion, nor types, nor votes on it (domain/permission.c, thing.conflict), and marks given before no longer count. Inside the caller's
   write transaction. */
#ifndef ACTIONS_CONFLICTS_H
#define ACTIONS_CONFLICTS_H

#include "actions/desk_work.h"

struct conflict_new {
	person_id person; /* 0: the whole institution; one's own without run_desk */
	str institution;  /* code or name; empty with a person */
	str reason;
};
/* DENIED: for somebody else, without run_desk; no role in the territory. INVALID (ps): no reason, nobody ("who"), declared already, somebody without a role. CONFLICT: base. */
must_use enum status declare_conflict(const struct desk_step *step, const struct conflict_new *conflict, struct problems *ps);
/* Asks run_desk, and that it be somebody else's. NOT_FOUND: no such conflict standing. INVALID: no reason. */
must_use enum status withdraw_conflict(const struct desk_step *step, int64_t conflict, str reason, struct problems *ps);

#endif
