/* What the pages of the area "filing" show; part of views.h, as the others: checking, signing, the receipt, the follow-up, versions. Texts are ready to be written. */
#ifndef WEB_FILING_VIEWS_H
#define WEB_FILING_VIEWS_H

#include "web/revised_views.h"
#include "web/views.h"

struct filing_problem { /* of a form: a link to the field, absent when it is of the whole page */
	str text;
	str field; /* id of the field */
};
struct filing_problems {
	LIST_OF(struct filing_problem) problems;
	int64_t count;
};

struct filed_row {
	str label, value;
};
struct filed_topic {
	str title;
	url link; /* to change it; absent when it is read only */
	bool is_open;
	LIST_OF(struct filed_row) rows;
};
struct filed_answers { /* a request as it is read: topics with their answers */
	LIST_OF(struct filed_topic) topics;
};

struct filing_point_view {
	str label, text;
	url link;
};
struct filing_file {
	str label, name, sha256;
};

struct filing_top { /* part: what every page of a request begins with */
	str over, title, state, tone, explanation, number;
	url list;
};

struct check_view {
	struct layout_view layout;
	struct filing_top top;
	str deadline, deadline_tone;
	struct filing_problems problems;
	LIST_OF(struct filing_point_view) blocking, warnings;
	int64_t blocking_count, warning_count;
	str verdict, verdict_tone;
	url verdict_link;
	struct filed_answers identity, answers;
	LIST_OF(struct filing_file) files;
	str base;
	bool can_sign, can_ask, can_take_back, to_sign, ready, may_file, filed;
	str waits; /* who asked for the signature, when */
	url sign, ask, take_back, receipt, abandon;
	bool can_abandon;
};

struct sign_view {
	struct layout_view layout;
	struct filing_top top;
	struct filing_problems problems;
	str deadline, deadline_tone;
	str base, capacity, reason;
	bool signs; /* a signatory; else a writer who answers with documents */
	bool mandate, can_sign, confirmed, can_refuse, ready, completes, confirms; /* confirms: typed by an officer for them */
	str received; /* of a paper request */
	str summary;  /* organisation, asked total */
	url check, action, refuse, account;
	LIST_OF(str) signatories;
	bool capacity_wrong, attests_wrong, reason_wrong;
	bool revises; /* it is the revised budget that is signed */
};

struct receipt_line {
	str label, value;
};
struct filed_receipt_view {
	struct layout_view layout;
	str number, title, call_title, organisation, territory, filed, received, filer, late, version, sha256, silence;
	bool complete, is_last;
	str missing_by;
	str total;
	LIST_OF(struct receipt_line) asked, missing, coming;
	struct str_list services, mails;
	url follow_up, printed, versions;
	str revised; /* what the revised budget takes; or absent */
};

struct follow_event {
	str what, when, who, reason, tone;
};
struct follow_message {
	str who, when, text, seen;
	bool office;
};
struct follow_version {
	str label, when, who, sha256;
	url link, receipt;
};
struct follow_opened {
	str label;
	url link;
};
struct follow_letter { /* of a funder, that was sent */
	url link;
	str label, when, taken_back;
};
struct follow_view {
	struct layout_view layout;
	struct filing_top top;
	struct filing_problems problems;
	str owner, due;
	bool completes, overdue, can_write, can_answer, can_withdraw;
	str asked_reason, asked_due, asked_by;
	LIST_OF(struct follow_opened) opened;
	LIST_OF(struct receipt_line) coming, missing;
	LIST_OF(struct follow_event) events;
	LIST_OF(struct follow_message) messages;
	LIST_OF(struct follow_version) versions;
	LIST_OF(struct follow_letter) letters;
	url kit;
	struct revised_view revised;
	url budget;
	url plan; /* revised, when one was sent */
	bool plan_waits;
	bool compares; /* there are two versions at least */
	str text; /* being typed */
	url sessions; /* hearings of this request */
	bool text_wrong, has_receipt;
	url post, receipt, answer, withdraw, seen, changes;
	bool has_unread;
};

struct filed_version_view {
	struct layout_view layout;
	struct filing_top top;
	str heading, filed, received, filer, capacity, sha256, late;
	struct filed_answers identity, answers;
	LIST_OF(struct filing_file) files;
	url versions, receipt, docx, pdf;
	bool has_pdf;
};

struct version_change {
	str label, before, after;
};
struct version_changes {
	str title;
	LIST_OF(struct version_change) changes;
};
struct versions_view {
	struct layout_view layout;
	struct filing_top top;
	LIST_OF(struct follow_version) versions;
	LIST_OF(struct version_changes) topics;
	str from, to, heading;
	bool compares, same;
	LIST_OF(str) numbers;
	url action;
};

struct withdraw_view {
	struct layout_view layout;
	struct filing_top top;
	struct filing_problems problems;
	str reason;
	bool reason_wrong;
	url action, back;
};

#endif
