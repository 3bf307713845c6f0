/* Import of a decided table into the grid of a call (D3, N10, N11), in five steps: received, columns known, checked, seen as a plan, done; and undone. Officers (run_desk). Reading functions
   ask nothing and write nothing; writing ones run inside the caller's transaction, ask `may` again and leave an audit row. Called by the pages of imports and `faubourg import`. */
#ifndef ACTIONS_TABLE_IMPORT_H
#define ACTIONS_TABLE_IMPORT_H

#include "actions/safe.h"
#include "domain/import.h"
#include "domain/permission.h"

struct table_import {
	int64_t id;
	territory_id territory;
	str call, kind; /* table | dauphin | grid */
	str name, sha256, state, summary;
	str headings; /* digest of them */
	struct import_mapping mapping;
	int64_t made_by;
	opt_instant done;
};

/* NOT_FOUND. */
must_use enum status read_table_import(struct db *db, struct arena *a, territory_id territory, str call, int64_t id, struct table_import *import);

/* The funders that money may go to, and a first mapping of the book: the one that was kept for the same headings in that territory, else a guess. */
must_use enum status propose_mapping(struct db *db, struct arena *a, enum lang lang, str call, const struct table_book *book, struct import_mapping *mapping, str *headings, str *kind);
/* The columns of a sheet or a line of headings that somebody chose. */
must_use enum status propose_columns(struct db *db, struct arena *a, enum lang lang, str call, const struct table_book *book, struct import_mapping *mapping);

struct table_received {
	str call, kind, headings;
	struct stored_file file;
	const struct import_mapping *mapping;
};
/* DENIED, NOT_FOUND, BUSY, BROKEN. */
must_use enum status receive_table(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct table_received *received, int64_t *id);
/* CONFLICT: it was done or dropped meanwhile. */
must_use enum status map_table(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct table_import *import, str kind, str headings, const struct import_mapping *mapping);
must_use enum status drop_table(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct table_import *import);

/* What is in the file, and what would change of the grid as it stands. */
struct table_plan {
	struct grid *grid;     /* of the scenario, or of the session when a new one is wanted */
	struct import_table table;
	struct import_plan plan;
	bool closed;           /* the scenario does not take changes */
};
/* NOT_FOUND: no such scenario. INVALID, with ps: the file is of another call (kind grid). TOO_BIG. */
must_use enum status plan_table(struct db *db, struct arena *a, enum lang lang, const struct table_import *import, const struct table_book *book, struct table_plan *plan, struct problems *ps);

struct table_apply {
	const struct table_import *import;
	const struct table_book *book;
	const struct import_mapping *wanted; /* NULL, or with what was ticked on the plan itself: lines that are left, conflicts that are taken */
	str digest;     /* of the plan that the person saw */
	bool confirmed; /* envelopes may be passed; needs the reason */
	str reason;
};
/* Everything or nothing. CONFLICT: the grid or the file's answers changed since that plan was seen, or the scenario is closed (ps says which). INVALID with ps: envelopes passed
   without a reason, a conflict of interest, nothing to write. DENIED. *scenario: the one that was written in. */
must_use enum status apply_table(struct db *db, struct arena *a, enum lang lang, const struct actor *actor, instant now, const struct table_apply *apply, int64_t *scenario, struct problems *ps);

/* Puts back exactly what it made or changed. INVALID with ps: somebody changed some of it since, each said; then nothing is put back. CONFLICT: it is not done, or its scenario is
   closed. */
must_use enum status undo_table(struct db *db, struct arena *a, enum lang lang, const struct actor *actor, instant now, const struct table_import *import, struct problems *ps);

/* The call as DAUPHIN has it: a line a funder, states by its codes (D3). What import_rows_read reads back without loss. */
must_use enum status write_dauphin(struct db *db, struct arena *a, struct out *o, str call, int64_t scenario);

/* Lines that were not taken (refused, asked, left): the same columns and what is wrong, as a csv. */
void write_import_errors(struct arena *a, struct out *o, enum lang lang, const struct table_book *book, const struct table_import *import, const struct table_plan *plan);

#endif
