/* The form: every question of an identity (Cerfa 12156 §1–5) or of an application (§0, §6, §7, budget, publics, indicators, what the call adds), as data; and the flat,
   named values that people give. One description makes the pages, the checks, the Word sheet, the comparison of versions, the renewal and what is frozen at the filing
   (rows D1, D2, A9, A14, B3, B4, B6, B14, B17, L1, L2, N6). Pure: who reads the call's lists and the values is actions/sheet.h.

   KEYS are dotted: "project.title"; a line of a list has its number: "partners.2.name"; a year of the budget, from 1: "budget.1.604" (account), "budget.1.74.etat" (asked of
   the funder of that code), "budget.1.74x.2.name" and ".amount" (a funder that the call does not know); publics: "publics.QN06228M.f.12-17" (district or "elsewhere", sex
   f | m | x, age band); "indicators.1.label", ".unit", ".target", ".target_f", ".target_m"; a question that only the règlement asks: "rules.KEY" (its short key).
   VALUES are texts. form_keep turns what was typed into the kept form when it reads ("12500.50", "2025-03-01", "yes", codes separated by one blank); what does not read is
   kept as typed, and is a problem: a draft keeps everything. */
#ifndef DOMAIN_FORM_H
#define DOMAIN_FORM_H

#include "base/problem.h"
#include "domain/money.h"
#include "domain/verdict.h"

enum field_kind {
	FIELD_LINE, FIELD_TEXT,            /* one line; several */
	FIELD_CHOICE, FIELD_CHOICES,       /* a code of `options`; several, separated by a blank */
	FIELD_YES_NO,                      /* yes | no */
	FIELD_MONEY,                       /* euros: two decimals at most, never negative: "1250.50" */
	FIELD_COUNT,                       /* whole, from 0 */
	FIELD_DECIMAL,                     /* three decimals at most, from 0: hours, full-time equivalents, targets */
	FIELD_DAY,                         /* 2025-03-01 */
	FIELD_EMAIL, FIELD_PHONE, FIELD_WEB, FIELD_POSTCODE,
	FIELD_SIREN, FIELD_SIRET, FIELD_RNA
};

struct form_option {
	str code, label;
	str group; /* heading under which it stands; or absent */
	str hint;  /* or absent */
	str kind, mark, parent; /* of a district: "qpv" or "local_interest", its renewal ("npnru" or absent); of a goal: the code above it; else absent */
};
struct form_options {
	struct form_option *at;
	size_t n, room;
};

struct form_field {
	str key;
	enum field_kind kind;
	str label, hint; /* in the language that the form was built for; hint may be absent */
	str unit;        /* or absent */
	struct form_options options;
	bool required;   /* to file */
	str required_if; /* "KEY=value": only then required and shown as needed; absent: always */
	int64_t chars;   /* most characters; of FIELD_CHOICES: most choices when `most` is set */
	int64_t most;    /* largest number, most choices; 0: the kind's */
	bool derived;    /* comes from the identity or is computed: shown, not typed */
	str autocomplete; /* HTML: "organization", "email"; or absent */
	str rows;        /* of the règlement: requirement row or article that asks it, for the "why" hint; or absent */
};

/* Lines that people add: partners, indicators, exchanges. Fields of line k have keys "partners.k.FIELD"; the form holds `shown` lines, at least one more than are filled. */
struct form_group {
	str key; /* "partners" */
	str label, hint;
	LIST_OF(struct form_field) line; /* of one line; keys are the last part: "name" */
	size_t most, least, shown;
	str required_if; /* "KEY=value": only then shown as needed, and one line at least; absent: always */
};

enum topic_kind {
	TOPIC_FIELDS,      /* pages are made from fields and groups */
	TOPIC_BUDGET,      /* its page is the budget's (domain/budget.h) */
	TOPIC_PUBLICS,     /* its page is the table of publics (domain/publics.h) */
	TOPIC_ATTACHMENTS, /* documents; no values */
	TOPIC_CHECK        /* check and file; no values */
};
enum topic_state { TOPIC_NOT_STARTED, TOPIC_IN_PROGRESS, TOPIC_DONE, TOPIC_TO_CORRECT, TOPIC_NOT_YET };

struct form_topic {
	str code; /* "project", in addresses */
	enum topic_kind kind;
	str title, lead;
	LIST_OF(struct form_field) fields;
	LIST_OF(struct form_group) groups;
};

struct form {
	bool identity;
	enum lang lang;
	const struct form_context *context;
	LIST_OF(struct form_topic) topics; /* in the order of the task list */
};

