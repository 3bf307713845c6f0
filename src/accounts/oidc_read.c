/* jansson reads, cjose verifies; which key and which algorithm may verify is decided here, before cjose sees the text. */
#include "accounts/oidc_read.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <cjose/cjose.h>
#include <jansson.h>
#include <sodium.h>

enum { SUBJECT_BYTES = 255, CLAIM_BYTES = 1000, RSA_BYTES = 256, RSA_BYTES_MAX = 1024, EXPONENT_BYTES = 8, EC_BYTES = 32, URL_BYTES = 2000 };

static void drop(void *json)
{
	json_decref(json);
}

static json_t *load(struct arena *a, str text)
{
	json_error_t error;
	if (!str_is_set(text) || text.n > LIMIT_SSO_ANSWER_BYTES)
		return NULL;
	json_t *json = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &error);
	if (json)
		arena_defer(a, drop, json);
	return json_is_object(json) ? json : NULL;
}

/* A text member of at most `most` bytes, copied; absent when it is missing, not a text, too long or not printable. */
static str member(struct arena *a, const json_t *object, const char *name, size_t most)
{
	const json_t *value = json_object_get(object, name);
	if (!json_is_string(value))
		return STR_NONE;
	const str text = {json_string_value(value), json_string_length(value)};
	if (!text.n || text.n > most || !utf8_valid(text))
		return STR_NONE;
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.p[i] < ' ' || text.p[i] == 127)
			return STR_NONE;
	return arena_str(a, text);
}

static bool is_member_of(const json_t *list, str text)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *value = json_array_get(list, i);
		if (json_is_string(value) && str_eq((str){json_string_value(value), json_string_length(value)}, text))
			return true;
	}
	return false;
}

/* ---- the provider's description ---- */

bool oidc_is_safe_url(str address)
{
	static const str safe[] = {S("https://"), S("http://127.0.0.1:"), S("http://localhost:"), S("http://[::1]:")};
	for (size_t i = 0; i < address.n; i++)
		if ((unsigned char)address.p[i] <= ' ' || (unsigned char)address.p[i] >= 127 || address.p[i] == '"' || address.p[i] == '\\' || address.p[i] == '#')
			return false;
	for (size_t i = 0; i < sizeof safe / sizeof safe[0]; i++)
		if (str_starts(address, safe[i]) && address.n > safe[i].n && address.n <= URL_BYTES && !str_has(address, S("@")))
			return true;
	return false;
}

static unsigned algorithms_of(const json_t *object, const char *name, unsigned otherwise)
{
	const json_t *list = json_object_get(object, name);
	if (!json_is_array(list))
		return otherwise;
	return (is_member_of(list, S("RS256")) ? (unsigned)OIDC_RS256 : 0) | (is_member_of(list, S("ES256")) ? (unsigned)OIDC_ES256 : 0) |
	       (is_member_of(list, S("HS256")) ? (unsigned)OIDC_HS256 : 0);
}

/* The endpoints of an https issuer are https too: a description cannot lead down to this machine. */
static bool endpoint(struct arena *a, const json_t *json, const char *name, str issuer, str *address)
{
	*address = member(a, json, name, URL_BYTES);
	return address->p && oidc_is_safe_url(*address) && (str_starts(*address, S("https://")) || !str_starts(issuer, S("https://")));
}

enum status oidc_read_provider(struct arena *a, str text, str issuer, struct oidc_provider *p)
{
	const json_t *json = load(a, text);
	*p = (struct oidc_provider){.issuer = issuer};
	if (!json || !str_eq(member(a, json, "issuer", URL_BYTES), issuer))
		return INVALID;
	if (!endpoint(a, json, "authorization_endpoint", issuer, &p->authorization) || !endpoint(a, json, "token_endpoint", issuer, &p->token) ||
	    !endpoint(a, json, "jwks_uri", issuer, &p->jwks))
		return INVALID;
	if (!endpoint(a, json, "userinfo_endpoint", issuer, &p->userinfo))
		p->userinfo = STR_NONE;
	if (!endpoint(a, json, "end_session_endpoint", issuer, &p->end_session))
		p->end_session = STR_NONE;
	p->id_token_algorithms = algorithms_of(json, "id_token_signing_alg_values_supported", OIDC_RS256);
	p->userinfo_algorithms = algorithms_of(json, "userinfo_signing_alg_values_supported", p->id_token_algorithms);
	const json_t *methods = json_object_get(json, "token_endpoint_auth_methods_supported");
	p->takes_basic = !json_is_array(methods) || is_member_of(methods, S("client_secret_basic"));
	p->knows_eidas1 = is_member_of(json_object_get(json, "acr_values_supported"), S("eidas1"));
	return p->id_token_algorithms ? OK : INVALID;
}

