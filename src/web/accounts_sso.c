/* Single sign-on as pages: the button, the way to the provider, the way back. The network is asked in `prepare`; a provider that is down is told in words beside the password. */
#include "web/accounts_sso.h"

#include "accounts/sso.h"
#include "base/limits.h"
#include "base/log.h"
#include "domain/contact.h"
#include "web/handlers.h"

bool sso_is_set(const struct page *pg)
{
	return pg->settings && str_is_set(pg->settings->sso_issuer) && str_is_set(pg->settings->sso_client) && oidc_is_safe_url(pg->settings->sso_issuer);
}

str sso_label(const struct page *pg)
{
	const str label = pg->lang == LANG_EN ? pg->settings->sso_label_en : pg->settings->sso_label_fr;
	return str_is_set(label) ? label : word_text(pg->lang, W_accounts_sso_label);
}

/* "https://host" of an address. */
static str origin_of(str address)
{
	size_t at;
	const size_t host = str_find(address, S("://"), &at) ? at + 3 : 0;
	return str_find(str_skip(address, host), S("/"), &at) ? str_first(address, host + at) : address;
}

/* A browser asks form-action again for where the answer of a form leads: it must name the provider. */
static void allow_provider(struct page *pg)
{
	struct oidc_provider known;
	const str issuer = origin_of(pg->settings->sso_issuer);
	const str other = oidc_known(pg->arena, pg->settings, &known) == OK ? origin_of(known.authorization) : issuer;
	pg->rs->policy = arena_fmt(pg->arena, "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self' %.*s %.*s; base-uri 'none'; frame-ancestors 'none'",
		STR_ARGS(issuer), STR_ARGS(other));
}

void sso_offer(struct page *pg, struct account_form_view *form, str next)
{
	if (!sso_is_set(pg))
		return;
	form->has_sso = true;
	form->sso_action = LINK(pg, "/sso/start");
	form->sso_label = sso_label(pg);
	form->sso_next = next;
	allow_provider(pg);
}

void sso_allow(struct page *pg)
{
	if (sso_is_set(pg))
		allow_provider(pg);
}

enum status sso_link_waiting(struct page *pg, person_id person)
{
	const struct accounts accounts = page_accounts(pg);
	const str secret = page_cookie(pg, S("sso"));
	return sso_is_set(pg) && secret.p ? sso_link_waited(&accounts, secret, person, sso_label(pg)) : OK;
}

enum status sso_add_sign_out(struct page *pg, struct account_form_view *form)
{
	struct oidc_provider provider;
	str id_token;
	const str secret = page_cookie(pg, S("sso"));
	if (!sso_is_set(pg) || !secret.p)
		return OK;
	enum status s = sso_look_out(pg->db, pg->arena, secret, pg->now, &id_token);
	if (s)
		return s == NOT_FOUND ? OK : s;
	if (oidc_known(pg->arena, pg->settings, &provider) != OK)
		return OK;
	const str address = oidc_sign_out(pg->arena, pg->settings, &provider, id_token);
	if (address.p)
		*LIST_ADD(pg->arena, &form->links) = (struct account_link){.label = TEXT(pg, W_accounts_sso_sign_out, ARG("name", sso_label(pg))), .link = url_web(address)};
	return OK;
}

/* ---- the way there ---- */

enum status prepare_sso_start(struct page *pg)
{
	struct oidc_provider *provider = ARENA_NEW(pg->arena, struct oidc_provider);
	if (sso_is_set(pg) && oidc_find(pg->arena, pg->settings, pg->now, provider) == OK)
		pg->prepared = provider;
	return OK;
}

enum status post_sso_start(struct page *pg)
{
	const struct accounts accounts = page_accounts(pg);
	const struct oidc_provider *provider = pg->prepared;
	const str next = account_sent(pg, "next");
	if (!sso_is_set(pg))
		return NOT_FOUND;
	if (!provider)
		return page_see_other(pg, account_sign_in_url(pg, "sso_down", next));
	struct sso_attempt attempt = {.next = next.n <= LIMIT_NEXT_BYTES ? next : S(""), .person = pg->actor.person};
	enum status s = sso_begin(&accounts, &attempt);
	if (s)
		return s;
	page_set_cookie(pg, S("sso"), attempt.binding, LIMIT_TOKEN_SSO_SECONDS);
	return page_see_other(pg, (url){oidc_authorization(pg->arena, pg->settings, provider, &attempt.secrets)});
}

