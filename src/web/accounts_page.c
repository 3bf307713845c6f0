/* A person's own account: what it says, its address, its password, the devices signed in, leaving. Only for who is signed in (own_account). */
#include "accounts/factor.h"
#include "accounts/mail.h"
#include "accounts/password.h"
#include "accounts/session.h"
#include "accounts/throttle.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/contact.h"
#include "domain/identifier.h"
#include "gen/queries.h"
#include "web/accounts.h"
#include "web/accounts_sso.h"
#include "web/handlers.h"
#include "web/respond.h"

static const enum word none = (enum word)WORD_COUNT;

static enum status back_with(struct page *pg, const char *said)
{
	return page_see_other(pg, LINK(pg, "/account?said=:said", str_of(said)));
}

/* ---- the page ---- */

static enum status fill_sso(struct page *pg, struct account_view *v)
{
	struct q_person_subjects_row row;
	v->has_sso = sso_is_set(pg);
	if (!v->has_sso)
		return OK;
	v->sso = sso_label(pg);
	sso_allow(pg);
	enum status s = q_person_subjects(pg->db, pg->arena, pg->actor.person.v, pg->settings->sso_issuer, &row);
	v->sso_linked = s == OK && row.subjects > 0;
	return s;
}

static enum status fill_sessions(struct page *pg, struct account_view *v)
{
	struct session_rows rows;
	enum status s = sessions_read(pg->db, pg->arena, pg->actor.person, pg->now, &rows);
	v->sessions = TEXT(pg, W_accounts_devices_count, ARG("n", rows.n));
	return s;
}

static enum status fill_roles(struct page *pg, struct account_view *v)
{
	struct q_role_names_rows names;
	enum status s = q_role_names(pg->db, pg->arena, pg->actor.person.v, &names);
	for (size_t i = 0; s == OK && i < names.n; i++)
		*LIST_ADD(pg->arena, &v->roles) = TEXT(pg, W_accounts_role_in, ARG("role", page_word_of(pg, S("accounts.role."), names.at[i].role)), ARG("territory", names.at[i].territory));
	for (size_t i = 0; i < pg->actor.memberships.n; i++) {
		const struct actor_membership *m = &pg->actor.memberships.at[i];
		*LIST_ADD(pg->arena, &v->organisations) = (struct account_link){.label = m->name, .link = LINK(pg, "/organisations/:applicant", id_code(pg->arena, m->applicant.v))};
	}
	return s;
}

static void fill_person(struct page *pg, struct account_view *v, const struct person *person)
{
	v->name = person->name;
	v->email = person->email;
	v->has_phone = str_is_set(person->phone);
	v->phone = person->phone;
	v->language = word_text(pg->lang, person->lang == LANG_EN ? W_accounts_language_en : W_accounts_language_fr);
	v->has_password = str_is_set(person->password);
	v->password = word_text(pg->lang, v->has_password ? W_accounts_password_set : W_accounts_password_none);
	v->confirmed = person->confirmed;
	v->has_factor = person->has_factor;
	v->can_factor = pg->key != NULL;
	v->is_administrator = person->administrator;
}

enum status show_account(struct page *pg)
{
	struct account_view *v = ARENA_NEW(pg->arena, struct account_view);
	struct person person;
	int64_t left = 0;
	page_layout(pg, &v->layout, word_text(pg->lang, W_accounts_account_title));
	page_allows_scripts(pg);
	v->layout.refuse_index = true;
	enum status s = person_read(pg->db, pg->arena, pg->actor.person, &person);
	if (s)
		return s;
	fill_person(pg, v, &person);
	if (v->has_factor)
		s = factor_recovery_left(pg->db, pg->arena, person.id, &left);
	v->recovery_left = TEXT(pg, W_accounts_recovery_left, ARG("n", left));
	v->few_codes = left < 3;
	if (s == OK)
		s = fill_sessions(pg, v);
	if (s == OK)
		s = fill_sso(pg, v);
	if (s == OK)
		s = fill_roles(pg, v);
	if (s)
		return s;
	const str said = account_asked(pg, "said");
	const enum word word = str_is_set(said) ? word_named(arena_fmt(pg->arena, "accounts.done.%.*s", STR_ARGS(said)), none) : none;
	v->said = word != none;
	v->said_text = v->said ? word_text(pg->lang, word) : S("");
	RESPOND_HTML(pg, account_page, v);
	return OK;
}

