/* A draft or a filed sheet as the facts that rules read: its values (domain/form_facts.h) and what only the instance knows: earlier years of the linked action, waivers,
   how and to whom a filing goes. A read verb, shared by the live verdict, the verdict page and the filing. The caller holds a snapshot or a transaction. */
#ifndef ACTIONS_SHEET_FACTS_H
#define ACTIONS_SHEET_FACTS_H

#include "actions/sheet.h"

/* `at` is the moment that counts as the filing: now for a draft, received for a filed one. Only what `set` asks. A first request has no earlier year; of a renewal or a roll-out
   without a linked action, earlier years are unknown. They are the facts of the first year of the request: form_facts_in_year gives the others. "dossier . demande signée" is left to who knows of the signature. BUSY, BROKEN. */
must_use enum status sheet_facts(struct db *db, struct arena *a, const struct sheet *sheet, const struct ruleset *set, instant at, struct application_facts *facts);

/* The part of it that is not in the values: earlier years of the linked action, waivers, channels, correspondents, added to facts that have the year of the request. */
must_use enum status sheet_facts_around(struct db *db, struct arena *a, const struct sheet_head *head, const struct ruleset *set, struct application_facts *facts);

#endif
