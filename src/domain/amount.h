/* Amounts as people write them in French and English tables, read without ever going through a binary float: "12 345,67 €", "1000€", "12.345,67",
   "(1 200)", "1,5 k€", "2 413 habitants", "Coût total = 50 950 € CCAS = 14 985 €". Pure; called by reconcile and by the importers.
   Values are in millionths (micro) of the unit written: 12 345,67 € is 12345670000.

   A single point or comma before exactly three digits is ambiguous: "1.234" is a thousand in France and little more than one in England. Rule:
   it is a thousands separator, unless the column shows by a certain writing that this very character is its decimal separator (amount_vote). */
#ifndef DOMAIN_AMOUNT_H
#define DOMAIN_AMOUNT_H

#include "base/arena.h"
#include "base/values.h"

#define MICRO INT64_C(1000000)
#define MICRO_PER_CENT INT64_C(10000)

enum amount_reading { AMOUNT_NONE, AMOUNT_CERTAIN, AMOUNT_AMBIGUOUS };
enum amount_unit { AMOUNT_PLAIN, AMOUNT_EURO, AMOUNT_PERCENT, AMOUNT_COUNT }; /* COUNT: persons, hours…; see unit_text */
enum amount_habit { HABIT_UNKNOWN, HABIT_COMMA_DECIMAL, HABIT_POINT_DECIMAL };

struct amount {
	enum amount_reading reading; /* NONE: not an amount; the other members mean nothing */
	enum amount_unit unit;
	enum amount_habit shows; /* what this writing proves about the decimal separator */
	int64_t micro;           /* at most LIMIT_AMOUNT_CENTS in size */
	int64_t step_micro;      /* value of one unit of the last digit written: 100000000 for "1,5 k€" */
	str unit_text;           /* as written, within the text read: "habitants" */
	bool grouped;            /* thousands were separated: so it is no code, no year */
};

/* The whole text as one amount. Never guesses words: "10 rue Pasteur" is AMOUNT_NONE. */
struct amount amount_read(str text, enum amount_habit habit);

/* The same at the start of the text; *used bytes were read (with its unit). AMOUNT_NONE when it does not start with an amount. */
struct amount amount_prefix(str text, enum amount_habit habit, size_t *used);

/* A cell that names its amounts: "Coût total = 50 950 € CCAS = 14 985 €", "ANCT : 500 € / CAF : 200 €". */
struct amount_item {
	str label; /* "CCAS" */
	struct amount amount;
};
struct amount_items {
	LIST_OF(struct amount_item) list;
};
/* False, and nothing filled, unless all of the text is made of named amounts. Labels point into the text. */
bool amount_items_read(struct arena *a, str text, enum amount_habit habit, struct amount_items *items);

/* The votes of a column. Ties and silence give HABIT_UNKNOWN. */
struct amount_vote {
	size_t comma, point;
};
void amount_vote_add(struct amount_vote *vote, const struct amount *amount);
enum amount_habit amount_vote_result(const struct amount_vote *vote);

/* Micro to cents, half away from zero. */
money amount_money(int64_t micro);

/* Sum that stops at the ends of int64 instead of overflowing. */
int64_t micro_add(int64_t x, int64_t y);

#endif
