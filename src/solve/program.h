/* A linear program in columns and rows, as solvers take it, and the allocation put into that form. Private to solve/. Amounts are in units of `unit` steps, so that the numbers of a row
   lie close together. */
#ifndef SOLVE_PROGRAM_H
#define SOLVE_PROGRAM_H

#include "domain/allocation.h"

struct program_entry {
	int row, column;
	double value;
};
struct program {
	struct arena *arena;
	int columns, rows;
	LIST_OF(double) lower, upper, cost; /* of columns */
	LIST_OF(bool) whole;
	LIST_OF(double) row_lower, row_upper;
	LIST_OF(struct program_entry) entries;
	/* by columns, made by program_pack */
	int *starts, *indices;
	double *values;
};

/* How the allocation is put: which demands hold, which projects may be chosen. */
struct program_form {
	double unit;            /* steps per unit of money */
	const bool *dropped;    /* by demand: not asked; NULL: all are */
	const bool *left_out;   /* by project: not chosen; NULL: all may be */
	const bool *taken;      /* by project: chosen for sure; NULL: none is */
	const bool *decided;    /* by project: chosen exactly where `decided_as` says; NULL: open */
	const bool *used;       /* with `decided`: by cell, whether its threshold is used */
	bool whole_money;       /* amounts are whole numbers of steps */
	bool spend;             /* the aim is to complete what is chosen, not to choose */
};
struct program_map { /* where things of the allocation stand */
	int projects, cells; /* first columns */
	int *uses;           /* by cell: column of its threshold; -1 when it has none of its own */
	int *demand_row;     /* by demand; -1 */
};

struct program *program_of(struct arena *a, const struct allocation *p, const struct program_form *form, struct program_map *map);
void program_pack(struct program *g);

#endif
