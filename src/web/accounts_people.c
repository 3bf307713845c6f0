/* The administrator's page of people: list, give and take roles, invite by mail who has no account; and the page that an invitation opens. */
#include "accounts/actor.h"
#include "accounts/roles.h"
#include "base/ids.h"
#include "domain/contact.h"
#include "gen/queries.h"
#include "web/accounts.h"
#include "web/handlers.h"
#include "web/respond.h"

static str role_words(const struct page *pg, const struct role_held *held)
{
	const str role = page_word_of(pg, S("accounts.role."), str_of(territory_role_name(held->role)));
	const str institution = str_is_set(held->institution) ? arena_fmt(pg->arena, "%.*s (%.*s)", STR_ARGS(role), STR_ARGS(held->institution)) : role;
	return TEXT(pg, W_accounts_role_in, ARG("role", institution), ARG("territory", held->territory_name));
}

static void add_person(struct page *pg, struct people_view *v, const struct person_listed *p)
{
	struct person_row *row = LIST_ADD(pg->arena, &v->people);
	*row = (struct person_row){.id = id_code(pg->arena, p->id.v), .name = p->name, .email = p->closed ? S("") : p->email, .confirmed = p->confirmed, .administrator = p->administrator,
		.has_factor = p->has_factor, .closed = p->closed, .has_roles = p->roles.n > 0,
		.organisations = p->organisations ? TEXT(pg, W_accounts_organisations_count, ARG("n", p->organisations)) : S("")};
	for (size_t i = 0; i < p->roles.n; i++) {
		const struct role_held *held = &p->roles.at[i];
		*LIST_ADD(pg->arena, &row->roles) = (struct person_role_view){.territory = held->territory_code, .role = str_of(territory_role_name(held->role)), .institution = held->institution,
			.words = role_words(pg, held)};
	}
}

static enum status fill_choices(struct page *pg, struct people_view *v)
{
	struct q_page_territories_rows territories;
	enum status s = q_page_territories(pg->db, pg->arena, &territories);
	for (size_t i = 0; s == OK && i < territories.n; i++)
		*LIST_ADD(pg->arena, &v->territories) = (struct account_option){.value = territories.at[i].code, .label = territories.at[i].name,
			.selected = str_eq(territories.at[i].code, account_sent(pg, "territory"))};
	for (enum territory_role role = 0; role < TERRITORY_ROLES; role++) {
		const str name = str_of(territory_role_name(role));
		*LIST_ADD(pg->arena, &v->roles) = (struct account_option){.value = name, .label = page_word_of(pg, S("accounts.role."), name), .selected = str_eq(name, account_sent(pg, "role"))};
	}
	return s;
}

static str problem_text(struct page *pg, const struct problem *p)
{
	return page_words(pg, p->message, p->args, p->arg_count);
}

static enum status show_list(struct page *pg, const struct problems *ps)
{
	struct people_view *v = ARENA_NEW(pg->arena, struct people_view);
	struct people people;
	int64_t more;
	page_layout(pg, &v->layout, word_text(pg->lang, W_accounts_people_title));
	v->layout.refuse_index = true;
	enum status s = people_read(pg->db, pg->arena, &people, &more);
	if (s == OK)
		s = fill_choices(pg, v);
	if (s)
		return s;
	for (size_t i = 0; i < people.n; i++)
		add_person(pg, v, &people.at[i]);
	for (size_t i = 0; ps && i < ps->list.n; i++)
		*LIST_ADD(pg->arena, &v->problems) = (struct account_problem){.field = ps->list.at[i].field, .text = problem_text(pg, &ps->list.at[i])};
	v->has_problems = v->problems.n > 0;
	v->more = more > 0;
	v->count = TEXT(pg, W_accounts_people_count, ARG("n", people.n));
	v->email = account_sent(pg, "email");
	v->institution = account_sent(pg, "institution");
	const str said = account_asked(pg, "said");
	const enum word none = (enum word)WORD_COUNT, word = str_is_set(said) ? word_named(arena_fmt(pg->arena, "accounts.people.%.*s", STR_ARGS(said)), none) : none;
	v->said = word != none;
	v->said_text = v->said ? word_text(pg->lang, word) : S("");
	if (v->has_problems)
		v->layout.title = TEXT(pg, W_accounts_error_title, ARG("title", v->layout.title));
	RESPOND_HTML(pg, people_page, v);
	return v->has_problems ? page_again(pg) : OK;
}

