/* What fills templates of the kinds "minutes" and "summons": a session in words (N8), as it stands or as it was frozen. Called by jobs/make_minutes.c and make_summons.c. Pure. */
#ifndef DOCUMENTS_MINUTES_H
#define DOCUMENTS_MINUTES_H

#include "base/calendar.h"
#include "documents/template.h"
#include "domain/session.h"

const struct template_scope *minutes_data(struct arena *a, enum lang lang, const struct session *s, day today);

/* What fills a template of the kind "summons": for a seat, the session and all of its agenda; for the bearer of an item that is heard, its own hour and nothing of the others. */
struct summons_to {
	const struct session_seat *seat; /* or NULL */
	const struct session_item *item; /* of the bearer; NULL: for a seat */
	str code;                        /* of the session */
};
const struct template_scope *summons_data(struct arena *a, enum lang lang, const struct session *s, const struct summons_to *to, day today);

#endif
