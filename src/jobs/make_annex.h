/* The annex of a programme in each format (P1–P8): csv, xlsx and ods by their own writers, docx from the town's template when it has one, else from ours, pdf from that docx by
   LibreOffice. Called by the pages and the command line; writes nothing but a copy of what can be made again. */
#ifndef JOBS_MAKE_ANNEX_H
#define JOBS_MAKE_ANNEX_H

#include "documents/template.h"
#include "domain/programme.h"
#include "jobs/make_document.h"

enum annex_format { ANNEX_DOCX, ANNEX_XLSX, ANNEX_ODS, ANNEX_PDF, ANNEX_CSV, ANNEX_FORMATS };
/* "docx"…; ANNEX_FORMATS when there is none. */
enum annex_format annex_format_of(str ending);
const char *annex_ending(enum annex_format format);

/* `p` has been read by read_programme. OK; INVALID: the town's template does not fit (ps: its unknown fields); CONFLICT: the frozen text was altered, nothing may leave;
   NOT_FOUND: pdf without LibreOffice; BUSY, TOO_BIG, BROKEN. */
must_use enum status make_annex(const struct document_maker *m, territory_id territory, const struct programme *p, enum annex_format format, struct made_document *made, struct problems *ps);

/* The template that a kind of document uses: of that funder, else of the town ("" for the town's). NOT_FOUND: none; ours serves. */
struct used_template {
	int64_t id;
	str name, bytes;
};
must_use enum status read_template(const struct document_maker *m, territory_id territory, enum template_kind kind, str funder, struct used_template *used);

#endif
