/* The revised budget of a request as its pages show it: the bearer's follow-up and the officer's file. */
#ifndef WEB_REVISED_H
#define WEB_REVISED_H

#include "web/page.h"
#include "web/views.h"

/* Fills the view; `shown` is false when none was asked. `code`: of the sheet. */
must_use enum status revised_fill(struct page *pg, territory_id territory, sheet_id sheet, str zone, struct revised_view *v);

#endif
