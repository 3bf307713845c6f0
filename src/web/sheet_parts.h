/* Between the files of web/sheet_*.c only: what one makes for the other. */
#ifndef WEB_SHEET_PARTS_H
#define WEB_SHEET_PARTS_H

#include "actions/call_deadline.h"
#include "web/sheet_post.h"
#include "web/when.h"

/* "à 14 h 02", "le 3 mars 2025 à 14 h 02" when it was not today, in that zone. */
str sheet_time(const struct page *pg, str time_zone, instant at);

/* Until when one may file: the pack's filing phases, or what an officer decided since. */
struct sheet_deadline {
	struct call_deadline deadline;
	struct filing filing; /* the same in words */
};
bool sheet_deadline_is_open(const struct sheet_deadline *deadline); /* grace included */
/* Until when a draft may still be filed and how long that is, for the banner that says NOT FILED; the state in words is the caller's. */
struct unfiled_view unfiled_view(struct page *pg, const struct sheet_deadline *deadline);
must_use enum status sheet_deadline(struct page *pg, territory_id territory, str call, str time_zone, struct sheet_deadline *deadline);

/* Key of a field of line k (from 1) of a group: "partners.2.name". */
str sheet_line_key_in(struct arena *a, str group, size_t line, str field);

/* One field as a page shows it. `wrong` absent: nothing is. */
struct field_view sheet_field(struct page *pg, const struct sheet *sheet, const struct form_field *field, str key, str wrong);
/* What an input shows of a kept value: days as people write them here. */
str sheet_input(struct page *pg, const struct form *form, const struct form_field *field, str value);

/* The page was made for another person than who asks now. */
bool sheet_is_for_another(const struct page *pg);

/* The page of conflicts after a post; returns what page_again returns. */
must_use enum status sheet_show_conflicts(struct page *pg, const struct sheet_post *post, const struct form_topic *topic, const struct sheet *sheet);

#endif
