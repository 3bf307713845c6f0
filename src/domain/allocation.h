/* The distribution of a call's money as a problem that can be solved (N16): which projects are funded, by whom, for how much, so that the sum of the committee's marks is the
   highest under every ceiling, envelope, threshold and quota. Built from the grid of a scenario (domain/grid.h) and from the wishes of an officer; solved by src/solve/; whatever comes
   back is recomputed here in whole cents by code that trusts no solver. The ranking by hand stands beside it. Money is counted in steps (1 € or 100 €). Indexes are positions in the
   arrays of the same struct; memory is the caller's arena's. Pure. */
#ifndef DOMAIN_ALLOCATION_H
#define DOMAIN_ALLOCATION_H

#include "domain/grid.h"

enum { ALLOCATION_DIMENSIONS = 3, ALLOCATION_NONE = UINT32_MAX };

/* ---- what an officer asks ---- */

enum allocation_wish_kind {
	WISH_DISTRICT_EACH,  /* at least `number` actions in every district of the call */
	WISH_COUNT_LEAST,    /* at least `number` projects of the family */
	WISH_COUNT_MOST,     /* at most */
	WISH_MONEY_LEAST,    /* at least `number` per cent of the money given goes to the family */
	WISH_MONEY_MOST,     /* at most */
	WISH_PART_LEAST,     /* at least `number` per cent of what an envelope's funder gives comes from that envelope (B16, 50/50) */
	WISH_KINDS
};
enum allocation_family { FAMILY_DISTRICT, FAMILY_PUBLIC, FAMILY_GOAL, FAMILIES };

struct allocation_wish {
	enum allocation_wish_kind kind;
	enum allocation_family family; /* of the code; WISH_PART_LEAST: unused */
	str code;                      /* of a district, a public, a goal; of an envelope */
	int64_t number;
};
struct allocation_threshold { /* a funder gives nothing, or at least that */
	str column;
	money least;
};
struct allocation_ceiling { /* a funder gives at most that part of a project's cost */
	str column;
	int64_t percent;
};
struct allocation_room { /* an envelope holds that amount, whatever the table says */
	str envelope;
	money amount;
};
struct allocation_wishes {
	int64_t step_cents;     /* 100: whole euros; 10000: hundreds */
	int64_t funded_percent; /* of what a project lacks that must be found for it to be retained: 100 is full funding; 1 to 100 */
	bool beyond_asked;      /* a funder may give more than it was asked, up to its ceiling */
	bool keep_typed;        /* amounts already proposed or voted stay; else only locked cells do */
	LIST_OF(str) left_alone; /* columns whose cells all stay as they are */
	LIST_OF(struct allocation_threshold) thresholds;
	LIST_OF(struct allocation_ceiling) ceilings;
	LIST_OF(struct allocation_room) rooms;
	LIST_OF(struct allocation_wish) wishes;
};

/* ---- the problem ---- */

struct allocation_cell { /* money that one envelope may put into one project, in steps */
	uint32_t project, envelope; /* envelope: ALLOCATION_NONE when its amount is not known */
	uint32_t column;
	int64_t least, most; /* 0, or from least to most */
};
struct allocation_project {
	size_t row;      /* of the grid */
	int64_t mark;    /* thousandths, at least 1: a project without a mark counts a thousandth, so that money is not left for nothing */
	money need;      /* cost - other income - what stays as it is */
	int64_t low, high; /* steps that must be found, that may be given */
	bool must;       /* decided as programmed */
	bool barred;     /* refused, withdrawn: gets nothing more */
	uint32_t first, count; /* its cells */
};
struct allocation_envelope {
	str code, label;
	size_t index; /* in the grid */
	size_t column;
	money amount, kept; /* kept: taken by cells that stay as they are */
	int64_t room;       /* steps left to give; 0 when kept passes amount */
};

