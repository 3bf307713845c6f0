/* The project that a renewal or a roll-out starts from: what may be chosen, and what was. Shared by the form that begins a request and by a Word sheet that comes back. */
#ifndef WEB_EARLIER_H
#define WEB_EARLIER_H

#include "actions/sheet.h"
#include "web/page.h"
#include "web/writing_views.h"

struct earlier_asked {
	territory_id territory;
	applicant_id applicant;
	str siren, name; /* of the organisation */
	str request;     /* "renewal", "roll_out" */
	str chosen;      /* as it was posted, or absent */
};

/* Its own files, of all territories for a roll-out; and for a renewal the actions of past programmes of the territory that it bore. Nothing for a first request. */
must_use enum status earlier_projects(struct page *pg, const struct earlier_asked *asked, struct apply_choices *to);

/* False: that names none. */
bool earlier_read(str previous, struct sheet_new *new);

#endif
