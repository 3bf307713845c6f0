/* Who did what, for ever: rows are only added (triggers of both engines refuse the rest), each chained to the one before by
   hash = BLAKE2b-256(previous hash, then the row's fields, each with its length), as 64 hex digits. Source: architecture.md §9. */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include "store/db.h"

struct audit_entry {
	territory_id territory; /* 0 for the instance itself */
	instant at;
	str actor;     /* "user:12", "cli:0" */
	str on_behalf; /* "applicant:…", the office that decided, or absent */
	str verb;      /* "load", "submit" */
	str thing;     /* "pack:libercourt-2025" */
	str detail;    /* codes, numbers, digests, or absent: no text of a form, no address, no person's name, which could never be taken out again (0020) */
};

/* Adds a row. Inside db_write only, so that the row and what it tells are one. */
must_use enum status audit_append(struct db *db, const struct audit_entry *entry);

struct audit_report {
	int64_t rows;
	int64_t first_broken; /* seq of the first row that was altered, added or follows a missing one; 0 when the chain is whole */
	char last_hash[65];   /* of the last row, to be kept elsewhere: it also shows a chain whose end was cut off. Empty without rows */
};

/* Recomputes the whole chain, in one snapshot. OK even when it is broken: look at first_broken. BUSY, BROKEN. */
must_use enum status audit_verify(struct db *db, struct audit_report *report);

#endif
