/* Is a request ready to be filed? All that is wrong or missing, each with its place: answers of the application and of the identity, documents of the call, rules that block
   the filing, the moment. Reads only; asked by the page "check your answers" and again by the filing itself. */
#ifndef ACTIONS_FILING_READY_H
#define ACTIONS_FILING_READY_H

#include "actions/call_deadline.h"
#include "actions/sheet.h"

enum filing_place { FILING_FIELD, FILING_IDENTITY, FILING_DOCUMENT, FILING_RULE };
struct filing_point {
	enum filing_place place;
	str where; /* key of the field, code of the document, name of the rule */
	str topic; /* code of the topic of a field; or absent */
	str label; /* of the field, the document, the rule; or absent */
	str text;  /* what is wrong, in words */
	size_t number; /* of the year of the request, from 1, of a rule */
	bool blocks;
};
struct filing_ready {
	LIST_OF(struct filing_point) points; /* those that block first */
	size_t blocking;
	struct call_deadline deadline;
	struct verdict *verdict; /* of the first year of the request; NULL when the call has no rules */
	bool revises;            /* the revised budget: only what is wrong in it blocks; what the rules say of it is told, the funders have decided */
	bool completes;          /* answers a completion request: the deadline of the call is not asked again */
	instant counts;          /* the moment that counts: now, or when the office received the paper */
};

/* `received` absent: now counts. OK, BUSY, BROKEN. */
must_use enum status filing_is_ready(struct db *db, struct arena *a, const struct sheet *sheet, const struct ruleset *set, instant now, opt_instant received, enum lang lang,
                                     struct filing_ready *ready);

/* Does the checklist ask this document of that bearer and request? And can it be given as a file? */
bool filing_asks_document(const struct form_document *d, str applicant_kind, str request);
bool filing_document_is_digital(const struct form_document *d);

#endif
