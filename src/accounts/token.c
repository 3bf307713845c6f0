/* Rows of the table person_token. */
#include "accounts/token.h"

#include "base/ids.h"
#include "base/limits.h"
#include "gen/queries.h"

static const struct {
	const char *name;
	int64_t seconds;
} purposes[] = {
	[TOKEN_CONFIRM] = {"confirm", LIMIT_TOKEN_CONFIRM_SECONDS},
	[TOKEN_RESET] = {"reset", LIMIT_TOKEN_RESET_SECONDS},
	[TOKEN_CHANGE_EMAIL] = {"change_email", LIMIT_TOKEN_RESET_SECONDS},
	[TOKEN_INVITE] = {"invite", LIMIT_TOKEN_INVITE_SECONDS},
	[TOKEN_SINGLE_SIGN_ON] = {"single_sign_on", LIMIT_TOKEN_SSO_SECONDS},
};

enum status token_new(struct db *db, struct arena *a, const struct token *token, instant now, str *secret)
{
	*secret = secret_new(a);
	enum status s = q_token_sweep(db, now);
	if (s)
		return s;
	return q_token_add(db, &(struct q_token_add_in){.hash = secret_hash(a, *secret), .purpose = str_of(purposes[token->purpose].name),
		.person = {token->person.v != 0, token->person.v}, .email = token->email, .detail = token->detail, .now = now,
		.expires = token->expires.ms ? token->expires : (instant){now.ms + purposes[token->purpose].seconds * 1000}});
}

static enum status look(struct db *db, struct arena *a, enum token_purpose purpose, str hash, instant now, struct token *token)
{
	struct q_token_read_row row;
	*token = (struct token){.purpose = purpose};
	enum status s = q_token_read(db, a, hash, str_of(purposes[purpose].name), now, &row);
	if (s == OK)
		*token = (struct token){.purpose = purpose, .person = {row.person.set ? row.person.value : 0}, .email = row.email, .detail = row.detail, .created = row.created, .expires = row.expires};
	return s;
}

enum status token_look(struct db *db, struct arena *a, enum token_purpose purpose, str secret, instant now, struct token *token)
{
	*token = (struct token){.purpose = purpose};
	return str_is_set(secret) ? look(db, a, purpose, secret_hash(a, secret), now, token) : NOT_FOUND;
}

enum status token_use(struct db *db, struct arena *a, enum token_purpose purpose, str secret, instant now, struct token *token)
{
	enum status s = token_look(db, a, purpose, secret, now, token);
	return s == OK ? q_token_use(db, secret_hash(a, secret), now) : s;
}

enum status token_cancel(struct db *db, person_id person, enum token_purpose purpose, instant now)
{
	return q_token_cancel(db, person.v, str_of(purposes[purpose].name), now);
}
