/* Inside rules/: what unit.c keeps of units, for it and for unit_convert.c. Nobody else includes this.
   A unit is two lists of parts; a draft is one that is being worked on, not yet interned. */
#ifndef RULES_UNIT_TABLE_H
#define RULES_UNIT_TABLE_H

#include "base/limits.h"
#include "rules/unit.h"

typedef uint16_t part; /* a name of the table: "mois" */

/* The first names of every table are those that convert, in this order. */
enum { PART_BLANK, PART_PERCENT, PART_MONTH, PART_YEAR, PART_DAY, PART_QUARTER, PART_EURO, PART_KILOEURO, PART_G, PART_KG, PART_MG, PART_M, PART_KM,
       PART_CM, PART_MM, PART_FIXED };
enum { PARTS = LIMIT_UNIT_PARTS, RECENT = 64, HASH = 256 };

struct unit {
	uint8_t above, under; /* how many numerators, denominators */
	part parts[PARTS];    /* numerators, then denominators */
	str text;
	unit_id next; /* of the same hash in the same table; 0 ends */
};

/* What was asked lately of two units, for a run and for a model that is being made. */
struct recent {
	uint32_t key; /* a << 16 | b; 0 is nothing: two UNIT_NONE are not asked */
	unit_id answer;
};
struct recent_factor {
	uint32_t key;
	bool possible;
	struct number factor;
};

struct unit_table {
	str *names; /* of parts from first_part on */
	struct unit *units;
	char *text; /* room for names and texts */
	size_t text_n, text_room;
	uint32_t first_unit, unit_count, unit_room;
	uint32_t first_part, part_count, part_room;
	unit_id heads[HASH];
	struct recent products[RECENT], quotients[RECENT];
	struct recent_factor factors[RECENT];
};

/* Parts as they are worked on; n passes PARTS when there are too many, and nothing more is kept. */
struct side {
	size_t n;
	part at[PARTS];
};
struct draft {
	struct side above, under;
};

struct draft unit_draft(const struct units *u, unit_id unit); /* empty for UNIT_NONE */
/* Takes away once, for each part, what stands on both sides and goes together. */
void draft_cancel(struct draft *d, bool (*goes)(part, part));
bool parts_same_kind(part a, part b); /* mois and an */
void side_without_percents(struct side *s);

static inline uint32_t unit_pair(unit_id a, unit_id b)
{
	return (uint32_t)a << 16 | b;
}
static inline uint32_t unit_slot(unit_id a, unit_id b)
{
	return (a * UINT32_C(31) + b) % RECENT;
}

#endif
