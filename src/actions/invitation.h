/* Invitations by e-mail into an organisation: the mail carries a secret link, good LIMIT_INVITATION_DAYS days and once; tables keep its hash. Whoever has no account makes one
   first and comes back. The link is for the invited address: somebody else who opens it says so before joining. Called by the pages of members and /invitations. */
#ifndef ACTIONS_INVITATION_H
#define ACTIONS_INVITATION_H

#include "domain/permission.h"
#include "store/db.h"

struct invitation_new {
	applicant_id applicant;
	str email; /* as typed */
	enum member_role role;
	str site; /* settings.public_url */
};
/* Mails the link. One that waits for that address is replaced. DENIED; INVALID: ps (fields email, role). *secret is what the link carries. */
must_use enum status invitation_send(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct invitation_new *new, struct problems *ps, str *secret);

struct invitation {
	int64_t id;
	applicant_id applicant;
	str organisation, email;
	enum member_role role;
	instant sent, expires;
	str by; /* name of who sent it */
	bool expired;
	str ended; /* accepted | refused | withdrawn; absent: waits or expired */
};
struct invitations {
	struct invitation *at;
	size_t n, room;
};
/* Those that wait or have expired. The caller has asked read_applicant. */
must_use enum status invitations_read(struct db *db, struct arena *a, applicant_id applicant, instant now, struct invitations *invitations);
/* Those that wait for the confirmed address of a person. None for others. */
must_use enum status invitations_for(struct db *db, struct arena *a, const struct actor *actor, instant now, struct invitations *invitations);
/* NOT_FOUND: no such link was ever sent. */
must_use enum status invitation_open(struct db *db, struct arena *a, str secret, instant now, struct invitation *invitation);

must_use enum status invitation_withdraw(struct db *db, struct arena *a, const struct actor *actor, instant now, applicant_id applicant, int64_t invitation);

struct invitation_answer {
	str secret;        /* of the link; or */
	int64_t id;        /* one of invitations_for */
	bool is_mine;      /* "that invitation is for me, though it was sent to another address" */
	str site;
};
/* NOT_FOUND; CONFLICT: it is over (ps says how), or the address is another and is_mine was not said (ps: field is_mine). DENIED: nobody is signed in. */
must_use enum status invitation_accept(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct invitation_answer *answer, struct problems *ps,
                                       applicant_id *applicant);
must_use enum status invitation_refuse(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct invitation_answer *answer, struct problems *ps);

#endif
