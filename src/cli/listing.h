/* Simple lists in three formats: an aligned table for people, csv for spreadsheets, json for programs. */
#ifndef CLI_LISTING_H
#define CLI_LISTING_H

#include "cli/command.h"

enum cell_kind { CELL_TEXT, CELL_INT, CELL_MONEY, CELL_DAY, CELL_EMPTY };

struct listing_column {
	const char *key; /* name in json */
	enum word heading;
};

struct cell {
	enum cell_kind kind;
	union {
		str text;
		int64_t number;
		money amount;
		day date;
	};
};

static inline struct cell cell_text(str v)
{
	return v.p ? (struct cell){.kind = CELL_TEXT, .text = v} : (struct cell){.kind = CELL_EMPTY};
}
static inline struct cell cell_int(int64_t v)
{
	return (struct cell){.kind = CELL_INT, .number = v};
}
static inline struct cell cell_money(money v)
{
	return (struct cell){.kind = CELL_MONEY, .amount = v};
}
static inline struct cell cell_opt_int(opt_int v)
{
	return v.set ? cell_int(v.value) : (struct cell){.kind = CELL_EMPTY};
}
static inline struct cell cell_opt_day(opt_day v)
{
	return v.set ? (struct cell){.kind = CELL_DAY, .date = v.value} : (struct cell){.kind = CELL_EMPTY};
}

struct listing {
	const struct listing_column *columns;
	size_t column_count;
	LIST_OF(struct cell) cells; /* row after row */
};

/* In the format of the invocation, to its output. */
must_use enum exit_code listing_print(struct invocation *in, const struct listing *l);

#endif
