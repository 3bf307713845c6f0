/* The annex of a programme as a text document (P1–P8): what fills a template of the kind "annex", the template that this program makes for the funders at hand, landscape, with its
   header row on each page, sub-totals by axis, totals by funder and by group, SHA-256 and page numbers in the foot; and that template filled. */
#ifndef DOCUMENTS_ANNEX_H
#define DOCUMENTS_ANNEX_H

#include "base/calendar.h"
#include "documents/template.h"
#include "domain/programme.h"

/* `p` has been through programme_compute. Amounts as people read them; a zero of a funder is empty. */
const struct template_scope *annex_data(struct arena *a, enum lang lang, const struct programme *p, day today);

/* The template, to be filled or edited by hand. TOO_BIG, BROKEN. */
must_use enum status annex_template(struct arena *a, enum lang lang, const struct programme_funder *funders, size_t n, str *docx);

/* Both. The same programme and day give the same bytes. */
must_use enum status annex_docx(struct arena *a, enum lang lang, const struct programme *p, day today, str *docx);

/* Templates of letters, orders and minutes, to be filled or edited by hand. Not for TEMPLATE_annex. */
must_use enum status letter_template(struct arena *a, enum lang lang, enum template_kind kind, str *docx);

#endif
