/* What an administrator sees of the mail of the instance, and may do: send again, write a test. Called by the administrator's page and the command line. Never sends: jobs/ does. */
#ifndef ACTIONS_OUTBOX_DESK_H
#define ACTIONS_OUTBOX_DESK_H

#include "base/settings.h"
#include "domain/permission.h"
#include "store/db.h"

struct outbox_line {
	int64_t mail;
	str kind, recipient, subject, state, answer; /* answer absent: not tried */
	instant created, next;
	opt_instant sent;
	int64_t tries;
	bool sending; /* a process has it now */
};
struct outbox_lines {
	struct outbox_line *at;
	size_t n, room;
};
struct outbox_counts {
	int64_t waiting, failed, sent, cancelled;
	int64_t late; /* that have been due for more than an hour */
};

/* Reads, inside the caller's snapshot. `state`: waiting, failed, sent, cancelled; the newest first. */
must_use enum status outbox_count(struct db *db, struct arena *a, instant now, struct outbox_counts *counts);
must_use enum status outbox_read(struct db *db, struct arena *a, str state, instant now, size_t most, struct outbox_lines *lines);

/* Inside the caller's write. `actor` NULL: the person who runs the command line, who may do all. DENIED. */
struct outbox_hand {
	struct db *db;
	struct arena *arena;
	const struct actor *actor;
	instant now;
};
/* Due at once, tries counted anew. NOT_FOUND: no such mail, or it has left already. */
must_use enum status outbox_send_again(const struct outbox_hand *hand, int64_t mail);
/* All that failed. */
must_use enum status outbox_send_all_again(const struct outbox_hand *hand, int64_t *n);
/* INVALID: not an address. */
must_use enum status outbox_write_test(const struct outbox_hand *hand, str email, enum lang lang, str public_url, int64_t *mail);

#endif
