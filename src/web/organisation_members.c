/* The members of an organisation: who, what role, invitations that wait, requests to join. Each form goes to its action and comes back here with what was done. */
#include "accounts/actor.h"
#include "actions/applicant.h"
#include "actions/invitation.h"
#include "actions/joining.h"
#include "actions/members.h"
#include "base/ids.h"
#include "web/handlers.h"
#include "web/organisation_parts.h"
#include "web/respond.h"

static url action(struct page *pg, const char *what)
{
	return page_url(pg, pg->base, arena_fmt(pg->arena, "/organisations/%.*s/%s", STR_ARGS(pg->in.applicant), what), NULL, 0);
}

static void add_members(struct page *pg, const struct members *members, struct members_view *v)
{
	for (size_t i = 0; i < members->n; i++) {
		const struct member *m = &members->at[i];
		struct organisation_choice roles = {0};
		struct member_view *line = LIST_ADD(pg->arena, &v->members);
		*line = (struct member_view){.code = id_code(pg->arena, m->person.v), .name = m->name, .email = m->email, .role = word_text(pg->lang, member_role_word(m->role)),
			.since = TEXT(pg, W_organisation_since, ARG("day", organisation_day(pg, m->since))), .is_me = m->person.v == pg->actor.person.v,
			.is_signatory = m->role == MEMBER_SIGNATORY};
		organisation_roles(pg, line->code, m->role, &roles);
		for (size_t k = 0; k < roles.options.n; k++)
			*LIST_ADD(pg->arena, &line->roles) = roles.options.at[k];
	}
}

static void add_invitations(struct page *pg, const struct invitations *invitations, struct members_view *v)
{
	for (size_t i = 0; i < invitations->n; i++) {
		const struct invitation *x = &invitations->at[i];
		*LIST_ADD(pg->arena, &v->invitations) = (struct invitation_line){.code = id_code(pg->arena, x->id), .email = x->email,
			.role = word_text(pg->lang, member_role_word(x->role)), .when = TEXT(pg, W_organisation_invited_until, ARG("day", organisation_day(pg, x->expires))),
			.expired = x->expired};
	}
}

static void add_joinings(struct page *pg, const struct joinings *joinings, struct members_view *v)
{
	for (size_t i = 0; i < joinings->n; i++) {
		const struct joining *j = &joinings->at[i];
		struct organisation_choice roles = {0};
		struct joining_line *line = LIST_ADD(pg->arena, &v->joinings);
		*line = (struct joining_line){.code = id_code(pg->arena, j->person.v), .name = j->name, .email = j->email,
			.when = TEXT(pg, W_organisation_asked_on, ARG("day", organisation_day(pg, j->asked)))};
		organisation_roles(pg, line->code, MEMBER_READER, &roles);
		for (size_t k = 0; k < roles.options.n; k++)
			*LIST_ADD(pg->arena, &line->roles) = roles.options.at[k];
	}
}

static enum status read_all(struct page *pg, applicant_id id, struct members_view *v)
{
	struct applicant applicant;
	struct members members;
	struct invitations invitations = {0};
	struct joinings joinings = {0};
	enum status s = applicant_read(pg->db, pg->arena, id, &applicant);
	if (s == OK)
		s = members_read(pg->db, pg->arena, id, &members);
	if (s == OK && v->manages)
		s = invitations_read(pg->db, pg->arena, id, pg->now, &invitations);
	if (s == OK && v->manages)
		s = joinings_read(pg->db, pg->arena, id, &joinings);
	if (s != OK)
		return s;
	v->organisation = applicant.name;
	page_crumb(pg, &v->layout, word_text(pg->lang, W_organisation_my_title), LINK(pg, "/my"));
	page_crumb(pg, &v->layout, applicant.name, LINK(pg, "/organisations/:applicant", pg->in.applicant));
	add_members(pg, &members, v);
	add_invitations(pg, &invitations, v);
	add_joinings(pg, &joinings, v);
	return OK;
}

