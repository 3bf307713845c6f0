/* "Whom do I call for Divion?" (requirements.md B21): contacts by institution and role, and a GET form that answers in one step. */
#ifndef WEB_CONTACTS_H
#define WEB_CONTACTS_H

#include "gen/queries.h"
#include "web/page.h"

/* Contacts of the call, or of the territory when `call` is absent; the commune is the declared parameter "commune" (an INSEE code).
   `form` is where the question is sent. */
must_use enum status contacts_read(const struct page *pg, territory_id territory, str call, url form, struct contacts_view *view);

#endif
