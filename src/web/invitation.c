/* Where the link of an invitation leads: who invites to what, and the answer; whoever is not signed in goes to sign in or up, and comes back. Only who holds the link sees
   the organisation's name. */
#include "actions/invitation.h"
#include "actions/members.h"
#include "base/ids.h"
#include "web/handlers.h"
#include "web/organisation_parts.h"
#include "web/respond.h"

static void fill(struct page *pg, const struct invitation *invitation, str secret, struct invitation_view *v)
{
	static const enum word hints[] = {W_organisation_role_none, W_organisation_role_reader_hint, W_organisation_role_writer_hint, W_organisation_role_signatory_hint};
	str here = arena_fmt(pg->arena, "%.*s/invitations?t=%.*s", STR_ARGS(pg->base), STR_ARGS(secret));
	v->is_known = true;
	v->is_over = invitation->ended.p || invitation->expired;
	v->over = word_text(pg->lang, invitation->ended.p ? W_organisation_invitation_over : W_organisation_invitation_expired);
	v->organisation = invitation->organisation;
	v->by = invitation->by;
	v->role = word_text(pg->lang, member_role_word(invitation->role));
	v->role_hint = word_text(pg->lang, hints[invitation->role]);
	v->until = organisation_day(pg, invitation->expires);
	v->invited = invitation->email;
	v->yours = pg->actor.email;
	v->secret = secret;
	v->signed_in = pg->actor.person.v != 0;
	v->other_address = v->signed_in && !str_eq(invitation->email, pg->actor.email);
	v->sign_in = LINK(pg, "/sign-in?next=:next", here);
	v->sign_up = LINK(pg, "/sign-up?next=:next", here);
}

static enum status build(struct page *pg, str secret, struct invitation_view *v)
{
	struct invitation invitation;
	enum status s = invitation_open(pg->db, pg->arena, secret, pg->now, &invitation);
	bool known = s == OK;
	str title = known ? TEXT(pg, W_organisation_invitation_title, ARG("organisation", invitation.organisation)) : word_text(pg->lang, W_organisation_invitation_none_title);
	page_layout(pg, &v->layout, title);
	v->layout.csrf = pg->csrf;
	v->layout.refuse_index = true;
	if (known)
		fill(pg, &invitation, secret, v);
	return s == NOT_FOUND ? OK : s;
}

enum status show_invitation(struct page *pg)
{
	struct invitation_view *v = ARENA_NEW(pg->arena, struct invitation_view);
	enum status s = build(pg, page_param(pg, S("t")), v);
	if (s == OK)
		RESPOND_HTML(pg, invitation_page, v);
	return s;
}

enum status answer_invitation(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct invitation_answer answer = {.secret = page_form(pg, S("t")), .is_mine = str_is_set(page_form(pg, S("is_mine"))), .site = pg->settings->public_url};
	applicant_id applicant;
	(void)organisation_id(pg, "invitation", &answer.id);
	bool accepts = str_eq(page_form(pg, S("answer")), S("accept"));
	enum status s = accepts ? invitation_accept(pg->db, pg->arena, &pg->actor, pg->now, &answer, &ps, &applicant)
	                        : invitation_refuse(pg->db, pg->arena, &pg->actor, pg->now, &answer, &ps);
	if (s == OK && accepts)
		return page_see_other(pg, LINK(pg, "/organisations/:applicant", id_code(pg->arena, applicant.v)));
	if (s == OK)
		return page_see_other(pg, LINK(pg, "/my"));
	if (!ps.total)
		return s;
	struct invitation_view *v = ARENA_NEW(pg->arena, struct invitation_view);
	s = build(pg, answer.secret, v);
	if (s != OK)
		return s;
	organisation_wrongs(pg, &ps, &v->layout, &v->wrongs);
	RESPOND_HTML(pg, invitation_page, v);
	return page_again(pg);
}
