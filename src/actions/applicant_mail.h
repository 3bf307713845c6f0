/* Mails about an organisation: to one person, or to all its signatories, in the language of each, in the transaction of what they tell. Called by members.c, invitation.c,
   joining.c and bank.c. Never sends: the outbox does. */
#ifndef ACTIONS_APPLICANT_MAIL_H
#define ACTIONS_APPLICANT_MAIL_H

#include "domain/permission.h"
#include "store/db.h"

struct applicant_letter {
	str kind;  /* of the outbox: "invite", "bank" */
	str about; /* what it is for, with ids and instant; each address gets it once */
	enum word subject, body; /* placeholders: {organisation}, {who}, {link} and what `args` gives */
	str organisation, who;
	str site, path;          /* of {link}: "https://…" and "/organisations/…"; a person who reads English gets /en in front of the path */
	enum word role;          /* of {role}, in the language of who reads */
	bool has_role;           /* false: {role} is empty */
	str detail;              /* {detail} */
	instant now;
};

must_use enum status letter_to(struct db *db, struct arena *a, str email, enum lang lang, const struct applicant_letter *letter);
must_use enum status letter_to_person(struct db *db, struct arena *a, person_id person, const struct applicant_letter *letter);
must_use enum status letter_to_signatories(struct db *db, struct arena *a, applicant_id applicant, const struct applicant_letter *letter);

#endif
