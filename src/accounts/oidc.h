/* Single sign-on by OpenID Connect, authorization code with PKCE (RFC 6749, 7636, 9207; OpenID Connect Core). The network part: every function may wait for the provider, at most
   LIMIT_SSO_WAIT_MS an answer, and runs on the slow pool (route->prepare), never in a transaction. What the provider says of itself and its keys are kept for an hour. */
#ifndef ACCOUNTS_OIDC_H
#define ACCOUNTS_OIDC_H

#include "accounts/oidc_read.h"
#include "base/settings.h"

/* BUSY: it does not answer; INVALID: what it says is not to be used. */
must_use enum status oidc_find(struct arena *a, const struct settings *settings, instant now, struct oidc_provider *provider);
/* The same without network: what is kept. NOT_FOUND. */
must_use enum status oidc_known(struct arena *a, const struct settings *settings, struct oidc_provider *provider);

/* The secrets of one sign-in: each 43 letters of 256 random bits. */
struct oidc_attempt {
	str state, nonce, verifier;
};
/* Where the browser is sent. */
str oidc_authorization(struct arena *a, const struct settings *settings, const struct oidc_provider *provider, const struct oidc_attempt *attempt);
/* Our address for the return, as it is registered with the provider. */
str oidc_return_address(struct arena *a, const struct settings *settings);

struct oidc_identity {
	struct oidc_claims claims; /* of the ID token, completed by userinfo of the same subject */
	str id_token;
};
/* Exchanges the code, verifies, asks userinfo. BUSY: the provider does not answer; INVALID: it refused, or what it gave does not hold (logged with why). */
must_use enum status oidc_finish(struct arena *a, const struct settings *settings, const struct oidc_attempt *attempt, str code, instant now, struct oidc_identity *identity);

/* Where one signs out there too; absent when the provider has no such page. */
str oidc_sign_out(struct arena *a, const struct settings *settings, const struct oidc_provider *provider, str id_token);

#endif
