/* The verdict of the rules on a sheet as it stands: in words for its pages, funder by funder, with where in the form the missing answers are. Called by the verdict page, by
   the budget and by live.json; computes outside any transaction and writes nothing. */
#ifndef WEB_SHEET_VERDICT_H
#define WEB_SHEET_VERDICT_H

#include "web/diagnosis.h"
#include "web/sheet_post.h"

struct sheet_verdict {
	const struct sheet *sheet;
	size_t number;  /* of the year of the request that is judged, from 1 */
	bool has_rules; /* else nothing below is filled */
	struct diagnosis diagnosis;
	const struct verdict *verdict;
	struct panel_view panel; /* one call, with every rule */
};

/* On year `number` of the request, from 1 (form_facts_in_year). Now for a draft; the moment of its last change for a sheet that was filed. OK also when the call has no rules.
   `v` and `sheet` stay where they are as long as the panel is read. BUSY, BROKEN. */
must_use enum status sheet_verdict(struct page *pg, const struct sheet *sheet, size_t number, struct sheet_verdict *v);

/* The year of the address (?year=2), of a request that has as many; else 1. */
size_t sheet_year_asked(const struct page *pg, const struct budget *budget);

/* What the rules say of a funder, by its code; NULL when they do not know it. `of` gets what was computed. */
const struct funder_verdict_view *sheet_verdict_of(const struct sheet_verdict *v, str funder, const struct verdict_funder **of);

/* Where an answer is given: a field of this sheet, of the organisation's identity, its documents or the check before filing. */
url sheet_place(struct page *pg, const struct sheet *sheet, str place);
/* Of a question of the règlement, in the year that `v` judges. */
url sheet_question_place(struct page *pg, const struct sheet_verdict *v, const struct ruleset_question *q);

#endif
