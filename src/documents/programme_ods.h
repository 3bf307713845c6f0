/* The programme as an OpenDocument spreadsheet (P1–P8): a first sheet with the table, its sub-totals, totals and whole percentages by group, ready to print on landscape A4 with its
   header row on each page and the SHA-256 and page numbers in the foot; a second one with the funders. Numbers are numbers. */
#ifndef DOCUMENTS_PROGRAMME_ODS_H
#define DOCUMENTS_PROGRAMME_ODS_H

#include "base/arena.h"
#include "base/status.h"
#include "domain/programme.h"

/* `p` has been through programme_compute. The same programme gives the same bytes. TOO_BIG, BROKEN. */
must_use enum status programme_ods(struct arena *a, enum lang lang, const struct programme *p, str *bytes);

#define ODS_MEDIA "application/vnd.oasis.opendocument.spreadsheet"

#endif
