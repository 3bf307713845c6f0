/* Rows of person_subject, and tokens of the purpose single_sign_on: their detail begins with what they are for: "try", "wait" or "out". */
#include "accounts/sso.h"

#include "accounts/mail.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/contact.h"
#include "domain/identifier.h"
#include "gen/queries.h"

enum { OUT_SECONDS = 12 * 60 * 60 };

/* The lines of a detail after its first, which must be `kind`. */
static bool lines_of(str detail, str kind, str *lines, size_t count)
{
	str line, rest = detail;
	if (!detail.p)
		return false;
	(void)str_cut(rest, '\n', &line, &rest);
	if (!str_eq(line, kind))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!rest.p)
			return false;
		if (i + 1 < count)
			(void)str_cut(rest, '\n', &lines[i], &rest);
		else
			lines[i] = rest;
	}
	return true;
}

enum status sso_begin(const struct accounts *accounts, struct sso_attempt *attempt)
{
	struct arena *a = accounts->arena;
	attempt->secrets.nonce = secret_new(a);
	attempt->secrets.verifier = secret_new(a);
	attempt->binding = secret_new(a);
	const str detail = arena_fmt(a, "try\n%.*s\n%.*s\n%.*s\n%.*s", STR_ARGS(attempt->secrets.nonce), STR_ARGS(attempt->secrets.verifier), STR_ARGS(secret_hash(a, attempt->binding)),
		STR_ARGS(attempt->next));
	return token_new(accounts->db, a, &(struct token){.purpose = TOKEN_SINGLE_SIGN_ON, .person = attempt->person, .detail = detail}, accounts->now, &attempt->secrets.state);
}

enum status sso_look(struct db *db, struct arena *a, str state, str binding, instant now, struct sso_attempt *attempt)
{
	struct token token;
	str lines[4];
	enum status s = token_look(db, a, TOKEN_SINGLE_SIGN_ON, state, now, &token);
	if (s)
		return s;
	if (!lines_of(token.detail, S("try"), lines, 4) || !str_is_set(binding) || !str_eq(secret_hash(a, binding), lines[2]))
		return NOT_FOUND;
	*attempt = (struct sso_attempt){.secrets = {.state = state, .nonce = lines[0], .verifier = lines[1]}, .binding = binding, .next = lines[3], .person = token.person};
	return OK;
}

enum status sso_use(const struct accounts *accounts, str state)
{
	struct token token;
	return token_use(accounts->db, accounts->arena, TOKEN_SINGLE_SIGN_ON, state, accounts->now, &token);
}

/* ---- who it is ---- */

static str name_of(struct arena *a, const struct oidc_claims *c, str email)
{
	str name = c->name;
	if (!name.p && c->given_name.p && c->family_name.p)
		name = arena_fmt(a, "%.*s %.*s", STR_ARGS(c->given_name), STR_ARGS(c->family_name));
	if (!name.p)
		name = c->family_name.p ? c->family_name : c->given_name.p ? c->given_name : email;
	return name_read(a, name, &name) && utf8_count(name) <= LIMIT_NAME_CHARS ? name : email;
}

static enum status add_person(const struct accounts *accounts, str issuer, const struct oidc_claims *c, str email, enum lang lang, person_id *id)
{
	str phone;
	struct person_new new = {.email = email, .name = name_of(accounts->arena, c, email), .lang = lang, .confirmed = c->email_verified};
	if (c->phone.p && phone_read(accounts->arena, c->phone, &phone))
		new.phone = phone;
	enum status s = person_add(accounts, &new, id);
	if (s == OK)
		s = q_person_link(accounts->db, issuer, c->subject, id->v, accounts->now);
	if (s != OK || new.confirmed)
		return s;
	return person_send_confirmation(accounts, &(struct person){.id = *id, .email = email, .name = new.name, .lang = lang}, STR_NONE);
}