/* ---- name, phone, language ---- */

/* With what was sent, else with what is kept. */
static struct account_form_view *profile_form(struct page *pg, str name_kept, str phone_kept, enum lang lang_kept)
{
	struct account_form_view *form = account_form(pg, W_accounts_profile_title, none, W_accounts_save, LINK(pg, "/account/profile"));
	struct account_field *name = account_field(pg, form, "name", W_accounts_name_label, none, INPUT_NAME);
	if (!account_was_sent(pg))
		name->value = name_kept;
	struct account_field *phone = account_field(pg, form, "phone", W_accounts_phone_label, W_accounts_phone_hint, INPUT_PHONE);
	if (!account_was_sent(pg))
		phone->value = str_is_set(phone_kept) ? phone_kept : S("");
	struct account_field *lang = account_field(pg, form, "lang", W_accounts_language_label, W_accounts_language_hint, INPUT_CHOICE);
	const bool english = account_was_sent(pg) ? str_eq(account_sent(pg, "lang"), S("en")) : lang_kept == LANG_EN;
	*LIST_ADD(pg->arena, &lang->options) = (struct account_option){.value = S("fr"), .label = word_text(pg->lang, W_accounts_language_fr), .selected = !english};
	*LIST_ADD(pg->arena, &lang->options) = (struct account_option){.value = S("en"), .label = word_text(pg->lang, W_accounts_language_en), .selected = english};
	account_link(pg, form, W_accounts_back_account, LINK(pg, "/account"));
	return form;
}

enum status show_profile(struct page *pg)
{
	struct person person;
	enum status s = person_read(pg->db, pg->arena, pg->actor.person, &person);
	return s == OK ? account_form_show(pg, profile_form(pg, person.name, person.phone, person.lang)) : s;
}

enum status post_profile(struct page *pg)
{
	const struct accounts accounts = page_accounts(pg);
	const str typed = account_sent(pg, "phone");
	str name, phone = STR_NONE;
	struct account_form_view *form = profile_form(pg, S(""), S(""), pg->lang);
	const enum word wrong = account_name_refusal(pg, account_sent(pg, "name"), &name);
	if (wrong != none)
		account_wrong(pg, form, S("name"), word_text(pg->lang, wrong));
	if (str_is_set(typed) && !phone_read(pg->arena, typed, &phone))
		account_wrong(pg, form, S("phone"), word_text(pg->lang, W_accounts_phone_wrong));
	if (form->has_problems)
		return account_form_show(pg, form);
	enum status s = person_change(&accounts, pg->actor.person, name, phone, str_eq(account_sent(pg, "lang"), S("en")) ? LANG_EN : LANG_FR);
	return s == OK ? back_with(pg, "changed") : s;
}

/* ---- what asks for the password again ---- */

enum status account_check(struct page *pg)
{
	struct account_checked *c = ARENA_NEW(pg->arena, struct account_checked);
	const str key = id_code(pg->arena, pg->actor.person.v);
	pg->prepared = c;
	enum status s = person_read(pg->db, pg->arena, pg->actor.person, &c->person);
	if (s)
		return s;
	c->good = !str_is_set(c->person.password);
	if (c->good)
		return OK;
	const int64_t wait = throttle_wait(THROTTLE_ACCOUNT, key, pg->now);
	if (wait)
		return page_wait(pg, wait);
	c->good = password_verify(c->person.password, page_form(pg, S("current")));
	if (c->good)
		throttle_forget(THROTTLE_ACCOUNT, key);
	else
		throttle_note(THROTTLE_ACCOUNT, key, pg->now);
	return OK;
}

/* The field that asks for it, when there is one to ask for. */
static enum status current_field(struct page *pg, struct account_form_view *form)
{
	const struct account_checked *c = pg->prepared;
	struct person person;
	enum status s = c ? OK : person_read(pg->db, pg->arena, pg->actor.person, &person);
	if (s == OK && str_is_set(c ? c->person.password : person.password)) {
		(void)account_field(pg, form, "current", W_accounts_current_password, none, INPUT_PASSWORD);
		if (c && !c->good)
			account_wrong(pg, form, S("current"), word_text(pg->lang, W_accounts_current_wrong));
	}
	return s;
}

