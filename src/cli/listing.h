/* Simple lists in three formats: an aligned table for people, csv for spreadsheets, json for programs. */
#ifndef CLI_LISTING_H
#define CLI_LISTING_H

#include "cli/command.h"

enum listing_kind { LISTED_NOTHING, LISTED_TEXT, LISTED_NUMBER, LISTED_MONEY };

struct listing_column {
	const char *key; /* name in json */
	enum word heading;
};

struct listing_cell {
	enum listing_kind kind;
	union {
		str text;
		int64_t number;
		money amount;
	};
};

static inline struct listing_cell text_cell(str v)
{
	return v.p ? (struct listing_cell){.kind = LISTED_TEXT, .text = v} : (struct listing_cell){.kind = LISTED_NOTHING};
}
static inline struct listing_cell number_cell(int64_t v)
{
	return (struct listing_cell){.kind = LISTED_NUMBER, .number = v};
}
static inline struct listing_cell money_cell(money v)
{
	return (struct listing_cell){.kind = LISTED_MONEY, .amount = v};
}
static inline struct listing_cell opt_number_cell(opt_int v)
{
	return v.set ? number_cell(v.value) : (struct listing_cell){.kind = LISTED_NOTHING};
}

struct listing {
	const struct listing_column *columns;
	size_t column_count;
	LIST_OF(struct listing_cell) cells; /* row after row */
};

/* In the format of the invocation, to its output. */
must_use enum exit_code listing_print(struct invocation *in, const struct listing *l);

#endif
