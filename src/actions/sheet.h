/* Sheets: drafts of applications and identities of applicants, opened, saved field by field, read with their form. Every writing function runs inside a write
   transaction that the caller has begun (a POST handler of web/ is in one) and asks `may` again. Values that somebody else changed since `base` are not overwritten:
   they come back as conflicts, and both texts are kept. */
#ifndef ACTIONS_SHEET_H
#define ACTIONS_SHEET_H

#include "domain/form_facts.h"
#include "domain/permission.h"
#include "store/db.h"

struct sheet_head {
	territory_id territory; /* 0 for an identity */
	sheet_id sheet;
	bool identity;
	applicant_id applicant;
	str applicant_name, applicant_kind;
	sheet_id identity_sheet;
	str call, call_title, time_zone, territory_code, accent; /* of an application */
	str request, action, title, state, channel;
	opt_int previous;
	int64_t revision;
	instant created, changed;
	person_id changed_by, created_by;
	str changed_name; /* who changed it last */
	bool to_confirm;
	str number; /* absent: never filed */
	opt_int application;
	opt_int owner;
	opt_day due;
	bool revises; /* its revised budget is asked: `state` is completion_requested, its application stays where it is */
};

/* A sheet with all that its pages need. `form` is built with its values. */
struct sheet {
	struct sheet_head head;
	struct form_context context;
	struct form *form;
	struct form_values values;
	struct form_values identity; /* of the applicant; the same as values for an identity */
	LIST_OF(struct attached) attached;
	str opened; /* topics, fields and documents open again while completion is requested, one a line; absent: all (draft) or none */
};

/* `set` is the compiled règlement of the call, or NULL (the context's `rules`). NOT_FOUND, BUSY, BROKEN. */
must_use enum status sheet_read_head(struct db *db, struct arena *a, sheet_id id, struct sheet_head *head);
must_use enum status sheet_read(struct db *db, struct arena *a, sheet_id id, const struct ruleset *set, enum lang lang, struct sheet *sheet);
/* What a call's form is built from, without a sheet: for the blank Word sheet. */
must_use enum status sheet_context(struct db *db, struct arena *a, str call, str request, str applicant_kind, const struct ruleset *set, struct form_context *context);

struct sheet_new {
	str call;
	applicant_id applicant;
	str request;           /* first | renewal | roll_out */
	str channel;           /* online | word | paper | spoken */
	sheet_id previous;     /* 0: none */
	str action;            /* of a renewal that has no file here: the linked action of a past programme; or absent */
	LIST_OF(str) carried;  /* parts (form_parts) */
	struct form_values values; /* from a self-diagnosis or a Word sheet */
	const struct ruleset *rules; /* of the call: without it answers "rules.KEY" are not taken over; or NULL */
	bool typed_by_officer; /* N14: the bearer confirms */
};
/* Makes a draft. INVALID: the call does not take requests at all, or not now (before it opens, after its deadline: ps says); a previous file of another applicant.
   DENIED. */
must_use enum status sheet_create(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct sheet_new *new, struct problems *ps, sheet_id *id);

struct sheet_typed {
	str key, typed;
};
struct sheet_conflict {
	str key, label, theirs, yours; /* as inputs show them */
	str by;
	instant at;
};
struct sheet_saved {
	int64_t revision; /* after the save; all typed values but the conflicts are in it */
	instant at;
	size_t changed;   /* values that were not the same already */
	LIST_OF(struct sheet_conflict) conflicts;
	struct problems problems; /* values kept as typed though they do not read */
};
struct sheet_save {
	sheet_id sheet;
	int64_t base;      /* revision that the page showed */
	bool overwrite;    /* the person has seen the others' values and keeps their own */
	LIST_OF(struct sheet_typed) typed;
};
/* INVALID: an unknown key, too many values (ps). CONFLICT: the state does not let it be changed any more, or not this field. DENIED. OK also with conflicts. */
must_use enum status sheet_save(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct sheet_save *save, const struct ruleset *set, enum lang lang,
                                struct sheet_saved *saved);

/* May this key be changed now? Draft: yes. Completion requested: what was opened. */
bool sheet_is_open(const struct sheet *sheet, str key);

#endif
