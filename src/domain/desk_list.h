/* The list of a desk: applications in rows, what is known of them in columns, and what somebody wants to see of it: columns, filters, order, groups, page. Whoever fills it
   (actions/read_desk.h, a test) gives rows; desk_list_select gives which, in which order, and every total. The page, the exports, the bulk actions and the command line read it
   through here, so that what one shows the other does. Nothing is kept: the whole wish is text of an address. Pure; memory is the caller's arena. */
#ifndef DOMAIN_DESK_LIST_H
#define DOMAIN_DESK_LIST_H

#include "base/calendar.h"
#include "base/problem.h"
#include "domain/permission.h"
#include "domain/workflow.h"

/* How a column is read, sorted and filtered. CHOICES: several codes. SCORE: thousandths of a mark out of ten. SHARE: tenths of a percent. */
enum desk_kind { DESK_TEXT, DESK_CHOICE, DESK_CHOICES, DESK_MONEY, DESK_NUMBER, DESK_SCORE, DESK_SHARE, DESK_DAY };

/* The columns that every territory has, in their order; those of its funders follow, "asked.CODE". name, kind */
#define DESK_COLUMNS(X) \
	X(number, DESK_TEXT) X(title, DESK_TEXT) X(bearer, DESK_TEXT) X(call, DESK_CHOICE) X(state, DESK_CHOICE) X(filed, DESK_DAY) X(asked, DESK_MONEY) X(cost, DESK_MONEY) \
	X(share, DESK_SHARE) X(owner, DESK_CHOICE) X(due, DESK_DAY) X(completeness, DESK_CHOICE) X(verdict, DESK_CHOICE) X(opinions, DESK_NUMBER) X(score, DESK_SCORE) \
	X(labels, DESK_CHOICES) X(districts, DESK_CHOICES) X(themes, DESK_CHOICES) X(publics, DESK_CHOICES) X(goals, DESK_CHOICES) X(request, DESK_CHOICE) \
	X(renewals, DESK_NUMBER) X(messages, DESK_NUMBER) X(last, DESK_DAY) X(channel, DESK_CHOICE) X(action, DESK_TEXT)

enum desk_column_code {
#define DESK_CODE(name, kind) DESK_##name,
	DESK_COLUMNS(DESK_CODE)
#undef DESK_CODE
	DESK_FIXED
};

struct desk_choice {
	str code, label;
};
struct desk_column {
	str code, label;
	enum desk_kind kind;
	LIST_OF(struct desk_choice) choices; /* in their order */
};

#define DESK_ABSENT INT64_MIN
struct desk_cell {
	str text;       /* text, code, or codes parted by blanks; absent: empty */
	int64_t number; /* cents, days since 1970, thousandths…; DESK_ABSENT: empty */
};

struct desk_row {
	application_id id;
	opt_int sheet;
	str bearer_code;
	enum application_state state;
	int64_t opinions_asked; /* the cell holds those given */
	bool overdue;           /* what it waits for is past */
	struct desk_cell *cells; /* one per column */
};

struct desk_list {
	enum lang lang;
	day today;
	LIST_OF(struct desk_column) columns;
	LIST_OF(struct desk_row) rows;
	bool cut; /* there are more than LIMIT_DESK_APPLICATIONS */
};

struct desk_param {
	str name, value;
};
struct desk_params {
	struct desk_param *at;
	size_t n, room;
};

/* "COLUMN=value" (several: any of them; a text contains it), "COLUMN=~" empty, "COLUMN=*" not empty, "COLUMN-from=", "COLUMN-to=" ranges, both ends included. */
struct desk_filter {
	size_t column;
	LIST_OF(str) values;
	bool empty, filled;
	opt_int from, to;
	str from_typed, to_typed;
};
struct desk_sort {
	size_t column;
	bool down;
};

struct desk_query {
	LIST_OF(size_t) columns;
	LIST_OF(struct desk_filter) filters;
	LIST_OF(struct desk_sort) sorts;
	size_t group; /* SIZE_MAX: none */
	str search;
	int64_t page, per; /* from 1 */
	bool own_columns;  /* the address names them */
};

enum { DESK_PER_PAGE = 100 };

/* Columns that are there without any wish. */
void desk_list_start(struct arena *a, enum lang lang, day today, struct desk_list *list);
/* SIZE_MAX: no such column. */
size_t desk_column_of(const struct desk_list *list, str code);
/* The word of a code in that column; the code itself when it has none. */
str desk_choice_label(const struct desk_column *column, str code);

/* Reads a wish. Names that are no column are left aside (they may be another part's); a value that does not read is a problem (field: the parameter) and filters nothing. */
void desk_query_read(struct arena *a, const struct desk_list *list, const struct desk_param *params, size_t n, struct desk_query *q, struct problems *ps);
/* Writes it back, shortest form; reading that gives the same wish. */
void desk_query_write(struct arena *a, const struct desk_list *list, const struct desk_query *q, struct desk_params *params);
/* Whether a wish looks at a column at all: what need not be read. Amounts and bearers are always needed, for totals. */
bool desk_query_needs(const struct desk_query *q, size_t column);
/* The filter on that column, or NULL. */
const struct desk_filter *desk_query_filter(const struct desk_query *q, size_t column);

/* The same as the query of an address, percent-encoded: "state=filed&sort=-asked"; and back. What is no such text gives no parameter. */
str desk_params_text(struct arena *a, const struct desk_params *params);
void desk_params_of_text(struct arena *a, str text, struct desk_params *params);

struct desk_totals {
	int64_t count, bearers;
	int64_t *sums; /* one per column: cents of DESK_MONEY ones, else 0 */
};
struct desk_group {
	str label;
	size_t first, n; /* in `order` */
	struct desk_totals totals;
};
struct desk_selected {
	size_t *order; /* rows, in the order wished */
	size_t n;
	struct desk_totals totals;
	LIST_OF(struct desk_group) groups; /* empty without grouping */
	size_t first, shown; /* of the page, in `order` */
	int64_t page, pages;
};
/* All that fits, in order, with its totals, and the page of it; a page beyond the last is the last. */
void desk_list_select(struct arena *a, const struct desk_list *list, const struct desk_query *q, struct desk_selected *selected);

/* As a person reads it; "" when empty. */
str desk_cell_text(struct arena *a, const struct desk_list *list, const struct desk_row *row, size_t column);

/* Totals of a column as a person reads them; absent when it is no sum. */
str desk_total_text(struct arena *a, const struct desk_list *list, const struct desk_totals *totals, size_t column);

#endif
