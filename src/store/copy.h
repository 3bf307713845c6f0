/* Moves a whole instance from one database to another, between engines or not, and proves that nothing was lost. */
#ifndef STORE_COPY_H
#define STORE_COPY_H

#include "store/db.h"

/* Told after each table; for a progress bar. May be NULL. */
struct copy_progress {
	void (*table_done)(void *context, const char *table, size_t done, size_t total);
	void *context;
};

struct copy_report {
	size_t tables;
	int64_t rows;
	int64_t audit_rows;
	char audit_hash[65]; /* the end of the chain, equal on both sides */
};

/* `faubourg copy --from FROM --to TO`: makes TO if it is missing, then fills it in one write transaction from one snapshot of FROM; counts, column
   sums and texts of every table and the audit chain are compared before the commit. CONFLICT with a problem: TO holds data. INVALID with
   problems: a schema that differs, or FROM's audit chain is broken. Otherwise as db_open. */
must_use enum status copy_instance(str from, str to, const struct copy_progress *progress, struct copy_report *report, struct problems *problems);

/* The same between two open connections; `to` must be empty (CONFLICT). Called by backup and restore. */
must_use enum status copy_into(struct db *from, struct db *to, const struct copy_progress *progress, struct copy_report *report, struct problems *problems);

/* The part inside the write, for a caller whose write does more: `from` in a snapshot, `to` inside db_write. */
must_use enum status copy_rows(struct db *from, struct db *to, const struct copy_progress *progress, struct copy_report *report, struct problems *problems);

#endif
