/* Writing in the decision grid: a cell, a row, a row typed at the table, an envelope, a scenario. Each runs inside the caller's write transaction, asks `may` again, refuses a
   conflict of interest, a closed scenario and what somebody else changed since; keeps the past of what it replaces; grows the scenario's revision by one and leaves an audit row.
   Called by the grid's pages, imports and the scenarios of "what if". */
#ifndef ACTIONS_GRID_WRITE_H
#define ACTIONS_GRID_WRITE_H

#include "actions/read_grid.h"
#include "domain/permission.h"

struct grid_writing { /* who writes where */
	struct db *db;
	struct arena *arena;
	const struct actor *actor;
	instant now;
	enum lang lang; /* of the name of the session's table when this write makes it */
	str call;
	int64_t scenario;
};

struct change_money { /* given: this stage gets `amount`, or nothing when it is not set */
	bool given;
	opt_money amount;
};
struct change_flag {
	bool given, on;
};
struct change_text { /* given and empty: none */
	bool given;
	str text;
};

struct cell_change {
	application_id application;
	str column;   /* code: "region", "region:investment"… (grid_column_parse) */
	int64_t base; /* grid_cell.revision that was shown; 0: nobody had typed in it */
	struct change_money hoped, proposed, voted;
	struct change_flag refused, locked;
	struct change_text reason, envelope;
	bool confirmed; /* an officer lets the envelope be passed: needs the reason */
};

/* Why a change was not taken (CONFLICT, INVALID), and how the grid is: before it when it was refused, after it when it was written. */
struct grid_written {
	bool stale;   /* CONFLICT: somebody else changed the cell or the row since `base`; what is there now is in `grid` */
	bool closed;  /* CONFLICT: the scenario is not open */
	bool conflict; /* DENIED: of interest; else the column is somebody else's */
	bool passed;  /* INVALID: the envelope would be passed by `over`; may be confirmed by an officer */
	str envelope; /* its label */
	money over;
	struct grid *grid;
	size_t row, column; /* SIZE_MAX when not in it */
	application_id application; /* of a row that was added */
	bool unchanged;             /* OK, and nothing was written: it was so already */
};

/* Fields of problems: hoped, proposed, voted, reason, envelope. OK, NOT_FOUND (call, scenario, row, funder, envelope), DENIED, INVALID with problems, CONFLICT, BUSY, BROKEN. */
must_use enum status grid_write_cell(const struct grid_writing *w, const struct cell_change *change, struct problems *ps, struct grid_written *written);

/* A change that was not taken because of who asked, of an envelope, or of what somebody else did first: one audit row, by numbers alone. `written` and `said` are grid_write_cell's. Nothing when
   it was what was typed that did not read. The caller has undone whatever else it wrote. */
must_use enum status grid_note_refusal(const struct grid_writing *w, const struct cell_change *change, const struct grid_written *written, enum status said);

struct row_change {
	application_id application;
	int64_t base; /* grid_row.revision that was shown */
	struct change_money cost, other; /* not set: as filed */
	struct change_text decision;     /* programmed | reserve | refused | "" */
	struct change_text axis, note;   /* a refusal needs its note */
};
/* Officers. Fields: cost, other, decision, axis, note. The same statuses. */
must_use enum status grid_write_row(const struct grid_writing *w, const struct row_change *change, struct problems *ps, struct grid_written *written);

struct row_new {
	str title;
	str bearer; /* code or name of an organisation of the territory; another name makes a new one */
	opt_money cost;
	str axis;   /* or empty */
};
/* An application typed at the table (officers): no sheet, state under_review, a new action. Fields: title, bearer, cost. written->application is its number. */
must_use enum status grid_add_row(const struct grid_writing *w, const struct row_new *row, struct problems *ps, struct grid_written *written);

struct envelope_set {
	str code; /* of one that exists; empty: a new one, whose code is made */
	str funder;
	bool investment;
	str part; /* main | reserve | imposed | free | priority */
	int64_t wave; /* 1 to 9 */
	opt_money amount; /* not set: not known */
	str label;
	bool expected; /* not notified yet */
	str reason;
};
/* Officers, and the agents of the funder. Fields: funder, part, wave, amount, label, reason. The same statuses. */
must_use enum status grid_set_envelope(const struct grid_writing *w, const struct envelope_set *envelope, struct problems *ps);

/* A copy of w->scenario under a new number, open (officers). origin: copy | cut | solver | ranking | import. Fields: name. */
must_use enum status grid_copy_scenario(const struct grid_writing *w, str name, str note, str origin, struct problems *ps, int64_t *scenario);
/* open | closed | dropped | adopted (officers). Adopted is for ever: CONFLICT. The session's table is never dropped. Fields: state, reason. */
must_use enum status grid_set_state(const struct grid_writing *w, str state, str reason, struct problems *ps);

/* By row of the grid: does a conflict of interest close it to the actor? */
must_use enum status grid_closed_rows(struct db *db, struct arena *a, const struct actor *actor, const struct grid *g, bool *closed);
/* Has the actor, or an institution that they stand for, a conflict of interest with that application? */
must_use enum status grid_has_conflict(struct db *db, struct arena *a, const struct actor *actor, territory_id territory, application_id application, bool *conflict);

/* An amount as a person types it: "12 500,50 €", "0"; blank is none. False, with a problem at `field`, when it is not one. */
bool grid_amount_typed(str typed, str field, struct problems *ps, opt_money *amount);

#endif
