/* The decision grid of a call (N1): applications in rows, funders' money in columns, one scenario at a time. Whoever fills it (actions/read_grid.h, a test) gives rows, columns,
   envelopes and what each cell carries; grid_compute gives gaps, remainders, totals, coverage and what is wrong. Read by the live page, "what if", the comparison of scenarios, the
   solver, the adoption of a programme, exports and imports: nobody adds up a grid but this. All indexes are positions in the arrays of the same struct; money in cents; memory
   belongs to the caller's arena. Pure. */
#ifndef DOMAIN_GRID_H
#define DOMAIN_GRID_H

#include "domain/finding.h"
#include "domain/money.h"

/* How far the decision of a cell has come: the stage whose amount counts. */
enum cell_stage { CELL_EMPTY, CELL_ASKED, CELL_HOPED, CELL_PROPOSED, CELL_VOTED, CELL_REFUSED, CELL_STAGES };

struct grid_column { /* one funder's money of one section, cash or valued, in the order of the funders */
	str code; /* "region", "region:investment", "region:valued", "region:investment:valued": stable, for addresses and files */
	str funder, label;
	str group; /* code of the funder group (N2) */
	bool investment, valued;
	bool own_funds; /* of the bearer: counts in the gap, is decided by nobody */
	/* computed */
	money asked, hoped, proposed, voted; /* sums of what each stage carries */
	money amount;                        /* sum of what counts */
	money unplaced;                      /* of it: taken from no envelope whose amount is known, though the column has some */
};

struct grid_group { /* of funders (N2), in the order of the territory; those that a column belongs to */
	str code, label;
	/* computed */
	money amount, valued; /* of the columns of the group; the part in kind (P8) */
	int percent;          /* whole; the groups add up to 100 (P4) */
};

struct grid_rule { /* what the règlement says of one cell, with the amounts as they stand (N4); filled by actions/grid_rules.h */
	bool judged;
	bool refuses;      /* a rule that blocks fails, and is not waived */
	bool unknown;      /* a fact is missing */
	opt_money maximum; /* the most that the funder may give in this case */
	opt_money over;    /* of the amount above it */
	str clause;        /* label of the clause that decides: "art. 4.2" */
	str sentence;      /* in the language of who looks */
	str warning;       /* of a rule of that funder that fails and only warns, with its clause; absent: none */
};

struct grid_cell {
	opt_money asked, hoped, proposed, voted;
	bool refused, locked;
	str reason;
	str envelope;      /* code; absent: the column's main one */
	int64_t revision;  /* 0: nobody typed in it yet */
	str by, on_behalf; /* name of who typed last; institution */
	opt_instant changed;
	struct grid_rule rule;
	/* computed */
	enum cell_stage stage;
	money amount; /* what counts: voted, else proposed, else hoped; zero when refused or only asked */
};

struct grid_row {
	application_id id;
	str number, title, bearer, action; /* action: its stable code (N11) */
	str state;                         /* application.state */
	money cost;                        /* as it stands: revised, else filed */
	money other;                       /* income that no column carries */
	money later;                       /* asked of funders for other years than the call's: shown apart, counted as found in the gap */
	bool has_sheet;                    /* filed here; else of a pack, an import or typed at the table */
	opt_money filed_cost;              /* when it was revised */
	str decision;                      /* programmed | reserve | refused; absent: not decided */
	str axis, note;
	int64_t revision;
	opt_int score_milli; /* weighted mark out of 10, in thousandths */
	LIST_OF(str) districts;            /* codes, as are the next two */
	LIST_OF(str) publics;
	LIST_OF(str) goals;
	LIST_OF(str) themes;
	struct grid_cell *cells; /* one per column */
	/* computed */
	money asked;  /* of all columns */
	money funded; /* sum of the amounts */
	money gap;    /* cost - other - later - funded: positive when money is missing (P2) */
	bool counts;  /* not refused, not withdrawn: in the totals and taken from the envelopes */
	bool over;    /* more money than its cost */
	bool refused_by_rule; /* an amount that counts is refused by a rule or above its maximum */
};

struct grid_envelope {
	str code, label, funder;
	bool investment;
	str part;  /* main | reserve | imposed | free | priority */
	int64_t wave;
	opt_money amount; /* not set: not known */
	bool expected;    /* not notified yet */
	size_t column;    /* in cash; SIZE_MAX when no column carries it */
	/* computed: of the rows that count */
	money asked, proposed, voted, taken; /* taken: what counts */
	opt_money left;                      /* amount - taken; negative when it is passed */
};

struct grid_coverage { /* a district or a public: how many actions that count, how much money (N7) */
	str code, label;
	size_t rows, funded; /* funded: those of them that somebody gives something */
	money amount; /* each row's amount shared equally between its districts (or publics), to the cent */
};

struct grid {
	territory_id territory;
	str territory_code;
	str call, title, scenario_name, scenario_state;
	int64_t scenario, year;
	int64_t revision; /* of the scenario */
	LIST_OF(struct grid_column) columns;
	LIST_OF(struct grid_group) groups;
	LIST_OF(struct grid_row) rows;
	LIST_OF(struct grid_envelope) envelopes;
	LIST_OF(struct grid_coverage) districts, publics; /* those of the call, in its order; computed */
	/* computed */
	money cost, asked, funded, valued, gap; /* of the rows that count; valued: the part of funded in kind */
	size_t counted;
	struct findings findings; /* envelope passed, row over its cost, amount above what was asked (warning), rule broken, district without an action (information) */
};

/* Fills every computed member and the findings. */
void grid_compute(struct arena *a, struct grid *g);
/* A copy whose rows, cells and computed members are its own; texts are shared. */
struct grid *grid_copy(struct arena *a, const struct grid *g);
/* After one cell or one row changed (amounts, decision, cost, rule): that row is worked out again, the others are only added up from what they knew; findings are made anew.
   The result is that of grid_compute. */
void grid_compute_row(struct arena *a, struct grid *g, size_t row);

const char *cell_stage_name(enum cell_stage s); /* "empty", "asked"…: JSON and CSS word */
enum word cell_stage_word(enum cell_stage s);

/* What is left for a column: its envelopes that are known, but for the reserve, less all that is taken from them or from none. False when none is known. */
bool grid_column_left(const struct grid *g, size_t column, money *left);

/* The envelope that a cell takes from: its own, else the first main one of the column's funder and section; SIZE_MAX when there is none, and for what is not cash. */
size_t grid_envelope_of(const struct grid *g, size_t row, size_t column);

/* The code of a column: "region", "region:investment", "region:valued", "region:investment:valued"; and back. False when it is none of these. */
str grid_column_code(struct arena *a, str funder, bool investment, bool valued);
bool grid_column_parse(str code, str *funder, bool *investment, bool *valued);

/* Column by its code; row by its application; SIZE_MAX when there is none. */
size_t grid_column_of(const struct grid *g, str code);
size_t grid_row_of(const struct grid *g, application_id id);

/* The grid written out, computed: a line a row with what counts; every stage in JSON; a table for a terminal. */
void grid_csv(struct out *o, enum lang lang, const struct grid *g);
void grid_json(struct out *o, enum lang lang, const struct grid *g);
void grid_text(struct out *o, enum lang lang, const struct grid *g);

#endif
