/* What pages show of a revised budget; part of views.h, as the others. Amounts are composed texts. */
#ifndef WEB_REVISED_VIEWS_H
#define WEB_REVISED_VIEWS_H

#include "base/str.h"

struct revised_line_view {
	str label, asked, granted, kept, tone;
};
struct revised_view {
	bool shown, waits, came;
	str state, tone, when, said, cost, less;
	LIST_OF(struct revised_line_view) lines;
	str asked, granted, kept; /* totals */
};

#endif
