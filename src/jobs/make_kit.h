/* The communication kit of an action as a file (L7): logos, the sentence, and one page that says which of them, in which order, with what words and where. Reads only; the caller holds a
   read snapshot. Called by the pages, on the slow pool. */
#ifndef JOBS_MAKE_KIT_H
#define JOBS_MAKE_KIT_H

#include "actions/kit.h"
#include "jobs/make_document.h"

struct kit_wish {
	const struct kit *kit;
	str title, call; /* of the action, of its call */
	str time_zone;
};
/* "Action menée…, avec le soutien de…": what is printed on everything. */
str kit_sentence(const struct document_maker *m, const struct kit *kit);
/* What one of them asks to be printed, and where: its own words, or the usual ones. */
str kit_mention(const struct document_maker *m, const struct kit_part *part);
str kit_places(const struct document_maker *m, const struct kit_part *part);

/* A zip; its page is a PDF, or a Word document where there is no LibreOffice. BUSY, TOO_BIG, BROKEN. */
must_use enum status make_kit(const struct document_maker *m, const struct kit_wish *wish, str *zip);

#endif
