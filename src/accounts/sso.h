/* Single sign-on and our people: an attempt under way, bound to one browser; who a provider's identity is here; linking the two, never silently. All inside the caller's
   transaction; the network is oidc.h's. */
#ifndef ACCOUNTS_SSO_H
#define ACCOUNTS_SSO_H

#include "accounts/oidc.h"
#include "accounts/person.h"

struct sso_attempt {
	struct oidc_attempt secrets;
	str binding;      /* of the cookie of the browser that began */
	str next;         /* where to go on; or "" */
	person_id person; /* signed in when it began: the identity is to be linked to them; 0: nobody */
};
/* Fills the secrets and the binding. */
must_use enum status sso_begin(const struct accounts *accounts, struct sso_attempt *attempt);
/* NOT_FOUND: never begun, used already, too old, or begun in another browser. */
must_use enum status sso_look(struct db *db, struct arena *a, str state, str binding, instant now, struct sso_attempt *attempt);
/* The state is worth nothing any more, whatever comes of it. */
must_use enum status sso_use(const struct accounts *accounts, str state);

enum sso_who {
	SSO_KNOWN,    /* this issuer and subject: that person */
	SSO_NEW,      /* nobody has the address: a new person was added */
	SSO_PROVE,    /* the address, verified by the provider, has an account: it signs in once, then they are linked */
	SSO_TAKEN,    /* the address has an account, and the provider does not say that it is verified */
	SSO_NO_EMAIL  /* an identity without address */
};
must_use enum status sso_person(const struct accounts *accounts, str issuer, const struct oidc_claims *claims, enum lang lang, enum sso_who *who, person_id *person);

/* CONFLICT: it is linked to somebody else. OK also when it is theirs already. `label`: of the provider, for the mail. */
must_use enum status sso_link(const struct accounts *accounts, person_id person, str issuer, str subject, str label);

/* What waits for the local account to be proved: a secret for the cookie. */
must_use enum status sso_wait(const struct accounts *accounts, str issuer, str subject, str email, str *secret);
/* Links when it waits for that very person; OK also when nothing waits. */
must_use enum status sso_link_waited(const struct accounts *accounts, str secret, person_id person, str label);

/* The ID token, kept until the person signs out, to sign out there too. */
must_use enum status sso_keep_out(const struct accounts *accounts, person_id person, str id_token, str *secret);
/* NOT_FOUND. */
must_use enum status sso_look_out(struct db *db, struct arena *a, str secret, instant now, str *id_token);

#endif
