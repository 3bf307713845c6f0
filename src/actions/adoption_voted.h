/* What an adoption writes beside the frozen text, inside actions/ only (adopt_programme.c): the voted amounts where the rest of the product reads them. */
#ifndef ACTIONS_ADOPTION_VOTED_H
#define ACTIONS_ADOPTION_VOTED_H

#include "actions/adopt_programme.h"

/* A programme that a pack says was voted is frozen as it stands before something is added to it: it must read the same for ever. OK when there is nothing to keep. */
must_use enum status adoption_keep_published(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct adoption_check *check);

/* Every amount of an action that is programmed becomes the voted one of its cell in the adopted scenario and of its financing line of the call's year; no other line of the call is
   voted any more. An application that no programme held has the new version's number; one that is in none any more has none. */
must_use enum status adoption_write_voted(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct adoption_check *check);

#endif
