/* The states of an application once filed, and which change leads from one to another (model.md); the track of each funder on it; the names that DAUPHIN gives them, both ways
   (D3, standards.md §1.5). A table, no code path of its own: actions ask it before every change. Pure. */
#ifndef DOMAIN_WORKFLOW_H
#define DOMAIN_WORKFLOW_H

#include "base/words.h"

/* X(name, DAUPHIN's state that it is exported as). Names are those of application.state. */
#define APPLICATION_STATES(X) \
	X(filed, "TRANSMITTED") \
	X(completion_requested, "WAITING_FOR_CERTIFICATE") \
	X(admissible, "ACCEPTABLE") \
	X(inadmissible, "UNACCEPTABLE") \
	X(under_review, "SUPPORTED") \
	X(proposed, "SUPPORTED") \
	X(programmed, "ACCEPTABLE") \
	X(reserve, "SUPPORTED") \
	X(refused, "REJECTED") \
	X(agreed, "PAID") \
	X(in_progress, "PAID") \
	X(report_due, "READY_TO_JUSTIFY") \
	X(report_filed, "JUSTIFYING") \
	X(closed, "JUSTIFIED") \
	X(withdrawn, "WITHDRAWN") \
	X(carried_over, "PAID")

enum application_state {
#define STATE_NAME(name, dauphin) APPLICATION_##name,
	APPLICATION_STATES(STATE_NAME)
#undef STATE_NAME
	APPLICATION_STATE_COUNT
};

/* Name in tables and addresses; "none" when out of range. */
const char *application_state_name(enum application_state state);
/* Its word ("Recevable"); WORD of filed when out of range. */
enum word application_state_word(enum application_state state);
/* "voted" of the packs is programmed. APPLICATION_STATE_COUNT when there is none. */
enum application_state application_state_of_name(str name);

/* May a person who runs the desk lead it from one state to the other? `back` steps (a decision taken back) are allowed too, and need a reason. */
enum step_kind { STEP_NONE, STEP_FORWARD, STEP_BACK };
enum step_kind application_step(enum application_state from, enum application_state to);
/* Does that step need a reason? Every refusal, every step back. */
bool application_step_needs_reason(enum application_state from, enum application_state to);

/* DAUPHIN's code of a state; and ours for one of its codes or French labels ("Recevable", "READY_TO_JUSTIFY"), case and accents aside; APPLICATION_STATE_COUNT when unknown. */
const char *application_state_in_dauphin(enum application_state state);
enum application_state application_state_from_dauphin(str state);

#endif
