/* The programme as a workbook ready to print and to recalculate (requirements.md P1-P8, N2): sheet 1 the table with its sub-totals, totals and shares,
   sheet 2 funders by group, cash apart from valued contributions, and the arithmetic of the percentages, sheet 3 the findings. */
#ifndef DOCUMENTS_PROGRAMME_XLSX_H
#define DOCUMENTS_PROGRAMME_XLSX_H

#include "base/arena.h"
#include "domain/programme.h"

/* Appends the file's bytes to `o`. `p` has been through programme_compute: every cached value is the domain's. The same programme gives the same bytes.
   OK; TOO_BIG when `o` is full, there are more than LIMIT_WORKBOOK_FUNDERS columns or LIMIT_WORKBOOK_ROWS rows; BROKEN when the machine has no memory left. */
must_use enum status programme_xlsx(struct arena *a, enum lang lang, const struct programme *p, struct out *o);

#endif
