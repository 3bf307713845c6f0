/* One question to a provider over the network: https verified (http only to this machine), no redirection followed, LIMIT_SSO_WAIT_MS, LIMIT_SSO_ANSWER_BYTES. */
#ifndef ACCOUNTS_OIDC_FETCH_H
#define ACCOUNTS_OIDC_FETCH_H

#include "base/arena.h"
#include "base/out.h"

struct oidc_question {
	str address;
	str form;          /* body of a POST, or absent for a GET */
	str user, secret;  /* HTTP Basic, form-encoded (RFC 6749 §2.3.1), or absent */
	str bearer;        /* or absent */
};
struct oidc_reply {
	long code;
	str type, body;
};
/* BUSY: no answer, or 5xx. TOO_BIG. OK with any other code. */
must_use enum status oidc_ask(struct arena *a, const struct oidc_question *question, struct oidc_reply *reply);

/* Everything but letters, digits, "-", "." , "_" and "~" is percent-encoded. */
void oidc_encode(struct out *o, str text);

#endif
