/* Bank details of an organisation: an IBAN or a RIB, checked; sealed in the table under "bank:APPLICANT" (base/seal.h); afterwards only the last four characters are shown,
   but to signatories who ask, and that is audited. Every change is audited and written by mail to all signatories, for a changed account is how grants are stolen. Row A9, B3. */
#ifndef ACTIONS_BANK_H
#define ACTIONS_BANK_H

#include "base/seal.h"
#include "domain/permission.h"
#include "store/db.h"

struct bank_typed {
	str account; /* an IBAN, or the 23 characters of a RIB; blanks are taken out */
	str bic;     /* may be empty */
	str holder;
};
struct bank_details {
	str iban, bic, holder; /* bic may be empty */
};

/* Pure. INVALID: ps (fields account, bic, holder). `unlike`: the holder does not resemble the organisation's name: a warning, not a refusal. */
must_use enum status bank_check(struct arena *a, const struct bank_typed *typed, str organisation, struct problems *ps, struct bank_details *details, bool *unlike);

struct bank_change {
	applicant_id applicant;
	struct bank_typed typed;
	bool holder_is_right; /* "yes, that is the holder of our account", once the warning was shown */
	str site;
};
/* DENIED: signatories. INVALID: ps; an unlike holder that was not said to be right is a problem of the field holder_is_right. BROKEN when there is no key. */
must_use enum status bank_save(struct db *db, struct arena *a, const struct actor *actor, const struct seal_key *key, instant now, const struct bank_change *change,
                               struct problems *ps);
/* In full, and that it was shown is written in the audit: inside a write. DENIED: signatories. NOT_FOUND: none yet. INVALID: it does not open with this key; nothing was
   shown, nothing is written. */
must_use enum status bank_show(struct db *db, struct arena *a, const struct actor *actor, const struct seal_key *key, instant now, applicant_id applicant,
                               struct bank_details *details);

#endif
