/* Who works for an organisation: reader, writer, signatory. There is always a signatory. Every change is audited and told by mail to whom it concerns; new signatories are
   told to all signatories, for it is a way to another's money. Writing functions run inside a transaction that the caller has begun, and ask `may` again. */
#ifndef ACTIONS_MEMBERS_H
#define ACTIONS_MEMBERS_H

#include "domain/permission.h"
#include "store/db.h"

str member_role_code(enum member_role role); /* "reader"; absent for none; the way back is accounts/actor.h */
enum word member_role_word(enum member_role role);

struct member {
	person_id person;
	str name, email;
	enum member_role role;
	instant since;
};
struct members {
	struct member *at;
	size_t n, room;
	size_t signatories;
};
/* Signatories first. The caller has asked read_applicant. */
must_use enum status members_read(struct db *db, struct arena *a, applicant_id applicant, struct members *members);

struct member_change {
	applicant_id applicant;
	person_id person;
	enum member_role role; /* of a change: not NONE */
	str site;              /* settings.public_url: links in mails */
};
/* DENIED; NOT_FOUND: no such member; INVALID: no such role, or the last signatory would be none (ps says). */
must_use enum status member_set_role(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct member_change *change, struct problems *ps);
/* Of another: signatories. Of oneself: leaving, which any member may, but the last signatory. */
must_use enum status member_remove(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct member_change *change, struct problems *ps);

/* For invitations and requests to join: adds a member, or raises the role of one who has less; never lowers it. Audited and told. `by` is who let them in. */
struct member_entry {
	applicant_id applicant;
	person_id person;
	enum member_role role;
	person_id by;
	str verb; /* of the audit: "accept_invitation", "accept_joining" */
	str site;
};
must_use enum status member_let_in(struct db *db, struct arena *a, instant now, const struct member_entry *entry, struct problems *ps);

#endif
