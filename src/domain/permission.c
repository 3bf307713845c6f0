/* The table of who may do what. A row says which members of the organisation, which roles of the territory and in which states of the sheet; a row that grants nothing to
   somebody refuses. Pure: called by web/dispatch before each handler and by each action again. */
#include "domain/permission.h"

enum {
	NO_STATE = 1, /* the thing is no sheet */
	DRAFT = 2,
	TO_SIGN = 4,
	FILED = 8,
	COMPLETION_REQUESTED = 16,
	WITHDRAWN = 32,
	ABANDONED = 64,
	WRITABLE = NO_STATE | DRAFT | TO_SIGN | COMPLETION_REQUESTED,
	ONCE_FILED = FILED | COMPLETION_REQUESTED | WITHDRAWN,
	ANY_STATE = 127
};

#define ROLE_BIT(role) (1u << (role))
#define OFFICERS ROLE_BIT(ROLE_OFFICER)
#define DESK (OFFICERS | ROLE_BIT(ROLE_REVIEWER) | ROLE_BIT(ROLE_FUNDER_AGENT))

/* What else opens a verb. */
enum {
	OWN_ACCOUNT = 1,    /* signed in, and the account is none or theirs */
	NO_APPLICANT = 2,   /* signed in, while no organisation is named yet: the page then asks which */
	TYPED_BY_THEM = 4,  /* the officer who typed it for a bearer that has not confirmed */
	TYPED_AT_DESK = 8,  /* the roles of the row also when it was typed by one of their officers */
	WHERE_FILED = 16,   /* the roles are asked in the territories where the organisation has filed */
	ALL_DESKS = 32,     /* without a territory: in any of them */
	ADMINISTRATOR = 64,
	CONFIRMED = 128,    /* refused to an address that was not confirmed */
	THEIR_PERSON = 256, /* the person that the thing names */
	NO_CONFLICT = 512   /* refused to who has a conflict of interest */
};

static const struct permission {
	enum member_role member; /* at least; MEMBER_NONE: membership does not help */
	unsigned member_states;
	unsigned roles; /* bits */
	unsigned role_states;
	unsigned also;
	unsigned own_roles; /* bits: opened to these only for the institution that they stand for */
} permissions[VERB_COUNT] = {
	[VERB_own_account] = {.also = OWN_ACCOUNT},
	[VERB_read_applicant] = {MEMBER_READER, ANY_STATE, DESK, ANY_STATE, WHERE_FILED | TYPED_BY_THEM},
	[VERB_read_safe] = {MEMBER_READER, ANY_STATE, 0, 0, TYPED_BY_THEM},
	[VERB_write_applicant] = {MEMBER_WRITER, ANY_STATE, 0, 0, TYPED_BY_THEM},
	[VERB_manage_members] = {MEMBER_SIGNATORY, ANY_STATE, 0, 0, 0},
	[VERB_start_application] = {MEMBER_WRITER, ANY_STATE, OFFICERS, ANY_STATE, NO_APPLICANT},
	[VERB_read_application] = {MEMBER_READER, ANY_STATE, DESK, ONCE_FILED, TYPED_BY_THEM | TYPED_AT_DESK},
	[VERB_write_application] = {MEMBER_WRITER, WRITABLE, 0, 0, TYPED_BY_THEM},
	[VERB_sign_application] = {MEMBER_SIGNATORY, ANY_STATE, 0, 0, CONFIRMED},
	[VERB_write_message] = {MEMBER_WRITER, ANY_STATE, OFFICERS, ONCE_FILED, 0},
	[VERB_read_desk] = {MEMBER_NONE, 0, DESK, ONCE_FILED | NO_STATE, ALL_DESKS | TYPED_AT_DESK},
	[VERB_run_desk] = {MEMBER_NONE, 0, OFFICERS, ONCE_FILED | NO_STATE, TYPED_AT_DESK},
	[VERB_read_grid] = {.roles = DESK | ROLE_BIT(ROLE_ELECTED), .role_states = ANY_STATE},
	[VERB_write_cell] = {.roles = OFFICERS, .role_states = ANY_STATE, .also = NO_CONFLICT, .own_roles = ROLE_BIT(ROLE_FUNDER_AGENT)},
	[VERB_give_score] = {.roles = DESK | ROLE_BIT(ROLE_ELECTED), .role_states = ANY_STATE, .also = NO_CONFLICT},
	[VERB_give_opinion] = {.roles = OFFICERS, .role_states = ANY_STATE, .also = THEIR_PERSON | NO_CONFLICT, .own_roles = DESK | ROLE_BIT(ROLE_ELECTED) | ROLE_BIT(ROLE_COUNCIL)},
	[VERB_attend_session] = {.roles = DESK | ROLE_BIT(ROLE_ELECTED), .role_states = ANY_STATE, .also = THEIR_PERSON},
	[VERB_vote_in_session] = {.roles = OFFICERS, .role_states = ANY_STATE, .also = THEIR_PERSON | NO_CONFLICT},
	[VERB_notify_bearer] = {.roles = OFFICERS, .role_states = ANY_STATE, .own_roles = ROLE_BIT(ROLE_FUNDER_AGENT)},
	[VERB_administer] = {.also = ADMINISTRATOR},
};

