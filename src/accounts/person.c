/* Rows of the table person, and what happens to them. Each change is told by mail to the person and kept in the audit. */
#include "accounts/person.h"

#include "accounts/mail.h"
#include "accounts/session.h"
#include "base/ids.h"
#include "domain/contact.h"
#include "gen/queries.h"

static str lang_code(enum lang lang)
{
	return lang == LANG_EN ? S("en") : S("fr");
}

enum status person_read(struct db *db, struct arena *a, person_id id, struct person *person)
{
	struct q_person_row row;
	enum status s = q_person(db, a, id.v, &row);
	if (s == OK)
		*person = (struct person){.id = id, .email = row.email, .name = row.name, .phone = row.phone, .lang = str_eq(row.lang, S("en")) ? LANG_EN : LANG_FR, .password = row.password,
			.created = row.created, .confirmed = row.confirmed, .administrator = row.administrator, .has_factor = row.has_factor};
	return s;
}

enum status person_of_email(struct db *db, struct arena *a, str email, struct person *person)
{
	struct q_person_of_email_row row;
	enum status s = q_person_of_email(db, a, email, &row);
	return s == OK ? person_read(db, a, (person_id){row.person}, person) : s;
}

static enum status tell(const struct accounts *accounts, const struct person *person, enum notice notice, str detail)
{
	return notice_send(accounts, &(struct notice_mail){.notice = notice, .lang = person->lang, .to = person->email, .name = person->name, .detail = detail});
}

/* The link carries the secret, and where to go on: only paths of ours come here (web checks them). */
static str link_of(struct arena *a, const char *page, str secret)
{
	return arena_fmt(a, "%s?t=%.*s", page, STR_ARGS(secret));
}

enum status person_add(const struct accounts *accounts, const struct person_new *new, person_id *id)
{
	struct person taken;
	enum status s = person_of_email(accounts->db, accounts->arena, new->email, &taken);
	if (s != NOT_FOUND)
		return s == OK ? CONFLICT : s;
	*id = (person_id){id_new()};
	s = q_person_add(accounts->db, &(struct q_person_add_in){.person = id->v, .email = new->email, .name = new->name, .phone = new->phone, .lang = lang_code(new->lang),
		.password = new->password, .password_ms = {new->password.p != NULL, accounts->now}, .now = accounts->now,
		.confirmed = {new->confirmed, accounts->now}, .administrator = new->administrator});
	return s == OK ? accounts_audit(accounts, S("person_add"), *id, new->administrator ? S("administrator") : STR_NONE) : s;
}

enum status person_send_confirmation(const struct accounts *accounts, const struct person *person, str next)
{
	str secret;
	enum status s = token_cancel(accounts->db, person->id, TOKEN_CONFIRM, accounts->now);
	if (s == OK)
		s = token_new(accounts->db, accounts->arena, &(struct token){.purpose = TOKEN_CONFIRM, .person = person->id, .email = person->email, .detail = next}, accounts->now, &secret);
	if (s)
		return s;
	return notice_send(accounts, &(struct notice_mail){.notice = NOTICE_CONFIRM, .lang = person->lang, .to = person->email, .name = person->name,
		.path = link_of(accounts->arena, "/confirm", secret)});
}

enum status person_sign_up(const struct accounts *accounts, const struct person_new *new, str next)
{
	struct person person;
	enum status s = person_of_email(accounts->db, accounts->arena, new->email, &person);
	if (s == OK)
		return tell(accounts, &person, NOTICE_TAKEN, STR_NONE);
	if (s != NOT_FOUND)
		return s;
	person = (struct person){.email = new->email, .name = new->name, .lang = new->lang};
	s = person_add(accounts, new, &person.id);
	return s == OK ? person_send_confirmation(accounts, &person, next) : s;
}

/* The link of a token, used by the person whom it is for. */
static enum status use_own(const struct accounts *accounts, enum token_purpose purpose, str secret, struct token *token)
{
	enum status s = token_look(accounts->db, accounts->arena, purpose, secret, accounts->now, token);
	if (s == OK && !accounts_may(accounts, VERB_own_account, &(struct thing){.person = token->person}))
		return DENIED;
	return s == OK ? token_use(accounts->db, accounts->arena, purpose, secret, accounts->now, token) : s;
}

