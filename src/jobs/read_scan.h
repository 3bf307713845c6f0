/* A file of signed letters that came back, split by its marks: whose each page is, and each letter that is whole put together again, upright and in order. Reads and stores bytes, writes
   no row: actions/notify.h does. Called on the slow pool. */
#ifndef JOBS_READ_SCAN_H
#define JOBS_READ_SCAN_H

#include "actions/notify.h"
#include "jobs/make_document.h"

struct scan_place { /* whose letters may be in it */
	territory_id territory;
	str call, funder;
};
/* `file` is in the store and is a PDF. INVALID, TOO_BIG with problems; NOT_FOUND: no store; BUSY, BROKEN. */
must_use enum status read_scan(const struct document_maker *m, const struct scan_place *place, const struct stored_file *file, struct scan_add *add, struct problems *ps);

/* With that page for that letter, is the letter whole? Then *whole is it; else whole->letter is 0. */
must_use enum status complete_by_page(const struct document_maker *m, territory_id territory, const struct page_choice *choice, struct signed_letter *whole, struct problems *ps);

#endif