static enum status show_email_form(struct page *pg, enum word wrong)
{
	struct account_form_view *form = account_form(pg, W_accounts_email_title, W_accounts_email_lead, W_accounts_email_button, LINK(pg, "/account/email"));
	(void)account_field(pg, form, "email", W_accounts_new_email, none, INPUT_EMAIL);
	enum status s = current_field(pg, form);
	if (wrong != none)
		account_wrong(pg, form, S("email"), word_text(pg->lang, wrong));
	account_link(pg, form, W_accounts_back_account, LINK(pg, "/account"));
	return s == OK ? account_form_show(pg, form) : s;
}

enum status show_email(struct page *pg)
{
	return show_email_form(pg, none);
}

enum status post_email(struct page *pg)
{
	const struct accounts accounts = page_accounts(pg);
	const struct account_checked *c = pg->prepared;
	const str typed = account_sent(pg, "email");
	str email;
	if (!email_read(pg->arena, typed, &email))
		return show_email_form(pg, str_is_set(typed) ? W_accounts_email_wrong : W_accounts_email_missing);
	if (!c->good)
		return show_email_form(pg, none);
	if (str_eq(email, c->person.email))
		return show_email_form(pg, W_accounts_email_same);
	enum status s = person_ask_email(&accounts, &c->person, email);
	return s == OK ? back_with(pg, "email_asked") : s;
}

enum status prepare_password(struct page *pg)
{
	enum status s = account_check(pg);
	struct account_checked *c = pg->prepared;
	if (s != OK || pg->answer || !c->good)
		return s;
	const str password = page_form(pg, S("password"));
	if (password_refusal(pg->arena, password, c->person.email, c->person.name) != none)
		return OK;
	return password_hash(pg->arena, password, &c->hash);
}

static enum status show_password_form(struct page *pg, enum word wrong)
{
	struct account_form_view *form = account_form(pg, W_accounts_password_title, W_accounts_password_lead, W_accounts_password_button, LINK(pg, "/account/password"));
	enum status s = current_field(pg, form);
	(void)account_field(pg, form, "password", W_accounts_new_password, W_accounts_password_hint, INPUT_NEW_PASSWORD);
	if (wrong != none)
		account_wrong(pg, form, S("password"), word_text(pg->lang, wrong));
	account_link(pg, form, W_accounts_forgotten_link, LINK(pg, "/password/forgotten"));
	account_link(pg, form, W_accounts_back_account, LINK(pg, "/account"));
	return s == OK ? account_form_show(pg, form) : s;
}

enum status show_password(struct page *pg)
{
	return show_password_form(pg, none);
}

enum status post_password(struct page *pg)
{
	const struct accounts accounts = page_accounts(pg);
	const struct account_checked *c = pg->prepared;
	if (!c->good || !str_is_set(c->hash))
		return show_password_form(pg, password_refusal(pg->arena, page_form(pg, S("password")), c->person.email, c->person.name));
	enum status s = person_set_password(&accounts, pg->actor.person, c->hash, pg->session);
	return s == OK ? back_with(pg, "password") : s;
}

/* ---- devices ---- */

enum status show_sessions(struct page *pg)
{
	struct account_sessions_view *v = ARENA_NEW(pg->arena, struct account_sessions_view);
	struct session_rows rows;
	page_layout(pg, &v->layout, word_text(pg->lang, W_accounts_sessions_title));
	page_crumb(pg, &v->layout, word_text(pg->lang, W_accounts_account_title), LINK(pg, "/account"));
	v->layout.refuse_index = true;
	enum status s = sessions_read(pg->db, pg->arena, pg->actor.person, pg->now, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct session_row *r = &rows.at[i];
		const bool here = str_starts(pg->session, r->handle);
		v->has_others = v->has_others || !here;
		*LIST_ADD(pg->arena, &v->sessions) = (struct account_session){.handle = r->handle,
			.agent = str_eq(r->agent, S("?")) ? word_text(pg->lang, W_accounts_agent_unknown) : r->agent, .seen = here ? pg->now : r->seen, .created = r->created, .here = here, .mine = r->mine};
	}
	if (s)
		return s;
	RESPOND_HTML(pg, account_sessions_page, v);
	return OK;
}