enum status person_confirm(const struct accounts *accounts, str secret, struct token *token)
{
	struct person person;
	enum status s = use_own(accounts, TOKEN_CONFIRM, secret, token);
	if (s == OK)
		s = person_read(accounts->db, accounts->arena, token->person, &person);
	if (s)
		return s;
	if (!str_eq(person.email, token->email))
		return NOT_FOUND; /* the address was changed after the link was sent */
	s = q_person_confirm(accounts->db, token->person.v, accounts->now);
	return s == OK ? accounts_audit(accounts, S("confirm_email"), token->person, STR_NONE) : s;
}

/* ---- password ---- */

enum status person_ask_reset(const struct accounts *accounts, str email, enum lang lang)
{
	struct person person;
	str secret;
	enum status s = person_of_email(accounts->db, accounts->arena, email, &person);
	if (s == NOT_FOUND)
		return notice_send(accounts, &(struct notice_mail){.notice = NOTICE_NO_ACCOUNT, .lang = lang, .to = email, .path = S("/sign-up")});
	if (s == OK)
		s = token_cancel(accounts->db, person.id, TOKEN_RESET, accounts->now);
	if (s == OK)
		s = token_new(accounts->db, accounts->arena, &(struct token){.purpose = TOKEN_RESET, .person = person.id, .email = email}, accounts->now, &secret);
	if (s == OK)
		s = accounts_audit(accounts, S("ask_reset"), person.id, STR_NONE);
	if (s)
		return s;
	return notice_send(accounts, &(struct notice_mail){.notice = NOTICE_RESET, .lang = person.lang, .to = email, .name = person.name,
		.path = link_of(accounts->arena, "/password/reset", secret)});
}

static enum status change_password(const struct accounts *accounts, const struct person *person, str hash, str keep, str verb)
{
	enum status s = q_person_set_password(accounts->db, person->id.v, hash, accounts->now);
	if (s == OK)
		s = session_end_others(accounts->db, person->id, keep);
	if (s == OK)
		s = token_cancel(accounts->db, person->id, TOKEN_RESET, accounts->now);
	if (s == OK)
		s = accounts_audit(accounts, verb, person->id, STR_NONE);
	return s == OK ? tell(accounts, person, NOTICE_PASSWORD_CHANGED, STR_NONE) : s;
}

/* Until now nobody had shown that the address was theirs: who reads its mail has now, and other ways in that a stranger may have set (provider, second factor) are gone. */
static enum status take_from_stranger(const struct accounts *accounts, person_id person)
{
	enum status s = q_person_forget_subjects(accounts->db, person.v);
	if (s == OK)
		s = q_recovery_forget(accounts->db, person.v);
	if (s == OK)
		s = q_factor_forget(accounts->db, person.v);
	return s == OK ? q_person_confirm(accounts->db, person.v, accounts->now) : s;
}

enum status person_reset(const struct accounts *accounts, str secret, str hash, person_id *id)
{
	struct token token;
	struct person person;
	enum status s = token_use(accounts->db, accounts->arena, TOKEN_RESET, secret, accounts->now, &token);
	if (s == OK)
		s = person_read(accounts->db, accounts->arena, token.person, &person);
	if (s)
		return s;
	if (!str_eq(person.email, token.email))
		return NOT_FOUND;
	*id = person.id;
	if (!person.confirmed && (s = take_from_stranger(accounts, person.id)) != OK)
		return s;
	return change_password(accounts, &person, hash, STR_NONE, S("reset_password"));
}

enum status person_set_password(const struct accounts *accounts, person_id id, str hash, str keep)
{
	struct person person;
	if (!accounts_may(accounts, VERB_own_account, &(struct thing){.person = id}))
		return DENIED;
	enum status s = person_read(accounts->db, accounts->arena, id, &person);
	return s == OK ? change_password(accounts, &person, hash, keep, S("set_password")) : s;
}

enum status person_rehash(const struct accounts *accounts, person_id id, str hash)
{
	return q_person_set_password(accounts->db, id.v, hash, accounts->now);
}

/* ---- what a person says of themselves ---- */

