/* Is this instance sound? A list of named checks, each with a sentence, for `faubourg doctor` and for tests. */
#ifndef STORE_DOCTOR_H
#define STORE_DOCTOR_H

#include "base/seal.h"
#include "store/db.h"

enum doctor_state { DOCTOR_OK, DOCTOR_WARNING, DOCTOR_FAILED };

struct doctor_result {
	str name; /* "audit", stable, for --format json */
	enum doctor_state state;
	enum word message;
	struct word_arg args[PROBLEM_ARGS];
	size_t arg_count;
};

struct doctor_report {
	LIST_OF(struct doctor_result) list;
	enum doctor_state worst;
};

/* Runs every check of the engine: open, migrations, integrity, foreign keys, audit chain, search index, and how it is set up (journal, synchronous,
   rights of the files, free disk space; fsync, encoding). OK: the report says the rest, also when the database does not open. INVALID: not an address. */
must_use enum status doctor_run(struct arena *a, str where, struct doctor_report *report);

/* One check more: whether the key opens every sealed text (bank details, second factors). `key_file` absent: none. BROKEN. */
must_use enum status doctor_key(struct arena *a, str where, str key_file, struct doctor_report *report);

/* "ok      audit: …" lines; state names come from the words of the language. */
void doctor_write(struct out *o, enum lang lang, const struct doctor_report *report);
/* The name of a state for json: "ok", "warning", "failed". */
const char *doctor_state_name(enum doctor_state state);

#endif