/* The page, with what was typed and what is wrong with it. */
static enum status write_page(struct page *pg, const struct problems *ps, str email, str role, str done)
{
	struct members_view *v = ARENA_NEW(pg->arena, struct members_view);
	page_layout(pg, &v->layout, word_text(pg->lang, W_organisation_members));
	v->layout.csrf = pg->csrf;
	v->manages = may(&pg->actor, VERB_manage_members, &pg->thing);
	enum status s = read_all(pg, organisation_of(pg), v);
	if (s != OK)
		return s;
	v->done = done;
	v->roles_action = action(pg, "members/role");
	v->remove_action = action(pg, "members/remove");
	v->invite_action = action(pg, "invitations");
	v->withdraw_action = action(pg, "invitations/withdraw");
	v->joining_action = action(pg, "joinings");
	v->email = organisation_field(pg, ps, "email", W_organisation_email, (enum word)WORD_COUNT, email);
	organisation_roles(pg, S("invite-"), member_role_of(role), &v->role);
	v->role.wrong = organisation_wrong(pg, ps, "role");
	if (ps)
		organisation_wrongs(pg, ps, &v->layout, &v->wrongs);
	RESPOND_HTML(pg, organisation_members_page, v);
	return OK;
}

enum status show_members(struct page *pg)
{
	static const struct {
		str code;
		enum word word;
	} all[] = {
		{S("invited"), W_organisation_done_invited}, {S("withdrawn"), W_organisation_done_withdrawn}, {S("changed"), W_organisation_done_changed},
		{S("removed"), W_organisation_done_removed}, {S("accepted"), W_organisation_done_accepted},   {S("refused"), W_organisation_done_refused},
	};
	str done = page_param(pg, S("done")), words = STR_NONE;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (str_eq(done, all[i].code))
			words = word_text(pg->lang, all[i].word);
	return write_page(pg, NULL, S(""), S(""), words);
}

/* Back to the list after an action, or the page again with what is wrong. */
static enum status finish(struct page *pg, enum status s, const struct problems *ps, str done)
{
	if (s == OK)
		return page_see_other(pg, LINK(pg, "/organisations/:applicant/members?done=:done", pg->in.applicant, done));
	if (!ps->total)
		return s;
	s = write_page(pg, ps, S(""), S(""), STR_NONE);
	return s == OK ? page_again(pg) : s;
}

static bool read_change(struct page *pg, struct member_change *change)
{
	*change = (struct member_change){.applicant = organisation_of(pg), .site = pg->settings->public_url};
	return organisation_id(pg, "person", &change->person.v);
}

enum status change_member(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct member_change change;
	if (!read_change(pg, &change))
		return NOT_FOUND;
	change.role = member_role_of(page_form(pg, S("role")));
	return finish(pg, member_set_role(pg->db, pg->arena, &pg->actor, pg->now, &change, &ps), &ps, S("changed"));
}

enum status remove_member(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct member_change change;
	if (!read_change(pg, &change))
		return NOT_FOUND;
	enum status s = member_remove(pg->db, pg->arena, &pg->actor, pg->now, &change, &ps);
	if (s == OK && change.person.v == pg->actor.person.v)
		return page_see_other(pg, LINK(pg, "/my"));
	return finish(pg, s, &ps, S("removed"));
}

enum status invite_member(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	str email = page_form(pg, S("email")), role = page_form(pg, S("role")), secret;
	const struct invitation_new new = {.applicant = organisation_of(pg), .email = email, .role = member_role_of(role), .site = pg->settings->public_url};
	enum status s = invitation_send(pg->db, pg->arena, &pg->actor, pg->now, &new, &ps, &secret);
	if (s == OK || !ps.total)
		return finish(pg, s, &ps, S("invited"));
	s = write_page(pg, &ps, email, role, STR_NONE);
	return s == OK ? page_again(pg) : s;
}

enum status withdraw_invitation(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	int64_t id;
	if (!organisation_id(pg, "invitation", &id))
		return NOT_FOUND;
	return finish(pg, invitation_withdraw(pg->db, pg->arena, &pg->actor, pg->now, organisation_of(pg), id), &ps, S("withdrawn"));
}

enum status answer_joining(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct joining_decision decision = {.applicant = organisation_of(pg), .site = pg->settings->public_url};
	bool accepted = str_eq(page_form(pg, S("answer")), S("accept"));
	if (!organisation_id(pg, "person", &decision.person.v))
		return NOT_FOUND;
	decision.role = accepted ? member_role_of(page_form(pg, S("role"))) : MEMBER_NONE;
	if (accepted && decision.role == MEMBER_NONE) {
		PROBLEM(&ps, STR_NONE, 0, S("role"), W_organisation_missing_role);
		return finish(pg, INVALID, &ps, STR_NONE);
	}
	enum status s = joining_decide(pg->db, pg->arena, &pg->actor, pg->now, &decision, &ps);
	return finish(pg, s, &ps, accepted ? S("accepted") : S("refused"));
}
