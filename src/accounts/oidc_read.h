/* What a provider of single sign-on says, read and judged without network: its description, its key set, its signed texts, its claims. OpenID Connect Core 1.0 §3.1.3.7,
   Discovery 1.0 §4.3, RFC 7515, 7517, 7519. Everything here is hostile until its signature holds; sizes are bounded before anything is read. Fuzzed. */
#ifndef ACCOUNTS_OIDC_READ_H
#define ACCOUNTS_OIDC_READ_H

#include "base/arena.h"
#include "base/status.h"
#include "base/values.h"

enum oidc_algorithm { OIDC_RS256 = 1, OIDC_ES256 = 2, OIDC_HS256 = 4 }; /* bits */

struct oidc_provider {
	str issuer, authorization, token, userinfo, jwks, end_session; /* userinfo and end_session may be absent */
	unsigned id_token_algorithms, userinfo_algorithms;             /* that it announces and we take */
	bool takes_basic;  /* client_secret_basic at the token endpoint; else in the form */
	bool knows_eidas1; /* acr_values_supported */
};
/* INVALID: not JSON, another issuer, an endpoint that is missing or not https (http only for an issuer on this machine), no algorithm that we take. */
must_use enum status oidc_read_provider(struct arena *a, str json, str issuer, struct oidc_provider *provider);

/* "https://…", or "http://" of 127.0.0.1, [::1] or localhost. */
bool oidc_is_safe_url(str address);

struct oidc_answer {
	str id_token, access_token;
};
must_use enum status oidc_read_answer(struct arena *a, str json, struct oidc_answer *answer);

struct oidc_claims {
	str subject, email, name, given_name, family_name, phone;
	bool email_verified;
};
struct oidc_expected {
	str issuer, client, secret;
	str nonce;           /* of an ID token; absent for userinfo, whose iss, aud and exp are then judged only when they are there */
	unsigned algorithms; /* bits; HS256 counts only with a secret */
	instant now;
};
/* A compact JWS. OK; NOT_FOUND: no key of the set fits (it may have been rotated); INVALID: *why says, for the log. */
must_use enum status oidc_read_signed(struct arena *a, str text, str jwks, const struct oidc_expected *expected, struct oidc_claims *claims, const char **why);
/* Claims as plain JSON, from an endpoint reached by TLS. INVALID. */
must_use enum status oidc_read_claims(struct arena *a, str json, struct oidc_claims *claims);

#endif
