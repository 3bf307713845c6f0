/* A scenario of the grid becomes a voted programme (P1–P5, P8, B15): what stands against it is told first, then it is frozen with its SHA-256, applications become programmed, kept
   in reserve or refused, the scenario is closed. What was voted never changes: a later scenario makes a complementary programme or an erratum, which holds only what it adds,
   changes or removes. The decision's number and date and the receipts of the prefecture come later, beside the frozen text. Verb run_desk. */
#ifndef ACTIONS_ADOPT_PROGRAMME_H
#define ACTIONS_ADOPT_PROGRAMME_H

#include "actions/read_grid.h"
#include "domain/permission.h"
#include "domain/programme.h"

struct adoption {
	str call;
	int64_t scenario;
	str kind;         /* "initial", "complementary", "erratum"; absent: initial when nothing was voted, else complementary */
	str title, annex; /* absent title: the call's */
	str reason;       /* why it is adopted with what stands against it; required when needs_reason */
	opt_int revision; /* of the scenario, that the person has seen: another one is CONFLICT */
};

struct adoption_check {
	struct grid grid;
	struct programme whole;    /* as it will stand, computed */
	struct programme frozen;   /* what the new version holds */
	struct findings findings;  /* errors stop it, warnings need a reason, informations are only told */
	bool stops, needs_reason;
	bool adopted; /* the scenario already is: somebody was quicker, or the form is an old one */
	str kind;
	int64_t version, added_to; /* the new one's; 0 when it adds to none */
	size_t programmed, reserve, refused;
};

/* Reads and judges, writes nothing: gaps, envelopes, every rule of the call on the day of `now` (waivers are respected), conflicts of interest. NOT_FOUND: no such call or scenario. */
must_use enum status check_adoption(struct db *db, struct arena *a, enum lang lang, instant now, const struct adoption *adoption, struct adoption_check *check);

/* In the caller's write transaction. INVALID with problems: what stops it, a reason that is missing, an initial programme where one was voted. CONFLICT: the scenario changed,
   or was adopted meanwhile. DENIED. What is voted is then also the `voted` of each cell and financing line, and new applications have the version that holds them. */
must_use enum status adopt_programme(struct db *db, struct arena *a, enum lang lang, const struct actor *actor, instant now, const struct adoption *adoption, int64_t *version, struct problems *ps);

struct decision_note {
	str call;
	int64_t version;
	str number, day; /* as typed; empty: not known yet */
};
/* INVALID: no such day, too long; also a programme of a pack, whose decision is the pack's. NOT_FOUND, DENIED. */
must_use enum status note_decision(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct decision_note *note, struct problems *ps);

struct receipt_note {
	str call;
	int64_t version;
	str number, sent, received, place; /* as typed */
};
/* INVALID: no number, no such day, received before it was sent. One more receipt with another number is taken, and reported by programme_compute (P5). */
must_use enum status note_receipt(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct receipt_note *note, struct problems *ps);

#endif
