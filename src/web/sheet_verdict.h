/* The verdict of the rules on a sheet as it stands: in words for its pages, funder by funder, with where in the form the missing answers are. Called by the verdict page, by
   the budget and by live.json; computes outside any transaction and writes nothing. */
#ifndef WEB_SHEET_VERDICT_H
#define WEB_SHEET_VERDICT_H

#include "web/diagnosis.h"
#include "web/sheet_post.h"

struct sheet_verdict {
	bool has_rules; /* else nothing below is filled */
	struct diagnosis diagnosis;
	const struct verdict *verdict;
	struct panel_view panel; /* one call, with every rule */
};

/* Now for a draft; the moment of its last change for a sheet that was filed. OK also when the call has no rules. BUSY, BROKEN. */
must_use enum status sheet_verdict(struct page *pg, const struct sheet *sheet, struct sheet_verdict *v);

/* What the rules say of a funder, by its code; NULL when they do not know it. `of` gets what was computed. */
const struct funder_verdict_view *sheet_verdict_of(const struct sheet_verdict *v, str funder, const struct verdict_funder **of);

/* Where an answer is given: a field of this sheet, of the organisation's identity, its documents or the check before filing. */
url sheet_place(struct page *pg, const struct sheet *sheet, str place);

#endif
