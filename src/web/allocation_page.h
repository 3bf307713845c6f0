/* What the pages of the distribution share: frame, trail, whether the actor runs the desk, an amount's change in words. Public to web/allocation_*.c only. */
#ifndef WEB_ALLOCATION_PAGE_H
#define WEB_ALLOCATION_PAGE_H

#include "web/filing_page.h"
#include "web/grid_show.h"

/* Title ("Erreur : …" when something is wrong), never indexed, behind the table in the trail. */
void allocation_frame(struct page *pg, struct layout_view *layout, str title, bool wrong);
/* Of a distribution that was asked. */
url allocation_run_link(const struct page *pg, int64_t run);
bool allocation_runs(const struct page *pg);
/* "+2 000 €", "−500 €"; empty when nothing changed. */
str allocation_change(const struct page *pg, money before, money after);
/* "gain", "loss" or "". */
str allocation_change_tone(money before, money after);

#endif
