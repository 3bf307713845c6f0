/* What a funder does to tell its decisions (B15): how it signs, letters made, signed scans that come back, sending, taking back. Verb notify_bearer: officers, and the agents of that
   funder. Each runs inside the caller's write transaction and leaves an audit row; nothing is ever erased: a letter that is issued again cancels the former with a reason, a second
   scan stands beside the first, and a letter is sent once. */
#ifndef ACTIONS_NOTIFY_H
#define ACTIONS_NOTIFY_H

#include "actions/safe.h"
#include "domain/permission.h"
#include "store/db.h"

struct notifying { /* who, for which funder */
	struct db *db;
	struct arena *arena;
	const struct actor *actor;
	instant now;
	territory_id territory;
	str call, funder;
	str public_url;
};

struct setting_typed {
	str sender, decision_number, decision, appeal, court, contact; /* as typed */
};
/* INVALID: no sender, too long, no such day. DENIED, NOT_FOUND. */
must_use enum status notify_set(const struct notifying *w, const struct setting_typed *typed, struct problems *ps);

struct letter_made { /* a PDF whose bytes are in the store */
	application_id application;
	str kind, code, reference;
	money amount, valued;
	int64_t version, pages;
	opt_int template;
	struct stored_file file;
	opt_int replaces; /* the letter that counted when this one was made */
};
/* All of a batch, which gets one number. A letter that replaces another cancels it with `reason`, which it then needs. CONFLICT: a letter was made or taken back meanwhile. */
must_use enum status notify_record(const struct notifying *w, const struct letter_made *letters, size_t count, str reason, int64_t *batch, struct problems *ps);

/* Takes a letter back. INVALID: no reason. CONFLICT: it is already. */
must_use enum status notify_cancel(const struct notifying *w, int64_t letter, str reason, struct problems *ps);

/* ---- signed scans ---- */

struct scan_page_read {
	int64_t page, turn;
	opt_int letter, letter_page;
	str found; /* text, picture, hand, blank, nothing, other */
};
struct signed_letter { /* put together from pages of scans */
	int64_t letter;
	struct stored_file file;
};
struct scan_add {
	struct stored_file file;
	const struct scan_page_read *pages;
	size_t page_count;
	const struct signed_letter *complete;
	size_t complete_count;
};
/* The same bytes again: OK, nothing is written, *scan is the first one's. */
must_use enum status notify_add_scan(const struct notifying *w, const struct scan_add *add, int64_t *scan);

struct page_choice {
	int64_t scan, page, turn;
	int64_t letter, letter_page;
	const struct signed_letter *complete; /* when this page was the last one; else NULL */
};
/* INVALID: no such letter of this funder, no such page of it. NOT_FOUND: no such page of a scan. */
must_use enum status notify_assign_page(const struct notifying *w, const struct page_choice *choice, struct problems *ps);
/* That page is no letter. */
must_use enum status notify_drop_page(const struct notifying *w, int64_t scan, int64_t page);

/* ---- sending ---- */

struct send_wish {
	const int64_t *letters;
	size_t count;
	str unsigned_reason; /* for those that are not signed; empty: they are left */
	bool by_hand;        /* sent on paper or handed over: noted, no mail leaves */
};
struct send_result {
	size_t sent, already, not_signed, nobody; /* nobody: the bearer has no person with an account */
};
/* A letter that was sent is not sent again. Letters of another funder: NOT_FOUND. */
must_use enum status notify_send(const struct notifying *w, const struct send_wish *wish, struct send_result *result, struct problems *ps);

/* A letter that was sent and came back, or went to the wrong place: to the people of its bearer once more, to one other address, or by post (noted, no mail leaves). The former
   mails that still wait do not leave. */
enum again_way { AGAIN_PEOPLE, AGAIN_ADDRESS, AGAIN_POST };
struct again_wish {
	int64_t letter;
	str way, email, reason; /* as typed: people, address, post; email for address only */
};
/* INVALID: no such way, no address, no reason, nobody has an account. CONFLICT: it was not sent, or was taken back. DENIED, NOT_FOUND. */
must_use enum status notify_send_again(const struct notifying *w, const struct again_wish *wish, struct problems *ps);

#endif
