/* Keeping what a cut would leave (N3) as a scenario of origin "cut": the session's table never moves. Called by the page of cuts. */
#ifndef ACTIONS_KEEP_CUT_H
#define ACTIONS_KEEP_CUT_H

#include "actions/scenarios.h"
#include "domain/cut.h"

/* Inside the caller's write (officers). Field of problems: name. INVALID, NOT_FOUND, DENIED, BUSY, BROKEN. */
must_use enum status keep_cut(const struct grid_writing *w, str name, const struct cut_wish *wish, struct problems *ps, int64_t *scenario);

#endif
