/* What one funder has to tell each bearer of a voted programme, and how far it is (B15, P8): awards and refusals, what is missing, letters made, signed, sent, bounced. A read verb
   for the pages of notifications, the making of letters, the communication kit and `faubourg letters`. The caller holds a read snapshot (or its write transaction) and has asked
   notify_bearer. */
#ifndef ACTIONS_READ_NOTICES_H
#define ACTIONS_READ_NOTICES_H

#include "domain/money.h"
#include "domain/verdict.h"
#include "store/db.h"

enum notice_decision { NOTICE_AWARD, NOTICE_REFUSAL, NOTICE_WAITS }; /* waits: kept in reserve, nothing is told yet */
/* Where it stands; CHANGED: a letter was made for another amount than what is voted now. */
enum notice_state { NOTICE_TO_MAKE, NOTICE_MADE, NOTICE_SIGNED, NOTICE_SENT, NOTICE_BOUNCED, NOTICE_CHANGED, NOTICE_STATES };
const char *notice_state_name(enum notice_state state);

struct notice_letter {
	int64_t id;
	str kind; /* of notification.kind */
	money amount, valued;
	str code, reference, sha256, signed_sha256;
	int64_t pages, batch, version, signed_versions;
	instant made;
	opt_instant signed_at, sent, cancelled;
	str cancelled_reason, unsigned_reason;
	size_t mails, delivered, failed; /* of the outbox, of the last time it left */
	str recipient, answer;           /* of the last of them that failed, and what the mail server said */
	int64_t again;                   /* how often it left again */
	str again_way, again_reason;     /* the last time: people, address, post */
	opt_instant again_at;
};
struct notice_reason {
	str text, clause;
};
struct notice_other { /* another funder of the same action */
	str funder, label;
	money amount;
	bool valued;
};

struct notice {
	application_id application;
	int64_t sheet, applicant; /* 0: none */
	str number, title, action, state;
	str bearer, bearer_kind, siret, address, representative, capacity, bank_hint;
	enum notice_decision decision;
	money cost, asked;
	money amount;     /* voted in cash */
	money investment; /* the part of it */
	money valued;     /* voted in kind: never paid */
	money of_year;    /* all that this funder grants this bearer in cash in this programme */
	bool private_body, agreement; /* a convention is needed: above 23 000 euros a year to a private body (décret 2001-495) */
	LIST_OF(struct notice_reason) reasons;
	LIST_OF(struct notice_other) others;
	LIST_OF(struct notice_letter) letters; /* newest first, cancelled ones too */
	const struct notice_letter *letter;    /* the one that counts; NULL: none */
	enum notice_state progress;
	bool lacks_bank, lacks_address, lacks_account; /* told; none stops a letter */
};

struct notice_setting { /* how the funder signs */
	bool set;
	str sender, decision_number, appeal, court, contact;
	opt_day decision;
};

struct notices {
	territory_id territory;
	str territory_code, territory_name, time_zone;
	str call, title, funder, label, long_label, kind;
	bool valued_funder;
	int64_t year, version;
	str programme, sha256;
	struct notice_setting setting; /* decision_number and day of the programme when the funder has none of its own */
	bool own_decision;
	LIST_OF(struct notice) list; /* awards, then refusals, then those that wait; in the order of the programme */
	size_t count[NOTICE_STATES];
	money granted, valued;
};

struct notice_wish {
	struct db *db;
	struct arena *arena;
	enum lang lang;
	str call, funder;
	const struct ruleset *set; /* with judge: reasons of the rules; NULL: without */
	struct judge *judge;
};
/* NOT_FOUND: no such call, funder, or no voted programme yet. CONFLICT: the frozen text was altered, nothing may leave. BUSY, BROKEN. */
must_use enum status read_notices(const struct notice_wish *wish, struct notices *n);

/* By its application; NULL: none. */
struct notice *notice_of(struct notices *n, application_id application);

#endif
