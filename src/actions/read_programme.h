/* Reads a programme table from the database, whole, in a fixed number of statements: a read verb, shared by the pages, the API and the command line.
   Sized for a national year: 100 000 applications, 500 000 financing lines. */
#ifndef ACTIONS_READ_PROGRAMME_H
#define ACTIONS_READ_PROGRAMME_H

#include "domain/programme.h"
#include "store/db.h"

/* Fills *p with the programme of that call and computes it (programme_compute). version 0 is the latest, with all that it adds to when the product adopted it; another one is that
   version alone, from its frozen text (domain/programme_frozen.h), of which the SHA-256 is checked: a text that was altered makes p->altered and an error among the findings. Amounts of lines are what the programme's
   state says: voted, or proposed; a funder's lines of several years or sections are added up. Only groups and funders that the programme uses, or that
   its source prints, are kept, in printed order. Everything lives in the arena. The caller holds a read snapshot.
   NOT_FOUND: no such call, or it has no programme of that version. TOO_BIG: more than LIMIT_PROGRAMME_ACTIONS. BUSY, BROKEN. */
must_use enum status read_programme(struct db *db, struct arena *a, str call, int64_t version, struct programme *p);

#endif
