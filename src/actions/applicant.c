/* Checks what was typed, refuses a second organisation of the same number, writes the organisation with its identity. */
#include "actions/applicant.h"

#include "base/ids.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/identifier.h"
#include "gen/queries.h"
#include "store/audit.h"

const str applicant_kinds[] = {
	S("association"), S("municipality"), S("ccas"), S("intercommunality"), S("landlord"), S("citizen_council"), S("company"), S("other"),
};
const size_t applicant_kind_count = sizeof applicant_kinds / sizeof *applicant_kinds;

/* ---- what was typed ---- */

struct checked {
	str name, kind, siret, rna, address, postcode, city, naf;
};

static void problem(struct problems *ps, const char *field, enum word message)
{
	PROBLEM(ps, STR_NONE, 0, str_of(field), message);
}

static str line_of(struct arena *a, str typed, const char *field, struct problems *ps)
{
	str line = arena_str(a, str_trim(typed));
	for (size_t i = 0; i < line.n; i++)
		if ((unsigned char)line.p[i] < ' ') {
			problem(ps, field, W_organisation_wrong_line);
			return line;
		}
	if (line.n && (!utf8_valid(line) || utf8_count(line) > LIMIT_LABEL_CHARS))
		problem(ps, field, W_organisation_wrong_long);
	return line.n ? line : STR_NONE;
}

static bool is_kind(str kind)
{
	for (size_t i = 0; i < applicant_kind_count; i++)
		if (str_eq(kind, applicant_kinds[i]))
			return true;
	return false;
}

/* Its numbers: a SIRET, else an RNA, else it says that it has none yet. */
static void check_numbers(struct arena *a, const struct applicant_new *new, struct checked *c, struct problems *ps)
{
	str siret = identifier_compact(a, new->siret), rna = identifier_compact(a, new->rna);
	c->siret = str_is_set(siret) ? siret : STR_NONE;
	c->rna = str_is_set(rna) ? rna : STR_NONE;
	if (c->siret.p && !siret_is_well_formed(siret))
		problem(ps, "siret", W_organisation_wrong_siret);
	else if (c->siret.p && !siret_key_is_right(siret))
		problem(ps, "siret", W_organisation_wrong_siret_key);
	if (c->rna.p && !rna_is_well_formed(rna))
		problem(ps, "rna", W_organisation_wrong_rna);
	if (!c->siret.p && !c->rna.p && !new->being_created)
		problem(ps, "siret", W_organisation_missing_number);
}

static struct checked check(struct arena *a, const struct applicant_new *new, struct problems *ps)
{
	struct checked c = {.kind = new->kind};
	check_numbers(a, new, &c, ps);
	c.name = line_of(a, new->name, "name", ps);
	if (!c.name.p)
		problem(ps, "name", W_organisation_missing_name);
	if (!is_kind(c.kind))
		problem(ps, "kind", W_organisation_missing_kind);
	c.address = line_of(a, new->address, "address", ps);
	c.city = line_of(a, new->city, "city", ps);
	str postcode = identifier_compact(a, new->postcode);
	c.postcode = str_is_set(postcode) ? postcode : STR_NONE;
	if (c.postcode.p && !postcode_is_well_formed(postcode))
		problem(ps, "postcode", W_organisation_wrong_postcode);
	if (str_is_set(str_trim(new->naf)) && !naf_read(a, new->naf, &c.naf))
		problem(ps, "naf", W_organisation_wrong_naf);
	return c;
}

/* ---- is it here already? ---- */

enum status applicant_find(struct db *db, struct arena *a, str siret, applicant_id *id, str *name)
{
	struct q_applicant_of_siret_row row;
	enum status s = q_applicant_of_siret(db, a, siret, &row);
	if (s == OK) {
		id->v = row.applicant;
		*name = row.name;
	}
	return s;
}

static enum status refuse_second(struct db *db, struct arena *a, const struct checked *c, struct problems *ps, struct applicant_made *made)
{
	struct q_applicant_of_rna_rows rows = {0};
	enum status s = c->siret.p ? applicant_find(db, a, c->siret, &made->already, &made->already_name) : NOT_FOUND;
	bool here = s == OK;
	if (s == NOT_FOUND)
		s = OK;
	if (s == OK && !here && !c->siret.p && c->rna.p)
		s = q_applicant_of_rna(db, a, c->rna, &rows);
	if (s == OK && rows.n) {
		made->already.v = rows.at[0].applicant;
		made->already_name = rows.at[0].name;
		here = true;
	}
	if (s != OK || !here)
		return s;
	PROBLEM(ps, STR_NONE, 0, c->siret.p ? S("siret") : S("rna"), W_organisation_already_here, ARG("name", made->already_name));
	return CONFLICT;
}

