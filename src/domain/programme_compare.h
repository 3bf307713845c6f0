/* Two programmes side by side, of two years or two versions (P7): actions kept, new and dropped, linked by their stable code (N11), and what each funder gives before and after.
   Pure. */
#ifndef DOMAIN_PROGRAMME_COMPARE_H
#define DOMAIN_PROGRAMME_COMPARE_H

#include "domain/programme.h"

enum compared { COMPARED_KEPT, COMPARED_NEW, COMPARED_DROPPED, COMPARED_KINDS };
const char *compared_name(enum compared kind); /* "kept"… */

struct compared_action {
	enum compared kind;
	const struct programme_action *before, *after; /* NULL when it is not there */
};
struct compared_funder {
	str code, label;
	bool valued;
	money before, after;
};
struct programme_comparison {
	LIST_OF(struct compared_action) actions; /* kept and new in the order of `after`, then dropped in the order of `before` */
	LIST_OF(struct compared_funder) funders; /* those of `after`, then those that only `before` had */
};
/* Both have been through programme_compute. */
void programme_compare(struct arena *a, const struct programme *before, const struct programme *after, struct programme_comparison *c);

/* One row an action, then one a funder: for spreadsheets. */
void programme_comparison_csv(struct out *o, enum lang lang, const struct programme_comparison *c);

#endif
