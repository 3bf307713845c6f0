/* Rows of person_role, and the links that give one. */
#include "accounts/roles.h"

#include "accounts/actor.h"
#include "accounts/mail.h"
#include "base/limits.h"
#include "gen/queries.h"

enum status people_read(struct db *db, struct arena *a, struct people *people, int64_t *more)
{
	struct q_people_rows rows;
	struct q_people_roles_rows roles;
	*people = (struct people){0};
	*more = 0;
	enum status s = q_people(db, a, LIMIT_PEOPLE + 1, &rows);
	if (s == OK)
		s = q_people_roles(db, a, &roles);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		if (i == LIMIT_PEOPLE) {
			*more = 1;
			break;
		}
		struct person_listed *p = LIST_ADD(a, people);
		const struct q_people_row *r = &rows.at[i];
		*p = (struct person_listed){.id = {r->person}, .email = r->email, .name = r->name, .created = r->created, .confirmed = r->confirmed, .administrator = r->administrator,
			.has_factor = r->has_factor, .closed = r->closed, .organisations = r->organisations};
		for (size_t k = 0; k < roles.n; k++)
			if (roles.at[k].person == r->person)
				*LIST_ADD(a, &p->roles) = (struct role_held){.territory = roles.at[k].territory, .territory_code = roles.at[k].territory_code,
					.territory_name = roles.at[k].territory_name, .role = territory_role_of(roles.at[k].role), .institution = roles.at[k].institution};
	}
	return s;
}

/* ---- giving and taking ---- */

struct checked_grant {
	struct role_held held;
	str role, institution;
};

static bool role_has_institution(enum territory_role role)
{
	return role == ROLE_FUNDER_AGENT;
}

static enum status check_grant(const struct accounts *accounts, const struct role_grant *grant, struct problems *ps, struct checked_grant *checked)
{
	struct q_role_territory_row row;
	struct q_role_funder_row funder;
	const enum territory_role role = territory_role_of(grant->role);
	const str institution = grant->institution.p ? grant->institution : S("");
	enum status s = q_role_territory(accounts->db, accounts->arena, grant->territory, &row);
	if (s == NOT_FOUND)
		PROBLEM(ps, STR_NONE, 0, S("territory"), W_accounts_role_no_territory, ARG("code", grant->territory));
	if (role == TERRITORY_ROLES)
		PROBLEM(ps, STR_NONE, 0, S("role"), W_accounts_role_unknown);
	if (s != OK || role == TERRITORY_ROLES)
		return s == OK ? INVALID : s;
	*checked = (struct checked_grant){.held = {.territory = row.territory, .territory_code = grant->territory, .territory_name = row.name, .role = role, .institution = institution},
		.role = grant->role, .institution = institution};
	if (!role_has_institution(role) && !institution.n)
		return OK;
	if (!institution.n) {
		PROBLEM(ps, STR_NONE, 0, S("institution"), W_accounts_role_needs_institution);
		return INVALID;
	}
	s = q_role_funder(accounts->db, accounts->arena, row.territory, institution, &funder);
	if (s != NOT_FOUND)
		return s;
	PROBLEM(ps, STR_NONE, 0, S("institution"), W_accounts_role_no_institution, ARG("code", institution));
	return INVALID;
}

/* In the language of the person who gets it. */
static str role_words(const struct accounts *accounts, enum lang lang, const struct checked_grant *g)
{
	struct out o = out_new(LIMIT_CELL_BYTES);
	const enum word none = (enum word)WORD_COUNT;
	const enum word role = word_named(arena_fmt(accounts->arena, "accounts.role.%.*s", STR_ARGS(g->role)), none);
	WORDS(&o, lang, W_accounts_role_in, ARG("role", role == none ? g->role : word_text(lang, role)), ARG("territory", g->held.territory_name));
	return out_keep(&o, accounts->arena);
}

static str audit_words(const struct accounts *accounts, const struct checked_grant *g)
{
	return arena_fmt(accounts->arena, "%.*s@%.*s%s%.*s", STR_ARGS(g->role), STR_ARGS(g->held.territory_code), g->institution.n ? "/" : "", STR_ARGS(g->institution));
}

static enum status tell(const struct accounts *accounts, person_id id, enum notice notice, const struct checked_grant *g)
{
	struct person person;
	enum status s = person_read(accounts->db, accounts->arena, id, &person);
	if (s)
		return s;
	return notice_send(accounts, &(struct notice_mail){.notice = notice, .lang = person.lang, .to = person.email, .name = person.name, .path = S("/sign-in"),
		.detail = role_words(accounts, person.lang, g)});
}

static enum status give(const struct accounts *accounts, person_id person, const struct checked_grant *g)
{
	struct q_role_held_row held;
	enum status s = q_role_held(accounts->db, accounts->arena, person.v, g->held.territory, g->role, g->institution, &held);
	if (s != NOT_FOUND)
		return s;
	const str by = accounts->actor ? arena_fmt(accounts->arena, "user:%lld", (long long)accounts->actor->person.v) : S("cli");
	s = q_role_give(accounts->db, &(struct q_role_give_in){.territory = g->held.territory, .person = person.v, .role = g->role, .institution = g->institution, .now = accounts->now, .by = by});
	if (s == OK)
		s = accounts_audit(accounts, S("give_role"), person, audit_words(accounts, g));
	return s == OK ? tell(accounts, person, NOTICE_ROLE_GIVEN, g) : s;
}

