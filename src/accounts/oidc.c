/* The conversation with the provider. Owns what is kept of it: its description and its key set, under one lock; no lock is held while the network is waited for. */
#include "accounts/oidc.h"

#include "accounts/oidc_fetch.h"
#include "base/limits.h"
#include "base/log.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

struct kept {
	char *text;
	size_t n;
	int64_t asked_ms;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct kept description, keys;
static char *kept_issuer;
static int64_t rotated_ms; /* last look for a key that was not there */

static void keep(struct kept *kept, str text, instant now)
{
	char *copy = malloc(text.n + 1);
	always(copy);
	for (size_t i = 0; i < text.n; i++)
		copy[i] = text.p[i];
	copy[text.n] = '\0';
	free(kept->text);
	*kept = (struct kept){.text = copy, .n = text.n, .asked_ms = now.ms};
}

/* Another issuer than before (tests): nothing of the old one counts. */
static void be_of(struct arena *a, str issuer)
{
	if (kept_issuer && str_eq(str_of(kept_issuer), issuer))
		return;
	free(kept_issuer);
	kept_issuer = strdup(arena_cstr(a, issuer));
	always(kept_issuer);
	free(description.text);
	free(keys.text);
	description = keys = (struct kept){0};
}

static str look(struct arena *a, struct kept *kept, str issuer, instant now, int64_t most_seconds)
{
	str found = STR_NONE;
	(void)pthread_mutex_lock(&lock);
	be_of(a, issuer);
	if (kept->text && now.ms - kept->asked_ms < most_seconds * 1000)
		found = arena_str(a, (str){kept->text, kept->n});
	(void)pthread_mutex_unlock(&lock);
	return found;
}

static void note(struct arena *a, struct kept *kept, str issuer, str text, instant now)
{
	(void)pthread_mutex_lock(&lock);
	be_of(a, issuer);
	keep(kept, text, now);
	(void)pthread_mutex_unlock(&lock);
}

static enum status ask_plain(struct arena *a, str address, str *text)
{
	struct oidc_reply reply;
	enum status s = oidc_ask(a, &(struct oidc_question){.address = address}, &reply);
	*text = reply.body;
	if (s == OK && (reply.code != 200 || !str_is_set(reply.body)))
		s = BUSY;
	return s == TOO_BIG ? INVALID : s;
}

enum status oidc_known(struct arena *a, const struct settings *settings, struct oidc_provider *provider)
{
	const str text = str_is_set(settings->sso_issuer) ? look(a, &description, settings->sso_issuer, (instant){0}, INT64_MAX / 1000) : STR_NONE;
	return text.p ? oidc_read_provider(a, text, settings->sso_issuer, provider) : NOT_FOUND;
}

enum status oidc_find(struct arena *a, const struct settings *settings, instant now, struct oidc_provider *provider)
{
	const str issuer = settings->sso_issuer;
	str text = look(a, &description, issuer, now, LIMIT_SSO_KEPT_SECONDS);
	if (text.p)
		return oidc_read_provider(a, text, issuer, provider);
	const str base = str_ends(issuer, S("/")) ? str_first(issuer, issuer.n - 1) : issuer;
	enum status s = ask_plain(a, arena_fmt(a, "%.*s/.well-known/openid-configuration", STR_ARGS(base)), &text);
	if (s == OK)
		s = oidc_read_provider(a, text, issuer, provider);
	if (s == OK)
		note(a, &description, issuer, text, now);
	else
		LOG(LOG_WARNING, "sso_refused", log_text("why", S("description")));
	return s;
}

/* `again`: a key was not in the kept set; at most once a minute, so that forged texts do not make us ask without end. */
static enum status find_keys(struct arena *a, const struct oidc_provider *p, instant now, bool again, str *text)
{
	if (!again && (*text = look(a, &keys, p->issuer, now, LIMIT_SSO_KEPT_SECONDS)).p)
		return OK;
	if (again) {
		(void)pthread_mutex_lock(&lock);
		const bool soon = now.ms - rotated_ms < LIMIT_SSO_ROTATION_SECONDS * INT64_C(1000) && now.ms >= rotated_ms;
		if (!soon)
			rotated_ms = now.ms;
		(void)pthread_mutex_unlock(&lock);
		if (soon)
			return NOT_FOUND;
	}
	enum status s = ask_plain(a, p->jwks, text);
	if (s == OK)
		note(a, &keys, p->issuer, *text, now);
	return s;
}

/* ---- the way there ---- */

str oidc_return_address(struct arena *a, const struct settings *settings)
{
	return arena_fmt(a, "%.*s/sso/return", STR_ARGS(settings->public_url));
}

static void add(struct out *o, char before, const char *name, str value)
{
	out_char(o, before);
	out_str(o, str_of(name));
	out_char(o, '=');
	oidc_encode(o, value);
}

static str challenge_of(struct arena *a, str verifier)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char *text = ARENA_ARRAY(a, 64, char);
	(void)crypto_hash_sha256(hash, (const unsigned char *)verifier.p, verifier.n);
	(void)sodium_bin2base64(text, 64, hash, sizeof hash, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return str_of(text);
}

str oidc_authorization(struct arena *a, const struct settings *settings, const struct oidc_provider *p, const struct oidc_attempt *attempt)
{
	struct out o = out_new(LIMIT_CELL_BYTES);
	out_str(&o, p->authorization);
	add(&o, str_has(p->authorization, S("?")) ? '&' : '?', "response_type", S("code"));
	add(&o, '&', "client_id", settings->sso_client);
	add(&o, '&', "redirect_uri", oidc_return_address(a, settings));
	add(&o, '&', "scope", str_is_set(settings->sso_scope) ? settings->sso_scope : S("openid email"));
	add(&o, '&', "state", attempt->state);
	add(&o, '&', "nonce", attempt->nonce);
	add(&o, '&', "code_challenge", challenge_of(a, attempt->verifier));
	add(&o, '&', "code_challenge_method", S("S256"));
	if (p->knows_eidas1)
		add(&o, '&', "acr_values", S("eidas1"));
	return out_keep(&o, a);
}

str oidc_sign_out(struct arena *a, const struct settings *settings, const struct oidc_provider *p, str id_token)
{
	if (!p->end_session.p)
		return STR_NONE;
	struct out o = out_new(LIMIT_SSO_TOKEN_BYTES * 2);
	out_str(&o, p->end_session);
	add(&o, str_has(p->end_session, S("?")) ? '&' : '?', "id_token_hint", id_token);
	add(&o, '&', "post_logout_redirect_uri", arena_fmt(a, "%.*s/sign-in", STR_ARGS(settings->public_url)));
	return out_keep(&o, a);
}

/* ---- the way back ---- */

static enum status exchange(struct arena *a, const struct settings *settings, const struct oidc_provider *p, const struct oidc_attempt *attempt, str code, struct oidc_answer *answer)
{
	struct oidc_reply reply;
	struct out form = out_new(LIMIT_CELL_BYTES);
	out_str(&form, S("grant_type=authorization_code"));
	add(&form, '&', "code", code);
	add(&form, '&', "redirect_uri", oidc_return_address(a, settings));
	add(&form, '&', "code_verifier", attempt->verifier);
	struct oidc_question q = {.address = p->token};
	if (p->takes_basic) {
		q.user = settings->sso_client;
		q.secret = settings->sso_secret;
	} else {
		add(&form, '&', "client_id", settings->sso_client);
		add(&form, '&', "client_secret", settings->sso_secret);
	}
	q.form = out_keep(&form, a);
	enum status s = oidc_ask(a, &q, &reply);
	if (s)
		return s == TOO_BIG ? INVALID : s;
	s = reply.code == 200 ? oidc_read_answer(a, reply.body, answer) : INVALID;
	if (s)
		LOG(LOG_WARNING, "sso_refused", log_text("why", S("code exchange")), log_int("status", reply.code));
	return s;
}

/* Verifies; when no key fits, looks once more at the set. */
static enum status read_signed(struct arena *a, const struct oidc_provider *p, str text, const struct oidc_expected *expected, struct oidc_claims *claims)
{
	const char *why = "";
	str jwks;
	enum status s = find_keys(a, p, expected->now, false, &jwks);
	if (s == OK)
		s = oidc_read_signed(a, text, jwks, expected, claims, &why);
	if (s == NOT_FOUND) {
		s = find_keys(a, p, expected->now, true, &jwks);
		if (s == OK)
			s = oidc_read_signed(a, text, jwks, expected, claims, &why);
	}
	if (s == INVALID || s == NOT_FOUND)
		LOG(LOG_WARNING, "sso_refused", log_text("why", str_of(why)));
	return s == NOT_FOUND ? INVALID : s;
}

static void complete(struct oidc_claims *c, const struct oidc_claims *more)
{
	if (more->email.p) {
		c->email = more->email;
		c->email_verified = more->email_verified;
	}
	if (more->name.p)
		c->name = more->name;
	if (more->given_name.p)
		c->given_name = more->given_name;
	if (more->family_name.p)
		c->family_name = more->family_name;
	if (more->phone.p)
		c->phone = more->phone;
}

static enum status ask_userinfo(struct arena *a, const struct settings *settings, const struct oidc_provider *p, str access_token, instant now, struct oidc_claims *claims)
{
	struct oidc_reply reply;
	struct oidc_claims more;
	if (!p->userinfo.p)
		return OK;
	enum status s = oidc_ask(a, &(struct oidc_question){.address = p->userinfo, .bearer = access_token}, &reply);
	if (s == OK && reply.code != 200)
		s = INVALID;
	if (s)
		return s == TOO_BIG ? INVALID : s;
	if (str_starts(reply.type, S("application/jwt")))
		s = read_signed(a, p, str_trim(reply.body), &(struct oidc_expected){.issuer = p->issuer, .client = settings->sso_client, .secret = settings->sso_secret,
			.algorithms = p->userinfo_algorithms, .now = now}, &more);
	else
		s = oidc_read_claims(a, reply.body, &more);
	if (s == OK && !str_eq(more.subject, claims->subject))
		s = INVALID; /* somebody else's: Core §5.3.2 */
	if (s == OK)
		complete(claims, &more);
	else
		LOG(LOG_WARNING, "sso_refused", log_text("why", S("userinfo")));
	return s;
}

enum status oidc_finish(struct arena *a, const struct settings *settings, const struct oidc_attempt *attempt, str code, instant now, struct oidc_identity *identity)
{
	struct oidc_provider p;
	struct oidc_answer answer;
	*identity = (struct oidc_identity){.id_token = STR_NONE};
	enum status s = oidc_find(a, settings, now, &p);
	if (s == OK)
		s = exchange(a, settings, &p, attempt, code, &answer);
	if (s == OK)
		s = read_signed(a, &p, answer.id_token, &(struct oidc_expected){.issuer = p.issuer, .client = settings->sso_client, .secret = settings->sso_secret, .nonce = attempt->nonce,
			.algorithms = p.id_token_algorithms, .now = now}, &identity->claims);
	if (s == OK)
		s = ask_userinfo(a, settings, &p, answer.access_token, now, &identity->claims);
	if (s == OK)
		identity->id_token = answer.id_token;
	return s;
}
