/* The papers that a mail carries and that are made when it leaves: the sheet of a filed request as PDF and as Word. Called by jobs/ with its own read snapshot; never by a
   request. */
#ifndef JOBS_MAKE_DOCUMENT_H
#define JOBS_MAKE_DOCUMENT_H

#include "base/settings.h"
#include "store/db.h"
#include "store/files.h"

struct made_document {
	str bytes, media; /* in the arena; "application/pdf" */
};

/* `what`: "sheet.pdf:SHEET:VERSION", "sheet.docx:SHEET:VERSION", ids in decimal. NOT_FOUND: no such version. INVALID: this instance never makes it (no LibreOffice).
   BUSY: not now. BROKEN. */
typedef enum status document_maker(struct db *db, struct arena *a, const struct settings *settings, struct files *files, str what, struct made_document *made);
document_maker make_document;

#endif
