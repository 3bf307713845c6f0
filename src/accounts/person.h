/* People: signing up, the address and its confirmation, password, closing. Every function runs inside the caller's write transaction (accounts.h) but the two that only read.
   Passwords come in as hashes: they are worked out before the transaction (accounts/password.h). */
#ifndef ACCOUNTS_PERSON_H
#define ACCOUNTS_PERSON_H

#include "accounts/accounts.h"
#include "accounts/token.h"

struct person {
	person_id id;
	str email, name, phone; /* phone may be absent */
	enum lang lang;
	str password; /* hash; absent: signs in by single sign-on only */
	instant created;
	bool confirmed, administrator, has_factor;
};
/* Of somebody whose account is open. NOT_FOUND. `email` is folded (domain/contact.h). */
must_use enum status person_of_email(struct db *db, struct arena *a, str email, struct person *person);
must_use enum status person_read(struct db *db, struct arena *a, person_id id, struct person *person);

struct person_new {
	str email, name, phone;
	enum lang lang;
	str password; /* hash, or absent */
	bool confirmed, administrator;
};
/* Adds somebody, without a mail. CONFLICT: the address has an account. */
must_use enum status person_add(const struct accounts *accounts, const struct person_new *new, person_id *id);
/* The same by the person themselves: OK also when the address is taken, whose owner is then told by mail; else a mail asks to confirm. `next`: where the link leads on, or absent. */
must_use enum status person_sign_up(const struct accounts *accounts, const struct person_new *new, str next);

/* Another link to confirm the address. */
must_use enum status person_send_confirmation(const struct accounts *accounts, const struct person *person, str next);
/* NOT_FOUND: the link is no good any more. DENIED: it is for somebody else than who is signed in. */
must_use enum status person_confirm(const struct accounts *accounts, str secret, struct token *token);

/* A mail with a link, or, to an address that has no account, a mail that says so. `lang` of the page that asked. */
must_use enum status person_ask_reset(const struct accounts *accounts, str email, enum lang lang);
/* Uses the link: new password, all sessions ended, and the address is confirmed since its mail was read. NOT_FOUND. */
must_use enum status person_reset(const struct accounts *accounts, str secret, str hash, person_id *person);

/* Ends all sessions but `keep` (hash, or absent). DENIED. */
must_use enum status person_set_password(const struct accounts *accounts, person_id id, str hash, str keep);
/* Only when its parameters have grown: no mail, no session ended. */
must_use enum status person_rehash(const struct accounts *accounts, person_id id, str hash);

must_use enum status person_change(const struct accounts *accounts, person_id id, str name, str phone, enum lang lang);
/* The new address gets a link, the old one a notice. The same when the new address has an account already: its owner is told. */
must_use enum status person_ask_email(const struct accounts *accounts, const struct person *person, str email);
/* NOT_FOUND: the link is no good; DENIED: it is for somebody else than who is signed in; CONFLICT: the address got an account meanwhile. */
must_use enum status person_use_email(const struct accounts *accounts, str secret, struct token *token);

/* What stops somebody from leaving: organisations that have them as only signatory and files under way. */
struct person_hold {
	str organisation;
	int64_t sheets;
};
struct person_holds {
	struct person_hold *at;
	size_t n, room;
};
must_use enum status person_read_holds(struct db *db, struct arena *a, person_id id, struct person_holds *holds);
/* Takes away address, phone, password, sessions, roles, memberships, factor and links; the name stays where it signed. CONFLICT: something holds. DENIED. */
must_use enum status person_close(const struct accounts *accounts, person_id id);

#endif