/* ---- the way back ---- */

struct returned {
	bool known;       /* the attempt is ours, of this browser */
	const char *said; /* why it failed, a key of accounts.said; or NULL */
	struct sso_attempt attempt;
	struct oidc_identity identity;
};

enum status prepare_sso_return(struct page *pg)
{
	struct returned *r = ARENA_NEW(pg->arena, struct returned);
	const str code = account_asked(pg, "code"), issuer = account_asked(pg, "iss");
	pg->prepared = r;
	r->said = "sso_failed";
	if (!sso_is_set(pg))
		return OK;
	enum status s = sso_look(pg->db, pg->arena, account_asked(pg, "state"), page_cookie(pg, S("sso")), pg->now, &r->attempt);
	if (s)
		return s == NOT_FOUND ? OK : s;
	r->known = true;
	if (!str_is_set(code) || (str_is_set(issuer) && !str_eq(issuer, pg->settings->sso_issuer)))
		return OK;
	s = oidc_finish(pg->arena, pg->settings, &r->attempt.secrets, code, pg->now, &r->identity);
	r->said = s == OK ? NULL : s == BUSY ? "sso_down" : "sso_failed";
	return OK;
}

/* The address is taken: whoever has it proves it once with the local account. */
static enum status ask_proof(struct page *pg, const struct accounts *accounts, const struct returned *r)
{
	str secret, email;
	always(email_read(pg->arena, r->identity.claims.email, &email));
	enum status s = sso_wait(accounts, pg->settings->sso_issuer, r->identity.claims.subject, email, &secret);
	if (s)
		return s;
	page_set_cookie(pg, S("sso"), secret, LIMIT_TOKEN_SSO_SECONDS);
	return page_see_other(pg, account_sign_in_url(pg, "link", r->attempt.next));
}

static enum status link_to_account(struct page *pg, const struct accounts *accounts, const struct returned *r)
{
	if (pg->actor.person.v != r->attempt.person.v)
		return page_see_other(pg, account_sign_in_url(pg, "expired", r->attempt.next));
	enum status s = sso_link(accounts, r->attempt.person, pg->settings->sso_issuer, r->identity.claims.subject, sso_label(pg));
	if (s == CONFLICT)
		return page_see_other(pg, LINK(pg, "/account?said=link_taken"));
	return s == OK ? page_see_other(pg, LINK(pg, "/account?said=linked")) : s;
}

static enum status enter(struct page *pg, const struct accounts *accounts, const struct returned *r, person_id person)
{
	str secret;
	enum status s = sso_keep_out(accounts, person, r->identity.id_token, &secret);
	if (s)
		return s;
	page_set_cookie(pg, S("sso"), secret, LIMIT_SESSION_IDLE_SECONDS);
	return account_enter(pg, person, false, false, S("single_sign_on"), r->attempt.next);
}

enum status show_sso_return(struct page *pg)
{
	const struct accounts accounts = page_accounts(pg);
	const struct returned *r = pg->prepared;
	person_id person;
	enum sso_who who;
	enum status s = r->known ? sso_use(&accounts, r->attempt.secrets.state) : OK;
	if (s != OK && s != NOT_FOUND)
		return s;
	if (r->said || s == NOT_FOUND)
		return page_see_other(pg, account_sign_in_url(pg, r->said ? r->said : "sso_failed", r->known ? r->attempt.next : STR_NONE));
	if (r->attempt.person.v)
		return link_to_account(pg, &accounts, r);
	s = sso_person(&accounts, pg->settings->sso_issuer, &r->identity.claims, pg->lang, &who, &person);
	if (s)
		return s;
	switch (who) {
	case SSO_KNOWN:
	case SSO_NEW: return enter(pg, &accounts, r, person);
	case SSO_PROVE: return ask_proof(pg, &accounts, r);
	case SSO_TAKEN: return page_see_other(pg, account_sign_in_url(pg, "link_account", r->attempt.next));
	case SSO_NO_EMAIL: break;
	}
	return page_see_other(pg, account_sign_in_url(pg, "sso_no_email", r->attempt.next));
}