enum status post_sessions(struct page *pg)
{
	const struct accounts accounts = page_accounts(pg);
	const str handle = account_sent(pg, "session");
	enum status s = str_eq(handle, S("others")) ? session_end_others(pg->db, pg->actor.person, pg->session)
	                                            : session_end_handle(pg->db, pg->arena, pg->actor.person, handle, pg->now);
	if (s == NOT_FOUND) /* it has ended by itself */
		s = OK;
	if (s == OK)
		s = accounts_audit(&accounts, S("end_session"), pg->actor.person, STR_NONE);
	return s == OK ? page_see_other(pg, LINK(pg, "/account/sessions")) : s;
}

/* ---- leaving ---- */

static enum status show_close_form(struct page *pg, const struct person_holds *holds)
{
	struct account_form_view *form = account_form(pg, W_accounts_close_title, W_accounts_close_lead, W_accounts_close_button, LINK(pg, "/account/close"));
	form->is_grave = true;
	enum status s = current_field(pg, form);
	for (size_t i = 0; i < holds->n; i++)
		account_note(form, S("warning"), TEXT(pg, W_accounts_close_held, ARG("organisation", holds->at[i].organisation), ARG("n", holds->at[i].sheets)));
	account_link(pg, form, W_accounts_back_account, LINK(pg, "/account"));
	return s == OK ? account_form_show(pg, form) : s;
}

enum status show_close(struct page *pg)
{
	struct person_holds holds;
	enum status s = person_read_holds(pg->db, pg->arena, pg->actor.person, &holds);
	return s == OK ? show_close_form(pg, &holds) : s;
}

enum status post_close(struct page *pg)
{
	const struct accounts accounts = page_accounts(pg);
	const struct account_checked *c = pg->prepared;
	struct person_holds holds;
	enum status s = person_read_holds(pg->db, pg->arena, pg->actor.person, &holds);
	if (s)
		return s;
	if (!c->good)
		return show_close_form(pg, &holds);
	s = person_close(&accounts, pg->actor.person);
	if (s == CONFLICT) {
		(void)show_close_form(pg, &holds);
		return page_again_as(pg, 409);
	}
	if (s)
		return s;
	page_set_cookie(pg, S("session"), S(""), 0);
	http_respond_header(pg->rs, S("Clear-Site-Data"), S("\"cache\", \"storage\""));
	return page_see_other(pg, account_sign_in_url(pg, "closed", STR_NONE));
}

/* ---- the second factor ---- */

static enum status show_factor_form(struct page *pg, str secret, enum word wrong)
{
	struct account_factor_view *v = ARENA_NEW(pg->arena, struct account_factor_view);
	page_layout(pg, &v->layout, word_text(pg->lang, W_accounts_factor_title));
	page_crumb(pg, &v->layout, word_text(pg->lang, W_accounts_account_title), LINK(pg, "/account"));
	v->layout.refuse_index = true;
	v->secret = factor_grouped(pg->arena, secret);
	v->wrong = wrong != none;
	v->problems = 1;
	v->error = v->wrong ? word_text(pg->lang, wrong) : S("");
	enum status s = qr_path(pg->arena, factor_address(pg->arena, word_text(pg->lang, W_pages_product), pg->actor.email, secret), &v->qr, &v->width);
	if (s)
		return s;
	if (v->wrong)
		v->layout.title = TEXT(pg, W_accounts_error_title, ARG("title", v->layout.title));
	RESPOND_HTML(pg, account_factor_page, v);
	return v->wrong ? page_again(pg) : OK;
}

/* The password first: then a secret is made and shown. */
enum status show_factor(struct page *pg)
{
	if (pg->actor.has_factor || !pg->key)
		return page_see_other(pg, LINK(pg, "/account"));
	struct account_form_view *form = account_form(pg, W_accounts_factor_title, W_accounts_factor_why, W_accounts_factor_begin, LINK(pg, "/account/factor/begin"));
	enum status s = current_field(pg, form);
	account_link(pg, form, W_accounts_back_account, LINK(pg, "/account"));
	return s == OK ? account_form_show(pg, form) : s;
}

