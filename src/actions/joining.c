/* Requests to join: asked, listed, decided. */
#include "actions/joining.h"

#include "actions/applicant.h"
#include "actions/applicant_mail.h"
#include "actions/members.h"
#include "base/ids.h"
#include "base/limits.h"
#include "domain/identifier.h"
#include "gen/queries.h"
#include "store/audit.h"

enum status joinings_read(struct db *db, struct arena *a, applicant_id applicant, struct joinings *joinings)
{
	struct q_joinings_rows rows;
	*joinings = (struct joinings){0};
	enum status s = q_joinings(db, a, applicant.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, joinings) = (struct joining){
			.person = {rows.at[i].person}, .name = rows.at[i].name, .email = rows.at[i].email, .applicant = applicant, .asked = rows.at[i].asked};
	return s;
}

enum status joinings_of(struct db *db, struct arena *a, person_id person, struct joinings *joinings)
{
	struct q_joinings_of_rows rows;
	*joinings = (struct joinings){0};
	enum status s = q_joinings_of(db, a, person.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, joinings) = (struct joining){
			.person = person, .applicant = {rows.at[i].applicant}, .organisation = rows.at[i].organisation, .asked = rows.at[i].asked};
	return s;
}

static enum status audit(struct db *db, struct arena *a, instant now, person_id by, str verb, applicant_id applicant, str detail)
{
	const struct audit_entry entry = {.at = now, .actor = arena_fmt(a, "user:%lld", (long long)by.v), .verb = verb,
		.thing = arena_fmt(a, "applicant:%lld", (long long)applicant.v), .detail = detail};
	return audit_append(db, &entry);
}

static enum status find(struct db *db, struct arena *a, const struct joining_new *new, applicant_id *id, str *name)
{
	str siret = identifier_compact(a, new->siret), rna = identifier_compact(a, new->rna);
	struct q_applicant_of_rna_rows rows = {0};
	if (str_is_set(siret))
		return applicant_find(db, a, siret, id, name);
	enum status s = str_is_set(rna) ? q_applicant_of_rna(db, a, rna, &rows) : OK;
	if (s == OK && rows.n == 0)
		return NOT_FOUND;
	if (s == OK) {
		id->v = rows.at[0].applicant;
		*name = rows.at[0].name;
	}
	return s;
}

static enum status refuse(struct problems *ps, enum word message, enum status status)
{
	PROBLEM(ps, STR_NONE, 0, S("join"), message);
	return status;
}

/* May this person ask now? *waits: they have asked already. */
static enum status check(struct db *db, struct arena *a, const struct actor *actor, applicant_id applicant, struct problems *ps, bool *waits)
{
	struct members members;
	struct joinings mine;
	*waits = false;
	if (!actor->confirmed)
		return refuse(ps, W_organisation_join_unconfirmed, DENIED);
	if (actor_role_in(actor, applicant) != MEMBER_NONE)
		return refuse(ps, W_organisation_join_member, CONFLICT);
	enum status s = members_read(db, a, applicant, &members);
	if (s == OK)
		s = joinings_of(db, a, actor->person, &mine);
	if (s != OK)
		return s;
	for (size_t i = 0; i < mine.n; i++)
		*waits |= mine.at[i].applicant.v == applicant.v;
	if (!*waits && mine.n >= LIMIT_JOININGS)
		return refuse(ps, W_organisation_join_too_many, INVALID);
	return members.signatories ? OK : refuse(ps, W_organisation_join_nobody, INVALID);
}

enum status joining_ask(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct joining_new *new, struct problems *ps)
{
	applicant_id applicant;
	str name;
	bool waits = false;
	if (!actor->person.v)
		return DENIED;
	enum status s = find(db, a, new, &applicant, &name);
	if (s == OK)
		s = check(db, a, actor, applicant, ps, &waits);
	if (s != OK || waits)
		return s;
	s = q_joining_add(db, applicant.v, actor->person.v, now);
	const struct applicant_letter letter = {.kind = S("join"), .about = arena_fmt(a, "join:%lld:%lld:%lld", (long long)applicant.v, (long long)actor->person.v, (long long)now.ms),
		.subject = W_organisation_mail_join_subject, .body = W_organisation_mail_join_body, .organisation = name, .who = actor->name, .detail = actor->email, .site = new->site,
		.path = arena_fmt(a, "/organisations/%.*s/members", STR_ARGS(id_code(a, applicant.v))), .now = now};
	if (s == OK)
		s = letter_to_signatories(db, a, applicant, &letter);
	return s == OK ? audit(db, a, now, actor->person, S("ask_to_join"), applicant, STR_NONE) : s;
}

static enum status tell_refused(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct joining_decision *decision)
{
	struct applicant applicant;
	enum status s = applicant_read(db, a, decision->applicant, &applicant);
	const struct applicant_letter letter = {.kind = S("join_answer"),
		.about = arena_fmt(a, "join_answer:%lld:%lld:%lld", (long long)decision->applicant.v, (long long)decision->person.v, (long long)now.ms),
		.subject = W_organisation_mail_join_refused_subject, .body = W_organisation_mail_join_refused_body, .organisation = applicant.name, .who = actor->name,
		.site = decision->site, .path = S("/my"), .now = now};
	return s == OK ? letter_to_person(db, a, decision->person, &letter) : s;
}

enum status joining_decide(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct joining_decision *decision, struct problems *ps)
{
	if (!may(actor, VERB_manage_members, &(struct thing){.applicant = decision->applicant}))
		return DENIED;
	struct joinings waiting;
	bool found = false, in = decision->role >= MEMBER_READER && decision->role <= MEMBER_SIGNATORY;
	enum status s = joinings_read(db, a, decision->applicant, &waiting);
	for (size_t i = 0; s == OK && i < waiting.n; i++)
		found |= waiting.at[i].person.v == decision->person.v;
	if (s != OK || !found)
		return s == OK ? NOT_FOUND : s;
	s = q_joining_decide(db, &(struct q_joining_decide_in){.applicant = decision->applicant.v, .person = decision->person.v,
		.decision = in ? S("accepted") : S("refused"), .at = now, .by = actor->person.v});
	if (s != OK)
		return s;
	if (in)
		return member_let_in(db, a, now, &(struct member_entry){.applicant = decision->applicant, .person = decision->person, .role = decision->role, .by = actor->person,
			.verb = S("accept_joining"), .site = decision->site}, ps);
	s = audit(db, a, now, actor->person, S("refuse_joining"), decision->applicant, arena_fmt(a, "person=%lld", (long long)decision->person.v));
	return s == OK ? tell_refused(db, a, actor, now, decision) : s;
}
