/* What every page that edits a sheet shares: reading it, its frame (banner, deadline, neighbours, problems), and what a post does with what was typed. Called by the topic
   pages, by the pages of budget and publics and by the autosave. A page includes the parts sheet_top, sheet_form (inside its <form>) and sheet_end; its inputs have
   name and id "f." + key. POST /sheets/:sheet/topics/:topic saves any topic whatever its page: nobody else needs to. Writes nothing itself: actions/sheet.h does. */
#ifndef WEB_SHEET_POST_H
#define WEB_SHEET_POST_H

#include "actions/sheet.h"
#include "web/page.h"
#include "web/writing_views.h"

/* The sheet of the address (pg->thing.sheet), with its form in the page's language and the rules of its call. NOT_FOUND, BUSY, BROKEN. */
must_use enum status sheet_of_page(struct page *pg, struct sheet *sheet);
/* The compiled rules of its call, or NULL when it has none; for actions that take them. */
must_use enum status sheet_rules(struct page *pg, territory_id territory, str call, const struct ruleset **set);

/* The frame of a page of that sheet. `topic` NULL: a page that is no topic (the task list, a verdict); its route then needs no parameter. Routes of topics declare "saved" and
   "check". Allows scripts on a topic. BUSY, BROKEN. */
must_use enum status sheet_frame(struct page *pg, const struct sheet *sheet, const struct form_topic *topic, struct layout_view *layout, struct sheet_bar *bar);
/* After it: the problems of the topic, when it is to correct, when the page answers a save (?saved), or, with what is missing, when one comes from the check before filing
   (?check). They go into the bar, and "Erreur :" into the title. */
void sheet_check_topic(struct page *pg, const struct sheet *sheet, const struct form_topic *topic, struct layout_view *layout, struct sheet_bar *bar);
/* Other problems, the same way. */
void sheet_problems(const struct page *pg, const struct sheet *sheet, const struct problems *ps, struct sheet_bar *bar);

/* The problem of that field that the bar shows, as text; absent when there is none. */
str sheet_wrong(const struct sheet_bar *bar, str key);

/* What was typed on the form of this request ("f.*"): boxes of one name are one value, in order, with a blank between. */
struct sheet_typed_list {
	LIST_OF(struct sheet_typed) list;
};
void sheet_typed_of(const struct page *pg, struct sheet_typed_list *typed);

/* Saves what the request carries: its fields "base" (the revision that the page showed), "person" and "f.*". INVALID: no revision, or as sheet_save; CONFLICT also when the
   page was made for another person. Else as sheet_save: OK also with conflicts, which the caller shows (sheet_show_conflicts). */
struct sheet_post {
	struct sheet_head head; /* as it was before the save */
	struct sheet_typed_list typed;
	struct sheet_saved saved;
};
must_use enum status sheet_post(struct page *pg, struct sheet_post *post);
/* The same with these values instead of those of the form (pasted cells added); "base" and "person" are the request's. */
must_use enum status sheet_post_typed(struct page *pg, const struct sheet_typed_list *typed, struct sheet_post *post);

#endif
