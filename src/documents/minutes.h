/* What fills a template of the kind "minutes": a session in words (N8), as it stands or as it was frozen. Called by jobs/make_minutes.c. Pure. */
#ifndef DOCUMENTS_MINUTES_H
#define DOCUMENTS_MINUTES_H

#include "base/calendar.h"
#include "documents/template.h"
#include "domain/session.h"

const struct template_scope *minutes_data(struct arena *a, enum lang lang, const struct session *s, day today);

#endif
