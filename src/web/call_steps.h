/* The steps of a call's year, from the requests received to the letters: what stands in a bar over every page of the desk, the committee and the funders, and in
   /my, so that whoever works on a call finds each of its pages from any other. Only what the actor may read is shown. */
#ifndef WEB_CALL_STEPS_H
#define WEB_CALL_STEPS_H

#include "web/page.h"

/* Those of a call; empty for who reads nothing of it. `territory_code` may be absent: the step of the desk is then left out. */
struct call_steps call_steps_of(const struct page *pg, territory_id territory, str territory_code, str call);

/* Those of the page being answered; empty where it is of no call, of the bearer or public, or is shown to a room. */
struct call_steps call_steps_here(const struct page *pg);

#endif
