/* The value types that must not mix. Structs of one member: adding cents to persons, or passing a district as a call, does not compile.
   Only the types live here, so that every room can carry them; what they mean and how they are computed is domain/'s. */
#ifndef BASE_VALUES_H
#define BASE_VALUES_H

#include "base/str.h"

typedef struct money {
	int64_t cents; /* euro cents */
} money;

typedef struct day {
	int64_t number; /* days since 1970-01-01 */
} day;

typedef struct instant {
	int64_t ms; /* milliseconds since 1970-01-01T00:00:00Z */
} instant;

/* Optional forms: a value that may be absent (SQL NULL). */
typedef struct opt_int {
	bool set;
	int64_t value;
} opt_int;
typedef struct opt_money {
	bool set;
	money value;
} opt_money;
typedef struct opt_day {
	bool set;
	day value;
} opt_day;
typedef struct opt_instant {
	bool set;
	instant value;
} opt_instant;

/* One id type per table that has a number of its own. 0 is "none". */
#define ID_TYPE(name) \
	typedef struct name { \
		int64_t v; \
	} name
ID_TYPE(territory_id);
ID_TYPE(application_id);

/* Already escaped for HTML; only base/html.h and generated pages make one. */
typedef struct html {
	str s;
} html;

/* SQL text; SQL() accepts string literals only. */
typedef struct sql {
	const char *text;
	size_t n;
} sql;
#define SQL(lit) ((sql){"" lit "", sizeof(lit) - 1})

enum lang { LANG_FR, LANG_EN, LANG_COUNT };

#endif
