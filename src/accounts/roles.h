/* What institutions let people do, by territory, and who administers the instance: lists, giving, taking, inviting by mail. Called by /administration/people and `faubourg user`.
   Writing functions run inside the caller's write transaction and ask may(administer). */
#ifndef ACCOUNTS_ROLES_H
#define ACCOUNTS_ROLES_H

#include "accounts/person.h"

struct role_held {
	territory_id territory;
	str territory_code, territory_name;
	enum territory_role role;
	str institution; /* "" when the role has none */
};
struct role_list {
	struct role_held *at;
	size_t n, room;
};
struct person_listed {
	person_id id;
	str email, name;
	instant created;
	bool confirmed, administrator, has_factor, closed;
	int64_t organisations;
	struct role_list roles;
};
struct people {
	struct person_listed *at;
	size_t n, room;
};
/* All who hold a role or administer, then the others, by name; `closed` ones too. At most LIMIT_PEOPLE; the rest is counted in *more. */
must_use enum status people_read(struct db *db, struct arena *a, struct people *people, int64_t *more);

struct role_grant {
	person_id person;
	str territory; /* code */
	str role;      /* "officer" */
	str institution; /* code of a funder of that territory, for the roles that have one; or absent */
};
/* OK also when it is held already. NOT_FOUND: no such territory. INVALID: no such role; an institution is missing, or is no funder of that territory (ps says). DENIED. */
must_use enum status role_give(const struct accounts *accounts, const struct role_grant *grant, struct problems *ps);
/* NOT_FOUND: it is not held. CONFLICT never. DENIED. */
must_use enum status role_take(const struct accounts *accounts, const struct role_grant *grant);

/* Mails a link that gives the role to who opens it, signed in with that address. `grant.person` is not looked at. */
must_use enum status role_invite(const struct accounts *accounts, const struct role_grant *grant, str email, enum lang lang, struct problems *ps);
/* What an invitation offers. NOT_FOUND. */
must_use enum status role_look(const struct accounts *accounts, str secret, struct role_held *offered);
/* Gives it to the person signed in (accounts->actor), whose confirmed address must be the invited one. NOT_FOUND: not good any more; DENIED: another address. */
must_use enum status role_accept(const struct accounts *accounts, str secret, struct role_held *given);

/* May administer. CONFLICT: the last administrator cannot be taken away. */
must_use enum status administrator_set(const struct accounts *accounts, person_id person, bool administrator);

#endif
