/* Invitations: sent, listed, withdrawn, answered. */
#include "actions/invitation.h"

#include "accounts/actor.h"
#include "actions/applicant.h"
#include "actions/applicant_mail.h"
#include "actions/members.h"
#include "base/ids.h"
#include "base/limits.h"
#include "domain/contact.h"
#include "gen/queries.h"
#include "store/audit.h"

#define DAY_MS INT64_C(86400000)

static enum status audit(struct db *db, struct arena *a, instant now, person_id by, str verb, applicant_id applicant, str detail)
{
	const struct audit_entry entry = {.at = now, .actor = arena_fmt(a, "user:%lld", (long long)by.v), .verb = verb,
		.thing = arena_fmt(a, "applicant:%lld", (long long)applicant.v), .detail = detail};
	return audit_append(db, &entry);
}

/* ---- sending ---- */

static enum status check(struct db *db, struct arena *a, const struct invitation_new *new, str email, instant now, struct problems *ps)
{
	struct members members;
	struct invitations waiting = {0};
	enum status s = members_read(db, a, new->applicant, &members);
	if (s == OK)
		s = invitations_read(db, a, new->applicant, now, &waiting);
	for (size_t i = 0; s == OK && i < members.n; i++)
		if (str_eq(members.at[i].email, email)) {
			PROBLEM(ps, STR_NONE, 0, S("email"), W_organisation_is_member);
			s = INVALID;
		}
	if (s == OK && members.n + waiting.n >= LIMIT_MEMBERS) {
		PROBLEM(ps, STR_NONE, 0, S("email"), W_organisation_too_many_members, ARG("n", LIMIT_MEMBERS));
		s = INVALID;
	}
	for (size_t i = 0; s == OK && i < waiting.n; i++)
		if (str_eq(waiting.at[i].email, email))
			s = q_invitation_end(db, &(struct q_invitation_end_in){.applicant = new->applicant.v, .invitation = waiting.at[i].id, .ended = S("withdrawn"), .at = now, .by = 0});
	return s;
}

static enum status post(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct invitation_new *new, str email, str secret)
{
	struct applicant applicant;
	enum status s = applicant_read(db, a, new->applicant, &applicant);
	if (s != OK)
		return s;
	const struct applicant_letter letter = {.kind = S("invite"), .about = arena_fmt(a, "invite:%.*s", STR_ARGS(secret_hash(a, secret))),
		.subject = W_organisation_mail_invite_subject, .body = W_organisation_mail_invite_body, .organisation = applicant.name, .who = actor->name, .site = new->site,
		.path = arena_fmt(a, "/invitations?t=%.*s", STR_ARGS(secret)), .role = member_role_word(new->role), .has_role = true, .now = now};
	return letter_to(db, a, email, actor->lang, &letter);
}

/* An officer who made the organisation to type a request for it (N14) invites its first signatory, while it has no member. */
static bool made_it_for_them(struct db *db, struct arena *a, const struct actor *actor, applicant_id applicant)
{
	struct thing thing;
	return thing_of_applicant(db, a, applicant.v, &thing) == OK && thing.typed_by.v && thing.typed_by.v == actor->person.v && actor_has_role(actor, (territory_id){0}, ROLE_OFFICER);
}

enum status invitation_send(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct invitation_new *new, struct problems *ps, str *secret)
{
	if (!may(actor, VERB_manage_members, &(struct thing){.applicant = new->applicant}) && !made_it_for_them(db, a, actor, new->applicant))
		return DENIED;
	size_t before = ps->total;
	str email;
	if (!email_read(a, new->email, &email))
		PROBLEM(ps, STR_NONE, 0, S("email"), W_organisation_wrong_email);
	if (new->role < MEMBER_READER || new->role > MEMBER_SIGNATORY)
		PROBLEM(ps, STR_NONE, 0, S("role"), W_organisation_missing_role);
	if (ps->total > before)
		return INVALID;
	int64_t id = id_new();
	*secret = secret_new(a);
	enum status s = check(db, a, new, email, now, ps);
	if (s == OK)
		s = q_invitation_add(db, &(struct q_invitation_add_in){.applicant = new->applicant.v, .invitation = id, .email = email, .role = member_role_code(new->role),
			.token_hash = secret_hash(a, *secret), .sent = now, .sent_by = actor->person.v, .expires = {now.ms + LIMIT_INVITATION_DAYS * DAY_MS}});
	if (s == OK)
		s = post(db, a, actor, now, new, email, *secret);
	str detail = arena_fmt(a, "invitation=%lld role=%.*s", (long long)id, STR_ARGS(member_role_code(new->role)));
	return s == OK ? audit(db, a, now, actor->person, S("invite_member"), new->applicant, detail) : s;
}

/* ---- reading ---- */

enum status invitations_read(struct db *db, struct arena *a, applicant_id applicant, instant now, struct invitations *invitations)
{
	struct q_invitations_rows rows;
	*invitations = (struct invitations){0};
	enum status s = q_invitations(db, a, applicant.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, invitations) = (struct invitation){.id = rows.at[i].invitation, .applicant = applicant, .email = rows.at[i].email,
			.role = member_role_of(rows.at[i].role), .sent = rows.at[i].sent, .expires = rows.at[i].expires, .by = rows.at[i].by_name,
			.expired = rows.at[i].expires.ms <= now.ms};
	return s;
}

