/* What the pages of the area "writing" show; part of views.h, as the others: the frame of a sheet being written, its task list, its topics, its beginning. Texts are ready
   to be written. `sheet_bar` is also what the pages of budget and publics begin with (web/sheet_post.h). */
#ifndef WEB_WRITING_VIEWS_H
#define WEB_WRITING_VIEWS_H

#include "web/views.h"

struct problem_link {
	str field, text; /* id of the field without "f." */
	url link;        /* to the field */
	str label;       /* of the field */
};

struct unfiled_view { /* part unfiled: that a request is not filed, until when it may be */
	str state, deadline, left, tone;
};

struct sheet_bar { /* parts sheet_top, sheet_form, sheet_end */
	str over;        /* organisation · call */
	str title;       /* of the project, or of the organisation */
	str state, tone; /* "Non déposée": tag */
	str deadline, left; /* "À déposer avant le …", "il reste 2 jours et 3 heures" */
	str left_tone;      /* soon | open | closed */
	bool completes;  /* the office asked for something: what is typed is sent from follow_up */
	bool has_deadline, identity, draft, writable, has_previous, has_next;
	bool saved;      /* this page answers a save */
	str saved_text;  /* "Enregistré à 14 h 02" or when it was changed last */
	url follow_up, list, action, save, values, previous, next, sign_in;
	str previous_title, next_title;
	str base;        /* revision */
	str code;        /* of the sheet */
	str person, person_name;
	str others;      /* "Modifié par … à 14 h 02"; or absent */
	LIST_OF(struct problem_link) problems;
	int64_t problem_count;
};

/* ---- one field ---- */
struct field_option {
	str id, value, label, hint;
	bool chosen;
};
struct field_options {
	str heading; /* or absent */
	LIST_OF(struct field_option) options;
};
struct field_view {
	str key, id, name, label, hint, unit, value, wrong, why, autocomplete, mode, described;
	str needs, needs_value; /* shown as needed when the field of that name has that value */
	bool is_line, is_text, is_radio, is_boxes, is_shown, is_measured, required, optional, many, has_limit, conditional, needed;
	int64_t chars, rows, most, count;
	str left; /* "au plus 500 caractères" */
	LIST_OF(struct field_options) groups;
};
struct line_view {
	str title; /* "Partenaire 2" */
	LIST_OF(struct field_view) fields;
};
struct group_view {
	str key, id, label, hint;
	bool can_grow;
	LIST_OF(struct line_view) lines;
};
struct topic_view {
	struct layout_view layout;
	struct sheet_bar bar;
	str title, lead;
	LIST_OF(struct field_view) fields;
	LIST_OF(struct group_view) groups;
};

/* ---- modified elsewhere ---- */
struct kept_field {
	str name, value;
};
struct conflict_view {
	str key, id, label, yours, theirs, by, mine_id, theirs_id;
};
struct conflicts_view {
	struct layout_view layout;
	struct sheet_bar bar;
	LIST_OF(struct conflict_view) conflicts;
	LIST_OF(struct kept_field) kept; /* the rest of what was typed */
	int64_t count;
};
/* ---- the task list ---- */
struct task_view {
	str title, state, tone, lead;
	url link;
	bool linked;
};
struct member_line {
	str name, role;
};
struct sheet_view {
	struct layout_view layout;
	struct sheet_bar bar;
	str progress; /* "3 étapes sur 11" */
	LIST_OF(struct task_view) tasks;    /* of this sheet */
	LIST_OF(struct task_view) identity; /* of the organisation, those that are not done */
	bool identity_done, has_identity;
	url organisation;
	LIST_OF(struct member_line) members;
	struct contacts_view contacts;
	bool has_contacts;
	url verdict, follow_up, docx, pdf, word;
	bool has_pdf;
	bool has_verdict;
	str changed; /* who changed it last, when */
};

/* ---- whom to call ---- */
struct help_group {
	str heading;
	bool folded;
	LIST_OF(struct contact_view) contacts;
};
struct sheet_help_view {
	struct layout_view layout;
	struct sheet_bar bar;
	LIST_OF(struct help_group) groups;
	bool knows_districts, may_say, writes; /* writes: filed, the office answers messages */
	url say, call_contacts, follow_up;
};

/* ---- the beginning ---- */
struct apply_choice {
	str id, value, label, hint;
	bool chosen;
};
struct apply_choices {
	struct apply_choice *at;
	size_t n, room;
};
struct draft_view {
	str title, when;
	url link;
};
struct apply_view {
	struct layout_view layout;
	str call, tone, state, when, left, problem, answers_count, organisation_name;
	bool open, signed_in, has_answers, has_problem, second, is_renewal, only_reads;
	url action, sign_in, sign_up, organisation, call_link, word, docx;
	LIST_OF(struct kept_field) hidden;
	LIST_OF(struct apply_choice) organisations, requests, parts;
	struct apply_choices previous;
	LIST_OF(struct draft_view) drafts; /* already begun */
	struct contacts_view contacts;
};

#endif
