/* From a session cookie to an actor, and from what an address names to a thing: what `may` (domain/permission.h) is asked about. Called by web/dispatch before every
   handler. Reads only; sessions.h begins and ends sessions. */
#ifndef ACCOUNTS_ACTOR_H
#define ACCOUNTS_ACTOR_H

#include "domain/permission.h"
#include "store/db.h"

struct session_read {
	struct actor actor;
	str hash;           /* of the session; absent when there is none */
	bool waits_factor;  /* half signed in: the second factor is still to come; the actor is then nobody */
	person_id half;     /* who that is */
	instant expires, seen;
};

/* OK also without a session or with one that has ended: the actor is then nobody. BUSY, BROKEN. */
must_use enum status actor_of_session(struct db *db, struct arena *a, str cookie, instant now, struct session_read *read);
/* The actor that a person is (for jobs, tests and the command line). NOT_FOUND. */
must_use enum status actor_of_person(struct db *db, struct arena *a, person_id person, struct actor *actor);

/* What the address names. NOT_FOUND: no such thing. */
must_use enum status thing_of_sheet(struct db *db, struct arena *a, int64_t sheet, struct thing *thing);
must_use enum status thing_of_applicant(struct db *db, struct arena *a, int64_t applicant, struct thing *thing);
must_use enum status thing_of_call(struct db *db, struct arena *a, str call, struct thing *thing);
/* By its code in addresses (domain/application_code.h). `sheet` is filled when it has one; `state` is not: an application is read by the desk at any time. */
must_use enum status thing_of_application(struct db *db, struct arena *a, str code, struct thing *thing);
/* By its number in addresses (base/ids.h); `person` is the actor when they have a seat in it. */
must_use enum status thing_of_session(struct db *db, struct arena *a, const struct actor *actor, int64_t session, struct thing *thing);
/* Whose opinion it is: the institution and the person that were asked. A conflict of interest is the action's to look for. */
must_use enum status thing_of_opinion(struct db *db, struct arena *a, int64_t opinion, struct thing *thing);
must_use enum status thing_of_territory(struct db *db, struct arena *a, str territory, struct thing *thing);

/* As the tables and the command line write them: "reader", "officer". MEMBER_NONE, TERRITORY_ROLES: no such name. */
enum member_role member_role_of(str name);
const char *member_role_name(enum member_role role);
enum territory_role territory_role_of(str name);
const char *territory_role_name(enum territory_role role);

#endif