enum status invitations_for(struct db *db, struct arena *a, const struct actor *actor, instant now, struct invitations *invitations)
{
	struct q_invitations_to_rows rows = {0};
	*invitations = (struct invitations){0};
	enum status s = actor->person.v && actor->confirmed ? q_invitations_to(db, a, actor->email, now, &rows) : OK;
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, invitations) = (struct invitation){.id = rows.at[i].invitation, .applicant = {rows.at[i].applicant}, .organisation = rows.at[i].organisation,
			.email = actor->email, .role = member_role_of(rows.at[i].role), .expires = rows.at[i].expires, .by = rows.at[i].by_name};
	return s;
}

enum status invitation_open(struct db *db, struct arena *a, str secret, instant now, struct invitation *invitation)
{
	struct q_invitation_of_token_row row;
	if (!str_is_set(secret))
		return NOT_FOUND;
	enum status s = q_invitation_of_token(db, a, secret_hash(a, secret), &row);
	if (s == OK)
		*invitation = (struct invitation){.id = row.invitation, .applicant = {row.applicant}, .organisation = row.organisation, .email = row.email,
			.role = member_role_of(row.role), .expires = row.expires, .by = row.by_name, .expired = row.expires.ms <= now.ms, .ended = row.ended};
	return s;
}

/* ---- answering ---- */

static enum status find(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct invitation_answer *answer, struct invitation *found)
{
	if (!answer->id)
		return invitation_open(db, a, answer->secret, now, found);
	struct invitations mine;
	enum status s = invitations_for(db, a, actor, now, &mine);
	for (size_t i = 0; s == OK && i < mine.n; i++)
		if (mine.at[i].id == answer->id) {
			*found = mine.at[i];
			return OK;
		}
	return s == OK ? NOT_FOUND : s;
}

static enum status refuse_ended(const struct invitation *invitation, struct problems *ps)
{
	if (!invitation->ended.p && !invitation->expired)
		return OK;
	PROBLEM(ps, STR_NONE, 0, S("invitation"), invitation->ended.p ? W_organisation_invitation_over : W_organisation_invitation_expired);
	return CONFLICT;
}

static enum status end(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct invitation *invitation, str how, str verb)
{
	enum status s = q_invitation_end(db, &(struct q_invitation_end_in){
		.applicant = invitation->applicant.v, .invitation = invitation->id, .ended = how, .at = now, .by = actor->person.v});
	return s == OK ? audit(db, a, now, actor->person, verb, invitation->applicant, arena_fmt(a, "invitation=%lld", (long long)invitation->id)) : s;
}

enum status invitation_withdraw(struct db *db, struct arena *a, const struct actor *actor, instant now, applicant_id applicant, int64_t invitation)
{
	if (!may(actor, VERB_manage_members, &(struct thing){.applicant = applicant}))
		return DENIED;
	struct invitations waiting;
	enum status s = invitations_read(db, a, applicant, now, &waiting);
	for (size_t i = 0; s == OK && i < waiting.n; i++)
		if (waiting.at[i].id == invitation)
			return end(db, a, actor, now, &waiting.at[i], S("withdrawn"), S("withdraw_invitation"));
	return s == OK ? NOT_FOUND : s;
}

static enum status tell_sender(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct invitation *invitation, str site, enum word subject, enum word body)
{
	const struct applicant_letter letter = {.kind = S("invite_answer"), .about = arena_fmt(a, "invite_answer:%lld", (long long)invitation->id), .subject = subject, .body = body,
		.organisation = invitation->organisation, .who = actor->name, .detail = invitation->email, .site = site,
		.path = arena_fmt(a, "/organisations/%.*s/members", STR_ARGS(id_code(a, invitation->applicant.v))), .now = now};
	return letter_to_signatories(db, a, invitation->applicant, &letter);
}

enum status invitation_accept(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct invitation_answer *answer, struct problems *ps,
                              applicant_id *applicant)
{
	struct invitation invitation;
	if (!actor->person.v)
		return DENIED;
	enum status s = find(db, a, actor, now, answer, &invitation);
	if (s == OK)
		s = refuse_ended(&invitation, ps);
	if (s != OK)
		return s;
	*applicant = invitation.applicant;
	if (!str_eq(invitation.email, actor->email) && !answer->is_mine) {
		PROBLEM(ps, STR_NONE, 0, S("is_mine"), W_organisation_other_address, ARG("invited", invitation.email), ARG("yours", actor->email));
		return CONFLICT;
	}
	s = end(db, a, actor, now, &invitation, S("accepted"), S("accept_invitation"));
	const struct member_entry entry = {.applicant = invitation.applicant, .person = actor->person, .role = invitation.role, .by = actor->person,
		.verb = S("join_applicant"), .site = answer->site};
	if (s == OK)
		s = member_let_in(db, a, now, &entry, ps);
	return s == OK ? tell_sender(db, a, actor, now, &invitation, answer->site, W_organisation_mail_accepted_subject, W_organisation_mail_accepted_body) : s;
}

enum status invitation_refuse(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct invitation_answer *answer, struct problems *ps)
{
	struct invitation invitation;
	if (!actor->person.v)
		return DENIED;
	enum status s = find(db, a, actor, now, answer, &invitation);
	if (s == OK)
		s = refuse_ended(&invitation, ps);
	if (s == OK)
		s = end(db, a, actor, now, &invitation, S("refused"), S("refuse_invitation"));
	return s == OK ? tell_sender(db, a, actor, now, &invitation, answer->site, W_organisation_mail_refused_subject, W_organisation_mail_refused_body) : s;
}
