/* A decided table that somebody else made becomes changes of the grid (D3, N10, N11): what each column is for (import_columns.c), what each line says (import_rows.c), which application
   it is and what would change (import_match.c, import_plan.c). Nothing is overwritten blindly: what is not certain becomes a question, what cannot be read a fault with its line and
   column, and the plan that a person saw has a digest. actions/table_import.h fills and applies it. All memory is the arena's. Pure. */
#ifndef DOMAIN_IMPORT_H
#define DOMAIN_IMPORT_H

#include "base/problem.h"
#include "base/status.h"
#include "domain/money.h"
#include "domain/workflow.h"

struct table_sheet; /* domain/table.h */
struct table_book;
struct grid; /* domain/grid.h: no file may include both */

/* ---- what columns are for ---- */

/* X(name): codes of forms and of the kept mapping. `named`: cells such as "Coût total = 50 950 € CCAS = 14 985 €". `funder`: a line a funder, which this column names. `money`: an amount. */
#define IMPORT_ROLES(X) \
	X(nothing) X(title) X(bearer) X(siret) X(number) X(action) X(reference) X(total) X(other) X(axis) X(summary) X(note) X(state) X(named) X(funder) X(section) X(nature) X(money)
enum import_role {
#define ROLE_OF_COLUMN(name) IMPORT_##name,
	IMPORT_ROLES(ROLE_OF_COLUMN)
#undef ROLE_OF_COLUMN
	IMPORT_ROLE_COUNT
};
const char *import_role_name(enum import_role role);
enum import_role import_role_of_name(str name); /* IMPORT_ROLE_COUNT: none */

#define IMPORT_STAGES(X) X(any) X(asked) X(hoped) X(proposed) X(voted)
enum import_stage {
#define STAGE_OF_IMPORT(name) IMPORT_STAGE_##name,
	IMPORT_STAGES(STAGE_OF_IMPORT)
#undef STAGE_OF_IMPORT
	IMPORT_STAGE_COUNT
};
const char *import_stage_name(enum import_stage stage);
enum import_stage import_stage_of_name(str name); /* IMPORT_STAGE_COUNT: none */

struct import_column {
	enum import_role role;
	str money;               /* code of a column of the grid; empty: the funder that the line names */
	enum import_stage stage; /* any: what the whole table says */
};
struct import_choice { /* what an officer answered: "row:42" = "new", "twin:42" = "same", "funder:AGGLO" = "cahc", "bearer:Ville de L." = "ville", "axis:Santé" = "sante" */
	str key, value;
};
struct import_mapping {
	int64_t sheet;  /* from 0 */
	int64_t header; /* number of the line of headings; 0: none */
	enum import_stage stage;
	int64_t scenario; /* that it is written in; 0: a new one */
	LIST_OF(struct import_column) columns; /* of the sheet, in order */
	LIST_OF(struct import_choice) choices;
};

struct import_funder { /* a column of the grid that money may go to */
	str code, label, long_label;
};

/* Guesses the sheet, the line of headings and every column, by headings in French and by content. */
void import_guess(struct arena *a, const struct table_book *book, const struct import_funder *funders, size_t n, struct import_mapping *mapping);
/* The same for a sheet and a line of headings that somebody chose (header 0: none). Choices stay. */
void import_guess_columns(struct arena *a, const struct table_book *book, const struct import_funder *funders, size_t n, struct import_mapping *mapping);
/* Folded headings, one a line: tables of the same program have the same. */
str import_headings(struct arena *a, const struct table_book *book, const struct import_mapping *mapping);
/* What stands over a column: its cell in the line of headings, else in the line just above (headings in two lines). Empty without one. */
str import_heading(const struct table_book *book, const struct import_mapping *mapping, uint32_t column);
/* Is it an extraction of DAUPHIN: a reference, and a line a funder? */
bool import_is_dauphin(const struct import_mapping *mapping);
/* The funder that a label means, among them; SIZE_MAX: none. */
size_t import_funder_of(struct arena *a, str label, const struct import_funder *funders, size_t n);

/* Kept as JSON of one writing. */
str import_mapping_write(struct arena *a, const struct import_mapping *mapping);
bool import_mapping_read(struct arena *a, str text, struct import_mapping *mapping);
str import_choice_of(const struct import_mapping *mapping, str key); /* absent: not answered */
void import_choose(struct arena *a, struct import_mapping *mapping, str key, str value); /* empty value: forgotten */

/* ---- what lines say ---- */

struct import_money {
	str column; /* of the grid; empty: not known, `label` says it */
	str label;
	enum import_stage stage;
	money amount;
	bool refused;
	uint32_t row;   /* of the table */
	str heading;    /* of its column, for messages */
};
struct import_row {
	uint32_t number; /* first line of the table that it comes from */
	str title, bearer, code, action, reference, axis, summary, note, state;
	str siren; /* of its SIRET or SIREN, when that is right; empty */
	opt_money total, other;
	LIST_OF(struct import_money) money;
	struct problems faults;  /* line: of the table; field: heading of the column */
	struct problems remarks; /* told, not refused */
	uint32_t twin_of;        /* line of the one that says the same; 0: none */
};
struct import_table {
	LIST_OF(struct import_row) rows;
	LIST_OF(str) headings;   /* of all columns, as written, else their letters */
	size_t totals, sections; /* lines that sum up others, headings of axes */
	size_t merged;           /* lines that take a text from a cell merged over several */
	opt_money printed;       /* the last total that the table prints of the costs */
	bool too_many;           /* more than LIMIT_IMPORT_ROWS */
};
/* Choices on funders are respected; those on lines are the plan's. */
void import_rows_read(struct arena *a, const struct table_book *book, const struct import_mapping *mapping, const struct import_funder *funders, size_t n, struct import_table *table);

