/* What a mailed link opens. The GET only looks, because mail filters follow links; the button of its page uses the link. Also asking for such a mail. */
#include "accounts/mail.h"
#include "accounts/password.h"
#include "accounts/throttle.h"
#include "base/limits.h"
#include "domain/contact.h"
#include "web/accounts.h"
#include "web/handlers.h"

static const enum word none = (enum word)WORD_COUNT;

/* "This link is no good any more", and what to do. */
static enum status say_stale(struct page *pg, enum word text, enum word label, url link)
{
	struct account_said_view *said = account_said(pg, W_accounts_stale_title);
	account_say(pg, said, word_text(pg->lang, text));
	account_said_link(pg, said, label, link);
	return account_said_show(pg, said);
}

static str secret_of(const struct page *pg)
{
	return account_was_sent(pg) ? account_sent(pg, "t") : account_asked(pg, "t");
}

/* A link that gives an address to an account is used by whoever is signed in to that account, nobody else: else somebody who signed up with another person's address would get it
   confirmed by that person's click. */
static enum status ask_for_owner(struct page *pg)
{
	if (pg->actor.person.v)
		return say_stale(pg, W_accounts_confirm_other, W_accounts_to_account, LINK(pg, "/account"));
	return page_see_other(pg, account_sign_in_url(pg, "confirm_first", arena_fmt(pg->arena, "%.*s%.*s?t=%.*s", STR_ARGS(pg->base), STR_ARGS(pg->path), STR_ARGS(secret_of(pg)))));
}

/* A link that gives an address to an account: what its page is called, what it says of the address, its button. */
struct address_link {
	enum token_purpose purpose;
	enum word title, button, lead;
	url action;
	enum status (*stale)(struct page *pg);
};

static enum status show_address_link(struct page *pg, const struct address_link *l)
{
	struct token token;
	enum status s = token_look(pg->db, pg->arena, l->purpose, secret_of(pg), pg->now, &token);
	if (s)
		return s == NOT_FOUND ? l->stale(pg) : s;
	if (pg->actor.person.v != token.person.v)
		return ask_for_owner(pg);
	struct account_form_view *form = account_form(pg, l->title, none, l->button, l->action);
	form->has_lead = true;
	form->lead = TEXT(pg, l->lead, ARG("email", token.email));
	account_hidden(pg, form, "t", secret_of(pg));
	return account_form_show(pg, form);
}

/* ---- confirming an address ---- */

static enum status say_confirm_stale(struct page *pg)
{
	if (pg->actor.person.v && pg->actor.confirmed)
		return page_see_other(pg, LINK(pg, "/account"));
	return say_stale(pg, W_accounts_confirm_stale, W_accounts_to_account, LINK(pg, "/account"));
}

enum status show_confirm(struct page *pg)
{
	return show_address_link(pg, &(struct address_link){TOKEN_CONFIRM, W_accounts_confirm_title, W_accounts_confirm_button, W_accounts_confirm_lead, LINK(pg, "/confirm"), say_confirm_stale});
}

enum status post_confirm(struct page *pg)
{
	const struct accounts accounts = page_accounts(pg);
	struct token token;
	enum status s = person_confirm(&accounts, secret_of(pg), &token);
	if (s)
		return s == NOT_FOUND ? say_confirm_stale(pg) : s == DENIED ? ask_for_owner(pg) : s;
	return page_see_other(pg, str_is_set(token.detail) ? page_next(pg, token.detail) : LINK(pg, "/account?said=confirmed"));
}

enum status prepare_confirmation(struct page *pg)
{
	const int64_t wait = throttle_wait(THROTTLE_MAIL, pg->actor.email, pg->now);
	if (wait)
		return page_wait(pg, wait);
	throttle_note(THROTTLE_MAIL, pg->actor.email, pg->now);
	return OK;
}

enum status post_confirmation(struct page *pg)
{
	const struct accounts accounts = page_accounts(pg);
	struct person person;
	enum status s = person_read(pg->db, pg->arena, pg->actor.person, &person);
	if (s == OK && !person.confirmed)
		s = person_send_confirmation(&accounts, &person, STR_NONE);
	return s == OK ? page_see_other(pg, LINK(pg, "/account?said=confirmation_sent")) : s;
}

/* ---- a forgotten password ---- */

static enum status show_forgotten_form(struct page *pg, enum word wrong)
{
	struct account_form_view *form = account_form(pg, W_accounts_forgotten_title, W_accounts_forgotten_lead, W_accounts_forgotten_button, LINK(pg, "/password/forgotten"));
	(void)account_field(pg, form, "email", W_accounts_email, none, INPUT_EMAIL);
	if (wrong != none)
		account_wrong(pg, form, S("email"), word_text(pg->lang, wrong));
	account_link(pg, form, W_accounts_sign_in_link, LINK(pg, "/sign-in"));
	return account_form_show(pg, form);
}

