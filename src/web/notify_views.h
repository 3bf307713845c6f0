/* What the pages of the area "notify" show; part of views.h, as the others: funders and their notifications, signed scans, the communication kit, the revised budget. */
#ifndef WEB_NOTIFY_VIEWS_H
#define WEB_NOTIFY_VIEWS_H

#include "web/desk_views.h"

struct notify_funder_row {
	url link;
	str label, progress;
	int64_t to_make, to_sign, to_send, sent;
	money granted, valued;
};
struct notify_call_view {
	struct layout_view layout;
	str call;
	bool none;
	url programme, logos;
	bool may_run;
	LIST_OF(struct notify_funder_row) rows;
	url budgets; /* the list from which revised budgets are asked */
};

struct notify_past {
	str text;
	url link;
};
struct notify_reason_row {
	str text, clause;
};
struct notify_row {
	str code, title, bearer, number, choose;
	str decision, decision_tone, progress, tone, hint;
	money amount, valued, asked;
	bool choosable, agreement;
	bool has_letter, is_signed, can_resend;
	url letter, signed_letter, cancel, file, resend;
	str letter_code, letter_label, signed_label, cancel_label, cancel_id, resend_label;
	bool can_cancel;
	LIST_OF(str) lacks;
	LIST_OF(struct notify_reason_row) reasons;
	LIST_OF(struct notify_past) past;
};
struct notify_count {
	str label;
	int64_t n;
	str tone;
};
struct notify_unread {
	url picture, action;
	str label, why, id, alt;
	struct desk_options letters, pages;
	bool has_picture;
};
struct notify_scan_row {
	url link;
	str name, facts;
};
struct notify_view {
	struct layout_view layout;
	struct filing_problems problems;
	str call, funder, said;
	url back, make, send, settings, scans, to_sign, to_sign_both, templates;
	bool may_run, no_office, no_raster, has_to_sign, is_set, setting_open, has_list;
	str sender, decision_number, decision, appeal, court, contact, decision_of;
	str reason, unsigned_reason;
	bool orders, by_hand;
	money granted, valued;
	LIST_OF(struct notify_count) counts;
	LIST_OF(struct notify_row) rows;
	LIST_OF(struct notify_unread) unread;
	LIST_OF(str) halves;
	LIST_OF(struct notify_scan_row) scan_files;
};

struct letter_again_view {
	struct layout_view layout;
	struct filing_problems problems;
	str funder, title, bearer, code, happened, tone, email, reason, post_hint, people_hint;
	url letter, action, back;
	bool by_people, by_address, by_post;
	LIST_OF(str) past;
};

struct kit_part_view {
	str label, name, alt, mention, places;
	url link;
	bool has_logo, is_picture;
};
struct kit_view {
	struct layout_view layout;
	str title, sentence;
	bool funded;
	url zip;
	LIST_OF(struct kit_part_view) parts;
};
struct logo_row {
	str label, name, remove_label;
	url link, remove;
};
struct mention_row {
	str id, funder, label, says, where, mention, places;
	bool own, open;
};
struct logos_view {
	struct layout_view layout;
	struct filing_problems problems;
	url action, mention;
	LIST_OF(struct mention_row) mentions;
	struct desk_options funders;
	LIST_OF(struct logo_row) rows;
};

#endif