enum status applicant_siblings(struct db *db, struct arena *a, str siret, struct applicant_siblings *siblings)
{
	*siblings = (struct applicant_siblings){0};
	if (!siret_is_well_formed(siret))
		return OK;
	struct q_applicants_of_siren_rows rows;
	enum status s = q_applicants_of_siren(db, a, siren_of_siret(siret), &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		if (!str_eq(rows.at[i].siret, siret))
			*LIST_ADD(a, siblings) = (struct applicant_sibling){.id = {rows.at[i].applicant}, .name = rows.at[i].name, .siret = rows.at[i].siret};
	return s;
}

/* ---- writing ---- */

struct making {
	struct db *db;
	struct arena *a;
	const struct actor *actor;
	const struct applicant_new *new;
	const struct checked *c;
	struct applicant_made *made;
	instant now;
};

static enum status write_identity(const struct making *m)
{
	const struct checked *c = m->c;
	const struct {
		str field, value;
	} values[] = {
		{S("identity.name"), c->name},        {S("identity.siret"), c->siret},       {S("identity.rna"), c->rna}, {S("identity.naf"), c->naf},
		{S("address.line"), c->address},      {S("address.postcode"), c->postcode},  {S("address.town"), c->city},
	};
	bool officer = m->new->maker == MAKER_OFFICER;
	enum status s = q_identity_add(m->db, &(struct q_identity_add_in){.territory = {0}, .sheet = m->made->identity.v, .applicant = m->made->applicant.v, .title = c->name,
		.channel = officer ? S("paper") : S("online"), .revision = 1, .created = m->now, .created_by = m->actor->person.v, .to_confirm = officer});
	for (size_t i = 0; s == OK && i < sizeof values / sizeof *values; i++)
		if (values[i].value.p)
			s = q_identity_value_add(m->db, &(struct q_identity_value_add_in){.territory = {0}, .sheet = m->made->identity.v, .field = values[i].field,
				.value = values[i].value, .revision = 1, .changed = m->now, .changed_by = m->actor->person.v});
	return s;
}

static enum status write_all(const struct making *m)
{
	const struct checked *c = m->c;
	m->made->applicant.v = id_new();
	m->made->identity.v = id_new();
	enum status s = q_applicant_add(m->db, &(struct q_applicant_add_in){.applicant = m->made->applicant.v, .name = c->name, .kind = c->kind, .siret = c->siret,
		.siren = siren_of_siret(c->siret), .rna = c->rna, .identity = m->made->identity.v, .created = m->now, .created_by = m->actor->person.v});
	if (s == OK)
		s = write_identity(m);
	if (s == OK && m->new->maker == MAKER_MEMBER)
		s = q_member_add(m->db, m->made->applicant.v, m->actor->person.v, S("signatory"), m->now);
	if (s != OK)
		return s;
	const struct audit_entry entry = {.at = m->now, .actor = arena_fmt(m->a, "user:%lld", (long long)m->actor->person.v), .verb = S("create_applicant"),
		.thing = arena_fmt(m->a, "applicant:%lld", (long long)m->made->applicant.v),
		.detail = arena_fmt(m->a, "kind=%.*s siret=%.*s rna=%.*s prefilled=%d officer=%d", STR_ARGS(c->kind), STR_ARGS(c->siret), STR_ARGS(c->rna), m->new->prefilled,
		                    m->new->maker == MAKER_OFFICER)};
	return audit_append(m->db, &entry);
}

/* An officer of any territory may type for a bearer that is not here; anybody signed in makes their own. */
static bool may_make(const struct actor *actor, enum applicant_maker maker)
{
	if (maker == MAKER_OFFICER)
		return actor_has_role(actor, (territory_id){0}, ROLE_OFFICER);
	return may(actor, VERB_own_account, &(struct thing){.person = actor->person});
}

enum status applicant_create(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct applicant_new *new, struct problems *ps,
                             struct applicant_made *made)
{
	*made = (struct applicant_made){0};
	if (!actor->person.v || !may_make(actor, new->maker))
		return DENIED;
	size_t before = ps->total;
	struct checked c = check(a, new, ps);
	if (new->maker == MAKER_MEMBER && actor->memberships.n >= LIMIT_MEMBERSHIPS)
		problem(ps, "name", W_organisation_too_many);
	if (ps->total > before)
		return INVALID;
	enum status s = refuse_second(db, a, &c, ps, made);
	const struct making m = {.db = db, .a = a, .actor = actor, .new = new, .c = &c, .made = made, .now = now};
	return s == OK ? write_all(&m) : s;
}

enum status applicant_read(struct db *db, struct arena *a, applicant_id id, struct applicant *applicant)
{
	struct q_applicant_row_row row;
	enum status s = q_applicant_row(db, a, id.v, &row);
	if (s == OK)
		*applicant = (struct applicant){.id = id, .name = row.name, .kind = row.kind, .siret = row.siret, .siren = row.siren, .rna = row.rna, .identity = {row.identity},
			.created = row.created, .has_bank = row.bank.p != NULL, .bank_hint = row.bank_hint, .bank_changed = row.bank_changed, .bank_by = row.bank_by};
	return s;
}
