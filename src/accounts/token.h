/* What a mailed link carries, or the state of an outside sign-in: 256 random bits of which only the hash is kept, good once and for a time. A link is first shown by a GET,
   which only looks (mail filters follow links), then used by the POST of its page. What writes runs inside the caller's write transaction. */
#ifndef ACCOUNTS_TOKEN_H
#define ACCOUNTS_TOKEN_H

#include "domain/permission.h"
#include "store/db.h"

enum token_purpose { TOKEN_CONFIRM, TOKEN_RESET, TOKEN_CHANGE_EMAIL, TOKEN_INVITE, TOKEN_SINGLE_SIGN_ON };

struct token {
	enum token_purpose purpose;
	person_id person; /* 0: none yet (an invitation) */
	str email;        /* folded; or absent */
	str detail;       /* what the purpose needs; or absent */
	instant created, expires;
};

/* Lives as long as its purpose says: confirm 48 h, reset and change_email 1 h, invite 14 days, single_sign_on 10 min; or until token->expires when it is set. */
must_use enum status token_new(struct db *db, struct arena *a, const struct token *token, instant now, str *secret);
/* NOT_FOUND: never given, used, cancelled, expired, or of another purpose: all the same. */
must_use enum status token_look(struct db *db, struct arena *a, enum token_purpose purpose, str secret, instant now, struct token *token);
/* The same, and it is used. */
must_use enum status token_use(struct db *db, struct arena *a, enum token_purpose purpose, str secret, instant now, struct token *token);
/* All that are open of a person for that purpose: a new link makes the old ones worthless. */
must_use enum status token_cancel(struct db *db, person_id person, enum token_purpose purpose, instant now);

#endif