enum status post_factor_begin(struct page *pg)
{
	const struct account_checked *c = pg->prepared;
	str secret;
	if (!pg->key) /* no key: no factor can be kept, and the account does not offer one */
		return page_see_other(pg, LINK(pg, "/account"));
	if (!c->good) {
		struct account_form_view *form = account_form(pg, W_accounts_factor_title, W_accounts_factor_why, W_accounts_factor_begin, LINK(pg, "/account/factor/begin"));
		enum status s = current_field(pg, form);
		account_link(pg, form, W_accounts_back_account, LINK(pg, "/account"));
		return s == OK ? account_form_show(pg, form) : s;
	}
	enum status s = factor_begin(pg->db, pg->arena, pg->key, pg->actor.person, &secret);
	if (s == CONFLICT)
		return page_see_other(pg, LINK(pg, "/account"));
	return s == OK ? show_factor_form(pg, secret, none) : s;
}

static enum status show_codes(struct page *pg, const str *codes)
{
	struct account_codes_view *v = ARENA_NEW(pg->arena, struct account_codes_view);
	page_layout(pg, &v->layout, word_text(pg->lang, W_accounts_codes_title));
	v->layout.refuse_index = true;
	for (size_t i = 0; i < LIMIT_RECOVERY_CODES; i++)
		*LIST_ADD(pg->arena, &v->codes) = codes[i];
	RESPOND_HTML(pg, account_codes_page, v);
	return OK;
}

static enum status tell_factor(struct page *pg, enum notice notice, str verb)
{
	const struct accounts accounts = page_accounts(pg);
	enum status s = accounts_audit(&accounts, verb, pg->actor.person, STR_NONE);
	if (s)
		return s;
	return notice_send(&accounts, &(struct notice_mail){.notice = notice, .lang = pg->actor.lang, .to = pg->actor.email, .name = pg->actor.name});
}

enum status post_factor(struct page *pg)
{
	str codes[LIMIT_RECOVERY_CODES], secret;
	if (!pg->key)
		return page_see_other(pg, LINK(pg, "/account"));
	enum status s = factor_waiting(pg->db, pg->arena, pg->key, pg->actor.person, &secret);
	if (s == NOT_FOUND)
		return page_see_other(pg, LINK(pg, "/account/factor"));
	if (s == OK)
		s = factor_confirm(pg->db, pg->arena, pg->key, pg->actor.person, account_sent(pg, "code"), pg->now, codes);
	if (s == INVALID)
		return show_factor_form(pg, secret, W_accounts_code_wrong);
	if (s == OK)
		s = session_end_others(pg->db, pg->actor.person, pg->session);
	if (s == OK)
		s = tell_factor(pg, NOTICE_FACTOR_ON, S("factor_on"));
	return s == OK ? show_codes(pg, codes) : s;
}

static enum status show_password_question(struct page *pg, enum word heading, enum word lead, enum word button, url action)
{
	struct account_form_view *form = account_form(pg, heading, lead, button, action);
	enum status s = current_field(pg, form);
	account_link(pg, form, W_accounts_back_account, LINK(pg, "/account"));
	return s == OK ? account_form_show(pg, form) : s;
}

enum status show_recovery(struct page *pg)
{
	return show_password_question(pg, W_accounts_recovery_title, W_accounts_recovery_lead, W_accounts_recovery_button, LINK(pg, "/account/factor/recovery"));
}

enum status post_recovery(struct page *pg)
{
	const struct accounts accounts = page_accounts(pg);
	const struct account_checked *c = pg->prepared;
	str codes[LIMIT_RECOVERY_CODES];
	if (!c->good)
		return show_recovery(pg);
	if (!pg->actor.has_factor)
		return page_see_other(pg, LINK(pg, "/account/factor"));
	enum status s = factor_renew_recovery(pg->db, pg->arena, pg->actor.person, codes);
	if (s == OK)
		s = accounts_audit(&accounts, S("renew_recovery"), pg->actor.person, STR_NONE);
	return s == OK ? show_codes(pg, codes) : s;
}

enum status show_factor_remove(struct page *pg)
{
	return show_password_question(pg, W_accounts_remove_title, W_accounts_remove_lead, W_accounts_remove_button, LINK(pg, "/account/factor/remove"));
}

enum status post_factor_remove(struct page *pg)
{
	const struct account_checked *c = pg->prepared;
	if (!c->good)
		return show_factor_remove(pg);
	enum status s = factor_remove(pg->db, pg->actor.person);
	if (s == OK)
		s = tell_factor(pg, NOTICE_FACTOR_OFF, S("factor_off"));
	return s == OK ? back_with(pg, "factor_off") : s;
}