enum status role_give(const struct accounts *accounts, const struct role_grant *grant, struct problems *ps)
{
	struct checked_grant g;
	if (!accounts_may(accounts, VERB_administer, &(struct thing){0}))
		return DENIED;
	enum status s = check_grant(accounts, grant, ps, &g);
	return s == OK ? give(accounts, grant->person, &g) : s;
}

enum status role_take(const struct accounts *accounts, const struct role_grant *grant)
{
	struct q_role_territory_row row;
	struct q_role_held_row held;
	if (!accounts_may(accounts, VERB_administer, &(struct thing){0}))
		return DENIED;
	enum status s = q_role_territory(accounts->db, accounts->arena, grant->territory, &row);
	const struct checked_grant g = {.held = {.territory = row.territory, .territory_code = grant->territory, .territory_name = row.name}, .role = grant->role,
		.institution = grant->institution.p ? grant->institution : S("")};
	if (s == OK)
		s = q_role_held(accounts->db, accounts->arena, grant->person.v, row.territory, g.role, g.institution, &held);
	if (s == OK)
		s = q_role_take(accounts->db, grant->person.v, row.territory, g.role, g.institution);
	if (s == OK)
		s = accounts_audit(accounts, S("take_role"), grant->person, audit_words(accounts, &g));
	return s == OK ? tell(accounts, grant->person, NOTICE_ROLE_TAKEN, &g) : s;
}

/* ---- invitations ---- */

enum status role_invite(const struct accounts *accounts, const struct role_grant *grant, str email, enum lang lang, struct problems *ps)
{
	struct checked_grant g;
	str secret;
	if (!accounts_may(accounts, VERB_administer, &(struct thing){0}))
		return DENIED;
	enum status s = check_grant(accounts, grant, ps, &g);
	if (s)
		return s;
	const str detail = arena_fmt(accounts->arena, "role\n%.*s\n%.*s\n%.*s", STR_ARGS(grant->territory), STR_ARGS(g.role), STR_ARGS(g.institution));
	s = token_new(accounts->db, accounts->arena, &(struct token){.purpose = TOKEN_INVITE, .email = email, .detail = detail}, accounts->now, &secret);
	if (s == OK)
		s = accounts_audit(accounts, S("invite_role"), (person_id){0}, audit_words(accounts, &g));
	if (s)
		return s;
	return notice_send(accounts, &(struct notice_mail){.notice = NOTICE_ROLE_INVITED, .lang = lang, .to = email,
		.path = arena_fmt(accounts->arena, "/officer-invitation?t=%.*s", STR_ARGS(secret)), .detail = role_words(accounts, lang, &g)});
}

static enum status read_offer(const struct token *token, struct role_grant *grant)
{
	str mark, rest;
	if (!token->detail.p || !str_cut(token->detail, '\n', &mark, &rest) || !str_eq(mark, S("role")))
		return NOT_FOUND; /* an invitation to something else */
	*grant = (struct role_grant){.territory = STR_NONE};
	(void)str_cut(rest, '\n', &grant->territory, &rest);
	(void)str_cut(rest, '\n', &grant->role, &grant->institution);
	return OK;
}

static enum status check_offer(const struct accounts *accounts, const struct token *token, struct checked_grant *g)
{
	struct role_grant grant;
	struct problems ps = problems_new(accounts->arena);
	enum status s = read_offer(token, &grant);
	if (s == OK)
		s = check_grant(accounts, &grant, &ps, g);
	return s == INVALID ? NOT_FOUND : s;
}

enum status role_look(const struct accounts *accounts, str secret, struct role_held *offered)
{
	struct token token;
	struct checked_grant g;
	enum status s = token_look(accounts->db, accounts->arena, TOKEN_INVITE, secret, accounts->now, &token);
	if (s == OK)
		s = check_offer(accounts, &token, &g);
	if (s == OK)
		*offered = g.held;
	return s;
}

enum status role_accept(const struct accounts *accounts, str secret, struct role_held *given)
{
	struct token token;
	struct checked_grant g;
	enum status s = token_look(accounts->db, accounts->arena, TOKEN_INVITE, secret, accounts->now, &token);
	if (s == OK)
		s = check_offer(accounts, &token, &g);
	if (s)
		return s;
	if (!accounts->actor || !accounts->actor->person.v || !accounts->actor->confirmed || !str_eq(accounts->actor->email, token.email))
		return DENIED;
	*given = g.held;
	s = token_use(accounts->db, accounts->arena, TOKEN_INVITE, secret, accounts->now, &token);
	return s == OK ? give(accounts, accounts->actor->person, &g) : s;
}

enum status administrator_set(const struct accounts *accounts, person_id person, bool administrator)
{
	struct q_administrators_row others;
	if (!accounts_may(accounts, VERB_administer, &(struct thing){0}))
		return DENIED;
	enum status s = q_administrators(accounts->db, accounts->arena, person.v, &others);
	if (s == OK && !administrator && !others.others)
		return CONFLICT;
	if (s == OK)
		s = q_administrator_set(accounts->db, person.v, administrator);
	return s == OK ? accounts_audit(accounts, administrator ? S("give_administrator") : S("take_administrator"), person, STR_NONE) : s;
}