struct form_value {
	str key, value; /* value: kept form, or as typed when it does not read; never absent, may be empty */
};
struct form_values { /* sorted by key, each once */
	struct form_value *at;
	size_t n, room;
};

/* ---- what a form is built for ---- */

struct form_funder {
	str code, label;
	str kind;    /* of the pack: state, region, department, agglomeration, municipality, ccas, caf, landlord, own_funds, other */
	bool valued; /* P8: in kind, never asked as money */
};
struct form_document { /* of the call's checklist */
	str code, label, note;
	str bearer, request, medium; /* of the pack */
};
struct form_granted { /* what a funder gives, in cash, for the year of the call */
	str funder;
	money asked, granted;
};
struct form_context {
	/* of an application; an identity only needs `applicant_kind` */
	str call, call_title, call_kind;
	int64_t year;             /* of the call: year 1 of the budget */
	str request;              /* first | renewal | roll_out */
	str applicant_kind;       /* association | municipality… */
	struct form_options districts; /* in scope; group: commune */
	struct form_options goals;     /* nodes that may be chosen; group: path above */
	struct form_options themes, publics, cross_themes, schemes, events; /* empty: the call does not ask */
	LIST_OF(struct form_funder) funders;
	LIST_OF(struct form_document) documents;
	const struct ruleset *rules; /* or NULL */
	LIST_OF(struct form_granted) granted; /* while the revised budget is asked: account 74 goes by it; else empty */
};

/* Labels and hints in `lang`; text of options is the pack's. Everything lives in `a`; `context` and `values` must outlive the form. `values` says how many lines and years are
   shown, and may be NULL. */
struct form *form_build(struct arena *a, const struct form_context *context, bool identity, enum lang lang, const struct form_values *values);

/* The field of a key, lines of groups, budget and publics included; NULL when the form has none of that key. */
const struct form_field *form_field_of(const struct form *form, str key);
/* The topic a key belongs to; NULL. */
const struct form_topic *form_topic_of(const struct form *form, str key);
const struct form_topic *form_topic(const struct form *form, str code);

/* ---- values ---- */

str form_value(const struct form_values *values, str key); /* absent when it was never given; may be empty */
void form_set(struct arena *a, struct form_values *values, str key, str value);

/* What was typed, as it is kept. OK; INVALID: it does not read, or is out of bounds: *kept is then what was typed (cut at the field's bytes), and `ps` has one problem whose
   field is the key. Empty is always OK. */
must_use enum status form_keep(struct arena *a, const struct form_field *field, str typed, str *kept, struct problems *ps);
/* As a person reads a kept value: "12 500,50 €", "1er mars 2025", labels of codes. As an input shows it: "12 500,50", "2025-03-01". */
str form_shown(struct arena *a, const struct form *form, const struct form_field *field, str value);
str form_input(struct arena *a, const struct form *form, const struct form_field *field, str value);

/* ---- is it ready? ---- */

/* Problems of one topic, or of all when `topic` is NULL: values that do not read, what is required and missing, dates inverted, budget not balanced, 86 ≠ 87, publics
   that do not add up, a SIRET that is not of the SIREN… `field` of each problem is the key of the field it links to. Missing answers are problems only with `to_file`. */
void form_check(const struct form *form, const struct form_values *values, const struct form_topic *topic, bool to_file, struct problems *ps);
enum topic_state form_topic_state(const struct form *form, const struct form_values *values, const struct form_topic *topic, struct arena *a);

/* ---- one version and another ---- */

struct form_change {
	str key, topic, label; /* label of the field, with its line: "Partenaires, ligne 2 : nom" */
	str before, after;     /* as a person reads them; absent when not there */
};
struct form_changes {
	struct form_change *at;
	size_t n, room;
};
void form_compare(struct arena *a, const struct form *form, const struct form_values *before, const struct form_values *after, struct form_changes *changes);

/* What a renewal or a roll-out carries from the file before, by part; each part may be left (choose what is carried). Amounts asked, signatures, consultations and results
   are never carried. */
struct form_part {
	str code, label; /* "project", "publics", "partners", "budget", "indicators" */
	bool by_default; /* for this kind of request */
};
struct form_parts {
	struct form_part *at;
	size_t n, room;
};
void form_parts(struct arena *a, enum lang lang, str request, struct form_parts *parts);
void form_carry(struct arena *a, const struct form_values *before, const str *parts, size_t count, str request, struct form_values *values);

#endif
