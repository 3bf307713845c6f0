/* The members of an organisation, one table and its rules. */
#include "actions/members.h"

#include "accounts/actor.h"
#include "actions/applicant.h"
#include "actions/applicant_mail.h"
#include "base/ids.h"
#include "base/limits.h"
#include "gen/queries.h"
#include "store/audit.h"

static const struct {
	str code;
	enum word word;
} roles[] = {
	[MEMBER_NONE] = {STR_NONE, W_organisation_role_none},
	[MEMBER_READER] = {S("reader"), W_organisation_role_reader},
	[MEMBER_WRITER] = {S("writer"), W_organisation_role_writer},
	[MEMBER_SIGNATORY] = {S("signatory"), W_organisation_role_signatory},
};

str member_role_code(enum member_role role)
{
	return roles[role].code;
}

enum word member_role_word(enum member_role role)
{
	return roles[role].word;
}

enum status members_read(struct db *db, struct arena *a, applicant_id applicant, struct members *members)
{
	struct q_members_rows rows;
	*members = (struct members){0};
	enum status s = q_members(db, a, applicant.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		enum member_role role = member_role_of(rows.at[i].role);
		*LIST_ADD(a, members) =
			(struct member){.person = {rows.at[i].person}, .name = rows.at[i].name, .email = rows.at[i].email, .role = role, .since = rows.at[i].since};
		members->signatories += role == MEMBER_SIGNATORY;
	}
	return s;
}

static const struct member *member_of(const struct members *members, person_id person)
{
	for (size_t i = 0; i < members->n; i++)
		if (members->at[i].person.v == person.v)
			return &members->at[i];
	return NULL;
}

struct telling {
	applicant_id applicant;
	person_id person, by;
	enum member_role before, after;
	str verb, site;
	instant now;
};

static enum status audit(struct db *db, struct arena *a, const struct telling *t)
{
	const struct audit_entry entry = {.at = t->now, .actor = arena_fmt(a, "user:%lld", (long long)t->by.v), .verb = t->verb,
		.thing = arena_fmt(a, "applicant:%lld", (long long)t->applicant.v),
		.detail = arena_fmt(a, "person=%lld before=%.*s after=%.*s", (long long)t->person.v, STR_ARGS(roles[t->before].code), STR_ARGS(roles[t->after].code))};
	return audit_append(db, &entry);
}

/* Audits, writes to the person, and to all signatories when there is a new one. */
static enum status tell(struct db *db, struct arena *a, const struct telling *t)
{
	struct applicant applicant;
	struct q_person_contact_row person = {.name = S("")}, by = {.name = S("")};
	enum status s = audit(db, a, t);
	if (s == OK)
		s = applicant_read(db, a, t->applicant, &applicant);
	if (s == OK && (s = q_person_contact(db, a, t->person.v, &person)) == NOT_FOUND)
		s = OK;
	if (s == OK && (s = q_person_contact(db, a, t->by.v, &by)) == NOT_FOUND)
		s = OK;
	if (s != OK)
		return s;
	bool gone = t->after == MEMBER_NONE;
	struct applicant_letter letter = {.kind = S("member"), .organisation = applicant.name, .who = by.name, .site = t->site, .now = t->now,
		.about = arena_fmt(a, "member:%lld:%lld:%lld", (long long)t->applicant.v, (long long)t->person.v, (long long)t->now.ms),
		.subject = gone ? W_organisation_mail_removed_subject : W_organisation_mail_role_subject,
		.body = gone ? W_organisation_mail_removed_body : W_organisation_mail_role_body,
		.path = gone ? S("/my") : arena_fmt(a, "/organisations/%.*s", STR_ARGS(id_code(a, t->applicant.v))), .role = roles[t->after].word, .has_role = true};
	if (t->person.v != t->by.v)
		s = letter_to_person(db, a, t->person, &letter);
	if (s != OK || t->after != MEMBER_SIGNATORY)
		return s;
	letter.about = arena_fmt(a, "signatory:%lld:%lld:%lld", (long long)t->applicant.v, (long long)t->person.v, (long long)t->now.ms);
	letter.subject = W_organisation_mail_signatory_subject;
	letter.body = W_organisation_mail_signatory_body;
	letter.detail = person.name;
	return letter_to_signatories(db, a, t->applicant, &letter);
}

