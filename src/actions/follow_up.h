/* After the filing: what an officer asks again (only that reopens), messages between a bearer and its officer, who owns the file, originals on paper (A9), when a paper request
   was received (N14), and what an officer decides of a call's deadline (L4). Each runs inside the caller's write transaction and asks `may` again. */
#ifndef ACTIONS_FOLLOW_UP_H
#define ACTIONS_FOLLOW_UP_H

#include "domain/deadline.h"
#include "domain/permission.h"
#include "store/db.h"

struct follow_up {
	struct db *db;
	struct arena *arena;
	const struct actor *actor;
	instant now;
	sheet_id sheet;
	str public_url;
};

struct completion_ask {
	str reason;
	day due;
	const str *opened; /* topics, keys of fields, codes of documents: at least one */
	size_t count;
};
/* filed → completion_requested, mails to writers and signatories. INVALID: no reason, nothing opened, a day before tomorrow (ps). CONFLICT: not filed. */
must_use enum status ask_completion(const struct follow_up *u, const struct completion_ask *ask, struct problems *ps);
/* completion_requested → filed, by an officer. */
must_use enum status cancel_completion(const struct follow_up *u, str reason, struct problems *ps);

/* From the bearer's side or the office's, as the actor is. The mail to the other side says that there is a message, never its text. INVALID: empty or too long. */
must_use enum status send_message(const struct follow_up *u, bool from_office, str text, struct problems *ps);
/* Messages of the other side are read. OK also when there are none. */
must_use enum status mark_messages_read(const struct follow_up *u, bool by_office);

/* The officer who follows the file, until when; `owner` 0: nobody. INVALID: not an officer of the territory. */
must_use enum status set_owner(const struct follow_up *u, person_id owner, opt_day due, struct problems *ps);

struct original_note {
	str code; /* of the call's checklist, or "request" for the signed request itself */
	str received, note;
};
/* INVALID: no such document, no such day, a day to come. */
must_use enum status note_original(const struct follow_up *u, const struct original_note *note, struct problems *ps);

/* A request on paper or spoken was received then: the deadline is judged by it when the bearer confirms. INVALID: no reason, an instant to come. CONFLICT: filed already,
   or online. */
must_use enum status note_received(const struct follow_up *u, str on, str hour, str reason, struct problems *ps);

struct call_decision {
	territory_id territory;
	str call;
	str closes_day, closes_hour; /* as typed; empty: the pack's */
	str grace;                   /* minutes, as typed; empty: none */
	str reason;
};
/* A moved deadline, a grace. INVALID: not a day, not a number, no reason (ps). DENIED: not an officer. NOT_FOUND: no such call. u->sheet is not used. */
must_use enum status decide_call(const struct follow_up *u, const struct call_decision *decision, struct problems *ps);

#endif