enum status show_people(struct page *pg)
{
	return show_list(pg, NULL);
}

static enum status take(struct page *pg, const struct accounts *accounts, struct role_grant *grant)
{
	if (!id_of_code(account_sent(pg, "person"), &grant->person.v))
		return NOT_FOUND;
	enum status s = role_take(accounts, grant);
	return s == OK || s == NOT_FOUND ? page_see_other(pg, LINK(pg, "/administration/people?said=taken")) : s;
}

/* Who has an account gets the role at once, whoever has none a link. */
enum status post_people(struct page *pg)
{
	const struct accounts accounts = page_accounts(pg);
	struct role_grant grant = {.territory = account_sent(pg, "territory"), .role = account_sent(pg, "role"), .institution = account_sent(pg, "institution")};
	struct problems ps = problems_new(pg->arena);
	struct person person;
	str email;
	if (str_eq(account_sent(pg, "to"), S("take")))
		return take(pg, &accounts, &grant);
	if (!email_read(pg->arena, account_sent(pg, "email"), &email)) {
		PROBLEM(&ps, STR_NONE, 0, S("email"), W_accounts_email_wrong);
		return show_list(pg, &ps);
	}
	enum status s = person_of_email(pg->db, pg->arena, email, &person);
	const bool known = s == OK;
	if (s != OK && s != NOT_FOUND)
		return s;
	grant.person = person.id;
	s = known ? role_give(&accounts, &grant, &ps) : role_invite(&accounts, &grant, email, pg->lang, &ps);
	if (ps.total)
		return show_list(pg, &ps);
	return s == OK ? page_see_other(pg, known ? LINK(pg, "/administration/people?said=given") : LINK(pg, "/administration/people?said=invited")) : s;
}

/* ---- what an invitation opens ---- */

static enum status say_stale(struct page *pg)
{
	struct account_said_view *said = account_said(pg, W_accounts_stale_title);
	account_say(pg, said, word_text(pg->lang, W_accounts_invitation_stale));
	return account_said_show(pg, said);
}

enum status show_officer_invitation(struct page *pg)
{
	const struct accounts accounts = page_accounts(pg);
	const str secret = account_asked(pg, "t");
	struct role_held offered;
	enum status s = role_look(&accounts, secret, &offered);
	if (s)
		return s == NOT_FOUND ? say_stale(pg) : s;
	const str here = arena_fmt(pg->arena, "/officer-invitation?t=%.*s", STR_ARGS(secret));
	if (!pg->actor.person.v) {
		struct account_said_view *said = account_said(pg, W_accounts_invitation_title);
		account_say(pg, said, role_words(pg, &offered));
		account_say(pg, said, word_text(pg->lang, W_accounts_invitation_sign));
		account_said_link(pg, said, W_accounts_sign_up, LINK(pg, "/sign-up?next=:next", here));
		account_said_link(pg, said, W_accounts_sign_in, LINK(pg, "/sign-in?next=:next", here));
		return account_said_show(pg, said);
	}
	struct account_form_view *form = account_form(pg, W_accounts_invitation_title, (enum word)WORD_COUNT, W_accounts_invitation_accept, LINK(pg, "/officer-invitation"));
	form->has_lead = true;
	form->lead = role_words(pg, &offered);
	account_hidden(pg, form, "t", secret);
	return account_form_show(pg, form);
}

enum status post_officer_invitation(struct page *pg)
{
	const struct accounts accounts = page_accounts(pg);
	struct role_held given;
	enum status s = role_accept(&accounts, account_sent(pg, "t"), &given);
	if (s == NOT_FOUND)
		return say_stale(pg);
	if (s == DENIED && pg->actor.person.v) {
		struct account_said_view *said = account_said(pg, W_accounts_invitation_title);
		account_say(pg, said, TEXT(pg, pg->actor.confirmed ? W_accounts_invitation_other : W_accounts_invitation_unconfirmed, ARG("email", pg->actor.email)));
		account_said_link(pg, said, W_accounts_to_account, LINK(pg, "/account"));
		return account_said_show(pg, said);
	}
	return s == OK ? page_see_other(pg, LINK(pg, "/desk/:territory", given.territory_code)) : s;
}
