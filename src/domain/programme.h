/* The programme table: axes, actions, one amount per funder, totals on two levels (requirements.md P1-P5, N2).
   Whoever fills it (store rows, a test) gives the codes, labels and amounts; programme_compute gives everything that is computed.
   All indexes are positions in the arrays of the same struct. All money in cents. Memory belongs to the arena of the caller. */
#ifndef DOMAIN_PROGRAMME_H
#define DOMAIN_PROGRAMME_H

#include "domain/finding.h"
#include "domain/money.h"

struct programme_group { /* level 1, in printed order */
	str code, label;
	bool printed_amount_set, printed_percent_set;
	money printed_amount;
	int printed_percent;
	/* computed */
	money amount;
	money valued; /* the part of `amount` that is in kind (P8) */
	int percent;  /* whole, the groups add up to 100 */
	size_t funder_count;
};

struct programme_funder { /* level 2, in the order of the columns */
	str code, label;
	size_t group;
	bool valued; /* in kind, never paid (P8) */
	/* computed */
	money amount;
};

struct programme_line {
	size_t funder;
	money amount;
};

struct programme_result { /* of the year before (P7) */
	str label, unit;
	int64_t value_milli;
	int64_t year; /* 0 when not said */
};

struct programme_action {
	str code, title, summary, bearer;
	money total; /* the cost, as written */
	LIST_OF(struct programme_line) lines;
	LIST_OF(struct programme_result) results;
	application_id application; /* 0: not known */
	str change; /* in a complementary programme: "added", "changed", "removed"; absent elsewhere */
	/* computed */
	money funded; /* sum of the lines */
	money gap;    /* total - funded: positive when money is missing (P2) */
};

struct programme_axis {
	str code, label;
	LIST_OF(struct programme_action) actions;
	/* computed */
	money total;
	money *by_funder; /* one per funder */
};

struct programme_receipt {
	str number, place;
	opt_day sent, received;
};

struct programme {
	str call, call_title, territory, territory_name, title, annex, state; /* state: proposed | voted */
	int64_t version, year;
	str decision_number;
	opt_day decision_day;
	opt_money printed_total;
	str kind;      /* of one that the product adopted: "initial", "complementary", "erratum"; absent: of a pack */
	str sha256;    /* of its frozen text; absent: of a pack */
	bool altered;  /* the frozen text is not the one of that SHA-256 any more */
	bool cumulated; /* several versions together */
	int64_t scenario, added_to; /* that it came from; version that it completes */
	opt_instant frozen;
	LIST_OF(struct programme_group) groups;
	LIST_OF(struct programme_funder) funders;
	LIST_OF(struct programme_receipt) receipts;
	LIST_OF(struct programme_axis) axes;
	/* computed */
	size_t action_count;
	money total;  /* of the costs */
	money funded; /* of all lines */
	money valued; /* of the lines in kind */
	struct findings findings;
};

/* Fills every computed member and the findings: a row whose funders do not add up to its cost, a group, a percentage or the total that
   differs from what was printed, receipts with different numbers (P5), a cost or a line of a negative amount (counted as it stands; its group has no percentage for it). */
void programme_compute(struct arena *a, struct programme *p);

/* The amount of one funder in one action; zero when it has no line. */
money programme_amount(const struct programme_action *action, size_t funder);

/* The JSON of architecture.md §8, with more members after the ones it names. */
void programme_json(struct out *o, enum lang lang, const struct programme *p);
/* One row an action, one column a funder, sub-totals by axis left out: for spreadsheets and scripts. */
void programme_csv(struct out *o, enum lang lang, const struct programme *p);
/* A table for a terminal. */
void programme_text(struct out *o, enum lang lang, const struct programme *p);

#endif
