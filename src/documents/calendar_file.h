/* An appointment as a file that any calendar takes (RFC 5545): one VEVENT, CR LF, lines folded at 75 bytes between characters, instants in UTC, texts escaped. The same UID with a
   higher sequence moves it; cancelled takes it out. Called by jobs/ for mails and by web/ for downloads. Pure. */
#ifndef DOCUMENTS_CALENDAR_FILE_H
#define DOCUMENTS_CALENDAR_FILE_H

#include "base/arena.h"
#include "base/out.h"
#include "base/values.h"

struct calendar_event {
	str uid;      /* stays when it moves */
	int64_t sequence;
	instant stamp, starts, ends; /* stamp: when it was written */
	str title, place, text;      /* place, text: may be absent */
	str url;      /* or absent */
	bool cancelled;
};
void calendar_file(struct out *o, const struct calendar_event *e);

#endif
