/* What the pages of the area "accounts" show; part of views.h, as the others. */
#ifndef WEB_ACCOUNTS_VIEWS_H
#define WEB_ACCOUNTS_VIEWS_H

#include "web/views.h"

struct account_problem {
	str field, text;
};
struct account_option {
	str value, label;
	bool selected;
};
/* One field of a form: a line of text, a box to tick, a choice. */
struct account_field {
	str name, label, hint, value, error;
	str autocomplete, inputmode; /* attributes of an input */
	bool has_hint, wrong, is_box, is_choice, is_password, is_email, is_phone, checked;
	LIST_OF(struct account_option) options;
};
struct account_hidden {
	str name, value;
};
struct account_link {
	str label;
	url link;
};
/* Every form of accounts: it has a heading, problems on top, fields, one button, links below. */
struct account_form_view {
	struct layout_view layout;
	str heading, lead, note, submit;
	str tone; /* of the note: good | warning | error | information */
	bool has_lead, has_note, has_problems, is_grave, has_sso;
	url action, sso_action;
	str sso_label, sso_next;
	LIST_OF(struct account_problem) problems;
	LIST_OF(struct account_hidden) hidden;
	LIST_OF(struct account_field) fields;
	LIST_OF(struct account_link) links;
};

/* Words, and where to go on. */
struct account_said_view {
	struct layout_view layout;
	str heading;
	struct str_list paragraphs;
	LIST_OF(struct account_link) links;
};

struct account_view {
	struct layout_view layout;
	str name, email, phone, language, password, factor, sessions, recovery_left;
	bool confirmed, has_phone, has_factor, has_password, can_factor, is_administrator, has_sso, sso_linked, few_codes, said;
	str sso, said_text;
	LIST_OF(struct account_link) organisations;
	struct str_list roles;
};

struct account_session {
	str handle, agent, where;
	instant seen, created;
	bool here, mine;
};
struct account_sessions_view {
	struct layout_view layout;
	bool has_others;
	LIST_OF(struct account_session) sessions;
};

struct account_factor_view {
	struct layout_view layout;
	str qr, secret, error;
	int64_t width;
	bool wrong;
	int64_t problems; /* 1 */
};
struct account_codes_view {
	struct layout_view layout;
	struct str_list codes;
};

struct person_role_view {
	str territory, role, institution, words;
};
struct person_row {
	str id, name, email;
	bool confirmed, administrator, has_factor, closed, has_roles;
	str organisations;
	LIST_OF(struct person_role_view) roles;
};
struct people_view {
	struct layout_view layout;
	bool has_problems, more, said;
	str said_text;
	LIST_OF(struct account_problem) problems;
	LIST_OF(struct person_row) people;
	str count, email, institution;
	LIST_OF(struct account_option) territories, roles;
};

#endif
