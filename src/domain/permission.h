/* Who may do what to which thing: one table, one function, asked on every route before its handler and again by the action itself. Pure: accounts/ reads the actor
   and the thing, this decides. Sources: issue of accounts; model.md (organisation members), architecture.md §9. */
#ifndef DOMAIN_PERMISSION_H
#define DOMAIN_PERMISSION_H

#include "base/arena.h"
#include "base/values.h"

ID_TYPE(person_id);
ID_TYPE(applicant_id);
ID_TYPE(sheet_id);

enum member_role { MEMBER_NONE, MEMBER_READER, MEMBER_WRITER, MEMBER_SIGNATORY };
enum territory_role { ROLE_OFFICER, ROLE_REVIEWER, ROLE_FUNDER_AGENT, ROLE_ELECTED, ROLE_COUNCIL, TERRITORY_ROLES };

struct actor_membership {
	applicant_id applicant;
	enum member_role role;
	str name; /* of the organisation */
};
struct actor_role {
	territory_id territory;
	enum territory_role role;
	str institution;
};
struct actor { /* who asks; person 0: nobody signed in */
	person_id person;
	str email, name;
	enum lang lang;
	bool confirmed;     /* the address was confirmed */
	bool administrator; /* of the instance */
	bool has_factor;    /* a second factor is set */
	LIST_OF(struct actor_membership) memberships;
	LIST_OF(struct actor_role) roles;
};

/* What is acted upon. Only what the verb looks at needs to be filled. */
struct thing {
	territory_id territory; /* 0: none, or of the whole instance */
	str call;
	applicant_id applicant; /* owner of a sheet, of a safe, of members */
	sheet_id sheet;
	application_id application; /* of the territory, with or without a sheet */
	bool identity;          /* the sheet is an identity */
	str state;              /* of the sheet */
	person_id person;       /* of an account, of an upload */
	person_id typed_by;     /* the officer who typed a paper request, until the bearer confirms; of an organisation, who made it while it has no member */
	str institution;        /* of a cell (the funder), of an opinion that was asked, of a notification */
	bool conflict;          /* the actor, or an institution of theirs, has a conflict of interest with it */
	LIST_OF(territory_id) filed_in; /* of an organisation and of its identity: where it has filed */
};

/* name, what it lets do. MAY(name) in the route table. */
#define VERBS(X) \
	X(own_account)          /* see and change one's account, sessions, second factor; make an organisation: any person signed in */ \
	X(read_applicant)       /* an organisation: its members; officers of a territory where it has filed */ \
	X(read_safe)            /* its safe and its bank details' hint: members; the desk sees what is attached to a request, nothing else */ \
	X(write_applicant)      /* its identity, safe: writers */ \
	X(manage_members)       /* invite, change, remove; bank details: signatories */ \
	X(start_application)    /* a draft for an organisation: writers; officers for somebody else (N14); while none is named, any person signed in */ \
	X(read_application)     /* readers; officers, reviewers and funder agents of the territory once filed */ \
	X(write_application)    /* values, attachments, messages: writers, while its state lets; the officer who typed it until it is confirmed */ \
	X(sign_application)     /* sign, refuse, withdraw, confirm what was typed for them: signatories whose address was confirmed */ \
	X(write_message)        /* writers of the bearer; officers of the territory */ \
	X(read_desk)            /* lists and files of a territory: its officers, reviewers, funder agents */ \
	X(run_desk)             /* ask for completion, note originals, own, type for a bearer, move a deadline: officers */ \
	X(read_grid)            /* the table of a call, its scenarios, sessions and programmes before they are published: the desk and the elected members */ \
	X(write_cell)           /* an amount: officers in every column, an agent in the column of their funder */ \
	X(give_score)           /* officers, reviewers, elected members, agents, unless they have a conflict */ \
	X(give_opinion)         /* who was asked (the person, or somebody of the institution) unless they have a conflict; officers on behalf */ \
	X(attend_session)       /* a hearing or a committee: the desk, the elected members, and whoever has a seat in it (the thing's person) */ \
	X(vote_in_session)      /* the person of the seat, unless they have a conflict; officers note votes */ \
	X(notify_bearer)        /* letters and orders of a funder: officers, its agents */ \
	X(administer)           /* people and roles: administrators */

enum verb {
#define VERB_NAME(name) VERB_##name,
	VERBS(VERB_NAME)
#undef VERB_NAME
	VERB_COUNT
};

const char *verb_name(enum verb v);
/* By its name; VERB_COUNT when there is none. */
enum verb verb_of_name(str name);

bool may(const struct actor *actor, enum verb verb, const struct thing *thing);

/* What the actor is in that organisation; MEMBER_NONE also for organisation 0. */
enum member_role actor_role_in(const struct actor *actor, applicant_id applicant);
/* Territory 0: in any. */
bool actor_has_role(const struct actor *actor, territory_id territory, enum territory_role role);

#endif
