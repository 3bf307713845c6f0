/* Asking to join an organisation that is here already, instead of making a second one: its signatories get a mail and accept with a role, or refuse. Who asks is told
   nothing of the organisation but its name, until they are in. Called by the pages of organisations. */
#ifndef ACTIONS_JOINING_H
#define ACTIONS_JOINING_H

#include "domain/permission.h"
#include "store/db.h"

struct joining {
	person_id person; /* who asks */
	str name, email;
	applicant_id applicant;
	str organisation;
	instant asked;
};
struct joinings {
	struct joining *at;
	size_t n, room;
};
/* Those that wait for a signatory of that organisation. The caller has asked manage_members. */
must_use enum status joinings_read(struct db *db, struct arena *a, applicant_id applicant, struct joinings *joinings);
/* Those that a person has asked and that wait. */
must_use enum status joinings_of(struct db *db, struct arena *a, person_id person, struct joinings *joinings);

struct joining_new {
	str siret; /* 14 digits: what one must know of an organisation to ask; or */
	str rna;
	str site;
};
/* OK also when it was asked before and waits. DENIED: nobody, or an address that was not confirmed (ps says). NOT_FOUND. CONFLICT: already a member (ps). INVALID: too many
   requests wait, or nobody there may accept (ps). */
must_use enum status joining_ask(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct joining_new *new, struct problems *ps);

struct joining_decision {
	applicant_id applicant;
	person_id person;
	enum member_role role; /* MEMBER_NONE refuses */
	str site;
};
/* DENIED; NOT_FOUND: nothing waits. INVALID: the organisation is full. */
must_use enum status joining_decide(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct joining_decision *decision, struct problems *ps);

#endif
