/* What the pages of a filed request share: reading the sheet with its rules, its frame, its answers as they are read, problems of a form as links. Called by the pages of
   filing and of the desk; sheet_of_page (web/sheet_post.h) reads. */
#ifndef WEB_FILING_PAGE_H
#define WEB_FILING_PAGE_H

#include "gen/queries.h"
#include "actions/file_application.h"
#include "actions/follow_up.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/respond.h"
#include "web/sheet_post.h"

struct filing_page {
	struct sheet sheet;
	const struct ruleset *set; /* NULL: the call has no rules */
};

/* The application of the address; an identity is NOT_FOUND here. */
must_use enum status filing_page_read(struct page *pg, struct filing_page *p);
/* The same, and whether it is ready to be filed (actions/filing_ready.h), at the instant of the request or when the office received it. */
struct filing_judged {
	struct filing_page page;
	struct q_filing_head_row head;
	struct filing_ready ready;
};
must_use enum status filing_page_judge(struct page *pg, struct filing_judged *j);
/* Frame and head: trail, state in words. */
void filing_page_top(struct page *pg, const struct sheet_head *head, struct layout_view *layout, struct filing_top *top, str title);
/* Answers by topic; with a code of a sheet, each topic has a link to change it. */
void filing_page_answers(struct page *pg, const struct form *form, const struct form_values *values, str sheet_code, struct filed_answers *answers);
/* Attachments with the label of their document. */
str filing_page_document(const struct form_context *context, str code);

void filing_page_problems(struct page *pg, const struct problems *ps, struct filing_problems *view);
bool filing_page_wrong(const struct problems *ps, str field);

/* What an action takes, from this request. */
struct filing_request filing_page_request(struct page *pg, const struct ruleset *set);
struct follow_up filing_page_step(struct page *pg);

/* "13 septembre 2024 à 11:59:07 (heure de Paris)", with seconds; "13 septembre 2024 à 11 h 59", without. */
str filing_page_second(struct page *pg, str time_zone, instant at);
str filing_page_when(struct page *pg, str time_zone, instant at);
/* Until when one may file, in words, and its tone (good, warning, error); absent when the call says nothing. */
str filing_page_deadline(struct page *pg, const struct call_deadline *d, str time_zone, str *tone);

/* A page of the request of the address: "receipt". */
#define SHEET_LINK(pg, under) LINK((pg), "/sheets/:sheet" under, (pg)->in.sheet)

/* One message between a bearer and its office, as both read it: who, when, whether it was seen. */
struct follow_message filing_page_message(struct page *pg, str time_zone, const struct q_filing_messages_row *m);

#endif
