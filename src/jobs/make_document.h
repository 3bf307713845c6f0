/* The sheet of an application as a file: blank for a call, with the answers of a draft, or of a version as it was filed; Word, OpenDocument or PDF. One place for the pages, the
   mails and the command line. Reads only; the caller holds a read snapshot. What LibreOffice made is kept in the folder of documents, under made/, by what it was made from:
   it may be removed at any time and is made again (decision 0017). Rows L3, L5, A9. */
#ifndef JOBS_MAKE_DOCUMENT_H
#define JOBS_MAKE_DOCUMENT_H

#include "base/settings.h"
#include "domain/permission.h"
#include "store/db.h"
#include "store/files.h"

struct made_document {
	str bytes, media;
	str name; /* "fiche-LIEVIN-2024-0003.pdf" */
};

struct document_maker {
	struct db *db;
	struct arena *arena;
	struct files *files; /* or NULL: nothing is kept */
	const struct settings *settings;
	enum lang lang;
	instant now;
};

/* Is PDF, and OpenDocument, possible here? */
bool documents_convert(const struct document_maker *m);

/* A document that documents/ wrote, `from` "docx" or "odt", as PDF; what was made before is kept. NOT_FOUND: no LibreOffice. BUSY, BROKEN. */
must_use enum status make_pdf(const struct document_maker *m, str bytes, const char *from, str *pdf);

/* Several of them at once, which is much quicker; nothing is kept. The same statuses. */
must_use enum status make_pdfs(const struct document_maker *m, const str *documents, size_t count, const char *from, str *pdfs);

/* The blank sheet of a call. `ending`: "docx" or "odt". NOT_FOUND: no such call, or no LibreOffice for odt. BUSY, BROKEN. */
must_use enum status make_blank_sheet(const struct document_maker *m, str call, str applicant_kind, str request, str ending, struct made_document *made);

/* The sheet with its answers. Version 0: as it is now, "BROUILLON – NON DÉPOSÉ" while it was never filed, else the last version filed. `ending`: "pdf" or "docx".
   NOT_FOUND: no such sheet or version, an identity, or no LibreOffice for PDF. BUSY, BROKEN. */
must_use enum status make_sheet(const struct document_maker *m, sheet_id sheet, int64_t version, str ending, struct made_document *made);

/* By the name of an attachment of the outbox (store/outbox.h): "sheet.pdf:SHEET:VERSION", "sheet.docx:SHEET:VERSION", ids in decimal. INVALID: not such a name. */
must_use enum status make_document(const struct document_maker *m, str what, struct made_document *made);

#endif