/* One cell of the sheet as it is written, for a page; empty beyond its end. */
str import_cell_text(const struct table_book *book, const struct import_mapping *mapping, uint32_t row, uint32_t column);

/* ---- what would change ---- */

enum import_verdict { IMPORT_MAKES, IMPORT_CHANGES, IMPORT_SAME, IMPORT_ASKS, IMPORT_REFUSED, IMPORT_LEFT, IMPORT_VERDICTS };
const char *import_verdict_name(enum import_verdict v);
enum import_by { IMPORT_BY_NONE, IMPORT_BY_ACTION, IMPORT_BY_NUMBER, IMPORT_BY_REFERENCE, IMPORT_BY_SIRET, IMPORT_BY_NAMES, IMPORT_BY_CHOICE, IMPORT_BY_KEY, IMPORT_BYS };
const char *import_by_name(enum import_by by);

struct import_cell {
	str column;   /* code in the grid */
	str label;
	enum import_stage stage;
	opt_money before, after;
	bool refused_before, refused_after;
	bool above;   /* more than was asked */
	bool theirs;  /* somebody else changed it since the file was made */
	bool taken;   /* false: theirs stays */
};
enum import_field { IMPORT_COST, IMPORT_INCOME, IMPORT_AXIS_CODE, IMPORT_NOTE, IMPORT_STATE, IMPORT_DAUPHIN, IMPORT_DECISION, IMPORT_FIELDS };
struct import_value { /* of a row, beside its cells; amounts in cents as text */
	enum import_field field;
	str before, after;
	bool theirs, taken;
};
struct import_line {
	uint32_t number;
	enum import_verdict verdict;
	enum import_by by;
	size_t row;         /* of the grid; SIZE_MAX: new */
	str title, bearer;
	str bearer_code;    /* empty: an organisation is made */
	const struct import_row *said;
	LIST_OF(struct import_cell) cells;
	LIST_OF(struct import_value) values;
	struct problems faults, remarks;
};
struct import_option {
	str value, label;
};
struct import_question {
	str key;
	enum word text; /* with the arguments `what` and `line` */
	str what;
	uint32_t line;  /* 0: of the whole table */
	bool required;
	LIST_OF(struct import_option) options;
	str chosen; /* absent: not answered */
};
struct import_plan {
	LIST_OF(struct import_line) lines;
	LIST_OF(struct import_question) questions;
	size_t counts[IMPORT_VERDICTS], open; /* open: required questions without an answer */
	LIST_OF(str) deleted;  /* titles of rows that the file of the grid no longer has: nothing is taken away */
	LIST_OF(str) passed;   /* labels of envelopes that would be passed, or further passed */
	money over;            /* of the first of them */
	str digest;            /* of what would be written: the person confirms that and nothing else */
};

struct import_organisation {
	str code, name, long_name, siren;
};
struct import_axis {
	str code, label;
};
struct import_reference {
	application_id application;
	str reference;
};
struct import_known { /* what the grid does not say */
	LIST_OF(struct import_organisation) organisations;
	LIST_OF(struct import_axis) axes;
	LIST_OF(struct import_reference) references;
};

/* `g`: the grid as it stands, computed; it is not changed. Choices as import_choice: row:N, twin:N, leave:N, mine:N/COLUMN, bearer:NAME, axis:LABEL. */
void import_plan_make(struct arena *a, const struct grid *g, const struct import_known *known, const struct import_mapping *mapping, const struct import_table *table, struct import_plan *plan);

/* ---- the grid itself, written as a spreadsheet and read back ---- */

#define IMPORT_KEYED_MARK "faubourg-grid-1"
enum { IMPORT_KEYED_HEAD = 3 }; /* lines before the first row: the mark and the numbers of rows, keys of columns, headings. The first two are hidden */
#define IMPORT_KEYED_ID "id"
#define IMPORT_KEYED_BASE "=" /* before the key of a hidden column: what was there when the file was made */
#define IMPORT_KEYED_REFUSED "x"

struct import_keyed_value {
	str heading;   /* as the file has it, for messages */
	str key;       /* cost, other, decision, axis, note, title, bearer, or CODE/proposed, CODE/voted */
	str now, base; /* amounts in cents; a refusal is IMPORT_KEYED_REFUSED; texts as they are */
	bool bad;      /* `now` is no amount: it is as it was typed */
};
struct import_keyed_row {
	uint32_t line;
	int64_t id; /* 0: added by hand */
	LIST_OF(struct import_keyed_value) values;
};
struct import_keyed {
	str call;
	int64_t scenario, revision;
	LIST_OF(int64_t) ids; /* of the rows that were written */
	LIST_OF(struct import_keyed_row) rows;
};
/* Is that workbook a grid of ours? */
bool import_is_keyed(const struct table_book *book);
/* False: it is not, or its keys were damaged. */
bool import_keyed_read(struct arena *a, const struct table_book *book, struct import_keyed *keyed);
/* What somebody changed in it, against the grid as it stands: what others changed since is a conflict, and stays unless `mine:LINE/KEY` was chosen. INVALID with ps: of another call or
   scenario, damaged. */
must_use enum status import_plan_keyed(struct arena *a, const struct grid *g, const struct import_known *known, const struct import_mapping *mapping, const struct table_book *book,
                                       struct import_plan *plan, struct problems *ps);

/* Inside import_*.c: for each line its row, or a question. */
void import_match(struct arena *a, const struct grid *g, const struct import_known *known, const struct import_mapping *mapping, struct import_plan *plan);
/* Counts, envelopes and digest, once every line has its verdict. */
void import_plan_end(struct arena *a, const struct grid *g, struct import_plan *plan);

#endif
