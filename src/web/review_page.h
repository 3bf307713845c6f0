/* What the pages of the review share: the head of an application with its tabs, an action's step, an opinion in words. Inside web/. */
#ifndef WEB_REVIEW_PAGE_H
#define WEB_REVIEW_PAGE_H

#include "actions/desk_work.h"
#include "web/filing_page.h"
#include "web/handlers.h"

/* A declared field of a form that was posted; "" otherwise. */
str review_typed(const struct page *pg, str name);
/* Of the application of the address; with the base that the form carries, when it carries one. */
struct desk_step review_step_of(struct page *pg);

struct review_head {
	struct q_deskwork_head_row row;
	const struct zone *zone;
};
/* Reads the application of the address, lays out the page: heading, trail, tabs. `under`: "review", "scores", "opinions", "conflicts". */
must_use enum status review_top(struct page *pg, const char *under, enum word heading, const struct problems *ps, struct layout_view *layout, struct review_top *top, struct review_head *head);
/* A page that is not one application's. */
void review_layout(struct page *pg, struct layout_view *layout, str title, const struct problems *ps);

/* After an action: OK leads to `where`; INVALID, CONFLICT and a refusal that says why show the page again by `show`. */
must_use enum status review_end(struct page *pg, enum status s, struct problems *ps, url where, enum status (*show)(struct page *pg, const struct problems *ps));

/* How an opinion reads. `secret`: its answer is not for this reader. */
struct opinion_shown {
	str kind, subject, label, person, time_zone;
	opt_day due, reply_due;
	str answer, text, reply;
	opt_instant given, replied;
	bool confidential, on_behalf, secret;
};
struct review_opinion review_opinion_words(struct page *pg, const struct opinion_shown *o);

/* The page that asks for opinions on files that were picked in a desk's list (deskwork_bulk.c leads here). */
must_use enum status review_ask_bulk(struct page *pg, str picked, size_t n);
/* Fills the form that asks for opinions. */
must_use enum status review_ask_form(struct page *pg, const struct problems *ps, struct review_ask *ask);
/* What that form says. Lists live in the arena. */
struct opinion_ask;
void review_ask_read(struct page *pg, struct opinion_ask *ask, struct problems *ps);

#endif