static bool may_manage(const struct actor *actor, applicant_id applicant)
{
	return may(actor, VERB_manage_members, &(struct thing){.applicant = applicant});
}

static enum status find(struct db *db, struct arena *a, const struct member_change *change, struct members *members, const struct member **member)
{
	enum status s = members_read(db, a, change->applicant, members);
	if (s == OK)
		*member = member_of(members, change->person);
	return s == OK && !*member ? NOT_FOUND : s;
}

static enum status refuse_last(const struct members *members, const struct member *member, struct problems *ps)
{
	if (member->role != MEMBER_SIGNATORY || members->signatories > 1)
		return OK;
	PROBLEM(ps, STR_NONE, 0, S("role"), W_organisation_last_signatory);
	return INVALID;
}

enum status member_set_role(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct member_change *change, struct problems *ps)
{
	if (!may_manage(actor, change->applicant))
		return DENIED;
	if (change->role < MEMBER_READER || change->role > MEMBER_SIGNATORY) {
		PROBLEM(ps, STR_NONE, 0, S("role"), W_organisation_missing_role);
		return INVALID;
	}
	struct members members;
	const struct member *member = NULL;
	enum status s = find(db, a, change, &members, &member);
	if (s != OK || member->role == change->role)
		return s;
	s = refuse_last(&members, member, ps);
	if (s == OK)
		s = q_member_change(db, change->applicant.v, change->person.v, roles[change->role].code);
	const struct telling t = {.applicant = change->applicant, .person = change->person, .by = actor->person, .before = member->role, .after = change->role,
		.verb = S("change_member"), .site = change->site, .now = now};
	return s == OK ? tell(db, a, &t) : s;
}

enum status member_remove(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct member_change *change, struct problems *ps)
{
	bool leaves = actor->person.v && change->person.v == actor->person.v;
	if (!leaves && !may_manage(actor, change->applicant))
		return DENIED;
	struct members members;
	const struct member *member = NULL;
	enum status s = find(db, a, change, &members, &member);
	if (s == OK)
		s = refuse_last(&members, member, ps);
	if (s == OK)
		s = q_member_remove(db, change->applicant.v, change->person.v);
	if (s != OK)
		return s;
	const struct telling t = {.applicant = change->applicant, .person = change->person, .by = actor->person, .before = member->role, .after = MEMBER_NONE,
		.verb = leaves ? S("leave_applicant") : S("remove_member"), .site = change->site, .now = now};
	return tell(db, a, &t);
}

enum status member_let_in(struct db *db, struct arena *a, instant now, const struct member_entry *entry, struct problems *ps)
{
	struct members members;
	enum status s = members_read(db, a, entry->applicant, &members);
	if (s != OK)
		return s;
	const struct member *member = member_of(&members, entry->person);
	if (member && member->role >= entry->role)
		return OK;
	if (!member && members.n >= LIMIT_MEMBERS) {
		PROBLEM(ps, STR_NONE, 0, S("role"), W_organisation_too_many_members, ARG("n", LIMIT_MEMBERS));
		return INVALID;
	}
	s = member ? q_member_change(db, entry->applicant.v, entry->person.v, roles[entry->role].code)
	           : q_member_add(db, entry->applicant.v, entry->person.v, roles[entry->role].code, now);
	const struct telling t = {.applicant = entry->applicant, .person = entry->person, .by = entry->by, .before = member ? member->role : MEMBER_NONE, .after = entry->role,
		.verb = entry->verb, .site = entry->site, .now = now};
	return s == OK ? tell(db, a, &t) : s;
}
