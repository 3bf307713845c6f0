/* LibreOffice as a converter: a document that this program made becomes PDF (PDF/A-2b, tagged, PDF/UA) or another format of text. Runs in a process of its own that ends after
   LIMIT_PAPER_SECONDS, one at a time, with a profile and a folder of its own, bounded memory and file size, and no network where the kernel lets us (decision 0017).
   Never given what a stranger sent: only what documents/ wrote. Called on the slow pool and by jobs/. */
#ifndef DOCUMENTS_OFFICE_H
#define DOCUMENTS_OFFICE_H

#include "base/arena.h"
#include "base/status.h"

enum office_format { OFFICE_PDF, OFFICE_ODT, OFFICE_DOCX, OFFICE_FORMATS };

/* The program to run: the setting, or where it usually is when the setting is absent; absent: there is none. */
str office_program(struct arena *a, str setting);

/* `ending` of the document as it is: "docx", "odt". BUSY: it took too long, or others wait for it. BROKEN: logged. */
must_use enum status office_convert(struct arena *a, str program, str bytes, const char *ending, enum office_format format, str *made);

struct office_job {
	str program;
	const str *documents;
	size_t count;
	const char *ending; /* of each: "docx", "odt" */
	enum office_format format;
};
/* Several at once: LibreOffice starts once, which is most of its time. made[i] in the arena. All or none. Statuses as above. */
must_use enum status office_convert_all(struct arena *a, const struct office_job *job, str *made);

#endif