/* A demand has a name, so that one can say which of them conflict (N16). */
enum allocation_demand_kind { DEMAND_ENVELOPE, DEMAND_MUST, DEMAND_COUNT_LEAST, DEMAND_COUNT_MOST, DEMAND_MONEY_LEAST, DEMAND_MONEY_MOST, DEMAND_PART_LEAST, DEMAND_KINDS };
struct allocation_demand {
	enum allocation_demand_kind kind;
	str code, label;
	int64_t number;       /* projects, or per cent */
	LIST_OF(uint32_t) of; /* projects; of DEMAND_ENVELOPE and DEMAND_PART_LEAST: the envelope */
	LIST_OF(uint32_t) whole; /* DEMAND_PART_LEAST: all envelopes of that funder */
	int64_t kept_of, kept_whole; /* cents that stay as they are and count in the share */
};

struct allocation {
	int64_t step_cents;
	LIST_OF(struct allocation_project) projects;
	LIST_OF(struct allocation_cell) cells; /* of one project side by side */
	LIST_OF(struct allocation_envelope) envelopes;
	LIST_OF(struct allocation_demand) demands;
	size_t unbounded; /* columns whose envelope is not known: only what was asked and ceilings bound them */
};

/* Whether the wishes make sense for that grid. INVALID with problems on fields step, percent, threshold, ceiling, room, wish. */
must_use enum status allocation_wishes_check(const struct grid *g, const struct allocation_wishes *w, struct problems *ps);
/* The problem that a computed grid and wishes that were checked make. */
struct allocation *allocation_of(struct arena *a, const struct grid *g, const struct allocation_wishes *w);

/* ---- an answer ---- */

struct allocation_answer {
	bool *chosen;    /* by project */
	int64_t *steps;  /* by cell */
	/* by allocation_measure */
	int64_t mark;    /* sum over what is chosen, thousandths */
	size_t count;
	money given;     /* beside what stays as it is */
	money *taken;    /* by envelope, kept included */
};

struct allocation_answer *allocation_answer_new(struct arena *a, const struct allocation *p);
/* Sums it up, from its amounts. */
void allocation_measure(const struct allocation *p, struct allocation_answer *answer);

/* What breaks, in whole cents and exact shares, whoever made the answer: amounts outside a cell's bounds, money in a project that is not chosen, one that is chosen and lacks money or gets
   too much, an envelope passed, a demand not met. */
enum allocation_fault { FAULT_NONE, FAULT_AMOUNT, FAULT_NOT_CHOSEN, FAULT_BARRED, FAULT_NEED, FAULT_DEMAND };
struct allocation_verdict {
	enum allocation_fault fault;
	size_t where; /* cell, project or demand */
};
struct allocation_verdict allocation_check(const struct allocation *p, const struct allocation_answer *answer);
bool allocation_demand_met(const struct allocation *p, const struct allocation_answer *answer, size_t demand);

/* What a committee does by hand: from the best mark down, each project takes from its funders, most asked first, until envelopes end; one that cannot be completed is passed over.
   Demands other than envelopes are not looked at: `unmet` lists them. */
struct allocation_ranking {
	struct allocation_answer *answer;
	LIST_OF(uint32_t) unmet;
};
struct allocation_ranking allocation_by_rank(struct arena *a, const struct allocation *p);

/* ---- an answer in the table ---- */

/* Is that amount decided here: not locked, refused, left alone or of the bearer, in a project that may get something? */
bool allocation_is_open(const struct grid *g, const struct allocation_wishes *w, size_t row, size_t column);
/* A grid of its own with the answer in it: every open amount is what the answer proposes, nothing voted; what is chosen is programmed, what is not waits in reserve. Computed; rules as they
   were. */
struct grid *allocation_applied(struct arena *a, const struct grid *g, const struct allocation_wishes *w, const struct allocation *p, const struct allocation_answer *answer);

/* ---- what more money would do ---- */

struct allocation_next { /* the project that would enter first if that envelope alone held more; exact, all else unchanged */
	bool exists;
	uint32_t project;
	money more;
};
struct allocation_next allocation_next_of(const struct allocation *p, const struct allocation_answer *answer, uint32_t envelope);

#endif