enum status person_change(const struct accounts *accounts, person_id id, str name, str phone, enum lang lang)
{
	if (!accounts_may(accounts, VERB_own_account, &(struct thing){.person = id}))
		return DENIED;
	enum status s = q_person_change(accounts->db, id.v, name, str_is_set(phone) ? phone : STR_NONE, lang_code(lang));
	return s == OK ? accounts_audit(accounts, S("change_person"), id, STR_NONE) : s;
}

enum status person_ask_email(const struct accounts *accounts, const struct person *person, str email)
{
	struct person owner;
	str secret;
	if (!accounts_may(accounts, VERB_own_account, &(struct thing){.person = person->id}))
		return DENIED;
	enum status s = person_of_email(accounts->db, accounts->arena, email, &owner);
	if (s != OK && s != NOT_FOUND)
		return s;
	if (s == OK) {
		s = tell(accounts, &owner, NOTICE_TAKEN, STR_NONE);
	} else {
		s = token_cancel(accounts->db, person->id, TOKEN_CHANGE_EMAIL, accounts->now);
		if (s == OK)
			s = token_new(accounts->db, accounts->arena, &(struct token){.purpose = TOKEN_CHANGE_EMAIL, .person = person->id, .email = email}, accounts->now, &secret);
		if (s == OK)
			s = notice_send(accounts, &(struct notice_mail){.notice = NOTICE_EMAIL_CONFIRM, .lang = person->lang, .to = email, .name = person->name,
				.path = link_of(accounts->arena, "/account/email/confirm", secret)});
	}
	if (s == OK)
		s = accounts_audit(accounts, S("ask_email"), person->id, STR_NONE);
	return s == OK ? tell(accounts, person, NOTICE_EMAIL_ASKED, email_hint(accounts->arena, email)) : s;
}

enum status person_use_email(const struct accounts *accounts, str secret, struct token *token)
{
	struct person person, owner;
	enum status s = use_own(accounts, TOKEN_CHANGE_EMAIL, secret, token);
	if (s == OK)
		s = person_read(accounts->db, accounts->arena, token->person, &person);
	if (s)
		return s;
	s = person_of_email(accounts->db, accounts->arena, token->email, &owner);
	if (s != NOT_FOUND)
		return s == OK ? CONFLICT : s;
	s = q_person_set_email(accounts->db, person.id.v, token->email, accounts->now);
	if (s == OK)
		s = token_cancel(accounts->db, person.id, TOKEN_RESET, accounts->now);
	if (s == OK)
		s = token_cancel(accounts->db, person.id, TOKEN_CONFIRM, accounts->now);
	if (s == OK)
		s = accounts_audit(accounts, S("change_email"), person.id, STR_NONE);
	return s == OK ? tell(accounts, &person, NOTICE_EMAIL_CHANGED, email_hint(accounts->arena, token->email)) : s;
}

/* ---- leaving ---- */

enum status person_read_holds(struct db *db, struct arena *a, person_id id, struct person_holds *holds)
{
	struct q_person_holds_rows rows;
	*holds = (struct person_holds){0};
	enum status s = q_person_holds(db, a, id.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, holds) = (struct person_hold){.organisation = rows.at[i].name, .sheets = rows.at[i].sheets};
	return s;
}

enum status person_close(const struct accounts *accounts, person_id id)
{
	struct db *db = accounts->db;
	struct person person;
	struct person_holds holds;
	if (!accounts_may(accounts, VERB_own_account, &(struct thing){.person = id}))
		return DENIED;
	enum status s = person_read(db, accounts->arena, id, &person);
	if (s == OK)
		s = person_read_holds(db, accounts->arena, id, &holds);
	if (s)
		return s;
	if (holds.n)
		return CONFLICT;
	static enum status (*const forget[])(struct db *, int64_t) = {q_person_forget_subjects, q_person_forget_tokens, q_person_forget_roles, q_person_forget_memberships,
		q_recovery_forget, q_factor_forget};
	s = tell(accounts, &person, NOTICE_CLOSED, STR_NONE);
	for (size_t i = 0; s == OK && i < sizeof forget / sizeof forget[0]; i++)
		s = forget[i](db, id.v);
	if (s == OK)
		s = session_end_others(db, id, STR_NONE);
	if (s == OK)
		s = q_person_close(db, id.v, arena_fmt(accounts->arena, "closed:%lld", (long long)id.v), accounts->now);
	return s == OK ? accounts_audit(accounts, S("close_account"), id, STR_NONE) : s;
}
