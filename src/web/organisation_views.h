/* What the pages of the area "organisation" show; part of views.h, as the others. Texts are ready to be written. */
#ifndef WEB_ORGANISATION_VIEWS_H
#define WEB_ORGANISATION_VIEWS_H

#include "web/views.h"

/* ---- pieces ---- */
struct wrong_link {
	url link; /* to the field */
	str text;
};
struct wrong_list {
	LIST_OF(struct wrong_link) problems;
	int64_t count;
};
struct organisation_field {
	str name, label, hint, value, wrong, mode, autocomplete, described;
	bool optional;
};
struct organisation_option {
	str id, value, label, hint;
	bool chosen;
};
struct organisation_choice {
	str name, label, wrong;
	LIST_OF(struct organisation_option) options;
};

/* ---- /organisations/new ---- */
struct sibling_view {
	str name, siret;
};
struct organisation_new_view {
	struct layout_view layout;
	struct wrong_list wrongs;
	bool fills; /* second step: the fields; else the SIRET is asked */
	struct organisation_field siret;
	bool register_off;
	/* it is here already */
	bool already, is_member, has_asked, told_wrong;
	str already_name, join_wrong, already_siret, already_rna;
	url already_link;
	/* the fields */
	str note, note_tone, siret_shown;
	bool has_siret, has_note, prefilled, being_created, closed;
	LIST_OF(struct sibling_view) siblings;
	struct organisation_field name, rna, address, postcode, city, naf;
	struct organisation_choice kind;
};

/* ---- /organisations/:applicant ---- */
struct organisation_task {
	str title, hint, state, tone;
	url link;
};
struct organisation_file {
	str title, call, state, tone, hint;
	url link;
};
struct organisation_view {
	struct layout_view layout;
	str name, kind, siret, rna, role, progress;
	bool has_role, writes;
	url identity, members_link;
	LIST_OF(struct organisation_task) topics, parts;
	LIST_OF(struct organisation_file) files;
};

/* ---- members ---- */
struct member_view {
	str code, name, email, role, since;
	bool is_me, is_signatory;
	LIST_OF(struct organisation_option) roles;
};
struct invitation_line {
	str code, email, role, when;
	bool expired;
};
struct joining_line {
	str code, name, email, when;
	LIST_OF(struct organisation_option) roles;
};
struct members_view {
	struct layout_view layout;
	struct wrong_list wrongs;
	str organisation, done;
	bool manages;
	url roles_action, remove_action, invite_action, withdraw_action, joining_action;
	LIST_OF(struct member_view) members;
	LIST_OF(struct invitation_line) invitations;
	LIST_OF(struct joining_line) joinings;
	struct organisation_field email;
	struct organisation_choice role;
};

/* ---- /invitations ---- */
struct invitation_view {
	struct layout_view layout;
	struct wrong_list wrongs;
	str organisation, by, role, role_hint, until, over, invited, yours, secret;
	bool is_over, is_known, signed_in, other_address;
	url sign_in, sign_up;
};

/* ---- bank ---- */
struct bank_view {
	struct layout_view layout;
	struct wrong_list wrongs;
	str organisation, hint, changed, iban, bic_shown, holder_shown, done;
	bool has_bank, manages, shown, unreadable, asks_holder, can_seal;
	url action, show, hide;
	struct organisation_field account, bic, holder;
};

/* ---- /my ---- */
struct my_draft {
	str title, organisation, call, deadline, left, tone, state, changed;
	url link;
	bool over;
};
struct my_task {
	str text, hint, tag, tone;
	url link;
};
struct my_invitation {
	str code, organisation, by, role, until;
};
struct my_organisation {
	str name, role;
	url link;
};
struct my_duty {
	str title, territory;
	struct walk_links walk;
};
struct my_view {
	struct layout_view layout;
	str name;
	bool unconfirmed, empty, has_organisation;
	LIST_OF(struct my_draft) drafts;
	LIST_OF(struct my_task) tasks;
	LIST_OF(struct my_invitation) invitations;
	LIST_OF(struct organisation_file) filed;
	LIST_OF(struct my_organisation) organisations, asked, desks;
	struct call_cards calls;
	LIST_OF(struct my_duty) duties;
};

#endif
