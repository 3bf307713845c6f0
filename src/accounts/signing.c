/* How a session begins: after a password, a second factor, a provider or a new password. Called by web/ only. */
#include "accounts/signing.h"

#include "accounts/factor.h"
#include "accounts/mail.h"
#include "accounts/password.h"
#include "accounts/session.h"

enum status sign_in_try(struct db *db, struct arena *a, str email, str password, struct sign_in_tried *tried)
{
	*tried = (struct sign_in_tried){0};
	enum status s = str_is_set(email) ? person_of_email(db, a, email, &tried->person) : NOT_FOUND;
	if (s != OK && s != NOT_FOUND)
		return s;
	tried->good = password_verify(s == OK ? tried->person.password : STR_NONE, password);
	if (!tried->good) {
		tried->person = (struct person){.id = {0}};
		return OK;
	}
	return password_is_old(tried->person.password) ? password_hash(a, password, &tried->rehash) : OK;
}

/* Somebody signed in elsewhere learns of another kind of browser; the first sign-in after a quiet month is no news. */
static enum status tell_elsewhere(const struct accounts *accounts, const struct person *person, str agent)
{
	struct session_rows rows;
	enum status s = sessions_read(accounts->db, accounts->arena, person->id, accounts->now, &rows);
	bool elsewhere = false;
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		if (rows.at[i].waits_factor)
			continue;
		if (str_eq(rows.at[i].agent, agent))
			return OK;
		elsewhere = true;
	}
	if (s || !elsewhere)
		return s;
	return notice_send(accounts, &(struct notice_mail){.notice = NOTICE_NEW_SIGN_IN, .lang = person->lang, .to = person->email, .name = person->name, .detail = agent});
}

enum status sign_in_begin(const struct accounts *accounts, const struct sign_in *in, str *cookie, bool *waits)
{
	struct person person;
	const struct actor actor = {.person = in->person};
	struct accounts as = *accounts;
	as.actor = &actor;
	enum status s = person_read(as.db, as.arena, in->person, &person);
	if (s)
		return s;
	*waits = person.has_factor && !in->strong;
	if (!*waits)
		s = tell_elsewhere(&as, &person, in->agent);
	if (s == OK)
		s = session_begin(as.db, as.arena, &(struct session_new){.person = in->person, .mine = in->mine, .waits_factor = *waits, .agent = in->agent, .now = as.now}, cookie);
	return s == OK && !*waits ? accounts_audit(&as, S("sign_in"), in->person, arena_fmt(as.arena, "%.*s, %.*s", STR_ARGS(in->how), STR_ARGS(in->agent))) : s;
}

static enum status tell_recovery(const struct accounts *accounts, const struct person *person)
{
	int64_t left;
	enum status s = factor_recovery_left(accounts->db, accounts->arena, person->id, &left);
	if (s)
		return s;
	return notice_send(accounts, &(struct notice_mail){.notice = NOTICE_RECOVERY_USED, .lang = person->lang, .to = person->email, .name = person->name,
		.detail = arena_fmt(accounts->arena, "%lld", (long long)left)});
}

enum status sign_in_factor(const struct accounts *accounts, person_id half, str session, str code, const struct sign_in *in, str *cookie)
{
	struct person person;
	enum factor_answer answer;
	bool waits;
	struct sign_in whole = *in;
	enum status s = person_read(accounts->db, accounts->arena, half, &person);
	if (s == OK)
		s = factor_check(accounts->db, accounts->arena, accounts->key, half, code, accounts->now, &answer);
	if (s)
		return s;
	whole.person = half;
	whole.strong = true;
	whole.how = answer == FACTOR_RECOVERY ? S("recovery") : S("code");
	s = session_end(accounts->db, session);
	if (s == OK && answer == FACTOR_RECOVERY)
		s = tell_recovery(accounts, &person);
	return s == OK ? sign_in_begin(accounts, &whole, cookie, &waits) : s;
}

enum status sign_out(const struct accounts *accounts, person_id person, str hash)
{
	enum status s = session_end(accounts->db, hash);
	return s == OK ? accounts_audit(accounts, S("sign_out"), person, STR_NONE) : s;
}
