/* What the pages of the area "desk" show; part of views.h, as the others: the officers' list of files, a file, a call's deadline, a request typed for a bearer. */
#ifndef WEB_DESK_VIEWS_H
#define WEB_DESK_VIEWS_H

#include "web/filing_views.h"

struct desk_option {
	str code, label;
	bool chosen;
};
struct desk_options {
	struct desk_option *at;
	size_t n, room;
};

struct desk_waiting_row {
	url link;
	str title, number, bearer, state, tone, call, asked, owner, due, filed, note, note_tone;
};
struct desk_call_row {
	str title, counts;
	url deadline, typed, ranking, sessions, table, programme;
};
struct deskwork_file;

struct desk_original {
	str label, when, who, note;
};
struct desk_audit {
	str when, who, what, detail;
};
struct desk_file_view {
	struct layout_view layout;
	struct filing_top top;
	struct filing_problems problems;
	bool may_run, filed, completes, typed, waits; /* waits: typed for a bearer who has not confirmed */
	str bearer, asked, owner, due, received, received_reason, sha256;
	str asked_due, asked_reason, asked_left, asked_since;
	struct filed_answers identity, answers;
	LIST_OF(struct filing_file) files;
	LIST_OF(struct receipt_line) missing;
	LIST_OF(struct follow_message) messages;
	LIST_OF(struct follow_event) events;
	LIST_OF(struct desk_original) originals;
	LIST_OF(struct desk_audit) audit;
	struct desk_options officers, documents, opened, opened_documents;
	str today, text, reason, due_typed, note; /* typed */
	bool reason_wrong, due_wrong, text_wrong, opened_wrong, received_wrong, document_wrong;
	url list, verdict, versions, receipt, completion, cancel, message, seen, own, original, received_at, writing;
	bool has_unread;
	struct revised_view revised;
	bool asks_budget, budget_wrong; /* its revised budget may be asked; what was typed to ask it was wrong */
	str budget_due, budget_said;
	url ask_budget;
	const struct deskwork_file *work; /* deskwork_views.h; NULL before it is filed */
	int64_t undelivered_count;
	struct str_list undelivered; /* mails about this file that were refused */
};

struct desk_decision {
	str when, who, what, reason;
};
struct desk_call_view {
	struct layout_view layout;
	struct filing_problems problems;
	str title, deadline, tone, closes_day, closes_hour, grace, reason, zone;
	bool closes_wrong, grace_wrong, reason_wrong;
	LIST_OF(struct desk_decision) decisions;
	url action, list;
};

struct desk_type_view {
	struct layout_view layout;
	struct filing_problems problems;
	str title, name, siret, email, day, hour, reason;
	struct desk_options kinds, channels;
	bool name_wrong, siret_wrong, email_wrong, received_wrong, reason_wrong;
	url action, list;
};

#endif