enum status show_forgotten(struct page *pg)
{
	return show_forgotten_form(pg, none);
}

enum status prepare_forgotten(struct page *pg)
{
	str email;
	if (!email_read(pg->arena, account_sent(pg, "email"), &email))
		return OK;
	const str place = throttle_place(pg->rq->peer, http_header(pg->rq, S("X-Forwarded-For")));
	int64_t wait = throttle_wait(THROTTLE_ADDRESS, place, pg->now), mail = throttle_wait(THROTTLE_MAIL, email, pg->now);
	if (mail > wait)
		wait = mail;
	if (wait)
		return page_wait(pg, wait);
	throttle_note(THROTTLE_ADDRESS, place, pg->now);
	throttle_note(THROTTLE_MAIL, email, pg->now);
	return OK;
}

enum status post_forgotten(struct page *pg)
{
	const struct accounts accounts = page_accounts(pg);
	const str typed = account_sent(pg, "email");
	str email;
	if (!email_read(pg->arena, typed, &email))
		return show_forgotten_form(pg, str_is_set(typed) ? W_accounts_email_wrong : W_accounts_email_missing);
	enum status s = person_ask_reset(&accounts, email, pg->lang);
	return s == OK ? page_see_other(pg, account_sign_in_url(pg, "forgotten", STR_NONE)) : s;
}

struct reset_prepared {
	bool stale;
	enum word wrong;
	str hash;
};

static enum status show_reset_form(struct page *pg, enum word wrong)
{
	struct account_form_view *form = account_form(pg, W_accounts_reset_title, W_accounts_reset_lead, W_accounts_reset_button, LINK(pg, "/password/reset"));
	(void)account_field(pg, form, "password", W_accounts_new_password, W_accounts_password_hint, INPUT_NEW_PASSWORD);
	account_hidden(pg, form, "t", secret_of(pg));
	if (wrong != none)
		account_wrong(pg, form, S("password"), word_text(pg->lang, wrong));
	return account_form_show(pg, form);
}

static enum status say_reset_stale(struct page *pg)
{
	return say_stale(pg, W_accounts_reset_stale, W_accounts_forgotten_again, LINK(pg, "/password/forgotten"));
}

enum status show_reset(struct page *pg)
{
	struct token token;
	enum status s = token_look(pg->db, pg->arena, TOKEN_RESET, secret_of(pg), pg->now, &token);
	if (s)
		return s == NOT_FOUND ? say_reset_stale(pg) : s;
	return show_reset_form(pg, none);
}

enum status prepare_reset(struct page *pg)
{
	struct reset_prepared *p = ARENA_NEW(pg->arena, struct reset_prepared);
	struct token token;
	struct person person = {.email = STR_NONE};
	const str password = page_form(pg, S("password"));
	pg->prepared = p;
	p->wrong = none;
	enum status s = token_look(pg->db, pg->arena, TOKEN_RESET, secret_of(pg), pg->now, &token);
	if (s == OK)
		s = person_read(pg->db, pg->arena, token.person, &person);
	p->stale = s == NOT_FOUND;
	if (s)
		return p->stale ? OK : s;
	p->wrong = password_refusal(pg->arena, password, person.email, person.name);
	return p->wrong == none ? password_hash(pg->arena, password, &p->hash) : OK;
}

/* The session begins at once; a second factor is still asked for. */
enum status post_reset(struct page *pg)
{
	const struct reset_prepared *p = pg->prepared;
	const struct accounts accounts = page_accounts(pg);
	person_id person;
	if (!p->stale && p->wrong != none)
		return show_reset_form(pg, p->wrong);
	enum status s = p->stale ? NOT_FOUND : person_reset(&accounts, secret_of(pg), p->hash, &person);
	if (s)
		return s == NOT_FOUND ? say_reset_stale(pg) : s;
	pg->session = STR_NONE; /* it was ended with the others */
	return account_enter(pg, person, false, false, S("reset"), S("/account?said=reset"));
}

/* ---- another address ---- */

static enum status say_email_stale(struct page *pg)
{
	return say_stale(pg, W_accounts_email_stale, W_accounts_to_account, LINK(pg, "/account"));
}

enum status show_email_confirm(struct page *pg)
{
	return show_address_link(pg, &(struct address_link){TOKEN_CHANGE_EMAIL, W_accounts_email_confirm_title, W_accounts_email_confirm_button, W_accounts_email_confirm_lead,
		LINK(pg, "/account/email/confirm"), say_email_stale});
}

enum status post_email_confirm(struct page *pg)
{
	const struct accounts accounts = page_accounts(pg);
	struct token token;
	enum status s = person_use_email(&accounts, secret_of(pg), &token);
	if (s == DENIED)
		return ask_for_owner(pg);
	if (s)
		return s == NOT_FOUND || s == CONFLICT ? say_email_stale(pg) : s;
	return page_see_other(pg, LINK(pg, "/account?said=email_changed"));
}