enum status sso_person(const struct accounts *accounts, str issuer, const struct oidc_claims *claims, enum lang lang, enum sso_who *who, person_id *person)
{
	struct q_person_of_subject_row row;
	struct person taken;
	str email;
	*person = (person_id){0};
	*who = SSO_KNOWN;
	enum status s = q_person_of_subject(accounts->db, accounts->arena, issuer, claims->subject, &row);
	if (s == OK)
		*person = (person_id){row.person};
	if (s != NOT_FOUND)
		return s;
	*who = SSO_NO_EMAIL;
	if (!claims->email.p || !email_read(accounts->arena, claims->email, &email))
		return OK;
	s = person_of_email(accounts->db, accounts->arena, email, &taken);
	*who = claims->email_verified ? SSO_PROVE : SSO_TAKEN;
	if (s != NOT_FOUND)
		return s;
	*who = SSO_NEW;
	return add_person(accounts, issuer, claims, email, lang, person);
}

enum status sso_link(const struct accounts *accounts, person_id id, str issuer, str subject, str label)
{
	struct q_person_of_subject_row row;
	struct person person;
	enum status s = q_person_of_subject(accounts->db, accounts->arena, issuer, subject, &row);
	if (s == OK)
		return row.person == id.v ? OK : CONFLICT;
	if (s != NOT_FOUND)
		return s;
	s = person_read(accounts->db, accounts->arena, id, &person);
	if (s == OK)
		s = q_person_link(accounts->db, issuer, subject, id.v, accounts->now);
	if (s == OK)
		s = accounts_audit(accounts, S("link_single_sign_on"), id, issuer);
	if (s)
		return s;
	return notice_send(accounts, &(struct notice_mail){.notice = NOTICE_SSO_LINKED, .lang = person.lang, .to = person.email, .name = person.name, .detail = label});
}

enum status sso_wait(const struct accounts *accounts, str issuer, str subject, str email, str *secret)
{
	return token_new(accounts->db, accounts->arena, &(struct token){.purpose = TOKEN_SINGLE_SIGN_ON, .email = email,
		.detail = arena_fmt(accounts->arena, "wait\n%.*s\n%.*s", STR_ARGS(issuer), STR_ARGS(subject))}, accounts->now, secret);
}

enum status sso_link_waited(const struct accounts *accounts, str secret, person_id id, str label)
{
	struct token token;
	struct person person;
	str lines[2];
	enum status s = token_look(accounts->db, accounts->arena, TOKEN_SINGLE_SIGN_ON, secret, accounts->now, &token);
	if (s)
		return s == NOT_FOUND ? OK : s;
	if (!lines_of(token.detail, S("wait"), lines, 2))
		return OK;
	s = person_read(accounts->db, accounts->arena, id, &person);
	if (s != OK || !str_eq(person.email, token.email))
		return s;
	s = token_use(accounts->db, accounts->arena, TOKEN_SINGLE_SIGN_ON, secret, accounts->now, &token);
	if (s == OK)
		s = sso_link(accounts, id, lines[0], lines[1], label);
	return s == CONFLICT ? OK : s;
}

enum status sso_keep_out(const struct accounts *accounts, person_id person, str id_token, str *secret)
{
	return token_new(accounts->db, accounts->arena, &(struct token){.purpose = TOKEN_SINGLE_SIGN_ON, .person = person, .detail = arena_fmt(accounts->arena, "out\n%.*s", STR_ARGS(id_token)),
		.expires = {accounts->now.ms + OUT_SECONDS * INT64_C(1000)}}, accounts->now, secret);
}

enum status sso_look_out(struct db *db, struct arena *a, str secret, instant now, str *id_token)
{
	struct token token;
	enum status s = token_look(db, a, TOKEN_SINGLE_SIGN_ON, secret, now, &token);
	return s == OK && !lines_of(token.detail, S("out"), id_token, 1) ? NOT_FOUND : s;
}
