/* What if a funder cuts (N3): one amount, one column or one envelope of a computed grid is cut by an amount or a part; each line of it, which rows then lack money, and what could be done for each:
   which other funder could give more and how much, what cost would do, what dropping it would free. Locked amounts and refusals are left alone. Called by the page of cuts and its action. Pure. */
#ifndef DOMAIN_CUT_H
#define DOMAIN_CUT_H

#include "domain/grid.h"

enum cut_mode {
	CUT_PROPORTIONAL, /* each amount loses the same part; largest remainder, in euros when all amounts are */
	CUT_BY_SCORE,     /* whole amounts, from the lowest mark up; without a mark first */
	CUT_MODES
};
struct cut_wish {
	str column;              /* code; of an envelope's cut: absent */
	str envelope;            /* code */
	application_id row;      /* one amount only; 0: all of the column */
	bool share;              /* `amount` is hundredths of a per cent of what is there: 1000 is 10 % */
	int64_t amount;          /* else cents */
	enum cut_mode mode;
};
struct cut_line {
	size_t row, column;
	money before, after;
};
struct cut {
	LIST_OF(struct cut_line) lines; /* those that lose something, in the order of the grid */
	money there, locked;            /* what the wish is about; the part of it that may not be touched */
	money asked, done;              /* to be cut; cut */
};
/* OK; NOT_FOUND: no such column, envelope or row; INVALID: a part above 100 %, an amount below 0, more amounts than money_split takes. */
must_use enum status cut_plan(struct arena *a, const struct grid *g, const struct cut_wish *wish, struct cut *cut);
/* A grid of its own with the cut in it, computed; rules as they were. */
struct grid *cut_applied(struct arena *a, const struct grid *g, const struct cut *cut);

enum cut_bound { CUT_BOUND_NEED, CUT_BOUND_CEILING, CUT_BOUND_ASKED, CUT_BOUND_ENVELOPE };
struct cut_raise { /* a funder that could make it up */
	size_t column;
	money by;
	enum cut_bound bound; /* what stops it */
	bool beyond_asked;
};
struct cut_row {
	size_t row;
	money gap;                        /* what is missing after the cut */
	money cost;                       /* that would close it */
	money freed;                      /* by dropping it, of all funders */
	LIST_OF(struct cut_raise) raises; /* the most first; each alone */
	bool closes;                      /* one of them is enough */
};
struct cut_rows {
	struct cut_row *at;
	size_t n, room;
};
/* Rows that lack more than before. `after` is judged, so that ceilings are those of the amounts as they would be. */
void cut_options(struct arena *a, const struct grid *before, const struct grid *after, const struct cut *cut, struct cut_rows *rows);

struct cut_moved { /* a ceiling, or a verdict, that the cut changed for another funder */
	size_t row, column;
	opt_money was, is;
	bool breaks; /* the amount passes it now, or is refused */
};
struct cut_moves {
	struct cut_moved *at;
	size_t n, room;
};
void cut_ceilings(struct arena *a, const struct grid *before, const struct grid *after, struct cut_moves *moves);

#endif
