/* Reads who asks and what is asked about. Called by web/dispatch for every request that carries a session, by jobs and by the command line. Writes nothing. */
#include "accounts/actor.h"

#include "base/ids.h"
#include "domain/application_code.h"
#include "gen/queries.h"

static const char *const member_names[] = {[MEMBER_NONE] = "", [MEMBER_READER] = "reader", [MEMBER_WRITER] = "writer", [MEMBER_SIGNATORY] = "signatory"};
static const char *const role_names[TERRITORY_ROLES] = {"officer", "reviewer", "funder_agent", "elected", "council"};

enum member_role member_role_of(str name)
{
	for (enum member_role role = MEMBER_READER; role <= MEMBER_SIGNATORY; role++)
		if (str_eq(name, str_of(member_names[role])))
			return role;
	return MEMBER_NONE;
}

const char *member_role_name(enum member_role role)
{
	return member_names[role];
}

enum territory_role territory_role_of(str name)
{
	enum territory_role role = 0;
	while (role < TERRITORY_ROLES && !str_eq(name, str_of(role_names[role])))
		role++;
	return role;
}

const char *territory_role_name(enum territory_role role)
{
	return role < TERRITORY_ROLES ? role_names[role] : "";
}

static enum status read_memberships(struct db *db, struct arena *a, struct actor *actor)
{
	struct q_account_memberships_rows rows;
	enum status s = q_account_memberships(db, a, actor->person.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, &actor->memberships) = (struct actor_membership){.applicant = {rows.at[i].applicant}, .role = member_role_of(rows.at[i].role), .name = rows.at[i].name};
	return s;
}

static enum status read_roles(struct db *db, struct arena *a, struct actor *actor)
{
	struct q_account_roles_rows rows;
	enum status s = q_account_roles(db, a, actor->person.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		enum territory_role role = territory_role_of(rows.at[i].role);
		if (role < TERRITORY_ROLES)
			*LIST_ADD(a, &actor->roles) = (struct actor_role){.territory = rows.at[i].territory, .role = role, .institution = rows.at[i].institution};
	}
	return s;
}

static enum status read_belongings(struct db *db, struct arena *a, struct actor *actor)
{
	enum status s = read_memberships(db, a, actor);
	return s == OK ? read_roles(db, a, actor) : s;
}

static enum lang lang_of(str name)
{
	return str_eq(name, S("en")) ? LANG_EN : LANG_FR;
}

enum status actor_of_session(struct db *db, struct arena *a, str cookie, instant now, struct session_read *read)
{
	*read = (struct session_read){.hash = STR_NONE};
	if (!str_is_set(cookie))
		return OK;
	struct q_account_session_row row;
	const str hash = secret_hash(a, cookie);
	enum status s = q_account_session(db, a, hash, now, &row);
	if (s != OK)
		return s == NOT_FOUND ? OK : s;
	read->hash = hash;
	read->seen = row.seen;
	read->expires = row.expires;
	read->waits_factor = row.waits_factor;
	if (row.waits_factor) {
		read->half = (person_id){row.person};
		return OK;
	}
	read->actor = (struct actor){.person = {row.person}, .email = row.email, .name = row.name, .lang = lang_of(row.lang), .confirmed = row.confirmed,
		.administrator = row.administrator, .has_factor = row.has_factor};
	return read_belongings(db, a, &read->actor);
}

enum status actor_of_person(struct db *db, struct arena *a, person_id person, struct actor *actor)
{
	struct q_account_person_row row;
	*actor = (struct actor){.person = {0}};
	enum status s = q_account_person(db, a, person.v, &row);
	if (s != OK)
		return s;
	*actor = (struct actor){.person = person, .email = row.email, .name = row.name, .lang = lang_of(row.lang), .confirmed = row.confirmed,
		.administrator = row.administrator, .has_factor = row.has_factor};
	return read_belongings(db, a, actor);
}

static enum status read_filed_in(struct db *db, struct arena *a, struct thing *thing)
{
	struct q_thing_applicant_filed_in_rows rows;
	enum status s = q_thing_applicant_filed_in(db, a, thing->applicant.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, &thing->filed_in) = rows.at[i].territory;
	return s;
}

enum status thing_of_applicant(struct db *db, struct arena *a, int64_t applicant, struct thing *thing)
{
	struct q_thing_applicant_row row;
	*thing = (struct thing){.applicant = {applicant}};
	enum status s = q_thing_applicant(db, a, applicant, &row);
	if (s != OK)
		return s;
	if (!row.members)
		thing->typed_by = (person_id){row.created_by};
	return read_filed_in(db, a, thing);
}

enum status thing_of_sheet(struct db *db, struct arena *a, int64_t sheet, struct thing *thing)
{
	struct q_thing_sheet_row row;
	*thing = (struct thing){.sheet = {sheet}};
	enum status s = q_thing_sheet(db, a, sheet, &row);
	if (s != OK)
		return s;
	if (str_eq(row.kind, S("identity"))) {
		s = thing_of_applicant(db, a, row.applicant, thing);
		thing->sheet = (sheet_id){sheet};
		thing->identity = true;
	} else {
		*thing = (struct thing){.territory = row.territory, .call = row.call, .applicant = {row.applicant}, .sheet = {sheet}};
		if (row.to_confirm)
			thing->typed_by = (person_id){row.created_by};
	}
	thing->state = row.state;
	return s;
}

enum status thing_of_call(struct db *db, struct arena *a, str call, struct thing *thing)
{
	struct q_thing_call_row row;
	*thing = (struct thing){.call = call};
	enum status s = q_thing_call(db, a, call, &row);
	if (s == OK)
		thing->territory = row.territory;
	return s;
}

enum status thing_of_session(struct db *db, struct arena *a, const struct actor *actor, int64_t session, struct thing *thing)
{
	struct q_sessions_thing_row row;
	struct q_sessions_has_seat_row seat;
	*thing = (struct thing){.territory = {0}};
	enum status s = q_sessions_thing(db, a, session, &row);
	if (s == OK)
		s = q_sessions_has_seat(db, a, row.territory, session, actor->person.v, actor->confirmed && actor->email.p ? actor->email : S(""), &seat);
	if (s == OK)
		*thing = (struct thing){.territory = row.territory, .call = row.call, .person = seat.seats ? actor->person : (person_id){0}};
	return s;
}

enum status thing_of_opinion(struct db *db, struct arena *a, int64_t opinion, struct thing *thing)
{
	struct q_thing_opinion_row row;
	enum status s = q_thing_opinion(db, a, opinion, &row);
	*thing = (struct thing){0};
	if (s == OK)
		*thing = (struct thing){.territory = row.territory, .application = row.application, .institution = row.institution, .person = {row.person.set ? row.person.value : 0}};
	return s;
}

enum status thing_of_territory(struct db *db, struct arena *a, str territory, struct thing *thing)
{
	struct q_thing_territory_row row;
	*thing = (struct thing){.territory = {0}};
	enum status s = q_thing_territory(db, a, territory, &row);
	if (s == OK)
		thing->territory = row.territory;
	return s;
}

enum status thing_of_application(struct db *db, struct arena *a, str code, struct thing *thing)
{
	struct q_thing_application_row row;
	str territory;
	application_id id;
	*thing = (struct thing){.territory = {0}};
	if (!application_of_code(code, &territory, &id))
		return NOT_FOUND;
	enum status s = q_thing_application(db, a, territory, id, &row);
	if (s == OK)
		*thing = (struct thing){.territory = row.territory, .call = row.call, .application = id, .sheet = {row.sheet.value}};
	return s;
}