static const char *const names[VERB_COUNT] = {
#define VERB_TEXT(name) #name,
	VERBS(VERB_TEXT)
#undef VERB_TEXT
};

const char *verb_name(enum verb v)
{
	return v < VERB_COUNT ? names[v] : "none";
}

enum verb verb_of_name(str name)
{
	enum verb v = 0;
	while (v < VERB_COUNT && !str_eq(name, str_of(names[v])))
		v++;
	return v;
}

enum member_role actor_role_in(const struct actor *actor, applicant_id applicant)
{
	if (applicant.v)
		for (size_t i = 0; i < actor->memberships.n; i++)
			if (actor->memberships.at[i].applicant.v == applicant.v)
				return actor->memberships.at[i].role;
	return MEMBER_NONE;
}

bool actor_has_role(const struct actor *actor, territory_id territory, enum territory_role role)
{
	for (size_t i = 0; i < actor->roles.n; i++)
		if (actor->roles.at[i].role == role && (!territory.v || actor->roles.at[i].territory.v == territory.v))
			return true;
	return false;
}

/* One of the roles in that territory. */
static bool has_one_of(const struct actor *actor, unsigned roles, territory_id territory)
{
	for (enum territory_role role = 0; role < TERRITORY_ROLES; role++)
		if ((roles & ROLE_BIT(role)) && actor_has_role(actor, territory, role))
			return true;
	return false;
}

/* A state that is not in the table gives nothing to anybody. */
static unsigned state_of(str state)
{
	static const struct {
		str name;
		unsigned bit;
	} states[] = {{S("draft"), DRAFT},         {S("to_sign"), TO_SIGN},     {S("filed"), FILED}, {S("completion_requested"), COMPLETION_REQUESTED},
	              {S("withdrawn"), WITHDRAWN}, {S("abandoned"), ABANDONED}};
	if (!str_is_set(state))
		return NO_STATE;
	for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
		if (str_eq(state, states[i].name))
			return states[i].bit;
	return 0;
}

static bool role_opens(const struct actor *actor, const struct permission *p, const struct thing *thing, unsigned state)
{
	if (!p->roles)
		return false;
	if ((p->also & WHERE_FILED) || thing->identity) {
		for (size_t i = 0; i < thing->filed_in.n; i++)
			if (thing->filed_in.at[i].v && has_one_of(actor, p->roles, thing->filed_in.at[i]))
				return true;
		return false;
	}
	if (!thing->territory.v && !(p->also & ALL_DESKS))
		return false;
	return has_one_of(actor, p->roles, thing->territory) && ((p->role_states & state) || ((p->also & TYPED_AT_DESK) && thing->typed_by.v));
}

/* One of the roles, in that territory and for the institution of the thing. */
static bool own_role_opens(const struct actor *actor, const struct permission *p, const struct thing *thing)
{
	for (size_t i = 0; str_is_set(thing->institution) && thing->territory.v && i < actor->roles.n; i++)
		if ((p->own_roles & ROLE_BIT(actor->roles.at[i].role)) && actor->roles.at[i].territory.v == thing->territory.v && str_eq(actor->roles.at[i].institution, thing->institution))
			return true;
	return false;
}

static bool typist_opens(const struct actor *actor, const struct permission *p, const struct thing *thing, unsigned state)
{
	return (p->also & TYPED_BY_THEM) && thing->typed_by.v == actor->person.v && (p->member_states & state) && actor_has_role(actor, thing->territory, ROLE_OFFICER);
}

bool may(const struct actor *actor, enum verb verb, const struct thing *thing)
{
	if (!actor->person.v || verb >= VERB_COUNT)
		return false;
	const struct permission *p = &permissions[verb];
	const unsigned state = state_of(thing->state);
	if ((p->also & CONFIRMED) && !actor->confirmed)
		return false;
	if ((p->also & NO_CONFLICT) && thing->conflict)
		return false;
	if ((p->also & THEIR_PERSON) && thing->person.v == actor->person.v)
		return true;
	if (p->also & OWN_ACCOUNT)
		return !thing->person.v || thing->person.v == actor->person.v;
	if (p->also & ADMINISTRATOR)
		return actor->administrator;
	if ((p->also & NO_APPLICANT) && !thing->applicant.v)
		return true;
	if (p->member != MEMBER_NONE && actor_role_in(actor, thing->applicant) >= p->member && (p->member_states & state))
		return true;
	return role_opens(actor, p, thing, state) || own_role_opens(actor, p, thing) || typist_opens(actor, p, thing, state);
}