enum status oidc_read_answer(struct arena *a, str text, struct oidc_answer *answer)
{
	const json_t *json = load(a, text);
	*answer = (struct oidc_answer){.id_token = STR_NONE};
	if (!json || !str_eq_nocase(member(a, json, "token_type", CLAIM_BYTES), S("Bearer")))
		return INVALID;
	answer->id_token = member(a, json, "id_token", LIMIT_SSO_TOKEN_BYTES);
	answer->access_token = member(a, json, "access_token", LIMIT_SSO_TOKEN_BYTES);
	return answer->id_token.p && answer->access_token.p ? OK : INVALID;
}

/* ---- a signed text ---- */

struct jws {
	unsigned algorithm;
	str kid; /* or absent */
};

/* base64url without padding, of a whole part. */
static bool decode(struct arena *a, str part, str *bytes)
{
	unsigned char *out = ARENA_ARRAY(a, part.n + 1, unsigned char);
	size_t n;
	const char *end;
	if (!part.n || sodium_base642bin(out, part.n + 1, part.p, part.n, NULL, &n, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 || end != part.p + part.n)
		return false;
	*bytes = (str){(const char *)out, n};
	return true;
}

static bool read_head(struct arena *a, str text, struct jws *jws)
{
	static const struct {
		str name;
		unsigned bit;
	} algorithms[] = {{S("RS256"), OIDC_RS256}, {S("ES256"), OIDC_ES256}, {S("HS256"), OIDC_HS256}};
	str head, body, signature, more, bytes, ignored;
	if (!str_is_set(text) || text.n > LIMIT_SSO_TOKEN_BYTES || !str_cut(text, '.', &head, &body) || !str_cut(body, '.', &body, &signature) || str_cut(signature, '.', &signature, &more))
		return false;
	/* cjose stops the process on a part that is not base64url: every part is read here first */
	if (!decode(a, head, &bytes) || !decode(a, body, &ignored) || !decode(a, signature, &ignored))
		return false;
	const json_t *json = load(a, bytes);
	if (!json || json_object_get(json, "crit") || json_object_get(json, "b64"))
		return false;
	const str name = member(a, json, "alg", CLAIM_BYTES);
	*jws = (struct jws){.kid = member(a, json, "kid", CLAIM_BYTES)};
	for (size_t i = 0; i < sizeof algorithms / sizeof algorithms[0]; i++)
		if (str_eq(name, algorithms[i].name))
			jws->algorithm = algorithms[i].bit;
	return true;
}

static bool key_fits(struct arena *a, const json_t *key, const struct jws *jws)
{
	const bool rsa = jws->algorithm == OIDC_RS256;
	const str use = member(a, key, "use", CLAIM_BYTES), alg = member(a, key, "alg", CLAIM_BYTES), kid = member(a, key, "kid", CLAIM_BYTES);
	if (!json_is_object(key) || !str_eq(member(a, key, "kty", CLAIM_BYTES), rsa ? S("RSA") : S("EC")) || (use.p && !str_eq(use, S("sig"))) ||
	    (alg.p && !str_eq(alg, rsa ? S("RS256") : S("ES256"))) || (jws->kid.p && !str_eq(kid, jws->kid)))
		return false;
	str first, second;
	if (!decode(a, member(a, key, rsa ? "n" : "x", LIMIT_SSO_TOKEN_BYTES), &first) || !decode(a, member(a, key, rsa ? "e" : "y", LIMIT_SSO_TOKEN_BYTES), &second))
		return false;
	if (!rsa)
		return first.n == EC_BYTES && second.n == EC_BYTES && str_eq(member(a, key, "crv", CLAIM_BYTES), S("P-256"));
	return first.n >= RSA_BYTES && first.n <= RSA_BYTES_MAX && second.n <= EXPONENT_BYTES;
}

/* Without a kid the set must leave no choice. */
static json_t *key_of(struct arena *a, str jwks, const struct jws *jws)
{
	const json_t *set = load(a, jwks), *keys = set ? json_object_get(set, "keys") : NULL;
	json_t *found = NULL;
	for (size_t i = 0; json_is_array(keys) && i < json_array_size(keys) && i < LIMIT_SSO_KEYS; i++) {
		json_t *key = json_array_get(keys, i);
		if (!key_fits(a, key, jws))
			continue;
		if (found)
			return NULL;
		found = key;
	}
	return found;
}

static cjose_jwk_t *import_key(struct arena *a, str jwks, const struct jws *jws, str secret)
{
	cjose_err error;
	if (jws->algorithm == OIDC_HS256)
		return cjose_jwk_create_oct_spec((const uint8_t *)secret.p, secret.n, &error);
	json_t *key = key_of(a, jwks, jws);
	return key ? cjose_jwk_import_json(key, &error) : NULL;
}

static bool verify(struct arena *a, str text, const cjose_jwk_t *key, str *payload)
{
	cjose_err error;
	uint8_t *bytes = NULL;
	size_t n = 0;
	cjose_jws_t *jws = cjose_jws_import(text.p, text.n, &error);
	const bool good = jws && cjose_jws_verify(jws, key, &error) && cjose_jws_get_plaintext(jws, &bytes, &n, &error);
	if (good)
		*payload = arena_str(a, (str){(const char *)bytes, n});
	if (jws)
		cjose_jws_release(jws);
	return good;
}

/* ---- claims ---- */

static bool is_true(const json_t *value)
{
	return json_is_true(value) || (json_is_string(value) && str_eq((str){json_string_value(value), json_string_length(value)}, S("true")));
}

static void read_person(struct arena *a, const json_t *json, struct oidc_claims *c)
{
	*c = (struct oidc_claims){.subject = member(a, json, "sub", SUBJECT_BYTES), .email = member(a, json, "email", LIMIT_EMAIL_BYTES), .name = member(a, json, "name", CLAIM_BYTES),
		.given_name = member(a, json, "given_name", CLAIM_BYTES), .family_name = member(a, json, "usual_name", CLAIM_BYTES), .phone = member(a, json, "phone_number", CLAIM_BYTES),
		.email_verified = is_true(json_object_get(json, "email_verified"))};
	if (!c->family_name.p)
		c->family_name = member(a, json, "family_name", CLAIM_BYTES);
}

static bool is_for_us(struct arena *a, const json_t *json, str client, bool demanded)
{
	const json_t *audience = json_object_get(json, "aud"), *party = json_object_get(json, "azp");
	if (party && !str_eq(member(a, json, "azp", CLAIM_BYTES), client))
		return false;
	if (json_is_array(audience))
		return is_member_of(audience, client) && (json_array_size(audience) == 1 || party);
	return audience ? str_eq(member(a, json, "aud", CLAIM_BYTES), client) : !demanded;
}

/* Seconds since 1970 in a sane range; false when it is there and is none. */
static bool seconds_of(const json_t *json, const char *name, bool demanded, int64_t otherwise, int64_t *seconds)
{
	const json_t *value = json_object_get(json, name);
	*seconds = otherwise;
	if (!value)
		return !demanded;
	if (!json_is_number(value) || json_number_value(value) < 0 || json_number_value(value) > 253402300799.0)
		return false;
	*seconds = (int64_t)json_number_value(value);
	return true;
}

static const char *why_not(struct arena *a, const json_t *json, const struct oidc_expected *e)
{
	const bool strict = str_is_set(e->nonce);
	const int64_t now = e->now.ms / 1000;
	int64_t expires, issued, starts;
	if (json_object_get(json, "iss") || strict)
		if (!str_eq(member(a, json, "iss", URL_BYTES), e->issuer))
			return "issuer";
	if (!is_for_us(a, json, e->client, strict))
		return "audience";
	if (!seconds_of(json, "exp", strict, now + 1, &expires) || expires + LIMIT_SSO_SKEW_SECONDS <= now)
		return "expired";
	if (!seconds_of(json, "iat", strict, now, &issued) || issued > now + LIMIT_SSO_SKEW_SECONDS)
		return "issued later";
	if (!seconds_of(json, "nbf", false, now, &starts) || starts > now + LIMIT_SSO_SKEW_SECONDS)
		return "not yet good";
	if (strict) {
		const str nonce = member(a, json, "nonce", CLAIM_BYTES);
		if (nonce.n != e->nonce.n || sodium_memcmp(nonce.p, e->nonce.p, nonce.n) != 0)
			return "nonce";
	}
	return member(a, json, "sub", SUBJECT_BYTES).p ? NULL : "subject";
}

enum status oidc_read_signed(struct arena *a, str text, str jwks, const struct oidc_expected *expected, struct oidc_claims *claims, const char **why)
{
	struct jws jws = {0};
	str payload;
	*claims = (struct oidc_claims){.subject = STR_NONE};
	*why = "not a signed text";
	if (!read_head(a, text, &jws))
		return INVALID;
	*why = "algorithm";
	if (!jws.algorithm || !(jws.algorithm & expected->algorithms) || (jws.algorithm == OIDC_HS256 && expected->secret.n < 32))
		return INVALID;
	*why = "key";
	cjose_jwk_t *key = import_key(a, jwks, &jws, expected->secret);
	if (!key)
		return jws.algorithm == OIDC_HS256 ? INVALID : NOT_FOUND;
	*why = "signature";
	const bool good = verify(a, text, key, &payload);
	(void)cjose_jwk_release(key);
	if (!good)
		return INVALID;
	*why = "claims";
	const json_t *json = load(a, payload);
	if (!json || (*why = why_not(a, json, expected)) != NULL)
		return INVALID;
	read_person(a, json, claims);
	return OK;
}

enum status oidc_read_claims(struct arena *a, str text, struct oidc_claims *claims)
{
	const json_t *json = load(a, text);
	*claims = (struct oidc_claims){.subject = STR_NONE};
	if (!json)
		return INVALID;
	read_person(a, json, claims);
	return claims->subject.p ? OK : INVALID;
}
