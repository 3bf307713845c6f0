/* An organisation, said once for all calls (issue of applying §2): created by whoever will apply for it, found when it is here already, read. Its identity is a sheet
   (actions/sheet.h) of territory 0, prefilled here. Writing functions run inside a transaction that the caller has begun, and ask `may` again. Called by the pages of
   organisations and by the desk, when an officer types for a bearer (N14). Members: members.h; the account: bank.h. */
#ifndef ACTIONS_APPLICANT_H
#define ACTIONS_APPLICANT_H

#include "domain/permission.h"
#include "store/db.h"

/* Kinds of applicants, in the order in which they are offered. */
extern const str applicant_kinds[];
extern const size_t applicant_kind_count;

enum applicant_maker {
	MAKER_MEMBER, /* a person of the organisation: its first signatory */
	MAKER_OFFICER /* somebody who types for it: nobody is a member yet */
};

struct applicant_new { /* as typed; absent or empty what is not known */
	str name, kind;
	str siret, rna;    /* blanks are taken out */
	str address, postcode, city, naf;
	bool being_created; /* neither number yet, and it says so */
	bool prefilled;     /* from the register: noted in the audit */
	enum applicant_maker maker;
};

struct applicant_made {
	applicant_id applicant;
	sheet_id identity;
	/* CONFLICT: who is here already, by SIRET or by RNA */
	applicant_id already;
	str already_name;
};

/* Makes the organisation, its identity sheet with what is known, and its first member. INVALID: `ps`, whose fields are the names above. CONFLICT: it is here already:
   never a second one; ask to join. DENIED: nobody is signed in, or an officer of nothing types for a bearer. */
must_use enum status applicant_create(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct applicant_new *new, struct problems *ps,
                                      struct applicant_made *made);

struct applicant {
	applicant_id id;
	str name, kind, siret, siren, rna;
	sheet_id identity;
	instant created;
	bool has_bank;
	str bank_hint; /* "…0189"; absent */
	opt_instant bank_changed;
	str bank_by;
};
/* NOT_FOUND, BUSY, BROKEN. The caller has asked read_applicant. */
must_use enum status applicant_read(struct db *db, struct arena *a, applicant_id id, struct applicant *applicant);

/* Whether a SIRET is here. NOT_FOUND: it is not. Only what is public of it: its name. */
must_use enum status applicant_find(struct db *db, struct arena *a, str siret, applicant_id *id, str *name);

struct applicant_sibling { /* another establishment of the same SIREN: told, allowed */
	applicant_id id;
	str name, siret;
};
struct applicant_siblings {
	struct applicant_sibling *at;
	size_t n, room;
};
must_use enum status applicant_siblings(struct db *db, struct arena *a, str siret, struct applicant_siblings *siblings);

#endif
