/* How an application is called in addresses: its territory's code and its number there, "lievin.12". The number alone is only known in its territory, and one without a sheet has no
   other. Read by accounts/actor.c, written by every page that links to an application. Pure. */
#ifndef DOMAIN_APPLICATION_CODE_H
#define DOMAIN_APPLICATION_CODE_H

#include "base/arena.h"
#include "base/values.h"

str application_code(struct arena *a, str territory_code, application_id id);
/* Reads it back; `territory_code` points into `code`. False: not such a code. */
bool application_of_code(str code, str *territory_code, application_id *id);

#endif
